"""What makes a unit a rate: "per second", "/kg", "a month", "per 1,000 births"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import lower_at
from claims.quantities.numbers.spelled import read_number
from claims.quantities.tokens import Token, touch
from claims.quantities.units.naming import Unit, by_name, by_symbol
from claims.quantities.units.nouns import singular

# How many words may stand between a unit and its "per" ("90 litres of drinking water per day").
SUBSTANCE_REACH = 2
# A rate can have a second denominator ("per gigabyte per month").
DENOMINATORS = 2
EACH = frozenset({"a", "an", "every", "each"})


def read_rate(tokens: Sequence[Token], unit: Unit, lexicon: Lexicon) -> Unit:
    """Read "per second", "/s" or "a month" (after money) behind a unit."""
    below: list[str] = []
    end = unit.end
    for _ in range(DENOMINATORS):
        part = _denominator(tokens, end, unit, lexicon, first=not below)
        if part is None or part.name == unit.name:
            break
        below.append(part.name)
        end = part.end
    return Unit(f"{unit.name} per {' '.join(below)}", end, unit.counted) if below else unit


def bare_rate(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit of "12 per 1,000 births" and "5 per day", whose number stands right before "per"."""
    word = lower_at(tokens, at)
    bare = tokens[at - 1].kind == "number" or tokens[at - 1].lower in lexicon.numbers
    if word in ("a", "an") and bare:
        below = _measure(tokens, at + 1, lexicon)
        timed = below and lexicon.vocabulary.base(below.name)[0] == "second"
        if below is None or not timed or not _ends_phrase(tokens, below.end, lexicon):
            return None
        return Unit(f"per {below.name}", below.end)  # "500 a day"
    if word == "/" and touch(tokens[at - 1], tokens[at]):
        return _over_symbol(tokens, at + 1, lexicon)
    if word != "per":
        return None
    below = _below(tokens, at + 1, lexicon)
    return Unit(f"per {below.name}", below.end) if below else None


