"""Whether the arithmetic that a pack declares can come out: its names and its dimensions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from difflib import get_close_matches

from claims.vocabulary.dimensions import Atoms, dimension, kind, written
from claims.vocabulary.expressions import AS_OF, Expression, Identity, Operation
from claims.vocabulary.loader import Vocabulary
from claims.vocabulary.schema import Pack

Keys = tuple[str | int, ...]
RELATIVE = ("percent", "ratio")
_DATE, _SECOND = "date", "second"


class Misfit(ValueError):
    """Why arithmetic cannot come out."""


def arithmetic_mistakes(
    pack: Pack, vocabulary: Vocabulary, unsure: Collection[str] = ()
) -> Iterator[tuple[Keys, str]]:
    """What is wrong with a pack's identities and changes, with the keys that lead there.

    Args:
        pack: the pack that is looked at.
        vocabulary: all packs merged.
        unsure: names that may be declared after all, as their entries did not fit the form.
    """
    for place, text in enumerate(pack.identities):
        identity = Identity.parse(text)
        for message in _mistakes(identity, vocabulary, unsure):
            yield ("identities", place), f"{identity}: {message}"
    for key, spec in pack.attributes.items():
        if spec.change_of is None or key in unsure:
            continue
        keys = ("attributes", key, "change_of")
        if spec.change_of not in vocabulary.attributes and spec.change_of not in unsure:
            yield keys, _unknown(spec.change_of, vocabulary)
        elif spec.unit not in RELATIVE:
            allowed = " or ".join(RELATIVE)
            yield keys, f"a change in {spec.unit!r} is not relative; the unit has to be {allowed}"


def _mistakes(identity: Identity, vocabulary: Vocabulary, unsure: Collection[str]) -> Iterator[str]:
    known = vocabulary.attributes
    every = [name for name in identity.names if name != AS_OF]
    missing = [name for name in dict.fromkeys(every) if name not in known]
    yield from (_unknown(name, vocabulary) for name in missing if name not in unsure)
    if len(set(identity.names)) < len(identity.names):
        yield "names an attribute twice and is never worked out: name each once"
    elif not missing and all(known[name].unit in vocabulary.units for name in every):
        try:
            left, right = _Side(identity.result, vocabulary), _Side(identity.right, vocabulary)
        except Misfit as error:
            yield str(error)
            return
        if left.dimension != right.dimension or left.dates != right.dates:
            yield (
                f"{identity.result!r} measures in {left}, the right side gives {right}, so that it "
                "is never worked out: correct the attributes or units"
            )


def _unknown(name: str, vocabulary: Vocabulary) -> str:
    close = get_close_matches(name, vocabulary.attributes, n=1, cutoff=0.75)
    advice = f"; did you mean {close[0]!r}?" if close else "; declare it under attributes"
    return f"the attribute {name!r} is declared by no pack{advice}"


class _Side:
    """The dimension of an expression, and how many points in time it adds up to."""

    def __init__(self, expression: Expression, vocabulary: Vocabulary) -> None:
        self.dimension: Atoms = {}
        self.dates = 0
        self.kind: Atoms = {}
        if isinstance(expression, str):
            unit = _DATE if expression == AS_OF else vocabulary.attributes[expression].unit
            self.dates = int(unit == _DATE)
            unit = _SECOND if unit == _DATE else unit
            self.dimension = dimension([(unit, 1)], vocabulary)
            self.kind = kind(unit, vocabulary)
        elif not isinstance(expression, Decimal):
            self._operate(expression, vocabulary)

    def _operate(self, operation: Operation, vocabulary: Vocabulary) -> None:
        left, right = (_Side(part, vocabulary) for part in (operation.left, operation.right))
        if operation.sign in "+-":
            sign = 1 if operation.sign == "+" else -1
            self.dimension, self.kind = left.dimension, left.kind
            self.dates = left.dates + sign * right.dates
            if left.dimension != right.dimension or left.kind != right.kind:
                raise Misfit(
                    f"{left} and {right} cannot be {'added' if sign > 0 else 'subtracted'}; "
                    "allowed are sums and differences of one unit"
                )
            if self.dates not in (0, 1):
                raise Misfit("two dates cannot be added; allowed is their difference")
            return
        if left.dates or right.dates:
            raise Misfit("a date cannot be multiplied or divided; allowed is a difference of two")
        power = 1 if operation.sign == "*" else -1
        self.dimension = _times(left.dimension, right.dimension, power)
        self.kind = _times(left.kind, right.kind, power)

    def __str__(self) -> str:
        return "dates" if self.dates else written(self.dimension or self.kind)


def _times(a: Atoms, b: Atoms, power: int) -> Atoms:
    product = {key: a.get(key, 0) + power * b.get(key, 0) for key in (*a, *b)}
    return {key: exponent for key, exponent in product.items() if exponent}
