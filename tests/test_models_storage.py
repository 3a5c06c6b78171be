"""The database itself: migrations and models, versions, locks, media that cannot be written, crashes, copies."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from make import plan_text
from program import Program, clean_environment

from models import address, database, reader
from models.errors import StorageError
from models.reader import HEAD
from models.words import Level
from workflow.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Inside

VERSIONS = Path(database.__file__).parent / "migrations" / "versions"
SUSPENDING = ("--as", "lingdao", "advance", "暂缓", "ZW-20", "-m", "等批复", "--until", "2099-01-04")
unix = pytest.mark.skipif(os.name == "nt", reason="permissions and limits of Unix")


def stamp(url: str, revision: str) -> None:
    engine = database.bare(address.parse(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    engine.dispose()


# Migrations and models


def unlike_the_models(url: str) -> list[Any]:
    """In what the tables of a database differ from those of the models."""
    for name in ("item", "people", "plan", "record", "reminder"):
        import_module(f"models.{name}")
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    engine = database.bare(address.parse(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    return list(found)


def test_migrations_make_the_tables_of_the_models(backend) -> None:
    assert database.upgrade(address.parse(backend)) is None
    assert unlike_the_models(backend) == []


def made_at(url: str, revision: str) -> None:
    """A database as the program of an older revision made it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    engine = database.bare(address.parse(url))
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_older_version_is_upgraded(revision, backend) -> None:
    place = address.parse(backend)
    made_at(backend, revision)
    assert unlike_the_models(backend) != []
    copy = database.upgrade(place)
    assert copy == (f"{place.path}.backup-{revision}" if place.path else None)
    assert unlike_the_models(backend) == []
    if copy:
        made_at(f"sqlite:///{place.path}.anew", revision)
        assert tables(copy) == tables(f"{place.path}.anew")


