"""Whether a document is a plan at all, by what its title calls it and by the form of its headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.fact import Doubt
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.fact import Fact
    from documents.prose.outline import Node
    from documents.prose.passage import Passage

RULES = ("办法", "规定", "细则", "条例", "规则", "规范", "规程", "章程", "制度", "守则", "准则")
"""What titles of standing rules end with; they say how something is done, and not what is to be done by when."""
REPORTS = ("通报", "公告", "通告", "公报", "批复", "复函", "纪要", "简报", "讲话", "解读")
"""What titles end with of documents that tell, answer or make known."""
ARTICLES = 3
"""Rules in so many articles (第一条) have no tasks."""
LONGEST = 60
"""Characters of a line that may be a title."""

_TITLE = re.compile(rf"(?:{'|'.join((*RULES, *REPORTS))})(?:[（(][^（）()]{{1,12}}[）)])?$")


def no_plan(plan: Fact, opening: Sequence[Passage], root: Node) -> list[Doubt]:
    """The doubt that a document is no plan, by the title that was read or, without one, the first lines of its opening.

    Its key is read_no_plan where it is certain.
    """
    printed = plan.values.get("title")
    titles = [(printed, plan.places.get("title"))] if printed else [(text.text, text.lines) for text in opening if text]
    named = ((title, lines) for title, lines in titles if len(title) <= LONGEST and _TITLE.search(title))
    title, lines = next(named, ("", None))
    if not title:
        return []
    articles = sum(node.form == "article" for node in root.under())
    key = "read_no_plan" if articles >= ARTICLES else "read_hardly_plan"
    return [Doubt("", because(key, title=title), lines)]


def is_none(doubts: list[Doubt]) -> bool:
    """Whether it is certain that the document is no plan, so that none of its articles is a task."""
    return any(doubt.reason.key == "read_no_plan" for doubt in doubts)
