"""Commands that keep the ledger: verify."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from claims.cli.options import Database, Debug, database
from claims.cli.output import Row, Rows, prints_rows, rows_of
from claims.cli.wording import SHORT_ID, indented

_HASH = re.compile(rf"\b([0-9a-f]{{{SHORT_ID}}})[0-9a-f]{{{64 - SHORT_ID}}}\b")


@prints_rows
def verify(
    strict: Annotated[
        bool, typer.Option("--strict", help="Count files that changed or went as faults, too.")
    ] = False,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Check every source, quote, hash and number; end with 1 if something does not check.

    Example: claims verify && echo all checks
    """
    from claims.ledger import Ledger, Problem

    with Ledger.open(database(db)) as ledger:
        problems = ledger.verify()
    return rows_of(
        Problem,
        problems,
        people=_problem_lines,
        empty="everything checks",
        code=0 if all(problem.note and not strict for problem in problems) else 1,
    )


def _problem_lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        grade = "note" if row["note"] else "FAULT"
        key = _HASH.sub(r"\1", row["id"])
        said = f"{row['table']} {key}: {row['what']} ({row['where']})"
        yield from indented(said, f"{grade:<7}", " " * 7)
