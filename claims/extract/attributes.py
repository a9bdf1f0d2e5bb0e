"""Which attribute a quantity states: by its unit, and by the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from claims.records import Value
from claims.vocabulary import AttributeSpec, Vocabulary

# Weights of the evidence. A cue in the clause outweighs the default; a blocker outweighs both.
DEFAULT, CUE, PHRASE_BONUS, FURTHER_CUE, CONTEXT, KIND, BLOCKER = 0.9, 2.0, 0.3, 0.3, 0.8, 0.6, 2.5
# A bare number of millions or billions where models are spoken of is a size, unless a cue of
# something else stands right beside it.
BARE_SIZE = 1.9
THRESHOLD = 0.85
NEAR, FAR = 45, 100
# Scaled bare numbers below this are no parameter counts or the like without a cue.
SMALLEST_BARE_DEFAULT = Decimal(10**6)


@dataclass(frozen=True, slots=True)
class Choice:
    """An attribute and the evidence for it; ``by`` says which kind of evidence decided."""

    key: str
    score: float
    by: str


def candidates(value: Value, vocabulary: Vocabulary) -> list[str]:
    """Keys of the attributes that a value of this unit can state; all for a bare number."""
    if value.unit is None:
        return [key for key, spec in vocabulary.attributes.items() if spec.bare]
    return [key for key, spec in vocabulary.attributes.items() if _fits(value, spec, vocabulary)]


def _fits(value: Value, spec: AttributeSpec, vocabulary: Vocabulary) -> bool:
    if spec.units and value.unit not in spec.units:
        return False
    if value.unit in spec.nouns or value.unit == spec.unit:
        return True
    base = vocabulary.base(spec.unit)[0]
    return value.canonical_unit == base and value.unit in vocabulary.units


def choose(
    value: Value,
    sentence: str,
    start: int,
    end: int,
    context: str,
    named: Set[str],
    recent: Set[str],
    vocabulary: Vocabulary,
) -> Choice | None:
    """The attribute with the best evidence, or ``None`` where none has enough.

    ``sentence`` is lower-cased, the quantity at ``start:end`` of it; ``context`` are the words
    of the sentences before; ``named`` are the kinds of the names in the sentence, ``recent``
    those of the names mentioned lately.
    """
    scored = [
        _score(key, vocabulary.attributes[key], value, sentence, start, end, context, named, recent)
        for key in candidates(value, vocabulary)
    ]
    best = max(scored, key=lambda choice: choice.score, default=None)
    return best if best and best.score >= THRESHOLD else None


def _score(
    key: str,
    spec: AttributeSpec,
    value: Value,
    sentence: str,
    start: int,
    end: int,
    context: str,
    named: Set[str],
    recent: Set[str],
) -> Choice:
    cues = sorted((_weight(m, start, end) for m in _matches(spec.cues, sentence)), reverse=True)
    bare = value.unit is None
    evidence = {"default": _default(spec, value, named or recent)}
    if cues and not (bare and spec.default is False and cues[0] < 1.0):
        evidence["cue"] = CUE * cues[0] + FURTHER_CUE * sum(cues[1:3])
    elif not bare and _matches(spec.cues, context) and not _speaks_of_others(spec, named):
        evidence["context"] = CONTEXT
    if spec.kinds:
        evidence["kind"] = _kind(set(spec.kinds), named, recent)
    against = [_weight(m, start, end) for m in _matches(spec.blockers, sentence)]
    decisive = max(evidence, key=lambda name: evidence[name])
    return Choice(key, sum(evidence.values()) - BLOCKER * max(against, default=0.0), decisive)


def _default(spec: AttributeSpec, value: Value, kinds: Set[str]) -> float:
    if not spec.default:
        return 0.0
    if value.unit is not None:
        return DEFAULT
    large = value.lo is not None and value.lo == value.hi and value.lo >= SMALLEST_BARE_DEFAULT
    return BARE_SIZE if large and kinds & set(spec.kinds) else 0.0


def _speaks_of_others(spec: AttributeSpec, named: Set[str]) -> bool:
    """Whether the sentence names only things that cannot have the attribute."""
    return bool(named and spec.kinds) and not named & set(spec.kinds)


def _kind(kinds: set[str], named: Set[str], recent: Set[str]) -> float:
    """Names of the right kind speak for an attribute, only names of other kinds against it."""
    if kinds & named:
        return KIND
    if named:
        return -KIND
    return KIND / 2 if kinds & recent else 0.0


def _weight(match: re.Match[str], start: int, end: int) -> float:
    """How much a cue counts: by its distance from the quantity, a phrase a little more."""
    distance = max(match.start() - end, start - match.end(), 0)
    near = 1.0 if distance <= NEAR else 0.75 if distance <= FAR else 0.5
    return near + (PHRASE_BONUS if " " in match[0] else 0.0)


def _matches(cues: tuple[str, ...], text: str) -> list[re.Match[str]]:
    return list(_pattern(cues).finditer(text)) if cues else []


@cache
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=lambda cue: (-len(cue), cue))
    words = "|".join(re.escape(cue.lower()) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
