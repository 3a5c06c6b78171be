"""Tasks that a chapter of duties gives to units by their numbers."""

import pytest

from documents.fact import Fact
from documents.files.source import Line, Source
from documents.prose.blocks import blocks
from documents.prose.cleaning import clean
from documents.prose.outline import outline
from documents.units.numbered import allot_duties


def allotted(*duties: str, title: str = "职责分工", numbers: tuple[str, ...] = ("1", "2", "3")):
    """What the tasks have and the doubts of the plan and of the tasks."""
    text = ["一、重点工作", *(f"{number}.做好工作。" for number in numbers), f"二、{title}", *duties]
    root = outline(blocks(clean(Source("txt", tuple(map(Line, text)))))).root
    tasks = [Fact({"number": number, "lines": (at, at)}) for at, number in enumerate(numbers, 2)]
    left = allot_duties(root, tasks)
    return (
        [(task.values.get("lead_units"), task.values.get("cooperating_units")) for task in tasks],
        [(doubt.reason.key, doubt.reason.facts["units"]) for doubt in left],
        [[doubt.reason.key for doubt in task.doubts] for task in tasks],
    )


@pytest.mark.parametrize(
    ("duties", "given"),
    [
        (
            (
                "市教育局：负责统筹，牵头做好第1、2项工作。",
                "市财政局：负责第3项工作。",
                "市民政局：配合做好第3项任务。",
            ),
            [(["市教育局"], None), (["市教育局"], None), (["市财政局"], ["市民政局"])],
        ),
        (
            ("市教育局：牵头第一项任务，配合第二至三项任务。", "市财政局：牵头第2项、第3项任务，负责第1项任务。"),
            [(["市教育局"], ["市财政局"]), (["市财政局"], ["市教育局"]), (["市财政局"], ["市教育局"])],
        ),
    ],
)
def test_tasks_have_the_units_that_are_named_for_their_numbers(duties, given):
    assert allotted(*duties) == (given, [], [["read_units_duty"]] * 3)


def test_what_names_no_task_is_one_doubt():
    given, left, told = allotted("市教育局：负责学校。", "市财政局：落实经费。", "市民政局：牵头做好第1、8项工作。")
    assert given == [(["市民政局"], None), (None, None), (None, None)]
    assert left == [("read_duties_left", ["市教育局", "市财政局", "市民政局"])]
    assert told == [["read_units_duty"], [], []]


def test_numbers_that_start_again_name_no_task():
    given, left, _ = allotted("市教育局：牵头做好第1项工作。", numbers=("1", "2", "1"))
    assert given == [(None, None)] * 3
    assert left == [("read_duties_left", ["市教育局"])]


def test_other_chapters_and_other_numbers_say_nothing():
    assert allotted("市教育局：牵头做好第1项工作。", title="保障措施")[:2] == ([(None, None)] * 3, [])
    assert allotted("市教育局：第3个工作日内报告，落实第5条规定。")[0] == [(None, None)] * 3


def test_a_task_keeps_the_units_of_its_own():
    from documents.units.numbered import _given

    task = Fact({"number": "1", "lead_units": ["市体育局"], "lines": (9, 9)})
    root = outline(blocks(clean(Source("txt", (Line("一、职责分工"), Line("市教育局：牵头做好第1项工作。")))))).root
    assert _given(root.children[0], [task]) == []
    assert task.values["lead_units"] == ["市体育局"]
