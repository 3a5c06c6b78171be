"""Numbers of headings as copying and scanning leave them, out of order, and in rarer forms."""

from __future__ import annotations

import pytest

from documents.files.source import Line, Source
from documents.prose.cleaning import clean
from documents.prose.copied import bared, untabbed
from documents.prose.numbering import heading
from documents.prose.repeats import repeats
from documents.prose.runs import counted
from documents.reading import Reading, understand

HEAD = (
    "云泽市服务提升行动实施方案（2024—2026年）\n为做好工作，制定本方案。\n一、工作目标\n体系更加健全。\n二、重点任务\n"
)
END = "\n三、保障措施\n（一）加强领导。各单位抓好落实。"
NAMES = ("设立中心", "培训人员", "完善机制", "开展评估")
TEXT = "各单位制定方案，明确责任，抓好落实，确保取得实效。（责任单位：市民政局）"


def reading(text: str, kind: str = "txt") -> Reading:
    return understand(Source(kind, tuple(Line(line) for line in text.split("\n"))))


def found(text: str) -> list[tuple[str, str, str]]:
    """Number of the section, number and title of each task."""
    sections = reading(text).data.get("sections", [])
    return [(each["number"], task["number"], task["title"]) for each in sections for task in each["tasks"]]


def listed(*numbers: str, close: str = "。") -> str:
    return "\n".join(f"{number}{name}{close}{TEXT}" for number, name in zip(numbers, NAMES, strict=False))


def told(text: str, key: str) -> list[dict[str, object]]:
    return [dict(doubt.reason.facts) for doubt in reading(text).doubts if doubt.reason.key == key]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (("1.\t", "2.\t", "3.\t"), ("1", "2", "3")),
        (("1\t", "2\t", "3\t"), ("1", "2", "3")),
        (("1.      ", "2.      ", "3.      "), ("1", "2", "3")),
        (("1 ", "2 ", "3 "), ("1", "2", "3")),
        (("1", "2", "3"), ("1", "2", "3")),
        (("01 ", "02 ", "03 "), ("01", "02", "03")),
        (("01.", "02.", "03."), ("01", "02", "03")),
        (("1，", "2，", "3，"), ("1", "2", "3")),
        (("1。", "2。", "3。"), ("1", "2", "3")),
        (("1·", "2·", "3·"), ("1", "2", "3")),
        (("1.\n", "2.\n", "3.\n"), ("1", "2", "3")),
        (("⒈", "⒉", "⒊"), ("1", "2", "3")),
        (("⑴", "⑵", "⑶"), ("（1）", "（2）", "（3）")),
        (("①", "②", "③"), ("①", "②", "③")),
        (("❶", "❷", "❸"), ("①", "②", "③")),
        (("A.", "B.", "C."), ("A", "B", "C")),
        (("1）", "2）", "3）"), ("1）", "2）", "3）")),
        (("2.1 ", "2.2 ", "2.3 "), ("2.1", "2.2", "2.3")),
        (("2.1、", "2.2、", "2.3、"), ("2.1", "2.2", "2.3")),
        (("2-1 ", "2-2 ", "2-3 "), ("2-1", "2-2", "2-3")),
        (("任务1：", "任务2：", "任务3："), ("任务1", "任务2", "任务3")),
        (("行动一　", "行动二　", "行动三　"), ("行动一", "行动二", "行动三")),
        (("重点任务一：", "重点任务二：", "重点任务三："), ("重点任务一", "重点任务二", "重点任务三")),
        (("【任务一】", "【任务二】", "【任务三】"), ("任务一", "任务二", "任务三")),
        (("第一项　", "第二项　", "第三项　"), ("第一项", "第二项", "第三项")),
        (("• 1.", "• 2.", "• 3."), ("1", "2", "3")),
        (("★1.", "★2.", "★3."), ("1", "2", "3")),
    ],
)
def test_each_form_of_number_counts_the_tasks_of_a_group(printed, meant) -> None:
    text = f"{HEAD}（一）健全网络\n{listed(*printed)}{END}"
    assert found(text) == [("二（一）", number, name) for number, name in zip(meant, NAMES, strict=False)]


def test_groups_in_rarer_brackets_are_sections() -> None:
    text = f"{HEAD}㈠健全网络\n{listed('1.', '2.')}\n【二】提高质量\n{listed('3.', '4.')}{END}"
    assert [section for section, *_ in found(text)] == ["二（一）", "二（一）", "二【二】", "二【二】"]


