"""Letters behind a numeral that multiply it, where the words around allow it: "7B", "$3m"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import Number, lower_at
from claims.quantities.tokens import Token, touch
from claims.quantities.units.nouns import singular

THOUSAND = Decimal(1000)
# How far the words may stand that say what a letter means ("cooled slowly to 77K").
CUES_BEFORE, CUES_BEHIND = 4, 3
# House numbers have no more digits, nor the names of streets more words.
HOUSE_DIGITS, STREET_WORDS = 4, 4


def read_suffix(
    tokens: Sequence[Token], number: Number, lexicon: Lexicon, money: bool
) -> Number | None:
    """The number times the scale of the letters behind it; itself where these are a unit or a
    word; ``None`` where both together are a name ("221B Baker Street", "4K video")."""
    at = number.end
    if at >= len(tokens) or tokens[at].kind != "word":
        return number
    slang = lexicon.english["money_slang"].get(tokens[at].lower)
    if slang:
        return number.times(Decimal(slang), at + 1) if _closes(tokens, at + 1, lexicon) else number
    glued = touch(tokens[at - 1], tokens[at])
    beyond = tokens[at + 1] if at + 1 < len(tokens) else None
    if beyond and beyond.kind == "number" and touch(tokens[at], beyond):
        return number
    factor = _factor(tokens, at, lexicon, money=money, glued=glued)
    if factor is None:
        return number
    if glued and not money and len(tokens[at].text) == 1:
        if _means_unit(tokens, at, lexicon) or _is_race(tokens, number, lexicon):
            return number
        if _is_name(tokens, number, lexicon):
            return None
    return number.times(Decimal(factor), at + 1)


def _factor(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, money: bool, glued: bool
) -> int | None:
    english, suffix = lexicon.english, tokens[at].text
    if not (money or glued or suffix in english["spaced_suffixes"]):
        return None
    factor: int | None = english["scale_suffixes"].get(suffix)
    if factor is None and (money or (suffix == "m" and _counts_millions(tokens, at + 1, lexicon))):
        factor = english["money_suffixes"].get(suffix)
    return factor


def _counts_millions(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "m" before token ``at`` is a million: what has no metres follows ("12m people")."""
    word = lower_at(tokens, at)
    if word in lexicon.english["counted_in_millions"]:
        return True
    unit = lexicon.names.get((word,))
    spec = lexicon.vocabulary.units.get(unit) if unit else None
    return spec is not None and ((word,) in lexicon.plurals or spec.discrete)


