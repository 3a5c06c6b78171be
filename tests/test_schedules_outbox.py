"""The way of a message: claimed, marked, settled; leases, tokens, doubts, and what is looked at as it leaves."""

from __future__ import annotations

import sqlite3

import pytest
from make import EAST, LONE, WEST
from trays import LOST, Tray, later, open_office, reach

from models import database
from models.reminding import Delivery
from models.words import Act, Checkpoint, Event
from schedules import jobs, outbox
from schedules.channels import Doubt, Later, Rejected
from schedules.delivery import Courier
from schedules.outbox import How, Lost

DAY = "2024-12-17"


@pytest.fixture
def office(stored):
    return planned(open_office(stored))


def planned(office):
    """One message waits for `owner` and one for `owner2`, about one item."""
    office.world.step(Event.ASSIGN, LONE, "2024-01-10", lead=EAST)
    office.world.step(Event.SIGN, LONE, "2024-01-11")
    jobs.morning(office.worker(), office.now(DAY))
    office.rows("UPDATE message SET status = 'cancelled' WHERE login NOT IN ('owner', 'owner2')")
    return office


def with_tray(stored, **how):
    return planned(open_office(stored, Tray(**how)))


def round_of(office, name: str = "one", **how):
    """What one round of a worker came to."""
    return dict(Courier(office.worker(name, **how), office.now(DAY)).round())


def standing(office) -> dict[str, str]:
    return dict(office.rows("SELECT login, status FROM message WHERE login IN ('owner', 'owner2')"))


def claims(office, name: str = "one", lease: float = 60.0):
    with database.transaction(office.world.engine) as connection:
        return outbox.claim(connection, How(name, office.clock(), lease, 20), ["email"])


def step(office, which, one, *facts, **words):
    with database.transaction(office.world.engine) as connection:
        return which(connection, one, office.clock(), *facts, **words)


CONTENT = outbox.Content("subject", "text", b'{"key": "k", "to": "owner@email"}')


def test_a_message_leaves_once(office) -> None:
    assert round_of(office) == {Delivery.SENT: 2}
    assert round_of(office, "two") == {}
    assert [mail["to"] for mail in office.trays["email"].got] == ["owner@email", "owner2@email"]
    (kept,) = office.rows("SELECT payload, subject FROM message WHERE login = 'owner'")
    assert (b"owner@email" in bytes(kept[0]), kept[1].startswith("【督办】")) == (True, True)


# Leases and tokens


def test_what_one_has_another_cannot_take(office) -> None:
    mine = claims(office)
    assert ([one.login for one in mine], claims(office, "two")) == (["owner", "owner2"], [])


def test_what_the_dead_had_not_marked_waits_again(office) -> None:
    claims(office, lease=60)
    office.clock.on(61)
    assert round_of(office, "two") == {Delivery.SENT: 2}


def test_who_wakes_up_after_the_lease_sends_nothing(office) -> None:
    mine, _ = claims(office, lease=60)
    office.clock.on(61)
    round_of(office, "two")
    with pytest.raises(Lost):
        step(office, outbox.mark, mine, CONTENT)
    for which, facts in ((outbox.sent, ()), (outbox.failed, ("no",)), (outbox.again, ("no", 1.0))):
        assert step(office, which, mine, *facts) is False
    assert standing(office) == {"owner": "sent", "owner2": "sent"}


def test_a_lease_that_is_over_marks_nothing(office) -> None:
    mine, _ = claims(office, lease=60)
    office.clock.on(60)
    with pytest.raises(Lost):
        step(office, outbox.mark, mine, CONTENT)
    assert standing(office)["owner"] == "claimed"


def test_what_the_dead_had_marked_is_in_doubt(office) -> None:
    mine, _ = claims(office, lease=60)
    step(office, outbox.mark, mine, CONTENT)
    office.clock.on(61)
    with database.transaction(office.world.engine) as connection:
        outbox.recover(connection, office.clock())
    assert standing(office) == {"owner": "in_doubt", "owner2": "pending"}
    # Its worker lives after all and has the answer, before anybody looked into it.
    assert step(office, outbox.sent, mine) is True
    assert standing(office)["owner"] == "sent"


def test_an_answer_that_comes_after_somebody_looked_into_it_is_late(office) -> None:
    mine, _ = claims(office, lease=60)
    step(office, outbox.mark, mine, CONTENT)
    office.clock.on(61)
    round_of(office, "two")
    assert step(office, outbox.sent, mine) is False


