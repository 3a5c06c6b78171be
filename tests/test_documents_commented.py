"""The draft as YAML: what stands beside its values."""

from __future__ import annotations

from documents.commented import comment
from documents.fact import Remark
from workflow.speech import because, say


def test_who_owes_is_told_once_to_come_from_the_office_and_no_doubt_twice() -> None:
    owed = [{"kind": "task", "unit": "lead"}]
    windows = [{"kind": "launch"}, *({"kind": "annual_review", "owed_by": owed} for _ in range(2))]
    doubt = Remark(("plan", "title"), because("read_no_tasks"))
    data = {"plan": {"code": "XX", "title": "绿道建设方案"}, "checkpoints": windows}
    lines = comment(data, [doubt, doubt], {}, "zh")[0].splitlines()
    assert [line.count(say("zh", "read_owed")) for line in lines if "owed_by:" in line] == [1, 0]
    assert sum(line.count(say("zh", "read_no_tasks")) for line in lines) == 1
