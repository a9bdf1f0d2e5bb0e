"""Reading quantity expressions: numbers, ranges, bounds, units and dates in English text.

The layer stands alone: :func:`read` takes a text and gives :class:`~claims.records.Quantity`
records with exact spans, ``Decimal`` values and canonical units.
"""

from __future__ import annotations

from claims.quantities.lexicon import lexicon_of
from claims.quantities.reader import read_quantities
from claims.quantities.units import canonical
from claims.records import Quantity
from claims.vocabulary import Vocabulary, load_vocabulary

__all__ = ["canonical", "read"]


def read(text: str, vocabulary: Vocabulary | None = None) -> list[Quantity]:
    """All quantities of ``text`` in order.

    ``vocabulary`` are the packs to use; without it those shipped. Spans are half-open offsets
    in code points of ``text``, and ``quantity.text == text[quantity.start:quantity.end]``.
    """
    return read_quantities(text, lexicon_of(vocabulary or load_vocabulary()))
