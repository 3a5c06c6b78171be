"""What a document is by its title, where it is no plan: a regulation, a report, a notice to the public."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.fact import Doubt
from workflow.speech import because

if TYPE_CHECKING:
    from documents.fact import Fact
    from documents.prose.outline import Outline

RULES = ("办法", "规定", "条例", "细则", "规则", "章程", "准则", "守则", "规程", "制度")
"""How regulations are called; some plans are, too, but these do not count their text in articles (第一条)."""
OTHERS = ("解读", "通报", "公告", "公示", "总结", "报告", "批复", "纪要", "名单", "简报", "问答", "倡议书")
"""How documents are called that say what was or is, and set no tasks."""
FEWEST = 3
"""Articles of a regulation; a plan may count its tasks so, but not after chapters of rules."""
_BRACKETS = re.compile(r"(?:（[^（）]{1,30}）){1,2}$")


def nature(plan: Fact, outline: Outline) -> list[Doubt]:
    """A doubt whether the document is a plan at all."""
    printed = plan.values.get("title", "")
    title = _BRACKETS.sub("", printed)
    articles = sum(1 for node in outline.root.under() if node.form == "article")
    if title.endswith(OTHERS) or (title.endswith(RULES) and articles >= FEWEST):
        kind = next(kind for kind in (*OTHERS, *RULES) if title.endswith(kind))
        return [Doubt("title", because("read_no_plan", title=printed, kind=kind), plan.places.get("title"))]
    return []
