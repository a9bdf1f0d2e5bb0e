"""Writing review events: who accepts, rejects, corrects, merges, dismisses or notes what.

A decision is a row that is added; what it is about stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, or_, select

from claims.errors import QueryError
from claims.ledger import lookup, schema
from claims.ledger.corrections import corrected, correction_json
from claims.ledger.events import LogFilter, log
from claims.ledger.findings import latest_version
from claims.ledger.journal import Journal, Row, actor, now
from claims.ledger.records import Correction, Review, ReviewAction
from claims.ledger.reviews import corrected_names, merged_subjects
from claims.ledger.storable import bad_text, unstorable, unstorable_name
from claims.records import content_hash

MAX_REASON_CHARACTERS = 4_000
TARGETS: Mapping[str, tuple[str, ...]] = {
    "accept": ("claim", "finding"),
    "reject": ("claim",),
    "correct": ("claim",),
    "merge-subjects": ("subject",),
    "dismiss": ("finding",),
    "note": ("claim", "finding"),
}
"""What each action can be about."""
_INSTEAD = {
    "reject": "it is the id of a finding; use: claims review dismiss ID --reason TEXT",
    "correct": "it is the id of a finding; correct the claim that is wrong: claims show ID",
    "dismiss": "it is the id of a claim; use: claims review reject ID --reason TEXT",
}
_UNREASONED = ("accept",)


def add_reviews(
    journal: Journal,
    run_id: str,
    action: ReviewAction,
    targets: Sequence[str],
    reason: str,
    *,
    into: str | None = None,
    correction: Correction | None = None,
    explained: bool = False,
) -> list[Review]:
    """Add an event for each target; gives the events. See :meth:`Ledger.review`."""
    connection = journal.connection
    said = _reason(action, reason)
    first = connection.scalar(select(func.max(schema.review.c.seq))) or 0
    shared: Row = {
        "run_id": run_id, "recorded_at": now(), "actor": actor(), "action": action,
        "reason": said, "claim_id": None, "finding_version": None, "subject": None,
        "into_subject": None, "correction": None,
        "cause": ("explained" if explained else "no_conflict") if action == "dismiss" else None,
    }  # fmt: skip
    rows = []
    for seq, target in enumerate(targets, first + 1):
        own = _about(connection, action, target)
        if correction is not None and own.get("claim_id"):
            own["correction"] = _correction(connection, own["claim_id"], correction)
        if into is not None:
            own["into_subject"] = _merged(connection, own["subject"], into)
        row = shared | own | {"seq": seq}
        rows.append(row | {"id": event_id(row)})
    journal.add(schema.review, rows)
    written = log(connection, LogFilter(), len(rows))[0]
    return written[::-1]


def event_id(row: Mapping[str, Any]) -> str:
    """The hash of all that an event says."""
    return content_hash({k: v for k, v in row.items() if k != "id" and v is not None})


def _reason(action: str, reason: str) -> str:
    said = reason.strip()
    if not said and action not in _UNREASONED:
        raise QueryError(f"to {action} needs a reason; give one with --reason TEXT")
    if len(said) > MAX_REASON_CHARACTERS:
        raise QueryError(
            f"the reason has {len(said)} characters; at most {MAX_REASON_CHARACTERS} are kept"
        )
    if bad := bad_text(said):
        raise QueryError(f"the reason holds {bad}")
    return said


def _about(connection: Connection, action: ReviewAction, target: str) -> Row:
    """The columns that say what an event is about."""
    kinds = TARGETS[action]
    if kinds == ("subject",):
        return {"subject": _subject(connection, target)}
    resolved: dict[str, str] = {}
    refusals: list[QueryError] = []
    for kind, column in (("claim", schema.claim.c.id), ("finding", schema.finding.c.id)):
        try:
            resolved[kind] = lookup.resolve(connection, column, target, kind)
        except QueryError as error:
            if kind in kinds:
                refusals.append(error)
    fitting = [kind for kind in kinds if kind in resolved]
    if len(fitting) > 1:
        raise QueryError(f"{target!r} begins the id of a claim and of a finding; give more of it")
    if not fitting:
        hint = _INSTEAD.get(action) if resolved else None
        said = f"{target!r}: {hint}" if hint else None
        if said is None and len(kinds) > 1 and "no claim" in str(refusals[0]):
            said = str(refusals[1]).replace("no finding", "no claim or finding")
        raise QueryError(said or str(refusals[0]))
    if "claim" in fitting:
        return {"claim_id": resolved["claim"]}
    return {"finding_version": latest_version(connection, resolved["finding"])}


def _subject(connection: Connection, name: str) -> str:
    """A subject that claims have, or that a review named, as it is written there."""
    found = [] if unstorable_name(name) else lookup.same(connection, schema.claim.c.subject, name)
    if not found and not unstorable_name(name):
        review = schema.review.c
        merged = or_(review.subject == name, review.into_subject == name)
        known = connection.scalar(select(review.seq).where(merged).limit(1)) is not None
        found = [name] if known or name in _corrected_subjects(connection) else []
    if len(found) != 1:
        several = f"; there are: {', '.join(found)}" if found else ""
        raise QueryError(
            f"no claim has the subject {name!r}{several}; list them with: claims subjects"
        )
    return found[0]


def _corrected_subjects(connection: Connection) -> set[str | None]:
    return {subject for _, subject, _ in corrected_names(connection)}


def _merged(connection: Connection, subject: str, name: str) -> str:
    """The name that a subject is to go under. Refuses what is no name, and a circle."""
    if bad := unstorable_name(name):
        raise QueryError(f"{name!r} is not the name of a subject: {bad}")
    found = lookup.same(connection, schema.claim.c.subject, name)
    if len(found) > 1:
        raise QueryError(f"{name!r} names several subjects; write one of: {', '.join(found)}")
    into = found[0] if found else name
    merged = merged_subjects(connection)
    if into == subject and subject not in merged:
        raise QueryError(f"{subject!r} goes under no other name: no merge is there to take back")
    if into != subject and merged.get(into) == subject:
        raise QueryError(
            f"{into!r} goes under {subject!r} already; to turn that around, first take it back "
            f"with: claims review merge-subjects {into!r} {into!r} --reason TEXT"
        )
    return into


def _correction(connection: Connection, claim_id: str, correction: Correction) -> str:
    stored = lookup.claims_by_id(connection, [claim_id])[0]
    text = correction_json(correction)
    if text == "{}":
        raise QueryError("a correction says what is right: --subject, --attribute or --value")
    names = [name for name in (correction.subject, correction.attribute) if name is not None]
    bad = next(filter(None, map(unstorable_name, names)), None)
    if bad := bad or unstorable(corrected(stored.claim, correction)):
        raise QueryError(f"the correction cannot be stored: {bad}")
    return text
