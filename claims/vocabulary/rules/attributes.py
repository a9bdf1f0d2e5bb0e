"""Rules for attributes: what they refer to, and whether they can ever be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.rules.context import Found, Keys, Packs, blank_words, fold, hint
from claims.vocabulary.rules.units import looks_plural, plural_warning, unknown_unit
from claims.vocabulary.schema import AttributeSpec


def attribute_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the attributes of a pack."""
    yield from packs.replaced("attributes", "attribute")
    for key, spec in packs.pack.attributes.items():
        keys = ("attributes", key)
        if not spec.label.strip():
            yield Found((*keys, "label"), "is empty: write what people call it")
        yield from _units(keys, spec, packs)
        yield from _nouns(keys, spec, packs)
        yield from _cues(keys, spec)
        yield from _scopes(keys, spec, packs)
        yield from _rivals(key, spec, packs)
    yield from _kinds(packs)


def _units(keys: Keys, spec: AttributeSpec, packs: Packs) -> Iterator[Found]:
    yield from unknown_unit((*keys, "unit"), spec.unit, packs)
    base = packs.merged.base(spec.unit)[0]
    for place, unit in enumerate(spec.units):
        yield from unknown_unit((*keys, "units", place), unit, packs)
        known = packs.merged.units.get(unit)
        if known is None or known.prefixes:
            continue
        other = packs.merged.base(unit)[0]
        if other != base and spec.unit in packs.merged.units and unit not in spec.nouns:
            message = f"{unit!r} measures in {other!r} and {spec.unit!r} in {base!r}: it never fits"
            yield Found((*keys, "units", place), f"{message}; remove it, or change unit")


def _nouns(keys: Keys, spec: AttributeSpec, packs: Packs) -> Iterator[Found]:
    """Counted nouns are read as they stand here, unless they name a unit."""
    units = packs.merged.units
    yield from blank_words((*keys, "nouns"), spec.nouns)
    for place, noun in enumerate(spec.nouns):
        unit = packs.unit_names.get(fold(noun))
        at = (*keys, "nouns", place)
        if unit is None:
            if looks_plural(noun):
                yield plural_warning(at, noun)
        elif unit not in (noun, spec.unit):
            message = f"{noun!r} is a name of the unit {unit!r} and is read as that"
            yield Found(at, f"{message}: write {unit!r}, or remove it")
        elif unit != spec.unit and not units[unit].discrete:
            message = f"{noun!r} is a unit that measures, and nouns are for what is counted"
            yield Found(at, f"{message}: remove it, or give the unit base and factor")


def _cues(keys: Keys, spec: AttributeSpec) -> Iterator[Found]:
    for part in ("cues", "blockers"):
        yield from blank_words((*keys, part), getattr(spec, part))
    cues = {cue.lower() for cue in spec.cues}
    for place, word in enumerate(spec.blockers):
        if word.lower() in cues:
            message = f"{word!r} is a cue of the attribute too, and outweighs itself: remove one"
            yield Found((*keys, "blockers", place), message)
    if not spec.cues and not spec.default:
        message = "has no cues and is no default, so that hardly any number is read as it"
        yield Found(keys, f"{message}: give cues, or default: true", "warning")


def _kinds(packs: Packs) -> Iterator[Found]:
    """Kinds that nothing is of, each at the first attribute that names it."""
    seen = set(packs.kinds) | packs.unsure
    sure = packs.complete and not packs.unsure & {"entities", "generic_subjects", "kind_nouns"}
    for key, spec in packs.pack.attributes.items():
        for place, kind in enumerate(spec.kinds if sure else ()):
            if kind not in seen:
                advice = hint(kind, packs.kinds) or "; add names under entities, or correct it"
                message = f"no pack has a name or a word of the kind {kind!r}{advice}"
                yield Found(("attributes", key, "kinds", place), message, "warning")
            seen.add(kind)
        if spec.names_members and not spec.kinds:
            message = "tells the members of a family apart only with kinds: name the family's kind"
            yield Found(("attributes", key, "names_members"), message)


def _scopes(keys: Keys, spec: AttributeSpec, packs: Packs) -> Iterator[Found]:
    """Scopes and the scope filled in have to be qualifiers with the values that they name."""
    known = packs.merged.qualifiers
    if "qualifiers" in packs.unsure:
        return
    for place, name in enumerate(spec.scopes):
        if packs.is_missing(name, known):
            advice = hint(name, known) or "; declare it under qualifiers"
            message = f"the qualifier {name!r} is declared by no pack{advice}"
            yield Found((*keys, "scopes", place), message)
    for name, value in spec.qualifiers.items():
        at = (*keys, "qualifiers", name)
        if name not in spec.scopes:
            message = f"{name!r} is filled in but never looked for: add it to scopes"
            yield Found(at, message, "warning")
        if name in known and value not in known[name]:
            message = f"{value!r} is no value of the qualifier {name!r}"
            yield Found(at, f"{message}; allowed: {', '.join(known[name])}")


def _rivals(key: str, spec: AttributeSpec, packs: Packs) -> Iterator[Found]:
    """Another attribute that takes the same quantities without a cue."""
    if not spec.default:
        return
    for other, rival in packs.merged.attributes.items():
        if other != key and rival.default and _meet(spec, rival, packs):
            message = f"{other!r} is a default for quantities of {spec.unit!r} and the same kinds"
            advice = "remove default from one of them, and give it cues"
            yield Found(("attributes", key, "default"), f"{message} too: {advice}", "warning")


def _meet(spec: AttributeSpec, rival: AttributeSpec, packs: Packs) -> bool:
    """Whether two attributes can take a quantity of one unit, about subjects of one kind."""
    if packs.merged.base(spec.unit)[0] != packs.merged.base(rival.unit)[0]:
        return False
    if spec.units and rival.units and not set(spec.units) & set(rival.units):
        return False
    return bool(set(spec.kinds) & set(rival.kinds)) or not (spec.kinds or rival.kinds)
