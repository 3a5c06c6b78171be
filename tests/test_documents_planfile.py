"""The plan file: what is read, what is refused and where, what is written."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import plan_text

from documents.planfile import Problem, check, dump, parse, read, write
from models.planfile import (
    Basis,
    EveryYear,
    Force,
    Owed,
    Part,
    Period,
    PlanFacts,
    PlanFile,
    Project,
    Region,
    Section,
    Settings,
    Target,
    Task,
    UnitFacts,
    Window,
    force_of,
)
from models.words import Checkpoint, Kind, Level, Roll
from workflow import en, zh

ROOT = Path(__file__).resolve().parent.parent

PLAN = """\
plan:
  code: XS
  title: 示例方案
  issuers: [示例市卫生健康委]
  period: {first: 2021-01-01, last: 2025-12-31}
  region: {name: 示例市, code: '999900'}
checkpoints:
  - kind: launch
    title: 启动
    closes_on: 2021-07-15
    organisers: [市卫生健康委]
    owed_by: [{kind: task, unit: lead}]
  - kind: annual_review
    title: 年度总结
    every_year: {from: 11-01, to: 12-31, first: 2021, last: 2025}
    organisers: [各县（区）卫生健康局]
    owed_by: [{kind: task, unit: organiser}]
sections:
  - code: S1
    number: 一
    title: 第一组
    tasks:
      - code: '01'
        number: 1
        title: 任务甲
        lines: [5, 6]
        targets:
          - {code: T01, metric: 比例, comparator: '>=', value: 90, due: 2025-12-31, due_basis: explicit}
        projects:
          - {code: 01.P1, title: 项目甲}
      - {code: '02', number: 2, title: 任务乙}
projects:
  - code: KP1
    number: 一
    title: 重点项目甲
    parts:
      - {code: KP1.1, number: 一是, title: 分项甲}
units:
  - {name: 示例市卫生健康委, code: '999900', short: 市卫生健康委, level: city}
  - {name: 示例县卫生健康局, aliases: [示例县], level: county, parent: 市卫生健康委}
settings:
  lights: {review: 10}
