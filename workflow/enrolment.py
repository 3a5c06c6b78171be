"""Units taken in from a sheet: what is new, what is there already the same, every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sqlalchemy import select

from models.words import Act, Level
from workflow import store, units
from workflow.actor import UnitRef
from workflow.cells import Names, Problems
from workflow.directory import names_of
from workflow.errors import Usage, title, word_of
from workflow.units import NewUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.people import Register


@dataclass(frozen=True, slots=True)
class UnitWish:
    """A row of the sheet as it was written; what is empty is not said."""

    row: int
    code: str
    name: str
    level: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    credit_code: str = ""


LEVELS = {
    **dict.fromkeys(("省", "省级", "自治区", "自治区级", "省(自治区)"), Level.REGION),
    **dict.fromkeys(("市级", "地级市", "设区的市"), Level.CITY),
    **dict.fromkeys(("县", "区", "县级", "区级", "县区", "县(区)", "县(市、区)"), Level.COUNTY),
    **dict.fromkeys(("单位", "医院", "医疗机构", "事业单位"), Level.INSTITUTION),
}
"""What sheets write for a level beside its labels."""


def level_of(text: str) -> Level:
    """The level that a sheet means; Usage naming the known ones."""
    return LEVELS.get(normalize("NFKC", text)) or word_of(Level, text)


def enrol(register: Register, wishes: Sequence[UnitWish], problems: Problems) -> tuple[list[UnitRef], int]:
    """Registers the units that are new, and answers them and how many were there the same.

    Nothing is registered where a problem was found. A parent may stand further down in the sheet.
    """
    taking = _Taking(register, problems)
    new = [wish for wish in wishes if taking.check(wish)]
    same = len(wishes) - len(new)
    taking.place(wishes, new)
    return ([] if problems.found else taking.add(new)), same


class _Taking:
    """One sheet against the register as it is."""

    def __init__(self, register: Register, problems: Problems) -> None:
        self.register, self.problems = register, problems
        rows = register.connection.execute(select(store.UNIT).order_by(store.UNIT.c.id)).all()
        self.held = {word: row for row in rows for word in (row.code, row.name)}
        self.refs = [(UnitRef(row.id, row.code, row.name, row.path), row.aliases) for row in rows]
        self.above: dict[int, UnitRef] = {}
        self.seen: dict[str, int] = {}

    def check(self, wish: UnitWish) -> bool:
        """Whether the unit is new. What the row says of itself is checked; its parent is not looked at yet."""
        found = self.problems
        for column, text, most in (("code", wish.code, 32), ("name", wish.name, None)):
            if found.word(wish.row, column, text, most):
                found.once(wish.row, column, text, self.seen)
        if wish.level:
            found.catch(wish.row, "level", lambda: level_of(wish.level))
        for alias in wish.aliases:
            found.catch(wish.row, "aliases", lambda alias=alias: title(alias))  # type: ignore[misc]
        if wish.credit_code and not units.valid_credit_code(wish.credit_code):
            found.add(wish.row, "credit_code", Usage("credit_code", code=wish.credit_code))
        held = self.held.get(wish.code) or self.held.get(wish.name)
        if held is not None:
            self._compare(wish, held)
        return held is None

    def _compare(self, wish: UnitWish, held: Any) -> None:
        """What the row says otherwise than the register does."""
        aliases = tuple(filter(None, held.aliases.split("\n")))
        for column, told, known in (
            ("code", wish.code, held.code),
            ("name", wish.name, held.name),
            ("level", self._level(wish), Level(held.level)),
            ("aliases", sorted(wish.aliases), sorted(aliases)),
            ("credit_code", wish.credit_code, held.credit_code),
        ):
            if told and told != known:
                name = held.name if column == "code" else held.code
                self.problems.add(wish.row, column, Usage("sheet_differs", name=name, known=known or "—"))

    def _level(self, wish: UnitWish) -> Level | None:
        """The level told; a word that is none has been told as such."""
        return (LEVELS.get(normalize("NFKC", wish.level)) or Level.of(wish.level)) if wish.level else None

    def place(self, wishes: Sequence[UnitWish], new: Sequence[UnitWish]) -> None:
        """Finds every parent among the units that are there and those of the sheet, and names that are another's."""
        made = [(UnitRef(-wish.row, wish.code, wish.name, ""), "\n".join(wish.aliases)) for wish in new]
        names = Names(names_of([*reversed(made), *self.refs]))
        called = units.Called([*self.refs, *made])
        for wish, (unit, _) in zip(new, made, strict=True):
            for column, refusal in called.clashes(unit, wish.aliases):
                self.problems.add(wish.row, column, refusal)
        for wish in (wish for wish in wishes if wish.parent):
            self.problems.catch(wish.row, "parent", lambda wish=wish: self._above(wish, names))  # type: ignore[misc]
        for wish in new:
            self._circle(wish)

    def _above(self, wish: UnitWish, names: Names) -> None:
        unit = names.find(wish.parent)
        self.above[wish.row] = unit
        held = self.held.get(wish.code) or self.held.get(wish.name)
        if held is not None and held.parent_id != unit.id:
            known = next((ref.name for ref, _ in self.refs if ref.id == held.parent_id), "—")
            raise Usage("sheet_differs", name=held.code, known=known)

    def _circle(self, wish: UnitWish) -> None:
        names, row = [wish.name], wish.row
        while (unit := self.above.get(row)) is not None and unit.id < 0 and len(names) <= len(self.above):
            row = -unit.id
            names.append(unit.name)
            if row == wish.row:
                self.problems.add(wish.row, "parent", Usage("planfile_circle", names=names))
                return

    def add(self, new: Sequence[UnitWish]) -> list[UnitRef]:
        """Writes the units, parents before their children, each with its record."""
        made: dict[int, UnitRef] = {}
        waiting = list(new)
        while waiting:
            later = {-wish.row for wish in waiting}
            ready = [wish for wish in waiting if not (wish.row in self.above and self.above[wish.row].id in later)]
            refs = units.add_all(self.register.connection, [self._new(wish, made) for wish in ready])
            made |= {-wish.row: ref for wish, ref in zip(ready, refs, strict=True)}
            waiting = [wish for wish in waiting if -wish.row not in made]
        self.register.record(Act.UNIT, (self._told(wish, made) for wish in new))
        return [made[-wish.row] for wish in new]

    def _new(self, wish: UnitWish, made: dict[int, UnitRef]) -> NewUnit:
        above = self.above.get(wish.row)
        parent = made.get(above.id, above) if above else None
        level = level_of(wish.level) if wish.level else Level.INSTITUTION
        return NewUnit(wish.code, wish.name, level, parent, wish.aliases, wish.credit_code or None)

    def _told(self, wish: UnitWish, made: dict[int, UnitRef]) -> dict[str, Any]:
        new = self._new(wish, made)
        above = new.parent.code if new.parent else None
        return {"code": new.code, "name": new.name, "level": new.level, "parent": above}
