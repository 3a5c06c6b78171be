"""Notices of days off: which calendars there are, how a notice is written, whose dues move, which warnings end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Inside

OFFICE = ("--as", "zongban")
GAP = "{}年只有国家放假安排，本地区自行规定的放假日尚未录入，工作日数可能有出入"
UNKNOWN = "{}年没有工作日历数据，暂按周一至周五计算，请录入放假通知"
WRONG = "第{}行不能用：{}（应为 日期，放假或上班，名称）"


def notice(program: Inside, text: str, encoding: str = "utf-8") -> str:
    """The name of a file with this text."""
    (program.folder / "通知.csv").write_bytes(text.encode(encoding))
    return "通知.csv"


def take_in(program: Inside, name: str, text: str, *more: str) -> tuple[int, str]:
    """The exit code and what is said when a notice is taken in; nothing changes where it is refused."""
    before = program.whole()
    told = program(*OFFICE, "calendar", "import", name, notice(program, text), *more)
    assert (told.code == 0) == (told.err == "") == (program.whole() != before)
    return told.code, told.out + told.err


def warnings(program: Inside, name: str, year: int) -> list[str]:
    found: list[str] = program("calendar", "show", name, "--year", str(year), "--json").data["warnings"]
    return found


# Names


def test_a_calendar_that_is_not_known_is_new_only_when_asked_for(playing) -> None:
    day = "2023-08-31,放假,本地\n"
    assert take_in(playing, "gansu", day) == (3, "没有“gansu”这个日历；如要新建，加 --new\n")
    assert playing("calendar", "show", "gansu").code == 3
    assert take_in(playing, "gansu", day, "--new") == (
        0,
        "已录入 gansu 1天，0个节点的时限随之变动。\n放假：2023-08-31\n",
    )
    assert "2023-08-31" in playing("calendar", "show", "gansu", "--year", "2023", "--json").data["off"]
    assert take_in(playing, "gansu", day.replace("31", "30"))[0] == 0


# Warnings


@pytest.mark.parametrize(("name", "year", "warning"), [("ningxia", 2024, GAP), ("national", 2027, UNKNOWN)])
def test_one_day_leaves_the_warning_and_a_complete_year_ends_it(name, year, warning, playing) -> None:
    days = f"{year}-04-10,放假,开斋节\n"
    assert warnings(playing, name, year) == [warning.format(year)]
    assert take_in(playing, name, days)[0] == 0
    assert warnings(playing, name, year) == [warning.format(year)]
    assert take_in(playing, name, days, "--complete")[0] == 0
    assert (warnings(playing, name, year), warnings(playing, name, 2026)) == ([], warnings(playing, name, 2026))


def test_the_warning_of_a_list_ends_with_the_complete_years(playing) -> None:
    words = ("--today", "2023-08-07", "overdue", "--plan", "ZW")
    assert playing(*words).err == f"提示：{GAP.format(2023)}\n"
    assert take_in(playing, "ningxia", "2023-04-21,放假,开斋节\n2023-06-28,放假,古尔邦节\n", "--complete")[0] == 0
    assert playing(*words).err == ""


# How a notice is written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "text",
    [
        "日期,安排,名称\r\n2027-01-01,放假,元旦\r\n2027-01-09,上班,调休\r\n",
        "日期，安排，名称\n2027年1月1日，放假，元旦\n\n2027年1月9日，上班\n",
        "2027/1/1,休\n２０２７．１．９,工作日,调休,补\n",
        'day,kind\n"2027-01-01",OFF,\n2027-01-09,1,a\n,,\n',
    ],
)
def test_a_notice_is_taken_as_offices_write_it(text, encoding, playing) -> None:
    file = notice(playing, text, encoding)
    told = playing(*OFFICE, "calendar", "import", "national", file)
    assert (told.code, told.out) == (
        0,
        "已录入 national 2天，0个节点的时限随之变动。\n放假：2027-01-01\n上班：2027-01-09\n",
    )
    shown = playing("calendar", "show", "national", "--year", "2027", "--json").data
    assert (shown["off"], shown["made_up"]) == (["2027-01-01"], ["2027-01-09"])


def test_a_day_without_its_year_is_refused(playing) -> None:
    """Taken for this year's it would move the wrong dues."""
    before = playing.whole()
    said = "第2行不能用：6月30日，休，古尔邦节（应为 日期，放假或上班，名称）\n有1处不能办，整批未办，什么也没有改动\n"
    assert take_in(playing, "ningxia", "2023-06-29,休,古尔邦节\n6月30日,休,古尔邦节\n") == (2, said)
    assert playing.whole() == before


