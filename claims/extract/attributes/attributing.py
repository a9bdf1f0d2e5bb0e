"""Which attribute a quantity states, by all that its sentence and what was said before it say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from claims.extract.attributes.choosing import CUE, Choice, choose
from claims.extract.attributes.conversion import is_by_time, is_told_by_scope, stated_values
from claims.extract.attributes.dated import is_in_brackets, kinds_behind
from claims.extract.attributes.forms import Place
from claims.extract.attributes.led import led_attribute
from claims.extract.attributes.properties import counted, named_property
from claims.extract.attributes.surroundings import Surroundings
from claims.extract.context.discourse import Discourse
from claims.extract.language.clauses import governors
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.kinds import REGIONS
from claims.extract.names.works import speaks_of_works
from claims.reasons import Reason, Reasons
from claims.records import Value
from claims.vocabulary import Vocabulary

Span = tuple[int, int]
WHERE_REACH = 40
_WHERE = re.compile(r"\w,? (?:in|at|from|to|near|across|outside) (?:\w+, )?\Z")


def choice_of(
    value: Value,
    sentence: Sentence,
    start: int,
    end: int,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> tuple[Choice | None, Value]:
    """The pack's attribute with the best evidence for a value at ``start:end`` of a sentence, or
    ``None``, and the value as which it is stated: "two bytes per parameter" may be one in bytes."""
    dated = _of_work(sentence, start, discourse, vocabulary) if value.date else None
    if dated is not None:
        return dated, value
    others = _others(sentence, start)
    governing, taken = _governors(sentence, start, end, others)
    around = Surroundings(
        sentence.lower,
        start,
        end,
        discourse.context,
        {name.kind for name in sentence.names if name.kind and not _is_placed(name, sentence)},
        discourse.recent_kinds(),
        governing,
        others,
        taken,
        discourse.asked,
    )
    for reading in stated_values(value, vocabulary):
        choice = choose(reading, around, vocabulary)
        if choice and reading is not value and is_by_time(value, vocabulary):
            spec = vocabulary.attributes[choice.key]
            if is_told_by_scope(sentence.lower[start:end], spec, vocabulary):
                return choice, value
            return (choice, value) if choice.by == "cue" else (None, value)
        if choice:
            return choice, reading
    return None, value


def _is_placed(name: Name, sentence: Sentence) -> bool:
    """Whether a place only says where something is that stands before it: "a plant in Kenya"."""
    before = sentence.text[: name.start - sentence.start][-WHERE_REACH:]
    return name.kind in REGIONS and _WHERE.search(before) is not None


def attribute_of(
    choice: Choice | None,
    reading: Value,
    sentence: Sentence,
    start: int,
    end: int,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> tuple[str | None, Reasons]:
    """The attribute and the reasons: the noun that the text gives, the cues of the packs, or what
    is counted."""
    if choice is not None and choice.by == "context" and discourse.lead == discourse.asked != "":
        return choice.key, choice.reasons  # what a list is of goes before how its items are called
    place = Place(reading, start, end, sentence, choice, discourse.stated, vocabulary)
    named = named_property(place)
    if named is not None:
        key, why = named
        if choice is not None and choice.key == key:
            also = () if choice.by == "cue" else (why,)
            return key, (*also, *choice.reasons)
        return key, (why,)
    if choice is not None:
        return choice.key, choice.reasons
    led = led_attribute(discourse.lead, reading)
    if led is not None:
        return led[0], (led[1],)
    count = counted(reading, sentence.text[start:end], vocabulary)
    if count is not None:
        return count, (Reason("counted", (reading.unit or "",)),)
    return None, (Reason("no_attribute", (reading.unit,) if reading.unit else ()),)


def _of_work(
    sentence: Sentence, start: int, discourse: Discourse, vocabulary: Vocabulary
) -> Choice | None:
    """What a year in brackets behind a name states, "The Rise of Rivers (1905)", or before what a
    thing is: "the 1969 film Slow Rider"; a name of no known kind may be one of the works of which
    the sentence speaks."""
    quantity = next(q for q in sentence.quantities if q.start == sentence.start + start)
    named = [name for name in sentence.names if is_in_brackets(name, quantity, sentence)]
    kinds = {name.kind for name in named if not discourse.is_person(name)}
    nouns = vocabulary.kind_nouns.get("work", ())
    if None in kinds and speaks_of_works(sentence.text, start, nouns):
        kinds.add("work")
    kinds |= set(kinds_behind(quantity, sentence, vocabulary))
    for key, spec in vocabulary.attributes.items():
        if not kinds.isdisjoint(spec.in_brackets):
            return Choice(key, CUE, "cue", {"cue": CUE}, (), (Reason("cue", (quantity.text,)),))
    return None


def _others(sentence: Sentence, start: int) -> list[Span]:
    """The places in the sentence of the quantities but the one at ``start``."""
    places = ((q.start - sentence.start, q.end - sentence.start) for q in sentence.quantities)
    return [place for place in places if place[0] != start]


def _governors(
    sentence: Sentence, start: int, end: int, others: Sequence[Span]
) -> tuple[list[Span], list[Span]]:
    """The places in the sentence of the words on which the quantity at ``start:end`` hangs, and of
    those on which only ``others`` hang, where it has a verb of its own."""
    own = _hung_on(sentence, start, end)
    if not any(word.pos_ == "VERB" for word in own):
        return [_span(word) for word in own], []
    known = {word.i for word in own}
    theirs = (word for other in others for word in _hung_on(sentence, *other))
    return [_span(word) for word in own], [_span(word) for word in theirs if word.i not in known]


def _hung_on(sentence: Sentence, start: int, end: int) -> list[Token]:
    number = sentence.head(sentence.start + start, sentence.start + end)
    return governors(number) if number is not None else []


def _span(word: Token) -> Span:
    return word.idx, word.idx + len(word)
