"""Institutions that a plan names in its text with their place."""

from pathlib import Path

import pytest

from documents.fact import Frame
from documents.prose.passage import joined, on_line
from documents.units.places import mentioned

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
CITY = Frame(region="示例市")


def places(text: str) -> list[str]:
    return [name for name, _ in mentioned([on_line(text, 1)], CITY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支持东山区人民医院开展试点", ["东山区人民医院"]),
        ("以市中医医院为龙头", ["示例市中医医院"]),
        ("力争市中医医院达标", ["示例市中医医院"]),
        ("依托自治区中医药数据中心", ["自治区中医药数据中心"]),
        ("各单位，自治区第二人民医院及所属医院，市残疾人康复中心：", ["自治区第二人民医院", "示例市残疾人康复中心"]),
        ("东山、西山县中医医院达标", ["东山县中医医院", "西山县中医医院"]),
        ("和平区人民医院", ["和平区人民医院"]),
        # For many, of another area, or yet to be founded.
        ("市、县中医医院", []),
        ("全市中医医院和县级中医医院", []),
        ("建设示例市区域中医康复中心", []),
        ("二级及以上综合医院", []),
        ("城市社区医院", []),
        ("可以委托区属中医类医院", []),
        ("可以委托东山区属医院", []),
    ],
)
def test_only_whole_and_certain_names_are_taken(text: str, found: list[str]):
    assert places(text) == found


@pytest.mark.parametrize(
    ("seed", "region", "names"),
    [
        ("zhongwei", "中卫市", {"中宁县中医医院", "海原县中医医院", "中卫市中医医院", "沙坡头区人民医院"}),
        (
            "shizuishan",
            "石嘴山市",
            {"自治区第五人民医院", "自治区中医药数据中心", "石嘴山市中医医院", "石嘴山市残疾人康复中心"},
        ),
    ],
)
def test_the_seeds_name_these(seed: str, region: str, names: set[str]):
    path = SEEDS / f"{seed}.txt"
    if not path.exists():
        pytest.skip("../shared/seeds is not here")
    lines = path.read_text("utf-8").splitlines()
    text = joined(on_line("".join(line.split()), number) for number, line in enumerate(lines, 1))
    assert {name for name, _ in mentioned([text], Frame(region=region))} == names
