"""For whom people speak: "Dale Pruitt, chief executive of Vantor", "Jin Ho from Caldera Labs"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from claims.extract.names.families import Name

# What may stand between a person and the organization: a role, or only a preposition. Behind no
# comma a role shows by its first word; "Ames spoke of Vantor" says nothing of whom she works for.
_ACTS = "leads|runs|heads|works"
_WORDS = r"(?:[\w'’&-]+ ){0,7}?"
_FOR = "(?:of|at|from|with|for) (?:the )?"
_HERE = r"(?: is)?(?: with (?:me|us)| here| joining (?:me|us)| on the (?:show|line))?(?: today)?"
_ROLE = re.compile(
    rf"(?:,| is| here,?) (?!who (?!is|was|{_ACTS})){_WORDS}{_FOR}"
    rf"| (?:(?:a|an|the|our|chief|head|director|president|founder|(?:who )?(?:{_ACTS})) {_WORDS})?"
    rf"{_FOR}"
    rf"|{_HERE},? (?:and )?(?:he|she|who)(?:['’]s| is) {_WORDS}{_FOR}"
    rf"|{_HERE},? (?:and )?(?:he|she|who) (?:{_ACTS}) (?:{_WORDS}{_FOR})?(?:the )?"
    r"|,? (?:who )?(?:founded|co-founded|runs|leads|heads) (?:the )?"
)
REACH = 70


def affiliations(texts: Iterable[tuple[str, list[Name]]], people: set[str]) -> dict[str, str]:
    """The organizations (canonical names) of ``people``, by their surnames, lower-cased.

    A person is one of ``people`` or of the kind "person"; what stands behind "of" is taken for
    the organization if no pack knows it to be something else.
    """
    found: dict[str, str] = {}
    for text, names in texts:
        for person, other in itertools.pairwise(names):
            if not _is_person(person, people) or _is_person(other, people):
                continue
            if other.kind not in (None, "organization") or other.start - person.end > REACH:
                continue
            if _ROLE.fullmatch(text, person.end, other.start):
                found.setdefault(surname(person.canonical), other.canonical)
    return found


def surname(name: str) -> str:
    """The last word of a person's name, lower-cased."""
    return name.split()[-1].lower()


def _is_person(name: Name, people: set[str]) -> bool:
    return name.kind == "person" or name.canonical in people
