"""Days and stretches of time as plans print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.days.dates import window, windows
from documents.prose.passage import Passage, joined, on_line


def day(text):
    return date.fromisoformat(text) if text else None


def first(text, year=None):
    return windows(on_line(text, 1), year)[0]


@pytest.mark.parametrize(
    ("printed", "opens", "closes"),
    [
        ("2021年7月15日前", None, "2021-07-15"),
        ("2021年7月15日之前", None, "2021-07-15"),
        ("2021年7月16日-2025年12月", "2021-07-16", "2025-12-31"),
        ("2021年7月16日—2025年12月", "2021-07-16", "2025-12-31"),
        ("2021年7月16日～2025年12月", "2021-07-16", "2025-12-31"),
        ("2021年7月16日至2025年12月底", "2021-07-16", "2025-12-31"),
        ("从2021年5月到10月", "2021-05-01", "2021-10-31"),
        ("2023年6-7月", "2023-06-01", "2023-07-31"),
        ("2025年10月-12月", "2025-10-01", "2025-12-31"),
        ("2021年11月至次年2月", "2021-11-01", "2022-02-28"),
        ("10月1日至2021年12月1日", "2021-10-01", "2021-12-01"),
        ("2021年7月5日-20日", "2021-07-05", "2021-07-20"),
        ("2021年7月5-20日", "2021-07-05", "2021-07-20"),
        ("2021年8月", "2021-08-01", "2021-08-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2021年8月底前", None, "2021-08-31"),
        ("2021年8月底", None, "2021-08-31"),
        ("2021年7月上旬", "2021-07-01", "2021-07-10"),
        ("2021年2月下旬", "2021-02-21", "2021-02-28"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2021年第三季度", "2021-07-01", "2021-09-30"),
        ("2021年第一至三季度", "2021-01-01", "2021-09-30"),
        ("2021年下半年至2022年上半年", "2021-07-01", "2022-06-30"),
        ("2023年底前", None, "2023-12-31"),
        ("到2025年", None, "2025-12-31"),
        ("2021.7.15", "2021-07-15", "2021-07-15"),
        ("2021.7-2021.9", "2021-07-01", "2021-09-30"),
        ("2021.7-9", "2021-07-01", "2021-09-30"),
        ("2021.7.1-9.30", "2021-07-01", "2021-09-30"),
        ("2021/7/15前", None, "2021-07-15"),
        ("2021-07-15", "2021-07-15", "2021-07-15"),
        ("二〇二一年七月", "2021-07-01", "2021-07-31"),
        ("二〇二一年七月十五日至三十一日", "2021-07-15", "2021-07-31"),
        ("二○二六年十月至十二月", "2026-10-01", "2026-12-31"),
        ("2021-2025年", "2021-01-01", "2025-12-31"),
        ("2021—2025年底", "2021-01-01", "2025-12-31"),
        ("自2021年9月起", "2021-09-01", None),
        ("2024年1月1日起", "2024-01-01", None),
        ("2024年9月1日后", "2024-09-01", None),
        ("2024年3月—长期坚持", "2024-03-01", None),
        ("2024年3月1日起，至2024年4月30日止", "2024-03-01", "2024-04-30"),
        ("2024年4月启动至2025年6月", "2024-04-01", "2025-06-30"),
        ("2024年3月1日（星期五）至3月31日（星期日）前", "2024-03-01", "2024-03-31"),
        ("2024年12月31日（含）前", None, "2024-12-31"),
        ("2024年12月31日17:00前", None, "2024-12-31"),
        ("不迟于2024年6月30日", None, "2024-06-30"),
        ("2024年3月15日至月底", "2024-03-15", "2024-03-31"),
        ("2024年3月月底前", None, "2024-03-31"),
        ("2024年3月中下旬", "2024-03-11", "2024-03-31"),
        ("2024年前三季度", "2024-01-01", "2024-09-30"),
        ("2024年前2个月", "2024-01-01", "2024-02-29"),
        ("2024年后半年", "2024-07-01", "2024-12-31"),
        ("2024年的3月", "2024-03-01", "2024-03-31"),
        ("2024年3、4月", "2024-03-01", "2024-04-30"),
        ("2024、2025年", "2024-01-01", "2025-12-31"),
        ("2024-03-01至2024-04-30", "2024-03-01", "2024-04-30"),
        ("2024年3.1—4.30", "2024-03-01", "2024-04-30"),
        ("“十四五”末", None, "2025-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
    ],
)
def test_a_stretch_has_the_days_that_are_printed_and_no_others(printed, opens, closes):
    when = first(f"工作（{printed}）。")
    assert (when.opens, when.closes) == (day(opens), day(closes))
    assert (when.yearly, when.doubts) == (False, [])


@pytest.mark.parametrize(
    ("printed", "every"),
    [
        ("每年度11-12月", ("11-01", "12-31")),
        ("每年2月", ("02-01", "02-29")),
        ("每年12月至次年1月", ("12-01", "01-31")),
        ("每年第四季度", ("10-01", "12-31")),
        ("每年十一月一日至十一月三十日", ("11-01", "11-30")),
        ("每年12月底前", (None, "12-31")),
        ("每年11月30日前", (None, "11-30")),
        ("每年年底前", (None, "12-31")),
        ("每年底", (None, "12-31")),
        ("每年", None),
        ("每年至少一次", None),
    ],
)
def test_what_comes_every_year_has_months_and_days_only(printed, every):
    when = first(f"于{printed}开展")
    assert (when.yearly, when.every, when.opens, when.closes) == (True, every, None, None)


@pytest.mark.parametrize(
    ("printed", "opens", "closes", "doubt"),
    [
        ("年底前", None, "2022-12-31", "read_year_from_context"),
        ("6月至7月", "2022-06-01", "2022-07-31", "read_year_from_context"),
        ("明年1月底前", None, "2023-01-31", "read_year_from_context"),
        ("2021年8月前", None, "2021-08-31", "read_before_stretch"),
        ("即日起至2021年9月30日", None, "2021-09-30", "read_from_issue"),
        ("印发之日起", None, None, "read_from_issue"),
        ("2021年13月", None, None, "read_no_such_day"),
        ("2021年2月30日前", None, None, "read_no_such_day"),
        ("2021年9月至3月", None, None, "read_window_backwards"),
        ("2021年初", None, None, "read_vague_date"),
        ("每季度", None, None, "read_often"),
        ("每月", None, None, "read_often"),
        ("每年两次", None, None, "read_often"),
        ("每年组织开展2次", None, None, "read_often"),
        ("24年3月", "2024-03-01", "2024-03-31", "read_year_short"),
        ("2024年9月左右", None, None, "read_vague_date"),
        ("2024年冬季", None, None, "read_vague_date"),
        ("2024年“五一”前", None, None, "read_vague_date"),
        ("2024年年中", None, None, "read_vague_date"),
        ("2024年3月—验收", "2024-03-01", None, "read_end_unread"),
        ("2024年3月起，用一年时间", "2024-03-01", "2025-02-28", "read_end_counted"),
        ("2023、2025年", None, None, "read_several_times"),
        ("2024年6、12月", None, None, "read_several_times"),
    ],
)
def test_what_has_to_be_chosen_is_doubted(printed, opens, closes, doubt):
    when = first(f"{printed}完成", 2022)
    assert (when.opens, when.closes) == (day(opens), day(closes))
    assert [reason.key for reason in when.doubts] == [doubt]


def test_of_two_times_a_year_the_later_is_taken_and_doubted():
    when = first("每年6月底和12月底前报送")
    assert when.every == (None, "12-31")
    assert [reason.key for reason in when.doubts] == ["read_first_of_two"]


@pytest.mark.parametrize(
    ("printed", "every", "doubt"),
    [
        ("每年3月、6月、9月、12月底前", (None, "12-31"), "read_first_of_two"),
        ("每年3—4月和9—10月", ("03-01", "04-30"), "read_rest_of_two"),
    ],
)
def test_of_several_times_a_year_one_is_taken_and_doubted(printed, every, doubt):
    (when,) = windows(on_line(f"{printed}报送", 1), 2024)
    assert (when.every, [reason.key for reason in when.doubts]) == (every, [doubt])


@pytest.mark.parametrize(
    ("printed", "closes", "doubts"),
    [
        ("自印发之日起至4月底", "2024-04-30", ["read_year_from_context", "read_from_issue"]),
        ("印发之日—6月30日", "2024-06-30", ["read_year_from_context", "read_from_issue"]),
        ("自印发之日起至2月底", None, ["read_year_missing"]),
        ("印发之日起三年内", "2027-03-09", ["read_end_counted", "read_from_issue"]),
        ("印发之日起半年内", "2024-09-09", ["read_end_counted", "read_from_issue"]),
        ("印发之日起30日内", "2024-04-08", ["read_end_counted", "read_from_issue"]),
        ("印发之日起15个工作日内", None, ["read_vague_date", "read_from_issue"]),
    ],
)
def test_what_begins_with_the_issue_is_counted_from_its_day(printed, closes, doubts):
    (when,) = windows(on_line(printed, 1), None, date(2024, 3, 9))
    assert (when.opens, when.closes, [reason.key for reason in when.doubts]) == (None, day(closes), doubts)


@pytest.mark.parametrize("text", ["三年内建成", "半年内办结", "两年底", "去年底的数据"])
def test_years_that_are_counted_are_no_time_of_the_calendar(text):
    assert windows(on_line(text, 1), 2024) == []


@pytest.mark.parametrize(
    ("printed", "year", "opens", "doubts"),
    [
        ("10月至2025年3月", None, "2024-10-01", ["read_year_from_context"]),
        ("4月1日至2025年9月底", 2024, "2024-04-01", ["read_year_from_context"]),
        ("4月1日至2025年9月底", None, "2025-04-01", []),
    ],
)
def test_a_stretch_that_names_its_last_year_only(printed, year, opens, doubts):
    when = first(printed, year)
    assert (when.opens, [reason.key for reason in when.doubts]) == (day(opens), doubts)


def test_without_any_year_there_are_no_days():
    when = first("9月底前完成")
    assert (when.opens, when.closes, [reason.key for reason in when.doubts]) == (None, None, ["read_year_missing"])


def test_a_year_counts_for_the_days_after_it():
    found = windows(on_line("2021年6月底前制定办法，12月底前全面推开", 1))
    assert [when.closes for when in found] == [date(2021, 6, 30), date(2021, 12, 31)]
    assert [[reason.key for reason in when.doubts] for when in found] == [[], ["read_year_from_context"]]


@pytest.mark.parametrize(
    "text",
    [
        "三年行动计划",
        "增长2021.5万元",
        "《标准（2012年版）》",
        "建设3个月嫂中心",
        "三至五个",
        "覆盖率达95%以上",
        "第三期工程",
    ],
)
def test_what_only_looks_like_a_time_is_none(text):
    assert window(on_line(text, 1)) is None


def test_a_stretch_across_lines_knows_them():
    text = joined([on_line("阶段（2021年", 3), on_line("8月）", 5)])
    assert windows(text)[0].printed == Passage("2021年8月", (3,) * 5 + (5,) * 2)


PIECES = [
    "2021",
    "二〇二一",
    "年",
    "年度",
    "每",
    "月",
    "日",
    "底",
    "前",
    "-",
    "至",
    "1",
    "12",
    "十",
    "三",
    "季度",
    "上半年",
    "（",
    "起",
    ".",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from([None, 2021]))
def test_any_text_is_answered_with_windows_in_order(text, year):
    found = windows(on_line(text, 1), year)
    assert [(when.start, when.end) for when in found] == sorted((when.start, when.end) for when in found)
    for when in found:
        assert when.printed.text == text[when.start : when.end]
        assert not (when.opens and when.closes and when.opens > when.closes)
        assert when.dated or when.doubts or when.yearly
