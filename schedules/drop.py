"""Ways out that need no network: a folder with one text file a message, for the office's own gateway; the terminal."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from schedules.channels import Doubt, Doubtful, Later, line, plain
from workflow.speech import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schedules.channels import Letter


class Drop:
    """One file a message, named by its day and key: written again, it is the same file with the same text."""

    name = "file"
    doubt = Doubt.RESEND

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compose(self, letter: Letter) -> bytes:
        """The name of the file as a first line, then the file."""
        name = f"{letter.day.isoformat()}_{plain(letter.key)}.txt"
        return json.dumps({"file": name}).encode() + b"\n" + _page(letter).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        """Later where the folder cannot be written; a file is there whole or not at all."""
        head, _, text = payload.partition(b"\n")
        path = self.folder / json.loads(head)["file"]
        unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        try:
            with _told(self.folder):
                _write(unfinished, text)
            mark()
            with _told(self.folder):
                unfinished.replace(path)
                _keep(self.folder)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """None: the gateway takes files away, so that a file that is not there says nothing."""
        del key, waited
        return None


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the disk refuses has certainly not been put there."""
    try:
        yield
    except OSError as error:
        said = {"folder": str(folder), "said": error.strerror or str(error)}
        raise Later(" / ".join(say(lang, "channel_folder", **said) for lang in LANGUAGES)) from None


def _write(path: Path, text: bytes) -> None:
    with path.open("wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _keep(folder: Path) -> None:
    """Makes the new name last through a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _page(letter: Letter) -> str:
    heads = {"To": letter.to, "Name": letter.name, "Subject": letter.subject, "Day": letter.day.isoformat()}
    heads["Key"] = letter.key
    return "".join(f"{name}: {line(value, 1000)}\n" for name, value in heads.items()) + f"\n{letter.text.rstrip()}\n"


class Terminal:
    """Prints what would be sent. Printing it again does no harm."""

    name = "terminal"
    doubt = Doubt.RESEND

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream

    def compose(self, letter: Letter) -> bytes:
        return _page(letter).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        mark()
        stream = self.stream or sys.stdout
        shown = "".join(sign for sign in payload.decode() if sign.isprintable() or sign in "\n\t")
        try:
            stream.write(f"{shown}\n")
            stream.flush()
        except OSError as error:
            raise Doubtful(line(f"{type(error).__name__}: {error}")) from None

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """None: nobody knows who has read it."""
        del key, waited
        return None
