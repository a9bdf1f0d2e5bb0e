"""The words around a number that say how it is meant: about, at least, or more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.quantities.lexicon import BOUNDS, Lexicon
from claims.quantities.tokens import Token, touch
from claims.records import Modifier

# How many words may stand between a modifier and its number.
LONGEST_GAP = 2
# How far before a comparison its "not" may stand ("should not weigh more than").
NEGATION_REACH = 3
# How far behind the beginning of a number the noun of "the 40% mark" may stand.
LEVEL_REACH = 5
# How far behind the beginning of a number the noun of "six and two-thirds innings" may stand.
PLAYED_REACH = 6
# How far before ", from $32 million" the "to" of the value may stand that it changed to.
CHANGE_REACH = 6
DENIED: dict[Modifier, Modifier] = {"more_than": "at_most", "less_than": "at_least"}
OPENERS = frozenset(',;:(-–—"“')
DEFINITE = frozenset({"the", "those", "these"})


class Phrase(NamedTuple):
    """The modifier that the tokens ``start:end`` make."""

    modifier: Modifier
    start: int
    end: int


def modifier_before(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, is_duration: bool
) -> Modifier | None:
    """The modifier that ends right before token ``at``; see :func:`phrase_before`."""
    phrase = phrase_before(tokens, at, lexicon, is_duration=is_duration)
    return phrase.modifier if phrase else None


def phrase_before(
    tokens: Sequence[Token],
    at: int,
    lexicon: Lexicon,
    *,
    is_duration: bool,
    is_measured: bool = False,
) -> Phrase | None:
    """The modifying words that end right before token ``at``; bounds win over approximators.

    Arguments: whether the unit of the number is one of time, and whether it measures at all
    ("within 5 km" is a bound, "within three models" is none).

    A comparison that is denied turns round ("not more than" is "at most"), and one that is
    made small is an approximation ("slightly more than").
    """
    found: list[Phrase] = []
    place = at
    for _ in range(LONGEST_GAP + 1):
        modifier, length = _phrase(tokens, place, lexicon, is_duration or is_measured)
        if modifier:
            first = start = place - length
            if length == 1 and _is_preposition(tokens, start, at, lexicon, is_duration):
                break
            if modifier in DENIED:
                modifier, first = _qualified(tokens, start, modifier, lexicon)
            found.append(Phrase(modifier, first, place))
            place = start
        elif place > 0 and lexicon.has("between_modifier", tokens[place - 1].lower):
            place -= 1
        else:
            break
    if not found and _is_price_from(tokens, at, lexicon):
        return Phrase("at_least", at - 1, at)
    return next((p for p in found if p.modifier in BOUNDS), found[0] if found else None)


def _is_price_from(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a price begins at the number: "rooms from $99", and neither "fell from $99",
    "fell to $80, from $99" nor "from $99 to $120"."""
    if at < 2 or tokens[at - 1].lower != "from" or tokens[at].text not in lexicon.prefixes:
        return False
    sold = lexicon.has("priced", tokens[at - 2].lower) or (
        tokens[at - 2].text in ",("
        and not any(t.lower == "to" for t in tokens[max(0, at - 2 - CHANGE_REACH) : at - 2])
    )
    near = any(t.lower in ("to", "-", "–") for t in tokens[at + 2 : at + 5])
    return sold and not near and not _leads_to(tokens, at + 2, lexicon)


