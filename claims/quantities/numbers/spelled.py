"""Numbers in words: spelled out, in fractions, a few, and vague plurals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import MAX_DIGITS
from claims.quantities.numbers.numerals import (
    ARITHMETIC,
    MILLION,
    MOST_SCALES,
    ONE,
    TEN,
    Number,
    lower_at,
    numeral,
    read_digits,
    scale_words,
)
from claims.quantities.numbers.parts import half_behind, part_of_one, read_fraction, with_part
from claims.quantities.numbers.powers import read_power
from claims.quantities.numbers.spoken import below_one, elided, is_divided, is_moment, with_point
from claims.quantities.numbers.suffixes import spoken_suffix
from claims.quantities.tokens import Token

__all__ = ["half_behind", "read_fraction", "read_number"]


def read_number(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The longest number that begins at token ``at``; ``money`` admits "$5m"."""
    plain = _plain(tokens, at, lexicon)
    if plain:
        return plain
    number = read_digits(tokens, at, lexicon, money=money)
    if number:
        number = scale_words(tokens, with_part(tokens, number, lexicon), lexicon)
        return _of_one(tokens, number, lexicon)
    spelled = (
        _few(tokens, at, lexicon) or _vague(tokens, at, lexicon) or _words(tokens, at, lexicon)
    )
    return _confirmed(tokens, spelled) if spelled else None


