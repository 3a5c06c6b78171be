"""The two bundled plan files say what the documents say, and nothing of what they do not say."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.planfile import read
from models.planfile import EveryYear, Force, PlanFile, Target, Window
from models.words import Checkpoint, Kind, Level, Owes

ROOT = Path(__file__).resolve().parent.parent
LABELS = Path(os.environ.get("DUBAN_LABELS", ROOT.parent / "shared" / "seeds" / "expected"))
NAMES = {"ZW": "zhongwei", "SZS": "shizuishan"}

# Where the labels say in words how hard a task is meant, the plan file keeps the word of the text.
MODALITIES = {
    "strive": ("力争", "争取"),
    "encourage": ("鼓励",),
    "support": ("支持",),
    "explore": ("探索",),
    "gradual": ("逐步",),
    "in_principle": ("原则上",),
    "mandatory": (None,),
    "mixed": (None,),
}

# Named in the documents, but no units: they stand for many, or for part of one.
COLLECTIVES = ("委直属有关医疗单位", "自治区（卫生健康委）")


def plan_file(code: str) -> PlanFile:
    planfile, problems = read(ROOT / "plans" / f"{NAMES[code]}.yaml")
    assert problems == []
    assert planfile is not None
    return planfile


@pytest.fixture(params=list(NAMES))
def plan(request) -> PlanFile:
    return plan_file(request.param)


@pytest.fixture
def label(plan) -> dict[str, Any]:
    """The hand-labelled truth, which is no part of the project."""
    path = LABELS / f"{NAMES[plan.plan.code]}.yaml"
    if not path.exists():
        pytest.skip(f"the hand labels are not at hand: no {path}; set DUBAN_LABELS")
    from ruamel.yaml import YAML

    labels: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return labels


def targets(plan: PlanFile) -> dict[str, tuple[str, Target]]:
    """Every target by its code, with the code of its item."""
    return {target.code: (entry.code, target) for entry in plan.all_items() for target in entry.node.targets}


def short(code: str) -> str:
    return code.split("-", 1)[1]


def test_zhongwei_has_its_items() -> None:
    plan = plan_file("ZW")
    assert [len(section.tasks) for section in plan.sections] == [6, 6, 4, 1, 2, 2]
    assert len(targets(plan)) == 17
    assert plan.projects == []
    assert [(entry.code, entry.node.title) for entry in plan.all_items() if entry.kind == Kind.PROJECT] == [
        ("01.P1", "中卫市区域中医医疗中心"),
        ("07.P1", "市中医医院三级甲等评审"),
        ("07.P2", "中宁县中医医院二级甲等评审"),
        ("07.P3", "海原县中医医院二级甲等评审"),
        ("12.P1", "智慧中药房"),
        ("17.P1", "中医远程医疗服务网络"),
    ]
    assert len(plan.plan.issuers) == 7
    assert plan.plan.issuers[0] == "中卫市卫生健康委"
    assert plan.plan.issuers_open_ended


def test_shizuishan_has_its_items() -> None:
    plan = plan_file("SZS")
    assert [len(section.tasks) for section in plan.sections] == [3, 4, 3, 3]
    assert len(targets(plan)) == 10
    assert [len(project.parts) for project in plan.projects] == [2, 3, 0]
    assert [task.projects for section in plan.sections for task in section.tasks] == [[]] * 13
    assert len(plan.plan.issuers) == 4
    assert not plan.plan.issuers_open_ended


def test_the_checkpoints_are_those_of_each_document() -> None:
    launch, implementation, annual, midterm, final, external = plan_file("ZW").checkpoints
    assert (launch.opens_on, launch.closes_on) == (None, date(2021, 7, 15))
    assert (implementation.opens_on, implementation.closes_on) == (date(2021, 7, 16), date(2025, 12, 31))
    assert [day[0] for day in annual.dated()] == [2021, 2022, 2023, 2024, 2025]
    assert annual.dated()[1] == (2022, date(2022, 11, 1), date(2022, 12, 31))
    assert annual.reports_to == "中卫市卫生健康委医政医改科"
    assert (midterm.opens_on, midterm.closes_on) == (date(2023, 6, 1), date(2023, 7, 31))
    assert (final.opens_on, final.closes_on) == (date(2025, 10, 1), date(2025, 12, 31))
    assert external.dated() == [(None, None, None)]

    launch, implementation, annual, final = plan_file("SZS").checkpoints
    assert (launch.opens_on, launch.closes_on) == (date(2021, 8, 1), date(2021, 8, 31))
    assert implementation.opens_on == date(2021, 9, 1)
    assert (annual.organisers, annual.reports_to) == (["石嘴山市卫生健康委员会"], None)
    assert final.kind == Checkpoint.FINAL_EVALUATION


def test_shizuishan_has_no_midterm() -> None:
    kinds = {window.kind for window in plan_file("SZS").checkpoints}
    assert Checkpoint.MIDTERM_EVALUATION not in kinds
    assert Checkpoint.EXTERNAL not in kinds


def owed(window: Window) -> list[tuple[Kind, Owes, bool]]:
    return [(each.kind, each.unit, each.unless_broken_down) for each in window.owed_by]


def test_who_owes_what() -> None:
    launch = [(Kind.TASK, Owes.LEAD, False), (Kind.PROJECT, Owes.LEAD, False)]
    city = [(Kind.TASK, Owes.ORGANISER, False), (Kind.PROJECT, Owes.ORGANISER, False)]
    county = [(Kind.BREAKDOWN, Owes.LEAD, False)]
    assert [owed(window) for window in plan_file("ZW").checkpoints] == [
        launch,
        [],
        [*county, (Kind.TASK, Owes.LEAD, True)],
        city + county,
        city + county,
        [],
    ]
    assert [owed(window) for window in plan_file("SZS").checkpoints] == [launch, [], city, city + county]


def test_what_the_documents_do_not_say_is_empty(plan) -> None:
    assert [entry.code for entry in plan.all_items() if entry.node.lead_units or entry.node.cooperating_units] == []
    numbers = {"ZW": (None, None), "SZS": ("石卫〓〔2021〕80号", date(2021, 8, 27))}
    assert (plan.plan.document_number, plan.plan.issued_on) == numbers[plan.plan.code]
    assert plan.plan.document_number_confirmed == (plan.plan.code == "ZW")


def test_the_counties_are_no_part_of_the_text(plan) -> None:
    counties = [(unit.code, unit.aliases) for unit in plan.units if unit.level == Level.COUNTY]
    assert (
        counties
        == {
            "ZW": [("640502", ["沙坡头区"]), ("640521", ["中宁县"]), ("640522", ["海原县"])],
            "SZS": [("640202", ["大武口区"]), ("640205", ["惠农区"]), ("640221", ["平罗县"])],
        }[plan.plan.code]
    )
    assert {unit.level for unit in plan.units if not unit.from_text} == {Level.COUNTY}
    assert [unit.name for unit in plan.units if unit.from_text == (unit.lines is None)] == []


def test_every_fact_of_the_text_has_its_lines(plan) -> None:
    facts: list[Any] = [plan.plan, plan.plan.period, *plan.plan.basis, *plan.checkpoints, *plan.sections]
    facts += [entry.node for entry in plan.all_items()]
    facts += [target for _, target in targets(plan).values()]
    assert [fact for fact in facts if fact.lines is None] == []


def test_the_office_works_by_the_calendar_of_ningxia(plan) -> None:
    assert plan.settings.calendar == "ningxia"


def test_the_plan_is_as_labelled(plan, label) -> None:
    facts, truth = plan.plan, label["plan"]
    assert (facts.code, facts.title, facts.region.name) == (truth["id"], truth["title"], truth["region"])
    assert facts.region.code == truth["region_code_external"]
    assert facts.full_title == truth.get("full_title")
    assert facts.document_number == truth.get("document_number_raw", truth["document_number"])
    assert str(facts.issued_on or "") == (truth["date_issued"] or "")
    assert facts.issuers == truth["issuers"]
    assert facts.issuers_open_ended == truth["issuers_open_ended"]
    assert [(b.title, b.issuer, b.number, list(b.lines or ())) for b in facts.basis] == [
        (b["title"], b["issuer"], b["number"], b["lines"]) for b in truth["basis"]
    ]
    assert (facts.period.first.year, facts.period.last.isoformat()) == (
        truth["period"]["start_year"],
        truth["period"]["implementation_end"],
    )
    receiver = plan.unit(facts.reports_to or "")
    assert (receiver.short if receiver else None) == truth["report_receiver"]
    # The evidence of the labels reaches into the words around it, so that it can be found only once.
    for lines, evidence in ((facts.lines, truth["title_evidence"]), (facts.period.lines, truth["period"])):
        assert lines is not None
        assert evidence["lines"][0] <= lines[0] <= lines[1] <= evidence["lines"][1]


def test_the_issuers_are_units_at_their_lines(plan, label) -> None:
    units = [plan.unit(name) for name in label["plan"]["issuers"]]
    assert [unit.short if unit else None for unit in units] == label["plan"]["issuers_as_written"]
    assert {unit.lines for unit in units if unit} == {tuple(label["plan"]["issuers_evidence"]["lines"])}


def test_the_checkpoints_are_as_labelled(plan, label) -> None:
    for window, truth in zip(plan.checkpoints, label["phases"], strict=True):
        assert (window.kind, window.title, list(window.lines)) == (truth["kind"], truth["title"], truth["lines"])
        assert window.together_with == truth.get("with", [])
        assert window.organisers_open_ended == truth.get("organiser_open_ended", False)
        assert [plan.unit(name) or name for name in window.organisers] == [
            plan.unit(name) or name for name in truth["organiser"]
        ]
        assert plan.unit(window.reports_to or "") == plan.unit(truth["reports_to"] or "")
        assert (window.reports_to is None) == (truth["reports_to"] is None)
        if truth["recurring"]:
            years = truth["years_literal"]
            assert window.every_year == EveryYear(
                from_=truth["start_md"], to=truth["end_md"], first=years[0], last=years[-1]
            )
            dated = [(i["year"], i["start"], i["end"]) for i in truth["instances"]]
        else:
            dated = [(None, truth["start"], truth["end"])]
        assert [(y, o and o.isoformat(), c and c.isoformat()) for y, o, c in window.dated()] == dated
    assert {absent["kind"] for absent in label.get("absent_phases", [])}.isdisjoint(w.kind for w in plan.checkpoints)


def test_the_sections_and_tasks_are_as_labelled(plan, label) -> None:
    headings = [heading for heading in label["headings"] if "tasks" in heading]
    assert [(plan.full_code(s.code), s.number, s.title, list(s.lines)) for s in plan.sections] == [
        (h["id"], h["number"], h["title"], h["lines"]) for h in headings
    ]
    tasks = [(section, task) for section in plan.sections for task in section.tasks]
    assert [(plan.full_code(t.code), plan.full_code(s.code), t.number, t.title, list(t.lines)) for s, t in tasks] == [
        (t["id"], t["section"], str(t["number"]), t["title"], t["lines"]) for t in label["tasks"]
    ]
    wrong = [
        t["id"]
        for (_, task), t in zip(tasks, label["tasks"], strict=True)
        if task.commitment not in MODALITIES[t["modality"]]
    ]
    assert wrong == []


def test_the_key_projects_are_as_labelled(plan, label) -> None:
    assert [
        (
            plan.full_code(p.code),
            p.number,
            p.title,
            list(p.lines),
            [(plan.full_code(x.code), x.number, list(x.lines)) for x in p.parts],
        )
        for p in plan.projects
    ] == [
        (k["id"], k["number"], k["title"], k["lines"], [(x["id"], x["label"], x["lines"]) for x in k["items"]])
        for k in label["key_projects"]
    ]
    gated = [x["id"] for k in label["key_projects"] for x in k["items"] if "external_gate" in x]
    parts = [part for project in plan.projects for part in project.parts if part.external_gate]
    assert set(gated) <= {plan.full_code(part.code) for part in parts}


def test_the_concrete_projects_are_deliverables_of_the_labels(plan, label) -> None:
    known = {(short(d["task"]), d["name"]): d["lines"] for d in label["deliverables"]}
    for entry in plan.all_items():
        if entry.kind == Kind.PROJECT and entry.section:
            assert list(entry.node.lines or ()) == known[(entry.parent_code or "", entry.node.title)]


def test_the_targets_are_as_labelled(plan, label) -> None:
    found = targets(plan)
    assert len(found) == label["counts"]["targets"]
    for truth in label["targets"]:
        item, target = found.pop(short(truth["id"]))
        assert item == short(truth["task"])
        due = target.due if isinstance(target.due, str) else target.due.isoformat()
        assert (
            target.metric,
            target.kind,
            target.comparator,
            target.value,
            target.unit,
            due,
            target.due_basis,
        ) == tuple(truth[key] for key in ("metric", "kind", "comparator", "value", "unit", "due", "due_basis"))
        assert (target.scope, target.per_unit, target.implicit) == (
            truth["scope"],
            truth.get("per_unit", False),
            truth.get("implicit", False),
        )
        assert list(target.lines or ()) == truth["lines"]
        assert (target.external_gate is None) == ("external_gate" not in truth)
        assert {short(code) for code in truth.get("also_in", [])} <= set(target.also_in)
        # In brackets the labels say what is no word of the text; a question mark says doubt.
        word = re.sub(r"\s*\([^)]*\)|\?", "", truth["commitment"]) or None
        assert target.commitment == word
    assert found == {}


def test_the_force_of_each_target_is_stored() -> None:
    weaker = {"T01": Force.STRIVE, "T10": Force.STRIVE, "T11": Force.STRIVE, "T12": Force.STRIVE}
    weaker |= {"T14": Force.SOFT, "T17": Force.IN_PRINCIPLE}
    assert {c: t.force for c, (_, t) in targets(plan_file("ZW")).items() if t.force != Force.HARD} == weaker
    assert {c: t.force for c, (_, t) in targets(plan_file("SZS")).items() if t.force != Force.HARD} == {
        "T01": Force.STRIVE,
        "T04": Force.JUDGEMENT,
        "T06": Force.STRIVE,
        "T08": Force.SOFT,
    }


def test_the_units_are_as_labelled(plan, label) -> None:
    named = [unit["name"] for unit in label["units"]]
    assert [n for n in named if not n.startswith("各") and n not in COLLECTIVES and plan.unit(n) is None] == []
    counties = {unit.code: unit.aliases for unit in plan.units if unit.level == Level.COUNTY}
    assert counties == {c["code"]: [c["name"]] for c in label["counties_external"]["items"]}


def texts(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    return [text for value in values for text in texts(value)]


def test_no_sentence_of_a_document_is_in_its_plan_file(plan) -> None:
    source = LABELS.parent / f"{NAMES[plan.plan.code]}.txt"
    if not source.exists():
        pytest.skip(f"the document is not at hand: no {source}; set DUBAN_LABELS")
    document = re.sub(r"\s", "", source.read_text("utf-8"))
    facts = {plan.plan.title, plan.plan.full_title, *(basis.title for basis in plan.plan.basis)}
    facts |= {entry.node.title for entry in plan.all_items()} | {target.metric for _, target in targets(plan).values()}
    long = [text for text in texts(plan.model_dump()) if len(text) > 30 and text not in facts]
    assert [text for text in long if re.sub(r"\s", "", text) in document] == []
    comments = (ROOT / "plans" / f"{NAMES[plan.plan.code]}.yaml").read_text("utf-8").split("#")[1:]
    assert [c for c in comments if len(c.splitlines()[0]) > 30 and c.splitlines()[0].strip() in document] == []
