"""Ratios: "100x", "ten times slower", "twice as long", "a factor of 10", "threefold"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.excluded.exclusions import follows_reference
from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.number import is_multiple, lower_at
from claims.quantities.numbers.numerals import MILLION, RATES, Number
from claims.quantities.numbers.parts import part_of_one, read_fraction
from claims.quantities.numbers.spelled import read_number
from claims.quantities.tokens import Token, touch
from claims.quantities.units.counted import times_sign

# A "1:100" is no clock time and no verse.
LEAST_DILUTION = 100


def read_ratio(
    tokens: Sequence[Token], at: int, number: Number | None, lexicon: Lexicon
) -> Mention | None:
    """The ratio that begins at token ``at``, or ``None``; ``number`` is what begins there too."""
    word = tokens[at].lower
    if word == "factor" and _lower(tokens, at + 1) == "of":
        factor = read_number(tokens, at + 2, lexicon) if at + 2 < len(tokens) else None
        return Mention(factor, at, factor.end, "ratio") if factor else None
    if word in ("order", "orders") and _lower(tokens, at + 1) == "of":
        return _magnitude(tokens, at) if _lower(tokens, at + 2).startswith("magnitude") else None
    if word in lexicon.english["fold_words"]:
        return _fixed(at, Decimal(lexicon.english["fold_words"][word]))
    if word in lexicon.english["ratio_words"]:
        return _word(tokens, at, lexicon)
    if number and number.end == at + 1 and _lower(tokens, at + 1) not in lexicon.ratio_tails:
        return None
    return (
        _multiple(tokens, at, number, lexicon)
        or _share(tokens, at, lexicon)
        or _odds(tokens, at, number, lexicon)
        or _proportion(tokens, at, number, lexicon)
    )


def _share(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    """Read "half of the members", "two thirds", "a quarter of those asked", "half the price"."""
    number = read_fraction(tokens, at, lexicon) or _slashed(tokens, at, lexicon)
    before = tokens[at - 1].lower if at else ""
    if number is None or lexicon.has("half_not_after", before):
        return None
    follows, beyond = _lower(tokens, number.end), _lower(tokens, number.end + 1)
    last = tokens[number.end - 1].lower
    if follows in ("to", "or", "and", "-"):  # "a quarter to a third of the voters"
        other = read_fraction(tokens, number.end + 1, lexicon)
        follows, beyond = _lower(tokens, other.end) if other else "", ""
    shared = follows == "of" and beyond not in ("a", "an", "one")
    halved = last == "half" and lexicon.has("half_before", follows)
    several = last.endswith("s") and (
        last != "quarters" or lexicon.has("share_adjectives", follows)
    )
    several |= number.end - at == 3 and tokens[at + 1].text == "-" and follows != "-"
    if part_of_one(tokens, at, lexicon):
        return None  # "two-thirds cup", "three hundredths of a second"
    if shared or halved or several or _is_change(tokens, at, number, lexicon):
        return Mention(number, at, number.end, "ratio")
    return None


def _is_change(tokens: Sequence[Token], at: int, number: Number, lexicon: Lexicon) -> bool:
    """Whether a fraction says how much something changed or differs: "fell by a third since May",
    "a quarter more than"."""
    follows = _lower(tokens, number.end)
    if lexicon.has("comparatives", follows):
        return number.end - at > 1 and lexicon.has(
            "compared_behind", _lower(tokens, number.end + 1)
        )
    by = at > 0 and tokens[at - 1].lower == "by"
    return by and (not follows[:1].isalnum() or lexicon.has("behind_change", follows))


def _slashed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A fraction in digits: the "3/4" of "3/4 of the tank"."""
    if _lower(tokens, at + 1) != "/" or tokens[at].kind != "number":
        return None
    number = read_number(tokens, at, lexicon)
    return number if number and number.lo < 1 and number.end == at + 3 else None


