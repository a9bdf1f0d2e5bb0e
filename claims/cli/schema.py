"""The commands `claims db …`: the schema of the ledger, its migrations, and backups."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claims.cli.options import Database, Debug, database
from claims.cli.wording import visible

db = typer.Typer(help="Bring the ledger's schema up to date, check it, or copy the ledger.")


@db.command("upgrade")
def upgrade(db: Database = None, debug: Debug = False) -> None:
    """Bring the ledger's schema up to this program's; makes an empty ledger if there is none.

    Example: claims db upgrade --db postgresql://localhost/claims
    """
    from claims.ledger.migrate import upgrade as migrate

    print(f"schema {migrate(database(db))}", file=sys.stderr)


@db.command("current")
def current(db: Database = None, debug: Debug = False) -> None:
    """Print the revision of the ledger's schema.

    Example: claims db current
    """
    from claims.ledger.migrate import schema_revision

    print(visible(schema_revision(database(db)) or "empty"))


@db.command("backup")
def backup(
    target: Annotated[str, typer.Argument(metavar="FILE", help="The SQLite file to make.")],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Put the copy in the place of FILE.")
    ] = False,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Copy the ledger to a new file while it is in use, and check the copy.

    Example: claims db backup ledger-2024-05-01.db
    """
    from claims.ledger.backup import backup as copy

    made = copy(database(db), target, overwrite=overwrite)
    said = f"{made.path}: {made.size_bytes} bytes, schema {made.revision}, checked"
    print(visible(said), file=sys.stderr)


@db.command("check")
def check(db: Database = None, debug: Debug = False) -> None:
    """Compare the ledger's schema with this program's; end with 1 if they differ.

    Example: claims db check && echo up to date
    """
    from claims.ledger.migrate import check as compare

    differences = compare(database(db))
    for difference in differences:
        print(visible(difference))
    raise typer.Exit(1 if differences else 0)
