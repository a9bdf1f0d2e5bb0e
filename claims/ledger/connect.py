"""Opening the database of a ledger, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from claims.errors import LedgerError, UnstorableError
from claims.ledger.dialect import Dialect, dialect_of
from claims.ledger.dialect.sqlite import WRITING
from claims.ledger.schema import HEAD, REVISIONS, metadata

VERSION_TABLE = "alembic_version"
UNFINISHED = "unfinished"
"""Stands in place of the schema revision while a ledger is copied into a database."""
TIMEOUT_S = 30.0
"""How long a writer waits for another, unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database that can be read and written in transactions."""

    dialect: Dialect
    engine: Engine

    @property
    def label(self) -> str:
        """The path or URL, without any password."""
        return self.dialect.label

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction: what it sees stays as it is until its end."""
        with self._errors(), self.engine.connect() as connection:
            if self.dialect.name == "postgresql":
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, one at a time; rolled back when anything goes wrong."""
        with self._errors(), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITING: True})
            if self.dialect.name == "postgresql":
                # What is read after the wait for the turn must show what others committed.
                connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                self.dialect.begin_write(connection)
                yield connection

    def revision(self) -> str | None:
        """The schema revision, or ``None`` where there is no ledger."""
        with self.reading() as connection:
            return self.revision_in(connection)

    def revision_in(self, connection: Connection) -> str | None:
        """The schema revision as a transaction sees it."""
        if VERSION_TABLE not in self.dialect.tables(connection):
            return None
        rows = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}")
        return next((str(row[0]) for row in rows), None)

    def holds_other_tables(self) -> bool:
        """Whether there are tables in the database, of which some are not a ledger's."""
        with self.reading() as connection:
            tables = self.dialect.tables(connection)
        return bool(tables - set(metadata.tables) - {VERSION_TABLE})

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
            kind = UnstorableError if _is_about_rows(error) else LedgerError
            raise kind(self.dialect.explain(cause)) from error
        except UnicodeDecodeError as error:
            raise LedgerError(
                f"{self.label}: text in it is no UTF-8: the database is damaged; "
                "restore it from a copy"
            ) from error


def _is_about_rows(error: SQLAlchemyError) -> bool:
    """Whether a database that is well refused what it was given: too large, out of range."""
    limit = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "").startswith("54")
    return limit or isinstance(error, (DataError, IntegrityError))


def connect(db: str | None, *, create: bool = False, timeout_s: float = TIMEOUT_S) -> Database:
    """The database at ``db``; made first, if it is missing and ``create`` is set.

    ``timeout_s`` is how long to wait for another writer.
    Raises :class:`LedgerError` when it is missing otherwise or cannot be used.
    """
    dialect = dialect_of(db, timeout_s)
    if create:
        dialect.create()
    elif dialect.missing():
        raise LedgerError(no_ledger(dialect.label))
    return Database(dialect, dialect.engine())


def open_ledger(db: str | None, *, create: bool, timeout_s: float) -> Database:
    """The database at ``db`` with a ledger of this program's schema in it.

    With ``create`` a ledger is made in an empty or missing database. Raises
    :class:`LedgerError` for a ledger of another schema and for what is no ledger.
    """
    database = connect(db, create=create, timeout_s=timeout_s)
    try:
        if check_revision(database, allow_empty=create) is None:
            from claims.ledger.migrate import upgrade_database

            upgrade_database(database)
    except BaseException:
        database.close()
        raise
    return database


def no_ledger(label: str) -> str:
    """What to say, and to do, where there is no ledger."""
    return f"no ledger at {label}; make one with: claims ingest PATH… --db {label}"


def unfinished(label: str) -> str:
    """What to say, and to do, where a copy came to no end."""
    return (
        f"{label} holds an unfinished copy of a ledger; throw it away and copy again with: "
        f"claims copy --to {label} --restart"
    )


def check_revision(database: Database, *, allow_empty: bool) -> str | None:
    """The schema revision, which must be this program's; with ``allow_empty`` also ``None``, that
    of a database without any tables. Raises :class:`LedgerError` for everything else."""
    revision = known_revision(database)
    if revision is not None or not allow_empty:
        require_head(database.label, revision)
    return revision


def known_revision(database: Database) -> str | None:
    """The schema revision, which may be an older one; ``None`` for a database without any tables.

    Raises :class:`LedgerError` for a newer one, an unfinished copy, and what is no ledger.
    """
    revision = database.revision()
    if revision is not None:
        _require_known(database.label, revision)
    elif database.holds_other_tables():
        raise LedgerError(
            f"{database.label} is a database of something else, not a ledger; "
            "name another with --db"
        )
    return revision


def require_head(label: str, revision: str | None) -> None:
    """Raise :class:`LedgerError` for any schema revision but this program's, with what to do."""
    if revision == HEAD:
        return
    if revision is None:
        raise LedgerError(no_ledger(label))
    _require_known(label, revision)
    raise LedgerError(
        f"{label} is a ledger of an older schema ({revision}, now {HEAD}); "
        f"bring it up to date with: claims db upgrade --db {label}"
    )


def _require_known(label: str, revision: str) -> None:
    if revision == UNFINISHED:
        raise LedgerError(unfinished(label))
    if revision not in REVISIONS:
        raise LedgerError(
            f"{label} is a ledger of a newer schema ({revision}, here {HEAD}); "
            "install a newer version of claims"
        )
