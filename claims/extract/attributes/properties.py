"""The property that the text itself names: "a half-life of 20 minutes", "our backlog exceeds $2m".

What is measured is said by a noun: before "of" and the quantity, as the subject of a clause that
gives it a value, or behind an amount of money ("4 million in tax breaks"). A noun of the list
``measures`` is one wherever it stands so; any other only where it has an owner or stands before
"of", for "the talk was 30 minutes" is about the talk.
"""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.attributes.adjacent import (
    adjacent_measure,
    appended,
    first_token,
    is_end,
    labelled,
    labelling,
)
from claims.extract.attributes.choosing import candidates, is_blocked
from claims.extract.attributes.contents import content, spending
from claims.extract.attributes.conversion import OCCASION
from claims.extract.attributes.forms import (
    Named,
    Place,
    compared,
    inhabited,
    is_comparison,
    shown_by_form,
)
from claims.extract.attributes.growth import GROWTH
from claims.extract.attributes.measures import (
    is_changed,
    is_measure,
    modified,
    property_of,
    rate_of,
    singular,
)
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, preposition
from claims.extract.names.kinds import kinds_of
from claims.reasons import Reason
from claims.records import Value
from claims.vocabulary import Vocabulary

NAMED_PARTS = ("compound", "amod")
# Units in which things themselves are measured: "its mast is 30 metres".
EXTENTS = frozenset({"metre", "square metre", "cubic metre", "kilogram", "second"})
# Behind a time they say when something was so.
MOMENTS = frozenset({"earlier", "later", "ago", "before", "after"})


def named_property(at: Place) -> Named | None:
    """The attribute that the text names for a quantity, and the noun that names it.

    That of a pack if one has this name, the one of before that it recalls ("the margin" of a
    gross margin), or an open one. ``None`` where the text names none, or where the cues that
    chose a pack's attribute are at least as good.
    """
    offset = at.sentence.start
    number = at.sentence.head(offset + at.start, offset + at.end)
    if number is None or at.value.date:
        return None
    if _is_counted(at.value, at.vocabulary):
        return inhabited(at) or _counted_measure(number, at)
    if is_comparison(at):
        return compared(at)
    for named in (shown_by_form(number, at), _risen(number, at), spending(number, at)):
        if named is not None:
            return named
    change = property_of(number)
    if change is not None and change.lower_ in words("change_nouns"):
        return _changed_by(change, number, at)
    noun = content(number, at) or _measured(number, at) or _subject_of_share(number, at)
    name = _name(noun, number, at) if noun is not None else None
    if noun is None or not name:
        return _changed(number, at)
    return name, Reason("property", (noun.text,))


def counted(value: Value, text: str, vocabulary: Vocabulary) -> str | None:
    """The attribute of a counted noun that no pack's attribute claims: ``count:<noun>``.

    Also of things by the day or the month: "40,000 loaves a day".
    """
    unit, _, time = (value.unit or "").partition(" per ")
    if not unit or unit.startswith("per ") or (time and vocabulary.base(time)[0] != "second"):
        return None
    spec = vocabulary.units.get(unit)
    return f"count:{unit}" if spec is None or spec.discrete or _is_occasions(unit, text) else None


def _is_occasions(unit: str, text: str) -> bool:
    """Whether a quantity says how often something was so ("seven times"), and is no time of day."""
    return unit == OCCASION and text.lower().endswith("times")


def _is_counted(value: Value, vocabulary: Vocabulary) -> bool:
    spec = vocabulary.units.get(value.unit or "")
    if spec is None:
        return value.unit is not None and " per " not in f" {value.unit}"
    return spec.discrete


def _counted_measure(number: Token, at: Place) -> Named | None:
    """The attendance of "an attendance of 18,000 people", the gap of "a gap of 13 points"."""
    noun = _measured(number, at)
    counted = noun is not None and singular(noun.lower_) in words("counted_measures")
    if noun is not None and noun.lower_ == "size" and at.choice is not None:
        return None  # "a size of 13 billion parameters" is their number
    name = _name(noun, number, at) if noun is not None and counted else None
    return (name, Reason("property", (noun.text,))) if noun is not None and name else None


def _measured(number: Token, at: Place) -> Token | None:
    """The noun that the quantity measures, if it can be a property of such values."""
    value, first = at.value, first_token(number, at.start)
    noun = labelled(first) or property_of(number) or adjacent_measure(first)
    noun = noun or appended(first, at.end)
    if noun is None or _is_light(noun):
        return None
    behind = number.nbor() if number.i + 1 < len(number.doc) else None
    if behind is not None and value.canonical_unit == "second" and behind.lower_ in MOMENTS:
        return None  # "than a year earlier"
    if is_measure(noun):
        return noun
    thing = modified(number)
    if thing is not None and thing.lower_ not in words("times"):
        return None  # "20-year bonds" are no bonds of 20 years
    if value.canonical_unit == "second" and number.dep_.startswith(("obl", "advcl", "advmod")):
        return None  # when or how long something was so
    return noun if noun.pos_ == "NOUN" and (value.unit or _is_abbreviation(noun, at)) else None


