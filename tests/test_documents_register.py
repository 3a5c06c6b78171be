"""Full names of units in a plan of an area, names for many, and the register of units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.fact import Frame
from documents.units.area import areas
from documents.units.register import full, group, level_of, same, units
from models.planfile import UnitFacts
from models.words import Level

CITY = Frame(region="示例市")
ISSUED = Frame(
    region="示例市",
    issuers=("示例市卫生健康委员会", "示例市教育体育局", "示例市医疗保障局", "示例市残疾人联合会"),
)
PROVINCE = Frame(region="示例省")
REGION = Frame(region="示例回族自治区")
STATE = Frame(issuers=("国务院办公厅",))
BUREAU = Frame(region="东山县", issuers=("东山县教育局",))
WHOLE = Frame(region="全国", issuers=("生态环境部", "国家能源局"))


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("市卫生健康委", "示例市卫生健康委"),
        ("发展改革委", "示例市发展改革委"),
        ("市场监督管理局", "示例市市场监督管理局"),
        ("市市场监督管理局", "示例市市场监督管理局"),
        ("市政务服务局", "示例市政务服务局"),
        ("城市管理局", "示例市城市管理局"),
        ("市民政局", "示例市民政局"),
        ("区城市管理局", "区城市管理局"),
        ("市民族宗教事务局", "示例市民族宗教事务局"),
        ("市城市管理局", "示例市城市管理局"),
        ("乡村振兴局", "示例市乡村振兴局"),
        ("市委宣传部", "示例市委宣传部"),
        ("团市委", "共青团示例市委"),
        ("市中医医院", "示例市中医医院"),
        ("市卫生健康委医政医改科", "示例市卫生健康委医政医改科"),
        ("市政府办公室", "示例市政府办公室"),
        # Another level, another area, or whole already.
        ("医政医改科", "医政医改科"),
        ("县医保局", "县医保局"),
        ("省财政厅", "省财政厅"),
        ("自治区卫生健康委", "自治区卫生健康委"),
        ("国家卫生健康委", "国家卫生健康委"),
        ("国务院办公厅", "国务院办公厅"),
        ("财政部", "财政部"),
        ("税务总局", "税务总局"),
        ("东山区卫生健康局", "东山区卫生健康局"),
        ("示例市教育局", "示例市教育局"),
        ("各县（区）卫生健康局", "各县（区）卫生健康局"),
    ],
)
def test_a_short_name_is_one_of_the_plans_own_area(name: str, whole: str):
    assert full(name, CITY) == whole


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("市卫生健康委", "示例市卫生健康委员会"),
        ("卫健委", "示例市卫生健康委员会"),
        ("示例市卫生健康委", "示例市卫生健康委员会"),
        ("教体局", "示例市教育体育局"),
        ("市医保局", "示例市医疗保障局"),
        ("残联", "示例市残疾人联合会"),
        ("市卫健委医政科", "示例市卫生健康委员会医政科"),
        ("市财政局", "示例市财政局"),
        ("自治区卫生健康委", "自治区卫生健康委"),
        ("县卫生健康局", "县卫生健康局"),
    ],
)
def test_an_issuer_gives_its_full_name_to_its_short_forms(name: str, whole: str):
    assert full(name, ISSUED) == whole


@pytest.mark.parametrize(
    ("frame", "name", "whole"),
    [
        (PROVINCE, "省商务厅", "示例省商务厅"),
        (PROVINCE, "财政厅", "示例省财政厅"),
        (PROVINCE, "省市场监管局", "示例省市场监管局"),
        (Frame(region="东山县"), "县市场监管局", "东山县市场监管局"),
        (Frame(region="东山区"), "区民政局", "东山区民政局"),
        (Frame(region="东山区"), "区市场监管局", "东山区市场监管局"),
        (Frame(issuers=("国家发展和改革委员会", "教育部")), "国家发展改革委", "国家发展和改革委员会"),
        (PROVINCE, "市教育局", "市教育局"),
        (REGION, "自治区卫生健康委", "示例回族自治区卫生健康委"),
        (BUREAU, "局办公室", "东山县教育局办公室"),
        (BUREAU, "学前教育股", "东山县教育局学前教育股"),
        (BUREAU, "县教育局人事股", "东山县教育局人事股"),
        (BUREAU, "县委办公室", "东山县委办公室"),
        (BUREAU, "财政局", "东山县财政局"),
        (BUREAU, "执法大队", "东山县教育局执法大队"),
        (Frame(region="示例市", issuers=("国家能源局",)), "教育局", "教育局"),
        (CITY, "局办公室", "局办公室"),
        (CITY, "人事科", "人事科"),
        (WHOLE, "能源局", "国家能源局"),
        (WHOLE, "市教育局", "市教育局"),
        (WHOLE, "发展改革委", "发展改革委"),
        (STATE, "人民银行", "人民银行"),
        (STATE, "教育部", "教育部"),
        (Frame(), "市教育局", "市教育局"),
    ],
)
def test_the_level_of_the_area_decides_what_a_short_name_means(frame: Frame, name: str, whole: str):
    assert full(name, frame) == whole


@pytest.mark.parametrize(
    "name",
    [
        "各县（区）卫生健康局",
        "各地区",
        "相关部门",
        "国务院相关部门",
        "各有关单位",
        "市、县中医医院",
        "责任单位",
        "联席会议成员单位",
        "县（区）人民政府",
        "乡镇卫生院",
        "卫生健康行政部门",
        "委直属有关医疗单位",
        "等部门",
        "三级中医医院",
        "地方",
    ],
)
def test_a_name_for_many_is_a_group(name: str):
    assert group(name)


@pytest.mark.parametrize(
    "name",
    [
        "市卫生健康委",
        "市直机关工委",
        "地方金融监管局",
        "市社会保险局",
        "东山区人民医院",
        "东山县第一中学校",
        "残联",
        "市委",
    ],
)
def test_a_unit_is_no_group(name: str):
    assert not group(name)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("示例市西山区教育局", "示例市西山区"),
        ("西县教育局", "西县"),
        ("城关镇人民政府", "城关镇"),
        ("盐城市民政局", "盐城市"),
        ("成都市市场监管局", "成都市"),
        ("广州市教育局", "广州市"),
        ("房山区教育局", "房山区"),
        ("鄂托克旗医保局", "鄂托克旗"),
        ("示例省直属机关工委", "示例省"),
        ("城市管理局", ""),
        ("示例回族自治区卫生健康委", "示例回族自治区"),
        ("人力资源和社会保障局", ""),
        ("住房和城乡建设局", ""),
        ("市教育局", ""),
    ],
)
def test_the_area_of_a_name(name: str, where: str):
    assert areas(name) == where


def test_long_and_short_forms_are_the_same_unit():
    assert same("示例市医疗保障局", "示例市医保局")
    assert same("示例市发展和改革委员会", "示例市发改委")
    assert not same("示例市教育局", "示例市体育局")
    assert not same("示例市卫生健康委", "东山县卫生健康委")


def test_every_unit_stands_in_the_register_once_with_all_its_names():
    found = units(
        [
            ("市卫生健康委", (3, 4)),
            ("卫生健康委", (5, 5)),
            ("市卫健委医政科", (6, 6)),
            ("各县（区）卫生健康局", (7, 7)),
            ("东山区人民医院", (8, 8)),
            ("市医保局", (9, 9)),
            ("自治区卫生健康委", None),
        ],
        Frame(region="示例市", issuers=("示例市卫生健康委员会",)),
    )
    assert [fact.values for fact in found] == [
        {
            "name": "示例市卫生健康委员会",
            "short": "市卫生健康委",
            "aliases": ["卫生健康委"],
            "level": "city",
            "lines": (3, 4),
        },
        {
            "name": "示例市卫生健康委员会医政科",
            "short": "市卫健委医政科",
            "level": "city",
            "parent": "示例市卫生健康委员会",
            "lines": (6, 6),
        },
        {"name": "东山区人民医院", "level": "institution", "lines": (8, 8)},
        {"name": "示例市医保局", "short": "市医保局", "level": "city", "lines": (9, 9)},
        {"name": "自治区卫生健康委", "level": "region"},
    ]
    assert all(UnitFacts.model_validate(fact.values) for fact in found)


def test_two_forms_of_a_full_name_are_one_unit():
    (unit,) = units([("示例市医保局", None), ("示例市医疗保障局", None)], CITY)
    assert unit.values["name"] == "示例市医保局"
    assert unit.values["aliases"] == ["示例市医疗保障局"]


@pytest.mark.parametrize(
    ("name", "frame", "level"),
    [
        ("示例市教育局", CITY, Level.CITY),
        ("东山县教育局", CITY, Level.COUNTY),
        ("县医保局", CITY, Level.COUNTY),
        ("省财政厅", CITY, Level.REGION),
        ("国家能源局", CITY, Level.REGION),
        ("财政部", STATE, Level.REGION),
        ("人民银行", STATE, Level.REGION),
        ("人民银行", WHOLE, Level.REGION),
        ("能源局", WHOLE, Level.REGION),
        ("北京市卫生健康委", Frame(region="北京市"), Level.REGION),
        ("示例市中医医院", CITY, Level.INSTITUTION),
        ("示例电力公司", CITY, Level.INSTITUTION),
        ("监管局", Frame(), None),
    ],
)
def test_the_level_is_by_the_name(name: str, frame: Frame, level: Level | None):
    assert level_of(name, frame) == level


def test_a_level_that_no_name_shows_is_doubtful():
    (unit,) = units([("监管局", (2, 2))], Frame())
    assert [(doubt.field, doubt.reason.key, doubt.lines) for doubt in unit.doubts] == [
        ("level", "read_units_level", (2, 2))
    ]


NAMES = st.text(
    alphabet="市县区省自治州示例东山卫生健康委员会教育局医保残联各相关部门、（）和等办公室中心医院科", max_size=30
)


@given(NAMES)
def test_a_full_name_stays_what_it_is(name: str):
    for frame in (CITY, ISSUED, PROVINCE, BUREAU, WHOLE, Frame()):
        assert full(full(name, frame), frame) == full(name, frame)


@given(st.lists(NAMES, max_size=12))
def test_no_name_means_two_units_and_every_unit_is_there(named: list[str]):
    found = units([(name, None) for name in named], ISSUED)
    every = [
        name
        for fact in found
        for name in {fact.values["name"], fact.values.get("short"), *fact.values.get("aliases", [])}
        if name
    ]
    assert len(every) == len(set(every))
    assert {full(name, ISSUED) for name in named if not group(name)} <= set(every)
    assert {name.strip() for name in named if not group(name)} <= set(every)
    assert all(unit.values.get("parent") in (None, *every) for unit in found)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("制造业强市建设方案", ""),
        ("文化旅游名县创建方案", ""),
        ("宁强县教育局", "宁强县"),
        ("在全市开展活动", ""),
        ("区城市管理局", ""),
        ("松阳州河长制办公室", "松阳州"),
    ],
)
def test_what_boasts_of_an_area_is_no_name_of_it(name, where) -> None:
    assert areas(name) == where


def test_parts_of_a_town_are_called_by_its_name() -> None:
    town = Frame(region="石桥镇", issuers=("石桥镇人民政府",))
    assert [full(name, town) for name in ("镇村镇办", "镇水利站", "镇妇联")] == [
        "石桥镇村镇办",
        "石桥镇水利站",
        "石桥镇妇联",
    ]


def test_a_committee_of_the_party_is_one_unit_with_and_without_its_first_word() -> None:
    frame = Frame(region="示例市", issuers=("中共示例市委宣传部",))
    found = units([("市委宣传部", (3, 3))], frame)
    assert [fact.values["name"] for fact in found] == ["中共示例市委宣传部"]
