"""What a quantity is about: a name in the sentence, the model under discussion, the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claims.extract.discourse import NEVER_TOPICS, Discourse
from claims.extract.english import phrases
from claims.extract.families import Name, with_size
from claims.extract.links import Sentence
from claims.records import Quantity
from claims.vocabulary import AttributeSpec, Vocabulary

# An unknown name is remembered for so many sentences only: nothing says what it can be.
UNKNOWN_REACH = 2
CERTAIN = Decimal("0.95")
LIKELY = Decimal("0.8")
FROM_TITLE = Decimal("0.6")
UNFOUND = Decimal("0.5")
# How far before a name a word of comparison may stand ("slower than the Falcon 7B").
COMPARISON_REACH = 25
# A name of one or two letters that no pack knows is none; behind a longer one a verb must
# follow within so many characters.
SHORTEST_UNKNOWN = 4
PREDICATE_REACH = 60
# A name this close behind a quantity belongs to it; in the quantity's own clause it may be
# farther, behind a preposition.
ADJACENT = 8
CLAUSE_REACH = 45
_RELATION = re.compile(r"\b(?:from|to|in|at|than|by)\b")
_PREPOSITION = re.compile(r"\b(?:with|of|for|by|on|in|at|to|from)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """The canonical name of what a quantity is about, the words that say so, and how sure."""

    name: str | None = None
    text: str | None = None
    certainty: Decimal = UNFOUND


def names_itself(quantity: Quantity, spec: AttributeSpec | None, sentence: Sentence) -> bool:
    """Whether the quantity is used as a name: "the 70 billion parameter model", "a 70B"."""
    if spec is None or not spec.names_members:
        return False
    after = sentence.lower[quantity.end - sentence.start :]
    in_plural = quantity.text.lower().endswith(f"{spec.unit}s")
    return not in_plural or any(after.startswith(f" {kind}") for kind in spec.kinds)


def find_subject(
    quantity: Quantity,
    spec: AttributeSpec | None,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Subject:
    """The subject of a quantity whose attribute is ``spec``; an empty one if nothing says it."""
    kinds = spec.kinds if spec else ()
    if spec is not None and spec.names_members:
        return _sized(quantity, spec, sentence, discourse, vocabulary)
    found = _named(quantity, spec, sentence, discourse)
    if found is None and _is_generic(kinds, sentence, vocabulary):
        for kind in kinds:
            discourse.drop(kind)
        return Subject()
    if found is not None:
        return _subject(found, spec, CERTAIN)
    latest = discourse.latest(kinds) if kinds else discourse.latest((), UNKNOWN_REACH)
    if latest is not None:
        return _subject(latest, spec, LIKELY)
    titled = discourse.titled(kinds)
    return _subject(titled, spec, FROM_TITLE) if titled else Subject()


def _subject(name: Name, spec: AttributeSpec | None, certainty: Decimal) -> Subject:
    part = spec.part if spec else None
    canonical = f"{name.canonical} {part}" if part else name.canonical
    return Subject(canonical, name.text, certainty)


def _named(
    quantity: Quantity, spec: AttributeSpec | None, sentence: Sentence, discourse: Discourse
) -> Name | None:
    """The name in the sentence that fits: of the right kind, and no comparison's base.

    A name that no pack knows may be anything; it is taken where it stands as the subject
    ("Zephyrine has …").
    """
    kinds, cues = (spec.kinds, spec.cues) if spec else ((), ())
    names = [n for n in sentence.names if n.text.lower() not in cues]
    known = [n for n in names if n.kind and (n.kind in kinds if kinds else _may_be_topic(n))]
    unknown = [
        n for n in names
        if n.kind is None and n.canonical not in discourse.people
        and _predicates(n, quantity, sentence)
    ]  # fmt: skip
    fitting = known or unknown
    fitting = [n for n in fitting if not _is_compared(n, sentence)] or fitting
    before = [n for n in fitting if n.end <= quantity.start]
    after = [n for n in fitting if n.start >= quantity.start]
    if before and after and _belongs_behind(quantity, before[-1], after[0], sentence):
        return after[0]
    return before[-1] if before else after[0] if after else None


def _may_be_topic(name: Name) -> bool:
    return name.kind not in NEVER_TOPICS


def _predicates(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a name before the quantity is followed by a verb that states something of it."""
    if name.end > quantity.start or len(name.canonical) < SHORTEST_UNKNOWN:
        return False
    between = _between(sentence, name.end, quantity.start)
    return len(between) <= PREDICATE_REACH and phrases("predicates").search(between) is not None


