"""The program: root options, the commands, and the one boundary where a refusal becomes a sentence and a code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from unicodedata import category

import typer
from typer.main import get_command

from cli.commands import Lazy
from cli.language import language, t
from cli.show import data, note
from models.errors import DubanError, StorageError
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="duban",
    help=t("help.duban"),
    cls=Lazy,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("duban"))
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    database: Annotated[str | None, typer.Option("--database", help=t("option.database"), metavar="URL")] = None,
    login: Annotated[str | None, typer.Option("--as", help=t("option.as"), metavar="LOGIN")] = None,
    today: Annotated[str | None, typer.Option("--today", help=t("option.today"), metavar="DATE")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=t("option.lang"), metavar="zh|en")] = None,
    version: Annotated[
        bool, typer.Option("--version", help=t("option.version"), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Finds out who asks, when, and of which database."""
    from cli.asking import asked

    del lang, version  # the language was chosen before the commands were built
    ctx.obj = asked(database, login, today)
    ctx.call_on_close(ctx.obj.close)


def main(words: Sequence[str] | None = None) -> None:
    """Runs the program and leaves with its exit code; whatever is no refusal is a bug and shows its traceback."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name) or Path(os.devnull).open("r+", encoding="utf-8")  # noqa: SIM115 - for the whole run
        stream.reconfigure(encoding=stream.encoding, errors="replace")
        setattr(sys, name, stream)
    arguments = list(sys.argv[1:] if words is None else words)
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    as_json = "--json" in arguments
    try:
        return _answer(arguments, as_json=as_json)
    except BrokenPipeError:
        return _unread()
    except OSError as error:
        if error.filename is not None:
            raise
        _unread()  # a file has a name; without one it is the output that cannot be written
        return _refuse(StorageError("output_failed", said=error.strerror or str(error)), as_json=as_json)
    except SystemExit as left:  # typer's answer to a pipe that broke while a command wrote
        if isinstance(left.__context__, BrokenPipeError):
            return _unread()
        raise


def _answer(arguments: list[str], *, as_json: bool) -> int:
    from typer._click.exceptions import ClickException

    try:
        _legible(arguments)
        code = get_command(app).main(args=arguments, prog_name="duban", standalone_mode=False)
    except DubanError as refusal:
        code = _refuse(refusal, as_json=as_json)
    except ClickException as usage:
        code = _usage(usage, as_json=as_json)
    except typer.Abort:
        note(t("aborted"))
        code = ABORTED
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


ABORTED = 130
"""The exit code where people stop a command or answer no, as shells know it."""


def _legible(arguments: list[str]) -> None:
    """Usage where the command line holds bytes that are no text, or control characters."""
    if any(category(c) in ("Cc", "Cs") and c not in "\t\r\n" for word in arguments for c in word):
        raise Usage("words_bad")


def _unread() -> int:
    """Whoever read the output has left, as `head` does: no bug, and nothing more is written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _refuse(refusal: DubanError, *, as_json: bool) -> int:
    from workflow.errors import facts_of

    lang = language()
    told = [facts_of(part, lang) for part in refusal.parts()]
    whole = facts_of(refusal, lang)
    if as_json:
        data({**whole, "refusals": told} if len(told) > 1 else told[0], error=True)
    else:
        note(*(fact["message"] for fact in told), *([whole["message"]] if len(told) > 1 else []))
    return refusal.exit_code


def _usage(usage: Any, *, as_json: bool) -> int:
    if type(usage).__name__ == "NoArgsIsHelpError":
        typer.echo(usage.ctx.get_help())
        return 2
    hint = t("usage.hint", command=usage.ctx.command_path) if getattr(usage, "ctx", None) else ""
    message = usage_message(usage)
    if as_json:
        data({"error": "usage", "message": message, "exit_code": 2}, error=True)
    else:
        note(message, *([hint] if hint else []))
    return 2


def usage_message(usage: Any) -> str:
    """What is off with the words of a command, in the language of the run, with the nearest known word."""
    from difflib import get_close_matches

    name = type(usage).__name__
    if name == "NoSuchOption" and usage.ctx and usage.option_name in _root_options(usage.ctx):
        return t("usage.before", option=usage.option_name, command=usage.ctx.info_name)
    if name == "NoSuchOption":
        known = [option for parameter in usage.ctx.command.params for option in parameter.opts] if usage.ctx else []
        near = get_close_matches(usage.option_name, known, n=2)
        return t("usage.option", option=usage.option_name) + (t("usage.near", near=near) if near else "")
    if name == "MissingParameter":
        parameter = usage.param
        shown = parameter.opts[0] if parameter is not None and parameter.param_type_name == "option" else ""
        return t("usage.missing", what=shown or (parameter.make_metavar(usage.ctx) if parameter else ""))
    if "No such command" in usage.format_message():
        return _no_command(usage)
    return str(usage.format_message())


def _root_options(ctx: Any) -> list[str]:
    return [option for parameter in ctx.find_root().command.params for option in parameter.opts]


def _no_command(usage: Any) -> str:
    from difflib import get_close_matches

    wanted = usage.format_message().partition("'")[2].partition("'")[0]
    near = get_close_matches(wanted, usage.ctx.command.list_commands(usage.ctx), n=3, cutoff=0.4)
    return t("usage.command", command=wanted) + (t("usage.near", near=near) if near else "")
