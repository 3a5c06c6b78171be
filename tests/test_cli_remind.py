"""Previews of reminders from the command line, on the demo."""

from __future__ import annotations

from collections import Counter

import pytest

from cli import counties

SPAN = ("--from", "2023-06-01", "--to", "2023-08-31")


def previewed(program, *words):
    told = program("remind", "preview", *words, "--all", "--json")
    assert told.code == 0, told.err
    return told.data


def brought(row, duty) -> bool:
    """Whether the ladder of a duty brought it; what waits for office or leader has rungs of its own."""
    return bool(row["words"] != "waiting" and row["duty"].endswith(duty))


def test_june_and_july_2023_of_zhongwei(looking) -> None:
    """The rungs of the mid-term evaluation, on their days; those who submitted in time hear no more."""
    rows = [row for row in previewed(looking, *SPAN, "--plan", "ZW") if brought(row, "midterm_evaluation")]
    days = dict(
        sorted({(row["rung"], row["day"]) for row in rows if row["due_on"] == "2023-07-31"}, key=lambda p: p[1])
    )
    assert days == {
        "open": "2023-06-01",
        "before-20": "2023-07-03",
        "before-10": "2023-07-17",
        "before-5": "2023-07-24",
        "before-3": "2023-07-26",
        "before-1": "2023-07-28",
        "before-0": "2023-07-31",
        "overdue-1": "2023-08-01",
        "overdue-5": "2023-08-07",
        "overdue-10": "2023-08-14",
        "overdue-20": "2023-08-28",
    }
    # ZW-18 is reminded of its extended day from 2 August on.
    mine = [row for row in rows if row["login"] == "li" and row["due_on"] == "2023-07-31"]
    about = Counter(row["rung"] for row in mine)
    late = {row["item"] for row in rows if row["day"] == "2023-08-01"}
    assert late == {"ZW-05", "ZW-07.P3", "ZW-13", "ZW-17", "ZW-17.P1"}
    assert (about["before-20"], about["overdue-5"]) == (25, 0)


def test_november_and_december_2023_of_zhongwei(looking) -> None:
    rows = previewed(looking, "--from", "2023-11-01", "--to", "2024-01-31", "--plan", "ZW")
    annual = [row for row in rows if brought(row, "annual_review-2023")]
    days = dict(sorted({(row["rung"], row["day"]) for row in annual}, key=lambda pair: pair[1]))
    assert days == {
        "open": "2023-11-01",
        "before-20": "2023-12-01",
        "before-10": "2023-12-15",
        "before-5": "2023-12-22",
        "before-3": "2023-12-26",
        "before-1": "2023-12-28",
        "before-0": "2023-12-29",
        "overdue-1": "2024-01-03",
        "overdue-5": "2024-01-09",
        "overdue-10": "2024-01-16",
        "overdue-20": "2024-01-30",
    }
    # The counties owe it; ZW-16 is suspended.
    assert {row["item"] for row in annual} == {
        code for county in counties.OWNERS for code in counties.theirs(county, "ZW-16")
    }


def test_shizuishan_has_no_mid_term_line(looking) -> None:
    rows = previewed(looking, "--from", "2022-09-01", "--to", "2023-09-30", "--plan", "SZS")
    assert {row["plan"] for row in rows} == {"SZS"}
    assert [row for row in rows if "midterm" in str(row["duty"])] == []
    assert {row["duty"].partition("@")[2] for row in rows if row["words"] != "waiting"} == {"annual_review-2022"}


def test_one_person_s_reminders(looking) -> None:
    rows = previewed(looking, *SPAN, "--person", "ma")
    assert {row["login"] for row in rows} <= {"ma"}
    told = looking("remind", "preview", *SPAN, "--person", "nobody")
    assert (told.code, told.out, told.err) == (3, "", "没有这个账号，或不在可查看的范围内：nobody\n")


def test_people_are_shown_it_in_a_table(looking) -> None:
    told = looking("remind", "preview", "--from", "2023-08-01", "--to", "2023-08-01", "--plan", "ZW", "--limit", "2")
    lines = told.out.splitlines()
    assert lines[0].startswith("提醒预览  截至")
    assert lines[3].split() == ["2023-08-01", "李强", "催办通知", "ZW-05", "中期评估", "2023-07-31", "email"]
    assert lines[-1].startswith("显示 2 / 共 ")
    assert looking("remind", "preview", "--from", "2023-08-05", "--to", "2023-08-06").out.splitlines()[1] == (
        "这段时间没有提醒。"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2023-08-02", "--to", "2023-08-01"), "从2023年8月2日到2023年8月1日不能预览"),
        (("--from", "2020-01-01", "--to", "2023-08-01"), "从2020年1月1日到2023年8月1日不能预览"),
        (("--from", "昨日"), "“昨日”不是日期"),
    ],
)
def test_a_span_that_is_none_is_refused(words, said, looking) -> None:
    told = looking("remind", "preview", *words)
    assert (told.code, told.err.startswith(said)) == (2, True)
