"""Planning into the rows: each line once for ever, one digest a person, numbers, what was missed, the clock row."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from make import EAST, LONE, NORTH, on
from sqlalchemy.exc import DatabaseError
from trays import Tray, at, open_office, reach

from models import database
from models.reminding import Job
from models.words import Act, Event
from schedules import jobs, outbox, planning, watch
from schedules.session import Now
from workflow.errors import Refused

MIDTERM = f"{LONE}@midterm_evaluation"
"""Owed by the city, whose window is 2024-11-01 to 12-31; T-10 is 12-17, T-5 12-24, D+1 2025-01-02."""


@pytest.fixture
def office(stored):
    return open_office(stored)


def signed(office, code: str = LONE, *, lead: str = EAST) -> None:
    """An item at work; its signature is off the list."""
    office.world.step(Event.ASSIGN, code, "2024-01-10", lead=lead)
    office.world.step(Event.SIGN, code, "2024-01-11")


def lines(office, *columns: str, where: str = "r.login <> ''") -> list[tuple[object, ...]]:
    found = office.rows(
        f"SELECT {', '.join(columns)} FROM reminder r JOIN item i ON i.id = r.item_id WHERE {where} ORDER BY r.id"
    )
    return [tuple(str(cell) if cell is not None else None for cell in row) for row in found]


def annual(office, *columns: str) -> list[tuple[object, ...]]:
    where = f"i.code = '{LONE}' AND r.duty = 'annual_review-2024' AND r.login <> ''"
    return lines(office, *columns, where=where)


def test_a_day_is_planned_once_however_often_it_is_run(office) -> None:
    signed(office)
    first = jobs.morning(office.worker(), office.now("2024-12-17"))
    ledger = office.rows("SELECT * FROM reminder ORDER BY id")
    again = jobs.morning(office.worker("two"), office.now("2024-12-17"))
    assert (first.lines > 0, again.counts()) == (True, dict.fromkeys(watch.COUNTS, 0))
    assert office.rows("SELECT * FROM reminder ORDER BY id") == ledger
    assert annual(office, "r.login", "r.rung", "r.is_copy", "r.due_day") == [
        ("owner", "before-10", *copied(office, no=True), "2024-12-17"),
        ("owner2", "before-10", *copied(office, no=True), "2024-12-17"),
    ]
    assert office.rows("SELECT job, lines, messages FROM run") == [("morning", first.lines, first.messages)]


def copied(office, *, no: bool) -> tuple[str]:
    """How the engine writes whether something is a copy."""
    found = {True: "False", False: "True"} if "postgres" in office.world.url else {True: "0", False: "1"}
    return (found[no],)


def test_planners_at_once_enter_each_line_once(office) -> None:
    signed(office)
    workers = [office.worker(str(number)) for number in range(4)]
    threads = [threading.Thread(target=jobs.morning, args=(one, office.now("2024-12-17"))) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    keys = lines(office, "r.item_id", "r.duty", "r.revision", "r.rung", "r.login", "r.channel", where="1 = 1")
    assert len(keys) == len(set(keys)) > 0
    assert office.rows("SELECT count(*) FROM message") == [(len({key[4] for key in keys if key[5] == "email"}),)]
    assert office.rows("SELECT turn FROM clock") == [(4,)]


def test_the_database_keeps_every_line(office) -> None:
    signed(office)
    jobs.morning(office.worker(), office.now("2024-12-17"))
    with pytest.raises(DatabaseError, match="keeps every line"):
        office.rows("DELETE FROM reminder")


def test_one_digest_for_each_person_and_channel(stored) -> None:
    office = open_office(stored, Tray("email"), Tray("file"))
    signed(office)
    signed(office, "LH-01")
    jobs.morning(office.worker(), office.now("2024-12-17"))
    assert sorted(office.rows("SELECT login, channel FROM message WHERE login = 'owner'")) == [
        ("owner", "email"),
        ("owner", "file"),
    ]
    (count,) = office.rows("SELECT count(*) FROM reminder WHERE login = 'owner' AND channel = 'email'")
    assert count[0] >= 2


def test_a_week_off_is_one_line_of_the_strongest_rung(office) -> None:
    signed(office)
    jobs.morning(office.worker(), office.now("2024-12-17"))
    jobs.morning(office.worker(), office.now("2024-12-30"))
    assert [row for row in annual(office, "r.login", "r.rung") if row[0] == "owner"] == [
        ("owner", "before-10"),
        ("owner", "before-1"),
    ]
    missed = lines(office, "r.rung", where=f"i.code = '{LONE}' AND r.duty LIKE 'annual%' AND r.standing = 'superseded'")
    assert missed == [("open",), ("before-20",), ("before-10",), ("before-10",), ("before-5",), ("before-3",)]


def test_what_still_waits_is_replaced_by_what_is_stronger(office) -> None:
    """The message of the 17th has not left by the 24th: it carries the new line, and the old one is taken back."""
    signed(office)
    jobs.morning(office.worker(), office.now("2024-12-17"))
    made = jobs.morning(office.worker(), office.now("2024-12-24"))
    assert (made.messages, made.superseded > 0) == (0, True)
    standing = [row for row in annual(office, "r.login", "r.rung", "r.standing") if row[0] == "owner"]
    assert standing == [("owner", "before-10", "superseded"), ("owner", "before-5", "queued")]
    jobs.deliver(office.worker(), office.now("2024-12-24"))
    (mail,) = office.trays["email"].to("owner@email")
    assert (mail["day"], "还有5个工作日" in mail["text"], "还有10个工作日" in mail["text"]) == (
        "2024-12-24",
        True,
        False,
    )


def test_papers_are_numbered_through_the_year_in_each_plan(office) -> None:
    signed(office)
    signed(office, "LH-01")
    jobs.morning(office.worker(), office.now("2025-01-02"))
    jobs.morning(office.worker(), office.now("2025-01-08"))
    found = lines(office, "r.tone", "r.number", "i.code", "r.duty", where="r.number IS NOT NULL")
    for series in (("urge",), ("second", "third", "again")):
        papers = {row[2:]: int(str(row[1]).removeprefix("2025-")) for row in found if row[0] in series}
        assert sorted(papers.values()) == list(range(1, 1 + len(papers)))
        assert len(papers) > 1


def test_a_unit_without_an_account_and_a_person_without_an_address_are_phoned(office) -> None:
    signed(office)
    reach(office, "owner2")
    office.world.act(Act.REASSIGN, LONE, "2024-02-01", lead=NORTH)
    office.world.step(Event.ASSIGN, "LH-01", "2024-01-10", lead=EAST)
    office.world.step(Event.SIGN, "LH-01", "2024-01-11")
    made = jobs.morning(office.worker(), office.now("2024-12-17"))
    phoned = lines(office, "r.login", "i.code", "r.standing", where="r.channel = 'phone' AND r.duty LIKE 'annual%'")
    assert {("@990023", LONE, "phone"), ("owner2", "LH-01", "phone")} <= set(phoned)
    assert made.phone >= 2


def test_somebody_new_is_not_told_what_was_said_before(office) -> None:
    signed(office)
    reach(office, "owner2")
    jobs.morning(office.worker(), office.now("2024-12-17"))
    reach(office, "owner2", email="owner2@email")
    jobs.morning(office.worker(), office.now("2024-12-18"))
    assert [row for row in annual(office, "r.login", "r.channel", "r.rung") if row[0] == "owner2"] == [
        ("owner2", "phone", "before-10")
    ]


def test_every_planning_is_recorded_in_the_chain_of_the_clock(office) -> None:
    signed(office)
    jobs.morning(office.worker(), office.now("2024-12-17"))
    jobs.morning(office.worker(), office.now("2024-12-17"))
    found = office.rows("SELECT chain, login, role, effective_on FROM record WHERE act = 'remind'")
    assert [(*row[:3], str(row[3])) for row in found] == [("clock", "clock", "clock", "2024-12-17")]
    assert office.world.proof()[1] == []


# Days that are not there to be planned


def test_nothing_is_planned_on_a_day_off_and_the_next_day_makes_up_for_it(office) -> None:
    signed(office)
    assert jobs.tick(office.worker(), office.now("2024-12-21")).made == {}
    assert office.rows("SELECT count(*) FROM run") == [(0,)]
    assert Job.MORNING in jobs.tick(office.worker(), office.now("2024-12-23")).made


def test_before_the_hour_nothing_happens(office) -> None:
    signed(office)
    early = at("2026-01-13", 0)  # eight in the morning of Shanghai
    ticked = jobs.tick(office.worker(), Now(early, on("2024-12-17")))
    assert (ticked.made, ticked.ended) == ({}, None)
    ticked = jobs.tick(office.worker(), Now(early + timedelta(minutes=30), on("2024-12-17")))
    assert Job.MORNING in ticked.made


# The clock


@pytest.mark.parametrize("day", ["2024-12-16", "2024-12-17"])
def test_a_clock_that_went_back_sends_nothing_and_says_so(office, day) -> None:
    signed(office)
    jobs.tick(office.worker(), office.now("2024-12-17"))
    before = len(office.trays["email"].got)
    back = Now(office.clock.at - timedelta(minutes=2), on(day)) if day == "2024-12-17" else office.now(day)
    with pytest.raises(Refused, match="clock_back"):
        jobs.tick(office.worker("two"), back)
    assert len(office.trays["email"].got) == before
    near = Now(office.clock.at - timedelta(seconds=30), on("2024-12-17"))
    assert jobs.tick(office.worker("two"), near).made == {}


def test_a_leap_ahead_waits_until_somebody_has_looked(office) -> None:
    signed(office)
    jobs.tick(office.worker(), office.now("2024-12-17"))
    far = office.now("2025-01-20")
    with pytest.raises(Refused, match="clock_leap"):
        jobs.tick(office.worker(), far)
    assert [row for row in annual(office, "r.rung") if row != ("before-10",)] == []
    with database.transaction(office.world.engine) as connection:
        watch.enter(connection, far, "one", trusted=True)
    assert Job.MORNING in jobs.tick(office.worker(), far).made
    assert ("overdue-10",) in lines(office, "r.rung")


def test_who_has_set_the_clock_right_can_go_on(office) -> None:
    signed(office)
    jobs.tick(office.worker(), office.now("2024-12-27"))
    right = office.now("2024-12-17")
    with database.transaction(office.world.engine) as connection:
        watch.enter(connection, right, "one", trusted=True)
    assert Job.MORNING in jobs.tick(office.worker(), right).made


# The pages of week and month


def test_the_weeks_count_comes_once_while_a_window_is_open(office) -> None:
    signed(office)
    days = (
        "2024-10-31",
        "2024-11-01",
        "2024-11-04",
        "2024-11-05",
        "2024-11-11",
        "2024-12-10",
        "2024-12-30",
        "2025-01-06",
    )
    weeks = [(day, jobs.tick(office.worker(), office.now(day)).made.get(Job.WEEKLY)) for day in days]
    assert [(day, made.messages) for day, made in weeks if made is not None] == [
        ("2024-10-31", 0),
        ("2024-11-04", 1),
        ("2024-11-11", 1),
        ("2024-12-10", 1),
        ("2024-12-30", 1),
        ("2025-01-06", 0),
    ]
    pages = [mail for mail in office.trays["email"].to("office@email") if "报送情况" in mail["subject"]]
    assert len(pages) == 4
    assert "年度总结2024：应报" in pages[0]["text"]


def test_the_months_page_goes_to_leaders_once(office) -> None:
    signed(office)
    for day in ("2025-01-02", "2025-01-03", "2025-01-27", "2025-02-05"):
        jobs.tick(office.worker(), office.now(day))
    pages = [mail for mail in office.trays["email"].to("leader@email") if "月报" in mail["subject"]]
    assert [page["subject"] for page in pages] == ["【督办】督办情况月报（2025-01）", "【督办】督办情况月报（2025-02）"]
    assert "逾期" in pages[0]["text"]


def test_what_is_planned_is_what_a_dry_run_shows(office) -> None:
    from models.address import parse
    from models.reader import reading

    signed(office)
    with reading(parse(office.world.url)) as reader:
        shown = planning.planned(reader, on("2024-12-17"))
    made = jobs.morning(office.worker(), office.now("2024-12-17"))
    assert sum(len(to.person.addresses) for entry in shown for to in entry.to if to.person) == made.lines


# What belongs to whom


def test_a_line_for_the_office_takes_nothing_back_from_the_unit(office) -> None:
    """An extension lies with the office: the unit's reminder that has not left yet stays in its message."""
    signed(office)
    office.world.act(Act.EXTEND_ASK, f"{LONE}@annual_review-2024", "2024-12-18", "owner", until=on("2025-01-20"))
    jobs.morning(office.worker(), office.now("2024-12-17"))
    jobs.morning(office.worker(), office.now("2024-12-24"))
    found = {row[:2]: row[2] for row in annual(office, "r.login", "r.rung", "r.standing")}
    assert (found["owner", "before-5"], found["office", "hands-4"]) == ("queued", "queued")


