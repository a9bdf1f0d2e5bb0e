"""Which claims are ranked where a search is for words that very many claims have.

To rank a claim is to read it, so of very many matches only a sample is ranked. It is drawn by the
ids, which are hashes: it is a fair one, and the same on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from claims.ledger import schema
from claims.ledger.dialect import Dialect

MANY = 50_000
"""Up to so many claims that have the words all are ranked."""
FEW = 2_000
"""Up to so many it is not asked how many match in a sample. To count MANY takes PostgreSQL a third
as long as to read all that a rare phrase of common words is looked for in."""
SAMPLE = 2_000
"""How many matches are ranked, about, where there are more; ten for each that is asked for, if
that is more."""
_SHARES = 256  # as many as two digits of an id tell apart
# A greater share of the claims would take as long to look through as all that the index knows.
_MOST_SHARES = 32


def sample(
    connection: Connection,
    dialect: Dialect,
    words: Sequence[tuple[str, bool]],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
) -> ColumnElement[bool] | None:
    """The condition that a claim is in the sample to rank, or ``None`` where all are ranked.

    ``words`` is what the index is asked for, and ``conditions`` are all that a match fulfils,
    without the index. All are ranked as well where the words are common but what is looked for
    is rare: a phrase of them.
    """
    if not words or not dialect.has_more(connection, words, min(FEW, MANY)):
        return None
    found = select(func.count()).select_from(schema.claim)
    counted = connection.scalar(found.where(_among(1), *conditions)) or 0
    wanted = max(SAMPLE, 10 * limit)
    shares = -(-wanted // counted) if counted else _SHARES
    if shares > _MOST_SHARES:
        return None
    surely_many = counted * _SHARES > 2 * MANY  # by far more than chance can do
    if not surely_many and not dialect.has_more(connection, words, MANY):
        return None
    return _among(shares)


def _among(shares: int) -> ColumnElement[bool]:
    """That a claim's id is among the lowest so many of 256 parts of all ids."""
    return schema.claim.c.id < f"{shares:02x}"
