"""What is known about sources besides what they say: weights given, and claims judged.

Every function here works within the transaction of the connection it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection, func, select

from claims.ledger import schema
from claims.ledger.journal import Journal, actor, now
from claims.ledger.moments import NOW, Moment
from claims.ledger.reviews import claim_decisions, corrected_names
from claims.ledger.rows import chunks, to_decimal
from claims.records import plain


def source_weights(connection: Connection, moment: Moment = NOW) -> dict[str, Decimal]:
    """The newest weight of each source that was ever given one, by the source's id."""
    table = schema.source_weight.c
    came = moment.came(table.recorded_at)
    statement = select(table.source_id, table.weight).where(came).order_by(table.seq)
    return {row.source_id: to_decimal(row.weight) for row in connection.execute(statement)}


def add_weights(journal: Journal, weights: Mapping[str, Decimal], run_id: str) -> int:
    """Write the weights that differ from those that hold; gives how many those are.

    Sources that the ledger does not have (all their claims were refused) are passed over.
    """
    table = schema.source_weight
    known = source_weights(journal.connection)
    there = _there(journal.connection, sorted(weights))
    changed = {i: weights[i] for i in there if known.get(i, Decimal(1)) != weights[i]}
    first = journal.connection.scalar(select(func.max(table.c.seq))) or 0
    rows = [
        {"seq": seq, "source_id": source_id, "weight": plain(weight), "run_id": run_id,
         "recorded_at": now(), "actor": actor()}
        for seq, (source_id, weight) in enumerate(changed.items(), first + 1)
    ]  # fmt: skip
    journal.add(table, rows)
    return len(rows)


def judged_claims(connection: Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """How many claims of a source for an attribute reviews found right, and how many wrong.

    The newest decision on a claim counts: ``accept`` says that it is right, ``reject`` and
    ``correct`` that it is wrong as it was read.
    """
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for source_id, attribute, action in claim_decisions(connection):
        right, wrong = found.get((source_id, attribute), (0, 0))
        accepted = action == "accept"
        found[source_id, attribute] = (right + accepted, wrong + (not accepted))
    return found


def subjects_retaught(connection: Connection, events: Collection[str], least: int) -> set[str]:
    """The subjects of the claims whose source these review events (by their ids) judged, for the
    attribute of the claim; where ``least`` claims or more are judged, as fewer teach nothing."""
    review, claim = schema.review.c, schema.claim.c
    pairs: set[tuple[str, str]] = set()
    ids = sorted(events)
    for chunk in chunks(ids):
        statement = (
            select(claim.source_id, claim.attribute)
            .join(schema.review, review.claim_id == claim.id)
            .where(review.id.in_(chunk), review.action != "note")
            .where(claim.attribute.is_not(None))
        )
        pairs.update((row.source_id, row.attribute) for row in connection.execute(statement))
    judged = judged_claims(connection) if pairs else {}
    pairs = {pair for pair in pairs if sum(judged[pair]) >= least}
    found: set[str] = set()
    for source_id, attribute in sorted(pairs):
        statement_of = select(claim.subject).where(
            claim.source_id == source_id, claim.attribute == attribute, claim.subject.is_not(None)
        )
        found.update(connection.scalars(statement_of.distinct()))
    attributes = {attribute for _, attribute in pairs}
    corrected = corrected_names(connection) if pairs else ()
    return found | {name for _, name, attribute in corrected if name and attribute in attributes}


def _there(connection: Connection, ids: Sequence[str]) -> list[str]:
    source = schema.source.c
    found: set[str] = set()
    for chunk in chunks(ids):
        found.update(connection.scalars(select(source.id).where(source.id.in_(chunk))))
    return sorted(found)
