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
from claims.quantities.tokens import Token


def read_number(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The longest number that begins at token ``at``; ``money`` admits "$5m"."""
    number = read_digits(tokens, at, lexicon, money=money)
    if number:
        return _and_a_half(tokens, number, lexicon)
    return _few(tokens, at, lexicon) or _vague(tokens, at, lexicon) or _words(tokens, at, lexicon)


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
    fraction = _part_of_one(tokens, at, lexicon)
    if fraction:
        return replace(scale_words(tokens, fraction, lexicon), words=True)
    article = lower_at(tokens, at) in ("a", "an")
    if article and not _is_counter(tokens, at + 1, lexicon):
        return None
    number = _Speller(tokens, at + article, lexicon, article).read()
    if number is None and article:
        number = Number(Decimal(1), Decimal(1), Decimal(1), at + 1, words=True)
    if number is None:
        return None
    number = _and_a_half(tokens, _point(tokens, number, lexicon), lexicon)
    number = scale_words(tokens, number, lexicon)
    return replace(_and_a_half(tokens, number, lexicon), words=True)


def _is_counter(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = lower_at(tokens, at)
    return word in lexicon.scales or word in lexicon.english["group_words"]


def read_fraction(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A fraction in words at token ``at``: "half", "a third", "three quarters"."""
    word = lower_at(tokens, at)
    above = 1 if word in ("a", "an") else lexicon.english["units_words"].get(word, 0)
    place = at + (above > 0)
    place += above > 0 and lower_at(tokens, place) == "-"
    fractions = lexicon.english["fraction_words" if above < 2 else "fraction_plurals"]
    below = fractions.get(lower_at(tokens, place))
    if below is None or (above == 0 and below > 4):
        return None
    value = RATES.divide(Decimal(max(above, 1)), Decimal(below))
    step = RATES.divide(Decimal(1), Decimal(below))
    return Number(value, value, step, place + 1, words=True)


def _part_of_one(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "half a million", "a quarter of an hour" and "half million" up to what is shared."""
    number = read_fraction(tokens, at, lexicon)
    if number is None:
        return None
    end = number.end + (lower_at(tokens, number.end) == "of")
    if lower_at(tokens, end) in ("a", "an", "one"):
        return replace(number, end=end + 1)
    follows = lower_at(tokens, number.end)
    return number if follows in lexicon.scales or _is_measure(follows, lexicon) else None


def _is_measure(word: str, lexicon: Lexicon) -> bool:
    spec = lexicon.vocabulary.units.get(lexicon.names.get((word,), ""))
    return spec is not None and not spec.discrete


class _Speller:
    """Adds up the words of one whole number: "three million four hundred thousand and six".

    ``total`` is what scale words above have closed, ``current`` the part below a thousand that
    is open, ``scale`` the last scale word and ``step`` the worth of the last word.
    """

    def __init__(self, tokens: Sequence[Token], at: int, lexicon: Lexicon, article: bool) -> None:
        self.tokens, self.end, self.lexicon = tokens, at, lexicon
        self.current: Decimal | None = Decimal(1) if article else None
        self.total, self.scale, self.step = Decimal(0), Decimal("Infinity"), Decimal(1)
        self.scaled = False

    def read(self) -> Number | None:
        """The number, or ``None`` where no number word stands."""
        begin = self.end
        while self._add_small() or self._multiply():
            pass
        if self.end == begin:
            return None
        value = ARITHMETIC.add(self.total, self.current or Decimal(0))
        scale = self.step if self.scaled else Decimal(1)
        return Number(
            value, value, self.step, self.end, scaled=self.scaled, words=True, scale=scale
        )

    def _add_small(self) -> bool:
        """Take a number below a hundred, where the words so far leave room for one."""
        at = self.end
        if self.scaled and lower_at(self.tokens, at) in ("and", "-"):
            at += 1
        small = self._below_hundred(at)
        if small is None or not self._has_room(small[0], small[1]):
            return False
        self.current = (self.current or Decimal(0)) + small[0]
        self.end, self.step = small[1], Decimal(1)
        return True

    def _has_room(self, value: Decimal, end: int) -> bool:
        if not self.scaled:
            return self.current is None
        if self.current is None:
            room = self.scale
        elif self.current % 100 == 0 and self.current:
            room = Decimal(100)
        else:
            return False
        # "one hundred and two hundred" are two numbers.
        follows = self.lexicon.scales.get(lower_at(self.tokens, end), Decimal(1))
        widened = self.current is not None and follows >= 1000 and follows < self.scale
        return value > 0 and (value * follows < room or widened)

    def _below_hundred(self, at: int) -> tuple[Decimal, int] | None:
        english, word = self.lexicon.english, lower_at(self.tokens, at)
        value = self.lexicon.numbers.get(word)
        if value is None:
            return None
        end = at + 1
        if word in english["tens_words"]:
            unit_at = end + (lower_at(self.tokens, end) == "-")
            unit = english["units_words"].get(lower_at(self.tokens, unit_at), 0)
            if 0 < unit < 10:
                return value + unit, unit_at + 1
        return value, end

    def _multiply(self) -> bool:
        """Take a scale word behind the open part."""
        at = self.end + (lower_at(self.tokens, self.end) == "-")
        factor = self.lexicon.scales.get(lower_at(self.tokens, at))
        if factor is None or self.current is None or not self.current:
            return False
        if factor == 100:
            if self.current >= 100 or (self.current % 10 == 0 and self.current > 90):
                return False
            self.current *= factor
        elif factor < self.scale:
            self.total = ARITHMETIC.add(self.total, ARITHMETIC.multiply(self.current, factor))
            self.current, self.scale = None, factor
        else:
            return False
        self.step = factor if self.step == 1 else ARITHMETIC.multiply(self.step, factor)
        self.end, self.scaled = at + 1, True
        return True


def _point(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    if lower_at(tokens, number.end) != "point" or (number.scaled and number.step >= 1000):
        return number
    digits, at = "", number.end + 1
    spoken = lexicon.english["spoken_digits"]
    while lower_at(tokens, at) in spoken:
        digits += str(spoken[lower_at(tokens, at)])
        at += 1
    if not digits:
        return number
    value = ARITHMETIC.add(number.lo, Decimal("0." + digits))
    return replace(number, lo=value, hi=value, step=TEN ** -len(digits), end=at)


def _and_a_half(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Read "two and a half" and "a million and a half", where the half is of the scale."""
    part, end = half_behind(tokens, number.end, lexicon)
    whole = RATES.divide(number.lo, number.scale)
    if part is None or number.lo != number.hi or whole != whole.to_integral_value():
        return number
    if number.scaled:
        single = number.scale >= 1000 and number.scale in lexicon.scales.values()
        if not single or lower_at(tokens, end) in lexicon.scales:
            return number
        part = ARITHMETIC.multiply(part, number.scale)
    value = ARITHMETIC.add(number.lo, part)
    return replace(number, lo=value, hi=value, step=part, end=end)


def half_behind(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Decimal | None, int]:
    """The part that "and a half" adds at token ``at``, or none, and the token index behind it."""
    phrase = [lower_at(tokens, at + n) for n in range(3)]
    part = lexicon.english["added_parts"].get(phrase[2]) if phrase[:2] == ["and", "a"] else None
    return (None, at) if part is None else (Decimal(part), at + 3)
