"""Reading a printed plan on the command line: the draft of a plan file, and what to check in it."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.asking import piped, put
from cli.language import t
from cli.options import JsonOption
from cli.show import data, note, say
from cli.told import YesOption, free
from workflow.errors import Usage

if TYPE_CHECKING:
    from cli.asking import Asking
    from documents.reading import Reading

STANDARD = "-"
"""The name of standard input and of standard output."""


def read_plan(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help=t("argument.printed"), metavar="FILE")],
    output: Annotated[str | None, typer.Option("-o", "--output", help=t("option.output"), metavar="PLAN.yaml")] = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    from documents import reading

    asking: Asking = ctx.obj
    output = None if output == STANDARD else output
    if not file or output == "":
        raise Usage("file_unnamed")
    if output is not None and _same(file, output):
        raise Usage("read_onto_itself", path=output)
    if file == STANDARD:
        found = reading.read_content(t("stdin"), piped(), asking.lang)
    else:
        found = reading.read(Path(file).expanduser(), asking.lang)
    if output is not None:
        free(output, yes=yes)
        put(output, found.text)
        found = replace(found, problems=[replace(problem, file=output) for problem in found.problems])
    if as_json:
        data(document(found, file, asking.lang))
    else:
        _tell(found, file, output)


def _same(file: str, output: str) -> bool:
    """Whether the plan file would be written over the document itself."""
    if file == STANDARD:
        return False
    with suppress(OSError):
        return Path(file).expanduser().samefile(Path(output).expanduser())
    return False


def _tell(found: Reading, file: str, output: str | None) -> None:
    """The plan file and, beside it, what to check: on standard error where the plan file goes to standard output."""
    from cli.digest import digest, nothing

    name = t("stdin") if file == STANDARD else file
    if output is None:
        then = t("reading.no_plan", file=name) if nothing(found.data) else t("reading.keep", file=typed(file))
        say(found.text.rstrip("\n"))
        note(*digest(found, name, then, sys.stderr))
        return
    key = "reading.no_plan_written" if nothing(found.data) else "reading.mend" if found.problems else "reading.then"
    say(*digest(found, name, t(key, file=typed(output)), sys.stdout))


def typed(path: str) -> str:
    """A path as it has to be typed in a shell; quotes are put only where they are needed."""
    return "'" + path.replace("'", "'\\''") + "'" if re.search(r"[\s\"'`$&|;<>()*?#\\!\[\]{}~]", path) else path


def document(found: Reading, file: str, lang: str) -> dict[str, Any]:
    """What programs are told of a reading."""
    from cli.digest import counts
    from cli.plan import facts_of
    from cli.whereabouts import Whereabouts
    from documents.nodes import place

    pages = [line.page for line in found.source.lines if line.page is not None]
    doubts = [
        {
            "path": place(remark.path),
            "reason": remark.reason.key,
            "message": remark.reason.sentence(lang),
            "lines": list(remark.lines) if remark.lines else None,
        }
        for remark in Whereabouts(found).doubts
    ]
    return {
        "file": file,
        "kind": found.source.kind,
        "lines": len(found.source.lines),
        "pages": max(pages, default=None),
        "plan": _plain(found.data),
        "doubts": doubts,
        "places": {place(path): list(lines) for path, lines in found.places.items()},
        "problems": [facts_of(problem, lang) for problem in found.problems],
        "counts": counts(found.data),
    }


def _plain(found: Any) -> Any:
    """Plain values as JSON has them: days in ISO form, pairs as lists."""
    if isinstance(found, dict):
        return {str(key): _plain(each) for key, each in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(each) for each in found]
    return found.isoformat() if hasattr(found, "isoformat") else found
