"""Somebody else's ledger: who may only read it reads all of it, also what was just written."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from claims.errors import LedgerError
from claims.ledger import Ledger

NOBODY = 65534


def as_second_user(action: Callable[[], Any]) -> Any:
    """What ``action`` gives in a process that may not write what others own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = action()
        except BaseException:
            said = traceback.format_exc()
        os.write(writer, json.dumps(said).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    with open(reader, encoding="utf-8") as stream:
        return json.load(stream)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A ledger in a folder that only its keeper may write."""
    with TemporaryDirectory(prefix="claims-") as name:
        folder = Path(name)
        Ledger.open(str(folder / "claims.db"), create=True).close()
        (folder / "claims.db").chmod(0o444)
        folder.chmod(0o555)
        yield folder / "claims.db"
        folder.chmod(0o755)


def runs_of(db: Path) -> list[str]:
    with Ledger.open(str(db)) as ledger:
        return [row[0] for row in ledger.query("SELECT code_version FROM run ORDER BY seq")[1]]


def refusal_of_writing(db: Path) -> str:
    with Ledger.open(str(db), timeout_s=0.2) as ledger:
        try:
            ledger.start_run("ingest", "by another")
        except LedgerError as error:
            return str(error)
    return "written"


def test_a_reader_who_may_not_write(shared: Path) -> None:
    assert as_second_user(lambda: runs_of(shared)) == []
    assert "cannot be written; check the permissions" in as_second_user(
        lambda: refusal_of_writing(shared)
    )
    with Ledger.open(str(shared)) as ledger:
        assert ledger.verify() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_a_reader_sees_what_the_keeper_just_wrote(shared: Path) -> None:
    with Ledger.open(str(shared)) as ledger:  # what is new stands in the write-ahead log
        ledger.start_run("ingest", "by the keeper")
        assert shared.with_name("claims.db-wal").stat().st_size
        assert as_second_user(lambda: runs_of(shared)) == ["by the keeper"]
    assert as_second_user(lambda: runs_of(shared)) == ["by the keeper"]
