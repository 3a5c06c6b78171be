"""The plan file: what a plan document says and what the office adds. Its shape only; reading it is documents.planfile."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.words import Checkpoint, Kind, Level, Owes, Roll, Word


class Comparator(Word):
    """How a measured value is held against a target's value."""

    AT_LEAST = ">=", "不低于", "at least"
    EXACTLY = "==", "等于", "exactly"
    BETWEEN = "between", "介于", "between"
    REACHES = "reaches", "达到标准", "reaches the standard"
    DONE = "done", "完成", "done"
    WIDESPREAD = "widespread", "普遍", "widespread"


class DueBasis(Word):
    """Why a target is due when it is due."""

    EXPLICIT = "explicit", "文件写明", "said by the document"
    PLAN_PERIOD = "plan_period", "按方案期限", "end of the plan"
    RECURRING = "recurring", "每年", "every year"


class Force(Word):
    """How hard a target binds (DOMAIN 6.6)."""

    HARD = "hard", "刚性", "hard"
    STRIVE = "strive", "力争", "strive"
    IN_PRINCIPLE = "in_principle", "原则上", "in principle"
    SOFT = "soft", "鼓励支持", "soft"
    JUDGEMENT = "judgement", "综合评判", "by judgement"


_FORCES = (
    (Force.STRIVE, ("力争", "争取")),
    (Force.IN_PRINCIPLE, ("原则上",)),
    (Force.JUDGEMENT, ("普遍",)),
    (Force.SOFT, ("鼓励", "支持", "探索", "有条件", "推动", "逐步", "扶持")),
)


def force_of(commitment: str | None) -> Force:
    """The force of a commitment word; a bare figure and every word not known to be weaker is hard."""
    return next((force for force, words in _FORCES if any(word in (commitment or "") for word in words)), Force.HARD)


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


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Number = Annotated[Text, BeforeValidator(_printed, json_schema_input_type=str | int)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
MonthDay = Annotated[str, BeforeValidator(_month_day), Field(json_schema_extra={"pattern": r"^\d{2}-\d{2}$"})]
Year = Annotated[int, Field(ge=1949, le=2200, strict=True)]
Line = Annotated[int, Field(ge=1, strict=True)]
Lines = tuple[Line, Line]
Share = Annotated[int, Field(ge=0, strict=True)]
PlanCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
SectionCode = Annotated[str, Field(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$")]
TaskCode = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$")]
ProjectCode = Annotated[str, Field(pattern=r"^KP[0-9]{1,3}$")]
PartCode = Annotated[str, Field(pattern=r"^(KP[0-9]{1,3}|[0-9]{1,3}(\.[0-9]{1,3}){0,2})\.P?[0-9]{1,3}$")]
TargetCode = Annotated[str, Field(pattern=r"^[A-Z]{1,4}[0-9]{1,4}$")]
UnitCode = Annotated[str, Field(pattern=r"^[0-9A-Za-z]([0-9A-Za-z-]{0,28}[0-9A-Za-z])?$")]
Scalar = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]
Value = Annotated[bool, Field(strict=True)] | Scalar | Text | Annotated[list[Scalar], Field(min_length=2, max_length=2)]
WindowKind = Literal[
    Checkpoint.LAUNCH,
    Checkpoint.IMPLEMENTATION,
    Checkpoint.ANNUAL_REVIEW,
    Checkpoint.MIDTERM_EVALUATION,
    Checkpoint.FINAL_EVALUATION,
    Checkpoint.EXTERNAL,
]


class Part_(BaseModel):
    """What every piece of the plan file shares: no unknown keys, no infinite numbers."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, validate_by_name=True, validate_by_alias=True)
