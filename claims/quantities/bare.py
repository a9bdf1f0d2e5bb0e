"""Which numbers without a unit say something: "rank 16", "a pH of 7.4", "more than 40 died"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.lexicon import BOUNDS, Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.modifiers import modifier_before
from claims.quantities.tokens import Token

THOUSAND = Decimal(1000)
# A bare number is a quantity behind a bound that ends so, which is never a preposition of place.
STRONG_ENDS = frozenset(
    {"than", "least", "most", "exceeding", "exceeds", "exceeded", "exceed", "<", ">", "≤", "≥"}
)
# A decimal of so many signs is as often a version, and its property has to be said.
SHORT_DECIMAL = 3
# What may stand behind a decimal that has no unit.
_CLOSING = frozenset(".,;:()[]")
# How far before "was" the property may stand ("the number needed to treat was 28").
PROPERTY_REACH = 4


def says_something(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a mention that nothing gave a unit still says something."""
    number = mention.number
    if mention.unit is not None or mention.assigned or number.scaled or number.vague:
        return True
    if number.hi < 0 and tokens[mention.start].kind == "word":
        return True  # "a low of minus 11"
    if number.words:
        return False
    if _is_value(mention, tokens, lexicon):
        return True
    return abs(number.lo) >= THOUSAND or _is_bounded(mention, tokens, lexicon)


def _is_value(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a bare number is what a property is, or a decimal: "rank 16", "a score of 40",
    "fell to 2.91"."""
    at = mention.start
    at -= at > 1 and lexicon.before.get((tokens[at - 1].lower,)) == "approx"
    if at == 0:
        return False
    before = tokens[at - 1]
    named = at - 1 - (before.lower == "of" and at > 1)
    if lexicon.has("properties", tokens[named].lower) or _is_statistic(tokens, at, lexicon):
        return True
    last = tokens[mention.number_end - 1].text
    if before.lower in ("a", "an") or (len(last) <= SHORT_DECIMAL and last != ")"):
        return False  # "a .22", and "from 3.5 to 4", which are versions as well
    behind = tokens[mention.end] if mention.end < len(tokens) else None
    closed = behind is None or behind.text in _CLOSING or behind.text.islower()
    decimal = mention.number.step < 1 and ("." in last or last == ")")
    return decimal and closed and before.text.islower()


def _is_statistic(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether what is measured without a unit stands before a bare number at token ``at``.

    So it does in "SD 4.3", "a pH of 7.4", "hazard ratio, 0.74", "(range 1-4" and "the score at
    the start was 28".
    """
    place = at - 1
    before = tokens[place]
    if before.lower in ("of", "at", ",", ":", "=") and place > 0:
        place -= 1
    if lexicon.has("statistics", tokens[place].text):
        return True
    if lexicon.has("said_to_be", before.lower):
        near = tokens[max(0, place - PROPERTY_REACH) : place]
        return any(lexicon.has("valued", token.lower) for token in near)
    return before.text in (",", ":") and lexicon.has("valued", tokens[place].lower)


def _is_bounded(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a comparison stands before a bare number: "more than 40 were killed"."""
    if mention.start == 0 or tokens[mention.start - 1].lower not in STRONG_ENDS:
        return False
    modifier = modifier_before(tokens, mention.start, lexicon, is_duration=False)
    return modifier in BOUNDS
