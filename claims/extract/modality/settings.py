"""In what a statement stands: an advertisement, which is no statement of who reads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache

from claims.extract.links import Link
from claims.reasons import Reason
from claims.sources import Joined
from claims.vocabulary import Vocabulary

CONTEXT = "context"
# An advertisement that is read out is rarely longer, in characters.
REACH = 500


def in_context(link: Link, joined: Joined, vocabulary: Vocabulary) -> Link:
    """A statement with the qualifier ``context``, if a cue of it stands close before it in its
    passage or in its sentence: behind "brought to you by" a figure is that of a "sponsor ad"."""
    passage = joined.starts[max(0, bisect_right(joined.starts, link.quantity.start) - 1)]
    start = max(passage, link.quantity.start - REACH)
    for value, cues in vocabulary.qualifiers.get(CONTEXT, {}).items():
        cue = _pattern(cues).search(joined.text, start, link.sentence_end)
        if cue is not None:
            told = {**link.why.qualifiers, CONTEXT: (Reason("cue", (cue[0],)),)}
            why = replace(link.why, qualifiers=told)
            return replace(link, qualifiers={**link.qualifiers, CONTEXT: value}, why=why)
    return link


@cache
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))})(?!\w)", re.IGNORECASE)