def _between(sentence: Sentence, start: int, end: int) -> str:
    return sentence.lower[start - sentence.start : end - sentence.start]


def _belongs_behind(quantity: Quantity, before: Name, after: Name, sentence: Sentence) -> bool:
    """Whether the name behind the quantity is its own: "70 billion parameter Llama 2", or in
    the quantity's clause while the name before stands in another."""
    behind = _between(sentence, quantity.end, after.start)
    if "than" in behind or re.search(r"[,;:.]", behind):
        return False
    if len(behind) <= ADJACENT and not _RELATION.search(behind):
        return True
    ahead = _between(sentence, before.end, quantity.start)
    clause = re.search(r"(?:[,;]\s*(?:and\s)?|\band\s)(\w+)", ahead)
    parted = clause is not None and not phrases("relative").fullmatch(clause[1])
    return parted and len(behind) <= CLAUSE_REACH and _PREPOSITION.search(behind) is not None


def _is_compared(name: Name, sentence: Sentence) -> bool:
    start = name.start - sentence.start
    window = sentence.lower[max(0, start - COMPARISON_REACH) : start]
    return phrases("comparison").search(window) is not None


def _sized(
    quantity: Quantity,
    spec: AttributeSpec,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Subject:
    """The member of the family under discussion that has so many parameters."""
    inside = [n for n in sentence.names if n.start <= quantity.start < n.end]
    if inside:
        return Subject(inside[0].canonical, inside[0].text, CERTAIN)
    name = _named(quantity, spec, sentence, discourse)
    certainty = CERTAIN
    if name is None:
        if _is_generic(spec.kinds, sentence, vocabulary):
            for kind in spec.kinds:
                discourse.drop(kind)
            return Subject()
        name, certainty = discourse.latest(spec.kinds), LIKELY
    if name is None:
        name, certainty = discourse.titled(spec.kinds), FROM_TITLE
    if name is None:
        return Subject()
    value = quantity.value
    single = value.lo if value.lo == value.hi else None
    if name.family is None or single is None:
        return Subject(name.canonical, name.text, certainty)
    sized = with_size(name.family, single) + _variant(quantity, name, sentence)
    discourse.mention(
        Name(quantity.start, quantity.end, quantity.text, sized, name.kind, name.family)
    )
    return Subject(sized, name.text, certainty)


def _variant(quantity: Quantity, name: Name, sentence: Sentence) -> str:
    """The variant of the family's name right behind the quantity: "70 billion … Llama 2 chat"."""
    if name.start < quantity.end or name.family is None:
        return ""
    return name.canonical.removeprefix(name.family)


def _is_generic(kinds: tuple[str, ...], sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether the sentence speaks of such things in general: "a neural network has …".

    "This neural network" and "the model" point back to what was spoken of.
    """
    words = tuple(word for kind in kinds for word in vocabulary.generic_subjects.get(kind, ()))
    for match in _generic(words).finditer(sentence.lower) if words else ():
        before = sentence.lower[: match.start()].split()
        if not before or not phrases("anaphoric").fullmatch(before[-1]):
            return True
    return False


@cache
def _generic(subjects: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(subjects, key=lambda words: (-len(words), words))
    words = "|".join(re.escape(subject.lower()) for subject in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
