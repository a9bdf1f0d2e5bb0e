"""Changes and comparisons beside a value: "$842 million, up 6%", "19%, down from 27%".

A change is the growth of the property whose value stands beside it, a value compared with it is
one of the same property.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claims.extract.language.english import words
from claims.extract.links import Link, Sentence
from claims.reasons import Reason
from claims.records import Value
from claims.vocabulary import Vocabulary

GROWTH, SIZE = "growth", "size_ratio"
# How many characters may lie between a value and what it is compared with.
REACH = 60
_APPROXIMATELY = r"(?:(?:about|around|nearly|almost|some|roughly|over|more than|just)\s)?"
_CHANGED = re.compile(rf"\b(?:up|down)\s(?:by\s)?{_APPROXIMATELY}\Z")
_CHANGE = re.compile(rf"\ban?\s(\w+)\sof\s{_APPROXIMATELY}\Z")
_BESIDE = re.compile(
    r"\s(?:above|below|higher|lower|more|less|up|down)\b[^.;]*\b(?:last|than|before|previous|year|quarter)\b"
)
_COMPARED = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus|vs\.?|as opposed to|rather than|short of)"
    r"\s(?:the\s)?"
    rf"{_APPROXIMATELY}\Z"
)
# What stands between two values of one property for two things: "92 percent in adults and 81".
_JOINED = re.compile(
    rf"\b(?:and|or|vs\.?|versus|but|while|whereas)\s(?:only\s)?(?:(?:in|by|to|at)\s)?{_APPROXIMATELY}\Z"
)


def settle_growth(links: Sequence[Link], sentence: Sentence, vocabulary: Vocabulary) -> list[Link]:
    """Give changes and compared values the attribute of the value they stand beside."""
    settled = list(links)
    for place, link in enumerate(settled):
        before = next((e for e in reversed(settled[:place]) if not _is_date(e)), None)
        after = settled[place + 1] if place + 1 < len(settled) else None
        if not _is_relative(link):
            base = None
        elif before and _is_change(link, before, sentence, vocabulary):
            base = before
        elif after and _is_led_to(link, after, sentence, vocabulary):
            base = after
        else:
            base = None
        if base is not None:
            settled[place] = _grown(link, base)
        elif before and link.attribute is None and _has_moved(link, before, sentence, vocabulary):
            why = replace(link.why, attribute=(Reason("compared_with", (before.quantity.text,)),))
            settled[place] = replace(link, attribute=SIZE, why=why)
        elif before and _is_compared(link, before, sentence, vocabulary):
            settled[place] = _same(link, before)
    return settled


def _is_date(link: Link) -> bool:
    return link.quantity.value.date is not None or link.quantity.value.unit == "date"


def _is_relative(link: Link) -> bool:
    return link.quantity.value.canonical_unit in ("percent", "percentage point")


def _is_change(link: Link, base: Link, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a share says how far the value before it has moved: "$318 million, up 14%"."""
    if not base.attribute or base.attribute.endswith(GROWTH) or _unlike(base, vocabulary):
        return False
    between = _between(base, link, sentence)
    behind = sentence.lower[link.quantity.end - sentence.start :]
    if len(between) > REACH or ";" in between:
        return False
    noun = _CHANGE.search(between)
    if noun is not None:
        return noun[1] in words("change_nouns")
    return bool(_CHANGED.search(between)) or (len(between) < 5 and bool(_BESIDE.match(behind)))


def _has_moved(link: Link, base: Link, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a share says how far a count before it has moved: "3,900 frauds, up 8 percent"."""
    between = _between(base, link, sentence)
    counted = _is_open_count(base, vocabulary)
    return counted and len(between) <= REACH and bool(_CHANGED.search(between))


def _unlike(base: Link, vocabulary: Vocabulary) -> bool:
    """Whether a value is none that people say has grown: a date, a duration, a count of things."""
    value = base.quantity.value
    return bool(value.date) or value.canonical_unit == "second" or _is_open_count(base, vocabulary)


def _is_open_count(base: Link, vocabulary: Vocabulary) -> bool:
    """Whether a statement counts things of which no pack knows more."""
    attribute = base.attribute or ""
    return attribute.startswith("count:") and attribute not in vocabulary.attributes


def _is_led_to(link: Link, base: Link, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a share is the change that led to the value behind it: "fell 12% to $9.45"."""
    if not base.attribute or _unlike(base, vocabulary) or _is_relative(base):
        return False
    before = sentence.lower[: link.quantity.start - sentence.start].split()[-2:]
    moved = any(word in words("change_verbs") or word in ("up", "down") for word in before)
    return moved and re.fullmatch(r",?\s(?:to|at)\s", _between(link, base, sentence)) is not None


def _is_compared(link: Link, base: Link, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    value, other = link.quantity.value, base.quantity.value
    alike = value.unit is None or value.canonical_unit == other.canonical_unit
    if not (alike or (_is_part(value) and _is_part(other))):
        return False
    if not base.attribute or other.date or value.date or not _is_vague(link, base):
        return False
    between = _between(base, link, sentence)
    if len(between) > REACH or ";" in between:
        return False
    closed = alike and not _is_open_count(base, vocabulary)
    joined = _JOINED.search(between) if closed else None
    return bool(_COMPARED.search(between) or joined)


def _is_part(value: Value) -> bool:
    """Whether a value may be a part of something: "one in five", "14 percent"."""
    most = value.lo if value.hi is None else value.hi
    small = value.canonical_unit == "ratio" and most is not None and most < 1
    return small or value.canonical_unit == "percent"


def _is_vague(link: Link, base: Link) -> bool:
    """Whether nothing says what a value states but its unit, and more does of another."""
    if link.attribute is None:
        return True
    by_unit = link.why.attribute and link.why.attribute[0].rule == "unit"
    return bool(by_unit) and base.why.attribute[0].rule in ("property", "cue", "compared_with")


def _between(first: Link, second: Link, sentence: Sentence) -> str:
    end = second.quantity.start - sentence.start
    return sentence.lower[first.quantity.end - sentence.start : end]


def _grown(link: Link, base: Link) -> Link:
    attribute = (base.attribute or "").removeprefix("count:").removesuffix("_count")
    why = replace(
        link.why,
        attribute=(Reason("growth", (base.quantity.text,)),),
        subject=base.why.subject,
        confidence=base.why.confidence,
    )
    return replace(
        link,
        attribute=f"{attribute}_{GROWTH}",
        subject=base.subject,
        subject_text=base.subject_text,
        why=why,
    )


def _same(link: Link, base: Link) -> Link:
    why = replace(link.why, attribute=(Reason("compared_with", (base.quantity.text,)),))
    value, other = link.quantity.value, base.quantity.value
    if value.unit is None and other.unit is not None and _is_base(other):
        value = replace(value, unit=other.unit, canonical_unit=other.canonical_unit)
    return replace(
        link, quantity=replace(link.quantity, value=value), attribute=base.attribute, why=why
    )


def _is_base(value: Value) -> bool:
    """Whether a value is in the base unit of its dimension."""
    return (value.lo, value.hi) == (value.canonical_lo, value.canonical_hi)
