"""Pages: running heads, running feet and page numbers are found, and what could be content is left."""

from __future__ import annotations

from documents.files.running import running
from documents.files.source import Line

WORDS = "天地玄黄宇宙洪荒日月盈昃"


def pages(*pages: list[str]) -> list[Line]:
    return [Line(text, page) for page, rows in enumerate(pages, 1) for text in rows]


def dropped(lines: list[Line]) -> list[str]:
    return [lines[index].text for index in sorted(running(lines))]


def body(page: int) -> list[str]:
    """Four lines of no other page."""
    return [f"{WORDS[page]}{WORDS[row]}项任务由各县区" for row in range(4)]


def test_heads_and_feet_that_many_pages_have_apart_from_digits() -> None:
    found = pages(*([f"云河市公报 2024年第{page}期", *body(page), "云河市人民政府办公室"] for page in range(4)))
    assert dropped(found) == [
        line.text for line in found if line.text.startswith("云河市公报") or line.text.endswith("办公室")
    ]


def test_heads_of_left_and_right_pages_differ() -> None:
    found = pages(body(0), *([("云河市公报", "市政府文件")[page % 2], *body(page)] for page in range(1, 9)))
    assert dropped(found) == ["市政府文件", "云河市公报"] * 4


def test_page_numbers_of_every_form() -> None:
    for form in ("- {} -", "—{}—", "— {} —", "第{}页", "第 {} 页 共 9 页", "{}/9", "{}", "· {} ·", "Page {} of 9"):
        found = pages(*([*body(page), form.format(page + 1)] for page in range(3)))
        assert dropped(found) == [form.format(page) for page in (1, 2, 3)]


def test_page_numbers_that_begin_elsewhere_or_stand_at_the_top() -> None:
    found = pages(*([str(page + 17), "云河市公报", *body(page)] for page in range(3)))
    assert dropped(found) == ["17", "云河市公报", "18", "云河市公报", "19", "云河市公报"]


def test_full_width_digits_are_digits() -> None:
    assert dropped(pages(*([*body(page), f"—{chr(ord('１') + page)}—"] for page in range(2)))) == ["—１—", "—２—"]


def test_numbers_that_do_not_count_pages_are_content() -> None:
    assert dropped(pages([*body(0), "40"], [*body(1), "7"], [*body(2), "120"])) == []
    assert dropped(pages([*body(0), "2025"])) == []


def test_sentences_and_what_few_pages_have_are_content() -> None:
    assert dropped(pages(*(["各县区负责落实。", *body(page)] for page in range(4)))) == []
    assert dropped(pages(["云河市公报", *body(0)], ["云河市公报", *body(1)])) == []


def test_of_the_header_of_a_table_that_goes_on_the_first_one_stays() -> None:
    found = pages(*(["序号 重点任务 责任单位", *body(page)] for page in range(4)))
    assert sorted(running(found)) == [5, 10, 15]


def test_without_pages_nothing_runs() -> None:
    assert running([Line("- 1 -"), Line("公报"), Line("- 2 -")]) == set()
    assert running([]) == set()
