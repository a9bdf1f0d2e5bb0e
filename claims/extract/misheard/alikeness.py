"""How alike a written run and a known name are, and how alike they must be.

The shorter a name is, and the more everyday its words are, the less a run may differ from it.
"""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import OSA, Prefix

from claims.extract.misheard.data import words
from claims.extract.misheard.hearing import Heard, word_sound
from claims.extract.misheard.sounds import CONSONANT, GLIDE, SWAPPED, likeness

# The least likeness of sound by the number of sounds; shorter names are matched only if they are
# spelled letter by letter.
LEAST = {4: 0.97, 5: 0.975, 6: 0.955, 7: 0.94, 8: 0.87, 9: 0.87}
LEAST_LONG = 0.86
# Names that are said letter by letter differ from others by one letter: the same sounds only.
LEAST_LETTERS = 0.97
# How much less alike a single word of a name of several may be.
WORD_LEEWAY = 0.1
# And how much less alike a name may be whose number stands with it.
NUMBER_LEEWAY = 0.04
# Everyday words are a name only together, and only where they sound the same.
LEAST_EVERYDAY = 0.97
# So are lower-cased words.
LEAST_SMALL = 0.97
# A name written as one word is heard as two only if they sound the same.
LEAST_SPLIT = 0.99
# One that is said letter by letter is cut anywhere ("Chachi PT").
LEAST_CUT_LETTERS = 0.92
# What one more likely name must be ahead of the next.
MARGIN = 0.03
# A spelling speaks for a name of that many letters if it is one edit away.
SHORTEST_MISSPELT = 7
# Names that are more edits of sounds away are not weighed.
_MOST_EDITS = 3


@cache
def most_edits(shorter: int, longer: int, numbered: bool) -> int:
    """How many edits of sounds a name may be away: as many as the cheapest ones allow."""
    leeway = NUMBER_LEEWAY if numbered else 0
    least = LEAST.get(max(4, shorter), LEAST_LONG) - leeway
    return min(_MOST_EDITS, int((1 - least) * longer / GLIDE))


def is_misspelt(heard: Heard, meant: Heard) -> bool:
    """Whether one edit is between the letters of two long runs."""
    if min(len(heard.letters), len(meant.letters)) < SHORTEST_MISSPELT:
        return False
    return OSA.distance(heard.letters, meant.letters, score_cutoff=1) <= 1


def score(heard: Heard, meant: Heard) -> float:
    """How alike two runs are: by sound, or by spelling where a single edit is between them."""
    by_sound = likeness(heard.sounds, meant.sounds)
    if not is_misspelt(heard, meant):
        return by_sound
    if heard.letters == meant.letters:
        return 1.0
    swapped = sorted(heard.letters) == sorted(meant.letters)
    cost = SWAPPED if swapped else CONSONANT
    by_letters = 1 - cost / max(len(heard.letters), len(meant.letters))
    return max(by_sound, by_letters)


def fits(heard: Heard, meant: Heard) -> bool:
    """Whether the run may be a spelling of the name at all: word by word, and no derived word."""
    if _is_derived(heard, meant):
        return False
    if len(heard.words) != len(meant.words) or len(heard.words) == 1 or meant.named_letters:
        return True
    return all(map(_word_fits, heard.words, meant.words))


def _word_fits(said: str, known: str) -> bool:
    said_sound, known_sound = word_sound(said), word_sound(known)
    least = LEAST.get(max(4, min(len(said_sound), len(known_sound))), LEAST_LONG) - WORD_LEEWAY
    if is_everyday(said.lower()):
        least = LEAST_EVERYDAY
    return likeness(said_sound, known_sound) >= least


def _is_derived(heard: Heard, meant: Heard) -> bool:
    """Whether a run is the name with another ending ("Australian", "German", "Argentine")."""
    if heard.numbers:
        return False
    shared = Prefix.similarity(heard.letters, meant.letters)
    ending, rest = heard.letters[shared:], meant.letters[shared:]
    if shared < 4 or (not ending and not rest):
        return False
    if not ending:
        return rest != "e"
    replaced = rest in words("own_endings") and ending != "i"
    return ending in words("endings") and (not rest or replaced)


def least_score(heard: Heard, meant: Heard) -> float:
    length = min(len(heard.sounds), len(meant.sounds))
    if length < 4:
        return 1.0 if meant.named_letters else 1.1
    least = LEAST.get(length, LEAST_LONG) - (NUMBER_LEEWAY if heard.numbers else 0)
    if len(heard.words) > len(meant.words):
        least = max(least, LEAST_CUT_LETTERS if meant.named_letters else LEAST_SPLIT)
    return max(least, LEAST_LETTERS) if meant.only_letters or heard.only_letters else least


def is_everyday(word: str) -> bool:
    """Whether a lower-cased word is a frequent English word, a form of one, or a first name."""
    listed = _everyday()
    if word in listed:
        return True
    for ending in ("s", "es", "ed", "d", "ing", "er", "ly"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and (stem in listed or stem + "e" in listed):
            return True
    return False


@cache
def _everyday() -> frozenset[str]:
    return words("frequent") | words("alike") | words("first_names")
