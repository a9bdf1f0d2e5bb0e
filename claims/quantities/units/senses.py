"""Signs and names that mean several units, told apart by the words around them.

"21 C" is a temperature beside "oven" and a seat in a train, "20 pounds" money beside "paid" and
mass beside "weighs". The meanings and their cues are data in ``english.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.quantities.lexicon import Lexicon
from claims.quantities.numbers.number import lower_at
from claims.quantities.tokens import Token, touch
from claims.quantities.units.naming import HYPHENS, Unit, goes_on

# How many words before and behind a sign its cues may stand, within the sentence.
CUES_BEFORE, CUES_BEHIND = 8, 5
SENTENCE_ENDS = frozenset(".!?;")


def by_sense(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Unit | None:
    """The unit that an ambiguous sign at token ``at``, behind digits, means here."""
    token = tokens[at]
    if goes_on(tokens, at + 1) or _is_hyphened(tokens, at + 1):
        return None
    if at > 1 and lexicon.has("references", tokens[at - 2].lower):
        return None  # "room 5 F"
    followers = lexicon.english["senses_by_follower"].get(token.text)
    if followers:
        for unit, cues in followers.items():
            if lexicon.has(cues, lower_at(tokens, at + 1)):
                return Unit(unit, at + 1)
    glued = touch(tokens[at - 1], token)
    meanings = lexicon.english["senses"].get(token.text, {})
    if glued:
        meanings = lexicon.english["senses_in_contact"].get(token.text, meanings)
    unit = _meant(tokens, at, meanings, lexicon)
    return Unit(unit, at + 1) if unit else None


def in_context(tokens: Sequence[Token], at: int, unit: Unit, lexicon: Lexicon) -> Unit:
    """A unit read by its name at token ``at``, or another of this name that cues speak for."""
    meanings = lexicon.english["senses_of_names"].get(unit.name)
    if meanings is None or (lower_at(tokens, unit.end) == "of"):
        return unit
    meant = _meant(tokens, at, meanings, lexicon)
    return Unit(meant, unit.end, unit.counted) if meant else unit


def _is_hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen joins a letter to a word: the "t" of "two t-tests"."""
    if at + 1 >= len(tokens) or tokens[at].text not in HYPHENS:
        return False
    return touch(tokens[at - 1], tokens[at]) and touch(tokens[at], tokens[at + 1])


def _meant(
    tokens: Sequence[Token], at: int, meanings: dict[str, str], lexicon: Lexicon
) -> str | None:
    """The first meaning that needs no cue, or has one near token ``at``."""
    if not meanings:
        return None
    words = _near(tokens, at)
    for unit, cues in meanings.items():
        if cues == "always" or not words.isdisjoint(lexicon.english[cues]):
            return unit
    return None


def _near(tokens: Sequence[Token], at: int) -> set[str]:
    """The words around token ``at`` within its sentence; with "#" the one before the number."""
    words = {tokens[at - 2].lower + " #"} if at > 1 else set()
    for place in range(at - 1, max(-1, at - 1 - CUES_BEFORE), -1):
        if tokens[place].text in SENTENCE_ENDS:
            break
        words.add(tokens[place].lower)
    for place in range(at + 1, min(len(tokens), at + 1 + CUES_BEHIND)):
        if tokens[place].text in SENTENCE_ENDS:
            break
        words.add(tokens[place].lower)
    return words