def tables(path: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as driver:
        return driver.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def test_the_head_is_the_last_migration_of_one_chain() -> None:
    chain = {}
    for path in sorted(VERSIONS.glob("[0-9]*.py")):
        text = path.read_text(encoding="utf-8")
        found = {
            name: re.search(rf"^{name}\b[^=]*= (.+)$", text, re.MULTILINE) for name in ("revision", "down_revision")
        }
        assert all(found.values()), path
        chain[found["revision"][1].strip("\"'")] = found["down_revision"][1].strip("\"'")  # type: ignore[index]
    assert list(chain)[-1] == HEAD
    assert list(chain.values()) == ["None", *list(chain)[:-1]]


def test_upgrading_again_does_nothing(backend) -> None:
    place = address.parse(backend)
    database.connect(place).dispose()
    engine = database.bare(place)
    before = contents(engine)
    assert (database.upgrade(place), contents(engine)) == (None, before)
    engine.dispose()


def contents(engine: Any) -> list[Any]:
    from sqlalchemy import MetaData, select

    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return [(table.name, connection.execute(select(table)).all()) for table in tables.sorted_tables]


# Other versions


def test_a_newer_database_is_refused_and_not_touched(backend, duban) -> None:
    place = address.parse(backend)
    database.connect(place).dispose()
    stamp(backend, "9999")
    before = place.path.read_bytes() if place.path else None
    said = f"数据库版本 9999 比本程序（{HEAD}）新，请升级程序；数据库未作改动\n"
    acting = ("--as", "x", "advance", "签收", "ZW-01")
    for words in (("overdue",), ("account", "add", "root", "管理员"), acting, ("--as", "x", "database", "upgrade")):
        told = duban(*words, database=backend)
        assert (told.code, told.out, told.err) == (8, "", said)
    with pytest.raises(StorageError, match="database_newer"):
        database.connect(place)
    assert before == (place.path.read_bytes() if place.path else None)


TABLES_SINCE_0001 = "figure target_year target_share target reminder message run clock serial"
COLUMNS_SINCE_0001 = {
    "duty": ("asked_until", "asked_on", "asked_by"),
    "item": ("begun_on",),
    "plan": ("schedule_yellow", "schedule_red", "targets_by"),
}
"""What came later."""


def as_of_0001(url: str) -> None:
    """A database with all it holds as it was before extensions, reminders and targets."""
    engine = database.bare(address.parse(url))
    with engine.begin() as connection:
        for table in TABLES_SINCE_0001.split():
            connection.exec_driver_sql(f"DROP TABLE {table}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP FUNCTION reminder_kept, figure_append_only")
        for table, columns in COLUMNS_SINCE_0001.items():
            for column in columns:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    engine.dispose()
    stamp(url, "0001")


@pytest.mark.parametrize("words", [("overdue", "--today", "2023-08-07"), SUSPENDING], ids=["reading", "writing"])
def test_an_older_file_upgrades_itself_and_a_copy_is_kept(words, demo) -> None:
    path = Path(demo.database)
    fresh = shutil.copyfile(path, demo.folder / "fresh.db")
    as_of_0001(f"sqlite:///{path}")
    told = demo(*words)
    said = f"数据库已是版本 {HEAD}。\n升级前的副本：{path}.backup-0001\n"
    assert (told.code, told.err.removeprefix(said)) == (0, demo(*words, database=fresh).err)
    assert told.err.startswith(said)
    # The figures went with their tables, which no older program had: the records are whole, and say so.
    flaws = demo("audit", "verify", "--json").data["flaws"]
    assert {flaw["flaw"] for flaw in flaws} == {"figures_behind", "years_behind"}
    as_of_0001(f"sqlite:///{path}")
    assert demo("overdue").err.startswith(f"{said.strip()}-2\n")
    restored = demo("--as", "admin", "database", "restore", f"{path}.backup-0001", "--yes")
    assert (restored.code, demo("overdue").err.startswith(f"{said.strip()}-3\n")) == (0, True)


def test_an_older_server_is_upgraded_only_when_asked(postgres, duban) -> None:
    url = postgres.database()
    database.connect(address.parse(url)).dispose()
    stamp(url, "0000")
    said = f"数据库版本 0000 旧于本程序（{HEAD}），请先用 duban database upgrade 升级\n"
    told = duban("overdue", database=url)
    assert (told.code, told.err) == (8, said)
    with pytest.raises(StorageError, match="database_older"):
        database.connect(address.parse(url))
    postgres.drop(url)
    url = postgres.database()
    assert duban("account", "add", "admin", "管理员", database=url).code == 0
    as_of_0001(url)
    assert duban("overdue", "--as", "admin", database=url).code == 8
    told = duban("--as", "admin", "database", "upgrade", database=url)
    assert (told.code, told.out, told.err) == (0, f"数据库已是版本 {HEAD}。\n", "")
    assert unlike_the_models(url) == []
    assert duban("overdue", "--as", "admin", database=url).code == 0
    postgres.drop(url)


def test_an_empty_database_says_so(backend, duban) -> None:
    place = address.parse(backend)
    if place.path:
        sqlite3.connect(place.path).close()
        place.path.touch()
    told = duban("list", database=backend)
    assert (told.code, told.err) == (8, f"{place.shown} 里还没有表；请先用 duban account add 建立第一个账号\n")
    if place.server:
        assert re.fullmatch(r"postgresql://\w+@[\w.:]+/\w+", place.shown)


def test_a_server_that_does_not_answer(duban) -> None:
    told = duban("list", database="postgresql://nobody:geheim@127.0.0.1:1/none")
    assert (told.code, told.out, "geheim" in told.err) == (8, "", False)
    assert told.err.startswith("数据库无法使用：postgresql://nobody@127.0.0.1:1/none（")
    told = duban("list", database="mysql://root:geheim@host/none")
    assert (told.code, told.err) == (8, "不认识这个数据库地址：host/none；可用文件路径或 postgresql://…\n")


# Files that cannot be used


def test_a_locked_file_is_refused_and_still_read(demo) -> None:
    with closing(sqlite3.connect(demo.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = demo(*SUSPENDING)
        assert (told.code, told.out) == (8, "")
        assert told.err.startswith("数据库正被占用：")
        assert told.err.endswith("请稍后再试；没有任何改动\n")
        assert demo("show", "ZW-20", "--json").data["state"] == "implementation.active"
        other.execute("ROLLBACK")
    assert demo(*SUSPENDING).code == 0


def test_a_file_that_is_no_database_is_refused_and_left_alone(duban) -> None:
    content = b"this is no database, but long enough to be looked at as one\n" * 20
    path = duban.folder / "notes.txt"
    path.write_bytes(content)
    for words in (("list",), ("account", "add", "root", "管理员")):
        told = duban(*words, database=path)
        assert (told.code, told.out) == (8, "")
        assert told.err.startswith("数据库文件已损坏或不是数据库：")
    assert (path.read_bytes(), [found.name for found in duban.folder.iterdir()]) == (content, ["notes.txt"])


AS_NOBODY = """
import contextlib, io, os, sys
import workflow.people, workflow.zh
from cli.main import run
scratch, *words = sys.argv[1:]
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(io.StringIO()):
    run(["--database", scratch, *words])  # whatever is imported is imported while it still may be read
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
sys.exit(run(words))
"""
"""Root may write everywhere, so it steps down to nobody; anybody else stays as they are."""


@pytest.fixture
def others(demo_file: Path, tmp_path: Path) -> Iterator[tuple[Path, Callable[..., subprocess.CompletedProcess[str]]]]:
    """A copy of the demo in a folder, and a way to run duban as somebody who may not write there."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="duban-readonly-"))  # not under tmp_path, which only root may enter
    shutil.copyfile(demo_file, folder / "demo.db")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        scratch = shutil.copyfile(demo_file, tmp_path / "scratch.db")
        command = [sys.executable, "-c", AS_NOBODY, str(scratch), *words]
        environment = {**clean_environment(tmp_path), "DUBAN_DATABASE": str(folder / "demo.db")}
        return subprocess.run(command, cwd="/", env=environment, capture_output=True, encoding="utf-8", check=False)

    yield folder, run
    folder.chmod(0o700)
    shutil.rmtree(folder)


@unix
@pytest.mark.parametrize("folder_mode", [0o777, 0o555])
def test_a_file_that_may_not_be_written_is_read_and_left_alone(folder_mode, others) -> None:
    folder, run = others
    (folder / "demo.db").chmod(0o444)
    folder.chmod(folder_mode)
    before = (folder / "demo.db").read_bytes()
    read = run("--today", "2023-08-07", "overdue", "--json")
    assert (read.returncode, read.stdout.count('"duty"')) == (0, 9), read.stderr
    told = run(*SUSPENDING)
    assert (told.returncode, told.stdout) == (8, "")
    assert told.stderr.startswith(f"数据库不可写：{folder / 'demo.db'}")
    assert (folder / "demo.db").read_bytes() == before


@unix
def test_a_folder_that_may_not_be_entered_is_refused(others) -> None:
    folder, run = others
    folder.chmod(0o600)
    database, paper = folder / "demo.db", folder / "plan.yaml"
    unavailable = f"数据库无法使用：{database}（"
    cases = (
        (("list",), 8, unavailable),
        (SUSPENDING, 8, unavailable),
        (("account", "add", "root", "管理员"), 8, unavailable),
        (("plan", "check", str(paper)), 7, f"文件不存在或不可读：{paper}（"),
    )
    for words, code, said in cases:
        told = run(*words)
        assert (told.returncode, told.stdout, told.stderr[: len(said)]) == (code, "", said)


@unix
def test_a_full_disk_is_refused_and_the_file_is_as_it_was(demo) -> None:
    """No file may grow beyond the database's size: the system answers as it does on a full disk."""
    import resource

    from program import DUBAN

    size = Path(demo.database).stat().st_size
    (demo.folder / "big.bin").write_bytes(b"\x01" * (size // 2))

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 4, size // 4))

    before = demo("audit", "verify").out
    words = [DUBAN, "--as", "lingdao", "advance", "撤销", "ZW-20", "-m", "不再需要", "-e", "big.bin", "--yes"]
    told = subprocess.run(
        words, cwd=demo.folder, env=demo.environment(), capture_output=True, encoding="utf-8", preexec_fn=small
    )
    assert (told.returncode, told.stdout) == (8, ""), told.stderr
    assert told.stderr.endswith("没有任何改动\n")
    assert (demo("audit", "verify").out, demo("show", "ZW-20", "--json").data["state"]) == (
        before,
        "implementation.active",
    )


# Crashes

DYING = """
import os, signal, sys
from datetime import datetime, timezone
from documents.planfile import parse
from models import address, database
from models.words import Act, Role
from workflow import intake
from workflow.actor import Actor, Grant
from workflow.attempt import Attempt
text = sys.stdin.read()
at = datetime(2026, 1, 12, 2, 0, tzinfo=timezone.utc)
attempt = Attempt(Act.ADOPT, Actor("office", "", grants=(Grant(Role.OFFICE),)), at.date(), at)
with database.transaction(database.connect(address.parse(sys.argv[1]))) as connection:
    made = intake.adopt(connection, attempt, parse(text)[0], text)
    print(made.items, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@unix
def test_a_crash_in_the_middle_of_an_adoption_leaves_nothing(backend) -> None:
    engine = database.connect(address.parse(backend))
    before = contents(engine)
    command = [sys.executable, "-c", DYING, backend]
    died = subprocess.run(command, input=plan_text(), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "5\n")
    assert contents(engine) == before
    again = subprocess.run(command, input=plan_text(), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert again.stdout == "5\n"
    engine.dispose()


def test_an_error_in_the_middle_of_a_transaction_takes_all_of_it_back(stored) -> None:
    from workflow import units

    before = stored.rows()

    def add_twice() -> None:
        with database.transaction(stored.engine) as connection:
            units.add(connection, "990099", "新单位", Level.CITY, None, [], None)
            units.add(connection, "990000", "旧单位", Level.CITY, None, [], None)

    with pytest.raises(Refused):
        add_twice()
    assert stored.rows() == before


# Copies


def test_a_database_of_this_version_needs_no_upgrade(playing: Inside) -> None:
    before = playing.whole()
    told = playing("--as", "admin", "database", "upgrade")
    assert (told.code, told.out, playing.whole()) == (0, f"数据库已是版本 {HEAD}。\n", before)
    shown = playing("--as", "admin", "database", "status").out.splitlines()
    assert shown[:2] == [f"数据库：{playing.database}", f"版本：{HEAD}"]
    assert "方案：2" in shown
    assert [path.name for path in playing.folder.iterdir()] == ["inside.db"]


def test_a_backup_is_made_and_restored(playing: Inside) -> None:
    admin = ("--as", "admin", "database")
    status = playing(*admin, "status", "--json").data
    counts = {name: status[name] for name in ("revision", "plan", "item", "unit", "account", "evidence")}
    assert counts == {"revision": HEAD, "plan": 2, "item": 111, "unit": 27, "account": 18, "evidence": 10}
    assert playing(*admin, "backup", "copy.db").out == "已写入 copy.db\n"
    assert playing(*admin, "backup", "copy.db").code == 2
    whole = playing.whole()
    assert playing(*SUSPENDING).code == 0
    assert playing.whole() != whole
    asked = playing(*admin, "restore", "copy.db")
    assert (asked.code, asked.err) == (2, "这会覆盖现有数据；确认请加 --yes\n")
    assert playing(*admin, "restore", "none.db", "--yes").code == 7
    (playing.folder / "notes.txt").write_text("no database" * 50, encoding="utf-8")
    changed = playing.whole()
    assert playing(*admin, "restore", "notes.txt", "--yes").code == 8
    assert playing.whole() == changed
    assert playing(*admin, "restore", "copy.db", "--yes").code == 0
    assert sorted(playing.whole()) == sorted(whole)  # a copy lists its indexes in another order
    assert playing("audit", "verify").code == 0
    assert sorted(path.name for path in playing.folder.iterdir()) == ["copy.db", "inside.db", "notes.txt"]


def test_a_server_is_not_backed_up_into_a_file(postgres, tmp_path) -> None:
    url = postgres.database()
    database.connect(address.parse(url)).dispose()
    with pytest.raises(StorageError, match="backup_server"):
        database.backup(address.parse(url), tmp_path / "copy.db")
    with pytest.raises(StorageError, match="database_older"), reader.reading(address.parse(stamped(url, "0000"))):
        pass
    postgres.drop(url)


def stamped(url: str, revision: str) -> str:
    stamp(url, revision)
    return url


def test_a_program_may_read_while_another_writes(demo_file, tmp_path) -> None:
    """A reader keeps the snapshot with which it began."""
    path = Path(shutil.copyfile(demo_file, tmp_path / "demo.db"))
    mine = Program(tmp_path, path)
    with reader.reading(address.Address(path=path)) as found:
        before = found.rows("SELECT state FROM item WHERE code = 'ZW-20'")
        assert mine(*SUSPENDING).code == 0
        assert found.rows("SELECT state FROM item WHERE code = 'ZW-20'") == before
    with reader.reading(address.Address(path=path)) as found:
        assert found.rows("SELECT state FROM item WHERE code = 'ZW-20'") == [("suspended",)]


def test_a_percent_sign_in_a_query_is_itself_on_both_engines(backend) -> None:
    database.connect(address.parse(backend)).dispose()
    with reader.reading(address.parse(backend)) as found:
        query = "SELECT 1 WHERE '5%' LIKE '%\\%' ESCAPE '\\' AND :name = '%s'"
        assert found.rows(query, name="%s") == list(found.stream(query, name="%s")) == [(1,)]


def mode(path: Path) -> str:
    with closing(sqlite3.connect(path)) as driver:
        return str(driver.execute("PRAGMA journal_mode").fetchone()[0])


def read_while_written(program: Program, path: Path) -> None:
    """Another process reads all the while that this one's command writes."""
    code = (
        "import sqlite3, sys; driver = sqlite3.connect(sys.argv[1], isolation_level=None); driver.execute('BEGIN'); "
        "print(driver.execute('SELECT count(*) FROM item').fetchone()[0], flush=True); sys.stdin.read()"
    )
    reading = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert reading.stdout
    assert reading.stdout.readline() == "111\n"
    told = program(*SUSPENDING, database=path)
    reading.communicate()
    assert (told.code, told.err) == (0, "")


def test_a_fresh_demo_is_read_while_it_is_written(duban) -> None:
    path = duban.folder / "demo.db"
    for _ in range(2):
        assert duban("demo", "--into", "demo.db").code == 0
        assert mode(path) == "wal"
        read_while_written(duban, path)
    assert [found.name for found in duban.folder.iterdir()] == ["demo.db"]


def test_a_lost_database_is_restored_without_an_account(demo) -> None:
    path = Path(demo.database)
    assert demo("--as", "admin", "database", "backup", "copy.db").code == 0
    copy = (demo.folder / "copy.db").read_bytes()
    assert demo("--as", "li", "database", "restore", "copy.db", "--yes").code == 5
    path.unlink()
    assert demo("database", "status").code == 7
    assert demo("database", "restore", "copy.db").code == 2
    assert not path.exists()
    restored = demo("database", "restore", "copy.db", "--yes")
    assert (restored.code, restored.out) == (0, f"已恢复 {path}。\n")
    assert mode(path) == "wal"
    read_while_written(demo, path)
    assert (demo.folder / "copy.db").read_bytes() == copy
    assert demo("audit", "verify").code == 0


def test_a_database_that_is_restored_over_is_in_wal_again(demo) -> None:
    admin = ("--as", "admin", "database")
    assert demo(*admin, "backup", "copy.db").code == 0
    assert demo(*SUSPENDING).code == 0
    assert demo(*admin, "restore", "copy.db", "--yes").code == 0
    assert mode(Path(demo.database)) == "wal"
    read_while_written(demo, Path(demo.database))


def test_a_database_that_others_have_open_is_not_restored_over(demo) -> None:
    path = Path(demo.database)
    assert demo("--as", "admin", "database", "backup", "copy.db").code == 0
    with reader.reading(address.Address(path=path)) as found:
        before = found.rows("SELECT count(*) FROM record")
        told = demo("--as", "admin", "database", "restore", "copy.db", "--yes")
        assert (told.code, told.out, told.err.startswith("数据库正被占用：")) == (8, "", True)
        assert found.rows("SELECT count(*) FROM record") == before
    assert not list(demo.folder.glob("*.restoring*"))
    assert demo(*SUSPENDING).code == 0


def test_what_lies_beside_a_lost_database_is_not_taken_for_the_restored_ones(demo) -> None:
    """A reader that was killed leaves its journal there."""
    path = Path(demo.database)
    assert demo("--as", "admin", "database", "backup", "copy.db").code == 0
    left = {name: path.with_name(path.name + name) for name in ("-wal", "-shm")}
    with reader.reading(address.Address(path=path)):
        assert demo(*SUSPENDING).code == 0
        kept = {name: beside.read_bytes() for name, beside in left.items()}
    path.unlink()
    for name, content in kept.items():
        left[name].write_bytes(content)
    assert demo("database", "restore", "copy.db", "--yes").code == 0
    assert demo("--as", "lingdao", "audit", "verify").code == 0


def test_a_file_that_is_damaged_where_it_is_read_is_refused(demo) -> None:
    path = Path(demo.database)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 8192))
    told = demo("list")
    assert (told.code, told.out, told.err.startswith("数据库")) == (8, "", True)
