"""What stands around a number beside units: signs of money, articles that count, ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.modifiers import modifier_after, modifier_before
from claims.quantities.numbers.numerals import Number
from claims.quantities.numbers.spelled import half_behind, read_number
from claims.quantities.numbers.suffixes import unit_of_letter
from claims.quantities.tokens import DASHES, Token, touch
from claims.quantities.units.expressions import read_expression
from claims.quantities.units.money import behind_sign, named_twice, pence_behind, thousands
from claims.quantities.units.naming import HYPHENS, Unit
from claims.quantities.units.reading import read_rate, read_unit

# "A day or two", "a mile or three".
MOST_OR = 4
# The minus of a negative power.
INVERSE = frozenset("−⁻-")


def read_slang(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """Read "a buck fifty" at token ``at``: a dollar and so many cents."""
    words = [token.lower for token in tokens[at : at + 2]]
    if len(words) < 2 or words[0] not in ("a", "one") or not lexicon.has("slang_dollars", words[1]):
        return None
    cents = read_number(tokens, at + 2, lexicon) if at + 2 < len(tokens) else None
    if cents is None or not cents.words or not 10 <= cents.lo < 100 or cents.lo != cents.hi:
        return None
    value = 1 + cents.lo.scaleb(-2)
    number = Number(value, value, Decimal("0.01"), cents.end, words=True)
    return Mention(number, at, cents.end, "USD")


def one_time_unit(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """Read "a week ago" and "within an hour", where the article counts, and "a single GPU"."""
    if tokens[at].lower == "single":
        return _single(tokens, at, lexicon)
    if tokens[at].lower not in ("a", "an") or at + 1 >= len(tokens):
        return None
    unit = lexicon.names.get((tokens[at + 1].lower,))
    spec = lexicon.vocabulary.units.get(unit or "")
    if unit is None or spec is None or spec.discrete:
        return None
    one = Decimal(1)
    mention = Mention(Number(one, one, one, at + 1, words=True), at, at + 2, unit)
    halved = and_a_half(tokens, mention, lexicon)
    if halved is not mention:
        return halved
    if tokens[at + 2 : at + 3] and tokens[at + 2].lower == "or":
        return _one_or_more(tokens, mention, lexicon)
    after = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    if not is_time(unit, lexicon):
        return mention if _is_one_measure(tokens, mention, after, lexicon) else None
    modified = modifier_before(tokens, at, lexicon, is_duration=True)
    closed = not after.isalpha() or lexicon.has("not_counted", after)
    if unit == "second":
        closed = after in ("", ".", "!", "?")  # "take a second, larger sample"
    closed = closed and after not in HYPHENS  # "took a year-end bonus"
    led = at > 0 and closed and lexicon.has("before_one_unit", tokens[at - 1].lower)
    if modified is None and not led and not lexicon.has("after_one_unit", after):
        return None
    return mention


def _is_one_measure(
    tokens: Sequence[Token], mention: Mention, after: str, lexicon: Lexicon
) -> bool:
    """Whether the article counts a measure: "a mile across", "a tablespoon of salt", "nearly a
    pound", but not "a ton of fun" and "like a pound cake"."""
    if not lexicon.has("measured_once", tokens[mention.start + 1].lower):
        return False
    if after == "of":
        if not mention.start or tokens[mention.start - 1].text in ".!?":
            return False  # "A pint of beer is £6"
        return lexicon.vocabulary.base(mention.unit or "")[0] in ("cubic metre", "kilogram")
    if lexicon.has("measure_adjectives", after):
        return lexicon.vocabulary.base(mention.unit or "")[0] == "metre"
    closed = not after or not after.isalpha() or lexicon.has("not_counted", after)
    bounded = modifier_before(tokens, mention.start, lexicon, is_duration=True)
    return closed and bounded is not None and tokens[mention.start - 1].lower != "like"


