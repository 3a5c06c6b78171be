"""Old and foreign word processor files (.doc, .wps, .rtf, .odt): LibreOffice, if there is one, makes .docx of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from documents.files import word
from models.errors import MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.files.source import Line

PROGRAMS = ("soffice", "libreoffice")
PLACES = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice*/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice*/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice*/program/soffice.exe",
)
"""Where installers put it without naming it to the shell."""
SECONDS = 60
ENDINGS = ((b"{\\rtf", ".rtf"), (b"PK\x03\x04", ".odt"), (b"\xd0\xcf\x11\xe0", ".doc"))
"""The name that LibreOffice is given, by how the content begins; it is .xml for what Word wrote as such."""


def lines(name: str, content: bytes) -> Iterator[Line]:
    """The lines of the .docx that LibreOffice makes of the file.

    MissingFile where it is not installed, does not answer in time or cannot open the file.
    """
    program = found()
    if program is None:
        raise MissingFile("document_no_office", path=name)
    ending = next((ending for start, ending in ENDINGS if content.startswith(start)), ".xml")
    with TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as folder:
        place = Path(folder, f"document{ending}")
        place.write_bytes(content)
        made = Path(folder, "made", "document.docx")
        _convert(name, program, place, made.parent)
        if not made.is_file():
            raise MissingFile("document_not_converted", path=name)
        converted = made.read_bytes()
    yield from word.lines(name, converted)


def found() -> str | None:
    """Where LibreOffice is; nothing where it is not installed."""
    for program in PROGRAMS:
        if place := which(program):
            return place
    for pattern in PLACES:
        place_ = Path(pattern)
        with suppress(OSError, NotImplementedError, ValueError):
            for one in sorted(Path(place_.anchor).glob(str(place_.relative_to(place_.anchor))), reverse=True):
                return str(one)
    return None


def _convert(name: str, program: str, place: Path, into: Path) -> None:
    """Runs LibreOffice with a profile of its own, so that one that is open does not answer instead."""
    profile = place.parent / "profile"
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx", "--outdir", str(into), str(place),
    ]  # fmt: skip
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise MissingFile("document_no_office", path=name) from error
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise MissingFile("document_slow", path=name, seconds=SECONDS) from error
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """Ends it with whatever it has started, if it still runs: the program is only a starter of the real one."""
    if running.poll() is None:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(running.pid)], check=False, capture_output=True)
        else:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
        running.wait()
