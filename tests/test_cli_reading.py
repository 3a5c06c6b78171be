"""`plan read`: the draft, the summary that it is checked by, the document for programs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import drafts
import pytest
from test_cli_look import golden

from cli.digest import counts, digest
from cli.digest_tables import wanted
from cli.reading import typed
from cli.reading_en import READING as ENGLISH
from cli.reading_zh import READING as CHINESE
from cli.show import cells
from cli.whereabouts import TOGETHER, Whereabouts, owner, path_of
from documents import planfile
from documents.fact import Remark
from documents.files.source import Line, Source
from documents.nodes import place
from documents.reading import Reading
from models.errors import MissingFile
from models.planfile import PlanFile
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Inside, Told

    Read = Callable[..., Told]

SHOW = """
import sys
import drafts
from cli.digest import digest
made = getattr(drafts, sys.argv[1])()
print("\\n".join(digest(made, "方案.docx", "…")))
"""


@pytest.fixture
def read(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Runs the command on a file of which is read what is given."""

    def run(made: Reading, *words: str, file: str = "方案.txt") -> Told:
        monkeypatch.setattr("documents.reading.read", lambda *_: made)
        (inside.folder / file).write_text("随便什么", encoding="utf-8")
        return inside("plan", "read", file, *words)

    return run


@pytest.fixture(scope="module")
def shown(reading: Any) -> Callable[[str, str, str], str]:
    """The summary of one of the drafts in a language at a width."""
    from pathlib import Path

    def show(name: str, lang: str, width: str) -> str:
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{SHOW}"
        told = reading.python(code, name, DUBAN_LANG=lang, **({"COLUMNS": width} if width else {}))
        assert (told.code, told.err) == (0, "")
        return str(told.out)

    return show


# The summary


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["zhongwei", "empty"])
def test_people_are_shown_this_of_a_reading(name, lang, shown) -> None:
    text = ""
    for width in ("60", "80", "120", ""):
        told = shown(name, lang, width)
        assert [line for line in told.splitlines() if width and cells(line) > int(width)] == []
        text += f"=== {f'{width} columns' if width else 'piped'}\n{told}"
    assert text == golden(f"plan-read-{name}-{lang}.txt", text)


@pytest.mark.parametrize("width", ["60", "80"])
def test_a_thousand_tasks_are_told_whole_and_fit(width, shown) -> None:
    lines = shown("long", "zh", width).splitlines()
    assert [line for line in lines if cells(line) > int(width)] == []
    whole = "".join(line.strip() for line in lines)
    assert whole.count("乡镇服务站点标准化建设") == 1000
    assert "任务分组10个，任务1000项" in whole


def test_an_item_is_told_with_its_number_its_lines_and_what_it_has(shown) -> None:
    told = shown("units", "zh", "")
    assert "（一）基础建设（第3行）\n" in told
    assert "  1.1  建设服务站（第4行，指标1个，牵头：县交通局、县水务局，配合单位2个）\n" in told
    assert "  1.2  （二）整治河道（第5行）\n" in told
    assert "重点项目\n  KP1  堤防工程（第6行）\n      KP1.1  一是 加固堤防（第7行）\n" in told


def test_lines_are_told_with_the_page_where_there_are_pages(shown) -> None:
    told = shown("paged", "zh", "80")
    assert "标题：临溪县某某方案（第1页第3行）\n" in told
    assert "页/行" in told
    assert "2/2—3" in told


# Doubts and problems


def test_doubts_come_in_the_order_of_the_plan_each_with_its_place_in_words() -> None:
    where = Whereabouts(drafts.zhongwei())
    assert [where.named(remark.path) for remark in where.doubts] == [
        "文号",
        "节点 年度总结",
        "04 加强基层医疗卫生机构中医馆建设 · 标题",
        "07 提升中医药救治能力 · T11 中宁县中医医院等级 · 承诺用语",
        "单位 中卫市中医医院 · 级别",
    ]
    assert [where.of(remark) for remark in where.doubts] == [(2, 2), (354, 358), (84, 84), (128, 130), (35, 35)]


