"""Until when an item is to be done, by the deadline that stands with its units."""

from __future__ import annotations

from datetime import date

import pytest

from documents.fact import Fact, Frame
from documents.prose.passage import on_line
from documents.tasks.deadlines import dated

YEARS = Frame("云泽市", (), date(2024, 1, 1), date(2026, 12, 31), issued=date(2024, 3, 9))
ONE_YEAR = Frame("云泽市", (), date(2024, 1, 1), date(2024, 12, 31), issued=date(2024, 3, 9))


def read(
    printed: str, frame: Frame = YEARS, form: str = "（责任单位：市民政局；完成时限：{}）"
) -> tuple[Fact, list[Fact]]:
    item = Fact({"title": "建设中心"})
    return item, dated(item, [], [on_line(form.format(printed), 7)], frame)


def told(fact: Fact) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.reason.key) for doubt in fact.doubts]


@pytest.mark.parametrize(
    ("printed", "due", "doubts"),
    [
        ("2024年9月底前", date(2024, 9, 30), []),
        ("2024年3月—2026年12月", date(2026, 12, 31), []),
        ("2024年6月底前，长期坚持", date(2024, 6, 30), []),
        ("“十四五”末", date(2025, 12, 31), []),
        ("2024年底前见效，2026年底前完成", date(2026, 12, 31), ["read_other_windows"]),
        ("印发之日起一年内", date(2025, 3, 9), ["read_end_counted"]),
        ("自印发之日起至6月底", date(2024, 6, 30), ["read_year_from_context"]),
    ],
)
def test_the_last_day_that_is_named_is_the_due_day(printed, due, doubts) -> None:
    item, (target,) = read(printed)
    assert (target.values["due"], target.values["metric"], told(item)) == (due, "建设中心", [])
    assert told(target) == [("metric", "read_deadline_of_item"), *(("due", key) for key in doubts)]


def test_a_year_is_added_only_where_the_plan_has_but_one() -> None:
    item, targets = read("6月底前")
    assert (targets, told(item)) == ([], [("", "read_year_missing")])
    _, (target,) = read("6月底前", ONE_YEAR)
    assert (target.values["due"], told(target)[1:]) == (date(2024, 6, 30), [("due", "read_year_from_context")])


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("2024年2月30日前", "read_no_such_day"),
        ("2024年汛期前", "read_vague_date"),
        ("汛期前", "read_vague_date"),
        ("2024年9月左右", "read_vague_date"),
        *((words, "read_deadline_left") for words in ("按进度", "立即", "即日起", "近期", "三年内", "另行通知")),
        *((words, "read_deadline_left") for words in ("2025年3月起", "每年12月底前")),
    ],
)
def test_a_deadline_that_names_no_day_is_told(printed, reason) -> None:
    item, targets = read(printed)
    assert (targets, told(item)) == ([], [("", reason)])
    assert item.doubts[0].lines == (7, 7)


@pytest.mark.parametrize("printed", ["长期坚持", "持续推进", "常态化", "全年", "每年", "每季度", "按月", "实时"])
def test_what_never_ends_has_no_due_day_and_that_is_no_doubt(printed) -> None:
    item, targets = read(printed)
    assert (targets, item.doubts) == ([], [])


@pytest.mark.parametrize("form", ["（市民政局负责，{}完成）", "（责任单位：市民政局，{}）", "（市民政局牵头，{}）"])
@pytest.mark.parametrize("printed", ["2024年9月底前", "9月底前", "9月30日前"])
def test_a_deadline_without_a_label_behind_the_units_is_one(printed, form) -> None:
    _, (target,) = read(printed, ONE_YEAR, form)
    assert target.values["due"] == date(2024, 9, 30)


def test_targets_without_a_day_of_their_own_take_it_with_its_doubts() -> None:
    own = Fact({"due": date(2024, 5, 31), "due_basis": "explicit"})
    none = Fact({"due": date(2026, 12, 31), "due_basis": "plan_period"})
    body = [on_line("（责任单位：市民政局；完成时限：6月底前）", 1)]
    assert dated(Fact({"title": "建设中心"}), [own, none], body, ONE_YEAR) == [own, none]
    assert [each.values["due"] for each in (own, none)] == [date(2024, 5, 31), date(2024, 6, 30)]
    assert (told(own), told(none)) == ([], [("due", "read_year_from_context")])
