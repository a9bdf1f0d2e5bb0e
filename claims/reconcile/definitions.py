"""Attributes that mean two things: their values fall into two large camps, subject after subject.

A slip concerns one subject and one witness. Where on many subjects several independent witnesses
give one value and several others another, and each source keeps to its side, the sources mean
different things by the attribute: departure from the gate, or take-off. No vote can say which of
the two is meant, and no average means anything. The sign that is looked for, the share of subjects
with two large camps, is what tells the attributes of two meanings from the others in the
flight data of X. Li, X. L. Dong, K. Lyons, W. Meng, D. Srivastava, "Truth finding on the deep
web", PVLDB 6(2), 2012.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import starmap
from typing import TYPE_CHECKING

from claims.reconcile.readings import witness, witness_of
from claims.reconcile.wording import label, listed, sentence, source_name, stated
from claims.records import Claim, Finding

if TYPE_CHECKING:
    from claims.ledger.comparing import Told
    from claims.vocabulary import Vocabulary

# A camp is large that has so many independent witnesses, and this share of all.
MIN_WITNESSES, MIN_SHARE = 2, 0.25
# So many subjects at least have two large camps, and this share of those that could have.
MIN_SPLITS, MIN_SPLIT_SHARE = 3, 0.3
# Slips and copies make two large camps on at most this share of subjects, as measured on attributes
# of one meaning; a definition differs where chance would hardly make so many of that.
BY_SLIPS, HARDLY = 0.07, 0.001
# Sources that mean something keep to it: this share of their values is on their usual side.
MIN_KEPT = 0.85
# Of more subjects, that share is never made by chance.
MANY = 200
EXAMPLES, NAMED = 5, 6
KINDS = ("conflict", "possible_conflict", "agreement")

Sides = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Split:
    """A subject on which two large camps stand: the claims of the lower and the higher value, who
    stands behind them, and both in words."""

    finding: str
    low: tuple[str, ...]
    high: tuple[str, ...]
    sides: tuple[frozenset[str], frozenset[str]]
    told: tuple[str, str]


class Items:
    """The subjects on which enough witnesses speak for two large camps, by attribute.

    Only declared attributes with one value that does not change are looked at, as old values and
    new ones make camps as well.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.names: dict[str, str] = {}
        self._vocabulary = vocabulary
        self._splits: dict[str, dict[str, Split | None]] = {}

    @property
    def eligible(self) -> list[str]:
        """The attributes that are looked at."""
        return [
            name
            for name, spec in self._vocabulary.attributes.items()
            if spec.single_valued and not spec.changes_over_time
        ]

    def add(self, findings: Iterable[Finding], claims: Mapping[str, Claim]) -> None:
        """Take in what was found of subjects, with the claims by id; in any order."""
        eligible = frozenset(self.eligible)
        for finding in findings:
            if finding.kind not in KINDS or finding.attribute not in eligible:
                continue
            groups = [[claims[i] for i in ids if i in claims] for ids in finding.values]
            sides = [frozenset(map(witness_of, group)) for group in groups]
            if finding.subject is None or not _enough(sides):
                continue
            subjects = self._splits.setdefault(finding.attribute, {})
            split = self._split(finding, groups, sides)
            known = subjects.setdefault(finding.subject, split)
            if split is not None and (known is None or split.finding < known.finding):
                subjects[finding.subject] = split

    def wanted(self, told: Iterable[Told]) -> set[str]:
        """The attributes with many splits in what was taken in and what is ``told`` together.

        What is told of these attributes has to be taken in as well before they are reported.
        """
        subjects = {
            attribute: {name: split is not None for name, split in known.items()}
            for attribute, known in self._splits.items()
        }
        for item in told:
            sides = [frozenset(starmap(witness, spoken)) for spoken in item.values]
            if _enough(sides):
                known = subjects.setdefault(item.attribute, {})
                split = _are_rivals(item) and _large(sides) is not None
                known[item.subject] = known.get(item.subject, False) or split
        return {name for name, known in subjects.items() if _many(sum(known.values()), len(known))}

    def attributes(self) -> Iterator[tuple[str, dict[str, Split], int]]:
        """Each attribute with its splits by subject, and the number of subjects that could have
        one."""
        for attribute, subjects in sorted(self._splits.items()):
            splits = {name: split for name, split in sorted(subjects.items()) if split is not None}
            yield attribute, splits, len(subjects)

    def _split(
        self, finding: Finding, groups: Sequence[Sequence[Claim]], sides: Sides
    ) -> Split | None:
        large = _large(sides) if _are_rivals(finding) else None
        if large is None:
            return None
        low, high = large
        for claim in (*groups[low], *groups[high]):
            key = witness_of(claim)
            name = claim.speaker if key.startswith("speaker ") else None
            name = name or source_name(claim)
            self.names[key] = min(name, self.names.get(key, name))
        return Split(
            finding=f"{json.dumps(sorted(finding.qualifiers.items()))} {finding.id}",
            low=finding.values[low],
            high=finding.values[high],
            sides=(sides[low], sides[high]),
            told=(_common_words(groups[low]), _common_words(groups[high])),
        )


