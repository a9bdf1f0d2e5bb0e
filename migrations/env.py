"""The Alembic environment of the ledger's schema.

The program passes an open connection in ``config.attributes["connection"]``; without one,
``alembic`` on the command line uses the database named by ``-x db=`` or ``CLAIMS_DB``.
"""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from claims.ledger.connect import connect
from claims.ledger.describing import describe
from claims.ledger.migrate import is_compared
from claims.ledger.schema import metadata


def run(connection: Connection) -> None:
    """Run the migrations that were asked for, in the transaction of ``connection``."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        include_name=is_compared,
    )
    migrations = context.get_context()
    before = migrations.get_current_heads()
    with context.begin_transaction():
        context.run_migrations()
    if migrations.get_current_heads() != before:
        describe(connection)


def main() -> None:
    """Run on the connection that was passed in, or else on the database that is named."""
    if context.is_offline_mode():
        raise SystemExit("migrations run on a database; --sql is not supported")
    given = context.config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    named = context.get_x_argument(as_dictionary=True).get("db")
    with connect(named or os.environ.get("CLAIMS_DB"), create=True).writing() as connection:
        run(connection)


main()
