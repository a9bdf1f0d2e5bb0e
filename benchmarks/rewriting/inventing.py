"""Names that nobody knows, and names as somebody writes them who has only heard them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from claims.extract.language.english import words
from claims.extract.misheard.alikeness import is_everyday
from claims.extract.misheard.data import words as variant_words
from claims.extract.misheard.matching import Variants
from claims.vocabulary import Vocabulary, load_vocabulary

_SYLLABLES = (
    "b br d dr f g gr h j k kr l m n p pr r s st t tr v z th",
    "a e i o u au",
    "l ld n nd r rv rn lm mb nt st v d k",
    "a e i o u ia",
    "n r s l x th ne ris la dra",
)
_FIRST_NAMES = (
    "Anna Boris Clara David Elena Felix Greta Henry Irene Jacob Laura Martin Nora Oscar Paula "
    "Robert Sarah Thomas Vera Walter"
)
# Parts of names that say what sort of thing they are names of, beside the nouns of the packs.
_KINDS = (
    "agency bakery bay bridge center centre college energy festival food foundation hall hill lab "
    "lake motor mountain observatory park press street system times valley"
)


@cache
def vocabulary() -> Vocabulary:
    """The shipped packs."""
    return load_vocabulary()


@cache
def spellings() -> frozenset[str]:
    """Every spelling that a pack gives to a name."""
    entities = vocabulary().entities
    return frozenset(s for name, spec in entities.items() for s in (name, *spec.aliases))


class Inventor:
    """Makes names that do not stand in a text, each once."""

    def __init__(self, chance: random.Random, text: str) -> None:
        self._chance = chance
        self._text = text
        self._taken: set[str] = set()

    def word(self) -> str:
        """A word that can be said, and that is neither English nor alike to a known name."""
        while True:
            word = "".join(self._chance.choice(part.split()) for part in _SYLLABLES).capitalize()
            if word not in self._taken and word not in self._text and _is_new(word):
                self._taken.add(word)
                return word

    def first_name(self) -> str:
        """What people are called."""
        free = [n for n in _FIRST_NAMES.split() if n not in self._taken and n not in self._text]
        name = self._chance.choice(free) if free else self.word()
        self._taken.add(name)
        return name


def _is_new(word: str) -> bool:
    return not is_everyday(word.lower()) and _variants().match(word) is None


@cache
def _variants() -> Variants:
    return Variants(vocabulary().entities)


def is_own(word: str) -> bool:
    """Whether a word of a name belongs to that name alone, unlike "Foods", "AI" and "French"."""
    folded = word.lower()
    if word.isupper() or folded in words("peoples") | words("variants"):
        return False
    if folded.removesuffix("s") in _kind_words():
        return False
    return folded in variant_words("first_names") or not is_everyday(folded)


@cache
def _kind_words() -> frozenset[str]:
    nouns = (noun for nouns in vocabulary().kind_nouns.values() for noun in nouns)
    return frozenset(part.removesuffix("s") for noun in nouns for part in noun.split()) | frozenset(
        _KINDS.split()
    )


_RESPELT: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<=\w)([bdfglmnprst])\1", r"\1"),
    (r"c(?=[aour])", "k"),
    (r"k(?=[aour])", "c"),
    (r"ph", "f"),
    (r"(?<=\w)y", "i"),
    (r"(?<=\w)e(?=\w)", "a"),
    (r"(?<=\w)[aiou](?=\w)", lambda match: {"a": "e", "i": "e", "o": "u", "u": "o"}[match[0]]),
)


def respelt(name: str) -> str:
    """A name as it is heard: "Falkon"."""
    for pattern, other in _RESPELT:
        written = re.sub(pattern, other, name, count=1)
        if written != name:
            return written
    return f"{name}e"
