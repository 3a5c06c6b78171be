"""Values of the years and figures as they are given: every fault at its field, and what is kept of those without."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured import alone, counted, figure, graded, make_target, on, ranged, ratio, standard, unit, whole, worded

from models.words import IN_OFFICE_HANDS, Act, Role, State
from workflow import measuring
from workflow.actor import Actor, Grant
from workflow.attempt import Attempt
from workflow.keeping import years_wanted
from workflow.measuring import Reading, YearValue, figure_faults, goal_of, same, year_faults
from workflow.speech import say
from workflow.targets import Figure

if TYPE_CHECKING:
    from workflow.facts import Item

RATIO, COUNT = make_target(90), counted(15)
DAY = on("2023-12-31")


def make_reading(value: str = "", numerator: str = "", denominator: str = "", **facts: Any) -> Reading:
    usual: dict[str, Any] = {"target": "ZW-03.T1", "as_of": on("2023-11-30")}
    return Reading(value=value, numerator=numerator, denominator=denominator, **usual | facts)


def still(note: str = "方案调整", **facts: Any) -> Reading:
    """That nothing has moved, and why."""
    return make_reading(moved=False, note=note, **facts)


def wrong(item: Item, reading: Reading) -> list[tuple[str, str]]:
    return [(name, fault.key) for name, fault in figure_faults(item, reading, DAY)]


def said(item: Item, reading: Reading) -> list[str]:
    return [say("zh", fault.key, **fault.facts) for _, fault in figure_faults(item, reading, DAY)]


# Who reports


def test_a_target_that_the_item_does_not_owe_is_refused() -> None:
    reading = make_reading("15")
    assert wrong(unit(COUNT), replace(reading, target="ZW-09.T1")) == [("", "target_not_owed")]
    assert wrong(unit(COUNT, owes=False), reading) == [("", "target_not_owed")]
    assert wrong(unit(COUNT), reading) == []


def test_what_is_made_of_the_figures_of_others_is_not_reported_itself() -> None:
    units = [unit(COUNT, unit_name="中宁县"), unit(COUNT, unit_name="海原县")]
    reading = make_reading("15")
    assert wrong(whole(COUNT, *units), reading) == [("", "figure_rolled_up")]
    assert said(whole(COUNT, *units), reading) == ["ZW-03 的 ZW-03.T1 由中宁县、海原县的数据汇总，不能直接填报"]
    cancelled = unit(COUNT, state=State.CANCELLED)
    assert wrong(whole(COUNT, cancelled), reading) == []


# The parts of a ratio


@pytest.mark.parametrize(
    ("reading", "faults"),
    [
        (make_reading("", "164", "200"), []),
        (make_reading("82%", "164", "200"), []),
        (make_reading("", "0", "0"), []),
        (make_reading("", "1,640", "２000"), []),
        (make_reading("", "201", "200"), [("numerator", "figure_above")]),
        (make_reading("", "1", "0"), [("numerator", "figure_above")]),
        (make_reading("", "164", ""), [("denominator", "figure_part")]),
        (make_reading("", " ", "200"), [("numerator", "figure_part")]),
        (make_reading("", "164户", "二百"), [("numerator", "figure_number"), ("denominator", "figure_number")]),
        (make_reading("", "16.4", "20"), [("numerator", "figure_not_whole")]),
        (make_reading("", "16", "20.5"), [("denominator", "figure_not_whole")]),
        (make_reading("", "-1", "200"), [("numerator", "figure_number")]),
        (make_reading("82", "", ""), [("numerator", "figure_needs_parts")]),
        (make_reading(" ", "", ""), [("numerator", "figure_empty")]),
        (make_reading("101%", "164", "200"), [("value", "figure_over")]),
        (make_reading("1", "2", "200"), [("value", "figure_one")]),
        (make_reading("91", "164", "200"), [("value", "figure_differs")]),
    ],
)
def test_each_fault_of_a_ratio_is_told_at_its_field(reading, faults) -> None:
    assert wrong(unit(RATIO), reading) == faults


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        ("83.6", []),
        ("0.836", []),
        ("83.7", []),
        ("83.54", []),
        ("83.53", [("value", "figure_differs")]),
        ("83.8", [("value", "figure_differs")]),
        ("84", [("value", "figure_differs")]),
    ],
)
def test_a_percentage_may_be_rounded_to_a_tenth(value, faults) -> None:
    """184 of 220 are 83.636 %."""
    assert wrong(unit(RATIO), make_reading(value, "184", "220")) == faults


def test_only_a_breakdown_has_to_tell_the_parts() -> None:
    assert wrong(alone(RATIO), make_reading("82")) == []
    assert wrong(alone(RATIO), make_reading("")) == [("numerator", "figure_empty")]


@pytest.mark.parametrize(
    ("target", "reading", "faults"),
    [
        (COUNT, make_reading("15个"), []),
        (COUNT, make_reading(""), [("value", "figure_empty")]),
        (COUNT, make_reading("若干"), [("value", "figure_number")]),
        (COUNT, make_reading("15", "15", "20"), [("numerator", "figure_no_parts")]),
        (COUNT, make_reading("15", "", "20"), [("denominator", "figure_no_parts")]),
        (standard(), make_reading("是"), []),
        (standard(), make_reading("基本"), [("value", "figure_not_yes")]),
        (graded(), make_reading("三级乙等"), []),
        (graded(), make_reading("未达到二级甲等"), [("value", "figure_not_grade")]),
    ],
)
def test_other_figures_have_a_value_and_no_parts(target, reading, faults) -> None:
    assert wrong(unit(target), reading) == faults


# Days


@pytest.mark.parametrize(
    ("as_of", "faults"),
    [
        ("2021-07-14", [("as_of", "figure_before")]),
        ("2021-07-15", []),
        ("2023-12-31", []),
        ("2024-01-01", [("as_of", "figure_ahead")]),
    ],
)
def test_a_figure_is_of_a_day_of_the_plan_that_has_come(as_of, faults) -> None:
    assert wrong(unit(COUNT), make_reading("15", as_of=on(as_of))) == faults
    assert wrong(unit(COUNT), still(as_of=on(as_of))) == faults


def test_every_fault_is_told_at_once() -> None:
    reading = make_reading("", "201", "200", as_of=on("2024-01-01"))
    assert wrong(unit(RATIO), reading) == [("as_of", "figure_ahead"), ("numerator", "figure_above")]


# What only grows


@pytest.mark.parametrize(
    ("value", "as_of", "faults"),
    [
        ("7", "2023-06-30", []),
        ("5", "2023-06-30", []),
        ("9", "2023-06-30", []),
        ("4", "2023-06-30", [("note", "figure_falls")]),
        ("10", "2023-06-30", [("note", "figure_falls_later")]),
        ("9", "2023-11-30", []),
        ("8", "2023-11-30", [("note", "figure_falls")]),
        ("8", "2023-12-31", [("note", "figure_falls")]),
        ("0", "2022-06-30", []),
        ("6", "2022-06-30", [("note", "figure_falls_later")]),
    ],
)
def test_a_figure_is_not_below_the_one_before_nor_above_the_one_after(value, as_of, faults) -> None:
    """There are 5 of 2022-12-31 and 9 of 2023-11-30."""
    item = unit(COUNT, figure("2022-12-31", "5"), figure("2023-11-30", "9"))
    reading = make_reading(value, as_of=on(as_of))
    assert wrong(item, reading) == faults
    assert wrong(item, replace(reading, note="此前误报")) == []


def test_the_sentence_names_the_other_figure_and_its_day() -> None:
    item = unit(COUNT, figure("2022-12-31", "5"), figure("2023-12-31", "9"))
    assert said(item, make_reading("4")) == ["累计数减少了（2022年12月31日为5个，这里是4个），须说明原因"]
    later = "累计数后来减少了（这里是10个，晚于它的2023年12月31日只有9个），须说明原因"
    assert said(item, make_reading("10")) == [later]


def test_what_was_corrected_on_its_day_is_compared_with_no_more() -> None:
    item = unit(COUNT, figure("2023-11-30", "5"), figure("2023-11-30", "9"))
    assert wrong(item, make_reading("7", as_of=on("2023-06-30"))) == []
    assert wrong(item, make_reading("10", as_of=on("2023-06-30"))) == [("note", "figure_falls_later")]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("164", "200"), None),
        (("170", "200"), None),
        (("163", "200"), "figure_falls"),
        (("163", "163"), "figure_falls"),
        (("164", "400"), "figure_rate_falls"),
        (("165", "202"), "figure_rate_falls"),
        (("164", "190"), "figure_whole_differs"),
        (("400", "400"), "figure_whole_differs"),
        (("0", "0"), "figure_falls"),
    ],
)
def test_of_a_ratio_neither_part_nor_the_percentage_becomes_another_unsaid(parts, key) -> None:
    """164 of 200 before."""
    reading, item = make_reading("", *parts), unit(RATIO, ratio("2022-12-31", 164, 200))
    assert wrong(item, reading) == ([("note", key)] if key else [])
    assert wrong(item, replace(reading, note="核减")) == []


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("90", "200"), "累计数减少了（2022年12月31日为100，这里是90），须说明原因"),
        (("101", "210"), "比例下降了（2022年12月31日为50%（100/200），这里是48.1%（101/210）），须说明原因"),
        (("100", "180"), "分母变了（2022年12月31日为200，这里是180），须说明原因"),
        (("121", "200"), "累计数后来减少了（这里是121，晚于它的2023年12月31日只有120），须说明原因"),
    ],
)
def test_each_change_has_its_sentence(parts, sentence) -> None:
    item = unit(RATIO, ratio("2022-12-31", 100, 200), ratio("2023-12-31", 120, 200))
    assert said(item, make_reading("", *parts))[0] == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("90", "180"), "分母与晚于它的数据不同（这里是180，2023年12月31日为200），须说明原因"),
        (
            ("120", "180"),
            "比例后来下降了（这里是66.7%（120/180），晚于它的2023年12月31日只有60%（120/200）），须说明原因",
        ),
    ],
)
def test_what_comes_later_is_called_later(parts, sentence) -> None:
    assert said(unit(RATIO, ratio("2023-12-31", 120, 200)), make_reading("", *parts)) == [sentence]


def test_of_nothing_there_is_no_percentage_to_fall() -> None:
    item = unit(RATIO, ratio("2022-12-31", 0, 0))
    assert wrong(item, make_reading("", "0", "0")) == []
    assert wrong(item, make_reading("", "20", "20")) == [("note", "figure_whole_differs")]


def test_a_bare_percentage_is_compared_with_a_percentage() -> None:
    item = alone(RATIO, figure("2022-12-31", "82"))
    assert wrong(item, make_reading("", "45", "50")) == []
    assert wrong(item, make_reading("", "100", "200")) == [("note", "figure_rate_falls")]
    item = alone(RATIO, ratio("2022-12-31", 164, 200))
    assert wrong(item, make_reading("90")) == []
    assert said(item, make_reading("81.9")) == ["比例下降了（2022年12月31日为82%，这里是81.9%），须说明原因"]


@pytest.mark.parametrize(
    ("target", "before", "now", "falls"),
    [
        (standard(), "yes", "否", True),
        (standard(), "no", "是", False),
        (standard(), "yes", "是", False),
        (graded(), "三级甲等", "三级乙等", True),
        (graded(), "二级甲等", "未定级", True),
        (graded(), "二级甲等", "三级乙等", False),
        (worded(), "完成选址", "完成立项", False),
    ],
)
def test_what_was_reached_is_not_lost_unsaid(target, before, now, falls) -> None:
    """Whether it is told in time or as of a day before the other."""
    earlier, later = (unit(target, figure(day, before)) for day in ("2022-12-31", "2023-12-31"))
    assert wrong(earlier, make_reading(now)) == ([("note", "figure_lost")] if falls else [])
    assert wrong(earlier, make_reading(now, note="复评未通过")) == []
    reading = make_reading({"yes": "是", "no": "否"}.get(before, before))
    lower = unit(target, figure("2023-12-31", {"是": "yes", "否": "no"}.get(now, now)))
    assert wrong(lower, reading) == ([("note", "figure_lost_later")] if falls else [])
    assert wrong(later, reading) == []


def test_what_is_lost_is_named() -> None:
    item = unit(standard(), figure("2022-12-31", "yes"))
    assert said(item, make_reading("否")) == ["比原来低了（2022年12月31日为“达到”，这里是“未达到”），须说明原因"]


def test_where_there_was_no_number_nothing_falls() -> None:
    item = unit(COUNT, figure("2022-12-31", None), figure("2023-12-31", None))
    assert wrong(item, make_reading("0")) == []


def test_a_yearly_target_begins_anew() -> None:
    assert wrong(unit(ranged(), figure("2022-12-31", "5")), make_reading("2")) == []


# That nothing has moved


@pytest.mark.parametrize(
    ("reading", "faults"),
    [
        (still(), []),
        (still(" "), [("note", "figure_no_reason")]),
        (still(value="15"), [("value", "figure_and_none")]),
        (still("", numerator="1"), [("value", "figure_and_none"), ("note", "figure_no_reason")]),
    ],
)
def test_that_nothing_has_moved_needs_a_reason_and_no_number(reading, faults) -> None:
    assert wrong(unit(RATIO), reading) == faults


def test_where_nothing_has_moved_the_values_before_stay_with_their_papers() -> None:
    before = replace(ratio("2022-12-31", 164, 200), note="首批", evidence="ab12")
    goal = goal_of(unit(RATIO, before), "ZW-03.T1")
    assert goal is not None
    found = measuring.figure(goal, still())
    assert found == Figure(on("2023-11-30"), "82", "164", "200", False, "方案调整", "ab12")
    assert measuring.figure(goal, still(), "cd34").evidence == "cd34"


def test_where_there_was_nothing_there_is_nothing() -> None:
    goal = goal_of(unit(COUNT, figure("2023-12-31", "9")), "ZW-03.T1")
    assert goal is not None
    assert measuring.figure(goal, still()) == Figure(on("2023-11-30"), moved=False, note="方案调整")


def test_of_a_yearly_target_what_was_reached_in_another_year_is_not_reached_again() -> None:
    goal = goal_of(unit(ranged(), figure("2022-12-31", "5"), figure("2023-03-31", "1")), "ZW-03.T1")
    assert goal is not None
    assert measuring.figure(goal, still()).value == "1"
    assert measuring.figure(goal, still(as_of=on("2023-03-30"))).value is None


# What is kept


@pytest.mark.parametrize(
    ("target", "reading", "kept"),
    [
        (RATIO, make_reading("", "1,640", "2000"), ("82", "1640", "2000")),
        (RATIO, make_reading("83.7", "184", "220"), ("83.63636363636363636363636364", "184", "220")),
        (RATIO, make_reading("", "0", "0"), (None, "0", "0")),
        (RATIO, make_reading("９０％"), ("90", None, None)),
        (COUNT, make_reading("1,234个"), ("1234", None, None)),
        (standard(), make_reading("达标"), ("yes", None, None)),
    ],
)
def test_a_figure_is_kept_in_plain_numbers(target, reading, kept) -> None:
    goal = goal_of(unit(target), "ZW-03.T1")
    assert goal is not None
    found = measuring.figure(goal, replace(reading, note=" 年报 "), "ab12")
    assert (found.value, found.numerator, found.denominator) == kept
    assert (found.as_of, found.moved, found.note, found.evidence) == (reading.as_of, True, "年报", "ab12")


@given(st.integers(0, 10**6).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below))))
def test_a_ratio_in_whole_parts_is_always_taken_and_kept_exactly(parts) -> None:
    item, reading = unit(RATIO), make_reading("", *map(str, parts))
    goal = goal_of(item, "ZW-03.T1")
    assert goal is not None
    assert wrong(item, reading) == []
    found = measuring.figure(goal, reading)
    assert (found.numerator, found.denominator) == tuple(map(str, parts))


def test_the_same_figure_is_there_already() -> None:
    item = unit(RATIO, replace(ratio("2023-11-30", 164, 200), note="年报"))
    goal = goal_of(item, "ZW-03.T1")
    assert goal is not None
    there = make_reading("", "164", "200", note="年报")
    assert same(goal, there)
    others = [
        make_reading("", "165", "200", note="年报"),
        make_reading("", "164", "201", note="年报"),
        make_reading("", "164", "200"),
        replace(there, as_of=on("2023-12-31")),
        replace(there, as_of=on("2023-06-30")),
        still("年报"),
    ]
    assert [same(goal, other) for other in others] == [False] * 6


def test_that_nothing_has_moved_may_be_there_already() -> None:
    item = unit(COUNT, figure("2022-12-31", "5"))
    goal = goal_of(item, "ZW-03.T1")
    assert goal is not None
    assert not same(goal, still())
    goal.figures.append(measuring.figure(goal, still()))
    assert same(goal, still())
    assert not same(goal, still("另有原因"))


# Values of the years


def make_attempt(role: Role, note: str = "") -> Attempt:
    actor = Actor("someone", unit_path="/1/", grants=(Grant(role),))
    return Attempt(Act.REPORT, actor, DAY, datetime(2023, 12, 31, 4, tzinfo=UTC), note=note)


OWNER, OFFICE = make_attempt(Role.OWNER), make_attempt(Role.OFFICE)


def year_wrong(item: Item, year: int, value: str = "60", attempt: Attempt = OWNER) -> list[tuple[str, str, int]]:
    faults = year_faults(item, YearValue("ZW-03.T1", year, value), attempt)
    return [(name, fault.key, fault.exit_code) for name, fault in faults]


@pytest.mark.parametrize(
    ("year", "faults"),
    [
        (2019, [("year", "year_outside", 2)]),
        (2020, []),
        (2021, []),
        (2025, []),
        (2026, [("year", "year_outside", 2)]),
    ],
)
def test_a_value_is_for_a_year_of_the_plan_or_the_baseline_before_it(year, faults) -> None:
    assert year_wrong(unit(RATIO), year, "90") == faults


@pytest.mark.parametrize("years", [{}, {2022: "50"}])
def test_what_was_set_only_the_office_changes_and_with_a_reason(years) -> None:
    item = unit(RATIO, years=years, unit_path="/1/2/")
    attempts = (OWNER, make_attempt(Role.OWNER, "经研究"), OFFICE, make_attempt(Role.OFFICE, "经研究"))
    found = [year_wrong(item, 2022, "60", attempt) for attempt in attempts]
    refused = [[("year", "year_set", 5)], [("year", "year_set", 5)], [("year", "year_set_no_reason", 2)], []]
    assert found == (refused if years else [[]] * 4)


def test_an_office_of_elsewhere_changes_nothing_here() -> None:
    grant = Grant(Role.OFFICE, unit_path="/1/3/")
    attempt = replace(OFFICE, actor=replace(OFFICE.actor, grants=(grant,)), note="经研究")
    item = unit(RATIO, years={2022: "50"}, unit_path="/1/2/")
    assert year_wrong(item, 2022, "60", attempt) == [("year", "year_set", 5)]


def test_the_same_value_once_more_is_no_change() -> None:
    assert year_wrong(unit(RATIO, years={2022: "60"}), 2022, "６０％") == []


def test_a_baseline_that_was_set_is_changed_like_any_other_year() -> None:
    item = unit(RATIO, years={2020: "50"})
    assert year_wrong(item, 2020) == [("year", "year_set", 5)]
    assert year_wrong(item, 2020, "60", make_attempt(Role.OFFICE, "统计口径调整")) == []


@pytest.mark.parametrize(
    ("target", "year", "value", "faults"),
    [
        (RATIO, 2022, "101%", [("year", "figure_over", 2)]),
        (RATIO, 2022, "", [("year", "figure_number", 2)]),
        (COUNT, 2022, "5个", []),
        (worded(), 2022, "完成选址", []),
        (worded(), 2022, "", [("year", "figure_words", 2)]),
        (worded(), 2020, "完成选址", [("year", "year_not_asked", 2)]),
        (graded(), 2022, "二级甲等", [("year", "year_not_asked", 2)]),
        (standard(), 2022, "是", [("year", "year_not_asked", 2)]),
    ],
)
def test_a_value_suits_its_target(target, year, value, faults) -> None:
    assert year_wrong(unit(target), year, value) == faults


def test_values_are_for_those_who_owe_the_target_through_others_too() -> None:
    assert year_wrong(whole(RATIO, unit(RATIO)), 2022) == []
    refused = [("", "target_not_owed", 2)]
    assert year_wrong(unit(RATIO, owes=False), 2022) == refused
    wanted = YearValue("ZW-09.T1", 2022, "60")
    assert [(name, fault.key, fault.exit_code) for name, fault in year_faults(unit(RATIO), wanted, OWNER)] == refused


ATTEMPTS = (OWNER, make_attempt(Role.OWNER, "经研究"), OFFICE, make_attempt(Role.OFFICE, "经研究"))


def for_the_office(key: str) -> list[list[tuple[str, str, int]]]:
    """What each of the attempts is told of something that only the office does, with a reason."""
    return [[("year", key, 5)], [("year", key, 5)], [("year", f"{key}_no_reason", 2)], []]


def test_once_a_year_is_reported_its_first_value_is_for_the_office() -> None:
    item = unit(RATIO, ratio("2023-11-30", 164, 200))
    assert [year_wrong(item, 2023, "60", one) for one in ATTEMPTS] == for_the_office("year_told")
    assert [year_wrong(item, year, "60") for year in (2020, 2022, 2024)] == [[]] * 3


@pytest.mark.parametrize(
    ("target", "year", "value", "low"),
    [
        (RATIO, 2025, "89.9", True),
        (RATIO, 2025, "90", False),
        (RATIO, 2025, "95", False),
        (RATIO, 2024, "5", False),
        (make_target(90, due_on=on("2024-12-31")), 2024, "5", True),
        (make_target(90, due_on=on("2024-12-31")), 2025, "5", True),
        (make_target(90, commitment="力争"), 2025, "5", True),
        (make_target(90, commitment="鼓励"), 2025, "5", False),
        (COUNT, 2025, "5", False),
        (counted(per_unit=True), 2025, "5", True),
        (worded(), 2025, "完成选址", False),
    ],
)
def test_what_is_below_the_plan_when_it_is_due_is_for_the_office(target, year, value, low) -> None:
    found = [year_wrong(unit(target), year, value, one) for one in ATTEMPTS]
    assert found == (for_the_office("year_low") if low else [[]] * 4)


def test_the_whole_of_what_is_counted_is_not_set_below_the_plan() -> None:
    assert year_wrong(alone(COUNT), 2025, "14") == [("year", "year_low", 5)]
    assert year_wrong(alone(COUNT), 2025, "15") == []


def test_the_sentence_says_what_is_asked() -> None:
    ((_, fault),) = year_faults(unit(RATIO), YearValue("ZW-03.T1", 2025, "5%"), OWNER)
    assert say("zh", fault.key, **fault.facts) == "2025年的目标5%低于方案要求的90%，只有办公室可以这样定"


@pytest.mark.parametrize("state", [*IN_OFFICE_HANDS, State.SUSPENDED])
def test_no_value_is_taken_while_it_is_decided_on(state) -> None:
    for attempt in ATTEMPTS:
        asked = replace(attempt, facts={"years": [YearValue("ZW-03.T1", 2024, "60")]})
        reason = years_wanted(unit(RATIO, state=state), None, asked)
        assert reason is not None
        assert reason.key == ("item_suspended" if state == State.SUSPENDED else "year_in_hands")
    assert years_wanted(unit(RATIO), None, replace(OWNER, facts={"years": [YearValue("ZW-03.T1", 2024, "60")]})) is None
