"""Members of a family of models: a name with its version, size and variant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extract.language.english import words
from claims.extract.names.spoken import read_member
from claims.records import plain
from claims.vocabulary import EntitySpec

SUFFIXES = {"K": Decimal(1000), "M": Decimal(10**6), "B": Decimal(10**9), "T": Decimal(10**12)}
# An unknown name of fewer letters is an abbreviation, not a topic.
SHORTEST_UNKNOWN = 4
_CODE = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]?")
Spellings = Mapping[str, tuple[str, EntitySpec]]
Versions = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start:end`` of a text.

    ``canonical`` is what it is called in the ledger and ``kind`` what sort of thing it is
    (``None`` for a name that no pack knows). A member of a family has its ``family`` with the
    version ("Llama 2"); a ``size`` in the name ("70B") stands at ``size_span``.
    """

    start: int
    end: int
    text: str
    canonical: str
    kind: str | None = None
    family: str | None = None
    size_span: tuple[int, int] | None = None
    size: str | None = None
    generic: bool = False


def with_size(family: str, parameters: Decimal) -> str:
    """The member of a family that has so many parameters: "Llama 2" and 7e10 give "Llama 2 70B"."""
    for suffix, factor in reversed(SUFFIXES.items()):
        if parameters >= factor:
            return f"{family} {plain(parameters / factor)}{suffix}"
    return f"{family} {plain(parameters)}"


def size_of(size: str) -> Decimal:
    """The number of parameters that a size in a name says: "70B"."""
    return Decimal(size[:-1]) * SUFFIXES[size[-1]]


def as_family(name: Name) -> Name:
    """A member as its family."""
    return replace(name, canonical=name.family or name.canonical, size=None, size_span=None)


def is_short(name: Name) -> bool:
    """Whether a name that no pack knows is too short to be a topic; a code is not ("HV1")."""
    return name.kind is None and len(name.canonical) < SHORTEST_UNKNOWN and not _is_code(name)


def is_abbreviation(name: Name) -> bool:
    """Whether no pack knows a name in capitals only, and it is no code."""
    return name.kind is None and name.canonical.isupper() and not _is_code(name)


def _is_code(name: Name) -> bool:
    return _CODE.fullmatch(name.canonical) is not None


def fold(name: str) -> str:
    """A name as it is looked up: lower-cased, with blanks for hyphens."""
    return " ".join(name.lower().replace("-", " ").split())


_LONGER = re.compile(
    rf"\d++(?!(?:{'|'.join(sorted(words('variants')))})\b)[^\W\d_]{{2}}", re.IGNORECASE
)
_ENDING = re.compile(r"\.(?:cpp|js|py|net|rs)\b")
_VARIANT = re.compile(r"[ -](\w{1,12})\b")


def member(
    text: str,
    span: tuple[int, int],
    name: str,
    spec: EntitySpec,
    versions: Versions,
    spelled: Spellings,
) -> Name | None:
    """The member of a family that is named at ``span``, or the plain name."""
    start, end = span
    if not spec.family:
        followed = text[end : end + 1].isdigit()
        return (
            None
            if followed
            else Name(start, end, text[start:end], name, spec.kind, generic=spec.generic)
        )
    if _LONGER.match(text, end) or _ENDING.match(text, end):
        return None  # "GPT4All" and "Llama.cpp" are other words
    found = read_member(text, end, versions.get(name, ()))
    family = name
    if found and found.version:
        versions.setdefault(name, set()).add(found.version)
        family = f"{name}{spec.joiner}{found.version}"
    aliased = spelled.get(fold(family))
    canonical = family = aliased[0] if aliased else family
    if family == name and len(known := versions.get(name, set())) == 1:
        # The sizes of a family of which only one version is spoken of are that version's.
        canonical = family = f"{name}{spec.joiner}{next(iter(known))}"
    end = found.end if found else end
    size, size_span = (found.size, found.size_span) if found else (None, None)
    if size:
        canonical = f"{family} {size}"
    variant = _VARIANT.match(text, end)
    if variant and variant[1].lower() in words("variants"):
        canonical, end = f"{canonical} {variant[1].capitalize()}", variant.end()
    return Name(start, end, text[start:end], canonical, spec.kind, family, size_span, size)
