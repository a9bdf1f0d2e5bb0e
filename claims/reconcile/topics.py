"""Grouping: what is said of one attribute of one subject in one scope is a topic.

Claims whose qualifiers exclude each other (pre-training and fine-tuning) are in different
topics. A qualifier that a claim leaves out could be any: such a claim joins the one topic that
it fits, and stands alone where it fits several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from claims.reconcile.camps import Division, divide, near, unlisted, wide
from claims.reconcile.lexicon import Lexicon
from claims.reconcile.readings import Reading

if TYPE_CHECKING:
    from claims.vocabulary import AttributeSpec

Scope = dict[str, str]


@dataclass(frozen=True)
class Topic:
    """The readings about one attribute of one subject in one scope and one unit.

    ``spec`` is the attribute as declared, or ``None`` for an open one; ``generic`` says that
    the subject names no single thing. ``scope`` is the union of the readings' qualifiers.
    """

    subject: str
    attribute: str
    unit: str
    spec: AttributeSpec | None
    generic: bool
    scope: Scope
    readings: tuple[Reading, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Subject, attribute and unit: what topics of different scopes have in common."""
        return self.subject, self.attribute, self.unit

    @property
    def contestable(self) -> bool:
        """Whether different values would be a conflict and not just different facts."""
        return self.spec is not None and self.spec.single_valued and not self.generic

    @cached_property
    def firm(self) -> tuple[Reading, ...]:
        """The claims that their speakers assert, forecasts left out."""
        return tuple(item for item in self.readings if item.firm)

    @cached_property
    def dated(self) -> dict[str | None, list[Reading]]:
        """What is asserted by the date that it speaks of; days, months or years."""
        found: dict[str | None, list[Reading]] = {}
        for item in self.firm:
            found.setdefault(item.date or None, []).append(item)
        return found

    @cached_property
    def told(self) -> tuple[Reading, ...]:
        """The claims that somebody puts forward, if only with a hedge or from hearsay.

        Hearsay next to an assertion of something else in the same sentence is a value that
        the speaker disputes; it is left out.
        """
        asserted = {item.sentence: item for item in self.firm}
        return tuple(
            item
            for item in self.readings
            if item.claim.modality != "negated"
            and not (
                item.claim.modality == "reported"
                and item.sentence in asserted
                and not near(item).meets(near(asserted[item.sentence]))
            )
        )

    @cached_property
    def negated(self) -> tuple[Reading, ...]:
        """The claims that deny a value."""
        return tuple(item for item in self.readings if item.claim.modality == "negated")

    @cached_property
    def rivals(self) -> Division:
        """The asserted values that exclude each other even when read generously."""
        division = divide(self.firm, wide)
        return Division(tuple(unlisted(division.camps)), division.neutral)


def topics(items: Iterable[Reading], lexicon: Lexicon) -> list[Topic]:
    """Divide readings into topics, ordered by subject, attribute, unit and scope."""
    order = sorted(items, key=_key)
    result = []
    for (subject, attribute, unit), group in groupby(order, key=_key):
        for scope, members in _scopes(list(group)):
            spec = lexicon.vocabulary.attributes.get(attribute)
            vague = lexicon.generic(subject)
            topic = Topic(subject, attribute, unit, spec, vague, scope, tuple(members))
            result.append(topic)
    return result


def compatible(a: Scope, b: Scope) -> bool:
    """Whether no qualifier has different values in the two scopes."""
    small, large = sorted((a, b), key=len)
    return all(large.get(key, text) == text for key, text in small.items())


def _key(item: Reading) -> tuple[str, str, str]:
    return item.subject, item.attribute, item.unit


def _scopes(items: Sequence[Reading]) -> list[tuple[Scope, list[Reading]]]:
    """Scopes that do not exclude each other are merged, the most precise ones first."""
    cells: dict[tuple[tuple[str, str], ...], list[Reading]] = {}
    for item in items:
        cells.setdefault(item.scope, []).append(item)
    merged: list[tuple[Scope, list[Reading]]] = []
    for scope in sorted(cells, key=lambda scope: (-len(scope), scope)):
        fits = [i for i, (other, _) in enumerate(merged) if compatible(other, dict(scope))]
        if len(fits) == 1:
            union, members = merged[fits[0]]
            merged[fits[0]] = union | dict(scope), members + cells[scope]
        else:
            merged.append((dict(scope), cells[scope]))
    return sorted(merged, key=lambda pair: sorted(pair[0].items()))
