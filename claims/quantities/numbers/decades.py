"""Numbers known by their tens or their digits: "in his mid-30s", "the low 20s", "double digits"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.numerals import TEN, Number, lower_at
from claims.quantities.tokens import Token, touch


def read_decade(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """The age or value whose tens stand at token ``at``: "mid-30s" is 34 to 36.

    The thirds of ten numbers are their first four, the middle three and the last three. An age
    has an owner ("her forties"); what is "low" or "high" is a number without a unit. Decades of
    a century are dates, and are read there.
    """
    end = _decade_end(tokens, at, lexicon)
    if end is None:
        return None
    start = at - (at > 1 and tokens[at - 1].text == "-" and touch(tokens[at - 1], tokens[at]))
    part = lexicon.english["decade_parts"].get(lower_at(tokens, start - 1)) if start else None
    start = at if part is None else start - 1
    wider = part and lower_at(tokens, start - 1) in ("to", "or")
    lower = lexicon.english["decade_parts"].get(lower_at(tokens, start - 2)) if wider else None
    if part and lower:  # "low to mid 40s"
        part, start = lower[0] + part[1], start - 2
    owned = lexicon.has("possessives", lower_at(tokens, start - 1))
    if not owned and not (part and lexicon.has("number_parts", tokens[start].lower)):
        return None
    tens = lexicon.english["decade_words"].get(tokens[at].lower) or int(tokens[at].text)
    first, last = map(int, part or "09")
    one = Decimal(1)
    number = Number(Decimal(tens + first), Decimal(tens + last), one, end, words=True)
    return Mention(number, start, end, "year" if owned else None, assigned=True)


def _decade_end(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """The token index behind "30s", "30's" or "thirties", or ``None`` for anything else."""
    token = tokens[at]
    if token.lower in lexicon.english["decade_words"]:
        return at + 1
    if token.kind != "number" or len(token.text) != 2 or token.text[1] != "0":
        return None
    if at + 1 < len(tokens) and touch(token, tokens[at + 1]):
        if tokens[at + 1].lower == "s":
            return at + 2
        primed = tokens[at + 1].text in "'’" and lower_at(tokens, at + 2) == "s"
        return at + 3 if primed and touch(tokens[at + 1], tokens[at + 2]) else None
    return None


def read_digit_count(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """Read "single digits" and "double-digit growth": the numbers with so many digits."""
    count = lexicon.english["digit_counts"].get(tokens[at].lower)
    if count is None:
        return None
    noun = at + 1 + (lower_at(tokens, at + 1) == "-")
    if lower_at(tokens, noun) not in ("digit", "digits"):
        return None
    lo = TEN ** (count - 1)
    number = Number(lo, lo * TEN, lo, noun + 1, words=True, vague=True)
    return Mention(number, at, noun + 1)
