"""From when to when a plan runs, the windows that stand outside of it, and where its text ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.files.source import Line, Source
from documents.reading import Reading, understand

TASKS = (
    "二、重点任务\n（一）建设书屋。建成书屋30个。（市文化和旅游局负责）\n（二）培训人员。编印教材。（市财政局负责）\n"
)
SPANNED = "云泽市书屋建设实施方案（2021—2023年）\n一、总体思路\n方便群众。\n"


def read(text: str) -> Reading:
    return understand(Source("txt", tuple(Line(line) for line in text.strip("\n").split("\n"))))


def period(found: Reading) -> tuple[str, str]:
    said = found.data["plan"]["period"]
    return str(said["first"]), str(said["last"])


def about_period(found: Reading) -> list[str]:
    return [doubt.reason.key for doubt in found.doubts if doubt.path == ("plan", "period")]


def keys(found: Reading) -> list[str]:
    return [doubt.reason.key for doubt in found.doubts]


def due(found: Reading) -> list[Any]:
    return [
        (target["due"], target["due_basis"])
        for section in found.data["sections"]
        for task in section["tasks"]
        for target in task.get("targets", [])
    ]


# A stretch that the text states.


@pytest.mark.parametrize(
    "label", ["整治时间", "实施时间", "行动时间", "工作时间", "培训时间", "整治期限", "专项行动时间安排"]
)
def test_a_chapter_that_says_the_time_wins_over_the_year_of_the_title(label) -> None:
    found = read(f"云泽市2024年春季书屋整治方案\n一、{label}\n2024年3月1日至6月30日。\n{TASKS}")
    assert period(found) == ("2024-03-01", "2024-06-30")
    assert about_period(found) == ["read_period_stated"]
    assert due(found) == [(date(2024, 6, 30), "plan_period")]


def test_a_label_inside_a_paragraph_says_the_time_and_takes_the_year_of_the_title() -> None:
    found = read(f"云泽市2024年书屋整治方案\n一、总体要求\n方便群众。整治时间：3月1日至6月30日。\n{TASKS}")
    assert period(found) == ("2024-03-01", "2024-06-30")
    assert about_period(found) == ["read_year_from_context", "read_period_stated"]


def test_a_stated_time_wins_over_the_windows_where_the_title_names_no_year() -> None:
    text = "三、实施步骤\n（一）启动阶段（2024年4月）。部署。\n（二）总结阶段（2024年5月）。总结。\n"
    found = read(f"云泽市书屋整治方案\n一、整治时间\n2024年3月1日至6月30日。\n{TASKS}{text}")
    assert period(found) == ("2024-03-01", "2024-06-30")
    assert about_period(found) == []


def test_the_years_of_a_title_stay() -> None:
    found = read(SPANNED.replace("方便群众。", "工作时间：2021年3月1日至6月30日。") + TASKS)
    assert period(found) == ("2021-01-01", "2023-12-31")
    assert about_period(found) == []


def test_the_time_of_a_task_is_not_that_of_the_plan() -> None:
    tasks = TASKS.replace("编印教材。", "培训时间：2024年3月1日至6月30日。")
    found = read(f"云泽市2024年书屋建设工作方案\n一、总体思路\n方便群众。\n{tasks}")
    assert period(found) == ("2024-01-01", "2024-12-31")
    assert about_period(found) == []


def test_the_first_words_of_the_goals_say_when_a_season_begins_and_ends() -> None:
    goals = "一、目标任务\n2022年10月1日至2023年3月31日，书屋夜间开放。\n"
    found = read(f"云泽市2022—2023年秋冬季书屋开放行动方案\n{goals}{TASKS}")
    assert period(found) == ("2022-10-01", "2023-03-31")
    assert about_period(found) == ["read_period_stated"]


# A window outside the years of the title.


def test_a_wider_period_leaves_the_days_of_targets_and_is_doubted_once() -> None:
    found = read(SPANNED + TASKS + "三、考核评估\n2022年6月组织中期评估。2024年一季度进行终期考核。\n")
    assert period(found) == ("2021-01-01", "2024-03-31")
    assert due(found) == [(date(2023, 12, 31), "plan_period")]
    assert about_period(found) == ["read_period_wider"]
    assert "read_outside_period" not in keys(found)


def test_a_window_far_outside_is_doubted_with_the_period_that_is_shown() -> None:
    found = read(SPANNED + TASKS + "三、考核评估\n2024年一季度进行中期评估。2027年6月开展终期考核。\n")
    told = [doubt.reason.facts for doubt in found.doubts if doubt.reason.key == "read_outside_period"]
    assert [(str(facts["first"]), str(facts["last"])) for facts in told] == [("2021-01-01", "2024-03-31")] * 2


# What comes every year about the year before.


def every_year(found: Reading) -> list[tuple[int, int]]:
    windows = [window["every_year"] for window in found.data["checkpoints"] if "every_year" in window]
    return [(each["first"], each["last"]) for each in windows]


@pytest.mark.parametrize("words", ["上年度", "上一年度", "上年", "上一年"])
def test_a_report_on_the_year_before_begins_a_year_later(words) -> None:
    duty = f"三、考核评估\n每年1月底前，各县（区）将{words}落实情况报市文化和旅游局。\n"
    found = read(SPANNED + TASKS + duty)
    assert every_year(found) == [(2022, 2023)]
    assert "read_yearly_behind" in keys(found)
    assert every_year(read(SPANNED + TASKS + duty + "2024年一季度进行终期考核。\n")) == [(2022, 2024)]


def test_no_annual_window_ends_before_the_plan_was_issued() -> None:
    duty = "三、考核评估\n每年1月1日至31日开展年度评估。\n"
    assert every_year(read(SPANNED + TASKS + duty)) == [(2021, 2023)]
    found = read(SPANNED + TASKS + duty + "云泽市人民政府\n2021年4月3日\n")
    assert str(found.data["plan"]["issued_on"]) == "2021-04-03"
    assert every_year(found) == [(2022, 2023)]
    assert "read_yearly_years" in keys(found)


def test_what_never_comes_in_the_period_has_no_years() -> None:
    duty = "三、考核评估\n每年1月底前，各县（区）将上年度落实情况报市文化和旅游局。\n"
    found = read("云泽市2022年书屋建设工作要点\n一、总体思路\n方便群众。\n" + TASKS + duty)
    assert every_year(found) == []
    assert "read_yearly_none" in keys(found)


# Where the text ends.

STAGES = "三、实施步骤\n（一）启动阶段（2021年3月）。部署。\n（二）总结阶段（2023年11月）。\n"


@pytest.mark.parametrize(
    "ending",
    [
        "云泽市文化和旅游局\n2021年2月20日\n",
        "云泽市文化和旅游局  云泽市财政局\n2021年2月20日\n",
        "云泽市文化和旅游局\n二〇二一年二月二十日\n（此件公开发布）\n",
        "云泽市文化和旅游局\n2021年2月20日印发\n",
        "2021年2月20日\n",
        "云泽市文化和旅游局\n2021年2月20日\n附件：书屋名单\n东街书屋\n",
    ],
)
def test_what_stands_under_the_text_is_no_part_of_the_last_stage(ending) -> None:
    found = read(SPANNED + TASKS + STAGES + ending)
    last = found.data["checkpoints"][-1]
    assert (last["title"], last["lines"], last.get("organisers")) == ("总结阶段", [9, 9], None)


def test_the_last_words_of_a_stage_stay() -> None:
    found = read(SPANNED + TASKS + STAGES.replace("（2023年11月）。", "\n2023年11月30日"))
    last = found.data["checkpoints"][-1]
    assert (last["title"], last["lines"], str(last["closes_on"])) == ("总结阶段", [9, 10], "2023-11-30")


NOTICE = "云泽市文化和旅游局关于印发《云泽市书屋整治方案》的通知\n各县（区）：\n现印发给你们。\n"
SIGNED = "\n云泽市文化和旅游局\n2024年3月20日\n\n云泽市书屋整治方案\n"
OPENING = SIGNED + "决定从{said}在全市开展整治。\n一、总体思路\n方便群众。\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("3月20日至6月30日", ("2024-03-20", "2024-06-30")),
        ("2024年4月起，利用三个月时间", ("2024-04-01", "2024-06-30")),
    ],
)
def test_the_opening_says_the_time_though_not_all_of_it(said, expected) -> None:
    found = read(NOTICE + OPENING.format(said=said) + TASKS)
    assert period(found) == expected
    assert len(about_period(found)) == 1


@pytest.mark.parametrize("said", ["1月5日至3月10日", "现在"])
def test_no_period_is_made_up_of_the_day_of_issue(said) -> None:
    assert "period" not in read(NOTICE + OPENING.format(said=said) + TASKS).data["plan"]


@pytest.mark.parametrize(
    ("said", "expected", "doubt"),
    [
        ("本方案自2024年5月1日起施行，有效期3年。", ("2024-05-01", "2027-04-30"), ["read_end_counted"]),
        ("本方案自印发之日起施行，有效期两年。", ("2024-03-20", "2026-03-19"), ["read_end_counted"]),
        ("本方案自2024年5月1日起施行，有效期至2027年4月30日。", ("2024-05-01", "2027-04-30"), []),
    ],
)
def test_how_long_a_plan_is_in_force_is_its_period(said, expected, doubt) -> None:
    found = read(NOTICE + SIGNED + f"一、总体思路\n方便群众。\n{TASKS}三、附则\n{said}\n")
    assert (period(found), about_period(found)) == (expected, doubt)


def test_a_title_that_counts_the_years_and_names_none_is_doubted_as_such() -> None:
    text = "云泽市书屋建设三年行动方案\n云泽市文化和旅游局\n2024年3月20日\n一、总体思路\n到2026年，方便群众。\n"
    assert "read_period_counted" in about_period(read(text + TASKS))


def test_a_five_year_plan_that_is_spoken_of_is_no_period() -> None:
    found = read(NOTICE + SIGNED + f"一、总体思路\n为“十五五”时期打好基础。2024年12月底前完成。\n{TASKS}")
    assert period(found) == ("2024-03-20", "2024-12-31")


# A distant year, and the years of documents.

UNSPANNED = NOTICE + SIGNED + "一、总体思路\n{aim}\n" + TASKS


@pytest.mark.parametrize(
    ("aim", "last"),
    [
        ("到2025年，建成书屋；展望2035年，遍布城乡。", "2025-12-31"),
        ("紧扣2035年远景目标纲要，到2025年，方便群众。", "2025-12-31"),
        ("落实《2030年前书屋行动方案》，到2026年，方便群众。", "2026-12-31"),
        ("落实上级书屋发展规划（2021—2035年），到2026年，方便群众。", "2026-12-31"),
        ("落实“2030年人人有书读”的要求，到2026年，方便群众。", "2026-12-31"),
        ("到2025年，方便群众；到2030年，更加方便；到2035年，全面方便。", "2025-12-31"),
        ("到2025年，方便群众；到2027年，更加方便。", "2027-12-31"),
        ("“十四五”期间，方便群众。", "2025-12-31"),
        ("“十四五”期间，方便群众。到2024年底，建成书屋。", "2024-12-31"),
        ("“十四五”期间，方便群众。到2035年，更加方便。", "2025-12-31"),
        ("到“十四五”末，方便群众。", "2025-12-31"),
        ("到2030年，方便群众。2024年9月底前制定计划。", "2030-12-31"),
        # As much is wanted in the one year as in the other.
        ("到2025年，书屋开放；到2030年，书屋常开。" * 3, "2030-12-31"),
        ("到2025年和2030年，书屋分别建成5所和9所。" * 3, "2030-12-31"),
        ("到2025年，书屋开放；到2035年，书屋常开。到2025年，书屋整修。" * 3, "2025-12-31"),
    ],
)
def test_a_plan_ends_with_its_nearest_goals(aim, last) -> None:
    assert period(read(UNSPANNED.format(aim=aim))) == ("2024-03-20", last)


@pytest.mark.parametrize("aim", ["展望2035年，方便群众。", "紧扣“十四五”规划和2035年远景目标纲要。", "方便群众。"])
def test_an_outlook_alone_is_no_period(aim) -> None:
    assert "period" not in read(UNSPANNED.format(aim=aim)).data["plan"]


def test_a_distant_goal_that_is_left_aside_is_told() -> None:
    found = read(UNSPANNED.format(aim="到2025年，方便群众；到2030年，更加方便。"))
    told = [doubt.reason.facts for doubt in found.doubts if doubt.reason.key == "read_period_distant"]
    assert told == [{"years": [2030], "last": date(2025, 12, 31)}]


def test_that_targets_are_due_at_an_inferred_end_is_told() -> None:
    found = read(UNSPANNED.format(aim="到2025年，方便群众。"))
    told = [doubt.reason.facts for doubt in found.doubts if doubt.reason.key == "read_period_relied"]
    assert told == [{"count": 1, "last": date(2025, 12, 31)}]
    assert "read_period_relied" not in keys(read(SPANNED + TASKS))


@pytest.mark.parametrize("aim", ["到2025年，方便群众。", "到2025年，方便群众；到2035年，更加方便。"])
def test_a_draft_without_any_day_ends_with_its_goals_and_its_first_day_is_asked_for(aim) -> None:
    found = read(f"云泽市书屋建设实施方案\n一、总体思路\n{aim}\n" + TASKS)
    assert found.data["plan"]["period"] == {"last": date(2025, 12, 31)}
    assert [each for each in about_period(found) if each != "read_period_relied"] == ["read_period_unbegun"]
    assert [problem.key for problem in found.problems if problem.key.startswith("plan.period")] == ["plan.period.first"]
    assert {day for day, _ in due(found)} == {date(2025, 12, 31)}
