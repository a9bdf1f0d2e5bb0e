"""A number read from a text, exact, and the arithmetic on such numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from claims.quantities.tokens import Token

# Wide enough for every product of a numeral, a power of ten, scale words and units, and for the
# ratio of two such; never a trap for big input.
ARITHMETIC = Context(prec=400, Emax=100_000, Emin=-100_000)
MAX_DIGITS = 400
# "Hundred thousand million" is said; a longer chain is no number.
MOST_SCALES = 4
ONE = Decimal(1)
TEN = Decimal(10)
MILLION = Decimal(1_000_000)
# A third or a rate per hour has no finite decimal form; sixty digits are kept of it.
RATES = Context(prec=60, Emax=100_000, Emin=-100_000)


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


def is_multiple(number: Decimal, power: int) -> bool:
    """Whether a number is a whole multiple of ten to the ``power``; any size of it will do."""
    shifted = ARITHMETIC.scaleb(number, -power)
    return shifted == shifted.to_integral_value()


def add_part(whole: Decimal, part: Decimal) -> Decimal:
    """A whole number and a fraction that may have no finite decimal form."""
    return (RATES if abs(whole) < MILLION else ARITHMETIC).add(whole, part)


def lower_at(tokens: Sequence[Token], at: int) -> str:
    """The lower-cased word at token ``at``, or nothing outside the text."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""