def _odds(
    tokens: Sequence[Token], at: int, above: Number | None, lexicon: Lexicon
) -> Mention | None:
    """Read "one in five" and "8 out of 10" as the share they are."""
    if above is None or not _is_small(above) or not _stands_free(tokens, at, lexicon):
        return None
    place = above.end
    outs = [_lower(tokens, place + n) for n in range(3)]
    if outs[:2] in (["out", "of"], ["in", "every"]):
        place += 2
    elif outs[0] == "in" or (outs[0] == "of" and above.lo > 1):
        place += not follows_reference(tokens, at, lexicon)  # "page 4 of 12"
    below = _whole(tokens, place, lexicon) if place > above.end else None
    if below is None or not 0 < above.lo < below.lo:
        return None
    counted = _is_thing(_lower(tokens, below.end), lexicon)
    if outs[0] == "of" and _lower(tokens, below.end) == "(":
        counted = _lower(tokens, below.end + 2) == "%"  # "502 of 2,371 (21.2%)"
    spoken = above.words and tokens[below.end - 1].kind == "word"  # "three in four"
    regular = above.lo == 1 or spoken or is_multiple(below.lo, 1)
    if (outs[0] == "in" and not regular) or not (counted or outs[0] == "out"):
        return None
    value = RATES.divide(above.lo, below.lo)
    number = Number(value, value, RATES.divide(Decimal(1), below.lo), below.end, words=True)
    return Mention(number, at, below.end, "ratio")


