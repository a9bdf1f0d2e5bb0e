"""The two calls that most users need: claims of a text or file, quantities of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from claims.extract import Extractor, make_extractor
from claims.quantities import read
from claims.records import Claim, Quantity
from claims.sources import load_document, read_text
from claims.vocabulary import load_vocabulary

__all__ = ["extract", "quantities"]


def extract(
    source: str | Path, *, format: str | None = None, packs: Sequence[str | Path] = ()
) -> list[Claim]:
    """All quantitative claims of a text (``str``) or of a file (``Path``), in their order.

    ``format`` is one of :data:`claims.sources.FORMATS`, detected if not given; ``packs`` are
    vocabulary files besides those shipped. Raises :class:`claims.ClaimsError` for a file that
    cannot be read and for a pack that is not valid.
    """
    if isinstance(source, Path):
        document = load_document(source, format=format)
    else:
        document = read_text(source, format=format)
    return _extractor(tuple(map(str, packs))).extract(document)


def quantities(text: str, *, packs: Sequence[str | Path] = ()) -> list[Quantity]:
    """All quantities of a text with exact spans, ``Decimal`` values and canonical units."""
    return read(text, load_vocabulary(packs))


@lru_cache(maxsize=4)
def _extractor(packs: tuple[str, ...]) -> Extractor:
    return make_extractor(packs)
