"""Choosing what a quantity is about: the evidence on its candidates, and learned weights.

A log-linear model over the candidates of one quantity (Berger, Della Pietra and Della Pietra
1996): the weight of a candidate is the sum of the weights of its evidence, its probability the
softmax of it. ``training/subjects.py`` learns the weights from annotated texts.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claims.extract.names.families import Name
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.setting import Setting

# What a quantity never is about: the property that it measures ("an IC50 of 0.8"), what a time is
# reckoned from ("two months after Apollo 11"), what is used in some number ("for a week on 64
# H100s"), what something is put on ("it's on GitHub") or done at or with by what a pronoun means
# ("it runs at 5% on AWS"), the language of a program ("500 lines of Rust"), whose word it is
# ("according to Refdata", "Ames said 40 nurses …") and who is told it, by whom something is done
# ("bought by Norvane"), on any one of which ("on a single A100"), what only says of what sort a
# thing is ("the Martian surface"), of what there is so much ("24 gigabytes of VRAM"), and what
# only measures others, says what something is like ("a ChatGPT-like tool") or where it is.
BARS = frozenset({
    "here:measured", "here:reckoned", "here:means", "here:put-on", "here:beside", "here:written-in",
    "here:source", "here:agent", "here:any", "here:adjective", "here:content", "kind:never:asked",
    "here:saying", "here:told", "here:likened", "here:where",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, a noun phrase, or neither for "nothing says it"; with what speaks for it."""

    name: Name | None
    phrase: Phrase | None
    evidence: tuple[str, ...]


def is_barred(candidate: Candidate) -> bool:
    """Whether a candidate is never what the quantity is about, whatever else speaks for it."""
    return not BARS.isdisjoint(candidate.evidence)


@dataclass(frozen=True, slots=True)
class Model:
    """What evidence weighs, and how often a choice is right by its probability: steps of (lowest
    probability, share), measured on texts that the weights were not learned from."""

    weights: Mapping[str, float]
    certainties: Sequence[Sequence[float]]


@dataclass
class Ranker:
    """Chooses with two models, for sentences with a parse and for those without."""

    parsed: Model
    plain: Model

    def rank(self, found: Sequence[Candidate], setting: Setting) -> tuple[Candidate, float]:
        """The best candidate and how often such a choice is right; mentions of one name count
        together."""
        model = self.parsed if setting.sentence.parse else self.plain
        get = model.weights.get
        scores = [
            -math.inf if is_barred(c) else sum(get(word, 0.0) for word in c.evidence) for c in found
        ]
        highest = max(scores)
        shares = [math.exp(score - highest) for score in scores]
        best = scores.index(highest)
        own = _identity(found[best])
        total = sum(shares)
        same = sum(s for s, c in zip(shares, found, strict=True) if _identity(c) == own)
        place = bisect_right([low for low, _ in model.certainties], same / total)
        return found[best], model.certainties[max(0, place - 1)][1]


def _identity(candidate: Candidate) -> str | None:
    if candidate.name is not None:
        return candidate.name.canonical
    return candidate.phrase.name if candidate.phrase else None


@cache
def shipped_ranker() -> Ranker:
    """The ranker with the weights of the package."""
    text = (
        files("claims.extract.subjects")
        .joinpath("subject_weights.json")
        .read_text(encoding="utf-8")
    )
    return Ranker(*(Model(**model) for _, model in sorted(json.loads(text).items())))
