"""Tables of tasks and units, and chapters of duties by unit."""

from hypothesis import given
from hypothesis import strategies as st

from documents.prose.outline import Node
from documents.prose.passage import Passage, on_line
from documents.units.allot import duties, duty_chapter, matched
from documents.units.cells import in_rows
from documents.units.rows import Row, table


def lines(*texts: str) -> list[Passage]:
    return [on_line(text, line) for line, text in enumerate(texts, 1)]


def values(rows: list[Row]) -> list[dict[str, object]]:
    return [row.values for row in rows]


def test_a_table_gives_each_task_its_units_and_deadline():
    rows = table(
        lines(
            "分工表",
            "序号\t重点任务\t牵头单位\t配合单位\t完成时限",
            "1\t建设示范校\t市教育局\t市财政局、市民政局\t2022年底前",
            "2\t培训骨干\t市人社局\t—\t2023年6月",
            "后文",
        )
    )
    assert values(rows) == [
        {
            "number": "1",
            "title": "建设示范校",
            "lead_units": ["市教育局"],
            "cooperating_units": ["市财政局", "市民政局"],
            "lines": (3, 3),
        },
        {"number": "2", "title": "培训骨干", "lead_units": ["市人社局"], "lines": (4, 4)},
    ]
    assert [row.deadline and row.deadline.text for row in rows] == ["2022年底前", "2023年6月"]


def test_columns_stand_in_any_order_and_headings_may_be_repeated():
    rows = table(lines("责任单位\t工作任务", "市教育局\t建设示范校。", "责任单位\t工作任务", "市财政局\t落实经费"))
    assert [(row.values["title"], row.values["lead_units"]) for row in rows] == [
        ("建设示范校", ["市教育局"]),
        ("落实经费", ["市财政局"]),
    ]


def test_an_empty_cell_of_units_means_those_above_with_a_doubt():
    rows = table(lines("任务\t责任单位", "建设示范校\t市教育局", "落实经费\t"))
    assert [row.values["lead_units"] for row in rows] == [["市教育局"], ["市教育局"]]
    assert [doubt.reason.key for doubt in rows[1].doubts] == ["read_units_merged"]


def test_rows_without_a_task_of_their_own_add_their_units():
    rows = table(
        lines(
            "工作任务\t具体措施\t责任单位",
            "一、健全体系\t建立机制\t市教育局",
            "\t完善制度\t市民政局",
            "二、培训\t办班\t市人社局",
        )
    )
    assert [(row.values["number"], row.values["title"], row.values["lead_units"]) for row in rows] == [
        ("一", "健全体系", ["市教育局", "市民政局"]),
        ("二", "培训", ["市人社局"]),
    ]
    assert rows[0].values["lines"] == (2, 3)


def test_beside_a_leader_the_responsible_units_cooperate():
    (row,) = table(lines("事项\t牵头单位\t责任单位", "建设示范校\t市教育局\t市财政局、市民政局"))
    assert row.values["cooperating_units"] == ["市财政局", "市民政局"]
    assert row.doubts == []


def test_a_table_that_came_apart_is_read_where_its_numbers_prove_it():
    apart = ["序号", "重点任务", "责任单位", "1", "建设示范校", "市教育局", "2", "培训骨干", "市人社局"]
    assert [(row.values["title"], row.values["lead_units"]) for row in table(lines("前文", *apart, "后文"))] == [
        ("建设示范校", ["市教育局"]),
        ("培训骨干", ["市人社局"]),
    ]
    assert table(lines(*apart[:6])) == []
    assert table(lines("序号", "重点任务", "责任单位", "1", "建设示范校", "2", "培训骨干")) == []


def test_other_tables_are_none_of_tasks():
    assert table(lines("序号\t指标\t数值", "1\t床位\t5")) == []
    assert table(lines("没有表格")) == []


def test_titles_find_their_rows():
    rows = table(lines("任务\t责任单位", "建设一批示范学校\t市教育局", "开展骨干人才培训\t市人社局", "推广\t市科技局"))
    found = matched(["（一）建设一批示范学校", "广泛开展骨干人才培训工作", "加强推广应用"], rows)
    assert [row and row.values["title"] for row in found] == ["建设一批示范学校", "开展骨干人才培训", None]
    assert [doubt.reason.key for doubt in rows[1].doubts] == ["read_units_table"]
    assert rows[0].doubts == []


def test_no_row_is_given_twice():
    rows = table(lines("任务\t责任单位", "建设示范学校\t市教育局"))
    assert [row is not None for row in matched(["建设示范学校", "建设示范学校"], rows)] == [True, False]


def node(title: str, *body: str, children: list[Node] | None = None) -> Node:
    return Node(
        "", 1, "（一）", on_line("（一）", 1), on_line(title, 1), [on_line(text, 2) for text in body], children or []
    )


def test_a_chapter_of_duties_says_what_each_unit_does():
    chapter = node(
        "职责分工",
        "市教育局：负责学校。",
        children=[
            node("市财政局、市民政局", "落实经费。"),
            node("", "县医保局负责支付。"),
            node("加强领导", "各单位要重视。"),
            node("各县（区）人民政府", "抓好落实。"),
        ],
    )
    assert [(name, text.text) for name, text in duties(chapter)] == [
        ("市教育局", "负责学校"),
        ("市财政局", "落实经费"),
        ("市民政局", "落实经费"),
        ("县医保局", "负责支付"),
    ]


def test_a_chapter_of_duties_is_known_by_its_title():
    assert [duty_chapter(title) for title in ("职责分工", "任务分工", "部门职责", "保障措施", "主要任务")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.lists(st.text(alphabet="序号任务责任单位市教育局财政、1234\t ", max_size=40), max_size=12))
def test_any_lines_have_an_answer(texts: list[str]):
    rows = table(lines(*texts))
    assert all(row.values["title"] is not None for row in rows)
    assert len(matched(["任务", "责任"], rows)) == 2


FLAT = (
    "各项任务见下表。", "序号", "工作任务", "主要做法", "牵头单位", "完成时限",
    "1", "改造老旧小区", "改造小区30个，更新管网", "市住房和城乡建设局", "2024年12月底前",
    "2", "建设口袋公园", "新建公园12座", "市城市管理局", "持续推进",
    "三、工作要求",
)  # fmt: skip


def test_a_table_of_one_cell_a_line_may_have_headings_that_are_not_known():
    rows = in_rows(lines(*FLAT))
    assert [row.text.count("\t") for row in rows] == [0, 4, 4, 4, 0]
    assert all(len(row.text) == len(row.at) for row in rows)
    assert [(row.values["title"], row.text[0].text) for row in table(rows)] == [
        ("改造老旧小区", "改造小区30个，更新管网"),
        ("建设口袋公园", "新建公园12座"),
    ]


def test_one_cell_a_line_is_no_table_where_its_numbers_do_not_count():
    broken = [*FLAT[:11], "3", *FLAT[12:]]
    assert [line.text for line in in_rows(lines(*broken))] == broken


def test_cells_beside_the_title_are_the_words_of_the_task():
    (row,) = table(
        lines(
            "序号\t重点任务\t工作内容\t牵头单位\t完成时限\t备注",
            "1\t培育企业\t新增企业30家\t市数据局\t2024年9月\t另文通知",
        )
    )
    assert row.values["title"] == "培育企业"
    assert [cell.text for cell in row.text] == ["新增企业30家"]
