"""The draft as YAML: what stands beside its values."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.commented import comment
from documents.fact import Remark
from documents.notation import values
from documents.reading import read
from workflow.speech import because, say

PRINTED = sorted((Path(__file__).parent / "printed").glob("*.txt"))
LEAVES = st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=20)
PIECES = st.recursive(
    LEAVES,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), below),
)


@given(st.dictionaries(st.sampled_from(["plan", "sections", "projects", "units", "period"]), PIECES, min_size=1))
def test_what_was_written_is_known_without_reading_it_again(data) -> None:
    text, found = comment(data, (), {}, "zh")
    again = values(text)
    assert (again.lines, again.data, again.faults) == (found.lines, found.data, [])


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_the_lines_of_problems_are_those_of_the_draft(path) -> None:
    made = read(path)
    again = values(made.text)
    assert [again.line(("plan", key)) for key in made.data["plan"]] == [
        next(n for n, line in enumerate(made.text.splitlines(), 1) if line.startswith(f"  {key}:"))
        for key in made.data["plan"]
    ]


def test_who_owes_is_told_once_to_come_from_the_office_and_no_doubt_twice() -> None:
    owed = [{"kind": "task", "unit": "lead"}]
    windows = [{"kind": "launch"}, *({"kind": "annual_review", "owed_by": owed} for _ in range(2))]
    doubt = Remark(("plan", "title"), because("read_no_tasks"))
    data = {"plan": {"code": "XX", "title": "绿道建设方案"}, "checkpoints": windows}
    lines = comment(data, [doubt, doubt], {}, "zh")[0].splitlines()
    assert [line.count(say("zh", "read_owed")) for line in lines if "owed_by:" in line] == [1, 0]
    assert sum(line.count(say("zh", "read_no_tasks")) for line in lines) == 1
