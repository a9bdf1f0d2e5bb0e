"""What a quantity is about: chosen among what the sentence names and what was spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extract.context.discourse import Discourse
from claims.extract.context.members import size_near
from claims.extract.context.processes import PROCESS, name_of, undergoing
from claims.extract.language.english import words
from claims.extract.names.families import Name, with_size
from claims.extract.names.kinds import kinds_of
from claims.extract.subjects.candidates import candidates
from claims.extract.subjects.phrases import Phrase, Pointing
from claims.extract.subjects.ranking import Candidate, shipped_ranker
from claims.extract.subjects.setting import Setting
from claims.extract.subjects.things import is_introduced
from claims.reasons import Reason, Reasons, Rule

# A number that stands in a name; what else a sentence itself says beyond doubt.
CERTAIN = Decimal("0.95")
FROM_TITLE = Decimal("0.6")
LIKELY = Decimal("0.8")
UNFOUND = Decimal("0.5")
# Of a name that has so large a share of what the source names, or stands in its title, other
# things are taken to be parts: "the Kestner plant".
LEADS = 0.25
# From this probability on, what kind of thing a name is may be learned from what is stated of it.
SURE = 0.7


@dataclass(frozen=True, slots=True)
class Subject:
    """The canonical name of what a quantity is about, the words that say so, how sure, and why.

    ``passed_over`` are the names of the sentence that it is not, each with the reason; ``stage``
    is that of a process ("LLM fine-tuning").
    """

    name: str | None = None
    text: str | None = None
    certainty: Decimal = UNFOUND
    why: Reasons = ()
    passed_over: Reasons = ()
    stage: str | None = None


def find_subject(setting: Setting) -> Subject:
    """The subject of a quantity; an empty one if nothing says it."""
    discourse, start = setting.discourse, setting.quantity.start
    inside = [n for n in setting.sentence.names if n.start <= start < n.end]
    if inside and setting.names_member:
        why = (Reason("in_name", (inside[0].text,)),)
        return Subject(inside[0].canonical, inside[0].text, CERTAIN, why)
    place = setting.phrase.member if setting.phrase else None
    member = discourse.members.get(place) if place is not None else None
    if member is not None:
        return _stated(member, CERTAIN, Reason("member", (member.text,)), setting)
    ranker = discourse.ranker or shipped_ranker()
    found = candidates(setting)
    best, probability = ranker.rank(found, setting)
    certainty = Decimal(probability).quantize(Decimal("0.01"))
    subject = _subject(best, certainty, setting)
    return replace(subject, passed_over=_passed_over(best, found))


def _subject(best: Candidate, certainty: Decimal, setting: Setting) -> Subject:
    if best.name is not None:
        process, vocabulary = setting.process, setting.vocabulary
        if process and best.name.generic and best.name.kind in undergoing(vocabulary):
            done = name_of(process, vocabulary, setting.discourse)
            return _stated(done, certainty, Reason("generic", (done.text,)), setting)
        return _stated(best.name, certainty, _why(best, setting), setting)
    phrase = best.phrase
    titled = setting.discourse.titled(setting.kinds) if phrase is None else None
    general = setting.general if phrase is None else None
    if general is not None:
        return _stated(general, FROM_TITLE, Reason("generic", (general.text,)), setting)
    if titled is not None:
        return _stated(titled, FROM_TITLE, Reason("title", (titled.text,)), setting)
    if phrase is None or (phrase.pointing == "generic" and _is_general(phrase, setting)):
        words_read = (setting.phrase.text,) if setting.phrase else ()
        return Subject(None, None, certainty, (Reason("unsupported", words_read),))
    name = part_name(phrase, setting)
    setting.discourse.stated_of.append(name)
    return Subject(name, phrase.text, certainty, (Reason("description", (phrase.text,)),))


def _stated(name: Name, certainty: Decimal, why: Reason, setting: Setting) -> Subject:
    """The subject that a name makes: itself, a part of it, or a member of its family."""
    spec = setting.spec
    if name.kind == PROCESS:
        setting.discourse.stated_of.append(name.canonical)
        return Subject(name.canonical, name.text, certainty, (why,), stage=name.text)
    name = setting.discourse.speak_of(name, setting.kinds, learn=certainty >= SURE)
    if setting.names_member:
        return _member(name, certainty, why, setting)
    if spec is not None and spec.part and (not spec.part_of or name.kind in spec.part_of):
        canonical = f"{name.canonical} {spec.part}"
        return Subject(canonical, name.text, certainty, (why, Reason("part", (spec.part,))))
    return Subject(name.canonical, name.text, certainty, (why,))


_POINTING: dict[Pointing, Rule] = {
    "speaker": "speaker", "person": "pronoun", "thing": "pronoun", "definite": "definite",
    "generic": "topic",
}  # fmt: skip


def _why(best: Candidate, setting: Setting) -> Reason:
    name, phrase = best.name, setting.phrase
    assert name is not None
    if name.generic:
        return Reason("generic", (name.text,))
    if "here:subject" in best.evidence:
        return Reason("clause_subject", (name.text,))
    if "here:yes" in best.evidence:
        rule: Rule = "nearest" if setting.sentence.parse else "nearest_words"
        return Reason(rule, (name.text,))
    if phrase is not None and phrase.pointing != "generic":
        return Reason(_POINTING[phrase.pointing], (phrase.text,))
    return Reason("topic")


def _passed_over(best: Candidate, found: Sequence[Candidate]) -> Reasons:
    """The names of the sentence that are not the subject."""
    own = best.name.canonical if best.name else None
    reasons = []
    for other in found:
        if other.name is None or "here:yes" not in other.evidence or other.name.canonical == own:
            continue
        reasons.append(Reason(_against(other), (other.name.text,)))
    return tuple(dict.fromkeys(reasons))


def _against(other: Candidate) -> Rule:
    return next((rule for mark, rule in _AGAINST.items() if mark in other.evidence), "farther")


# What speaks against a name, the first that holds.
_AGAINST: dict[str, Rule] = {
    "here:measured": "measured", "here:reckoned": "compared", "speaker": "addressed",
    "here:reference": "compared", "here:compared": "compared", "here:source": "compared",
    "kind:other": "other_kind", "kind:never:asked": "other_kind", "person:asked": "other_kind",
    "kind:abbreviation": "short",
}  # fmt: skip


def part_name(phrase: Phrase, setting: Setting) -> str:
    """What a thing without a name is called: "the Kestner plant", where Kestner is spoken of."""
    kinds = kinds_of(phrase.noun.lower_, setting.vocabulary)
    told = any(child.dep_ == "amod" for child in phrase.noun.lefts)
    if phrase.pointing != "definite" or told or not {"person", "organization"}.isdisjoint(kinds):
        return phrase.name
    owner = None if is_introduced(phrase, setting) else _owner(phrase, setting.discourse)
    return f"the {owner} {phrase.name.partition(' ')[2]}" if owner else phrase.name


def _owner(phrase: Phrase, discourse: Discourse) -> str | None:
    marks = {child.lower_ for child in phrase.noun.lefts}
    if marks & words("pronouns_speaker"):
        return discourse.of_speaker() or _topic(discourse)
    stated = discourse.stated_of[-1] if discourse.stated_of else None
    if marks & {"its", "their"}:
        return stated
    topic = discourse.topic()
    leads = topic and (discourse.is_titled(topic) or discourse.share(topic) > LEADS)
    return topic.canonical if topic and leads else None


def _topic(discourse: Discourse) -> str | None:
    topic = discourse.topic()
    return topic.canonical if topic else None


def _is_general(phrase: Phrase, setting: Setting) -> bool:
    """Whether a noun phrase speaks of any such thing: "a typical model", "most firms"."""
    marked = any(child.lower_ in words("generic_words") for child in phrase.noun.lefts)
    return marked and bool(kinds_of(phrase.noun.lower_, setting.vocabulary))


def _has_no_members(name: Name, size: Decimal, setting: Setting) -> bool:
    """Whether a size is stated of a model that has no members: "GPT-3 has 175 billion parameters".

    So it is where the source names no member of it by a size, and the size stands not in its name.
    """
    discourse, family = setting.discourse, name.family or ""
    sized = family in discourse.sized or bool(discourse.member_sizes.get(family))
    stated = discourse.sizes.get(name.canonical, size)
    if max(stated, size) >= 2 * min(stated, size):
        return False  # of the two sizes one is that of a member
    gap = setting.quantity.start - name.end
    return not (sized or setting.names_itself or (name in setting.sentence.names and gap == 1))


def _counts_a_part(setting: Setting) -> bool:
    """Whether a quantity counts only some of what tells members apart: "trainable parameters"."""
    sentence, quantity = setting.sentence, setting.quantity
    before = sentence.lower[: quantity.start - sentence.start].split()[-3:]
    behind = sentence.lower[quantity.start - sentence.start :].split()[:4]
    unit = setting.spec.unit if setting.spec else ""
    if not any(word.startswith(unit) for word in behind):
        behind = []  # "the 6B was trained on …"
    return any(word.strip(",:") in words("partial") for word in (*before, *behind))


def _member(name: Name, certainty: Decimal, why: Reason, setting: Setting) -> Subject:
    """The member of the family under discussion that has so many parameters."""
    quantity, discourse = setting.quantity, setting.discourse
    value = quantity.value
    single = value.lo if value.lo == value.hi else None
    if name.generic:
        return Subject(name.canonical, name.text, certainty, (why,))
    if single is None or name.family is None or _has_no_members(name, single, setting):
        if single is not None:
            discourse.sizes[name.canonical] = single
        return Subject(name.canonical, name.text, certainty, (why,))
    if _counts_a_part(setting):
        return Subject(name.canonical, name.text, certainty, (why,))
    single = size_near(discourse, name, single, setting.sentence.names) or single
    behind = name in setting.sentence.names and name.start >= quantity.end
    variant = name.canonical.removeprefix(name.family) if behind else ""
    sized = with_size(name.family, single) + variant
    discourse.sizes[sized] = single
    discourse.member_sizes[name.family].add(single)
    member = Name(quantity.start, quantity.end, quantity.text, sized, name.kind, name.family)
    discourse.mention(member)
    discourse.members[quantity.start] = member
    size = Reason("size", (name.family, quantity.text))
    return Subject(sized, name.text, certainty, (why, size))
