"""Rules for qualifiers: values that are never found, and cues of two values."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary.rules.context import Found, Packs, blank_words


def qualifier_rules(packs: Packs) -> Iterator[Found]:
    """What is wrong with the qualifiers of a pack."""
    scopes = {name for spec in packs.merged.attributes.values() for name in spec.scopes}
    for name, values in packs.pack.qualifiers.items():
        if packs.is_missing(name, scopes) and "attributes" not in packs.unsure:
            message = "is looked for by no attribute: name it in the scopes of one"
            yield Found(("qualifiers", name), message, "warning")
        known = packs.merged.qualifiers[name]
        for value, cues in values.items():
            keys = ("qualifiers", name, value)
            yield from blank_words(keys, cues)
            if not cues:
                yield Found(keys, f"has no cues and is never found: write [{value}], or more")
            for place, cue in enumerate(cues):
                rivals = [
                    other for other, words in known.items()
                    if other != value and cue.lower() in map(str.lower, words)
                ]  # fmt: skip
                if rivals and cue.strip():
                    message = f"{cue!r} is a cue of {rivals[0]!r} too: leave it to one of them"
                    yield Found((*keys, place), message)
