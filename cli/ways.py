"""What a run sends by: the channels and texts that the settings name, how late it is, the session of who works."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli import clock
from cli.settings import chosen, place, settings
from models.files import there
from schedules.channels import shut
from schedules.places import open_channels
from schedules.session import LEASE, Now, Session
from schedules.texts import texts
from workflow.actor import SHANGHAI
from workflow.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cli.asking import Asking
    from schedules.texts import Texts


def named(setting: str) -> Path | None:
    """The file that a setting names; without one, the file of that name beside the settings file, if it is there."""
    value = chosen(setting, None, settings())[0]
    if value:
        return Path(value).expanduser()
    usual = place().with_name(f"{setting}.toml")
    return usual if there(usual) else None


def spoken(asking: Asking) -> Texts:
    """The texts in the language of the run."""
    return texts(asking.lang, named("texts"))


def now_of(asking: Asking) -> Now:
    """How late it is for this run."""
    return Now(asking.at, asking.today)


def not_ahead(asking: Asking) -> date:
    """The real day. Usage where the run is to work for a later one: nobody is reminded ahead of time."""
    real = asking.at.astimezone(SHANGHAI).date()
    if asking.today > real:
        raise Usage("run_ahead", day=asking.today)
    return real


@contextmanager
def at_work(asking: Asking, **how: Any) -> Iterator[Session]:
    """A session on the database of this run; its connections are closed in the end.

    MissingFile, Usage or Several where the files of the channels or texts cannot be used.
    """
    from models import database

    channels = open_channels(named("channels"), os.environ)
    said = spoken(asking)
    asking.close()
    engine = database.connect(asking.address, how.get("lease", LEASE))
    worker = f"{socket.gethostname()[:40]}:{os.getpid()}"
    try:
        yield Session(asking.address, engine, channels, said, worker, clock.now, asking.lang, **how)
    finally:
        shut(channels)
        engine.dispose()
