"""The chain of entries: what was altered, removed or moved past the triggers is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from at_once import at_once
from conftest import ENGINES, NewDatabase
from ledger_builders import (
    CONFLICT,
    SIZE_104,
    SIZE_140,
    TALK,
    TALK_CLAIMS,
    claim_in,
    decide,
    document,
    filled,
    imported,
    moved,
    value,
)
from sqlalchemy import Column, Connection, Table, select

from claims.errors import LedgerError
from claims.ledger import Ledger, Problem, finding_store, journal, migrate, store
from claims.ledger import ledger as ledger_module
from claims.ledger.chain import CHAIN_TABLES, FIRST, entry_hash, row_digest, row_key
from claims.ledger.connect import connect
from claims.ledger.rows import to_json
from claims.ledger.schema import metadata
from claims.ledger.verify import verify
from claims.records import Finding, content_hash

ROOT = Path(__file__).parents[2]
TABLES = metadata.sorted_tables
COUNT = "SELECT count(*) FROM ledger_entry"


def fill(db_url: str) -> None:
    """A ledger with rows in every table."""
    with filled(db_url) as ledger:
        run = ledger.start_run("ingest", "2")
        ledger.add_document(moved(TALK, "copy.txt"), TALK_CLAIMS[:2], run)
        ledger.finish_run(run)
        ledger.add_claims([imported(n) for n in "567"], ledger.start_run("import", "1"))
        decide(ledger)


@pytest.fixture(scope="module", params=ENGINES)
def full(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """A full ledger; the tests take back what they do to it."""
    with new_database(request.param) as db:
        fill(db)
        yield db


class _Undone(Exception):
    pass


@contextmanager
def disarmed(db_url: str) -> Iterator[Connection]:
    """A transaction of the database's owner, in which nothing is refused; undone at its end."""
    with (
        suppress(_Undone),
        closing(connect(db_url)) as database,
        database.writing() as connection,
    ):
        run = connection.exec_driver_sql
        if database.dialect.name == "postgresql":
            run("SET LOCAL session_replication_role = replica")
            checks = "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype='c'"
            for table, name in run(checks).fetchall():
                if table in metadata.tables:
                    run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        else:
            run("PRAGMA defer_foreign_keys = ON")
            run("PRAGMA ignore_check_constraints = ON")
            for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                run(f"DROP TRIGGER {name}")
        yield connection
        raise _Undone


def rows_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    columns = [c for c in table.columns if c.computed is None]
    statement = select(*columns).order_by(*table.primary_key.columns)
    return [row._asdict() for row in connection.execute(statement)]


def altered(value: Any) -> Any:
    """A value with another last byte; a digit stays a digit."""
    if isinstance(value, int):
        return value + 1_000
    return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "1"


def faults(connection: Connection) -> list[Problem]:
    return [problem for problem in verify(connection, files=False) if not problem.note]


def named(problems: list[Problem], table: str) -> set[str]:
    return {problem.id for problem in problems if problem.table == table}


def where(table: Table, row: dict[str, Any]) -> Any:
    return [column == row[column.name] for column in table.primary_key.columns]


def test_every_table_has_rows_and_all_of_it_checks(full: str) -> None:
    with disarmed(full) as connection:
        assert all(rows_of(connection, table) for table in TABLES)
    with Ledger.open(full) as ledger:
        assert ledger.verify(files=False) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_one_byte_altered_in_any_column_is_found(full: str, table: Table) -> None:
    for column in table.columns:
        if column.computed is not None:
            continue
        with disarmed(full) as connection:
            rows = rows_of(connection, table)
            row = next((row for row in rows if row[column.name] is not None), rows[0])
            value = row[column.name]
            if value is None:
                value = 0 if column.type.python_type is int else ""
            change = {column.name: altered(value)}
            connection.execute(table.update().where(*where(table, row)).values(change))
            problems = faults(connection)
        keys = {row_key(table, row), row_key(table, row | change)}
        hits = named(problems, table.name) & keys
        if table.name == "ledger_entry_rows" and column.primary_key:
            hits = hits or named(problems, "ledger_entry") & {str(row["entry"])}
        assert hits, (column.name, problems)


COMPUTED = [column for table in TABLES for column in table.columns if column.computed is not None]


