"""What is being spoken of: the names mentioned lately, and what has been stated of them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.extract.english import words
from claims.extract.families import Name
from claims.extract.names import NameRecognizer
from claims.records import Value

if TYPE_CHECKING:
    from claims.extract.links import Link

# After so many sentences without a mention a name is no longer the topic.
REACH = 20
# Cue words of so many earlier sentences still bear on a quantity.
CONTEXT_SENTENCES = 2
# A new heading sets names so many sentences farther off.
SECTION_DISTANCE = 5
# What is left of a mention's weight one sentence later, and what a mention weighs by its place
# in the sentence (centering: Grosz, Joshi and Weinstein 1995).
FADING = 0.85
AS_SUBJECT, ELSEWHERE, AS_REFERENCE = 1.0, 0.5, 0.2
# The more often the source mentions a name, the rather it is the topic. A name that is less
# prominent than the second is not what a pronoun means.
TOPIC, LEAST = 2.0, 0.15
# For a pronoun the last mention counts more.
PRONOUN_TOPIC = 0.4
# An unknown name of fewer letters is an abbreviation, not a topic.
SHORTEST_UNKNOWN = 4
# After so many sentences a number that is said again is no echo.
ECHO_REACH, REMEMBERED = 3, 12
# Kinds of names that measure other things.
NEVER_TOPICS = frozenset({"benchmark"})


@dataclass(frozen=True, slots=True)
class Mention:
    """When a name was last mentioned, how prominently, and as what."""

    sentence: int
    weight: float
    name: Name
    first: int


@dataclass
class Discourse:
    """The state of a source while its sentences are read in order.

    ``title_names`` are those of the source's title; ``versions`` the versions of families that
    the source mentions anywhere, ``counts`` how often it mentions each name, ``kinds`` what it
    says that unknown names are, and ``people`` its speakers. ``recognizer`` knows the names that
    the source itself introduces. ``members`` are those that quantities of the sentence name, by
    their offsets ("a 70B runs …"), ``sizes`` are the members of families and what tells them apart.
    ``stated`` are the attributes that were stated, the latest last, with their canonical units.
    """

    title_names: list[Name] = field(default_factory=list)
    versions: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    people: frozenset[str] = frozenset()
    recognizer: NameRecognizer | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    sentence: int = 0
    sizes: dict[str, Decimal] = field(default_factory=dict)
    members: dict[int, Name] = field(default_factory=dict)
    stated: dict[str, str | None] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)
    _mentions: dict[str, Mention] = field(default_factory=dict)
    _stated: deque[tuple[int, Link]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _context: deque[str] = field(default_factory=lambda: deque(maxlen=CONTEXT_SENTENCES))

    def begin_sentence(self) -> None:
        """Count one sentence further."""
        self.sentence += 1
        self.members.clear()

    def begin_section(self) -> None:
        """Under a new heading the words before no longer bear, and names count as distant."""
        self._context.clear()
        self.sentence += SECTION_DISTANCE

    def end_sentence(self, text: str, labels: list[str]) -> None:
        """Remember a sentence: its words, and the labels of what was stated in it."""
        self._context.append(" ".join([text.lower(), *labels]))

    def mention(self, name: Name, weight: float = AS_SUBJECT) -> None:
        """Make a name one that is spoken of; in one sentence its best mention counts."""
        if name.kind is None and len(name.canonical) < SHORTEST_UNKNOWN:
            return
        earlier = self._mentions.get(_topic(name))
        if name.kind is None and name.canonical.isupper():
            weight = min(weight, AS_REFERENCE)  # an abbreviation, rather than a name
        if earlier and earlier.sentence == self.sentence:
            weight = max(weight, earlier.weight)
        self._dropped.discard(name.kind or "")
        first = earlier.first if earlier else self.sentence
        self._mentions[_topic(name)] = Mention(self.sentence, weight, name, first)

    def drop(self, kind: str) -> None:
        """End the reach of a kind's names: the talk has turned to such things in general."""
        self._dropped.add(kind)
        for topic, mention in list(self._mentions.items()):
            if mention.name.kind == kind:
                del self._mentions[topic]

    def latest(
        self, kinds: tuple[str, ...], *, person: bool | None = None, topic: float = TOPIC
    ) -> Name | None:
        """The name of one of ``kinds``, or of any, that is most likely spoken of.

        A name fades with every sentence since its last mention; one that the source mentions
        often stays, as its topic, with the weight ``topic``. ``person`` asks for a person, or
        for none.
        """
        fitting = []
        for mention in self._mentions.values():
            salience = self._salience(mention, topic)
            near = self.sentence - mention.sentence <= REACH
            prominent = mention.name.kind or self._salience(mention, TOPIC) >= LEAST
            if near and prominent and self._fits(mention.name, kinds, person):
                fitting.append((salience, mention.sentence, -mention.name.start, mention.name))
        typed = [entry for entry in fitting if entry[3].kind] if kinds else []
        if typed or self._dropped.intersection(kinds):
            fitting = typed
        return max(fitting, key=lambda entry: entry[:3])[3] if fitting else None

    def own(self, kinds: tuple[str, ...]) -> Name | None:
        """What the source itself is about: what "we" and a bare "revenue" belong to.

        The name that it mentions most often, of those that may have the attribute, if there is
        one.
        """
        counts = Counter({
            topic: self._count(topic, m.name) for topic, m in self._mentions.items()
            if m.weight >= ELSEWHERE and self._fits(m.name, kinds, False)
        })  # fmt: skip
        leading = counts.most_common(2)
        if not leading or (len(leading) > 1 and leading[0][1] == leading[1][1]):
            return None
        return self._mentions[leading[0][0]].name

    def _count(self, topic: str, name: Name) -> int:
        """How often a name is spoken of, the names that extend it included."""
        if name.family is not None:
            return self.counts[topic]
        return sum(n for name, n in self.counts.items() if f"{name} ".startswith(f"{topic} "))

    def family(self, kinds: tuple[str, ...]) -> Name | None:
        """The name that others extend: the Tern of "Tern Small" and "Tern Large"."""
        names = [m.name for m in self._mentions.values() if self._fits(m.name, kinds, False)]
        for name in (name for name in names if name.family is None):
            extended = [n for n in names if n.canonical.startswith(f"{name.canonical} ")]
            if len(extended) > 1:
                return name
        return None

    def speak_of(self, name: Name, kinds: tuple[str, ...]) -> Name:
        """Note that something was stated of a name: it is the topic now, and of the one kind
        that can have such an attribute."""
        if name.kind is None and len(kinds) == 1:
            name = self.learn(name, kinds[0])
        self.counts[_topic(name)] += 1
        self.mention(name)
        return name

    def learn(self, name: Name, kind: str) -> Name:
        """Keep what kind of thing a name is that no pack knows: it was called "the club"."""
        self.kinds[name.canonical] = kind
        known = replace(name, kind=kind)
        mention = self._mentions.get(_topic(name))
        if mention is not None:
            self._mentions[_topic(name)] = replace(mention, name=known)
        return known

    def _fits(self, name: Name, kinds: tuple[str, ...], person: bool | None) -> bool:
        is_person = self.is_person(name)
        if is_person if person is False else person and not is_person and name.kind is not None:
            return False
        if kinds and name.kind not in (None, *kinds):
            return False
        if kinds and is_person and "person" not in kinds:
            return False
        return name.kind not in NEVER_TOPICS and name.canonical.lower() not in words("peoples")

    def is_person(self, name: Name) -> bool:
        """Whether a name is one of the speakers, or the source says so."""
        return name.kind == "person" or any(name.canonical in full for full in self.people)

    def is_speaker(self, name: Name) -> bool:
        """Whether a name is that of a speaker, whom others address ("Thanks, Luis")."""
        return any(name.canonical in full for full in self.people)

    def _salience(self, mention: Mention, topic: float) -> float:
        share = self.counts[_topic(mention.name)] / max(1, self.counts.total())
        fading: float = FADING ** (self.sentence - mention.sentence)
        return mention.weight * fading + topic * share

    def recent_kinds(self) -> set[str]:
        """The kinds of the names mentioned lately."""
        return {
            mention.name.kind for mention in self._mentions.values()
            if mention.name.kind and self.sentence - mention.sentence <= REACH
        }  # fmt: skip

    def titled(self, kinds: tuple[str, ...]) -> Name | None:
        """The title's name of these kinds, if it holds exactly one."""
        fitting = {n.canonical: n for n in self.title_names if n.kind in kinds}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def variant(self, adjective: str, kinds: tuple[str, ...]) -> Name | None:
        """The member that an adjective points out: "the large model", "the smaller one".

        By its name ("Tern Large") or by what tells the members apart.
        """
        size = next((s for s in ("large", "small") if adjective in words(f"size_{s}")), None)
        if size is None:
            return None
        names = [m.name for m in self._mentions.values() if self._fits(m.name, kinds, False)]
        called = [n for n in names if n.canonical.lower().endswith(f" {size}")]
        if called:
            return max(called, key=lambda name: self._mentions[_topic(name)].sentence)
        sized = [n for n in names if n.canonical in self.sizes]
        if len(sized) < 2:
            return None
        choose = max if size == "large" else min
        return choose(sized, key=lambda name: self.sizes[name.canonical])

    def state(self, links: Iterable[Link]) -> None:
        """Keep what the sentence stated, for a few sentences, as it may be repeated."""
        for link in links:
            if link.attribute:
                self._stated.append((self.sentence, link))
                self.stated.pop(link.attribute, None)
                self.stated[link.attribute] = link.quantity.value.canonical_unit

    def echoed(self, value: Value) -> Link | None:
        """What a bare number repeats that was stated a moment ago, if it was with a unit."""
        if value.unit is not None or value.lo is None or value.lo != value.hi:
            return None
        for sentence, link in reversed(self._stated):
            said = link.quantity.value
            if (
                self.sentence - sentence <= ECHO_REACH
                and said.unit
                and said.lo == value.lo == said.hi
            ):
                return link
        return None

    @property
    def context(self) -> str:
        """The words of the sentences before, lower-cased, with what was stated in them."""
        return " ".join(self._context)


def _topic(name: Name) -> str:
    return name.family or name.canonical
