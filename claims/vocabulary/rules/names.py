"""Rules for the names of things, for words of things in general, and for the pack itself."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.rules.context import Found, Packs, blank_words, fold, hint, word_lists


def pack_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with a pack as a whole."""
    name = packs.pack.name
    if name and name in (pack.name for pack in packs.earlier):
        yield Found(("name",), f"another pack is called {name!r}: choose another name", "warning")


def entity_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the names of a pack."""
    yield from packs.replaced("entities", "name")
    meant = _spellings(packs)
    for name, spec in packs.pack.entities.items():
        keys = ("entities", name)
        yield from blank_words((*keys, "aliases"), spec.aliases)
        for place, spelling in enumerate((name, *spec.aliases)):
            at = (*keys, "aliases", place - 1) if place else keys
            other = meant.get(fold(spelling), name)
            if other != name:
                message = f"{spelling!r} is a spelling of {other!r} already, which keeps it"
                yield Found(at, f"{message}: remove it here, or declare {other!r} anew without it")
            elif spelling.strip() and not any(map(str.isalnum, spelling)):
                yield Found(
                    at, f"{spelling!r} has no letter or digit and is never found: remove it"
                )
        if not spec.kind.strip():
            yield Found((*keys, "kind"), "is empty: write what sort of thing it is")
        if spec.joiner != " " and not spec.family:
            message = "joins a family and its version, and this is none: add family: true"
            yield Found((*keys, "joiner"), message, "warning")
    yield from _kinds(packs)


def generic_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the words for things of a kind."""
    for section, lists in word_lists(packs.pack).items():
        for kind, words in lists.items():
            yield from blank_words((section, kind), words)
            if kind not in packs.kinds_of_use and not packs.unsure & {"entities", "attributes"}:
                advice = hint(kind, packs.kinds_of_use) or "; correct it, or remove it"
                message = f"no name and no attribute is of the kind {kind!r}{advice}"
                yield Found((section, kind), message, "warning")


def _kinds(packs: Packs) -> Iterator[Found]:
    """Kinds that look like a misspelling of one that attributes speak of."""
    asked = {kind for spec in packs.merged.attributes.values() for kind in spec.kinds}
    for name, spec in packs.pack.entities.items():
        advice = hint(spec.kind, asked) if spec.kind not in asked else ""
        if advice:
            message = f"no attribute speaks of the kind {spec.kind!r}{advice}"
            yield Found(("entities", name, "kind"), message, "warning")


def _spellings(packs: Packs) -> dict[str, str]:
    """The name that each spelling means; the name that is merged first keeps it."""
    meant: dict[str, str] = {}
    for name, spec in packs.merged.entities.items():
        for spelling in (name, *spec.aliases):
            meant.setdefault(fold(spelling), name)
    return meant
