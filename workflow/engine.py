"""The one door: decides by the lifecycle table whether an event may happen, and makes it happen with its record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from transitions import Machine, Transition

from models.errors import DubanError
from models.words import OPEN, TERMINAL, Event, Role, State, Word
from workflow import records, store
from workflow.errors import ChangedMeanwhile, NotPermitted, Refused, Usage, gathered, missing
from workflow.guards import ASKED, EXCUSED, GUARDS
from workflow.judge import barred, lacking, role_of, untimely
from workflow.lifecycle import LIFECYCLE, Computed, Move
from workflow.outcome import Outcome, carry_out, commit
from workflow.speech import Clauses, Deed, because

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from workflow.attempt import Attempt
    from workflow.facts import Item
    from workflow.speech import Reason
    from workflow.working_days import Calendar


class Edge(Transition):
    """A transition of the shared machine that carries its row of the table."""

    def __init__(self, *args: Any, move: Move, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.move = move


class Lifecycle(Machine):
    """One machine for every item of every plan; no model is attached and no transition is automatic."""

    transition_cls = Edge


@cache
def machine() -> Lifecycle:
    """The machine of the table. A computed target is one edge for each state it can turn out to be."""
    built = Lifecycle(
        model=None,
        states=[state.value for state in State],
        initial=State.REGISTERED.value,
        auto_transitions=False,
        send_event=True,
    )
    for move in LIFECYCLE:
        for target in _targets(move):
            built.add_transition(move.event.value, move.source.value, target.value, move=move)
    return built


def _targets(move: Move) -> tuple[State, ...]:
    if move.target == Computed.BACK:
        return (State.ACTIVE, State.RECTIFYING)
    if move.target == Computed.WHERE_IT_WAS:
        return tuple(m.source for m in LIFECYCLE if m.event == Event.SUSPEND)
    return (move.target,)


def _edges(event: Word, state: State) -> list[Edge]:
    found: Mapping[str, Any] = machine().events[event.value].transitions
    return list(found.get(state.value, []))


def moves(state: State) -> list[Move]:
    """The rows of the table that start in a state, in the order of the table."""
    return [move for move in LIFECYCLE if move.source == state]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the table answers: the row and the role it is done as, or every reason against it."""

    move: Move | None
    role: Role | None = None
    on_behalf: bool = False
    refusal: DubanError | None = None


def decide(item: Item, attempt: Attempt) -> Decision:
    """Whether the attempt may happen to the item as it stands. Changes nothing and reads nothing."""
    rows = list(dict.fromkeys(edge.move for edge in _edges(attempt.event, item.state)))
    if not rows:
        return Decision(None, refusal=_impossible(item, attempt))
    chosen = [move for move in rows if move.result == attempt.result]
    if not chosen:
        return Decision(None, refusal=_other_result(item, attempt, rows))
    return _judge(item, attempt, chosen[0])


def _other_result(item: Item, attempt: Attempt, rows: Sequence[Move]) -> DubanError:
    """No such result here: refused by the state where it is one of the event's, wrong usage where it is none."""
    facts = {"event": attempt.event, "item": item.code, "results": [move.result or because("none") for move in rows]}
    known = [move.result for move in LIFECYCLE if move.event == attempt.event and move.result is not None]
    if attempt.result in known:
        return Refused("result_not_here", state=item.state, result=attempt.result, **facts)
    return Usage("result_missing" if known else "result_none", **facts)


def _impossible(item: Item, attempt: Attempt) -> Refused:
    facts = {"event": Deed(attempt.event, attempt.result), "item": item.code, "state": item.state}
    key = "not_possible_ended" if item.state in TERMINAL else "not_possible"
    return Refused(key, **facts, instead=instead(item, attempt))


def instead(item: Item, attempt: Attempt) -> Reason:
    """What else the account may do with the item as it stands; where that is nothing, what others may."""
    if attempt.event == Event.ASSIGN and item.state in OPEN and item.state.stage != "launch":
        return because("instead_reassign", possible=[])
    usual = [move for move in moves(item.state) if move.event not in (attempt.event, Event.SUSPEND, Event.CANCEL)]
    ready = [move for move in usual if _ready(item, attempt, move)]
    own = dict.fromkeys(move.event for move in ready if not barred(item, attempt, move, _role(item, attempt, move)))
    if own:
        return because("instead_own", possible=list(own))
    others = dict.fromkeys(move.event for move in ready if not move.submitter)
    return because("instead_others", possible=list(others)) if others else because("instead_none", possible=[])


def _ready(item: Item, attempt: Attempt, move: Move) -> bool:
    """Whether no guard is against the move; children and reports, which may not be at hand, are not asked."""
    one = replace(attempt, event=move.event, result=move.result, checkpoint=None)
    return not _unmet(item, one, replace(move, needs=tuple(name for name in move.needs if name not in UNSEEN)))


UNSEEN = (
    *("parts_filled", "children_reported", "children_finished", "children_not_ahead", "figures_given", "targets_met"),
)
"""Guards that look at reports, children and figures, which are only read where an event's rows ask for them."""


def _role(item: Item, attempt: Attempt, move: Move) -> Role | None:
    return role_of(item, attempt, move.roles)[0]


def _judge(item: Item, attempt: Attempt, move: Move) -> Decision:
    role, on_behalf = role_of(item, attempt, move.roles)
    for kind, reasons in (
        (NotPermitted, barred(item, attempt, move, role)),
        (Refused, [*untimely(item, attempt), *_unmet(item, attempt, move)]),
        (Usage, [*lacking(attempt, reason=move.reason, evidence=move.evidence), *_unsaid(item, attempt, move)]),
    ):
        if reasons:
            return Decision(move, role, on_behalf, refusal(kind, item, attempt, reasons))
    return Decision(move, role, on_behalf)


