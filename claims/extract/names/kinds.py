"""What a source says that its names are: "Parcelo, a delivery company", "the rover Marigold"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.quantities.units.nouns import singular
from claims.vocabulary import Vocabulary

# How far from a name the noun that says what it is may stand, in characters.
REACH = 140
# Kinds of places; a name of which only "in" shows that it is a place may be any of these.
REGIONS = frozenset({"city", "country", "region", "continent"})
PLACES = REGIONS | {"place"}
# A shorter name is an abbreviation.
SHORTEST = 4


def kinds_of(noun: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds of things that a noun in lower case names: "strikers" are persons."""
    forms = {noun, singular(noun, {}) or noun}
    groups = vocabulary.kind_nouns.items()
    return tuple(kind for kind, nouns in groups if not forms.isdisjoint(nouns))


def learned_kinds(
    texts: Iterable[tuple[str, list[Name]]], vocabulary: Vocabulary
) -> dict[str, str]:
    """The kinds of the names that no pack knows, by what is said of them beside them.

    The first statement counts. Arguments: texts with the names found in them.
    """
    nouns = {noun.lower(): kind for kind, group in vocabulary.kind_nouns.items() for noun in group}
    found: dict[str, str] = {}
    for text, names in texts:
        for name in names:
            if name.kind or name.canonical in found or len(name.canonical) < SHORTEST:
                continue
            said, called = _kind(text, name, nouns), _named_kind(name, vocabulary)
            if said:
                # "The Ministry of Health of Karvia, a country …" says it of the last part.
                found.setdefault(name.canonical.rpartition(" of ")[2], said)
            elif called:
                found.setdefault(name.canonical, called)
    return found


def _named_kind(name: Name, vocabulary: Vocabulary) -> str | None:
    """The kind that a name itself says: "Ministry of Health", "Harrow Bridge"."""
    head = name.canonical.partition(" of ")[0].split()[-1].lower()
    if len(name.canonical.split()) < 2:
        return None
    return next((k for k in TELLING if head in vocabulary.kind_nouns.get(k, ())), None)


# Kinds whose nouns are parts of names; a club may be called a city.
TELLING = ("organization", "place")
# Kinds whose nouns tell, behind the name of another, what is its: "the Norvane team".
OWNED = frozenset({"organization", "place", "person", "work", "event", "region", "platform"})


def kind_of(name: Name, kinds: Mapping[str, str]) -> str | None:
    """The kind of a name: its own, the one learned of it, or that of the name it extends.

    "Tern Small" is what Tern is, and "Priya Raman" what Priya is; "Torvik Mills" is no place as
    Torvik is, and "Rowan City" no person, if someone is called Rowan.
    """
    own = name.kind or kinds.get(name.canonical)
    if own:
        return own
    parts = name.canonical.split()
    beginnings = (" ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    extended = next((kinds[part] for part in beginnings if part in kinds), None)
    named_after = extended == "person" and parts[-1].lower() in words("institutions")
    return None if named_after or extended == "place" else extended


def _kind(text: str, name: Name, nouns: Mapping[str, str]) -> str | None:
    after, before = _patterns(tuple(nouns))
    said = after.match(text, name.end, name.end + REACH)
    if said is not None and said[2] and nouns[said[2].lower()] in TELLING:
        said = None  # "the Dayton plant" says where it is
    said = said or before.search(text, max(0, name.start - REACH), name.start)
    return nouns[next(group for group in said.groups() if group).lower()] if said else None


@cache
def _patterns(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand behind a name (an apposition, a copula, the noun itself) and before it."""
    noun = "|".join(re.escape(word) for word in sorted(nouns, key=lambda word: (-len(word), word)))
    goes_on = "of|with|that|which|who|whose|where|for|in|from|and|at|on|to|by|is|was|has"
    end = rf"(?!\w|['’]s)(?!\s(?!{goes_on})[a-z])"
    said = (
        r"(?: \([^()\n]{1,60}\))?(?:,|,? (?:is|was|are|were|as)) (?:a|an|the|our|one of the)\s"
        rf"(?:[\w'’-]+\s){{0,6}}?({noun})s?{end}"
    )
    after = re.compile(rf"{said}|\s({noun})s?{end}", re.IGNORECASE)
    lead = r"\b(?:the|our|a|an|[A-Z]\w+)\s(?:[\w-]+\s){0,3}?"
    called = (
        rf"\b(?:a|an|the|new|our|small|large|this)\s(?:[\w-]+\s){{0,2}}?({noun})\b[^.?!\n]{{0,40}}?"
        r"\b(?:called|calls? (?:it|them|him|her)|named|known as)\s(?:the\s)?\Z"
    )
    return after, re.compile(rf"{lead}({noun}),?\s(?:called\s|named\s)?\Z|{called}", re.I)
