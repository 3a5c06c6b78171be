"""One POST over HTTP, and what is certain after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from schedules.channels import Doubtful, Later, Rejected
from schedules.secret import Secret, hush

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping, Sequence

MOST_READ = 65_536
"""Bytes of an answer that are looked at."""
UNTOUCHED = (408, 425, 429, 503)
"""The receiver says that it did not begin with the request."""
NEVER = (501, 505)
"""The receiver says that it will never do it."""
LONGEST = 86_400.0
"""Seconds that a receiver can ask us to wait."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where requests go: the address without what the single request adds, seconds per wait, own certificates."""

    url: str
    timeout: float = 20.0
    ca: str | None = None
    secrets: tuple[Secret | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said; `body` is None where the connection was lost before its end."""

    status: int
    said: str
    body: bytes | None
    wait: float | None


def post(endpoint: Endpoint, tail: str, body: bytes, headers: Mapping[str, str], mark: Callable[[], None]) -> Answer:
    """The answer to one POST of `body` to the endpoint's address with `tail` behind it.

    Later where no connection came about, Doubtful where it broke or fell silent after `mark`.
    """
    connection, path = _connected(endpoint)
    try:
        mark()
        try:
            connection.request("POST", path + tail or "/", body, {**headers, "Connection": "close"})
            response = connection.getresponse()
        except (OSError, HTTPException) as error:
            raise Doubtful(_told(error, endpoint.secrets)) from None
        try:
            read = response.read(MOST_READ)
        except (OSError, HTTPException):
            read = None
        said = hush(f"HTTP {response.status} {response.reason}", endpoint.secrets)
        return Answer(response.status, said, read, _wait(response.getheader("Retry-After")))
    finally:
        connection.close()


def _connected(endpoint: Endpoint) -> tuple[HTTPConnection, str]:
    """An open connection and the path of the address; nothing of the message has left yet."""
    try:
        parts = urlsplit(endpoint.url)
        host, path = parts.hostname or "", parts.path + (f"?{parts.query}" if parts.query else "")
        connection: HTTPConnection
        if parts.scheme == "https":
            connection = HTTPSConnection(host, parts.port, timeout=endpoint.timeout, context=trust(endpoint.ca))
        else:
            connection = HTTPConnection(host, parts.port, timeout=endpoint.timeout)
    except (OSError, HTTPException, ValueError) as error:
        raise Later(_told(error, endpoint.secrets)) from None
    try:
        connection.connect()
    except (OSError, HTTPException, ValueError) as error:
        connection.close()
        raise Later(_told(error, endpoint.secrets)) from None
    return connection, path


@cache
def trust(ca: str | None) -> ssl.SSLContext:
    """Certificates are always checked: by the system's authorities, or by those in the file `ca`."""
    import ssl

    return ssl.create_default_context(cafile=ca)


def _told(error: Exception, secrets: Sequence[Secret | None]) -> str:
    return hush(f"{type(error).__name__}: {error}", secrets)


def _wait(text: str | None) -> float | None:
    """Seconds; the form with a date is not worth a clock."""
    return min(float(text), LONGEST) if text and text.isascii() and text.isdigit() else None


def judge(answer: Answer) -> None:
    """Returns where the status says accepted, else raises what it says.

    A 5xx comes from a receiver that broke, or from a gateway that lost the receiver's answer, while the message may
    have been taken: only those that mean "not begun" are certain. Redirections are not followed.
    """
    if 200 <= answer.status < 300:
        return
    if answer.status in UNTOUCHED:
        raise Later(answer.said, answer.wait)
    if answer.status < 500 or answer.status in NEVER:
        raise Rejected(answer.said)
    raise Doubtful(answer.said)
