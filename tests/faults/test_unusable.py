"""A database that fails under the program: one line, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase, embedded
from sqlalchemy import Connection, make_url

from claims.ledger import Ledger
from claims.ledger.connect import connect
from faults.nursery import Ended, Nursery

WAITING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND wait_event_type = 'Lock' AND wait_event = 'advisory'"
)


def refusal(ended: Ended) -> str:
    """The one line of a command that ended with a fault of the database."""
    assert (ended.code, ended.out) == (2, ""), ended
    assert ended.err.count("\n") == 1, ended
    (line,) = ended.err.splitlines()
    assert line.startswith("claims: ")
    assert not line.startswith("claims: unexpected")
    return line


def reads(talks: Path, db: str) -> tuple[object, ...]:
    return ("ingest", talks, "--spacy-model", "none", "--db", db)


def exported(runs: Nursery, db: str, folder: Path) -> bytes:
    runs.done("export", "-o", folder / "all.jsonl", "--db", db)
    return (folder / "all.jsonl").read_bytes()


@pytest.fixture(scope="session")
def undisturbed(runs: Nursery, talks: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """All claims of the talks, as a ledger that nothing happened to gives them."""
    folder = tmp_path_factory.mktemp("undisturbed")
    runs.done(*reads(talks, str(folder / "claims.db")))
    return exported(runs, str(folder / "claims.db"), folder)


@pytest.fixture
def whole(runs: Nursery, talks: Path, undisturbed: bytes, tmp_path: Path) -> Any:
    """What checks that a ledger verifies and that the next ingest ends like an undisturbed one."""

    def check(db: str) -> None:
        runs.done("verify", "--strict", "--db", db)
        runs.done(*reads(talks, db))
        runs.done("verify", "--strict", "--db", db)
        assert exported(runs, db, tmp_path) == undisturbed

    return check


@contextmanager
def turn_taken(empty_url: str) -> Iterator[Connection]:
    """Another writer, which holds the turn."""
    with closing(connect(empty_url)) as database, database.writing() as connection:
        yield connection


@pytest.mark.parametrize("size_bytes", [290_000, 330_000])
def test_a_full_disk(
    size_bytes: int, runs: Nursery, talks: Path, tmp_path: Path, whole: Any
) -> None:
    db = str(tmp_path / "claims.db")
    Ledger.open(db, create=True).close()
    line = refusal(runs.start(*reads(talks, db), most_bytes=size_bytes).wait())
    assert "disk" in line
    assert "nothing was stored" in line or "sources before are stored whole" in line
    with Ledger.open(db) as ledger:
        assert len(ledger.sources()) < len(list(talks.iterdir()))
    whole(db)


@contextmanager
def small_disk(owner: int) -> Iterator[Path]:
    """A disk of 24 MiB that belongs to a user; the test is skipped where none can be mounted."""
    disk = Path(mkdtemp(prefix="claims-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size=24m,uid={owner},mode=700", "tmpfs", str(disk)]
    done = subprocess.run(command, capture_output=True, check=False) if os.geteuid() == 0 else None
    if done is None or done.returncode:
        disk.rmdir()
        pytest.skip("no right to mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()


def filled_up(disk: Path, left_bytes: int) -> Path:
    """A file that leaves so much room on a disk."""
    free = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - left_bytes))
    return filler


@pytest.mark.parametrize(
    ("left_bytes", "stored"),
    # No room for what comes beside the log; none for the log; some for the log, but not enough.
    [(0, range(1)), (60_000, range(1)), (600_000, range(1, 10))],
)
def test_a_log_that_cannot_grow(
    left_bytes: int, stored: range, runs: Nursery, talks: Path, whole: Any
) -> None:
    with small_disk(os.geteuid()) as disk:
        db = disk / "claims.db"
        Ledger.open(str(db), create=True).close()
        size_bytes = db.stat().st_size
        filler = filled_up(disk, left_bytes)
        line = refusal(runs.run(*reads(talks, str(db))))
        assert "disk is full" in line
        assert "make room on the disk and run the command again" in line
        assert db.stat().st_size == size_bytes
        filler.unlink()
        with Ledger.open(str(db)) as ledger:
            assert len(ledger.sources()) in stored
        whole(str(db))


@contextmanager
def on_a_small_disk(server: str) -> Iterator[tuple[str, Path]]:
    """A new database on a small disk of its own, and the folder that the disk is mounted at."""
    with psycopg_connection(server) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone()
        if not os.path.isdir(folder):
            pytest.skip("the server runs elsewhere")
        name = f"small_{uuid.uuid4().hex}"
        with small_disk(os.stat(folder).st_uid) as disk:
            connection.execute(f"CREATE TABLESPACE {name} LOCATION '{disk}'")
            try:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 TABLESPACE {name}")
                url = make_url(server).set(drivername="postgresql", database=name)
                yield url.render_as_string(hide_password=False), disk
            finally:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                connection.execute(f"DROP TABLESPACE {name}")


def psycopg_connection(server: str) -> Any:
    psycopg = pytest.importorskip("psycopg")
    return psycopg.connect(server, autocommit=True)


@pytest.mark.parametrize("left_bytes", [0, 100_000])
def test_a_full_disk_of_the_server(
    left_bytes: int, postgres_server: str, runs: Nursery, talks: Path, whole: Any
) -> None:
    with on_a_small_disk(postgres_server) as (db, disk):
        Ledger.open(db, create=True).close()
        Ledger.open(db).close()  # the server's cache of the new tables, which needs room too
        filler = filled_up(disk, left_bytes)
        line = refusal(runs.run(*reads(talks, db)))
        assert "No space left on device" in line
        assert "make room on the server's disk" in line
        assert "nothing was stored" in line or "sources before are stored whole" in line
        filler.unlink()
        with Ledger.open(db) as ledger:
            stored = len(ledger.sources())
        assert stored < len(list(talks.iterdir()))
        assert stored == 0 or left_bytes
        whole(db)


@pytest.mark.long
def test_a_turn_that_does_not_come(
    empty_url: str, runs: Nursery, talks: Path, tmp_path: Path, whole: Any
) -> None:
    Ledger.open(empty_url, create=True).close()
    with turn_taken(empty_url):
        begun = [runs.start(*reads(talks, empty_url)), runs.start("reconcile", "--db", empty_url)]
        begin = time.monotonic()
        for run in begun:
            assert "another program is writing to it" in refusal(run.wait())
        assert time.monotonic() - begin > 15
    whole(empty_url)


def waiting_writer(connection: Connection) -> int:
    """The number of the server's process that waits for the turn, when there is one."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        # The activity that a transaction sees is that of its first look.
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
        if (pid := connection.exec_driver_sql(WAITING).scalar()) is not None:
            return int(pid)
        time.sleep(0.02)
    raise AssertionError("nobody waits for the turn")


