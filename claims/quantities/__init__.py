"""Reading quantity expressions: numbers, ranges, bounds, units and dates in English text.

The layer stands alone: :func:`read` takes a text and gives :class:`~claims.records.Quantity`
records with exact spans, ``Decimal`` values and canonical units. The package can be called:
``claims.quantities(text)`` is the same.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from claims.quantities.lexicon import lexicon_of
from claims.quantities.reader import read_quantities
from claims.quantities.units.reading import canonical
from claims.records import Quantity
from claims.vocabulary import Vocabulary, load_vocabulary

__all__ = ["canonical", "read"]


def read(text: str, vocabulary: Vocabulary | None = None) -> list[Quantity]:
    """All quantities of ``text`` in order.

    ``vocabulary`` are the packs to use; without it those shipped. Spans are half-open offsets
    in code points of ``text``, and ``quantity.text == text[quantity.start:quantity.end]``.
    """
    return read_quantities(text, lexicon_of(vocabulary or load_vocabulary()))


class _Callable(ModuleType):
    """``claims.quantities`` is this package and, in the public API, a function."""

    def __call__(self, text: str, *, packs: Sequence[str | Path] = ()) -> list[Quantity]:
        """All quantities of ``text``; ``packs`` are vocabulary files besides those shipped."""
        return read(text, load_vocabulary(packs))


sys.modules[__name__].__class__ = _Callable
