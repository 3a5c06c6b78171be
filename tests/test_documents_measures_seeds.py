"""The targets of the two plans that the project serves, as read, held against those of the bundled plans."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from documents.fact import Fact, Frame, Wording
from documents.prose.passage import Passage, joined, on_line
from documents.targets.concrete import concrete
from documents.targets.measures import measure

ROOT = Path(__file__).parents[1]
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is not there")

ALIKE = str.maketrans({"釆": "采", ",": "，", '"': "”"})
GOALS = {"zhongwei": ("到2025年，全市", "三、主要任务"), "shizuishan": ("到2025年，依托", "三、主要任务")}
REGIONS = {"zhongwei": "中卫市", "shizuishan": "石嘴山市"}
# The paragraphs of the key projects, from their first words to the next one's.
PARTS = {
    "KP1.1": ("一是依托", "二是遴选"),
    "KP1.2": ("二是遴选", "（二）中医药康复人才"),
    "KP2.1": ("一是在全市", "二是在中"),
    "KP2.2": ("二是在中", "三是充分"),
    "KP2.3": ("三是充分", "（三）建设"),
    "KP3": ("在石嘴山市中医医院成立", "五、组织实施"),
}
KEYS = ("kind", "comparator", "value", "unit", "due", "due_basis", "commitment", "force", "per_unit", "implicit")
MORE = ("metric", "scope", "external_gate", "also_in", "lines")
# What an office has put in words of its own: these the text does not give.
OWN_WORDS = {
    ("T01", "scope"),
    ("T17", "scope"),
    ("T09", "metric"),
    ("T09", "value"),
    ("T05", "metric"),
}


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def text_of(name: str) -> Passage:
    """The whole seed, cleaned, with the line of each character."""
    lines = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    clean = [(number, re.sub(r"\s+", "", line).translate(ALIKE)) for number, line in enumerate(lines, 1)]
    return joined(on_line(line, number) for number, line in clean if not re.fullmatch("—?[0-9]*—?", line))


def stretch(whole: Passage, first: str, last: str) -> Passage:
    start = whole.text.index(first)
    return whole.cut(start, whole.text.index(last, start))


def near(whole: Passage, text: str, line: int) -> Passage:
    text = re.sub(r"\s+", "", text).translate(ALIKE)
    start = min(
        (match.start() for match in re.finditer(re.escape(text), whole.text)), key=lambda at: abs(whole.at[at] - line)
    )
    return whole.cut(start, start + len(text))


def read(name: str) -> tuple[dict[str, list[Fact]], dict[str, Fact]]:
    """The targets by item, and the concrete projects by code."""
    whole, labels = text_of(name), load(SEEDS / "expected" / f"{name}.yaml")
    frame = Frame(REGIONS[name], (), date(2021, 1, 1), date(2025, 12, 31))
    items, parts = [], {}
    for task in labels["tasks"]:
        code = task["id"].partition("-")[2]
        body = near(whole, task["body"], task["body_lines"][0])
        items.append(Wording(code, near(whole, task["title"], task["lines"][0]), (body,)))
        for index, part in enumerate(concrete(items[-1], frame), 1):
            parts[f"{code}.P{index}"] = part
            items.append(Wording(f"{code}.P{index}", on_line(part.values["title"], 1), (body,)))
    if name == "shizuishan":
        items += [Wording(code, Passage("", ()), (stretch(whole, *ends),)) for code, ends in PARTS.items()]
    return measure(items, [stretch(whole, *GOALS[name])], frame).targets, parts


def bundled(name: str) -> tuple[dict[str, list[dict[str, Any]]], dict[str, dict[str, Any]]]:
    plan = load(ROOT / "plans" / f"{name}.yaml")
    tasks = [task for section in plan["sections"] for task in section["tasks"]]
    projects = plan.get("projects", [])
    nodes = [*tasks, *projects, *(part for project in projects for part in project.get("parts", []))]
    parts = {part["code"]: part for task in tasks for part in task.get("projects", [])}
    return {node["code"]: node["targets"] for node in nodes if node.get("targets")}, parts


@pytest.mark.parametrize("name", GOALS)
def test_the_targets_are_those_of_the_bundled_plan(name) -> None:
    found, expected = read(name)[0], bundled(name)[0]
    assert {code: len(facts) for code, facts in found.items() if facts} == {
        code: len(targets) for code, targets in expected.items()
    }
    for code, targets in expected.items():
        for target, fact in zip(targets, found[code], strict=True):
            values = {**fact.values, "lines": list(fact.values["lines"])}
            keys = [key for key in (*KEYS, *MORE) if (target["code"], key) not in OWN_WORDS]
            read_as = {key: values.get(key) or None for key in keys}
            assert (target["code"], read_as) == (target["code"], {key: target.get(key) or None for key in keys})


@pytest.mark.parametrize("name", GOALS)
def test_the_concrete_projects_are_those_of_the_bundled_plan(name) -> None:
    found, expected = read(name)[1], bundled(name)[1]
    keys = ("title", "commitment", "external_gate")
    assert {code: [part.values.get(key) for key in keys] for code, part in found.items()} == {
        code: [part.get(key) for key in keys] for code, part in expected.items()
    }
    assert {code: list(part.values["lines"]) for code, part in found.items()} == {
        code: part["lines"] for code, part in expected.items()
    }