def test_without_an_office_the_leader_is_reminded_of_what_waits(office) -> None:
    signed(office)
    office.rows("DELETE FROM role_grant WHERE role = 'office'")
    office.world.act(Act.EXTEND_ASK, f"{LONE}@annual_review-2024", "2024-12-16", "owner", until=on("2025-01-20"))
    jobs.morning(office.worker(), office.now("2024-12-23"))
    assert [row for row in annual(office, "r.login", "r.rung") if row[1] == "hands-4"] == [("leader", "hands-4")]


def test_where_nobody_can_be_told_nothing_is_entered_again_and_again(office) -> None:
    signed(office)
    office.rows("DELETE FROM role_grant WHERE role IN ('office', 'leader')")
    office.world.act(Act.EXTEND_ASK, f"{LONE}@annual_review-2024", "2024-12-16", "owner", until=on("2025-01-20"))
    jobs.morning(office.worker(), office.now("2024-12-23"))
    again = jobs.morning(office.worker(), office.now("2024-12-23"))
    assert again.counts() == dict.fromkeys(watch.COUNTS, 0)
    assert office.rows("SELECT count(*) FROM record WHERE act = 'remind'") == [(1,)]


def test_what_the_dead_had_claimed_takes_the_new_lines(office) -> None:
    """After a power cut nobody gets two letters about one duty the next morning."""
    signed(office)
    jobs.morning(office.worker(), office.now("2024-12-24"))
    with database.transaction(office.world.engine) as connection:
        outbox.claim(connection, outbox.How("dead", office.clock(), 60, 20), ["email"])
    office.clock.on(86_400)
    jobs.tick(office.worker("two"), office.now("2024-12-27"))
    assert len([mail for mail in office.trays["email"].to("owner@email") if "年度总结2024" in mail["text"]]) == 1


def test_a_clock_that_was_ahead_keeps_nobody_from_acting(office) -> None:
    """Its record stands in a chain of its own; once somebody has said that the clock is right again, it goes on."""
    signed(office)
    ahead = Now(office.clock.at + timedelta(days=10), on("2024-12-17"))
    jobs.tick(office.worker(), ahead)
    office.world.waive(LONE, "2024-12-17", "annual_review-2024")
    right = office.now("2024-12-24")
    with database.transaction(office.world.engine) as connection:
        watch.enter(connection, right, "one", trusted=True)
    assert jobs.morning(office.worker(), right).lines > 0
    assert office.world.proof()[1] == []
