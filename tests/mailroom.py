"""A mail server that delivers into the archive before it answers, answers late or loses replies, and keeps a book.

Run as a program it is a process of its own, which holds until it is killed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from dovecot import Box
from receivers import HOST, Mailing, Post, Sink

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVE = "archive@wjw.example.cn"
_ID = re.compile(rb"^Message-ID:\s*(<[^>]*>)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that the server took: its Message-ID, the digest of its bytes, the person whom it was for."""

    message_id: str
    digest: str
    to: str


def taken(mailing: Mailing) -> Taken:
    found = _ID.search(mailing.data)
    assert found, mailing.data
    (to,) = [address for address in mailing.to if address != ARCHIVE]
    return Taken(found[1].decode(), sha256(mailing.data).hexdigest(), to)


@dataclass
class Mailroom(Sink):
    """What it takes is written into the book and lies in the archive's box before anything is answered.

    Each answer comes `slow` seconds after that; of so many per cent of the mails it is `lost`.
    """

    book: Path = Path("book")
    box: Box | None = None
    slow: float = 0.0
    lost: float = 0.0
    chance: Random = field(default_factory=lambda: Random(1))
    dropped: int = 0

    def answer(self, step: str) -> str:
        if step == "DATA" and not self.script.get(step) and self.chance.random() * 100 < self.lost:
            return self.DROP
        return super().answer(step)

    def take(self, mailing: Mailing) -> None:
        if self.box is not None and ARCHIVE in mailing.to:
            self.box.deliver(mailing.data)
        one = taken(mailing)
        with self.book.open("a", encoding="utf-8") as book:
            book.write(json.dumps([one.message_id, one.digest, one.to]) + "\n")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.dropped += answer == self.DROP
        await asyncio.sleep(self.slow)
        return answer

    def read(self) -> list[Taken]:
        """Everything that was taken so far."""
        return read(self.book)


def read(book: Path) -> list[Taken]:
    """What a book says."""
    lines = book.read_text(encoding="utf-8").splitlines() if book.exists() else []
    return [Taken(*json.loads(line)) for line in lines]


def serve_mailroom(room: Mailroom, patience: float = 300) -> Iterator[Mailroom]:
    """Serves it until the test is over; who keeps it waiting for so many seconds is cut off."""
    post = Post(room, hostname=HOST, port=room.port, timeout=patience)
    post.start()
    yield room
    post.stop()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("book", type=Path)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--lost", type=float, default=0)
    options.add_argument("--slow", type=float, default=0)
    options.add_argument("--patience", type=float, default=300)
    options.add_argument("--box", type=Path)
    options.add_argument("--owner", type=int, nargs=2, default=(0, 0))
    asked = options.parse_args()
    box = Box("archive", asked.box, tuple(asked.owner)) if asked.box else None
    room = Mailroom(asked.port, book=asked.book, box=box, slow=asked.slow, lost=asked.lost)
    for _ in serve_mailroom(room, asked.patience):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
