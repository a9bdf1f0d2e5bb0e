"""What speaks for and against what has no name: a noun phrase, a process, nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extract.attributes.measures import modified, singular
from claims.extract.context.discourse import Process
from claims.extract.context.processes import undergoing
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, preposition
from claims.extract.names.families import Name
from claims.extract.names.kinds import kinds_of
from claims.extract.subjects.evidence import SENTENCE_STEPS, TREE_STEPS, measure, passed
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.setting import RECKONING, Setting
from claims.extract.subjects.things import is_introduced, is_named
from claims.vocabulary import Vocabulary


def of_phrase(phrase: Phrase, setting: Setting) -> Iterator[str]:
    """The evidence on a noun phrase that may be a thing of its own: "the talk"."""
    noun = phrase.noun.lower_
    yield f"phrase:{phrase.pointing}"
    yield f"phrase:{'asked' if setting.kinds else 'any'}"
    place = "subject" if phrase.noun.dep_ in SUBJECTS else "elsewhere"
    is_kind = bool(kinds_of(noun, setting.vocabulary))
    sort = "kind" if is_kind else "property" if is_property(noun, setting.vocabulary) else "free"
    yield f"phrase:{phrase.pointing}:{place}:{sort}"
    yield f"phrase:{measure(setting)}:{sort}"
    if setting.number is not None and modified(setting.number) == phrase.noun:
        yield "phrase:modified"
        yield f"phrase:modified:{sort}"
    if phrase.pointing == "definite":
        if is_kind:
            yield f"phrase:{'named' if is_named(phrase, setting) else 'unnamed'}"
        if is_introduced(phrase, setting):
            yield "phrase:introduced"
    if phrase.noun.idx + setting.sentence.start in setting.marked.get("holder", ()):
        yield "phrase:holder"
    if noun.endswith("s"):
        yield "phrase:plural"
    if any(child.lower_ in words("generic_words") for child in phrase.noun.lefts):
        yield "phrase:any"
    if phrase.noun.pos_ == "PROPN":
        yield "phrase:name"
    if setting.is_general:
        yield "phrase:general"
    yield from passed("phrase:tree", phrase.cost, TREE_STEPS)
    if len(phrase.name.split()) > 2:
        yield "phrase:long"
    if preposition(phrase.noun) & RECKONING and setting.quantity.value.canonical_unit == "second":
        yield "here:reckoned"


def of_process(process: Process, name: Name, setting: Setting) -> Iterator[str]:
    """The evidence on a process as a thing of its own: "fine-tuning takes a day"."""
    discourse, phrase, subject = setting.discourse, setting.phrase, setting.subject
    kinds = undergoing(setting.vocabulary)
    ago = discourse.sentence - process.sentence
    where = "here" if ago == 0 else "before" if ago == 1 else "far"
    yield "process"
    yield f"process:{where}"
    yield f"process:{where}:{'noun' if process.is_noun else 'verb'}"
    yield f"process:{where}:{phrase.pointing if phrase else 'nothing'}"
    yield f"process:{'asked' if setting.kinds else 'any'}"
    yield f"process:{measure(setting)}"
    if setting.is_general:
        yield "process:general"
    if setting.is_generic_you:
        yield "process:hearer"
    if discourse.stated_of and discourse.stated_of[-1] == name.canonical:
        yield "process:stated"
    latest = next((n for n in discourse.latest() if n.kind in kinds), None)
    is_single = latest is not None and not latest.generic
    yield f"process:{where}:{'single' if is_single else 'no-single'}"
    if latest is not None and is_single:
        mention = discourse.mentioned(latest)
        ago = discourse.sentence - mention.sentence if mention else 99
        yield from passed("process:single-ago", ago, SENTENCE_STEPS)
        if discourse.stated_of and discourse.stated_of[-1] == latest.canonical:
            yield "process:single-stated"
    if subject is not None and process.start <= subject.idx + setting.sentence.start < process.end:
        yield "process:subject"


def of_nothing(setting: Setting) -> Iterator[str]:
    """The evidence that nothing says what the quantity is about."""
    yield "nothing"
    yield f"nothing:{setting.phrase.pointing if setting.phrase else 'nothing'}"
    yield f"nothing:{'asked' if setting.kinds else 'any'}"
    if setting.is_general:
        yield "nothing:general"
    if not setting.sentence.names:
        yield "nothing:no-name"


def is_property(noun: str, vocabulary: Vocabulary) -> bool:
    """Whether a noun says what is stated of something: "revenue", "coverage", "margins"."""
    called = {singular(noun), noun} & words("measures")
    return bool(called) or any(noun == spec.label for spec in vocabulary.attributes.values())
