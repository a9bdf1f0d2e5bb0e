"""A ledger goes from engine to engine and back, whole or not at all."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import permutations
from pathlib import Path

import pytest
from conftest import ENGINES, NewDatabase
from ledger_builders import CONFLICT, SIZE_104, TALK, TALK_CLAIMS, decide, filled, imported, moved
from sqlalchemy import Engine, create_engine, func, make_url, select, text

from claims.errors import LedgerError
from claims.ledger import Ledger
from claims.ledger.backup import backup
from claims.ledger.chain import Head, head
from claims.ledger.connect import connect
from claims.ledger.copying import CopiedTable, copy_ledger, table_hash
from claims.ledger.health import examine
from claims.ledger.schema import HEAD, metadata

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "claims"


@pytest.fixture(params=permutations(ENGINES), ids="-".join)
def pair(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[tuple[str, str]]:
    """A full ledger on one engine, and a place for its copy on the other."""
    with ExitStack() as stack:
        source, target = (stack.enter_context(new_database(engine)) for engine in request.param)
        fill(source)
        yield source, target


def fill(db: str) -> None:
    """Rows in every table: withdrawn claims, several places, findings, imports."""
    with filled(db) as ledger:
        run = ledger.start_run("ingest", "2")
        ledger.add_document(moved(TALK, "other.txt"), TALK_CLAIMS[1:], run)
        ledger.finish_run(run)
        exact = ("123456789012345678901234567890.125", "1E+400", "-0.5")
        claims = [imported(number, f"{number} 😀 \u2028 'x' %s") for number in exact]
        more = imported("7", None, qualifiers={"stage": "=1"}, external_id="")
        assert ledger.add_claims([*claims, more], ledger.start_run("import", "1")).refused == ()
        ledger.store_findings([CONFLICT], ledger.start_run("reconcile", "2"))
        decide(ledger)


def hashes(db: str) -> list[CopiedTable]:
    database = connect(db)
    try:
        with database.reading() as connection:
            return [table_hash(connection, table) for table in metadata.sorted_tables]
    finally:
        database.close()


def last_entry(db: str) -> Head:
    database = connect(db)
    try:
        with database.reading() as connection:
            return head(connection)
    finally:
        database.close()


@contextmanager
def raw(db: str) -> Iterator[Engine]:
    """Any other program's way to the database."""
    url = (
        f"sqlite:///{db}" if "://" not in db else make_url(db).set(drivername="postgresql+psycopg")
    )
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def revision(db: str) -> str | None:
    database = connect(db)
    try:
        return database.revision()
    finally:
        database.close()


def test_a_copy_has_everything_and_a_copy_back_is_identical(
    pair: tuple[str, str], new_database: NewDatabase
) -> None:
    source, target = pair
    done = copy_ledger(source, target)
    assert {table.table for table in done.tables} == set(metadata.tables)
    assert all(table.rows for table in done.tables), "the test has no rows in some table"
    assert hashes(source) == hashes(target) == list(done.tables)
    with Ledger.open(source) as before, Ledger.open(target) as copied:
        assert list(copied.claims()) == list(before.claims())
        assert copied.findings() == before.findings() != []
        assert copied.source(TALK.source.id) == before.source(TALK.source.id)
        assert copied.find("gigabytes") == before.find("gigabytes") != []
        assert copied.verify(files=False) == before.verify(files=False) == []
        last = "SELECT seq, hash FROM ledger_entry ORDER BY seq DESC LIMIT 1"
        assert copied.query(last) == before.query(last)
        assert before.query(last)[1] == [tuple(done.head)]
    with new_database("sqlite" if "://" not in source else "postgresql") as back:
        assert copy_ledger(target, back).tables == done.tables
        assert hashes(back) == hashes(source)


def test_the_hash_sees_any_change(new_database: NewDatabase) -> None:
    with new_database("sqlite") as db:
        fill(db)
        before = hashes(db)
        with raw(db) as engine, engine.begin() as link:
            link.execute(text("DROP TRIGGER claim_no_update"))
            link.execute(text("UPDATE claim SET speaker = 'x' WHERE id = :id"), {"id": SIZE_104.id})
        changed = [a.table for a, b in zip(before, hashes(db), strict=True) if a != b]
        assert changed == ["claim"]


