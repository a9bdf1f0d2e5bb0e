"""Values of two units: "5 ft 10 in", "1 hour 30 minutes", "five dollars and twenty cents"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.numerals import ARITHMETIC
from claims.quantities.tokens import Token, touch

LINKS = ((), (",",), ("and",), (",", "and"))


def merge_compounds(
    mentions: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[Mention]:
    """Mentions in order, those that state one value in two or more units made one.

    The value is in the smallest of the units, so that it stays a whole number of them.
    """
    merged: list[Mention] = []
    for mention in mentions:
        whole = _whole(merged[-1], mention, tokens, lexicon) if merged else None
        if whole:
            merged[-1] = whole
        else:
            merged.append(mention)
    return merged


def _whole(
    left: Mention, right: Mention, tokens: Sequence[Token], lexicon: Lexicon
) -> Mention | None:
    right = _bare(left, right, tokens, lexicon)
    between = tuple(token.lower for token in tokens[left.end : right.start][:3])
    links = between in LINKS or (between == ("-",) and left.unit == "foot")
    if left.unit is None or right.unit is None or not links:
        return None
    pair = f"{left.unit} {right.unit.partition(' per ')[0]}"  # "3 minutes 20 seconds a day"
    many = lexicon.english["compounds"].get(pair)
    if many is None and not between:
        many = lexicon.english["compounds_side_by_side"].get(pair)
    if many is None or not (_is_plain(left) and _is_plain(right)):
        return None
    large, small = left.number, right.number
    if large.lo != large.lo.to_integral_value() or not 0 <= small.lo < many:
        return None
    value = ARITHMETIC.add(ARITHMETIC.multiply(large.lo, Decimal(many)), small.lo)
    number = replace(small, lo=value, hi=value, approx=large.approx)
    return Mention(number, left.start, right.end, right.unit)


def _bare(left: Mention, right: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> Mention:
    """Give the number right behind "5 ft" its inches, with the "in" that is no preposition here."""
    meant = lexicon.english["compounds_meant"].get(f"{left.unit} {right.unit}")
    if meant and left.end == right.start:
        return replace(right, unit=meant)
    unit = lexicon.english["compounds_bare"].get(left.unit)
    if unit is None or right.unit is not None:
        return right
    gap = tokens[left.end : right.start]
    hyphened = len(gap) == 1 and gap[0].text == "-" and touch(tokens[left.end - 1], gap[0])
    if gap and not (hyphened and touch(gap[0], tokens[right.start])):
        return right  # "6-foot-1" has a hyphen between
    words = [token.lower for token in tokens[right.end : right.end + 2]]
    spelled = bool(words) and lexicon.english["bare_symbols"].get(words[0]) == unit
    preposition = len(words) > 1 and lexicon.has("bare_not_before", words[1])
    return replace(right, unit=unit, end=right.end + (spelled and not preposition))


def _is_plain(mention: Mention) -> bool:
    number = mention.number
    return number.lo == number.hi and not (number.vague or number.unknown or number.scaled)
