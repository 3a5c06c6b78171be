"""Names of units that stand together, and the areas that they begin with."""

import pytest

from documents.head.whose import whose
from documents.prose.passage import on_line
from documents.units.area import area, chain
from documents.units.joint import units, without_end


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "生态环境部国家发展和改革委员会工业和信息化部国家能源局",
            ["生态环境部", "国家发展和改革委员会", "工业和信息化部", "国家能源局"],
        ),
        ("中卫市教育局 中卫市残疾人联合会", ["中卫市教育局", "中卫市残疾人联合会"]),
        ("中共中央办公厅国务院办公厅", ["中共中央办公厅", "国务院办公厅"]),
        ("中共中央国务院", ["中共中央", "国务院"]),
        ("中共中卫市委宣传部中卫市妇联", ["中共中卫市委宣传部", "中卫市妇联"]),
        ("国家税务总局中卫市税务局中卫市财政局", ["国家税务总局中卫市税务局", "中卫市财政局"]),
        ("中卫市人民政府办公室（代章）", ["中卫市人民政府办公室"]),
        ("市卫生健康委、发展改革委", ["市卫生健康委", "发展改革委"]),
        ("张三", []),
        ("请各单位抓好落实中卫市教育局", []),
        ("", []),
    ],
)
def test_names_are_told_apart(printed, names):
    assert units(printed) == names


def test_a_list_may_mean_more():
    assert without_end("教育局、财政局等5部门") == ("教育局、财政局", True)
    assert without_end("教育局、财政局") == ("教育局、财政局", False)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("宁夏回族自治区中卫市中宁县教育局", ["宁夏回族自治区", "中卫市", "中宁县"]),
        ("北京市朝阳区人民政府", ["北京市", "朝阳区"]),
        ("中共中卫市委", ["中卫市"]),
        ("盐城市教育局", ["盐城市"]),
        ("延边朝鲜族自治州教育局", ["延边朝鲜族自治州"]),
        ("黔南州人民政府办公室", ["黔南州"]),
        ("松阳州财政局", ["松阳州"]),
        ("景县财政局", ["景县"]),
        ("广州市教育局", ["广州市"]),
        ("岭南市中区教育局", ["岭南市"]),
        ("市中区教育局", ["市中区"]),
        *(
            (text, [])
            for text in (
                "智慧城市建设",
                "社区卫生服务",
                "城市社区改造",
                "市城市管理局",
                "市场监管总局",
                "全市教育",
                "开发区建设",
                "国家能源局",
                "",
            )
        ),
    ],
)
def test_areas_at_the_beginning(text, links):
    assert chain(text) == links
    assert area(text) == (links[-1] if links else "")


@pytest.mark.parametrize(
    ("titles", "issuers", "name", "doubt"),
    [
        (["2021年中卫市供水方案"], [], "中卫市", ""),
        (["供水方案"], ["中卫市水务局", "中卫市财政局"], "中卫市", ""),
        (["中卫市供水方案"], ["银川市水务局"], "中卫市", "read_region_differs"),
        (["宁夏供水方案"], [], "宁夏回族自治区", "read_region_short"),
        (["供水方案"], ["国家能源局"], "全国", "read_region_state"),
        (["供水方案"], ["生态环境部", "发展改革委"], "全国", "read_region_state"),
        (["供水方案"], ["国家税务总局岭南省税务局"], "", ""),
        (["供水方案"], ["青岚经济技术开发区管理委员会"], "青岚经济技术开发区", ""),
        (["西岭县供水方案"], ["西岭回族自治县水务局"], "西岭回族自治县", ""),
        (["供水方案"], ["省水利厅"], "", ""),
        ([], [], "", ""),
    ],
)
def test_whose_plan_it_is(titles, issuers, name, doubt):
    assert whose(titles, issuers, [])[:2] == (name, doubt)


def test_a_province_that_only_a_slogan_of_the_text_names():
    blocks = [on_line("爱水对建设美丽安徽很重要。", 2), on_line("为做好我省工作，制定本方案。", 3)]
    assert whose(["供水方案"], [], blocks)[:2] == ("安徽省", "read_region_text")
    assert whose(["供水方案"], [], blocks[:1]).name == ""


@pytest.mark.parametrize(
    "name",
    [
        "中共云泽市委教育工作委员会",
        "中共云泽市委农村工作领导小组办公室",
        "中共云泽市委市直属机关工作委员会",
        "云泽市人民政府教育督导委员会办公室",
        "云泽市人民政府安全生产委员会办公室",
        "云泽市人民政府妇女儿童工作委员会",
    ],
)
def test_an_organ_of_an_organ_is_one(name: str) -> None:
    assert units(f"{name}云泽市财政局") == [name, "云泽市财政局"]


def test_organs_of_one_area_stay_apart() -> None:
    assert units("中共云泽市委云泽市人民政府云泽市发展和改革委员会") == [
        "中共云泽市委",
        "云泽市人民政府",
        "云泽市发展和改革委员会",
    ]