def refusal(
    kind: type[DubanError], item: Item, attempt: Attempt, reasons: Sequence[Reason], *, act: bool = False
) -> DubanError:
    """One refusal with every reason for it and what is possible instead.

    Where a word was missing or the day was wrong, another word or day is what is possible; to an `act` that is refused
    no event of the lifecycle is a way.
    """
    facts = {"event": Deed(attempt.event, attempt.result), "item": item.code, "state": item.state}
    words_only = act or kind is Usage or (kind is Refused and untimely(item, attempt))
    tail = because("instead_none", possible=[]) if words_only else instead(item, attempt)
    return kind("refused", reasons=Clauses(reasons), **facts, instead=tail)


def _unmet(item: Item, attempt: Attempt, move: Move) -> list[Reason]:
    """What stands against the move in the world."""
    return [r for name in move.needs if name not in ASKED and (r := GUARDS[name](item, attempt))]


def _unsaid(item: Item, attempt: Attempt, move: Move) -> list[Reason]:
    """What the words of the command should have said."""
    return [r for name in move.needs if name in ASKED and (r := GUARDS[name](item, attempt))]


def perform(
    connection: Connection,
    attempt: Attempt,
    codes: Sequence[str],
    versions: Mapping[str, int] | None = None,
    *,
    keep_going: bool = False,
) -> tuple[list[Outcome], list[DubanError]]:
    """Does the event to every item, each with its record, in the caller's transaction: the only door to a state.

    All or nothing, every refusal told (Several), unless `keep_going`: then what can be done is done and the refusals
    are answered. `versions` are the versions somebody decided upon; ChangedMeanwhile where an item moved on since.
    """
    codes = list(dict.fromkeys(codes))
    heads = records.lock(connection, {store.chain_of(code) for code in codes}, attempt.at)
    look = _look(attempt.event)
    outcomes: dict[str, Outcome] = {}
    refusals: dict[str, DubanError] = {}
    for wave in store.leaves_first(connection, codes) if look.family and len(codes) > 1 else [codes]:
        items = store.load(connection, wave, look)
        done, refused = _decide_all(connection, attempt, items, wave, versions or {})
        commit(connection, attempt, list(done.values()), heads)
        outcomes |= done
        refusals |= refused
    against = [refusals[code] for code in codes if code in refusals]
    if against and not keep_going:
        raise gathered(against)
    return [outcomes[code] for code in codes if code in outcomes], against


@cache
def _look(event: Word) -> store.Look:
    """What the rows of an event look at, so that no more is read."""
    rows = [move for move in LIFECYCLE if move.event == event]
    named = {name for move in rows for name in (*move.needs, *move.then)}
    helping = bool(named & {"hand_over", "hand_back"})
    targets = bool(named & {"figures_given", "targets_met"})
    return store.Look(any(move.family for move in rows), helping, "parts_filled" in named, targets)


def _decide_all(
    connection: Connection,
    attempt: Attempt,
    items: Mapping[str, Item],
    codes: Sequence[str],
    versions: Mapping[str, int],
) -> tuple[dict[str, Outcome], dict[str, DubanError]]:
    outcomes: dict[str, Outcome] = {}
    refusals: dict[str, DubanError] = {}
    calendars: dict[str, Calendar] = {}
    for code in codes:
        try:
            item = _known(items, code, versions)
            decision = decide(item, attempt)
            if decision.refusal is not None:
                raise decision.refusal
        except DubanError as refusal:
            refusals[code] = refusal
            continue
        assert decision.move is not None
        assert decision.role is not None
        name = item.plan.calendar
        calendars[name] = calendars.get(name) or store.calendar(connection, name)
        change = carry_out(item, attempt, decision.move, calendars[name])
        outcomes[code] = Outcome(change, decision.role, decision.on_behalf)
    return outcomes, refusals


def _known(items: Mapping[str, Item], code: str, versions: Mapping[str, int]) -> Item:
    item = items.get(code)
    if item is None:
        raise missing("item", code)
    if versions.get(code, item.version) != item.version:
        raise ChangedMeanwhile("changed_meanwhile", items=[code])
    return item


@dataclass(frozen=True, slots=True)
class Option:
    """One row of the table from where the item stands: whether the actor may take it today, what it asks, why not."""

    move: Move
    allowed: bool
    asks: tuple[Reason, ...]
    reasons: tuple[Reason, ...]


def possible(item: Item, attempt: Attempt) -> list[Option]:
    """Every row that starts where the item stands, for the actor and day of `attempt` (its event is not looked at)."""
    return [_option(item, replace(attempt, event=move.event, result=move.result), move) for move in moves(item.state)]


def _option(item: Item, attempt: Attempt, move: Move) -> Option:
    role, _ = role_of(item, attempt, move.roles)
    excused = [reason for name in move.needs if name in EXCUSED and (reason := GUARDS[name](item, attempt))]
    unmet = [reason for reason in _unmet(item, attempt, move) if reason not in excused]
    reasons = [*barred(item, attempt, move, role), *untimely(item, attempt), *unmet]
    asks = [because(ASKED[name]) for name in move.needs if name in ASKED] + excused
    asks += [because("ask_note")] * move.reason + [because("ask_evidence")] * move.evidence
    return Option(move, not reasons, tuple(asks), tuple(reasons))
