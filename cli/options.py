"""Options that commands share: each written once, and what those that narrow a list mean."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints
from unicodedata import normalize

import typer

from cli.language import t
from models.errors import DubanError
from models.words import Kind, Light, State
from workflow import directory
from workflow.errors import Usage, missing, nearest, word_of
from workflow.scope import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.asking import Asking

PlanOption = Annotated[str | None, typer.Option("--plan", help=t("option.plan"), metavar="CODE")]
UnitOption = Annotated[str | None, typer.Option("--unit", help=t("option.unit"), metavar="UNIT")]
KindOption = Annotated[str | None, typer.Option("--kind", help=t("option.kind"), metavar="KIND")]
StateOption = Annotated[str | None, typer.Option("--state", help=t("option.state"), metavar="STATE")]
LightOption = Annotated[str | None, typer.Option("--light", help=t("option.light"), metavar="LIGHT")]
TextOption = Annotated[str | None, typer.Option("--text", help=t("option.text"), metavar="TEXT")]
ByOption = Annotated[str | None, typer.Option("--by", help=t("option.by"), metavar="GROUP")]
LimitOption = Annotated[int, typer.Option("--limit", help=t("option.limit"), min=1)]
AllOption = Annotated[bool, typer.Option("--all", help=t("option.all"))]
JsonOption = Annotated[bool, typer.Option("--json", help=t("option.json"))]
ExitOption = Annotated[bool, typer.Option("--exit-code", help=t("option.exit_code"))]
WithinOption = Annotated[int, typer.Option("--within", help=t("option.within"), min=0, max=2000)]


@dataclass(slots=True, eq=False, repr=False)
class Which:
    """The options that say which items are asked for; what a context can hold."""

    plan: PlanOption = None
    unit: UnitOption = None
    kind: KindOption = None
    state: StateOption = None
    light: LightOption = None
    text: TextOption = None


@dataclass(slots=True, eq=False, repr=False)
class Narrow(Which):
    """The options that every list takes: which rows, how many, in what form."""

    by: ByOption = None
    limit: LimitOption = 50
    everything: AllOption = False
    exit_code: ExitOption = False
    as_json: JsonOption = False

    def cut(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows to show."""
        return rows if self.everything else rows[: self.limit]


def spread(kind: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Puts the fields of an options class behind a command's own options; the command gets them as one `told`."""

    def wrap(told_command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(told_command, eval_str=True).parameters

        def command_function(**given: Any) -> None:
            options = {field.name: given.pop(field.name) for field in fields(kind)}
            told_command(**given, told=kind(**options))

        parameters = [own[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in own if name != "told"]
        parameters += _parameters(kind)
        command_function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command_function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return command_function

    return wrap


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints, only = get_type_hints(kind, include_extras=True), inspect.Parameter.KEYWORD_ONLY
    return [inspect.Parameter(f.name, only, default=f.default, annotation=hints[f.name]) for f in fields(kind)]


GROUPS = {
    **{name: name for name in ("unit", "plan", "section", "kind")},
    **{"单位": "unit", "方案": "plan", "任务分组": "section", "分组": "section", "章节": "section", "类别": "kind"},
}
"""What a list may be grouped by, in both languages."""

KINDS = {"任务": Kind.TASK, "重点项目": Kind.PROJECT, "分解": Kind.BREAKDOWN}
"""Other names of the kinds of items."""


def wanted(asking: Asking, narrow: Which) -> Wanted:
    """The filter that the options mean; NotFound for an unknown plan or unit, Usage for an unknown word.

    What is wrong with a context in force is told with its name.
    """
    by = narrow.by if isinstance(narrow, Narrow) else None
    if by is not None and by not in GROUPS:
        raise Usage("unknown_word", word=by, known=list(GROUPS))
    try:
        return _wanted(asking, narrow)
    except DubanError as refusal:
        from cli.contexts import stale

        raise stale(asking, refusal) from refusal


def _wanted(asking: Asking, narrow: Which) -> Wanted:
    if narrow.light:
        word_of(Light, narrow.light)
    return Wanted(
        plan=plan_id(asking, narrow.plan) if narrow.plan else None,
        unit=unit_path(asking, narrow.unit) if narrow.unit else None,
        kind=kind_word(narrow.kind) if narrow.kind else None,
        state=state_word(narrow.state) if narrow.state else None,
        text=narrow.text,
    )


def plan_id(asking: Asking, code: str) -> int:
    """The id of the plan of that code; NotFound with the nearest."""
    plans = {found.code: found.id for found in directory.plans(asking.reader).values()}
    wanted = normalize("NFKC", code).strip().upper()
    if wanted not in plans:
        titled = [
            plan.code for plan in directory.plans(asking.reader).values() if code.strip() and code.strip() in plan.title
        ]
        near = titled or nearest(code, list(plans)) or (list(plans) if len(plans) <= FEW else [])
        raise missing("plan", code, near)
    return plans[wanted]


FEW = 5
"""So many names are told whole where none is near."""


def unit_path(asking: Asking, name: str) -> str:
    """The path of the unit of that name or code."""
    return directory.unit(directory.unit_names(asking.reader), name).path


def kind_word(text: str) -> Kind:
    """A kind of items by value, by its name in either language, or by its short name."""
    return KINDS.get(text) or word_of(Kind, text)


def state_word(text: str) -> str:
    """A state, or a stage or step for all its states, by value or by its Chinese name."""
    named: dict[str, str] = {}
    for state in State:
        stage, _, step = state.zh.partition("·")
        named |= {state.stage: state.stage, stage: state.stage, state.step: state.step, step: state.step}
    return (text and named.get(text)) or word_of(State, text).value
