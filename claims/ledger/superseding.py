"""Claims that are withdrawn: a newer reading did not find them, or a newer file took the place.

A file that changed is another source, for a source is its bytes. The newest that was read at a
path counts; the claims of those before are withdrawn, and stay in the ledger with their sources.
What may be another file of the same name is left alone: a relative path must have been read in the
same folder. So is a source that is still met elsewhere, and what a source that counts repeats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, exists, or_, select, true, union_all

from claims.ledger import schema
from claims.ledger.journal import Journal
from claims.ledger.lookup import claim_is_current
from claims.ledger.records import Added
from claims.ledger.rows import chunks

FOLDER = "folder"
"""What a run's settings call the folder that it worked in."""


def folder_mark() -> str:
    """What tells the folder that the program works in from others, without its name."""
    return hashlib.sha256(str(Path.cwd()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def withdraw_others(
    journal: Journal, source_id: str, found: Collection[str], run_id: str, complete: bool
) -> int:
    """Withdraw the claims that ingesting found before and not now; restore those found again.

    Imported claims are somebody else's reading and stay. A reading that is not complete
    withdraws nothing: what it did not find may be what it did not get to.
    """
    claim, run = schema.claim, schema.run
    withdrawn = exists().where(schema.withdrawn_claim.c.claim_id == claim.c.id)
    statement = (
        select(claim.c.id, withdrawn)
        .join(run, run.c.id == claim.c.run_id)
        .where(claim.c.source_id == source_id, run.c.kind == "ingest")
        .order_by(claim.c.id)
    )
    changed = [
        claim_id
        for claim_id, is_withdrawn in journal.connection.execute(statement)
        if (claim_id in found) == bool(is_withdrawn) and (complete or is_withdrawn)
    ]
    run_seq = journal.begin(run_id) if changed else None
    changes = [
        {"claim_id": claim_id, "run_id": run_id, "run_seq": run_seq,
         "change": "withdrawn" if claim_id not in found else "restored"}
        for claim_id in changed
    ]  # fmt: skip
    journal.add(schema.claim_change, changes)
    return sum(row["change"] == "withdrawn" for row in changes)


def supersede(journal: Journal, read: Mapping[str, str], run_id: str) -> Added:
    """Withdraw what earlier versions of files said; see :meth:`Ledger.supersede`."""
    claims: dict[str, None] = {}
    replaced = 0
    older = versions_before(journal, read, run_id)
    for earlier in sorted(set().union(*older.values())):
        if not _is_elsewhere(journal.connection, earlier, read):
            found = _withdrawable(journal.connection, earlier)
            replaced += bool(found)
            claims |= found
    run_seq = journal.begin(run_id) if claims else None
    changes = [
        {"claim_id": claim_id, "run_id": run_id, "run_seq": run_seq, "change": "withdrawn"}
        for claim_id in claims
    ]
    journal.add(schema.claim_change, changes)
    return Added(claims_withdrawn=len(claims), replaced=replaced)


def versions_before(journal: Journal, read: Mapping[str, str], run_id: str) -> dict[str, set[str]]:
    """By path the ids of the other sources that were read where these sources are."""
    place, run = _places().c, schema.run.c
    here = _folder(journal.config(run_id))
    found: dict[str, set[str]] = {}
    for chunk in chunks([uri for uri in read if uri != "-" and "://" not in uri]):
        statement = (
            select(place.uri, place.source_id, run.config)
            .join(schema.run, run.id == place.run_id)
            .where(place.uri.in_(chunk))
        )
        for uri, source_id, config in journal.connection.execute(statement):
            same = PurePath(uri).is_absolute() or (here is not None and _folder(config) == here)
            if same and source_id != read[uri]:
                found.setdefault(uri, set()).add(source_id)
    return found


def stands(passage: Any) -> ColumnElement[bool]:
    """The condition that what a passage states was not withdrawn; others may repeat it."""
    return or_(~_stated(passage), _stated(passage, current=True))


def is_repeated(passage: Any) -> ColumnElement[bool]:
    """The condition that a passage of another source, of which claims count, repeats a passage."""
    again = schema.passage.alias("again").c
    return exists().where(
        again.fingerprint == passage.fingerprint,
        again.duplicate_source_id == passage.source_id,
        again.source_id != passage.source_id,
        _stated(again, current=True),
    )


def _stated(passage: Any, *, current: bool = False) -> ColumnElement[bool]:
    """The condition that a claim, or a ``current`` one, stands in a passage."""
    claim = schema.claim.alias("stated").c
    counts = ~exists().where(schema.withdrawn_claim.c.claim_id == claim.id) if current else true()
    return exists().where(
        claim.source_id == passage.source_id,
        claim.start_char >= passage.start_char,
        claim.start_char < passage.end_char,
        counts,
    )


def _withdrawable(connection: Connection, source_id: str) -> dict[str, None]:
    """The current claims that were read from a source, but those that others repeat."""
    claim, run, passage = schema.claim, schema.run, schema.passage
    repeated = exists().where(
        passage.c.source_id == claim.c.source_id,
        passage.c.ordinal == claim.c.passage,
        is_repeated(passage.c),
    )
    statement = (
        select(claim.c.id)
        .join(run, run.c.id == claim.c.run_id)
        .where(claim.c.source_id == source_id, run.c.kind == "ingest", claim_is_current, ~repeated)
        .order_by(claim.c.id)
    )
    return dict.fromkeys(connection.scalars(statement))


def _is_elsewhere(connection: Connection, source_id: str, read: Mapping[str, str]) -> bool:
    """Whether a source is still the newest at one of its places, as far as it is known."""
    place = _places().c
    for uri in connection.scalars(select(place.uri).where(place.source_id == source_id)):
        if uri in read:
            if read[uri] == source_id:
                return True
            continue
        others = select(place.source_id).where(place.uri == uri, place.source_id != source_id)
        counting = exists().where(schema.claim.c.source_id.in_(others), claim_is_current)
        if not connection.scalar(select(counting)):
            return True
    return False


def _places() -> Subquery:
    """Each source with each of its places and the run that met it there."""
    source, location = schema.source.c, schema.location.c
    return union_all(
        select(source.id.label("source_id"), source.uri, source.run_id),
        select(location.source_id, location.uri, location.run_id),
    ).subquery()


def _folder(config: str) -> str | None:
    settings = json.loads(config)
    return settings.get(FOLDER) if isinstance(settings, dict) else None
