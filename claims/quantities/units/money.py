"""Money as it is said: "ten pounds fifty", "twenty grand", "$35 CAD", "US $20"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.number import ARITHMETIC, Number, lower_at
from claims.quantities.numbers.spelled import read_number
from claims.quantities.tokens import Token, touch
from claims.quantities.units.naming import Unit, by_name, by_symbol
from claims.quantities.units.rates import read_rate

THOUSAND = Decimal(1000)


def named_twice(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """An amount behind a sign with the country before it or the code behind it.

    "US $20" and "$35 CAD" say what the sign alone leaves open.
    """
    if mention.start and tokens[mention.start].text == "$":
        country = tokens[mention.start - 1].text
        unit = lexicon.prefixes.get(country + "$") or lexicon.prefixes.get(country)
        if unit and country.isupper() and len(country) > 1:
            mention = replace(mention, start=mention.start - 1, unit=unit)
    if mention.end >= len(tokens):
        return mention
    code = by_symbol(tokens, mention.end, lexicon) or by_name(tokens, mention.end, lexicon)
    spec = lexicon.vocabulary.units.get(code.name) if code else None
    if code is None or spec is None or not spec.prefixes:
        return mention
    if code.name != mention.unit and tokens[mention.start].text != "$":
        return mention
    return replace(mention, unit=code.name, end=code.end)


def pence_behind(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Read "ten pounds fifty", where nothing follows that the fifty could count."""
    unit = lexicon.english["said_with_pence"].get(mention.unit)
    number = mention.number
    if unit is None or mention.end >= len(tokens) or not _is_whole(number):
        return mention
    if tokens[mention.end].lower not in lexicon.english["tens_words"]:
        return mention
    pence = read_number(tokens, mention.end, lexicon)
    if pence is None or not _is_whole(pence) or pence.lo >= 100:
        return mention
    if not _is_closed(tokens, pence.end, lexicon):
        return mention
    value = ARITHMETIC.add(number.lo, pence.lo.scaleb(-2))
    whole = replace(number, lo=value, hi=value, step=Decimal("0.01"))
    return replace(mention, number=whole, end=pence.end, unit=unit)


def thousands(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Read "twenty grand" as so many thousand, where it is not the grand of a grand piano."""
    at = mention.end
    unit = lexicon.english["slang_thousands"].get(lower_at(tokens, at))
    if unit is None or not _is_closed(tokens, at + 1, lexicon):
        return mention
    rate = read_rate(tokens, Unit(unit, at + 1), lexicon)
    number = mention.number.times(THOUSAND, at + 1)
    return replace(mention, number=number, end=rate.end, unit=rate.name)


def behind_sign(tokens: Sequence[Token], at: int) -> int:
    """Where the numeral behind the currency at token ``at`` begins; "Rs." may have a dot."""
    dotted = at + 2 < len(tokens) and tokens[at + 1].text == "." and tokens[at].kind == "word"
    if dotted and touch(tokens[at], tokens[at + 1]) and tokens[at + 2].kind == "number":
        return at + 2
    return at + 1


def _is_whole(number: Number) -> bool:
    plain = number.lo == number.hi and not (number.scaled or number.vague or number.unknown)
    return plain and number.lo == number.lo.to_integral_value()


def _is_closed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether nothing stands at token ``at`` that a number before it could count."""
    return (
        at >= len(tokens)
        or tokens[at].kind != "word"
        or lexicon.has("not_counted", tokens[at].lower)
    )
