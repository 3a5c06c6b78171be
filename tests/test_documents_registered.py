"""Whoever a draft names stands in its register of units, whatever stands where a plan has the names of units."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.fact import Fact, Frame
from documents.files.source import Line, Source
from documents.reading import Reading, understand
from documents.units.register import full, many
from documents.units.registered import registered

PRINTED = sorted((Path(__file__).parent / "printed").glob("*.txt"))
ODD = (
    *(
        "区政府",
        "县政府",
        "市政府",
        "县人民政府",
        "省政府",
        "镇政府",
        "有关部门",
        "相关部门",
        "各有关部门",
        "各县（区）",
    ),
    *(
        "各学校",
        "排第一位的",
        "领导小组",
        "水利站",
        "县、区人民政府",
        "市委、市政府",
        "上级",
        "党员干部",
        "某某",
        "乡村振兴局",
    ),
)
PLAN = """{region}校园绿化工作方案
（2024-2025年）
一、重点任务
（一）补种树木。补种树木200棵。（责任单位：{lead}）
（二）修整草坪。（牵头单位：{lead}；配合单位：{other}）
（三）设置标牌。由{other}牵头，{receiver}配合。
二、工作步骤
（一）启动阶段（2024年3月）。{organiser}会同{other}制定方案，报{receiver}备案。
（二）总结阶段（2025年11月）。{organiser}于2025年11月20日前形成总结报告报{receiver}。
{issuer}
2024年2月20日
"""


def understood(text: str) -> Reading:
    return understand(Source("txt", tuple(Line(line) for line in text.split("\n"))))


def unknown(found: Reading) -> list[str]:
    return [problem.reason.facts["name"] for problem in found.problems if "planfile_unknown_unit" in problem.reason.key]


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_unit_of_a_printed_plan_is_in_its_register(path: Path):
    assert unknown(understood(path.read_text("utf-8"))) == []


NAMES = st.one_of(
    st.sampled_from(ODD), st.text(alphabet="省市县区镇各有关部门政府局委办会站（）、和等教育", min_size=1, max_size=9)
)


@settings(max_examples=60, deadline=None)
@given(
    region=st.sampled_from(("岚山市", "云溪县", "东河区", "石桥镇", "")),
    lead=NAMES,
    other=NAMES,
    receiver=NAMES,
    organiser=NAMES,
    issuer=st.one_of(NAMES, st.sampled_from(("云溪县教育局", "岚山市教育局 岚山市财政局"))),
)
def test_so_is_every_unit_of_any_other(**names: str):
    assert unknown(understood(PLAN.format(**names))) == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PRINTED), st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(ODD)), max_size=12))
def test_and_of_printed_plans_with_other_words_in_them(path: Path, changes: list[tuple[int, str]]):
    text = path.read_text("utf-8")
    for at, name in changes:
        text = text[:at] + name + text[at:]
    assert unknown(understood(text)) == []


def test_the_government_of_the_own_area_is_a_unit_and_that_of_others_is_a_group():
    county, city = Frame("云溪县"), Frame("岚山市")
    names = ("县政府", "县人民政府", "市政府", "市人民政府")
    assert [many(name, county) for name in names] == [False, False, False, False]
    assert [many(name, city) for name in names] == [True, True, False, False]
    assert [full(name, county) for name in names] == ["云溪县人民政府", "云溪县人民政府", "市政府", "市人民政府"]
    assert [full(name, city) for name in names] == ["县政府", "县人民政府", "岚山市人民政府", "岚山市人民政府"]


def test_who_receives_a_report_is_registered():
    text = PLAN.format(
        region="东河区",
        lead="区教育局",
        other="区财政局",
        receiver="区政府",
        organiser="区教育局",
        issuer="东河区教育局",
    )
    found = understood(text)
    assert found.data["plan"]["reports_to"] == "东河区人民政府"
    assert [unit["name"] for unit in found.data["units"]] == ["东河区教育局", "东河区人民政府", "东河区财政局"]


def test_what_is_not_in_the_register_is_taken_out_and_told():
    fact = Fact(
        {
            "organisers": ["各学校", "县政府"],
            "together_with": ["有关部门"],
            "lead_units": ["区财政局", "区教育局"],
            "cooperating_units": ["有关部门"],
            "reports_to": "县政府",
            "lines": (3, 4),
        }
    )
    registered([fact], [Fact({"name": "东河区教育局", "short": "区教育局", "aliases": ["区教委"]})])
    assert fact.values == {
        "organisers": ["各学校"],
        "together_with": ["有关部门"],
        "lead_units": ["区教育局"],
        "lines": (3, 4),
    }
    assert [(doubt.field, doubt.reason.key, doubt.reason.facts["names"]) for doubt in fact.doubts] == [
        ("organisers", "read_units_unlisted", ["县政府"]),
        ("lead_units", "read_units_unlisted", ["区财政局"]),
        ("cooperating_units", "read_units_unlisted", ["有关部门"]),
        ("reports_to", "read_units_unlisted", ["县政府"]),
    ]


def test_more_organisers_are_meant_only_where_there_is_one():
    fact = Fact({"organisers": ["县政府"], "organisers_open_ended": True})
    registered([fact], [])
    assert fact.values == {}
