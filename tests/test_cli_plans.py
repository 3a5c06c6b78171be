"""What a plan is adopted with: its code, its day, its calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from make import plan_text

if TYPE_CHECKING:
    from program import Inside

OFFICE = ("--as", "zongban")


def refused(program: Inside, *words: str) -> tuple[int, str]:
    """The exit code and the sentence of a command that changes nothing and prints nothing else."""
    before = program.whole()
    told = program(*words)
    assert (told.out, program.whole()) == ("", before)
    return told.code, told.err.rstrip("\n")


@pytest.mark.parametrize("code", ["", "Z", "zw", "1ZW", "ZW-1", "Z W", "ＺＷ", "ABCDEFGHI", "-", "Z\n"])
def test_what_is_no_code_of_a_plan_is_wrong_usage(code, playing) -> None:
    said = f"方案代号“{code}”写法不对：2到8个大写字母或数字，如 ZW"
    assert refused(playing, *OFFICE, "plan", "adopt", "zhongwei", "--code", code) == (2, said)


@pytest.mark.parametrize("code", ["ZX", "Z9", "ABCDEFGH"])
def test_a_plan_goes_by_the_code_it_is_given(code, playing) -> None:
    assert playing(*OFFICE, "plan", "adopt", "zhongwei", "--code", code).code == 0
    assert playing(*OFFICE, "list", "--plan", code, "--json").fields("item")[0].partition("-")[0] == code


def test_an_unknown_calendar_is_not_found(playing) -> None:
    text = f"{plan_text()}settings: {{calendar: ninxia}}\n"
    (playing.folder / "plan.yaml").write_text(text, encoding="utf-8")
    said = "没有这个日历：ninxia；相近的有：national、ningxia"
    assert refused(playing, *OFFICE, "plan", "adopt", "plan.yaml") == (3, said)
    (playing.folder / "days.csv").write_text("2024-05-06,放假\n", encoding="utf-8")
    assert playing(*OFFICE, "calendar", "import", "ninxia", "days.csv", "--new").code == 0
    assert playing(*OFFICE, "plan", "adopt", "plan.yaml").code == 0


def test_no_plan_is_adopted_on_a_day_to_come(playing) -> None:
    code, said = refused(playing, "--today", "2199-07-12", *OFFICE, "plan", "adopt", "zhongwei", "--code", "ZX")
    assert (code, said.partition("（")[0]) == (4, "办理日期2199年7月12日晚于今天")


def test_back_filling_is_not_closed_on_a_day_to_come(playing) -> None:
    code, said = refused(playing, "--today", "2199-07-12", *OFFICE, "plan", "backfill", "ZW", "--close")
    assert (code, said.partition("（")[0]) == (4, "办理日期2199年7月12日晚于今天")


def test_a_plan_adopted_on_a_past_day_is_open_for_back_filling(playing) -> None:
    assert playing("--today", "2021-07-12", *OFFICE, "plan", "adopt", "zhongwei", "--code", "ZX").code == 0
    query = "SELECT adopted_on, backfill FROM plan WHERE code = 'ZX'"
    assert playing.rows(query) == [("2021-07-12", 1)]


STAGES = """\
  - {kind: implementation, title: 全面实施, opens_on: 2024-02-01, closes_on: 2024-12-31}
  - {kind: implementation, title: 巩固提升, opens_on: 2025-01-01, closes_on: 2025-09-30}
sections:
"""


def test_a_plan_that_is_carried_out_in_two_stages_is_adopted_with_both(playing) -> None:
    text = plan_text("LX").replace("sections:\n", STAGES, 1)
    (playing.folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert playing("plan", "check", "plan.yaml").code == 0
    assert playing(*OFFICE, "plan", "adopt", "plan.yaml").code == 0
    where = "WHERE plan.code = 'LX' AND kind = 'implementation'"
    query = (
        f"SELECT key, checkpoint.title FROM checkpoint JOIN plan ON plan.id = plan_id {where} ORDER BY checkpoint.id"
    )
    assert playing.rows(query) == [
        ("implementation", "全面实施"),
        ("implementation-2", "巩固提升"),
    ]
    assert "巩固提升" in playing(*OFFICE, "plan", "show", "LX").out


PRINTED = sorted((Path(__file__).parent / "printed").glob("*.txt"))


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_a_draft_that_has_no_problems_is_adopted(path, playing) -> None:
    assert playing("plan", "read", str(path), "-o", "draft.yaml").code == 0
    assert playing("plan", "check", "draft.yaml").code == 0
    assert playing(*OFFICE, "plan", "adopt", "--code", "LX", "draft.yaml").code == 0
    assert playing(*OFFICE, "list", "--plan", "LX", "--all", "--json").code == 0