def test_a_connection_that_is_ended(
    postgres_url: str, runs: Nursery, talks: Path, whole: Any
) -> None:
    Ledger.open(postgres_url, create=True).close()
    with turn_taken(postgres_url) as connection:
        run = runs.start(*reads(talks, postgres_url))
        pid = waiting_writer(connection)
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        line = refusal(run.wait())
        assert "terminating connection" in line
        assert "nothing was stored" in line
    whole(postgres_url)


@pytest.mark.long
@pytest.mark.skipif("CLAIMS_TEST_POSTGRES" in os.environ, reason="that server is not ours to stop")
@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_goes_away_and_comes_back(
    how: str, runs: Nursery, talks: Path, whole: Any
) -> None:
    pytest.importorskip("psycopg")
    server = embedded().get_server(mkdtemp(prefix="claims-pg-"), cleanup_mode="delete")
    db = server.get_uri()
    try:
        with Ledger.open(db, create=True) as ledger:
            with closing(connect(db)) as other, other.engine.connect() as connection:
                other.dialect.begin_write(connection)
                run = runs.start(*reads(talks, db))
                waiting_writer(connection)
                _stop(server, how)
                assert "connection" in refusal(run.wait())
                connection.invalidate()
            for command in (reads(talks, db), ("find", "x", "--db", db), ("verify", "--db", db)):
                assert "check that the server runs" in refusal(runs.run(*command))
            server.ensure_postgres_running()
            assert ledger.sources() == []  # one that was open all the time
            whole(db)
    finally:
        server.cleanup()


def _stop(server: Any, how: str) -> None:
    from pgserver import pg_ctl

    pg_ctl(["-m", how, "-w", "stop"], pgdata=server.pgdata, user=server.system_user)


@pytest.mark.parametrize("engine", ENGINES)
def test_eight_at_once_lose_nothing(
    engine: str, new_database: NewDatabase, runs: Nursery, talks: Path, whole: Any
) -> None:
    with new_database(engine) as db:
        begun = [runs.start(*reads(talks, db)) for _ in range(8)]
        for run in begun:
            ended = run.wait()
            assert (ended.code, ended.err.count("\n")) == (0, 1), ended
        whole(db)
        with Ledger.open(db) as ledger:
            assert ledger.query("SELECT count(*) FROM source")[1] == [(len(list(talks.iterdir())),)]


def test_a_file_that_was_killed_while_it_was_made(
    runs: Nursery, talks: Path, tmp_path: Path, whole: Any
) -> None:
    db = tmp_path / "claims.db"
    db.touch()
    runs.done(*reads(talks, str(db)))
    with Ledger.open(str(db)) as ledger, closing(connect(str(db))) as database:
        assert ledger.sources()
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    whole(str(db))


def test_a_backup_of_a_ledger_that_is_written(
    runs: Nursery, talks: Path, tmp_path: Path, whole: Any
) -> None:
    db = tmp_path / "claims.db"
    Ledger.open(str(db), create=True).close()
    run = runs.start(*reads(talks, str(db)))
    copies = [tmp_path / f"copy-{number}.db" for number in range(5)]
    for copy in copies:
        assert "checked" in runs.done("db", "backup", copy, "--db", db).err
    assert run.wait().code == 0
    for copy in copies:
        whole(str(copy))
