"""Tables of indicators (指标 | 单位 | 2025年 | 2026年): each value in a column of a year to come is a target."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from documents.prose.passage import Passage
from documents.targets.aim import Aim, compare, set_scope
from documents.targets.figures import either, figures
from documents.targets.words import AFTER_LEAST, AFTER_MOST, LEAST, MOST
from documents.units.cells import headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.fact import Frame
    from documents.targets.aim import Setting

NAMES = (
    "三级指标", "二级指标", "指标名称", "具体指标", "指标内容", "主要指标", "目标名称", "发展指标", "考核指标",
    "目标指标", "指标", "指标项", "核心指标", "预期指标",
)  # fmt: skip
"""What the column of names is called, the nearer ones first."""
UNITS = ("单位", "计量单位", "指标单位")
AIMED = (
    "目标", "目标值", "预期目标", "规划目标", "预期值", "规划值", "计划", "计划值", "指标值", "任务数", "目标数",
    "预期", "目标任务", "",
)  # fmt: skip
"""What a column of values to be reached is called, behind its year or without one."""

_YEAR = re.compile(r"(?:到|至)?(?P<year>20\d\d)年?(?:底|末)?(?P<what>[\u4e00-\u9fff]{0,6})")
_BRACKET = re.compile(r"（(?P<inside>[^（）]{1,20})）$")
_TAIL = either((*AFTER_LEAST, *AFTER_MOST, "左右"))
_VALUE = re.compile(
    rf"(?P<word>{either((*LEAST, *MOST))})?(?P<number>\d[\d.]{{0,12}}(?:[-—–~～至]\d[\d.]{{0,12}})?)"
    rf"(?P<unit>[^\d\s]{{0,10}}?)(?P<tail>{_TAIL})?"
)
_FIGURE = re.compile(r"\d")


class Column(NamedTuple):
    """A column of values: its place and its year; none where the heading says only 目标值."""

    at: int
    year: int | None


class Table(NamedTuple):
    """A table of indicators: its rows, the one of headings first, and where its names, units and values stand."""

    rows: list[Passage]
    name: int
    unit: int | None
    values: list[Column]


def tables(paragraphs: Sequence[Passage], frame: Frame) -> Iterator[Table]:
    """The tables of indicators among paragraphs; the rows of one follow each other."""
    found: Table | None = None
    for paragraph in paragraphs:
        cells = _cells(paragraph)
        header = _header(paragraph, cells, frame) if len(cells) > 1 else None
        if found and (header or len(cells) < 2):
            yield found
            found = None
        if header:
            found = header
        elif found:
            found.rows.append(paragraph)
    if found:
        yield found


def targets(table: Table, setting: Setting) -> list[Aim]:
    """What a table sets; rows with figures that cannot be read as one are left unread."""
    found: list[Aim] = []
    for row in table.rows[1:]:
        cells = _cells(row)
        aims = (
            _row(table, cells, setting) if len(cells) > max(table.name, *(each.at for each in table.values)) else None
        )
        if aims is None and any(map(_FIGURE.search, cells[1:])):
            setting.unread.append(Passage(row.text.replace("\t", " "), row.at))
        for aim in aims or ():
            aim.lines = row.lines
            found.append(aim)
    return found


def _cells(row: Passage) -> list[str]:
    return [cell.strip() for cell in row.text.split("\t")] if "\t" in row.text else []


def _header(row: Passage, cells: Sequence[str], frame: Frame) -> Table | None:
    bare = [_BRACKET.sub("", cell.replace(" ", "")) for cell in cells]
    name = next((bare.index(word) for word in NAMES if word in bare), None)
    values = [column for at, cell in enumerate(bare) if (column := _column(at, cell, frame))]
    # A table of tasks and units may have such columns too; it is read as one of tasks.
    if name is None or not values or headings([Passage(cell, ()) for cell in cells]):
        return None
    dated = [column for column in values if column.year]
    return Table([row], name, next((at for at, cell in enumerate(bare) if cell in UNITS), None), dated or values)


def _column(at: int, heading: str, frame: Frame) -> Column | None:
    """The column of a year that the plan is for, or of what is to be reached at its end."""
    year = _YEAR.fullmatch(heading)
    if year is None:
        return Column(at, None) if heading in AIMED[:-1] else None
    first = max((day.year for day in (frame.first, frame.issued) if day), default=0)
    return Column(at, int(year["year"])) if year["what"] in AIMED and int(year["year"]) >= first else None


def _row(table: Table, cells: Sequence[str], setting: Setting) -> list[Aim] | None:
    """The targets of a row; None where one of its values is no figure with a unit."""
    name = cells[table.name]
    bracket = _BRACKET.search(name)
    unit = cells[table.unit] if table.unit is not None else bracket["inside"] if bracket else ""
    metric = name[: bracket.start()] if bracket and bracket["inside"] == unit else name
    found: list[Aim] = []
    for column in table.values:
        value = cells[column.at]
        if not _FIGURE.search(value):
            continue
        aim = _aim(metric, value, unit, column, setting)
        if aim is None:
            return None
        found.append(aim)
    return found


def _aim(metric: str, value: str, unit: str, column: Column, setting: Setting) -> Aim | None:
    match = _VALUE.fullmatch(value.replace(" ", ""))
    if match is None or not metric:
        return None
    printed = f"{match['word'] or ''}{match['number']}{match['unit'] or unit}{match['tail'] or ''}"
    shown = figures(printed)
    if len(shown) != 1 or (shown[0].start, shown[0].end) != (0, len(printed)):
        return None
    aim = Aim(shown[0].kind, ">=", metric, thing=metric, doing=metric)
    compare(aim, shown[0], bare=False)
    set_scope(aim, "", setting)
    aim.due, aim.basis = setting.frame.last, "plan_period"
    if column.year:
        aim.due, aim.basis = date(column.year, 12, 31), "explicit"
    return aim
