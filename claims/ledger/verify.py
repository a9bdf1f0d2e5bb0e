"""Checking that everything in the ledger still fits together.

Rows are read as they are stored and never trusted: what cannot be parsed is a problem too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Generator, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, cast, select

from claims.errors import LedgerError
from claims.ledger import schema
from claims.ledger.chain import row_key, verify_chain
from claims.ledger.corrections import to_correction
from claims.ledger.records import Problem
from claims.ledger.reviewing import event_id
from claims.ledger.rows import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    finding_version,
    has_hash,
    search_text,
    to_claim,
    to_finding,
)
from claims.paths import path_of

_READ_BYTES = 1 << 20
_Row = Mapping[str, Any]


def verify(connection: Connection, *, files: bool = True) -> Iterator[Problem]:
    """Every problem and note, source by source, then the findings, the reviews, the
    computed columns and the chain of entries.

    With ``files``, sources that were read from files are read again where they were.
    """
    sources = list(connection.execute(select(schema.source).order_by(schema.source.c.id)))
    known = _known_at(connection) if files else {}
    for source in sources:
        text = yield from _document(connection, source._asdict())
        if text is not None:
            yield from _passages(connection, source._asdict(), len(text))
        yield from _claims(connection, source._asdict(), text)
        if files and text is not None:
            yield from _file(source._asdict(), known[source.uri])
    yield from _orphans(connection, {source.id for source in sources})
    yield from _findings(connection)
    yield from _reviews(connection)
    yield from _computed(connection)
    yield from verify_chain(connection)


def _document(connection: Connection, source: _Row) -> Generator[Problem, None, str | None]:
    statement = select(schema.document).where(schema.document.c.source_id == source["id"])
    row = connection.execute(statement).first()
    if row is None:
        return None
    document = row._asdict()
    data = document["text"].encode("utf-8", "surrogatepass")
    where = source["uri"]
    if hashlib.sha256(data).hexdigest() != document["text_sha256"]:
        yield Problem("document", source["id"], "the text does not have its hash", where)
    plain = document["encoding"].lower() == "utf-8" and len(data) == document["size_bytes"]
    if plain and hashlib.sha256(data).hexdigest() != source["id"]:
        yield Problem("document", source["id"], "the text is not that of the source", where)
    if not has_hash(document, DOCUMENT_COLUMNS):
        yield Problem("document", source["id"], "what is known of it was changed", where)
    text: str = document["text"]
    return text


def _passages(connection: Connection, source: _Row, length: int) -> Iterator[Problem]:
    table = schema.passage.c
    statement = (
        select(table.ordinal, table.start_char, table.end_char)
        .where(table.source_id == source["id"])
        .where((table.end_char > length) | (table.start_char > table.end_char))
        .order_by(table.ordinal)
    )
    for ordinal, start, end in connection.execute(statement):
        what = f"passage {ordinal} is outside the text"
        yield Problem("passage", source["id"], what, f"{source['uri']}:{start}:{end}")


def _claims(connection: Connection, source: _Row, text: str | None) -> Iterator[Problem]:
    table = schema.claim.c
    columns = [table[name] for name in (*CLAIM_COLUMNS, "content_sha256", "search_text")]
    statement = (
        select(*columns).where(table.source_id == source["id"]).order_by(table.start_char, table.id)
    )
    qualifiers = _qualifiers(connection, source["id"])
    for row in connection.execute(statement):
        claim = row._asdict()
        where = f"{claim['source']}:{claim['start_char']}:{claim['end_char']}"
        faults = [*_identity(claim), *_interval(claim), *_evidence(claim, text)]
        if qualifiers.get(claim["id"], {}) != _parsed(claim["qualifiers"]):
            faults.append("its rows in qualifier do not say what the claim says")
        for what in faults:
            yield Problem("claim", claim["id"], what, where)


def _identity(claim: _Row) -> Iterator[str]:
    try:
        parsed = to_claim(claim)
        if parsed.id != claim["id"]:
            yield "its id is not the hash of what it says"
        if search_text(claim) != claim["search_text"]:
            yield "its search_text does not hold its words"
    except (LedgerError, ValueError, TypeError, AttributeError) as error:
        yield f"it cannot be read: {error}"
    if not has_hash(claim, CLAIM_COLUMNS):
        yield "it was changed after it was written"


def _interval(claim: _Row) -> Iterator[str]:
    for low, high in (("lo", "hi"), ("canonical_lo", "canonical_hi")):
        try:
            lo, hi = (None if claim[n] is None else Decimal(claim[n]) for n in (low, high))
        except InvalidOperation:
            yield f"{low} or {high} is not a number"
            continue
        if any(number is not None and not number.is_finite() for number in (lo, hi)):
            yield f"{low} or {high} is not a number"
        elif lo is not None and hi is not None and lo > hi:
            yield f"{low} is greater than {high}"


def _evidence(claim: _Row, text: str | None) -> Iterator[str]:
    start, end, quote = claim["start_char"], claim["end_char"], claim["quote"]
    if not claim["checked"]:
        return
    if text is None:
        yield "it says that it was checked, and its source's text is not in the ledger"
    elif start is None or end is None:
        return
    elif text[start:end] != claim["value_text"]:
        yield f"the source has {text[start:end][:80]!r} there, not {claim['value_text']!r}"
    elif text.find(quote, max(0, end - len(quote)), start + len(quote)) < 0:
        yield "its quote is not in the source around the value"


def _qualifiers(connection: Connection, source_id: str) -> dict[str, dict[str, str]]:
    table, claim = schema.qualifier.c, schema.claim
    found: dict[str, dict[str, str]] = {}
    statement = (
        select(table.claim_id, table.name, table.value)
        .join(claim, claim.c.id == table.claim_id)
        .where(claim.c.source_id == source_id)
    )
    for claim_id, name, value in connection.execute(statement):
        found.setdefault(claim_id, {})[name] = value
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _known_at(connection: Connection) -> dict[str, set[str]]:
    """The ids of the sources that were met at each place."""
    source, location = schema.source.c, schema.location.c
    found: dict[str, set[str]] = {}
    for statement in (select(source.uri, source.id), select(location.uri, location.source_id)):
        for uri, source_id in connection.execute(statement):
            found.setdefault(uri, set()).add(source_id)
    return found


def _file(source: _Row, known: Collection[str]) -> Iterator[Problem]:
    """A note when the file that was read is no longer there, or has changed since to what was
    not read yet: its hash is none of those ``known``."""
    uri = source["uri"]
    if uri == "-" or "://" in uri:
        return
    what = None
    try:
        path = Path(path_of(uri))
        if not path.exists():
            what = "the file is no longer there"
        elif path.is_file() and _file_hash(path) not in known:
            what = "the file has changed since it was read"
    except (OSError, ValueError) as error:
        what = f"the file cannot be read again: {error}"
    if what:
        yield Problem("source", source["id"], what, uri, note=True)


def _file_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(_READ_BYTES):
            digest.update(data)
    return digest.hexdigest()


def _orphans(connection: Connection, sources: set[str]) -> Iterator[Problem]:
    """Rows that refer to rows that are not there, which only another program can have made."""
    member, claim, finding = schema.finding_claim, schema.claim, schema.finding
    known = select(claim.c.id)
    for version, claim_id in connection.execute(
        select(member.c.version, member.c.claim_id)
        .where(member.c.claim_id.not_in(known))
        .order_by(member.c.version, member.c.position)
    ):
        yield Problem("finding_claim", version, f"there is no claim {claim_id}", "findings")
    for table, column in (
        (schema.document, schema.document.c.source_id),
        (claim, claim.c.source_id),
    ):
        for source_id in connection.scalars(select(column).distinct().order_by(column)):
            if source_id not in sources:
                yield Problem(table.name, source_id, "there is no such source", table.name)
    for version in connection.scalars(
        select(schema.finding_seen.c.version)
        .where(schema.finding_seen.c.version.not_in(select(finding.c.version)))
        .order_by(schema.finding_seen.c.version)
    ):
        yield Problem("finding_seen", version, "there is no such finding", "findings")


def _computed(connection: Connection) -> Iterator[Problem]:
    """Rows whose columns that the engine computes and stores do not hold what it computes."""
    for table in schema.metadata.sorted_tables:
        keys = table.primary_key.columns
        for column in table.columns:
            if column.computed is None:
                continue
            expected = cast(column.computed.sqltext, column.type)
            wrong = select(*keys).where(column.is_distinct_from(expected)).order_by(*keys)
            for row in connection.execute(wrong):
                key = row_key(table, row._asdict())
                what = f"{column.name} is not what it is computed from"
                yield Problem(table.name, key, what, table.name)


def _findings(connection: Connection) -> Iterator[Problem]:
    members: dict[str, list[str]] = {}
    table = schema.finding_claim.c
    statement = select(table.version, table.claim_id).order_by(table.version, table.position)
    for version, claim_id in connection.execute(statement):
        members.setdefault(version, []).append(claim_id)
    rows = connection.execute(select(schema.finding).order_by(schema.finding.c.version))
    for row in rows:
        finding = row._asdict()
        claim_ids = tuple(members.get(finding["version"], ()))
        where = f"{finding['subject']}, {finding['attribute']}"
        if finding_version(finding, claim_ids) != finding["version"]:
            what = "it was changed after it was written"
            yield Problem("finding", finding["id"], what, where)
        try:
            if to_finding(finding, claim_ids).id != finding["id"]:
                what = "its id is not the hash of what it says"
                yield Problem("finding", finding["id"], what, where)
        except (LedgerError, InvalidOperation, ValueError, TypeError, KeyError) as error:
            yield Problem("finding", finding["id"], f"it cannot be read: {error}", where)


def _reviews(connection: Connection) -> Iterator[Problem]:
    for found in connection.execute(select(schema.review).order_by(schema.review.c.seq)):
        row = found._asdict()
        where = f"{row['action']} by {row['actor']} at {row['recorded_at']}"
        if event_id(row) != row["id"]:
            yield Problem("review", row["id"], "its id is not the hash of what it says", where)
        try:
            if row["correction"] is not None:
                to_correction(row["correction"])
        except LedgerError as error:
            yield Problem("review", row["id"], f"its correction cannot be read: {error}", where)