def test_what_takes_longer_than_the_lease_is_unmarked_by_its_own_worker(stored) -> None:
    """The commit of the mark itself took too long: nothing has left, and that is known."""
    office = with_tray(stored)
    session = office.worker(lease=60)
    asked = []

    def slow() -> object:
        asked.append(1)
        if len(asked) == 4:  # claimed, written, marked; then it is looked at the clock again
            office.clock.on(61)
        return office.clock.at

    session.clock = slow
    Courier(session, office.now(DAY)).round()
    assert sorted(mail["to"] for mail in office.trays["email"].got) == ["owner2@email", "owner@email"]
    assert standing(office) == {"owner": "sent", "owner2": "sent"}


# What the other side says


def test_later_means_again_and_longer_each_time(office) -> None:
    office.trays["email"].script = [later(), None, later()]
    assert round_of(office) == {Delivery.PENDING: 1, Delivery.SENT: 1}
    assert round_of(office) == {}
    office.clock.on(60)
    assert round_of(office) == {Delivery.PENDING: 1}
    office.clock.on(119)
    assert round_of(office) == {}
    office.clock.on(1)
    assert round_of(office) == {Delivery.SENT: 1}
    assert office.rows("SELECT attempts, said FROM message WHERE login = 'owner'") == [(2, None)]


def test_a_wait_that_was_asked_for_is_kept_and_not_counted(office) -> None:
    office.trays["email"].script = [later("limit 20/60s", 7.0)]
    round_of(office)
    office.clock.on(6.9)
    assert round_of(office) == {}
    office.clock.on(0.1)
    assert round_of(office) == {Delivery.SENT: 1}
    assert office.rows("SELECT attempts FROM message WHERE login = 'owner'") == [(0,)]


def test_a_channel_that_is_down_is_left_in_peace(stored) -> None:
    office = open_office(stored)
    for code in (LONE,):
        office.world.step(Event.ASSIGN, code, "2024-01-10", lead=EAST)
        office.world.step(Event.SIGN, code, "2024-01-11")
    jobs.morning(office.worker(), office.now("2025-01-02"))
    waiting = office.rows("SELECT count(*) FROM message WHERE status = 'pending'")[0][0]
    assert waiting > 3
    tray = office.trays["email"]
    tray.script = [Later("refused") for _ in range(waiting)]
    assert dict(Courier(office.worker(), office.now("2025-01-02")).round()) == {Delivery.PENDING: 3}
    assert office.rows("SELECT count(*) FROM message WHERE status = 'pending'") == [(waiting,)]


def test_refused_for_good_has_failed(office) -> None:
    office.trays["email"].script = [Rejected("550 no such user")]
    assert round_of(office) == {Delivery.FAILED: 1, Delivery.SENT: 1}
    assert office.rows("SELECT status, said FROM message WHERE login = 'owner'") == [("failed", "550 no such user")]


def test_after_too_many_tries_it_has_failed(office) -> None:
    office.rows("UPDATE message SET attempts = :n WHERE login = 'owner'", n=outbox.MOST - 1)
    office.trays["email"].script = [later("451 still no")]
    assert round_of(office)[Delivery.PENDING] == 1
    assert office.rows("SELECT status, said FROM message WHERE login = 'owner'") == [("failed", "451 still no")]


# Doubt


def test_a_lost_reply_means_the_same_bytes_again(stored) -> None:
    office = with_tray(stored, doubt=Doubt.RESEND)
    tray = office.trays["email"]
    tray.script = [LOST]
    assert round_of(office) == {Delivery.IN_DOUBT: 1, Delivery.SENT: 1}
    office.clock.on(60)
    round_of(office)
    mails = tray.to("owner@email")
    assert (len(mails), mails[0] == mails[1], standing(office)["owner"]) == (2, True, "sent")


def test_what_may_have_arrived_stays_as_it_was_whatever_has_changed(stored) -> None:
    office = with_tray(stored, doubt=Doubt.RESEND)
    tray = office.trays["email"]
    tray.script = [LOST]
    round_of(office)
    reach(office, "owner", email="new@email")
    office.clock.on(60)
    round_of(office)
    assert tray.to("owner@email")[0] == tray.to("owner@email")[1]


def test_an_archive_is_asked(stored) -> None:
    office = with_tray(stored, doubt=Doubt.ASK)
    tray = office.trays["email"]
    tray.script = [LOST]
    round_of(office)
    office.clock.on(60)
    assert round_of(office) == {Delivery.SENT: 1}
    assert len(tray.to("owner@email")) == 1


