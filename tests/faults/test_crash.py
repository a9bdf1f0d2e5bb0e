"""Runs that are killed at random moments: what is left verifies, and the next run goes on.

`CLAIMS_CRASH_SEED` repeats the moments of an earlier run, as far as the machine does.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from old_ledgers import OLD_REVISIONS, restore

from claims.ledger.schema import HEAD
from faults.nursery import Ended, Nursery, Run

SEED = int(os.environ.get("CLAIMS_CRASH_SEED") or secrets.randbelow(10**6))
KILLS = 50
FEWER_KILLS = 8
IMPORTED = 5_600  # several transactions' worth

pytestmark = [pytest.mark.long, pytest.mark.parametrize("engine", ENGINES)]


@pytest.fixture
def moments(request: pytest.FixtureRequest) -> Random:
    """Random moments; the seed is printed, which pytest shows when the test fails."""
    print(f"CLAIMS_CRASH_SEED={SEED}")
    return Random(f"{SEED} {request.node.name}")


class Storm:
    """Starts a command again and again and kills it within the time that it takes."""

    def __init__(self, start: Callable[[], Run], moments: Random, usual_s: float) -> None:
        self._start, self._moments, self._usual_s = start, moments, usual_s
        self.kills = 0

    def strike(self) -> Ended:
        """One run, killed at a random moment if it does not end before."""
        begin = time.monotonic()
        ended = self._start().kill_after(self._moments.uniform(0, self._usual_s))
        assert ended.killed or ended.code == 0, ended
        if not ended.killed:  # a machine that was busy is less so now
            self._usual_s = (self._usual_s + time.monotonic() - begin) / 2
        self.kills += ended.killed
        return ended


def timed(runs: Nursery, *arguments: object) -> float:
    """How long a command takes, which must end well."""
    begin = time.monotonic()
    runs.done(*arguments)
    return time.monotonic() - begin


def exported(runs: Nursery, db: str, folder: Path) -> str:
    """All claims of a ledger, which are in the same order and the same bytes in every ledger."""
    target = folder / "exported.jsonl"
    runs.done("export", "-o", target, "--db", db)
    return target.read_text("utf-8")


def check(runs: Nursery, db: str) -> bool:
    """Whether there is a ledger; one that is there must verify."""
    ended = runs.run("verify", "--strict", "--db", db)
    if ended.code == 2:
        assert ended.err.startswith("claims: no ledger at "), ended
        return False
    assert (ended.code, ended.err) == (0, "everything checks\n"), ended
    return True


def test_ingest(
    engine: str, new_database: NewDatabase, runs: Nursery, talks: Path, moments: Random,
    tmp_path: Path,
) -> None:  # fmt: skip
    ingest = ("ingest", talks, "--spacy-model", "none", "--db")
    with new_database(engine) as db:
        usual_s = timed(runs, *ingest, db)
        expected = exported(runs, db, tmp_path)
    kills = found = resumed = 0
    # Until it also struck in the middle, not only before the first source or after the last.
    while kills < KILLS or (min(found / KILLS, resumed) < 1 / 3 and kills < 4 * KILLS):
        with new_database(engine) as db:
            storm = Storm(lambda db=db: runs.start(*ingest, db), moments, usual_s)  # type: ignore[misc]
            while storm.strike().killed:
                found += check(runs, db)
            again = runs.done(*ingest, db)
            assert f"{len(list(talks.iterdir()))} known already, 0 claims added" in again.err
            assert check(runs, db)
            assert exported(runs, db, tmp_path) == expected
            resumed += _broken_runs(runs, db) > 0
            kills += storm.kills
    assert found >= KILLS / 3, (found, kills)
    assert resumed


def _broken_runs(runs: Nursery, db: str) -> int:
    query = "SELECT count(*) AS n FROM run WHERE id NOT IN (SELECT run_id FROM run_end)"
    return int(json.loads(runs.done("sql", query, "--json", "--db", db).out)[0]["n"])


def test_import(
    engine: str, new_database: NewDatabase, runs: Nursery, moments: Random, tmp_path: Path
) -> None:
    lines = tmp_path / "claims.jsonl"
    lines.write_text("".join(json.dumps(_line(n)) + "\n" for n in range(IMPORTED)), "utf-8")
    ingest = ("ingest", "--claims", lines, "--db")
    with new_database(engine) as db:
        usual_s = timed(runs, *ingest, db)
        expected = exported(runs, db, tmp_path)
    kills = 0
    while kills < FEWER_KILLS:
        with new_database(engine) as db:
            storm = Storm(lambda db=db: runs.start(*ingest, db), moments, usual_s)  # type: ignore[misc]
            while storm.strike().killed:
                check(runs, db)
            assert check(runs, db)
            assert exported(runs, db, tmp_path) == expected
            runs.done("db", "check", "--db", db)  # with the indexes that an import makes last
            kills += storm.kills


def _line(number: int) -> dict[str, Any]:
    return {
        "source": f"list-{number % 7}", "source_id": f"{number % 7:064x}",
        "value_text": f"{number} gigabytes", "quote": f"File {number} has {number} gigabytes.",
        "lo": number, "hi": number, "unit": "gigabyte", "subject": f"File {number}",
        "attribute": "file_size", "modifier": "exact", "modality": "asserted",
        "qualifiers": {"dtype": "int8"}, "confidence": 0.5,
    }  # fmt: skip


def test_reconcile(
    engine: str, new_database: NewDatabase, runs: Nursery, talks: Path, moments: Random
) -> None:
    with new_database(engine) as db, new_database(engine) as other:
        for place in (db, other):
            runs.done("ingest", talks, "--spacy-model", "none", "--db", place)
        usual_s = timed(runs, "reconcile", "--db", other)
        findings = ("findings", "--json", "--db")
        expected = runs.done(*findings, other).out
        assert len(json.loads(expected)) > 3
        storm = Storm(lambda: runs.start("reconcile", "--db", db), moments, usual_s)
        ended = False
        while storm.kills < FEWER_KILLS:
            ended |= not storm.strike().killed
            assert check(runs, db)
            held = runs.done(*findings, db).out
            assert held == expected or (not ended and json.loads(held) == [])
            ended |= held == expected
        runs.done("reconcile", "--db", db)
        assert runs.done(*findings, db).out == expected


def test_copy(
    engine: str, new_database: NewDatabase, runs: Nursery, talks: Path, moments: Random
) -> None:
    with new_database("sqlite") as db:
        runs.done("ingest", talks, "--spacy-model", "none", "--db", db)
        runs.done("reconcile", "--db", db)
        with new_database(engine) as target:
            usual_s = timed(runs, "copy", "--db", db, "--to", target)
        kills = unfinished = 0
        while kills < FEWER_KILLS or (not unfinished and kills < 10 * FEWER_KILLS):
            with new_database(engine) as target:
                start = ("copy", "--restart", "--db", db, "--to", target)
                storm = Storm(lambda start=start: runs.start(*start), moments, usual_s)  # type: ignore[misc]
                while storm.strike().killed:
                    assert check(runs, db)
                    state = runs.run("verify", "--db", target)
                    if state.code == 0:  # it was killed after its last step
                        break
                    assert state.code == 2
                    assert "unfinished copy" in state.err or "no ledger at" in state.err, state
                    unfinished += "unfinished copy" in state.err
                assert _last_entry(runs, target) == _last_entry(runs, db)
                assert check(runs, target)
                kills += storm.kills
        assert unfinished


def _last_entry(runs: Nursery, db: str) -> str:
    query = "SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1"
    return runs.done("sql", query, "--db", db).out


def test_upgrade(engine: str, new_database: NewDatabase, runs: Nursery, moments: Random) -> None:
    old = OLD_REVISIONS[0]
    with new_database(engine) as db:
        restore(db, old)
        usual_s = timed(runs, "db", "upgrade", "--db", db)
    kills = 0
    while kills < FEWER_KILLS:
        with new_database(engine) as db:
            restore(db, old)
            storm = Storm(lambda db=db: runs.start("db", "upgrade", "--db", db), moments, usual_s)  # type: ignore[misc]
            while storm.strike().killed:
                if runs.done("db", "current", "--db", db).out.strip() == HEAD:
                    break
                assert runs.done("db", "current", "--db", db).out.strip() == old
            runs.done("db", "upgrade", "--db", db)
            runs.done("verify", "--db", db)
            kills += storm.kills
