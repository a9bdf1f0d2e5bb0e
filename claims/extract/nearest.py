"""The name in a sentence that a quantity is about: nearest in the parse, or by the words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extract.discourse import NEVER_TOPICS, Discourse
from claims.extract.english import phrases
from claims.extract.families import Name
from claims.extract.links import Sentence
from claims.extract.syntax import SUBJECTS, distance, is_reference, property_of, subject_of
from claims.reasons import Reason, Reasons, Rule
from claims.records import Quantity

# What a character between a name and a quantity costs, and a name behind the quantity.
BY_CHARACTER, BEHIND = 0.01, 0.8
# An unknown name may be anything, so it must be nearer.
STRANGE = 0.5
# Who did something is not what was done: "released by the consortium in 2024".
AGENT = 1.0
# Words of two trees of one sentence are no farther apart than this; names beyond the second are
# left to the discourse.
FARTHEST_TREE, FARTHEST_NAME = 4.0, 6.0
FARTHEST_STRANGER = 3.0
# A name of one or two letters that no pack knows is none; behind a longer one a verb must
# follow within so many characters.
SHORTEST_UNKNOWN = 4
PREDICATE_REACH = 60
# How far before a name a word of comparison may stand ("slower than the Falcon 7B").
COMPARISON_REACH = 25
# A name this close behind a quantity belongs to it; in the quantity's own clause it may be
# farther, behind a preposition.
ADJACENT = 8
CLAUSE_REACH = 45
_RELATION = re.compile(r"\b(?:from|to|in|at|than|by)\b")
_PREPOSITION = re.compile(r"\b(?:with|of|for|by|on|in|at|to|from)\b")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The name that fits, if there is one, with its distance, the rule that found it, and the
    names that were passed over."""

    name: Name | None
    cost: float
    rule: Rule
    passed_over: Reasons


def nearest_name(
    quantity: Quantity, kinds: tuple[str, ...], sentence: Sentence, discourse: Discourse
) -> Nearest:
    """The name that fits: of a kind that can have the attribute, no comparison's base, and not
    the quantity itself."""
    over: list[tuple[Name, Rule]] = []
    names: list[Name] = []
    for name in sentence.names:
        bar = _bar(name, quantity, kinds, sentence, discourse)
        if bar is None:
            names.append(name)
        else:
            over.append((name, bar))
    if sentence.parse is None:
        return _nearest(_by_words(quantity, names, sentence), 0.0, "nearest_words", over)
    near = []
    for name in names:
        cost = _cost(name, quantity, sentence)
        if cost <= (FARTHEST_NAME if name.kind else FARTHEST_STRANGER):
            near.append((cost, -name.start, name))
        over.append((name, "compared" if cost == float("inf") else "farther"))
    if not near:
        return _nearest(None, float("inf"), "nearest", over)
    cost, _, name = min(near, key=lambda entry: entry[:2])
    is_subject = _is_subject(name, quantity, sentence)
    return _nearest(name, cost, "clause_subject" if is_subject else "nearest", over)


def _nearest(name: Name | None, cost: float, rule: Rule, over: list[tuple[Name, Rule]]) -> Nearest:
    own = name.canonical if name else None
    reasons = (Reason(why, (other.text,)) for other, why in over if other.canonical != own)
    return Nearest(name, cost, rule, tuple(dict.fromkeys(reasons)))


def _bar(
    name: Name,
    quantity: Quantity,
    kinds: tuple[str, ...],
    sentence: Sentence,
    discourse: Discourse,
) -> Rule | None:
    """What speaks against a name as what the quantity is about, whatever its place."""
    if name.start < quantity.end and quantity.start < name.end:
        return "measured"
    if _is_measured(name, quantity, sentence):
        return "measured"
    if discourse.is_speaker(name) and not _is_subject(name, quantity, sentence):
        return "addressed"
    if name.kind is None and len(name.canonical) < SHORTEST_UNKNOWN:
        return "short"
    if name.kind is None:
        return "other_kind" if kinds and discourse.is_person(name) else None
    fits = name.kind in kinds if kinds else name.kind not in NEVER_TOPICS
    return None if fits else "other_kind"


def _is_measured(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a name is the property that the quantity measures: "an IC50 of 0.8"."""
    parse = sentence.parse
    number = parse.head(quantity.start, quantity.end) if parse else None
    measured = property_of(number) if number is not None else None
    if parse is None or measured is None or measured.dep_ in SUBJECTS:
        return False
    return name.kind is None and name.start <= measured.idx + parse.start < name.end


def _is_subject(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a name is the subject of the clause in which a quantity stands."""
    parse = sentence.parse
    number = parse.head(quantity.start, quantity.end) if parse else None
    subject = subject_of(number) if number is not None else None
    if parse is None or subject is None:
        return False
    return name.start <= subject.idx + parse.start < name.end


def _cost(name: Name, quantity: Quantity, sentence: Sentence) -> float:
    """How far a name is from a quantity: in the tree, and a little by the characters between."""
    parse = sentence.parse
    word = parse.head(name.start, name.end) if parse else None
    number = parse.head(quantity.start, quantity.end) if parse else None
    if word is None or number is None or _is_beside(word, name, sentence):
        return float("inf")
    gap = max(name.start - quantity.end, quantity.start - name.end)
    cost = min(distance(number, word), FARTHEST_TREE) + gap * BY_CHARACTER
    if name.kind is None and not _is_subject(name, quantity, sentence):
        cost += STRANGE
    if any(child.lower_ == "by" and child.dep_ == "case" for child in word.children):
        cost += AGENT
    return cost + (BEHIND if name.start > quantity.start else 0.0)


def _is_beside(word: Token, name: Name, sentence: Sentence) -> bool:
    """Whether a name is a point of reference only: "after ChatGPT", "than LLaMA 1"."""
    while word.dep_ in ("compound", "flat", "nmod", "nmod:poss", "appos") and not is_reference(
        word
    ):
        word = word.head
    return is_reference(word) or _is_compared(name, sentence)


def _by_words(quantity: Quantity, names: Sequence[Name], sentence: Sentence) -> Name | None:
    known = [n for n in names if n.kind]
    fitting = known or [n for n in names if _predicates(n, quantity, sentence)]
    fitting = [n for n in fitting if not _is_compared(n, sentence)] or fitting
    before = [n for n in fitting if n.end <= quantity.start]
    after = [n for n in fitting if n.start >= quantity.start]
    if before and after and _belongs_behind(quantity, before[-1], after[0], sentence):
        return after[0]
    return before[-1] if before else after[0] if after else None


def _predicates(name: Name, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a name before the quantity is followed by a verb that states something of it."""
    if name.end > quantity.start:
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
    window = re.split(r"[,;:]", window)[-1]  # "compared with GPT-3, Falcon 40B …" is about Falcon
    return phrases("comparison").search(window) is not None
