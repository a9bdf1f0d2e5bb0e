"""What the reader knows, in the form that it is looked up: English words and units of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from claims.quantities.scanning import places_pattern
from claims.quantities.units.nouns import plural
from claims.records import Modifier
from claims.vocabulary import Vocabulary

Phrase = tuple[str, ...]
BOUNDS: tuple[Modifier, ...] = ("at_least", "more_than", "at_most", "less_than")
# Words and signs that may make a ratio of the number before them, besides denominators.
RATIO_TAILS = frozenset({"x", "×", "times", "fold", "in", "out", "of", "to", ":", "/", "-", "–"})
CLOSING = frozenset(".,;!?)")


@dataclass(frozen=True)
class Lexicon:
    """Look-up tables of one vocabulary; built once by :func:`lexicon_of`.

    ``english`` holds the word lists of ``english.yaml`` by their keys. ``names`` maps the words
    of a unit's name, singular or plural and lower-cased, to the unit; ``nouns`` are the counted
    nouns among these that are no units of their own but are declared by an attribute.
    ``symbols`` and ``prefixes`` map written signs. ``before`` and ``after`` map the words of a
    modifying phrase to the modifier; ``before_last`` and ``after_first`` give the length of the
    longest one by its last and its first word. ``entity_words`` are the lower-cased first words
    of known names that can be part of a name only. ``name_starts`` gives the length of the
    longest of ``names`` by its first word. ``starts`` are the words with which a quantity may
    begin, besides a numeral, and ``places`` finds where in a lower-cased text one may stand.

    The last ones spare questions to the rules: ``behind_article`` are the words behind "a" that it
    may count, ``number_tails`` the words that may go on a number behind its first token,
    ``ratio_tails`` those that may make it a ratio, and ``closing`` are signs that begin no unit.
    """

    vocabulary: Vocabulary
    english: Mapping[str, Any]
    names: Mapping[Phrase, str]
    nouns: frozenset[str]
    plurals: frozenset[Phrase]
    name_starts: Mapping[str, int]
    symbols: Mapping[str, str]
    prefixes: Mapping[str, str]
    before: Mapping[Phrase, Modifier]
    after: Mapping[Phrase, Modifier]
    before_last: Mapping[str, int]
    after_first: Mapping[str, int]
    entity_words: frozenset[str]
    scales: Mapping[str, Decimal]
    numbers: Mapping[str, Decimal]
    starts: frozenset[str]
    places: re.Pattern[str]
    behind_article: frozenset[str]
    number_tails: frozenset[str]
    ratio_tails: frozenset[str]
    closing: frozenset[str]

    def has(self, key: str, word: str) -> bool:
        """Whether a word stands in one of the lists of ``english.yaml``."""
        return word in self.english[key]


_CACHE: dict[int, tuple[Vocabulary, Lexicon]] = {}


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The look-up tables of a vocabulary, built at the first call for it."""
    known = _CACHE.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        known = _CACHE[id(vocabulary)] = (vocabulary, _build(vocabulary))
    return known[1]


