"""What a setting of a channel may hold: each kind of value is a function that takes it or says what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from models.files import there
from models.words import Word
from schedules.secret import Secret
from workflow.speech import because

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.speech import Reason

W = TypeVar("W", bound=Word)


class Wrong(Exception):
    """A value that cannot be used, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Field:
    """A setting: its name, how its value is taken, whether it must be there and whether nobody else may read it."""

    name: str
    take: Callable[[Any, Path], Any]
    """Gets the value and the folder that relative paths begin in."""
    needed: bool = False
    secret: bool = False


def text(value: Any, _folder: Path) -> str:
    """One line that is not empty."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise Wrong(because("channels_text"))
    return value.strip()


def printable(value: Any, folder: Path) -> str:
    """What the mail protocols take for a login or password."""
    if not text(value, folder).isascii():
        raise Wrong(because("channels_printable"))
    return str(value)


def plain(value: Any, folder: Path) -> str:
    """A host, a key, a folder of a mailbox: ASCII without spaces."""
    found = text(value, folder)
    if not found.isascii() or " " in found or '"' in found:
        raise Wrong(because("channels_plain"))
    return found


def hidden(take: Callable[[Any, Path], str]) -> Callable[[Any, Path], Secret]:
    """The same as a secret."""
    return lambda value, folder: Secret(take(value, folder))


def port(value: Any, _folder: Path) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)  # out of the environment
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65_536:
        raise Wrong(because("channels_port"))
    return value


def seconds(least: float, most: float) -> Callable[[Any, Path], float]:
    """A number of seconds from `least` to `most`."""

    def take(value: Any, _folder: Path) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not least <= value <= most:
            raise Wrong(because("channels_seconds", least=f"{least:g}", most=f"{most:g}"))
        return float(value)

    return take


def word(kind: type[W], *known: W) -> Callable[[Any, Path], W]:
    """One of the words; those named, where not all can be set."""
    allowed = known or tuple(kind)

    def take(value: Any, _folder: Path) -> W:
        found = kind.of(value) if isinstance(value, str) else None
        if found not in allowed:
            raise Wrong(because("channels_word", text=str(value)[:40], known=[one.value for one in allowed]))
        return found

    return take


_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


def address(value: Any, folder: Path) -> str:
    found = text(value, folder)
    if not _ADDRESS.fullmatch(found):
        raise Wrong(because("channels_address", text=found[:80]))
    return found


def sender(value: Any, folder: Path) -> str:
    """An address, or a name with it: 督办办公室 <duban@example.cn>."""
    found = text(value, folder)
    if not _ADDRESS.fullmatch(parseaddr(found)[1]):
        raise Wrong(because("channels_address", text=found[:80]))
    return found


def url(value: Any, _folder: Path) -> str:
    """An address of the web; it is never repeated in the answer, because it may hold a key."""
    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "@" in parts.netloc or not value.isascii() or not value.isprintable() or " " in value:
        raise Wrong(because("channels_url"))
    return str(value).partition("#")[0]


def base(value: Any, folder: Path) -> str:
    """The beginning of addresses of the web."""
    return url(value, folder).rstrip("/")


def file(value: Any, folder: Path) -> str:
    """A file that is there."""
    found = folder / Path(text(value, folder)).expanduser()
    if not there(found) or not found.is_file():
        raise Wrong(because("channels_file", path=str(found)))
    return str(found)


def place(value: Any, folder: Path) -> Path:
    """A folder, which may be a share that is not connected now."""
    return folder / Path(text(value, folder)).expanduser()