def test_what_a_doubt_is_about_bears_its_number(shown) -> None:
    told = shown("zhongwei", "zh", "")
    assert "文号：原文没有写（疑点1）\n" in told
    assert "（第84行，指标4个，疑点3）\n" in told
    assert [line.split()[-1] for line in told.splitlines() if line.startswith("07 T11")] == ["4"]
    assert "原文：这是第84行的文字\n" in told


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        (("plan", "issuers", 2), ("plan", "issuers")),
        (("plan", "basis", 0, "title"), ("plan", "basis", 0)),
        (("plan", "full_title"), ("plan", "title")),
        (("plan",), ("plan",)),
        (("plan", "lines"), ("plan",)),
        (("checkpoints", 1, "every_year", "from"), ("checkpoints", 1)),
        (("sections", 0, "tasks", 1, "lead_units", 0), ("sections", 0, "tasks", 1)),
        (("sections", 0, "tasks", 1, "projects", 2), ("sections", 0, "tasks", 1, "projects", 2)),
        (("sections",), ()),
        ((), ()),
    ],
)
def test_a_value_belongs_to_a_piece(path, piece) -> None:
    assert owner(path) == piece


@pytest.mark.parametrize("path", [(), ("plan", "issuers", 2), ("sections", 0, "tasks", 11, "targets", 3, "due")])
def test_a_written_place_is_read_again(path) -> None:
    assert path_of(place(path)) == path


def test_what_is_doubted_of_several_pieces_is_told_once_with_its_places(shown) -> None:
    told = shown("zhongwei", "zh", "")
    assert "拿不准的4条" in told
    assert (
        f"  1. {drafts.DOUBTED.sentence('zh')}\n     涉及2处：文号（第2行）；单位 中卫市中医医院 · 级别（第35行）\n"
        in told
    )


def test_many_places_are_named_by_their_codes() -> None:
    made = drafts.zhongwei()
    doubts = [Remark(("sections", 0, "tasks", n, "lead_units"), drafts.DOUBTED, (n + 9, n + 9)) for n in range(4)]
    told = digest(replace(made, doubts=doubts), "方案.txt", "…")
    places = "；".join(f"0{n + 1} · 牵头单位（第{n + 9}行）" for n in range(4))
    assert f"     涉及4处：{places}" in told
    assert sum("疑点1" in line for line in told) == 4


def test_doubts_that_differ_only_in_names_of_units_are_told_once() -> None:
    made = drafts.zhongwei()
    leads = (["市教育局", "市民政局"], ["市财政局", "市民政局"])
    even = [because("read_units_even", names=names, first=names[0]) for names in leads]
    doubts = [
        Remark(("sections", 0, "tasks", n, "lead_units"), reason, (n + 9, n + 9)) for n, reason in enumerate(even)
    ]
    both = digest(replace(made, doubts=doubts), "方案.txt", "…")
    one = digest(replace(made, doubts=doubts[:1]), "方案.txt", "…")
    at = both.index(f"  1. {CHINESE['reading.alike.read_units_even']}")
    assert both[at + 1] == (
        "     涉及2处：01 加强市、县级中医重点项目建设 · 牵头单位（第9行）；"
        "02 推进县级中医医院基础设施达标建设 · 牵头单位（第10行）"
    )
    assert [even[0].sentence("zh") in line for line in one if line.startswith("  1. ")] == [True]


def test_no_doubt_is_told_twice_at_one_place() -> None:
    same = Remark(("plan", "title"), drafts.DOUBTED, (1, 1))
    where = Whereabouts(drafts.reading(drafts.EMPTY, same, same._replace(lines=(2, 2)), same._replace(path=("plan",))))
    assert where.doubts == [same, same._replace(path=("plan",))]
    assert [where.named(remark.path) for remark in where.doubts] == ["标题", "全文"]
    assert (where.marks(("plan", "title")), where.marks(("plan",))) == ([1], [1])


def test_a_doubt_about_the_whole_plan_is_not_one_about_its_title() -> None:
    where = Whereabouts(drafts.reading(drafts.EMPTY, Remark(("plan",), drafts.DOUBTED, [1, 9])))  # type: ignore[arg-type]
    assert where.excerpt(where.doubts[0]).startswith("这是第1行的文字这是第2行的文字")
    assert (where.marks(("plan", "title")), where.named(("plan",))) == ([], "全文")