def test_while_the_archive_cannot_be_asked_it_stays_in_doubt(stored) -> None:
    office = with_tray(stored, doubt=Doubt.ASK)
    tray = office.trays["email"]
    tray.script, tray.archive = [LOST], lambda _: None
    round_of(office)
    for _ in range(20):
        office.clock.on(60)
        assert round_of(office) == {Delivery.IN_DOUBT: 1}
    tray.archive = lambda _: False
    office.clock.on(60)
    round_of(office)
    assert (len(tray.to("owner@email")), standing(office)["owner"]) == (2, "sent")


def test_a_group_is_not_told_twice(stored) -> None:
    office = with_tray(stored, doubt=Doubt.HOLD)
    tray = office.trays["email"]
    tray.script = [LOST]
    round_of(office)
    office.clock.on(100_000)
    assert round_of(office) == {}
    assert (len(tray.to("owner@email")), standing(office)["owner"]) == (1, "in_doubt")


def test_a_server_that_always_loses_its_reply_is_not_flooded(stored) -> None:
    office = with_tray(stored, doubt=Doubt.RESEND)
    tray = office.trays["email"]
    tray.script = [LOST] * 100
    for _ in range(100):
        round_of(office)
        office.clock.on(3600)
    assert len(tray.to("owner@email")) == 1 + outbox.DOUBTS
    assert standing(office)["owner"] == "in_doubt"


# What is looked at as it leaves


def test_what_was_done_meanwhile_is_taken_out(office) -> None:
    office.world.waive(LONE, DAY, "annual_review-2024")
    assert round_of(office) == {Delivery.CANCELLED: 2}
    assert office.trays["email"].got == []
    standings = {row[0] for row in office.rows("SELECT standing FROM reminder WHERE login = 'owner'")}
    assert standings == {"dropped"}


def test_an_extension_asked_for_meanwhile_silences_the_urging(stored) -> None:
    office = open_office(stored)
    office.world.step(Event.ASSIGN, LONE, "2024-01-10", lead=EAST)
    office.world.step(Event.SIGN, LONE, "2024-01-11")
    jobs.morning(office.worker(), office.now("2024-12-31"))
    key = f"{LONE}@annual_review-2024"
    office.world.act(Act.EXTEND_ASK, key, "2024-12-31", "owner", until=office.now("2025-01-20").day)
    office.world.act(Act.EXTEND_GRANT, key, "2024-12-31", "office", until=None)
    ended = dict(Courier(office.worker(), office.now("2024-12-31")).round())
    assert all("年度总结2024" not in mail["text"] for mail in office.trays["email"].to("owner@email")), ended


@pytest.mark.parametrize("change", ["off", "moved"])
def test_who_is_no_longer_there_gets_nothing(office, change) -> None:
    if change == "off":
        office.rows("UPDATE account SET active = :no WHERE login = 'owner'", no=False)
    else:
        reach(office, "owner", file="owner")
    assert round_of(office) == {Delivery.CANCELLED: 1, Delivery.SENT: 1}
    (said,) = office.rows("SELECT said FROM message WHERE login = 'owner'")[0]
    assert said == "收件人已停用，或已不在这个通道上"


def test_a_new_address_is_taken(office) -> None:
    reach(office, "owner", email="new@email")
    round_of(office)
    assert [mail["to"] for mail in office.trays["email"].got] == ["new@email", "owner2@email"]


def test_nothing_leaves_on_a_day_off(office) -> None:
    round_ = Courier(office.worker(), office.now("2024-12-21"))
    round_.round()
    assert (office.trays["email"].got, standing(office)) == ([], {"owner": "pending", "owner2": "pending"})
    office.clock.on(86_400)
    Courier(office.worker(), office.now("2024-12-23")).round()
    assert "还有6个工作日" in office.trays["email"].to("owner@email")[0]["text"]


def test_a_message_for_a_channel_that_is_not_here_waits_for_who_has_it(stored) -> None:
    office = with_tray(stored)
    worker = office.worker()
    worker.channels = {}
    assert dict(Courier(worker, office.now(DAY)).round()) == {}
    assert round_of(office, "two") == {Delivery.SENT: 2}


def test_a_worker_that_is_stopped_gives_back_what_it_has_not_begun(office) -> None:
    tray = office.trays["email"]
    session = office.worker()
    session.stop = lambda: bool(tray.got)
    Courier(session, office.now(DAY)).round()
    assert standing(office) == {"owner": "sent", "owner2": "pending"}
    assert round_of(office, "two") == {Delivery.SENT: 1}


# Faults beside the message


