"""What every channel is: the letter it takes, how sending can end, what is done where the end is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from models.words import Word
from workflow.speech import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, before it has a form."""

    key: str
    """Stable and of this message alone: Message-ID, idempotency key and file name come from it."""
    to: str
    """The address on that channel: a mail address, or the name of a robot or endpoint in the settings file."""
    name: str
    """The recipient's name as people write it."""
    subject: str
    text: str
    day: date
    at: datetime
    """Aware; what the message is dated by."""


class Doubt(Word):
    """What is done with a message whose fate is unknown."""

    RESEND = "resend", "重发", "send again"
    HOLD = "hold", "留待核实", "hold for a person"
    ASK = "ask", "查存档", "ask the archive"


class Channel(Protocol):
    """A way out. One object serves one thread; those that keep a connection have a `close` too (see `shut`)."""

    name: str
    doubt: Doubt

    def compose(self, letter: Letter) -> bytes:
        """The message as it is stored and sent, the same bytes for the same letter; no secret is in it."""

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        """Sends what was composed; returns when it was accepted, raises Later, Rejected or Doubtful.

        Calls `mark` once, directly before the payload leaves; what `mark` raises ends the sending with nothing sent.
        """

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """Whether the message is in the archive; None where that cannot be said now.

        `waited` is how many seconds ago it was marked, where the caller knows. Only channels with Doubt.ASK answer.
        """


class Unaccepted(Exception):
    """The message was not accepted, or nobody knows; `said` is what the other side answered, without secrets."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Later(Unaccepted):
    """Certainly not accepted, and worth another try, no sooner than after `after_seconds` where that is known.

    `whole` says that others would fare no better by the same way: it is the way that is closed.
    """

    def __init__(self, said: str, after_seconds: float | None = None, *, whole: bool = True) -> None:
        super().__init__(said)
        self.after_seconds = after_seconds
        self.whole = whole


class Rejected(Unaccepted):
    """Refused for good: another try would be refused as well."""


class Doubtful(Unaccepted):
    """It left, or may have left, and no clear answer came."""


def shut(channels: Mapping[str, Channel]) -> None:
    """Closes the connections that channels keep."""
    for channel in channels.values():
        close = getattr(channel, "close", None)
        if close is not None:
            close()


def unknown(place: str) -> Rejected:
    """The settings file no longer has the robot or endpoint that a message is for."""
    return Rejected(" / ".join(say(lang, "channel_unknown", place=place) for lang in LANGUAGES))


_PLAIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def plain(key: str) -> str:
    """The key as Message-IDs, headers and file names of every system take it: itself, or else its digest."""
    return key if len(key) <= 100 and _PLAIN.fullmatch(key) else sha256(key.encode()).hexdigest()[:40]


def line(text: str, most: int = 300) -> str:
    """A text as one printable line of at most `most` characters."""
    flat = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
