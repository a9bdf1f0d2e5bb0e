"""Looking up by id, and listing what the ledger holds.

Every function here works within the read transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
)

from claims.errors import QueryError
from claims.ledger import schema
from claims.ledger.dialect import Dialect
from claims.ledger.moments import NOW, Moment
from claims.ledger.records import (
    AttributeCount,
    Context,
    StoredClaim,
    StoredSource,
    SubjectCount,
)
from claims.ledger.reviews import changes_comparing, merged_subjects, names_of
from claims.ledger.rows import CLAIM_COLUMNS, to_claim, to_finding, words_of
from claims.ledger.weights import source_weights
from claims.records import Claim, Finding

MIN_PREFIX = 6
_LAST = "\U0010ffff"
_CHUNK = 1_000
_DOCUMENT_COLUMNS = (
    "format", "media_type", "encoding", "size_bytes", "text_sha256", "title", "publisher",
    "author", "published", "retrieved_at",
)  # fmt: skip

claim_is_current = NOW.claim_is_current()
claim_order = (
    schema.claim.c.subject.asc().nulls_last(),
    schema.claim.c.attribute.asc().nulls_last(),
    schema.claim.c.id,
)


def resolve(connection: Connection, column: Column[Any], prefix: str, kind: str) -> str:
    """The one id in ``column`` that begins with ``prefix``.

    Raises :class:`QueryError` for a prefix of less than six characters, of no id or of
    several; ``kind`` says in the message what was looked for.
    """
    prefix = prefix.strip().lower()
    if len(prefix) < MIN_PREFIX:
        raise QueryError(
            f"{prefix!r} is too short for the id of a {kind}; give {MIN_PREFIX} characters or more"
        )
    if "\0" in prefix or not prefix.isprintable():
        raise QueryError(f"{prefix!r} is not the id of a {kind}")
    statement = (
        select(column)
        .distinct()
        .where(column >= prefix, column < prefix + _LAST)
        .order_by(column)
        .limit(6)
    )
    found = list(connection.scalars(statement))
    if not found:
        raise QueryError(f"no {kind} has an id that begins with {prefix!r}")
    if len(found) > 1 and found[0] != prefix:
        listed = ", ".join(candidate[: len(prefix) + 8] for candidate in found[:5])
        more = ", …" if len(found) > 5 else ""
        raise QueryError(f"{prefix!r} begins the ids of several {kind}s: {listed}{more}")
    return str(found[0])


def claims_select() -> Select[Any]:
    """All claims with their source's title and date, in no order."""
    claim, document = schema.claim, schema.document
    columns = [claim.c[name] for name in CLAIM_COLUMNS]
    return select(
        *columns,
        claim.c.run_id,
        document.c.title.label("source_title"),
        document.c.published.label("source_published"),
    ).select_from(claim.outerjoin(document, document.c.source_id == claim.c.source_id))


def stored(row: Row[Any]) -> StoredClaim:
    """The claim in a row of :func:`claims_select`."""
    columns = row._asdict()
    claim = to_claim(columns)
    return StoredClaim(
        id=columns["id"],
        claim=claim,
        run_id=columns["run_id"],
        source_title=columns["source_title"],
        published=claim.published or columns["source_published"],
    )


def claim_by_prefix(connection: Connection, prefix: str, moment: Moment = NOW) -> StoredClaim:
    """The claim whose id begins with ``prefix``, a withdrawn one as well."""
    claim_id = resolve(connection, schema.claim.c.id, prefix, "claim")
    found = claims_by_id(connection, [claim_id], moment.knows_claim())
    if not found:
        raise QueryError(f"the ledger did not know the claim {prefix!r} at {moment.time}")
    return found[0]


