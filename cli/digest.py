"""What was read of a printed plan, for the one who holds it against the print: facts, counts, tree, doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.digest_tables import targets, windows
from cli.language import language, t
from cli.show import wrap
from cli.whereabouts import Whereabouts, field, flat, path_of, printed, sentence, value
from documents.nodes import Node, inside, items, text, texts, within
from documents.nodes import targets as all_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from documents.notation import Path
    from documents.reading import Reading

Listed = tuple[str, str]
"""A line and the indent of what it is folded into."""
MANY = 3
"""More places that one doubt is about are named by their codes alone."""


def digest(reading: Reading, name: str, then: str, stream: TextIO | None = None) -> list[str]:
    """The lines, as wide as the stream; `name` is the file that was read, `then` says what to do next."""
    where = Whereabouts(reading)
    parts: list[list[str]] = [
        _folded([*_head(reading, name), *_facts(where)], stream),
        _folded(_counted(reading, where), stream),
        [t("reading.tree"), *_folded(_tree(where), stream)],
        [t("reading.windows"), *(windows(where, stream) or [t("reading.no_windows")])],
        [t("reading.targets"), *(targets(where, stream) or [t("reading.no_targets")])],
        _folded(_units(where), stream),
        _folded(_doubts(where), stream),
        _folded(_problems(reading, where), stream),
        _folded([(then, "    ")], stream),
    ]
    return [line for part in parts if part for line in (*part, "")][:-1]


def _folded(lines: Iterable[Listed], stream: TextIO | None) -> list[str]:
    return [part for line, indent in lines for part in wrap(line, indent, stream=stream)]


def counts(data: Node) -> dict[str, int]:
    """How many of each there are; parts are the sub-items of key projects and the concrete projects of tasks."""
    paths = [path for (path, _), _ in items(data)]
    return {
        "sections": len(inside(data, "sections")),
        "tasks": sum(path[-2] == "tasks" for path in paths),
        "projects": sum(path[:1] == ("projects",) and len(path) == 2 for path in paths),
        "parts": sum(path[-2] == "parts" or (path[-2] == "projects" and len(path) > 2) for path in paths),
        "checkpoints": len(inside(data, "checkpoints")),
        "targets": sum(1 for _ in all_targets(data)),
        "units": len(inside(data, "units")),
    }


def nothing(data: Node) -> bool:
    """Whether nothing was found that a plan consists of: no item, no window, no target."""
    found = counts(data)
    return not any(found[kind] for kind in ("tasks", "projects", "parts", "checkpoints", "targets"))


# The plan itself


def _head(reading: Reading, name: str) -> Iterator[Listed]:
    pages = max((line.page or 0 for line in reading.source.lines), default=0)
    size = t("reading.size", lines=len(reading.source.lines))
    paged = t("reading.pages", pages=pages) if pages else ""
    yield t("reading.head", file=name, kind=t(f"reading.kind.{reading.source.kind}"), size=size + paged), "    "


def _facts(where: Whereabouts) -> Iterator[Listed]:
    """What the document says of itself, one fact a line; what it does not say is said to be absent."""
    plan = within(where.data, "plan")
    period, region = within(plan, "period"), within(plan, "region")
    span = t("reading.period" if "first" in period else "reading.until", **period) if "last" in period else ""
    area = text(region, "name") or ""
    ended = t("reading.and_others") if plan.get("issuers_open_ended") is True else ""
    sent = text(plan, "reports_to")
    yield _fact(where, "title", text(plan, "full_title") or text(plan, "title") or "", plan)
    yield _fact(where, "document_number", text(plan, "document_number") or "")
    yield _fact(where, "issuers", "、".join(flat(name) for _, name in texts(plan, "issuers")) + ended)
    yield _fact(where, "issued_on", value(plan["issued_on"]) if plan.get("issued_on") else "")
    yield _fact(where, "period", span, period)
    yield _fact(where, "region", t("reading.coded", **region) if area and region.get("code") else area, region)
    if sent:
        yield _fact(where, "reports_to", sent)
    yield from _basis(where, plan)


def _fact(where: Whereabouts, key: str, told: str, node: Node | None = None) -> Listed:
    path = ("plan", key)
    tail = _tail(where.told(where.span(path, node)) if told else "", where.marks(path))
    return t("reading.fact", what=field(key), told=(flat(told) or t("reading.absent")) + tail), "    "


def _basis(where: Whereabouts, plan: Node) -> Iterator[Listed]:
    found = inside(plan, "basis", ("plan",))
    if not found:
        yield _fact(where, "basis", "")
    for path, node in found:
        parts = [flat(part) for key in ("issuer", "title", "number") if (part := text(node, key))]
        tail = _tail(where.told(where.span(path, node)), where.marks(path))
        yield t("reading.fact", what=field("basis"), told=" ".join(parts) + tail), "    "


def _tail(lines: str, marks: list[int], *more: str) -> str:
    """What stands behind a fact: its lines, what is counted of it, the numbers of the doubts about it."""
    told = [part for part in (lines, *more) if part]
    told += [t("reading.mark", numbers=marks)] if marks else []
    return t("reading.tail", parts=t("reading.comma").join(told)) if told else ""


def _counted(reading: Reading, where: Whereabouts) -> Iterator[Listed]:
    yield t("reading.counts", **counts(where.data)), "    "
    yield t("reading.found", doubts=len(where.groups), problems=len(reading.problems)), "    "


# Tasks and key projects


def _tree(where: Whereabouts) -> list[Listed]:
    lines: list[Listed] = []
    for path, section in inside(where.data, "sections"):
        lines.append(_headed(where, path, section))
        for task_path, task in inside(section, "tasks", path):
            lines += _item(where, task_path, task, "  ", "projects")
    projects = inside(where.data, "projects")
    if projects:
        lines.append((t("reading.projects"), ""))
    for path, project in projects:
        lines += _item(where, path, project, "  ", "parts")
    return lines or [(t("reading.no_items"), "    ")]


def _headed(where: Whereabouts, path: Path, section: Node) -> Listed:
    """A section under its printed number, as a heading of the document."""
    tasks = inside(section, "tasks", path)
    empty = "" if tasks else t("reading.no_tasks")
    tail = _tail(where.told(where.span(path, section)), where.marks(path), empty)
    return f"{printed(section)}{flat(text(section, 'title') or '')}{tail}", "    "


def _item(where: Whereabouts, path: Path, node: Node, indent: str, below: str) -> Iterator[Listed]:
    """An item under its code, then what is inside it."""
    code = text(node, "code") or ""
    head = f"{indent}{code}  "
    tail = _tail(where.told(where.span(path, node)), where.marks(path), *_held(node))
    yield f"{head}{_numbered(node, code)}{flat(text(node, 'title') or '')}{tail}", " " * len(head)
    for each, part in inside(node, below, path):
        yield from _item(where, each, part, indent + "    ", "")


def _numbered(node: Node, code: str) -> str:
    """The printed number where the code does not show it: （三） of 2.3, but not 7 of 07."""
    number = str(node.get("number") or "")
    return "" if number.isdigit() and int(number) == _last(code) else printed(node)


def _last(code: str) -> int | None:
    end = code.rpartition(".")[2].lstrip("KP")
    return int(end) if end.isdigit() else None


def _held(node: Node) -> Iterator[str]:
    """How many targets an item has, and which units."""
    if found := len(inside(node, "targets")):
        yield t("reading.targets_of", count=found)
    if lead := [flat(name) for _, name in texts(node, "lead_units")]:
        yield t("reading.lead", units=lead)
    if others := len(texts(node, "cooperating_units")):
        yield t("reading.cooperating", count=others)


# Units, doubts, problems


def _units(where: Whereabouts) -> Iterator[Listed]:
    found = [flat(name) for _, unit in inside(where.data, "units") if (name := text(unit, "name"))]
    if found:
        yield t("reading.units", count=len(found), units=found), "    "


def _doubts(where: Whereabouts) -> Iterator[Listed]:
    """Every doubt under its number: the place, why, and how the document reads there; or why, and all the places."""
    if where.groups:
        yield t("reading.doubts", count=len(where.groups)), ""
    for number, group in enumerate(where.groups, 1):
        brief = len(group) > MANY
        named = (where.named(one.path, brief=brief) + _tail(where.told(where.of(one)), []) for one in group)
        places = list(dict.fromkeys(named))
        said = sentence(group)
        if len(places) > 1:
            listed = t("reading.places", count=len(places), places=t("reading.semicolon").join(places))
            yield f"{number:>3}. {said}", "     "
            yield f"     {listed}", "     "
            continue
        yield f"{number:>3}. {_said(places[0], said)}", "     "
        if excerpt := where.excerpt(group[0]):
            yield f"     {t('reading.excerpt', text=excerpt)}", "     "


def _problems(reading: Reading, where: Whereabouts) -> Iterator[Listed]:
    """What has to be filled in before the plan can be adopted."""
    if reading.problems:
        yield t("reading.problems", count=len(reading.problems)), ""
    for number, problem in enumerate(reading.problems, 1):
        at = "" if problem.line is None else t("reading.file_line", line=problem.line)
        place = where.named(path_of(problem.key)) + _tail(at, [])
        yield f"{number:>3}. {_said(place, problem.reason.sentence(language()))}", "     "


def _said(place: str, sentence: str) -> str:
    return t("reading.said", place=place, sentence=sentence)
