"""The settings file of the channels: which there are, and how each is opened from what is written."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from schedules.channels import Doubt
from schedules.drop import Drop, Terminal
from schedules.fields import (
    Field,
    address,
    base,
    file,
    hidden,
    place,
    plain,
    port,
    printable,
    seconds,
    sender,
    url,
    word,
)
from schedules.reading import Reading
from schedules.server import Server, Tls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from schedules.channels import Channel
    from schedules.reading import At
    from schedules.secret import Secret

SMTP_PORTS = {Tls.NONE: 25, Tls.STARTTLS: 587, Tls.TLS: 465}
IMAP_PORTS = {Tls.NONE: 143, Tls.STARTTLS: 143, Tls.TLS: 993}

# The settings there are. What is secret may stand in the file only where nobody else can read it.

REQUEST = (Field("timeout", seconds(1, 240)), Field("ca", file))
SERVER = (
    Field("host", plain, needed=True),
    Field("port", port),
    Field("tls", word(Tls)),
    Field("timeout", seconds(1, 50)),
    Field("ca", file),
)
EMAIL = (
    *SERVER,
    Field("login", printable),
    Field("password", hidden(printable), secret=True),
    Field("sender", sender, needed=True),
    Field("archive", address),
)
IMAP = (
    *SERVER,
    Field("login", printable, needed=True),
    Field("password", hidden(printable), needed=True, secret=True),
    Field("folder", plain),
    Field("grace", seconds(0, 86_400)),
)
ROBOT = (
    Field("key", hidden(plain), needed=True, secret=True),
    Field("secret", hidden(plain), secret=True),
    Field("base", base),
    *REQUEST,
)
WECOM = tuple(field for field in ROBOT if field.name != "secret")
HOOK = (
    Field("url", hidden(url), needed=True),
    Field("secret", hidden(printable), secret=True),
    *REQUEST,
)
HEADER = Field("headers", hidden(printable), secret=True)
FILE = (Field("folder", place, needed=True),)
DOUBT = Field("doubt", word(Doubt, Doubt.RESEND, Doubt.HOLD))


def open_channels(
    path: Path | None,
    environment: Mapping[str, str],
    *,
    now: Callable[[], float] = time.time,  # noqa: TID251 - the receiver judges signatures by its clock, on any `--today`
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Channel]:
    """The channels of a settings file by their names, and `terminal`, which needs none; connections come later.

    `now` (seconds since 1970) dates signatures, `clock` (seconds, only forward) measures rates and the grace.
    MissingFile where the file cannot be read; Usage or Several with every problem in it: it is taken wholly or not.
    """
    found: dict[str, Channel] = {"terminal": Terminal()}
    if path is None:
        return found
    reading = Reading(path, environment)
    reading.known((), reading.data, tuple(SECTIONS))
    written = {name: SECTIONS[name](reading, (name,), data) for name, data in reading.data.items() if name in SECTIONS}
    reading.finish()
    for name, values in written.items():
        found[name] = _open(name, values, now, clock)
    return found


# What is written


def _email(reading: Reading, at: At, data: Any) -> dict[str, Any]:
    found = reading.table(at, data, EMAIL, also=("imap",))
    if isinstance(data, dict):
        reading.pair(at, data, "login", "password")
        reading.pair(at, data, "archive", "imap")
        if "imap" in data:
            found["imap"] = reading.table((*at, "imap"), data["imap"], IMAP)
    return found


def _robots(reading: Reading, at: At, data: Any) -> dict[str, Any]:
    fields = WECOM if at == ("wecom",) else ROBOT
    return {name: reading.table((*at, name), table, fields) for name, table in _tables(reading, at, data)}


def _hooks(reading: Reading, at: At, data: Any) -> dict[str, Any]:
    """The endpoints, and under the empty name what holds for all of them."""
    found: dict[str, Any] = {"": {}}
    for name, table in _tables(reading, at, data):
        if name == DOUBT.name:
            found[""] = {name: reading.value((*at, name), table, DOUBT)}
        else:
            found[name] = _hook(reading, (*at, name), table)
    return found


def _hook(reading: Reading, at: At, table: Any) -> dict[str, Any]:
    found = reading.table(at, table, HOOK, also=("headers",))
    if isinstance(table, dict) and "?" in str(table.get("url", "")):
        reading.clear.append((*at, "url"))  # what stands behind it is a key as often as not
    if isinstance(table, dict) and "headers" in table:
        inner = (*at, "headers")
        found["headers"] = {
            name: _header(reading, (*inner, name), one) for name, one in _tables(reading, inner, table["headers"])
        }
    return found


def _header(reading: Reading, at: At, value: Any) -> Secret | None:
    if not _HEADER.fullmatch(at[-1]):
        reading.wrong(at, "channels_plain")
    found: Secret | None = reading.value(at, value, HEADER)
    return found


_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def _folder(reading: Reading, at: At, data: Any) -> dict[str, Any]:
    return reading.table(at, data, FILE)


def _tables(reading: Reading, at: At, data: Any) -> list[tuple[str, Any]]:
    if isinstance(data, dict):
        return list(data.items())
    reading.wrong(at, "channels_table", name=".".join(at))
    return []


SECTIONS: Final[dict[str, Callable[[Reading, At, Any], dict[str, Any]]]] = {
    "email": _email,
    "wecom": _robots,
    "dingtalk": _robots,
    "feishu": _robots,
    "webhook": _hooks,
    "file": _folder,
}


# What is opened; a channel's libraries are imported with it


def _open(name: str, values: dict[str, Any], now: Callable[[], float], clock: Callable[[], float]) -> Channel:
    if name == "email":
        return _mail(values, clock)
    if name == "webhook":
        return _webhook(values)
    if name == "file":
        return Drop(values["folder"])
    from schedules.robots import MAKES, Robot, Robots

    return Robots(MAKES[name], {one: Robot(**table) for one, table in values.items()}, now=now, clock=clock)


def _webhook(values: dict[str, Any]) -> Channel:
    from schedules.webhook import Hook, Webhook

    return Webhook({name: Hook(**table) for name, table in values.items() if name}, **values[""])


def _mail(values: dict[str, Any], clock: Callable[[], float]) -> Channel:
    from schedules.archive import Archive
    from schedules.mail import Mail

    archive = None
    if imap := values.get("imap"):
        server = _server(imap, IMAP_PORTS)
        rest = {name: imap[name] for name in ("folder", "grace") if name in imap}
        archive = Archive(values["archive"], server, **rest, clock=clock)
    return Mail(_server(values, SMTP_PORTS), values["sender"], archive)


def _server(values: dict[str, Any], ports: Mapping[Tls, int]) -> Server:
    named = {name: values[name] for name in ("host", "login", "password", "timeout", "ca") if name in values}
    tls = values.get("tls", Tls.TLS)
    return Server(**named, tls=tls, port=values.get("port", ports[tls]))
