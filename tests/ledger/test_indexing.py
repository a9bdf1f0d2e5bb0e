"""A large import into a small ledger makes the indexes of claims at its end."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from conftest import NewDatabase
from ledger_builders import imported
from sqlalchemy import make_url, text

from claims.cli.checks import checks
from claims.errors import LedgerError
from claims.ledger import Ledger, indexing
from claims.ledger import ledger as ledger_module
from claims.ledger.connect import Database, connect
from claims.ledger.migrate import check
from claims.ledger.records import Added
from claims.records import Claim

DEFINITIONS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')",
    "postgresql": "SELECT indexname, tablename, indexdef FROM pg_indexes "
    "WHERE schemaname = current_schema()",
}
Look = Callable[[], None]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "_FIRST_BATCH", 3)
    monkeypatch.setattr(ledger_module, "_IMPORT_BATCH", 3)
    monkeypatch.setattr(indexing, "SMALL", 10)


@pytest.fixture
def database(db_url: str) -> Iterator[Database]:
    """A second way into the ledger."""
    opened = connect(db_url, timeout_s=5)
    yield opened
    opened.close()


def names(database: Database) -> set[str]:
    """All that an import does without; on PostgreSQL full text as well."""
    found = set(indexing.made_later(database.dialect))
    assert ("claim_search" in found) == (database.dialect.name == "postgresql")
    return found


def there(database: Database) -> set[str]:
    """Those of the indexes of claims that are there."""
    with database.reading() as connection:
        return names(database) & database.dialect.indexes(connection)


def definitions(database: Database) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        found = connection.exec_driver_sql(DEFINITIONS[database.dialect.name])
        return sorted(tuple(row) for row in found)


def add(ledger: Ledger, count: int, look: Look = lambda: None, first: int = 1) -> Added:
    """Import so many claims, and look at something before the fifth is read."""

    def claims() -> Iterator[Claim]:
        for number in range(count):
            if number == 4:
                look()
            yield imported(str(first + number))

    return ledger.add_claims(claims(), ledger.start_run("import", "1"))


def test_it_goes_without_them_and_leaves_them_as_they_were(db_url: str, database: Database) -> None:
    before, during = definitions(database), []

    def look() -> None:
        during.append(there(database))
        with Ledger.open(db_url) as other:
            assert len(other.find(subject="Falcon 9", attribute="mass")) == 3
            assert len(other.find("falcon")) == 3
            assert other.verify(files=False) == []

    with Ledger.open(db_url) as ledger:
        assert add(ledger, 8, look).claims_added == 8
        assert during == [set()]
        assert definitions(database) == before
        assert check(db_url) == []
        assert len(ledger.find(subject="Falcon 9")) == 8
        assert ledger.verify(files=False) == []


def test_a_small_import_and_a_large_ledger_keep_them(db_url: str, database: Database) -> None:
    during = []
    with Ledger.open(db_url) as ledger:
        add(ledger, 2)
        assert there(database) == names(database)
        add(ledger, 8, first=3)
        add(ledger, 8, lambda: during.append(there(database)), first=11)
    assert during == [names(database)]


def test_an_import_that_is_broken_off_makes_them(db_url: str, database: Database) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with Ledger.open(db_url) as ledger:
        with pytest.raises(KeyboardInterrupt):
            add(ledger, 8, stop)
        assert len(ledger.find("falcon")) == 3
    assert there(database) == names(database)


def test_after_one_that_was_killed_the_next_that_writes_makes_them(
    db_url: str, database: Database
) -> None:
    before = definitions(database)
    with Ledger.open(db_url) as ledger:
        add(ledger, 8)
        indexing._set_aside(database)
        assert there(database) == set()
        assert len(ledger.find(subject="Falcon 9")) == 8
        assert ledger.verify(files=False) == []
        notes = {found.name: found for found in checks(db_url, [], "none")}
        assert set(notes["missing indexes"].value.split(", ")) == names(database)
        assert notes["missing indexes"].state == "note"
        ledger.review("reject", [imported("1").id], "wrong", code_version="1")
        assert definitions(database) == before
        assert ledger.verify(files=False) == []
    assert "missing indexes" not in {found.name for found in checks(db_url, [], "none")}


def test_another_that_writes_meanwhile_makes_them_and_nothing_is_lost(
    db_url: str, database: Database
) -> None:
    before = definitions(database)

    def write() -> None:
        with Ledger.open(db_url) as other:
            assert there(database) == set()
            add(other, 2, first=100)
        assert there(database) == names(database)

    with Ledger.open(db_url) as ledger:
        assert add(ledger, 8, write).claims_added == 8
        assert len(ledger.find("falcon")) == 10
        assert ledger.verify(files=False) == []
    assert definitions(database) == before


def test_two_large_ones_at_once(db_url: str, database: Database) -> None:
    before = definitions(database)

    def one(first: int) -> None:
        with Ledger.open(db_url) as ledger:
            add(ledger, 30, first=first)

    both = [threading.Thread(target=one, args=(first,)) for first in (1, 16)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    with Ledger.open(db_url) as ledger:
        assert len(ledger.find("falcon")) == 45
        assert ledger.verify(files=False) == []
    assert definitions(database) == before


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Database]:
    """A ledger on PostgreSQL."""
    Ledger.open(postgres_url, create=True).close()
    opened = connect(postgres_url)
    yield opened
    opened.close()


def test_where_somebody_reads_they_stay(postgres: Database, postgres_url: str) -> None:
    during = []
    with postgres.reading() as reader, Ledger.open(postgres_url) as ledger:
        reader.execute(text("SELECT count(*) FROM claim"))
        add(ledger, 8, lambda: during.append(there(postgres)))
    assert during == [names(postgres)]


def test_who_writes_without_asking_is_waited_for_no_longer_than_for_others(
    postgres: Database, postgres_url: str
) -> None:
    indexing._set_aside(postgres)
    waiting = connect(postgres_url, timeout_s=1)
    with postgres.engine.connect() as other, other.begin():
        other.execute(text("LOCK TABLE claim IN ROW EXCLUSIVE MODE"))
        with pytest.raises(LedgerError, match="another program is writing"):
            indexing.complete(waiting)
    indexing.complete(waiting)
    assert there(waiting) == names(waiting)
    waiting.close()


def test_a_role_with_one_connection_makes_them_one_after_another(
    postgres: Database, postgres_url: str
) -> None:
    before = definitions(postgres)
    indexing._set_aside(postgres)
    with _writer(postgres_url) as url:
        role = str(make_url(url).username)
        with postgres.writing() as own:
            own.exec_driver_sql(f"ALTER ROLE {role} CONNECTION LIMIT 1")
            own.exec_driver_sql(f"ALTER TABLE claim OWNER TO {role}")
            own.exec_driver_sql(f"GRANT CREATE ON SCHEMA public TO {role}")
        try:
            only = connect(url)
            indexing.complete(only)
            only.close()
        finally:
            with postgres.writing() as own:
                own.exec_driver_sql("ALTER TABLE claim OWNER TO CURRENT_USER")
    assert definitions(postgres) == before


def test_a_role_that_does_not_own_the_tables_does_without(
    postgres: Database, postgres_url: str
) -> None:
    during = []
    with _writer(postgres_url) as url:
        with Ledger.open(url) as ledger:
            add(ledger, 8, lambda: during.append(there(postgres)))
        indexing._set_aside(postgres)
        with Ledger.open(url) as ledger:
            add(ledger, 2, first=9)
            assert len(ledger.find(subject="Falcon 9")) == 10
    assert during == [names(postgres)]
    assert there(postgres) == set()


@contextmanager
def _writer(url: str) -> Iterator[str]:
    """The URL of the same database for a role that may read and add."""
    import psycopg

    name = f"claims_{uuid.uuid4().hex}"
    plain = make_url(url).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as own:
        own.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")  # type: ignore[arg-type]
        own.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {name}")  # type: ignore[arg-type]
        try:
            yield plain.set(username=name, password="x").render_as_string(hide_password=False)
        finally:
            own.execute(f"DROP OWNED BY {name}")  # type: ignore[arg-type]
            own.execute(f"DROP ROLE {name}")  # type: ignore[arg-type]


def test_what_fails_in_the_import_is_what_is_said(
    new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LedgerError("no room")

    def stop() -> None:
        monkeypatch.setattr(indexing, "complete", fail)
        raise LedgerError("the first")

    with (
        new_database("sqlite") as db,
        Ledger.open(db, create=True) as ledger,
        pytest.raises(LedgerError, match="the first"),
    ):
        add(ledger, 8, stop)
