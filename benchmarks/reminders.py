"""Reminders planned for a day, beside the same rows alone; messages delivered, beside SMTP and commits alone."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import smtplib
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import TYPE_CHECKING, Any

from measure import Result, Spent, at_least, table, timed
from owing import LATER, NOTHING, OPENING, Files, Served, driven, many
from sink import HOST, SINKS, serving

from models import address, database
from schedules import jobs
from schedules.mail import Mail
from schedules.server import Server, Tls
from schedules.session import Now, Session
from schedules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from schedules.ledger import Made

APART = multiprocessing.get_context("spawn")
SENDER = "督办 <duban@example.test>"
SMTP = "one kept SMTP connection"
WORKERS = (1, 2, 4)
LINES = 3
"""What each message of a delivery carries."""

Store = Files | Served


@contextmanager
def at_work(place: str, port: int = 0) -> Iterator[Session]:
    """A session as `duban remind run` has one, with mail to the sink."""
    mail = Mail(Server(HOST, port, Tls.NONE), SENDER)
    engine = database.connect(address.parse(place))
    worker = multiprocessing.current_process().name
    session = Session(address.parse(place), engine, {"email": mail}, texts("zh"), worker, lambda: datetime.now(UTC))
    yield session
    mail.close()
    engine.dispose()


def apart(work: Callable[..., Any], *words: Any) -> Any:
    """What the work answers in a process of its own."""
    with APART.Pool(1) as pool:
        return pool.apply(work, words)


def peaked(spent: Spent) -> Spent:
    return replace(spent, peak=getrusage(RUSAGE_SELF).ru_maxrss / 1024)


# Planning


def morning(place: str, day: date) -> tuple[Spent, Made]:
    """One morning, in a process that does nothing else."""
    gc.disable()  # as the program does where it starts
    done: list[Made] = []
    with at_work(place) as session:
        now = Now.of(datetime.now(UTC), day)
        spent = timed(lambda: done.append(jobs.morning(session, now)))
    return peaked(spent), done[0]


def raw_rows(source: str, target: str) -> Spent:
    """The messages and lines of one database entered into another one."""
    with driven(source) as (driver, _):
        rows = {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in ("message", "reminder")}

    def work() -> None:
        driver.execute("BEGIN")
        for name, found in rows.items():
            many(driver, name, found, mark)
        driver.execute("COMMIT")

    with driven(target) as (driver, mark):
        return peaked(timed(work))


def planning(store: Store, asked: argparse.Namespace) -> None:
    """Each round begins with a fresh copy; the same rows are then entered into another one."""
    source = store.made(asked.items)
    found: defaultdict[str, list[Spent]] = defaultdict(list)
    lines: dict[str, int] = {}
    days = {
        "duban": OPENING,
        "the same day again": OPENING,
        "a day on which nothing is due": NOTHING,
        "weeks later": LATER,
    }
    for _ in range(asked.rounds):
        with store.copied(source) as place:
            for name, day in days.items():
                spent, made = apart(morning, place, day)
                found[name].append(spent)
                lines[name] = made.lines
                if name == "duban":
                    with store.copied(source) as other:
                        found["raw rows"].append(apart(raw_rows, place, other))
    results = {name: Result.of(spent) for name, spent in found.items()}
    told = ", ".join(f"{name}: {count:,}" for name, count in lines.items())
    title = f"{store.name}, {asked.items:,} duties, medians of {asked.rounds}; lines entered: {told}"
    wall = store.name != Files.name
    table(title, results, "raw rows", unit="s", wall=wall)
    for name in ("duban", "raw rows"):
        spent = results[name]
        rates = (
            f"{lines['duban'] / spent.cpu:,.0f} lines a second of processor time, {lines['duban'] / spent.wall:,.0f}"
        )
        print(f"  {name}: {rates} of the wall; the budget is ≥ 20,000")


# Delivering


def deliver(place: str, port: int, start: Any, told: Any) -> None:
    """One worker: says when it began and ended, and how many messages it sent."""
    with at_work(place, port) as session:
        start.wait()
        began = time.monotonic()
        ended = jobs.deliver(session, Now.of(datetime.now(UTC), OPENING))
        told.put((began, time.monotonic(), time.process_time(), sum(ended.values())))


def workers(place: str, port: int, number: int, wanted: int) -> Spent:
    """So many at once; all messages leave, each once."""
    start, told = APART.Barrier(number), APART.Queue()
    children = [APART.Process(target=deliver, args=(place, port, start, told)) for _ in range(number)]
    for child in children:
        child.start()
    answers = [told.get() for _ in children]
    for child in children:
        child.join()
    with driven(place) as (driver, _):
        ((sent,),) = driver.execute("SELECT count(*) FROM message WHERE status = 'sent'").fetchall()
    assert sent == wanted == sum(count for *_, count in answers), (sent, wanted, answers)
    wall = max(end for _, end, _, _ in answers) - min(began for began, *_ in answers)
    return Spent(sum(cpu for _, _, cpu, _ in answers) / wanted, wall / wanted)


def bare_smtp(port: int, payloads: list[bytes]) -> Spent:
    """The same bytes over one kept connection, by the standard library alone."""
    with smtplib.SMTP(HOST, port, local_hostname="example.test") as smtp:
        smtp.ehlo()

        def work() -> None:
            for number, payload in enumerate(payloads):
                smtp.sendmail("duban@example.test", f"owner{number}@example.test", payload)

        return timed(work, len(payloads))


def bare_commits(place: str, ids: list[int]) -> Spent:
    """One row changed, one commit, by the driver alone."""
    with driven(place) as (driver, mark):
        sql = f"UPDATE message SET attempts = attempts + 1 WHERE id = {mark}"
        return timed(lambda: [driver.execute(sql, (key,)) for key in ids], len(ids))


def both(place: str, port: int, bodies: list[bytes]) -> Spent:
    """The same over one connection with the two commits that each message needs: before it leaves, and after."""
    with smtplib.SMTP(HOST, port, local_hostname="example.test") as smtp, driven(place) as (driver, mark):
        smtp.ehlo()
        leaving = f"UPDATE message SET status = 'transmitting', payload = {mark} WHERE id = {mark}"
        settled = f"UPDATE message SET status = 'sent' WHERE id = {mark}"

        def work() -> None:
            for key, body in enumerate(bodies, start=1):
                smtp.mail("duban@example.test", [f"size={len(body)}"])
                smtp.rcpt(f"owner{key}@example.test")
                smtp.docmd("data")
                driver.execute(leaving, (body, key))
                smtp.send(body + b".\r\n")
                smtp.getreply()
                driver.execute(settled, (key,))

        return timed(work, len(bodies))


def payloads(place: str) -> list[bytes]:
    with driven(place) as (driver, _):
        rows = driver.execute("SELECT payload FROM message ORDER BY id").fetchall()
    return [bytes(payload).partition(b"\n")[2] for (payload,) in rows]


def delivering(store: Store, asked: argparse.Namespace) -> None:
    """A message to each of so many people, by one to four workers, to each sink."""
    source = store.made(asked.messages * LINES, asked.messages, alone=True)
    apart(morning, source, OPENING)
    for name in asked.sinks:
        with serving(name) as port:
            _to_sink(store, asked, source, name, port)


def _to_sink(store: Store, asked: argparse.Namespace, source: str, name: str, port: int) -> None:
    found: defaultdict[str, list[Spent]] = defaultdict(list)
    bodies: list[bytes] = []
    for _ in range(asked.rounds):
        for number in WORKERS:
            with store.copied(source) as place:
                found[f"duban, {number} at once"].append(workers(place, port, number, asked.messages))
                bodies = payloads(place)
        with store.copied(source) as place:
            found[SMTP].append(bare_smtp(port, bodies))
            found["commits of one row"].append(bare_commits(place, list(range(1, asked.messages + 1))))
            found["SMTP with two commits"].append(both(place, port, bodies))
    results = {way: Result.of(spent) for way, spent in found.items()}
    size = median(map(len, bodies)) / 1024
    title = f"{store.name}, {asked.messages} messages of {size:.1f} KiB to {name}, medians of {asked.rounds}"
    table(title, results, SMTP, wall=True)
    print("  a second: " + "; ".join(f"{way} {1 / result.wall:,.0f}" for way, result in results.items()))
    at_least(results, 0.25, SMTP, "duban, 1 at once", wall=True)
    print(
        f"  and {results['SMTP with two commits'].wall / results['duban, 1 at once'].wall:.2f} of it with two commits"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=100_000, help="how many duties a day is planned for")
    options.add_argument("--messages", type=int, default=1000, help="how many are delivered in a round")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--only", choices=("planning", "delivering"))
    options.add_argument("--sinks", nargs="+", choices=tuple(SINKS), default=list(SINKS))
    options.add_argument("--cache", type=Path, default=None, help="where files are made")
    asked = options.parse_args()
    steps = {"planning": planning, "delivering": delivering}
    with tempfile.TemporaryDirectory(dir=asked.cache) as folder:
        for engine, opened in (("sqlite", lambda: Files(Path(folder))), ("postgresql", Served)):
            if asked.engine not in (engine, "both"):
                continue
            store = opened()
            try:
                for name, step in steps.items():
                    if asked.only in (None, name):
                        step(store, asked)
            finally:
                store.stop()


if __name__ == "__main__":
    main()
