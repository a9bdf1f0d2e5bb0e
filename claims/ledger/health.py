"""What a ledger's database is and holds, as far as it can be told without reading it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.ledger.connect import UNFINISHED, Database, connect, unfinished
from claims.ledger.dialect import dialect_of
from claims.ledger.indexing import missing
from claims.ledger.schema import HEAD, REVISIONS

COUNTED = ("source", "claim", "finding", "run")


@dataclass(frozen=True, slots=True)
class Health:
    """A database: ``label`` is its path or URL without a password.

    ``revision`` is ``None`` where there is no ledger yet, and ``exists`` is not set where there
    is no database either. ``facts`` are what the engine says of itself (version, journal mode),
    ``counts`` the rows of the main tables, ``unindexed`` the indexes that a broken off import left
    out.
    """

    engine: str
    label: str
    exists: bool = False
    revision: str | None = None
    foreign: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    unindexed: tuple[str, ...] = ()

    @property
    def problem(self) -> str | None:
        """What is wrong with the schema and what to do about it, in one line."""
        if self.foreign:
            return "a database of something else; name another with --db"
        if self.revision in (None, HEAD):
            return None
        if self.revision == UNFINISHED:
            return unfinished(self.label)
        if self.revision in REVISIONS:
            return f"older than this program's {HEAD}; run: claims db upgrade --db {self.label}"
        return f"newer than this program's {HEAD}; install a newer version of claims"


def examine(db: str | None, *, timeout_s: float = 10) -> Health:
    """The health of the database at ``db``; nothing is made and nothing written.

    Raises :class:`claims.errors.LedgerError` when it cannot be used at all.
    """
    dialect = dialect_of(db, timeout_s)
    if dialect.missing():
        return Health(dialect.name, dialect.label)
    database = connect(db, timeout_s=timeout_s)
    try:
        revision = database.revision()
        return Health(
            dialect.name,
            dialect.label,
            exists=True,
            revision=revision,
            foreign=revision is None and database.holds_other_tables(),
            facts=_facts(database),
            counts={} if revision is None else _counts(database),
            unindexed=_unindexed(database) if revision == HEAD else (),
        )
    finally:
        database.close()


def _facts(database: Database) -> dict[str, str]:
    with database.reading() as connection:
        return database.dialect.facts(connection)


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        known = database.dialect.tables(connection)
        return {
            name: int(connection.exec_driver_sql(f"SELECT COUNT(*) FROM {name}").scalar_one())
            for name in COUNTED
            if name in known
        }


def _unindexed(database: Database) -> tuple[str, ...]:
    with database.reading() as connection:
        return tuple(missing(connection, database.dialect))