def test_what_became_of_a_message_is_written_however_long_the_database_is_busy(stored) -> None:
    office = with_tray(stored)
    if "sqlite" not in stored.url:
        return  # a server's locks are of rows
    tray, other = office.trays["email"], sqlite3.connect(str(stored.engine.url.database), isolation_level=None)
    rests: list[float] = []

    def taken(payload: bytes, mark) -> None:
        Tray.send(tray, payload, mark)
        if len(tray.got) == 1:
            other.execute("BEGIN IMMEDIATE")

    def rest(seconds: float) -> None:
        rests.append(seconds)
        other.execute("ROLLBACK")

    tray.send = taken
    session = office.worker(rest=rest)
    stored.engine.dispose()
    Courier(session, office.now(DAY)).round()
    assert (len(rests), standing(office)) == (1, {"owner": "sent", "owner2": "sent"})
    other.close()


def test_a_message_that_cannot_be_written_keeps_no_other_from_leaving(office) -> None:
    tray = office.trays["email"]

    def compose(letter):
        if letter.to == "owner@email":
            raise ValueError("poison")
        return Tray.compose(tray, letter)

    tray.compose = compose
    with pytest.raises(ValueError, match="poison"):
        round_of(office)
    assert (standing(office), [mail["to"] for mail in tray.got]) == (
        {"owner": "pending", "owner2": "sent"},
        ["owner2@email"],
    )


def test_one_mailbox_that_is_busy_does_not_close_the_channel(office) -> None:
    office.trays["email"].script = [Later("450 greylisted", whole=False)]
    round_ = Courier(office.worker(), office.now(DAY))
    round_.round()
    assert (round_.unlucky["email"], standing(office)) == (0, {"owner": "pending", "owner2": "sent"})


def test_a_mail_without_an_archive_leaves_a_second_time_and_no_third(stored) -> None:
    office = with_tray(stored, doubt=Doubt.RESEND)
    tray = office.trays["email"]
    tray.repeats = 1  # as mail says of itself
    tray.script = [LOST] * 10
    for _ in range(10):
        round_of(office)
        office.clock.on(3600)
    assert (len(tray.to("owner@email")), standing(office)["owner"]) == (2, "in_doubt")


# Who it is for, as it leaves


def test_who_has_handed_the_item_on_is_not_told_of_it(office) -> None:
    office.world.act(Act.REASSIGN, LONE, DAY, lead=WEST)
    assert round_of(office) == {Delivery.CANCELLED: 2}


def test_who_is_no_longer_the_owner_is_not_told(office) -> None:
    query = "DELETE FROM role_grant WHERE account_id = (SELECT id FROM account WHERE login = 'owner')"
    office.rows(query)
    assert round_of(office) == {Delivery.CANCELLED: 1, Delivery.SENT: 1}


def test_what_was_dropped_and_is_true_again_is_said_under_its_number(stored) -> None:
    """Submitted before the urging left and withdrawn the same day: it is urged the next morning."""
    office = open_office(stored)
    office.world.step(Event.ASSIGN, LONE, "2024-01-10", lead=EAST)
    office.world.step(Event.SIGN, LONE, "2024-01-11")
    jobs.morning(office.worker(), office.now("2025-01-02"))
    (before,) = office.rows(NUMBERS)
    office.world.step(Event.OPEN_REVIEW, LONE, "2025-01-02", checkpoint="annual_review-2024", result=ANNUAL)
    office.world.report(f"{LONE}@annual_review-2024", "2025-01-02")
    office.world.step(Event.SUBMIT, LONE, "2025-01-02")
    Courier(office.worker(), office.now("2025-01-02")).round()
    assert [mail for mail in office.trays["email"].to("owner@email") if "年度总结2024" in mail["text"]] == []
    office.world.step(Event.WITHDRAW, LONE, "2025-01-02")
    jobs.morning(office.worker(), office.now("2025-01-03"))
    Courier(office.worker(), office.now("2025-01-03")).round()
    (urged,) = [mail for mail in office.trays["email"].to("owner@email") if "年度总结2024" in mail["text"]]
    assert ("催办〔2025〕" in urged["text"], office.rows(NUMBERS)) == (True, [before])


ANNUAL = Checkpoint.ANNUAL_REVIEW
NUMBERS = (
    "SELECT DISTINCT r.number FROM reminder r JOIN item i ON i.id = r.item_id "
    f"WHERE i.code = '{LONE}' AND r.duty = 'annual_review-2024' AND r.tone = 'urge' AND r.login <> ''"
)
