"""Queries by an analyst: they read, and can do nothing else."""

from __future__ import annotations

import sqlite3
import time
import tracemalloc
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ENGINES, NewDatabase
from ledger_builders import CONFLICT, SIZE_104, TALK, filled
from sqlalchemy import URL, make_url

from claims.errors import QueryError
from claims.ledger import Ledger, Limits
from claims.ledger.dialect.parameters import to_psycopg


@pytest.fixture(scope="module", params=ENGINES)
def ledger(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Ledger]:
    """A ledger that only queries are put to: it is the same after each of them."""
    with new_database(request.param) as db, filled(db) as ledger:
        yield ledger


def test_the_views_answer_without_a_join(ledger: Ledger) -> None:
    columns, rows = ledger.query(
        "SELECT value_text, unit, source_title, published FROM claim_view "
        "WHERE attribute = 'file_size' ORDER BY canonical_lo_number DESC"
    )
    assert columns == ["value_text", "unit", "source_title", "published"]
    assert rows == [
        ("140 gigabytes", "gigabyte", "A talk on models", "2023-11-23"),
        ("104 gigabytes", "gigabyte", "A talk on models", "2023-11-23"),
    ]
    assert ledger.query("SELECT title, claims, passages FROM source_view")[1] == [
        ("A talk on models", 3, 3)
    ]
    contradiction = (
        "SELECT finding_id, group_number, value_text, likely_value FROM contradiction_view "
        "ORDER BY group_number"
    )
    assert ledger.query(contradiction)[1] == [
        (CONFLICT.id, 0, "140 gigabytes", "140000000000"),
        (CONFLICT.id, 1, "104 gigabytes", "140000000000"),
    ]
    assert ledger.query("SELECT kind, likely_cause, claims FROM finding_view")[1] == [
        ("conflict", "digit transposition", 3)
    ]


def test_parameters_are_bound_by_name(ledger: Ledger) -> None:
    sql = "SELECT claim_id, ':subject 100%' FROM claim_view WHERE value_text LIKE :text || '%'"
    assert ledger.query(sql, {"text": "104"})[1] == [(SIZE_104.id, ":subject 100%")]
    hostile = {"text": "' OR 1=1; DROP TABLE claim; --"}
    assert ledger.query(sql, hostile)[1] == []
    with pytest.raises(QueryError, match="cannot be answered"):
        ledger.query(sql, {"other": "104"})
    with pytest.raises(QueryError, match=r"no value for :text; give one with -p text=VALUE"):
        ledger.query(sql)
    with pytest.raises(QueryError, match=r":tex does not stand in it; its parameters are :text"):
        ledger.query(sql, {"text": "104", "tex": "104"})
    with pytest.raises(QueryError, match="it has no parameters"):
        ledger.query("SELECT ':text'", {"text": "104"})
    with pytest.raises(QueryError, match="UTF-8"):
        ledger.query(sql, {"text": "\udcff"})


def test_a_text_is_compared_with_numbers_as_a_number(ledger: Ledger) -> None:
    sql = "SELECT value_text FROM claim_view WHERE lo_number > :least ORDER BY 1 LIMIT :most"
    assert ledger.query(sql, {"least": "99", "most": 1})[1] == [("104 gigabytes",)]
    counted = "SELECT 1 WHERE (SELECT count(*) FROM claim_view) > :least"
    assert ledger.query(counted, {"least": Decimal("2.5")})[1] == [(1,)]
    assert ledger.query(counted, {"least": 3})[1] == []


def test_no_more_rows_are_read_than_asked_for(ledger: Ledger) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    for first in (0, 1, 1000, 2500):
        rows = ledger.query(endless, limits=Limits(rows=2500, first=first))[1]
        assert rows == [(number,) for number in range(1, first + 1)]


