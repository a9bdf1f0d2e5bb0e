"""What stands before and after a claim's sentence, in the text cleaned for reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from claims.ledger import schema
from claims.ledger.rows import chunks

_MOST = 400
Surroundings = tuple[str, str]


def surroundings(connection: Connection, ids: Iterable[str]) -> dict[str, Surroundings]:
    """The cleaned text before and after the sentence of each claim, by the claim's id.

    It is that of the sentence's passage and of the one before and after it, at most 400
    characters on a side. Claims whose sentence or passage is not known are left out.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Surroundings] = {}
    for chunk in chunks(wanted):
        claim = schema.claim.c
        statement = select(claim.id, claim.source_id, claim.passage, claim.reading).where(
            claim.id.in_(chunk),
            claim.passage.is_not(None),
            claim.reading.is_not(None),
        )
        rows: list[Row[Any]] = list(connection.execute(statement))
        texts = _texts(connection, rows)
        for row in rows:
            around = _around(row.source_id, row.passage, row.reading, texts)
            if around is not None:
                found[row.id] = around
    return found


def _texts(connection: Connection, rows: Iterable[Row[Any]]) -> dict[tuple[str, int], str]:
    """The texts of the claims' passages and of their neighbours."""
    by_source: dict[str, set[int]] = {}
    for row in rows:
        near = range(row.passage - 1, row.passage + 2)
        by_source.setdefault(row.source_id, set()).update(near)
    passage = schema.passage.c
    texts: dict[tuple[str, int], str] = {}
    for source_id, ordinals in by_source.items():
        numbers = sorted(ordinals)
        for chunk in chunks(numbers):
            statement = select(passage.ordinal, passage.text).where(
                passage.source_id == source_id,
                passage.ordinal.in_(chunk),
            )
            for ordinal, text in connection.execute(statement):
                texts[source_id, ordinal] = text
    return texts


def _around(
    source_id: str, ordinal: int, reading: str, texts: Mapping[tuple[str, int], str]
) -> Surroundings | None:
    text = texts.get((source_id, ordinal), "")
    at = text.find(reading)
    if at < 0:
        return None
    before = f"{texts.get((source_id, ordinal - 1), '')} {text[:at]}"
    after = f"{text[at + len(reading) :]} {texts.get((source_id, ordinal + 1), '')}"
    return before.strip()[-_MOST:], after.strip()[:_MOST]
