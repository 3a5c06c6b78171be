"""What a plan rests on, as its notice and its preamble cite it."""

import pytest

from documents.head.citing import basis
from documents.prose.passage import Passage, joined, on_line

OWN = ["青岚市供水方案（2021—2025年）", "青岚市供水方案"]


def cited(text: str) -> list[tuple[str | None, ...]]:
    found = basis([on_line(text, 1)], OWN)
    return [tuple(each.get(key) for key in ("title", "issuer", "number")) for each in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("根据《水法》，制定本方案。", [("水法", None, None)]),
        (
            "为深入贯彻落实省水利厅、财政厅《供水意见》（青水发〔2020〕3号）精神，制定本方案。",
            [("供水意见", "省水利厅、财政厅", "青水发〔2020〕3号")],
        ),
        (
            "按照国家能源局印发的《供热规划》和《国务院办公厅关于供水的意见》（国办发〔2019〕1号）要求，现将方案印发。",
            [("供热规划", "国家能源局", None), ("国务院办公厅关于供水的意见", "国务院办公厅", "国办发〔2019〕1号")],
        ),
        (
            "依据《水利部等3部门关于印发〈供水办法〉的通知》，制定本方案。",
            [("水利部等3部门关于印发〈供水办法〉的通知", "水利部等3部门", None)],
        ),
        ("根据《水法》，现将《青岚市供水方案（2021-2025年）》印发给你们。", [("水法", None, None)]),
        ("按照省委要求，特制定《供水分工表》，请贯彻落实。", []),
        ("《青岚市供水方案》已经同意，现印发给你们，请认真贯彻执行。", []),
        ("根据省委部署，结合实际，制定本方案。", []),
    ],
)
def test_citations(text, wanted):
    assert cited(text) == wanted


def test_each_once_with_the_lines_from_the_cue_to_the_end():
    notice = joined(
        [on_line("按照工作安排，根据", 4), on_line("市水务局《供水", 5), on_line("意见》要求，印发方案。", 6)]
    )
    preamble = on_line("根据《供水意见》（青水〔2020〕9号），制定本方案。", 9)
    assert basis([notice, preamble], OWN) == [
        {"title": "供水意见", "issuer": "市水务局", "number": "青水〔2020〕9号", "lines": [4, 6]}
    ]


def test_nothing_is_cited_in_nothing():
    assert basis([], []) == []
    assert basis([Passage("", ())], [""]) == []
    assert basis([on_line("根据《》《未完", 1)], OWN) == []
