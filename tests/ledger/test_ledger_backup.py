"""Copies of a ledger: whole, checked, and never in the place of something else unasked."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from ledger_builders import CONFLICT, filled
from sqlalchemy import make_url

from claims.errors import LedgerError
from claims.ledger import Ledger
from claims.ledger.backup import backup


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_a_ledger_with_all_that_was_in_it(db: Path, tmp_path: Path) -> None:
    with Ledger.open(str(db)) as ledger:  # in use: what is new stands in the write-ahead log
        ledger.start_run("ingest", "1")
        made = backup(str(db), str(tmp_path / "copy.db"))
        claims = list(ledger.claims())
        runs = ledger.query("SELECT * FROM run ORDER BY seq")
    assert names(tmp_path) == ["claims.db", "copy.db"]
    assert made.size_bytes == (tmp_path / "copy.db").stat().st_size
    with Ledger.open(made.path) as copy:
        assert list(copy.claims()) == claims
        assert copy.query("SELECT * FROM run ORDER BY seq") == runs
        assert copy.findings() == [CONFLICT]
        assert copy.verify(files=False) == []
        assert copy.schema_revision() == made.revision
        copy.start_run("ingest", "1")


def test_a_copy_while_another_writes_is_of_one_moment(db: Path, tmp_path: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        with Ledger.open(str(db)) as ledger:
            while not ended.is_set():
                ledger.finish_run(ledger.start_run("ingest", "1"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(10):
            made = backup(str(db), str(tmp_path / f"{number}.db"))
            with Ledger.open(made.path) as copy:
                assert copy.verify(files=False) == []
                ((runs, ends),) = copy.query(
                    "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM run_end)"
                )[1]
                assert 0 <= runs - ends <= 3
    finally:
        ended.set()
        writer.join()


def test_nothing_is_overwritten_unasked(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(LedgerError, match="--overwrite"):
        backup(str(db), str(target))
    assert target.read_text() == "precious"
    (tmp_path / "dangling.db").symlink_to(tmp_path / "nowhere")
    (tmp_path / "left.db-wal").write_text("of another database")
    for name in ("dangling.db", "left.db"):
        with pytest.raises(LedgerError, match="something already"):
            backup(str(db), str(tmp_path / name))
    made = backup(str(db), str(target), overwrite=True)
    with Ledger.open(made.path) as copy:
        assert copy.findings() == [CONFLICT]


@pytest.mark.parametrize("overwrite", [True, False])
def test_the_ledger_itself_and_folders_are_no_targets(
    db: Path, tmp_path: Path, overwrite: bool
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(db)
    before = db.read_bytes()
    for target in (db, link):
        with pytest.raises(LedgerError, match="is the ledger itself"):
            backup(str(db), str(target), overwrite=overwrite)
    with pytest.raises(LedgerError, match="name a file"):
        backup(str(db), str(tmp_path), overwrite=overwrite)
    with pytest.raises(LedgerError, match="no folder"):
        backup(str(db), str(tmp_path / "none" / "copy.db"), overwrite=overwrite)
    with pytest.raises(LedgerError, match="no ledger at"):
        backup(str(tmp_path / "nothing.db"), str(tmp_path / "copy.db"), overwrite=overwrite)
    assert db.read_bytes() == before
    assert names(tmp_path) == ["claims.db", "link.db"]


def test_a_damaged_ledger_is_not_passed_on(db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim'")
        ((size,),) = connection.execute("PRAGMA page_size")
    with db.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * 200)
    with pytest.raises(LedgerError, match="damaged"):
        backup(str(db), str(tmp_path / "copy.db"))
    assert names(tmp_path) == ["claims.db"]


def test_a_full_disk_leaves_nothing(db: Path, tmp_path: Path) -> None:
    script = (
        "import resource, sys\n"
        "from claims.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "main(sys.argv[1:])\n"
    )
    command = ["db", "backup", str(tmp_path / "copy.db"), "--db", str(db)]
    done = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 2
    assert done.stderr.startswith("claims: ")
    assert done.stderr.count("\n") == 1
    assert "disk" in done.stderr
    assert "copy.db" not in names(tmp_path)
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_postgresql_has_its_own_way(postgres_url: str, tmp_path: Path) -> None:
    url = make_url(postgres_url).set(password="x").render_as_string(hide_password=False)
    with filled(postgres_url), pytest.raises(LedgerError) as caught:
        backup(url, str(tmp_path / "copy.db"))
    command = str(caught.value).partition("use: ")[2]
    assert command.startswith("pg_dump --format=custom --file=FILE 'postgresql://")
    assert "***" not in command
    assert names(tmp_path) == []