def _one_or_more(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention | None:
    """Read "a day or two" as a range, and "a mile or so" with its modifier."""
    follows = tokens[mention.end + 1].lower if mention.end + 1 < len(tokens) else ""
    more = lexicon.english["units_words"].get(follows, 0)
    if 1 < more <= MOST_OR:
        number = replace(mention.number, hi=Decimal(more), end=mention.number_end)
        return replace(mention, number=number, end=mention.end + 2)
    return mention if modifier_after(tokens, mention.end, lexicon)[0] else None


def _single(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    unit = read_unit(tokens, at + 1, lexicon, one=True, digits=False)
    if tokens[at + 1 : at + 2] and tokens[at + 1].text in HYPHENS:
        return None  # "single-cell"
    if unit is None or unit.name in lexicon.nouns:
        return None
    one = Decimal(1)
    return Mention(Number(one, one, one, at + 1, words=True), at, unit.end, unit.name)


def currency_before(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    """The currency whose sign stands at token ``at``, right before a number."""
    token = tokens[at]
    unit = lexicon.prefixes.get(token.text)
    behind = behind_sign(tokens, at)
    if unit and behind < len(tokens) and (token.kind == "sign" or tokens[behind].kind == "number"):
        return unit
    return None


def money_range_end(
    tokens: Sequence[Token], at: int, left: Mention | None, lexicon: Lexicon
) -> Mention | None:
    """The bare far end of a range of money at token ``at``: the "10m" of "$5-10m".

    ``left`` is the mention before it. ``None`` where the number reads the same without it.
    """
    if left is None or not left.ahead or left.end + 1 != at or tokens[at].kind != "number":
        return None
    link = tokens[left.end].lower
    dash = link in DASHES and touch(tokens[left.end], tokens[at])
    between = link == "and" and left.start > 0 and tokens[left.start - 1].lower == "between"
    number = (
        read_number(tokens, at, lexicon, money=True) if dash or between or link == "to" else None
    )
    plain = read_number(tokens, at, lexicon)
    if number is None or plain is None:
        return None
    unit = read_unit(tokens, plain.end, lexicon) if plain.end < len(tokens) else None
    if number.end == plain.end and not (dash and unit and unit.counted):
        return None
    return with_rate(tokens, Mention(number, at, number.end, left.unit), lexicon)


def and_a_half(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Read "two hours and a half", where nothing follows that the half could belong to."""
    mention = pence_behind(tokens, mention, lexicon)
    part, end = half_behind(tokens, mention.end, lexicon)
    number = mention.number
    spec = lexicon.vocabulary.units.get(mention.unit or "")
    measured = spec is not None and not spec.discrete and not number.scaled
    if part is None or not measured or number.lo != number.hi or number.step != 1:
        return mention
    after = tokens[end] if end < len(tokens) else None
    closed = after is None or after.kind == "sign" or lexicon.has("not_counted", after.lower)
    if not (closed or (after and lexicon.has("after_one_unit", after.lower))):
        return mention
    value = number.lo + part
    return replace(mention, number=replace(number, lo=value, hi=value, step=part), end=end)


def with_letter(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Read the letter of "cooled to 77K" and "a 10K run", and "20 grand", as the unit it is."""
    unit, end = unit_of_letter(tokens, mention.number, lexicon)
    return replace(mention, unit=unit, end=end) if unit else mention


def figures(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Read "eight-figure sum": the decade of numbers with so many digits."""
    slang = thousands(tokens, mention, lexicon)
    if slang is not mention:
        return slang
    at = mention.end + (mention.end < len(tokens) and tokens[mention.end].text == "-")
    number = mention.number
    if mention.unit or at >= len(tokens) or not lexicon.has("figure_words", tokens[at].lower):
        return mention
    if not (number.lo == int(number.lo) and 2 <= number.lo <= 15) or number.scaled:
        return mention
    low = Decimal(10) ** (int(number.lo) - 1)
    end = at + 1
    decade = replace(number, lo=low, hi=low * 10, step=low, end=end, vague=True, scaled=True)
    is_money = end < len(tokens) and lexicon.has("figure_money", tokens[end].lower)
    return Mention(decade, mention.start, end + is_money, "USD" if is_money else None)


def longer_expression(
    text: str, tokens: Sequence[Token], at: int, unit: Unit | None, lexicon: Lexicon
) -> Unit | None:
    """A unit composed of symbols ("mg/dL"), where it is longer than what names and symbols give."""
    expression = read_expression(text, tokens[at].start, lexicon)
    if expression is None or (unit and tokens[unit.end - 1].end >= expression[1]):
        return unit
    end = at
    while end < len(tokens) and tokens[end].start < expression[1]:
        end += 1
    return Unit(expression[0], end)


def with_inverse(
    text: str, tokens: Sequence[Token], unit: Unit | None, lexicon: Lexicon
) -> Unit | None:
    """A unit with negative powers behind it or behind the substance that it measures:
    "cells cm−2", "µmol photons m−2 s−1", "g C m−2 yr−1"."""
    if unit is None:
        return None
    for at in (unit.end, unit.end + 1):
        if at + 1 >= len(tokens) or tokens[at].kind != "word":
            break
        if tokens[at + 1].text in INVERSE and touch(tokens[at], tokens[at + 1]):
            expression = read_expression(text, tokens[at].start, lexicon)
            if expression is None or not expression[0].startswith("per "):
                break
            end = at
            while end < len(tokens) and tokens[end].start < expression[1]:
                end += 1
            return Unit(f"{unit.name} {expression[0]}", end, unit.counted)
    return unit


def with_rate(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """An amount of money with its full name, and "per hour" or "a month" behind it."""
    mention = named_twice(tokens, mention, lexicon)
    unit = read_rate(tokens, Unit(mention.unit or "", mention.end), lexicon)
    return replace(mention, unit=unit.name, end=unit.end)


def is_measured(unit: str, lexicon: Lexicon) -> bool:
    """Whether a unit measures and does not count: "a few miles", not "a few trees"."""
    spec = lexicon.vocabulary.units.get(unit)
    return spec is not None and not spec.discrete


def has_symbol(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a unit's symbol of two letters or more stands behind the number: "LDL 3.4 mmol/L"."""
    at = mention.number_end
    return at < mention.end and len(tokens[at].text) > 1 and tokens[at].text in lexicon.symbols


def is_time(unit: str, lexicon: Lexicon) -> bool:
    """Whether a unit measures time."""
    return lexicon.vocabulary.base(unit)[0] == "second"


def age_end(tokens: Sequence[Token], unit: Unit, lexicon: Lexicon) -> int:
    """Where a unit of time ends: "28-year-old" is one word, "28 years old" is not."""
    at = unit.end
    if unit.name not in lexicon.vocabulary.units or at + 1 >= len(tokens):
        return at
    hyphened = tokens[at].text == "-" and touch(tokens[at - 1], tokens[at])
    return at + 2 if hyphened and lexicon.has("age_words", tokens[at + 1].lower) else at


def is_owed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a minus stands before a currency sign: "-$40"."""
    if tokens[at].text not in ("-", "−") or at + 2 >= len(tokens):
        return False
    free = at == 0 or not touch(tokens[at - 1], tokens[at])
    return free and touch(tokens[at], tokens[at + 1]) and tokens[at + 1].kind == "sign"
