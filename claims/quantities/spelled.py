"""Numbers in words: spelled out, in fractions, a few, and vague plurals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numerals import (
    ARITHMETIC,
    RATES,
    TEN,
    Number,
    lower_at,
    read_digits,
    scale_words,
)
from claims.quantities.tokens import Token, touch


def read_number(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The longest number that begins at token ``at``; ``money`` admits "$5m"."""
    return (
        read_digits(tokens, at, lexicon, money=money)
        or _few(tokens, at, lexicon)
        or _vague(tokens, at, lexicon)
        or _words(tokens, at, lexicon)
    )


def _few(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "a few hundred", "several tens of thousands", "a couple of", "a few"."""
    start = at + 1 if lower_at(tokens, at) == "a" else at
    word = lower_at(tokens, start)
    if word in lexicon.english["couple"] and start > at:
        end = start + 1 + (lower_at(tokens, start + 1) == "of")
        two = Number(Decimal(2), Decimal(2), Decimal(1), end, words=True, approx=True)
        return scale_words(tokens, two, lexicon)
    if word == "couple" and lower_at(tokens, start + 1) == "of":
        return Number(Decimal(2), Decimal(2), Decimal(1), start + 2, words=True, approx=True)
    words = ("a", word) if start > at else (word,)
    if " ".join(words) not in lexicon.english["unknown_few"]:
        return None
    end = start + 1
    vague = _vague(tokens, end, lexicon)
    if vague:
        return vague
    scale = lower_at(tokens, end)
    if scale in lexicon.scales:
        one = Number(Decimal(1), TEN, Decimal(1), end, words=True, vague=True)
        return scale_words(tokens, one, lexicon)
    zero = Decimal(0)
    return Number(zero, zero, zero, end, words=True, unknown=True)


def _vague(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "tens of millions", "tens or hundreds of millions", "thousands"."""
    plurals = lexicon.english["vague_plurals"]
    if lower_at(tokens, at) not in plurals:
        return None
    lo = Decimal(plurals[lower_at(tokens, at)])
    hi, end = lo, at + 1
    for gap in range(1, 4):  # "tens or even potentially hundreds of"
        if lower_at(tokens, end) not in ("or", "to", "and"):
            break
        if lower_at(tokens, end + gap) in plurals:
            hi, end = Decimal(plurals[lower_at(tokens, end + gap)]), end + gap + 1
            break
    number = Number(lo, hi * TEN, lo, end, scaled=True, words=True, vague=True)
    while lower_at(tokens, number.end) == "of" and _is_scale(tokens, number.end + 1, lexicon):
        word = lower_at(tokens, number.end + 1)
        factor = Decimal(plurals.get(word) or lexicon.scales[word])
        number = number.times(factor, number.end + 2)
    return number


def _is_scale(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = lower_at(tokens, at)
    return word in lexicon.english["vague_plurals"] or word in lexicon.scales


def _words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read a spelled number: "seventy-five", "one point four million", "half a million"."""
    word = lower_at(tokens, at)
    if word == "half" and lower_at(tokens, at + 1) in ("a", "an"):
        half = Number(Decimal("0.5"), Decimal("0.5"), Decimal("0.5"), at + 2, words=True)
        scaled = scale_words(tokens, half, lexicon)
        return replace(scaled, words=True)
    if word in ("a", "an") and _is_counter(tokens, at + 1, lexicon):
        one = Number(Decimal(1), Decimal(1), Decimal(1), at + 1, words=True)
        return scale_words(tokens, one, lexicon)
    number = _integer(tokens, at, lexicon)
    if number is None:
        return None
    number = _point(tokens, number, lexicon)
    number = _and_a_half(tokens, number)
    return _compound(tokens, scale_words(tokens, number, lexicon), lexicon)


def _is_counter(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return (
        lower_at(tokens, at) in lexicon.scales or lower_at(tokens, at) in lexicon.english["group_words"]
    )


def _integer(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A number below a hundred in words."""
    word = lower_at(tokens, at)
    value = lexicon.numbers.get(word)
    if value is None:
        return None
    end = at + 1
    if word in lexicon.english["tens_words"]:
        unit_at = end + 1 if lower_at(tokens, end) == "-" else end
        unit = lexicon.english["units_words"].get(lower_at(tokens, unit_at), 0)
        if 0 < unit < 10:
            value, end = value + unit, unit_at + 1
    return Number(value, value, Decimal(1), end, words=True)


def _point(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    if lower_at(tokens, number.end) != "point":
        return number
    digits, at = "", number.end + 1
    while 0 <= lexicon.english["units_words"].get(lower_at(tokens, at), -1) < 10:
        digits += str(lexicon.english["units_words"][lower_at(tokens, at)])
        at += 1
    if not digits:
        return number
    value = number.lo + Decimal("0." + digits)
    return replace(number, lo=value, hi=value, step=TEN ** -len(digits), end=at)


def _and_a_half(tokens: Sequence[Token], number: Number) -> Number:
    at = number.end
    if [lower_at(tokens, at + n) for n in range(3)] != ["and", "a", "half"]:
        return number
    value = number.lo + Decimal("0.5")
    return replace(number, lo=value, hi=value, step=Decimal("0.5"), end=at + 3)


def _compound(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Add the smaller parts of a spelled number: "two hundred and five thousand"."""
    while number.scaled:
        at = number.end + (lower_at(tokens, number.end) == "and")
        part = _integer(tokens, at, lexicon)
        if part is None:
            return number
        scaled = scale_words(tokens, part, lexicon)
        if scaled.lo >= number.step:
            # "two hundred and five thousand": the scale belongs to the whole.
            if not scaled.scaled or part.lo >= number.step:
                return number
            whole = number.lo + part.lo
            factor = scaled.lo / part.lo
            number = Number(whole, whole, Decimal(1), scaled.end, words=True).times(
                factor, scaled.end
            )
            continue
        value = number.lo + scaled.lo
        number = replace(scaled, lo=value, hi=value, step=scaled.step, scaled=True, words=True)
    return number
