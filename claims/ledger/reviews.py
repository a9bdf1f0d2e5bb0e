"""Where reviews of claims and subjects stand: what the newest events make of them.

Every function here works within the read transaction of the connection it is given, and sees
the events up to a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
)

from claims.ledger import schema
from claims.ledger.corrections import corrected, to_correction
from claims.ledger.events import events_select, standing, to_review
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import Review, Reviewed, StoredClaim
from claims.ledger.rows import CHUNK, chunks, spaced, words_of


def claim_reviews(
    connection: Connection, ids: Iterable[str], moment: Moment = NOW
) -> dict[str, Reviewed]:
    """Where the review of claims stands, by id; claims that nobody reviewed are left out."""
    found: dict[str, list[Review]] = {}
    for chunk in chunks(list(ids)):
        statement = events_select(
            schema.review.c.claim_id.in_(chunk), moment.came(schema.review.c.recorded_at)
        ).order_by(schema.review.c.seq)
        for row in connection.execute(statement):
            found.setdefault(row.claim_id, []).append(to_review(row))
    return {claim_id: standing(history) for claim_id, history in found.items()}


def merged_subjects(connection: Connection, moment: Moment = NOW) -> dict[str, str]:
    """The names that subjects go under now, by the names that were merged away."""
    review = schema.review.c
    statement = (
        select(review.subject, review.into_subject)
        .where(review.action == "merge-subjects", moment.came(review.recorded_at))
        .order_by(review.seq)
    )
    latest: dict[str, str] = {
        row.subject: row.into_subject for row in connection.execute(statement)
    }
    return {name: _end(name, latest) for name in latest if _end(name, latest) != name}


def claim_decisions(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """The source's id, the attribute and the action of the newest decision on each claim that
    has an attribute."""
    review, claim = schema.review.c, schema.claim.c
    statement = (
        select(claim.source_id, claim.attribute, review.action)
        .join(schema.review, review.claim_id == claim.id)
        .where(review.seq.in_(_newest(NOW)), claim.attribute.is_not(None))
    )
    for row in connection.execute(statement):
        yield row.source_id, row.attribute, row.action


def corrected_claims(moment: Moment = NOW) -> Select[Any]:
    """The ids of the claims whose newest decision is a correction."""
    return _decided("correct", moment)


def accepted_claims(moment: Moment = NOW) -> Select[Any]:
    """The ids of the claims whose newest decision is that they are right."""
    return _decided("accept", moment)


def rejected_claims(moment: Moment = NOW) -> Select[Any]:
    """The ids of the claims whose newest decision is that they are wrong."""
    return _decided("reject", moment)


def newest_corrections(moment: Moment = NOW) -> Select[Any]:
    """The claims whose newest decision is a correction, with what it says."""
    review = schema.review.c
    newest = review.seq.in_(_newest(moment, _ever("correct")))
    return select(review.claim_id, review.correction).where(review.action == "correct", newest)


def corrected_names(
    connection: Connection, moment: Moment = NOW
) -> Iterator[tuple[str, str | None, str | None]]:
    """Id, subject and attribute of each corrected claim, as corrections and merges have them."""
    claim = schema.claim.c
    event = newest_corrections(moment).subquery()
    statement = (
        select(claim.id, claim.subject, claim.attribute, event.c.correction)
        .join(event, event.c.claim_id == claim.id)
        .order_by(claim.id)
    )
    merges = merged_subjects(connection, moment)
    for claim_id, subject, attribute, text in connection.execute(statement):
        said = to_correction(text)
        name = subject if said.subject is None else said.subject
        yield claim_id, merges.get(name, name), said.attribute or attribute


def with_reviews(
    connection: Connection, found: Iterable[StoredClaim], moment: Moment = NOW
) -> Iterator[StoredClaim]:
    """Stored claims with where their review stands, and as they count now."""
    merges = merged_subjects(connection, moment)
    on_claims = select(schema.review.c.seq).where(schema.review.c.claim_id.is_not(None)).limit(1)
    if not merges and connection.scalar(on_claims) is None:
        yield from found
        return
    batch: list[StoredClaim] = []
    for stored in found:
        batch.append(stored)
        if len(batch) == CHUNK:
            yield from _reviewed(connection, batch, merges, moment)
            batch = []
    yield from _reviewed(connection, batch, merges, moment)


def subjects_judged(connection: Connection, events: Collection[str]) -> set[str]:
    """The subjects, old and new, of what these events (by their ids) decided on.

    After a merge these are all names that any merge speaks of.
    """
    review, claim = schema.review, schema.claim
    claims: set[str] = set()
    merged = False
    for chunk in chunks(sorted(events)):
        statement = select(review.c.claim_id, review.c.action).where(review.c.id.in_(chunk))
        for claim_id, action in connection.execute(statement):
            merged |= action == "merge-subjects"
            if claim_id is not None and action != "note":
                claims.add(claim_id)
    found: set[str | None] = set()
    for chunk in chunks(sorted(claims)):
        found.update(connection.scalars(select(claim.c.subject).where(claim.c.id.in_(chunk))))
        corrected_to = select(review.c.correction).where(
            review.c.claim_id.in_(chunk), review.c.correction.is_not(None)
        )
        found.update(to_correction(said).subject for said in connection.scalars(corrected_to))
    if merged:
        names = select(review.c.subject, review.c.into_subject)
        for pair in connection.execute(names.where(review.c.action == "merge-subjects")):
            found.update(pair)
    return {name for name in found if name is not None}


def changes_comparing(connection: Connection, runs: Select[Any]) -> bool:
    """Whether the events of ``runs`` change what comes of comparing: a merge, or a decision on a
    claim."""
    review = schema.review.c
    decision = and_(review.claim_id.is_not(None), review.action != "note")
    changing = or_(decision, review.action == "merge-subjects")
    statement = select(review.seq).where(review.run_id.in_(runs), changing)
    return connection.scalar(statement.limit(1)) is not None


def names_of(names: Collection[str], merges: Mapping[str, str], wanted: str) -> list[str]:
    """All subjects that go under the same name as one of ``names``, or as ``wanted``."""
    words = words_of(wanted)
    known = [name for pair in merges.items() for name in pair if words_of(name) == words]
    ends = {merges.get(name, name) for name in (*names, *known)}
    return sorted(ends | {name for name, end in merges.items() if end in ends})


def named_with(merges: Mapping[str, str], pattern: str) -> list[str]:
    """The subjects that go under a name in whose words, as they are searched, a pattern stands."""
    return sorted(name for name, end in merges.items() if pattern in f" {spaced(end)}")


def _reviewed(
    connection: Connection, batch: Sequence[StoredClaim], merges: Mapping[str, str], moment: Moment
) -> Iterator[StoredClaim]:
    known = claim_reviews(connection, [stored.id for stored in batch], moment)
    for stored in batch:
        review = known.get(stored.id)
        claim = stored.claim
        decision = review.decision if review else None
        if decision is not None and decision.correction is not None:
            claim = corrected(claim, decision.correction)
        if (name := merges.get(claim.subject or "")) is not None:
            claim = replace(claim, subject=name, corrects=stored.id)
        if review is None and claim is stored.claim:
            yield stored
        else:
            current = None if claim is stored.claim else claim
            yield replace(stored, review=review or Reviewed(), reviewed=current)


def _end(name: str, latest: Mapping[str, str]) -> str:
    seen = {name}
    while (following := latest.get(name, name)) not in seen:
        seen.add(following)
        name = following
    return name


def _decided(action: str, moment: Moment) -> Select[Any]:
    review = schema.review.c
    return select(review.claim_id).where(
        review.action == action, review.seq.in_(_newest(moment, _ever(action)))
    )


def _ever(action: str) -> Select[Any]:
    review = schema.review.alias("ever").c
    return select(review.claim_id).where(review.action == action)


def _newest(moment: Moment, among: Select[Any] | None = None) -> Select[Any]:
    """The numbers of the newest decisions on claims; of those ``among`` the given ones only."""
    review = schema.review.alias("newest").c
    statement = (
        select(func.max(review.seq))
        .where(review.claim_id.is_not(None), review.action != "note")
        .where(moment.came(review.recorded_at))
        .group_by(review.claim_id)
    )
    return statement if among is None else statement.where(review.claim_id.in_(among))
