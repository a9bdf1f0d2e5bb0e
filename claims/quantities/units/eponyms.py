"""Units named after people, told from the people and firms: "3 Tesla", but "one Tesla car".

Only a capital leaves a doubt, and only before a word. Behind "one" or no number a noun makes it a
name. Behind any other number a noun in the singular cannot be what is counted ("the 3 Tesla
magnet"), a plural is ("two Tesla cars"), and a word that is no noun may be said of a person
("at 12 Newton left"), unless the words before the number are those of an amount.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.quantities.excluded.exclusions import follows_reference
from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import lower_at
from claims.quantities.tokens import DASHES, Token, touch
from claims.quantities.units.nouns import singular

# How many tokens a number has, and how many words a noun phrase, as far as is looked here.
LONGEST_NUMBER, LONGEST_PHRASE = 8, 4
YEAR_DIGITS = 4


def is_person(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the unit's name at token ``at`` is rather the name of a person or firm here."""
    token = tokens[at]
    if not (token.text[0].isupper() and lexicon.has("eponyms", token.lower)):
        return False
    if at + 1 >= len(tokens) or tokens[at + 1].kind != "word" or _is_unit(tokens[at + 1], lexicon):
        return False
    first = _number_start(tokens, at, lexicon)
    if first == at or lower_at(tokens, first) == "one":
        return _is_noun(tokens[at + 1], lexicon) and not _is_hung(tokens, at)
    return not (_is_hung(tokens, at) or _is_measured(tokens, first, at + 1, lexicon))


def _is_unit(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word names a unit that goes on this one: the "metre" of "one Newton metre"."""
    spec = lexicon.vocabulary.units.get(lexicon.names.get((token.lower,), ""))
    return spec is not None and not spec.discrete


def _is_hung(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen joins the name to a numeral or to "one": "3-Tesla magnets"."""
    if at < 2 or tokens[at - 1].text not in DASHES or not touch(tokens[at - 1], tokens[at]):
        return False
    return tokens[at - 2].kind == "number" or tokens[at - 2].lower == "one"


def _number_start(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The first token of the number before token ``at``, or ``at`` where there is none."""
    first = at
    for place in range(at - 1, max(-1, at - 1 - LONGEST_NUMBER), -1):
        kind, text, lower, _, _ = tokens[place]
        if kind == "number" or lower in lexicon.numbers or lower in lexicon.scales:
            first = place
        elif text not in DASHES:
            break
    return first


def _is_measured(tokens: Sequence[Token], first: int, behind: int, lexicon: Lexicon) -> bool:
    """Whether the number at token ``first`` is measured in what ends before token ``behind``."""
    if follows_reference(tokens, first, lexicon):
        return False
    before, follows = lower_at(tokens, first - 1), tokens[behind]
    if before in ("a", "an"):
        return True
    if _may_be_year(tokens[first]):
        return False
    if lexicon.has("behind_measures", follows.lower):
        return True
    if not _is_noun(follows, lexicon):
        return first == 0 or lexicon.has("before_measures", before)
    if follows.text.istitle() or (lexicon.has("locating", before) and not follows.text.isupper()):
        return False
    return not _has_plural(tokens, behind, lexicon)


def _may_be_year(token: Token) -> bool:
    return len(token.text) == YEAR_DIGITS and token.text.isdigit()


def _is_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may be a noun: a word of grammar, a past and an adverb are none."""
    if not token.text.isalpha() or lexicon.has("not_counted", token.lower):
        return False
    return not token.text.endswith(("ed", "ly"))


def _has_plural(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the noun phrase that begins at token ``at`` has a plural in it."""
    for token in tokens[at : at + LONGEST_PHRASE]:
        if token.kind != "word" or lexicon.has("not_counted", token.lower):
            return False
        if singular(token.text, lexicon.english["irregular_plurals"]) is not None:
            return True
    return False
