"""Who is responsible for an item, in every printed form."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.prose.passage import Passage, on_line
from documents.units.responsible import above, deadline, first_leads, responsible, standing, statements, without

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def body(*texts: str) -> list[Passage]:
    return [on_line(text, line) for line, text in enumerate(texts, 1)]


def units(*texts: str) -> tuple[list[str], list[str]]:
    values = responsible(body(*texts)).values
    return values.get("lead_units", []), values.get("cooperating_units", [])


def doubts(*texts: str) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.reason.key) for doubt in responsible(body(*texts)).doubts]


@pytest.mark.parametrize(
    ("text", "lead", "cooperating"),
    [
        ("（牵头单位：市教育局；配合单位：市财政局、市民政局）", ["市教育局"], ["市财政局", "市民政局"]),
        ("【牵头单位：市教育局；配合单位：市财政局】", ["市教育局"], ["市财政局"]),
        ("（主办单位：市教育局协办单位：市财政局）", ["市教育局"], ["市财政局"]),
        ("（主办单位：市教育局；参加单位：市财政局；责任领导：王某）", ["市教育局"], ["市财政局"]),
        ("（市教育局牵头，市财政局、市民政局配合）", ["市教育局"], ["市财政局", "市民政局"]),
        ("（市教育局、市体育局牵头负责，市财政局参与）", ["市教育局", "市体育局"], ["市财政局"]),
        ("（市教育局牵头、市财政局配合，2022年6月底前完成）", ["市教育局"], ["市财政局"]),
        ("（教育部牵头，财政部等国务院相关部门及各地区按职责分工负责）", ["教育部"], ["财政部"]),
        ("（牵头股室：计划财务股；配合股室：人事股）", ["计划财务股"], ["人事股"]),
        ("责任科室：综合科、法规科。", ["综合科", "法规科"], []),
        ("（牵头处室：规划处；配合处室（单位）：法规处）", ["规划处"], ["法规处"]),
        ("（包联领导：王某；责任单位：市教育局）", ["市教育局"], []),
        ("（市教育局、财政局牵头督导，市公安局、民政局参与）", ["市教育局", "财政局"], ["市公安局", "民政局"]),
        ("（责任单位：市教育局（王某）、市财政局（负责人：李四））", ["市教育局", "市财政局"], []),
        ("（西山区、东山县人民政府负责）", ["西山区人民政府", "东山县人民政府"], []),
        ("（市教育局；2022年底前）", ["市教育局"], []),
        ("（市教育局负责）", ["市教育局"], []),
        ("（商务部会同财政部负责）", ["商务部"], ["财政部"]),
        ("（商务部、市残疾人联合会会同财政部负责）", ["商务部", "市残疾人联合会"], ["财政部"]),
        ("（市教育局牵头，会同市财政局负责）", ["市教育局"], ["市财政局"]),
        ("（责任单位：市教育局（牵头）、市财政局）", ["市教育局"], ["市财政局"]),
        ("（责任单位：市教育局牵头，市财政局配合）", ["市教育局"], ["市财政局"]),
        ("（责任单位：市教育局、市财政局，列第一位的为牵头单位）", ["市教育局"], ["市财政局"]),
        ("（责任单位：市教育局）", ["市教育局"], []),
        ("（责任单位：市教育局", ["市教育局"], []),
        ("责任单位：市教育局。完成时限：2023年6月底前。", ["市教育局"], []),
        ("市教育局牵头，市财政局配合。", ["市教育局"], ["市财政局"]),
        ("建立制度，由市教育局牵头，市财政局配合，逐年推广。", ["市教育局"], ["市财政局"]),
        ("责任部门：市教育局责任人：王某", ["市教育局"], []),
        ("（牵头单位：市教育局，责任单位：市财政局、各县区）", ["市教育局"], ["市财政局"]),
        ("责任单位（牵头单位列首位）：市教育局、市财政局", ["市教育局"], ["市财政局"]),
        ("（责任单位：市科委、中关村管委会）", ["市科委、中关村管委会"], []),
        ("（市教育局牵头，市直有关部门、各县（市、区）政府（管委会）配合）", ["市教育局"], []),
        ("（市教育局牵头；市财政局负责保障）", ["市教育局"], ["市财政局"]),
        ("（2022年底前完成，市教育局负责）", ["市教育局"], []),
        ("（配合单位：市教育局、市财政局）", [], ["市教育局", "市财政局"]),
    ],
)
def test_the_text_says_who_leads(text: str, lead: list[str], cooperating: list[str]):
    assert units(text) == (lead, cooperating)
    assert units("推广经验。" + text) == (lead, cooperating)


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位：市教育局，市财政局）",
        "（市教育局、市财政局按职责分工负责）",
        "（市教育局、市财政局按职责分工）",
        "（市教育局、市财政局分别负责）",
        "（市教育局和市财政局负责）",
        "（市教育局、市财政局）",
        "责任单位：市教育局、市财政局",
        "责任分工：市教育局、市财政局。",
    ],
)
def test_units_side_by_side_all_lead_with_a_doubt(text: str):
    assert units(text) == (["市教育局", "市财政局"], [])
    assert doubts(text) == [("lead_units", "read_units_even")]


@pytest.mark.parametrize(
    "text",
    [
        "（2021年8月）",
        "对标《示例标准（试行）》（附件1）开展（含试点）（市、县）评审。",
        "病人可到县医院（东山县人民医院）就医。",
        "明确一把手负责，谁审批谁负责。",
        "由各区项目单位负责考核。",
        "各县（区）卫生健康局牵头组织相关部门细化措施。",
        "本方案由市政府负责解释。",
        "压实责任：强化督导。",
        "落实责任单位：见附表。",
        "",
    ],
)
def test_what_is_no_list_of_units_stays_in_the_text(text: str):
    fact = responsible(body(text))
    assert (fact.values, fact.doubts) == ({}, [])
    assert "".join(each.text for each in without(body(text))) == text


def test_names_for_many_are_left_out_with_a_doubt_that_has_them():
    fact = responsible(body("（教育部牵头，国务院相关部门及各地区按职责分工负责）"))
    assert fact.values == {"lead_units": ["教育部"]}
    (doubt,) = fact.doubts
    assert (doubt.field, doubt.reason.key) == ("cooperating_units", "read_units_groups")
    assert doubt.reason.facts["names"] == ["国务院相关部门", "各地区"]
    assert doubt.lines == (1, 1)


def test_a_group_that_leads_is_told():
    fact = responsible(body("以市、县中医医院为牵头单位开展帮扶。"))
    assert fact.values == {}
    assert fact.doubts[0].reason.facts["names"] == ["市、县中医医院"]


def test_a_list_may_stand_in_paragraphs_of_its_own():
    texts = ("推广经验。", "树立典型。", "牵头单位：市教育局", "配合单位：市财政局、", "市民政局")
    assert units(*texts[:4]) == (["市教育局"], ["市财政局"])
    assert responsible(body(*texts[:4])).places["lead_units"] == (3, 4)
    assert [each.text for each in without(body(*texts[:4]))] == ["推广经验。", "树立典型。"]
    assert doubts(*texts[:4]) == []
    assert units("推广经验。", "责任单位：", "市教育局") == (["市教育局"], [])


def test_several_lists_are_put_together_with_a_doubt():
    text = "推广经验（市教育局负责）。树立典型（市财政局负责）。"
    assert units(text) == (["市教育局", "市财政局"], [])
    assert doubts(text) == [("lead_units", "read_units_lists")]
    assert [each.text for each in without(body(text))] == ["推广经验。树立典型。"]


def test_a_unit_that_leads_does_not_cooperate_too():
    assert units("（市教育局牵头，市财政局、市教育局配合）") == (["市教育局"], ["市财政局"])


def test_the_document_may_say_that_the_first_leads():
    text = "各项任务责任单位中列第一位的为牵头单位。"
    assert first_leads(body(text))
    assert not first_leads(body("市教育局为牵头单位。"))
    fact = responsible(body("（责任单位：市教育局、市财政局）"), first_leads=True)
    assert fact.values == {"lead_units": ["市教育局"], "cooperating_units": ["市财政局"]}
    assert fact.doubts == []


@pytest.mark.parametrize(
    "text",
    [
        "（省教育厅等按职责分工负责，各市、县人民政府负责落实。以下均需各市、县人民政府落实，不再一一列出）",
        "（责任单位：省教育厅。以下各项任务均需各市、县人民政府负责落实，不再列出）",
        "以下任务均由各市、县人民政府落实，不再逐一列出。",
        "各项工作均需各市、县人民政府落实，以下不再一一列出。",
    ],
)
def test_who_takes_part_in_everything_that_follows(text: str):
    assert standing(body(text)) == ["各市、县人民政府"]


def test_most_paragraphs_name_nobody_for_what_follows():
    assert standing(body("（省教育厅负责）", "以下任务要抓紧。")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（责任单位：市教育局；完成时限：2022年底前）", "2022年底前"),
        ("（完成时限：2022年底前；责任单位：市教育局）", "2022年底前"),
        ("（市教育局负责，2022年6月底前完成）", "2022年6月底前完成"),
        ("（市教育局负责，长期坚持）", "长期坚持"),
        ("完成时限：2023年6月", "2023年6月"),
        ("（责任单位：市教育局；2022年12月底前完成）", "2022年12月底前完成"),
        ("（2022年底前完成，市教育局负责）", "2022年底前完成"),
    ],
)
def test_the_deadline_that_stands_with_the_units(text: str, words: str):
    found = deadline(body(text))
    assert found is not None
    assert found.text == words
    assert without(body(text)) == ()


def test_units_of_all_that_stands_above():
    text = "以上任务由市教育局牵头，市财政局配合。"
    fact = above(body(text))
    assert fact is not None
    assert fact.values == {"lead_units": ["市教育局"], "cooperating_units": ["市财政局"]}
    assert units(text) == (["市教育局"], ["市财政局"])
    assert above(body("由市教育局牵头，市财政局配合。")) is None


def test_sentences_with_a_list_keep_their_text():
    text = "建立制度，由市教育局牵头，市财政局配合，逐年推广。"
    assert [each.text for each in without(body(text))] == [text]


ALPHABET = (
    "市县各局委办教育财政牵头配合负责按职责分工责任单位：（）()【】、，；。和及与等"
    "由以下均需不再列出会同为2022年底前完成\t"
)


@given(st.lists(st.text(alphabet=ALPHABET, max_size=120), max_size=4))
def test_any_paragraphs_have_an_answer(texts: list[str]):
    paragraphs = body(*texts)
    fact = responsible(paragraphs)
    assert not set(fact.values.get("lead_units", [])) & set(fact.values.get("cooperating_units", []))
    left = without(paragraphs)
    assert sum(map(len, left)) <= sum(map(len, paragraphs))
    standing(paragraphs), deadline(paragraphs), above(paragraphs)
    for paragraph in paragraphs:
        spans = [(each.start, each.end) for each in statements(paragraph)]
        assert all(start < end <= len(paragraph) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "（" * 14000,
        "（" * 7000 + "）" * 7000,
        "，由市局牵头" * 2300,
        "责任单位：" * 2800,
        "市局和" * 4000,
        "以下均需" * 3500,
    ],
)
def test_a_line_of_nothing_but_marks_ends(text: str):
    assert responsible(body(text)).values is not None


@pytest.mark.parametrize("seed", ["zhongwei", "shizuishan"])
def test_the_seeds_name_no_unit_for_a_task(seed: str):
    path = SEEDS / f"{seed}.txt"
    if not path.exists():
        pytest.skip("../shared/seeds is not here")
    text = "".join(path.read_text("utf-8").split())
    assert responsible(body(text)).values == {}


@pytest.mark.parametrize(
    ("texts", "lead", "cooperating"),
    [
        (("牵头单位：市教育局", "责任单位：市财政局、市民政局"), ["市教育局"], ["市财政局", "市民政局"]),
        (("责任单位：市财政局、市民政局", "牵头单位：市教育局"), ["市教育局"], ["市财政局", "市民政局"]),
        (("（牵头单位：市教育局；责任单位：市财政局、市民政局）",), ["市教育局"], ["市财政局", "市民政局"]),
        (("（牵头单位：市教育局）", "（责任单位：市财政局、市民政局）"), ["市教育局"], ["市财政局", "市民政局"]),
        (
            ("牵头单位：市教育局", "责任单位：市财政局", "配合单位：市民政局、市体育局"),
            ["市教育局"],
            ["市财政局", "市民政局", "市体育局"],
        ),
    ],
)
def test_those_who_answer_beside_a_leader_cooperate(texts: tuple[str, ...], lead: list[str], cooperating: list[str]):
    assert units(*texts) == (lead, cooperating)
    assert doubts(*texts) == []


def test_two_pairs_of_labels_are_two_lists():
    texts = ("牵头单位：市教育局", "责任单位：市财政局", "牵头单位：市民政局", "责任单位：市体育局")
    assert units(*texts) == (["市教育局", "市民政局"], ["市财政局", "市体育局"])
    assert doubts(*texts) == [("lead_units", "read_units_lists")]


@pytest.mark.parametrize(
    ("text", "lead", "cooperating"),
    [
        ("（市教育局，排第一位的为牵头单位，下同）", ["市教育局"], []),
        ("（市教育局、市财政局，排第一位的为牵头单位，下同）", ["市教育局"], ["市财政局"]),
        ("（市教育局、市财政局。列首位的是牵头单位，以下均同）", ["市教育局"], ["市财政局"]),
        ("（责任单位：市教育局、市财政局，列第一位的为牵头单位；下同）", ["市教育局"], ["市财政局"]),
    ],
)
def test_the_rule_of_who_leads_is_no_unit(text: str, lead: list[str], cooperating: list[str]):
    assert units(text) == (lead, cooperating)
    assert doubts(text) == []


def test_what_does_not_end_like_a_unit_is_left_out_and_told():
    (doubt,) = responsible(body("（责任单位：市教育局、党员干部、李某某、青溪水利站）")).doubts[1:]
    assert units("（责任单位：市教育局、党员干部、李某某、青溪水利站）") == (["市教育局", "青溪水利站"], [])
    assert (doubt.field, doubt.reason.key, doubt.reason.facts) == (
        "cooperating_units",
        "read_units_others",
        {"names": ["党员干部", "李某某"]},
    )
    assert units("（责任单位：李某某）") == ([], [])
    assert doubts("（责任单位：李某某）") == [("lead_units", "read_units_others")]
