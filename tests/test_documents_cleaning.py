"""Lines as printed become text as meant, and each character keeps the line it stood on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.files.source import Line, Source
from documents.prose.cleaning import clean, cleaned


def texts(*lines: str, kind: str = "txt") -> list[str]:
    return [line.text for line in clean(Source(kind, tuple(Line(line) for line in lines)))]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("到 2025 年，建成 15 个中心", "到2025年，建成15个中心"),
        ("　　一、总体要求", "一、总体要求"),
        ("２０２１年７月１５日前", "2021年7月15日前"),
        ("优先釆购", "优先采购"),
        ("⼀、⼯作⽬标", "一、工作目标"),
        ("人员配备更为合理, 管理规范;服务提升", "人员配备更为合理，管理规范；服务提升"),
        ("(三)培训时间", "（三）培训时间"),
        ("(1)建设中心", "（1）建设中心"),
        ("约1,200人(含退休)", "约1,200人（含退休）"),
        ("推进IPv6 and 5G (NR) 部署", "推进IPv6 and 5G（NR）部署"),
        ('网上平台为"云上课堂"。', "网上平台为“云上课堂”。"),
        ('实施“云上健康"行动', "实施“云上健康”行动"),
        ("云卫〓〔2021〕8 号", "云卫〓〔2021〕8号"),
        ("发文字号：\t 云政发〔2021〕3号", "发文字号：\t云政发〔2021〕3号"),
        ("零\u200b宽\ufeff字符", "零宽字符"),
        ("1. 加强培训　组织三期讲座，提高服务能力。", "1.加强培训。组织三期讲座，提高服务能力。"),
        ("（一） 整治涉水企业 开展集中检查，逐一登记。", "（一）整治涉水企业。开展集中检查，逐一登记。"),
        ("l.加强培训。", "1.加强培训。"),
        ("1O、建设中心。", "10、建设中心。"),
        ("［责任单位：市教育局］", "【责任单位：市教育局】"),
        ("云教发[2015]1号", "云教发[2015]1号"),
        ("﹙4﹚ 建设中心", "（4）建设中心"),
        ("### 二、**主要**任务", "二、主要任务"),
        ("3．5公里与３％", "3.5公里与3%"),
        ("加强领导。— 9 —二是督促", "加强领导。二是督促"),
        ("2021—2025年与2021年— 2025年", "2021—2025年与2021年—2025年"),
    ],
)
def test_a_line_is_cleaned(printed: str, meant: str) -> None:
    assert cleaned(printed).text == meant


def test_the_numbers_of_pages_go_and_their_lines_stay_counted() -> None:
    lines = clean(Source("txt", (Line("前半句"), Line(""), Line("— 6 —"), Line(""), Line("后半句"))))
    assert [line.text for line in lines] == ["前半句", "", "", "", "后半句"]
    assert lines[4].lines == (5, 5)


@pytest.mark.parametrize("number", ["11", "- 3 -", "—12—", "第3页", "第 3 页 共 10 页", "3/10", "·7·", "Page 3 of 9"])
def test_each_form_of_a_page_number_goes(number: str) -> None:
    assert texts("甲", number, "乙") == ["甲", "", "乙"]


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_a_number_in_a_table_is_no_page_number(kind: str) -> None:
    assert texts("甲", "11", "乙", kind=kind) == ["甲", "11", "乙"]


def pages(head: str, count: int = 3) -> list[str]:
    """Pages of twenty lines with a head and a number."""
    return [
        line
        for page in range(count)
        for line in (head, *(f"第{page}页之{each}行" for each in range(20)), str(page + 1))
    ]


def test_what_stands_beside_the_numbers_of_pages_again_and_again_is_a_running_head() -> None:
    found = texts(*pages("云泽市人民政府公报"))
    assert [found.count(""), len(found)] == [6, 66]
    assert not {"云泽市人民政府公报", "1", "2", "3"} & set(found)


def test_a_line_that_ends_like_a_sentence_is_no_running_head() -> None:
    assert texts(*pages("责任单位：")).count("责任单位：") == 3


def test_numbers_that_stand_close_together_are_cells_of_a_table() -> None:
    table = ["序号", "任务", "1", "建设中心", "2", "培训人员", "3", "办好讲座"]
    assert texts(*table) == table


def test_a_table_between_bars_becomes_rows() -> None:
    assert texts("| 序号 | 任务 |", "| --- | --- |", "| 1 | 建设 中心 |") == ["序号\t任务", "", "1\t建设中心"]


@given(st.text(max_size=200))
def test_whatever_is_printed_each_character_has_its_line(printed: str) -> None:
    line = cleaned(printed, 7)
    assert line.at == (7,) * len(line.text)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("启动阶段..2026 年 6 月底前 .", "启动阶段。2026年6月底前。"),
        ("2 . 口袋公园工程 . 建成公园 3 处 . ( 市园林局 )", "2.口袋公园工程。建成公园3处。（市园林局）"),
        ("( 一 ) 自查阶段 . 2026 年 3 月", "（一）自查阶段。2026年3月"),
        ("绿地率达到 l00% . 建设绿道", "绿地率达到100%。建设绿道"),
        ("一．总体目标", "一.总体目标"),
        ("( 一 ) . 建设绿道", "（一）.建设绿道"),
        ("第 二 章 . 重点任务", "第二章.重点任务"),
        ("总体目标......3", "总体目标......3"),
        ("见表.2", "见表.2"),
        ("人均2.5平方米", "人均2.5平方米"),
    ],
)
def test_points_that_stand_for_stops_are_stops_and_others_stay(printed: str, meant: str) -> None:
    assert cleaned(printed).text == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("（2O24年3月至202l年l0月1O日）", "（2024年3月至2021年10月10日）"),
        ("（2O24—2O26年）", "（2024—2026年）"),
        ("2 0 2 4 年 1 2 月 3 1 日", "2024年12月31日"),
        ("2O24.3-2024.l0.l5", "2024.3-2024.10.15"),
        ("云政发〔2O24〕l2号", "云政发〔2024〕12号"),
        ("7月l5曰，12月31目前", "7月15日，12月31日前"),
        ("l—6月、l月1日至l5日", "1—6月、1月1日至15日"),
        ("2026 年 10 月 一 12 月", "2026年10月—12月"),
        ("3月1日一5月30日", "3月1日—5月30日"),
        ("2024年一2026年，2024.3一2024.6", "2024年—2026年，2024.3—2024.6"),
        ("2024年第一季度一第三季度", "2024年第一季度—第三季度"),
        ("五月一二0二六年九月，十月一十二月", "五月—二0二六年九月，十月—十二月"),
        ("2024年3月_4月，12月ー次年1月", "2024年3月—4月，12月—次年1月"),
        ("2026年10月一", "2026年10月—"),
    ],
)
def test_what_was_misread_inside_of_days_is_put_right(printed: str, meant: str) -> None:
    assert cleaned(printed).text == meant


@pytest.mark.parametrize(
    "printed",
    [
        *("2024年一季度", "五月一日起", "十月一日", "每3个月一次", "每年6月一次", "每月一2次"),
        *("l号线与O型血", "5O个月", "O月", "阶段|1月|内容", "CO2日均", "二O二四年五月", "9O99年"),
    ],
)
def test_what_is_no_misread_day_stays(printed: str) -> None:
    assert cleaned(printed).text == printed