@pytest.mark.parametrize(
    ("path", "reason", "told"),
    [
        (("plan", "title"), because("read_head"), "…甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲临溪县某某工作通知乙"),
        (("plan", "code"), because("planfile_not_a_value", value="乙丙丙"), "…甲甲甲甲甲甲临溪县某某工作通知乙丙丙"),
        (("plan", "code"), because("planfile_not_a_value", value="丁丁丁"), "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲"),
    ],
)
def test_an_excerpt_of_a_long_line_is_cut_around_what_the_doubt_is_about(path, reason, told) -> None:
    line = Line("甲" * 90 + "临溪县某某 工作通知乙" + "丙" * 90)
    made = replace(drafts.reading(drafts.EMPTY), source=Source("txt", (line,)))
    excerpt = Whereabouts(made).excerpt(Remark(path, reason, (1, 1)))
    assert excerpt.startswith(told)
    assert (len(excerpt.strip("…")), excerpt[-1]) == (60, "…")


def test_an_excerpt_of_a_shorter_line_shows_the_list_that_is_doubted() -> None:
    told = "（甲县财政局、乙县教育局）"
    made = replace(drafts.reading(drafts.EMPTY), source=Source("txt", (Line("丙" * 70 + told),)))
    names = ["甲县财政局", "乙县教育局"]
    remark = Remark(("plan", "issuers"), because("read_units_groups", names=names), (1, 1))
    assert Whereabouts(made).excerpt(remark) == f"…{'丙' * (60 - len(told))}{told}"
    early = replace(made, source=Source("txt", (Line(told + "丙" * 90),)))
    assert Whereabouts(early).excerpt(remark).startswith(told)


def test_lines_are_told_as_the_page_has_them() -> None:
    where = Whereabouts(drafts.paged())
    spans = [(3, 3), (12, 13), (9, 12), None]
    assert [where.told(span) for span in spans] == ["第1页第3行", "第2页第2至3行", "第1页第9行至第2页第2行", ""]
    assert [where.cell(span) for span in spans] == ["1/3", "2/2—3", "1/9—2/2", ""]


def test_a_doubt_about_nothing_that_there_is_is_told_all_the_same() -> None:
    lost = (Remark((), drafts.DOUBTED), Remark(("sections", 7, "title"), drafts.DOUBTED, (900, 901)))
    where = Whereabouts(drafts.reading(drafts.EMPTY, *lost))
    assert [where.named(remark.path) for remark in where.doubts] == ["标题", "全文"]
    assert where.told((900, 901)) == "第900至901行"
    assert where.excerpt(lost[1]) == ""


def test_every_key_of_a_plan_file_has_a_name_in_both_languages() -> None:
    def below(model: Any) -> set[str]:
        defined = PlanFile.model_json_schema()["$defs"]
        return {key for each in defined.values() for key in each.get("properties", {})} | set(model.model_fields)

    told = {key.removeprefix("reading.field.") for key in CHINESE if key.startswith("reading.field.")}
    unsaid = {"lines", "settings", "from", "to", "first", "last", "unless_broken_down"}
    office = {"roll", "calendar", "lights", "targets_by", "review", "short", "schedule_yellow", "schedule_red"}
    assert below(PlanFile) - told - unsaid - office - {"parent_red"} == set()
    assert set(TOGETHER) <= below(PlanFile)
    assert list(CHINESE) == list(ENGLISH)


# The command


def test_the_plan_file_goes_out_and_the_summary_beside_it(read) -> None:
    made = drafts.zhongwei()
    told = read(made)
    assert (told.code, told.out) == (0, made.text)
    lines = told.err.splitlines()
    assert lines[0] == "方案.txt（文本，共400行）"
    assert lines[-1] == "这是草稿，核对后再用。存为方案文件：duban plan read 方案.txt -o 方案.yaml"