def _plain(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read the "12" of "12 apples" and the "two" of "two apples": one token, and behind it nothing
    that could go on a number. Most numbers are such, and no further rule need be asked."""
    token = tokens[at]
    value = lexicon.numbers.get(token.lower)
    if value is None and (token.kind != "number" or lower_at(tokens, at - 1) in _SIGNED):
        return None
    if at + 1 < len(tokens):
        kind, text, lower, _, _ = tokens[at + 1]
        if lower in lexicon.number_tails or (kind != "word" and text not in _ENDS):
            return None
    return numeral(tokens, at) if value is None else Number(value, value, ONE, at + 1, words=True)


# Signs that give the number behind them another value, or none, and signs that end a number.
_SIGNED = frozenset("-−–^")
_ENDS = frozenset(".,;:!?)%")


def _confirmed(tokens: Sequence[Token], number: Number) -> Number:
    """Read the digits of "thirty (30) days", as contracts have them, as a part of the number."""
    at = number.end
    if lower_at(tokens, at) != "(" or lower_at(tokens, at + 2) != ")":
        return number
    digits = tokens[at + 1].text.replace(",", "")
    same = digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS
    return replace(number, end=at + 3) if same and Decimal(digits) == number.lo else number


def _of_one(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Read "0.4 of a second" up to its unit."""
    at = number.end
    if lower_at(tokens, at) != "of" or number.hi >= 1:
        return number
    one = lower_at(tokens, at + 1) in ("a", "an", "one")
    return replace(number, end=at + 2) if one and is_divided(tokens, at + 2, lexicon) else number


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
    end = start + 1
    words = ["a", word] if start > at else [word]
    if word in lexicon.english["few_nouns"]:
        words.append(lower_at(tokens, end))
        end += 1
    if " ".join(words) not in lexicon.english["unknown_few"]:
        return None
    vague = _vague(tokens, end, lexicon)
    if vague:
        return vague
    scale = lower_at(tokens, end)
    if scale in lexicon.scales:
        one = Number(Decimal(1), TEN, Decimal(1), end, words=True, vague=True)
        return scale_words(tokens, one, lexicon)
    group = lexicon.english["vague_plurals"].get(f"{scale}s")
    if group and scale in lexicon.english["group_words"]:  # "a few dozen" is as vague as "dozens"
        lo = Decimal(group)
        return Number(lo, lo * TEN, lo, end + 1, scaled=True, words=True, vague=True)
    zero = Decimal(0)
    return Number(zero, zero, zero, end, words=True, unknown=True)


def _vague(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "tens of millions", "tens or hundreds of millions", "thousands"."""
    plurals = lexicon.english["vague_plurals"]
    if lower_at(tokens, at) not in plurals or _is_heading(tokens, at, lexicon):
        return None
    lo = Decimal(plurals[lower_at(tokens, at)])
    hi, end = lo, at + 1
    corrected = [lower_at(tokens, end + n) for n in (0, 1, 2, 4)] == [",", "if", "not", ","]
    if corrected and lower_at(tokens, end + 3) in plurals:  # "tens, if not hundreds, of"
        hi, end = Decimal(plurals[lower_at(tokens, end + 3)]), end + 5
    for gap in range(1, 4):  # "tens or even potentially hundreds of"
        if lower_at(tokens, end) not in ("or", "to", "and", "upon", "on"):
            break
        if lower_at(tokens, end + gap) in plurals:
            hi, end = Decimal(plurals[lower_at(tokens, end + gap)]), end + gap + 1
            break
    number = Number(lo, hi * TEN, lo, end, scaled=True, words=True, vague=True)
    for _ in range(MOST_SCALES):
        of = lower_at(tokens, number.end) == "of"
        if not (of and _is_scale(tokens, number.end + 1, lexicon)):
            break
        word = lower_at(tokens, number.end + 1)
        factor = Decimal(plurals.get(word) or lexicon.scales[word])
        number = number.times(factor, number.end + 2)
    return number


def _is_heading(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a plural only tells what figures are given in: "amounts are in millions of euros"."""
    if lower_at(tokens, at - 1) != "in":
        return False
    if not lexicon.has("stated", lower_at(tokens, at - 2)) and lower_at(tokens, at - 2) != "(":
        return False
    if lower_at(tokens, at + 1) != "of":
        return lower_at(tokens, at + 1) in ("", ".", ",", ")", ";")
    return (lower_at(tokens, at + 2),) in lexicon.names


def _is_scale(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = lower_at(tokens, at)
    return word in lexicon.english["vague_plurals"] or word in lexicon.scales


def _words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read a spelled number: "seventy-five", "one point four million", "half a million"."""
    fraction = part_of_one(tokens, at, lexicon)
    if fraction:
        return replace(scale_words(tokens, fraction, lexicon), words=True)
    article = lower_at(tokens, at) in ("a", "an")
    if (article or _is_bare(tokens, at, lexicon)) and not _is_counter(
        tokens, at + article, lexicon
    ):
        return None
    if is_moment(tokens, at, lexicon):
        return None
    number = below_one(tokens, at, lexicon) or elided(tokens, at, lexicon)
    number = number or _whole(tokens, at, lexicon, article)
    if number is None:
        return None
    number = read_power(tokens, with_part(tokens, number, lexicon), lexicon)
    number = scale_words(tokens, spoken_suffix(tokens, number, lexicon), lexicon)
    number = replace(with_part(tokens, number, lexicon), words=True)
    return _of_one(tokens, number, lexicon)


def _whole(tokens: Sequence[Token], at: int, lexicon: Lexicon, article: bool) -> Number | None:
    bare = article or _is_bare(tokens, at, lexicon)
    number = _Speller(tokens, at + article, lexicon, bare).read()
    if number is None and article:
        number = Number(Decimal(1), Decimal(1), Decimal(1), at + 1, words=True)
    return number and with_point(tokens, number, lexicon)


def _is_bare(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a scale word stands for one of it: "hundred percent", "hundred thousand rupees"."""
    if not lexicon.has("bare_scales", lower_at(tokens, at)):
        return False
    before, behind = lower_at(tokens, at - 1), lower_at(tokens, at + 1)
    if lexicon.has("bare_scales_not_after", before) or before in lexicon.numbers:
        return False
    return behind in lexicon.scales or is_divided(tokens, at + 1, lexicon)


def _is_counter(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = lower_at(tokens, at)
    return word in lexicon.scales or word in lexicon.english["group_words"]


# What goes on with a list behind one of its members.
LINKS = frozenset({"and", "or", "to", "a"})


class _Speller:
    """Adds up the words of one whole number: "three million four hundred thousand and six".

    ``total`` is what scale words above have closed, ``current`` the part below a thousand that
    is open, ``scale`` the last scale word and ``step`` the worth of the last word.
    """

    def __init__(
        self, tokens: Sequence[Token], at: int, lexicon: Lexicon, article: bool, depth: int = 0
    ) -> None:
        self.tokens, self.end, self.lexicon = tokens, at, lexicon
        self.begin, self.depth = at - article, depth
        self.current: Decimal | None = Decimal(1) if article else None
        self.total, self.scale, self.step = Decimal(0), Decimal("Infinity"), Decimal(1)
        self.scaled = False

    def read(self) -> Number | None:
        """The number, or ``None`` where no number word stands."""
        begin = self.end
        while self._add_small() or self._multiply() or self._add_behind_comma():
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
        small = None if self._is_pronoun(at) else self._below_hundred(at)
        if small is None or not self._has_room(small[0], small[1]):
            return False
        self.current = (self.current or Decimal(0)) + small[0]
        self.end, self.step = small[1], Decimal(1)
        return True

    def _is_pronoun(self, at: int) -> bool:
        """Whether token ``at`` is the "one" of "the seventy-billion one"."""
        large = self.current is None and MILLION <= self.scale < Decimal("Infinity")
        if not large or at != self.end or lower_at(self.tokens, at) != "one":
            return False
        hyphen = lower_at(self.tokens, at - 2) == "-"
        given = hyphen or lower_at(self.tokens, self.begin - 1) in ("the", "this", "that")
        return given and lower_at(self.tokens, at + 1) not in self.lexicon.scales

    def _add_behind_comma(self) -> bool:
        """Take the full group behind a comma: "one million, two hundred thousand dollars".

        What goes on after that group is a list, and so is what "of" comes before.
        """
        closed = self.scaled and self.current is None and self.scale >= 1000
        if not closed or self.depth == MOST_SCALES or lower_at(self.tokens, self.end) != ",":
            return False
        rest = _Speller(self.tokens, self.end + 1, self.lexicon, False, self.depth + 1).read()
        if rest is None or not self.scale <= rest.lo * 10 < self.scale * 10:
            return False
        behind = lower_at(self.tokens, rest.end + (lower_at(self.tokens, rest.end) == ","))
        listed = behind in LINKS or behind in self.lexicon.numbers
        if listed or lower_at(self.tokens, self.begin - 1) == "of":
            return False
        self.total = ARITHMETIC.add(self.total, rest.lo)
        self.end, self.scale, self.step = rest.end, Decimal(1), rest.step
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
