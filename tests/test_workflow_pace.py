"""A figure held against what was due on its day (DOMAIN 6.5, 6.6): the sums by hand, the thresholds, the lights."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured import (
    NATIONAL,
    alone,
    counted,
    figure,
    graded,
    make_plan,
    make_target,
    on,
    ranged,
    ratio,
    standard,
    unit,
    whole,
    worded,
)

from models.targeting import Force, Pace
from models.words import Light
from workflow import pace, sayings
from workflow.pace import Progress, aim, latest, progress, reached
from workflow.rollup import standing
from workflow.speech import Reason
from workflow.working_days import load

if TYPE_CHECKING:
    from workflow.facts import Item
    from workflow.targets import Target

NINGXIA = load("ningxia")
RATIO = make_target(90)
YEARS = {2020: "50", 2021: "60", 2022: "70", 2023: "75", 2024: "80"}
"""The baseline, and what is to be reached each year; of the last one the plan says it: 90."""


def held(value: str, as_of: str, day: str = "", target: Target = RATIO, **facts: Any) -> Progress:
    """How a single figure stands; looked at on its own day unless told otherwise."""
    item = alone(target, figure(as_of, value), **{"years": YEARS} | facts)
    return progress(item, target, on(day or as_of), NATIONAL)


def seen(found: Progress | None) -> tuple[Pace | None, Light | None]:
    assert found is not None
    return found.pace, found.light


def aim_of(item: Item, target: Target, year: int, day: str = "2023-12-31") -> Fraction | str | None:
    return aim(item, target, year, standing(item, target, on(day)))


# The sum


@pytest.mark.parametrize(
    ("calendar", "as_of", "expected", "points"),
    [
        # 2021: 227 of 250 working days have passed, in Ningxia 223 of 246
        (NATIONAL, "2021-11-30", 50 + (60 - 50) * Fraction(227, 250), 60 - 50),
        (NINGXIA, "2021-11-30", 50 + (60 - 50) * Fraction(223, 246), 60 - 50),
        # 2022: 122 of 249, in Ningxia 122 of 247
        (NATIONAL, "2022-06-30", 60 + (70 - 60) * Fraction(122, 249), 70 - 50),
        (NINGXIA, "2022-06-30", 60 + (70 - 60) * Fraction(122, 247), 70 - 50),
        (NATIONAL, "2022-12-31", 70, 70 - 50),
        # 2025, the last year: 120 of 248 on the way to what the plan asks
        (NATIONAL, "2025-06-30", 80 + (90 - 80) * Fraction(120, 248), 90 - 50),
    ],
)
def test_what_is_due_by_a_day_of_the_year(calendar, as_of, expected, points) -> None:
    found = progress(alone(RATIO, figure(as_of, "55"), years=YEARS), RATIO, on(as_of), calendar)
    assert (found.expected, found.deviation) == (expected, (55 - expected) / points * 100)


def test_the_sum_of_half_a_year_by_hand() -> None:
    """60 + 10 x 122 / 249 = 64.9; (62 - 64.9) / (70 - 50) = -14.5 points."""
    found = held("62", "2022-06-30")
    assert found.expected is not None
    assert found.deviation is not None
    assert (round(float(found.expected), 1), round(float(found.deviation), 1)) == (64.9, -14.5)
    assert (found.pace, found.aim, found.rate) == (Pace.BEHIND, Fraction(70), Fraction(6200, 70))


def test_a_day_off_adds_nothing_to_what_is_due() -> None:
    """2022-10-01 to 10-07 is the National Day, 10-08 and 10-09 were worked."""
    found = [held("62", day).expected for day in ("2022-09-30", "2022-10-07", "2022-10-08")]
    assert found[0] == found[1] == 60 + 10 * Fraction(187, 249)
    assert found[2] == 60 + 10 * Fraction(188, 249)


@given(st.integers(0, 100), st.integers(0, 100), st.dates(on("2021-07-15"), on("2025-12-31")))
def test_more_is_never_further_behind(one, other, day) -> None:
    low, high = (held(str(value), day.isoformat()) for value in sorted((one, other)))
    assert low.deviation is not None
    assert high.deviation is not None
    assert low.deviation <= high.deviation


@given(st.dates(on("2021-07-15"), on("2025-12-31")), st.dates(on("2021-07-15"), on("2025-12-31")))
def test_what_is_due_never_becomes_less(one, other) -> None:
    earlier, later = (held("55", day.isoformat()).expected for day in sorted((one, other)))
    assert earlier is not None
    assert later is not None
    assert 50 <= earlier <= later <= 90


# The words: at the end of 2022 70 are due, and a point of the way there is 0.2


@pytest.mark.parametrize(
    ("value", "word", "light"),
    [
        ("71", Pace.AHEAD, None),
        ("70.99", Pace.ON, None),
        ("70", Pace.ON, None),
        ("68.01", Pace.ON, None),
        ("68", Pace.BEHIND, Light.YELLOW),
        ("66.01", Pace.BEHIND, Light.YELLOW),
        ("66", Pace.FAR, Light.RED),
        ("0", Pace.FAR, Light.RED),
    ],
)
def test_five_points_ahead_ten_behind_and_twenty_belong_to_the_word(value, word, light) -> None:
    assert seen(held(value, "2022-12-31")) == (word, light)


def test_the_thresholds_are_settings_of_the_plan() -> None:
    plan = make_plan(schedule_yellow=5, schedule_red=10)
    found = [held(value, "2022-12-31", plan=plan).pace for value in ("69.01", "69", "68")]
    assert found == [Pace.ON, Pace.BEHIND, Pace.FAR]


@pytest.mark.parametrize(
    ("value", "deviation", "word"),
    [("85", 0, Pace.ON), ("70", 0, Pace.ON), ("69", -1, Pace.ON), ("60", -10, Pace.BEHIND), ("50", -20, Pace.FAR)],
)
def test_a_target_equal_to_its_baseline_is_met_or_short_by_so_much(value, deviation, word) -> None:
    found = held(value, "2022-06-30", years={2020: "70", 2021: "70", 2022: "70"})
    assert (found.deviation, found.pace) == (deviation, word)


def test_a_year_before_that_was_not_set_is_that_of_the_last_one_set() -> None:
    found = held("60", "2022-12-31", years={2020: "50", 2022: "70"})
    assert [found.expected, found.deviation, found.pace] == [70, -50, Pace.FAR]


def test_without_a_baseline_only_what_is_met_is_on_schedule() -> None:
    years = {2021: "60", 2022: "70"}
    assert [seen(held(value, "2022-12-31", years=years)) for value in ("70", "10")] == [
        (Pace.ON, None),
        (Pace.UNSET, None),
    ]


def test_without_a_value_of_the_year_there_is_no_light() -> None:
    found = held("10", "2022-12-31", years={2020: "50", 2021: "60"})
    assert (found.pace, found.light, found.aim, found.deviation) == (Pace.UNSET, None, None, None)


# Its own day


def test_a_figure_is_held_against_its_own_day_however_long_ago() -> None:
    """The document asks once a year: nobody is behind for not having been asked since."""
    item = alone(RATIO, figure("2022-11-30", "69"), years=YEARS)
    found = latest(item, RATIO, on("2023-10-31"), NATIONAL)
    assert found is not None
    # 227 of the 249 working days of 2022
    assert (found.year, found.expected, found.pace) == (2022, 60 + 10 * Fraction(227, 249), Pace.ON)


def test_a_year_without_a_figure_of_its_own_is_not_reported() -> None:
    item = alone(RATIO, figure("2022-11-30", "10"), years=YEARS)
    found = progress(item, RATIO, on("2023-01-01"), NATIONAL)
    assert (found.year, found.pace, found.light, found.aim) == (2023, Pace.UNREPORTED, None, Fraction(75))
    assert seen(latest(item, RATIO, on("2023-01-01"), NATIONAL)) == (Pace.FAR, Light.RED)


@pytest.mark.parametrize(("target", "value"), [(RATIO, "95"), (standard(), "no"), (graded(), "二级乙等")])
def test_only_a_standard_or_a_grade_that_is_reached_needs_no_further_figure(target, value) -> None:
    assert held(value, "2022-12-31", "2023-12-31", target).pace == Pace.UNREPORTED


def test_nothing_reported_is_no_light() -> None:
    item = alone(RATIO, years=YEARS)
    assert seen(progress(item, RATIO, on("2022-12-31"), NATIONAL)) == (Pace.UNREPORTED, None)
    assert latest(item, RATIO, on("2022-12-31"), NATIONAL) is None


@pytest.mark.parametrize("target", [make_target(90, commitment="鼓励"), worded()])
def test_what_is_not_asked_for_is_never_unreported(target) -> None:
    assert progress(alone(target), target, on("2022-12-31"), NATIONAL).pace is None


def test_one_unit_that_is_missing_leaves_the_whole_unreported() -> None:
    item = whole(RATIO, unit(RATIO, ratio("2022-12-31", 1, 10)), unit(RATIO), years=YEARS)
    assert progress(item, RATIO, on("2022-12-31"), NATIONAL).pace == Pace.UNREPORTED
    assert latest(item, RATIO, on("2022-12-31"), NATIONAL) is None


def test_a_day_before_or_after_the_plan_is_held_inside_it() -> None:
    item = alone(RATIO, years=YEARS)
    assert [progress(item, RATIO, on(day), NATIONAL).year for day in ("2019-06-30", "2027-06-30")] == [2021, 2025]


# After the due


@pytest.mark.parametrize(
    ("commitment", "before", "after", "said"),
    [
        (None, (Pace.FAR, Light.RED), (Pace.MISSED, Light.RED), "目标未达"),
        ("力争", (Pace.FAR, Light.YELLOW), (Pace.MISSED, Light.RED), "力争目标未达"),
        ("原则上", (Pace.FAR, Light.YELLOW), (Pace.MISSED, Light.YELLOW), "目标未达"),
        ("鼓励", (Pace.FAR, None), (Pace.MISSED, None), "目标未达"),
        ("普遍", (Pace.FAR, None), (Pace.MISSED, None), "目标未达"),
    ],
)
def test_how_hard_a_target_is_says_how_bad_it_is_to_miss_it(commitment, before, after, said) -> None:
    target = make_target(90, commitment=commitment)
    item = alone(target, figure("2025-12-31", "60"), years=YEARS)
    assert seen(latest(item, target, on("2025-12-31"), NATIONAL)) == before
    late = latest(item, target, on("2026-01-01"), NATIONAL)
    assert seen(late) == after
    assert late is not None
    assert sayings.word(late).sentence("zh") == said


def test_what_is_only_a_little_short_is_on_schedule_until_it_is_due() -> None:
    item = alone(RATIO, figure("2025-12-31", "88"), years=YEARS)
    assert seen(latest(item, RATIO, on("2025-12-31"), NATIONAL)) == (Pace.ON, None)
    assert seen(latest(item, RATIO, on("2026-01-01"), NATIONAL)) == (Pace.MISSED, Light.RED)


def test_what_was_reached_in_time_is_not_missed_later() -> None:
    assert seen(held("90", "2025-12-31", "2026-06-30")) == (Pace.ON, None)


def test_nobody_misses_a_target_by_a_figure_of_an_earlier_year() -> None:
    item = alone(RATIO, figure("2024-12-31", "80"), years=YEARS)
    assert seen(latest(item, RATIO, on("2026-06-30"), NATIONAL)) == (Pace.ON, None)
    assert seen(progress(item, RATIO, on("2026-06-30"), NATIONAL)) == (Pace.UNREPORTED, None)


@pytest.mark.parametrize("target", [standard(), graded("二级甲等中医医院")])
def test_a_standard_or_a_grade_is_behind_nothing_until_it_is_due(target) -> None:
    no, yes = ("no", "yes") if target.comparator == "reaches" else ("二级乙等", "三级乙等")
    item = alone(target, figure("2025-12-01", no))
    assert seen(latest(item, target, on("2025-12-31"), NATIONAL)) == (None, None)
    assert seen(latest(item, target, on("2026-01-01"), NATIONAL)) == (Pace.MISSED, Light.RED)
    done = alone(target, figure("2022-12-01", yes))
    assert seen(progress(done, target, on("2025-06-30"), NATIONAL)) == (Pace.REACHED, None)


# Yearly targets: from nothing to what is asked, each year anew


@pytest.mark.parametrize(
    ("value", "deviation", "word"),
    # Of 3 places 227 of 249 parts are due on 2022-11-30.
    [
        ("3", (3 - 3 * Fraction(227, 249)) / 3 * 100, Pace.AHEAD),
        ("2", (2 - 3 * Fraction(227, 249)) / 3 * 100, Pace.FAR),
    ],
)
def test_a_yearly_target_grows_from_nothing(value, deviation, word) -> None:
    found = held(value, "2022-11-30", target=ranged(), years={})
    assert (found.deviation, found.pace) == (deviation, word)


def test_a_yearly_target_that_the_last_year_missed_is_missed_until_the_next_figure() -> None:
    item = alone(ranged(), figure("2022-12-31", "2"), figure("2023-12-31", "3"))
    # The year ends on a Saturday; the first working day after it is Tuesday 3 January.
    days = ("2022-12-31", "2023-01-03", "2023-01-04", "2023-12-30", "2023-12-31")
    found = [latest(item, ranged(), on(day), NATIONAL) for day in days]
    assert [one and (one.year, one.pace) for one in found] == [
        (2022, Pace.FAR),
        (2022, Pace.FAR),
        (2022, Pace.MISSED),
        (2022, Pace.MISSED),
        (2023, Pace.ON),
    ]
    assert found[2] is not None
    assert (
        sayings.why(found[2]).sentence("zh")
        == "覆盖率（ZW-03.T1）截至2022年12月31日为2所，2022年12月31日到期，未达到3所"
    )


def test_a_yearly_target_is_looked_at_in_the_last_year_that_all_have_reported() -> None:
    units = [
        unit(ranged(), figure("2021-12-31", "3"), figure("2022-12-31", "2")),
        unit(ranged(), figure("2021-12-31", "2")),
    ]
    found = latest(whole(ranged(), *units), ranged(), on("2023-06-30"), NATIONAL)
    assert found is not None
    assert [found.year, found.pace, found.standing.numerator] == [2021, Pace.MISSED, 1]


def test_a_new_year_of_a_yearly_target_is_not_reported() -> None:
    item = alone(ranged(), figure("2022-12-31", "2"))
    assert seen(progress(item, ranged(), on("2023-01-01"), NATIONAL)) == (Pace.UNREPORTED, None)


def test_after_the_plan_its_last_year_is_what_is_looked_at() -> None:
    item = alone(ranged(), figure("2025-11-30", "2"))
    found = progress(item, ranged(), on("2026-01-12"), NATIONAL)
    assert (found.year, found.pace) == (2025, Pace.MISSED)


# What is to be reached in a year


def test_what_is_set_for_the_item_comes_first_then_what_the_plan_asks() -> None:
    item = alone(RATIO, years={2024: "80"})
    assert [aim_of(item, RATIO, year) for year in (2023, 2024, 2025)] == [None, 80, 90]
    assert aim_of(alone(RATIO, years={2025: "95"}), RATIO, 2025) == 95


def test_the_whole_is_asked_for_the_sum_of_its_units() -> None:
    target = counted(15)
    item = whole(target, unit(target, years={2023: "3"}), unit(target, years={2023: "4", 2024: "5"}))
    assert [aim_of(item, target, year) for year in (2023, 2024, 2025)] == [7, None, 15]


def test_the_percentages_of_units_weigh_as_much_as_what_they_are_of() -> None:
    """(90 x 20 + 60 x 200) / 220, not 75."""
    small = unit(RATIO, ratio("2023-12-31", 10, 20), years={2023: "90"})
    large = unit(RATIO, ratio("2023-12-31", 10, 200), years={2023: "60"})
    assert aim_of(whole(RATIO, small, large), RATIO, 2023) == Fraction(90 * 20 + 60 * 200, 220)
    assert aim_of(whole(RATIO, small, unit(RATIO, years={2023: "60"})), RATIO, 2023) == 90
    assert aim_of(whole(RATIO, unit(RATIO, years={2023: "60"})), RATIO, 2023) is None


def test_what_a_county_set_holds_when_it_is_broken_down_itself() -> None:
    target = counted(15)
    county = unit(target, years={2023: "3"}, children=[unit(target), unit(target)])
    other = unit(target, children=[unit(target, years={2023: "1"}), unit(target, years={2023: "1"})])
    assert aim_of(whole(target, county, other), target, 2023) == 5
    hospitals = [unit(RATIO, ratio("2023-12-31", 1, 10)), unit(RATIO, ratio("2023-12-31", 1, 10))]
    city = whole(
        RATIO,
        unit(RATIO, years={2023: "90"}, children=hospitals),
        unit(RATIO, ratio("2023-12-31", 9, 200), years={2023: "60"}),
    )
    assert aim_of(city, RATIO, 2023) == Fraction(90 * 20 + 60 * 200, 220)


def test_a_unit_has_its_share_of_a_count_and_all_of_a_percentage() -> None:
    share, percent, each = (unit(target) for target in (counted(15), RATIO, ranged()))
    assert aim_of(share, counted(15), 2025) is None
    assert aim_of(percent, RATIO, 2025) == 90
    assert aim_of(each, ranged(), 2022) == 3


def test_words_and_grades_have_no_number_to_be_reached() -> None:
    assert aim_of(alone(graded()), graded(), 2025) is None
    assert aim_of(alone(worded(), years={2022: "完成选址"}), worded(), 2022) == "完成选址"


# Whether the target is reached


def reaches(item: Item, target: Target, day: str = "2025-12-31") -> bool:
    return reached(item, standing(item, target, on(day)))


def test_the_whole_is_held_to_the_plan_whatever_was_set_for_it() -> None:
    for value, answer in (("90", True), ("89.9", False)):
        for years in ({}, {2025: "60"}, {2025: "95"}):
            assert reaches(alone(RATIO, figure("2025-12-31", value), years=years), RATIO) is answer


def test_a_unit_is_held_to_its_own_share() -> None:
    target = counted(15)
    assert reaches(unit(target, figure("2025-12-31", "4"), years={2025: "4"}), target)
    assert not reaches(unit(target, figure("2025-12-31", "3"), years={2025: "4"}), target)
    assert not reaches(unit(target, figure("2025-12-31", "15")), target)
    assert reaches(unit(RATIO, ratio("2025-12-31", 60, 100), years={2025: "60"}), RATIO)
    assert not reaches(unit(RATIO, ratio("2025-12-31", 60, 100)), RATIO)


def test_a_unit_that_ends_early_is_held_to_its_last_year() -> None:
    share = {2024: "3", 2025: "4"}
    found = [reaches(unit(counted(15), figure("2024-06-30", n), years=share), counted(15), "2024-06-30") for n in "34"]
    assert found == [False, True]


@pytest.mark.parametrize(
    ("target", "values", "answer"),
    [
        (standard(), ("yes", "yes"), True),
        (standard(), ("yes", "no"), False),
        (graded("二级甲等中医医院"), ("二级甲等", "三级乙等"), True),
        (graded("二级甲等中医医院"), ("二级甲等", "未定级"), False),
        (ranged(), ("3", "6"), True),
        (ranged(), ("2", "6"), False),
    ],
)
def test_of_lines_each_one_is_held_to_the_plan(target, values, answer) -> None:
    item = whole(target, *[unit(target, figure("2025-12-31", value)) for value in values])
    assert reaches(item, target) is answer


def test_what_nobody_reported_is_not_reached() -> None:
    assert not reaches(alone(RATIO), RATIO)
    assert not reaches(whole(RATIO, unit(RATIO, ratio("2025-12-31", 9, 9)), unit(RATIO)), RATIO)


def test_where_there_is_nothing_to_count_nothing_is_short() -> None:
    item = alone(RATIO, ratio("2025-12-31", 0, 0), years=YEARS)
    assert reaches(item, RATIO)
    assert seen(latest(item, RATIO, on("2026-06-30"), NATIONAL)) == (Pace.REACHED, None)


# The sentences


def why(target: Target, *units: Item, day: str = "2026-01-01", years: dict[int, str] | None = None) -> str:
    found = latest(whole(target, *units, years=years), target, on(day), NATIONAL)
    assert found is not None
    return sayings.why(found).sentence("zh")


def test_the_reason_says_what_was_reached_what_was_due_and_how_far_that_is() -> None:
    units = [unit(RATIO, ratio("2022-12-31", 20, 20)), unit(RATIO, ratio("2022-12-31", 120, 200))]
    said = "覆盖率（ZW-03.T1）截至2022年12月31日为63.6%，应达70%，进度落后31.8个百分点（以基数到年度目标为100）"
    assert why(RATIO, *units, day="2022-12-31", years=YEARS) == said


@pytest.mark.parametrize(
    ("target", "values", "said"),
    [
        (counted(15), ("7", "5"), "为12个，2025年12月31日到期，未达到15个"),
        (standard(), ("yes", "no"), "为2家中1家达到，2025年12月31日到期，未达到国家建设标准"),
        (standard(), ("no",), "为未达到，2025年12月31日到期，未达到国家建设标准"),
        (graded("二级甲等"), ("二级乙等",), "为二级乙等，2025年12月31日到期，未达到二级甲等"),
        (ranged(), ("2", "6"), "为2家中1家达到，2025年12月31日到期，未达到3所"),
    ],
)
def test_the_reason_of_what_was_missed(target, values, said) -> None:
    units = [unit(target, figure("2025-12-31", value)) for value in values]
    assert why(target, *units) == f"覆盖率（ZW-03.T1）截至2025年12月31日{said}"


def test_what_was_reached_as_people_read_it() -> None:
    def told(target: Target, *units: Item) -> str:
        found = sayings.told(progress(whole(target, *units), target, on("2025-12-31"), NATIONAL))
        return found.sentence("zh") if isinstance(found, Reason) else found

    assert told(RATIO, unit(RATIO, ratio("2025-12-31", 1, 3))) == "33.3%"
    assert told(RATIO, unit(RATIO, ratio("2025-12-31", 0, 0))) == "没有这类对象"
    assert told(RATIO, unit(RATIO)) == "（无）"


def test_without_a_number_on_both_sides_there_is_no_rate() -> None:
    found = [held("35", "2022-12-31"), held("35", "2022-12-31", years={}), held("0", "2022-12-31", years={2022: "0"})]
    assert [one.rate for one in found] == [50, None, None]
    assert progress(alone(RATIO, years=YEARS), RATIO, on("2022-12-31"), NATIONAL).rate is None
    assert held("yes", "2022-12-31", target=standard()).rate is None


def test_the_unit_that_holds_the_whole_back_is_the_one_furthest_behind() -> None:
    good, near, far = (unit(RATIO, ratio("2022-12-31", n, 100), years=YEARS) for n in (70, 68, 60))
    item = whole(RATIO, good, near, far, years=YEARS)
    assert pace.worst(item, RATIO, on("2022-12-31"), NATIONAL) is far
    assert pace.worst(whole(RATIO, good, near), RATIO, on("2022-12-31"), NATIONAL) is near
    assert pace.worst(whole(RATIO, good), RATIO, on("2022-12-31"), NATIONAL) is None
    assert pace.worst(alone(RATIO, ratio("2022-12-31", 1, 100), years=YEARS), RATIO, on("2022-12-31"), NATIONAL) is None


def test_only_targets_that_bind_have_a_light() -> None:
    for force in (Force.SOFT, Force.JUDGEMENT):
        target = make_target(90, force=force)
        lights = [
            held("0", "2022-12-31", target=target).light,
            held("0", "2025-12-31", "2026-06-30", target=target).light,
        ]
        assert lights == [None, None]
