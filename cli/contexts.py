"""Saved filters: a context such as “my county” narrows the reading lists as its options would."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.language import t
from cli.settings import settings
from cli.show import note, wrap
from workflow.errors import NotFound, Usage, missing, nearest
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.asking import Asking
    from cli.options import Which
    from models.errors import DubanError

VARIABLE = "DUBAN_CONTEXT"
FIELDS = ("plan", "unit", "kind", "state", "light", "text")
"""What a context can hold, by the options of the lists."""


@dataclass(frozen=True, slots=True)
class Active:
    """The context in force and what of it no option of the command line replaces."""

    name: str
    values: Mapping[str, str]

    def told(self) -> str:
        """What the heading of a list says: 筛选：我的县（单位 中宁县；方案 ZW）."""
        held = [t("context.part", what=t(f"context.{field}"), value=value) for field, value in self.values.items()]
        return t("context.active", name=self.name, values=t("semicolon").join(held) or t("context.replaced"))


def saved() -> dict[str, dict[str, str]]:
    """Every context by its name. Usage where somebody wrote one that cannot be read."""
    contexts = settings().get("contexts", {})
    if not isinstance(contexts, dict):
        raise Usage("context_bad", name="contexts", word=str(contexts), known=list(FIELDS))
    for name, values in contexts.items():
        if not isinstance(values, dict):
            raise Usage("context_bad", name=name, word=str(values), known=list(FIELDS))
        for key, value in values.items():
            if key not in FIELDS or not isinstance(value, str):
                raise Usage("context_bad", name=name, word=key, known=list(FIELDS))
    return contexts


def chosen() -> tuple[str, bool]:
    """The name of the context in force, empty where there is none; and whether the environment names it."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE], True
    return str(settings().get("context") or ""), False


def of(name: str) -> dict[str, str]:
    """What a context holds; NotFound with the nearest where there is none of that name."""
    known = saved()
    if name not in known:
        raise missing("context", name, nearest(name, list(known)))
    return known[name]


def narrowed(asking: Asking, told: Which, *, as_json: bool) -> None:
    """Fills the options that the command line left open from the context in force; programs are told on the side."""
    name, _ = chosen()
    if not name:
        return
    values = {field: value for field, value in of(name).items() if getattr(told, field) is None}
    for field, value in values.items():
        setattr(told, field, value)
    asking.context = Active(name, values)
    if as_json:
        note(*wrap(asking.context.told(), "    "))


def stale(asking: Asking, refusal: DubanError) -> DubanError:
    """A refusal that names the context, where it was the context that asked for what there is not."""
    asked: Any = refusal.facts.get("wanted", refusal.facts.get("word", refusal.facts.get("name")))
    if asking.context is None or asked not in asking.context.values.values():
        return refusal
    kind = type(refusal) if isinstance(refusal, Usage | NotFound) else NotFound
    return kind("context_stale", name=asking.context.name, why=because(refusal.key, **refusal.facts))
