"""Numbers in digits: numerals, powers, fractions, errors, and the scales behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.tokens import RAISED, Token, touch

# Wide enough for every product of a numeral and its scale words; never a trap for big input.
ARITHMETIC = Context(prec=400, Emax=20_000, Emin=-20_000)
MAX_DIGITS = 400
# "Hundred thousand million" is said; a longer chain is no number.
MOST_SCALES = 4
TEN = Decimal(10)
MILLION = Decimal(1_000_000)
# A third or a rate per hour has no finite decimal form; sixty digits are kept of it.
RATES = Context(prec=60, Emax=20_000, Emin=-20_000)
VULGAR = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip
_GROUPING = re.compile(r"[,\s]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the token index behind it.

    ``step`` is the worth of the last digit as written. ``scaled`` says that a scale word or
    suffix multiplies it, ``words`` that it is spelled out, ``vague`` that ``lo`` and ``hi`` are
    the ends of a decade ("tens of millions"), ``open`` that it has no upper end, and ``unknown``
    that there is no number at all. ``scale`` is what its scale words and suffixes multiply it by.
    """

    lo: Decimal
    hi: Decimal
    step: Decimal
    end: int
    scaled: bool = False
    words: bool = False
    vague: bool = False
    unknown: bool = False
    approx: bool = False
    open: bool = False
    scale: Decimal = Decimal(1)

    def times(self, factor: Decimal, end: int) -> Number:
        """The number multiplied by a scale that ends before token ``end``."""
        return replace(
            self,
            lo=ARITHMETIC.multiply(self.lo, factor),
            hi=ARITHMETIC.multiply(self.hi, factor),
            step=ARITHMETIC.multiply(self.step, factor),
            end=end,
            scaled=True,
            scale=ARITHMETIC.multiply(self.scale, factor),
        )


def lower_at(tokens: Sequence[Token], at: int) -> str:
    """The lower-cased word at token ``at``, or nothing outside the text."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def read_digits(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The number in digits that begins at token ``at``; ``money`` admits "$5m"."""
    number = _numeral(tokens, at)
    if number is None:
        return None
    if at > 0 and is_minus(tokens, at - 1):
        number = replace(number, lo=-number.lo, hi=-number.hi)
    number = _fraction(tokens, _power(tokens, number))
    number = _suffix(tokens, _uncertainty(tokens, number), lexicon, money)
    return scale_words(tokens, number, lexicon)


def _numeral(tokens: Sequence[Token], at: int) -> Number | None:
    token = tokens[at]
    if token.text in VULGAR:
        part = vulgar(token.text)
        return Number(part, part, _one_of(VULGAR[token.text][1]), at + 1)
    if token.kind != "number" or len(token.text) > MAX_DIGITS:
        return None
    value = Decimal(_GROUPING.sub("", token.text))
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not -10_000 <= value.adjusted() <= 10_000:
        return None
    return Number(value, value, TEN**exponent, at + 1)


def _one_of(below: int) -> Decimal:
    return RATES.divide(Decimal(1), Decimal(below))


def vulgar(sign: str) -> Decimal:
    """The value of a vulgar fraction's sign: "½" is 0.5."""
    above, below = VULGAR[sign]
    return RATES.divide(Decimal(above), Decimal(below))


