"""Where reviews stand: the events, and what the newest of them make of claims and findings.

Every function here works within the read transaction of the connection it is given, and sees
the events up to a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    func,
    or_,
    select,
    type_coerce,
)

from claims.ledger import schema
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import MIN_PREFIX, Correction, Review, Reviewed, StoredClaim
from claims.ledger.rows import damaged, from_json, spaced, to_decimal, to_json, words_of
from claims.records import Claim, Finding, Value, plain

_CHUNK = 1_000
_NUMBERS = ("lo", "hi", "canonical_lo", "canonical_hi", "step")
_WORDS = ("unit", "canonical_unit", "modifier", "date")


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which events are looked for; what is ``None`` is any.

    ``target`` is the beginning of an id, six characters or more, or a subject. ``since`` and
    ``until`` are times as the ledger writes them, both included.
    """

    actions: Sequence[str] | None = None
    actor: str | None = None
    target: str | None = None
    since: str | None = None
    until: str | None = None


def events(
    connection: Connection, wanted: LogFilter, limit: int | None = None
) -> tuple[list[Review], int]:
    """The newest events that are looked for, newest first, and how many there are in all."""
    found = _events(*_conditions(wanted))
    newest = found.order_by(schema.review.c.seq.desc()).limit(limit)
    count = found.with_only_columns(func.count())
    return [_review(row) for row in connection.execute(newest)], connection.scalar(count) or 0


def claim_reviews(
    connection: Connection, ids: Iterable[str], moment: Moment = NOW
) -> dict[str, Reviewed]:
    """Where the review of claims stands, by id; claims that nobody reviewed are left out."""
    found: dict[str, list[Review]] = {}
    for chunk in _chunks(list(ids)):
        statement = _events(
            schema.review.c.claim_id.in_(chunk), moment.came(schema.review.c.recorded_at)
        ).order_by(schema.review.c.seq)
        for row in connection.execute(statement):
            found.setdefault(row.claim_id, []).append(_review(row))
    return {claim_id: _standing(history) for claim_id, history in found.items()}


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


def corrections(moment: Moment = NOW) -> Select[Any]:
    """The claims whose newest decision is a correction, with what it says."""
    review = schema.review.c
    newest = review.seq.in_(_newest(moment, _ever("correct")))
    return select(review.claim_id, review.correction).where(review.action == "correct", newest)


def corrected_name(correction: ColumnElement[Any], name: str) -> ColumnElement[str]:
    """The subject or attribute that the text of a correction says, if it says one."""
    # PostgreSQL reads a text as JSON when told to; SQLite's functions take it as it is.
    read = cast(correction, Text().with_variant(JSON(), "postgresql"))
    said: ColumnElement[str] = type_coerce(read, JSON)[name].as_string()
    return said


def corrected_names(
    connection: Connection, moment: Moment = NOW
) -> Iterator[tuple[str, str | None, str | None]]:
    """Id, subject and attribute of each corrected claim, as corrections and merges have them."""
    claim = schema.claim.c
    event = corrections(moment).subquery()
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
        if len(batch) == _CHUNK:
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
    for chunk in _chunks(sorted(events)):
        statement = select(review.c.claim_id, review.c.action).where(review.c.id.in_(chunk))
        for claim_id, action in connection.execute(statement):
            merged |= action == "merge-subjects"
            if claim_id is not None and action != "note":
                claims.add(claim_id)
    found: set[str | None] = set()
    for chunk in _chunks(sorted(claims)):
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


def finding_reviews(
    connection: Connection, findings: Sequence[Finding], moment: Moment = NOW
) -> dict[str, Reviewed]:
    """Where the review of findings stands, by id; those that nobody reviewed are left out.

    A decision holds for the finding it was made on, and for every other of its kind and attribute
    that has no claims beyond those of it: what is decided stays so when claims go.
    A finding that shares competing claims with such a one and has new claims is ``reopened``.
    """
    review = schema.review.c
    statement = _events(
        review.finding_version.is_not(None), moment.came(review.recorded_at)
    ).order_by(review.seq)
    history = [(_review(row), row) for row in connection.execute(statement)]
    if not history:
        return {}
    members = _members(connection, {row.finding_version for _, row in history})
    decided = [
        _Decided(event, row.kind, row.attribute, members[version])
        for event, row in history
        for version in [row.finding_version]
    ]
    standing = {finding.id: _finding_standing(finding, decided) for finding in findings}
    return {finding_id: state for finding_id, state in standing.items() if state is not None}