def test_a_copy_goes_on_as_a_ledger(pair: tuple[str, str]) -> None:
    source, target = pair
    at_the_end = copy_ledger(source, target).head
    with Ledger.open(target, create=True) as ledger:
        again = ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "3"))
        assert (again.source_is_new, again.claims_added) == (False, 0)
        assert ledger.add_claims([imported("8")], ledger.start_run("import", "3")).claims_added == 1
        _, rows = ledger.query("SELECT seq, previous_hash FROM ledger_entry ORDER BY seq")
        assert (at_the_end.seq + 1, at_the_end.hash) in rows
        assert len(rows) > at_the_end.seq
        assert ledger.verify(files=False) == []
    with (
        raw(target) as engine,
        pytest.raises(Exception, match="append-only"),
        engine.begin() as link,
    ):
        link.execute(text("DELETE FROM claim"))


def test_a_target_that_is_not_empty_is_left_alone(pair: tuple[str, str]) -> None:
    source, target = pair
    with Ledger.open(target, create=True) as ledger:
        ledger.add_claims([imported("9")], ledger.start_run("import", "1"))
    before = hashes(target)
    with pytest.raises(LedgerError, match=r"not empty: .*--to"):
        copy_ledger(source, target, restart=True)
    assert hashes(target) == before
    assert revision(target) == HEAD
    with pytest.raises(LedgerError, match="not empty"):
        copy_ledger(source, source)


def test_an_empty_ledger_is_an_empty_target(pair: tuple[str, str]) -> None:
    source, target = pair
    Ledger.open(target, create=True).close()
    copy_ledger(source, target)
    assert hashes(target) == hashes(source)


def test_one_entry_is_enough_to_be_no_empty_target(pair: tuple[str, str]) -> None:
    source, target = pair
    with Ledger.open(target, create=True) as ledger:
        ledger.start_run("ingest", "1")
    with pytest.raises(LedgerError, match="not empty"):
        copy_ledger(source, target)
    assert last_entry(target).seq == 1


def test_a_change_past_the_triggers_is_copied_and_seen_in_the_copy(pair: tuple[str, str]) -> None:
    source, target = pair
    trigger = "ALTER TABLE claim DISABLE TRIGGER ALL"
    if "://" not in source:
        trigger = "DROP TRIGGER claim_no_update"
    with raw(source) as engine, engine.begin() as link:
        link.execute(text(trigger))
        link.execute(text("UPDATE claim SET speaker = 'x' WHERE id = :id"), {"id": SIZE_104.id})
    copy_ledger(source, target)
    with Ledger.open(source) as before, Ledger.open(target) as copied:
        faults = copied.verify(files=False)
        *same, dropped = before.verify(files=False)
        assert faults == same
        assert dropped.where == "the triggers"  # a copy has its own
        assert "it was changed after it was written" in {fault.what for fault in faults}


def test_a_database_of_something_else_is_refused(pair: tuple[str, str]) -> None:
    source, target = pair
    with raw(target) as engine, engine.begin() as link:
        link.execute(text("CREATE TABLE invoice (id INTEGER)"))
    with pytest.raises(LedgerError, match="something else"):
        copy_ledger(source, target)
    with raw(target) as engine, engine.connect() as link:
        assert connect(target).dialect.tables(link) == {"invoice"}


