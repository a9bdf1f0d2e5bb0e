"""Which attribute a quantity states: by its unit, and by the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extract.attributes.conversion import is_open
from claims.extract.attributes.surroundings import BEHIND, BESIDE, INSIDE, Surroundings, matches
from claims.extract.language.english import words
from claims.reasons import Reason, Reasons, Rule
from claims.records import Value
from claims.vocabulary import AttributeSpec, Vocabulary

# Weights of the evidence. A cue in the clause outweighs the default; a blocker outweighs both.
DEFAULT, CUE, PHRASE_BONUS, FURTHER_CUE, CONTEXT, KIND, BLOCKER = 0.9, 2.0, 0.3, 0.3, 0.8, 0.6, 2.5
# What an unusual size takes from an attribute.
UNUSUAL = 1.2
# A question for an attribute right before outweighs that its unit has another by default.
ASKED = 1.5
# What an attribute of certain things loses where the source speaks of none of them, and of no
# others either.
UNSUPPORTED = 0.1
# A bare number of millions or billions where models are spoken of is a size, unless a cue of
# something else stands right beside it.
BARE_SIZE = 1.9
THRESHOLD = 0.85
# Cues beyond the third add nothing.
MOST_CUES = 3
# What a cue weighs by its distance from the quantity in characters, and beyond the last.
WEIGHTS = ((INSIDE, 1.4), (BEHIND, 1.25), (15, 1.1), (45, 1.0), (100, 0.75))
FARTHEST = 0.5
BEYOND = 20
# A bare number needs a cue this close.
CLOSE = 0.75
# A verb of money so many words before a bare number says that it is an amount.
MONEY_REACH = 4
_OF_THEM = re.compile(r"\sof\s(?:them|those|these|us|you)\b")
_BY_TIME = re.compile(r"\s(?:a|per|each|every) (?:year|month|week|day|quarter)\b(?! ago)")
# Scaled bare numbers below this are no parameter counts or the like without a cue.
SMALLEST_BARE_DEFAULT = Decimal(10**6)
# "The 7B", "a 70b": a size as what something is called.
_SIZE = re.compile(r"[\d.]+[ -]?b")
_ARTICLE = re.compile(
    r"\b(?:the|a|an|this|that|our|your|their|its)\s"
    r"(?:(?:new|old|older|original|small|smaller|large|larger|big|bigger|little|tiny)\s)?\Z"
)
# How the kinds of evidence are called among the reasons.
RULES: dict[str, Rule] = {"default": "unit", "cue": "cue", "context": "context", "kind": "kind"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An attribute and the evidence for it; ``by`` says which kind of evidence decided.

    ``evidence`` weighs each kind, ``cues`` are those that were read, with their weights.
    ``reasons`` are made for the attribute that is chosen.
    """

    key: str
    score: float
    by: str
    evidence: dict[str, float]
    cues: Sequence[tuple[float, str]]
    reasons: Reasons = ()


def candidates(value: Value, vocabulary: Vocabulary) -> list[str]:
    """Keys of the attributes that a value of this unit can state; all for a bare number."""
    units = (value.unit, value.canonical_unit)
    found = vocabulary.attributes_by_units.get(units)
    if found is None:
        specs = vocabulary.attributes.items()
        if value.unit is None:
            found = [key for key, spec in specs if spec.bare]
        else:
            found = [key for key, spec in specs if _fits(value, spec, vocabulary)]
            if any(value.unit in vocabulary.attributes[key].nouns for key in found):
                # "256 A100s" are what is counted in A100s, not examples of any sort
                found = [key for key in found if not _is_by_any_noun(value, key, vocabulary)]
        if value.unit is None or value.unit in vocabulary.units:
            vocabulary.attributes_by_units[units] = found
    return found


def _is_part_of_one(value: Value, key: str, vocabulary: Vocabulary) -> bool:
    """Whether a bare number with decimals would count things: a loss of 2.1 is no tokens."""
    if value.unit is not None or value.lo is None or value.lo == value.lo.to_integral_value():
        return False
    unit = vocabulary.units.get(vocabulary.attributes[key].unit)
    return unit is not None and unit.discrete


def _is_by_any_noun(value: Value, key: str, vocabulary: Vocabulary) -> bool:
    """Whether an attribute takes a value only because it takes one of any noun."""
    spec = vocabulary.attributes[key]
    return spec.any_noun and value.unit not in (spec.unit, *spec.nouns)


