"""Finding the names that a text mentions: known names, members of families, unknown names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from claims.extract.english import words
from claims.extract.families import Name, Versions, fold, introduced, member
from claims.extract.kinds import learned_kinds
from claims.extract.variants import Variant, Variants
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
        entities = {**(discovered or {}), **vocabulary.entities}
        self.vocabulary = vocabulary
        self._variants = variants or Variants(vocabulary.entities)
        self._spelled: dict[str, tuple[str, EntitySpec]] = {}
        for name, spec in entities.items():
            for spelling in (name, *spec.aliases):
                self._spelled.setdefault(fold(spelling), (name, spec))
        self._exact = frozenset(s for name, spec in entities.items() for s in (name, *spec.aliases))
        self._by_first_word = _by_first_word(tuple(self._spelled))
        self._units = frozenset(
            name
            for unit, spec in vocabulary.units.items()
            for name in (unit, *spec.names, *spec.symbols)
        )

    def learned_from(self, texts: Iterable[str]) -> NameRecognizer:
        """A recognizer that also knows the families of models which these texts introduce.

        A name that no pack knows is one if it is written with a size ("Zephyrine 7B") or as a
        version of a model ("the Zephyrine 2 models").
        """
        unknown = introduced(texts, self._is_known)
        if not unknown:
            return self
        family = EntitySpec(kind="model", family=True)
        return NameRecognizer(self.vocabulary, dict.fromkeys(unknown, family), self._variants)

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
        unknown = self._unknown(text, known, versions, seen)
        return sorted([*known, *unknown], key=lambda name: name.start)

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
            known = self._spelled.get(fold(match[0]))  # "İ" folds to two characters
            if known is None or match.start() < last:
                continue
            name, spec = known
            if not (spec.family or self._is_name(match[0])):
                continue
            found = member(text, match.span(), name, spec, versions, self._spelled)
            if found is None or not (found.size or self._is_name(match[0])):
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
        self, text: str, known: list[Name], versions: Versions, seen: Container[str]
    ) -> Iterator[Name]:
        """Runs of capitalised words that no pack knows."""
        ends = [name.end for name in known]
        for match in _RUN.finditer(text):
            start, end = _trim(text, *match.span())
            place = bisect_right(ends, start)
            if not text[start:end][:1].isalpha() or (
                place < len(known) and known[place].start < end
            ):
                continue
            word = text[start:end]
            plain = " " not in word and not _has_inner_capital(word)
            opening = plain and word not in seen and _begins_sentence(text, start)
            if (opening and not _is_introduced(text, start, end)) or self._is_common(word):
                continue
            if _fills_line(text, start, end):
                continue
            yield from self._named(text, start, end, versions)

    def _is_common(self, word: str) -> bool:
        """Whether a capitalised word is a people's name or a unit ("GPUs"), and no name."""
        folded = word.lower()
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
            yield Name(start, end, written, " ".join(written.split()))


def _merged(known: list[Name], more: Iterable[Name]) -> list[Name]:
    """Names in order, those of the second list only where none of the first stands."""
    free = [n for n in more if not any(k.start < n.end and n.start < k.end for k in known)]
    return sorted([*known, *free], key=lambda name: name.start) if free else known


# A run of capitalised words, with digits and joining words inside; bounded, so linear.
_RUN = re.compile(
    r"(?<![\w'’-])[A-Z][\w&'’-]{0,40}(?:\.(?:ai|com|org|io))?"
    r"(?:[ ](?:(?:of|and|the|de|von)[ ](?=[A-Z])){0,2}[A-Z][\w&'’-]{0,40}){0,4}"
    r"(?:[ ]\d{1,3}(?![\w.,%]))?"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the common words at its beginning and the possessive at its end."""
    for word in _WORD.findall(text, start, end):
        if word.strip().lower().partition("'")[0].partition("’")[0] not in words("common_words"):
            break
        start += len(word)
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


_WORD = re.compile(r"\S+\s*")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in '.?!:"“\n'


def _is_introduced(text: str, start: int, end: int) -> bool:
    """Whether what follows one word at the beginning of a sentence shows that it is a name: a
    verb of those who act ("Krumbach raised …"), or an apposition ("Havsand, the largest …")."""
    following = _FIRST_WORD.match(text, end + 1)
    if following is not None and following[0] in words("agentive"):
        return True
    word = text[start:end].lower()
    apposed = _APPOSED.match(text, end) is not None
    return apposed and not word.endswith("ly") and word not in words("sentence_adverbs")


_APPOSED = re.compile(r", (?:the|a|an|our|its|which|who|whose|one of)\s")


def _fills_line(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone in its line, as a heading does ("2 Cost")."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    alone = stop >= 0 or before != text[:start]
    return alone and not after.strip() and not before.strip(" #*0123456789.)")


def _has_inner_capital(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word[1:])


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


def survey(texts: Iterable[str], recognizer: NameRecognizer, vocabulary: Vocabulary) -> Survey:
    """What a document speaks of, by one pass over its texts.

    Members of a family count for the family with its version ("Llama 2").
    """
    versions: Versions = {}
    counts: Counter[str] = Counter()
    found = []
    for text in texts:
        names = recognizer.find(text, versions, counts)
        found.append((text, names))
        counts.update(n.family or n.canonical for n in names)
    return Survey(versions, counts, learned_kinds(found, vocabulary))


@dataclass(frozen=True)
class Survey:
    """What a document speaks of: the ``versions`` of families, how often each name stands in it
    (``counts``), and what it says that the names are that no pack knows (``kinds``)."""

    versions: Versions
    counts: Counter[str]
    kinds: dict[str, str]