@pytest.mark.parametrize("sql", ["SELECT ?", "SELECT ?1", "SELECT @a", "SELECT $a", "SELECT :1"])
def test_another_form_of_parameter_is_named(tmp_path: Path, sql: str) -> None:
    with filled(str(tmp_path / "claims.db")) as ledger:
        for params in ({}, {"b": "x"}):
            asked = sql + (" + :b" if params else "")
            with pytest.raises(QueryError, match="a parameter that is not written as :NAME"):
                ledger.query(asked, params)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("a = :b", "a = %(b)s"),
        ("a::text", "a::text"),
        ("'it''s :b' -- :c\n:d /* :e */", "'it''s :b' -- :c\n%(d)s /* :e */"),
        ("\":b\" LIKE '%x' % 2", "\":b\" LIKE '%%x' %% 2"),
        ("$$ :b $$ $a$ :c $$ $a$ :d", "$$ :b $$ $a$ :c $$ $a$ %(d)s"),
    ],
)
def test_parameters_in_the_driver_s_form(sql: str, expected: str) -> None:
    assert to_psycopg(sql) == expected


REFUSED = [
    "INSERT INTO run VALUES ('x', 9, 'ingest', '1', '{}', 'now')",
    "UPDATE claim SET subject = 'x'",
    "DELETE FROM finding",
    "DROP VIEW claim_view",
    "CREATE TABLE t (x TEXT)",
    "CREATE TEMP TABLE t AS SELECT 1",
    "SELECT 1; SELECT 2",
    "SELECT 1; DELETE FROM finding",
    "COMMIT",
    "ROLLBACK; DELETE FROM finding",
    "",
    "-- nothing",
    "SELEC 1",
    "SELECT * FROM nowhere",
    "WITH gone AS (DELETE FROM finding RETURNING id) SELECT * FROM gone",
]
REFUSED_SQLITE = [
    "ATTACH '{folder}/new.db' AS other",
    "VACUUM INTO '{folder}/new.db'",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = OFF",
    "PRAGMA query_only = OFF",
    "SELECT load_extension('x')",
    "SELECT writefile('{folder}/new.db', 'x')",
    "SELECT length(randomblob(1000000000))",
    "SELECT length(zeroblob(1000000000))",
    "EXPLAIN DELETE FROM finding",
    "SELECT '" + "x" * 200_000 + "'",
    "SELECT '\0'",
    "REINDEX",
    "DETACH main",
    "PRAGMA table_info(claim)",
    "PRAGMA data_version = 1",
    "SELECT * FROM pragma_table_info('claim')",
    "SELECT readfile('/etc/passwd')",
    "SELECT fts3_tokenizer('x')",
    "CREATE TEMP TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END",
    "SAVEPOINT x",
    "ANALYZE",
]
REFUSED_POSTGRESQL = [
    "COPY (SELECT 1) TO '{folder}/new.db'",
    "COPY (SELECT 1) TO PROGRAM 'touch {folder}/new.db'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT nextval('x')",
    "SET default_transaction_read_only = off",
    "SET TRANSACTION READ WRITE",
    "DO $$ BEGIN DELETE FROM finding; END $$",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT query_to_xml('DELETE FROM finding', true, true, '')",
    "SELECT pg_terminate_backend(pg_backend_pid())",
    "COPY claim FROM PROGRAM 'touch {folder}/new.db'",
    "COPY claim FROM '/etc/passwd'",
    "SELECT * FROM pg_read_binary_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT * FROM pg_stat_file('/etc/passwd')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT lo_export(1, '{folder}/new.db')",
    "SELECT lo_from_bytea(0, 'x')",
    "CREATE EXTENSION dblink",
    "LOAD 'auto_explain'",
    "SET ROLE postgres",
    "RESET ROLE",
    "EXPLAIN ANALYZE DELETE FROM finding",
    "SELECT set_config('role', 'none', true), pg_read_file('/etc/passwd')",
    "SELECT SET_CONFIG('role', 'none', true), "
    "ts_stat('select to_tsvector(pg_read_file(''/etc/passwd''))')",
    "SELECT \"set_config\"('role', 'none', true)",
    "SELECT U&\"set\\005fconfig\"('role', 'none', true)",
    "SELECT * FROM ts_stat('select to_tsvector(pg_read_file(''/etc/passwd''))')",
    "SELECT table_to_xml('pg_authid', true, true, '')",
    "SELECT '" + "x" * 200_000 + "'",
]


