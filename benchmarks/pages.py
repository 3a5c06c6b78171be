"""Reading a document of 20 and of 500 pages: processor time of the whole command beyond that of its start-up."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure import DUBAN, ROOT, Program, processes, table

sys.path.insert(0, str(ROOT / "tests"))

LINES, COLUMNS = 22, 28
"""A page of an official document, GB/T 9704."""
BUDGET = 1.0
"""Seconds of processor time for 20 pages beyond start-up."""


def text(pages: int) -> list[str]:
    """An invented plan of so many pages, a line of print a line."""
    whole = ["云泽市服务提升行动实施方案（2024—2028年）", "为做好工作，制定本方案。", "一、主要任务"]
    task = 0
    while sum(-(-len(line) // COLUMNS) for line in whole) < pages * LINES:
        if task % 12 == 0:
            whole.append(f"（{_chinese(task // 12 + 1)}）加强第{task // 12 + 1}类服务")
        task += 1
        whole.append(
            f"{task}．推进第{task}项建设。按照统一规划、分步实施的要求，完善服务网络，配齐设施设备，加强人员培训，健全管理制度，"
            f"提高服务质量。到2026年，建成服务站点{task}个，覆盖率达到90%以上。（责任单位：市民政局、市财政局，各县（区）人民政府）"
        )
    broken = [line[at : at + COLUMNS] for line in whole for at in range(0, len(line), COLUMNS)]
    return broken[: pages * LINES]


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number >= 100:
        return f"{digits[number // 100]}百" + ("零" if tens % 10 == 0 else "") + _chinese(number % 100 or 0)
    return ("" if tens < 1 else "十" if tens == 1 else f"{digits[tens]}十") + (digits[ones] if ones else "")


def main() -> None:
    from printed import docx, pdf

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = {"start-up": Program([DUBAN, "plan", "read", "--help"])}
        for pages in (20, 500):
            lines = text(pages)
            whole = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
            made = {"txt": "\n".join(lines).encode(), "docx": docx(*lines), "pdf": pdf(whole)}
            for kind, content in made.items():
                path = Path(folder, f"{pages}.{kind}")
                path.write_bytes(content)
                cases[f"{pages} pages, {kind}"] = Program([DUBAN, "plan", "read", str(path), "--json"])
        results = processes(cases, asked.rounds)
    table(f"duban plan read, whole process, medians of {asked.rounds}", results, "start-up")
    for name, result in results.items():
        if name.startswith("20"):
            beyond = result.cpu - results["start-up"].cpu
            kept = "kept" if beyond <= BUDGET else "MISSED"
            print(f"  {kept}: {name} takes {beyond:.2f} s beyond start-up; the budget is ≤ {BUDGET:g} s")


if __name__ == "__main__":
    main()
