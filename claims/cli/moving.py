"""Commands that take claims elsewhere: export into a file, copy into another ledger."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import Database, Debug, MinConfidence, database, share
from claims.cli.output import Rows, prints_rows, rows_of
from claims.cli.wording import SHORT_ID, visible
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.ledger import StoredClaim


def export(
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE", help="FILE.jsonl, .csv, .parquet or .xlsx."),
    ],
    min_confidence: MinConfidence = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Write every claim of the ledger to a file; `claims ingest --claims` reads .jsonl back.

    Example: claims export -o claims.parquet
    """
    from claims.cli.lookup import CLAIM_FIELDS
    from claims.ledger import Ledger
    from claims.report.export import export_rows
    from claims.report.export.write import format_of

    try:
        format_of(output)
    except ClaimsError as error:
        raise typer.BadParameter(str(error)) from error
    least = share("--min-confidence", min_confidence)
    with Ledger.open(database(db)) as ledger:
        done = export_rows(
            output,
            (*CLAIM_FIELDS, "step", "checked", "source_title"),
            map(_exported, ledger.claims(min_confidence=least)),
            expected=ledger.count_claims(min_confidence=least),
        )
    for note in done.notes:
        print(f"claims: {visible(note)}", file=sys.stderr)
    print(f"{done.rows} claims written: {visible(output)}", file=sys.stderr)


def _exported(stored: StoredClaim) -> dict[str, Any]:
    from claims.cli.lookup import claim_json

    claim = stored.claim
    own = {"step": claim.value.step, "checked": claim.checked, "source_title": stored.source_title}
    return claim_json(stored) | own


@prints_rows
def copy(
    to: Annotated[
        str, typer.Option("--to", metavar="PATH|URL", help="An empty database, or a new file.")
    ],
    restart: Annotated[
        bool, typer.Option("--restart", help="First throw away a copy that came to no end.")
    ] = False,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Copy the whole ledger into an empty database, and compare both row by row.

    Example: claims copy --to postgresql://localhost/claims
    """
    from claims.ledger.copying import CopiedTable, copy_ledger

    done = copy_ledger(database(db), to, restart=restart)
    rows = sum(table.rows for table in done.tables)
    equal = f"{rows} rows copied, all equal: {done.source} to {done.target}"
    print(visible(equal), file=sys.stderr)
    print(f"both end with entry {done.head.seq} of the chain: {done.head.hash}", file=sys.stderr)
    return rows_of(
        CopiedTable,
        done.tables,
        columns=("table", "rows", "sha256"),
        shown=lambda row: (row["table"], row["rows"], row["sha256"][:SHORT_ID]),
    )
