"""What is being spoken of: the names mentioned lately, and what has been stated of them."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from claims.extract.context.leads import lead_behind
from claims.extract.language.english import words
from claims.extract.names.affiliations import surname
from claims.extract.names.families import (
    Name,
    as_family,
    is_abbreviation,
    is_short,
    size_of,
)
from claims.extract.names.kinds import REGIONS
from claims.extract.names.recognizer import NameRecognizer
from claims.records import Value

if TYPE_CHECKING:
    from claims.extract.links import Link
    from claims.extract.subjects.ranking import Ranker
    from claims.sources import Joined

# Names mentioned within so many sentences have kinds that bear on the attribute.
REACH = 20
# Cue words of so many earlier sentences still bear on a quantity.
CONTEXT_SENTENCES = 2
# A new heading sets names so many sentences farther off.
SECTION_DISTANCE = 5
# What a mention weighs by its place in the sentence (centering: Grosz, Joshi and Weinstein 1995).
AS_SUBJECT, ELSEWHERE, AS_REFERENCE = 1.0, 0.5, 0.2
# So many of the names that a source mentions most may be its topic.
MOST_COUNTED = 12
# After so many sentences a number that is said again is no echo.
ECHO_REACH, REMEMBERED = 3, 12
# A sentence of so few words neither answers a question nor asks another one.
SHORTEST_ANSWER = 3
# So many characters are kept of a question that is taken up again and again.
LONGEST_QUESTION = 300
# Kinds of names that measure other things.
NEVER_TOPICS = frozenset({"benchmark"})


@dataclass(frozen=True, slots=True)
class Mention:
    """When a name was last mentioned, how prominently, and as what."""

    sentence: int
    weight: float
    name: Name


@dataclass(frozen=True, slots=True)
class Process:
    """What is done to things of a kind, where it stands in the text and in which sentence, and
    whether as a thing ("fine-tuning") or only as what is done ("fine-tuned")."""

    stage: str
    start: int
    end: int
    sentence: int
    is_noun: bool


@dataclass
class Discourse:
    """The state of a source while its sentences are read in order.

    ``title_names`` are those of the source's title; ``versions`` the versions of families that
    the source mentions anywhere, ``counts`` how often it mentions each name, ``kinds`` what it
    says that unknown names are, ``short_forms`` the full names of short ones, ``employers`` for
    whom people speak, ``host`` for whom the others do, ``sized`` the families of which it names
    members by their sizes, ``general_names`` what it calls things of a kind in general, and
    ``people`` its speakers. ``recognizer`` knows the names that the source itself introduces;
    ``ranker`` chooses subjects, the shipped one if there is none; ``run`` are the passages that
    are being read. ``general`` are such things in general as the passage speaks of. ``members``
    are those that quantities of the sentence name, by their offsets ("a 70B runs …"), ``sizes``
    are the members of families and what tells them apart, ``member_sizes`` the sizes by family;
    ``asked`` is the question right before the sentence, lower-cased, or the ``lead`` of a list to
    which it belongs. ``stated_of`` are the subjects
    of the last statements, the latest last, and ``stated_here`` says that one was in this sentence;
    ``stated`` are the attributes that were stated, likewise, with their canonical units. ``owners``
    says of what a property was last spoken of, by its noun, and in which sentence; ``process``
    what is done to such things in general.
    """

    title_names: list[Name] = field(default_factory=list)
    versions: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    people: frozenset[str] = frozenset()
    recognizer: NameRecognizer | None = None
    ranker: Ranker | None = None
    run: Joined | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    short_forms: dict[str, str] = field(default_factory=dict)
    employers: dict[str, str] = field(default_factory=dict)
    sized: frozenset[str] = frozenset()
    general_names: dict[str, str] = field(default_factory=dict)
    host: str | None = None
    speaker: str | None = None
    general: Name | None = None
    sentence: int = 0
    asked: str = ""
    lead: str = ""
    stated_of: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    stated_here: bool = False
    sizes: dict[str, Decimal] = field(default_factory=dict)
    member_sizes: defaultdict[str, set[Decimal]] = field(default_factory=lambda: defaultdict(set))
    members: dict[int, Name] = field(default_factory=dict)
    stated: dict[str, str | None] = field(default_factory=dict)
    owners: dict[str, tuple[str, int]] = field(default_factory=dict)
    process: Process | None = None
    _mentions: dict[str, Mention] = field(default_factory=dict)
    _members_here: defaultdict[str, dict[str, float]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _stated: deque[tuple[int, str | None, Link]] = field(
        default_factory=lambda: deque(maxlen=REMEMBERED)
    )
    _other_speaker: str | None = None
    _context: deque[str] = field(default_factory=lambda: deque(maxlen=CONTEXT_SENTENCES))

    def begin_sentence(self, speaker: str | None = None) -> None:
        """Count one sentence further; ``speaker`` says it."""
        if speaker != self.speaker:
            self._other_speaker = self.speaker
        self.speaker = speaker
        self.stated_here = False
        self.sentence += 1
        self.members.clear()
        self._members_here.clear()

    def begin_section(self, heading: str = "") -> None:
        """Under a new heading the words before no longer bear, and names count as distant; the
        first sentence may answer it ("Release date")."""
        self._context.clear()
        self.asked, self.lead = heading.lower(), ""
        self.sentence += SECTION_DISTANCE

    def end_sentence(self, text: str, labels: list[str]) -> None:
        """Remember a sentence: its words, and the labels of what was stated in it.

        One that names several members of a family alike speaks of the family.
        """
        for family, members in self._members_here.items():
            highest = max(members.values())
            alike = {member for member, weight in members.items() if weight == highest} - {family}
            if len(alike) > 1 and family in self._mentions:
                known = self._mentions[family]
                self._mentions[family] = replace(known, name=as_family(known.name))
        self.lead = lead_behind(text, self.lead)
        self.asked = self._open_question(text) or self.lead
        self._context.append(" ".join([text.lower(), *labels]))

    def _open_question(self, text: str) -> str:
        """The question that the next sentence may answer: this sentence, or the one before it that
        a few words only take up ("What do you charge?" "Per call? Well.")."""
        question = text.lower() if text.rstrip().endswith("?") else ""
        if len(text.split()) <= SHORTEST_ANSWER:
            return f"{self.asked[-LONGEST_QUESTION:]} {question}".strip()
        return question

    def mention(self, name: Name, weight: float = AS_SUBJECT) -> None:
        """Make a name one that is spoken of; in one sentence its best mention counts."""
        if is_short(name):
            return
        if name.family is not None and name.size is not None:
            self.member_sizes[name.family].add(size_of(name.size))
        earlier = self._mentions.get(_topic(name))
        if is_abbreviation(name):
            weight = min(weight, AS_REFERENCE)  # an abbreviation, rather than a name
        if name.family is not None:
            here = self._members_here[name.family]
            here[name.canonical] = max(weight, here.get(name.canonical, 0.0))
        if earlier and earlier.sentence == self.sentence:
            weight = max(weight, earlier.weight)
            if name.canonical == name.family:
                name = earlier.name  # "Mistral, the 7B" speaks of the member
        self._mentions.pop(_topic(name), None)  # the last mentioned is the last in order
        self._mentions[_topic(name)] = Mention(self.sentence, weight, name)

    def candidates(self, last: int, leading: int) -> list[Mention]:
        """What may be spoken of: the ``last`` names mentioned, the latest first, and of the
        others the ``leading`` ones that the source names most."""
        latest = list(islice(reversed(self._mentions.values()), last))
        taken = {_topic(mention.name) for mention in latest}
        found = [self._mentions[t] for t in self._leading if t in self._mentions and t not in taken]
        return latest + found[:leading]

    def latest(self) -> Iterator[Name]:
        """The names mentioned, of families the last member each, the latest first."""
        return (mention.name for mention in reversed(self._mentions.values()))

    def mentioned(self, name: Name) -> Mention | None:
        """The last mention of a name before the sentence."""
        return self._mentions.get(_topic(name))

    def share(self, name: Name) -> float:
        """How much of what the source names is this name, the names that extend it included."""
        counts = self.counts if name.family is not None else self._with_extended
        return counts[_topic(name)] / max(1, self._total)

    @cached_property
    def _total(self) -> int:
        return self.counts.total()

    @cached_property
    def _with_extended(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for name, count in self.counts.items():
            parts = name.split(" ")
            counts.update({" ".join(parts[:size]): count for size in range(1, len(parts) + 1)})
        return counts

    @cached_property
    def _leading(self) -> list[str]:
        return [topic for topic, _ in self.counts.most_common(MOST_COUNTED)]

    def is_titled(self, name: Name, *, first: bool = False) -> bool:
        """Whether the source's title holds a name, or begins with it."""
        names = self.title_names[:1] if first else self.title_names
        return any(_topic(titled) == _topic(name) for titled in names)

    def speak_of(self, name: Name, kinds: tuple[str, ...], *, learn: bool) -> Name:
        """Note that something was stated of a name: it is the topic now, and, where that is to be
        learned, of the one kind that can have such an attribute."""
        if learn and name.kind is None and len(kinds) == 1:
            name = self.learn(name, kinds[0])
        self.stated_of.append(name.canonical)
        self.stated_here = True
        if _topic(name) not in self._mentions:
            self.mention(name)
        return name

    def of_speaker(self) -> str | None:
        """The organization for which the speaker speaks: "we" of its chief executive."""
        return self._employer(self.speaker)

    def of_addressed(self) -> str | None:
        """The organization of whom the speaker speaks to, who spoke before: "how many are you?"."""
        return self._employer(self._other_speaker)

    def _employer(self, speaker: str | None) -> str | None:
        return self.employers.get(surname(speaker), self.host) if speaker else None

    def titled(self, kinds: tuple[str, ...]) -> Name | None:
        """The title's name of these kinds, if it holds exactly one."""
        fitting = {n.canonical: n for n in self.title_names if n.kind in kinds and not n.generic}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def topic(self, kinds: tuple[str, ...] = ()) -> Name | None:
        """What the source is about: the one name of these kinds in its title, or the one that it
        mentions most often, of those mentioned so far that are no people."""
        titled = self.titled(kinds)
        if titled is not None:
            return titled
        names = [self._mentions[t].name for t in self._leading if t in self._mentions]
        topics = (n for n in names if not n.generic and self.fits(n, kinds, person=False))
        return next(topics, None)

    def learn(self, name: Name, kind: str) -> Name:
        """Keep what kind of thing a name is that no pack knows: it was called "the club"."""
        self.kinds[name.canonical] = kind
        known = replace(name, kind=kind)
        mention = self._mentions.get(_topic(name))
        if mention is not None:
            self._mentions[_topic(name)] = replace(mention, name=known)
        return known

    def fits(self, name: Name, kinds: tuple[str, ...], person: bool | None = None) -> bool:
        """Whether a name may be of one of ``kinds`` (any if empty), and a person or none."""
        is_person = self.is_person(name)
        if is_person if person is False else person and not is_person and name.kind is not None:
            return False
        if kinds and name.kind not in (None, *kinds) and not _may_be_place(name, kinds):
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

    def recent_kinds(self) -> set[str]:
        """The kinds of the names mentioned lately."""
        latest = takewhile(
            lambda mention: self.sentence - mention.sentence <= REACH,
            reversed(self._mentions.values()),
        )
        return {mention.name.kind for mention in latest if mention.name.kind}

    def state(self, links: Iterable[Link]) -> None:
        """Keep what the sentence stated, for a few sentences, as it may be repeated."""
        for link in links:
            self._stated.append((self.sentence, self.speaker, link))
            if link.attribute:
                self.stated.pop(link.attribute, None)
                self.stated[link.attribute] = link.quantity.value.canonical_unit

    @property
    def last_stated(self) -> int:
        """The number of the sentence of the last statement; before all sentences if none."""
        return self._stated[-1][0] if self._stated else -ECHO_REACH - 1

    def said(self) -> Iterator[Link]:
        """What was stated in the last few sentences, the latest first."""
        for sentence, _, link in reversed(self._stated):
            if self.sentence - sentence <= ECHO_REACH:
                yield link

    def repeats(self, value: Value, key: str | None, subject: str | None) -> str | None:
        """The other speaker who has just asserted this value: "Two vans?" of a host."""
        for sentence, speaker, link in reversed(self._stated):
            if self.sentence - sentence > ECHO_REACH or speaker == self.speaker:
                continue
            said = link.quantity.value
            others = link.subject and subject and link.subject != subject
            if (key and link.attribute != key) or value.unit == "date" or others:
                continue
            alike = (said.lo, said.hi) == (value.lo, value.hi) and value.unit in (None, said.unit)
            if alike and said.unit and speaker and link.modality in ("asserted", "hedged"):
                return speaker
        return None

    @property
    def context(self) -> str:
        """The words of the sentences before, lower-cased, with what was stated in them."""
        return " ".join(self._context)


def _topic(name: Name) -> str:
    return name.family or name.canonical


def _may_be_place(name: Name, kinds: tuple[str, ...]) -> bool:
    return name.kind == "place" and not REGIONS.isdisjoint(kinds)
