"""Writing to the ledger: sources with their passages and claims, and imported claims.

Every function here works within the write transaction of the journal it is given, and adds
only what is not there yet.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection, or_, select

from claims.errors import UnstorableError
from claims.ledger import chain, schema
from claims.ledger.journal import ROWS_AN_ENTRY, Journal, Row
from claims.ledger.records import Added
from claims.ledger.rows import (
    CLAIM_COLUMNS,
    chunks,
    claim_row,
    document_row,
    passage_row,
    to_claim,
)
from claims.ledger.storable import unstorable
from claims.ledger.superseding import is_repeated, stands, versions_before, withdraw_others
from claims.records import Claim, Occurrence, Passage, Source, content_hash

# Shorter passages may be worded alike by chance, even in sources that are independent.
MIN_REPEATED_WORDS = 12
ROWS_AT_ONCE = 10_000
"""How many rows of a document are in memory at once, beside the records that they are made of."""
COLUMNS = (*CLAIM_COLUMNS, "content_sha256", "search_text", "passage", "run_id")
"""The columns of a claim's row that are written; the others are computed."""
_values = itemgetter(*COLUMNS)
_CHECKED = COLUMNS.index("checked")
_Record = TypeVar("_Record", Claim, Passage)


class Prepared(NamedTuple):
    """A claim as it is written down: the values of its row, in the order of ``COLUMNS``, and the
    row's hash for the chain; the name, value and hash of each of its qualifiers."""

    values: tuple[str | int | None, ...]
    digest: str
    qualifiers: tuple[tuple[str, str, str], ...]

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.values[0])

    @property
    def source_id(self) -> str:
        """That of its source."""
        return str(self.values[1])

    def row(self) -> Row:
        """The values by their columns."""
        return dict(zip(COLUMNS, self.values, strict=True))


class Document(Protocol):
    """A source and its passages, as the readers of sources give them."""

    @property
    def source(self) -> Source:
        """The source, with its text."""

    @property
    def passages(self) -> Sequence[Passage]:
        """Its passages in order."""


def add_document(
    journal: Journal,
    document: Document,
    claims: Iterable[Claim],
    run_id: str,
    runs: Mapping[str, str],
    complete: bool,
) -> Added:
    """Add a source, its text, passages and claims; see :meth:`Ledger.add_document`."""
    source = document.source
    records: tuple[Source | Passage, ...] = (source, *document.passages)
    for record in records:
        if reason := unstorable(record):
            raise UnstorableError(f"{source.uri} cannot be stored: {reason}")
    older = versions_before(journal, {source.uri: source.id}, run_id).get(source.uri, ())
    repeats = _repeats(journal.connection, document, older)
    is_new = _add_source(journal, source, document.passages, repeats, run_id)
    good, refused = _sound(claims, source)
    places = _places(journal.connection, source.id)
    found = {claim.id: claim for claim in good}
    added = 0
    for ids in chunks(list(found), ROWS_AT_ONCE):
        rows = (
            claim_row(_marked(found[claim_id], repeats), claim_id)
            | {"passage": _passage_at(places, found[claim_id].start)}
            | {"run_id": runs.get(claim_id, run_id)}
            for claim_id in ids
        )
        added += _add_claims(journal, {row["id"]: _prepared(row) for row in rows}, ids)
        journal.close(ROWS_AN_ENTRY)
    withdrawn = withdraw_others(journal, source.id, found.keys(), run_id, complete)
    return Added(is_new, added, len(found) - added, withdrawn, tuple(refused))


def prepare(claim: Claim, run_id: str) -> Prepared | str:
    """The row of a claim that came without its document; or why it is refused.

    Needs no ledger, so that other processes can do it.
    """
    if reason := unstorable(claim):
        return _refusal(claim, reason)
    return _prepared(claim_row(claim, claim.id) | {"passage": None, "run_id": run_id})


