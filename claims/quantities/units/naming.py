"""Units by their names and symbols, as packs declare them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import lower_at
from claims.quantities.tokens import Token, touch
from claims.quantities.units.eponyms import is_person

# The longest symbol, in tokens ("m/s", "W·h").
LONGEST_SYMBOL = 5
HYPHENS = frozenset("-‐‑")
# What may stand behind hours or minutes in contact ("1h47m", "3m20s").
CHAINED = frozenset({"m", "min", "mins", "s", "sec"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name and the token index behind it; ``counted`` is a noun that no pack knows."""

    name: str
    end: int
    counted: bool = False


def by_symbol(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit whose symbol stands at token ``at``: the longest, of tokens without blanks."""
    end = at + 1
    while end < len(tokens) and end - at < LONGEST_SYMBOL and touch(tokens[end - 1], tokens[end]):
        end += 1
    written = "".join(token.text for token in tokens[at:end])
    while end > at:
        unit = lexicon.symbols.get(written)
        if unit and (not goes_on(tokens, end) or _is_chained(tokens, end, unit, lexicon)):
            return Unit(unit, end)
        end -= 1
        written = written[: len(written) - len(tokens[end].text)]
    return None


def _is_chained(tokens: Sequence[Token], at: int, unit: str, lexicon: Lexicon) -> bool:
    """Whether a smaller unit of time follows a time in contact: "1h47m"."""
    if lexicon.vocabulary.base(unit)[0] != "second" or at + 1 >= len(tokens):
        return False
    number, smaller = tokens[at], tokens[at + 1]
    return number.kind == "number" and touch(number, smaller) and smaller.text in CHAINED


def goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether what ends before token ``at`` is only the beginning of a word or code.

    So it is in "3B2" and "B-52", but not in "5 m-long" and "2-inch".
    """
    if at >= len(tokens) or not touch(tokens[at - 1], tokens[at]):
        return False
    if tokens[at].text in HYPHENS and at + 1 < len(tokens) and touch(tokens[at], tokens[at + 1]):
        return tokens[at + 1].kind == "number"
    return tokens[at].kind in ("word", "number")


def by_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit whose name stands at token ``at``, also "square" and "cubic" before a length."""
    if lower_at(tokens, at) in ("square", "cubic"):
        hyphen = lower_at(tokens, at + 1) in HYPHENS and touch(tokens[at], tokens[at + 1])
        side = _plainly(tokens, at + 1 + hyphen, lexicon)
        if side and lexicon.vocabulary.base(side.name)[0] == "metre":
            known = lexicon.names.get((tokens[at].lower, *side.name.split()))
            return Unit(known or f"{tokens[at].lower} {side.name}", side.end)
    return _plainly(tokens, at, lexicon)


def _plainly(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    longest = lexicon.name_starts.get(lower_at(tokens, at), 0)
    for length in range(min(longest, len(tokens) - at), 0, -1):
        words = tuple(token.lower for token in tokens[at : at + length])
        unit = lexicon.names.get(words)
        if unit and not (length == 1 and is_person(tokens, at, lexicon)):
            known = Unit(unit, at + length, unit in lexicon.nouns)
            return _times_a_time(tokens, known, lexicon)
    return None


def _times_a_time(tokens: Sequence[Token], unit: Unit, lexicon: Lexicon) -> Unit:
    """Read "GPU hours" and "person years": a thing multiplied by a unit of time."""
    at = unit.end + (unit.end < len(tokens) and tokens[unit.end].text == "-")
    if at >= len(tokens):
        return unit
    further = lexicon.names.get((tokens[at].lower,))
    if further is None or lexicon.vocabulary.base(further)[0] != "second":
        return unit
    if lexicon.vocabulary.base(unit.name)[0] == "second":
        return unit
    return Unit(f"{unit.name} {further}", at + 1)
