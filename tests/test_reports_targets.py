"""The sheet of targets as a file: whatever is written into it is read again as it was."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cli.target_sheets import wish_of
from documents import books, sheets, years
from reports.targets import Words, book
from workflow.figuring import Wish

FRONT = ("序号", "指标编号", "事项编号", "事项", "指标", "要求", "单位代码", "单位", "计量单位")
YEARS = {"base-2020": "2020年基数", "aim-2021": "2021年目标", "aim-2022": "2022年目标"}
BACK = ("上次数据", "上次截至", "本期分子", "本期分母", "本期完成值", "截至日期", "无进展（写“是”）", "说明")
WORDS = Words("填报表", "说明", "指标填报", (*FRONT, *YEARS.values(), *BACK), "填写说明", ("一", "二"), "是", "&P")

whole = st.integers(0, 10**9).map(str)
decimal = st.decimals(0, 10**6, places=3).map(lambda number: f"{number:f}")
share = st.one_of(st.integers(0, 100).map(str), st.decimals(0, 100, places=2).map(str)).map(lambda text: f"{text}%")
said = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)
lines = st.lists(said.filter(bool), max_size=3).map("\n".join)
value = st.one_of(st.just(""), whole, decimal, share, lines)
code = st.from_regex(r"ZW-T[0-9]{2}", fullmatch=True)
day = st.dates().map(str) | st.just("")


@st.composite
def rows(draw: Any) -> list[Wish]:
    """Wishes as a person may have filled them in, in rows below the header."""
    found = []
    for number in range(4, 4 + draw(st.integers(1, 4))):
        held = {key: draw(value) for key in YEARS}
        parts = {"numerator": draw(st.just("") | whole | decimal), "denominator": draw(st.just("") | whole)}
        words = {"value": draw(value), "as_of": draw(day), "resting": draw(st.sampled_from(["", "是"]))}
        place = {"item": "ZW-04/640521", "unit_code": "640521", "unit": "中宁县卫生健康局"}
        found.append(Wish(number, draw(code), **place, years=held, **parts, **words, note=draw(lines)))
    return found


def as_row(wish: Wish) -> list[str | None]:
    front = ["1", wish.target, wish.item, "事项", "指标", "要求", wish.unit_code, wish.unit, "%"]
    entered = [wish.numerator, wish.denominator, wish.value, wish.as_of, wish.resting, wish.note]
    return [*front, *(text or None for text in wish.years.values()), "", "", *entered]


def read(content: bytes) -> list[Wish]:
    grids = list(books.grids("表.xlsx", content))
    return [wish_of(row) for row in sheets.read(grids, years.columns(grids), "表.xlsx").rows]


@settings(max_examples=60)
@given(rows())
@example([Wish(4, "ZW-T08", years=dict.fromkeys(YEARS, "=1+1"), value="0.10", note="007")])
@example([Wish(4, "ZW-T08", years=dict.fromkeys(YEARS, "33.333%"), value="1e5", note="_x0041_")])
def test_what_is_written_is_read_again(wishes) -> None:
    assert read(book(WORDS, [as_row(wish) for wish in wishes])) == wishes


def test_values_are_numbers_where_they_come_back_the_same() -> None:
    wish = Wish(4, "ZW-T08", years={"base-2020": "60%", "aim-2021": "33.333%", "aim-2022": "0.5"}, value="05")
    sheet = load_workbook(io.BytesIO(book(WORDS, [as_row(wish)]))).worksheets[0]
    told = [(cell.value, cell.number_format) for cell in (*sheet[4][9:12], sheet[4][16])]
    assert told == [(0.6, "0%"), (0.33333, "0.000%"), (0.5, "General"), ("05", "General")]


def test_a_heading_of_a_year_is_known_however_it_is_written() -> None:
    def keys(*headings: str) -> list[str]:
        grid = sheets.Grid()
        for place, heading in enumerate(headings, 1):
            grid.put(1, place, heading)
        return [column.key for column in years.columns([grid])][17:]

    for heading in (
        "2021年目标",
        "2021目标",
        "2021年",
        "２０２１年度目标",
        "2021年\n目标值",
        "2021年目标（%）",
        "2021 target",
    ):
        assert keys(heading) == ["aim-2021"]
    for heading in ("2020年基数", "2020基数", "2020年底基数", "2020年基期值", "2020 baseline", "baseline 2020"):
        assert keys(heading) == ["base-2020"]
    assert keys("2021", "21年目标", "2021年完成", "2021年目标2022年") == []