@pytest.mark.parametrize("close", ["\t", "；", "——", "—", "--", "-", "……", "：", "！", ".", "．", ". "])
def test_whatever_closes_all_titles_ends_them(close) -> None:
    text = f"{HEAD}（一）健全网络\n{listed('1.', '2.', '3.', close=close)}{END}"
    assert [title for *_, title in found(text)] == list(NAMES[:3])


@pytest.mark.parametrize("frame", ["【{}】", "[{}]", "「{}」", "**{}**", "**{}：**", "__{}__"])
def test_a_frame_or_bold_type_is_a_title(frame) -> None:
    lines = "\n".join(f"{place}.{frame.format(name)}{TEXT}" for place, name in enumerate(NAMES, start=1))
    assert [title for *_, title in found(f"{HEAD}（一）健全网络\n{lines}{END}")] == list(NAMES)


def test_a_semicolon_in_a_list_of_sentences_ends_no_title() -> None:
    text = f"{HEAD}（一）健全网络\n1.完善设施；\n2.培训人员；\n3.建立台账。\n（二）提高质量\n1.评估；2.规范。{END}"
    assert [title for *_, title in found(text)] == ["健全网络", "提高质量"]


def test_numbers_without_stops_are_left_where_nothing_counts() -> None:
    lines = ["2名人员到岗", "3月底前完成", "1次培训", "2024年启动", "1，2两项工作", "5楼会议室"]
    assert counted(lines) == lines


def test_numbers_without_stops_are_left_where_others_have_theirs() -> None:
    lines = ["1.设立中心", "2.培训人员", "3.完善机制", "1建立", "2健全", "3完善"]
    assert counted(lines) == lines


def test_rows_of_a_table_keep_their_tabs() -> None:
    rows = ["序号\t任务", "1.\t设立中心", "2.\t培训人员", "", "1.\t设立中心"]
    assert list(untabbed(rows)) == [*rows[:4], rows[4]]
    assert list(untabbed(["1.\t设立中心\t市民政局"])) == ["1.\t设立中心\t市民政局"]
    assert list(untabbed(["设立中心", "1.\t培训人员"])) == ["设立中心", "1.培训人员"]


def test_quoted_mail_names_of_characters_and_bullets_are_taken_off() -> None:
    assert bared(["> 一、总体要求", ">", "> 二、重点任务"]) == ["一、总体要求", "", "二、重点任务"]
    assert bared(["＞90%的单位", "一、总体要求", "二、重点任务"]) == ["＞90%的单位", "一、总体要求", "二、重点任务"]
    assert bared(["&ldquo;一网&rdquo;&nbsp;A&B &madeup;"]) == ["“一网”\xa0A&B &madeup;"]
    assert bared(["• 一、总体要求", "- 加强领导", "- 3 -", "-5℃以下", "——到2025年"]) == [
        *("一、总体要求", "加强领导", "- 3 -", "-5℃以下", "——到2025年"),
    ]


def test_a_quoted_document_is_read_as_the_document() -> None:
    text = f"{HEAD}（一）健全网络\n{listed('1.', '2.', '3.')}{END}"
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    assert found(quoted) == found(text) != []


def test_a_cleaned_line_keeps_its_place() -> None:
    lines = clean(Source("txt", (Line("> 一、总体要求"), Line("> "), Line("> 1.\t设立中心"))))
    assert [(line.text, set(line.at)) for line in lines] == [("一、总体要求", {1}), ("", set()), ("1.设立中心", {3})]


def test_a_number_printed_twice_is_two_tasks_with_a_doubt() -> None:
    text = f"{HEAD}{listed('1.', '2.', '2.', '3.')}{END}"
    assert [each[1:] for each in found(text)] == list(zip(("1", "2", "2", "3"), NAMES, strict=True))
    codes = [task["code"] for task in reading(text).data["sections"][0]["tasks"]]
    assert len(set(codes)) == 4
    assert told(text, "read_number_twice") == [{"before": "2", "after": "2"}]


def test_a_number_printed_twice_across_groups_is_two_tasks() -> None:
    text = f"{HEAD}（一）健全网络\n{listed('1.', '2.')}\n（二）提高质量\n{listed('2.', '3.')}{END}"
    assert [number for _, number, _ in found(text)] == ["1", "2", "2", "3"]
    assert told(text, "read_number_twice") == [{"before": "2", "after": "2"}]


