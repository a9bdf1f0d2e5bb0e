"""Other names for those that a text speaks of: "Llama 2 70B" becomes Falcon 2 70B.

Names that a pack knows are exchanged for others of the same kind that a pack knows, or for
invented ones; names that no pack knows, and people's names, always for invented ones. Versions
and sizes stay, and so do words that are no names ("Foods" in "Brightwell Foods"). A misspelt name
becomes the other one misspelt; an invented one has no known misspelling.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from claims.extract.misheard.alikeness import is_everyday
from claims.quantities.units.nouns import plural
from claims.vocabulary import EntitySpec
from rewriting.annotated import Annotated, Piece, Row, edited
from rewriting.inventing import Inventor, is_own, respelt, spellings, vocabulary

# Benchmarks are cues of an attribute; diseases and continents are no names of things.
_STAYING_KINDS = ("benchmark", "disease", "continent")
_CAPITALS = re.compile(r"[A-Z][^\W\d_]+")
_SPOKEN = r"(?:one|two|three|seven|thirteen|thirty|forty|seventy)\b"


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What is written for each spelling of the text, and the name that a subject has for it."""

    written: Mapping[str, str]
    meant: Mapping[str, str]


def exchange_names(annotated: Annotated, seed: int = 0, *, invented: bool = False) -> Annotated:
    """The text, its subjects and its speakers with other names.

    With ``invented`` the names that packs know become invented ones as well.
    """
    exchange = _exchange(annotated, random.Random(f"{seed} {annotated.name}"), invented)
    rows = tuple(
        replace(
            row,
            subject=_replaced(row.subject, exchange.meant),
            speaker=_replaced(row.speaker, exchange.meant),
        )
        for row in annotated.rows
    )
    edits = _edits(annotated.text, exchange.written)
    return edited(replace(annotated, rows=rows), edits)


def _exchange(annotated: Annotated, chance: random.Random, invented: bool) -> _Exchange:
    text = annotated.text
    inventor = Inventor(chance, text)
    written: dict[str, str] = {}
    meant: dict[str, str] = {}
    taken: set[str] = set()
    for name, spec in _known_in(text):
        alike = [] if invented else _alike(name, spec, text, taken)
        other = chance.choice(alike) if alike else _invented(name, inventor)
        taken.add(other)
        meant.update(dict.fromkeys((name, *spec.aliases), other))
        written[name] = other
        written.update((alias, _alias(alias, name, other)) for alias in spec.aliases)
    unknown = _unknown(annotated.rows, text, frozenset(written), inventor)
    misspelt = _misspelt(text, unknown)
    return _Exchange({**unknown, **misspelt, **written}, {**unknown, **meant})


def _known_in(text: str) -> Iterator[tuple[str, EntitySpec]]:
    """The names of packs that stand in a text and can be exchanged."""
    for name, spec in vocabulary().entities.items():
        if _exchangeable(name, spec) and _spelled(name, spec.aliases).search(text):
            yield name, spec


def _exchangeable(name: str, spec: EntitySpec) -> bool:
    """Whether a known name is of one thing, without a number, and not made of another one
    ("Code Llama")."""
    parts = name.split()
    return (
        spec.kind not in _STAYING_KINDS
        and not spec.generic
        and not any(character.isdigit() for character in name)
        and all(part[0].isupper() for part in parts)
        and (len(parts) == 1 or not any(part in vocabulary().entities for part in parts))
    )


def _alike(name: str, spec: EntitySpec, text: str, taken: set[str]) -> list[str]:
    """The known names of the same kind and length that the text does not speak of."""
    return [
        other
        for other, its in vocabulary().entities.items()
        if _exchangeable(other, its)
        and (its.kind, its.family) == (spec.kind, spec.family)
        and len(other.split()) == len(name.split())
        and other.isupper() == name.isupper()
        and other not in taken
        and not _spelled(other, its.aliases).search(text)
    ]


