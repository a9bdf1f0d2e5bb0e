"""From passages to claims: names, quantities and what links them, as a spaCy pipeline."""

from claims.extract.extractor import Extractor, make_extractor
from claims.extract.repetitions import Repetitions

__all__ = ["Extractor", "Repetitions", "make_extractor"]
