"""The commands `claims db …`: the schema of the ledger and its migrations."""

from __future__ import annotations

import sys

import typer

from claims.cli.options import Database, Debug, database
from claims.cli.wording import visible

db = typer.Typer(help="Bring the ledger's schema up to date, or check it.")


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

    print(schema_revision(database(db)) or "empty")


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