def correction_json(correction: Correction) -> str:
    """A correction as it is stored: what is corrected and nothing else, numbers as text."""
    said: dict[str, Any] = {
        name: getattr(correction, name)
        for name in ("subject", "attribute", "value_text")
        if getattr(correction, name) is not None
    }
    if correction.value is not None:
        value = correction.value
        numbers = {n: getattr(value, n) for n in _NUMBERS}
        words = {n: getattr(value, n) for n in _WORDS}
        said["value"] = {n: None if v is None else plain(v) for n, v in numbers.items()} | words
    return to_json(said)


def to_correction(text: str) -> Correction:
    """The correction that a text holds. Raises :class:`LedgerError` for what is none."""
    said = from_json(text)
    try:
        value = said.pop("value", None)
        if value is not None:
            numbers = {n: None if value[n] is None else to_decimal(value[n]) for n in _NUMBERS}
            value = Value(**{**value, **numbers})
        if not all(isinstance(name, str) for name in said.values()):
            raise TypeError("a name that is no text")
        return Correction(**said, value=value)
    except (LookupError, TypeError, AttributeError) as error:
        raise damaged(f"a correction that cannot be read ({error})") from error


def corrected(claim: Claim, correction: Correction) -> Claim:
    """A claim as a correction says it, under the id of the claim."""
    changes: dict[str, Any] = {
        name: getattr(correction, name)
        for name in ("subject", "attribute", "value_text", "value")
        if getattr(correction, name) is not None
    }
    return replace(claim, **changes, corrects=claim.id)


@dataclass(frozen=True, slots=True)
class _Decided:
    """An event on a finding, and what the finding was about."""

    event: Review
    kind: str
    attribute: str | None
    claims: frozenset[str]

    def alike(self, finding: Finding) -> bool:
        return (self.kind, self.attribute) == (finding.kind, finding.attribute)


def _finding_standing(finding: Finding, decided: Sequence[_Decided]) -> Reviewed | None:
    own = frozenset(finding.claim_ids)
    competing = {claim_id for group in finding.values for claim_id in group} or own
    alike = [item for item in decided if item.alike(finding)]
    holding = [item.event for item in alike if own <= item.claims]
    if any(event.state for event in holding):
        return _standing(holding)
    earlier = [item for item in alike if competing & item.claims]
    decisions = [item for item in earlier if item.event.state]
    notes = tuple(item.event for item in earlier if item.event.state is None)
    if decisions:
        last = decisions[-1]
        return Reviewed("reopened", last.event, notes, tuple(sorted(own - last.claims)))
    return Reviewed(notes=notes) if notes else None


def _standing(history: Sequence[Review]) -> Reviewed:
    """What events on one thing, in order, come to: the newest decision holds."""
    decision = next((event for event in reversed(history) if event.state is not None), None)
    notes = tuple(event for event in history if event.state is None)
    return Reviewed(decision.state if decision else None, decision, notes)


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


def _conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    review, finding = schema.review.c, schema.finding.c
    if wanted.actions is not None:
        yield review.action.in_(list(wanted.actions))
    if wanted.actor is not None:
        yield review.actor == wanted.actor
    if wanted.since is not None:
        yield review.recorded_at >= wanted.since
    if wanted.until is not None:
        yield review.recorded_at <= wanted.until
    if wanted.target is not None:
        ways = [review.subject == wanted.target, review.into_subject == wanted.target]
        prefix = wanted.target.strip().lower()
        if len(prefix) >= MIN_PREFIX and prefix.isalnum():
            ways += [column.startswith(prefix) for column in (review.claim_id, finding.id)]
        yield or_(*ways)


def _events(*conditions: ColumnElement[bool]) -> Select[Any]:
    review, finding = schema.review, schema.finding
    columns = (finding.c.id.label("finding_id"), finding.c.kind, finding.c.attribute)
    return (
        select(review, *columns)
        .select_from(review.outerjoin(finding, finding.c.version == review.c.finding_version))
        .where(*conditions)
    )


def _review(row: Any) -> Review:
    targets = (
        ("claim", row.claim_id), ("finding", row.finding_id), ("subject", row.subject),
    )  # fmt: skip
    kind, target = next((k, name) for k, name in targets if name is not None)
    return Review(
        seq=row.seq, id=row.id, recorded_at=row.recorded_at, actor=row.actor, action=row.action,
        target_kind=kind, target=target, reason=row.reason, into_subject=row.into_subject,
        correction=to_correction(row.correction) if row.correction else None, cause=row.cause,
    )  # fmt: skip


def _members(connection: Connection, versions: Iterable[str]) -> dict[str, frozenset[str]]:
    table = schema.finding_claim.c
    found: dict[str, set[str]] = {version: set() for version in versions}
    for chunk in _chunks(sorted(found)):
        statement = select(table.version, table.claim_id).where(table.version.in_(chunk))
        for version, claim_id in connection.execute(statement):
            found[version].add(claim_id)
    return {version: frozenset(ids) for version, ids in found.items()}


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
