"""What targets ask of an item: whose figures they are, what a review and a completion need, what makes it yellow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
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

from models.targeting import Force
from models.words import Checkpoint, Event, Kind, State, Status
from workflow.actor import Actor
from workflow.attempt import Attempt
from workflow.facts import Duty
from workflow.guards import GUARDS, figures_given, period, targets_met
from workflow.lights import item_light
from workflow.targets import Goal, leaves, own, unset

if TYPE_CHECKING:
    from workflow.facts import Item
    from workflow.speech import Reason
    from workflow.targets import Target

RATIO, COUNT = make_target(90), counted(15)
YEARS = {2020: "50", 2021: "60", 2022: "70", 2023: "75", 2024: "80", 2025: "90"}


def owing(item: Item, *targets: Target) -> Item:
    """The item with further targets that it owes."""
    item.goals |= {target.id: Goal(target) for target in targets}
    return item


def make_duty(key: str, due: str, status: Status = Status.OPEN) -> Duty:
    kind = next(kind for kind in Checkpoint if kind.value == key.partition("-")[0])
    return Duty(key=key, kind=kind, due_on=on(due), original_due_on=on(due), effective_due_on=on(due), status=status)


def make_attempt(day: str) -> Attempt:
    return Attempt(Event.SUBMIT, Actor("owner"), on(day), datetime(2026, 1, 12, 4, tzinfo=UTC))


def said(reason: Reason | None) -> str | None:
    return reason.sentence("zh") if reason is not None else None


# Whose figures they are


def test_an_item_reports_itself_what_nobody_below_it_owes() -> None:
    item = owing(whole(RATIO, unit(RATIO), unit(RATIO)), replace(COUNT, id=2))
    assert [goal.target.nature for goal in own(item)] == [COUNT.nature]
    assert [goal.target for goal in own(item.children[0])] == [RATIO]


def test_what_everybody_below_was_freed_from_or_had_cancelled_comes_back() -> None:
    for facts in ({"owes": False}, {"state": State.CANCELLED}):
        item = whole(RATIO, unit(RATIO, **facts))
        assert leaves(item, RATIO.id) == [item]
    item = whole(RATIO, unit(RATIO, state=State.SUSPENDED))
    assert leaves(item, RATIO.id) == item.children


def test_a_target_that_it_owes_no_more_is_not_its_own() -> None:
    item = unit(RATIO, figure("2022-11-30", "50"), owes=False)
    assert (list(own(item)), leaves(item, RATIO.id)) == ([], [])


# Values of the years that are lacking


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        (RATIO, True),
        (COUNT, True),
        (worded(), True),
        (make_target(90, commitment="力争"), True),
        (make_target(90, commitment="鼓励"), False),
        (ranged(), False),
        (graded(), False),
        (standard(), False),
        (make_target(None, "%", "widespread", commitment="普遍"), False),
    ],
)
def test_what_grows_to_a_number_and_work_in_words_have_a_value_for_each_year(target, answer) -> None:
    assert bool(unset(unit(target), 2022)) is answer


def test_only_a_breakdown_is_asked_for_the_years_of_the_plan() -> None:
    item = unit(RATIO, years={2022: "70"})
    asked = [year for year in range(2019, 2028) if unset(item, year)]
    assert asked == [2021, 2023, 2024, 2025]
    assert unset(alone(RATIO), 2021) == []


def test_after_the_year_in_which_a_target_is_due_no_value_is_asked_for() -> None:
    item = unit(make_target(90, due_on=on("2023-06-30")))
    assert [year for year in range(2021, 2026) if unset(item, year)] == [2021, 2022, 2023]


def test_a_county_that_is_broken_down_leaves_the_values_to_those_below() -> None:
    county = unit(RATIO, children=[unit(RATIO)])
    assert (unset(county, 2022), unset(county.children[0], 2022)) == ([], [RATIO])


# Figures of a review


def reviewed(*figures: Any, target: Target = RATIO, key: str = "annual_review-2022", due: str = "2022-12-31") -> Item:
    item = unit(target, *figures, code="ZW-03/640521")
    item.duties.append(make_duty(key, due))
    return item


def test_a_review_needs_a_figure_of_its_year() -> None:
    lacks = (
        "还没有填报2022年的数据：ZW-03.T1 覆盖率；用 duban targets enter 填报截至2022年某一天的数据"
        "（过了2022年补报的，用 --as-of 写明，如 --as-of 2022-12-31），没有变化的写 --no-progress 并说明原因"
    )
    attempt = make_attempt("2022-12-20")
    assert said(figures_given(reviewed(), attempt)) == lacks
    assert said(figures_given(reviewed(ratio("2021-12-31", 1, 2)), attempt)) == lacks
    assert figures_given(reviewed(ratio("2022-01-01", 1, 2)), attempt) is None


def test_that_nothing_has_moved_is_enough_for_a_review() -> None:
    still = replace(ratio("2022-12-01", 1, 2), moved=False, note="方案调整")
    assert figures_given(reviewed(still), make_attempt("2022-12-20")) is None


def test_a_figure_of_a_day_to_come_is_not_there_yet() -> None:
    item = reviewed(ratio("2022-12-21", 1, 2))
    assert [figures_given(item, make_attempt(day)) is None for day in ("2022-12-20", "2022-12-21")] == [False, True]


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        (RATIO, True),
        (graded(commitment="力争"), True),
        (ranged(commitment="原则上"), True),
        (standard(), True),
        (make_target(90, commitment="鼓励"), False),
        (worded(), False),
    ],
)
def test_figures_are_asked_for_what_binds_and_words_are_in_the_report(target, asked) -> None:
    found = figures_given(reviewed(target=target), make_attempt("2022-12-20"))
    assert (found is not None) is asked


def test_every_target_that_lacks_its_figure_is_named() -> None:
    item = owing(reviewed(), replace(COUNT, id=2, code="ZW-03.T2", metric="专科数"))
    assert "：ZW-03.T1 覆盖率、ZW-03.T2 专科数；" in (said(figures_given(item, make_attempt("2022-12-20"))) or "")


def test_the_figures_of_those_below_are_not_asked_of_the_whole() -> None:
    item = whole(RATIO, unit(RATIO))
    item.duties.append(make_duty("annual_review-2022", "2022-12-31"))
    assert figures_given(item, make_attempt("2022-12-20")) is None


def test_without_a_review_in_hand_nothing_is_asked() -> None:
    assert figures_given(unit(RATIO), make_attempt("2022-12-20")) is None


@pytest.mark.parametrize(
    ("key", "due", "year"),
    [
        ("annual_review-2022", "2023-01-15", 2022),
        ("midterm_evaluation", "2023-07-31", 2023),
        ("final_evaluation", "2025-12-31", 2025),
    ],
)
def test_a_review_is_about_the_year_of_its_name_else_that_of_its_due(key, due, year) -> None:
    duty = make_duty(key, due)
    duty.due_on = on("2026-03-31")
    assert period(duty) == year


# Hard targets on completion


def met(item: Item, day: str = "2025-12-31") -> str | None:
    return said(targets_met(item, make_attempt(day)))


UNMET, UNPROVED = (
    "刚性目标还没有达到：ZW-03.T1 覆盖率",
    "刚性目标的数据没有佐证材料：ZW-03.T1 覆盖率；用 duban targets enter --evidence 附上",
)


def test_a_hard_target_is_reached_on_papers() -> None:
    full, short = ratio("2025-11-30", 184, 200), ratio("2025-11-30", 179, 200)
    assert [met(alone(RATIO, *figures)) for figures in ((full,), (short,), ())] == [None, UNMET, UNMET]
    assert met(alone(RATIO, replace(full, evidence=""))) == UNPROVED


def test_the_sum_of_the_units_is_what_counts() -> None:
    """20/20 and 164/200 are 83.6 %, not the mean of 91 %."""
    assert (
        met(whole(RATIO, unit(RATIO, ratio("2025-11-30", 20, 20)), unit(RATIO, ratio("2025-11-30", 164, 200)))) == UNMET
    )
    assert (
        met(whole(RATIO, unit(RATIO, ratio("2025-11-30", 20, 20)), unit(RATIO, ratio("2025-11-30", 178, 200)))) is None
    )
    assert met(whole(RATIO, unit(RATIO, ratio("2025-11-30", 20, 20)), unit(RATIO))) == UNMET


@pytest.mark.parametrize("force", [Force.STRIVE, Force.IN_PRINCIPLE, Force.SOFT, Force.JUDGEMENT])
def test_weaker_targets_keep_nobody_from_completing(force) -> None:
    assert met(alone(make_target(90, force=force))) is None


def test_a_unit_is_held_to_its_own_share() -> None:
    four = figure("2025-11-30", "4")
    found = [met(unit(COUNT, four, years=years)) for years in ({2025: "4"}, {2025: "5"}, None)]
    assert found == [None, UNMET, UNMET]


def test_a_target_that_it_owes_no_more_holds_nobody() -> None:
    assert met(unit(RATIO, ratio("2025-11-30", 1, 2), owes=False)) is None


def test_a_yearly_target_is_concluded_on_after_the_plan() -> None:
    item = alone(ranged(), figure("2025-11-30", "3"))
    assert [met(item, day) for day in ("2025-12-31", "2026-01-12")] == [None, None]


def test_what_is_unmet_comes_before_what_is_unproved() -> None:
    item = owing(alone(RATIO, replace(ratio("2025-11-30", 9, 9), evidence="")), replace(COUNT, id=2, code="ZW-03.T2"))
    assert met(item) == "刚性目标还没有达到：ZW-03.T2 覆盖率"


def test_both_are_guards_of_the_lifecycle() -> None:
    assert (GUARDS["figures_given"], GUARDS["targets_met"]) == (figures_given, targets_met)


# Lights


def light(item: Item, day: str) -> tuple[str | None, str, list[str]]:
    shown = item_light(item, on(day), NATIONAL)
    return shown.light and shown.light.value, shown.word.sentence("zh"), [one.sentence("zh") for one in shown.why]


UNSET = ("yellow", "未定年度目标", ["2022年的年度目标尚未确定（办公室要求2022年3月31日前确定）：ZW-03.T1"])
FREE = ("green", "正常", ["没有未办结的节点"])


def test_a_year_without_a_value_is_yellow_from_the_end_of_march() -> None:
    item = unit(RATIO, years={2021: "60"})
    assert [light(item, day) for day in ("2022-03-30", "2022-03-31", "2022-12-31")] == [FREE, UNSET, UNSET]
    assert light(unit(RATIO, years={2022: "70"}), "2022-12-31") == FREE


def test_by_when_it_is_to_be_set_is_a_setting_of_the_plan() -> None:
    item = unit(RATIO, plan=make_plan(targets_by="02-28"))
    assert [light(item, day)[0] for day in ("2022-02-27", "2022-02-28")] == ["green", "yellow"]


@pytest.mark.parametrize("state", [State.REGISTERED, State.ASSIGNED, State.SUSPENDED, State.CANCELLED])
def test_nobody_is_asked_for_it_while_the_item_is_launched_or_rests(state) -> None:
    assert light(unit(RATIO, state=state), "2022-12-31")[0] != "yellow"


def test_an_item_that_is_no_breakdown_is_not_asked_for_it() -> None:
    assert light(alone(RATIO), "2022-12-31") == FREE
    assert light(unit(RATIO, kind=Kind.PROJECT), "2022-12-31") == FREE


def test_the_last_figure_makes_the_light_of_the_item() -> None:
    item = unit(RATIO, ratio("2022-12-31", 66, 100), years=YEARS)
    behind = ["覆盖率（ZW-03.T1）截至2022年12月31日为66%，应达70%，进度落后20个百分点（以基数到年度目标为100）"]
    assert light(item, "2022-12-31") == ("red", "严重滞后", behind)
    assert light(item, "2023-10-31") == ("red", "严重滞后", behind)
    item = unit(RATIO, ratio("2022-12-31", 68, 100), years=YEARS)
    assert light(item, "2022-12-31")[:2] == ("yellow", "欠进度")
    item = unit(RATIO, ratio("2022-12-31", 70, 100), years=YEARS)
    assert light(item, "2022-12-31") == FREE


def test_what_is_only_striven_for_turns_red_when_it_is_due() -> None:
    target = make_target(90, commitment="力争")
    item = unit(target, ratio("2025-12-31", 10, 100), years=YEARS)
    assert light(item, "2025-12-31")[:2] == ("yellow", "严重滞后")
    missed = "覆盖率（ZW-03.T1）截至2025年12月31日为10%，2025年12月31日到期，未达到90%"
    assert light(item, "2026-01-01") == ("red", "力争目标未达", [missed])


@pytest.mark.parametrize("commitment", ["鼓励", "普遍"])
def test_what_does_not_bind_is_never_a_light(commitment) -> None:
    target = make_target(90, commitment=commitment)
    item = alone(target, ratio("2025-12-31", 0, 100), years=YEARS)
    assert [light(item, day) for day in ("2025-12-31", "2026-06-30")] == [FREE, FREE]


def test_a_red_county_makes_the_whole_yellow_that_is_on_schedule_itself() -> None:
    red = unit(RATIO, ratio("2022-12-31", 66, 100), years=YEARS, code="ZW-03/640521")
    green = unit(RATIO, ratio("2022-12-31", 900, 1000), years=YEARS)
    found = light(whole(RATIO, red, green, years=YEARS), "2022-12-31")
    assert found == ("yellow", "下级亮红灯", ["1个下级事项亮红灯：ZW-03/640521", "没有未办结的节点"])
