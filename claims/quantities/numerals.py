"""Reading one number at a place: digits, words, scales, fractions and vague plurals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.tokens import Token, touch

# Wide enough for every product of a numeral and its scale words; never a trap for big input.
ARITHMETIC = Context(prec=400, Emax=20_000, Emin=-20_000)
MAX_DIGITS = 400
TEN = Decimal(10)
VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the token index behind it.

    ``step`` is the worth of the last digit as written. ``scaled`` says that a scale word or
    suffix multiplies it, ``words`` that it is spelled out, ``vague`` that ``lo`` and ``hi`` are
    the ends of a decade ("tens of millions"), ``open`` that it has no upper end, and ``unknown``
    that there is no number at all.
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

    def times(self, factor: Decimal, end: int) -> Number:
        """The number multiplied by a scale that ends before token ``end``."""
        return replace(
            self,
            lo=ARITHMETIC.multiply(self.lo, factor),
            hi=ARITHMETIC.multiply(self.hi, factor),
            step=ARITHMETIC.multiply(self.step, factor),
            end=end,
            scaled=True,
        )


def read_number(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool = False
) -> Number | None:
    """The longest number that begins at token ``at``; ``money`` admits "$5m"."""
    number = (
        _digits(tokens, at, lexicon, money)
        or _few(tokens, at, lexicon)
        or _vague(tokens, at, lexicon)
        or _words(tokens, at, lexicon)
    )
    return number


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _digits(tokens: Sequence[Token], at: int, lexicon: Lexicon, money: bool) -> Number | None:
    token = tokens[at]
    if token.kind == "sign" and token.text in VULGAR:
        half = Decimal(VULGAR[token.text])
        return _scale_words(tokens, Number(half, half, half, at + 1), lexicon)
    if token.kind != "number" or len(token.text) > MAX_DIGITS:
        return None
    value = Decimal(token.text.replace(",", ""))
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or not -10_000 <= value.adjusted() <= 10_000:
        return None
    number = Number(value, value, TEN**exponent if exponent < 0 else Decimal(1), at + 1)
    if at > 0 and is_minus(tokens, at - 1):
        number = replace(number, lo=-value, hi=-value)
    number = _power(tokens, number)
    number = _fraction(tokens, number)
    suffixed = _suffix(tokens, number, lexicon, money)
    return _scale_words(tokens, suffixed, lexicon)


def is_minus(tokens: Sequence[Token], at: int) -> bool:
    """Whether token ``at`` is a minus: in contact with a number and with nothing before it."""
    if tokens[at].text not in ("-", "−") or at + 1 >= len(tokens):
        return False
    free = at == 0 or not touch(tokens[at - 1], tokens[at])
    return free and tokens[at + 1].kind == "number" and touch(tokens[at], tokens[at + 1])


def _power(tokens: Sequence[Token], number: Number) -> Number:
    """Read "x 10^5" behind a number."""
    at = number.end
    if _lower(tokens, at) in ("x", "×", "*") and _lower(tokens, at + 1) == "10":
        if _lower(tokens, at + 2) == "^":
            negative = _lower(tokens, at + 3) in ("-", "−")
            place = at + 3 + negative
            digits = _lower(tokens, place)
            if digits.isascii() and digits.isdigit() and len(digits) <= 4:
                power = -int(digits) if negative else int(digits)
                return number.times(TEN**power, place + 1)
    return number


def _fraction(tokens: Sequence[Token], number: Number) -> Number:
    """Read "1/2" and "2½"."""
    at = number.end
    if at < len(tokens) and tokens[at].text in VULGAR and touch(tokens[at - 1], tokens[at]):
        value = number.lo + Decimal(VULGAR[tokens[at].text])
        return replace(number, lo=value, hi=value, step=Decimal("0.5"), end=at + 1)
    return number


def _suffix(tokens: Sequence[Token], number: Number, lexicon: Lexicon, money: bool) -> Number:
    at = number.end
    if at >= len(tokens) or tokens[at].kind != "word" or not touch(tokens[at - 1], tokens[at]):
        return number
    if (
        at + 1 < len(tokens)
        and tokens[at + 1].kind == "number"
        and touch(tokens[at], tokens[at + 1])
    ):
        return number
    suffix = tokens[at].text
    factor = lexicon.english["scale_suffixes"].get(suffix)
    if factor is None and money:
        factor = lexicon.english["money_suffixes"].get(suffix)
    return number if factor is None else number.times(Decimal(factor), at + 1)


def _scale_words(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Multiply by the scale words behind a number: "1.3 hundred thousand", "70-billion"."""
    while True:
        at = number.end
        if _lower(tokens, at) == "-" and _lower(tokens, at + 1) in lexicon.scales:
            at += 1
        word = _lower(tokens, at)
        if word in lexicon.scales:
            number = number.times(lexicon.scales[word], at + 1)
        elif word in lexicon.english["group_words"] and not number.scaled:
            factor = Decimal(lexicon.english["group_words"][word])
            number = replace(number.times(factor, at + 1), scaled=False)
        else:
            return number


