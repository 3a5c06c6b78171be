"""What acts share: their options, the papers they take, and how their outcome is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from cli import show
from cli.asking import content
from cli.deeds import phrases
from cli.history import amended, amendment
from cli.language import t
from cli.named import act_and_result, turn_text
from cli.show import data, say, wrap
from models.errors import DubanError, MissingFile
from models.files import there
from models.words import Act, State
from workflow import deeds, recall, turns
from workflow.attempt import Evidence
from workflow.errors import Usage, gathered
from workflow.lights import duty_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.asking import Asking
    from models.words import Word
    from workflow.attempt import Attempt
    from workflow.outcome import Outcome
    from workflow.views import Sight

NoteOption = Annotated[str, typer.Option("--note", "-m", help=t("option.note"))]
EvidenceOption = Annotated[
    list[str] | None, typer.Option("--evidence", "-e", help=t("option.evidence"), metavar="FILE")
]


def sure(question: str, refusal: DubanError | None = None) -> None:
    """Goes on only where the one at the terminal says yes; else nothing was done (typer.Abort).

    The refusal is raised where nobody sits at a terminal to be asked.
    """
    if refusal is not None and not sys.stdin.isatty():
        raise refusal
    if not show.agreed(question, t("confirm.answers")):
        raise typer.Abort


def free(path: str, *, yes: bool, key: str = "file_there") -> None:
    """Goes on where there is no such file, or where it may be replaced. Usage where nobody can be asked.

    A name that no file can have is refused: Usage where it is empty, MissingFile where it is a folder's.
    """
    if not path:
        raise Usage("file_unnamed")
    place = Path(path).expanduser()
    if there(place) and place.is_dir():
        raise MissingFile("file_unwritable", path=path, said="Is a directory")
    if not yes and there(place):
        sure(t("confirm.replace", path=path), Usage(key, path=path))


YesOption = Annotated[bool, typer.Option("--yes", "-y", help=t("option.yes"))]


def papers(names: Sequence[str] | None) -> tuple[Evidence, ...]:
    """The files named as evidence, read whole; every one that cannot be read is told (MissingFile)."""
    from pathlib import Path

    found, missing = [], []
    for name in names or ():
        try:
            found.append(Evidence(Path(name).name, _filled(name)))
        except DubanError as refusal:
            missing.append(refusal)
    if missing:
        raise gathered(missing)
    return tuple(found)


def _filled(name: str) -> bytes:
    """The content of a document. Usage where there is none: an empty file proves nothing."""
    found = content(name)
    if not found:
        raise Usage("evidence_empty", path=name)
    return found


def tell(asking: Asking, attempt: Attempt, outcomes: Sequence[Outcome], *, dry_run: bool, as_json: bool) -> None:
    """Before → after of each item, who acts next and by when."""
    sight = asking.sight()
    recall.follow(asking.reader, [outcome.change.after for outcome in outcomes], asking.today)
    rows = [_row(asking, attempt, outcome) for outcome in outcomes]
    if as_json:
        data(rows)
        return
    if dry_run:
        say(t("act.dry_run"))
    for outcome in outcomes:
        say(*(line for told in _lines(asking, sight, attempt, outcome) for line in wrap(told, "        ")))


def _lines(asking: Asking, sight: Sight, attempt: Attempt, outcome: Outcome) -> list[str]:
    """What became of an item, and what comes next."""
    item = outcome.change.after
    item.unit_name = sight.units[item.unit_id].name
    act = act_and_result(attempt.event.value, asking.lang, attempt.result)
    lines = [f"{item.code}  {act}  {_moved(asking, outcome)}"]
    if did := _did(sight, attempt, outcome):
        lines.append(f"    {did}")
    if attempt.event == Act.AMEND:
        lines += [f"    {line}" for line in amended(amendment(outcome.change.item, sight.units))]
    waiting = turns.turns(item, asking.today)
    lines += [f"    {t('act.next')}{turn_text(asking, sight, item, turn)}" for turn in waiting[:2]]
    coming = turns.coming(item, asking.today)
    if item.state == State.SUSPENDED and item.review_on is not None and not waiting:
        lines.append(f"    {t('act.next')}{t('act.review', on=item.review_on)}")
    elif not waiting and coming is not None:
        duty = duty_name(coming.key).sentence(asking.lang)
        lines.append(f"    {t('act.coming', duty=duty, opens_on=coming.opens_on, due_on=coming.due_on)}")
    return lines


def _did(sight: Sight, attempt: Attempt, outcome: Outcome) -> str:
    """What the act did beside the states: the new lead unit, the new due day; the lines are in what comes next."""
    if attempt.event not in deeds.TOLD:
        return ""
    change = outcome.change
    held = {"item": change.item, "duties": change.duties, "more": attempt.more}
    if attempt.event == Act.REASSIGN:
        from workflow.reassign import left_behind

        held["more"] = left_behind(change.before, attempt, sight.calendar(change.before))
    deed = deeds.Deed(attempt.event.value, outcome.duty, held, deeds.stood(change.after), sight.units)
    granted = change.duties.get(outcome.duty or "", {}).get("due_on") if attempt.event == Act.EXTEND_GRANT else None
    facts = {
        **deeds.facts(deed),
        "act": attempt.event,
        "duty": outcome.duty,
        "from_unit": change.before.unit_name,
        "until": granted[1] if granted else None,
        "lines": [],
    }
    return "  ".join(phrases(facts))


def _moved(asking: Asking, outcome: Outcome) -> str:
    """Before → after: of the duty where the state stayed as it was, else of the item."""
    before, after = outcome.change.before, outcome.change.after
    name, was, now = "", cast("Word", before.state), cast("Word", after.state)
    old, new = before.duty(outcome.duty or ""), after.duty(outcome.duty or "")
    if old is not None and new is not None and before.state == after.state:
        name, was, now = f"{duty_name(new.key).sentence(asking.lang)}  ", old.status, new.status
    moved = f"{was.label(asking.lang)} → " if was != now else ""
    return f"{name}{moved}{now.label(asking.lang)}"


def _row(asking: Asking, attempt: Attempt, outcome: Outcome) -> dict[str, Any]:
    item = outcome.change.after
    waiting = turns.turns(item, asking.today)
    following = waiting[0] if waiting else None
    return {
        "item": item.code,
        "event": attempt.event.value,
        "duty": f"{item.code}@{outcome.duty}" if outcome.duty else None,
        "before": outcome.change.before.state.value,
        "after": item.state.value,
        "role": outcome.role.value,
        "on_behalf": outcome.on_behalf,
        "effective_on": attempt.today.isoformat(),
        "next": {
            "role": following.role.value,
            "act": following.act.value,
            "duty": f"{item.code}@{following.duty.key}" if following.duty else None,
            "by": following.due.isoformat() if following.due else None,
        }
        if following
        else None,
    }
