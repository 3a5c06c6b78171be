"""Where seeds are played: one database file, begun anew for each from a copy of the world as it begins."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from simulated import Simulation
from simulated_people import begun
from simulated_workers import Process, hasten
from sqlalchemy import event

from models import address, database
from models.address import Address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest
    from postgres import Server
    from simulated import Outcome

WORKERS = 3


class Ground:
    """A folder with the world as it begins, and the file that is played on."""

    def __init__(self, folder: Path) -> None:
        self.template, self.path = folder / "template.db", folder / "played.db"
        made = begun(f"sqlite:///{folder / 'begun.db'}")
        database.backup(Address(path=folder / "begun.db"), self.template)
        url = f"sqlite:///{self.path}"
        self.world = replace(made, engine=database.bare(address.parse(url)))
        event.listen(self.world.engine, "connect", hasten)
        self.processes = [Process(url) for _ in range(WORKERS)]

    def play(self, seed: int, days: int, *, rough: bool = False) -> Outcome:
        """One seed, from its beginning to its end."""
        return self.begin(seed, days, rough=rough).run()

    def begin(self, seed: int, days: int, *, rough: bool = False) -> Simulation:
        """The world as it begins."""
        self.close()
        for left in ("-wal", "-shm"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.path)
        return Simulation(seed, self.world, self.processes, days, rough=rough)

    def alter(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """Changes the world as it begins."""
        driver = sqlite3.connect(self.template)
        change(driver)
        driver.commit()
        driver.close()

    @contextmanager
    def broken(self, patch: pytest.MonkeyPatch, breaks: Callable[[pytest.MonkeyPatch, Ground], None]) -> Iterator[None]:
        """What is played meanwhile is broken."""
        whole = self.template.read_bytes()
        breaks(patch, self)
        yield
        self.template.write_bytes(whole)

    def close(self) -> None:
        for engine in (self.world.engine, *(process.engine for process in self.processes)):
            engine.dispose()


class ServerGround:
    """The same on a server of PostgreSQL, with a database of its own for each seed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.made = begun(server.database())

    def play(self, seed: int, days: int, *, rough: bool = False) -> Outcome:
        """One seed, from its beginning to its end."""
        url = self.server.database(template=self.made.url)
        world = replace(self.made, engine=database.bare(address.parse(url)))
        processes = [Process(url) for _ in range(WORKERS)]
        try:
            return Simulation(seed, world, processes, days, rough=rough).run()
        finally:
            for engine in (world.engine, *(process.engine for process in processes)):
                engine.dispose()
            self.server.drop(url)