def test_the_plan_file_is_written_and_what_comes_next_is_told(read, inside) -> None:
    made = drafts.zhongwei()
    told = read(made, "-o", "zw.yaml")
    assert (told.code, told.err) == (0, "")
    assert (inside.folder / "zw.yaml").read_text(encoding="utf-8") == made.text
    following = "duban plan check zw.yaml，再 duban plan adopt --code 代号 zw.yaml"
    assert told.out.splitlines()[-1] == f"已写入 zw.yaml，是草稿，请对照原文核对。下一步：{following}"
    assert inside("plan", "check", "zw.yaml").code == 0


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(read, inside) -> None:
    made, path = drafts.zhongwei(), inside.folder / "zw.yaml"
    path.write_text("mine", encoding="utf-8")
    told = read(made, "-o", "zw.yaml")
    assert (told.code, told.out, path.read_text(encoding="utf-8")) == (2, "", "mine")
    assert "--yes" in told.err
    assert read(made, "-o", "zw.yaml", "--yes").code == 0
    assert path.read_text(encoding="utf-8") == made.text


def test_the_document_itself_is_never_written_over(read, inside) -> None:
    told = read(drafts.zhongwei(), "-o", "./方案.txt", "--yes")
    assert (told.code, told.out) == (2, "")
    assert (inside.folder / "方案.txt").read_text(encoding="utf-8") == "随便什么"


def test_problems_are_told_and_do_not_fail(read) -> None:
    told = read(drafts.empty(), "-o", "xx.yaml")
    assert told.code == 0
    assert "采纳前须补充（4处）：\n" in told.out
    assert "印发单位（方案文件第4行）：至少要有一项\n" in told.out
    assert "请补充上列各处" in read(incomplete(), "-o", "yy.yaml").out.splitlines()[-1]


def incomplete() -> Reading:
    """A plan with a task, of which the head says too little."""
    task = "{code: '01', number: 1, title: 建设绿道}"
    sections = f"sections: [{{code: S1, number: （一）, title: 绿道, tasks: [{task}]}}]\n"
    return drafts.reading(drafts.EMPTY + sections, lines=12)


def test_nobody_is_told_to_adopt_what_is_no_plan(read) -> None:
    told = read(drafts.empty(), "-o", "xx.yaml").out.splitlines()[-1]
    found = "没有读到任务、时间安排和指标，原文看来不是实施方案；请核对是否选错文件、正文是否完整，先不要采纳。"
    assert told == f"已写入 xx.yaml，但{found}"
    told = read(drafts.empty()).err.splitlines()[-1]
    found = "没有读到任务、时间安排和指标，方案.txt 看来不是实施方案；请核对是否选错文件、正文是否完整。"
    assert told == found


PLAN = "临溪县绿道建设实施方案（2026-2028年）\n一、主要任务\n（一）绿道建设\n1.建设绿道。建成绿道3条。\n"