def _prepared(row: Row) -> Prepared:
    qualifiers = json.loads(row["qualifiers"]) if row["qualifiers"] != "{}" else {}
    named = ({"claim_id": row["id"], "name": n, "value": v} for n, v in qualifiers.items())
    return Prepared(
        _values(row),
        chain.row_digest(schema.claim, row),
        tuple((q["name"], q["value"], chain.row_digest(schema.qualifier, q)) for q in named),
    )


def add_imported(journal: Journal, prepared: Sequence[Prepared | str], run_id: str) -> Added:
    """Add claims that came without their documents; see :meth:`Ledger.add_claims`."""
    total = Added()
    for some in chunks(prepared, ROWS_AN_ENTRY):
        total += _add_imported(journal, some, run_id)
        journal.close(ROWS_AN_ENTRY)
    return total


def _add_imported(journal: Journal, prepared: Iterable[Prepared | str], run_id: str) -> Added:
    refused: list[str] = []
    by_source: dict[str, list[Prepared]] = {}
    for item in prepared:
        if isinstance(item, str):
            refused.append(item)
        else:
            by_source.setdefault(item.source_id, []).append(item)
    known = journal.known(schema.source.c.id, list(by_source))
    sources: list[Row] = []
    good: dict[str, Prepared] = {}
    asked: list[str] = []
    for source_id, group in by_source.items():
        text = _text_of(journal.connection, source_id) if source_id in known else None
        sound = _sound_imports(group, text, refused)
        if source_id in known:
            asked.extend(item.id for item in sound)
        elif sound:
            sources.append({"id": source_id, "uri": sound[0].row()["source"], "run_id": run_id})
        good.update((item.id, item) for item in sound)
    journal.add(schema.source, sources)
    added = _add_claims(journal, good, asked)
    return Added(False, added, len(good) - added, 0, tuple(refused))


def _add_source(
    journal: Journal,
    source: Source,
    passages: Sequence[Passage],
    repeats: Mapping[str, Occurrence],
    run_id: str,
) -> bool:
    """Add what is not known about a source; whether its text is new."""
    uri = journal.connection.scalar(
        select(schema.source.c.uri).where(schema.source.c.id == source.id)
    )
    if uri is None:
        row = {"id": source.id, "uri": source.uri, "run_id": run_id}
        journal.add(schema.source, [row])
    elif uri != source.uri:
        _add_location(journal, source, run_id)
    if journal.known(schema.document.c.source_id, [source.id]):
        return False
    journal.add(schema.document, [document_row(source) | {"run_id": run_id}])
    for some in chunks(passages, ROWS_AT_ONCE):
        journal.add(schema.passage, [passage_row(_marked(passage, repeats)) for passage in some])
        journal.close(ROWS_AN_ENTRY)
    return True


def _add_location(journal: Journal, source: Source, run_id: str) -> None:
    location_id = content_hash([source.id, source.uri])
    if not journal.known(schema.location.c.id, [location_id]):
        row = {
            "id": location_id, "source_id": source.id, "uri": source.uri, "run_id": run_id,
        }  # fmt: skip
        journal.add(schema.location, [row])


def _sound(claims: Iterable[Claim], source: Source) -> tuple[list[Claim], list[str]]:
    good, refused = [], []
    for claim in claims:
        reason = unstorable(claim) or _mismatch(claim, source.text)
        if claim.source_id != source.id:
            reason = "it belongs to another source"
        if reason:
            refused.append(_refusal(claim, reason))
        else:
            good.append(claim)
    return good, refused


def _sound_imports(group: list[Prepared], text: str | None, refused: list[str]) -> list[Prepared]:
    """The claims of one source that may be added; those with a place in its ``text`` are
    checked there, and the others go to ``refused``."""
    if text is None and not any(item.values[_CHECKED] for item in group):
        return group
    sound: list[Prepared] = []
    for item in group:
        row = item.row()
        checkable = text is not None and None not in (row["start_char"], row["end_char"])
        claim = replace(to_claim(row), checked=checkable)
        reason = _mismatch(claim, text or "") if checkable else None
        again = _refusal(claim, reason) if reason else prepare(claim, row["run_id"])
        if isinstance(again, str):
            refused.append(again)
        else:
            sound.append(again)
    return sound


