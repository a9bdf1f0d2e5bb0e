"""A change that is stated by itself, against values before and after it that others give.

``value = base * (1 + change)``: a pack names with ``change_of`` what a change is the change of; an
attribute of no pack is the change of the one that it is called after ("sales_growth").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from claims.reconcile.camps import divide, near, wide
from claims.reconcile.changes import change_between
from claims.reconcile.readings import Reading
from claims.reconcile.statements import Mention
from claims.reconcile.topics import Topic, compatible
from claims.reconcile.worked import findings_of
from claims.records import Finding

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

_GROWTH = "_growth"
_STATE, _BEFORE = "state", "before the change"
_YEAR = 4
# Of so many it cannot be told which go together; keeps the cost linear.
_MOST = 10_000
_Pair = tuple[Reading, Reading]


def growths(topics: Sequence[Topic], vocabulary: Vocabulary) -> list[Finding]:
    """What the stated changes of one subject support, and what does not fit them.

    A change goes with two values that one sentence gives as the state before and after it, and
    with those of the year of the change and the year before. Where it could go with several
    pairs, or several changes with one, nothing is said.
    """
    firm: dict[str, list[Reading]] = {}
    for topic in topics:
        if not topic.generic:
            firm.setdefault(topic.attribute, []).extend(topic.firm)
    found: list[Finding] = []
    for name in sorted(firm):
        base = _changed(name, firm, vocabulary)
        if base is not None:
            found += _compared(firm[name], firm[base])
    return found


def _changed(name: str, given: dict[str, list[Reading]], vocabulary: Vocabulary) -> str | None:
    """The attribute of which another is the change, if it is given as well."""
    spec = vocabulary.attributes.get(name)
    if spec is not None:
        return spec.change_of if spec.change_of in given else None
    stem = name.removesuffix(_GROWTH)
    bases = [stem, f"{stem}_count", f"count:{stem}"] if stem != name else []
    return next((base for base in bases if base in given), None)


def _compared(changes: Sequence[Reading], values: Sequence[Reading]) -> list[Finding]:
    """The changes that belong to exactly one pair of values, against that pair."""
    pairs = [*_states(values), *_years(values)]
    found: list[Finding] = []
    if len(pairs) * len(changes) > _MOST:
        return found
    for change in changes:
        fitting = [pair for pair in pairs if _goes_with(change, pair)]
        rivals = [item for item in changes if fitting and _goes_with(item, fitting[0])]
        if not fitting or len(divide(rivals, wide).camps) != 1 or not _one(fitting):
            continue
        before, after = (_mention(item) for item in fitting[0])
        worked = change_between(_mention(change), before, after, together=False)
        if worked is not None:
            found += findings_of([worked])
    return found


def _one(pairs: Sequence[_Pair]) -> bool:
    """Whether pairs say the same: the same before, and the same after."""
    return all(len(divide([pair[side] for pair in pairs], near).camps) == 1 for side in (0, 1))


def _states(values: Sequence[Reading]) -> Iterator[_Pair]:
    """What one sentence gives before and after a change."""
    for _, group in groupby(sorted(values, key=_sentence), key=_sentence):
        items = list(group)
        before = [item for item in items if dict(item.scope).get(_STATE) == _BEFORE]
        after = [item for item in items if _STATE not in dict(item.scope)]
        if len(before) == 1 and len(after) == 1 and before[0].unit == after[0].unit:
            yield before[0], after[0]


def _sentence(item: Reading) -> tuple[str, str]:
    return item.sentence


def _years(values: Sequence[Reading]) -> Iterator[_Pair]:
    """What is given of a year and of the one before it, if that is one value each."""
    dated = sorted(
        (item for item in values if _year(item) and _STATE not in dict(item.scope)),
        key=lambda item: (item.unit, item.scope, _year(item) or 0, item.id),
    )
    by_year = {
        key: list(group)
        for key, group in groupby(dated, key=lambda item: (item.unit, item.scope, _year(item)))
    }
    for (unit, scope, year), items in by_year.items():
        earlier = by_year.get((unit, scope, (year or 0) - 1), [])
        if earlier and all(len(divide(side, near).camps) == 1 for side in (earlier, items)):
            yield earlier[0], items[0]


def _said(item: Reading) -> str | None:
    """The date that the claim itself names."""
    return item.claim.as_of or item.claim.qualifiers.get("as_of")


def _year(item: Reading) -> int | None:
    when = _said(item) or ""
    return int(when) if len(when) == _YEAR and when.isdigit() else None


def _goes_with(change: Reading, pair: _Pair) -> bool:
    """Whether a change is of the same scope and time as two values, and no part of their sentence.

    Without a date of its own it goes with values without one, of a source of the same date.
    """
    before, after = pair
    if change.unit != "percent" or change.sentence in (before.sentence, after.sentence):
        return False
    scopes = [_scope(item) for item in (change, before, after)]
    if not all(compatible(scopes[0], other) for other in scopes[1:]):
        return False
    if before.sentence == after.sentence:
        if _said(change) or _said(after):
            return _said(change) == _said(after)
        return change.date == after.date and not _said(before)
    return _year(change) is not None and _year(change) == _year(after)


def _scope(item: Reading) -> dict[str, str]:
    return {key: text for key, text in item.scope if key not in (_STATE, "as_of")}


def _mention(item: Reading) -> Mention:
    """A reading for the arithmetic, of the subject as the packs call it."""
    return Mention(replace(item.claim, subject=item.subject), item.id, item.span, 0, 0)