def _over_symbol(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit of "9.8 × 10⁹/L" and "250/µL", whose number stands before the slash."""
    if at >= len(tokens) or not touch(tokens[at - 1], tokens[at]):
        return None
    letter = "litre" if tokens[at].text in ("L", "l") else None
    below = Unit(letter, at + 1) if letter else by_symbol(tokens, at, lexicon)
    spec = lexicon.vocabulary.units.get(below.name) if below else None
    if below is None or spec is None or spec.discrete or spec.prefixes:
        return None
    return Unit(f"per {below.name}", below.end)


def _ends_phrase(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether nothing behind "a day" makes it a point in time or another noun's beginning."""
    if at >= len(tokens) or tokens[at].kind == "sign":
        return at >= len(tokens) or tokens[at].text != "-"
    word = tokens[at].lower
    return lexicon.has("not_counted", word) and not lexicon.has("after_one_unit", word)


def _denominator(
    tokens: Sequence[Token], at: int, unit: Unit, lexicon: Lexicon, *, first: bool
) -> Unit | None:
    word = lower_at(tokens, at)
    if word == "of" and first:
        at = _behind_substance(tokens, at, unit, lexicon)
        word = lower_at(tokens, at)
    if word == "per":
        return _below(tokens, at + 1, lexicon)
    if word == "/":
        return (
            _abbreviated(tokens, at + 1, lexicon)
            or _measure(tokens, at + 1, lexicon)
            or _priced(tokens, at + 1, unit, lexicon)
        )
    if word == "-" and lower_at(tokens, at + 1) in EACH and lower_at(tokens, at + 2) == "-":
        return _measure(tokens, at + 3, lexicon)  # "$20-a-month"
    recurring = lexicon.english["rate_words"].get(word)
    if recurring and first and _is_money(unit, lexicon):
        return Unit(recurring, at + 1)
    if word not in EACH or not first:
        return None
    known = _measure(tokens, at + 1, lexicon)
    if known is None and lexicon.has("recurring_nouns", lower_at(tokens, at + 1)):
        return Unit(lower_at(tokens, at + 1), at + 2)
    if known is None:
        return _priced(tokens, at + 1, unit, lexicon)
    return known if _recurs(tokens, known, unit, lexicon) else None


def _abbreviated(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit of time that is cut short behind a slash: "/mo", "/yr"."""
    unit = lexicon.english["slashed_times"].get(lower_at(tokens, at))
    return Unit(unit, at + 1) if unit else None


def _measure(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """A unit that a pack declares, with its power: "second", "kg", "second squared"."""
    if at >= len(tokens):
        return None
    known = by_name(tokens, at, lexicon) or by_symbol(tokens, at, lexicon)
    if known and lower_at(tokens, known.end) in ("squared", "cubed"):
        return Unit(f"{known.name} {tokens[known.end].lower}", known.end + 1)
    return known


def _below(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """What stands behind "per": a unit, so many of one, or any noun."""
    known = _measure(tokens, at, lexicon)
    if known or at >= len(tokens):
        return known
    token = tokens[at]
    if token.kind == "number" or token.lower in lexicon.scales or token.lower in lexicon.numbers:
        return _multiple(tokens, at, lexicon)
    if not _is_noun(token, lexicon):
        return None
    further = _measure(tokens, at + 1, lexicon)
    spec = lexicon.vocabulary.units.get(further.name.split(" squared")[0]) if further else None
    if further and not (spec and spec.symbols):
        return further  # "per calendar month"
    return Unit(token.lower, at + 1)


def _multiple(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """Read the "100,000 people" of "5 deaths per 100,000 people", and "per million"."""
    number = read_number(tokens, at, lexicon)
    if number is None:
        scale = lexicon.scales.get(tokens[at].lower)
        count, end = scale, at + 1
    else:
        count, end = number.lo, number.end
    if count is None or count <= 0 or count != count.to_integral_value():
        return None
    thing = _thing(tokens, end, lexicon)
    name = f"{count:f}"
    return Unit(f"{name} {thing.name}", thing.end) if thing else Unit(name, end)


def _thing(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The noun behind the number below: "1,000 live births", "100 km", "100,000 women"."""
    for place in range(at, min(at + 3, len(tokens))):
        known = _measure(tokens, place, lexicon)
        if known:
            return known
        if not _is_noun(tokens[place], lexicon):
            return None
        noun = singular(tokens[place].text, lexicon.english["irregular_plurals"])
        if noun or tokens[place].lower == "population":
            return Unit(noun or "population", place + 1)
    return None


def _is_noun(token: Token, lexicon: Lexicon) -> bool:
    plain = token.kind == "word" and token.text.islower() and len(token.text) > 1
    return plain and not lexicon.has("not_counted", token.lower)


def _behind_substance(tokens: Sequence[Token], at: int, unit: Unit, lexicon: Lexicon) -> int:
    """The place of the "per" behind "of water", or ``at`` where there is none."""
    if unit.name not in lexicon.vocabulary.units:
        return at
    for place in range(at + 2, min(at + 2 + SUBSTANCE_REACH, len(tokens))):
        if tokens[place].lower == "per":
            return place
        if not _is_noun(tokens[place], lexicon):
            break
    return at


def _is_money(unit: Unit, lexicon: Lexicon) -> bool:
    spec = lexicon.vocabulary.units.get(lexicon.vocabulary.base(unit.name)[0])
    return spec is not None and bool(spec.prefixes)


def _priced(tokens: Sequence[Token], at: int, unit: Unit, lexicon: Lexicon) -> Unit | None:
    """What money is paid for, one by one: "$20 a head", "£60 a ticket", "$5/guest"."""
    if at >= len(tokens) or not _is_money(unit, lexicon) or not _is_noun(tokens[at], lexicon):
        return None
    word = tokens[at].lower
    if lexicon.has("not_priced", word) or singular(word, lexicon.english["irregular_plurals"]):
        return None
    return Unit(word, at + 1)


def _recurs(tokens: Sequence[Token], below: Unit, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether "a month" means every month, and "a head" each one of what money is paid for.

    Behind a time only a longer one recurs ("six hours a day"), and a measure that is no time
    ("20 minutes a pound").
    """
    base, length = lexicon.vocabulary.base(unit.name)
    below_base, below_length = lexicon.vocabulary.base(below.name)
    if lexicon.has("after_one_unit", lower_at(tokens, below.end)):
        return False
    if below_base == "second":
        return base != "second" or length < below_length
    return _is_money(unit, lexicon) or base == "second"
