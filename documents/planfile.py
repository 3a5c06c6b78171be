"""Plan files in and out: a YAML text becomes a plan file or a list of problems, and a plan file becomes a text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.consistency import consistency
from documents.nodes import place
from documents.notation import values
from documents.shape import shape
from workflow.speech import Reason, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.notation import Fault, Values
    from models.planfile import PlanFile


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a plan file, and where: `key` is like `checkpoints[2].closes_on`."""

    file: str
    line: int | None
    key: str
    reason: Reason

    def sentence(self, lang: str) -> str:
        """The place and the reason, as a person reads them."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [part for part in (where, self.key) if part]
        return say(lang, "planfile_problem", place=" ".join(parts), reason=self.reason)


def read(path: Path | str) -> tuple[PlanFile | None, list[Problem]]:
    """The plan file at the path, or everything that is wrong with it. What cannot be opened or decoded raises."""
    # Windows editors put a mark before the text.
    return parse(Path(path).read_text("utf-8-sig"), str(path))


def parse(text: str, name: str = "") -> tuple[PlanFile | None, list[Problem]]:
    """The plan file that the text holds, or everything that is wrong with it; `name` is what problems call it."""
    return judge(values(text), name)


def judge(found: Values, name: str = "") -> tuple[PlanFile | None, list[Problem]]:
    """The plan file that the values of a text make, or everything that is wrong with it."""
    if found.faults and found.data is None:
        return None, _problems(found.faults, found, name)
    planfile, faults = shape(found.data)
    # What has no right shape need not also agree with something.
    told = {fault.path for fault in faults}
    faults += [fault for fault in consistency(found.data) if fault.path not in told]
    problems = _problems([*found.faults, *faults], found, name)
    return (None if problems else planfile), problems


def check(planfile: PlanFile, name: str = "") -> list[Problem]:
    """What is wrong with a plan file that was made and not read; the problems have no lines."""
    return [Problem(name, None, place(path), reason) for path, reason, _ in consistency(_plain(planfile))]


def dump(planfile: PlanFile, over: str = "") -> str:
    """The text of a plan file; `over` is the text it was read from, whose comments stay."""
    from documents.layout import lay_out

    return lay_out(planfile, over)


def write(planfile: PlanFile, path: Path | str) -> None:
    """Write a plan file; comments of the file that it replaces stay."""
    path = Path(path)
    over = path.read_text("utf-8-sig") if path.exists() else ""
    path.write_text(dump(planfile, over), "utf-8", newline="\n")


def _plain(planfile: PlanFile) -> Any:
    return planfile.model_dump(by_alias=True)


def _problems(faults: Iterable[Fault], found: Values, name: str) -> list[Problem]:
    """The faults with their lines, from the top of the file to its end."""
    problems = [
        Problem(name, line if line is not None else found.line(path), place(path), reason)
        for path, reason, line in faults
    ]
    return sorted(problems, key=lambda problem: problem.line or 0)
