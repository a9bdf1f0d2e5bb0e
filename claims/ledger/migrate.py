"""Bringing a ledger's schema from one revision to another, with Alembic.

Alembic is imported only when something here is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import LedgerError
from claims.ledger.connect import Database, connect, known_revision, no_ledger
from claims.ledger.dialect.types import SEARCH_INDEX
from claims.ledger.schema import HEAD, metadata

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection


def schema_revision(db: str | None) -> str | None:
    """The schema revision of the ledger at ``db``, ``None`` for an empty database.

    Raises :class:`LedgerError` when there is no database or it cannot be used.
    """
    database = connect(db)
    try:
        return database.revision()
    finally:
        database.close()


def upgrade(db: str | None, revision: str = HEAD) -> str:
    """Bring the ledger at ``db`` up to ``revision``, making it if need be; gives the revision.

    Raises :class:`LedgerError` for a ledger that is newer than this program.
    """
    database = connect(db, create=True)
    try:
        known_revision(database)
        upgrade_database(database, revision)
        return revision
    finally:
        database.close()


def downgrade(db: str | None, revision: str) -> None:
    """Take the ledger at ``db`` back to ``revision`` (``base`` removes it with all it holds)."""
    from alembic import command

    database = connect(db)
    try:
        if known_revision(database) is None:
            raise LedgerError(no_ledger(database.label))
        with database.writing() as connection:
            command.downgrade(configuration(connection), revision)
    finally:
        database.close()


def check(db: str | None) -> list[str]:
    """How the ledger at ``db`` differs from the schema of this program; empty if not at all."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = connect(db)
    try:
        revision = database.revision()
        if revision != HEAD:
            return [f"the schema is {revision or 'empty'}, this program's is {HEAD}"]
        with database.reading() as connection:
            opts = {"compare_type": True, "include_name": is_compared}
            context = MigrationContext.configure(connection, opts=opts)
            return [str(difference) for difference in compare_metadata(context, metadata)]
    finally:
        database.close()


def views_made() -> dict[str, str]:
    """The statements that made the views of this program's schema, by their names: those that
    the migrations list under ``VIEWS``."""
    from alembic.script import ScriptDirectory

    made: dict[str, str] = {}
    for script in reversed(list(ScriptDirectory(str(migrations_folder())).walk_revisions())):
        made |= getattr(script.module, "VIEWS", {})
    return made


def is_compared(name: str | None, kind: str, parents: object) -> bool:
    """Whether something in a database is compared with the schema of this program: all but the
    full-text index, which each engine has in its own way."""
    return name is None or not name.startswith(SEARCH_INDEX)


def upgrade_database(database: Database, revision: str = HEAD) -> None:
    """Run the migrations up to ``revision`` in one transaction."""
    from alembic import command

    with database.writing() as connection:
        command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for this environment on an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrations_folder() -> Path:
    """Where the Alembic environment is: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise LedgerError(f"the migrations are missing from {package}; install claims again")
