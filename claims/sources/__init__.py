"""Reading sources: bytes to a :class:`Document` of passages that lead back to the raw text.

Only this package touches files that hold sources. Formats are told from the content.
"""

from claims.sources.cleaning import Joined, join, raw_span, runs
from claims.sources.document import (
    FORMATS,
    Document,
    load_document,
    read_bytes,
    read_text,
)
from claims.sources.files import Skipped, find_files
from claims.sources.limits import MAX_BYTES
from claims.sources.places import locator, timestamp
from claims.sources.plugins import Readers, Received, installed_readers
from claims.sources.reading import Draft, Part, Reading
from claims.sources.repeats import Repeats, fingerprint

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "Document",
    "Draft",
    "Joined",
    "Part",
    "Readers",
    "Reading",
    "Received",
    "Repeats",
    "Skipped",
    "find_files",
    "fingerprint",
    "installed_readers",
    "join",
    "load_document",
    "locator",
    "raw_span",
    "read_bytes",
    "read_text",
    "runs",
    "timestamp",
]