@pytest.mark.parametrize("column", COMPUTED, ids=str)
def test_a_computed_column_that_was_altered_is_named(full: str, column: Column[Any]) -> None:
    name, table = column.name, column.table.name
    with disarmed(full) as connection:
        run = connection.exec_driver_sql
        if "://" in full:
            run(f"ALTER TABLE {table} ALTER COLUMN {name} DROP EXPRESSION")
        else:  # as an editor of files does, to whom all columns are alike
            run("PRAGMA writable_schema = ON")
            ((sql,),) = run(f"SELECT sql FROM sqlite_master WHERE name = '{table}'").fetchall()
            base = name.removesuffix("_number")
            plain = sql.replace(f" GENERATED ALWAYS AS (CAST({base} AS NUMERIC)) STORED", "")
            assert plain != sql
            run("UPDATE sqlite_master SET sql = ? WHERE name = ?", (plain, table))
            run("PRAGMA schema_version = 999999")
            run("PRAGMA writable_schema = RESET")
        run(f"UPDATE {table} SET {name} = 7 WHERE {name} IS NOT NULL")
        keys = {row_key(column.table, row) for row in rows_of(connection, column.table)}
        problems = faults(connection)
    what = f"{name} is not what it is computed from"
    found = {problem.id for problem in problems if what == problem.what}
    assert found
    assert found <= keys


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_last_row_that_was_deleted_is_named(full: str, table: Table) -> None:
    with disarmed(full) as connection:
        row = rows_of(connection, table)[-1]
        connection.execute(table.delete().where(*where(table, row)))
        problems = faults(connection)
    owner = table.name if table.name != "ledger_entry_rows" else "ledger_entry"
    key = row_key(table, row) if table.name != "ledger_entry_rows" else str(row["entry"])
    assert key in named(problems, owner), problems


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_all_rows_deleted_are_named(full: str, table: Table) -> None:
    with disarmed(full) as connection:
        keys = {row_key(table, row) for row in rows_of(connection, table)}
        connection.execute(table.delete())
        problems = faults(connection)
    if table.name == "ledger_entry_rows":
        assert "no entry of the chain recorded it" in {problem.what for problem in problems}
    else:
        assert keys <= named(problems, table.name)


def test_a_row_that_was_slipped_in_is_named(full: str) -> None:
    with disarmed(full) as connection:
        connection.exec_driver_sql(
            "INSERT INTO run VALUES ('x', 99, 'ingest', '1', '{}', '2020-01-01')"
        )
        assert named(faults(connection), "run") == {"x"}


def test_entries_that_changed_places_are_named(full: str) -> None:
    with disarmed(full) as connection:
        for table, column in (("ledger_entry", "seq"), ("ledger_entry_rows", "entry")):
            for old, new in ((2, 902), (3, 2), (902, 3)):
                connection.exec_driver_sql(
                    f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}"
                )
        assert named(faults(connection), "ledger_entry") >= {"2", "3"}


def test_claims_of_a_finding_that_changed_places_are_named(full: str) -> None:
    with disarmed(full) as connection:
        for old, new in ((0, 90), (1, 0), (90, 1)):
            connection.exec_driver_sql(
                f"UPDATE finding_claim SET position = {new} WHERE position = {old}"
            )
        problems = faults(connection)
    assert len(named(problems, "finding_claim")) == 2


def test_a_change_that_its_own_entry_covers_is_seen_by_the_next(full: str) -> None:
    """As somebody does who knows the format and recomputes one entry."""
    claim, parts = metadata.tables["claim"], metadata.tables["ledger_entry_rows"]
    with disarmed(full) as connection:
        seq, *_ = _rewrite_entry(connection, claim, parts)
        assert str(seq + 1) in named(faults(connection), "ledger_entry")


