"""Documents that are no plans, and say so by their titles."""

from __future__ import annotations

import pytest

from documents.files.source import Line, Source
from documents.reading import Reading, understand

ARTICLES = """第一章 总则
第一条 为加强书屋管理，制定本办法。
第二条 本办法适用于全市书屋。
第二章 管理
第三条 书屋每天开放。由市文化和旅游局负责。
第四条 书屋管理结果予以通报。
"""
CHAPTERS = """一、重点任务
（一）建设书屋。合理布局书屋。（市文化和旅游局负责）
（二）培训人员。培训馆员。（市财政局负责）
"""


def read(text: str) -> Reading:
    return understand(Source("txt", tuple(Line(line) for line in text.strip("\n").split("\n"))))


def tasks(found: Reading) -> list[str]:
    return [task["title"] for section in found.data.get("sections", []) for task in section["tasks"]]


def about_genre(found: Reading) -> list[str]:
    return [doubt.reason.key for doubt in found.doubts if doubt.reason.key in ("read_no_plan", "read_hardly_plan")]


@pytest.mark.parametrize(
    "title",
    [
        "云泽市书屋考核办法",
        "云泽市书屋管理规定",
        "云泽市书屋管理办法（试行）",
        "云泽市书屋实施细则",
        "云泽市书屋管理暂行办法",
    ],
)
def test_rules_in_articles_have_no_tasks_and_that_is_told(title) -> None:
    found = read(f"{title}\n{ARTICLES}")
    assert (tasks(found), about_genre(found)) == ([], ["read_no_plan"])


@pytest.mark.parametrize("title", ["云泽市书屋考核办法", "云泽市书屋检查情况的通报", "云泽市书屋工作会议纪要"])
def test_what_may_be_no_plan_is_read_and_doubted(title) -> None:
    found = read(f"{title}\n{CHAPTERS}")
    assert (tasks(found), about_genre(found)) == (["建设书屋", "培训人员"], ["read_hardly_plan"])


@pytest.mark.parametrize(
    "title",
    ["云泽市书屋管理办法落实方案", "云泽市书屋建设实施方案", "云泽市书屋制度建设工作要点", "云泽市书屋建设若干措施"],
)
def test_a_plan_is_not_doubted(title) -> None:
    assert about_genre(read(f"{title}\n{CHAPTERS}")) == []


def test_measures_in_articles_are_tasks() -> None:
    found = read(f"云泽市支持书屋发展若干措施\n{ARTICLES}")
    assert about_genre(found) == []
    assert tasks(found) != []


@pytest.mark.parametrize("title", ["前言", "引言", "结语"])
def test_a_preface_is_no_chapter_that_was_left(title) -> None:
    text = f"云泽市书屋建设实施方案（2024—2026年）\n一、{title}\n书屋很好。\n"
    found = read(text + CHAPTERS.replace("一、", "二、"))
    assert tasks(found) == ["建设书屋", "培训人员"]
    assert "read_chapter_left" not in [doubt.reason.key for doubt in found.doubts]
