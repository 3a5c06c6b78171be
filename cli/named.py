"""What people name on the command line, found: items, duties, acts; and whose turn it is, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import typer

from cli.language import t
from models.reader import parts
from models.words import Act, Checkpoint, Event, Result
from workflow import queries
from workflow.deadlines import overdue, overdue_working_days
from workflow.errors import Usage, gathered, missing, nearest
from workflow.lights import duty_name
from workflow.scope import Wanted
from workflow.speech import DutyCode
from workflow.turns import HANDS, delayed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from models.errors import DubanError
    from workflow.facts import Duty, Item
    from workflow.turns import Turn
    from workflow.views import Sight
    from workflow.working_days import Calendar

ItemArgument = Annotated[str, typer.Argument(help=t("argument.item"), metavar="ITEM")]
DutyArgument = Annotated[str, typer.Argument(help=t("argument.duty"), metavar="DUTY")]


def one(asking: Asking, code: str, *, audit: bool = False) -> Item:
    """The item of that code as it stood on the day; NotFound with the nearest codes."""
    return many(asking, [code], audit=audit)[0]


def many(asking: Asking, typed: Sequence[str], *, audit: bool = False) -> list[Item]:
    """The items of these codes in this order, none twice; every code that is not found is told (Several)."""
    found, lost = sought(asking, typed, audit=audit)
    if lost:
        raise gathered(lost)
    return found


def sought(asking: Asking, typed: Sequence[str], *, audit: bool = False) -> tuple[list[Item], list[DubanError]]:
    """Those of the items that are found, and the refusals of the others."""
    typed = [normalize("NFKC", code).strip() for code in typed]
    exact = queries.written(asking.reader, typed)
    wanted = list(dict.fromkeys(code if code in exact else code.upper() for code in typed))
    found: dict[str, Item] = {}
    for some in parts(wanted):
        part = Wanted(codes=tuple(some), audit=audit)
        found |= {item.code: item for item in queries.items(asking.reader, asking.actor, part, asking.today)}
    lost = [code for code in typed if not {code, code.upper()} & found.keys()]
    known = queries.codes(asking.reader) if lost else []
    refusals: list[DubanError] = [missing("item", c, () if c in exact else nearest(c, known)) for c in lost]
    return [found[code] for code in wanted if code in found], refusals


def split(code: str) -> tuple[str, str]:
    """The item and the key of a duty's code: `ZW-07@annual_review-2023`. Usage where it has no `@`."""
    item, at, key = normalize("NFKC", code).partition("@")
    if not at or not item or not key:
        raise Usage("duty_code", duty=code)
    return item, key


def duty_of(asking: Asking, text: str) -> tuple[Item, Duty]:
    """The duty that `ZW-07@annual_review-2023` or `ZW-07@年度总结2023` means; NotFound with the nearest."""
    code, key = split(text)
    item = one(asking, code)
    duty = item.duty(duty_key(key))
    if duty is None:
        raise missing("duty", text, _like(item, key))
    return item, duty


def _like(item: Item, key: str) -> Sequence[str]:
    """The duties of an item whose key or name is nearest to what was typed."""
    names = {duty_name(duty.key).sentence(lang): duty.key for lang in ("zh", "en") for duty in item.duties}
    names |= {duty.key: duty.key for duty in item.duties}
    near = [name for name in names if key in name] or nearest(duty_key(key), list(names))
    return [DutyCode(f"{item.code}@{found}") for found in dict.fromkeys(names[name] for name in near)][:3]


def duty_key(text: str) -> str:
    """The key of a duty from its name in either language: 年度总结2023 and annual_review-2023 are the same."""
    for kind in Checkpoint:
        for name in (kind.value, kind.zh, kind.en):
            rest = text.removeprefix(name).strip("-– 第次项（）()")
            if text.startswith(name) and (not rest or rest.isdigit()):
                return f"{kind.value}-{rest}" if rest else kind.value
    return text


def turn_text(asking: Asking, sight: Sight, item: Item, turn: Turn) -> str:
    """Who has it, what is to be done, since when and by when, in one line."""
    duty = duty_name(turn.duty.key).sentence(asking.lang) if turn.duty else ""
    calendar = sight.calendar(item)
    if turn.act == Event.OPEN_REVIEW:
        text = t("turn", role=turn.role, act=t("act.open", kind=duty))
    else:
        text = t("turn", role=turn.role, act=t("turn.review") if turn.act == Event.RESUME else turn.act)
        text += t("turn.duty", duty=duty) if duty and turn.act not in (Event.SIGN, Act.SIGN_FOR) else ""
    if turn.since:
        days = calendar.between(turn.since, asking.today)
        text += t("turn.since" if days else "turn.since_now", since=turn.since, days=days)
    if turn.by is not None and turn.due is not None:
        text += t("turn.by" if turn.by == turn.due else "turn.by_rolled", by=turn.due, rolled=turn.by)
        text += _over(asking, item, turn, calendar)
    return text + (t("turn.delayed", days=HANDS) if delayed(turn, asking.today, calendar) else "")


def _over(asking: Asking, item: Item, turn: Turn, calendar: Calendar) -> str:
    """That the duty is overdue, and by how much."""
    if turn.duty is None or not overdue(item, turn.duty, asking.today):
        return ""
    days = overdue_working_days(turn.duty, asking.today, calendar)
    return t("turn.over_days", days=days) if days else t("turn.over")


def act_label(act: str, lang: str, result: str | None = None) -> str:
    """The name of an event or act; a review is opened by the name of its kind: 启动年度总结."""
    kind = Checkpoint.of(result or "")
    if act == Event.OPEN_REVIEW and kind is not None:
        return t("act.open", kind=kind)
    word = Event.of(act) or Act.of(act)
    return word.label(lang) if word else act


def act_and_result(act: str, lang: str, result: str | None) -> str:
    """The name of an event with what it concluded: 评估结论·滞后; a line that did not pass was sent back."""
    word = Result.of(result or "")
    if act == Act.CHECK_LINE and word is not None:
        return f"{act_label(act, lang)}·{t('act.sent_back')}"
    return act_label(act, lang, result) + (f"·{word.label(lang)}" if word else "")
