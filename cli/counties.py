"""The demo's counties: Zhongwei's tasks broken down to them, their targets and figures, as data. All of it invented."""

from __future__ import annotations

from datetime import date

from cli.story import PARTS, Step, Steps, codes, concluded, measured
from models.words import Act, Event, Result
from workflow.measuring import YearValue

TASKS = codes("ZW", *(f"{number:02d}" for number in range(1, 22)))
OWNERS = {"640502": "tian", "640521": "bai", "640522": "hai"}
AS_OF = date(2023, 6, 30)

FIGURES: dict[str, dict[str, str]] = {
    "02": {"T01": "是 否 否"},
    "03": {"T02": "3/4 2/3 2/2", "T03": "3/4 2/3 2/2", "T04": "1/1 1/1 1/1"},
    "04": {"T05": "3/4 2/2 1/1", "T06": "8/10 10/11 13/17", "T07": "8/9 6/6 3/3", "T08": "20/20 38/40 126/160"},
    "06": {"T09": "是 是 否"},
    "07": {"T13": "5 3 2"},
    "10": {"T15": "1/1 1/1 1/1", "T16": "3/4 2/3 2/3"},
    "19": {"T17": "2 2 2"},
}
"""As of the middle of 2023, in the order of the counties. The village clinics (T08) are 184 of 220, 83.6 %; the mean of
the three percentages would say 91 %."""

USUAL = "40 52 64 76 88 100"
YEARS: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(("T02", "T03", "T04", "T05", "T06", "T07", "T15", "T16"), (USUAL, USUAL, USUAL)),
    "T08": ("90 92 94 96 98 100", "80 84 88 90 92 92", "70 76 82 86 88 90"),
    "T13": ("3 3 4 5 5 6", "2 2 3 3 4 5", "1 1 2 2 3 4"),
}
"""The baseline of 2020 and the targets of the five years, county by county."""

UNSET = "ZW-14/640522"
"""Where the work of 2023 was never set down."""


def theirs(county: str, *out: str) -> tuple[str, ...]:
    return tuple(f"{task}/{county}" for task in TASKS if task not in out)


def _values(county: str) -> Steps:
    """The year's targets of a county: values where there are figures, words where there are none."""
    place, owner, steps = list(OWNERS).index(county), OWNERS[county], []
    for task in TASKS:
        item = f"{task}/{county}"
        wanted = [
            YearValue(f"ZW-{code}", 2020 + number, value)
            for code in FIGURES.get(task.removeprefix("ZW-"), {})
            for number, value in enumerate(YEARS[code][place].split() if code in YEARS else ())
        ]
        if task.removeprefix("ZW-") not in FIGURES:
            wanted = [YearValue(task, 2023, "按方案要求完成年度任务，年底前自查一次（演示数据）")]
        if wanted and item != UNSET:
            steps.append(Step(date(2023, 2, 20), owner, Act.SET_TARGETS, (item,), {"facts": {"years": tuple(wanted)}}))
    return tuple(steps)


BEGUN: Steps = (
    Step(date(2023, 1, 16), "fangan", Act.BREAK_DOWN, TASKS, {"units": tuple(OWNERS)}),
    *(Step(date(2023, 1, 18), owner, Event.SIGN, theirs(county)) for county, owner in OWNERS.items()),
    *(step for county in OWNERS for step in _values(county)),
)


def _figures(county: str) -> Steps:
    place, owner = list(OWNERS).index(county), OWNERS[county]
    return tuple(
        measured(
            *(date(2023, 7, 12), owner, f"ZW-{task}/{county}", AS_OF),
            {code: told.split()[place] for code, told in targets.items()},
            "半年统计表",
        )
        for task, targets in FIGURES.items()
    )


BEHIND = "ZW-04/640522"
ON_TRACK = tuple(item for county in OWNERS for item in theirs(county, "ZW-16") if item != BEHIND)
LINES = (("村卫生室中医药服务覆盖率低于年度目标", date(2023, 10, 31)),)


def _evaluated(county: str) -> Steps:
    """The county's mid-term evaluation, handed in before the city's."""
    owner, items = OWNERS[county], theirs(county, "ZW-16")
    return (
        Step(date(2023, 6, 12), owner, Event.OPEN_REVIEW, items, {"checkpoint": "midterm_evaluation"}),
        *_figures(county),
        Step(date(2023, 7, 13), owner, Act.REPORT, items, {"duty": "midterm_evaluation", "more": PARTS}),
        Step(date(2023, 7, 13), owner, Event.SUBMIT, items),
    )


MIDTERM: Steps = (
    *(step for county in OWNERS for step in _evaluated(county)),
    concluded(ON_TRACK, date(2023, 7, 17), "fangan", Result.ON_TRACK),
    concluded((BEHIND,), date(2023, 7, 17), "fangan", Result.BEHIND, lines=LINES),
)
