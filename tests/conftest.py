"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dovecot import NoDovecot, serve_dovecot
from hypothesis import settings
from make import make_world, open_world
from postgres import NoServer, start
from program import Inside, Program
from stories import Tale, begin

from models.address import Address
from models.database import backup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dovecot import Dovecot
    from make import World
    from postgres import Server


# The same examples on every run, so that a red run is about the change; DUBAN_EXAMPLES=random looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("DUBAN_EXAMPLES", "same"))

# Commands that are run in the tests' own process speak Chinese, whatever this machine speaks.
os.environ["DUBAN_LANG"] = "zh"
# Nor are they as wide as the terminal that the tests were started from.
os.environ.pop("COLUMNS", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side a file stays together, and so do all stories: what they leave is read by tests in another file."""
    for item in items:
        name = item.path.stem
        item.add_marker(pytest.mark.xdist_group("stories" if "stories" in name else name))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server. Without one the tests fail: skipping would pass for tested."""
    try:
        server = start()
    except NoServer as problem:
        pytest.fail(str(problem), pytrace=False)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    """An IMAP server with throw-away mailboxes, where the system has one."""
    try:
        yield from serve_dovecot()
    except NoDovecot as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of its own, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'duban.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.database()
    yield url
    server.drop(url)


# Worlds of the lifecycle (make.py)


@pytest.fixture(scope="session")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The invented plan adopted into a file that nobody changes; `world` is a copy of it."""
    world = make_world(f"sqlite:///{tmp_path_factory.mktemp('adopted') / 'duban.db'}")
    world.close()
    return world


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Callable[[World], World]]:
    """Opens copies of worlds that are kept in SQLite files: `copied(world)`."""
    opened: list[World] = []

    def copy(world: World) -> World:
        path = tmp_path / f"copy-{len(opened)}.db"
        backup(Address(path=Path(str(world.engine.url.database))), path)
        opened.append(open_world(f"sqlite:///{path}", world))
        return opened[-1]

    yield copy
    for world in opened:
        world.close()


@pytest.fixture
def world(adopted: World, copied: Callable[[World], World]) -> World:
    """A world of its own in an SQLite file, in which the invented plan was just adopted."""
    return copied(adopted)


@pytest.fixture(scope="session")
def adopted_on_server(postgres: Server) -> World:
    """The same on the server."""
    world = make_world(postgres.database())
    world.close()
    return world


@pytest.fixture(params=["sqlite", "postgresql"])
def stored(request: pytest.FixtureRequest) -> Iterator[World]:
    """A world of its own, once on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("world")
        return
    server: Server = request.getfixturevalue("postgres")
    adopted: World = request.getfixturevalue("adopted_on_server")
    world = open_world(server.database(template=adopted.url), adopted)
    yield world
    world.close()
    server.drop(world.url)


# The installed program (program.py)


@pytest.fixture
def duban(tmp_path: Path) -> Program:
    """Runs the installed program in an empty folder that knows no database."""
    folder = tmp_path / "work"
    folder.mkdir()
    return Program(folder)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database that nobody changes."""
    folder = tmp_path_factory.mktemp("demo")
    made = Program(folder)("demo", "--into", "demo.db")
    assert made.code == 0, made.err
    return folder / "demo.db"


@pytest.fixture(scope="session")
def reading(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Runs the program on the demo that nobody changes, for commands that only read."""
    return Program(tmp_path_factory.mktemp("reading"), demo_file)


@pytest.fixture
def demo(duban: Program, demo_file: Path, tmp_path: Path) -> Program:
    """Runs the program on a demo of its own."""
    duban.database = shutil.copyfile(demo_file, tmp_path / "demo.db")
    return duban


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """Runs commands in the tests' own process on a database that is not there yet."""
    return Inside(tmp_path, tmp_path / "inside.db", monkeypatch, capsys)


@pytest.fixture
def playing(inside: Inside, demo_file: Path) -> Inside:
    """The same on a demo of its own."""
    assert inside.database
    shutil.copyfile(demo_file, inside.database)
    return inside


@pytest.fixture
def looking(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Inside:
    """The same on the demo that nobody changes, for commands that only read."""
    return Inside(tmp_path, demo_file, monkeypatch, capsys)


@pytest.fixture
def sending(playing: Inside) -> Inside:
    """The same with both plans adopted in time, everybody reached by one channel: the files in the folder `out`."""
    (playing.folder / "out").mkdir()
    (playing.folder / "channels.toml").write_text('[file]\nfolder = "out"\n', encoding="utf-8")
    playing.change("UPDATE account SET addresses = json_object('file', login)")
    playing.change("UPDATE plan SET adopted_on = '2021-07-01'")
    return playing


# Stories of both plans (stories.py)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of every story told in this run, as the story left it, and the one they begin from."""
    return tmp_path_factory.mktemp("told")


@pytest.fixture
def tell(inside: Inside, told: Path) -> Callable[[str], Tale]:
    """Begins a story of a name: both bundled plans just adopted, their people registered, nothing done yet."""

    def tale(name: str) -> Tale:
        begun = inside.database = told / "begun.db"
        if not begun.exists():
            begin(inside)
        inside.database = told / f"{name}.db"
        shutil.copyfile(begun, inside.database)
        return Tale(inside)

    return tale


@pytest.fixture
def tale(tell: Callable[[str], Tale], request: pytest.FixtureRequest) -> Tale:
    """A story of the test's own name."""
    return tell(request.function.__name__)
