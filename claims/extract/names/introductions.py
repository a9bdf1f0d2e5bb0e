"""Families of models that no pack knows, by how a source introduces them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from claims.extract.language.english import words
from claims.extract.misheard.sounds import sound_of
from claims.extract.names.families import fold

# "Zephyrine 2 70B", "Zephyrine-7b", "the Zephyrine 2 language models".
_INTRODUCED = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z]{2,30})[ -]?"
    r"(?:(?:\d(?:\.\d)?[ -]?)?\d{1,3}(?:\.\d{1,2})?[bB](?!\w)"
    r"|\d(?:\.\d)?[ ](?:(?:large|language|series|family|of|chat)[ ]){0,4}(?:models?|series)(?!\w))"
)
# Where learned models are spoken of, a version is that of one if the text calls it a model ("the
# model is Zephyrine 2"), says that it was trained, or goes on with its parameters.
_LEARNED = re.compile(r"\b(?:parameters?|tokens|trained|training|GPUs)\b")
_VERSIONED = r"(?<![\w-])([A-Z][A-Za-z]{2,30}) \d(?:\.\d)?(?![\w%]|[.,]\d)"
_NAMED = re.compile(_VERSIONED)
_KIND = r"(?:family|series|models?|LLMs?)\b"
_CALLED_MODEL = re.compile(
    rf"\bmodels?\b(?:[^.?!\n]{{0,40}}\b(?:is|are|was|were|called|named)|,) {_VERSIONED}"
    rf"|{_VERSIONED}(?:"
    rf"[^?!\n]{{0,250}}?\b(?:[bm]illion|[BM])[ -](?:parameters?|weights)\b"
    r"| (?:was|is|has been) (?:pre-?)?trained\b"
    rf"|(?: is|,) (?:an?|our|the) (?:[\w-]+ ){{0,4}}?{_KIND})"
)
# "Brindle is our first family of models", "the Brindle family of models".
_FAMILY = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z]{2,30})(?:(?: is|,) (?:an?|our|the) (?:[\w-]+ ){0,3}?| )"
    r"(?:family|series) of (?:[\w-]+ ){0,3}?(?:models|LLMs)\b"
)


def introduced(texts: Sequence[str], known: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """The words that texts use as families of models and that are not ``known``.

    A word is one if it is written with a size ("Zephyrine 7B"), as a version of a model ("the
    Zephyrine 2 models"), as a version of what the text calls a model or gives parameters, or as a
    family. Words that sound alike are one: the spelling that is used most has the others as its
    aliases.
    """
    found = {match[1] for text in texts for match in _INTRODUCED.finditer(text)}
    if any(_LEARNED.search(text) for text in texts):
        called = (match for text in texts for match in _CALLED_MODEL.finditer(text))
        found.update(match[1] or match[2] for match in called)
    found.update(match[1] for text in texts for match in _FAMILY.finditer(text))
    none = words("common_words") | words("references") | {"model", "models"}
    families = {word for word in found if not known(word) and fold(word) not in none}
    return _by_sound(families, texts, known) if families else {}


def _by_sound(
    families: set[str], texts: Sequence[str], known: Callable[[str], bool]
) -> dict[str, tuple[str, ...]]:
    """Families by their most frequent spelling, with what sounds the same and has versions too."""
    sounds = {sound_of(family) for family in families}
    versioned = {match[1] for text in texts for match in _NAMED.finditer(text)}
    alike = {word for word in versioned if sound_of(word) in sounds and not known(word)} | families
    any_of = re.compile(rf"\b(?:{'|'.join(sorted(alike))})\b", re.IGNORECASE)
    counts = Counter(match[0].lower() for text in texts for match in any_of.finditer(text))
    spelled: dict[str, list[str]] = {}
    for word in sorted(alike, key=lambda word: (-counts[word.lower()], word)):
        spelled.setdefault(sound_of(word), []).append(word)
    return {first: tuple(others) for first, *others in spelled.values()}
