"""The columns of a sheet of targets that are named for a year: 2021年目标, 2020年基数."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.headings import TARGETS
from documents.sheets import Column, headings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.sheets import Grid

_AIM = re.compile(r"(\d{4})(?:年度?)?(?:目标值?|任务数?|target|aim)|(\d{4})年度?|(?:target|aim)(\d{4})")
_BASE = re.compile(r"(\d{4})(?:年[度底]?)?(?:基数|基期值?|基线值?|现状值?|baseline)|baseline(\d{4})")


def columns(grids: Iterable[Grid]) -> tuple[Column, ...]:
    """The columns that a sheet of targets may have, with those of the years that its headings name.

    Their keys are `aim-2021` and `base-2020`.
    """
    named: dict[str, list[str]] = {}
    for text in sorted(headings(grids)):
        for kind, pattern in (("base", _BASE), ("aim", _AIM)):
            if found := pattern.fullmatch(text):
                year = next(part for part in found.groups() if part)
                named.setdefault(f"{kind}-{year}", []).append(text)
    return (*TARGETS, *(Column(key, tuple(names)) for key, names in named.items()))
