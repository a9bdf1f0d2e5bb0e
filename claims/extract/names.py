"""Finding the names that a text mentions: known names, members of families, unknown names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from claims.records import plain
from claims.vocabulary import EntitySpec, Vocabulary

VARIANTS = "Chat|Instruct|Base|Code|Pro|Ultra|Turbo|Mini|Nano|Flash|Large|Medium|Small|Vision"
# A misspelt name is read as a known one only if it is long and one edit away from it.
SHORTEST_MISSPELT = 6
SUFFIXES = {"K": Decimal(1000), "M": Decimal(10**6), "B": Decimal(10**9), "T": Decimal(10**12)}
# Capitalised words that begin sentences and titles without naming anything.
_COMMON = frozenset(
    "a an and are as at be but by can do for from had has have he her here his how i if in is it its "
    "let like many may me most my no not now of oh ok okay on one or our she so some such than thank "
    "thanks that the their them then there these they this those to today two was we well were what "
    "when where which while who why will with would yeah yes you your mr mrs ms dr prof sir january "
    "february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday english".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start:end`` of a text.

    ``canonical`` is what it is called in the ledger and ``kind`` what sort of thing it is
    (``None`` for a name that no pack knows). A member of a family has its ``family`` with the
    version ("Llama 2"); a size in the name stands at ``size_span``.
    """

    start: int
    end: int
    text: str
    canonical: str
    kind: str | None = None
    family: str | None = None
    size_span: tuple[int, int] | None = None


def with_size(family: str, parameters: Decimal) -> str:
    """The member of a family that has so many parameters: "Llama 2" and 7e10 give "Llama 2 70B"."""
    for suffix, factor in reversed(SUFFIXES.items()):
        if parameters >= factor:
            return f"{family} {plain(parameters / factor)}{suffix}"
    return f"{family} {plain(parameters)}"


class NameRecognizer:
    """Finds names in text; built once for a vocabulary.

    Known names are matched in any case if a capital stands in the text, or as a pack spells
    them. ``versions`` collects the versions of families that a document mentions, which tell
    how digits in contact are to be cut ("Lama270b" is Llama 2 70B where Llama 2 is spoken of).
    """

    def __init__(
        self, vocabulary: Vocabulary, discovered: Mapping[str, EntitySpec] | None = None
    ) -> None:
        entities = {**(discovered or {}), **vocabulary.entities}
        self._vocabulary = vocabulary
        self._spelled: dict[str, tuple[str, EntitySpec]] = {}
        for name, spec in entities.items():
            for spelling in (name, *spec.aliases):
                self._spelled.setdefault(_fold(spelling), (name, spec))
        self._exact = frozenset(
            s for name, spec in entities.items() for s in (name, *spec.aliases)
        )
        self._pattern = _alternation(tuple(sorted(self._spelled, key=lambda s: (-len(s), s))))
        self._single = sorted(s for s in self._spelled if " " not in s and len(s) > 5)

    def learned_from(self, texts: Iterable[str]) -> NameRecognizer:
        """A recognizer that also knows the families of models which these texts introduce.

        A name that no pack knows is one if it is written with a size ("Zephyrine 7B") or as a
        version of a model ("the Zephyrine 2 models").
        """
        words = {match[1] for text in texts for match in _INTRODUCED.finditer(text)}
        unknown = sorted(
            word for word in words
            if _fold(word) not in self._spelled and _fold(word) not in _COMMON | _REFERENCES
        )  # fmt: skip
        if not unknown:
            return self
        family = EntitySpec(kind="model", family=True)
        return NameRecognizer(self._vocabulary, dict.fromkeys(unknown, family))

    def find(self, text: str, versions: dict[str, set[str]] | None = None) -> list[Name]:
        """All names of a text in order, without overlaps."""
        versions = {} if versions is None else versions
        known = list(self._known(text, versions))
        unknown = self._unknown(text, known)
        return sorted([*known, *unknown], key=lambda name: name.start)

    def _known(self, text: str, versions: dict[str, set[str]]) -> Iterator[Name]:
        last = 0
        for match in self._pattern.finditer(text):
            if match.start() < last or not self._is_name(match[0]):
                continue
            name, spec = self._spelled[_fold(match[0])]
            found = _member(text, match, name, spec, versions, self._spelled)
            if found is None:
                continue
            yield found
            last = found.end

    def _is_name(self, text: str) -> bool:
        return text in self._exact or any(character.isupper() for character in text)

    def _unknown(self, text: str, known: list[Name]) -> Iterator[Name]:
        """Runs of capitalised words that no pack knows."""
        ends = [name.end for name in known]
        for match in _RUN.finditer(text):
            start, end = _trim(text, *match.span())
            place = bisect_right(ends, start)
            if start >= end or (place < len(known) and known[place].start < end):
                continue
            word = text[start:end]
            if " " not in word and _begins_sentence(text, start) and not _has_inner_capital(word):
                continue
            yield self._named(text, start, end)

    def _named(self, text: str, start: int, end: int) -> Name:
        written = text[start:end]
        folded = _fold(written)
        if " " not in folded and len(folded) >= SHORTEST_MISSPELT:
            for spelling in self._single:
                near = abs(len(spelling) - len(folded)) <= 1 and spelling[0] == folded[0]
                if near and DamerauLevenshtein.distance(folded, spelling, score_cutoff=1) <= 1:
                    name, spec = self._spelled[spelling]
                    return Name(start, end, written, name, spec.kind, _family(name, spec))
        return Name(start, end, written, " ".join(written.split()))


