"""Rules for units: their bases, and the words and signs that others have already."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.rules.context import Found, Packs, blank_words, fold, hint
from claims.vocabulary.schema import UnitSpec

_NO_PLURALS = ("ss", "us", "is", "as", "ens", "ics")


def unit_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the units of a pack."""
    yield from packs.replaced("units", "unit")
    for name, spec in packs.pack.units.items():
        yield from _base(name, spec, packs)
        yield from _signs(name, spec, packs)
        yield from _names(name, spec, packs)
        for part in ("names", "symbols", "prefixes"):
            yield from blank_words(("units", name, part), getattr(spec, part))
        if spec.discrete and looks_plural(name):
            yield plural_warning(("units", name), name)


def unknown_unit(keys: tuple[str | int, ...], unit: str, packs: Packs) -> Iterator[Found]:
    """A mistake if no pack declares a unit, with the one that may be meant."""
    units = packs.merged.units
    if not packs.is_missing(unit, units):
        return
    known = packs.unit_names.get(fold(unit))
    advice = f"; it is a name of {known!r}: write that" if known else hint(unit, units)
    message = f"the unit {unit!r} is declared by no pack{advice or '; declare it under units'}"
    yield Found(keys, message)


def looks_plural(word: str) -> bool:
    """Whether a lower-case word ends as English plurals do."""
    return word.islower() and len(word) > 3 and word[-1] == "s" and not word.endswith(_NO_PLURALS)


def plural_warning(keys: tuple[str | int, ...], word: str) -> Found:
    """What is said about a plural where packs have the singular."""
    message = f"{word!r} looks like a plural; the singular is read in singular and plural"
    return Found(keys, f"{message}: write that", "warning")


def _base(name: str, spec: UnitSpec, packs: Packs) -> Iterator[Found]:
    if spec.base is None:
        if spec.factor != 1 or spec.offset != 0:
            message = "factor and offset mean nothing without a base: add base, or remove them"
            yield Found(("units", name), message)
        return
    keys = ("units", name, "base")
    yield from unknown_unit(keys, spec.base, packs)
    base = packs.merged.units.get(spec.base)
    if base is not None and base.base is not None:
        message = f"{spec.base!r} is not the base of its dimension: write {base.base!r} and the "
        own = "a base unit has no base: remove it" if spec.base == name else ""
        yield Found(keys, own or message + "factor to that")


def _signs(name: str, spec: UnitSpec, packs: Packs) -> Iterator[Found]:
    """Symbols and prefixes of another unit; the unit that is merged last takes them."""
    for part in ("symbols", "prefixes"):
        for place, sign in enumerate(getattr(spec, part)):
            rivals = (unit for unit in packs.signs.get((part, sign), ()) if unit != name)
            other = next(rivals, None) if sign.strip() else None
            if other is not None:
                message = (
                    f"{sign!r} stands for the unit {other!r} as well, and a sign has one "
                    f"meaning: remove it here, or declare {other!r} anew without it"
                )
                yield Found(("units", name, part, place), message)


def _names(name: str, spec: UnitSpec, packs: Packs) -> Iterator[Found]:
    """Names that mean another unit already; the unit that is merged first keeps them."""
    for place, word in enumerate((name, *spec.names)):
        other = packs.unit_names.get(fold(word))
        if other not in (name, None):
            keys = ("units", name, "names", place - 1) if place else ("units", name)
            message = f"{word!r} is read as the unit {other!r}, and never as {name!r}"
            yield Found(keys, f"{message}: remove it here, or declare {other!r} anew without it")