def _mismatch(claim: Claim, text: str) -> str | None:
    if claim.start is None or claim.end is None:
        return None
    found = text[claim.start : claim.end]
    if claim.start < 0 or found != claim.value_text:
        return f"the source has {found[:80]!r} at {claim.start}:{claim.end}"
    return None


def _refusal(claim: Claim, reason: str) -> str:
    place = f"{claim.source}:{claim.start}" if claim.start is not None else claim.source
    return f"{place}: {(claim.value_text or claim.quote)[:80]!r} was refused: {reason}"


def _repeats(
    connection: Connection, document: Document, older: Collection[str]
) -> dict[str, Occurrence]:
    """Where another source has the wordings of this one's passages, by their fingerprints.

    What was withdrawn is not repeated, nor are ``older`` versions of the document, which it
    takes the place of; but for the passages of these that others repeat.
    """
    prints = [
        passage.fingerprint
        for passage in document.passages
        if passage.duplicate_of is None
        and len(passage.text.split(maxsplit=MIN_REPEATED_WORDS)) >= MIN_REPEATED_WORDS
    ]
    table = schema.passage.c
    found: dict[str, Occurrence] = {}
    for chunk in chunks(prints):
        statement = (
            select(table.fingerprint, table.source_id, table.start_char)
            .where(table.fingerprint.in_(chunk), table.duplicate_source_id.is_(None))
            .where(table.source_id != document.source.id, stands(table))
            .where(or_(table.source_id.not_in(older), is_repeated(table)))
            .order_by(table.source_id, table.start_char)
        )
        for fingerprint, source_id, start in connection.execute(statement):
            found.setdefault(fingerprint, Occurrence(source_id, start))
    return found


def _marked(record: _Record, repeats: Mapping[str, Occurrence]) -> _Record:
    first = repeats.get(record.fingerprint or "")
    if first is None or record.duplicate_of is not None:
        return record
    return replace(record, duplicate_of=first)


def _places(connection: Connection, source_id: str) -> list[tuple[int, int, int]]:
    table = schema.passage.c
    statement = (
        select(table.start_char, table.end_char, table.ordinal)
        .where(table.source_id == source_id)
        .order_by(table.start_char, table.ordinal)
    )
    return [(start, end, ordinal) for start, end, ordinal in connection.execute(statement)]


def _passage_at(places: list[tuple[int, int, int]], start: int | None) -> int | None:
    if start is None:
        return None
    index = bisect_right(places, start, key=lambda place: place[0]) - 1
    if index < 0 or start >= places[index][1]:
        return None
    return places[index][2]


def _add_claims(journal: Journal, items: Mapping[str, Prepared], asked: Sequence[str]) -> int:
    """Add the claims, by their ids, that are not there yet; gives how many these are.

    Only those ``asked`` for are looked up: a claim of a source that is new cannot be there.
    """
    known = journal.known(schema.claim.c.id, asked)
    fresh = {claim_id: item for claim_id, item in items.items() if claim_id not in known}
    journal.add_values(
        schema.claim, COLUMNS, [item.values for item in fresh.values()],
        {claim_id: item.digest for claim_id, item in fresh.items()},
    )  # fmt: skip
    # In the order of their keys: the engine finds neighbours where it was.
    named = sorted((claim_id, *q) for claim_id, item in fresh.items() for q in item.qualifiers)
    journal.add_values(
        schema.qualifier, ("claim_id", "name", "value"), [one[:3] for one in named],
        {f"{claim_id} {name}": digest for claim_id, name, _, digest in named},
    )  # fmt: skip
    return len(fresh)


def _text_of(connection: Connection, source_id: str) -> str | None:
    table = schema.document.c
    return connection.scalar(select(table.text).where(table.source_id == source_id))