def _rewrite_entry(connection: Connection, claim: Table, parts: Table) -> tuple[int, str]:
    """Change the locator of a claim, and the entry that recorded it along with it."""
    entries = metadata.tables["ledger_entry"]
    lists = [r for r in rows_of(connection, parts) if SIZE_104.id in r["rows"]]
    part = next(r for r in lists if r["table_name"] == "claim")
    connection.execute(claim.update().where(claim.c.id == SIZE_104.id).values(passage=1))
    row = next(r for r in rows_of(connection, claim) if r["id"] == SIZE_104.id)
    listed = to_json(json.loads(part["rows"]) | {SIZE_104.id: row_digest(claim, row)})
    digest = hashlib.sha256(listed.encode()).hexdigest()
    connection.execute(
        parts.update().where(*where(parts, part)).values(rows=listed, rows_sha256=digest)
    )
    seq = part["entry"]
    own = [r for r in rows_of(connection, parts) if r["entry"] == seq]
    entry = next(r for r in rows_of(connection, entries) if r["seq"] == seq)
    entry["rows_sha256"] = content_hash({r["table_name"]: r["rows_sha256"] for r in own})
    entry["hash"] = entry_hash(entry)
    connection.execute(entries.update().where(entries.c.seq == seq).values(**entry))
    return seq, entry["hash"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_takes_an_update_or_a_delete(full: str, table: Table) -> None:
    column = next(iter(table.columns)).name
    with closing(connect(full)) as database:
        for statement in (
            f"UPDATE {table.name} SET {column} = {column}",
            f"DELETE FROM {table.name}",
        ):
            said = f"{table.name} is append-only"
            with pytest.raises(LedgerError, match=said), database.writing() as connection:
                connection.exec_driver_sql(statement)


OLD_TABLES = [
    table for table in TABLES if table.name not in {*CHAIN_TABLES, "review", "source_weight"}
]


def test_an_older_ledger_is_taken_into_the_chain_with_all_its_rows(db_url: str) -> None:
    fill(db_url)
    before = _held(db_url)
    migrate.downgrade(db_url, "0001")
    assert migrate.schema_revision(db_url) == "0001"
    migrate.upgrade(db_url)
    assert _held(db_url) == before
    with Ledger.open(db_url) as ledger:
        assert ledger.verify(files=False) == []
        _, rows = ledger.query("SELECT DISTINCT kind FROM ledger_entry")
        assert rows == [("adopt",)]
        ledger.add_claims([imported("8")], ledger.start_run("import", "1"))
        assert ledger.verify(files=False) == []


def _held(db_url: str) -> dict[str, list[dict[str, Any]]]:
    with closing(connect(db_url)) as database, database.reading() as connection:
        return {table.name: rows_of(connection, table) for table in OLD_TABLES}


def test_the_same_again_adds_no_entry(db_url: str) -> None:
    with Ledger.open(db_url, create=True) as ledger:
        counts = []
        for version in ("1", "1", "2", "2"):
            run = ledger.start_run("ingest", version, lazy=True)
            ledger.add_document(TALK, TALK_CLAIMS, run)
            ledger.finish_run(run)
            counts.append(ledger.query(COUNT)[1][0][0])
        assert counts == [2, 2, 3, 3]
        assert ledger.query("SELECT seq, code_version FROM run ORDER BY seq")[1] == [
            (1, "1"),
            (2, "2"),
        ]
        assert ledger.verify(files=False) == []


def test_a_lazy_run_is_written_with_what_it_changes(db_url: str) -> None:
    with filled(db_url) as ledger:
        run = ledger.start_run("ingest", "2", lazy=True)
        count = ledger.query(COUNT)[1]
        ledger.add_document(TALK, TALK_CLAIMS, run)
        assert ledger.query(COUNT)[1] == count
        assert ledger.add_document(TALK, (SIZE_140,), run).claims_withdrawn == 2
        _, rows = ledger.query("SELECT id, kind FROM run ORDER BY seq DESC")
        assert rows[0] == (run, "ingest")
        assert ledger.verify(files=False) == []


def test_what_fails_leaves_no_entry_and_the_run_still_waits(db_url: str) -> None:
    with filled(db_url) as ledger:
        count = ledger.query(COUNT)[1]
        run = ledger.start_run("reconcile", "2", lazy=True)
        ledger.claim(SIZE_104.id)
        with pytest.raises(LedgerError):
            ledger.store_findings([_of_no_claim()], run)
        assert ledger.query(COUNT)[1] == count
        ledger.store_findings([CONFLICT], run)
        assert ledger.query(f"SELECT kind FROM run WHERE id = '{run}'")[1] == [("reconcile",)]
        assert ledger.verify(files=False) == []


def _of_no_claim() -> Finding:
    return replace(CONFLICT, claim_ids=("f" * 64,))


def test_an_entry_says_who_wrote_what(db_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_ACTOR", "Ms. Ågren \udce9")
    with filled(db_url) as ledger:
        _, rows = ledger.query("SELECT seq, actor, kind, counts FROM ledger_entry ORDER BY seq")
        _, hashes = ledger.query("SELECT previous_hash, hash FROM ledger_entry ORDER BY seq")
    who = "Ms. Ågren \\udce9"
    assert rows == [
        (1, who, "run", '{"run":1}'),
        (2, who, "document", '{"claim":3,"document":1,"passage":3,"qualifier":1,"source":1}'),
        (3, who, "run", '{"run":1}'),
        (4, who, "findings", '{"finding":1,"finding_claim":3,"finding_seen":1,"run_end":1}'),
    ]
    assert [row[0] for row in hashes] == [FIRST, *(row[1] for row in hashes[:-1])]


def test_very_many_findings_make_several_entries_of_one_transaction(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding_store, "FINDINGS_AT_ONCE", 1)
    monkeypatch.setattr(finding_store, "ROWS_AN_ENTRY", 6)
    found = [replace(CONFLICT, explanation=f"Digits are exchanged, {n}.") for n in range(3)]
    with filled(db_url) as ledger:
        run = ledger.start_run("reconcile", "2")
        before = ledger.query(COUNT)[1][0][0]
        with pytest.raises(LedgerError):
            ledger.store_findings([*found, _of_no_claim()], run)
        assert ledger.query(COUNT)[1][0][0] == before
        ledger.store_findings(found, run)
        _, rows = ledger.query(f"SELECT counts FROM ledger_entry WHERE seq > {before} ORDER BY seq")
        counts = [json.loads(row[0]) for row in rows]
        assert [sum(count.values()) for count in counts] == [10, 6]
        assert counts[1] == {"finding": 1, "finding_claim": 3, "finding_seen": 1, "run_end": 1}
        assert ledger.verify(files=False) == []


def test_very_many_imported_claims_make_several_entries_of_one_transaction(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ROWS_AN_ENTRY", 2)
    with Ledger.open(db_url, create=True) as ledger:
        run = ledger.start_run("import", "1")
        before = ledger.query(COUNT)[1][0][0]
        # The first comes again, in a later part of the transaction, when its source is known.
        added = ledger.add_claims([imported(n) for n in ("1", "2", "3", "1", "4")], run)
        assert (added.claims_added, added.claims_known) == (4, 1)
        assert ledger.query(COUNT)[1][0][0] == before + 2
        _, rows = ledger.query("SELECT counts FROM ledger_entry ORDER BY seq DESC LIMIT 2")
        assert [json.loads(row[0]).get("claim") for row in rows] == [2, 2]
        assert ledger.verify(files=False) == []


def test_the_first_transactions_of_imported_claims_are_smaller(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "_FIRST_BATCH", 2)
    monkeypatch.setattr(ledger_module, "_IMPORT_BATCH", 5)
    with Ledger.open(db_url, create=True) as ledger:
        claims = [imported(str(n)) for n in range(1, 19)]
        assert ledger.add_claims(claims, ledger.start_run("import", "1")).claims_added == 18
        _, rows = ledger.query("SELECT counts FROM ledger_entry WHERE kind = 'import' ORDER BY seq")
        assert [json.loads(row[0])["claim"] for row in rows] == [2, 4, 5, 5, 2]
        assert ledger.verify(files=False) == []


def test_a_source_of_very_many_rows_makes_several_entries_of_one_transaction(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr(store, "ROWS_AN_ENTRY", 3)
    times = iter(f"2999-01-01T00:00:{second:02}.000Z" for second in range(60))
    with Ledger.open(db_url) as ledger:
        run = ledger.start_run("ingest", "1")
        monkeypatch.setattr(journal, "now", lambda: next(times))
        assert ledger.add_document(TALK, TALK_CLAIMS, run).claims_added == 3
        _, rows = ledger.query(
            "SELECT counts, recorded_at FROM ledger_entry WHERE kind = 'document' ORDER BY seq"
        )
        assert [json.loads(counts) for counts, _ in rows] == [
            {"document": 1, "passage": 1, "source": 1},
            {"claim": 1, "passage": 2},
            {"claim": 2, "qualifier": 1},
        ]
        assert len({time for _, time in rows}) == 1
        assert ledger.verify(files=False) == []


def test_a_fork_of_the_chain_is_refused(db_url: str) -> None:
    fork = (
        "INSERT INTO ledger_entry SELECT 99, recorded_at, actor, kind, counts, rows_sha256, "
        "previous_hash, hash FROM ledger_entry WHERE seq = 2"
    )
    with (
        filled(db_url),
        closing(connect(db_url)) as database,
        pytest.raises(LedgerError, match=r"(?i)unique"),
        database.writing() as connection,
    ):
        connection.exec_driver_sql(fork)


PROCESSES = 8


def write(db: str, number: int, gate: Barrier) -> None:
    """Add twenty sources, of which the other processes add ten as well, all at once."""

    def add(name: str) -> None:
        text = f"Talk {name}.\n" + "".join(f"It has {k} gigabytes.\n" for k in range(5))
        found = document(text, name)
        claims = [claim_in(found, f"{k} gigabytes", value(str(k))) for k in range(5)]
        ledger.add_document(found, claims, run)

    gate.wait()
    with Ledger.open(db, create=True) as ledger:
        run = ledger.start_run("ingest", str(number), lazy=True)
        for n in range(10):
            add(f"own {number} {n}")
            add(f"shared {n}")
        ledger.finish_run(run)


def test_eight_processes_at_once_make_one_chain(db_url: str) -> None:
    at_once(PROCESSES, write, db_url)
    with Ledger.open(db_url) as ledger:
        assert len(ledger.sources()) == 10 * (PROCESSES + 1)
        assert len(list(ledger.claims())) == 50 * (PROCESSES + 1)
        # One entry per source, and one for each run's end.
        count = 10 * (PROCESSES + 1) + PROCESSES
        assert ledger.query("SELECT count(*), max(seq) FROM ledger_entry")[1] == [(count, count)]
        assert ledger.query("SELECT count(*), max(seq) FROM run")[1] == [(PROCESSES, PROCESSES)]
        assert ledger.verify(files=False) == []
