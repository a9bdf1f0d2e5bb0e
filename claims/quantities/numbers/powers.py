"""Powers and errors of a numeral: "3×10⁵", "2^20", "ten to the minus six", "12.9(1)", "10 ± 2"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import ARITHMETIC, TEN, Number, lower_at
from claims.quantities.tokens import RAISED, Token, touch

Numeral = Callable[[Sequence[Token], int], Number | None]
# What is raised to a power by "^" besides ten ("2^20").
LARGEST_BASE = 100
# "Ten to the third" is mostly no power, and a floor is rarely so high.
LEAST_ORDINAL = 6
MINUS = frozenset({"-", "−", "–", "⁻"})
CROSSES = frozenset({"x", "×", "*", "·", "⋅"})
# "5 × 106": the raised digits of a power of ten that lost their height, and none of "4 × 100 m".
_FLATTENED = {
    f"10{digits}": digits for digits in (*map(str, range(3, 10)), *map(str, range(10, 36)))
}


def read_power(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Read "x 10^5" behind a number, "×10⁵", "times ten to the sixth", and "10^-9" alone."""
    at = number.end
    if number.lo != number.hi:
        return _times_ten(tokens, number, lexicon)
    if number.lo == TEN and (found := _raised(tokens, at) or spoken_power(tokens, at, lexicon)):
        power = TEN ** found[0]
        return Number(power, power, power, found[1])
    if lower_at(tokens, at) in ("^", "*") and 1 < number.lo <= LARGEST_BASE:
        return _other_base(tokens, number)
    return _times_ten(tokens, number, lexicon)