def test_every_bad_line_is_named(playing) -> None:
    text = "2027-01-01，放假，元旦\n放假,2027-01-02\n2027-13-01,放假\n2027-01-03\n0001-01-01,放假\n2027-01-05,,\n"
    bad = ["放假，2027-01-02", "2027-13-01，放假", "2027-01-03", "0001-01-01，放假", "2027-01-05，，"]
    code, said = take_in(playing, "national", text)
    told = [WRONG.format(number, line) for number, line in enumerate(bad, 2)]
    assert (code, said.splitlines()) == (2, [*told, "有5处不能办，整批未办，什么也没有改动"])


def test_the_same_day_again_is_replaced(playing) -> None:
    for text, off in (("2027-01-04,放假\n", ["2027-01-04"]), ("2027-01-04,上班\n", [])):
        assert take_in(playing, "national", text)[0] == 0
        assert playing("calendar", "show", "national", "--year", "2027", "--json").data["off"] == off


# Whose dues move


def test_only_unsettled_dues_move_and_a_void_one_follows_when_it_comes_back(playing) -> None:
    query = (
        "SELECT DISTINCT status, effective_due_on FROM duty JOIN item ON item.id = item_id "
        "WHERE key = 'final_evaluation' AND code LIKE 'ZW-%' ORDER BY 1"
    )
    assert playing("--as", "fangan", "waive", "ZW-02@总结评估", "-m", "已并入").code == 0
    assert playing.rows(query) == [(status, "2025-12-31") for status in ("pending", "void", "waived")]
    running = "SELECT count(*) FROM duty WHERE effective_due_on = '2025-12-31' AND status IN ('pending', 'submitted')"
    ((moved,),) = playing.rows(running)
    said = f"已录入 ningxia 1天，{moved}个节点的时限随之变动。\n放假：2025-12-31\n"
    assert take_in(playing, "ningxia", "2025-12-31,放假,补休\n") == (0, said)
    # 1 to 3 January 2026 are days off, Sunday the 4th is worked.
    assert playing.rows(query) == [("pending", "2026-01-04"), ("void", "2025-12-31"), ("waived", "2025-12-31")]
    words = ("advance", "回头看", "ZW-12.P1", "--line", "台账不全", "-m", "复核")
    assert playing("--as", "lingdao", "--today", "2023-08-08", *words).code == 0
    assert ("void", "2025-12-31") not in playing.rows(query)
    duty = "SELECT effective_due_on FROM duty JOIN item ON item.id = item_id WHERE code = 'ZW-12.P1' AND key = '{}'"
    assert playing.rows(duty.format("final_evaluation")) == [("2026-01-04",)]
    assert playing("audit", "verify").code == 0


def test_a_past_day_counts_by_one_calendar_for_all(playing) -> None:
    """An item to which something was done since is not judged by the days that were known before."""
    dropped, kept = "ZW-02/640521", "ZW-03/640521"
    for item in (dropped, kept):
        assert playing("--as", "bai", "--today", "2023-11-10", "advance", "启动年度总结", item).code == 0
    words = ("advance", "退出总结/评估", dropped, "-m", "暂不报送")
    assert playing("--as", "bai", "--today", "2024-01-05", *words).code == 0
    assert take_in(playing, "ningxia", "2024-01-02,放假\n2024-01-03,放假\n")[0] == 0
    for day, late in (("2024-01-04", []), ("2024-01-05", [dropped, kept])):
        rows = playing("--today", day, "overdue", "--plan", "ZW", "--json", "--all").data
        found = [row["item"] for row in rows if row["checkpoint"] == "annual_review-2023"]
        assert [item for item in found if item in (dropped, kept)] == late


# What is no notice


def test_the_same_day_twice_is_no_notice(playing) -> None:
    text = "2027-01-04,放假\n2027-01-05,放假\n2027-01-04,上班\n"
    assert take_in(playing, "national", text) == (2, "同一天在通知里出现了两次：2027年1月4日\n")


def test_a_notice_without_days_is_none(playing) -> None:
    assert take_in(playing, "national", "日期,安排\n") == (2, "通知里没有日期，什么也没有录入\n")


@pytest.mark.parametrize("name", ["", "二字 名", "n" * 33])
def test_what_is_no_name_of_a_calendar_is_wrong_usage(name, playing) -> None:
    said = f"“{name}”不能作日历名称：须为1到32个字符，不含空格和控制字符\n"
    assert take_in(playing, name, "2027-01-04,放假\n", "--new") == (2, said)