def _refuse(ledger: Ledger, sql: str, folder: Path) -> None:
    before = sorted(folder.iterdir())
    with pytest.raises(QueryError) as caught:
        ledger.query(sql.replace("{folder}", str(folder)))
    assert len(str(caught.value).splitlines()) == 1
    assert sorted(folder.iterdir()) == before
    assert ledger.findings() == [CONFLICT]
    assert ledger.query("SELECT count(*) FROM claim_view")[1] == [(3,)]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_not_one_select_is_refused(ledger: Ledger, sql: str, tmp_path: Path) -> None:
    _refuse(ledger, sql, tmp_path)


def test_sqlite_gives_nothing_but_rows(tmp_path: Path) -> None:
    with filled(str(tmp_path / "claims.db")) as ledger:
        for sql in REFUSED_SQLITE:
            _refuse(ledger, sql, tmp_path)


def test_postgresql_gives_nothing_but_rows(postgres_url: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with filled(postgres_url) as ledger:
        for sql in REFUSED_POSTGRESQL:
            _refuse(ledger, sql, tmp_path)


def test_a_query_ends_in_time(ledger: Ledger) -> None:
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"more than 0\.5 s"):
        ledger.query(endless, limits=Limits(seconds=0.5))
    assert time.monotonic() - begun < 5


def test_a_query_cannot_give_itself_more_time(postgres_url: str) -> None:
    # A role without rights may change its settings; what it fetches later is timed all the same.
    with filled(postgres_url) as ledger, _role(postgres_url) as url, Ledger.open(url) as limited:
        slow = (
            "SELECT set_config('statement_timeout', '0', true), i, "
            "CASE WHEN i > 1000 THEN pg_sleep(0.01) END FROM generate_series(1, 2500) i"
        )
        assert ledger.findings() == [CONFLICT]
        begun = time.monotonic()
        for sql in (slow, "SELECT pg_sleep(60)"):
            with pytest.raises(QueryError, match="more than 1 s"):
                limited.query(sql, limits=Limits(seconds=1))
        assert time.monotonic() - begun < 5


@contextmanager
def _role(url: str) -> Iterator[str]:
    """The URL of the same database for a role that may only read."""
    name = f"claims_{uuid.uuid4().hex}"
    plain = make_url(url).set(drivername="postgresql")
    with psycopg_of(plain) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x' IN ROLE pg_read_all_data")
        try:
            yield plain.set(username=name, password="x").render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP ROLE {name}")


def psycopg_of(url: URL) -> Any:
    import psycopg

    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def test_full_text_search_works_in_a_query(tmp_path: Path) -> None:
    db = tmp_path / "claims.db"
    with filled(str(db)):
        pass
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(quote)")
        connection.execute("INSERT INTO words SELECT quote FROM claim")
    with Ledger.open(str(db)) as ledger:
        sql = "SELECT count(*) FROM words WHERE words MATCH :words"
        assert ledger.query(sql, {"words": "104"})[1] == [(1,)]


def test_a_query_gives_no_more_than_the_limits(ledger: Ledger) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with pytest.raises(QueryError, match="more than 5000 rows"):
        ledger.query(sql, limits=Limits(rows=5000))
    with pytest.raises(QueryError, match="more than 100 characters"):
        ledger.query("SELECT quote, quote, quote FROM claim_view", limits=Limits(characters=100))
    with pytest.raises(QueryError, match=r"more than 100 characters|too big"):
        ledger.query(f"SELECT '{'x' * 60}' || '{'x' * 60}'", limits=Limits(value_bytes=100))


def test_wide_rows_are_not_read_before_they_are_counted(ledger: Ledger) -> None:
    # A thousand of them take a gigabyte.
    sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        f"SELECT replace('{'x' * 1000}', 'x', '{'y' * 1000}') FROM n"
    )
    tracemalloc.start()
    try:
        with pytest.raises(QueryError, match="more than 5000000 characters"):
            ledger.query(sql, limits=Limits(characters=5_000_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000


def test_nothing_of_a_query_stays_behind(postgres_url: str) -> None:
    with filled(postgres_url) as ledger:
        ledger.query("SELECT pg_advisory_lock(7204515090112)")
        assert ledger.find("104")[0].id == SIZE_104.id
        assert ledger.add_document(TALK, (), ledger.start_run("ingest", "1")).claims_withdrawn == 3
