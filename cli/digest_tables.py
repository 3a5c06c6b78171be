"""The windows and the targets that were read of a printed plan, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.language import language, t
from cli.show import Column, table, width, wrap
from cli.whereabouts import Whereabouts, checkpoint, flat, value
from documents.nodes import Node, inside, items, text, texts, within
from documents.targets.words import UPPER
from models.targeting import Comparator, DueBasis, Force
from workflow.speech import Years

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from documents.notation import Path

Row = list[str]


def windows(where: Whereabouts, stream: TextIO | None = None) -> list[str]:
    """The checkpoints as the document dates them; nothing where it has none."""
    found = inside(where.data, "checkpoints")
    columns = [
        Column(t("reading.column.checkpoint"), flex=True, least=10),
        Column(t("reading.column.opens")),
        Column(t("reading.column.closes")),
        Column(t("reading.column.organisers"), flex=True, least=10),
        Column(t("column.reports_to"), flex=True),
    ]
    issuers = [flat(name) for _, name in texts(within(where.data, "plan"), "issuers")]
    rows = [
        [
            _called(node),
            _day(node, "opens_on", "from"),
            _day(node, "closes_on", "to"),
            _organisers(node, issuers),
            flat(text(node, "reports_to") or ""),
        ]
        for _, node in found
    ]
    return _told(where, columns, rows, found, 1, stream)


def _called(node: Node) -> str:
    """The checkpoint, with its years where it comes every year."""
    first, last = (within(node, "every_year").get(key) for key in ("first", "last"))
    if not isinstance(first, int) or not isinstance(last, int):
        return checkpoint(node)
    years = Years((first,)).spans() if first >= last else [f"{first}—{last}"]
    return f"{checkpoint(node)} {years[0]}"


def _day(node: Node, key: str, yearly: str) -> str:
    if found := within(node, "every_year").get(yearly):
        return t("reading.yearly", day=found)
    found = node.get(key)
    return value_of_day(found) if found else t("reading.unsaid")


def value_of_day(found: Any) -> str:
    """A day as tables have it; a word that stands for days as it is."""
    return found.isoformat() if hasattr(found, "isoformat") else str(found)


def _organisers(node: Node, issuers: list[str]) -> str:
    """Who organises a checkpoint, and with whom."""
    names = [flat(name) for _, name in texts(node, "organisers")]
    told = t("reading.issuers", count=len(names)) if len(names) > 1 and names == issuers else "、".join(names)
    told += t("reading.and_others") if told and node.get("organisers_open_ended") is True else ""
    others = [flat(name) for _, name in texts(node, "together_with")]
    return t("reading.together", told=told, others=others) if others else told


def targets(where: Whereabouts, stream: TextIO | None = None) -> list[str]:
    """Every target beside the item that it belongs to; a star marks a due day that the document does not say."""
    found = [(place, node) for (path, item), _ in items(where.data) for place, node in inside(item, "targets", path)]
    columns = [
        Column(t("reading.column.target")),
        Column(t("reading.column.metric"), flex=True, least=24),
        Column(t("reading.column.wanted"), flex=True, least=8),
        Column(t("reading.column.due")),
        Column(t("reading.column.force"), flex=True, least=6),
    ]
    rows = [_target(text(where.at(path[:-2]), "code") or "", node) for path, node in found]
    told = _told(where, columns, rows, found, 2, stream)
    implied = any(node.get("due_basis") == DueBasis.PLAN_PERIOD for _, node in found)
    return [*told, *([t("reading.star")] if implied else [])]


def _target(item: str, node: Node) -> Row:
    due = node.get("due")
    day = t("reading.every_year") if due == "yearly" else value_of_day(due) if due else t("reading.unsaid")
    star = "*" if node.get("due_basis") == DueBasis.PLAN_PERIOD else ""
    return [f"{item} {text(node, 'code') or ''}", _metric(node), wanted(node), day + star, _force(node)]


def _metric(node: Node) -> str:
    """What is measured, of whom."""
    metric, scope = flat(text(node, "metric") or ""), flat(text(node, "scope") or "")
    return metric if not scope or scope in metric else t("reading.scoped", metric=metric, scope=scope)


def wanted(node: Node) -> str:
    """What a target asks for: 不低于90%, 3—5所, 达到国家标准."""
    comparator = next((one for one in Comparator if one == node.get("comparator")), None)
    asked, unit = node.get("value"), text(node, "unit") or ""
    label = comparator.label(language()) if comparator else str(node.get("comparator") or "")
    if isinstance(asked, list | tuple):
        return "—".join(value(part) for part in asked) + unit
    if asked is None or isinstance(asked, bool):
        return label
    if comparator == Comparator.REACHES:
        words = flat(str(asked))
        return words if words.startswith(UPPER) else t("reading.reaches", wanted=words)
    return label + (" " if language() == "en" else "") + value(asked) + unit


def _force(node: Node) -> str:
    """How hard it binds, with the word of the document that says so."""
    force = next((one for one in Force if one == node.get("force")), None)
    word = flat(text(node, "commitment") or "")
    label = force.label(language()) if force else ""
    return label if not word or word == label else t("reading.called", label=label, title=word) if label else word


def _told(
    where: Whereabouts,
    columns: list[Column],
    rows: Sequence[Row],
    found: Sequence[tuple[Path, Node]],
    heads: int,
    stream: TextIO | None,
) -> list[str]:
    """The table with its lines and its doubts; columns in which nothing stands are left out.

    The first `heads` columns say what the row is about.
    """
    if not rows:
        return []
    titles = ("pages" if where.paged else "lines", "doubts")
    columns = [*columns, *(Column(t(f"reading.column.{name}")) for name in titles)]
    whole = [
        [*row, where.cell(where.span(path, node)), ",".join(map(str, where.marks(path)))]
        for row, (path, node) in zip(rows, found, strict=True)
    ]
    kept = [n for n in range(len(columns)) if any(row[n] for row in whole)]
    columns, whole = [columns[n] for n in kept], [[row[n] for n in kept] for row in whole]
    narrow = width(stream) < NARROW
    return _listed(columns, whole, heads, stream) if narrow else table(columns, whole, stream=stream)


NARROW = 76
"""Columns of the terminal below which a table of so many columns is a ladder of single characters."""


def _listed(columns: list[Column], rows: Sequence[Row], heads: int, stream: TextIO | None) -> list[str]:
    """The rows one below the other: what it is, and under it the rest with the names of the columns."""
    lines: list[str] = []
    for row in rows:
        cells = list(zip(columns, row, strict=True))[heads:]
        told = [t("reading.fact", what=column.title, told=cell) for column, cell in cells if cell]
        lines += wrap(" ".join(row[:heads]), "    ", stream=stream)
        lines += wrap("    " + t("reading.semicolon").join(told), "    ", stream=stream)
    return lines
