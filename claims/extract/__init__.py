"""From passages to claims: names, quantities and what links them, as a spaCy pipeline.

The package can be called: ``claims.extract(text_or_path)`` gives the claims of a text or file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from claims.extract.extractor import Extractor, extract_from, make_extractor
from claims.extract.repetitions import Repetitions
from claims.records import Claim

__all__ = ["Extractor", "Repetitions", "extract_from", "make_extractor"]


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
        return extract_from(source, format=format, packs=packs, explain=explain)


sys.modules[__name__].__class__ = _Callable
