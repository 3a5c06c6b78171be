"""Sheets on the command line: reading one, telling each problem at its cell; units and accounts taken in from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cli import asking as files
from cli.asking import Undone
from cli.language import t
from cli.options import JsonOption
from cli.show import data, note, say, wrap
from cli.told import free
from documents import books, headings, sheets
from models.errors import DubanError, MissingFile
from models.reader import parts
from workflow import queries
from workflow.cells import Problem, Problems
from workflow.errors import Several, Usage
from workflow.scope import Wanted
from workflow.speech import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from cli.asking import Asking
    from documents.sheets import Column, Grid, Row, Sheet
    from workflow.accounts import AccountWish
    from workflow.enrolment import UnitWish
    from workflow.facts import Item
    from workflow.people import Register

SheetArgument = Annotated[str, typer.Argument(help=t("argument.sheet"), metavar="FILE")]
OutputOption = Annotated[str | None, typer.Option("-o", "--output", help=t("option.output"), metavar="FILE.xlsx")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", "-n", help=t("option.dry_run"))]


def read(
    path: str, columns: Sequence[Column] | Callable[[Sequence[Grid]], Sequence[Column]], *, quiet: bool = False
) -> Sheet:
    """The sheet in a file, .xlsx or .csv, with a note of the columns that are not looked at."""
    content = files.content(path)
    book = books.is_book(path, content)
    found = list(books.grids(path, content) if book else sheets.from_text(files.words(path), path))
    sheet = sheets.read(found, columns(found) if callable(columns) else columns, path)
    if sheet.unused and not quiet:
        note(*wrap(t("sheet.unused", names=list(sheet.unused))))
    return sheet


def begun(sheet: Sheet) -> Problems:
    """Where the problems of a sheet are gathered; formulas that have no value yet are the first of them."""
    problems = Problems()
    for row in sheet.rows:
        for key in (key for key, cell in row.cells.items() if cell.uncounted):
            problems.add(row.number, key, Usage("sheet_formula"))
    return problems


def refuse(sheet: Sheet, problems: Iterable[Problem], key: str = "sheet_refused") -> NoReturn:
    """Raises every problem, in the order in which one reads the sheet."""
    rows = {row.number: row for row in sheet.rows}
    told = [_placed(rows[one.row], one) for one in problems if not _follows(rows[one.row], one)]
    told.sort(key=lambda placed: placed[0])
    refusals = [refusal for _, refusal in told]
    raise Several(refusals, key)


def _follows(row: Row, problem: Problem) -> bool:
    """Whether the problem only comes from a formula without a value, which is told."""
    cell = row.cells.get(problem.column)
    return cell is not None and cell.uncounted and problem.refusal.key != "sheet_formula"


def _placed(row: Row, problem: Problem) -> tuple[tuple[int, int, str], DubanError]:
    """A problem of the same class as it was found in, with its place; and the place, to sort by."""
    facts = {"row": row.number, "problem": Reason(problem.refusal.key, problem.refusal.facts)}
    cell = row.cells.get(problem.column)
    kind = type(problem.refusal)
    if cell is None or not cell.letter:
        return (row.number, 0, ""), kind("sheet_row", **facts)
    place = (row.number, len(cell.letter), cell.letter)
    return place, kind("sheet_cell", column=cell.letter, heading=cell.heading, **facts)


def named(asking: Asking, codes: Collection[str], typed: Iterable[str]) -> dict[str, Item]:
    """Those of the items typed that there are and may be read, by their codes; small letters stand for capitals."""
    wanted = {form for code in typed for form in (code, code.upper())}
    found: dict[str, Item] = {}
    for some in parts(sorted(wanted.intersection(codes))):
        items = queries.items(asking.reader, asking.actor, Wanted(codes=tuple(some)), asking.today)
        found |= {item.code: item for item in items}
    return found


# Templates


def target(name: str, *, yes: bool) -> Path:
    """The file to write. Usage where it is no .xlsx, or is there and nobody said that it may be replaced."""
    path = Path(name).expanduser()
    if path.suffix.lower() != ".xlsx":
        raise Usage("sheet_suffix", path=name)
    free(name, yes=yes, key="sheet_there")
    return path


def write(path: Path, made: bytes) -> None:
    """Writes a template. MissingFile where it cannot be written."""
    try:
        path.write_bytes(made)
    except OSError as error:
        raise MissingFile("file_unwritable", path=str(path), said=error.strerror or str(error)) from error


# Units and accounts


def import_units(
    ctx: typer.Context, file: SheetArgument, dry_run: DryRunOption = False, as_json: JsonOption = False
) -> None:
    from workflow.enrolment import enrol

    sheet = read(file, headings.UNITS, quiet=as_json)

    def take(register: Register, problems: Problems) -> tuple[list[str], int]:
        made, same = enrol(register, [_unit(row) for row in sheet.rows], problems)
        return [unit.code for unit in made], same

    added, same = _take(ctx.obj, sheet, take, begun(sheet), dry_run=dry_run)
    _tell("people.units_added", added, same, dry_run=dry_run, as_json=as_json)


def _unit(row: Row) -> UnitWish:
    from workflow.enrolment import UnitWish

    return UnitWish(
        row.number,
        row["code"].plain,
        row["name"].line,
        row["level"].plain,
        row["parent"].line,
        row["aliases"].parts,
        "".join(row["credit_code"].plain.split()).upper(),
    )


def import_accounts(
    ctx: typer.Context, file: SheetArgument, dry_run: DryRunOption = False, as_json: JsonOption = False
) -> None:
    from workflow.accounts import enlist

    sheet = read(file, headings.ACCOUNTS, quiet=as_json)
    problems = begun(sheet)
    wishes = [_account(row, problems) for row in sheet.rows]

    def take(register: Register, problems: Problems) -> tuple[list[str], int]:
        return enlist(register, wishes, problems)

    added, same = _take(ctx.obj, sheet, take, problems, dry_run=dry_run)
    _tell("people.accounts_added", added, same, dry_run=dry_run, as_json=as_json)


def _account(row: Row, problems: Problems) -> AccountWish:
    from cli.people import channels
    from workflow.accounts import AccountWish

    reached: dict[str, str] = {}
    problems.catch(row.number, "addresses", lambda: reached.update(channels(row["addresses"].parts)))
    return AccountWish(
        row.number,
        row["login"].plain,
        row["name"].line,
        row["unit"].line,
        row["post"].line,
        row["roles"].parts,
        row["email"].plain,
        reached,
    )


def _take(
    asking: Asking,
    sheet: Sheet,
    take: Callable[[Register, Problems], tuple[list[str], int]],
    problems: Problems,
    *,
    dry_run: bool,
) -> tuple[list[str], int]:
    """What was added and how many were there the same, in one transaction that is taken back if anything is wrong."""
    from workflow.people import Register

    actor = asking.actor
    found: tuple[list[str], int] = ([], 0)
    with asking.trying() as connection:
        found = take(Register(connection, actor, asking.at), problems)
        if problems.found or dry_run:
            raise Undone
    if problems.found:
        refuse(sheet, problems.found)
    return found


def _tell(key: str, added: list[str], same: int, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        data({"added": added, "same": same})
        return
    if dry_run:
        say(t("act.dry_run"))
    say(*wrap(t(key, count=len(added)) + (t("sheet.same", count=same) if same else "")))
