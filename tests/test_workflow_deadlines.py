"""Due days, overdue and lights: the worked examples of the domain with their numbers, and each rule of the lights."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.words import Checkpoint, Kind, Light, LimitBy, Risk, Roll, State, Status
from workflow.deadlines import (
    act_by,
    after_hands,
    effective,
    late,
    line_limit,
    overdue,
    overdue_days,
    overdue_working_days,
    remaining,
    return_limit,
    sign_by,
)
from workflow.facts import Duty, Item, Plan
from workflow.lights import Shown, duty_light, duty_name, item_light
from workflow.working_days import load

NATIONAL = load("national")
NINGXIA = load("ningxia")


def make_plan(**facts: Any) -> Plan:
    return Plan(1, "ZW", "方案", first_day=date(2021, 7, 15), last_day=date(2025, 12, 31), **facts)


PLAN = make_plan()


def make_duty(key: str, due: str, plan: Plan = PLAN, **facts: Any) -> Duty:
    """A duty with its effective due worked out, as it is stored."""
    due_on = date.fromisoformat(due)
    kind = next(kind for kind in Checkpoint if kind.value == key.partition("-")[0])
    days = {"due_on": due_on, "original_due_on": due_on, "effective_due_on": due_on}
    duty = Duty(key=key, kind=kind, **days | facts)
    duty.effective_due_on = effective(duty, plan, NATIONAL)
    return duty


def make_item(*duties: Duty, **facts: Any) -> Item:
    usual: dict[str, Any] = {"code": "ZW-07", "plan": PLAN, "state": State.ACTIVE}
    return Item(id=7, kind=Kind.TASK, title="任务", duties=list(duties), **usual | facts)


def on(day: str) -> date:
    return date.fromisoformat(day)


def seen(shown: Shown) -> tuple[str | None, str]:
    """The light and the Chinese word."""
    return shown.light and shown.light.value, shown.word.sentence("zh")


def said(shown: Shown, lang: str = "zh") -> list[str]:
    return [reason.sentence(lang) for reason in shown.why]


def counted_back(duty: Duty, *steps: int) -> list[str]:
    """T-n: n working days before the last day to act."""
    return [NATIONAL.add(act_by(duty, NATIONAL), -n).isoformat()[5:] for n in steps]


def counted_on(duty: Duty, *steps: int) -> list[str]:
    """D+n: n working days after the effective due."""
    return [NATIONAL.add(duty.effective_due_on, n).isoformat()[5:] for n in steps]


class TestWorkedExamples:
    """DOMAIN 6.7, number by number."""

    def test_1_the_launch_of_zhongwei(self) -> None:
        launch = make_duty("launch", "2021-07-15")
        item = make_item(launch, state=State.ASSIGNED)
        assert counted_back(launch, 10, 5, 3, 1) == ["07-01", "07-08", "07-12", "07-14"]
        assert remaining(launch, on("2021-07-15"), NATIONAL) == 0
        assert seen(duty_light(item, launch, on("2021-07-15"), NATIONAL)) == ("yellow", "临期")
        assert not overdue(item, launch, on("2021-07-15"))
        assert overdue(item, launch, on("2021-07-16"))
        assert overdue_working_days(launch, on("2021-07-16"), NATIONAL) == 1
        assert seen(duty_light(item, launch, on("2021-07-16"), NATIONAL)) == ("red", "逾期")

    def test_2_the_midterm_of_zhongwei(self) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31")
        assert counted_back(midterm, 20, 10, 5, 3, 1) == ["07-03", "07-17", "07-24", "07-26", "07-28"]
        assert counted_on(midterm, 1, 5, 10, 20) == ["08-01", "08-07", "08-14", "08-28"]

    def test_3_a_due_day_inside_the_new_year_holiday(self) -> None:
        annual = make_duty("annual_review-2022", "2022-12-31")
        item = make_item(annual)
        assert act_by(annual, NATIONAL) == on("2022-12-30")
        assert counted_back(annual, 10, 5, 3, 1) == ["12-16", "12-23", "12-27", "12-29"]
        assert annual.effective_due_on == on("2023-01-03")
        assert remaining(annual, on("2023-01-02"), NATIONAL) == 0
        assert seen(duty_light(item, annual, on("2023-01-02"), NATIONAL)) == ("yellow", "假期到期")
        assert seen(duty_light(item, annual, on("2023-01-03"), NATIONAL)) == ("yellow", "假期到期")
        assert seen(duty_light(item, annual, on("2023-01-04"), NATIONAL)) == ("red", "逾期")
        assert overdue_working_days(annual, on("2023-01-04"), NATIONAL) == 1
        assert overdue_days(annual, on("2023-01-04")) == 4

    def test_3_without_rolling_it_is_red_on_new_years_day(self) -> None:
        plan = make_plan(roll=Roll.NONE)
        annual = make_duty("annual_review-2022", "2022-12-31", plan)
        item = make_item(annual, plan=plan)
        assert annual.effective_due_on == on("2022-12-31")
        assert duty_light(item, annual, on("2022-12-31"), NATIONAL).light == Light.YELLOW
        assert seen(duty_light(item, annual, on("2023-01-01"), NATIONAL)) == ("red", "逾期")
        assert overdue_days(annual, on("2023-01-01")) == 1
        assert overdue_working_days(annual, on("2023-01-01"), NATIONAL) == 0

    def test_4_a_due_sunday_inside_a_holiday(self) -> None:
        annual = make_duty("annual_review-2023", "2023-12-31")
        assert act_by(annual, NATIONAL) == on("2023-12-29")
        assert annual.effective_due_on == on("2024-01-02")
        assert counted_on(annual, 1, 5, 10, 20) == ["01-03", "01-09", "01-16", "01-30"]

    @pytest.mark.parametrize("year", [2021, 2024, 2025])
    def test_5_a_due_working_day_does_not_roll(self, year: int) -> None:
        annual = make_duty(f"annual_review-{year}", f"{year}-12-31")
        assert act_by(annual, NATIONAL) == annual.due_on == annual.effective_due_on

    @pytest.mark.parametrize(
        ("opens_on", "notice_on"),
        [
            ("2021-11-01", "2021-11-01"),
            ("2022-11-01", "2022-11-01"),
            ("2023-11-01", "2023-11-01"),
            ("2024-11-01", "2024-11-01"),
            ("2025-11-01", "2025-11-03"),
            ("2025-10-01", "2025-10-09"),
        ],
    )
    def test_5_the_notice_of_an_opening_comes_on_a_working_day(self, opens_on: str, notice_on: str) -> None:
        assert NATIONAL.next_working(on(opens_on)) == on(notice_on)

    def test_6_working_weekends_after_the_national_day(self) -> None:
        first, last = on("2023-09-28"), on("2023-10-09")
        assert NATIONAL.between(first, last) == 3
        assert [NATIONAL.add(first, n).isoformat() for n in (1, 2, 3)] == ["2023-10-07", "2023-10-08", "2023-10-09"]
        assert (last - first).days == 11

    def test_7_the_regions_own_days_off(self) -> None:
        duty = make_duty("rectification-1", "2022-07-13")
        assert remaining(duty, on("2022-07-08"), NATIONAL) == 3
        assert remaining(duty, on("2022-07-08"), NINGXIA) == 1
        assert sign_by(on("2021-07-16"), NATIONAL) == on("2021-07-21")
        assert sign_by(on("2021-07-16"), NINGXIA) == on("2021-07-23")

    def test_8_a_granted_extension_is_judged_by_the_new_date(self) -> None:
        asked = make_duty("midterm_evaluation", "2023-07-31")
        granted = make_duty("midterm_evaluation", "2023-08-31", original_due_on=on("2023-07-31"), revision=1)
        assert late(granted, on("2023-08-20"), NATIONAL) == 0
        assert late(asked, on("2023-08-20"), NATIONAL) == 14
        assert said(duty_light(make_item(granted), granted, on("2023-08-18"), NATIONAL)) == [
            "中期评估 还有9个工作日，时限2023年8月31日（原定2023年7月31日、批准延期）"
        ]

    def test_8_what_was_asked_too_late_is_red_since_the_day_after(self) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31")
        item = make_item(midterm)
        assert [overdue(item, midterm, on(day)) for day in ("2023-07-31", "2023-08-01", "2023-08-02")] == [
            False,
            True,
            True,
        ]

    def test_9_a_return_near_the_end_of_the_year(self) -> None:
        annual = make_duty("annual_review-2023", "2023-12-31")
        assert late(annual, on("2023-12-20"), NATIONAL) == 0
        assert NATIONAL.add(on("2023-12-25"), 5) == on("2024-01-02")
        limit = return_limit(on("2023-12-25"), annual, NATIONAL)
        assert limit == on("2024-01-02")
        returned = make_duty("annual_review-2023", "2023-12-31", limit_on=limit, limit_by=LimitBy.RETURN)
        assert late(returned, on("2024-01-03"), NATIONAL) == 1

    def test_10_nothing_entered_for_most_of_a_year(self) -> None:
        final = make_duty("final_evaluation", "2025-12-31")
        item = make_item(final)
        today = on("2026-11-21")
        assert overdue(item, final, today)
        assert overdue_working_days(final, today, NATIONAL) == 219
        assert overdue_days(final, today) == 325
        assert said(duty_light(item, final, today, NATIONAL)) == [
            "总结评估 逾期219个工作日（325天），时限2025年12月31日"
        ]


class TestDates:
    def test_the_later_of_due_day_and_limit_is_in_force(self) -> None:
        earlier = make_duty("annual_review-2023", "2023-12-31", limit_on=on("2023-12-20"), limit_by=LimitBy.RETURN)
        later = make_duty("annual_review-2023", "2023-12-31", limit_on=on("2024-02-12"), limit_by=LimitBy.RECTIFY)
        assert earlier.effective_due_on == on("2024-01-02")
        assert later.effective_due_on == on("2024-02-18")
        assert act_by(later, NATIONAL) == on("2024-02-09")

    def test_an_early_return_may_use_the_whole_window(self) -> None:
        annual = make_duty("annual_review-2023", "2023-12-31")
        annual.limit_on, annual.limit_by = return_limit(on("2023-11-10"), annual, NATIONAL), LimitBy.RETURN
        assert (annual.in_force, annual.effective_due_on) == (on("2023-12-31"), on("2024-01-02"))
        assert not annual.short

    def test_a_late_return_has_five_working_days(self) -> None:
        annual = make_duty("annual_review-2023", "2023-12-31")
        assert return_limit(on("2024-02-08"), annual, NATIONAL) == on("2024-02-21")

    def test_what_fell_due_in_the_offices_hands_gets_five_working_days(self) -> None:
        assert after_hands(on("2023-09-28"), NATIONAL) == on("2023-10-11")

    def test_a_problem_line_has_thirty_calendar_days(self) -> None:
        assert line_limit(on("2023-08-01")) == on("2023-08-31")

    def test_nothing_is_counted_before_the_effective_due_has_passed(self) -> None:
        annual = make_duty("annual_review-2022", "2022-12-31")
        assert overdue_days(annual, on("2023-01-03")) == 0
        assert overdue_working_days(annual, on("2022-12-01"), NATIONAL) == 0


class TestOverdue:
    TODAY = date(2023, 8, 1)

    @pytest.mark.parametrize(
        ("status", "expected"),
        [(status, status in (Status.PENDING, Status.OPEN, Status.RETURNED)) for status in Status],
    )
    def test_only_what_the_unit_has_to_do_is_overdue(self, status: Status, expected: bool) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31", status=status)
        assert overdue(make_item(midterm), midterm, self.TODAY) is expected

    @pytest.mark.parametrize("state", list(State))
    def test_a_suspended_item_and_one_in_the_offices_hands_are_not_overdue(self, state: State) -> None:
        stopped = {
            "suspended",
            "annual_review.submitted",
            "midterm_evaluation.submitted",
            "final_evaluation.submitted",
            "completion_check",
            "completed",
        }
        midterm = make_duty("midterm_evaluation", "2023-07-31")
        assert overdue(make_item(midterm, state=state), midterm, self.TODAY) is (state.value not in stopped)


class TestDutyLight:
    @pytest.mark.parametrize(
        ("today", "light", "word", "why"),
        [
            ("2022-12-15", "green", "正常", "还有11个工作日"),
            ("2022-12-16", "yellow", "临期", "还有10个工作日"),
            ("2022-12-29", "yellow", "临期", "还有1个工作日"),
            ("2022-12-30", "yellow", "临期", "到期前已无其他工作日"),
            ("2022-12-31", "yellow", "临期", "今日到期"),
            ("2023-01-01", "yellow", "假期到期", "假期到期，未计逾期"),
            ("2023-01-04", "red", "逾期", "逾期1个工作日（4天）"),
        ],
    )
    def test_a_duty_from_green_to_red(self, today: str, light: str, word: str, why: str) -> None:
        annual = make_duty("annual_review-2022", "2022-12-31", opens_on=on("2022-11-01"))
        shown = duty_light(make_item(annual), annual, on(today), NATIONAL)
        sentence = f"年度总结2022 {why}，时限2022年12月31日（遇休息日顺延至2023年1月3日）"
        assert (*seen(shown), said(shown)) == (light, word, [sentence])

    def test_a_duty_is_grey_until_its_window_opens(self) -> None:
        annual = make_duty("annual_review-2022", "2022-12-31", opens_on=on("2022-11-01"))
        shown = duty_light(make_item(annual), annual, on("2022-10-31"), NATIONAL)
        assert seen(shown) == ("grey", "未到期启动")
        assert said(shown) == ["年度总结2022 2022年11月1日启动"]
        assert duty_light(make_item(annual), annual, on("2022-11-01"), NATIONAL).light == Light.GREEN

    def test_the_reason_of_a_red_light_gives_both_counts_and_the_due_day(self) -> None:
        annual = make_duty("annual_review-2023", "2023-07-28")
        shown = duty_light(make_item(annual), annual, on("2023-08-02"), NATIONAL)
        assert said(shown) == ["年度总结2023 逾期3个工作日（5天），时限2023年7月28日"]
        assert said(shown, "en") == [
            "annual review 2023 is overdue (working days: 3, calendar days: 5), due 2023-07-28"
        ]

    def test_overdue_at_a_weekend_says_that_no_working_day_has_passed(self) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-28")
        shown = duty_light(make_item(midterm), midterm, on("2023-07-29"), NATIONAL)
        assert seen(shown) == ("red", "逾期")
        assert said(shown) == ["中期评估 已过时限（1天），其后尚无工作日，时限2023年7月28日"]

    @pytest.mark.parametrize(
        ("key", "today", "light"),
        [
            ("midterm_evaluation", "2023-07-14", "green"),
            ("midterm_evaluation", "2023-07-17", "yellow"),
            ("final_evaluation", "2023-07-17", "yellow"),
            ("launch", "2023-07-17", "yellow"),
            ("sign-1", "2023-07-17", "green"),
            ("sign-1", "2023-07-25", "green"),
            ("sign-1", "2023-07-26", "yellow"),
            ("rectification-1", "2023-07-25", "green"),
            ("rectification-1", "2023-07-26", "yellow"),
        ],
    )
    def test_reviews_turn_yellow_ten_working_days_before_and_orders_three(
        self, key: str, today: str, light: str
    ) -> None:
        duty = make_duty(key, "2023-07-31")
        assert seen(duty_light(make_item(duty), duty, on(today), NATIONAL))[0] == light

    def test_the_thresholds_are_the_plans(self) -> None:
        plan = make_plan(yellow_review=20, yellow_short=1)
        midterm, sign = make_duty("midterm_evaluation", "2023-07-31"), make_duty("sign-1", "2023-07-31")
        item = make_item(midterm, sign, plan=plan)
        assert duty_light(item, midterm, on("2023-07-03"), NATIONAL).light == Light.YELLOW
        assert duty_light(item, sign, on("2023-07-27"), NATIONAL).light == Light.GREEN

    def test_a_returned_review_is_yellow_however_much_time_is_left(self) -> None:
        annual = make_duty("annual_review-2023", "2023-12-31", status=Status.RETURNED)
        shown = duty_light(make_item(annual, state=State.ANNUAL_RETURNED), annual, on("2023-11-10"), NATIONAL)
        assert seen(shown) == ("yellow", "退回")
        assert said(shown) == [
            "年度总结2023（已退回，待重报） 还有35个工作日，时限2023年12月31日（遇休息日顺延至2024年1月2日）"
        ]

    def test_a_returned_review_past_its_limit_is_red_and_names_both_days(self) -> None:
        annual = make_duty(
            "annual_review-2023",
            "2023-12-31",
            status=Status.RETURNED,
            limit_on=on("2024-02-22"),
            limit_by=LimitBy.RETURN,
        )
        shown = duty_light(make_item(annual, state=State.ANNUAL_RETURNED), annual, on("2024-02-23"), NATIONAL)
        assert seen(shown) == ("red", "逾期")
        assert said(shown) == [
            "年度总结2023（已退回，待重报） 逾期1个工作日（距2023年12月31日已54天），"
            "时限2024年2月22日（原定2023年12月31日、退回期限）"
        ]

    @pytest.mark.parametrize(
        ("today", "light", "word"),
        [
            ("2023-07-03", "green", "正常"),
            ("2023-07-31", "yellow", "待审"),
            ("2023-09-01", "yellow", "待审"),
        ],
    )
    def test_a_submitted_review_waits_for_the_office_and_is_never_red(self, today: str, light: str, word: str) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31", status=Status.SUBMITTED)
        shown = duty_light(make_item(midterm, state=State.MIDTERM_SUBMITTED), midterm, on(today), NATIONAL)
        assert seen(shown) == (light, word)
        assert said(shown) == ["中期评估 已报送，待审核，时限2023年7月31日"]

    def test_what_falls_due_in_the_offices_hands_is_yellow(self) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31")
        shown = duty_light(make_item(midterm, state=State.COMPLETION_CHECK), midterm, on("2023-08-01"), NATIONAL)
        assert seen(shown) == ("yellow", "待审")
        assert said(shown) == ["中期评估 已过时限，事项待审核，期间不计逾期，时限2023年7月31日"]

    def test_a_suspended_item_makes_its_duties_grey(self) -> None:
        midterm = make_duty("midterm_evaluation", "2023-07-31")
        item = make_item(midterm, state=State.SUSPENDED, suspended_on=on("2023-07-01"), review_on=on("2023-12-01"))
        shown = duty_light(item, midterm, on("2023-09-01"), NATIONAL)
        assert seen(shown) == ("grey", "暂缓")
        assert said(shown) == ["2023年7月1日起暂缓", "2023年12月1日复核是否恢复"]

    @pytest.mark.parametrize(
        ("facts", "word", "why"),
        [
            ({"status": Status.ACCEPTED}, "已完成", "年度总结2025：按期完成"),
            ({"status": Status.ACCEPTED, "lateness": 3}, "已完成", "年度总结2025：逾期完成3个工作日"),
            ({"status": Status.WAIVED}, "免报", "年度总结2025 免报"),
            ({"status": Status.MERGED, "merged_into": "ZW-07@final_evaluation"}, "并入", "年度总结2025 并入总结评估"),
            ({"status": Status.VOID}, "不再需要", "年度总结2025 不再需要"),
        ],
    )
    def test_a_settled_duty_is_done_even_in_a_suspended_item(self, facts: dict[str, Any], word: str, why: str) -> None:
        annual = make_duty("annual_review-2025", "2025-12-31", **facts)
        shown = duty_light(make_item(annual, state=State.SUSPENDED), annual, on("2026-09-01"), NATIONAL)
        assert (*seen(shown), said(shown)) == ("done", word, [why])

    @pytest.mark.parametrize(
        ("key", "name"),
        [
            ("launch", "启动"),
            ("annual_review-2023", "年度总结2023"),
            ("ZW-07/640521@annual_review-2023", "年度总结2023"),
            ("sign-2", "签收（第2次）"),
            ("rectification-1", "整改第1项"),
        ],
    )
    def test_a_duty_is_called_by_name(self, key: str, name: str) -> None:
        assert duty_name(key).sentence("zh") == name


class TestItemLight:
    TODAY = date(2023, 7, 20)

    def overdue_duty(self, **facts: Any) -> Duty:
        return make_duty("annual_review-2022", "2022-12-31", **facts)

    def near_duty(self) -> Duty:
        return make_duty("midterm_evaluation", "2023-07-31")

    def far_duty(self) -> Duty:
        return make_duty("annual_review-2023", "2023-12-31")

    def closed_window(self) -> Duty:
        return make_duty("final_evaluation", "2025-12-31", opens_on=on("2025-10-01"))

    def light(self, item: Item, today: date = TODAY) -> tuple[str | None, str]:
        return seen(item_light(item, today, NATIONAL))

    @pytest.mark.parametrize(
        ("state", "light", "word"),
        [
            (State.SUSPENDED, "grey", "暂缓"),
            (State.COMPLETED, "done", "已办结"),
            (State.CLOSED, "done", "已销号"),
            (State.UNMET, "red", "未完成"),
            (State.CANCELLED, None, "已撤销"),
        ],
    )
    def test_these_states_decide_by_themselves(self, state: State, light: str | None, word: str) -> None:
        child = make_item(self.overdue_duty())
        item = make_item(self.overdue_duty(), state=state, risk=Risk.UNABLE, children=[child])
        assert self.light(item) == (light, word)

    def test_a_closed_item_says_whether_it_was_on_time(self) -> None:
        kept = self.overdue_duty(status=Status.ACCEPTED)
        broken = replace(self.near_duty(), status=Status.ACCEPTED, lateness=4)
        assert said(item_light(make_item(kept, state=State.CLOSED), self.TODAY, NATIONAL)) == ["已销号：按期完成"]
        assert said(item_light(make_item(kept, broken, state=State.COMPLETED), self.TODAY, NATIONAL)) == [
            "已办结：逾期完成4个工作日"
        ]

    def test_grey_is_better_than_green_than_yellow_than_red(self) -> None:
        duties = [self.closed_window(), self.far_duty(), self.near_duty(), self.overdue_duty()]
        lights = [self.light(make_item(*duties[:count])) for count in (1, 2, 3, 4)]
        assert lights == [("grey", "未到期启动"), ("green", "正常"), ("yellow", "临期"), ("red", "逾期")]

    def test_the_reasons_are_all_that_is_red_or_yellow_the_worst_first(self) -> None:
        item = make_item(self.far_duty(), self.near_duty(), self.overdue_duty(), risk=Risk.CONTROLLED)
        assert said(item_light(item, self.TODAY, NATIONAL)) == [
            "年度总结2022 逾期136个工作日（201天），时限2022年12月31日（遇休息日顺延至2023年1月3日）",
            "中期评估 还有7个工作日，时限2023年7月31日",
            "承办单位自报“有风险可控”",
        ]

    def test_a_green_item_names_its_nearest_duty(self) -> None:
        later = make_duty("final_evaluation", "2025-12-31")
        assert said(item_light(make_item(later, self.far_duty()), self.TODAY, NATIONAL)) == [
            "年度总结2023 还有112个工作日，时限2023年12月31日（遇休息日顺延至2024年1月2日）"
        ]

    def test_settled_duties_never_make_it_worse_and_an_item_that_owes_nothing_is_green(self) -> None:
        item = make_item(self.overdue_duty(status=Status.ACCEPTED, lateness=9))
        assert self.light(item) == ("green", "正常")
        assert said(item_light(item, self.TODAY, NATIONAL)) == ["没有未办结的节点"]

    def test_an_open_problem_line_is_yellow_and_red_once_its_limit_is_past(self) -> None:
        line = make_duty("rectification-1", "2023-08-31", problem="病历不全")
        item = make_item(line, state=State.RECTIFYING)
        assert self.light(item) == ("yellow", "整改")
        assert self.light(item, on("2023-08-31")) == ("yellow", "整改")
        assert self.light(item, on("2023-09-01")) == ("red", "逾期")

    def test_a_reported_problem_line_stays_yellow(self) -> None:
        line = make_duty("rectification-1", "2023-08-31", status=Status.SUBMITTED)
        assert self.light(make_item(line, state=State.RECTIFYING), on("2023-10-09")) == ("yellow", "整改")

    def test_rectification_is_yellow_until_it_is_verified(self) -> None:
        line = make_duty("rectification-1", "2023-08-31", status=Status.ACCEPTED)
        item = make_item(line, self.far_duty(), state=State.RECTIFYING)
        assert self.light(item) == ("yellow", "整改")
        assert said(item_light(item, self.TODAY, NATIONAL)) == ["整改事项均已核查，尚待整改核查通过"]

    @pytest.mark.parametrize(
        ("risk", "light", "word"),
        [
            (None, "green", "正常"),
            (Risk.NORMAL, "green", "正常"),
            (Risk.LOW, "green", "正常"),
            (Risk.CONTROLLED, "yellow", "有风险可控"),
            (Risk.UNABLE, "red", "不能按期"),
        ],
    )
    def test_the_declared_risk_makes_it_worse(self, risk: Risk | None, light: str, word: str) -> None:
        assert self.light(make_item(self.far_duty(), risk=risk)) == (light, word)

    @pytest.mark.parametrize("risk", [Risk.NORMAL, Risk.LOW, Risk.CONTROLLED])
    def test_the_declared_risk_never_makes_it_better(self, risk: Risk) -> None:
        assert self.light(make_item(self.overdue_duty(), risk=risk)) == ("red", "逾期")
        assert self.light(make_item(self.closed_window(), risk=Risk.NORMAL))[0] == "grey"


class TestParentLight:
    """DOMAIN 5.5.4."""

    def child(self, light: str, **facts: Any) -> Item:
        due = {"red": "2023-07-31", "yellow": "2023-08-31", "green": "2023-12-29"}[light]
        return make_item(make_duty("midterm_evaluation", due), code="ZW-07/640521", **facts)

    def shown(self, *children: Item, due: str = "2025-12-31", **plan: Any) -> Shown:
        duty = make_duty("final_evaluation", due)
        return item_light(make_item(duty, children=list(children), plan=make_plan(**plan)), on("2023-08-18"), NATIONAL)

    def test_a_red_child_makes_a_near_parent_red(self) -> None:
        shown = self.shown(self.child("red"), due="2023-09-15")
        assert seen(shown) == ("red", "下级亮红灯")
        assert said(shown) == ["1个下级事项亮红灯：ZW-07/640521", "本级最近时限还有20个工作日，未超过20个"]

    def test_a_red_child_makes_a_far_parent_yellow(self) -> None:
        shown = self.shown(self.child("red"), due="2023-09-18")
        assert seen(shown) == ("yellow", "下级亮红灯")
        assert said(shown) == ["1个下级事项亮红灯：ZW-07/640521", "本级最近时限还有21个工作日，超过20个"]

    def test_how_near_is_a_setting_of_the_plan(self) -> None:
        assert self.shown(self.child("red"), due="2023-09-15", parent_red=19).light == Light.YELLOW

    def test_a_yellow_child_makes_the_parent_yellow_however_near(self) -> None:
        shown = self.shown(self.child("yellow"), self.child("green"), due="2023-09-15")
        assert seen(shown) == ("yellow", "下级亮黄灯")
        assert said(shown) == ["1个下级事项亮黄灯：ZW-07/640521"]

    def test_green_children_change_nothing(self) -> None:
        assert seen(self.shown(self.child("green"))) == ("green", "正常")

    @pytest.mark.parametrize("state", [State.SUSPENDED, State.CANCELLED])
    def test_a_child_that_is_not_required_changes_nothing(self, state: State) -> None:
        assert seen(self.shown(self.child("red", state=state))) == ("green", "正常")

    def test_a_child_that_ended_unmet_is_red(self) -> None:
        assert self.shown(self.child("green", state=State.UNMET)).light == Light.YELLOW

    def test_a_parent_that_owes_nothing_is_yellow_for_a_red_child(self) -> None:
        shown = item_light(make_item(children=[self.child("red")]), on("2023-08-18"), NATIONAL)
        assert seen(shown) == ("yellow", "下级亮红灯")
        assert said(shown) == ["1个下级事项亮红灯：ZW-07/640521", "没有未办结的节点"]

    def test_the_light_climbs_over_two_levels(self) -> None:
        middle = make_item(children=[self.child("red")], code="ZW-07/640500")
        assert seen(self.shown(middle)) == ("yellow", "下级亮黄灯")

    def test_of_many_children_five_are_named(self) -> None:
        shown = self.shown(*[self.child("yellow") for _ in range(8)])
        assert said(shown) == [f"8个下级事项亮黄灯：{'ZW-07/640521、' * 5}…"]

    def test_its_own_overdue_duty_comes_first(self) -> None:
        duty = make_duty("midterm_evaluation", "2023-07-31")
        shown = item_light(make_item(duty, children=[self.child("red")]), on("2023-08-18"), NATIONAL)
        assert seen(shown) == ("red", "逾期")
        assert len(shown.why) == 3
