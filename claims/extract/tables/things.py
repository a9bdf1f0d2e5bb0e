"""What the rows of a table are about: things by their names, and the topic where none is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from claims.extract.context.discourse import AS_REFERENCE, AS_SUBJECT, Discourse
from claims.extract.language.english import words
from claims.extract.names.families import Name
from claims.extract.names.kinds import kind_of
from claims.extract.subjects.finding import CERTAIN, LIKELY, UNFOUND
from claims.extract.tables.naming import Naming
from claims.extract.tables.words import any_of, listed
from claims.vocabulary import Vocabulary

LONGEST_NAME = 80
_SIZE = re.compile(r"\d{1,4}(?:\.\d{1,2})?[KMBT]")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a row or column is about: its name, the words, the kind as far as it is known."""

    name: str | None = None
    text: str | None = None
    kind: str | None = None
    certainty: Decimal = UNFOUND


NOTHING = Thing()


@dataclass(frozen=True)
class Things:
    """Names what stands in tables of one source."""

    discourse: Discourse
    vocabulary: Vocabulary
    naming: Naming
    _topics: dict[tuple[object, ...], Thing] = field(default_factory=dict)
    _passing: set[str] = field(default_factory=set)

    def names(self, text: str) -> list[Name]:
        """The names in a cell."""
        recognizer = self.discourse.recognizer
        if recognizer is None or not any(map(str.isupper, text)):
            return []
        return recognizer.find(text, self.discourse.versions, self.discourse.counts)

    def is_name(self, text: str) -> bool:
        """Whether a cell is the name of something of a known kind, or is written like one."""
        for name in self.names(text):
            if name.start == 0 and name.end == len(text):
                kind = kind_of(name, self.discourse.kinds)
                return kind is not None or any(map(str.isdigit, text))
        return False

    def may_be_name(self, text: str) -> bool:
        """Whether a header may name a thing, if nothing else does."""
        return text[:1].isupper() and any_of("conditions").match(text.lower()) is None

    def kind(self, corner: str) -> str | None:
        """The kind of things that a header says the rows are: "Model", "Countries"."""
        noun = corner.lower()
        singles = {noun, noun.removesuffix("s"), re.sub("ies$", "y", noun)}
        nouns = self.vocabulary.kind_nouns.items()
        return next((kind for kind, group in nouns if singles & {*map(str.lower, group)}), None)

    def named(self, text: str, corner: str, topic: Thing) -> Thing:
        """The thing that a cell names; a size or the like alone is one of the topic's family."""
        text = " ".join(text.split()).strip(" :")
        if not text or len(text) > LONGEST_NAME:
            return topic
        kind = self.kind(corner)
        added = _SIZE.fullmatch(text) or text.lower() in listed("members")
        if added and topic.name is not None and kind in (None, topic.kind):
            return Thing(f"{topic.name} {text}", text, topic.kind, LIKELY)
        found = next((name for name in self.names(text) if name.start == 0), None)
        canonical = found.canonical + text[found.end :] if found else text
        known = kind_of(found, self.discourse.kinds) if found else None
        kind = known or kind or self.discourse.kinds.get(canonical)
        if kind is not None:
            self.discourse.kinds.setdefault(canonical, kind)
        return Thing(canonical, text, kind, CERTAIN)

    def mention(self, thing: Thing, weight: float = AS_SUBJECT) -> None:
        """Make a thing of a table one that is spoken of, as prominently as ``weight`` says."""
        if weight < AS_REFERENCE and thing.name is not None:
            self._passing.add(thing.name)
        if thing.name is not None and thing.text is not None:
            name = Name(0, len(thing.text), thing.text, thing.name, thing.kind)
            self.discourse.mention(name, weight)
            last = thing.name.rpartition(" ")[2]
            if last != thing.name and last.lower() in words("variants"):
                self.discourse.short_forms.setdefault(last, thing.name)  # "Large" of "Tern Large"

    def forget(self) -> None:
        """Begin another table: what it is about is looked up anew."""
        self._topics.clear()

    def topic(self, texts: Sequence[str], kinds: tuple[str, ...] = ()) -> Thing:
        """What a table is about that names nothing: the name in the nearest of the texts above
        it (caption, headings, title), or what the source speaks of."""
        asked = (texts, kinds)
        if asked not in self._topics:
            self._topics[asked] = self._topic(texts, kinds)
        return self._topics[asked]

    def _topic(self, texts: Sequence[str], kinds: tuple[str, ...]) -> Thing:
        for text in texts:
            for name in self.names(text):
                kind = kind_of(name, self.discourse.kinds)
                often = self.discourse.counts[name.family or name.canonical] > 1
                said = self.naming.is_property((name.canonical,))
                if not said and (kind or often) and (not kinds or kind in (None, *kinds)):
                    return Thing(name.canonical, name.text, kind, LIKELY)
        found = self.discourse.topic(kinds)
        if found is None or found.canonical in self._passing:
            return NOTHING
        if self.naming.is_property((found.canonical,)):
            return NOTHING
        return Thing(found.canonical, found.text, found.kind, LIKELY)