def _changed_by(change: Token, number: Token, at: Place) -> Named | None:
    """The growth that a noun of change names with what it is one of: "a pay rise of 8 percent", "an
    increase in prices of 8 percent"."""
    of = next((c for c in change.children if preposition(c) & {"in"} and c.pos_ == "NOUN"), None)
    phrase = _phrase(of, number) if of is not None else _phrase(change, number)[:-1]
    if not phrase or at.value.canonical_unit not in ("percent", "percentage point"):
        return None
    name = "_".join([*phrase[:-1], singular(phrase[-1])])
    return _growth(phrase, name, at.vocabulary), Reason("property", (change.text,))


def _subject_of_share(number: Token, at: Place) -> Token | None:
    """What is a percentage, or rises by one, is no thing: "the capacity factor is 47 percent",
    "deliveries rose 12 percent"."""
    if at.value.canonical_unit != "percent" or at.choice is not None:
        return None
    near = (*number.children, *number.head.children)
    subject = next((child for child in near if child.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ != "NOUN" or _is_light(subject):
        return None
    if kinds_of(subject.lower_, at.vocabulary):
        return None
    is_it = any(child.dep_ == "cop" for child in number.children)
    grows = number.dep_ in ("obl", "obl:unmarked", "obj") and is_changed(number)
    ends = number.i + 1 >= len(number.doc) or number.nbor().pos_ not in ("NOUN", "ADJ", "PROPN")
    return subject if ends and (is_it or grows) else None


def _is_abbreviation(noun: Token, at: Place) -> bool:
    """Whether a noun is the abbreviation of a measure, as an "IC50 of 0.8", and of no person."""
    people = at.vocabulary.kind_nouns.get("person", ())
    return noun.text.isupper() and len(noun) > 1 and noun.text not in people


def _risen(number: Token, at: Place) -> Named | None:
    """The growth of what rises by a quantity that stands before the noun of a change: of the
    prices of "a 7 percent increase in prices"."""
    change = modified(number)
    if change is None or change.lower_ not in words("change_nouns"):
        return None
    if at.value.canonical_unit == "ratio" and at.choice is not None and at.choice.by == "cue":
        return None  # "a twofold reduction in latency" is no growth
    ofs = (child for child in change.children if child.dep_ == "nmod" and child.pos_ == "NOUN")
    rising = next((child for child in ofs if preposition(child) & {"in", "of"}), None)
    if rising is None:
        return None
    phrase = _phrase(rising, number)
    key = _growth(phrase, "_".join([*phrase[:-1], singular(phrase[-1])]), at.vocabulary)
    return key, Reason("property", (rising.text,))


def _changed(number: Token, at: Place) -> Named | None:
    """The growth of what is no measure: "deaths fell by 41%"."""
    by_how_much = preposition(number) <= {"by"} and at.value.canonical_unit == "percent"
    if not by_how_much or not is_changed(number) or at.choice is not None:
        return None
    return GROWTH, Reason("property", (number.head.text,))


def _is_light(noun: Token) -> bool:
    """Whether a noun says nothing: "time", "number", but not in "lead time"."""
    joined = any(child.dep_ in NAMED_PARTS and child.pos_ == "NOUN" for child in noun.lefts)
    return noun.lower_ in words("light_nouns") and not (joined and is_measure(noun))


def _name(noun: Token, number: Token, at: Place) -> str | None:
    """The key of the property that a noun names: a pack's, or an open one."""
    phrase = _phrase(noun, number)
    name = "_".join([*phrase[:-1], singular(phrase[-1])])
    by = preposition(number) <= {"by"} and not is_end(first_token(number, at.start))
    if is_changed(number) and by:
        if at.value.canonical_unit in EXTENTS and not is_measure(noun):
            return None  # "the tower rises 200 metres"
        return _growth(phrase, name, at.vocabulary)
    known = _known(phrase, name, at)
    if known is not None:
        return known
    if at.value.canonical_unit in EXTENTS and not is_measure(noun):
        return None
    if at.choice is not None and not _overrules(noun, phrase, at):
        return None
    # "the population grew in ten years" states no population of ten years
    taken = at.value.canonical_unit == "second" and any(
        _is_called(key, phrase, name, at.vocabulary) for key in at.vocabulary.attributes
    )
    return _recalled(name, at) or (None if taken else name)


def _phrase(noun: Token, number: Token) -> list[str]:
    """The words of a property, without those that say only of which extent or time it is."""
    of = rate_of(noun)
    if of is not None:
        return [singular(of.lower_), noun.lower_]
    stated = [child for child in noun.lefts if child.dep_ in NAMED_PARTS]
    if not stated and (before := labelling(noun)) is not None:
        stated = [before]
    if number.i < noun.i:
        stated = [child for child in stated if child.i > number.i]
    stated = [word for word in stated if word.is_alpha]
    while stated and (stated[0].lower_ in words("extents") or _is_compared(stated[0])):
        del stated[0]
    return [*(word.lower_ for word in stated), noun.lower_]


def _is_compared(adjective: Token) -> bool:
    """Whether an adjective only compares: the "steepest" gradient."""
    return bool({"Cmp", "Sup"}.intersection(adjective.morph.get("Degree", [])))


def _is_called(key: str, phrase: list[str], name: str, vocabulary: Vocabulary) -> bool:
    return key == name or vocabulary.attributes[key].label == " ".join(phrase)


def _growth(phrase: list[str], name: str, vocabulary: Vocabulary) -> str:
    """The growth of a property: of the one that a pack calls so, or of an open one."""
    rose = f"{' '.join(phrase)} rose"
    specs = vocabulary.attributes.items()
    keys = [key for key, _ in specs if _is_called(key, phrase, name, vocabulary)]
    keys += [key for key, spec in specs if rose in spec.cues]
    key = keys[0] if keys else name
    return key if key.endswith(f"_{GROWTH}") else f"{key}_{GROWTH}"


def _known(phrase: list[str], name: str, at: Place) -> str | None:
    """The pack's attribute of that name, or the only one that people call so."""
    keys = candidates(at.value, at.vocabulary)
    called = [key for key in keys if _is_called(key, phrase, name, at.vocabulary)]
    if not called:
        cues = {" ".join(phrase), f"{' '.join(phrase)} of"}
        specs = {key: at.vocabulary.attributes[key] for key in keys}
        called = [key for key, spec in specs.items() if cues.intersection(spec.cues)]
        called = [key for key in called if not is_blocked(specs[key], at.sentence.lower)]
    return called[0] if len(called) == 1 else None


def _overrules(noun: Token, phrase: list[str], at: Place) -> bool:
    """Whether the named property is better evidence than that for the pack's attribute.

    It is not for a bare number, nor where a cue is a word of it, nor where people call the
    attribute so.
    """
    choice = at.choice
    if choice is None or at.value.unit is None:
        return False
    if choice.by != "cue" or _is_narrower(noun, phrase, at):
        return True
    said = {word for _, cue in choice.cues for word in cue.lower().split()}
    spec = at.vocabulary.attributes[choice.key]
    called = {cue.lower().split()[-1] for cue in (spec.label, *spec.cues)}
    return is_measure(noun) and not said.intersection(phrase) and noun.lower_ not in called


def _is_narrower(noun: Token, phrase: list[str], at: Place) -> bool:
    """Whether a noun is one kind of what a cue calls: "word error rate" of "error rate"."""
    cues = {cue.removesuffix(" of") for _, cue in at.choice.cues} if at.choice else set()
    spec = at.vocabulary.attributes[at.choice.key] if at.choice else None
    if spec is None or " ".join(phrase) in (spec.label, *spec.cues):
        return False
    called = next((n for n in range(1, len(phrase)) if " ".join(phrase[n:]) in cues), None)
    if called is None:
        return False
    parts = [child for child in noun.lefts if _is_kind(child)]
    narrowing = [part.lower_ for part in parts if part.lower_ in phrase[:called]]
    return bool(narrowing) and not any(at.vocabulary.base(w)[0] == "second" for w in narrowing)


def _is_kind(part: Token) -> bool:
    """Whether a word before a noun says of which kind it is: "molecular" mass, "axle" load."""
    noun = part.dep_ == "compound" and part.pos_ == "NOUN"
    return noun or (part.dep_ == "amod" and part.lower_ in words("classifying"))


def _recalled(name: str, at: Place) -> str | None:
    """The attribute, stated before, of whose name a noun is the last word."""
    for key, unit in reversed(list(at.stated.items())):
        if unit != at.value.canonical_unit or key.endswith(f"_{GROWTH}"):
            continue
        spec = at.vocabulary.attributes.get(key)
        called = (key, *(cue.replace(" ", "_") for cue in (spec.cues if spec else ())))
        if any(other.endswith(f"_{name}") for other in called):
            return key
    return None