def is_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` is a minus: in contact with a number and with nothing before it."""
    if tokens[at].text not in ("-", "−") or at + 1 >= len(tokens):
        return False
    free = at == 0 or not touch(tokens[at - 1], tokens[at])
    return free and tokens[at + 1].kind == "number" and touch(tokens[at], tokens[at + 1])


def _power(tokens: Sequence[Token], number: Number) -> Number:
    """Read "x 10^5" behind a number, "×10⁵", and "10^-9" standing alone."""
    at = number.end
    if number.lo == TEN and (found := _exponent(tokens, at)):
        power = TEN ** found[0]
        return Number(power, power, power, found[1])
    if lower_at(tokens, at) in ("x", "×", "*", "·") and lower_at(tokens, at + 1) == "10":
        found = _exponent(tokens, at + 2)
        if found:
            return number.times(TEN ** found[0], found[1])
    return number


def _exponent(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The exponent behind a ten, raised or behind "^", and the token index behind it."""
    raised = lower_at(tokens, at) != "^"
    place = at + (not raised)
    negative = lower_at(tokens, place) in ("-", "−", "⁻")
    place += negative
    digits = ""
    while place < len(tokens) and len(digits) <= 4 and touch(tokens[place - 1], tokens[place]):
        word = tokens[place].text
        if word in RAISED and raised:
            digits += str(RAISED.index(word))
        elif not raised and not digits and word.isascii() and word.isdigit():
            digits = word
        else:
            break
        place += 1
    if not digits or len(digits) > 4:
        return None
    return (-int(digits) if negative else int(digits)), place


def _fraction(tokens: Sequence[Token], number: Number) -> Number:
    """Read "2½", "1/2" and "1 1/2"."""
    at = number.end
    if at >= len(tokens) or number.lo != number.lo.to_integral_value():
        return number
    if tokens[at].text in VULGAR and touch(tokens[at - 1], tokens[at]):
        part = vulgar(tokens[at].text)
        return _plus(number, part, _one_of(VULGAR[tokens[at].text][1]), at + 1)
    alone = _slashed(tokens, number.end - 1)
    if alone:
        step = _one_of(int(tokens[at + 1].text))
        return replace(number, lo=alone, hi=alone, step=step, end=at + 2)
    beside = _slashed(tokens, at)
    if beside is None:
        return number
    return _plus(number, beside, _one_of(int(tokens[at + 2].text)), at + 3)


def _slashed(tokens: Sequence[Token], at: int) -> Decimal | None:
    """The fraction whose numerator is token ``at``: two small whole numbers and a slash."""
    span = tokens[at : at + 3]
    if len(span) < 3 or span[1].text not in ("/", "⁄"):
        return None
    if not (touch(span[0], span[1]) and touch(span[1], span[2])):
        return None
    chained = at + 3 < len(tokens) and tokens[at + 3].text == "/"
    above, below = span[0].text, span[2].text
    if chained or (at > 0 and tokens[at - 1].text == "/"):
        return None
    if not (above.isdigit() and below.isdigit() and 0 < int(above) < int(below) <= 100):
        return None
    return RATES.divide(Decimal(above), Decimal(below))


def _plus(number: Number, part: Decimal, step: Decimal, end: int) -> Number:
    value = ARITHMETIC.add(number.lo, part if number.lo >= 0 else -part)
    return replace(number, lo=value, hi=value, step=step, end=end)


def _uncertainty(tokens: Sequence[Token], number: Number) -> Number:
    """Read "10 ± 2" and the error of the last digits in "12.9(1)" as an interval."""
    at = number.end
    if lower_at(tokens, at) == "±" and (error := _numeral_or_none(tokens, at + 1)):
        return _widened(number, error.lo, error.step, at + 2)
    bracketed = lower_at(tokens, at) == "(" and lower_at(tokens, at + 2) == ")"
    digits = lower_at(tokens, at + 1)
    if bracketed and number.step < 1 and touch(tokens[at - 1], tokens[at]) and digits.isdigit():
        error_size = ARITHMETIC.multiply(Decimal(digits[:9]), number.step)
        return _widened(number, error_size, number.step, at + 3)
    return number


def _numeral_or_none(tokens: Sequence[Token], at: int) -> Number | None:
    return _numeral(tokens, at) if at < len(tokens) else None


def _widened(number: Number, error: Decimal, step: Decimal, end: int) -> Number:
    lo = ARITHMETIC.subtract(number.lo, error)
    hi = ARITHMETIC.add(number.hi, error)
    return replace(number, lo=lo, hi=hi, step=min(step, number.step), end=end)


def _suffix(tokens: Sequence[Token], number: Number, lexicon: Lexicon, money: bool) -> Number:
    at = number.end
    if at >= len(tokens) or tokens[at].kind != "word":
        return number
    if (
        at + 1 < len(tokens)
        and tokens[at + 1].kind == "number"
        and touch(tokens[at], tokens[at + 1])
    ):
        return number
    suffix = tokens[at].text
    if not (money or touch(tokens[at - 1], tokens[at]) or lexicon.has("spaced_suffixes", suffix)):
        return number
    factor = lexicon.english["scale_suffixes"].get(suffix)
    if factor is None and money:
        factor = lexicon.english["money_suffixes"].get(suffix)
    return number if factor is None else number.times(Decimal(factor), at + 1)


def scale_words(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A number multiplied by the scale words behind it: "1.3 hundred thousand", "70-billion"."""
    for _ in range(MOST_SCALES):
        at = number.end
        if lower_at(tokens, at) == "-" and lower_at(tokens, at + 1) in lexicon.scales:
            at += 1
        word = lower_at(tokens, at)
        if word in lexicon.scales:
            number = number.times(lexicon.scales[word], at + 1)
        elif word in lexicon.english["group_words"] and not number.scaled:
            factor = Decimal(lexicon.english["group_words"][word])
            number = replace(number.times(factor, at + 1), scaled=False)
        else:
            break
    return number