def _times_ten(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A number times a power of ten; behind the sign the ten's digits may stand on the line."""
    at = number.end
    word = lower_at(tokens, at)
    latex = word == "\\" and lower_at(tokens, at + 1) in ("times", "cdot")
    place = at + 1 + latex
    ten = lower_at(tokens, place)
    if not (latex or word in CROSSES or (word == "times" and ten in ("ten", "10"))):
        return number
    if ten in ("10", "ten"):
        found = (
            _raised(tokens, place + 1)
            or _on_the_line(tokens, place + 1)
            or spoken_power(tokens, place + 1, lexicon, product=True)
        )
        return number.times(TEN ** found[0], found[1]) if found else number
    if word == "×" and abs(number.lo) < TEN and ten in _FLATTENED:
        return number.times(TEN ** int(_FLATTENED[ten]), place + 1)
    return number


def _other_base(tokens: Sequence[Token], number: Number) -> Number:
    found = _raised(tokens, number.end)
    if found is None or not 0 <= found[0] <= 128 or number.lo != number.lo.to_integral_value():
        return number
    value = ARITHMETIC.power(number.lo, found[0])
    return Number(value, value, Decimal(1), found[1])


def _raised(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The exponent behind a ten, raised or behind "^" or "**", and the token index behind it."""
    word = lower_at(tokens, at)
    if word == "^":
        return _plain_exponent(tokens, at + 1)
    if word == "*" and lower_at(tokens, at + 1) == "*" and touch(tokens[at], tokens[at + 1]):
        return _plain_exponent(tokens, at + 2)
    negative = word in ("-", "−", "⁻") and lower_at(tokens, at + 1) in RAISED
    place, digits = at + negative, ""
    while place < len(tokens) and len(digits) <= 4 and touch(tokens[place - 1], tokens[place]):
        if tokens[place].text not in RAISED:
            break
        digits += str(RAISED.index(tokens[place].text))
        place += 1
    return _exponent(digits, place, negative)


def _plain_exponent(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The exponent on the line at token ``at``, in braces or not: "-5", "{-5}"."""
    braced = lower_at(tokens, at) == "{"
    negative = lower_at(tokens, at + braced) in MINUS
    place = at + braced + negative
    digits = lower_at(tokens, place)
    if braced and lower_at(tokens, place + 1) != "}":
        return None
    if place >= len(tokens) or not touch(tokens[place - 1], tokens[place]):
        return None
    return _exponent(digits, place + 1 + braced, negative)


def _on_the_line(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The exponent of "10−6" and "10(5)", whose digits lost their height."""
    if at + 1 >= len(tokens) or not touch(tokens[at - 1], tokens[at]):
        return None
    digits = lower_at(tokens, at + 1)
    if not touch(tokens[at], tokens[at + 1]):
        return None
    if tokens[at].text in MINUS:
        return _exponent(digits, at + 2, negative=True)
    if tokens[at].text == "(" and lower_at(tokens, at + 2) == ")":
        return _exponent(digits, at + 3, negative=False)
    return None


def _exponent(digits: str, end: int, negative: bool) -> tuple[int, int] | None:
    if not _is_plain(digits) or len(digits) > 4:
        return None
    return (-int(digits) if negative else int(digits)), end


def _is_plain(digits: str) -> bool:
    """Whether these are digits on the line; raised ones are digits to Python as well."""
    return digits.isascii() and digits.isdigit()


def spoken_power(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, product: bool = False
) -> tuple[int, int] | None:
    """The exponent of "to the ninth", "to the minus six", "to the power of 24" behind a ten.

    ``product`` says that the ten is a factor ("times ten to the six"); without it a plain small
    number may belong to what follows ("from ten to the third floor").
    """
    if lower_at(tokens, at) != "to" or lower_at(tokens, at + 1) not in ("the", "power"):
        return None
    place = at + 2
    sure = product
    if lower_at(tokens, place) == "power":
        place, sure = place + 1, True
    place += lower_at(tokens, place) == "of"
    negative = lower_at(tokens, place) in ("minus", "negative", "-", "−")
    exponent, end = _spoken_exponent(tokens, place + negative, lexicon)
    if (
        exponent is not None
        and exponent >= LEAST_ORDINAL
        and lower_at(tokens, end - 1).endswith("th")
    ):
        sure = sure or lower_at(tokens, end).endswith("s")  # "ten to the ninth cells"
    power_behind = lower_at(tokens, end) == "power"
    if exponent is None or not (sure or negative or power_behind):
        return None
    return (-exponent if negative else exponent), end + power_behind


def _spoken_exponent(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int | None, int]:
    """A small number, cardinal or ordinal, in words or digits, and the token index behind it."""
    word, english = lower_at(tokens, at), lexicon.english
    if word.isascii() and word.isdigit() and len(word) <= 3:
        return int(word), at + 1 + (lower_at(tokens, at + 1) in ("st", "nd", "rd", "th"))
    known = english["ordinal_exponents"].get(word) or english["units_words"].get(word)
    if known is not None:
        return int(known), at + 1
    tens = english["tens_words"].get(word)
    if tens is None:
        return None, at
    end = at + 1 + (lower_at(tokens, at + 1) == "-")
    unit = lower_at(tokens, end)
    ones = english["units_words"].get(unit) or english["ordinal_exponents"].get(unit, 0)
    return (tens + ones, end + 1) if 0 < ones < 10 else (tens, at + 1)


def with_error(tokens: Sequence[Token], number: Number, numeral: Numeral) -> Number:
    """Read "10 ± 2", "10 +/- 2" and the error of the last digits in "12.9(1)" as an interval."""
    at = number.end
    behind = behind_plus_minus(tokens, at)
    error = numeral(tokens, behind) if at < behind < len(tokens) else None
    if error is not None:
        return _widened(number, error.lo, error.step, error.end)
    bracketed = lower_at(tokens, at) == "(" and lower_at(tokens, at + 2) == ")"
    digits = lower_at(tokens, at + 1)
    if bracketed and number.step < 1 and touch(tokens[at - 1], tokens[at]) and _is_plain(digits):
        size = ARITHMETIC.multiply(Decimal(digits[:9]), number.step)
        return _widened(number, size, number.step, at + 3)
    return number


def behind_plus_minus(tokens: Sequence[Token], at: int) -> int:
    """The token index behind "±", "+/-" or "+-" at token ``at``; ``at`` where none stands."""
    word = lower_at(tokens, at)
    if word == "±":
        return at + 1
    if word == "\\" and lower_at(tokens, at + 1) == "pm":
        return at + 2
    if word != "+":
        return at
    slash = lower_at(tokens, at + 1) == "/"
    return at + 2 + slash if lower_at(tokens, at + 1 + slash) in ("-", "−") else at


def _widened(number: Number, error: Decimal, step: Decimal, end: int) -> Number:
    lo = ARITHMETIC.subtract(number.lo, error)
    hi = ARITHMETIC.add(number.hi, error)
    return replace(number, lo=lo, hi=hi, step=min(step, number.step), end=end)