def test_a_hyphen_is_standard_input_and_standard_output(duban) -> None:
    (duban.folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    named, piped = duban("plan", "read", "方案.txt"), duban("plan", "read", "-", "-o", "-", stdin=PLAN)
    assert (piped.code, piped.out) == (0, named.out)
    assert piped.err.splitlines()[0] == "标准输入（文本，共4行）"
    assert not (duban.folder / "-").exists()
    assert duban("plan", "read", "-", "--json", stdin=PLAN).data["file"] == "-"
    refused = duban("plan", "read", "-")
    assert (refused.code, refused.err) == (7, "标准输入 是空文件，没有可读的内容；请核对是否选错文件，或重新取得原件\n")


@pytest.mark.parametrize(
    ("words", "code", "key"),
    [
        (("",), 2, "file_unnamed"),
        (("方案.txt", "-o", ""), 2, "file_unnamed"),
        (("方案.txt", "-o", "."), 7, "file_unwritable"),
        (("方案.txt", "-o", ".", "--yes"), 7, "file_unwritable"),
        (("方案.txt", "-o", "有.yaml"), 2, "file_there"),
        ((".",), 7, "file_special"),
    ],
)
def test_a_name_that_is_none_is_refused_in_one_sentence(words, code, key, duban) -> None:
    (duban.folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    (duban.folder / "有.yaml").write_text("mine", encoding="utf-8")
    told = duban("plan", "read", *words, "--json")
    assert (told.code, told.error["error"]) == (code, key)
    assert len(duban("plan", "read", *words).err.splitlines()) == 1


def test_a_refusal_of_the_reader_leaves_nothing_behind(inside, monkeypatch) -> None:
    def refuse(path: object, lang: str) -> Reading:
        assert lang == "zh"
        raise MissingFile("file_not_text", path=str(path))

    monkeypatch.setattr("documents.reading.read", refuse)
    told = inside("plan", "read", "没有.txt", "-o", "new.yaml")
    assert (told.code, told.out, (inside.folder / "new.yaml").exists()) == (7, "", False)
    assert inside("plan", "read", "没有.txt", "--json").error["error"] == "file_not_text"


def test_programs_are_told_everything(read, inside) -> None:
    made = drafts.zhongwei()
    told = read(made, "--json", "-o", "zw.yaml")
    assert (told.code, told.err) == (0, "")
    assert (inside.folder / "zw.yaml").read_text(encoding="utf-8") == made.text
    document = told.data
    fields = ["file", "kind", "lines", "pages", "plan", "doubts", "places", "problems", "counts"]
    assert (list(document), document["file"], document["kind"]) == (fields, "方案.txt", "txt")
    assert (document["lines"], document["pages"], document["problems"]) == (400, None, [])
    assert document["plan"]["checkpoints"][0]["closes_on"] == "2021-07-15"
    assert planfile.parse(json.dumps(document["plan"], ensure_ascii=False))[1] == []
    assert document["places"]["plan.issuers"] == [5, 9]
    assert document["doubts"][0] == {
        "path": "plan.document_number",
        "reason": "planfile_not_a_value",
        "message": drafts.DOUBTED.sentence("zh"),
        "lines": [2, 2],
    }
    assert document["counts"] == {
        **{"sections": 6, "tasks": 21, "projects": 0, "parts": 6},
        **{"checkpoints": 6, "targets": 17, "units": 16},
    }


def test_programs_are_told_of_problems_as_by_plan_check(read, inside) -> None:
    made = drafts.empty()
    problems = read(made, "--json", "-o", "xx.yaml").data["problems"]
    assert problems == inside("plan", "check", "xx.yaml", "--json").data
    assert read(replace(made, problems=[]), "--json").data["pages"] == 2


def test_no_account_and_no_database_are_needed(read, inside) -> None:
    shutil.rmtree(inside.folder / "none", ignore_errors=True)
    assert read(drafts.zhongwei(), "--database", "none/none.db").code == 0
    assert not (inside.folder / "none").exists()


def test_it_goes_by_a_chinese_name(inside, read) -> None:
    assert read(drafts.zhongwei(), "--json").data == inside("方案", "读入", "方案.txt", "--json").data


def test_key_projects_and_their_parts_are_counted_apart() -> None:
    assert counts(drafts.units().data) == {
        **{"sections": 1, "tasks": 2, "projects": 1, "parts": 1},
        **{"checkpoints": 1, "targets": 1, "units": 0},
    }


def test_nothing_is_told_of_what_has_no_right_shape() -> None:
    wrong: list[Any] = [{}, {"plan": None}, {"sections": [None, {"tasks": "x"}]}, {"projects": {"a": 1}}]
    assert [set(counts(data).values()) - {0, 1} for data in wrong] == [set()] * 4


@pytest.mark.parametrize(
    ("path", "as_typed"), [("方案.txt", "方案.txt"), ("my plan.txt", "'my plan.txt'"), ("a'b", "'a'\\''b'")]
)
def test_a_path_is_told_as_it_is_typed(path: str, as_typed: str) -> None:
    assert typed(path) == as_typed


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("控制在9%以内", "控制在9%以内"), ("压缩至18个工作日", "压缩至18个工作日"),
        ("不超过10个工作日", "不超过10个工作日"),
        ("国家建设标准", "国家建设标准"),
    ],
)  # fmt: skip
def test_an_upper_bound_in_words_is_not_reached(value, said) -> None:
    told = wanted({"comparator": "reaches", "value": value})
    assert told.endswith(said)
    assert (told == said) == (value != "国家建设标准")