def claims_by_id(
    connection: Connection, ids: Iterable[str], *conditions: ColumnElement[bool]
) -> list[StoredClaim]:
    """The claims of these ids in the order of the ids; unknown ids are left out, and claims that
    do not fulfil the conditions."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, StoredClaim] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = connection.execute(claims_select().where(schema.claim.c.id.in_(chunk), *conditions))
        found |= {row.id: stored(row) for row in rows}
    return [found[claim_id] for claim_id in wanted if claim_id in found]


def is_confident(dialect: Dialect, least: Decimal) -> ColumnElement[bool]:
    """The condition of a confidence of ``least`` or more, no finer than the column is exact."""
    enough: ColumnElement[bool] = schema.claim.c.confidence_number >= dialect.bound(least, -1)
    return enough


def all_claims(
    connection: Connection,
    dialect: Dialect,
    *,
    min_confidence: Decimal | None,
    include_duplicates: bool,
    moment: Moment = NOW,
) -> Iterator[StoredClaim]:
    """All current claims by subject, attribute and id, read as they are asked for."""
    least = Decimal(0) if min_confidence is None else min_confidence
    statement = claims_select().where(moment.claim_is_current()).order_by(*claim_order)
    if not include_duplicates:
        statement = statement.where(schema.claim.c.duplicate_source_id.is_(None))
    if min_confidence is not None:
        statement = statement.where(is_confident(dialect, min_confidence))
    with connection.execution_options(yield_per=_CHUNK).execute(statement) as rows:
        for row in rows:
            claim = stored(row)
            if claim.claim.confidence >= least:
                yield claim


def count_claims(connection: Connection, dialect: Dialect, min_confidence: Decimal | None) -> int:
    """How many current claims there are of ``min_confidence`` or more."""
    statement = select(func.count()).select_from(schema.claim).where(claim_is_current)
    if min_confidence is not None:
        statement = statement.where(is_confident(dialect, min_confidence))
    return connection.scalar(statement) or 0


def context(connection: Connection, claim: Claim, characters: int) -> Context | None:
    """The claim's value in its source's text; ``None`` if the text or the place is unknown."""
    if claim.start is None or claim.end is None:
        return None
    text, first = schema.document.c.text, max(0, claim.start - characters)
    statement = select(
        func.substr(text, first + 1, claim.start - first),
        func.substr(text, claim.start + 1, claim.end - claim.start),
        func.substr(text, claim.end + 1, characters),
    ).where(schema.document.c.source_id == claim.source_id)
    row = connection.execute(statement).first()
    return None if row is None else Context(*row)


def sources(connection: Connection, source_id: str | None = None) -> list[StoredSource]:
    """The sources by URI with their counts, without text; or the one of ``source_id``."""
    source, document, passage = schema.source, schema.document, schema.passage
    counts = _claim_counts()
    passages = select(func.count()).where(passage.c.source_id == source.c.id).scalar_subquery()
    statement = (
        select(
            source.c.id,
            source.c.uri,
            func.coalesce(counts.c.claims, 0).label("claims"),
            func.coalesce(counts.c.repeated, 0).label("repeated"),
            passages.label("passages"),
            *(document.c[name] for name in _DOCUMENT_COLUMNS),
        )
        .outerjoin(document, document.c.source_id == source.c.id)
        .outerjoin(counts, counts.c.source_id == source.c.id)
        .order_by(source.c.uri, source.c.id)
    )
    if source_id is not None:
        statement = statement.where(source.c.id == source_id)
    found = [StoredSource(**row._asdict()) for row in connection.execute(statement)]
    locations, weights = _locations(connection), source_weights(connection)
    return [
        replace(item, locations=locations.get(item.id, ()), weight=weights.get(item.id))
        for item in found
    ]


def source_by_prefix(connection: Connection, prefix: str) -> StoredSource:
    """The source whose id begins with ``prefix``, or whose URI it is, with its text."""
    by_uri = select(schema.source.c.id).where(schema.source.c.uri == prefix).limit(2)
    found = list(connection.scalars(by_uri)) if "\0" not in prefix else []
    if len(found) == 1:
        source_id = found[0]
    else:
        source_id = resolve(connection, schema.source.c.id, prefix, "source")
    table = schema.document.c
    text = connection.scalar(select(table.text).where(table.source_id == source_id))
    return replace(sources(connection, source_id)[0], text=text)


def subjects(connection: Connection) -> list[SubjectCount]:
    """The subjects by name, those merged under one, with counts that leave out repeated claims."""
    table = schema.claim.c
    merges = merged_subjects(connection)
    name = case(merges, value=table.subject, else_=table.subject) if merges else table.subject
    rows = connection.execute(_counts(name, table.attribute))
    return [SubjectCount(*row) for row in rows]


def attributes(connection: Connection) -> list[AttributeCount]:
    """The attributes by name, with counts that leave out repeated claims."""
    table = schema.claim.c
    rows = connection.execute(_counts(table.attribute, table.subject))
    return [AttributeCount(*row) for row in rows]


def same(
    connection: Connection, column: Column[Any], wanted: str, among: Select[Any] | None = None
) -> list[str]:
    """The values in ``column`` that are ``wanted``, or differ from it in case and blanks only.

    ``among`` selects values that these are among; all values of the column, if it is not given.
    """
    if "\0" in wanted:
        return []
    if connection.scalar(select(column).where(column == wanted).limit(1)) is not None:
        return [wanted]
    words = words_of(wanted)
    if among is None:
        among = select(column).where(column.is_not(None)).distinct()
    values = connection.scalars(among)
    return sorted(value for value in values if value is not None and words_of(value) == words)


def each_value(column: Column[Any]) -> Select[Any]:
    """Each value of a column once, by steps through its index from one to the next: for a column
    of few values in many rows, which the engines would read all."""
    found = select(func.min(column).label("value")).cte(recursive=True)
    following = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    return select(found.c.value).where(found.c.value.is_not(None))


def subject_names(
    connection: Connection,
    column: Column[Any],
    wanted: str,
    moment: Moment = NOW,
    among: Select[Any] | None = None,
) -> list[str]:
    """The values in ``column`` that name the subject ``wanted``, those merged with it too.

    ``among`` is as in :func:`same`.
    """
    merges = merged_subjects(connection, moment)
    return names_of(same(connection, column, wanted, among), merges, wanted)


def finding_by_prefix(connection: Connection, prefix: str) -> Finding:
    """What was last said under the finding's id that begins with ``prefix``."""
    finding_id = resolve(connection, schema.finding.c.id, prefix, "finding")
    version = latest_version(connection, finding_id)
    return _findings(connection, select(schema.finding).where(schema.finding.c.version == version))[
        0
    ]


