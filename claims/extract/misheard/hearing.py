"""A written run as it may sound: its sounds, its numbers, its letters and how it is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.extract.misheard.data import data
from claims.extract.misheard.sounds import coarse, joined, letters_sound, sound_of
from claims.vocabulary import EntitySpec

Numbers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A run as it is compared: its sounds, its numbers, its letters, and how it is cut."""

    sounds: str
    coarse: str
    numbers: Numbers
    letters: str
    words: tuple[str, ...]
    named_letters: bool
    only_letters: bool


# "Chandrayaan", "ChatGPT" as "Chat" and "GPT", "J.P." letter by letter, digits by themselves.
_PART = re.compile(
    r"\d+(?:\.\d+)?|(?:[^\W\d_]\.){2,}|[A-Z]+(?![a-z])|[^\W\d_]+?(?=[A-Z]|\b|\d|_)|&"
)
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_NUMBERS = {word: str(number) for word, number in data("small_numbers").items()}
_NUMBER_WORDS = {number: word for word, number in _NUMBERS.items()}
_ROMAN = {word: str(number) for word, number in data("roman").items()}


def hearings(written: str) -> list[Heard]:
    """A run as it may sound: acronyms as words and letter by letter."""
    found = []
    for spell in (True, False):
        heard = _heard(written, spell)
        if heard not in found:
            found.append(heard)
    return found


def _heard(written: str, spell: bool) -> Heard:
    sounds, numbers, letters = [], [], []
    named = 0
    parts = [match[0] for match in _PART.finditer(written)]
    for before, part in zip(["", *parts], parts, strict=False):
        number = _number(part, before)
        if number:
            numbers.append(number)
            continue
        letters.append(_letters(part))
        if _is_spelled(part, spell):
            named += len(letters[-1])
            sounds.append(letters_sound(part))
        else:
            sounds.append("AND" if part == "&" else sound_of(part))
    words = tuple(word for word in re.split(r"[\s-]+", written) if not _number(word, "--"))
    joint = "".join(letters)
    only = 0 < named == len(joint)
    heard = joined("".join(sounds))
    return Heard(heard, coarse(heard), tuple(numbers), joint, words, named > 1, only)


def acronyms(entities: Mapping[str, EntitySpec]) -> re.Pattern[str]:
    """The acronyms of names that cannot be said as words, at the end of a word: "Jatgpt"."""
    spellings = [s for name, spec in entities.items() for s in (name, *spec.aliases)]
    parts = {match[0] for spelling in spellings for match in _PART.finditer(spelling)}
    found = sorted(p for p in parts if p.isupper() and len(p) > 2 and not _VOWEL.search(p))
    return re.compile(rf"(?<=[a-z])(?:{'|'.join(found) or '(?!)'})\b", re.IGNORECASE)


def _number(part: str, before: str) -> str | None:
    """The number that a part behind a word says: "11", "eleven", "V"."""
    if part[:1].isdigit():
        return part
    if len(before) < 2:
        return None
    return _NUMBERS.get(part.lower()) or _ROMAN.get(part)


def _letters(part: str) -> str:
    return "".join(character for character in part.lower() if character.isalpha())


def _is_spelled(part: str, spell: bool) -> bool:
    """Whether a part is said letter by letter; an acronym with a vowel may be said as a word."""
    if part == "&":
        return False
    bare = part.replace(".", "")
    if "." in part or (len(bare) == 1 and bare.isupper()):
        return True
    if not _VOWEL.search(bare) and len(bare) <= 5:
        return True
    return bare.isupper() and len(bare) <= 4 and (spell or bare == "AI")


def beginnings(spelling: str) -> Iterator[tuple[str, str]]:
    """The sounds of the first and second part of a name as it may be cut into words."""
    parts = [match[0] for match in _PART.finditer(spelling)]
    if parts and _is_spelled(parts[0], True) and len(parts[0]) > 1:
        yield letters_sound(parts[0][0]), letters_sound(parts[0][1:])
    if len(parts) > 1:
        second = _NUMBER_WORDS.get(parts[1], parts[1])
        spelled = _is_spelled(second, True)
        yield word_sound(parts[0]), letters_sound(second) if spelled else word_sound(second)


@lru_cache(maxsize=16384)
def word_sound(word: str) -> str:
    return letters_sound(word) if _is_spelled(word, False) else sound_of(word)