def _leads_to(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a change goes on to a second price: "from $30 million in 2020 to $40 million"."""
    reach = tokens[at : at + CHANGE_REACH + 1]
    return any(
        first.lower == "to" and second.text in lexicon.prefixes for first, second in pairwise(reach)
    )


def _phrase(
    tokens: Sequence[Token], end: int, lexicon: Lexicon, is_measured: bool
) -> tuple[Modifier | None, int]:
    """The longest modifying phrase that ends before token ``end``, and its number of words."""
    longest = lexicon.before_last.get(tokens[end - 1].lower, 0) if end else 0
    for length in range(min(longest, end), 0, -1):
        words = tuple(token.lower for token in tokens[end - length : end])
        modifier = lexicon.before.get(words)
        if modifier is None or _is_measured(tokens, end - length, lexicon):
            continue
        if words == ("up", "to") and _is_raised(tokens, end - length, lexicon):
            continue
        if is_measured or not lexicon.has("measured_only", " ".join(words)):
            return modifier, length
    return None, 0


def _is_raised(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether something reached what follows "up to": "it went up to 32", "scaled it up to 8"."""
    before = tokens[max(0, at - 2) : at]
    return any(lexicon.has("raised", token.lower) for token in before)


def _is_measured(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``at`` is behind a number as its unit ("30 min"), or a ratio."""
    if at == 0:
        return False
    word, before = tokens[at].lower, tokens[at - 1]
    if word == "as":
        return before.lower == "times" or before.lower in lexicon.english["ratio_words"]
    return lexicon.has("number_signs", word) and before.kind == "number"


def _qualified(
    tokens: Sequence[Token], at: int, modifier: Modifier, lexicon: Lexicon
) -> tuple[Modifier, int]:
    """The sense of a comparison at ``at`` with the words before it ("not", "slightly"), and the
    token where these begin."""
    if at == 0:
        return modifier, at
    before = tokens[at - 1].lower
    if lexicon.has("diminishers", before):
        return "approx", at - 1
    if _denies(before, lexicon):
        return DENIED[modifier], at - 1
    reach = (
        NEGATION_REACH if tokens[at].kind == "word" and not _is_place(tokens, at, lexicon) else 1
    )
    for place in range(at - 1, max(at - 1 - reach, -1), -1):
        word = tokens[place].lower
        if _denies(word, lexicon) and word != "no":
            return DENIED[modifier], place
        if not lexicon.has("negated_measures", word):
            break
    return modifier, at


def _is_place(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return lexicon.has("place_prepositions", tokens[at].lower)


def _denies(word: str, lexicon: Lexicon) -> bool:
    return lexicon.has("negations", word) or word.endswith(("n't", "n’t"))


def _is_preposition(
    tokens: Sequence[Token], at: int, number_at: int, lexicon: Lexicon, is_duration: bool
) -> bool:
    """Whether the word at ``at`` says a place, a time or a topic and no size.

    So "talks about", "over the 12 weeks", "spread over 8 hours", "under a 4-year contract".
    """
    word = tokens[at].lower
    if not _is_place(tokens, at, lexicon):
        return False
    if number_at - at > 1:
        gap = tokens[at + 1].lower
        if gap in DEFINITE:
            return not _is_level(tokens, number_at, lexicon) or _is_adjectival(
                tokens, number_at, lexicon
            )
        if gap in ("a", "an") and lexicon.has("period_prepositions", word):
            return _is_adjectival(tokens, number_at, lexicon)
    if (
        word == "over"
        and (is_duration or _is_played(tokens, number_at, lexicon))
        and _is_during(tokens, at, number_at, lexicon)
    ):
        return True
    return at > 0 and _is_topic(tokens, at, lexicon)


def _is_played(tokens: Sequence[Token], number_at: int, lexicon: Lexicon) -> bool:
    """Whether the number counts what takes time: "over six innings", "over the last 5 games"."""
    if len(tokens[number_at].text) > 2 and tokens[number_at].kind == "number":
        return False  # "played over 300 games"
    near = tokens[number_at + 1 : number_at + 1 + PLAYED_REACH]
    return any(lexicon.has("played", token.lower) for token in near)


def _is_topic(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether "about" follows a verb of speaking ("told me about"), "around" one of turning."""
    word, before = tokens[at].lower, at - 1
    if word == "around":
        return lexicon.has("turning", tokens[before].lower)
    if word != "about":
        return False
    if before > 0 and lexicon.has("objects", tokens[before].lower):
        before -= 1
    return lexicon.has("speaking", tokens[before].lower)


def _is_level(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the number at ``at`` names a level: "above the 40% mark"."""
    return any(lexicon.has("levels", t.lower) for t in tokens[at + 1 : at + 1 + LEVEL_REACH])


def _is_adjectival(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a number and its unit are one word before a noun: "10-year", "twenty-five-year"."""
    return any(
        tokens[place].text == "-" and tokens[place + 1].lower not in lexicon.numbers
        for place in (at + 1, at + 3)
        if place + 1 < len(tokens)
    )


def _is_during(tokens: Sequence[Token], at: int, number_at: int, lexicon: Lexicon) -> bool:
    """Whether "over" before a duration means "in the course of" it.

    It does behind what happens or what is spread ("rose 12% over 5 years"), and does not behind
    verbs of lasting and words that a size can follow ("took over 5 years", "for over 5 years"),
    nor before "ago" and "old".
    """
    if any(lexicon.has("size_behind", t.lower) for t in tokens[number_at + 1 : number_at + 4]):
        return False
    before = tokens[at - 1] if at else None
    if before is None or (before.kind == "sign" and before.text in ".!?"):
        return any(token.text == "," for token in tokens[number_at + 1 : number_at + 4])
    return before.text not in OPENERS and not lexicon.has("size_before", before.lower)


def modifier_after(
    tokens: Sequence[Token], end: int, lexicon: Lexicon
) -> tuple[Modifier | None, int]:
    """The modifier that begins at token ``end``, and the token index behind it."""
    if end >= len(tokens) or tokens[end].text in lexicon.symbols:  # "38 TOPS"
        return None, end
    for length in range(lexicon.after_first.get(tokens[end].lower, 0), 0, -1):
        words = tuple(token.lower for token in tokens[end : end + length])
        modifier = lexicon.after.get(words) if len(words) == length else None
        if modifier and _may_follow(tokens, end, end + length, lexicon):
            return modifier, end + length
    return None, end


def _may_follow(tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the phrase ``start:end`` belongs to the number before it, not to what follows."""
    if tokens[start].text in ("+", "-") and not touch(tokens[start - 1], tokens[start]):
        return False
    follows = tokens[end] if end < len(tokens) else None
    if follows is None:
        return True
    if (
        follows.kind == "number"
        or follows.lower in ("than", "to")
        or follows.text in lexicon.prefixes
    ):
        return False
    if follows.kind != "word":
        return True
    phrase = " ".join(token.lower for token in tokens[start:end])
    closed = not lexicon.has("after_closed", phrase) or lexicon.has("not_counted", follows.lower)
    return closed or _is_numeral(tokens[start - 1], lexicon)


def _is_numeral(token: Token, lexicon: Lexicon) -> bool:
    return token.kind == "number" or token.lower in lexicon.numbers or token.lower in lexicon.scales


def phrase_after(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """The modifying words that begin at token ``end``."""
    modifier, behind = modifier_after(tokens, end, lexicon)
    return Phrase(modifier, end, behind) if modifier else None


def phrase_behind(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """The modifying words behind a quantity, also behind "old", "away" or "of age" ("18 years of
    age or older")."""
    phrase = phrase_after(tokens, end, lexicon)
    if phrase or end + 1 >= len(tokens):
        return phrase
    word = tokens[end].lower
    if lexicon.has("measure_adjectives", word):
        return phrase_after(tokens, end + 1, lexicon)
    if word in ("of", "in") and lexicon.has("measure_nouns", tokens[end + 1].lower):
        return phrase_after(tokens, end + 2, lexicon)
    return None
