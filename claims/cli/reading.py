"""Commands that read: ingest, extract and quantities."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claims.cli.options import Database, Debug, Packs, database
from claims.cli.output import visible
from claims.errors import ClaimsError, SourceError

if TYPE_CHECKING:
    from claims.extract import Extractor
    from claims.ledger import Added, Ledger
    from claims.sources import Document

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…|-", help="Files, folders or globs; - is standard input."),
]
Format = Annotated[
    str | None, typer.Option("--format", help="Read as this format instead of detecting it.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(ingest)
    app.command()(extract)
    app.command()(quantities)


def ingest(
    paths: Paths = None,
    title: Annotated[str | None, typer.Option(help="Title of the source.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote or said it.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of publication, ISO 8601.")] = None,
    claims: Annotated[
        str | None,
        typer.Option("--claims", metavar="FILE.jsonl", help="Ready claims, as `extract` writes."),
    ] = None,
    format: Format = None,
    vocabulary: Packs = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Read sources into the ledger; the same bytes again change nothing.

    Example: claims ingest talks/*.txt notes/ --publisher "Example Radio"
    """
    if not paths and not claims:
        raise typer.BadParameter("name a PATH to read, or --claims FILE.jsonl")
    from claims import __version__
    from claims.ledger import Added, Ledger

    given = {"title": title, "publisher": publisher, "author": author, "published": published}
    _check_date(published)
    batch = _Batch()
    with Ledger.open(database(db), create=True) as ledger:
        run = ledger.start_run("ingest", __version__, {"vocabulary": vocabulary or []})
        total = Added()
        if claims:
            total += _import(ledger, claims, vocabulary or [], run, batch)
        if paths:
            total += _read_into(ledger, paths, format, given, vocabulary or [], run, batch)
        ledger.finish_run(run)
        for refusal in total.refused:
            batch.refuse(refusal)
        batch.say(_summary(batch, total, ledger.label))
    raise typer.Exit(2 if batch.refused else 0)


def extract(
    paths: Paths = None,
    format: Format = None,
    vocabulary: Packs = None,
    debug: Debug = False,
) -> None:
    """Write one JSON object per claim and line, without a database.

    Example: claims extract talk.txt | head -3
    """
    from claims.extract import Repetitions, make_extractor
    from claims.records import dumps

    if not paths:
        raise typer.BadParameter("name a PATH to read, or - for standard input")
    batch = _Batch()
    extractor = make_extractor(vocabulary or [])
    repetitions = Repetitions()
    for document in _documents(paths, format, {}, batch):
        for claim in repetitions.mark(document, extractor.extract(document)):
            print(dumps(claim.to_json()))
    raise typer.Exit(2 if batch.refused else 0)


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
    from claims.records import dumps
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    batch = _Batch()
    for number, line in enumerate(_lines(source), 1):
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
        print(dumps({"id": row.get("id"), "quantities": found}))
    raise typer.Exit(2 if batch.refused else 0)


class _Batch:
    """Counts what was read and refused, and says each refusal when it happens."""

    def __init__(self) -> None:
        self.read = 0
        self.known = 0
        self.refused = 0

    def refuse(self, message: str) -> None:
        """Say that an input is not taken; the work goes on."""
        self.refused += 1
        self.say(f"claims: {message}")

    def say(self, message: str) -> None:
        """Print a line to standard error."""
        print(visible(message), file=sys.stderr)


def _documents(
    paths: Iterable[str], format: str | None, given: dict[str, Any], batch: _Batch
) -> Iterator[Document]:
    """The documents at ``paths``; what cannot be read is said and counted."""
    from claims.sources import Skipped, find_files, load_document, read_bytes

    for path in paths:
        if path == "-":
            yield read_bytes(sys.stdin.buffer.read(), "-", format=format, **given)
            continue
        for found in find_files([path]):
            if isinstance(found, Skipped):
                if found.refused:
                    batch.refuse(str(found))
                else:
                    batch.say(f"claims: {found}")
                continue
            try:
                yield load_document(found, format=format, **given)
            except SourceError as error:
                batch.refuse(str(error))


def _read_into(
    ledger: Ledger,
    paths: list[str],
    format: str | None,
    given: dict[str, Any],
    packs: list[str],
    run: str,
    batch: _Batch,
) -> Added:
    from claims.extract import make_extractor
    from claims.ledger import Added

    extractor = make_extractor(packs)
    total = Added()
    with _progress() as step:
        for document in _documents(paths, format, given, batch):
            step(document.source.uri)
            try:
                added = _add(ledger, document, extractor, run)
            except ClaimsError as error:
                batch.refuse(f"{document.source.uri}: {error}")
                continue
            batch.read += 1
            batch.known += not added.source_is_new
            total += added
    return total


def _add(ledger: Ledger, document: Document, extractor: Extractor, run: str) -> Added:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    source = replace(document.source, retrieved_at=now)
    return ledger.add_document(replace(document, source=source), extractor.extract(document), run)


def _import(ledger: Ledger, path: str, packs: list[str], run: str, batch: _Batch) -> Added:
    from claims.extract.imported import read_claims
    from claims.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(packs)
    return ledger.add_claims(read_claims(_lines(path), path, vocabulary, batch.refuse), run)


def _lines(path: str) -> Iterator[str]:
    """The lines of a UTF-8 file or of standard input."""
    try:
        stream = sys.stdin.buffer if path == "-" else open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    with stream:
        for line in stream:
            yield line.decode("utf-8", "replace")


@contextmanager
def _progress() -> Iterator[Any]:
    """A function to call with each source's name; it shows where the work is on a terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda name: status.update(f"reading {visible(name)}", spinner="dots")


def _check_date(date: str | None) -> None:
    from datetime import date as Date

    try:
        if date is not None:
            Date.fromisoformat(date)
    except ValueError:
        raise typer.BadParameter(f"--published {date!r} is no ISO 8601 date, like 2023-07-18")


def _summary(batch: _Batch, total: Added, label: str) -> str:
    parts = [f"{batch.read} sources read"]
    if batch.known:
        parts.append(f"{batch.known} known already")
    parts.append(f"{total.claims_added} claims added")
    if total.claims_known:
        parts.append(f"{total.claims_known} known already")
    if total.claims_withdrawn:
        parts.append(f"{total.claims_withdrawn} withdrawn")
    if batch.refused:
        parts.append(f"{batch.refused} refused")
    return f"{', '.join(parts)} in {label}"


def _quantity_json(quantity: Any) -> dict[str, Decimal | str | int | None]:
    value = quantity.value.to_json()
    row = {"start": quantity.start, "end": quantity.end, "text": quantity.text, **value}
    if row["date"] is None:
        del row["date"]
    return row
