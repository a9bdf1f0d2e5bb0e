"""The command `sql`: a query of one's own, its parameters, and how many rows are printed."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any

import typer

from claims.cli.options import Database, Debug, database, number
from claims.cli.output import Limit, Row, Rows, asked_for, prints_rows
from claims.errors import QueryError

FIRST_ROWS = 1000
_PARAMETER = re.compile(r"(?P<name>[A-Za-z_]\w*)(?::(?P<kind>number))?=(?P<value>.*)", re.DOTALL)


@prints_rows
def sql(
    statement: Annotated[
        str, typer.Argument(metavar="SQL|-", help="One SELECT; - reads it from standard input.")
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME=VALUE",
            help="A text for :NAME in the query (NAME:number=VALUE a number); repeatable.",
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help=f"Print every row, not only the first {FIRST_ROWS:,}.")
    ] = False,
    limit: Limit = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Run a read-only query.

    Example: claims sql "select value_text, quote from claim_view where subject = :s" -p s=LADEE
    """
    from claims.ledger import Ledger, Limits

    first = asked_for(whole, limit, FIRST_ROWS + 1)
    params = parameters(parameter or ())
    text = standard_input() if statement == "-" else statement
    with Ledger.open(database(db)) as ledger:
        names, found = ledger.query(text, params, limits=Limits(first=first))
    if limit is None and not whole and len(found) > FIRST_ROWS:
        del found[FIRST_ROWS:]
        print(
            f"claims: first {FIRST_ROWS} rows; --all for all, --limit N for so many",
            file=sys.stderr,
        )
    names = _distinct(names)
    rows: list[Row] = [dict(zip(names, map(_cell, row), strict=True)) for row in found]
    return Rows(rows, names, lambda row: list(row.values()), fields=names)


def standard_input() -> str:
    """A query from standard input. Raises :class:`QueryError` when it is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input is not UTF-8 at byte {error.start}") from error


def parameters(given: Sequence[str]) -> dict[str, Any]:
    """The values that ``-p`` gives, by name; a usage error for what gives none.

    A value is text, which SQL compares with columns of text and of numbers alike.
    ``NAME:number`` makes it a number, for what has no column's type, like ``count(*)``.
    """
    found: dict[str, Any] = {}
    for said in given:
        match = _PARAMETER.fullmatch(said)
        if match is None:
            raise typer.BadParameter(
                f"-p {said}: write -p NAME=VALUE, or -p NAME:number=VALUE for a number"
            )
        name, kind, text = match["name"], match["kind"], match["value"]
        if name in found:
            raise typer.BadParameter(f"-p {name} is given twice")
        found[name] = text if kind is None else _number(name, text)
    return found


def _number(name: str, text: str) -> int | Decimal | None:
    """A number; one that has no fraction and is not too large as an integer, for LIMIT."""
    found = number(f"-p {name}:number", text)
    if found is not None and abs(found) < 2**63 and found == found.to_integral_value():
        return int(found)
    return found


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names of which none stands twice: id, id_2."""
    found: list[str] = []
    for name in names:
        count, distinct = 1, name
        while distinct in found:
            count += 1
            distinct = f"{name}_{count}"
        found.append(distinct)
    return found


def _cell(value: Any) -> Any:
    """What a database gives as what JSON can hold: bytes in hex, dates and the like in words."""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    known = (str, int, float, Decimal, list, dict, type(None))
    return value if isinstance(value, known) else str(value)