def _invented(name: str, inventor: Inventor) -> str:
    parts = name.split()
    return " ".join(inventor.word() if is_own(p) or len(parts) == 1 else p for p in parts)


def _alias(alias: str, name: str, other: str) -> str:
    """What stands for an alias: the other name, or, for a misspelling, one of its misspellings."""
    one, two = _letters(alias), _letters(name)
    like = OSA.normalized_similarity(one, two)
    heard = one != two and len(alias.split()) == len(name.split()) and like >= 0.4
    if not heard or other not in vocabulary().entities:
        return other
    aliases = vocabulary().entities[other].aliases
    known = [a for a in aliases if " " not in a and _letters(a) != _letters(other)]
    return known[0] if known else respelt(other)


def _letters(spelling: str) -> str:
    return re.sub(r"[\W_]", "", spelling).lower()


def _unknown(
    rows: Iterable[Row], text: str, known: frozenset[str], inventor: Inventor
) -> dict[str, str]:
    """Invented words for those of subjects and speakers that no pack knows."""
    exchange: dict[str, str] = {}
    pattern = _pattern(known)
    for row in rows:
        for word in _CAPITALS.findall(pattern.sub(" ", row.subject or "")):
            if word not in exchange and is_own(word) and _stands(word, text):
                exchange[word] = inventor.word()
        parts = _CAPITALS.findall(row.speaker or "")
        for place, word in enumerate(parts if len(parts) > 1 else ()):  # "Host" is a role
            if word not in exchange and is_own(word):
                exchange[word] = inventor.first_name() if place == 0 else inventor.word()
    return exchange


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?![a-z])", text, re.I) is not None


def _misspelt(text: str, exchange: Mapping[str, str]) -> dict[str, str]:
    """Words of a text that are one letter from a name that no pack knows."""
    found = {}
    for word in sorted(set(_CAPITALS.findall(text)) - set(exchange)):
        near = [n for n in exchange if min(len(n), len(word)) > 4 and OSA.distance(n, word) == 1]
        if near and not is_everyday(word.lower()):
            found[word] = respelt(exchange[min(near)])
    return found


def _edits(text: str, exchange: Mapping[str, str]) -> Iterator[Piece]:
    """The edits of a text; in capitals where it is so, and in small letters before a number."""
    capitals = {k.upper(): v.upper() for k, v in exchange.items() if len(k) > 3}
    small = {k.lower(): v.lower() for k, v in exchange.items() if " " not in k}
    versions = re.compile(rf"{_pattern(exchange).pattern} ?\d.*")
    staying = (name for name in _other_names() if not versions.fullmatch(name))
    every = {**dict.fromkeys(staying), **capitals, **exchange}
    for match in _pattern(every).finditer(text):
        other = every[match[0]]
        if other is not None and other != match[0]:
            yield Piece(match.start(), match.end(), other)
    before_number = rf"{_pattern(set(small) - set(every)).pattern}(?=[ -]?(?:\d|{_SPOKEN}))"
    for match in re.finditer(before_number, text):
        yield Piece(match.start(), match.end(), small[match[0]])


@cache
def _other_names() -> frozenset[str]:
    """Spellings that stay where nothing is exchanged for them: "Saturn V", "Earth masses"."""
    units = (name for unit in vocabulary().units if " " in unit for name in (unit, plural(unit)))
    both = (*spellings(), *units)
    return frozenset(s for s in both if any(character.isupper() for character in s))


def _replaced(name: str | None, exchange: Mapping[str, str]) -> str | None:
    if name is None:
        return None
    return _pattern(exchange).sub(lambda match: exchange[match[0]], name)


@cache
def _spelled(name: str, aliases: tuple[str, ...]) -> re.Pattern[str]:
    return _pattern((name, *aliases))


def _pattern(spelled: Iterable[str]) -> re.Pattern[str]:
    """Any of the spellings as a word, which digits may follow ("Lama270B")."""
    longest = sorted(spelled, key=lambda spelling: (-len(spelling), spelling))
    either = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W\d_])")