def test_without_a_ledger_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at"):
        copy_ledger(str(tmp_path / "missing.db"), str(tmp_path / "new.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_takes_the_copy_away(pair: tuple[str, str]) -> None:
    source, target = pair
    if "://" in source:
        statement = "UPDATE claim SET canonical_lo = NULL, modality = 'sure' WHERE unit = 'GPU'"
        setup = ["ALTER TABLE claim DISABLE TRIGGER ALL",
                 "ALTER TABLE claim DROP CONSTRAINT ck_claim_modality"]  # fmt: skip
    else:
        statement = "UPDATE claim SET modality = 'sure' WHERE unit = 'GPU'"
        setup = ["DROP TRIGGER claim_no_update", "PRAGMA ignore_check_constraints = ON"]
    with raw(source) as engine, engine.begin() as link:
        for line in (*setup, statement):
            link.execute(text(line))
    with pytest.raises(LedgerError, match="modality"):
        copy_ledger(source, target)
    if "://" in target:
        assert revision(target) is None
    else:
        assert not list(Path(target).parent.iterdir())


KILLED = """
import os, sys
from claims.ledger import copying
def batches(connection, table, read=copying._batches):
    if table.name == "claim":
        print("now", flush=True)
        sys.stdin.read()
    yield from read(connection, table)
copying._batches = batches
copying.copy_ledger(sys.argv[1], sys.argv[2])
"""


def test_a_killed_copy_is_no_ledger_and_can_be_made_again(pair: tuple[str, str]) -> None:
    source, target = pair
    command = [sys.executable, "-c", KILLED, source, target]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"now\n"
        os.kill(process.pid, signal.SIGKILL)
    again = r"unfinished copy.* claims copy --to .* --restart"
    for use in (lambda: Ledger.open(target, create=True), lambda: copy_ledger(source, target)):
        with pytest.raises(LedgerError, match=again):
            use()
    assert "--restart" in (examine(target).problem or "")
    if "://" not in target:
        with pytest.raises(LedgerError, match=again):
            backup(target, target + ".backup")
    copy_ledger(source, target, restart=True)
    assert hashes(target) == hashes(source)
    assert last_entry(target) == last_entry(source)


def test_who_opened_the_target_before_the_copy_began_writes_nothing_into_it(
    pair: tuple[str, str],
) -> None:
    source, target = pair
    with Ledger.open(target, create=True) as early:
        command = [sys.executable, "-c", KILLED, source, target]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"now\n"
            with pytest.raises(LedgerError, match="unfinished copy"):
                early.add_claims([imported("9")], early.start_run("import", "1", lazy=True))
            process.communicate()
        assert process.returncode == 0
        assert hashes(target) == hashes(source)
        assert early.add_claims([imported("9")], early.start_run("import", "1")).claims_added == 1
        assert early.verify(files=False) == []


def test_rows_written_meanwhile_are_not_half_copied(new_database: NewDatabase) -> None:
    """A copy is of one moment: the foreign keys hold, whatever is added while it is made."""
    with new_database("sqlite") as source, new_database("sqlite") as target:
        with filled(source) as ledger:
            command = [sys.executable, "-c", KILLED, source, target]
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as process:
                assert process.stdout is not None
                assert process.stdout.readline() == b"now\n"
                ledger.add_claims([imported("9")], ledger.start_run("import", "1"))
                process.communicate()
            assert process.returncode == 0
        with raw(target) as engine, engine.connect() as link:
            claim = metadata.tables["claim"]
            assert link.scalar(select(func.count()).select_from(claim)) == len(TALK_CLAIMS)
        with Ledger.open(target) as copied:
            assert copied.verify(files=False) == []
        assert last_entry(target).seq < last_entry(source).seq


def test_only_the_journal_the_chain_and_the_copy_insert_rows() -> None:
    """Whatever else inserted rows would insert them past the chain; the check of SQLite's full-text
    index fills a copy of that."""
    trees = {path.name: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    inserting = {name for name, tree in trees.items() if any(map(_inserts, ast.walk(tree)))}
    assert inserting == {"chain.py", "postgresql.py", "sqlite.py", "sqlite_check.py"}
    asking = {name for name, tree in trees.items() if any(map(_asks_dialect, ast.walk(tree)))}
    assert asking == {"copying.py", "journal.py"}


def _asks_dialect(node: ast.AST) -> bool:
    """A call of ``….dialect.insert``, the engines' own ways."""
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return name.endswith("dialect.insert")


def _inserts(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
        return "insert" in {alias.name for alias in node.names}
    sql = str(node.value) if isinstance(node, ast.Constant) else ""
    return re.match(r"\s*(INSERT\b.*\bINTO|COPY\b.*\bFROM)\b", sql, re.DOTALL) is not None
