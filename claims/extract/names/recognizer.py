"""Finding the names that a text mentions: known names, members of families, unknown names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from claims.extract.language.english import words
from claims.extract.misheard.matching import Variant, Variants
from claims.extract.names.families import Name, Versions, fold, member
from claims.extract.names.generics import generic_words, is_mention
from claims.extract.names.introductions import introduced
from claims.extract.names.kinds import REGIONS, TELLING
from claims.extract.names.longer import LongerNames
from claims.extract.names.people import with_initials
from claims.extract.names.runs import runs
from claims.extract.names.works import works
from claims.vocabulary import EntitySpec, Vocabulary


class NameRecognizer:
    """Finds names in text; built once for a vocabulary.

    Known names are matched in any case if a capital stands in the text, or as a pack spells
    them. ``versions`` collects the versions of families that a document mentions, which tell
    how digits in contact are to be cut ("Lama270b" is Llama 2 70B where Llama 2 is spoken of).
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        discovered: Mapping[str, EntitySpec] | None = None,
        variants: Variants | None = None,
    ) -> None:
        known = {name: spec for name, spec in vocabulary.entities.items() if not spec.generic}
        entities = {**(discovered or {}), **known}
        self.vocabulary = vocabulary
        self._variants = variants or Variants(known)
        self._spelled: dict[str, tuple[str, EntitySpec]] = {}
        for name, spec in entities.items():
            for spelling in (name, *spec.aliases):
                self._spelled.setdefault(fold(spelling), (name, spec))
        self._exact = frozenset(s for name, spec in entities.items() for s in (name, *spec.aliases))
        self._generic = generic_words(vocabulary)
        for word in self._generic:
            self._spelled.setdefault(fold(word), self._generic[word])
        self._by_first_word = _by_first_word(tuple(self._spelled))
        nouns = kind_nouns(vocabulary, *TELLING) | words("institutions")
        self._institutions = nouns - words("firms")
        specs = vocabulary.attributes.values()
        self._measures = frozenset(cue for spec in specs for cue in spec.cues if cue.isupper())
        self._titles = _titles(tuple(vocabulary.kind_nouns.get("person", ())))
        regions = {kind: kind_nouns(vocabulary, kind) for kind in REGIONS}
        self._longer = LongerNames(self._titles, self._institutions, regions, self._measures)
        self._works = frozenset(vocabulary.kind_nouns.get("work", ()))
        self._units = frozenset(
            name
            for unit, spec in vocabulary.units.items()
            for name in (unit, *spec.names, *spec.symbols)
        )

    def learned_from(self, texts: Sequence[str]) -> NameRecognizer:
        """A recognizer that also knows the families of models which these texts introduce.

        See :func:`claims.extract.names.introductions.introduced`.
        """
        unknown = introduced(texts, self._is_known)
        if not unknown:
            return self
        families = {
            name: EntitySpec(kind="model", family=True, aliases=others)
            for name, others in unknown.items()
        }
        return NameRecognizer(self.vocabulary, families, self._variants)

    def _is_known(self, word: str) -> bool:
        return fold(word) in self._spelled or self._variants.match(word) is not None

    def find(
        self, text: str, versions: Versions | None = None, seen: Container[str] = frozenset()
    ) -> list[Name]:
        """All names of a text in order, without overlaps.

        ``seen`` are names that the document holds elsewhere: one capitalised word at the
        beginning of a sentence is a name only if it is one of these.
        """
        versions = {} if versions is None else versions
        known = list(self._known(text, versions))
        known = _merged(known, self._heard_phrases(text, versions))
        capitals = list(runs(text, seen, self._institutions))
        known = list(self._longer.of(text, known, dict(capitals)))
        unknown = self._unknown(text, known, versions, capitals)
        shown = [work for work in works(text, self._works) if not _is_covered(work, known)]
        return _merged(_merged(shown, with_initials(text)), [*known, *unknown])

    def _heard_phrases(self, text: str, versions: Versions) -> Iterator[Name]:
        """Names that a recogniser of speech wrote as common words: "hugging phase"."""
        for start, end, variant in self._variants.phrases(text):
            name = self._variant_name(text, start, end, variant, versions)
            if name is not None:
                yield name

    def _variant_name(
        self, text: str, start: int, end: int, variant: Variant, versions: Versions
    ) -> Name | None:
        return member(text, (start, end), variant.canonical, variant.spec, versions, self._spelled)

    def _known(self, text: str, versions: Versions) -> Iterator[Name]:
        last = 0
        for match in self._spellings(text):
            known = self._generic.get(match[0]) or self._spelled.get(fold(match[0]))
            if known is None or match.start() < last:
                continue
            name, spec = known
            if not (spec.family or spec.generic or self._is_name(match[0])):
                continue
            if match[0].lower() in words("small_words") and not _is_abbreviated(text, match):
                continue
            if spec.generic and not is_mention(text, *match.span(), self._generic):
                continue
            found = member(text, match.span(), name, spec, versions, self._spelled)
            if found is None or not (found.size or spec.generic or self._is_name(match[0])):
                continue  # "falcon one eighty B" is a name without a capital too
            yield found
            last = found.end

    def _spellings(self, text: str) -> Iterator[re.Match[str]]:
        """Known spellings in any case; one look-up a word, whatever the number of names."""
        for word in _FIRST_WORD.finditer(text):
            pattern = self._by_first_word.get(word[0].lower())
            match = pattern.match(text, word.start()) if pattern else None
            if match:
                yield match

    def _is_name(self, text: str) -> bool:
        written = text.removeprefix("The ").removeprefix("the ")
        return text in self._exact or any(character.isupper() for character in written)

    def _unknown(
        self, text: str, known: list[Name], versions: Versions, capitals: Iterable[tuple[int, int]]
    ) -> Iterator[Name]:
        """Runs of capitalised words that no pack knows."""
        ends = [name.end for name in known]
        for start, end in capitals:
            place = bisect_right(ends, start)
            if place < len(known) and known[place].start < end:
                first, start = known[place], known[place].end + 1
                placed = start < end and self._longer.is_placed(first, text, text[start:end])
                if not placed and not self._titles.match(text, start, end):
                    continue  # of a known name and more only a person is one
            title = self._titles.match(text, start, end)
            begin = title.end() if title else start
            if begin >= end or not text[begin].isupper() or self._is_common(text[begin:end]):
                continue  # "Professor of Linguistics" names nobody
            kind = "person" if title else None
            for name in self._named(text, begin, end, versions):
                yield replace(name, kind=kind) if kind and name.kind is None else name

    def _is_common(self, word: str) -> bool:
        """Whether a capitalised word is a people's name, a time, a measure or a unit ("GPUs")."""
        folded = word.lower()
        first = word.partition(" ")[0]
        if word in self._generic:
            return True  # which is no mention here
        if word in self._measures or folded in MONTHS:
            return True  # "$1 billion of ARR in Nov 2025"
        if "-" in folded and words("times").issuperset(folded.split("-")):
            return True  # "Mar-Jul"
        if first in self._units and (first.isupper() or first in ("GB", "MB")):
            return True  # "GB of GPU memory"
        return folded in words("peoples") or {word, word.rstrip("s"), folded} & self._units != set()

    def _named(self, text: str, start: int, end: int, versions: Versions) -> Iterator[Name]:
        """The known names that a run of capitals means as it was heard, or the run as it stands."""
        heard = [
            self._variant_name(text, first, last, variant, versions)
            for first, last, variant in self._variants.in_run(text, start, end)
        ]
        found = [name for name in heard if name is not None]
        if found:
            yield from found
        else:
            written = text[start:end]
            yield Name(start, end, written, _CODES.sub("", " ".join(written.split())))


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands in capitals, and not because the one before does: "the US", no "us"."""
    before = text[: match.start()].rstrip().rpartition(" ")[2]
    return match[0].isupper() and not (len(before) > 1 and before.isupper())


def kind_nouns(vocabulary: Vocabulary, *kinds: str) -> frozenset[str]:
    """The nouns that say that a name is of one of these kinds, lower-cased."""
    return frozenset(noun.lower() for kind in kinds for noun in vocabulary.kind_nouns.get(kind, ()))


@cache
def _titles(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """What people are called before their names ("Mayor", "Chief Executive"), several in a row."""
    longest_first = sorted({*nouns, *words("titles")}, key=lambda noun: (-len(noun), noun))
    titles = "|".join(re.escape(noun) for noun in longest_first)
    return re.compile(rf"(?:(?:{titles})\b\.?(?:\s|\Z))+", re.IGNORECASE)


def _is_covered(name: Name, known: Sequence[Name]) -> bool:
    """Whether one of the known names, which are in order, stands in all the place of a name."""
    place = bisect_right(known, name.start, key=_start) - 1
    return place >= 0 and name.end <= known[place].end


def _merged(known: Sequence[Name], more: Iterable[Name]) -> list[Name]:
    """Names in order, those of the second list only where none of the first stands, which are in
    order and do not overlap."""
    places = ((bisect_left(known, name.end, key=_start) - 1, name) for name in more)
    free = [name for at, name in places if at < 0 or known[at].end <= name.start]
    return sorted([*known, *free], key=_start)


def _start(name: Name) -> int:
    return name.start


MONTHS = frozenset({
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
# What codes name is called the same when there are several: "four H100s".
_CODES = re.compile(r"(?<=[A-Z]\d{2})s\Z|(?<=[A-Z]\d{3})s\Z|(?<=\d[A-Z])s\Z|(?<=[A-Z]\d)s\Z")
_FIRST_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++|(?<!\d)\d++")


@cache
def _by_first_word(spellings: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """The spellings that begin with a word, as a pattern that tries the longest first."""
    grouped: dict[str, list[str]] = {}
    for spelling in sorted(spellings, key=lambda spelling: (-len(spelling), spelling)):
        first = _FIRST_WORD.match(spelling)
        if first:
            grouped.setdefault(first[0], []).append(spelling)
    return {word: _alternation(group) for word, group in grouped.items()}


def _alternation(spellings: Iterable[str]) -> re.Pattern[str]:
    escaped = (re.escape(spelling).replace(r"\ ", r"[\s-]") for spelling in spellings)
    return re.compile(r"(?:" + "|".join(escaped) + r")(?![^\W\d_])", re.IGNORECASE)