def _means_unit(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether words nearby make the letter at token ``at`` a unit: "cooled to 77K"."""
    cues = lexicon.english["suffix_unit_cues"].get(tokens[at].text)
    if cues is None:
        return False
    near = (*range(max(0, at - 1 - CUES_BEFORE), at - 1), *range(at + 1, at + 1 + CUES_BEHIND))
    return any(lower_at(tokens, place) in cues for place in near)


def _is_name(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    at = number.end
    return (
        _names_kind(tokens, number, lexicon)
        or _is_lettered(tokens, at, lexicon)
        or _is_house(tokens, at, lexicon)
        or _is_code(tokens, at)
        or _is_company(tokens, at, lexicon)
    )


def _names_kind(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    """Whether the suffix makes a name with the noun behind it: "4K video", "18K gold"."""
    kinds = lexicon.english["suffix_names"].get(tokens[number.end].lower)
    word = lower_at(tokens, number.end + 1)
    return kinds is not None and word in kinds and number.lo <= kinds[word]


def _is_lettered(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a thing that is numbered with letters stands beside it: "flat 12B", "a 2B pencil"."""
    things = lexicon.english["lettered_things"]
    first = at - 1
    if lower_at(tokens, first - 1) in things:
        return True
    if tokens[at].lower != "b":
        return False
    copula = lower_at(tokens, first - 1) in ("is", "was", "number", "no")
    return lower_at(tokens, at + 1) in things or (copula and lower_at(tokens, first - 2) in things)


def _is_house(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised name of a street follows: "221B Baker Street"."""
    if len(tokens[at - 1].text) > HOUSE_DIGITS or not tokens[at - 1].text.isdigit():
        return False
    for place in range(at + 1, min(at + 1 + STREET_WORDS, len(tokens))):
        token = tokens[place]
        if token.kind == "word" and not token.text[0].isupper():
            return False
        if place > at + 1 and token.lower in lexicon.english["street_words"]:
            return True
    return False


def _is_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single capital hangs before it: the "F-15B", an "H-1B visa"."""
    if at < 3:
        return False
    letter, hyphen, numeral = tokens[at - 3 : at]
    hung = touch(letter, hyphen) and touch(hyphen, numeral)
    return hyphen.text == "-" and hung and len(letter.text) == 1 and letter.text.isupper()


def _is_company(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a company's name begins a sentence ("3M said"), or its shares are spoken of."""
    name = tokens[at - 1].text + tokens[at].text
    if not lexicon.has("suffix_companies", name):
        return False
    before = tokens[at - 2] if at > 1 else None
    begins = before is None or before.text in ".!?"
    held = lower_at(tokens, at - 2) == "of" and lower_at(tokens, at - 3) in ("shares", "stock")
    return held or (
        begins and lower_at(tokens, at + 1) != "-" and not _counts_plural(tokens, at + 1, lexicon)
    )


def _counts_plural(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word at token ``at`` is a plural that is counted, and no verb in "-s"."""
    if at >= len(tokens):
        return False
    word, behind = tokens[at].lower, tokens[at + 1] if at + 1 < len(tokens) else None
    if (word,) in lexicon.plurals or lexicon.has("counted_in_millions", word):
        return True
    if lexicon.has("not_counted", word) or lexicon.has("company_plurals", word):
        return False
    if singular(tokens[at].text, lexicon.english["irregular_plurals"]) is None:
        return False
    if not tokens[at].text.islower():
        return False
    if behind is None or behind.text in (".", ")", ";") or behind.start > tokens[at].end + 1:
        return True  # a blank line or the next cell of a table ends the phrase
    return behind.text.endswith("ed") or lexicon.has("behind_counted", behind.lower)


def _is_race(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> bool:
    """Whether "K" stands for kilometres: "a 10K run"."""
    kilo = tokens[number.end].lower == "k" and number.lo <= 100
    return kilo and lexicon.has("race_words", lower_at(tokens, number.end + 1))


def _closes(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether no noun follows at token ``at``."""
    word = tokens[at] if at < len(tokens) else None
    return word is None or word.kind == "sign" or lexicon.has("not_counted", word.lower)


def unit_of_letter(
    tokens: Sequence[Token], number: Number, lexicon: Lexicon
) -> tuple[str | None, int]:
    """The unit that words nearby give a letter behind a number or "grand", and where it ends."""
    at = number.end
    if lower_at(tokens, at - 1) in lexicon.english["money_slang"]:
        return "USD", at
    letter = tokens[at].text if at < len(tokens) and not number.scaled else ""
    units = lexicon.english["letter_units"]
    if letter.upper() not in units or not touch(tokens[at - 1], tokens[at]):
        return None, at
    if _is_race(tokens, number, lexicon):
        return units["k"], at + 1
    return (units[letter], at + 1) if _means_unit(tokens, at, lexicon) else (None, at)


def spoken_suffix(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Number:
    """A spelled number times a spoken letter: "a hundred K", "seven B parameters"."""
    at = number.end
    if at >= len(tokens) or number.scale >= THOUSAND:
        return number
    if tokens[at].text not in lexicon.english["spoken_suffixes"]:
        return number
    kinds = lexicon.english["suffix_names"].get(tokens[at].lower, {})
    follows = lower_at(tokens, at + 1)
    hung = at + 1 < len(tokens) and touch(tokens[at], tokens[at + 1]) and follows in "&'’-/"
    if follows in kinds or hung:
        return number
    known = (follows,) in lexicon.names or _closes(tokens, at + 1, lexicon)
    if tokens[at].lower != "k" and not known:
        return number  # "ten B vitamins"
    return number.times(Decimal(lexicon.english["scale_suffixes"][tokens[at].text]), at + 1)
