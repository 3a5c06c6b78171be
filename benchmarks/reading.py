"""How well printed plans are read: a reading beside what people have labelled, fact by fact."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flattened import KINDS, flat
from labels import FOLDERS, ROOT, labelled, loaded
from likeness import Score, compare, names, normal, slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from labels import Labelled

SINGLE = ("title", "document_number", "issuers", "issued_on", "period")
NAMED = {"projects": "tasks", "parts": "tasks", "units": "tasks", "figures": "targets"}
"""The key of a label by whose presence it speaks of a kind, where that is another."""
HEADS = ("title", "number", "issuers", "date", "period")


@dataclass(slots=True)
class Result:
    """A document's row: which single facts are right (None where the label is silent), and the score of each kind."""

    single: dict[str, tuple[bool, str]] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)
    seconds: float = 0.0
    refused: str = ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="labels whose names begin so; all without")
    options.add_argument(
        "--labels", type=Path, action="append", help="folders of labels instead of those of the project"
    )
    options.add_argument("--verbose", action="store_true", help="every miss and every false one")
    options.add_argument("--plans", action="store_true", help="the bundled plan files as if they had been read")
    asked = options.parse_args()
    sys.path.insert(0, str(ROOT))
    take = _bundled if asked.plans else _read
    results = ((one, result(one, take)) for one in labelled(asked.names, asked.labels or FOLDERS))
    rows = [(one, row) for one, row in results if row is not None]
    print_table([(one.name, row) for one, row in rows])
    for one, row in rows:
        if one.lines and not row.refused:
            _lines(one.name, row)
    for one, row in rows if asked.verbose else []:
        _verbose(one.name, row)


def _read(one: Labelled) -> dict[str, Any] | None:
    from documents.reading import read

    data: dict[str, Any] = read(one.source).data
    return data


def _bundled(one: Labelled) -> dict[str, Any] | None:
    path = ROOT / "plans" / f"{one.name}.yaml"
    data: dict[str, Any] | None = loaded(path) if path.exists() else None
    return data


def result(one: Labelled, take: Callable[[Labelled], dict[str, Any] | None]) -> Result | None:
    """What came of reading a document; None where there is nothing to compare."""
    row, began = Result(), time.process_time()
    try:
        data = take(one)
    except Exception as problem:  # one document that breaks the reader must not hide the others
        row.refused = f"{type(problem).__name__}: {problem}"
        data = {}
    row.seconds = time.process_time() - began
    if data is None:
        return None
    region = str(one.facts.get("region") or (data.get("plan", {}).get("region") or {}).get("name") or "")
    ignored = one.facts.get("collective_units") or []
    label = flat(one.facts, region, ignored)
    reading = flat(data, region, ignored, label.items)
    spoken = [kind for kind in KINDS if NAMED.get(kind, kind) in one.facts]
    row.scores = {kind: compare(label.facts[kind], reading.facts[kind]) for kind in KINDS if kind in spoken}
    row.single = _single(one.facts, data.get("plan") or {}, region)
    return row


def _single(facts: dict[str, Any], plan: dict[str, Any], region: str) -> dict[str, tuple[bool, str]]:
    """Whether each of the facts that there is one of is right, with what was read."""
    right = {}
    for key in SINGLE:
        if key in facts:
            said = plan.get(key)
            right[key] = (_right(key, facts[key], plan, region), f"{said!r}, not {facts[key]!r}")
    return right


def _right(key: str, wanted: Any, plan: dict[str, Any], region: str) -> bool:
    said = plan.get(key)
    if key == "title":
        return bool(slot(wanted) & {normal(said), normal(plan.get("full_title"))})
    if key == "issuers":
        pairs = zip(wanted or [], said or [], strict=False)
        return len(wanted or []) == len(said or []) and all(names(a, region) & names(b, region) for a, b in pairs)
    if key == "period":
        return all(normal((wanted or {}).get(end)) == normal((said or {}).get(end)) for end in ("first", "last"))
    return normal(said) in slot(wanted)


def print_table(rows: list[tuple[str, Result]]) -> None:
    """A line a document and the sums: single facts right or wrong, F1 of each kind with what is missed and false."""
    width = max((len(name) for name, _ in rows), default=10) + 2
    print(
        " " * width + "".join(f"{head:>9}" for head in HEADS) + "".join(f"{kind:>15}" for kind in KINDS) + "    cpu s"
    )
    totals = {kind: Score() for kind in KINDS}
    for name, row in rows:
        for kind, score in row.scores.items():
            totals[kind] += score
        marks = "".join(f"{_mark(row, key):>9}" for key in SINGLE)
        cells = "".join(f"{_cell(row.scores.get(kind)):>15}" for kind in KINDS)
        print(f"{name:<{width}}{marks}{cells}{row.seconds:9.2f}" + (f"  {row.refused}" if row.refused else ""))
    right = "".join(f"{_right_of(rows, key):>9}" for key in SINGLE)
    for place, head in enumerate(("precision", "recall", "F1")):
        cells = "".join(f"{_figure(totals[kind], place):>15}" for kind in KINDS)
        print(f"{head:<{width}}{right if head == 'F1' else ' ' * len(right)}{cells}")


def _mark(row: Result, key: str) -> str:
    return "·" if key not in row.single else "right" if row.single[key][0] else "WRONG"


def _right_of(rows: list[tuple[str, Result]], key: str) -> str:
    told = [row.single[key][0] for _, row in rows if key in row.single]
    return f"{sum(told)}/{len(told)}"


def _cell(score: Score | None) -> str:
    if score is None or score.figures is None:
        return "·"
    wrong = f" -{len(score.missed)} +{len(score.false)}" if score.missed or score.false else ""
    return f"{score.figures[2]:.3f}{wrong}"


def _figure(score: Score, place: int) -> str:
    return "·" if score.figures is None else f"{score.figures[place]:.3f}"


def _lines(name: str, row: Result) -> None:
    """How many facts stand on the very lines of the label, and how many at least touch them."""
    for kind, score in row.scores.items():
        lines = [(label.lines, reading.lines) for label, reading in score.pairs if label.lines and reading.lines]
        if lines and kind != "figures":
            same = sum(label == reading for label, reading in lines)
            touch = sum(label[0] <= reading[1] and reading[0] <= label[1] for label, reading in lines)
            print(f"{name}: {kind}: lines equal {same}, touching {touch}, of {len(lines)}")


def _verbose(name: str, row: Result) -> None:
    print(f"\n{name}{': ' + row.refused if row.refused else ''}")
    for key, (right, said) in row.single.items():
        if not right:
            print(f"  {key}: {said}")
    for kind, score in row.scores.items():
        for sign, facts in (("missed", score.missed), ("false ", score.false)):
            for fact in facts:
                print(f"  {sign} {kind}: {fact.said} {fact.lines or ''}")
        for label, reading in score.pairs:
            if kind != "figures" and label.lines and reading.lines and label.lines != reading.lines:
                print(f"  lines  {kind}: {label.said}: {reading.lines}, not {label.lines}")


if __name__ == "__main__":
    main()
