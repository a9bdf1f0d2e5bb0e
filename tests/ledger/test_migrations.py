"""The schema: made, agreed with the models, and taken away again."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from claims.errors import LedgerError
from claims.ledger import Ledger, migrate
from claims.ledger.connect import connect
from claims.ledger.schema import HEAD, REVISIONS, metadata

VIEWS = ("claim_view", "contradiction_view", "finding_view", "source_view")


def test_upgrade_makes_what_the_models_say_and_downgrade_removes_it(empty_url: str) -> None:
    assert migrate.upgrade(empty_url) == HEAD
    assert migrate.schema_revision(empty_url) == HEAD
    assert migrate.check(empty_url) == []
    database = connect(empty_url)
    with database.reading() as connection:
        assert set(metadata.tables) < database.dialect.tables(connection)
    migrate.downgrade(empty_url, "base")
    assert migrate.schema_revision(empty_url) is None
    with database.reading() as connection:
        assert database.dialect.tables(connection) == {"alembic_version"}
    database.close()
    assert migrate.upgrade(empty_url) == HEAD


def test_a_ledger_with_earlier_words_gets_those_of_today(empty_url: str) -> None:
    migrate.upgrade(empty_url, REVISIONS[-2])
    database = connect(empty_url)
    words = "SELECT relation, name, meaning FROM schema_view"
    with database.writing() as connection:
        expected = set(connection.exec_driver_sql(words))
        connection.exec_driver_sql("DROP VIEW schema_view")
        connection.exec_driver_sql(
            "CREATE VIEW schema_view (relation, kind, position, name, meaning) AS "
            "VALUES ('ledger_entry', 'table', 0, NULL, 'One entry per write transaction')"
        )
        if database.dialect.name == "postgresql":
            connection.exec_driver_sql("COMMENT ON TABLE ledger_entry IS 'One entry per …'")
    migrate.upgrade(empty_url)
    with database.reading() as connection:
        assert set(connection.exec_driver_sql(words)) == expected
    database.close()
    assert migrate.check(empty_url) == []


def test_alembic_finds_nothing_to_add(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    database = connect(empty_url)
    with database.writing() as connection:
        command.check(migrate.configuration(connection))
    database.close()


def test_upgrading_twice_changes_nothing(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    with Ledger.open(empty_url) as ledger:
        run = ledger.start_run("ingest", "1", {})
    migrate.upgrade(empty_url)
    with Ledger.open(empty_url) as ledger:
        assert ledger.query("SELECT id FROM run") == (["id"], [(run,)])


def test_the_known_revisions_are_those_of_the_migrations(tmp_path: Path) -> None:
    path = str(tmp_path / "claims.db")
    migrate.upgrade(path)
    database = connect(path)
    with database.reading() as connection:
        scripts = ScriptDirectory.from_config(migrate.configuration(connection))
    database.close()
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_current_head() == HEAD


def test_views_have_the_same_columns_on_both_engines(postgres_url: str, tmp_path: Path) -> None:
    columns = []
    for url in (postgres_url, str(tmp_path / "claims.db")):
        with Ledger.open(url, create=True) as ledger:
            columns.append([ledger.query(f"SELECT * FROM {view}")[0] for view in VIEWS])
    assert columns[0] == columns[1]


def test_tables_are_strict_on_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    migrate.upgrade(str(path))
    connection = sqlite3.connect(path)
    strict = dict(
        connection.execute("SELECT name, strict FROM pragma_table_list WHERE type='table'")
    )
    mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert all(strict[name] for name in metadata.tables)
    assert mode == ("wal",)


def _claim_checks(path: Path) -> dict[str, str]:
    """The checks of a claim by their columns, as an SQLite file has them."""
    with closing(sqlite3.connect(path)) as connection:
        (made,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'claim'"
        ).fetchone()
    return dict(re.findall(r"CONSTRAINT ck_claim_(\w+) CHECK \((.*)\), ?\n", made))


def _is_taken(check: str, column: str, text: str | None) -> bool:
    """Whether a check of a column takes a text: it refuses only what is false."""
    with closing(sqlite3.connect(":memory:")) as connection:
        asked = f"SELECT {check} FROM (SELECT ? AS {column})"
        return connection.execute(asked, (text,)).fetchone() != (0,)


def test_the_cheaper_checks_of_claims_take_and_refuse_the_same(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    migrate.upgrade(str(path), "0007")
    before = _claim_checks(path)
    migrate.upgrade(str(path))
    after = _claim_checks(path)
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 8
    assert before.keys() == after.keys()
    texts = (
        None, "", "0", "12", "-12", "--1", "1.5", "-1.5", ".5", "5.", "1.2.3", ".", "-", "-.",
        "1-2", "1e5", "NaN", "Infinity", "0x1F", "1_000", "+5", " 1", "1 ", "1\n", "１２", "12a",
        "a12", "asserted", "Asserted", "asserted ", "negated", "exact", "range",
        "roughly",
    )  # fmt: skip
    for name in changed:
        column = name.removesuffix("_digits")
        taken = [_is_taken(after[name], column, text) for text in texts]
        assert taken == [_is_taken(before[name], column, text) for text in texts], name
        assert {True, False} == set(taken)
    migrate.downgrade(str(path), "0007")
    assert _claim_checks(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_postgresql_does_not_compress_the_lists_of_the_chain(empty_url: str) -> None:
    database = connect(empty_url, create=True)
    if database.dialect.name != "postgresql":
        pytest.skip("SQLite compresses nothing")
    stored = (
        "SELECT attstorage::text FROM pg_catalog.pg_attribute "
        "WHERE attrelid = 'ledger_entry_rows'::regclass AND attname = 'rows'"
    )
    for revision, expected in (("0008", "x"), ("0009", "e")):
        migrate.upgrade(empty_url, revision)
        with database.reading() as connection:
            assert connection.exec_driver_sql(stored).scalar() == expected
    migrate.downgrade(empty_url, "0008")
    with database.reading() as connection:
        assert connection.exec_driver_sql(stored).scalar() == "x"
    database.close()


def _set_revision(empty_url: str, revision: str) -> None:
    database = connect(empty_url)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    database.close()


def test_a_ledger_of_a_newer_schema_is_refused(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    _set_revision(empty_url, "9999")
    for use in (lambda: Ledger.open(empty_url), lambda: migrate.upgrade(empty_url)):
        with pytest.raises(LedgerError, match=r"newer schema \(9999, here .*newer version"):
            use()
    assert migrate.check(empty_url) == [f"the schema is 9999, this program's is {HEAD}"]


def test_a_ledger_of_an_older_schema_says_how_to_upgrade(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate.upgrade(empty_url)
    monkeypatch.setattr("claims.ledger.connect.REVISIONS", ("0000", *REVISIONS))
    _set_revision(empty_url, "0000")
    with pytest.raises(LedgerError, match="claims db upgrade --db "):
        Ledger.open(empty_url)


def test_a_database_of_something_else_is_left_alone(empty_url: str) -> None:
    database = connect(empty_url, create=True)
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE holiday (day TEXT)")
    database.close()
    for use in (lambda: Ledger.open(empty_url, create=True), lambda: migrate.upgrade(empty_url)):
        with pytest.raises(LedgerError, match="something else, not a ledger"):
            use()
    with pytest.raises(LedgerError, match=r"no ledger|something else"):
        migrate.downgrade(empty_url, "base")
