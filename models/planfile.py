"""The plan file: what a plan document says and what the office adds. Its shape only, no reading and no checking."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.fields import (
    Asked,
    Day,
    Due,
    Flag,
    Lines,
    MonthDay,
    Number,
    PartCode,
    PlanCode,
    ProjectCode,
    SectionCode,
    TargetCode,
    TaskCode,
    Text,
    UnitCode,
    WindowKind,
    WorkingDays,
    Year,
    day_of,
)
from models.targeting import Comparator, DueBasis, Force, force_of
from models.words import Checkpoint, Kind, Level, Owes, Roll

__all__ = ["Comparator", "DueBasis", "Force", "PlanFile", "force_of"]


class Piece(BaseModel):
    """What every piece of a plan file shares: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, validate_by_name=True, validate_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class Basis(Piece):
    """A document that the plan rests on, as the plan cites it."""

    title: Text
    issuer: Text | None = None
    number: Text | None = None
    lines: Lines | None = None


class Period(Piece):
    """The first and the last day of the plan; where the text gives years only, their first and last day."""

    first: Day
    last: Day
    lines: Lines | None = None


class Region(Piece):
    """The area of the plan. The code is GB/T 2260; documents hardly ever print it."""

    name: Text
    code: UnitCode | None = None
    from_text: Flag = True


class PlanFacts(Piece):
    """What the document says of itself. The order of the issuers is their rank, the first leads."""

    code: PlanCode
    title: Text
    full_title: Text | None = None
    document_number: Text | None = None
    document_number_confirmed: Flag = True
    issuers: list[Text] = Field(min_length=1)
    issuers_open_ended: Flag = False
    issued_on: Day | None = None
    basis: list[Basis] = []
    period: Period
    region: Region
    reports_to: Text | None = None
    lines: Lines | None = None


class EveryYear(Piece):
    """A window that comes once a year; one that ends before it begins in the calendar ends the year after."""

    from_: MonthDay = Field(validation_alias="from", serialization_alias="from")
    to: MonthDay
    first: Year
    last: Year


class Owed(Piece):
    """Who owes a checkpoint: every item of the kind, through its lead unit or through the organiser."""

    kind: Kind
    unit: Owes
    unless_broken_down: Flag = False


class Window(Piece):
    """A checkpoint of the plan: a dated window, or one a year."""

    kind: WindowKind
    title: Text
    opens_on: Day | None = None
    closes_on: Day | None = None
    every_year: EveryYear | None = None
    organisers: list[Text] = []
    organisers_open_ended: Flag = False
    together_with: list[Text] = []
    reports_to: Text | None = None
    owed_by: list[Owed] = []
    lines: Lines | None = None

    def dated(self) -> list[tuple[int | None, date | None, date | None]]:
        """The windows as (year, opens on, closes on): one a year where it recurs, else one.

        The year tells windows of one kind apart; only annual reviews and recurring windows have one.
        """
        if self.every_year is None:
            day = self.opens_on or self.closes_on
            year = day.year if day and self.kind == Checkpoint.ANNUAL_REVIEW else None
            return [(year, self.opens_on, self.closes_on)]
        opens, closes = self.every_year.from_, self.every_year.to
        later = int(closes < opens)
        years = range(self.every_year.first, self.every_year.last + 1)
        return [(year, day_of(year, opens), day_of(year + later, closes)) for year in years]


class Target(Piece):
    """What is to be reached by when; the force comes from the commitment word unless it is given."""

    code: TargetCode
    metric: Text
    kind: Text | None = None
    comparator: Comparator
    value: Asked = None
    unit: Text | None = None
    due: Due
    due_basis: DueBasis
    commitment: Text | None = None
    force: Force = Force.HARD
    scope: Text | None = None
    per_unit: Flag = False
    implicit: Flag = False
    external_gate: Text | None = None
    also_in: list[Text] = []
    lines: Lines | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _force(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("force"):
            return data
        word = data.get("commitment")
        return {**data, "force": force_of(word if isinstance(word, str) else None)}


class Part(Piece):
    """A concrete project: one inside a task (07.P2), or a sub-item of a key project (KP1.2)."""

    code: PartCode
    number: Number | None = None
    title: Text
    lines: Lines | None = None
    lead_units: list[Text] = []
    cooperating_units: list[Text] = []
    commitment: Text | None = None
    targets: list[Target] = []
    external_gate: Text | None = None


class Task(Piece):
    """A main task, in the words and with the number that are printed."""

    code: TaskCode
    number: Number
    title: Text
    lines: Lines | None = None
    lead_units: list[Text] = []
    cooperating_units: list[Text] = []
    commitment: Text | None = None
    targets: list[Target] = []
    projects: list[Part] = []


class Section(Piece):
    """A headed group of main tasks."""

    code: SectionCode
    number: Number
    title: Text
    lines: Lines | None = None
    tasks: list[Task] = []


class Project(Piece):
    """A key project of the plan, with its sub-items."""

    code: ProjectCode
    number: Number
    title: Text
    lines: Lines | None = None
    lead_units: list[Text] = []
    cooperating_units: list[Text] = []
    commitment: Text | None = None
    targets: list[Target] = []
    parts: list[Part] = []


class UnitFacts(Piece):
    """A unit as the plan knows it; `from_text` is false for what the office added."""

    name: Text
    code: UnitCode | None = None
    short: Text | None = None
    aliases: list[Text] = []
    level: Level
    parent: Text | None = None
    role: Text | None = None
    from_text: Flag = True
    lines: Lines | None = None

    def names(self) -> list[str]:
        """Every name the unit goes by."""
        return [name for name in (self.name, self.short, *self.aliases) if name]


class Lights(Piece):
    """Thresholds of the lights: working days before the due day, and points behind schedule (DOMAIN 6.4, 6.5)."""

    review: WorkingDays = 10
    short: WorkingDays = 3
    schedule_yellow: WorkingDays = 10
    schedule_red: WorkingDays = 20
    parent_red: WorkingDays = 20


class Settings(Piece):
    """What the office sets for the plan; no document says it."""

    roll: Roll = Roll.FORWARD
    calendar: Text = "national"
    lights: Lights = Lights()
    targets_by: MonthDay = "03-31"
    """From this day of a year on an annual target that is missing makes a light yellow (内控时限, DOMAIN 6.5)."""


class Entry(NamedTuple):
    """An item of the plan in printed order; the codes are without the plan's."""

    code: str
    parent_code: str | None
    kind: Kind
    node: Task | Project | Part
    section: Section | None


class PlanFile(Piece):
    """One plan, whole."""

    plan: PlanFacts
    checkpoints: list[Window] = []
    sections: list[Section] = []
    projects: list[Project] = []
    units: list[UnitFacts] = []
    settings: Settings = Settings()

    def all_items(self) -> Iterator[Entry]:
        """Every task, key project and part, each parent before its parts."""
        for section in self.sections:
            for task in section.tasks:
                yield Entry(task.code, None, Kind.TASK, task, section)
                for part in task.projects:
                    yield Entry(part.code, task.code, Kind.PROJECT, part, section)
        for project in self.projects:
            yield Entry(project.code, None, Kind.PROJECT, project, None)
            for part in project.parts:
                yield Entry(part.code, project.code, Kind.PROJECT, part, None)

    def full_code(self, code: str) -> str:
        """The code as it stands on paper: ZW-07.P2."""
        return f"{self.plan.code}-{code}"

    def unit(self, name: str) -> UnitFacts | None:
        """The unit that goes by the name, or has the code."""
        return next((unit for unit in self.units if name in unit.names() or name == unit.code), None)
