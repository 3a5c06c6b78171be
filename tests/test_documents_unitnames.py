"""Lists of unit names taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.units.unitnames import names


@pytest.mark.parametrize(
    ("text", "units", "groups"),
    [
        ("市教育局、市财政局，市民政局；市体育局", ["市教育局", "市财政局", "市民政局", "市体育局"], []),
        ("人力资源和社会保障局、国家发展和改革委员会", ["人力资源和社会保障局", "国家发展和改革委员会"], []),
        (
            "市自然资源和规划局、市文化广电和旅游局、市民族和宗教事务局、市工业和信息化局",
            ["市自然资源和规划局", "市文化广电和旅游局", "市民族和宗教事务局", "市工业和信息化局"],
            [],
        ),
        ("市教育局和市财政局", ["市教育局", "市财政局"], []),
        ("市委和市政府", ["市委", "市政府"], []),
        ("文化和旅游部及各地区", ["文化和旅游部"], ["各地区"]),
        ("教育部、海关总署等国务院相关部门及各地区", ["教育部", "海关总署"], ["国务院相关部门", "各地区"]),
        ("市教育局、教育科研、卫生健康部门", ["市教育局"], ["教育科研、卫生健康部门"]),
        ("市发改委、财政、教育等部门", ["市发改委"], ["财政、教育等部门"]),
        ("市商务局等", ["市商务局"], ["等"]),
        ("各市、县人民政府", [], ["各市、县人民政府"]),
        ("各街道、区财政局", ["区财政局"], ["各街道"]),
        ("各镇、街道办事处", [], ["各镇、街道办事处"]),
        ("西山区、东山县人民政府", ["西山区人民政府", "东山县人民政府"], []),
        ("东山县、北山县教育局", ["东山县教育局", "北山县教育局"], []),
        ("西山区、示例市教育局", ["西山区", "示例市教育局"], []),
        ("东山县、北山县、市教育局", ["东山县", "北山县", "市教育局"], []),
        ("市教育局（王某某）、市财政局（李四局长）", ["市教育局", "市财政局"], []),
        ("市教育局（联系人：王五，电话：0000-1234567）", ["市教育局"], []),
        ("市农业农村局（高新区）、生态环境厅（局）", ["市农业农村局（高新区）", "生态环境厅（局）"], []),
        ("市、县中医医院", [], ["市、县中医医院"]),
        ("生态环境厅（局）、农业农村（农牧）厅（局、委）", ["生态环境厅（局）", "农业农村（农牧）厅（局、委）"], []),
        ("市卫健委市教育局市市场监管局", ["市卫健委", "市教育局", "市市场监管局"], []),
        ("市教育局、市教育局", ["市教育局"], []),
        ("高等教育局", ["高等教育局"], []),
        ("", [], []),
    ],
)
def test_a_list_is_taken_apart_where_names_end(text: str, units: list[str], groups: list[str]):
    found = names(text)
    assert (found.units, found.groups) == (units, groups)


def test_a_name_may_be_marked_as_the_one_that_leads():
    assert names("市教育局（牵头）、市财政局") == (["市教育局", "市财政局"], [], ["市教育局"], [])


@given(st.text(alphabet="市县各局委厅办部院和及与等、，；（）教育财政 相关部门", max_size=200))
def test_any_text_gives_names_without_list_marks_at_their_ends(text: str):
    found = names(text)
    assert all(name and name == name.strip("、，；") for name in found.units + found.groups)
    assert len(set(found.units)) == len(found.units)


def test_a_list_as_long_as_a_book_is_read_to_its_limit():
    assert names("市教育局和" * 5000).others
    assert names("市局等" * 5000)