def _are_rivals(finding: Finding | Told) -> bool:
    """Whether the values of a finding exclude each other, whatever the time."""
    return finding.kind == "conflict" and "as_of" not in finding.qualifiers


def differing(items: Items, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each attribute whose sources mean two different things by it.

    Args:
        items: what was found of all subjects.
        vocabulary: for what attributes are called.
    """
    found = []
    for attribute, splits, number in items.attributes():
        if _many(len(splits), number):
            sides = _usual_sides(splits.values())
            if sides is not None:
                name = label(attribute, vocabulary.attributes.get(attribute))
                found.append(_finding(attribute, name, splits, number, sides, items.names))
    return found


def _enough(sides: Sides) -> bool:
    """Whether there are witnesses enough for two large camps."""
    return len(frozenset().union(*sides)) >= 2 * MIN_WITNESSES


def _large(sides: Sides) -> tuple[int, int] | None:
    """Which two values have a large camp each, the lower one first; or ``None``."""
    order = sorted(range(len(sides)), key=lambda n: (-len(sides[n]), n))[:2]
    least = max(MIN_WITNESSES, MIN_SHARE * len(frozenset().union(*sides)))
    if len(order) < 2 or any(len(sides[n]) < least for n in order):
        return None
    low, high = sorted(order)  # the values of a conflict ascend
    return low, high


def _many(splits: int, number: int) -> bool:
    """Whether so many subjects of a number are more than slips make: an exact binomial test."""
    if splits < MIN_SPLITS or splits < MIN_SPLIT_SHARE * number:
        return False
    if number > MANY:
        return True
    tail = math.fsum(
        math.comb(number, n) * BY_SLIPS**n * (1 - BY_SLIPS) ** (number - n)
        for n in range(splits, number + 1)
    )
    return tail <= HARDLY


def _usual_sides(splits: Iterable[Split]) -> tuple[list[str], list[str]] | None:
    """The witnesses of the lower and of the higher values; ``None`` if they do not keep to it."""
    counts: dict[str, list[int]] = {}
    for split in splits:
        for side, witnesses in enumerate(split.sides):
            for key in witnesses:
                counts.setdefault(key, [0, 0])[side] += 1
    regular = [pair for pair in counts.values() if sum(pair) > 1]
    if sum(map(max, regular)) < MIN_KEPT * max(1, sum(map(sum, regular))):
        return None
    low = sorted(key for key, (below, above) in counts.items() if below > above)
    high = sorted(key for key, (below, above) in counts.items() if above > below)
    return (low, high) if min(len(low), len(high)) >= MIN_WITNESSES else None


def _finding(
    attribute: str,
    name: str,
    splits: Mapping[str, Split],
    number: int,
    sides: tuple[Sequence[str], Sequence[str]],
    names: Mapping[str, str],
) -> Finding:
    shown = list(splits.items())[:EXAMPLES]
    low, high = (_named([names[w] for w in side]) for side in sides)
    examples = "; ".join(f"{s}: {split.told[0]} against {split.told[1]}" for s, split in shown)
    parts = (
        f"on {len(splits)} of the {number} subjects for which four or more witnesses give the "
        f"{name}, their values fall into two camps, as if two things were meant",
        f"the lower values are those of {low}",
        f"the higher ones are those of {high}",
        f"examples: {examples}",
        "each source keeps to its side, so this is no slip, and no value is the likelier one: "
        "find out what each side means",
    )
    groups = (
        tuple(i for _, split in shown for i in split.low),
        tuple(i for _, split in shown for i in split.high),
    )
    return Finding(
        kind="definition_differs",
        severity=(Decimal(len(splits)) / number / 2).quantize(Decimal("0.01")),
        subject=None,
        attribute=attribute,
        qualifiers={},
        claim_ids=tuple(dict.fromkeys(i for group in groups for i in group)),
        values=groups,
        explanation=" ".join(map(sentence, parts)),
        likely_cause="different definition",
    )


def _named(names: Iterable[str]) -> str:
    order = sorted(set(names))
    more = [f"{len(order) - NAMED} more"] if len(order) > NAMED else []
    return listed(order[:NAMED] + more)


def _common_words(claims: Sequence[Claim]) -> str:
    """The value in the words that most claims use."""
    words = sorted(stated(claim) for claim in claims)
    return max(words, key=words.count)
