"""Which attribute the words of a header name: one of the packs', or an open one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.extract.attributes.choosing import candidates
from claims.records import Value
from claims.vocabulary import AttributeSpec, Vocabulary

LONGEST_NAME = 60
# What stands before the noun that is measured and says nothing of its own.
_EMPTY = re.compile(
    r"(?:the|total|number of|no\. of|# of|amount of|avg\.?|average|max\.?|reported)\s"
)
_TAIL = re.compile(r"\s(?:of|for|per|in|on|to|from|by|at|with|before|after)\s")
_OWNING = frozenset({"of", "per"})
# A unit without dimension says little of what is measured.
_VAGUE = frozenset({None, "percent", "ratio"})
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]")


@dataclass(frozen=True, slots=True)
class Named:
    """An attribute, how well the words name it (``cue`` or ``open``), and the words left over."""

    key: str
    by: str
    rest: tuple[str, ...] = ()


@dataclass
class Naming:
    """Names attributes by headers; ``expansions`` are what abbreviations mean in the source."""

    vocabulary: Vocabulary
    expansions: Mapping[str, str] = field(default_factory=dict)
    _index: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _found: dict[tuple[object, ...], Named | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = _indexed(self.vocabulary)

    def known(self, parts: Sequence[str], value: Value, kind: str | None) -> Named | None:
        """The attribute of a pack that the parts of a header name, if the value can state it of
        a thing of this kind; the first part is asked first."""
        asked = (tuple(parts), value.unit, value.canonical_unit, kind)
        if asked not in self._found:
            self._found[asked] = self._known(parts, value, kind)
        return self._found[asked]

    def is_property(self, parts: Sequence[str]) -> bool:
        """Whether a header names an attribute of a pack, whatever its values are."""
        return any(self.spelled(part) in self._index for part in parts[:1])

    def open(self, parts: Sequence[str]) -> Named | None:
        """The attribute that a header's own words are: ``word_error_rate`` of "WER, clean"."""
        name = self.spelled(parts[0]) if parts else ""
        key = re.sub(r"\W+", "_", name).strip("_")[:LONGEST_NAME].rstrip("_")
        return Named(key, "open", tuple(parts[1:])) if key and not key[0].isdigit() else None

    def spelled(self, part: str) -> str:
        """A part in small letters, an abbreviation written out, without what only counts."""
        text = self.expansions.get(part, part).lower()
        return re.sub(r"^(?:number of|no\. of|# of)\s", "", " ".join(text.split()))

    def _known(self, parts: Sequence[str], value: Value, kind: str | None) -> Named | None:
        for at, part in enumerate(parts):
            key = self._fitting(self.spelled(part), value, kind)
            if key:
                return Named(key, "cue", (*parts[:at], *parts[at + 1 :]))
        for at, part in enumerate(parts):
            found = self._by_head(self.spelled(part), value, kind)
            if found:
                left = [word for word in (found[1],) if word]
                return Named(found[0], "cue", (*parts[:at], *left, *parts[at + 1 :]))
        return None

    def _by_head(self, text: str, value: Value, kind: str | None) -> tuple[str, str] | None:
        """The attribute that the end of a noun phrase names ("net revenue", "accuracy on X")."""
        tail = _TAIL.search(text)
        if tail and tail[0].strip() in _OWNING:
            return None
        words = (text[: tail.start()] if tail else text).split()
        behind = text[tail.start() :].strip() if tail else ""
        for at in range(len(words)):
            key = self._fitting(" ".join(words[at:]), value, kind)
            if key and (at or tail):
                before = _EMPTY.sub("", " ".join(words[:at]) + " ").strip()
                return key, " ".join(word for word in (before, behind) if word)
        return None

    def _fitting(self, text: str, value: Value, kind: str | None) -> str | None:
        fitting = [
            (rank, key)
            for rank, key in self._index.get(text, ())
            if self._may_be(key, self.vocabulary.attributes[key], value)
        ]
        kinds = {key: self.vocabulary.attributes[key].kinds for _, key in fitting}
        sure = [key for rank, key in fitting if kind in kinds[key] or not kinds[key]]
        if sure or kind is not None:
            return sure[0] if sure else None
        # What the thing is is not known: a label says enough, a cue if it is one attribute's only.
        called = [key for rank, key in fitting if rank == 0]
        if called or len(fitting) != 1 or value.unit in _VAGUE:
            return called[0] if called else None
        return fitting[0][1]

    def _may_be(self, key: str, spec: AttributeSpec, value: Value) -> bool:
        if value.unit is None:
            return spec.unit != "date" and not spec.units
        return key in candidates(value, self.vocabulary)


def _indexed(vocabulary: Vocabulary) -> dict[str, list[tuple[int, str]]]:
    """The attributes by the words that name them: their labels first, then their cues."""
    index: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, spec in vocabulary.attributes.items():
        for text in {spec.label.lower(), key.replace("_", " ")}:
            index[text].append((0, key))
        for cue in spec.cues:
            index[cue.lower()].append((1, key))
        unit = vocabulary.units.get(spec.unit)
        for noun in (spec.unit, *spec.nouns) if spec.default and unit and unit.discrete else ():
            index[f"{noun}s".lower()].append((0, key))
    return {text: sorted(set(found)) for text, found in index.items()}


def expansions_of(abbreviations: Iterable[str], texts: Sequence[str]) -> dict[str, str]:
    """What a source says that abbreviations mean: "word error rate (WER)", "WER is the …"."""
    found: dict[str, str] = {}
    for short in sorted(set(filter(_ABBREVIATION.fullmatch, abbreviations)))[:20]:
        meaning = next(filter(None, (_expansion(short, text) for text in texts)), None)
        if meaning:
            found[short] = meaning
    return found


def _expansion(short: str, text: str) -> str | None:
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        before, behind = text[max(0, at - LONGEST_NAME) : at], text[end : end + 2 * LONGEST_NAME]
        if before.endswith("("):
            meaning = _initialled(short, before[:-1].split()[-len(short) :])
        else:
            said = re.match(
                r"\)?\s*(?:\(|=|:|is|means|stands for|denotes)\s*(?:the|an?)?\s*", behind
            )
            rest = behind[said.end() : said.end() + LONGEST_NAME] if said else ""
            meaning = _initialled(short, re.findall(r"[\w-]+", rest)[: len(short)])
        if meaning:
            return meaning
        at = text.find(short, end)
    return None


def _initialled(short: str, words: Sequence[str]) -> str | None:
    initials = "".join(word[0] for word in words)
    return " ".join(words) if initials.lower() == short.lower() else None
