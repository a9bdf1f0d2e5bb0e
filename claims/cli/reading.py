"""Commands that read: ingest, extract and quantities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.batch import Batch, check_format
from claims.cli.extracting import Extraction, settings
from claims.cli.options import (
    Database,
    Debug,
    MaxSourceSize,
    MinConfidence,
    Packs,
    SpacyModel,
    database,
    share,
    size,
)
from claims.cli.output import Json, JsonLines, Rows, json_line, print_rows
from claims.errors import ClaimsError, LedgerError, SourceError, UnstorableError
from claims.records import Claim, escaped, is_date

if TYPE_CHECKING:
    from claims.extract.plugins import Extracted
    from claims.ledger import Added, Ledger
    from claims.sources import Document

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…|-", help="Files, folders or globs; - is standard input."),
]
Format = Annotated[
    str | None, typer.Option("--format", help="Read as this format instead of detecting it.")
]
Extractors = Annotated[
    list[str] | None,
    typer.Option(
        "--extractor",
        metavar="NAME",
        help="Extract with this one instead of builtin (all: claims plugins); repeatable.",
    ),
]


def ingest(
    paths: Paths = None,
    title: Annotated[str | None, typer.Option(help="Title of the source.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote or said it.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of publication, as far as known: 2023-07-18.")
    ] = None,
    weight: Annotated[
        str | None,
        typer.Option(metavar="0..1", help="What the sources count as witnesses; else 1."),
    ] = None,
    claims: Annotated[
        str | None,
        typer.Option("--claims", metavar="FILE.jsonl", help="Ready claims, as `extract` writes."),
    ] = None,
    format: Format = None,
    extractor: Extractors = None,
    spacy_model: SpacyModel = "shipped",
    vocabulary: Packs = None,
    max_source_size: MaxSourceSize = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Read sources into the ledger; the same bytes again change nothing.

    Example: claims ingest talks/*.txt notes/ --publisher "Example Radio"
    """
    if not paths and not claims:
        raise typer.BadParameter("name a PATH to read, or --claims FILE.jsonl")
    from claims import __version__
    from claims.cli.importing import import_claims
    from claims.ledger import Added, Ledger

    given = {"title": title, "publisher": publisher, "author": author, "published": published}
    _check_date(published)
    counts = share("--weight", weight)
    packs, batch = vocabulary or [], Batch(debug, size("--max-source-size", max_source_size))
    check_format(format, batch)
    extraction = Extraction(extractor, packs, batch, spacy_model) if paths else None
    with Ledger.open(database(db), create=True) as ledger:
        total = Added()
        if claims:
            run = ledger.start_run("import", __version__, settings(packs, batch), lazy=True)
            total += import_claims(ledger, claims, packs, run, batch)
            ledger.finish_run(run)
        if paths and extraction:
            runs = extraction.start_runs(ledger, packs)
            documents = batch.documents(paths, format, given)
            total += _read_into(ledger, documents, given, extraction, runs, batch)
            for run in runs.values():
                ledger.finish_run(run)
        if counts is not None:
            ledger.weigh_sources(
                dict.fromkeys(sorted(batch.noted), counts), code_version=__version__
            )
        for refusal in total.refused:
            batch.refuse(refusal)
        batch.say(_summary(batch, total, ledger.label))
    raise batch.end()


def extract(
    paths: Paths = None,
    format: Format = None,
    extractor: Extractors = None,
    spacy_model: SpacyModel = "shipped",
    min_confidence: MinConfidence = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each part of a claim came out so.")
    ] = False,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    vocabulary: Packs = None,
    max_source_size: MaxSourceSize = None,
    debug: Debug = False,
) -> None:
    """Write one JSON object per claim and line, or explain each claim, without a database.

    Example: claims extract talk.txt --explain
    """
    if not paths:
        raise typer.BadParameter("name a PATH to read, or - for standard input")
    batch = Batch(debug, size("--max-source-size", max_source_size))
    check_format(format, batch)
    least = share("--min-confidence", min_confidence)
    extraction = Extraction(extractor, vocabulary or [], batch, spacy_model, explain)
    found = _extracted(batch, batch.documents(paths, format), extraction, least)
    if explain and not (as_json or as_jsonl):
        from claims.cli.explaining import explained

        for line in explained(found):
            print(escaped(line))
    else:
        rows = (_extracted_json(claim, explain) for claim in found)
        print_rows(Rows(rows), {"as_json": as_json, "as_jsonl": as_jsonl or not as_json})
    raise batch.end()