@cache
def _english() -> dict[str, Any]:
    text = files("claims.quantities").joinpath("english.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    check_words(loaded)
    for key, value in loaded.items():
        if isinstance(value, list):
            loaded[key] = frozenset(value)
    return loaded


def check_words(english: Mapping[str, Any], path: str = "english.yaml") -> None:
    """Raise ``TypeError`` for what YAML took for no word: a bare ``no`` or ``on``, or a float.

    Arguments: the word lists by their keys, and the ``path`` of these for the message.
    """
    for key, value in english.items():
        place = f"{path}: {key}"
        if isinstance(value, Mapping):
            check_words(value, place)
        words = [key, *(value if isinstance(value, list) else [])]
        if not all(isinstance(word, str) for word in words) or isinstance(value, bool | float):
            raise TypeError(f"{place} holds a value that needs quotes")


def _build(vocabulary: Vocabulary) -> Lexicon:
    english = _english()
    names, plurals = _unit_names(vocabulary)
    number_words = english["units_words"] | english["tens_words"]
    prefixes = {s: unit for unit, spec in vocabulary.units.items() for s in spec.prefixes}
    symbols = {s: unit for unit, spec in vocabulary.units.items() for s in spec.symbols}
    return Lexicon(
        vocabulary=vocabulary,
        english=english,
        names=names,
        nouns=frozenset(noun for spec in vocabulary.attributes.values() for noun in spec.nouns)
        - frozenset(vocabulary.units),
        plurals=plurals,
        name_starts=_longest(names, 0),
        symbols=english["rate_symbols"] | symbols,
        prefixes=prefixes,
        before=_phrases(english["before"]),
        after=_phrases(english["after"]),
        before_last=_longest(_phrases(english["before"]), -1),
        after_first=_longest(_phrases(english["after"]), 0),
        entity_words=frozenset(
            name.split()[0].lower()
            for entity, spec in vocabulary.entities.items()
            for name in (entity, *spec.aliases)
        )
        - english["not_counted"],
        scales={word: Decimal(value) for word, value in english["scale_words"].items()},
        numbers={word: Decimal(value) for word, value in number_words.items()},
        starts=_all_starts(english),
        places=places_pattern(
            {
                *_starts(english),
                *english["scale_words"],
                *(f"{w} of" for w in english["starts_of"]),
            },
            [*_time_names(vocabulary), *english["measured_once"]],
            {sign.lower() for sign in prefixes if sign.isalpha()},
        ),
        behind_article=_behind_article(english) | {words[0] for words in names if len(words) == 1},
        number_tails=_number_tails(english),
        ratio_tails=RATIO_TAILS | _keys(english, "fraction_words", "fraction_plurals"),
        closing=CLOSING - {symbol[0] for symbol in symbols},
    )


# The lists of ``english.yaml`` that a quantity may begin with.
_STARTING = (
    "units_words", "tens_words", "group_words", "fraction_words", "fraction_plurals", "couple",
    "vague_plurals", "ratio_words", "fold_words", "starts",
)  # fmt: skip


def _starts(english: Mapping[str, Any]) -> frozenset[str]:
    words: frozenset[str] = frozenset().union(*(english[key] for key in _STARTING))
    return words - {"a", "an"}


def _all_starts(english: Mapping[str, Any]) -> frozenset[str]:
    more: frozenset[str] = english["starts_of"] | english["starts_numbers"]
    return _starts(english) | more | {"a", "an"}


def _keys(english: Mapping[str, Any], *lists: str) -> frozenset[str]:
    """The words of some lists and mappings of ``english.yaml``, lower-cased."""
    return frozenset(word.lower() for key in lists for word in english[key])


def _behind_article(english: Mapping[str, Any]) -> frozenset[str]:
    """The words behind "a" and "an" that may make these a number, besides names of units."""
    few = (phrase.split()[1] for phrase in english["unknown_few"] if phrase.startswith("a "))
    counted = ("scale_words", "group_words", "fraction_words", "couple", "slang_dollars")
    return _keys(english, *counted) | {*few, "-"}


# The lists of words that may go on a number.
_TAILS = (
    "scale_words", "scale_plurals", "group_words", "scale_suffixes", "money_suffixes",
    "spoken_suffixes", "money_slang", "units_words", "tens_words", "spoken_digits",
    "fraction_words", "fraction_plurals",
)  # fmt: skip


def _number_tails(english: Mapping[str, Any]) -> frozenset[str]:
    """The words that may go on a number: scales, parts, powers, and words behind "twenty"."""
    return _keys(english, *_TAILS) | {"point", "and", "of", "to", "times", "x"}


def _time_names(vocabulary: Vocabulary) -> list[str]:
    """The units of time by the one-word names that "a" and "an" may count."""
    units = vocabulary.units.items()
    return [
        name
        for unit, spec in units
        if vocabulary.base(unit)[0] == "second"
        for name in (unit, *spec.names)
        if name.isalpha()
    ]


def _unit_names(vocabulary: Vocabulary) -> tuple[dict[Phrase, str], frozenset[Phrase]]:
    names: dict[Phrase, str] = {}
    plurals: set[Phrase] = set()
    spellings = [(unit, (unit, *spec.names)) for unit, spec in vocabulary.units.items()]
    spellings += [(n, (n,)) for spec in vocabulary.attributes.values() for n in spec.nouns]
    for unit, unit_names in spellings:
        for name in unit_names:
            singular_form = tuple(name.lower().replace("-", " - ").split())
            plural_form = (*singular_form[:-1], plural(singular_form[-1]))
            names.setdefault(singular_form, unit)
            for form in (plural_form, _inner_plural(singular_form)):
                if form:
                    names.setdefault(form, unit)
                    plurals.add(form)
    return names, frozenset(plurals)


def _inner_plural(words: Phrase) -> Phrase | None:
    """The plural of a name with "of" or "per" in it: "barrels of oil", "pounds per square inch"."""
    for link in ("of", "per"):
        if link in words[1:]:
            at = words.index(link) - 1
            return (*words[:at], plural(words[at]), *words[at + 1 :])
    return None


def _phrases(groups: Mapping[str, list[str]]) -> dict[Phrase, Modifier]:
    return {
        tuple(phrase.split()): modifier  # type: ignore[misc]
        for modifier, phrases in groups.items()
        for phrase in phrases
    }


def _longest(phrases: Iterable[Phrase], place: int) -> dict[str, int]:
    """The length of the longest phrase by the word that each has at a ``place``."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[place]] = max(len(phrase), longest.get(phrase[place], 0))
    return longest
