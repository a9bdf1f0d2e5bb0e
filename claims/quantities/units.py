"""Reading the unit behind a number, and converting to the base unit of its dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from claims.quantities.expressions import side_of
from claims.quantities.lexicon import LONGEST_NAME, Lexicon, singular
from claims.quantities.numerals import ARITHMETIC, RATES
from claims.quantities.tokens import Token, touch
from claims.vocabulary import Vocabulary

# How many words may stand between a number and the noun that it counts
# ("700 million monthly active users").
NOUN_REACH = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name and the token index behind it; ``counted`` is a noun that no pack knows."""

    name: str
    end: int
    counted: bool = False


def read_unit(
    tokens: Sequence[Token],
    at: int,
    lexicon: Lexicon,
    *,
    one: bool = False,
    digits: bool = True,
    names: bool = False,
) -> Unit | None:
    """The unit that begins behind a number at token ``at``, with "per …" behind it.

    ``one`` says that the number is one: then only units and things known to a pack are read,
    because "one" is mostly a pronoun. ``digits`` says that the number is in digits, which
    symbols need, and ``names`` that a capitalised plural can be counted ("1 million Swedes").
    """
    hyphen = at + 1 < len(tokens) and tokens[at].text in "-‐‑" and touch(tokens[at - 1], tokens[at])
    start = at + 1 if hyphen and touch(tokens[at], tokens[at + 1]) else at
    if start >= len(tokens):
        return None
    unit = (
        (_symbol(tokens, start, lexicon) if digits else None)
        or _adjectival(tokens, start, lexicon, one=one)
        or (_adjective(tokens, start, lexicon) if start > at else None)
        or _counted(tokens, start, lexicon, one=one, names=names)
    )
    return read_rate(tokens, unit, lexicon) if unit else None


