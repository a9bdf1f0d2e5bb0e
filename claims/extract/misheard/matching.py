"""Known names as a recogniser of speech writes them: "Vikunya", "Chachapiti", "hugging phase".

A written run is compared with the known spellings by sound and by spelling. Precision goes
first: how much alike they must be depends on how long the name is and on whether the words are
everyday words; numbers must be the same; two names that are about as near give nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from claims.extract.language.english import words as english_words
from claims.extract.misheard.alikeness import (
    LEAST_EVERYDAY,
    LEAST_SMALL,
    MARGIN,
    SHORTEST_MISSPELT,
    fits,
    is_everyday,
    is_misspelt,
    least_score,
    most_edits,
    score,
)
from claims.extract.misheard.data import data
from claims.extract.misheard.hearing import (
    Heard,
    Numbers,
    acronyms,
    beginnings,
    hearings,
    word_sound,
)
from claims.extract.misheard.sounds import first_class, sound_of
from claims.vocabulary import EntitySpec

LONGEST_PHRASE = 4
# A lower-cased word of the text is compared with names if it has that many letters.
SHORTEST_SMALL = 6


@dataclass(frozen=True, slots=True)
class Variant:
    """A known name that a written run means, and how alike they are (0 to 1, 1 as spelled)."""

    canonical: str
    spec: EntitySpec
    score: float


@dataclass(frozen=True, slots=True)
class _Starts:
    """What a lower-cased word may begin: classes of the sound that follows, or a name alone."""

    seconds: frozenset[str]
    alone: Variant | None


# So many words are remembered at a time.
_MOST_WORDS = 1 << 16
# Many a place is called nearly as another, so the least score is higher.
_LEAST_OF_KIND: Mapping[str, float] = data("least_of_kind")
_NOTHING = _Starts(frozenset(), None)


class Variants:
    """Finds the known name that a written run is a variant of; built once for known names."""

    def __init__(self, entities: Mapping[str, EntitySpec]) -> None:
        self._spelled: dict[str, tuple[str, EntitySpec]] = {}
        self._index: dict[tuple[Numbers, str, int], list[tuple[Heard, str]]] = defaultdict(list)
        self._heads: dict[str, set[str]] = defaultdict(set)
        self._acronyms = acronyms(entities)
        self._small_names: set[str] = set()
        self._starts: dict[str, _Starts] = {}
        self._small: dict[str, set[str]] = defaultdict(set)
        for name, spec in entities.items():
            for spelling in (name, *spec.aliases):
                self._learn(spelling, name, spec)
        self._cached = lru_cache(maxsize=16384)(self._match)

    def _learn(self, spelling: str, name: str, spec: EntitySpec) -> None:
        known, _ = self._spelled.setdefault(_fold(spelling), (name, spec))
        if known != name:
            return
        if spelling.islower() and spelling.isalpha():
            self._small[first_class(sound_of(spelling))].add(sound_of(spelling))
            self._small_names.add(name)
        for heard in hearings(spelling):
            if heard.sounds:
                key = (heard.numbers, first_class(heard.sounds), len(heard.sounds))
                if (heard, name) not in self._index[key]:
                    self._index[key].append((heard, name))
        for first, second in beginnings(spelling):
            self._heads[first].add(first_class(second))

    def match(self, written: str, ordinary: Collection[str] = ()) -> Variant | None:
        """The name that one to four words mean, or ``None``.

        A known spelling is found in any case, with a score of 1. ``ordinary`` are lower-cased
        words that the document also uses without a capital: such a word alone names nothing.
        """
        if " " not in written and written.lower() in ordinary:
            return None
        return self._cached(written)

    def at(self, text: str, start: int, end: int) -> tuple[int, Variant] | None:
        """The variant with which the run ``text[start:end]`` begins, and where the name ends.

        Nothing but digits, number words and the words that distinguish members of a family
        ("Chat") may follow it in the run: "Lama270B", "Falken Forty B", "Vikunya Chat".
        """
        for stop in _cuts(text, start, end):
            if stop == end or _MEMBER.match(text, stop, end):
                variant = self._cached(text[start:stop])
                if variant:
                    return stop, variant
        return None

    def in_run(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Variant]]:
        """Start, end and variant of the names in a run of names: "ChachiPT and CLOD".

        The whole run may be one name ("Proctor and Gamble"); otherwise each side of an "and"
        is read as :meth:`at` reads it.
        """
        whole = self._cached(text[start:end])
        if whole:
            yield start, end, whole
            return
        stops = [*_AND.finditer(text, start, end)]
        starts = [start, *(match.end() for match in stops)]
        for first, last in zip(starts, [*(m.start() for m in stops), end], strict=True):
            found = self.at(text, first, last)
            if found:
                yield first, *found

    def phrases(self, text: str) -> Iterator[tuple[int, int, Variant]]:
        """Names of several words among the words of a text: "hugging phase", "Hugging phase".

        Gives start, end and variant, in order and without overlaps. Behind the first all words are
        lower-cased; runs of capitals are read elsewhere. A single lower-cased word
        is given for names that are written so ("mallaria").
        """
        done = 0
        for first in _SMALL_WORD.finditer(text):
            word = first[0].lower()
            starts = self._starts.get(word)
            if starts is None:
                if len(self._starts) >= _MOST_WORDS:
                    self._starts.clear()
                starts = self._starts[word] = self._starts_of(word)
            if starts is _NOTHING or first.start() < done:
                continue
            found = self._phrase(text, first, starts)
            if found:
                done = found[1]
                yield found

    def _starts_of(self, word: str) -> _Starts:
        """What may begin with a lower-cased word; kept, as few words begin a name."""
        sounds = word_sound(word)
        seconds = frozenset(self._heads.get(sounds, ())) if word != "the" else frozenset()
        small = self._small.get(first_class(sounds), ()) if len(word) >= SHORTEST_SMALL else ()
        near = any(OSA.distance(sounds, name, score_cutoff=1) <= 1 for name in small)
        alone = self._cached(word) if near else None
        if alone and alone.canonical not in self._small_names:
            alone = None
        return _Starts(seconds, alone) if seconds or alone else _NOTHING

    def _phrase(
        self, text: str, first: re.Match[str], starts: _Starts
    ) -> tuple[int, int, Variant] | None:
        ends = [match.end() for match in _following(text, first.end())] if starts.seconds else []
        if ends and first_class(word_sound(text[first.end() + 1 : ends[0]])) in starts.seconds:
            for end in reversed(ends):
                variant = self._phrase_variant(text[first.start() : end].lower())
                if variant:
                    return first.start(), end, variant
        alone = starts.alone if first[0].islower() else None
        return (first.start(), first.end(), alone) if alone else None

    def _phrase_variant(self, written: str) -> Variant | None:
        words = _WORD.findall(written)
        if all(map(is_everyday, words)):
            return None
        return self._cached(written)

    def _match(self, written: str) -> Variant | None:
        if written.lower() in english_words("small_words") and not written.isupper():
            return None  # "us" is no country
        bare = written.removesuffix("'s").removesuffix("’s").rstrip("-")
        known = self._spelled.get(_fold(written)) or self._spelled.get(_fold(bare))
        written = bare
        if known:
            return Variant(*known, 1.0)
        if not 0 < len(written.split()) <= LONGEST_PHRASE + 2:
            return None
        words = [word.lower() for word in _WORD.findall(written)]
        if not words or (len(words) == 1 and is_everyday(words[0])):
            return None
        scores: dict[str, float] = {}
        apart = self._acronyms.sub(lambda match: match[0].upper(), written)
        for heard in hearings(apart):
            for name, likely in self._scores(heard, written, words):
                scores[name] = max(likely, scores.get(name, 0))
        return self._best(scores)

    def _scores(self, heard: Heard, written: str, words: list[str]) -> Iterator[tuple[str, float]]:
        """The names near enough, with their scores."""
        small = written == written.lower()
        everyday = all(map(is_everyday, words))
        for meant, name in self._near(heard):
            likely = score(heard, meant)
            kind = self._spelled[_fold(name)][1].kind
            least = max(least_score(heard, meant), _LEAST_OF_KIND.get(kind, 0))
            if everyday:
                least = max(least, LEAST_EVERYDAY)
            if small:
                least = max(least, LEAST_SMALL)
            if small and len(words) == 1 and name not in self._small_names:
                continue
            if not fits(heard, meant):
                continue
            if likely >= least:
                yield name, likely

    def _near(self, heard: Heard) -> Iterator[tuple[Heard, str]]:
        """The known names that may be near enough, by plain edits of sounds or letters."""
        if not heard.sounds:
            return
        first, length = first_class(heard.sounds), len(heard.sounds)
        for size in range(length - 2, length + 3):
            limit = most_edits(min(length, size), max(length, size), bool(heard.numbers))
            for meant, name in self._index.get((heard.numbers, first, size), ()):
                sounds = OSA.distance(heard.coarse, meant.coarse, score_cutoff=limit)
                if size < SHORTEST_MISSPELT and heard.sounds[0] != meant.sounds[0]:
                    continue
                if sounds <= limit or is_misspelt(heard, meant):
                    yield meant, name

    def _best(self, scores: Mapping[str, float]) -> Variant | None:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - MARGIN):
            return None
        name, likely = ranked[0]
        return Variant(name, self._spelled[_fold(name)][1], round(likely, 3))


# What may follow a family's name in a run.
_MEMBER_WORDS = sorted({*data("small_numbers"), *data("tens"), *english_words("variants")})
_MEMBER = re.compile(rf"[ -]?(?:v?\d|(?:{'|'.join(_MEMBER_WORDS)})\b)", re.IGNORECASE)
_AND = re.compile(r"[ ]and[ ]")
_CUT = re.compile(r"(?<=[^\W\d_])(?=[\s\d-])")


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a name may end in a run, the longest first."""
    yield end
    yield from reversed([match.start() for match in _CUT.finditer(text, start + 1, end)])


_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORD = re.compile(r"(?<![\w'’-])[A-Za-zà-ÿ][a-zà-ÿ]*(?![\w'’])")
_NEXT = re.compile(r"[ -](?:[a-zà-ÿ]+|\d{1,2})(?![\w'’])")


def _following(text: str, end: int) -> Iterator[re.Match[str]]:
    for _ in range(LONGEST_PHRASE):
        match = _NEXT.match(text, end)
        if match is None:
            return
        end = match.end()
        yield match


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())
