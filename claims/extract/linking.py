"""From a sentence's quantities and names to what is stated of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from claims.extract.attributes.adjacent import measured_so
from claims.extract.attributes.answers import answered
from claims.extract.attributes.attributing import attribute_of, choice_of
from claims.extract.attributes.bases import compared_with, region_of
from claims.extract.attributes.changes import settle_changes
from claims.extract.attributes.conversion import (
    in_unit_of,
    qualifying_per,
    times_done,
    without_per,
)
from claims.extract.attributes.ellipsis import (
    completed,
    echoed,
    is_measured_by_name,
    summed,
    with_unit,
)
from claims.extract.attributes.growth import settle_growth
from claims.extract.attributes.led import led_attribute
from claims.extract.attributes.of_process import of_process
from claims.extract.attributes.periods import is_period
from claims.extract.attributes.qualifiers import dates_of, per_of, qualifiers_of
from claims.extract.attributes.tallies import tallied
from claims.extract.certainty import SUBJECT, rated
from claims.extract.context.discourse import Discourse
from claims.extract.context.generality import is_example, spoken_of
from claims.extract.context.members import described, name_repeated, told_apart, with_version
from claims.extract.context.possession import remember_owners
from claims.extract.context.processes import follow_process
from claims.extract.context.prominence import prominence
from claims.extract.links import Link, Sentence
from claims.extract.modality.meaning import modality_of
from claims.extract.names.families import SUFFIXES, Name
from claims.extract.names.openings import without_dateline
from claims.extract.readings import modifier_reasons, value_reasons
from claims.extract.subjects.finding import find_subject
from claims.extract.subjects.setting import Setting
from claims.reasons import Explanation, Reason
from claims.records import Quantity, Value
from claims.vocabulary import Vocabulary

# In a sentence of so few words nothing but the number tells that it repeats another speaker's.
SHORT_ECHO = 5


def link_sentence(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> list[Link]:
    """What each quantity of a sentence states; the discourse moves on to the next sentence."""
    discourse.begin_sentence(sentence.speaker)
    names = without_dateline(sentence.names, sentence.text, sentence.start)
    names = [told_apart(with_version(name, discourse), sentence, discourse) for name in names]
    sentence = replace(sentence, names=tuple(names))
    if pointed := list(described(sentence, discourse, vocabulary)):
        names = sorted([*sentence.names, *pointed], key=lambda name: name.start)
        sentence = replace(sentence, names=tuple(names))
    follow_process(sentence, discourse, vocabulary)
    discourse.general = spoken_of(sentence, discourse.general, vocabulary.member_attributes)
    links = _links(sentence, discourse, vocabulary)
    links = settle_growth(
        settle_changes(links, sentence, discourse, vocabulary), sentence, vocabulary
    )
    links = [rated(link, vocabulary) for link in links]
    discourse.state(links)
    labels = [
        vocabulary.attributes[link.attribute].label
        for link in links if link.attribute in vocabulary.attributes
    ]  # fmt: skip
    for name in sentence.names:
        example = discourse.general is not None and is_example(name, sentence)
        if not example and not _is_counted(name, sentence):
            discourse.mention(name, prominence(name, sentence))
    remember_owners(sentence, discourse)
    discourse.end_sentence(sentence.text, labels)
    return links


def _is_counted(name: Name, sentence: Sentence) -> bool:
    """Whether a name only says what is counted, and speaks of none of it: "on 1,024 H100s"."""
    return any(q.start < name.start and name.end <= q.end for q in sentence.quantities)


def _links(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> list[Link]:
    """What each quantity states, and each bare number that what was said before completes."""
    links: list[Link] = []
    quantities = [*_with_sizes(sentence, vocabulary), *sentence.bare]
    for quantity in sorted(quantities, key=lambda quantity: quantity.start):
        said = (*reversed(links), *discourse.said())
        repeated = None if quantity in sentence.bare else echoed(quantity.value, said)
        if repeated is not None and not _is_of_other(
            quantity, repeated, sentence, discourse, vocabulary
        ):
            links.append(_echo(quantity, repeated, sentence, discourse, vocabulary))
        elif (found := _completed(quantity, sentence, said, discourse, vocabulary)) is not None:
            link = _link(found[0], sentence, discourse, vocabulary, found[1])
            if not _assumes_unit(found[0].value, link.quantity.value, vocabulary):
                links.append(link)
        elif quantity not in sentence.bare:
            links.append(_link(quantity, sentence, discourse, vocabulary))
    return [link for link in links if not is_period(link, sentence)]


def _assumes_unit(read: Value, stated: Value, vocabulary: Vocabulary) -> bool:
    """Whether a bare number would get a unit of measurement that nobody said: "the temperature was
    40"."""
    unit = vocabulary.units.get(stated.unit or "")
    if read.unit is not None or unit is None or unit.discrete or unit.is_money:
        return False
    return stated.canonical_unit not in ("percent", "ratio")


