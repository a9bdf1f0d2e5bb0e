"""What a quantity is about: a name in the sentence, what is under discussion, the title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from spacy.tokens import Token

from claims.extract.discourse import PRONOUN_TOPIC, Discourse
from claims.extract.english import phrases, words
from claims.extract.families import Name, with_size
from claims.extract.links import Sentence
from claims.extract.nearest import Nearest, nearest_name
from claims.extract.phrases import Phrase, Pointing, phrase_of
from claims.reasons import Reason, Reasons, Rule
from claims.records import Quantity
from claims.vocabulary import AttributeSpec, Vocabulary

CERTAIN = Decimal("0.95")
LIKELY = Decimal("0.8")
FROM_TITLE = Decimal("0.6")
DESCRIBED = Decimal("0.6")
UNFOUND = Decimal("0.5")
# How much farther in the tree than the clause's own noun phrase a name may stand: one of a kind
# that the attribute asks for, where the phrase only points back, and any other.
FITTING, POINTED, OTHER = 2.5, 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Subject:
    """The canonical name of what a quantity is about, the words that say so, how sure, and why.

    ``passed_over`` are the names of the sentence that it is not, each with the reason.
    """

    name: str | None = None
    text: str | None = None
    certainty: Decimal = UNFOUND
    why: Reasons = ()
    passed_over: Reasons = ()


def names_itself(quantity: Quantity, spec: AttributeSpec | None, sentence: Sentence) -> bool:
    """Whether the quantity is used as a name: "the 70 billion parameter model", "a 70B"."""
    if spec is None or not spec.names_members:
        return False
    after = sentence.lower[quantity.end - sentence.start :]
    in_plural = quantity.text.lower().endswith(f"{spec.unit}s")
    return not in_plural or any(after.startswith(f" {kind}") for kind in spec.kinds)


def find_subject(
    quantity: Quantity,
    spec: AttributeSpec | None,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Subject:
    """The subject of a quantity whose attribute is ``spec``; an empty one if nothing says it."""
    inside = [n for n in sentence.names if n.start <= quantity.start < n.end]
    if inside and spec is not None and spec.names_members:
        why = (Reason("in_name", (inside[0].text,)),)
        return Subject(inside[0].canonical, inside[0].text, CERTAIN, why)
    kinds = spec.kinds if spec else ()
    near = nearest_name(quantity, kinds, sentence, discourse)
    found = _referent(near, quantity, kinds, sentence, discourse, vocabulary)
    subject = _subject(found, quantity, spec, sentence, discourse, vocabulary)
    return replace(subject, passed_over=_passed_over(near, subject))


def _passed_over(near: Nearest, subject: Subject) -> Reasons:
    """The names of the sentence that are not the subject."""
    name = near.name
    if name is None or subject.text == name.text:
        return near.passed_over
    return (Reason("farther", (name.text,)), *near.passed_over)


def _subject(
    found: Referent,
    quantity: Quantity,
    spec: AttributeSpec | None,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Subject:
    """The subject that a referent makes: a name, a member or a part of it, or a description."""
    name, certainty, described, why = found
    kinds = spec.kinds if spec else ()
    if described is not None and spec is not None and spec.names_members:
        if _is_generic(kinds, sentence, vocabulary):
            name, why = None, Reason("generic", (described.text,))
        else:
            name, why = discourse.latest(kinds), Reason("topic")
    elif described is not None:
        return Subject(described.name, described.text, DESCRIBED, (why,))
    if name is None:
        name, certainty, generic = discourse.titled(kinds), FROM_TITLE, why.rule == "generic"
        if name is None:
            return Subject(why=(why if generic else Reason("unsupported", why.words),))
        why = Reason("title", (name.text,))
    name = discourse.speak_of(name, kinds)
    if spec is not None and spec.names_members:
        return _member(quantity, name, certainty, why, sentence, discourse)
    if spec and spec.part:
        canonical = f"{name.canonical} {spec.part}"
        return Subject(canonical, name.text, certainty, (why, Reason("part", (spec.part,))))
    return Subject(name.canonical, name.text, certainty, (why,))


Referent = tuple[Name | None, Decimal, Phrase | None, Reason]


def _referent(
    near: Nearest,
    quantity: Quantity,
    kinds: tuple[str, ...],
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Referent:
    """A name with its certainty, or the noun phrase that stands for a thing without a name; and
    why."""
    name, cost = near.name, near.cost
    phrase = phrase_of(quantity, sentence)
    if phrase is not None and phrase.member is not None:
        if phrase.member in discourse.members:
            member = discourse.members[phrase.member]
            return member, CERTAIN, None, Reason("member", (member.text,))
        phrase = None
    if name is not None and (phrase is None or _is_nearer(name, cost, phrase, kinds)):
        return name, CERTAIN, None, Reason(near.rule, (name.text,))
    if phrase is not None and phrase.pointing == "generic":
        return _general(phrase, name, kinds, sentence, discourse, vocabulary)
    if phrase is not None and _stands_alone(phrase, kinds, vocabulary):
        return None, UNFOUND, phrase, Reason("description", (phrase.text,))
    if phrase is None and _is_generic(kinds, sentence, vocabulary):
        _forget(kinds, discourse)
        return None, UNFOUND, None, Reason("generic")
    why = Reason(_POINTING[phrase.pointing], (phrase.text,)) if phrase else Reason("topic")
    return _pointed_at(phrase, kinds, discourse, vocabulary), LIKELY, None, why


_POINTING: dict[Pointing, Rule] = {
    "speaker": "speaker", "person": "pronoun", "thing": "pronoun", "definite": "definite",
    "generic": "description",
}  # fmt: skip


def _stands_alone(phrase: Phrase, kinds: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether "the talk" or "these training runs" is a thing of its own, and no part or property
    of what is spoken of ("the file", "these parameters")."""
    noun = phrase.noun.lower_
    if phrase.pointing != "definite" or _is_property(noun, vocabulary):
        return False
    single = noun.removesuffix("s")
    if any(single in nouns for nouns in vocabulary.kind_nouns.values()):
        return False
    return not kinds or noun != single


