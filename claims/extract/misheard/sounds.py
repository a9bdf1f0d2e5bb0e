"""How English words sound, as strings that can be compared: the spelling is folded away.

The notation is the module's own, one character a sound: capitals for consonants and short
vowels, ``i e y o u`` for the long vowels of "tee", "tape", "tie", "tone" and "tool". ``C`` is
the first sound of "chat", ``J`` of "gem", ``X`` of "ship", ``0`` of "thin". ``s`` and ``z`` are
one sound, as they are exchanged freely; so are the vowels of "tape" and "rain". The rules stand
in ``variants.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from claims.extract.misheard.data import data

_RULES: list[tuple[str, str]] = data("rules")
_SPELLING = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES))
_DOUBLED = re.compile(r"(.)\1+")
_STOPPED = re.compile(r"[TD](?=[CJX])")
_LETTERS: dict[str, str] = data("letters")


@lru_cache(maxsize=16384)
def sound_of(word: str) -> str:
    """The sounds of a written word; what is no letter is left out.

    "Vicuña" and "Vikunya" sound the same, "phase" and "face" too.
    """
    plain = _ascii(word)
    sounds = "".join(_sound(match) for match in _SPELLING.finditer(plain))
    return joined(sounds)


def letters_sound(letters: str) -> str:
    """The sounds of letters that are named one by one: "GPT" gives "JiPiTi"."""
    return "".join(_LETTERS.get(letter, "") for letter in _ascii(letters))


def joined(sounds: str) -> str:
    """Sounds as they run together: doubled ones once, no stop before "ch" or "j"."""
    return _DOUBLED.sub(r"\1", _STOPPED.sub("", sounds))


def _sound(match: re.Match[str]) -> str:
    sound = _RULES[(match.lastindex or 1) - 1][1]
    return match[0].upper() if sound == "=" else sound


def _ascii(word: str) -> str:
    spread = word.lower().replace("ñ", "ny").replace("ß", "ss").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", spread) if "a" <= c <= "z")


_VOWELS = frozenset("AEIOUeiouy")
_NEAR_VOWELS = frozenset(map(frozenset, data("near_vowels")))
_NEAR_CONSONANTS = frozenset(map(frozenset, data("near_consonants")))
_GLIDES = frozenset(map(frozenset, data("glides")))
# What it costs to hear one sound for another of its sort.
NEAR_VOWEL, VOWEL, NEAR_CONSONANT, CONSONANT, SWAPPED = 0.25, 0.4, 0.35, 1.0, 0.7
# ... and for the sound that only its length or its place tells apart.
GLIDE = 0.15
_WEAK = {"H": 0.4, "Y": 0.4, "W": 0.6}


def _exchange(first: str, second: str) -> float:
    """What it costs to hear one sound for another."""
    if first == second:
        return 0.0
    pair = frozenset((first, second))
    if pair in _GLIDES or first.lower() == second.lower():
        return GLIDE
    if first in _VOWELS and second in _VOWELS:
        return NEAR_VOWEL if pair in _NEAR_VOWELS else VOWEL
    return NEAR_CONSONANT if pair in _NEAR_CONSONANTS else CONSONANT


def _loss(sound: str) -> float:
    """What it costs to miss a sound, or to hear one that is not there."""
    return 0.45 if sound in _VOWELS else _WEAK.get(sound, 0.9)


def likeness(first: str, second: str) -> float:
    """How alike two strings of sounds are, from 0 to 1 (the same).

    One less the weighted Damerau-Levenshtein distance (optimal string alignment) over the
    length of the longer one; sounds that are heard for each other cost less than others.
    """
    if first == second:
        return 1.0
    before: list[float] = []
    row = [0.0]
    for sound in second:
        row.append(row[-1] + _loss(sound))
    for i, heard in enumerate(first, 1):
        last, row, older = row, [row[0] + _loss(heard)], before
        for j, meant in enumerate(second, 1):
            cost = min(
                last[j] + _loss(heard),
                row[j - 1] + _loss(meant),
                last[j - 1] + _exchange(heard, meant),
            )
            if i > 1 and j > 1 and heard == second[j - 2] and first[i - 2] == meant:
                cost = min(cost, older[j - 2] + SWAPPED)
            row.append(cost)
        before = last
    return max(0.0, 1 - row[-1] / max(len(first), len(second)))


def coarse(sounds: str) -> str:
    """Sounds without what tells the nearest ones apart, for a first comparison."""
    return sounds.upper().replace("J", "C")


def first_class(sounds: str) -> str:
    """The class of the first sound: variants of a name agree in it."""
    return _CLASSES.get(sounds[0], sounds[0]) if sounds else ""


_CLASSES = {sound: label for sounds, label in data("first_classes").items() for sound in sounds}
