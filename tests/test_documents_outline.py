"""Broken lines become paragraphs, and numbered headings a tree."""

from __future__ import annotations

import pytest

from documents.files.source import Line, Source
from documents.prose.blocks import blocks
from documents.prose.cleaning import clean
from documents.prose.numbering import heading, ordinal
from documents.prose.outline import Node, outline


def paragraphs(text: str, kind: str = "txt") -> list[str]:
    return [block.text for block in blocks(clean(Source(kind, tuple(Line(line) for line in text.split("\n")))))]


def tree(text: str) -> list[object]:
    root = outline(blocks(clean(Source("txt", tuple(Line(line) for line in text.split("\n")))))).root
    return [_shown(node) for node in root.children]


def _shown(node: Node) -> object:
    shown = f"{node.number}|{node.title.text}|{'/'.join(each.text for each in node.body)}"
    return [shown, *map(_shown, node.children)] if node.children else shown


BROKEN = """\
二、主要任务

（一）健全服务网络

1、建设云泽市健康服务中心。在老城区和高新区选择交通

便利的地点，建设健康服务中心，配齐基本的设备和人员，面

向居民提供预约、随访和转诊服务，年内开诊。加强与各县

11

医院的联系，形成上下贯通的服务网络。

2、培养基层人员。每年组织一次轮训。

（二）改善服务条件
"""


def test_lines_that_the_page_has_broken_are_joined_over_blank_lines_and_page_numbers() -> None:
    assert paragraphs(BROKEN) == [
        "二、主要任务",
        "（一）健全服务网络",
        "1、建设云泽市健康服务中心。在老城区和高新区选择交通便利的地点，建设健康服务中心，配齐基本的设备和人员，面"
        "向居民提供预约、随访和转诊服务，年内开诊。加强与各县医院的联系，形成上下贯通的服务网络。",
        "2、培养基层人员。每年组织一次轮训。",
        "（二）改善服务条件",
    ]


def test_a_paragraph_knows_the_lines_it_was_joined_from() -> None:
    found = blocks(clean(Source("txt", tuple(Line(line) for line in BROKEN.split("\n")))))
    assert [block.lines for block in found] == [(1, 1), (3, 3), (5, 13), (15, 15), (17, 17)]


def test_paragraphs_that_are_lines_stay_apart() -> None:
    text = (
        "为做好工作，制定本方案。\n一、工作目标\n到2025年，建成三个中心，"
        + "服务能力明显提升，" * 12
        + "。\n二、主要任务"
    )
    assert paragraphs(text) == text.split("\n")


def test_a_line_that_breaks_off_after_a_comma_goes_on() -> None:
    assert paragraphs("加强统筹，\n形成合力。\n一、要求") == ["加强统筹，形成合力。", "一、要求"]


def test_rows_of_a_table_stay_apart() -> None:
    assert paragraphs("序号\t任务\n1\t建设中心，\n2\t轮训") == ["序号\t任务", "1\t建设中心，", "2\t轮训"]


def test_a_text_without_breaks_is_cut_before_its_headings() -> None:
    filler = "提高服务质量。" * 60
    text = f"现制定方案。一、目标要求（一）总目标。{filler}（二）分目标。第一、二条除外。"
    text += f"二、主要任务（三）建中心。{filler}（四）抓培训。完。"
    assert [each[:8] for each in paragraphs(text)] == [
        "现制定方案。",
        "一、目标要求",
        "（一）总目标。提",
        "（二）分目标。第",
        "二、主要任务",
        "（三）建中心。提",
        "（四）抓培训。完",
    ]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("三十五", 35),
        ("一百零三", 103),
        ("一百一十", 110),
        ("12", 12),
        ("⑫", 12),
    ],
)
def test_an_ordinal_is_read(printed: str, value: int) -> None:
    assert ordinal(printed) == value


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("一、总体要求", "count", "一"),
        ("（二十一）加强培训", "bracket", "（二十一）"),
        ("3.2020年底前完成清理", "figure", "3"),
        ("12、提升能力", "figure", "12"),
        ("1.2 建设内容", "decimal", "1.2"),
        ("（3）建立台账", "figure_bracket", "（3）"),
        ("②建立台账", "circle", "②"),
        ("第二章 主要任务", "chapter", "第二章"),
        ("第一阶段：动员部署", "stage", "第一阶段"),
        ("行动三：护苗行动", "named", "行动三"),
    ],
)
def test_a_form_of_heading_is_known(text: str, form: str, number: str) -> None:
    found = heading(text)
    assert found is not None
    assert (found[0].name, found[1]["number"]) == (form, number)


