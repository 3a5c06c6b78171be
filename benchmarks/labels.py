"""What people have labelled in printed plans, in one form whatever file it stands in, and where the documents are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds" / "expected"
FOLDERS = (SEEDS, ROOT / "benchmarks" / "labels", ROOT / "tests" / "printed")
SOURCES = (SHARED / "documents", SHARED / "seeds")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and what it says: `facts` as labels/README.md has them, `lines` whether its lines are labelled."""

    name: str
    source: Path
    facts: dict[str, Any]
    lines: bool = False


def labelled(names: Sequence[str], folders: Sequence[Path] = FOLDERS) -> Iterator[Labelled]:
    """Every labelled document whose name begins with one of the names, all of them without names.

    Those whose document is not here are left out.
    """
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if names and not path.stem.startswith(tuple(names)):
                continue
            facts = loaded(path)
            if "meta" in facts:
                yield from _found(path, [f"{path.stem}.txt"], _seed(facts, path.stem), lines=True)
            else:
                yield from _found(path, [facts.get("source", f"{path.stem}.txt"), *facts.get("also", [])], facts)


def _found(path: Path, sources: list[str], facts: dict[str, Any], *, lines: bool = False) -> Iterator[Labelled]:
    for name in sources:
        source = next((at / name for at in (path.parent, path.parent.parent, *SOURCES) if (at / name).exists()), None)
        if source:
            kind = "" if source.suffix == ".txt" else source.suffix
            yield Labelled(path.stem + kind, source, facts, lines)


def loaded(path: Path) -> Any:
    """The plain values of a YAML file."""
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(path.read_text("utf-8"))


def _seed(facts: dict[str, Any], name: str) -> dict[str, Any]:
    """The hand labels of a seed in the form of the others."""
    plan = facts["plan"]
    heads = [head for head in facts["headings"] if head.get("tasks")]
    numbers = {head["id"]: head["number"] for head in heads}
    tasks = [{**task, "section": numbers[task["section"]]} for task in facts["tasks"]]
    items = {task["id"]: f"{task['section']}{task['number']}" for task in tasks}
    for project in facts["key_projects"]:
        items[project["id"]] = project["number"]
        items |= {part["id"]: f"{project['number']}/{part['label']}" for part in project["items"]}
    period, parts = plan["period"], _bundled_parts(name)
    return {
        "title": f"{plan['title']} | {plan.get('full_title', plan['title'])}",
        "document_number": plan.get("document_number_raw", plan["document_number"]),
        "issuers": plan["issuers"],
        "issued_on": plan["date_issued"],
        "region": plan["region"],
        "period": {"first": f"{period['start_year']}-01-01", "last": period["implementation_end"]},
        "checkpoints": [_phase(phase) for phase in facts["phases"]],
        "sections": [{key: head[key] for key in ("number", "title", "lines")} for head in heads],
        "tasks": [_task(task, parts.get(task["number"], [])) for task in tasks],
        "projects": [_project(project) for project in facts["key_projects"]],
        "targets": [_target(target, items) for target in facts["targets"]],
    }


def _task(task: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {**{key: task[key] for key in ("section", "number", "title", "lines")}, "parts": parts}


def _bundled_parts(name: str) -> dict[Any, list[dict[str, Any]]]:
    """The concrete projects inside tasks by the task's number: the labels only have the many things they are chosen of.

    Where numbers begin again in every section, the bundled plan has none.
    """
    path = ROOT / "plans" / f"{name}.yaml"
    sections = loaded(path)["sections"] if path.exists() else []
    return {task["number"]: task["projects"] for section in sections for task in section["tasks"] if "projects" in task}


def _project(project: dict[str, Any]) -> dict[str, Any]:
    parts = [{"number": part["label"], "lines": part["lines"]} for part in project["items"]]
    return {**{key: project[key] for key in ("number", "title", "lines")}, "parts": parts}


def _phase(phase: dict[str, Any]) -> dict[str, Any]:
    known = {"kind": phase["kind"], "organisers": phase["organiser"], "lines": phase["lines"]}
    if phase["recurring"]:
        years = phase["years_literal"]
        every = {"from": phase["start_md"], "to": phase["end_md"], "first": years[0], "last": years[-1]}
        return {**known, "every_year": every}
    return {**known, "opens_on": phase["start"], "closes_on": phase["end"]}


def _target(target: dict[str, Any], items: dict[str, str]) -> dict[str, Any]:
    places = [target["task"], *target.get("also_in", [])]
    kept = {key: target[key] for key in ("metric", "comparator", "value", "due", "lines")}
    unit = target["unit"] or ""
    # 个（所）: the document says the one in one place, the other in another.
    words = [unit, *unit.rstrip("）").split("（")] if "（" in unit else [unit]
    optional = bool(target.get("implicit"))
    return {
        **kept,
        "item": " | ".join(items[place] for place in places),
        "unit": " | ".join(words),
        "optional": optional,
    }
