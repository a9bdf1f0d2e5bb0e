"""What a quantity may be about: names of its sentence, those mentioned before, a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extract.attributes.partitives import known_unit
from claims.extract.context.processes import name_of
from claims.extract.language.english import words
from claims.extract.subjects.agreement import disagrees
from claims.extract.subjects.evidence import of_name
from claims.extract.subjects.nameless import of_nothing, of_phrase, of_process
from claims.extract.subjects.narrowing import is_attached, narrowed
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.ranking import Candidate, is_barred
from claims.extract.subjects.setting import Setting

# Names mentioned earlier that are considered: the last ones, and those that the source speaks of
# most.
LAST, LEADING = 8, 4
# The subject of the clause is of a kind that can have the attribute.
FITTING = frozenset({"subject:asked:fits", "subject:any:fits"})
# The subject of the clause is what it has: "the diameter of the Moon is …".
OWNING = frozenset({"here:owner", "here:in-subject"})
# Pointing words that are no things of their own.
_PRONOUNS = frozenset({"speaker", "person", "thing"})


def candidates(setting: Setting) -> list[Candidate]:
    """What a quantity may be about, the names of the sentence first, "nothing" last."""
    named = list(_named(setting))
    found = narrowed([*named, *_earlier(named, setting)], setting)
    found += _processes(setting)
    phrase = setting.phrase
    if phrase is not None and _is_thing(phrase, setting):
        found.append(Candidate(None, phrase, tuple(of_phrase(phrase, setting))))
    found.append(Candidate(None, None, tuple(of_nothing(setting))))
    bound = [candidate for candidate in found if is_attached(candidate, setting)]
    return [candidate for candidate in bound if not is_barred(candidate)] or found


def _named(setting: Setting) -> Iterator[Candidate]:
    """The names of the sentence that do not overlap with the quantity, and what its sizes name."""
    quantity = setting.quantity
    for name in setting.named_here:
        if name.end <= quantity.start or quantity.end <= name.start:
            mention = setting.discourse.mentioned(name)
            yield Candidate(name, None, tuple(of_name(name, mention, setting)))


def _earlier(named: Sequence[Candidate], setting: Setting) -> Iterator[Candidate]:
    """The names mentioned before that may be meant beside those of the sentence."""
    if _names_subject(named, setting):
        return
    here = {candidate.name.canonical for candidate in named if candidate.name}
    for mention in setting.discourse.candidates(LAST, LEADING):
        if mention.name.canonical not in here and not disagrees(mention.name, setting):
            evidence = tuple(of_name(mention.name, mention, setting))
            yield Candidate(mention.name, None, evidence)


def _processes(setting: Setting) -> Iterator[Candidate]:
    """What is done to such things as the sentence speaks of, where it names none of them."""
    process = setting.process
    if process is not None:
        name = name_of(process, setting.vocabulary, setting.discourse)
        yield Candidate(name, None, tuple(of_process(process, name, setting)))


def _is_thing(phrase: Phrase, setting: Setting) -> bool:
    """Whether a noun phrase may be a thing of its own, without a name."""
    return not (
        setting.names_member
        or _is_process(phrase, setting)
        or phrase.pointing in _PRONOUNS
        or phrase.member is not None
        or _is_counted(phrase, setting)
    )


def _is_process(phrase: Phrase, setting: Setting) -> bool:
    """Whether a noun phrase is the process that the sentence names: "fine-tuning takes a day"."""
    place, process = phrase.noun.idx + setting.sentence.start, setting.process
    return process is not None and process.start <= place < process.end


def _is_counted(phrase: Phrase, setting: Setting) -> bool:
    """Whether a phrase only says what is counted, "the cases rose to 87", is the number, or
    says only of what sort the measure is: the batch of "batch size four"."""
    unit, quantity = setting.quantity.value.unit, setting.quantity
    place = phrase.noun.idx + setting.sentence.start
    if quantity.start <= place < quantity.end or place in setting.marked.get("labelling", ()):
        return True
    return unit is not None and known_unit(phrase.noun.lower_, setting.vocabulary) == unit


def _names_subject(found: Sequence[Candidate], setting: Setting) -> bool:
    """Whether the clause names its subject, so that it speaks of nothing mentioned earlier; who
    says or expects something speaks of other things."""
    subject = setting.subject
    if (
        setting.phrase is not None
        or subject is None
        or subject.head.lower_ in words("saying_verbs")
    ):
        return False
    marks = (set(candidate.evidence) for candidate in found)
    return any(("here:subject" in m and FITTING & m) or m >= OWNING for m in marks)
