"""What sources speak of often and no pack knows: counted nouns and names, as a start for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from claims.extract.names.families import fold
from claims.extract.names.recognizer import NameRecognizer
from claims.quantities import read
from claims.quantities.excluded.blocked import Blocked
from claims.quantities.units.nouns import plural
from claims.records import Quantity, Source
from claims.sources import Document, Joined, join, locator, runs
from claims.vocabulary import Vocabulary

EXAMPLES = 2
# As much text as is read at once, and the longest quote of an example, in characters.
LONGEST_RUN = 100_000
LONGEST_QUOTE = 120
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_NUMBERED = re.compile(r"(\S.*?)[ -](\d{1,3})")


@dataclass(frozen=True, slots=True)
class Example:
    """Where something is mentioned: the source, the place in it, and the words around."""

    source: str
    locator: str
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A counted noun or a name that no pack knows, how often it is mentioned, and where.

    ``spellings`` are the other ways in which a name is written; a ``family`` is followed by
    different numbers ("Heron 3", "Heron 4").
    """

    what: Literal["noun", "name"]
    word: str
    count: int
    examples: tuple[Example, ...]
    spellings: tuple[str, ...] = ()
    family: bool = False


@dataclass(slots=True)
class _Tally:
    spellings: Counter[str] = field(default_factory=Counter)
    numbers: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)

    def add(self, spelling: str, document: Document, joined: Joined, start: int, end: int) -> None:
        self.spellings[spelling] += 1
        if len(self.examples) < EXAMPLES:
            place = _place(document.source, joined, start, end)
            quote = _quote(joined.text, start, end)
            example = Example(document.source.uri, place, quote)
            if example not in self.examples:
                self.examples.append(example)


def suggest(
    documents: Iterable[Document], vocabulary: Vocabulary, least: int = 2
) -> list[Suggestion]:
    """The nouns that numbers count and the names that no pack knows, the most frequent first.

    Args:
        documents: the sources to look through; repeated passages count once.
        vocabulary: the packs that are there already.
        least: how often something has to be mentioned.

    Returns:
        One suggestion for each noun, and one for all spellings of a name.
    """
    nouns: dict[str, _Tally] = {}
    names: dict[str, _Tally] = {}
    recognizer = NameRecognizer(vocabulary)
    known = _known_words(vocabulary)
    for document in documents:
        for joined in map(join, runs(document.passages, LONGEST_RUN)):
            quantities = read(joined.text, vocabulary)
            for noun, start, end in _nouns(quantities, known):
                nouns.setdefault(noun, _Tally()).add(noun, document, joined, start, end)
            taken = Blocked([(quantity.start, quantity.end) for quantity in quantities])
            for name in recognizer.find(joined.text):
                key = fold(name.canonical)
                if (
                    name.kind is None
                    and key not in known
                    and not taken.touches(name.start, name.end)
                ):
                    tally = names.setdefault(key, _Tally())
                    tally.add(name.canonical, document, joined, name.start, name.end)
    found = [_suggestion("noun", tally) for tally in nouns.values()]
    found += [_suggestion("name", tally) for tally in _families(names).values()]
    frequent = (item for item in found if item.count >= least)
    return sorted(frequent, key=lambda item: (-item.count, item.what, item.word))


def _suggestion(what: Literal["noun", "name"], tally: _Tally) -> Suggestion:
    ranked = sorted(tally.spellings, key=lambda word: (-tally.spellings[word], word))
    word, *others = ranked
    count = tally.spellings.total()
    examples = tuple(dict.fromkeys(tally.examples))[:EXAMPLES]
    return Suggestion(what, word, count, examples, tuple(others), len(tally.numbers) > 1)


def _families(names: dict[str, _Tally]) -> dict[str, _Tally]:
    """The same names, but those that differ in the number at their end as one."""
    numbers: dict[str, set[str]] = {}
    for name in names:
        if match := _NUMBERED.fullmatch(name):
            numbers.setdefault(match[1], set()).add(match[2])
    found: dict[str, _Tally] = {}
    for name, tally in names.items():
        match = _NUMBERED.fullmatch(name)
        stem = match[1] if match and len(numbers[match[1]]) > 1 else name
        whole = found.setdefault(stem, _Tally(numbers=numbers.get(stem, set())))
        for spelling, count in tally.spellings.items():
            numbered = _NUMBERED.fullmatch(spelling) if stem != name else None
            whole.spellings[numbered[1] if numbered else spelling] += count
        whole.examples += tally.examples
    return found


def _nouns(quantities: Iterable[Quantity], known: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """The nouns in the units of quantities that no pack declares, with the quantity's span."""
    for quantity in quantities:
        for noun in (quantity.value.unit or "").split(" per "):
            if noun and " " not in noun and fold(noun) not in known:
                yield noun, quantity.start, quantity.end


def _known_words(vocabulary: Vocabulary) -> frozenset[str]:
    """What is counted, and what things are called in general, in singular and plural."""
    words = {word for unit, spec in vocabulary.units.items() for word in (unit, *spec.names)}
    words.update(noun for spec in vocabulary.attributes.values() for noun in spec.nouns)
    words.update(word for general in vocabulary.generic_subjects.values() for word in general)
    return frozenset(fold(form) for word in words for form in (word, plural(word)))


def _place(source: Source, joined: Joined, start: int, end: int) -> str:
    """The passage's place with the line of the mention, not of the passage's beginning."""
    passage = joined.passage_at(start)
    lines = source.text.count("\n", passage.start, joined.raw_span(start, end)[0])
    return locator(replace(passage, line=passage.line + lines))


def _quote(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``, or as much of it as an example needs."""
    first = max(0, start - LONGEST_QUOTE)
    before = [match.end() for match in _SENTENCE_END.finditer(text, first, start)]
    after = _SENTENCE_END.search(text, end, end + LONGEST_QUOTE)
    left = before[-1] if before else first
    right = after.end() if after else min(len(text), end + LONGEST_QUOTE)
    if not before and left:
        left = text.find(" ", left, start) + 1 or left
    if after is None and right < len(text):
        right = max(text.rfind(" ", end, right), end)
    quote = " ".join(text[left:right].split())
    cut = not before and left > 0, after is None and right < len(text)
    return "…" * cut[0] + quote + "…" * cut[1]
