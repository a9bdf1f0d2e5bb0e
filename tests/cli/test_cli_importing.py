"""Long files of ready claims, which further processes read."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from claims.cli import importing
from claims.ledger import Ledger
from cli.cli_runner import done, run

pytestmark = pytest.mark.long  # each process loads the packs


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty lines, two of which are no claims, that count as a long file."""
    monkeypatch.setattr(importing, "PART", 5)
    monkeypatch.setattr(importing, "ALONE", 2)
    monkeypatch.setattr(importing, "MOST_READERS", 2)
    path = tmp_path / "claims.jsonl"
    with path.open("w") as stream:
        for n in range(60):
            claim = {"source": f"{n % 7}.txt", "quote": f"it has {n} stars", "lo": n, "hi": n}
            stream.write("{\n" if n == 3 else "{}\n" if n == 47 else json.dumps(claim) + "\n")
    return path


def test_a_long_file_gives_the_claims_of_a_short_one_in_order(
    ready: Path, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run("ingest", "--claims", ready, "--db", db_url)
    assert told.code == 2
    *refusals, said = told.err.splitlines()
    assert [line.split(": ")[1] for line in refusals] == [f"{ready}:4", f"{ready}:48"]
    assert "58 claims added" in said
    monkeypatch.setattr(importing, "ALONE", 1_000)
    alone = str(tmp_path / "alone.db")
    run("ingest", "--claims", ready, "--db", alone)
    with Ledger.open(db_url) as there, Ledger.open(alone) as here:
        rows = "SELECT id, content_sha256, search_text FROM claim ORDER BY id"
        assert there.query(rows) == here.query(rows)
        assert there.verify() == []
    assert "58 known already" in run("ingest", "--claims", ready, "--db", db_url).err


def test_a_reader_that_is_killed_ends_in_one_line(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = importing._Reader.__init__

    def start_and_kill(self: importing._Reader, path: str, packs: list[str], name: str) -> None:
        start(self, path, packs, name)
        pid = self._process.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    monkeypatch.setattr(importing._Reader, "__init__", start_and_kill)
    told = run("ingest", "--claims", ready, "--db", tmp_path / "claims.db")
    assert told.code == 2
    assert told.err.splitlines()[-1].endswith("was killed; try again")
    assert "Traceback" not in told.err
    with Ledger.open(str(tmp_path / "claims.db")) as ledger:
        assert ledger.verify() == []
    monkeypatch.setattr(importing._Reader, "__init__", start)
    run("ingest", "--claims", ready, "--db", tmp_path / "claims.db")
    assert len(done("find", "stars", "--json", "--db", tmp_path / "claims.db").json) == 58
