"""Commands that keep the ledger: verify and export."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from claims.cli.options import Database, Debug, MinConfidence, database, share
from claims.cli.output import Row, Rows, prints_rows, rows_of, write_separated
from claims.cli.wording import SHORT_ID, indented, visible
from claims.errors import ClaimsError

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


def export(
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="FILE.jsonl or FILE.csv.")
    ],
    min_confidence: MinConfidence = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Write every claim of the ledger to a file.

    Example: claims export -o claims.jsonl
    """
    from claims.cli.lookup import CLAIM_FIELDS, claim_json
    from claims.ledger import Ledger
    from claims.records import dumps

    suffix = Path(output).suffix.lower()
    if suffix not in (".jsonl", ".csv"):
        raise typer.BadParameter(f"-o {output}: claims are exported as .jsonl or .csv")
    least = share("--min-confidence", min_confidence)
    with Ledger.open(database(db)) as ledger, _written(output) as stream:
        count = 0

        def rows() -> Iterator[dict[str, Any]]:
            nonlocal count
            for stored in ledger.claims(min_confidence=least):
                count += 1
                row = claim_json(stored)
                yield {name: row[name] for name in CLAIM_FIELDS}

        if suffix == ".csv":
            write_separated(stream, CLAIM_FIELDS, rows())
        else:
            for row in rows():
                stream.write(dumps(row) + "\n")
    print(f"{count} claims written: {visible(output)}", file=sys.stderr)


@contextmanager
def _written(output: str) -> Iterator[TextIO]:
    """A text stream to a file that appears whole or not at all."""
    target = Path(output)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise ClaimsError(f"{output}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
