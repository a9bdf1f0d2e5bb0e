"""Whether arithmetic over attributes can come out in its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.vocabulary.loader import Vocabulary

Atoms = dict[str, int]


def atoms(unit: str) -> list[tuple[str, int]]:
    """The unit's parts with their exponents: "USD per GPU hour" is USD, GPU^-1, hour^-1."""
    above, _, below = unit.partition(" per ")
    simple = re.fullmatch(r"(?:square|cubic) (\w+)", above)
    if simple is not None:
        parts = [(simple[1], 2 if above.startswith("square") else 3)]
    else:
        parts = [(name, 1) for name in above.split()]
    return parts + [(name, -power) for name, power in (atoms(below) if below else [])]


def measured(vocabulary: Vocabulary) -> frozenset[str]:
    """The base units of dimensions; those that nothing converts to (GPU, token) count things."""
    return frozenset(spec.base for spec in vocabulary.units.values() if spec.base is not None)


def dimension(terms: Iterable[tuple[str, int]], vocabulary: Vocabulary) -> Atoms:
    """The exponents of the base units in a product of units, each with its power.

    Counted things, percent and whatever cancels out are left out.
    """
    found: Atoms = {}
    for unit, power in terms:
        for name, exponent in atoms(vocabulary.base(unit)[0]):
            base = vocabulary.base(name)[0]
            found[base] = found.get(base, 0) + exponent * power
    kept = measured(vocabulary) - {"percent"}
    return {base: power for base, power in found.items() if power and base in kept}


def kind(unit: str, vocabulary: Vocabulary) -> Atoms:
    """The base units that make up a unit, those that only money or measures have.

    Other than :func:`dimension` it tells dollars from tokens and metres: what comes in whole
    things, shares and ratios are left out.
    """
    found: Atoms = {}
    for name, exponent in atoms(vocabulary.base(unit)[0]):
        base = vocabulary.base(name)[0]
        spec = vocabulary.units.get(base)
        if base not in ("percent", "ratio") and (spec is None or not spec.discrete):
            found[base] = found.get(base, 0) + exponent
    return {base: power for base, power in found.items() if power}


def written(dimension: Atoms) -> str:
    """A dimension as people write it: "metre^2 second^-1"; "no dimension" for none."""
    parts = [f"{base}^{power}" if power != 1 else base for base, power in dimension.items()]
    return " ".join(parts) or "no dimension"
