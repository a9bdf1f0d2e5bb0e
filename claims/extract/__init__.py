"""From passages to claims: names, quantities and what links them, as a spaCy pipeline."""

from claims.extract.extractor import Extractor, make_extractor

__all__ = ["Extractor", "make_extractor"]