# "Zephyrine 2 70B", "Zephyrine-7b", "the Zephyrine 2 language models".
_INTRODUCED = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z]{2,30})[ -]?"
    r"(?:(?:\d(?:\.\d)?[ -]?)?\d{1,3}(?:\.\d{1,2})?[bB](?!\w)"
    r"|\d(?:\.\d)?[ ](?:(?:large|language|series|family|of|chat)[ ]){0,4}(?:models?|series)(?!\w))"
)
_REFERENCES = frozenset(
    "table figure section chapter page part phase stage type step class series level version tier".split()
)
# A run of capitalised words, with digits and joining words inside; bounded, so linear.
_RUN = re.compile(
    r"(?<![\w'’-])[A-Z][\w&'’-]{0,40}(?:\.(?:ai|com|org|io))?"
    r"(?:[ ](?:(?:of|and|the|de|von)[ ](?=[A-Z])){0,2}[A-Z][\w&'’-]{0,40}){0,4}(?:[ ]\d{1,3}(?![\w.,%]))?"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the common words at its beginning and the possessive at its end."""
    for word in _WORD.findall(text, start, end):
        if word.strip().lower().partition("'")[0].partition("’")[0] not in _COMMON:
            break
        start += len(word)
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


_WORD = re.compile(r"\S+\s*")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in '.?!:"“\n'


def _has_inner_capital(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word[1:])


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def _family(name: str, spec: EntitySpec) -> str | None:
    return name if spec.family else None


@cache
def _alternation(spellings: tuple[str, ...]) -> re.Pattern[str]:
    escaped = (re.escape(spelling).replace(r"\ ", r"[\s-]") for spelling in spellings)
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(escaped) + r")(?![^\W\d_])", re.IGNORECASE)


_VERSION = re.compile(
    r"[ -]?v?(\d{1,2}(?:\.\d{1,2})?)(?![\d,.]*\d|[\w%]|[ -](?:hundred|thousand|million|billion|trillion|times|percent|%))"
)
_SIZE = re.compile(r"[ -]?(\d{1,4}(?:\.\d{1,2})?)[ -]?([bBmM])(?!\w)")
_GLUED = re.compile(r"[ -]?(\d)[ -]?(\d{1,3}(?:\.\d{1,2})?)([bBmM])(?!\w)")
_VARIANT = re.compile(rf"[ -]({VARIANTS})\b", re.IGNORECASE)


def _member(
    text: str,
    match: re.Match[str],
    name: str,
    spec: EntitySpec,
    versions: dict[str, set[str]],
    spelled: dict[str, tuple[str, EntitySpec]],
) -> Name | None:
    """The member of a family that is named here, or the plain name."""
    start, end = match.span()
    if not spec.family:
        followed = text[end : end + 1].isdigit()
        return None if followed else Name(start, end, match[0], name, spec.kind)
    family, size_span = name, None
    glued = _GLUED.match(text, end)
    if glued and glued[1] in versions.get(name, ()):
        version_end = glued.end(1)
        family = f"{name}{spec.joiner}{glued[1]}"
        end = version_end
    else:
        version = _VERSION.match(text, end)
        if version and not _SIZE.match(text, end):
            versions.setdefault(name, set()).add(version[1])
            family, end = f"{name}{spec.joiner}{version[1]}", version.end()
    aliased = spelled.get(_fold(family))
    canonical = family = aliased[0] if aliased else family
    if family == name and len(known := versions.get(name, set())) == 1:
        # The sizes of a family of which only one version is spoken of are that version's.
        family = f"{name}{spec.joiner}{next(iter(known))}"
    size = _SIZE.match(text, end)
    if size:
        size_span = size.start(1), size.end(2)
        canonical, end = f"{family} {plain(Decimal(size[1]))}{size[2].upper()}", size.end()
    variant = _VARIANT.match(text, end)
    if variant:
        canonical, end = f"{canonical} {variant[1].capitalize()}", variant.end()
    return Name(start, end, text[start:end], canonical, spec.kind, family, size_span)


def survey(
    texts: Iterable[str], recognizer: NameRecognizer
) -> tuple[dict[str, set[str]], Counter[str]]:
    """What a document speaks of: the versions of families, and how often each name stands in it.

    Members of a family count for the family with its version ("Llama 2").
    """
    versions: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(n.family or n.canonical for n in recognizer.find(text, versions) if n.kind)
    return versions, counts
