"""The working calendar: the bundled tables against the package they come from, and counting in working days."""

import json
import runpy
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.working_days import Calendar, Entry, load

ROOT = Path(__file__).resolve().parent.parent
NATIONAL = load("national")
NINGXIA = load("ningxia")
ANNOUNCED = range(2001, 2027)

days = st.dates(date(1995, 1, 1), date(2035, 12, 31))
calendars = st.sampled_from([NATIONAL, NINGXIA])


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def working_days_of(calendar: Calendar, first: date, last: date) -> list[date]:
    """Counted one day at a time, the slow and plain way."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)]


def sentences(calendar: Calendar, first: date, last: date, lang: str = "zh") -> list[str]:
    return [warning.sentence(lang) for warning in calendar.gaps(first, last)]


class TestBundledTables:
    def test_the_national_years_are_the_announced_ones(self) -> None:
        assert NATIONAL.known == frozenset(ANNOUNCED)

    @pytest.mark.parametrize("year", ANNOUNCED)
    def test_every_day_of_an_announced_year_is_as_the_package_says(self, year: int) -> None:
        china = holidays.country_holidays("CN", years=ANNOUNCED, expand=False)
        differing = [day for day in days_of(year) if NATIONAL.is_working(day) != china.is_working_day(day)]
        assert differing == []

    @pytest.mark.parametrize("year", [2000, 2027, 2028])
    def test_a_year_without_a_notice_is_monday_to_friday(self, year: int) -> None:
        differing = [day for day in days_of(year) if NATIONAL.is_working(day) != (day.weekday() < 5)]
        assert differing == []

    def test_the_table_lists_only_days_that_differ_from_monday_to_friday(self) -> None:
        years = json.loads((ROOT / "plans" / "calendar_national.json").read_text(encoding="utf-8"))["years"]
        assert all(date.fromisoformat(day).weekday() < 5 for year in years.values() for day in year["off"])
        assert all(date.fromisoformat(day).weekday() >= 5 for year in years.values() for day in year["working"])

    def test_the_script_writes_the_table_as_it_is(self) -> None:
        script = runpy.run_path(str(ROOT / "scripts" / "calendar"))
        written = json.loads((ROOT / "plans" / "calendar_national.json").read_text(encoding="utf-8"))
        assert script["table"]()["years"] == written["years"]

    @pytest.mark.parametrize(
        ("year", "off"),
        [
            (2019, ["2019-06-05", "2019-06-06", "2019-08-12", "2019-08-13"]),
            (2020, ["2020-05-25", "2020-05-26", "2020-07-30", "2020-07-31"]),
            (2021, ["2021-05-13", "2021-05-14", "2021-07-19", "2021-07-20"]),
            (2022, ["2022-07-11", "2022-07-12"]),
            (2023, []),
        ],
    )
    def test_ningxia_differs_from_the_nation_on_its_own_days_off_only(self, year: int, off: list[str]) -> None:
        differing = [day for day in days_of(year) if NINGXIA.is_working(day) != NATIONAL.is_working(day)]
        assert [day.isoformat() for day in differing] == off
        assert not any(NINGXIA.is_working(day) for day in differing)

    def test_eid_of_2022_lies_inside_the_national_holiday(self) -> None:
        assert working_days_of(NINGXIA, date(2022, 4, 30), date(2022, 5, 4)) == []

    @pytest.mark.parametrize("name", ["gansu", "", "../plans/calendar_ningxia", "ning xia"])
    def test_an_unknown_calendar_is_a_lookup_error(self, name: str) -> None:
        with pytest.raises(LookupError):
            load(name)


class TestCounting:
    @given(calendars, days, st.integers(1, 400))
    def test_the_nth_working_day_after_is_n_working_days_away(self, calendar: Calendar, day: date, n: int) -> None:
        then = calendar.add(day, n)
        assert calendar.is_working(then)
        assert calendar.between(day, then) == n

    @given(calendars, days, st.integers(1, 400))
    def test_counting_back_mirrors_counting_forward(self, calendar: Calendar, day: date, n: int) -> None:
        then = calendar.add(day, -n)
        assert calendar.is_working(then)
        assert calendar.between(then - timedelta(days=1), day - timedelta(days=1)) == n

    @given(calendars, days, st.integers(-400, 400))
    def test_from_a_working_day_there_and_back_is_the_same_day(self, calendar: Calendar, day: date, n: int) -> None:
        start = calendar.next_working(day)
        assert calendar.add(calendar.add(start, n), -n) == start

    @given(calendars, days, days, st.integers(-60, 60))
    def test_a_later_start_never_ends_earlier(self, calendar: Calendar, a: date, b: date, n: int) -> None:
        first, second = sorted((a, b))
        assert calendar.add(first, n) <= calendar.add(second, n)

    @given(calendars, days, st.integers(-60, 59))
    def test_more_working_days_end_later(self, calendar: Calendar, day: date, n: int) -> None:
        start = calendar.next_working(day)
        assert calendar.add(start, n) < calendar.add(start, n + 1)

    @given(calendars, days)
    def test_no_working_days_away_is_the_day_itself(self, calendar: Calendar, day: date) -> None:
        assert calendar.add(day, 0) == day

    @given(calendars, days, st.integers(0, 900))
    def test_between_counts_each_working_day_once(self, calendar: Calendar, day: date, span: int) -> None:
        last = day + timedelta(days=span)
        assert calendar.between(day, last) == len(working_days_of(calendar, day + timedelta(days=1), last))

    @given(calendars, days, days, days)
    def test_between_adds_up(self, calendar: Calendar, a: date, b: date, c: date) -> None:
        first, second, third = sorted((a, b, c))
        parts = calendar.between(first, second) + calendar.between(second, third)
        assert calendar.between(first, third) == parts

    @given(calendars, days, days)
    def test_nothing_lies_between_a_day_and_an_earlier_one(self, calendar: Calendar, a: date, b: date) -> None:
        assert calendar.between(max(a, b), min(a, b)) == 0

    @given(calendars, days)
    def test_rolling_forward_skips_no_working_day(self, calendar: Calendar, day: date) -> None:
        rolled = calendar.next_working(day)
        assert rolled >= day
        assert working_days_of(calendar, day, rolled) == [rolled]

    @given(calendars, days)
    def test_rolling_back_skips_no_working_day(self, calendar: Calendar, day: date) -> None:
        rolled = calendar.last_working(day)
        assert rolled <= day
        assert working_days_of(calendar, rolled, day) == [rolled]

    def test_a_whole_year_off_is_stepped_over(self) -> None:
        closed = load("national", [Entry(day, working=False) for day in days_of(2030)])
        assert closed.add(date(2029, 12, 31), 1) == date(2031, 1, 1)
        assert closed.last_working(date(2030, 12, 31)) == date(2029, 12, 31)


class TestImportedDays:
    def test_an_entered_day_wins_over_the_bundled_one(self) -> None:
        calendar = load("ningxia", [Entry(date(2022, 7, 11), working=True, calendar="ningxia")])
        assert calendar.is_working(date(2022, 7, 11))
        assert not calendar.is_working(date(2022, 7, 12))

    def test_the_regions_day_wins_over_an_entered_national_day(self) -> None:
        calendar = load("ningxia", [Entry(date(2022, 7, 11), working=True)])
        assert not calendar.is_working(date(2022, 7, 11))

    def test_a_working_saturday_may_be_entered(self) -> None:
        calendar = load("ningxia", [Entry(date(2023, 4, 22), working=True, calendar="ningxia")])
        assert calendar.is_working(date(2023, 4, 22))
        assert not NINGXIA.is_working(date(2023, 4, 22))

    def test_a_region_may_cancel_a_national_working_saturday(self) -> None:
        calendar = load("ningxia", [Entry(date(2023, 10, 7), working=False, calendar="ningxia")])
        assert NATIONAL.is_working(date(2023, 10, 7))
        assert not calendar.is_working(date(2023, 10, 7))

    def test_days_of_another_region_do_not_count(self) -> None:
        calendar = load("ningxia", [Entry(date(2023, 7, 3), working=False, calendar="gansu")])
        assert calendar.is_working(date(2023, 7, 3))

    def test_entered_days_alone_make_a_calendar(self) -> None:
        gansu = load("gansu", [Entry(date(2023, 7, 3), working=False, calendar="gansu")])
        assert not gansu.is_working(date(2023, 7, 3))
        assert not gansu.is_working(date(2023, 10, 2))
        assert gansu.own == frozenset({2023})

    def test_the_same_days_are_loaded_once(self) -> None:
        entries = [Entry(date(2027, 2, 8), working=False)]
        assert load("national", entries) is load("national", list(entries))


class TestWarnings:
    def test_a_known_year_has_none(self) -> None:
        assert sentences(NATIONAL, date(2001, 1, 1), date(2026, 12, 31)) == []
        assert sentences(NINGXIA, date(2019, 1, 1), date(2022, 12, 31)) == []

    def test_a_year_without_national_data_is_counted_monday_to_friday_and_says_so(self) -> None:
        assert sentences(NATIONAL, date(2026, 1, 1), date(2027, 1, 1)) == [
            "2027年没有工作日历数据，暂按周一至周五计算，请录入放假通知"
        ]

    def test_a_year_without_the_regions_own_days_says_so(self) -> None:
        assert sentences(NINGXIA, date(2022, 12, 31), date(2024, 1, 2)) == [
            "2023—2024年只有国家放假安排，本地区自行规定的放假日尚未录入，工作日数可能有出入"
        ]

    def test_both_kinds_may_come_together(self) -> None:
        assert sentences(NINGXIA, date(2026, 1, 1), date(2028, 1, 1), "en") == [
            "no working calendar for 2027—2028: counted as Monday to Friday, enter the notice",
            "only the national calendar for 2026: enter the region's own days off",
        ]

    def test_an_imported_national_year_ends_the_warning(self) -> None:
        entered = load("national", [Entry(date(2027, 1, 1), working=False)])
        assert sentences(entered, date(2027, 1, 1), date(2027, 12, 31)) == []

    def test_an_imported_regional_year_ends_the_regions_warning(self) -> None:
        entered = load("ningxia", [Entry(date(2023, 6, 29), working=False, calendar="ningxia")])
        assert sentences(entered, date(2023, 1, 1), date(2023, 12, 31)) == []

    def test_an_imported_regional_year_does_not_stand_for_the_national_one(self) -> None:
        entered = load("ningxia", [Entry(date(2027, 5, 17), working=False, calendar="ningxia")])
        assert len(sentences(entered, date(2027, 1, 1), date(2027, 12, 31))) == 1

    def test_a_single_correction_does_not_end_the_warning(self) -> None:
        entered = load("ningxia", [Entry(date(2023, 6, 29), False, "ningxia", year_complete=False)])
        assert not entered.is_working(date(2023, 6, 29))
        assert len(sentences(entered, date(2023, 1, 1), date(2023, 12, 31))) == 1