def test_a_group_printed_twice_is_two_sections() -> None:
    groups = [
        f"（{number}）{name}\n{listed('1.', '2.')}" for number, name in (("一", "网络"), ("二", "质量"), ("二", "人才"))
    ]
    text = HEAD + "\n".join(groups) + END
    assert [section["title"] for section in reading(text).data["sections"]] == ["网络", "质量", "人才"]
    assert told(text, "read_number_twice") == [{"before": "（二）", "after": "（二）"}]


def test_a_misprinted_number_is_taken_in_its_order() -> None:
    text = f"{HEAD}{listed('1.', '2.', '13.', '4.')}{END}"
    assert [number for _, number, _ in found(text)] == ["1", "2", "13", "4"]
    assert told(text, "read_number_slip") == [{"before": "2", "after": "13"}]


def test_numbers_that_begin_anew_without_a_heading_are_tasks() -> None:
    text = f"{HEAD}健全网络\n{listed('1.', '2.')}\n提高质量\n{listed('1.', '2.')}{END}"
    assert [number for _, number, _ in found(text)] == ["1", "2", "1", "2"]
    assert told(text, "read_number_again") == [{"before": "2", "after": "1"}]
    assert told(text, "read_heading_bare") == [{"printed": ["健全网络", "提高质量"]}]


def test_numbers_inside_a_task_that_goes_on_behind_them_are_its_text() -> None:
    inside = "1.先做好准备工作\n2.再抓好实施工作"
    text = f"{HEAD}{listed('1.', '2.', '3.')}\n{inside}\n4.建立台账。{TEXT}{END}"
    assert [number for _, number, _ in found(text)] == ["1", "2", "3", "4"]
    assert told(text, "read_number_passed") == [{"printed": ["1", "2"], "task": "3"}]


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        ([1, 2, 3], {}),
        ([1, 2, 2, 3], {2: 2}),
        ([1, 2, 2, 4], {2: 3}),
        ([1, 2, 9, 4], {2: 3}),
        ([1, 2, 4], {}),
        ([1, 2, 1, 2], {2: 1}),
        ([1, 2, 1, 2, 3], {2: 1}),
        ([1, 2, 3, 1, 2, 4], {}),
        ([1, 2, 1], {}),
    ],
)
def test_what_numbers_mean_that_do_not_count_on(values, meant) -> None:
    assert repeats([heading(f"{value}.设立中心") for value in values]) == meant


def test_the_order_of_named_and_bracketed_headings_is_that_of_the_text() -> None:
    above = f"{HEAD}任务一：健全网络\n{listed('（一）', '（二）')}\n任务二：提高质量\n{listed('（一）', '（二）')}{END}"
    below = (
        f"{HEAD}（一）健全网络\n{listed('任务一：', '任务二：')}\n（二）提高质量\n{listed('任务三：', '任务四：')}{END}"
    )
    assert [each[:2] for each in found(above)] == [
        *(("二任务一", "（一）"), ("二任务一", "（二）"), ("二任务二", "（一）"), ("二任务二", "（二）")),
    ]
    assert [each[:2] for each in found(below)] == [
        *(("二（一）", "任务一"), ("二（一）", "任务二"), ("二（二）", "任务三"), ("二（二）", "任务四")),
    ]


def test_a_box_of_projects_holds_no_tasks_of_the_text() -> None:
    text = (
        f"{HEAD}{listed('（一）', '（二）')}\n专栏1：重点项目\n1.建设中心。\n2.改造设施。\n（三）完善机制。{TEXT}{END}"
    )
    assert {section for section, *_ in found(text)} == {"二"}
    assert [number for _, number, _ in found(text) if number != "专栏1"] == ["（一）", "（二）", "（三）"]


def test_decimals_hold_the_numbers_above_them() -> None:
    tasks = listed("2.1.1 ", "2.1.2 ") + "\n2.2 提高质量\n" + listed("2.2.1 ", "2.2.2 ")
    text = f"云泽市服务提升方案\n1 工作目标\n体系更加健全。\n2 重点任务\n2.1 健全网络\n{tasks}\n3 保障措施\n加强领导。"
    assert [each[:2] for each in found(text)] == [
        *(("2.1", "2.1.1"), ("2.1", "2.1.2"), ("2.2", "2.2.1"), ("2.2", "2.2.2")),
    ]


def test_goals_in_a_chapter_of_goals_and_tasks_that_holds_none_are_goals() -> None:
    goals = "云泽市服务提升实施方案（2024—2026年）\n一、目标任务\n2026年底前，建成服务中心12个。\n"
    data = reading(f"{goals}二、主要任务\n（一）建设服务中心。抓好选址。\n（二）加强培训。按期办班。").data
    assert [target["value"] for target in data["sections"][0]["tasks"][0]["targets"]] == [12]


