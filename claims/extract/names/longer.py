"""Known names that are only a part of a longer one: "Tesla Model 3", "Jack London"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.extract.names.kinds import REGIONS
from claims.extract.names.ordinary import is_ordinary
from claims.extract.names.people import is_full_name
from claims.extract.names.runs import begins_sentence

# The longest of these words, and the blanks around it, in characters.
REACH = 12
_WHERE = re.compile(r"\b(?:in|across|near)\s\Z", re.IGNORECASE)
# "Jack London wrote …", not "Visit London in May".
_DOES = re.compile(
    r"['’]s\b|,? (?!(?:in|on|at|for|with|to|from|by|this|next|now|or|and|today|while|during|before"
    r"|after|if|when)\b)[a-z]"
)
# Behind names of these kinds another name may follow.
_LONGER = REGIONS | {"organization", "place", "planet", "dwarf planet", "moon", "star"}


@dataclass(frozen=True, slots=True)
class LongerNames:
    """Finds them by nouns: ``titles`` of people, ``institutions``, what ``regions`` are, and
    abbreviations of ``measures``."""

    titles: re.Pattern[str]
    institutions: Container[str]
    regions: Mapping[str, Container[str]]
    measures: Container[str]

    def of(self, text: str, known: Sequence[Name], runs: Mapping[int, int]) -> Iterator[Name]:
        """The ``known`` names of a text, each as the run of capitals whose beginning or end it is,
        where that is a name: "Mars Pathfinder" is no planet, "Jack London" no city, while "Tesla
        CEO" and "Tesla Inc" name nothing else. ``runs`` are ends by their starts."""
        beginnings = {end: start for start, end in runs.items()}
        behind = [*(name.start for name in known[1:]), len(text)]
        for name, following in zip(known, behind, strict=False):
            end = runs.get(name.start, name.end)
            if following < end:
                yield name
            elif end > name.end and self._goes_on(name, text, end):
                yield _run(text, name.start, end)
            elif name.kind in REGIONS and self._goes_before(name, text, beginnings.get(name.end)):
                yield _run(text, beginnings[name.end], name.end)
            else:
                yield name

    def _goes_on(self, name: Name, text: str, end: int) -> bool:
        """Whether the capitals behind a name belong to that of something else."""
        rest = text[name.end : end].strip()
        if not rest[:1].isupper() or text[name.end] != " " or name.kind not in _LONGER:
            return False
        return not self.is_placed(name, text, rest) and not self._is_form(name, rest)

    def is_placed(self, name: Name, text: str, rest: str) -> bool:
        """Whether a place only says where something is: "in Kenya Safaricom has …"."""
        within = (
            name.kind in _LONGER - {"organization"}
            and _WHERE.search(text, max(0, name.start - REACH), name.start) is not None
        )
        return within and rest.split()[-1].lower() not in self.institutions

    def _is_form(self, name: Name, rest: str) -> bool:
        """Whether words behind a name say only what it is or who speaks for it."""
        first = rest.split()[0].rstrip(".").lower()
        if self.titles.match(f"{rest} ") is not None or rest.split()[0] in self.measures:
            return True  # "US GDP"
        if name.kind in REGIONS:
            # "Hubei Province"; neither "London Bridge" nor "Kansas City" is what its beginning is.
            return rest.lower() in self.regions.get(name.kind or "", ())
        return first in self.institutions or first in words("company_forms")

    def _goes_before(self, name: Name, text: str, start: int | None) -> bool:
        """Whether the capitals before a place make it the end of another name."""
        if start is None or start >= name.start:
            return False
        before = text[start : name.start].split()
        if before[-1] == "of":
            nouns = self.regions.values()
            return not any(before[0].lower() in group for group in nouns)  # "State of Kenya"
        opens = begins_sentence(text, start) and is_ordinary(before[0])
        if is_full_name(text[start : name.end]):
            return not opens or _DOES.match(text, name.end) is not None
        if len(before) > 1 or self.titles.match(text, start, name.start):
            return False
        return not opens or before[0].lower() in words("before_places")


def _run(text: str, start: int, end: int) -> Name:
    written = text[start:end]
    return Name(start, end, written, " ".join(written.split()))