def _symbol(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    for length in (5, 4, 3, 2, 1):
        if at + length > len(tokens):
            continue
        span = tokens[at : at + length]
        if any(not touch(a, b) for a, b in pairwise(span)):
            continue
        unit = lexicon.symbols.get("".join(token.text for token in span))
        end = at + length
        if unit and not (end < len(tokens) and _goes_on(tokens, end)):
            return Unit(unit, end)
    return None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a symbol is only the beginning of a word or code ("5 m-based", "3B2")."""
    return touch(tokens[at - 1], tokens[at]) and tokens[at].kind in ("word", "number")


def _named(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    if at < len(tokens) and tokens[at].lower in ("square", "cubic"):
        side = _named_plainly(tokens, at + 1, lexicon)
        if side and lexicon.vocabulary.base(side.name)[0] == "metre":
            known = lexicon.names.get((tokens[at].lower, *side.name.split()))
            return Unit(known or f"{tokens[at].lower} {side.name}", side.end)
    return _named_plainly(tokens, at, lexicon)


def _named_plainly(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    for length in range(LONGEST_NAME, 0, -1):
        words = tuple(token.lower for token in tokens[at : at + length])
        unit = lexicon.names.get(words)
        if unit and len(words) == length:
            known = Unit(unit, at + length, unit in lexicon.nouns)
            return _compound_noun(tokens, known, lexicon)
    return None


def _adjectival(tokens: Sequence[Token], at: int, lexicon: Lexicon, *, one: bool) -> Unit | None:
    """A unit right behind the number, in the singular only if it goes with any number."""
    unit = _named(tokens, at, lexicon)
    spec = lexicon.vocabulary.units.get(unit.name) if unit else None
    if unit is None or one or spec is None or spec.adjectival:
        return unit
    words = tuple(token.lower for token in tokens[at : unit.end])
    return unit if words in lexicon.plurals else None


def _compound_noun(tokens: Sequence[Token], unit: Unit, lexicon: Lexicon) -> Unit:
    """Read "GPU hours" and "person years": a thing multiplied by a unit of time."""
    at = unit.end + (unit.end < len(tokens) and tokens[unit.end].text == "-")
    if at >= len(tokens):
        return unit
    further = lexicon.names.get((tokens[at].lower,))
    is_time = further is not None and lexicon.vocabulary.base(further)[0] == "second"
    if is_time and lexicon.vocabulary.base(unit.name)[0] != "second" and further:
        return Unit(f"{unit.name} {further}", at + 1)
    return unit


def _adjective(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """Read the noun of "two-stage": what hangs on a number by a hyphen is a unit."""
    token = tokens[at]
    if token.kind != "word" or not token.text.islower() or lexicon.has("not_counted", token.lower):
        return None
    return Unit(token.lower, at + 1, counted=True)


def _counted(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, one: bool, names: bool
) -> Unit | None:
    """The noun that a number counts: the first known thing or plural in the noun phrase."""
    coded: set[int] = set()
    for place in range(at, min(at + NOUN_REACH, len(tokens))):
        token = tokens[place]
        if place in coded:
            continue
        if names_code(tokens, place):
            coded.add(place + 1)
            continue
        if token.kind != "word" or lexicon.has("not_counted", token.lower):
            return None
        if place > at and _broken(tokens, place):
            return None
        known = _named(tokens, place, lexicon)
        words = tuple(t.lower for t in tokens[place : known.end]) if known else ()
        if known and (one or words in lexicon.plurals or _is_adjectival(known.name, lexicon)):
            return known
        noun = singular(token.text, lexicon.english["irregular_plurals"])
        if noun == token.lower and _plural_follows(tokens, place, lexicon):
            continue  # "data points", "series episodes"
        named = _is_name(tokens[place])
        if noun and not one and (names or not named):
            kept = named or noun.isupper()
            return Unit(noun if kept else noun.lower(), place + 1, counted=True)
    return None


def names_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether capitals and a number in contact begin at token ``at``: the "A100" of "8 A100 GPUs".

    A word has to follow behind a blank.
    """
    span = tokens[at : at + 3]
    if len(span) < 3 or not (span[0].kind == span[2].kind == "word" and span[1].kind == "number"):
        return False
    code = span[0].text.isupper() and span[1].text.isdigit() and touch(span[0], span[1])
    return code and not touch(span[1], span[2])


def _plural_follows(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    if place + 1 >= len(tokens) or lexicon.has("not_counted", tokens[place + 1].lower):
        return False
    return singular(tokens[place + 1].text, lexicon.english["irregular_plurals"]) is not None


def read_mass_noun(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The noun behind "millions of", which may stand in the singular ("millions of annotation")."""
    if at >= len(tokens) or not tokens[at].text.isalpha() or not tokens[at].text.islower():
        return None
    if lexicon.has("not_counted", tokens[at].lower):
        return None
    return Unit(tokens[at].lower, at + 1, counted=True)


def _is_adjectival(unit: str, lexicon: Lexicon) -> bool:
    spec = lexicon.vocabulary.units.get(unit)
    return unit in lexicon.nouns or (spec is not None and spec.discrete and spec.adjectival)


def _broken(tokens: Sequence[Token], place: int) -> bool:
    between = tokens[place - 1].end != tokens[place].start - 1
    return between and not touch(tokens[place - 1], tokens[place])


def _is_name(token: Token) -> bool:
    """A capitalised plural behind a number is rather a name than what is counted."""
    return token.text[0].isupper() and token.text[1:].islower()


def read_rate(tokens: Sequence[Token], unit: Unit, lexicon: Lexicon) -> Unit:
    """Read "per second", "/s" or "a month" (after money) behind a unit."""
    at = unit.end
    if at + 1 >= len(tokens):
        return unit
    word = tokens[at].lower
    per = word in ("per", "/")
    if per or (word in ("a", "an", "every", "each") and _may_recur(unit, lexicon)):
        below = _named(tokens, at + 1, lexicon) or _symbol(tokens, at + 1, lexicon)
        if below and not per and not _recurs(tokens, below, unit, lexicon):
            return unit
        if below and below.name != unit.name:
            return Unit(f"{unit.name} per {below.name}", below.end, unit.counted)
    return unit


def _may_recur(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether "a day" behind a unit can mean every day: not behind a time, which it would date."""
    return lexicon.vocabulary.base(unit.name)[0] != "second"


def _recurs(tokens: Sequence[Token], below: Unit, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether "a month" means every month, and "a head" each one of what money is paid for."""
    spec = lexicon.vocabulary.units.get(unit.name)
    if spec is not None and spec.prefixes:
        return True
    is_time = lexicon.vocabulary.base(below.name)[0] == "second"
    after = tokens[below.end].lower if below.end < len(tokens) else ""
    return is_time and not lexicon.has("after_one_unit", after)


def canonical(number: Decimal, unit: str, vocabulary: Vocabulary) -> tuple[Decimal, str]:
    """A number of ``unit`` in the base unit of its dimension: (number, base unit).

    Rates convert both sides ("kilometre per hour" to "metre per second"). A unit that no pack
    knows is its own base.
    """
    spec = vocabulary.units.get(unit)
    if spec is not None:
        if spec.base is None:
            return number, unit
        product = ARITHMETIC.multiply(number, spec.factor)
        return ARITHMETIC.add(product, spec.offset), spec.base
    above, per, below = f" {unit}".partition(" per ")
    factor, base = side_of(above.strip(), vocabulary) or (Decimal(1), above.strip())
    product = ARITHMETIC.multiply(number, factor)
    if not per:
        return product, base
    divisor, bottom = side_of(below, vocabulary) or (Decimal(1), below)
    return RATES.divide(product, divisor), f"{base} per {bottom}".strip()
