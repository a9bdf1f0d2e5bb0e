"""The words around a number that say how it is meant: about, at least, or more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.quantities.lexicon import BOUNDS, Lexicon, Phrase
from claims.quantities.tokens import Token, touch
from claims.records import Modifier

# The longest phrase of the lists, in tokens, and how many words may stand before the number.
LONGEST_PHRASE = 6
LONGEST_GAP = 2


def modifier_before(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, is_duration: bool
) -> Modifier | None:
    """The modifier that ends right before token ``at``; bounds win over approximators."""
    found: list[Modifier] = []
    place = at
    for _ in range(LONGEST_GAP + 1):
        modifier, length = _phrase(tokens, place, lexicon.before, lexicon, is_duration)
        if modifier:
            if _is_preposition(tokens, place - length, lexicon):
                break
            found.append(modifier)
            place -= length
            continue
        if place > 0 and lexicon.has("between_modifier", tokens[place - 1].lower):
            place -= 1
            continue
        break
    return next((m for m in found if m in BOUNDS), found[0] if found else None)


def _is_preposition(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the word at ``at`` is the "about" of "talks about" or "told me about"."""
    if tokens[at].lower != "about" or at == 0:
        return False
    before = at - 1
    if before > 0 and lexicon.has("objects", tokens[before].lower):
        before -= 1
    return lexicon.has("speaking", tokens[before].lower)


def modifier_after(
    tokens: Sequence[Token], end: int, lexicon: Lexicon
) -> tuple[Modifier | None, int]:
    """The modifier that begins at token ``end``, and the token index behind it."""
    for length in range(LONGEST_PHRASE, 0, -1):
        words = tuple(token.lower for token in tokens[end : end + length])
        modifier = lexicon.after.get(words) if len(words) == length else None
        if modifier and (words != ("+",) or touch(tokens[end - 1], tokens[end])):
            if words == ("plus",) and end + 1 < len(tokens) and tokens[end + 1].kind == "number":
                return None, end
            return modifier, end + length
    if end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].lower == "ish":
        return "approx", end + 2
    return None, end


def _phrase(
    tokens: Sequence[Token],
    end: int,
    phrases: Mapping[Phrase, Modifier],
    lexicon: Lexicon,
    is_duration: bool,
) -> tuple[Modifier | None, int]:
    for length in range(min(LONGEST_PHRASE, end), 0, -1):
        words = tuple(token.lower for token in tokens[end - length : end])
        modifier = phrases.get(words)
        if modifier and (is_duration or not lexicon.has("duration_only", " ".join(words))):
            return modifier, length
    return None, 0