def _few(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "a few hundred", "several tens of thousands", "a couple of", "a few"."""
    start = at + 1 if _lower(tokens, at) == "a" else at
    word = _lower(tokens, start)
    if word in lexicon.english["couple"] and start > at:
        end = start + 1 + (_lower(tokens, start + 1) == "of")
        two = Number(Decimal(2), Decimal(2), Decimal(1), end, words=True, approx=True)
        return _scale_words(tokens, two, lexicon)
    if word == "couple" and _lower(tokens, start + 1) == "of":
        return Number(Decimal(2), Decimal(2), Decimal(1), start + 2, words=True, approx=True)
    words = ("a", word) if start > at else (word,)
    if " ".join(words) not in lexicon.english["unknown_few"]:
        return None
    end = start + 1
    vague = _vague(tokens, end, lexicon)
    if vague:
        return vague
    scale = _lower(tokens, end)
    if scale in lexicon.scales:
        one = Number(Decimal(1), TEN, Decimal(1), end, words=True, vague=True)
        return _scale_words(tokens, one, lexicon)
    zero = Decimal(0)
    return Number(zero, zero, zero, end, words=True, unknown=True)


def _vague(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read "tens of millions", "tens or hundreds of millions", "thousands"."""
    plurals = lexicon.english["vague_plurals"]
    if _lower(tokens, at) not in plurals:
        return None
    lo = Decimal(plurals[_lower(tokens, at)])
    hi, end = lo, at + 1
    for gap in range(1, 4):  # "tens or even potentially hundreds of"
        if _lower(tokens, end) not in ("or", "to", "and"):
            break
        if _lower(tokens, end + gap) in plurals:
            hi, end = Decimal(plurals[_lower(tokens, end + gap)]), end + gap + 1
            break
    number = Number(lo, hi * TEN, lo, end, scaled=True, words=True, vague=True)
    while _lower(tokens, number.end) == "of" and _is_scale(tokens, number.end + 1, lexicon):
        word = _lower(tokens, number.end + 1)
        factor = Decimal(plurals.get(word) or lexicon.scales[word])
        number = number.times(factor, number.end + 2)
    return number


def _is_scale(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    word = _lower(tokens, at)
    return word in lexicon.english["vague_plurals"] or word in lexicon.scales


def _words(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """Read a spelled number: "seventy-five", "one point four million", "half a million"."""
    word = _lower(tokens, at)
    if word == "half" and _lower(tokens, at + 1) in ("a", "an"):
        half = Number(Decimal("0.5"), Decimal("0.5"), Decimal("0.5"), at + 2, words=True)
        scaled = _scale_words(tokens, half, lexicon)
        return replace(scaled, words=True)
    if word in ("a", "an") and _is_counter(tokens, at + 1, lexicon):
        one = Number(Decimal(1), Decimal(1), Decimal(1), at + 1, words=True)
        return _scale_words(tokens, one, lexicon)
    number = _integer(tokens, at, lexicon)
    if number is None:
        return None
    number = _point(tokens, number, lexicon)
    number = _and_a_half(tokens, number)
    return _compound(tokens, _scale_words(tokens, number, lexicon), lexicon)


def _is_counter(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return (
        _lower(tokens, at) in lexicon.scales or _lower(tokens, at) in lexicon.english["group_words"]
    )


def _integer(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A number below a hundred in words."""
    word = _lower(tokens, at)
    value = lexicon.numbers.get(word)
    if value is None:
        return None
    end = at + 1
    if word in lexicon.english["tens_words"]:
        unit_at = end + 1 if _lower(tokens, end) == "-" else end
        unit = lexicon.english["units_words"].get(_lower(tokens, unit_at), 0)
        if 0 < unit < 10:
            value, end = value + unit, unit_at + 1
    return Number(value, value, Decimal(1), end, words=True)


def _point(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    if _lower(tokens, number.end) != "point":
        return number
    digits, at = "", number.end + 1
    while 0 <= lexicon.english["units_words"].get(_lower(tokens, at), -1) < 10:
        digits += str(lexicon.english["units_words"][_lower(tokens, at)])
        at += 1
    if not digits:
        return number
    value = number.lo + Decimal("0." + digits)
    return replace(number, lo=value, hi=value, step=TEN ** -len(digits), end=at)


def _and_a_half(tokens: Sequence[Token], number: Number) -> Number:
    at = number.end
    if [_lower(tokens, at + n) for n in range(3)] != ["and", "a", "half"]:
        return number
    value = number.lo + Decimal("0.5")
    return replace(number, lo=value, hi=value, step=Decimal("0.5"), end=at + 3)


def _compound(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """Add the smaller parts of a spelled number: "two hundred and five thousand"."""
    while number.scaled:
        at = number.end + (_lower(tokens, number.end) == "and")
        part = _integer(tokens, at, lexicon)
        if part is None:
            return number
        scaled = _scale_words(tokens, part, lexicon)
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