def _extracted(
    batch: Batch, documents: Iterable[Document], extraction: Extraction, least: Decimal | None
) -> Iterator[Claim]:
    """The claims of documents that are certain enough; those of repeated passages say so."""
    from claims.extract import Repetitions

    repetitions = Repetitions()
    for document in documents:
        try:
            claims = extraction.extract(document).claims
        except SourceError as error:
            batch.refuse(str(error), error=error)
            continue
        for claim in repetitions.mark(document, claims):
            if least is None or claim.confidence >= least:
                yield claim


def _extracted_json(claim: Claim, explain: bool) -> dict[str, Any]:
    """A claim as an object; one that was to be explained and has no reasons says null."""
    return ({"explanation": None} if explain else {}) | claim.to_json()


def quantities(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help='JSON lines {"id", "text"}.')],
    vocabulary: Packs = None,
    debug: Debug = False,
) -> None:
    """Read the quantities of each text in a file of JSON lines.

    Example: echo '{"id": 1, "text": "about 12 days"}' | claims quantities -
    """
    import json

    from claims.quantities import read
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    batch = Batch()
    for number, line in enumerate(batch.lines(source), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row["text"]
            if not isinstance(text, str):
                raise TypeError("text is no string")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            batch.refuse(f'{source}:{number}: not a JSON object with a "text": {error}')
            continue
        found = [_quantity_json(quantity) for quantity in read(text, packs)]
        print(json_line({"id": row.get("id"), "quantities": found}))
    raise batch.end()


def _read_into(
    ledger: Ledger,
    documents: Iterable[Document],
    given: dict[str, Any],
    extraction: Extraction,
    runs: dict[str, str],
    batch: Batch,
) -> Added:
    from claims.ledger import Added

    total, known, places = Added(), list[str](), dict[str, str]()
    for document in documents:
        try:
            found = extraction.extract(document)
            added = _add(ledger, document, found, runs)
        except (SourceError, UnstorableError) as error:
            batch.refuse(str(error), error=error)
            continue
        except LedgerError as error:  # so it would be with every other source
            raise LedgerError(f"{error} ({_stored(batch.read)})") from error
        except ClaimsError as error:
            batch.refuse(f"{document.source.uri}: {error}")
            continue
        batch.read += 1
        batch.noted.add(document.source.id)
        if not added.source_is_new:
            known.append(document.source.uri)
        if found.complete:
            places[document.source.uri] = document.source.id
        total += added
    if places:
        total += ledger.supersede(places, next(iter(runs.values())))
    batch.known = len(known)
    ignored = [f"--{name}" for name, value in given.items() if value is not None]
    if known and ignored:
        batch.say(_kept(known, ignored))
    return total


def _stored(count: int) -> str:
    """What is in the ledger of a batch that broke off, and what to do about the rest."""
    if not count:
        return "nothing was stored"
    return f"the {count} sources before are stored whole; the same command reads the rest"


def _kept(known: list[str], ignored: list[str]) -> str:
    others = f" and {len(known) - 1} more" if len(known) > 1 else ""
    return (
        f"claims: known already: {known[0]}{others}; title, publisher, author and date of a "
        f"known source stay as they are ({', '.join(ignored)} not used)"
    )


def _add(ledger: Ledger, document: Document, found: Extracted, runs: dict[str, str]) -> Added:
    """Add a document; its claims belong to the runs of the extractors that found them."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    main, *others = runs.values()
    return ledger.add_document(
        replace(document, source=replace(document.source, retrieved_at=now)),
        found.claims,
        main,
        runs={claim: runs[label] for claim, label in found.finders().items()} if others else None,
        complete=found.complete,
    )


def _check_date(day: str | None) -> None:
    """Refuse what is no day, month or year; what is not said of it is not known."""
    if day is not None and not is_date(day):
        message = f"--published {day!r} is no ISO 8601 date, like 2023-07-18, 2023-07 or 2023"
        raise typer.BadParameter(message)


def _summary(batch: Batch, total: Added, label: str) -> str:
    parts = [f"{batch.read} sources read"]
    if batch.known:
        parts.append(f"{batch.known} known already")
    parts.append(f"{total.claims_added} claims added")
    if total.claims_known:
        parts.append(f"{total.claims_known} known already")
    if total.claims_withdrawn:
        parts.append(f"{total.claims_withdrawn} withdrawn")
    if total.replaced:
        parts.append(f"{total.replaced} earlier versions replaced")
    if batch.refused:
        parts.append(f"{batch.refused} refused")
    return f"{', '.join(parts)} in {label}"


def _quantity_json(quantity: Any) -> dict[str, Decimal | str | int | None]:
    value = quantity.value.to_json()
    row = {"start": quantity.start, "end": quantity.end, "text": quantity.text, **value}
    if row["date"] is None:
        del row["date"]
    return row