def _is_of_other(
    quantity: Quantity, link: Link, sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary
) -> bool:
    """Whether a word of another attribute stands beside a number, behind what it may repeat."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    said = max(0, link.quantity.end - sentence.start) if link.quantity.end < quantity.start else 0
    rest = replace(sentence, text=" " * said + sentence.text[said:], parse=None)
    choice, _ = choice_of(quantity.value, rest, start, end, discourse, vocabulary)
    if choice is None or choice.by != "cue":
        return False
    unit = vocabulary.attributes[choice.key].unit
    return vocabulary.base(unit)[0] != link.quantity.value.canonical_unit


def _completed(
    quantity: Quantity,
    sentence: Sentence,
    said: Iterable[Link],
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> tuple[Quantity, Link | None] | None:
    """A number without unit with the one that it leaves out, unless it states something so."""
    value = quantity.value
    if value.unit is not None or value.date is not None:
        return None
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    if (total := summed(quantity, sentence, said, vocabulary)) is not None:
        return total
    if (things := tallied(quantity, sentence, vocabulary)) is not None:
        return things, None
    choice, _ = choice_of(value, sentence, start, end, discourse, vocabulary)
    if quantity not in sentence.bare and choice is not None:
        if choice.by != "default":
            return None
        return completed(quantity, sentence, said, discourse.context, vocabulary)
    scopes = vocabulary.attributes[choice.key].scopes if choice and choice.by == "cue" else ()
    if quantity in sentence.bare and is_measured_by_name(quantity, sentence, scopes):
        return quantity, None
    if led_attribute(discourse.lead, value) is not None:
        return quantity, None
    answer = answered(quantity, sentence, discourse.asked, vocabulary)
    if answer is not None:
        return answer, None
    number = sentence.head(quantity.start, quantity.end)
    if quantity in sentence.bare and number is not None and measured_so(number, start):
        return quantity, None
    return completed(quantity, sentence, said, discourse.context, vocabulary)


def _with_sizes(sentence: Sentence, vocabulary: Vocabulary) -> list[Quantity]:
    """The quantities of a sentence without those that stand inside names ("GSM 8K"), and with the
    sizes there ("Lama270b")."""
    quantities = [q for q in sentence.quantities if not _is_in_name(q, sentence)]
    for name in sentence.names:
        spec = vocabulary.member_attributes.get(name.kind or "")
        if name.size_span and name.size and spec:
            quantities.append(_size(sentence, name.size_span, name.size, spec.unit))
    return sorted(quantities, key=lambda quantity: quantity.start)


def _is_in_name(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a quantity is a part of a name that is known, or the size in one."""
    within = [n for n in sentence.names if n.start <= quantity.start < n.end]
    return any(n.size_span or (n.kind and n.start < quantity.start) for n in within)


