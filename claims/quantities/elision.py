"""Bare numbers that leave their unit to what was said before: "up from 34", "67 for strikes"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.quantities.lexicon import Lexicon
from claims.quantities.mentions import Mention
from claims.quantities.numbers.number import lower_at
from claims.quantities.special import is_measured
from claims.quantities.tokens import Token

# How many words may stand between a quantity and the number that leaves its unit to it.
REACH = 9
# A part is no larger than the whole, but small numbers may stand side by side.
SMALL = Decimal(20)
SENTENCE_ENDS = frozenset(".!?;:")
CLOSING = frozenset(",.;!?()—–")
# Shares say nothing of the unit of the level that they lead to ("rose 5% to 1,200").
SHARES = frozenset({"percent", "ratio", "percentage point", "basis point"})
# Behind these a number is a pronoun, a name or an ordinal.
POINTING = frozenset(
    {"the", "this", "that", "these", "those", "other", "another", "first", "last", "next", "both",
     "all", "my", "our", "your", "his", "her", "their", "its", "any", "every", "each",
     "no", "which", "/"}
)  # fmt: skip
ARTICLES = frozenset({"the", "this", "that", "a", "an", "my", "our", "your", "its", "their"})
PRONOUNS = frozenset({"us", "them", "you", "whom", "which", "these", "those"})


def with_elided(
    mention: Mention, last: Mention | None, tokens: Sequence[Token], lexicon: Lexicon
) -> Mention:
    """A mention without unit in the unit of the ``last`` one, where it is compared with that or
    is a part of it; else the mention as it is."""
    if mention.unit is not None or last is None or last.unit is None or mention.number.vague:
        return mention
    if not _is_near(last, mention, tokens) or not _is_closed(tokens, mention.end, lexicon):
        return mention
    compared = _is_compared(last, mention, tokens, lexicon) or _is_age(last, mention, tokens)
    if not compared and not _is_part(last, mention, tokens, lexicon):
        return mention
    return replace(mention, unit=last.unit, counted=last.counted)


def leaves_out_unit(mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a bare number may mean something that was spoken of before: "the other needs 18".

    Behind it stands nothing that it could count, before it no word that makes it a name or a
    pronoun ("these two", "the other three").
    """
    if mention.number.words and lower_at(tokens, mention.start) == "one":
        return False
    before = lower_at(tokens, mention.start - 1)
    if mention.unit is not None or lexicon.has("references", before):
        return False
    if before in POINTING and lower_at(tokens, mention.end) != "of":
        return False  # "says that 11 of the banks use it"
    of_them = _is_of_pronoun(tokens, mention.end)
    return of_them or _is_closed(tokens, mention.end, lexicon)


def is_pronoun(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "one" stands for a thing that was spoken of: "this one", "the big one"."""
    at = mention.start
    if mention.end != at + 1 or mention.unit is not None or lower_at(tokens, at) != "one":
        return False
    before = lower_at(tokens, at - 1)
    described = at > 1 and tokens[at - 1].kind == "word" and lower_at(tokens, at - 2) in ARTICLES
    return before in POINTING or described


def _is_of_pronoun(tokens: Sequence[Token], end: int) -> bool:
    """Whether "of us" or "of whom" follows a number, which then counts persons or things."""
    return lower_at(tokens, end) == "of" and lower_at(tokens, end + 1) in PRONOUNS


def with_one(
    mention: Mention,
    last: Mention | None,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    lexicon: Lexicon,
) -> Mention:
    """A bare "one" with the noun behind it, where it stands in a list of counted things: "one
    onion, two carrots", "two beds and one window". Alone it is mostly a pronoun or article."""
    noun = mention.number_end
    if mention.unit is not None or lower_at(tokens, mention.start) != "one":
        return mention
    if noun >= len(tokens) or not _is_noun(tokens[noun], lexicon):
        return mention
    behind = last is not None and last.counted and mention.start == last.end + 1
    behind = behind and lower_at(tokens, mention.start - 1) in (",", "and", "plus")
    ahead = lower_at(tokens, noun + 1) in (",", "and") and any(
        other.start == noun + 2 and other.counted and not other.number.scaled for other in mentions
    )
    closed = noun + 1 >= len(tokens) or lower_at(tokens, noun + 1) in CLOSING
    if not (ahead or (behind and closed)):
        return mention
    return replace(mention, unit=tokens[noun].lower, counted=True, end=noun + 1)


def _is_noun(token: Token, lexicon: Lexicon) -> bool:
    return (
        token.kind == "word"
        and token.text.islower()
        and not (lexicon.has("not_counted", token.lower) or token.lower in lexicon.numbers)
    )


def _is_near(last: Mention, mention: Mention, tokens: Sequence[Token]) -> bool:
    if not 0 < mention.start - last.end <= REACH:
        return False
    return not any(t.text in SENTENCE_ENDS for t in tokens[last.end : mention.start])


def _is_closed(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> bool:
    """Whether nothing that the number could count or measure stands behind it."""
    if end >= len(tokens):
        return True
    token = tokens[end]
    if token.kind == "sign":
        return token.text in CLOSING
    if token.lower in ("last", "next") and (lower_at(tokens, end + 1),) in lexicon.names:
        return True  # "they opened 40 last year"
    return token.kind == "word" and lexicon.has("not_counted", token.lower)


def _is_compared(
    last: Mention, mention: Mention, tokens: Sequence[Token], lexicon: Lexicon
) -> bool:
    """Whether a number is set against the last quantity: "instead of 40", "compared with 12"."""
    at = mention.start
    at -= at > 0 and lexicon.before.get((tokens[at - 1].lower,)) is not None
    one, two = lower_at(tokens, at - 1), f"{lower_at(tokens, at - 2)} {lower_at(tokens, at - 1)}"
    if lexicon.has("comparing", two) or lexicon.has("comparing", one):
        return last.unit not in SHARES or mention.number.hi < 100
    if two in ("up from", "down from"):
        return last.unit not in SHARES or mention.number.hi < 100
    if last.unit in SHARES:
        return False
    if one == "to":
        return lower_at(tokens, last.start - 1) == "from" and last.end == at - 1
    return one == "from" and lexicon.has("change_verbs", lower_at(tokens, at - 2))


def _is_age(last: Mention, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a number goes on a list of bare ages: "aged four and seven"."""
    bare = last.unit == "year" and last.end == last.number_end
    linked = mention.start == last.end + 1 and lower_at(tokens, last.end) in ("and", "or", ",")
    return bare and linked


def _is_part(last: Mention, mention: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a number counts some of the things of the last one: "98 pitches, 67 for strikes"."""
    if last.unit is None or last.unit in SHARES or is_measured(last.unit, lexicon):
        return False
    if " per " in last.unit or lower_at(tokens, mention.start) == "one":
        return False
    number = mention.number
    if number.scaled or number.step < 1 or number.hi > max(SMALL, last.number.hi):
        return False
    if _is_of_pronoun(tokens, mention.end):
        return True
    linked = lower_at(tokens, mention.start - 1) in (",", "and", "but")
    return linked and lexicon.has("dividing", lower_at(tokens, mention.end))
