"""The values that a plan file may hold: days, lines, codes."""

from calendar import isleap
from datetime import date
from math import isfinite
from typing import Annotated, Any, Literal

# Only documents.planfile imports this, when a plan file is read; so it may import pydantic at once.
from pydantic import BeforeValidator, Field, PlainValidator  # noqa: TID253
from pydantic_core import PydanticCustomError

from models.words import Checkpoint


def day_of(year: int, month_day: str) -> date:
    """MM-DD in that year; 02-29 is the 28th where February has no 29th."""
    month, day = int(month_day[:2]), int(month_day[3:])
    if (month, day) == (2, 29) and not isleap(year):
        day = 28
    return date(year, month, day)


def _day(value: Any) -> Any:
    """Only a date or YYYY-MM-DD: pydantic would also take seconds since 1970 and midnights."""
    if isinstance(value, str):
        try:
            if len(value) == len("2021-07-15"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise PydanticCustomError("planfile_not_a_date", "{value} is no date", {"value": value})
    return value


def _month_day(value: Any) -> Any:
    """A day of any year, MM-DD; 02-29 is the last day of February."""
    if isinstance(value, str):
        try:
            if len(value) == len("11-01") and date.fromisoformat(f"2000-{value}"):
                return value
        except ValueError:
            pass
        raise PydanticCustomError("planfile_not_a_month_day", "{value} is no MM-DD", {"value": value})
    return value


def _printed(value: Any) -> Any:
    """A number as printed: 1, 三（一）, 一是."""
    return str(value) if type(value) is int else value


def _due(value: Any) -> Any:
    """A day, or `yearly`."""
    if value == "yearly" or type(value) is date:
        return value
    if isinstance(value, str):
        return _day(value)
    raise PydanticCustomError("planfile_not_a_date", "{value} is no date", {"value": value})


def _lines(value: Any) -> Any:
    """The first and the last line of the source, counted from 1."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(n) is int and n > 0 for n in value):
        if value[0] > value[1]:
            raise PydanticCustomError("planfile_lines_backwards", "{value} goes backwards", {"value": list(value)})
        return tuple(value)
    raise PydanticCustomError("planfile_not_lines", "{value} is no pair of lines", {"value": value})


def _value(value: Any) -> Any:
    """What a target asks for: a number, a standard or grade, done or not, or a pair low, high."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(_finite(n) for n in value):
        return list(value)
    if isinstance(value, bool) or _finite(value) or (isinstance(value, str) and value.strip()):
        return value
    raise PydanticCustomError("planfile_not_a_value", "{value} is no value", {"value": value})


def _finite(value: Any) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


Value = bool | int | float | str | list[int | float]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Number = Annotated[Text, BeforeValidator(_printed, json_schema_input_type=str | int)]
Flag = Annotated[bool, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
MonthDay = Annotated[str, BeforeValidator(_month_day), Field(json_schema_extra={"pattern": r"^\d{2}-\d{2}$"})]
Due = Annotated[date | Literal["yearly"], PlainValidator(_due, json_schema_input_type=date | Literal["yearly"])]
Year = Annotated[int, Field(ge=1949, le=2200, strict=True)]
Lines = Annotated[tuple[int, int], PlainValidator(_lines, json_schema_input_type=tuple[int, int])]
Asked = Annotated[
    Value | None, PlainValidator(lambda v: None if v is None else _value(v), json_schema_input_type=Value | None)
]
WorkingDays = Annotated[int, Field(ge=0, strict=True)]
PlanCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$", examples=["ZW", "SZS"])]
SectionCode = Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$", examples=["S1"])]
TaskCode = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$", examples=["07", "2.1"])]
ProjectCode = Annotated[str, Field(pattern=r"^KP[0-9]{1,3}$", examples=["KP1"])]
PartCode = Annotated[
    str, Field(pattern=r"^(KP[0-9]{1,3}\.|[0-9]{1,3}(\.[0-9]{1,3}){0,2}\.P)[0-9]{1,3}$", examples=["07.P2", "KP1.2"])
]
TargetCode = Annotated[str, Field(pattern=r"^[A-Z]{1,4}[0-9]{1,4}$", examples=["T01"])]
UnitCode = Annotated[
    str, Field(pattern=r"^[0-9A-Za-z]([0-9A-Za-z-]{0,28}[0-9A-Za-z])?$", examples=["640521", "640500-02"])
]
WindowKind = Literal[
    Checkpoint.LAUNCH,
    Checkpoint.IMPLEMENTATION,
    Checkpoint.ANNUAL_REVIEW,
    Checkpoint.MIDTERM_EVALUATION,
    Checkpoint.FINAL_EVALUATION,
    Checkpoint.EXTERNAL,
]
