"""The parts of a report in a text file, each under a heading of its own."""

from __future__ import annotations

import re
from unicodedata import normalize

from cli.asking import words
from cli.language import t
from workflow.errors import Usage

NAMES = ("achieved", "practice", "problems", "next_steps", "needs")

ALSO: dict[str, tuple[str, ...]] = {
    "achieved": ("目标完成情况", "完成情况", "总体情况", "工作完成情况", "achieved"),
    "practice": ("主要做法和成效", "主要做法及成效", "工作做法", "做法和成效", "practice"),
    "problems": ("存在的问题", "存在的主要问题", "存在问题及原因", "存在的问题及原因", "存在问题和原因", "problems"),
    "next_steps": ("下一步工作打算", "下一步工作", "下一步工作计划", "下一步计划", "工作打算", "next"),
    "needs": ("需要协调的事项", "需协调解决的事项", "需领导协调事项", "needs"),
}
"""What offices call the parts, beside the name that help gives."""

_NUMBER = re.compile(r"^(?:#+|[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+\s*[、.．])\s*")
_HEADING = re.compile(r"^(?:#+\s*|[一二三四五六七八九十]+\s*[、.．]\s*)[^，。；,;]{1,20}$")
"""A line that can only be meant as a heading of a part: numbered as one, short, without a sentence in it."""


def part(name: str) -> str:
    """What a part of a report is called, without the colon that stands behind it in front of a text."""
    return t(f"part.{name}").strip("：: ")


def from_file(path: str) -> dict[str, str]:
    """The parts of a report by their names. Usage where no heading is known, or one is not: its text would be lost."""
    known = {word: name for name in NAMES for word in (part(name), *ALSO[name])}
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in words(path).splitlines():
        plain = line.strip()
        title = _NUMBER.sub("", normalize("NFKC", plain)).strip(" ：:")
        if title in known:
            current = parts.setdefault(known[title], [])
        elif _HEADING.match(plain):
            raise Usage("report_heading", heading=plain, headings=[part(name) for name in NAMES])
        elif current is not None:
            current.append(line)
    if not parts:
        raise Usage("report_headings", path=path, headings=[part(name) for name in NAMES])
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}
