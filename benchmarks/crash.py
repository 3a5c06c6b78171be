"""Schedulers killed and frozen while they have messages to send, replies lost, a server crashed; what came of it.

    python benchmarks/crash.py --backend postgresql --policy archive --messages 8000 --kills 300 --lost 1

The policy is what is done with a message whose fate is unknown: `archive` is mail with a mailbox that is asked (a real
dovecot), `resend` mail without one, `hold` an HTTP endpoint with doubt = "hold". The receiver is a process of its own,
which writes down what it takes before it answers and loses the reply to so many per cent (--lost).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import TYPE_CHECKING

from measure import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from crashes import DOMAIN, HURRY, Office, by_mail, fill, mailed, until
from dovecot import serve_dovecot
from harm import outcome
from mailroom import Taken, read
from postgres import start
from receivers import HOST, free_port

from models.reminding import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crashes import Worker
    from postgres import Home

HERE = Path(__file__).resolve().parent
LEASE, GRACE = 2.0, 2.0
CUT_OFF = 1.0
"""Seconds after which the mail server gives up a silent sender: sooner than the archive's grace is over."""
LONGEST = 3600.0


@dataclass
class Trial:
    """One run: what is done to whom, and what was done so far."""

    office: Office
    asked: argparse.Namespace
    chance: Random
    home: Home | None
    frozen: dict[Worker, float] = field(default_factory=dict)
    """Whoever is frozen, and when they wake up: after their lease."""
    kills: int = 0
    freezes: int = 0
    crashes: int = 0
    died: int = 0

    @property
    def done(self) -> bool:
        return self.office.done(self.asked.messages, held=self.asked.policy == "hold")

    def run(self) -> None:
        """Harm after harm until all is sent; then whoever is left ends."""
        self.office.start(self.asked.workers)
        until(lambda: self.office.statuses().total() >= self.asked.messages, "nothing is planned", LONGEST)
        while not self.done:
            self.harm()
            self.look()
        for worker in self.frozen:
            worker.thaw()
        until(lambda: self.office.ready() == self.office.workers and self.done, "no end", LONGEST)
        assert set(self.office.end()) == {0}

    def harm(self) -> None:
        """One more where it is time for it: harm of each kind goes with what is sent, at moments that nobody chose."""
        sleep(self.chance.uniform(0, 0.1))
        awake = [worker for worker in self.office.ready() if worker not in self.frozen]
        ended = self.office.statuses()
        share = min(1.0, (ended[Delivery.SENT] + ended[Delivery.IN_DOUBT] + 1) / self.asked.messages)
        if self.crashes < self.asked.crash_server * share and self.home is not None:
            self.home.crash()
            sleep(self.chance.uniform(0, 1))
            self.home.go()
            self.crashes += 1
        elif len(awake) > 1 and self.freezes < self.asked.freezes * share:
            self.freeze(self.chance.choice(awake))
        elif awake and self.kills < self.asked.kills * share:
            self.office.replace(self.chance.choice(awake))
            self.kills += 1

    def freeze(self, worker: Worker) -> None:
        worker.freeze()
        self.frozen[worker] = monotonic() + self.chance.uniform(LEASE, 3 * LEASE)
        self.freezes += 1

    def look(self) -> None:
        """The frozen wake up; another one takes the place of one that ended by itself, as it may while it starts."""
        for worker in [worker for worker, wakes in self.frozen.items() if monotonic() > wakes]:
            worker.thaw()
            del self.frozen[worker]
        for worker in [worker for worker in self.office.workers if worker.process.poll() is not None]:
            self.died += worker.started
            sys.stderr.write(worker.said()[-2000:] if worker.started else "")
            self.office.replace(worker)


# The receivers


@contextmanager
def process(*words: object) -> Iterator[str]:
    """A receiver of its own, and the first line that it says."""
    with subprocess.Popen([sys.executable, *map(str, words)], stdout=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.kill()


def channels(asked: argparse.Namespace, folder: Path, stack: ExitStack) -> str:
    """The settings file for the policy, whose receiver is there and writes the book."""
    book, lost = folder / "book", f"--lost={asked.lost}"
    if asked.policy == "hold":
        port = stack.enter_context(process(HERE / "door.py", book, lost, f"--domain={DOMAIN}"))
        return f'[webhook]\ndoubt = "hold"\n[webhook.oa]\nurl = "http://{HOST}:{port}/"\n'
    port, words, archive = free_port(), [f"--patience={CUT_OFF}", lost], {}
    if asked.policy == "archive":
        dovecot = stack.enter_context(contextmanager(serve_dovecot)())
        box = dovecot.box("archive@wjw.example.cn")
        words += ["--box", box.path, "--owner", *box.owner]
        archive = {"imap": dovecot.port, "box": box, "grace": GRACE}
    stack.enter_context(process(ROOT / "tests" / "mailroom.py", book, f"--port={port}", *words))
    return by_mail(port, **archive)


# The run


def main() -> None:
    asked = options()
    chance = Random(asked.seed)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url, home = f"sqlite:///{folder / 'duban.db'}", None
        if asked.backend == "postgresql":
            server = start()
            stack.callback(server.stop)
            url, home = server.database(), server.home
        told = channels(asked, folder, stack)
        people = [{"webhook": "oa"}] * asked.messages if asked.policy == "hold" else mailed(asked.messages)
        fill(url, people)
        trial = Trial(Office(url, folder, told, hurry=HURRY), asked, chance, home)
        stack.callback(trial.office.close)
        began = monotonic()
        trial.run()
        report(trial, read(folder / "book"), monotonic() - began)


def options() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--backend", choices=("sqlite", "postgresql"), default="sqlite")
    words.add_argument("--policy", choices=("archive", "resend", "hold"), default="archive")
    words.add_argument("--messages", type=int, default=8000)
    words.add_argument("--workers", type=int, default=4)
    words.add_argument("--kills", type=int, default=300)
    words.add_argument("--freezes", type=int, default=10)
    words.add_argument("--lost", type=float, default=1, help="per cent of the replies")
    words.add_argument("--crash-server", type=int, default=0, help="how often PostgreSQL itself crashes")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    if asked.crash_server and asked.backend != "postgresql":
        words.error("only PostgreSQL has a server that can crash")
    return asked


def report(trial: Trial, received: list[Taken], seconds: float) -> None:
    """A line for the table: what was done, and what came of it."""
    found, asked = outcome(trial.office, received), trial.asked
    got = len(found.unknown)
    print(
        "| backend | policy | kills | freezes | crashes | died | sent | LOST | duplicates | in doubt (received) | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {asked.backend} | {asked.policy} | {trial.kills} | {trial.freezes} | {trial.crashes} | {trial.died} "
        f"| {found.sent:,} of {asked.messages:,} | {len(found.lost)} | {len(found.twice)} | {found.doubt} ({got}) "
        f"| {seconds:.0f} |"
    )
    if found.changed:
        print(f"received again as other bytes: {len(found.changed)}")


if __name__ == "__main__":
    main()