@pytest.mark.parametrize(
    "text", ["2021.7.15前", "15个中心", "3.5万人", "十九届五中全会", "一是加强领导", "12.7%", "第十九次会议"]
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert heading(text) is None


def test_headings_stand_under_headings_and_keep_their_numbers() -> None:
    assert tree(
        "一、任务\n（一）建网络\n1.设中心。选址建设。\n2.配人员。分批配齐。\n（二）抓培训\n3.办讲座。每月一次。\n二、保障"
    ) == [
        [
            "一|任务|",
            ["（一）|建网络|", "1|设中心|选址建设。", "2|配人员|分批配齐。"],
            ["（二）|抓培训|", "3|办讲座|每月一次。"],
        ],
        "二|保障|",
    ]


def test_numbered_sentences_have_no_titles() -> None:
    assert tree(
        "一、任务\n（一）建网络。按以下要求：\n"
        "1.市教育局牵头制定名单，各区逐一落实选址、施工和验收各项工作，确保按期开诊。\n"
        "2.市财政局安排资金，对完成任务的单位给予补助，并对使用情况开展检查，防止挪用。"
    ) == [
        [
            "一|任务|",
            [
                "（一）|建网络|按以下要求：",
                "1||市教育局牵头制定名单，各区逐一落实选址、施工和验收各项工作，确保按期开诊。",
                "2||市财政局安排资金，对完成任务的单位给予补助，并对使用情况开展检查，防止挪用。",
            ],
        ]
    ]


def test_a_number_out_of_order_is_text_and_a_small_gap_is_not() -> None:
    assert tree("一、任务\n1.甲事项。做好。\n3.丙事项。做好。\n9.远处。不算。") == [
        ["一|任务|", "1|甲事项|做好。", "3|丙事项|做好。/9.远处。不算。"]
    ]


def test_the_units_after_a_title_are_no_part_of_it() -> None:
    assert tree("一、任务\n1.建设中心（责任单位：市教育局）\n2.配置（流动）设备（市财政局负责）") == [
        ["一|任务|", "1|建设中心|（责任单位：市教育局）", "2|配置（流动）设备|（市财政局负责）"]
    ]


def test_of_a_notice_with_headings_and_a_plan_behind_it_the_plan_is_read() -> None:
    text = "一、提高认识\n二、抓好落实\n附件\n云泽市行动方案\n一、目标\n二、任务\n1.甲。做。\n2.乙。做。\n三、保障"
    found = outline(blocks(clean(Source("txt", tuple(Line(line) for line in text.split("\n"))))))
    assert [node.title.text for node in found.root.children] == ["目标", "任务", "保障"]
    assert found.opening == 4


@pytest.mark.parametrize(
    "annexes", ["附件：1.指标表\n2.季报表", "1.指标表\n2.季报表", "附件：1．指标表\n2．季报表\n3．名单"]
)
def test_annexes_that_a_notice_counts_are_none_of_the_headings(annexes: str) -> None:
    plan = "一、目标\n二、任务\n（一）甲\n1.子。做。\n2.丑。做。\n三、行动\n（一）乙。做。\n（二）丙。做。\n四、保障"
    assert tree(f"印发方案。\n{annexes}\n云泽市行动方案\n{plan}") == tree(plan)
    assert [each[0] if isinstance(each, list) else each for each in tree(plan)] == [
        "一|目标|",
        "二|任务|",
        "三|行动|",
        "四|保障|",
    ]


def test_an_annex_is_none_of_the_plan() -> None:
    text = "一、目标\n二、任务\n1.甲。做。\n附件1\n指标表\n一、健康\n二、教育"
    found = outline(blocks(clean(Source("txt", tuple(Line(line) for line in text.split("\n"))))))
    assert [node.title.text for node in found.root.children] == ["目标", "任务"]
    assert [each.text for each in found.annexes] == ["附件1", "指标表", "一、健康", "二、教育"]


def test_a_first_number_below_a_heading_that_fills_its_line_is_a_heading() -> None:
    full = "（一）优化书屋布局，增强服务全市读者的各项功能作用"
    line = "推动书屋向乡镇集中，围绕三条路线和八个片区布点，方便老"
    text = "\n".join(
        ["二、重点任务", full, "1.推动书屋下乡。" + line, *[line] * 12, "人借阅。", "2.办讲座。每月一次。"]
    )
    found = paragraphs(text)
    assert found[1] == full
    assert found[2].startswith("1.推动书屋下乡。")
