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
from cli.show import data, note, say
from models.errors import DubanError, StorageError
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="duban",
    help=t("help.duban"),
    cls=Lazy,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        typer.echo(version("duban"))
        raise typer.Exit


def _show_completion(ctx: typer.Context, shell: str | None) -> None:
    if shell and not ctx.resilient_parsing:
        from cli.shells import script

        say(script(shell))
        raise typer.Exit


def _install_completion(ctx: typer.Context, shell: str | None) -> None:
    if shell and not ctx.resilient_parsing:
        from cli.shells import install

        say(t("completion.installed", path=str(install(shell))))
        raise typer.Exit


SHELL = "bash|zsh|fish|powershell|pwsh"


@app.callback()
def root(
    ctx: typer.Context,
    database: Annotated[str | None, typer.Option("--database", help=t("option.database"), metavar="URL")] = None,
    who: Annotated[str | None, typer.Option("--as", help=t("option.as"), metavar="LOGIN")] = None,
    today: Annotated[str | None, typer.Option("--today", help=t("option.today"), metavar="DATE")] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=t("option.lang"), metavar="zh|en")] = None,
    version: Annotated[
        bool, typer.Option("--version", help=t("option.version"), callback=_version, is_eager=True)
    ] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            "--install-completion",
            help=t("option.install_completion"),
            metavar=SHELL,
            callback=_install_completion,
            is_eager=True,
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            help=t("option.show_completion"),
            metavar=SHELL,
            callback=_show_completion,
            is_eager=True,
        ),
    ] = None,
) -> None:
    """Takes the options of the program; who asks, when, and of which database is found out by the command."""
    del ctx, database, who, today, lang, version, install_completion, show_completion


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
    if asked := os.environ.get("_DUBAN_COMPLETE"):
        from cli.shells import respond

        return respond(get_command(app), asked)
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
    gathered = refusal.parts() != [refusal]
    if as_json:
        data({**whole, "refusals": told} if gathered else told[0], error=True)
    else:
        note(*(fact["message"] for fact in told), *([whole["message"]] if gathered else []))
    return refusal.exit_code


def _usage(usage: Any, *, as_json: bool) -> int:
    if type(usage).__name__ == "NoArgsIsHelpError":
        typer.echo(usage.ctx.get_help())
        return 2
    from cli.usage import usage_message

    hint = t("usage.hint", command=usage.ctx.command_path) if getattr(usage, "ctx", None) else ""
    message = usage_message(usage)
    if as_json:
        data({"error": "usage", "message": message, "exit_code": 2}, error=True)
    else:
        note(message, *([hint] if hint else []))
    return 2
