"""What is off with the words of a command, in the language of the run."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from cli.language import t
from cli.page import everywhere, metavar, span


def usage_message(usage: Any) -> str:
    """What is off, with the nearest known word where there is one."""
    told = {
        "NoSuchOption": _no_option,
        "MissingParameter": _missing,
        "BadOptionUsage": _bad_option,
        "BadParameter": _bad_value,
        "UsageError": _other,
    }.get(type(usage).__name__, _other)
    return told(usage) if usage.ctx else str(usage.format_message())


def _no_option(usage: Any) -> str:
    if usage.option_name in _options(usage.ctx.find_root()):
        return t("usage.before", option=usage.option_name, command=usage.ctx.info_name)
    known = {option.strip("-"): option for option in _options(usage.ctx)}
    near = [known[name] for name in get_close_matches(usage.option_name.strip("-"), list(known), n=2)]
    return t("usage.option", option=usage.option_name) + (t("usage.near", near=near) if near else "")


def _options(ctx: Any) -> list[str]:
    known = [*ctx.command.params, *everywhere(ctx)]
    return [option for parameter in known for option in (*parameter.opts, *parameter.secondary_opts)]


def _missing(usage: Any) -> str:
    return t("usage.missing", what=_name(usage.param))


def _name(parameter: Any) -> str:
    """How people write it: `--into`, `--open / --close`, or ITEM."""
    if parameter.param_type_name == "argument":
        return metavar(parameter)
    long = max(parameter.opts, key=len)
    return f"{long} / {parameter.secondary_opts[0]}" if parameter.secondary_opts else str(long)


def _bad_option(usage: Any) -> str:
    """An option that lacks its value, or has one that it does not take."""
    option = usage.option_name
    found = next(
        (one for one in usage.ctx.command.get_params(usage.ctx) if option in (*one.opts, *one.secondary_opts)), None
    )
    if found is None or found.is_flag:
        return t("usage.flag", option=option)
    return t("usage.value", option=option, what=metavar(found))


def _bad_value(usage: Any) -> str:
    """The library refuses values of numbers only; it says which one before its ` is not`."""
    text = usage.message.partition(" is not ")[0].strip("'")
    within = span(usage.param.type)
    return t("usage.number_within" if within else "usage.number", what=_name(usage.param), text=text, within=within)


def _other(usage: Any) -> str:
    said = str(usage.format_message())
    if found := re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", said, re.DOTALL):
        return t("usage.extra", words=found[1])
    if found := re.match(r"No such command '(.*?)'", said, re.DOTALL):
        near = get_close_matches(found[1], usage.ctx.command.list_commands(usage.ctx), n=3, cutoff=0.4)
        return t("usage.command", command=found[1]) + (t("usage.near", near=near) if near else "")
    return t("usage.no_command") if said.startswith("Missing command") else said
