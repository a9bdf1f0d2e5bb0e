"""`verify` names what is wrong with a ledger's database beside its rows: indexes and views."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from ledger_builders import filled
from sqlalchemy import make_url

from claims.ledger import Ledger
from claims.ledger.connect import connect
from claims.ledger.migrate import views_made
from claims.ledger.records import Problem

# What `find` and the analysts read, with a claim less.
LYING = (
    "DROP VIEW contradiction_view",
    "CREATE VIEW contradiction_view AS SELECT * FROM claim_view WHERE subject <> 'Llama 2 70B'",
)


def execute(db_url: str, *statements: str) -> None:
    with closing(connect(db_url)) as database, database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def problems(db_url: str) -> list[Problem]:
    with Ledger.open(db_url) as ledger:
        return ledger.verify(files=False)


def test_every_view_but_that_of_words_is_compared(db_url: str) -> None:
    with Ledger.open(db_url) as ledger:
        sql = "SELECT DISTINCT relation FROM schema_view WHERE kind = 'view'"
        assert {row[0] for row in ledger.query(sql)[1]} == views_made().keys() | {"schema_view"}
        assert ledger.verify() == []


def test_a_view_that_shows_something_else_is_named(db_url: str) -> None:
    execute(db_url, *LYING)
    (problem,) = problems(db_url)
    assert (problem.table, problem.note) == ("contradiction_view", False)
    assert "altered or is gone" in problem.what


def test_a_view_that_went_is_named(db_url: str) -> None:
    execute(db_url, "DROP VIEW evidence_view")
    assert [problem.table for problem in problems(db_url)] == ["evidence_view"]


def test_a_view_that_others_read_is_named_where_it_cannot_be_read(db_url: str) -> None:
    gone = ["consensus_view", "contradiction_view", "finding_view", "current_finding"]
    cascade = [f"DROP VIEW {view}" for view in ["finding_review", *gone]]
    execute(db_url, *cascade, "CREATE VIEW current_finding AS SELECT 'none' AS finding")
    assert {problem.table for problem in problems(db_url)} == {*gone, "finding_review"}


def test_a_reader_without_rights_is_told_that_views_were_not_compared(postgres_url: str) -> None:
    with filled(postgres_url):
        pass
    role = f"claims_{uuid.uuid4().hex}"
    url = make_url(postgres_url)
    execute(
        postgres_url,
        f"CREATE ROLE {role} LOGIN PASSWORD 'x' IN ROLE pg_read_all_data",
        f"REVOKE TEMP ON DATABASE {url.database} FROM PUBLIC",
    )
    try:
        reader = url.set(username=role, password="x").render_as_string(hide_password=False)
        (problem,) = problems(reader)
        assert problem.note
        assert "could not be compared" in problem.what
        assert "***" in problem.id
    finally:
        execute(postgres_url, f"DROP ROLE {role}")


def test_an_index_that_misses_a_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page_bytes = connection.execute("PRAGMA page_size").fetchone()[0]
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_claim_subject_attribute_id'"
        start = (connection.execute(root).fetchone()[0] - 1) * page_bytes
    data = bytearray(path.read_bytes())
    place = data.index(b"Llama 2 70B", start, start + page_bytes)
    data[place : place + 5] = b"Lhama"
    path.write_bytes(data)
    (problem,) = problems(str(path))
    assert problem.table == "database"
    assert "ix_claim_subject_attribute_id" in problem.what


def test_an_index_that_the_server_does_not_trust_is_named(postgres_url: str) -> None:
    with filled(postgres_url):
        pass
    execute(
        postgres_url,
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_claim_run_id'::regclass",
    )
    (problem,) = problems(postgres_url)
    assert "ix_claim_run_id is not valid" in problem.what


def _with_another_letter(connection: sqlite3.Connection) -> None:
    """A word of the index with another letter, all else as it was."""
    (page, block), *_ = connection.execute(
        "SELECT id, block FROM claim_search_data WHERE instr(block, CAST('llama' AS BLOB))"
    )
    statement = "UPDATE claim_search_data SET block = ? WHERE id = ?"
    connection.execute(statement, (block.replace(b"llama", b"lhama"), page))


def _with_another_tokenizer(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'unicode61', 'porter unicode61') "
        "WHERE name = 'claim_search'"
    )


INDEX_CHANGES = {
    "a letter": _with_another_letter,
    "the tokenizer": _with_another_tokenizer,
    "a page that is gone": "DELETE FROM claim_search_data WHERE id > 10",
    "where words begin": "UPDATE claim_search_idx SET term = CAST('0zz' AS BLOB)",
    "a form of later times": "UPDATE claim_search_config SET v = 9 WHERE k = 'version'",
    "a part that is gone": "DROP TABLE claim_search_idx",
    "a word more": "INSERT INTO claim_search (rowid, search_text) VALUES (2, ' sparrow ')",
    "a claim less": (
        "INSERT INTO claim_search (claim_search, rowid, search_text) "
        "SELECT 'delete', rowid, search_text FROM claim WHERE rowid = 3"
    ),
    "claims exchanged": (
        "INSERT INTO claim_search (claim_search) VALUES ('delete-all'); "
        "INSERT INTO claim_search (rowid, search_text) SELECT 4 - rowid, search_text FROM claim"
    ),
    "no word": "INSERT INTO claim_search (claim_search) VALUES ('delete-all')",
    "no index": "DROP TABLE claim_search",
}


@pytest.mark.parametrize("change", INDEX_CHANGES.values(), ids=INDEX_CHANGES.keys())
def test_an_index_that_holds_other_words_is_named(
    tmp_path: Path, change: str | Callable[[sqlite3.Connection], None]
) -> None:
    path = str(tmp_path / "claims.db")
    with filled(path) as ledger:
        assert ledger.verify(files=False) == []
    with closing(sqlite3.connect(path)) as connection:
        if isinstance(change, str):
            connection.executescript(change)
        else:
            change(connection)
        connection.commit()
    found = [problem for problem in problems(path) if problem.table == "claim_search"]
    assert found
    assert not any(problem.note or "\n" in problem.what for problem in found)


def test_the_index_is_checked_while_another_program_writes(tmp_path: Path) -> None:
    path = str(tmp_path / "claims.db")
    with filled(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO claim_search (rowid, search_text) VALUES (9, ' sparrow ')")
        assert problems(path) == []
        writer.execute("ROLLBACK")


def test_a_server_never_answers_by_an_index_of_other_claims(postgres_url: str) -> None:
    with filled(postgres_url) as ledger:
        before = [ledger.find(word) for word in ("llama", "gpus", "140")]
    execute(
        postgres_url,
        f"ALTER DATABASE {make_url(postgres_url).database} SET enable_seqscan = off",
        "DROP INDEX claim_search",
        "CREATE INDEX claim_search ON claim USING gin (CAST(search_text AS tsvector)) "
        "WHERE lo = '104'",
    )
    with Ledger.open(postgres_url) as ledger:
        assert [ledger.find(word) for word in ("llama", "gpus", "140")] == before
    assert all(before)