def _fits(value: Value, spec: AttributeSpec, vocabulary: Vocabulary) -> bool:
    if spec.units and value.unit not in spec.units:
        return False
    if value.unit in spec.nouns or value.unit == spec.unit:
        return True
    if spec.any_noun and is_open(value, vocabulary):
        return True
    base = vocabulary.base(spec.unit)[0]
    if base == "ratio" and value.canonical_unit == "percent":
        return True  # "30 percent faster"
    if vocabulary.is_money(base):
        return vocabulary.is_money(value.canonical_unit)
    return value.canonical_unit == base


def is_blocked(spec: AttributeSpec, sentence: str) -> bool:
    """Whether the lower-cased sentence says that an attribute is not meant."""
    return bool(matches(spec.blockers, sentence))


def choose(value: Value, around: Surroundings, vocabulary: Vocabulary) -> Choice | None:
    """The attribute with the best evidence, or ``None`` where none has enough."""
    scored = [
        _score(key, vocabulary.attributes[key], value, around)
        for key in candidates(value, vocabulary)
        if not _is_part_of_one(value, key, vocabulary)
    ]
    named = _is_size_as_name(value, around) and any(choice.by == "default" for choice in scored)
    if named:
        scored = [choice for choice in scored if choice.by == "default"]
    elif value.unit is None and any(choice.by == "cue" for choice in scored):
        # What the sentence says outweighs that so large a number is usually a size.
        scored = [choice for choice in scored if choice.by != "default"]
    best = max(scored, key=lambda choice: _rank(choice, vocabulary), default=None)
    if best is None or best.score < THRESHOLD:
        return None
    return replace(best, reasons=_reasons(best, value, vocabulary.attributes[best.key], around))


def _reasons(
    choice: Choice, value: Value, spec: AttributeSpec, around: Surroundings
) -> tuple[Reason, ...]:
    """The evidence that speaks for an attribute, the heaviest first."""
    cues = tuple(dict.fromkeys(cue for _, cue in choice.cues[:MOST_CUES]))
    kinds = set(spec.kinds) & (around.named or around.recent)
    words = {
        "cue": cues, "context": cues, "kind": tuple(sorted(kinds)),
        "default": (value.unit,) if value.unit else (),
    }  # fmt: skip
    weighed = sorted(choice.evidence.items(), key=lambda item: -item[1])
    return tuple(
        Reason(RULES[kind], words[kind]) for kind, weight in weighed if weight > 0 and kind in RULES
    )


def _rank(choice: Choice, vocabulary: Vocabulary) -> tuple[float, int]:
    """By the score; of equals the attribute that fewer kinds of things can have, if one of these
    is spoken of, and else that which anything can have."""
    kinds = vocabulary.attributes[choice.key].kinds
    if kinds and choice.evidence.get("kind", 0.0) > 0:
        return choice.score, len(vocabulary.kind_nouns) - len(kinds)
    return choice.score, -len(kinds)


def _score(key: str, spec: AttributeSpec, value: Value, around: Surroundings) -> Choice:
    cues = _cues(spec, value, around)
    weighed = sorted(((_weight(*cue), cue[1]) for cue in cues), reverse=True)
    weights = [weight for weight, _ in weighed]
    bare = value.unit is None
    evidence = {"default": 0.0 if cues and not bare else _default(spec, value, around)}
    if cues and not (bare and not spec.default and weights[0] < CLOSE):
        evidence["cue"] = CUE * weights[0] + FURTHER_CUE * sum(weights[1:MOST_CUES])
    elif (before := _before(spec, value, around)) is not None:
        evidence["context"] = before[0]
        weighed = [before]
    if (evidence.get("cue") or evidence.get("context")) and _is_unusual(value, spec):
        evidence["size"] = -UNUSUAL
    if spec.kinds:
        evidence["kind"] = _kind(set(spec.kinds), around)
        if not (bare or spec.default or evidence["kind"]):
            evidence["kind"] = -KIND if around.recent else -UNSUPPORTED
        if evidence["default"] and not bare and value.unit == spec.unit:
            evidence["kind"] = max(evidence["kind"], 0.0)  # what it counts says what it states
    decisive = max(evidence, key=evidence.__getitem__)
    score = sum(evidence.values())
    if score >= THRESHOLD and _is_blocked(spec, cues, around):
        score -= BLOCKER
    return Choice(key, score, decisive, evidence, weighed)


def _is_blocked(spec: AttributeSpec, cues: Sequence[tuple[int, str]], around: Surroundings) -> bool:
    """Whether a word speaks against an attribute; well beyond the nearest cue it speaks of another
    quantity."""
    blockers = around.distances(spec.blockers)
    return bool(blockers) and not (cues and cues[0][0] + BEYOND < blockers[0][0])


