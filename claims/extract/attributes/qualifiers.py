"""What narrows a statement: the qualifiers whose cue words stand in the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from claims.reasons import Reason, Reasons
from claims.records import Quantity
from claims.vocabulary import AttributeSpec, Vocabulary

Found = tuple[dict[str, str], dict[str, Reasons]]
"""Qualifiers by name, and the reasons for each."""


def qualifiers_of(
    sentence: str, start: int, end: int, spec: AttributeSpec | None, vocabulary: Vocabulary
) -> Found:
    """The qualifiers of the quantity at ``start:end`` of a lower-cased sentence, and their cues.

    Only those that the attribute's scopes name are looked for. Where cues of several values
    stand in the sentence, the nearest one counts.
    """
    found, why = dict[str, str](), dict[str, Reasons]()
    for name in spec.scopes if spec else ():
        distances = [
            (max(match.start() - end, start - match.end(), 0), value, match[0])
            for value, cues in vocabulary.qualifiers.get(name, {}).items()
            for match in _pattern(cues).finditer(sentence)
        ]
        if distances:
            _, found[name], cue = min(distances)
            why[name] = (Reason("cue", (cue,)),)
    return found, why


def dates_of(quantity: Quantity, others: Sequence[Quantity], spec: AttributeSpec | None) -> Found:
    """The date that a changing value is stated for: the nearest one in its sentence."""
    if spec is None or not spec.changes_over_time:
        return {}, {}
    dated = [
        (_gap(quantity, other), other.value.date, other.text)
        for other in others
        if other.value.date
    ]
    if not dated:
        return {}, {}
    _, date, text = min(dated)
    return {"as_of": date}, {"as_of": (Reason("date", (text,)),)}


def per_of(
    per: str | None,
    text: str,
    spec: AttributeSpec | None,
    scopes: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Found:
    """What an amount is by, as a qualifier: a time as its ``period``, where ``scopes`` do not tell
    it yet, and a thing that the attribute does not name anyhow as its ``per``.

    ``text`` are the words that say it, those of the quantity.
    """
    if per is None or spec is None or per in spec.label:
        return {}, {}
    if vocabulary.base(per)[0] != "second":
        return {"per": per}, {"per": (Reason("cue", (text,)),)}
    if scopes.keys() & {"period", "activity"}:
        return {}, {}
    return {"period": f"per {per}"}, {"period": (Reason("cue", (text,)),)}


def _gap(left: Quantity, right: Quantity) -> int:
    return max(left.start - right.end, right.start - left.end)


@cache
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(cue.lower()) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
