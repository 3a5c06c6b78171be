"""Help pages in the language of the run: their headings, their columns, and what typer says in English alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from typer._click.core import Command, Context
from typer._click.exceptions import UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

from cli.language import t
from cli.names import CHINESE
from cli.show import cells, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LEFT = 30
"""The left column of a table takes at most so many columns of the terminal."""


class Page(HelpFormatter):
    """Writes help as the library does, and counts a Chinese character as the two columns that it takes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        start = prefix or t("help.usage")
        self._write(wrap(f"{start}{prog} {args}", " " * cells(start), most=self.width))

    def write_heading(self, heading: str) -> None:
        self._write([t("help.heading", heading=heading)])

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, part in enumerate(text.split("\n\n")):
            self._write([""] * bool(number) + wrap(indent + " ".join(part.split("\n")), indent, most=self.width))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = LEFT, col_spacing: int = 2) -> None:
        room = min(max((cells(left) for left, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for left, right in rows:
            lines = wrap(right, most=self.width - room - self.current_indent)
            if cells(left) > room - col_spacing:
                self._write([indent + left])
                left = ""
            self._write([(indent + pad(left if not n else "", room) + line).rstrip() for n, line in enumerate(lines)])

    def _write(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{line}\n" for line in lines))


class Reading(Context):
    """A context whose help is written on such a page."""

    formatter_class = Page


PROGRAM = ("database", "who", "today", "lang")
"""The options of the program that every command takes as well, by their names."""


def everywhere(ctx: Any) -> list[Any]:
    """The options that a command takes because the program does; none for the program itself."""
    return [one for one in ctx.find_root().command.params if one.name in PROGRAM] if ctx.parent else []


def _raised(ctx: Any) -> None:
    """What was said behind the command counts as if it stood before it, and in place of what stands there."""
    for name in PROGRAM if ctx.parent else ():
        if (given := ctx.params.pop(name, None)) is not None:
            ctx.find_root().params[name] = given


class Shared(Command):
    """What commands and groups have in common: help in the language of the run, and the options of the program.

    It stands before the library's class of either, which it calls.
    """

    context_class = Reading

    def get_params(self, ctx: Any) -> list[Any]:
        return [*super().get_params(ctx), *everywhere(ctx)]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t("option.help")
        return option

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002  # the library's signature
        names = [(metavar(one), one.required) for one in self.params if one.param_type_name == "argument"]
        return [t("help.options_here"), *(name if needed else f"[{name}]" for name, needed in names)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with _placed(ctx):
            rest = super().parse_args(ctx, args)
        _raised(ctx)
        return rest

    def format_options(self, ctx: Any, formatter: Any) -> None:
        shown = [one for one in self.get_params(ctx) if not one.hidden and one not in everywhere(ctx)]
        for kind, key in (("argument", "help.arguments"), ("option", "help.options")):
            if rows := [(_left(one), _right(one)) for one in shown if one.param_type_name == kind]:
                with formatter.section(t(key)):
                    formatter.write_dl(rows)


class Plain(Shared, TyperCommand):
    """A command whose help is wholly in the language of the run."""


class Group(Shared, TyperGroup):
    """A group whose help is wholly in the language of the run."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [*super().collect_usage_pieces(ctx), t("help.command_here")]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A command goes by its Chinese name too."""
        name = CHINESE.get(args[0]) if args else None
        return super().resolve_command(ctx, [name, *args[1:]] if name in self.list_commands(ctx) else args)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(t("help.commands")):
            formatter.write_dl(self.briefs(ctx))

    def briefs(self, ctx: Any) -> list[tuple[str, str]]:
        """The commands with what they do, in one sentence each."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, brief(command.help or "")) for name, command in found if command and not command.hidden]


@contextmanager
def _placed(ctx: Any) -> Iterator[None]:
    """The library does not say of which command an option lacks its value."""
    try:
        yield
    except UsageError as off:
        off.ctx = off.ctx or ctx
        raise


def brief(text: str) -> str:
    """The first paragraph of a help text."""
    return text.partition("\n\n")[0]


def _left(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return metavar(parameter)
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.secondary_opts:
        names += f" / {', '.join(parameter.secondary_opts)}"
    return names if parameter.is_flag else f"{names} {metavar(parameter)}"


def metavar(parameter: Any) -> str:
    """The word that stands for the value of an option or an argument."""
    return str(parameter.metavar or ("N" if parameter.type.name.startswith(("int", "float")) else "TEXT"))


def _right(parameter: Any) -> str:
    """What it is, with its default, its range, and whether it has to be given."""
    default, flag = parameter.default, getattr(parameter, "is_flag", False)
    value = f"{default:g}" if isinstance(default, float) else default
    told = [t("help.default", value=value)] if parameter.show_default and default and not flag else []
    told += [span(parameter.type)] if span(parameter.type) else []
    told += [t("help.required")] if parameter.required else []
    return str(parameter.help) + (f"  [{t('semicolon').join(told)}]" if told else "")


def span(kind: Any) -> str:
    """The range of a number: ≥ 1, ≤ 9, or 0–2000; empty where there is none."""
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is not None and most is not None:
        return f"{least}–{most}"
    return f"≥ {least}" if least is not None else (f"≤ {most}" if most is not None else "")