"""


def problems(text: str) -> list[Problem]:
    return parse(text, "plan.yaml")[1]


def changed(old: str, new: str) -> str:
    assert PLAN.count(old) == 1, old
    return PLAN.replace(old, new)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_plan_file_is_read() -> None:
    planfile, found = parse(PLAN)
    assert found == []
    assert planfile is not None
    assert planfile.plan.period == Period(first=date(2021, 1, 1), last=date(2025, 12, 31))
    assert planfile.checkpoints[0].kind == Checkpoint.LAUNCH
    assert planfile.sections[0].tasks[0].number == "1"
    assert planfile.sections[0].tasks[0].lines == (5, 6)
    assert planfile.settings == Settings(roll=Roll.FORWARD, calendar="national")


def test_items_come_in_printed_order_with_what_they_are_part_of() -> None:
    planfile, _ = parse(PLAN)
    assert planfile is not None
    assert [(entry.code, entry.parent_code, entry.kind) for entry in planfile.all_items()] == [
        ("01", None, Kind.TASK),
        ("01.P1", "01", Kind.PROJECT),
        ("02", None, Kind.TASK),
        ("KP1", None, Kind.PROJECT),
        ("KP1.1", "KP1", Kind.PROJECT),
    ]
    assert [entry.section.code if entry.section else None for entry in planfile.all_items()] == ["S1"] * 3 + [None] * 2
    assert planfile.full_code("01.P1") == "XS-01.P1"


def test_a_unit_goes_by_all_its_names() -> None:
    planfile, _ = parse(PLAN)
    assert planfile is not None
    by = [planfile.unit(name) for name in ("示例市卫生健康委", "市卫生健康委", "999900")]
    assert by == [planfile.units[0]] * 3
    assert planfile.unit("示例县") == planfile.units[1]
    assert planfile.unit("别的单位") is None


@pytest.mark.parametrize(
    ("window", "dated"),
    [
        ({}, [(None, None, None)]),
        ({"closes_on": "2021-07-15"}, [(None, None, date(2021, 7, 15))]),
        (
            {"kind": "annual_review", "opens_on": "2022-11-01", "closes_on": "2023-01-10"},
            [(2022, date(2022, 11, 1), date(2023, 1, 10))],
        ),
        (
            {"every_year": {"from": "11-01", "to": "12-31", "first": 2021, "last": 2022}},
            [(2021, date(2021, 11, 1), date(2021, 12, 31)), (2022, date(2022, 11, 1), date(2022, 12, 31))],
        ),
        (
            {"every_year": {"from": "02-01", "to": "02-29", "first": 2023, "last": 2024}},
            [(2023, date(2023, 2, 1), date(2023, 2, 28)), (2024, date(2024, 2, 1), date(2024, 2, 29))],
        ),
        (
            {"every_year": {"from": "12-01", "to": "01-31", "first": 2023, "last": 2023}},
            [(2023, date(2023, 12, 1), date(2024, 1, 31))],
        ),
        ({"every_year": {"from": "11-01", "to": "12-31", "first": 2022, "last": 2021}}, []),
    ],
)
def test_a_window_has_its_days(window, dated) -> None:
    assert Window.model_validate({"kind": "launch", "title": "节点", **window}).dated() == dated


@pytest.mark.parametrize(
    ("word", "force"),
    [
        (None, Force.HARD),
        ("均", Force.HARD),
        ("达到", Force.HARD),
        ("应按照", Force.HARD),
        ("力争", Force.STRIVE),
        ("向自治区争取", Force.STRIVE),
        ("原则上", Force.IN_PRINCIPLE),
        ("重点扶持", Force.SOFT),
        ("逐步", Force.SOFT),
        ("普遍", Force.JUDGEMENT),
    ],
)
def test_the_commitment_word_gives_the_force(word, force) -> None:
    assert force_of(word) == force
    facts = {"code": "T01", "metric": "比例", "comparator": "done", "due": "yearly", "due_basis": "recurring"}
    assert Target.model_validate({**facts, "commitment": word}).force == force
    assert Target.model_validate({**facts, "commitment": word, "force": "soft"}).force == Force.SOFT


# One mistake each: what is written in place of what, and the key and the sentence of the problem it makes. The
# problem stands in the line of the last word of `new` that is marked by its first appearance, given as `at`.
SHAPE = [
    ("  title: 示例方案\n", "  titel: 示例方案\n", "plan.titel", "planfile_unknown_key_near", "titel"),
    ("  title: 示例方案\n", "  title: 示例方案\n  zzz: 1\n", "plan.zzz", "planfile_unknown_key", "zzz"),
    ("  title: 示例方案\n", "", "plan.title", "planfile_missing", "plan:"),
    ("  title: 示例方案\n", "  title:\n", "plan.title", "planfile_missing", "title:"),
    ("  title: 示例方案\n", "  title: ' '\n", "plan.title", "planfile_empty", "title:"),
    ("  title: 示例方案\n", "  title: ''\n", "plan.title", "planfile_empty", "title:"),
    ("  title: 示例方案\n", "  title: [甲, 乙]\n", "plan.title", "planfile_not_text", "title:"),
    ("  title: 示例方案\n", "  title: 2021\n", "plan.title", "planfile_not_quoted", "title:"),
    ("code: XS", "code: xs", "plan.code", "planfile_form", "code: xs"),
    ("code: XS", "code: X", "plan.code", "planfile_form", "code: X"),
    ("code: XS", "code: XS45678901", "plan.code", "planfile_form", "code: X"),
    ("issuers: [示例市卫生健康委]", "issuers: []", "plan.issuers", "planfile_none_listed", "issuers"),
    ("issuers: [示例市卫生健康委]", "issuers: 示例市卫生健康委", "plan.issuers", "planfile_not_a_list", "issuers"),
    ("region: {name: 示例市, code: '999900'}", "region: 示例市", "plan.region", "planfile_not_a_mapping", "region"),
    ("kind: launch", "kind: start", "checkpoints[0].kind", "planfile_not_one_of", "kind: start"),
    ("kind: launch", "kind: sign", "checkpoints[0].kind", "planfile_not_one_of", "kind: sign"),
    ("level: county", "level: 县", "units[1].level", "planfile_not_one_of", "level: 县"),
    ("2021-07-15", "2023-02-30", "checkpoints[0].closes_on", "planfile_not_a_date", "2023-02-30"),
    ("2021-07-15", "2021-7-15", "checkpoints[0].closes_on", "planfile_not_a_date", "2021-7-15"),
    ("2021-07-15", "2021-07-15 00:00:00", "checkpoints[0].closes_on", "planfile_not_a_date", "2021-07-15"),
    ("2021-07-15", "20210715", "checkpoints[0].closes_on", "planfile_not_a_date", "20210715"),
    ("2021-07-15", "[2021]", "checkpoints[0].closes_on", "planfile_not_a_date", "[2021]"),
    ("from: 11-01", "from: 11-31", "checkpoints[1].every_year.from", "planfile_not_a_month_day", "11-31"),
    ("from: 11-01", "from: 11-1", "checkpoints[1].every_year.from", "planfile_not_a_month_day", "11-1"),
    ("first: 2021, last", "first: 二〇二一, last", "checkpoints[1].every_year.first", "planfile_not_whole", "二〇"),
    ("first: 2021, last", "first: 21, last", "checkpoints[1].every_year.first", "planfile_range", "first: 21,"),
    ("lines: [5, 6]", "lines: [6, 5]", "sections[0].tasks[0].lines", "planfile_lines_backwards", "lines:"),
    ("lines: [5, 6]", "lines: 5", "sections[0].tasks[0].lines", "planfile_not_lines", "lines:"),
    ("lines: [5, 6]", "lines: [0, 6]", "sections[0].tasks[0].lines", "planfile_not_lines", "lines:"),
    ("lines: [5, 6]", "lines: [true, 6]", "sections[0].tasks[0].lines", "planfile_not_lines", "lines:"),
    ("code: KP1.1", "code: '1.1'", "projects[0].parts[0].code", "planfile_form", "code: '1.1'"),
    ("value: 90", "value: [1]", "sections[0].tasks[0].targets[0].value", "planfile_not_a_value", "value:"),
    ("value: 90", "value: 1e999", "sections[0].tasks[0].targets[0].value", "planfile_not_a_value", "value:"),
    ("due: 2025-12-31", "due: 年底", "sections[0].tasks[0].targets[0].due", "planfile_not_a_date", "due: 年"),
    ("due: 2025-12-31", "due: 2025", "sections[0].tasks[0].targets[0].due", "planfile_not_a_date", "due: 2"),
    ("{review: 10}", "{review: -1}", "settings.lights.review", "planfile_range", "{review"),
    ("{review: 10}", "{review: '10'}", "settings.lights.review", "planfile_not_whole", "{review"),
    ("level: city}", "level: city, from_text: 是}", "units[0].from_text", "planfile_not_true_false", "from_text"),
    ("settings:\n", "settings:\n  ? [a, b]\n  : 1\n", "settings.?", "planfile_unknown_key", "? [a"),
]

AGREEMENT = [
    ("last: 2025-12-31}", "last: 2020-12-31}", "plan.period.last", "planfile_period_backwards", "period"),
    ("code: '02'", "code: '01'", "sections[0].tasks[1].code", "planfile_code_twice", "任务乙"),
    ("number: 2,", "number: 1,", "sections[0].tasks[1].number", "planfile_number_twice", "任务乙"),
    ("code: 01.P1", "code: 02.P1", "sections[0].tasks[0].projects[0].code", "planfile_part_of_other", "02.P1"),
    ("code: KP1.1", "code: KP2.1", "projects[0].parts[0].code", "planfile_part_of_other", "KP2.1"),
    ("aliases: [示例县]", "code: '999900'", "units[1].code", "planfile_code_twice", "示例县"),
    ("aliases: [示例县]", "short: 市卫生健康委", "units[1].short", "planfile_name_twice", "示例县"),
    ("2021-07-15", "2020-12-31", "checkpoints[0].closes_on", "planfile_window_outside", "2020-12-31"),
    ("last: 2025}", "last: 2026}", "checkpoints[1].every_year.last", "planfile_window_outside", "2026"),
    ("to: 12-31, first", "to: 01-31, first", "checkpoints[1].every_year.last", "planfile_window_outside", "01-31"),
    (
        "closes_on: 2021-07-15",
        "opens_on: 2021-07-16\n    closes_on: 2021-07-15",
        "checkpoints[0].closes_on",
        "planfile_window_backwards",
        "closes_on",
    ),
    (
        "first: 2021, last: 2025}",
        "first: 2025, last: 2021}",
        "checkpoints[1].every_year.last",
        "planfile_years_backwards",
        "every_year",
    ),
    (
        "    organisers: [各县（区）卫生健康局]",
        "    closes_on: 2025-12-31\n    organisers: [各县（区）卫生健康局]",
        "checkpoints[1].closes_on",
        "planfile_two_dates",
        "    closes_on: 2025-12-31",
    ),
    ("kind: annual_review", "kind: implementation", "checkpoints[1].owed_by", "planfile_owed_by_nobody", "organiser}"),
    (
        "kind: annual_review",
        "kind: external_final_evaluation",
        "checkpoints[1].owed_by",
        "planfile_owed_by_nobody",
        "organiser}",
    ),
    ("    closes_on: 2021-07-15\n", "", "checkpoints[0].owed_by", "planfile_owed_undated", "unit: lead"),
    (
        "    organisers: [各县（区）卫生健康局]\n",
        "",
        "checkpoints[1].owed_by[0].unit",
        "planfile_no_organiser",
        "organiser}",
    ),
    (
        "[{kind: task, unit: lead}]",
        "[{kind: breakdown, unit: lead, unless_broken_down: true}]",
        "checkpoints[0].owed_by[0].unless_broken_down",
        "planfile_breakdown_broken_down",
        "unless",
    ),
    (
        "[{kind: task, unit: lead}]",
        "[{kind: task, unit: lead}, {kind: task, unit: organiser}]",
        "checkpoints[0].owed_by[1].kind",
        "planfile_owed_twice",
        "[{kind: task, unit: lead}",
    ),
    (
        "  - kind: annual_review\n",
        "  - {kind: launch, title: 再启动, closes_on: 2021-08-01}\n  - kind: annual_review\n",
        "checkpoints[1].kind",
        "planfile_window_twice",
        "再启动",
    ),
    (
        "  - kind: annual_review\n",
        "  - {kind: annual_review, title: 甲, closes_on: 2023-12-01}\n  - kind: annual_review\n",
        "checkpoints[2].kind",
        "planfile_window_twice",
        "kind: annual_review\n    title: 年度总结",
    ),
    (
        "  - kind: annual_review\n",
        "  - {kind: external_final_evaluation, title: 甲}\n  - {kind: external_final_evaluation, title: 乙}\n"
        "  - kind: annual_review\n",
        "checkpoints[2].kind",
        "planfile_window_twice",
        "乙}\n",
    ),
    ("issuers: [示例市卫生健康委]", "issuers: [某局]", "plan.issuers[0]", "planfile_unknown_unit", "某局"),
    (
        "issuers: [示例市卫生健康委]",
        "issuers: [示例市卫健委]",
        "plan.issuers[0]",
        "planfile_unknown_unit_near",
        "卫健委",
    ),
    (
        "organisers: [市卫生健康委]",
        "organisers: [某局]",
        "checkpoints[0].organisers[0]",
        "planfile_unknown_unit",
        "某局",
    ),
    (
        "title: 任务乙}",
        "title: 任务乙, lead_units: [某局]}",
        "sections[0].tasks[1].lead_units[0]",
        "planfile_unknown_unit",
        "某局",
    ),
    (
        "title: 分项甲}",
        "title: 分项甲, cooperating_units: [各县]}",
        "projects[0].parts[0].cooperating_units[0]",
        "planfile_unknown_unit",
        "各县]}",
    ),
    ("parent: 市卫生健康委", "parent: 某局", "units[1].parent", "planfile_unknown_unit", "某局"),
    ("parent: 市卫生健康委", "parent: 示例县", "units[1].parent", "planfile_circle", "level: county"),
    ("level: city}", "level: city, parent: 示例县}", "units[0].parent", "planfile_circle", "level: city"),
    (
        "due: 2025-12-31",
        "due: 2026-01-01",
        "sections[0].tasks[0].targets[0].due",
        "planfile_target_outside",
        "due: 2026",
    ),
    ("due: 2025-12-31", "due: yearly", "sections[0].tasks[0].targets[0].due_basis", "planfile_due_basis", "yearly"),
    (
        "due_basis: explicit",
        "due_basis: recurring",
        "sections[0].tasks[0].targets[0].due_basis",
        "planfile_due_basis",
        "recurring",
    ),
    (
        "comparator: '>='",
        "comparator: between",
        "sections[0].tasks[0].targets[0].value",
        "planfile_value_pair",
        "between",
    ),
    (
        "comparator: '>='",
        "comparator: reaches",
        "sections[0].tasks[0].targets[0].value",
        "planfile_value_standard",
        "reaches",
    ),
    ("comparator: '>='", "comparator: done", "sections[0].tasks[0].targets[0].value", "planfile_value_done", "done"),
    ("value: 90", "value: [1, 2]", "sections[0].tasks[0].targets[0].value", "planfile_value_measure", "[1, 2]"),
    ("'>=', value: 90", "widespread, value: 是", "sections[0].tasks[0].targets[0].value", "planfile_value_open", "是"),
    (
        "'>=', value: 90",
        "between, value: [5, 3]",
        "sections[0].tasks[0].targets[0].value",
        "planfile_value_order",
        "[5, 3]",
    ),
    (
        "value: 90",
        "value: 90, also_in: [KP9]",
        "sections[0].tasks[0].targets[0].also_in[0]",
        "planfile_unknown_item",
        "KP9",
    ),
    ("{review: 10}", "{schedule_yellow: 30}", "settings.lights", "planfile_lights", "schedule_yellow"),
    ("{review: 10}", "{review: 10}\n  targets_by: 02-29", "settings.targets_by", "planfile_targets_by", "02-29"),
]


@pytest.mark.parametrize(("old", "new", "key", "sentence", "at"), SHAPE + AGREEMENT)
def test_one_mistake_is_one_problem_at_its_place(old, new, key, sentence, at) -> None:
    text = changed(old, new)
    planfile, found = parse(text, "plan.yaml")
    assert planfile is None
    assert [(p.file, p.line, p.key, p.reason.key) for p in found] == [("plan.yaml", line_of(text, at), key, sentence)]
    assert all(p.sentence(lang) for p in found for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("text", "line", "key", "sentence"),
    [
        ("", None, "", "planfile_nothing"),
        ("# 只有注释\n", None, "", "planfile_nothing"),
        ("- a\n- b\n", 1, "", "planfile_not_a_mapping"),
        ("plan:\n  code: [\n", 3, "", "planfile_syntax"),
        ("plan: a: b\n", 1, "", "planfile_syntax"),
        ("plan: x\n---\nplan: y\n", 2, "", "planfile_syntax"),
        ("[" * 5000, 1, "", "planfile_syntax"),
        ("plan: x\ntitle: \x07\n", 2, "", "planfile_character"),
        (PLAN + "units: []\n", PLAN.count("\n") + 1, "units", "planfile_duplicate_key"),
        (PLAN.replace("title: 任务甲", "title: &甲 任务甲"), 25, "sections[0].tasks[0].title", "planfile_anchor"),
    ],
)
def test_a_text_that_is_no_plan_file_is_refused_with_its_line(text, line, key, sentence) -> None:
    planfile, found = parse(text, "plan.yaml")
    assert planfile is None
    assert (found[0].line, found[0].key, found[0].reason.key) == (line, key, sentence)


def test_a_problem_says_where_and_why_in_both_languages() -> None:
    (problem,) = problems(changed("  title: 示例方案\n", "  titel: 示例方案\n  title: 示例方案\n"))
    assert problem.sentence("zh") == "plan.yaml:3 plan.titel：没有“titel”这一项，是否为“title”"
    assert problem.sentence("en") == "plan.yaml:3 plan.titel: there is no key titel; is title meant?"


def test_forty_mistakes_are_forty_problems() -> None:
    units = "".join(f"  - {{name: 单位{n}, level: 县, parent: 无{n}, lines: [9, 1], 备注: 无}}\n" for n in range(10))
    text = PLAN.replace("settings:\n", f"{units}settings:\n")
    found = problems(text)
    assert len(found) == 40
    first = line_of(text, "单位0")
    assert [p.line for p in found] == [first + n for n in range(10) for _ in range(4)]
    assert {p.key for p in found} == {
        f"units[{n}].{key}" for n in range(2, 12) for key in ("level", "parent", "lines", "备注")
    }


def test_mistakes_of_shape_do_not_hide_disagreements() -> None:
    text = changed("code: XS", "code: xs").replace("2021-07-15", "2031-07-15")
    assert [p.reason.key for p in problems(text)] == ["planfile_form", "planfile_window_outside"]


def test_empty_means_not_said() -> None:
    text = changed(
        "    organisers: [市卫生健康委]\n", "    organisers: [市卫生健康委]\n    together_with:\n    opens_on:\n"
    )
    planfile, found = parse(text)
    assert found == []
    assert planfile is not None
    assert planfile.checkpoints[0].together_with == []
    assert planfile.checkpoints[0].opens_on is None


def test_the_launch_may_come_before_the_period_within_its_first_year() -> None:
    text = changed("first: 2021-01-01", "first: 2021-07-16")
    assert problems(text) == []


def test_numbers_may_begin_again_in_the_next_section() -> None:
    extra = "  - {code: S2, number: 二, title: 第二组, tasks: [{code: '03', number: 1, title: 任务丙}]}\n"
    assert problems(changed("projects:\n  - code: KP1\n", f"{extra}projects:\n  - code: KP1\n")) == []


def test_no_units_at_all_is_one_problem() -> None:
    assert [(p.key, p.reason.key) for p in problems(PLAN[: PLAN.index("units:")])] == [("units", "planfile_no_units")]


def test_a_circle_of_three_is_told_once() -> None:
    units = "".join(f"  - {{name: {a}, level: city, parent: {b}}}\n" for a, b in ("甲乙", "乙丙", "丙甲"))
    found = problems(PLAN.replace("settings:\n", f"{units}settings:\n"))
    assert [(p.key, p.reason.key, p.reason.facts) for p in found] == [
        ("units[2].parent", "planfile_circle", {"names": ["甲", "乙", "丙", "甲"]})
    ]


def test_a_plan_file_that_was_made_is_checked_like_one_that_was_read() -> None:
    planfile, _ = parse(PLAN)
    assert planfile is not None
    assert check(planfile) == []
    planfile.plan.issuers.append("某局")
    planfile.sections[0].tasks[1].number = "1"
    assert [(p.line, p.key) for p in check(planfile)] == [
        (None, "sections[0].tasks[1].number"),
        (None, "plan.issuers[1]"),
    ]


def test_what_cannot_be_opened_or_decoded_raises(tmp_path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.yaml")
    gbk = tmp_path / "gbk.yaml"
    gbk.write_bytes("plan: 方案".encode("gb18030"))
    with pytest.raises(UnicodeDecodeError):
        read(gbk)


def test_a_byte_order_mark_is_no_mistake(tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    assert read(path) == (parse(PLAN)[0], [])


def test_writing_is_short_and_plain() -> None:
    planfile, _ = parse(PLAN)
    assert planfile is not None
    text = dump(planfile)
    assert "lines: [5, 6]\n" in text
    assert "closes_on: 2021-07-15\n" in text
    assert "every_year: {from: 11-01, to: 12-31, first: 2021, last: 2025}\n" in text
    assert "number: 1\n" in text
    assert "document_number:\n" in text
    assert "null" not in text
    assert "short:\n" not in text
    assert parse(text) == (planfile, [])


def test_rewriting_keeps_comments(tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    planfile, _ = parse(PLAN)
    assert planfile is not None
    text = "# 开头\n" + dump(planfile).replace("title: 任务乙", "title: 任务乙 # 行末").replace(
        "  - name: 示例县", "  # 县\n  - name: 示例县"
    )
    path.write_text(text, "utf-8")
    write(planfile, path)
    assert path.read_text("utf-8") == text

    planfile.sections[0].tasks[1].lead_units = ["示例县"]
    planfile.units.insert(0, UnitFacts(name="新单位", level=Level.CITY))
    del planfile.checkpoints[0]
    planfile.plan.issued_on = date(2021, 7, 1)
    write(planfile, path)
    again = path.read_text("utf-8")
    assert read(path) == (planfile, [])
    assert [comment in again for comment in ("# 开头", "# 行末", "# 县")] == [True] * 3


def test_rewriting_what_was_no_plan_file_starts_afresh(tmp_path) -> None:
    planfile, _ = parse(PLAN)
    assert planfile is not None
    for old in ("", "plan: [", "- 1", "plan: 2023-02-30", "a: 1\na: 2"):
        path = tmp_path / "plan.yaml"
        path.write_text(old, "utf-8")
        write(planfile, path)
        assert path.read_text("utf-8") == dump(planfile)


def test_the_documents_import_nothing_heavy_until_used() -> None:
    code = "import sys, documents.planfile; print({'pydantic', 'ruamel.yaml'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "set()"


def test_every_sentence_has_both_languages() -> None:
    keys = {key for key in zh.SENTENCES if key.startswith("planfile_")}
    assert keys == {key for key in en.SENTENCES if key.startswith("planfile_")}
    tested = {case[3] for case in SHAPE + AGREEMENT}
    elsewhere = {"problem", "nothing", "syntax", "character", "anchor", "duplicate_key", "wrong", "no_units"}
    assert keys - tested == {f"planfile_{name}" for name in elsewhere}


# Any text a person might have typed, the marks of YAML among it.
words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("：:#-[]{}&*!|>'\"%@`,?~ 一二\n\t")),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() != "")
maybe = st.none() | words
days = st.dates(date(2021, 1, 1), date(2025, 12, 31))
lines = st.none() | st.tuples(st.integers(1, 500), st.integers(0, 50)).map(lambda pair: (pair[0], sum(pair)))


@st.composite
def plan_files(draw) -> PlanFile:
    """A plan file without problems, as full or as empty as it may be."""
    names = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    units = [
        UnitFacts(
            name=name,
            code=draw(st.none() | st.just(f"9{index}")) if f"9{index}" not in names else None,
            level=draw(st.sampled_from(Level)),
            parent=draw(st.none() | st.sampled_from(names[:index])) if index else None,
            role=draw(maybe),
            from_text=draw(st.booleans()),
            lines=draw(lines),
        )
        for index, name in enumerate(names)
    ]
    some = st.lists(st.sampled_from(names), max_size=3)
    target = st.builds(
        Target,
        code=st.integers(1, 9999).map(lambda n: f"T{n}"),
        metric=words,
        kind=maybe,
        comparator=st.just(">="),
        value=st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
        unit=maybe,
        due=days,
        due_basis=st.sampled_from(["explicit", "plan_period"]),
        commitment=maybe,
        force=st.none() | st.sampled_from(Force),
        per_unit=st.booleans(),
        lines=lines,
        note=maybe,
    )
    tasks = [
        Task(
            code=f"{n:02}",
            number=draw(st.just(str(n)) | st.just(f"（{n}）") | st.just(f"0{n}")),
            title=draw(words),
            lines=draw(lines),
            lead_units=draw(some),
            cooperating_units=draw(some),
            commitment=draw(maybe),
            targets=[t.model_copy(update={"code": f"T{n}"}) for t in draw(st.lists(target, max_size=1))],
            projects=[Part(code=f"{n:02}.P1", title=draw(words), external_gate=draw(maybe))] * draw(st.integers(0, 1)),
        )
        for n in range(1, draw(st.integers(1, 3)))
    ]
    closes = draw(days)
    return PlanFile(
        plan=PlanFacts(
            code="XS",
            title=draw(words),
            document_number=draw(maybe),
            issuers=[names[0]],
            issued_on=draw(st.none() | days),
            basis=draw(st.lists(st.builds(Basis, title=words, issuer=maybe, lines=lines), max_size=2)),
            period=Period(first=date(2021, 1, 1), last=date(2025, 12, 31)),
            region=Region(name=draw(words), code=draw(st.none() | st.just("0640"))),
        ),
        checkpoints=[
            Window(kind=Checkpoint.LAUNCH, title=draw(words), closes_on=closes, organisers=draw(some)),
            Window(
                kind=Checkpoint.ANNUAL_REVIEW,
                title=draw(words),
                every_year=EveryYear(from_="02-29", to="12-31", first=2021, last=2025),
                together_with=draw(st.lists(words, max_size=3)),
                owed_by=[Owed(kind="task", unit="lead", unless_broken_down=draw(st.booleans()))],  # type: ignore[arg-type]
            ),
        ],
        sections=[Section(code="S1", number="一", title=draw(words), tasks=tasks)],
        projects=[Project(code="KP1", number="一是", title=draw(words))] * draw(st.integers(0, 1)),
        units=units,
        settings=Settings(calendar=draw(words), roll=draw(st.sampled_from(Roll))),
    )


@given(plan_files())
@settings(max_examples=60, deadline=None)
def test_read_write_read_gives_the_same(planfile) -> None:
    text = dump(planfile)
    assert parse(text) == (planfile, [])
    assert dump(planfile, text) == text


def test_a_name_that_begins_with_a_question_mark_stays_a_name() -> None:
    planfile, _ = parse(plan_text().replace("{name: 林河市}", "{name: '?林河市'}"))
    assert planfile is not None
    assert planfile.plan.region is not None
    assert planfile.plan.region.name == "?林河市"
    assert parse(dump(planfile)) == (planfile, [])


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text) -> None:
    planfile, found = parse(text)
    assert (planfile is None) == bool(found)


@given(
    st.integers(0, len(PLAN)),
    st.sampled_from(["", "\n", " ", ":", "-", "[", "}", "'", "#", "&a", "!!int ", "<<: 1", "甲", "9"]),
    st.integers(0, 6),
)
@settings(max_examples=300, deadline=None)
def test_a_plan_file_with_a_slip_is_read_or_refused(at, slip, gone) -> None:
    text = PLAN[:at] + slip + PLAN[at + gone :]
    planfile, found = parse(text)
    assert (planfile is None) == bool(found)
    assert all(problem.sentence(lang) for problem in found for lang in ("zh", "en"))


@pytest.mark.parametrize("name", ["zhongwei", "shizuishan"])
def test_the_bundled_plan_files_have_no_problems_and_are_written_as_they_stand(name) -> None:
    path = ROOT / "plans" / f"{name}.yaml"
    planfile, found = read(path)
    assert found == []
    assert planfile is not None
    assert dump(planfile, path.read_text("utf-8")) == path.read_text("utf-8")
    assert parse(dump(planfile)) == (planfile, [])
