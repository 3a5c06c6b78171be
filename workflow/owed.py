"""What is owed on a day, by everybody: what the clock looks at. Plain driver SQL, no account's scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.reader import id_lists, parts
from models.words import IN_OFFICE_HANDS, RUNNING, State
from workflow.queries import ARE_RUNNING, UNTOUCHED, among, as_then, duties, items
from workflow.recall import bound, follow
from workflow.scope import Wanted
from workflow.turns import delayed, turns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from models.reader import Reader
    from workflow.facts import Item
    from workflow.queries import Found
    from workflow.turns import Turn
    from workflow.working_days import Calendar

_RUNS = f"{ARE_RUNNING} AND i.state <> 'suspended'"


def running(reader: Reader, day: date, ids: Collection[int] | None = None) -> Found:
    """Every running duty with its item as they stood on `day`, but of suspended items; of these items only."""
    found = []
    moved = as_then(reader, None, Wanted(), day)
    untouched = f" AND {UNTOUCHED}" if moved is not None else ""
    for some in [""] if ids is None else [f" AND i.id IN ({part})" for part in id_lists(ids)]:
        found += duties(reader, None, Wanted(), day, f"{_RUNS}{untouched}{some}", None)
    for item in moved or ():
        if item.state != State.SUSPENDED and (ids is None or item.id in ids):
            found += [(item, duty) for duty in item.duties if duty.status in RUNNING]
    return found


_HANDS = (State.REGISTERED, State.RECTIFYING, *IN_OFFICE_HANDS)
_IN_HANDS = (
    f"SELECT i.id, i.code FROM item i WHERE i.state IN ({among(_HANDS)}) "
    "OR (i.state = 'suspended' AND i.review_on <= :today) OR EXISTS "
    "(SELECT 1 FROM duty d WHERE d.item_id = i.id AND (d.asked_until IS NOT NULL OR d.status = 'submitted')) "
    "ORDER BY i.id"
)


def waiting(
    reader: Reader, day: date, calendars: Mapping[str, Calendar], ids: Collection[int] | None = None
) -> Iterator[tuple[Item, Turn]]:
    """What has waited for office or leader longer than they should take (DOMAIN 7); of these items only."""
    codes = dict(reader.rows(_IN_HANDS, today=bound(reader, day)))
    moved = as_then(reader, None, Wanted(), day)
    codes |= {item.id: item.code for item in moved or ()}
    for some in parts([code for key, code in codes.items() if ids is None or key in ids]):
        found = items(reader, None, Wanted(codes=tuple(some)), day)
        follow(reader, found, day)
        _under(reader, found, day)
        for item in found:
            calendar = calendars[item.plan.calendar]
            yield from ((item, turn) for turn in turns(item, day) if delayed(turn, day, calendar))


def _under(reader: Reader, found: Collection[Item], day: date) -> None:
    """Puts on what is suspended how the item above it stands: it is not resumed before that one."""
    alone = [item for item in found if item.state == State.SUSPENDED and item.parent_id and item.parent_state is None]
    ids = {item.parent_id for item in alone if item.parent_id is not None}
    codes = [row[0] for some in id_lists(ids) for row in reader.rows(_CODES.format(some))]
    above = {one.id: one for some in parts(codes) for one in items(reader, None, Wanted(codes=tuple(some)), day)}
    for item in alone:
        parent = above[item.parent_id or 0]
        item.parent_code, item.parent_state = parent.code, parent.state


_CODES = "SELECT code FROM item WHERE id IN ({}) ORDER BY code"
