"""From passages to claims: names, quantities and what links them, as a spaCy pipeline.

Its folders are the way from a text to what it states: ``language`` parses sentences, ``misheard``
and ``names`` find names in them, ``context`` knows what was spoken of before, ``attributes`` what a
quantity states, ``subjects`` of what, and ``modality`` how it is meant; ``tables`` reads rows and
columns. ``linking`` puts these together for a sentence, ``extractor`` for a document.

The package can be called: ``claims.extract(text_or_path)`` gives the claims of a text or file.
The names here load what they need when they are first used: who reads ready claims loads no spaCy.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from claims.records import Claim

if TYPE_CHECKING:
    from claims.extract.extractor import Extractor, extract_from, make_extractor
    from claims.extract.repetitions import Repetitions

__all__ = ["Extractor", "Repetitions", "extract_from", "make_extractor"]


def __getattr__(name: str) -> object:
    if name in __all__:
        module = "repetitions" if name == "Repetitions" else "extractor"
        return getattr(import_module(f"claims.extract.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Callable(ModuleType):
    """``claims.extract`` is this package and, in the public API, a function."""

    def __call__(
        self,
        source: str | Path,
        *,
        format: str | None = None,
        packs: Sequence[str | Path] = (),
        explain: bool = False,
    ) -> list[Claim]:
        """See :func:`extract_from`."""
        from claims.extract.extractor import extract_from

        return extract_from(source, format=format, packs=packs, explain=explain)


sys.modules[__name__].__class__ = _Callable
