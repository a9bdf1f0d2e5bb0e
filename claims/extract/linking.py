"""From a sentence's quantities and names to what is stated of what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import prod

from claims.extract.attributes import Choice, Surroundings, candidates, choose
from claims.extract.changes import settle_changes
from claims.extract.discourse import Discourse
from claims.extract.english import words
from claims.extract.families import SUFFIXES
from claims.extract.links import Link, Sentence
from claims.extract.modality import modality_of
from claims.extract.prominence import prominence
from claims.extract.qualifiers import dates_of, qualifiers_of
from claims.extract.readings import modifier_reasons, value_reasons
from claims.extract.subjects import Subject, find_subject, names_itself
from claims.extract.syntax import governors, property_of
from claims.quantities.numbers.numerals import ARITHMETIC, RATES
from claims.reasons import Explanation, Reason, Reasons
from claims.records import Quantity, Value
from claims.vocabulary import Vocabulary

# Confidence is the product of three certainties: of the reading, of the attribute by the
# evidence that decided, and of the subject by the way it was found.
READING = Decimal("0.97")
BARE_READING = Decimal("0.85")
BY_EVIDENCE = {
    "cue": Decimal("0.9"), "default": Decimal("0.9"),
    "kind": Decimal("0.7"), "context": Decimal("0.7"), "open": Decimal("0.6"),
    "none": Decimal("0.4"),
}  # fmt: skip


def link_sentence(sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary) -> list[Link]:
    """What each quantity of a sentence states; the discourse moves on to the next sentence."""
    discourse.begin_sentence()
    links = [_link(q, sentence, discourse, vocabulary) for q in _with_sizes(sentence, vocabulary)]
    links = settle_changes(links, sentence, discourse, vocabulary)
    discourse.state(links)
    labels = [
        vocabulary.attributes[link.attribute].label
        for link in links if link.attribute in vocabulary.attributes
    ]  # fmt: skip
    for name in sentence.names:
        discourse.mention(name, prominence(name, sentence))
    discourse.end_sentence(sentence.text, labels)
    return links


def _with_sizes(sentence: Sentence, vocabulary: Vocabulary) -> list[Quantity]:
    """The quantities of a sentence, with the sizes that stand inside names ("Lama270b")."""
    quantities = []
    for quantity in sentence.quantities:
        inside = any(n.start <= quantity.start < n.end for n in sentence.names if n.size_span)
        if not inside:
            quantities.append(quantity)
    for name in sentence.names:
        spec = vocabulary.member_attributes.get(name.kind or "")
        if name.size_span and name.size and spec:
            quantities.append(_size(sentence, name.size_span, name.size, spec.unit))
    return sorted(quantities, key=lambda quantity: quantity.start)


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
    quantity: Quantity, sentence: Sentence, discourse: Discourse, vocabulary: Vocabulary
) -> Link:
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    echoed = discourse.echoed(quantity.value)
    if echoed is not None:
        return _echo(quantity, echoed, sentence)
    choice, reading = _choose(quantity.value, sentence, start, end, discourse, vocabulary)
    value = _in_unit_of(reading, choice, vocabulary)
    read = value_reasons(quantity, reading, value, sentence)
    quantity = replace(quantity, value=value)
    key, named = _attribute(choice, value, sentence, start, end, vocabulary)
    spec = vocabulary.attributes.get(key or "")
    subject = find_subject(quantity, spec, sentence, discourse, vocabulary)
    evidence = choice.by if choice else "open" if key else "none"
    scopes, cues = qualifiers_of(sentence.lower, start, end, spec, vocabulary)
    dates, days = dates_of(quantity, sentence.quantities, spec)
    is_name = names_itself(quantity, spec, sentence)
    modality, mark = modality_of(sentence, start, end, is_name=is_name)
    confidence, certainties = _confidence(quantity, evidence, subject)
    return Link(
        quantity,
        sentence.start,
        sentence.start + len(sentence.text),
        subject.name,
        subject.text,
        key,
        scopes | dates,
        modality,
        confidence,
        Explanation(
            value=read,
            subject=subject.why,
            passed_over=subject.passed_over,
            attribute=named,
            qualifiers=cues | days,
            modality=(mark,),
            confidence=certainties,
        ),
    )


def _echo(quantity: Quantity, link: Link, sentence: Sentence) -> Link:
    """A bare number that was just stated means what it meant there: "2 trillion, you said"."""
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    stated = replace(link.quantity.value, modifier=quantity.value.modifier)
    modality, mark = modality_of(sentence, start, end, is_name=False)
    echo = Reason("echo", (link.quantity.text,))
    read = (echo, *modifier_reasons(quantity, sentence))
    return replace(
        link,
        quantity=replace(quantity, value=stated),
        sentence_start=sentence.start,
        sentence_end=sentence.start + len(sentence.text),
        modality=modality,
        why=Explanation(
            value=read,
            subject=(echo,),
            attribute=(echo,),
            qualifiers=dict.fromkeys(link.qualifiers, (echo,)),
            modality=(mark,),
            confidence=link.why.confidence,
        ),
    )


def _choose(
    value: Value,
    sentence: Sentence,
    start: int,
    end: int,
    discourse: Discourse,
    vocabulary: Vocabulary,
) -> tuple[Choice | None, Value]:
    """The attribute; "two bytes per parameter" may state an attribute measured in bytes."""
    around = Surroundings(
        sentence.lower,
        start,
        end,
        discourse.context,
        {name.kind for name in sentence.names if name.kind},
        discourse.recent_kinds(),
        _governors(sentence, start, end),
    )
    for reading in _readings(value, vocabulary):
        choice = choose(reading, around, vocabulary)
        if choice:
            return choice, reading
    return None, value


def _governors(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """The places in the sentence of the words on which the quantity at ``start:end`` hangs."""
    parse = sentence.parse
    number = parse.head(sentence.start + start, sentence.start + end) if parse else None
    words = governors(number) if number is not None else []
    return [(word.idx, word.idx + len(word)) for word in words]


def _readings(value: Value, vocabulary: Vocabulary) -> list[Value]:
    above, _, below = (value.unit or "").partition(" per ")
    if not below or vocabulary.base(below)[0] == "second":
        return [value]
    top = vocabulary.base(above)[0]
    return [value, replace(value, unit=above, canonical_unit=top)]


def _in_unit_of(value: Value, choice: Choice | None, vocabulary: Vocabulary) -> Value:
    """The value in the attribute's canonical unit.

    A bare number and a counted noun take it over as their own; an age, whose canonical unit is
    the year and not the base of its dimension, is converted.
    """
    if choice is None:
        return value
    spec = vocabulary.attributes[choice.key]
    base, factor = vocabulary.base(spec.unit)
    if value.unit is None or value.unit in spec.nouns:
        value = replace(value, unit=spec.unit)
        ends = [None if n is None else ARITHMETIC.multiply(n, factor) for n in (value.lo, value.hi)]
    elif base != spec.unit and value.canonical_unit == base:
        base = spec.unit
        ends = [
            None if n is None else RATES.divide(n, factor)
            for n in (value.canonical_lo, value.canonical_hi)
        ]
    else:
        return value
    return replace(value, canonical_lo=ends[0], canonical_hi=ends[1], canonical_unit=base)


def _attribute(
    choice: Choice | None,
    value: Value,
    sentence: Sentence,
    start: int,
    end: int,
    vocabulary: Vocabulary,
) -> tuple[str | None, Reasons]:
    """The attribute with its reasons: by cues, by the noun that the text gives, or open."""
    key = choice.key if choice else None
    if choice is None or choice.by != "cue":
        named = _property(value, sentence, start, end, vocabulary)
        if named is not None:
            evidence = choice.reasons if choice and named[0] == key else ()
            return named[0], (named[1], *evidence)
    if choice is not None:
        return key, choice.reasons
    counted = _open_attribute(value, vocabulary)
    if counted is not None:
        return counted, (Reason("counted", (value.unit or "",)),)
    return None, (Reason("no_attribute", (value.unit,) if value.unit else ()),)


def _open_attribute(value: Value, vocabulary: Vocabulary) -> str | None:
    """The attribute of a counted noun that no pack's attribute claims: ``count:<noun>``."""
    unit = value.unit
    if unit is None or " per " in unit:
        return None
    spec = vocabulary.units.get(unit)
    if spec is not None and not spec.discrete:
        return None
    return f"count:{unit}"


