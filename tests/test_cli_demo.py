"""The demo's histories: what is in them, and that they could have happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cli import demo, shizuishan, story, zhongwei
from models import address, database
from workflow import working_days

if TYPE_CHECKING:
    from program import Program

STEPS = (*zhongwei.HISTORY, *shizuishan.HISTORY)


def test_nobody_works_on_a_day_off() -> None:
    calendar = working_days.load("ningxia")
    assert [step for step in STEPS if not calendar.is_working(step.day)] == []


def test_zhongwei_s_items_are_there_to_be_tried_on_the_day_of_the_demo() -> None:
    assert max(step.day for step in zhongwei.HISTORY) < story.DAY


@pytest.mark.parametrize(
    ("day", "words", "item"),
    [
        ("2023-08-07", ("list", "--state", "暂缓"), "ZW-16"),
        ("2023-08-07", ("list", "--state", "已销号"), "ZW-12.P1"),
        ("2023-08-07", ("list", "--state", "整改中"), "ZW-07"),
        ("2023-08-07", ("overdue", "--text", "ZW-07"), "ZW-07"),
        ("2026-08-03", ("list", "--state", "未完成结案"), "SZS-4.1"),
        ("2026-08-03", ("list", "--state", "已撤销"), "SZS-KP2.2"),
        ("2026-08-03", ("overdue", "--text", "SZS-3.3"), "SZS-3.3"),
        ("2026-01-05", ("due", "--text", "SZS-3.1"), "SZS-3.1"),
    ],
)
def test_it_holds_what_five_years_hold(day, words, item, reading) -> None:
    assert item in reading("--today", day, *words, "--json").fields("item")


@pytest.mark.parametrize(
    ("item", "duty", "facts"),
    [
        ("ZW-02", "annual_review-2021", ("accepted", 7, None)),
        ("ZW-10", "annual_review-2021", ("accepted", 0, None)),
        ("SZS-2.1", "annual_review-2025", ("merged", 0, "final_evaluation")),
        ("SZS-4.1", "annual_review-2022", ("waived", 0, None)),
        ("SZS-KP3", "final_evaluation", ("void", 0, None)),
        ("SZS-3.1", "final_evaluation", ("accepted", 0, None)),
    ],
)
def test_how_single_duties_ended(item, duty, facts, reading) -> None:
    duties = reading("show", item, "--json").data["duties"]
    found = next(row for row in duties if row["checkpoint"] == duty)
    assert (found["status"], found["lateness"], found["merged_into"]) == facts


def test_an_extended_evaluation_shows_both_days(reading) -> None:
    assert "2023-07-31→2023-08-30" in reading("--today", "2023-08-07", "show", "ZW-18").out
    assert "2025-12-31→2026-03-31" in reading("show", "SZS-3.1").out


def test_nothing_is_played_that_lies_ahead_of_the_real_day(tmp_path, duban: Program) -> None:
    place = address.parse(str(tmp_path / "early.db"))
    engine = database.connect(place)
    with database.transaction(engine) as connection:
        demo.play(connection, datetime(2023, 8, 7, 4, 0, tzinfo=UTC))
    engine.dispose()
    told = duban("list", "--state", "未完成结案", "--json", database=place.path)
    assert (told.code, told.data) == (0, [])
    assert duban("--as", "shenji", "audit", "verify", database=place.path).code == 0
