"""What narrows a statement: the qualifiers whose cue words stand in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.records import Quantity
from claims.vocabulary import AttributeSpec, Vocabulary


def qualifiers_of(
    sentence: str, start: int, end: int, spec: AttributeSpec | None, vocabulary: Vocabulary
) -> dict[str, str]:
    """The qualifiers of the quantity at ``start:end`` of a lower-cased sentence.

    Only those that the attribute's scopes name are looked for. Where cues of several values
    stand in the sentence, the nearest one counts.
    """
    found: dict[str, str] = {}
    for name in spec.scopes if spec else ():
        distances = [
            (max(match.start() - end, start - match.end(), 0), value)
            for value, cues in vocabulary.qualifiers.get(name, {}).items()
            for match in _pattern(cues).finditer(sentence)
        ]
        if distances:
            found[name] = min(distances)[1]
    return found


def dates_of(
    quantity: Quantity, others: Sequence[Quantity], spec: AttributeSpec | None
) -> dict[str, str]:
    """The date that a changing value is stated for: the nearest one in its sentence."""
    if spec is None or not spec.changes_over_time:
        return {}
    dated = [(_gap(quantity, other), other.value.date) for other in others if other.value.date]
    return {"as_of": min(dated)[1] or ""} if dated else {}


def _gap(left: Quantity, right: Quantity) -> int:
    return max(left.start - right.end, right.start - left.end)


@cache
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(cue.lower()) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