def _property(
    value: Value, sentence: Sentence, start: int, end: int, vocabulary: Vocabulary
) -> tuple[str, Reason] | None:
    """The attribute that the text itself names: the half-life of "a half-life of 20 minutes"."""
    parse = sentence.parse
    spec = vocabulary.units.get(value.unit or "")
    if parse is None or value.unit is None or value.date or (spec is None or spec.discrete):
        return None
    number = parse.head(sentence.start + start, sentence.start + end)
    beside = (
        number is not None and number.dep_.startswith("obl") and value.canonical_unit == "second"
    )
    if beside:
        return None  # when or how long something was so
    measured = property_of(number) if number is not None else None
    if measured is None or measured.pos_ != "NOUN" or measured.lower_ in words("light_nouns"):
        return None
    stated = [child for child in measured.lefts if child.dep_ in ("compound", "amod")]
    name = "_".join(word.lower_ for word in (*stated, measured) if word.is_alpha)
    key = _fitting(name, value, vocabulary)
    return (key, Reason("property", (measured.text,))) if key else None


def _fitting(name: str, value: Value, vocabulary: Vocabulary) -> str | None:
    """The attribute of that name if the value can state it; an open one if no pack has it."""
    specs = vocabulary.attributes.items()
    known = next((key for key, spec in specs if name in (key, spec.label)), None)
    if known is not None and known not in candidates(value, vocabulary):
        return None  # "the population grew in ten years" states no population of ten years
    return known or name


def _confidence(
    quantity: Quantity, evidence: str, subject: Subject
) -> tuple[Decimal, dict[str, Decimal]]:
    """The confidence of a claim, and the certainties whose product it is."""
    certainties = {
        "reading": READING if quantity.value.unit else BARE_READING,
        "attribute": BY_EVIDENCE[evidence],
        "subject": subject.certainty,
    }
    product = prod(certainties.values(), start=Decimal(1))
    return product.quantize(Decimal("0.01")), certainties