def _is_thing(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may begin the name of what is counted, and is no unit of measure."""
    unit = lexicon.names.get((word,))
    spec = lexicon.vocabulary.units.get(unit) if unit else None
    return word.isalpha() and (spec is None or spec.discrete)


def _whole(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    """A whole number from one to a million that a letter does not precede."""
    if at >= len(tokens) or not _stands_free(tokens, at, lexicon):
        return None
    number = read_number(tokens, at, lexicon)
    return number if number and _is_small(number) else None


def _stands_free(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a numeral or number word stands at token ``at``, in contact with nothing."""
    if tokens[at].kind != "number" and tokens[at].lower not in lexicon.numbers:
        return False
    return at == 0 or not touch(tokens[at - 1], tokens[at]) or tokens[at - 1].text == "("


def _is_small(number: Number, *, parts: bool = False) -> bool:
    """Whether a number is one from one to a million, and whole but with ``parts``."""
    if number.lo != number.hi or not 1 <= number.lo <= MILLION:
        return False
    return parts or number.lo == number.lo.to_integral_value()


def _proportion(
    tokens: Sequence[Token], at: int, above: Number | None, lexicon: Lexicon
) -> Mention | None:
    """Read "3:1" and "2.5 to 1" beside a word for a ratio, and "50-50" and "fifty-fifty"."""
    if above is None or not _is_small(above, parts=True) or not _stands_free(tokens, at, lexicon):
        return None
    sign = _lower(tokens, above.end)
    below = _whole_touched(tokens, above.end + 1, lexicon) if sign in (":", "-", "–", "/") else None
    if below is None and sign in ("to", ":"):
        below = _whole(tokens, above.end + 1, lexicon)
    if below is None:
        return None
    even = sign != "to" and (
        above.lo == below.lo == 50
        or (above.words and below.words and above.lo + below.lo == 100)
        or _is_split(tokens, at, above.lo + below.lo, below.end, lexicon)
    )
    near = [_lower(tokens, place) for place in (at - 1, at - 2, below.end, below.end + 1)]
    noted = sign in (":", "to") and any(lexicon.has("ratio_nouns", w) for w in near)
    diluted = sign == ":" and _is_diluted(tokens, at, above.lo, below.lo)
    if not (even or noted or (diluted and not follows_reference(tokens, at, lexicon))):
        return None
    value = RATES.divide(above.lo, below.lo)
    return Mention(Number(value, value, Decimal(1), below.end), at, below.end, "ratio")


def _is_diluted(tokens: Sequence[Token], at: int, above: Decimal, below: Decimal) -> bool:
    """Whether "1:200" gives a dilution or the scale of a map, or "9:1" what two names joined by a
    sign are mixed in ("hexane/ether 9:1")."""
    if above == 1 and below >= LEAST_DILUTION and below % 50 == 0:
        return True  # pages and verses are told by the word before them
    joined = (
        at > 2 and tokens[at - 2].text in ("/", ":", "–", "-") and tokens[at - 1].kind == "word"
    )
    return (
        joined and touch(tokens[at - 3], tokens[at - 2]) and touch(tokens[at - 2], tokens[at - 1])
    )


def _is_split(tokens: Sequence[Token], at: int, total: Decimal, end: int, lexicon: Lexicon) -> bool:
    """Whether two numbers divide a hundred: "a 60/40 split", "they share it 70-30"."""
    near = [_lower(tokens, place) for place in (at - 3, at - 2, at - 1, end, end + 1) if place >= 0]
    return total == 100 and any(lexicon.has("split_words", word) for word in near)


def _whole_touched(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Number | None:
    if at >= len(tokens) or not touch(tokens[at - 1], tokens[at]):
        return None
    number = read_number(tokens, at, lexicon)
    return number if number and number.lo == number.hi and 1 <= number.lo <= MILLION else None


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _fixed(at: int, value: Decimal) -> Mention:
    return Mention(Number(value, value, Decimal(1), at + 1, words=True), at, at + 1, "ratio", True)


def _magnitude(tokens: Sequence[Token], at: int) -> Mention:
    """ "An order of magnitude" is a decade; in the plural it is at least a hundredfold."""
    several = tokens[at].lower == "orders"
    lo = Decimal(100 if several else 10)
    hi = lo if several else lo * 10
    number = Number(lo, hi, lo, at + 3, scaled=True, words=True, vague=True, open=several)
    return Mention(number, at, at + 3, "ratio")


_DOUBLED = frozenset(
    {"as", "the", "its", "their", "that", "what", "this", "his", "her", "our", "your"}
)


def _word(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Mention | None:
    word, after = tokens[at].lower, _lower(tokens, at + 1)
    value = Decimal(lexicon.english["ratio_words"][word])
    if word.endswith("d") or after in _DOUBLED:
        return _fixed(at, value)
    return None


def _multiple(
    tokens: Sequence[Token], at: int, number: Number | None, lexicon: Lexicon
) -> Mention | None:
    """A number with "x" in contact, with "-fold", or with "times" and a comparison behind it."""
    if tokens[at].kind != "number" and not _may_begin(tokens[at].lower, lexicon):
        return None
    if number is None or number.unknown or number.end >= len(tokens):
        return None
    end = number.end
    if at and tokens[at - 1].kind == "word" and touch(tokens[at - 1], tokens[at]):
        return None  # the "5X" of "LPDDR5X"
    if times_sign(tokens, end) > end:
        return None  # "8x H100"
    spelled = number.words and tokens[end].text in ("x", "X")
    if spelled and lower_at(tokens, end + 1) not in lexicon.numbers:
        return Mention(number, at, end + 1, "ratio")  # "a hundred X"
    if tokens[end].text in ("x", "X", "×") and touch(tokens[end - 1], tokens[end]):
        followed = end + 1 < len(tokens) and touch(tokens[end], tokens[end + 1])
        if not (followed and tokens[end + 1].kind != "sign"):
            return Mention(number, at, end + 1, "ratio")
    hyphen = tokens[end].text == "-"
    if _lower(tokens, end + hyphen) == "fold":
        return Mention(number, at, end + hyphen + 1, "ratio")
    parts = number.lo != number.lo.to_integral_value()  # "2.3 times"
    if tokens[end].lower == "times" and (parts or _compares(tokens, end + 1, lexicon)):
        return Mention(number, at, end + 1, "ratio")
    return None


def _may_begin(word: str, lexicon: Lexicon) -> bool:
    return (
        word in ("a", "an") or word in lexicon.numbers or word in lexicon.english["vague_plurals"]
    )


def _compares(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    if _lower(tokens, at) in ("that", "those") and _lower(tokens, at + 1) in ("of", "in", "for"):
        return True  # "six times that of the control"
    return any(lexicon.has("comparatives", _lower(tokens, at + ahead)) for ahead in (0, 1))
