"""Figures of several units made into one (DOMAIN 5.5): ratios, counts, lines, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measured import alone, counted, figure, graded, make_target, on, ranged, ratio, standard, unit, whole, worded

from models.words import State
from workflow import amounts
from workflow.rollup import standing
from workflow.targets import leaves

if TYPE_CHECKING:
    from workflow.facts import Item
    from workflow.rollup import Standing
    from workflow.targets import Target

DAY = on("2023-12-31")
RATIO, COUNT = make_target(90), counted(15)

parts = st.integers(0, 500).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below)))
some_parts = st.lists(parts, min_size=1, max_size=6)
trees = st.recursive(st.integers(0, 500), lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=8)
"""Units and units of units: a number is what one at the end reports."""


def stand(target: Target, *children: Item) -> Standing:
    return standing(whole(target, *children), target, DAY)


def seen(found: Standing) -> list[Any]:
    """What was reached, of what it is made, and whether it is enough."""
    return [found.value, found.numerator, found.denominator, found.met()]


def ratios(*pairs: tuple[int, int]) -> Standing:
    return stand(RATIO, *[unit(RATIO, ratio("2023-11-30", *pair)) for pair in pairs])


def counts(*values: int) -> Standing:
    return stand(COUNT, *[unit(COUNT, figure("2023-11-30", str(value))) for value in values])


def lines(target: Target, *values: str) -> Standing:
    return stand(target, *[unit(target, figure("2023-11-30", value)) for value in values])


# Ratios


def test_numerators_over_denominators_never_the_mean_of_percentages() -> None:
    """DOMAIN 5.5.2: the mean of 100 % and 82 % is 91 %, and would be over 90 %."""
    found = ratios((20, 20), (164, 200))
    assert seen(found) == [Fraction(18400, 220), 184, 220, False]
    assert amounts.with_measure(RATIO, Fraction(18400, 220)) == "83.6%"
    means = [line.value for line in found.lines]
    assert sum(Fraction(mean or 0) for mean in means) / 2 == 91


@given(some_parts)
def test_a_ratio_is_exact(pairs) -> None:
    above, below = sum(n for n, _ in pairs), sum(d for _, d in pairs)
    found = ratios(*pairs)
    assert (found.numerator, found.denominator, found.missing) == (above, below, ())
    assert found.value == (Fraction(100 * above, below) if below else None)


def test_thirds_are_not_rounded() -> None:
    assert ratios((1, 3), (1, 3), (1, 3)).value == Fraction(100, 3)
    assert ratios((1, 3)).value == Fraction(100, 3)


@given(some_parts.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_the_order_of_the_units_does_not_matter(both) -> None:
    one, other = both
    assert (ratios(*one).value, ratios(*one).met()) == (ratios(*other).value, ratios(*other).met())


@given(some_parts, st.data())
def test_a_larger_numerator_never_lowers_the_ratio(pairs, data) -> None:
    place = data.draw(st.integers(0, len(pairs) - 1))
    above, below = pairs[place]
    more = data.draw(st.integers(above, below))
    raised = [*pairs[:place], (more, below), *pairs[place + 1 :]]
    before, after = ratios(*pairs).value, ratios(*raised).value
    assert Fraction(after or 0) >= Fraction(before or 0)


@given(some_parts)
def test_a_unit_that_has_nothing_to_count_contributes_nothing(pairs) -> None:
    assert ratios(*pairs, (0, 0)).value == ratios(*pairs).value
    assert ratios(*pairs, (0, 0)).met() == ratios(*pairs).met()


def test_where_nobody_has_anything_to_count_there_is_no_value_and_nothing_is_short() -> None:
    for found in (ratios((0, 0)), ratios((0, 0), (0, 0))):
        assert (found.value, found.empty, found.missing, found.met()) == (None, True, (), True)


def test_a_percentage_without_its_parts_cannot_be_added() -> None:
    bare = unit(RATIO, figure("2023-11-30", "95"))
    found = stand(RATIO, bare, unit(RATIO, ratio("2023-11-30", 9, 10)))
    assert (found.missing, found.met()) == ((bare,), None)
    assert standing(alone(RATIO, figure("2023-11-30", "95")), RATIO, DAY).value == 95


# Counts


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_counts_add(values) -> None:
    assert counts(*values).value == sum(values)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.data())
def test_a_larger_count_never_lowers_the_sum(values, data) -> None:
    place = data.draw(st.integers(0, len(values) - 1))
    raised = [*values[:place], values[place] + data.draw(st.integers(0, 50)), *values[place + 1 :]]
    before, after = counts(*values), counts(*raised)
    assert Fraction(after.value or 0) >= Fraction(before.value or 0)
    assert after.met() or not before.met()


def test_fifteen_of_all_together_are_enough() -> None:
    assert [counts(7, 5, 3).met(), counts(7, 5, 2).met()] == [True, False]


# Units of units


def grown(target: Target, tree: int | list[object]) -> Item:
    """A unit for each number, and one above each list that has a figure of its own from before."""
    if isinstance(tree, list):
        return unit(target, figure("2022-11-30", "9999"), children=[grown(target, part) for part in tree])  # type: ignore[arg-type]  # as the tree is
    return unit(target, ratio("2023-11-30", tree, 500) if target is RATIO else figure("2023-11-30", str(tree)))


def flat(tree: int | list[object]) -> list[int]:
    return [number for part in tree for number in flat(part)] if isinstance(tree, list) else [tree]  # type: ignore[arg-type]  # as the tree is


@given(trees.map(lambda tree: tree if isinstance(tree, list) else [tree]))
def test_it_does_not_matter_how_units_hang_below_each_other(tree) -> None:
    nested = stand(RATIO, *[grown(RATIO, part) for part in tree])
    assert nested.value == ratios(*[(number, 500) for number in flat(tree)]).value
    assert stand(COUNT, *[grown(COUNT, part) for part in tree]).value == sum(flat(tree))


def test_the_units_at_the_ends_are_the_lines() -> None:
    first, second = (unit(RATIO, ratio("2023-11-30", n, 10)) for n in (3, 4))
    county = unit(RATIO, children=[first, second])
    other = unit(RATIO, ratio("2023-11-30", 5, 10))
    item = whole(RATIO, county, other)
    assert leaves(item, RATIO.id) == [first, second, other]
    assert [standing(one, RATIO, DAY).numerator for one in (item, county, other)] == [12, 7, 5]


# What is missing


def test_a_unit_without_any_figure_is_named_and_nothing_is_said_of_the_whole() -> None:
    silent = unit(RATIO)
    found = stand(RATIO, unit(RATIO, ratio("2023-11-30", 20, 20)), silent)
    assert (found.missing, found.met()) == ((silent,), None)


def test_where_nobody_has_reported_everybody_is_missing() -> None:
    silent = [unit(COUNT), unit(COUNT)]
    found = stand(COUNT, *silent)
    assert (found.value, found.missing, found.as_of, found.met()) == (None, tuple(silent), None, None)
    lonely = alone(COUNT)
    found = standing(lonely, COUNT, DAY)
    assert (found.value, found.missing, found.met()) == (None, (lonely,), None)


@pytest.mark.parametrize("others", [0, 1])
def test_that_nothing_has_moved_is_no_figure_where_there_was_none_before(others) -> None:
    still = unit(COUNT, figure("2023-11-30", None))
    found = stand(COUNT, still, *[unit(COUNT, figure("2023-11-30", "4")) for _ in range(others)])
    assert (found.missing, found.met()) == ((still,), None)


def test_a_target_that_nobody_owes_has_no_lines() -> None:
    found = standing(alone(COUNT, owes=False), COUNT, DAY)
    assert (found.lines, found.value, found.met()) == ((), None, None)


@pytest.mark.parametrize(
    ("state", "value"), [(State.ACTIVE, 9), (State.SUSPENDED, 9), (State.UNMET, 9), (State.CANCELLED, 4)]
)
def test_what_was_cancelled_counts_no_more_and_what_is_suspended_does(state, value) -> None:
    other = unit(COUNT, figure("2023-11-30", "5"), state=state)
    assert stand(COUNT, unit(COUNT, figure("2023-11-30", "4")), other).value == value


def test_what_hangs_below_something_cancelled_counts_no_more() -> None:
    county = unit(COUNT, children=[unit(COUNT, figure("2023-11-30", "5"))], state=State.CANCELLED)
    assert stand(COUNT, county, unit(COUNT, figure("2023-11-30", "4"))).value == 4


def test_a_unit_that_does_not_owe_the_target_is_not_asked_for_it() -> None:
    free = unit(COUNT, figure("2023-11-30", "5"), owes=False)
    assert stand(COUNT, free, unit(COUNT, figure("2023-11-30", "4"))).value == 4


# Days


def test_the_figure_that_stands_is_the_newest_of_the_latest_day() -> None:
    figures = (
        figure("2022-11-30", "3"),
        figure("2023-11-30", "5"),
        figure("2023-11-30", "4"),
        figure("2024-01-31", "9"),
    )
    item = alone(COUNT, *figures)
    days = ("2022-11-29", "2022-11-30", "2023-11-29", "2023-11-30", "2024-01-31")
    assert [standing(item, COUNT, on(day)).value for day in days] == [None, 3, 3, 4, 9]


def test_what_is_said_of_the_whole_is_true_up_to_the_oldest_figure() -> None:
    found = stand(COUNT, unit(COUNT, figure("2022-11-30", "4")), unit(COUNT, figure("2023-11-30", "5")))
    assert [found.value, found.as_of] == [9, on("2022-11-30")]


def test_what_the_item_had_reported_itself_stands_until_all_of_its_units_report() -> None:
    late = unit(COUNT, figure("2023-12-20", "4"))
    item = whole(COUNT, unit(COUNT, figure("2023-11-30", "5")), late)
    item.goals[COUNT.id].figures.append(figure("2022-11-30", "8"))
    now = standing(item, COUNT, on("2023-12-19"))
    assert [now.value, now.as_of, now.missing, now.silent(2023)] == [8, on("2022-11-30"), (), (late,)]
    then = standing(item, COUNT, on("2023-12-20"))
    assert [then.value, then.silent(2023)] == [9, ()]


def test_the_whole_is_the_sum_of_what_stands_below_it_level_by_level() -> None:
    """A county's figure stays in the city's until all of its hospitals have reported, however small the first is."""
    first, second = unit(RATIO, ratio("2023-12-21", 1, 1)), unit(RATIO)
    county = whole(RATIO, first, second)
    county.goals[RATIO.id].figures.append(ratio("2023-12-18", 126, 160))
    other = unit(RATIO, ratio("2023-06-30", 58, 60))
    city = whole(RATIO, county, other)
    found = standing(city, RATIO, on("2023-12-31"))
    assert [found.numerator, found.denominator, found.missing, found.silent(2023)] == [184, 220, (), ()]
    second.goals[RATIO.id].figures.append(ratio("2023-12-22", 130, 159))
    found = standing(city, RATIO, on("2023-12-31"))
    assert [found.numerator, found.denominator] == [189, 220]


def test_who_has_not_signed_yet_is_left_out_unless_nobody_has() -> None:
    fresh = unit(COUNT, state=State.ASSIGNED)
    item = whole(COUNT, unit(COUNT, figure("2023-11-30", "5")), fresh)
    assert [standing(item, COUNT, on("2023-12-31")).value, standing(item, COUNT, on("2023-12-31")).missing] == [5, ()]
    nobody = whole(COUNT, fresh)
    assert standing(nobody, COUNT, on("2023-12-31")).missing == (fresh,)


def test_each_year_of_a_yearly_target_begins_with_nothing() -> None:
    item = alone(ranged(), figure("2022-11-30", "4"))
    days = ("2022-12-31", "2023-01-01", "2023-12-31")
    assert [standing(item, ranged(), on(day)).value for day in days] == [4, None, None]


def test_after_the_plan_the_last_year_of_a_yearly_target_stands() -> None:
    """The final evaluation is concluded in January, when nothing is asked for any more."""
    item = alone(ranged(), figure("2024-11-30", "5"), figure("2025-11-30", "4"))
    assert standing(item, ranged(), on("2026-01-12")).value == 4
    late = alone(ranged(), figure("2024-11-30", "5"))
    assert standing(late, ranged(), on("2026-01-12")).missing == (late,)


def test_papers_prove_the_whole_when_each_figure_has_one() -> None:
    proved = unit(COUNT, figure("2023-11-30", "5"))
    bare = unit(COUNT, replace(figure("2023-11-30", "4"), evidence=""))
    assert [stand(COUNT, proved, one).proved for one in (proved, bare)] == [True, False]


# Lines


def test_a_range_is_held_against_each_unit() -> None:
    """DOMAIN 5.5.3: of 3 to 5, 2 is short, and 6 is met."""
    found = lines(ranged(), "2", "6", "4")
    assert seen(found) == [None, 2, 3, False]
    assert lines(ranged(), "3", "6").met() is True
    assert [amounts.above(ranged(), Fraction(line.value or 0)) for line in found.lines] == [False, True, False]


def test_grades_are_lines_that_do_not_add_up() -> None:
    found = lines(graded("二级甲等中医医院"), "二级甲等", "三级乙等", "二级乙等")
    assert seen(found) == [None, 2, 3, False]
    assert lines(graded("二级甲等中医医院"), "二级甲等", "三级乙等").met() is True


def test_standards_are_lines() -> None:
    found = lines(standard(), "yes", "no")
    assert seen(found) == [None, 1, 2, False]
    assert lines(standard(), "yes", "yes").met() is True


def test_words_are_lines_of_which_none_is_reached_or_not() -> None:
    assert seen(lines(worded(), "完成选址", "开工")) == [None, None, None, None]


@pytest.mark.parametrize("target", [ranged(), graded(), standard(), worded()])
def test_a_line_that_is_missing_is_named(target) -> None:
    silent = unit(target)
    found = stand(target, silent, silent)
    assert (found.missing, found.met()) == ((silent, silent), None)


def test_a_single_line_is_a_value() -> None:
    found = lines(standard(), "yes")
    assert (found.value, found.met()) == ("yes", True)
    assert lines(ranged(), "2").value == 2
