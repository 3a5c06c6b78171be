"""Days that stand behind what they are for: 改造小区30个，2024年6月底前全部完工."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.figures import either
from documents.targets.plain_words import CLOSED, CLOSING, WHOLLY_CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.targets.aim import Setting
    from documents.targets.due import Said
    from documents.targets.phrases import Clause


def closed(rest: Clause, whole: Clause, named: Sequence[Said], setting: Setting) -> bool:
    """Gives the day of a clause that says no more than that it is done by then to what stood before it.

    That are the targets of the clause before, and those of the whole sentence where all of it is done (全部完成).
    Only those without a day of their own get it; whether there were any is the answer. `whole` has the day, `rest` not.
    """
    match = _closing().fullmatch(rest.quiet) if len(named) == 1 and named[0].day else None
    if match is None:
        return False
    meant = [aim for aim in (setting.found if match["all"] else setting.recent) if aim.basis == "plan_period"]
    for aim in meant:
        aim.due, aim.basis = named[0].day, "explicit"
        aim.lines = (aim.lines[0], max(aim.lines[1], whole.text.lines[1]))
        if named[0].doubt:
            aim.doubts.append(("due", named[0].doubt))
    return bool(meant)


@cache
def _closing() -> re.Pattern[str]:
    """力争全部完成整治: words that lead up to it, whether it is all, that it is done, and once more what."""
    return re.compile(
        f"(?:力争|争取|确保|计划|预计|要|须|应|并|需|务必|必须){{0,2}}(?P<all>{either(WHOLLY_CLOSED)})?"
        f"(?:基本|按期|如期|按时|陆续)?(?:全部|全面)?"
        f"(?:(?:{either(CLOSED)})(?:到位|任务|目标)?|(?:完成|实现)(?:全部|所有)?(?:{either(CLOSING)})?(?:任务|工作|目标)?)"
    )
