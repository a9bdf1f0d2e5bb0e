"""How two neighbouring numbers hang together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.elision import is_pronoun
from claims.quantities.lexicon import BOUNDS, Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.numerals import ARITHMETIC
from claims.quantities.tokens import DASHES, Token, touch

DOUBTS = frozenset({"maybe", "perhaps", "possibly", "probably"})
ARTICLES = frozenset({"a", "an", "the", "that", "those", "another"}) | DOUBTS
# The longer side of a thing is rarely so many times the shorter one.
LONGEST_SIDE = Decimal(20)
# Ways to say "to" in more words; what is longer is never looked at.
LONGEST_TO = 6
TO_PHRASES = frozenset(
    {"up to", "down to", "all the way to", "all the way up to", "all the way down to", "on up to"}
)


def link_between(
    tokens: Sequence[Token], left: Mention, right: Mention, lexicon: Lexicon
) -> str | None:
    """How two mentions hang together: "to", "and", "or", ",", "×" or not at all."""
    if right.start - left.end > LONGEST_TO or any(is_pronoun(m, tokens) for m in (left, right)):
        return None
    between = [token.lower for token in tokens[left.end : right.start]]
    if len(between) > 1 and between[0] in DASHES and touch(tokens[left.end - 1], tokens[left.end]):
        between = between[1:]  # "5- to 10-minute"
    if len(between) == 2 and between[1] in DASHES and between[0] in ("to", "or"):
        between = between[:1]  # "five-to-ten-minute"
    if between[-1:] == ["the"] and _is_named_apart(left, right, tokens):
        return None
    while len(between) > 1 and between[-1] in ARTICLES:
        between.pop()
    if " ".join(between) in TO_PHRASES:
        return "to"
    if between[:1] == [","] and between[1:] and between[1] in ("and", "or"):
        between = between[1:]
    if len(between) > 1 and between[0] in ("to", "and", "or", "nor", "but"):
        modifier = lexicon.before.get(tuple(between[1:]))
        if modifier in BOUNDS and between[0] in ("nor", "but"):
            return "and"  # "fewer than 50 but more than 10 workers"
        if modifier == "approx" or (modifier and between[0] != "to"):
            between = between[:1]  # "30 to nearly 80 percent", "at least 4 and at most 9"
    if len(between) == 1 and (between[0] in ("to", "and", "or", ",", "through")):
        return between[0]
    if len(between) == 1 and between[0] in ("×", "x", "by") and _are_sides(left, right, lexicon):
        return "×"
    if len(between) == 1 and (between[0] in DASHES or _is_wave(tokens, left.end)):
        return "to"
    return None


def _is_named_apart(left: Mention, right: Mention, tokens: Sequence[Token]) -> bool:
    """Whether only the right one is a size as a name: "scores 58.3 and the 1B 31.7"."""
    bare = left.unit is None and right.number.scaled and not left.number.scaled
    return bare and (left.start == 0 or tokens[left.start - 1].lower not in ARTICLES)


def _are_sides(left: Mention, right: Mention, lexicon: Lexicon) -> bool:
    """Whether two numbers are the sides of one thing: "4.2 × 3.1 cm", but not "4 × 100 m"."""
    if left.unit not in (None, right.unit) or _is_far_below(left, right):
        return False
    return right.unit is None or lexicon.vocabulary.base(right.unit)[0] == "metre"


def _is_far_below(left: Mention, right: Mention) -> bool:
    return ARITHMETIC.multiply(left.number.hi, LONGEST_SIDE) < right.number.lo


def _is_wave(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "~" in contact on both sides stands at token ``at``: "5~10 nm"."""
    wave = tokens[at].text in ("~", "∼", "～") and at + 1 < len(tokens)
    return wave and touch(tokens[at - 1], tokens[at]) and touch(tokens[at], tokens[at + 1])