def test_figures_before_the_first_task_of_a_chapter_are_goals() -> None:
    tasks = "（一）建设服务中心。抓好选址。\n（二）加强培训。按期办班。"
    data = reading(f"{HEAD}到2026年底，建成服务中心12个。\n{tasks}{END}").data
    assert [target["value"] for target in data["sections"][0]["tasks"][0]["targets"]] == [12]


def test_a_second_plan_in_the_file_is_told() -> None:
    one = "云泽市养老方案\n一、总体要求\n坚持为民。\n二、重点任务\n（一）设立中心。抓好选址。\n（二）加强培训。办班。"
    two = "附件2\n云泽市托育方案\n一、工作目标\n全面覆盖。\n二、重点任务\n新增托位。"
    assert told(f"{one}\n{two}", "read_other_text") == [{"title": "工作目标"}]
    contents = "目录\n一、总体要求\n二、重点任务\n（一）设立中心\n"
    assert told(contents + one, "read_other_text") == []


def test_a_table_that_holds_the_tasks_leaves_no_doubt_that_there_are_none() -> None:
    table = "序号\t重点任务\t牵头单位\n1\t设立服务中心\t市民政局\n2\t培训服务人员\t市教育局"
    text = f"云泽市服务提升方案\n一、总体要求\n坚持为民。\n二、工作要求\n抓好落实。\n附件：任务分工表\n{table}"
    assert [title for *_, title in found(text)] == ["设立服务中心", "培训服务人员"]
    assert told(text, "read_no_tasks") == []


def test_a_text_without_any_break_has_its_first_heading_behind_the_title() -> None:
    text = (
        "云泽市服务提升方案 一、指导思想 坚持为民。 二、重点任务 （一）设立中心。抓好选址。（市民政局负责）"
        "（二）加强培训。按期办班。（市教育局负责）三、保障措施 加强领导。"
    )
    assert found(text) == [("二", "（一）", "设立中心"), ("二", "（二）", "加强培训")]


def test_a_text_without_any_break_has_its_chapters_where_they_are_called_as_chapters() -> None:
    text = (
        "云泽市专项整治方案一、整治时间2024年3月1日至6月30日二、整治内容（一）食堂卫生。检查设施。"
        "（二）原料采购。检查票证。三、保障措施（一）加强领导。抓好落实。"
    )
    assert found(text) == [("二", "（一）", "食堂卫生"), ("二", "（二）", "原料采购")]


def test_a_long_line_of_several_chapters_is_told() -> None:
    text = f"{HEAD}{listed('1.', '2.', '3.')}{END}"
    assert told(text.replace("\n", "") + "抓好落实。" * 40, "read_no_breaks") == [{}]
    assert told(text, "read_no_breaks") == []


def test_industries_that_are_counted_are_no_chapters() -> None:
    assert heading("一、二、三产业融合发展") is None
    assert heading("一、二产业衔接更加紧密") is None
    assert heading("一、三年行动目标") is not None


def test_wide_digits_count_as_others() -> None:
    lines = ["１，设立中心。抓好。", "２，培训人员。办班。", "３，完善机制。建账。"]
    assert counted(lines) == [line.replace("，", ".") for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["1 市民政局", "2 市教育局", "3 市财政局"],
        ["建设", "1 个中心，", "2 个站点，", "3 所学校。"],
        ["1张三", "2李四", "3王五"],
    ],
)
def test_a_list_of_names_and_what_is_counted_are_no_headings(lines) -> None:
    assert counted(lines) == lines


def test_lettered_kinds_in_a_task_are_its_text() -> None:
    text = f"{HEAD}（一）设立中心。分为：\nA、重点机构\nB、一般机构\n（二）培训人员。{TEXT}{END}"
    assert [title for *_, title in found(text)] == ["设立中心", "培训人员"]


def test_a_chapter_of_tasks_without_numbers_is_told() -> None:
    assert told(f"{HEAD}一网通办。{TEXT}{END}", "read_chapter_whole") == [{"title": "重点任务"}]


def test_a_chapter_of_tasks_that_holds_rows_without_headings_says_that_there_are_no_tasks() -> None:
    assert told(f"{HEAD}1.设立中心\t市民政局\n2.培训人员\t市教育局{END}", "read_no_tasks") == [{}]