def latest_version(connection: Connection, finding_id: str) -> str:
    """The version of the finding of this id that was said last."""
    finding, seen, run = schema.finding, schema.finding_seen, schema.run
    latest = (
        select(finding.c.version)
        .join(seen, seen.c.version == finding.c.version)
        .join(run, run.c.id == seen.c.run_id)
        .where(finding.c.id == finding_id)
        .order_by(run.c.seq.desc(), finding.c.version)
        .limit(1)
    )
    return str(connection.scalar(latest))


def findings(
    connection: Connection,
    kinds: Sequence[str] | None,
    subject: str | None,
    attribute: str | None,
    min_severity: Decimal | None,
    claim_id: str | None,
    moment: Moment = NOW,
) -> list[Finding]:
    """The findings of the latest reconcile run that came to its end, most serious first."""
    finding, member = schema.finding, schema.finding_claim
    statement = select(finding).where(finding.c.version.in_(moment.current_versions()))
    if kinds is not None:
        statement = statement.where(finding.c.kind.in_(list(kinds)))
    if subject is not None:
        statement = statement.where(
            finding.c.subject.in_(subject_names(connection, finding.c.subject, subject, moment))
        )
    if attribute is not None:
        known = same(connection, finding.c.attribute, attribute)
        statement = statement.where(finding.c.attribute.in_(known))
    if claim_id is not None:
        about = select(member.c.version).where(member.c.claim_id == claim_id)
        statement = statement.where(finding.c.version.in_(about))
    found = _findings(connection, statement)
    if min_severity is not None:
        found = [item for item in found if item.severity >= min_severity]
    return found


