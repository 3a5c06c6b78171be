"""Readings of printed plans made for tests of what is told about them: bundled, empty, long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.plan import bundled
from documents import planfile
from documents.fact import Remark
from documents.files.source import Line, Source
from documents.notation import values
from documents.reading import Reading
from workflow.speech import because

if TYPE_CHECKING:
    from documents.notation import Path

DOUBTED = because("planfile_not_a_value", value="约三成")
"""Any sentence of the catalogues: which doubts there are is the reader's business."""
OTHERS = [because("planfile_not_a_value", value=value) for value in ("下半年", "中医馆", "力争")]


def reading(text: str, *remarks: Remark, kind: str = "txt", lines: int = 400, paged: int = 0) -> Reading:
    """A reading that came to this plan file, of a document of so many lines, `paged` of them on a page."""
    source = tuple(Line(f"这是第{n}行的文字", (n - 1) // paged + 1 if paged else None) for n in range(1, lines + 1))
    _, problems = planfile.parse(text, "")
    data: Any = values(text).data
    places: dict[Path, tuple[int, int]] = {("plan", "issuers"): (5, 9), ("plan", "document_number"): (2, 2)}
    return Reading(Source(kind, source), data, list(remarks), places, problems, text)


def zhongwei() -> Reading:
    """A plan that is bundled, with a doubt about each kind of piece, in no order; two of them say the same."""
    return reading(
        bundled("zhongwei"),
        Remark(("units", 9, "level"), DOUBTED, (35, 35)),
        Remark(("sections", 1, "tasks", 0, "targets", 1, "commitment"), OTHERS[2], (128, 130)),
        Remark(("checkpoints", 2), OTHERS[0]),
        Remark(("plan", "document_number"), DOUBTED, (2, 2)),
        Remark(("sections", 0, "tasks", 3, "title"), OTHERS[1]),
    )


EMPTY = """\
plan:
  code: XX
  title: 临溪县某某工作通知
  issuers: []
"""


def empty() -> Reading:
    """A document that is no plan: little is found, and much has to be filled in."""
    return reading(EMPTY, kind="pdf", lines=12, paged=6)


def long(tasks: int = 1000) -> Reading:
    """A plan of ten sections with so many tasks, each led by a unit of its own and with a target."""
    head = (
        "plan:\n  code: LX\n  title: 临溪县全面提升实施方案\n  issuers: [临溪县人民政府]\n"
        "  period: {first: 2024-01-01, last: 2026-12-31}\n  region: {name: 临溪县}\nsections:\n"
    )
    parts, each = [head], tasks // 10
    for section in range(10):
        parts.append(f"  - {{code: S{section + 1}, number: （{section + 1}）, title: 第{section + 1}项工程, tasks: [\n")
        for task in range(1, each + 1):
            target = (
                f"{{code: T{section * each + task}, metric: 标准化服务站点覆盖的比例, comparator: '>=', "
                "value: 90, unit: '%', due: 2026-12-31, due_basis: plan_period, commitment: 力争, scope: 全县各乡镇}"
            )
            parts.append(
                f"    {{code: '{section + 1}.{task}', number: {task}, title: 推进第{task}个乡镇服务站点标准化建设, "
                f"lines: [{task + 10}, {task + 10}], lead_units: [县第{task}单位], targets: [{target}]}},\n"
            )
        parts.append("  ]}\n")
    return reading("".join(parts), lines=5000)


UNITS = """\
plan:
  {code: LX, title: 临溪县某某方案, issuers: [临溪县人民政府], lines: [3, 3], region: {name: 临溪县}}
checkpoints:
  - {kind: launch, title: 启动, closes_on: 2024-03-31, lines: [12, 13]}
sections:
  - code: S1
    number: （一）
    title: 基础建设
    lines: [3, 3]
    tasks:
      - code: '1.1'
        number: 1
        title: 建设服务站
        lines: [4, 4]
        lead_units: [县交通局, 县水务局]
        cooperating_units: [各乡镇, 县农业农村局]
        targets: [{code: T1, metric: 服务站数, comparator: '>=', value: 3.0, unit: 个}]
      - {code: '1.2', number: （二）, title: 整治河道, lines: [5, 5]}
projects:
  - code: KP1
    number: 1
    title: 堤防工程
    lines: [6, 6]
    parts: [{code: KP1.1, number: 一是, title: 加固堤防, lines: [7, 7]}]
"""


def units() -> Reading:
    """A small plan that names units, with a key project and numbers of several forms."""
    return reading(UNITS, lines=20)


def paged() -> Reading:
    """The same out of a file with pages."""
    return reading(UNITS, kind="pdf", lines=20, paged=10)