def _cues(spec: AttributeSpec, value: Value, around: Surroundings) -> list[tuple[int, str]]:
    """The cues of an attribute in the sentence, with how far from the quantity they stand.

    A percentage is a ratio only with a comparison right behind it ("60 percent lighter") or as
    that by which something differs. Of any noun only a cue right beside it makes an attribute.
    """
    cues = around.distances(spec.cues)
    if cues and not _may_compare(spec, value, around):
        cues = [cue for cue in cues if cue[0] <= BEHIND]
    if spec.any_noun and value.unit not in (spec.unit, *spec.nouns):
        cues = [cue for cue in cues if cue[0] == BESIDE]
    if value.unit is None and (
        _OF_THEM.match(around.sentence, around.end) or _is_unusual(value, spec)
    ):
        return []
    return cues if cues and _is_spoken_of(spec, around) else []


def _may_compare(spec: AttributeSpec, value: Value, around: Surroundings) -> bool:
    """Whether a word of comparison anywhere in the sentence may speak of the quantity."""
    percent = spec.unit == "ratio" and value.canonical_unit == "percent"
    return not percent or around.sentence[: around.start].endswith(" by ")


def _is_spoken_of(spec: AttributeSpec, around: Surroundings) -> bool:
    """Whether what an attribute is about was named: by a word for it or, where the sentence names
    nothing else, by a name of its kinds."""
    if not spec.about or (around.named or around.recent) & set(spec.kinds):
        return True
    return around.speaks_of(spec.about)


def _before(spec: AttributeSpec, value: Value, around: Surroundings) -> tuple[float, str] | None:
    """The last cue in the sentences before, with its weight: a question right before that asks
    for the attribute is more than a word that was said."""
    if not _may_compare(spec, value, around) or spec.any_noun:
        return None
    if not _is_spoken_of(spec, around):
        return None
    if asked := matches(spec.cues, around.asked):
        return ASKED, asked[-1][0]
    if value.date or (value.unit is None and not _BY_TIME.match(around.sentence, around.end)):
        return None  # a date is that of its own clause, as is a bare number, but "2 million a year"
    said = matches(spec.cues, around.context)
    return (CONTEXT, said[-1][0]) if said and not _speaks_of_others(spec, around) else None


def _is_unusual(value: Value, spec: AttributeSpec) -> bool:
    """Whether a value is smaller or larger than an attribute usually has it."""
    if spec.least is None and spec.most is None:
        return False
    size = value.canonical_hi if value.canonical_lo is None else value.canonical_lo
    if size is None:
        return False
    below = spec.least is not None and size < spec.least
    return below or (spec.most is not None and size > spec.most)


def _default(spec: AttributeSpec, value: Value, around: Surroundings) -> float:
    if not spec.default:
        return 0.0
    if value.unit is not None:
        return DEFAULT
    large = value.lo is not None and value.lo == value.hi and value.lo >= SMALLEST_BARE_DEFAULT
    kinds = around.named or around.recent
    if _is_size_as_name(value, around):
        kinds = around.named | around.recent
    return BARE_SIZE if large and kinds & set(spec.kinds) and not _is_other(around) else 0.0


def _is_size_as_name(value: Value, around: Surroundings) -> bool:
    """Whether a bare number is what a thing of that size is called: "the 7B", "a 70B"."""
    written = around.sentence[around.start : around.end]
    called = value.unit is None and _SIZE.fullmatch(written) is not None
    return called and _ARTICLE.search(around.sentence, 0, around.start) is not None


def _is_other(around: Surroundings) -> bool:
    """Whether a bare number is one of money or of something spoken of: "spent 3 million", "2
    million of them"."""
    if _OF_THEM.match(around.sentence, around.end) or _BY_TIME.match(around.sentence, around.end):
        return True
    before = around.sentence[: around.start].split()[-MONEY_REACH:]
    return any(word in words("money_verbs") for word in before)


def _speaks_of_others(spec: AttributeSpec, around: Surroundings) -> bool:
    """Whether the sentence names only things that cannot have the attribute."""
    return bool(around.named and spec.kinds) and not around.named & set(spec.kinds)


def _kind(kinds: set[str], around: Surroundings) -> float:
    """Names of the right kind speak for an attribute, only names of other kinds against it."""
    if kinds & around.named:
        return KIND
    if around.named:
        return -KIND
    return KIND / 2 if kinds & around.recent else 0.0


def _weight(distance: int, cue: str) -> float:
    """How much a cue counts: by its distance from the quantity, a phrase a little more."""
    near = next((weight for reach, weight in WEIGHTS if distance <= reach), FARTHEST)
    return near + (PHRASE_BONUS if " " in cue else 0.0)