def findings_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Finding]:
    """The findings of any run whose rows fulfil conditions, most serious first."""
    return _findings(connection, select(schema.finding).where(*conditions))


def count_findings(connection: Connection) -> dict[str, int]:
    """How many findings of each kind the latest reconcile run that ended said."""
    kind, current = schema.finding.c.kind, schema.current_finding.c.version
    statement = select(kind, func.count()).where(schema.finding.c.version.in_(select(current)))
    return {row[0]: row[1] for row in connection.execute(statement.group_by(kind).order_by(kind))}


def needs_reconcile(connection: Connection) -> bool:
    """Whether claims were added, withdrawn or judged otherwise, or sources given other weights,
    after the latest reconcile run."""
    run, end = schema.run, schema.run_end
    tables = schema.claim, schema.claim_change, schema.source_weight
    latest = (
        select(func.coalesce(func.max(run.c.seq), 0))
        .join(end, end.c.run_id == run.c.id)
        .where(run.c.kind == "reconcile")
        .scalar_subquery()
    )
    runs = select(run.c.id).where(run.c.seq > latest)
    changed = or_(*(exists().where(table.c.run_id == run.c.id) for table in tables))
    later = connection.scalar(runs.where(changed).limit(1))
    return later is not None or changes_comparing(connection, runs)


def _findings(connection: Connection, statement: Select[Any]) -> list[Finding]:
    rows = list(connection.execute(statement))
    members = _members(connection, [row.version for row in rows])
    found = [to_finding(row._asdict(), tuple(members.get(row.version, ()))) for row in rows]
    return sorted(
        found,
        key=lambda item: (
            -item.severity, item.kind, item.subject or "", item.attribute or "", item.id,
        ),
    )  # fmt: skip


def _members(connection: Connection, versions: Sequence[str]) -> dict[str, list[str]]:
    table = schema.finding_claim.c
    members: dict[str, list[str]] = {}
    for start in range(0, len(versions), _CHUNK):
        statement = (
            select(table.version, table.claim_id)
            .where(table.version.in_(versions[start : start + _CHUNK]))
            .order_by(table.version, table.position)
        )
        for version, claim_id in connection.execute(statement):
            members.setdefault(version, []).append(claim_id)
    return members


def _counts(of: ColumnElement[Any], other: Column[Any]) -> Select[Any]:
    table = schema.claim.c
    counted = (
        select(of.label("name"), other.label("other"), table.source_id)
        .where(of.is_not(None), table.duplicate_source_id.is_(None), claim_is_current)
        .subquery()
    )
    own = counted.c
    return (
        select(
            own.name, func.count(), func.count(distinct(own.other)),
            func.count(distinct(own.source_id)),
        )
        .group_by(own.name)
        .order_by(own.name)
    )  # fmt: skip


def _claim_counts() -> Any:
    table = schema.claim.c
    return (
        select(
            table.source_id,
            func.count().label("claims"),
            func.count(table.duplicate_source_id).label("repeated"),
        )
        .where(claim_is_current)
        .group_by(table.source_id)
        .subquery()
    )


def _locations(connection: Connection) -> dict[str, tuple[str, ...]]:
    table = schema.location.c
    found: dict[str, tuple[str, ...]] = {}
    for source_id, uri in connection.execute(
        select(table.source_id, table.uri).order_by(table.source_id, table.uri)
    ):
        found[source_id] = (*found.get(source_id, ()), uri)
    return found
