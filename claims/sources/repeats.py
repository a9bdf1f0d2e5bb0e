"""Which passages repeat the wording of an earlier one: repeated evidence is no second witness."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claims.records import Occurrence, Passage

MIN_WORDS = 4
# Words, with the points inside numbers; signs that change what a number says count as well.
_TOKEN = re.compile(
    r"[^\W_]+(?:(?<=\d)[.,:/](?=\d)[^\W_]+)*|[%‰$€£¥₹<>=~±°]|(?<![\w])[-−+](?=[\d.])"
)


def fingerprint(text: str) -> str:
    """A hash (32 hex digits) of the wording: case, punctuation and white space do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    tokens = _TOKEN.findall(folded) or folded.split()
    return hashlib.sha256(" ".join(tokens).encode("utf-8", "replace")).hexdigest()[:32]


class Repeats:
    """Remembers wordings, in one source or across many, and marks what says them again."""

    def __init__(self) -> None:
        self._first: dict[str, Occurrence] = {}

    def mark(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """The same passages; those that repeat one seen before, here or earlier, say which.

        Texts of fewer than four words are left alone: "Yes, exactly." is no quotation.
        """
        return tuple(self._marked(passage) for passage in passages)

    def _marked(self, passage: Passage) -> Passage:
        here = Occurrence(passage.source_id, passage.start)
        if len(passage.text.split(maxsplit=MIN_WORDS - 1)) < MIN_WORDS:
            return passage
        first = self._first.setdefault(passage.fingerprint, passage.duplicate_of or here)
        if first == here or first == passage.duplicate_of:
            return passage
        return replace(passage, duplicate_of=first)


def mark_adjacent(passages: Sequence[Passage], groups: Sequence[int | None]) -> tuple[Passage, ...]:
    """Mark captions of any length that say again what the captions just before them said.

    ``groups`` numbers the captions that are shown at once, passage by passage.
    """
    marked: list[Passage] = []
    before: dict[str, Occurrence] = {}
    current: dict[str, Occurrence] = {}
    group: int | None = None
    for passage, number in zip(passages, groups, strict=True):
        if number is None or number != group:
            follows = number is not None and group is not None and number == group + 1
            before, current, group = current if follows else {}, {}, number
        first = before.get(passage.fingerprint) or current.get(passage.fingerprint)
        if first is not None and passage.duplicate_of is None and number is not None:
            passage = replace(passage, duplicate_of=first)
        here = Occurrence(passage.source_id, passage.start)
        current.setdefault(passage.fingerprint, passage.duplicate_of or here)
        marked.append(passage)
    return tuple(marked)