def _size(sentence: Sentence, span: tuple[int, int], size: str, unit: str) -> Quantity:
    start, end = span
    text = sentence.text[start - sentence.start : end - sentence.start]
    digits, scale = Decimal(size[:-1]), SUFFIXES[size[-1]]
    exponent = digits.as_tuple().exponent
    step = scale.scaleb(exponent) if isinstance(exponent, int) else scale
    number = digits * scale
    value = Value(number, number, unit, number, number, unit, "exact", step)
    return Quantity(start, end, text, value)


def _link(
    quantity: Quantity,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
    base: Link | None = None,
) -> Link:
    """What a quantity states; ``base`` is the statement that gives it its unit."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    quantity = times_done(quantity, sentence.head(quantity.start, quantity.end), vocabulary)
    choice, reading = choice_of(quantity.value, sentence, start, end, discourse, vocabulary)
    key, named = attribute_of(choice, reading, sentence, start, end, discourse, vocabulary)
    if base is not None and base.attribute and (choice is None or choice.by != "cue"):
        key, named = base.attribute, (Reason("elided", (base.quantity.text,)),)
    spec = vocabulary.attributes.get(key or "")
    per = qualifying_per(quantity.value, sentence.lower[start:end], spec, vocabulary)
    if per is not None:
        reading = without_per(quantity.value, vocabulary)
    value = in_unit_of(reading, spec, vocabulary)
    read = value_reasons(quantity, reading, value, sentence)
    quantity = replace(quantity, value=value)
    setting = Setting(quantity, spec, sentence, discourse, vocabulary)
    subject = find_subject(setting)
    scopes, cues = qualifiers_of(sentence.lower, start, end, spec, vocabulary)
    rates, rated_by = per_of(per, quantity.text, spec, scopes, vocabulary)
    dates, days = dates_of(quantity, sentence.quantities, spec)
    bases, compared = compared_with(quantity, sentence, subject.name, discourse)
    regions, placed = region_of(quantity, sentence, spec, subject.name)
    link = Link(
        quantity,
        sentence.start,
        sentence.start + len(sentence.text),
        subject.name,
        subject.text,
        key,
        scopes | dates | rates | bases | regions,
        why=Explanation(
            value=read,
            subject=subject.why,
            passed_over=subject.passed_over,
            attribute=named,
            qualifiers=cues | days | rated_by | compared | placed,
            confidence={SUBJECT: subject.certainty},
        ),
    )
    if subject.stage is not None:
        link = of_process(link, subject.stage, subject.why, vocabulary)
    return _meant(link, sentence, discourse, is_name=setting.names_itself)


def _echo(
    quantity: Quantity,
    link: Link,
    sentence: Sentence,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> Link:
    """A bare number that was just stated means what it meant there: "2 trillion, you said"."""
    name_repeated(discourse, quantity, link)
    unit = link.quantity.value.unit or ""
    stated = with_unit(quantity, unit, Decimal(1), vocabulary).value
    echo = Reason("echo", (link.quantity.text,))
    read = (echo, *modifier_reasons(quantity, sentence))
    repeated = replace(
        link,
        quantity=replace(quantity, value=stated),
        sentence_start=sentence.start,
        sentence_end=sentence.start + len(sentence.text),
        why=Explanation(
            value=read,
            subject=(echo,),
            attribute=(echo,),
            qualifiers=dict.fromkeys(link.qualifiers, (echo,)),
            confidence=link.why.confidence,
        ),
    )
    return _meant(repeated, sentence, discourse, is_name=quantity.start in discourse.members)


def _meant(link: Link, sentence: Sentence, discourse: Discourse, *, is_name: bool) -> Link:
    """A link with its modality; what another speaker has just asserted is that speaker's."""
    start, end = link.quantity.start - sentence.start, link.quantity.end - sentence.start
    modality, mark = modality_of(sentence, start, end, is_name=is_name)
    if modality == "asserted" and not is_name:
        key = link.attribute if len(sentence.text.split()) > SHORT_ECHO else None
        teller = discourse.repeats(link.quantity.value, key, link.subject)
        if teller:
            modality, mark = "reported", Reason("repeats", (teller,))
    return replace(link, modality=modality, why=replace(link.why, modality=(mark,)))
