"""Commands that look things up: find, show, subjects, attributes, sources and sql."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import Database, Debug, database
from claims.cli.output import Row, Rows, prints_rows, visible
from claims.cli.wording import SHORT_ID, described, said_by

if TYPE_CHECKING:
    from claims.ledger import StoredClaim

Words = Annotated[list[str] | None, typer.Argument(metavar="[WORDS]", help="Words to look for.")]
Identity = Annotated[str, typer.Argument(metavar="ID", help="A claim's id, or 6 characters of it.")]
CLAIM_FIELDS = (
    "id", "subject", "attribute", "value_text", "lo", "hi", "unit", "canonical_lo", "canonical_hi",
    "canonical_unit", "date", "modifier", "modality", "qualifiers", "speaker", "time", "locator",
    "source", "source_id", "start", "end", "confidence", "quote", "duplicate_of", "subject_text",
    "external_id", "published", "as_of",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for command in (find, show, subjects, attributes, sources):
        app.command()(command)
    app.command("sql")(sql)


@prints_rows
def find(
    words: Words = None,
    subject: Annotated[str | None, typer.Option(help="Exact subject.")] = None,
    attribute: Annotated[str | None, typer.Option(help="Attribute, like file_size.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit, like gigabyte.")] = None,
    min: Annotated[str | None, typer.Option(help="Smallest value, in --unit.")] = None,
    max: Annotated[str | None, typer.Option(help="Largest value, in --unit.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who says it.")] = None,
    source: Annotated[str | None, typer.Option(help="Id, path or title of a source.")] = None,
    modality: Annotated[str | None, typer.Option(help="asserted, hedged, negated, …")] = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Look up claims by free text and by what they state.

    Example: claims find "llama 2 file size" --min 100 --unit gigabyte
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        found = ledger.find(
            " ".join(words or ()),
            subject=subject,
            attribute=attribute,
            unit=unit,
            minimum=_number("--min", min),
            maximum=_number("--max", max),
            speaker=speaker,
            source=source,
            modality=modality,
        )
    return claim_rows(found)


def claim_rows(found: Sequence[StoredClaim]) -> Rows:
    """Claims as rows: whole for programs, a short line each for people."""
    return Rows(
        [claim_json(stored) for stored in found],
        ("id", "subject", "attribute", "value", "said by", "quote"),
        lambda row: [
            row["id"][:SHORT_ID], row["subject"], row["attribute"], described(row),
            said_by(row), row["reading"] or row["quote"],
        ],
        empty="no such claims; `claims subjects` and `claims attributes` list what there is",
        fields=CLAIM_FIELDS,
    )  # fmt: skip


def claim_json(stored: StoredClaim) -> dict[str, Any]:
    """A stored claim as an object: the streaming contract's fields and its id in the ledger."""
    claim = stored.claim
    row = {"id": stored.id} | {k: v for k, v in claim.to_json().items() if k != "id"}
    return row | {"external_id": claim.external_id, "reading": claim.reading}


def show(
    identity: Identity,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Show one claim: its quote in context, its provenance, what supports and contradicts it.

    Example: claims show 3fa9c1
    """
    from claims.cli.showing import show_claim, show_json
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        text = show_json(ledger, identity) if as_json else show_claim(ledger, identity)
    print(text)


@prints_rows
def subjects(db: Database = None, debug: Debug = False) -> Rows:
    """List the subjects that the ledger has claims about.

    Example: claims subjects --limit 20
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        return Rows([asdict(count) for count in ledger.subjects()])


@prints_rows
def attributes(db: Database = None, debug: Debug = False) -> Rows:
    """List the attributes that the ledger has claims for.

    Example: claims attributes --csv
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        return Rows([asdict(count) for count in ledger.attributes()])


@prints_rows
def sources(db: Database = None, debug: Debug = False) -> Rows:
    """List the sources that were read.

    Example: claims sources --json
    """
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        rows = [asdict(source) for source in ledger.sources()]
    for row in rows:
        del row["text"]
    return Rows(
        rows,
        ("id", "source", "format", "claims", "repeated", "title"),
        lambda row: [
            row["id"][:SHORT_ID], row["uri"], row["format"], row["claims"], row["repeated"],
            row["title"],
        ],
        empty="no sources yet; read some with: claims ingest PATH…",
    )  # fmt: skip


@prints_rows
def sql(
    statement: Annotated[str, typer.Argument(metavar="SQL|-", help="One SELECT; - reads it.")],
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Run a read-only query.

    Example: claims sql "select subject, attribute, value_text from claim_view limit 5"
    """
    from claims.ledger import Ledger

    text = sys.stdin.read() if statement == "-" else statement
    with Ledger.open(database(db)) as ledger:
        names, found = ledger.query(text)
    if getattr(found, "truncated", False):
        print(f"claims: only the first {len(found)} rows are shown", file=sys.stderr)
    rows: list[Row] = [dict(zip(names, row, strict=True)) for row in found]
    return Rows(rows, names, lambda row: list(row.values()), fields=names)


def _number(option: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise typer.BadParameter(f"{option} {visible(text)!r} is no number")
    return number
