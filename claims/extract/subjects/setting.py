"""A quantity whose subject is looked for, and everything around it that bears on the choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from claims.extract.attributes.adjacent import labelling
from claims.extract.attributes.measures import owner_of, property_of
from claims.extract.attributes.pairing import pairs
from claims.extract.context.discourse import Discourse, Process
from claims.extract.context.processes import STAGE, process_near, undergoing
from claims.extract.language.clauses import patient_of, relative_subject, subject_of
from claims.extract.language.english import phrases, words
from claims.extract.language.syntax import SUBJECTS, preposition
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.subjects.apposition import attached_to, holder_of
from claims.extract.subjects.phrases import Phrase, named_by, phrase_of
from claims.records import Quantity
from claims.vocabulary import AttributeSpec, Vocabulary

PLURAL = frozenset({"they", "them", "their", "these", "those"})
PLACING = frozenset({"on", "at", "from", "via", "through", "in", "with"})
_EACH = re.compile(r"\b(?:each|apiece|a piece|per)\b")
# So many sentences behind a process what "you" do is done in it.
CLOSE = 2
# What stands before a thing from which a time is reckoned.
RECKONING = frozenset({"after", "before"})
# "Half the weight of", "twice that of": what something else is compared with.
_MEASURED_BY = re.compile(r"\s(?:as \w+ as|(?:the [\w-]+|that|those) of) (?:the |a |an )?")
_RECKONED = {
    "ratio": _MEASURED_BY,
    "percent": _MEASURED_BY,
    "second": re.compile(
        rf"\s(?:later than|(?:later )?(?:{'|'.join(sorted(RECKONING))}))\s(?:the )?"
    ),
    "metre": re.compile(
        r"\s(?:away )?(?:(?:to the )?(?:north|south|east|west|north-?east|north-?west|south-?east|"
        r"south-?west|outside|upstream|downstream|inland) )?(?:from|of|off|above|below)\s(?:the )?"
    ),
}


@dataclass(frozen=True)
class Setting:
    """A quantity whose subject is looked for, and everything around it."""

    quantity: Quantity
    spec: AttributeSpec | None
    sentence: Sentence
    discourse: Discourse
    vocabulary: Vocabulary

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of things that can have the attribute; none if any can."""
        return self.spec.kinds if self.spec else ()

    @property
    def names_member(self) -> bool:
        """Whether the quantity may tell a member of a family from the others."""
        return self.spec is not None and self.spec.names_members

    @property
    def names_itself(self) -> bool:
        """Whether the quantity is used as a name: "the 70 billion parameter model", "a 70B"."""
        if self.spec is None or not self.names_member:
            return False
        after = self.sentence.lower[self.quantity.end - self.sentence.start :]
        in_plural = self.quantity.text.lower().endswith(f"{self.spec.unit}s")
        return not in_plural or any(after.startswith(f" {kind}") for kind in self.spec.kinds)

    @cached_property
    def reckoned_from(self) -> str | None:
        """The name from which a time or a distance is reckoned: the Apollo 11 of "two months after
        Apollo 11", the Oslo of "30 kilometres from Oslo"."""
        pattern = _RECKONED.get(self.quantity.value.canonical_unit or "")
        if pattern is None or (pattern is _MEASURED_BY and self.is_counted_subject):
            return None
        behind = pattern.match(self.sentence.lower, self.quantity.end - self.sentence.start)
        place = self.sentence.start + behind.end() if behind else -1
        return next((n.canonical for n in self.sentence.names if n.start == place), None)

    @cached_property
    def named_here(self) -> Sequence[Name]:
        """The names of the sentence, with the member that sizes in it name ("a 70B needs …"), or
        the family where they name several."""
        names, members = self.sentence.names, list(self.discourse.members.values())
        families = {member.family for member in members}
        if self.names_member or len(families) != 1:
            return names
        first, last = members[0], members[-1]
        if any(first.start < name.end and name.start < last.end for name in names):
            return names
        if len({member.canonical for member in members}) > 1:
            first = replace(first, end=last.end, canonical=first.family or first.canonical)
        return (*names, first)

    @cached_property
    def general(self) -> Name | None:
        """Such things in general as the passage speaks of, where they can have the attribute."""
        name = self.discourse.general
        return None if name is None or (self.kinds and name.kind not in self.kinds) else name

    @cached_property
    def points_back(self) -> bool:
        """Whether something here may point to a single thing that was spoken of, and not to such
        things in general: "it", "we", "the model", but neither "you" nor "they"."""
        phrase = self.phrase
        pointing = phrase.pointing if phrase is not None else None
        plural = phrase is not None and phrase.noun.lower_ in PLURAL
        sized = self.names_member and not self.names_itself and pointing == "speaker"
        general = self.is_general or self.is_generic_you or plural or sized
        return not general and pointing not in (None, "generic")

    @cached_property
    def is_general(self) -> bool:
        """Whether the sentence says that it speaks of such things in general: "typically"."""
        return phrases("generalizing").search(self.sentence.lower) is not None

    @cached_property
    def is_counted_subject(self) -> bool:
        """Whether the quantity is itself the subject of its clause: "Twenty nurses work at …"."""
        return self.number is not None and self.number.dep_ in SUBJECTS

    @cached_property
    def is_generic_you(self) -> bool:
        """Whether the clause says what anybody does: "you can scan 40 pages with …"."""
        return self.subject is not None and self.subject.lower_ == "you"

    @cached_property
    def number(self) -> Token | None:
        """The quantity's head in the parse."""
        return self.sentence.head(self.quantity.start, self.quantity.end)

    @cached_property
    def subject(self) -> Token | None:
        """The subject of the quantity's clause in the parse."""
        return subject_of(self.number) if self.number is not None else None

    def is_counted_means(self, name: Name) -> bool:
        """Whether a name says how many of it were used for what the quantity states: "we ran it on
        64 H100s for nine weeks" is not about an H100."""
        sentence = self.sentence
        if _EACH.search(sentence.lower):
            return False
        counts = (q for q in sentence.quantities if q.start < name.start and name.end <= q.end)
        word = sentence.head(name.start, name.end)
        used = word is not None and word.dep_ not in SUBJECTS
        return used and any(quantity is not self.quantity for quantity in counts)

    def is_beside_pronoun(self, name: Name) -> bool:
        """Whether the clause says where a pronoun has or does what the quantity states: "it has 900
        stars on GitHub" is not about GitHub."""
        word, subject = self.sentence.head(name.start, name.end), self.subject
        if word is None or subject is None or subject.pos_ != "PRON" or word.dep_ != "obl":
            return False
        copula = any(child.dep_ == "cop" for child in word.head.children)
        behind = word.i > subject.i and word.head.i == subject.head.i
        of_name = self.number is not None and word.is_ancestor(self.number)
        told = subject.lower_ != "you" and not (copula or of_name) and behind
        cases = preposition(word)
        if subject.lower_ in words("pronouns_speaker"):
            cases = cases - {"with"}  # "we save 20% with the Dray" is about that
        return told and bool(cases & PLACING)

    @cached_property
    def phrase(self) -> Phrase | None:
        """The noun phrase that the quantity is about by the parse."""
        return phrase_of(self.quantity, self.sentence, self.vocabulary)

    @cached_property
    def process(self) -> Process | None:
        """The process that the quantity may be about, where the sentence names no single thing that
        undergoes it."""
        spoken = process_near(self.quantity.start, self.sentence, self.discourse, self.vocabulary)
        if spoken is None or (self.kinds and self.spec and STAGE not in self.spec.scopes):
            return None
        kinds = undergoing(self.vocabulary)
        is_person = self.phrase is not None and self.phrase.pointing == "person"
        if is_person or any(n.kind in kinds and not n.generic for n in self.named_here):
            return None
        ago = self.discourse.sentence - spoken.sentence
        return spoken if ago == 0 or self._may_go_on(ago) else None

    def _may_go_on(self, ago: int) -> bool:
        """Whether a sentence may still speak of a process that one before it named: it names
        nothing single, its subject is no thing of its own, and it states an attribute of processes
        or says what something takes: "it takes a day", "you need 50,000 documents"."""
        if self.number is None or any(not name.generic for name in self.named_here):
            return False
        subject, is_asked = self.subject, bool(self.kinds)
        if subject is None or self.is_counted_subject:
            return is_asked or (ago == 1 and self.vocabulary.is_money(self.quantity.value.unit))
        called, verb = subject.lower_, subject.head
        if called not in words("pronouns_of_process") | words("processes"):
            return False
        is_this = called in ("this", "that") and any(c.dep_ == "cop" for c in verb.children)
        takes = verb.lower_ in words("taking_verbs") and called != "i"
        takes = takes or (called == "you" and ago <= CLOSE and verb.lower_ not in words("having"))
        return is_asked or is_this or takes

    @cached_property
    def attached_to(self) -> int | None:
        """The offset of the noun behind which the quantity is set off: "a charger ($129)"."""
        number, parse = self.number, self.sentence.parse
        noun = attached_to(number) if number is not None else None
        return noun.idx + parse.start if noun is not None and parse is not None else None

    @cached_property
    def pairs(self) -> dict[int, Name]:
        """The names of lists that run side by side."""
        return pairs(self.sentence)

    @cached_property
    def marked(self) -> dict[str, list[int]]:
        """The offsets of words with a part in the quantity's clause, by that part."""
        number, parse = self.number, self.sentence.parse
        if number is None or parse is None:
            return {}
        measured = property_of(number)
        subject = self.subject
        parts: dict[str, Token | None] = {
            "subject": subject,
            "owner": owner_of(measured) if measured is not None else None,
            "patient": patient_of(number),
            "measured": measured
            if measured is not None and measured.dep_ not in SUBJECTS
            else None,
            "sayer": _sayer(number),
            "holder": holder_of(number),
            "labelling": labelling(measured) if measured is not None else None,
        }
        found = {part: [word.idx + parse.start] for part, word in parts.items() if word is not None}
        for part, word in parts.items():
            named = named_by(word, self.sentence, self.vocabulary) if word is not None else None
            if named is not None:
                found[part].append(named.start)
        getting = relative_subject(number)
        if getting is not None:
            found["getting"] = [getting.idx + parse.start]
        for apposed in subject.rights if subject is not None else ():
            if apposed.dep_ in ("appos", "flat"):
                found["subject"].append(apposed.idx + parse.start)
        sayer = parts["sayer"]
        if sayer is not None:
            flat = (child for child in sayer.rights if child.dep_ in ("flat", "compound"))
            found["sayer"] += [child.idx + parse.start for child in flat]
            told = (child for child in sayer.head.children if child.dep_ in ("iobj", "obj"))
            found["told"] = [child.idx + parse.start for child in told]
            whole = number.head if number.dep_.startswith("nmod") else number
            if whole.dep_ in SUBJECTS and self._is_person_at(found["sayer"]):
                found["saying"] = [word.idx + parse.start for word in sayer.subtree]
        return found

    def _is_person_at(self, places: Sequence[int]) -> bool:
        """Whether a person's name stands at one of these offsets; a firm often speaks of itself."""
        here = (n for n in self.sentence.names if any(n.start <= at < n.end for at in places))
        return any(self.discourse.is_person(name) for name in here)


def _sayer(number: Token) -> Token | None:
    """Who says the clause in which a quantity stands."""
    token = number
    while token.head.i != token.i:
        if token.dep_ in ("ccomp", "parataxis") and token.head.lower_ in words("saying_verbs"):
            return next((child for child in token.head.children if child.dep_ in SUBJECTS), None)
        token = token.head
    return None
