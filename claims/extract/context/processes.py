"""What is done to things of a kind: "fine-tuning is cheaper: it takes about a day".

The values of the packs' qualifier ``stage`` are such processes. One is spoken of itself where no
single thing of the kind is.
"""

from __future__ import annotations

import re
from functools import cache

from claims.extract.context.discourse import Discourse, Process
from claims.extract.language.english import words as english_words
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.vocabulary import Vocabulary

STAGE, PROCESS = "stage", "process"
# In how many sentences behind it a process may still be meant.
REACH = 4


def name_of(process: Process, vocabulary: Vocabulary, discourse: Discourse) -> Name:
    """What a process is called: "LLM fine-tuning", where the source calls the things that undergo
    it LLMs in general."""
    called = discourse.general_names
    general = next((called[kind] for kind in undergoing(vocabulary) if kind in called), None)
    canonical = f"{general} {process.stage}" if general else process.stage
    return Name(process.start, process.end, process.stage, canonical, PROCESS, generic=True)


def follow_process(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> None:
    """Note the process that a sentence speaks of last, if any."""
    for process in _here(sentence, discourse, vocabulary):
        discourse.process = process


def process_near(
    place: int, sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary
) -> Process | None:
    """The process that what stands at a ``place`` may be about: the last one before it in the
    sentence, else the first behind it, or that of the last few sentences."""
    here = _here(sentence, discourse, vocabulary)
    before = [process for process in here if process.end <= place]
    if here:
        return before[-1] if before else here[0]
    last = discourse.process
    return last if last and discourse.sentence - last.sentence <= REACH else None


def undergoing(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds of things of which an attribute may be that of a stage."""
    specs = vocabulary.attributes.values()
    kinds = (kind for spec in specs if STAGE in spec.scopes for kind in spec.kinds)
    return tuple(dict.fromkeys(kinds))


def _here(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> list[Process]:
    """The processes of a sentence, in order."""
    pattern, stages = _stages(tuple(vocabulary.qualifiers.get(STAGE, {}).items()))
    found = pattern.finditer(sentence.lower) if stages else ()
    at = sentence.start
    spoken = (
        Process(
            stages[m[0]], at + m.start(), at + m.end(), discourse.sentence, m[0].endswith("ing")
        )
        for m in found
    )
    return [process for process in spoken if not _is_of_another(process, sentence)]


def _is_of_another(process: Process, sentence: Sentence) -> bool:
    """Whether a process only says what a thing is for: "the fine-tuning dataset"."""
    word = sentence.head(process.end - 1, process.end)
    if word is None or word.dep_ not in ("compound", "amod", "nmod") or word.head.i <= word.i:
        return False
    return word.head.pos_ == "NOUN" and word.head.lower_ not in english_words("processes")


@cache
def _stages(
    cues: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str], dict[str, str]]:
    stages = {word.lower(): stage for stage, words in cues for word in words}
    longest_first = sorted(stages, key=lambda word: (-len(word), word))
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), stages