def _is_nearer(name: Name, cost: float, phrase: Phrase, kinds: tuple[str, ...]) -> bool:
    """Whether a name is rather what is spoken of than the clause's noun phrase."""
    if (phrase.pointing == "thing" and name.kind == "person") or (
        phrase.pointing == "person" and name.kind not in ("person", None)
    ):
        return False
    slack = POINTED if phrase.pointing != "generic" else OTHER
    if phrase.pointing == "speaker" or name.kind in kinds:
        slack = FITTING if phrase.pointing == "generic" else float("inf")
    return cost <= phrase.cost + slack


def _general(
    phrase: Phrase,
    name: Name | None,
    kinds: tuple[str, ...],
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Referent:
    """What "a typical model" or "revenue" is about: such things in general, or the topic's own."""
    called = phrase.noun.lower_.removesuffix("s")
    is_kind = any(called in nouns for nouns in vocabulary.kind_nouns.values())
    general = _is_any(phrase.noun) and (is_kind or not kinds)
    if general or _is_generic(kinds, sentence, vocabulary):
        _forget(kinds, discourse)
        return None, UNFOUND, phrase, Reason("generic", (phrase.text,))
    if kinds or _is_property(phrase.noun.lower_, vocabulary):
        topic = name or _own(kinds, discourse)
        if topic is not None:
            return topic, LIKELY, None, Reason("topic")
    return None, UNFOUND, phrase, Reason("description", (phrase.text,))


def _is_property(noun: str, vocabulary: Vocabulary) -> bool:
    """Whether a noun says what is stated of something: "revenue", "coverage", "margins"."""
    specs = vocabulary.attributes.values()
    return any(noun in (spec.label, *spec.cues) for spec in specs)


def _is_any(noun: Token) -> bool:
    """Whether a noun stands for any such thing: "a typical firm", "most firms"."""
    return any(child.lower_ in words("generic_words") for child in noun.lefts)


def _forget(kinds: tuple[str, ...], discourse: Discourse) -> None:
    for kind in kinds:
        discourse.drop(kind)


def _pointed_at(
    phrase: Phrase | None,
    kinds: tuple[str, ...],
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Name | None:
    """What a pronoun or a definite noun phrase points back to."""
    if phrase is None or phrase.pointing == "speaker":
        return _own(kinds, discourse)
    if phrase.pointing == "definite":
        return _definite(phrase.noun, kinds, discourse, vocabulary)
    if phrase.noun.lower_ == "both":
        return discourse.family(kinds) or discourse.latest(kinds, person=False)
    if not kinds and phrase.noun.lower_ in ("this", "that"):
        return None  # what was said, rather than a thing
    return discourse.latest(kinds, person=phrase.pointing == "person", topic=PRONOUN_TOPIC)


def _own(kinds: tuple[str, ...], discourse: Discourse) -> Name | None:
    """What the speaker's "we" stands for: the source's topic, else what was just spoken of."""
    return discourse.own(kinds) or discourse.latest(kinds, person=False)


def _definite(
    noun: Token, kinds: tuple[str, ...], discourse: Discourse, vocabulary: Vocabulary
) -> Name | None:
    """What "the large model", "the models" or "the club" means; what it is called is learned."""
    for word in noun.lefts:
        variant = discourse.variant(word.lower_, kinds)
        if variant is not None:
            return variant
    called = noun.lower_
    single = called.removesuffix("s")
    kind = next((k for k, nouns in vocabulary.kind_nouns.items() if single in nouns), None)
    if kind is None or (kinds and kind not in kinds):
        return discourse.latest(kinds, person=False)
    if called != single:
        several = discourse.family((kind,)) or discourse.own((kind,))
        if several is not None:
            return several
    found = discourse.latest((kind,), person=kind == "person", topic=PRONOUN_TOPIC)
    if found is not None and found.kind is None and called == single:
        return discourse.learn(found, kind)
    return found or discourse.latest(kinds, person=False)


def _member(
    quantity: Quantity,
    name: Name,
    certainty: Decimal,
    why: Reason,
    sentence: Sentence,
    discourse: Discourse,
) -> Subject:
    """The member of the family under discussion that has so many parameters."""
    value = quantity.value
    single = value.lo if value.lo == value.hi else None
    if single is None or name.family is None:
        if single is not None:
            discourse.sizes[name.canonical] = single
        return Subject(name.canonical, name.text, certainty, (why,))
    behind = name in sentence.names and name.start >= quantity.end
    variant = name.canonical.removeprefix(name.family) if behind else ""
    sized = with_size(name.family, single) + variant
    discourse.sizes[sized] = single
    member = Name(quantity.start, quantity.end, quantity.text, sized, name.kind, name.family)
    discourse.mention(member)
    discourse.members[quantity.start] = member
    size = Reason("size", (name.family, quantity.text))
    return Subject(sized, name.text, certainty, (why, size))


def _is_generic(kinds: tuple[str, ...], sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether the sentence speaks of such things in general: "a neural network has …".

    "This neural network" and "the model" point back to what was spoken of.
    """
    subjects = tuple(word for kind in kinds for word in vocabulary.generic_subjects.get(kind, ()))
    for match in _generic(subjects).finditer(sentence.lower) if subjects else ():
        before = sentence.lower[: match.start()].split()
        if not before or not phrases("anaphoric").fullmatch(before[-1]):
            return True
    return False


@cache
def _generic(subjects: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(subjects, key=lambda words: (-len(words), words))
    words = "|".join(re.escape(subject.lower()) for subject in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
