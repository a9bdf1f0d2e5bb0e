"""Commands that look things up: find, show, subjects, attributes and sources."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from claims.cli.options import (
    AsOf,
    Database,
    Debug,
    MinConfidence,
    Packs,
    database,
    number,
    share,
)
from claims.cli.output import Limit, Row, Rows, prints_rows, rows_of
from claims.cli.wording import SHORT_ID, described, indented, quoted, said_by, visible, width
from claims.records import Modality, plain

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
MODALITIES = get_args(Modality)
_INDENT = " " * (SHORT_ID + 2)


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
    modality: Annotated[str | None, typer.Option(help=f"{', '.join(MODALITIES)}.")] = None,
    min_confidence: MinConfidence = None,
    as_of: AsOf = None,
    limit: Limit = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Look up claims by words, '"words in a row"' and what they state.

    Example: claims find "llama 2 file size" --min 100 --unit gigabyte
    """
    from claims.cli.judging import reviewed_json
    from claims.ledger import Ledger

    minimum, maximum = number("--min", min), number("--max", max)
    least = share("--min-confidence", min_confidence)
    if modality is not None and modality not in MODALITIES:
        raise typer.BadParameter(f"--modality {modality} is none of {', '.join(MODALITIES)}")
    with Ledger.open(database(db)) as ledger:
        found = ledger.as_of(as_of).find(
            " ".join(words or ()),
            subject=subject,
            attribute=attribute,
            unit=unit,
            minimum=minimum,
            maximum=maximum,
            speaker=speaker,
            source=source,
            modality=modality,
            min_confidence=least,
            limit=limit,
        )
    return Rows(
        [reviewed_json(stored) for stored in found],
        people=lambda rows: _lines(found[: len(rows)]),
        empty="no such claims; `claims subjects` and `claims attributes` list what there is",
        fields=(*CLAIM_FIELDS, "review"),
    )


def _lines(found: Sequence[StoredClaim]) -> Iterator[str]:
    """Each claim for people: what it says and who says it, and below the sentence."""
    from claims.cli.judging import claim_review_lines

    for stored in found:
        claim = stored.current
        about = ", ".join(filter(None, [claim.subject or "(no subject)", claim.attribute]))
        said = f"{about}: {described(claim.to_json())} — {said_by(claim)}"
        yield from indented(said, f"{stored.id[:SHORT_ID]}  ", _INDENT)
        yield _INDENT + quoted(stored.claim, width() - len(_INDENT))
        for line in claim_review_lines(stored):
            yield from indented(f"[{line}]", _INDENT)


def claim_json(stored: StoredClaim) -> dict[str, Any]:
    """A stored claim as an object: the streaming contract's fields and its id in the ledger.

    ``published`` is the date of the claim or else of its source, so that it goes with the claim
    into another ledger.
    """
    claim = stored.claim
    own = {"external_id": claim.external_id, "reading": claim.reading, "as_of": claim.as_of,
           "published": stored.published}  # fmt: skip
    return claim.to_json() | {"id": stored.id} | own


@prints_rows
def show(
    identity: Identity,
    why: Annotated[
        bool, typer.Option("--why", help="Each step of the reasoning behind the findings.")
    ] = False,
    vocabulary: Packs = None,
    as_of: AsOf = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """Show one claim: its quote in context, its provenance, what supports and contradicts it.

    Example: claims show 3fa9c1 --why
    """
    from claims.cli.showing import claim_and_findings, claim_lines
    from claims.cli.why import Reasoning
    from claims.ledger import Ledger

    with Ledger.open(database(db)) as ledger:
        view = ledger.as_of(as_of)
        reasoning = Reasoning(view, vocabulary) if why else None
        record = claim_and_findings(view, identity, reasoning)
        lines = list(claim_lines(view, identity, reasoning))
    return Rows(
        [record],
        people=lambda rows: lines,
        fields=(*CLAIM_FIELDS, "review", "context", "findings"),
        single=True,
    )


@prints_rows
def subjects(as_of: AsOf = None, db: Database = None, debug: Debug = False) -> Rows:
    """List the subjects that the ledger has claims about.

    Example: claims subjects --limit 20
    """
    from claims.ledger import Ledger, SubjectCount

    with Ledger.open(database(db)) as ledger:
        return rows_of(SubjectCount, ledger.as_of(as_of).subjects())


@prints_rows
def attributes(as_of: AsOf = None, db: Database = None, debug: Debug = False) -> Rows:
    """List the attributes that the ledger has claims for.

    Example: claims attributes --csv
    """
    from claims.ledger import AttributeCount, Ledger

    with Ledger.open(database(db)) as ledger:
        return rows_of(AttributeCount, ledger.as_of(as_of).attributes())


@prints_rows
def sources(
    set_weight: Annotated[
        list[str] | None,
        typer.Option(
            "--set-weight",
            metavar="SOURCE=0..1",
            help="First give a source, by id or path, a weight as a witness; repeatable.",
        ),
    ] = None,
    as_of: AsOf = None,
    db: Database = None,
    debug: Debug = False,
) -> Rows:
    """List the sources that were read, and say how much they count as witnesses.

    Example: claims sources --set-weight talk.txt=0.5
    """
    from claims import __version__
    from claims.ledger import Ledger, StoredSource

    weights = [_weight(said) for said in set_weight or ()]
    if weights and as_of is not None:
        raise typer.BadParameter("--set-weight goes without --as-of: what was cannot be changed")
    with Ledger.open(database(db)) as ledger:
        if weights:
            given = {ledger.source(name).id: weight for name, weight in weights}
            if ledger.weigh_sources(given, code_version=__version__):
                print("claims: compare anew with: claims reconcile", file=sys.stderr)
        return rows_of(
            StoredSource,
            ledger.as_of(as_of).sources(),
            leave_out=("text",),
            people=_source_lines,
            empty="no sources yet; read some with: claims ingest PATH…",
        )


def _weight(said: str) -> tuple[str, Decimal]:
    """The source and the weight that ``SOURCE=NUMBER`` names."""
    name, _, text = said.rpartition("=")
    weight = share("--set-weight", text) if name and text else None
    if weight is None:
        raise typer.BadParameter(f"--set-weight {said!r} is not SOURCE=WEIGHT, like talk.txt=0.5")
    return name, weight


def _source_lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        repeated = f" ({row['repeated']} repeated)" if row["repeated"] else ""
        parts = (
            row["format"] or "not read",
            f"{row['claims']} claims{repeated}",
            row["author"],
            row["publisher"],
            row["published"],
            f"weight {plain(row['weight'])}" if row["weight"] is not None else None,
        )
        name = row["title"] or PurePath(row["uri"]).name
        said = f"{name} — {', '.join(filter(None, parts))}"
        yield from indented(said, f"{row['id'][:SHORT_ID]}  ", _INDENT)
        for place in (row["uri"], *row["locations"]):
            yield _INDENT + visible(place)
