"""The property that the text itself names: "a half-life of 20 minutes", "our backlog exceeds $2m".

What is measured is said by a noun: before "of" and the quantity, as the subject of a clause that
gives it a value, or behind an amount of money ("4 million in tax breaks"). A noun of the list
``measures`` is one wherever it stands so; any other only where it has an owner or stands before
"of", for "the talk was 30 minutes" is about the talk.
"""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.attributes import candidates, is_blocked
from claims.extract.english import words
from claims.extract.forms import (
    Named,
    Place,
    compared,
    is_comparison,
    shown_by_form,
)
from claims.extract.growth import GROWTH
from claims.extract.syntax import (
    is_changed,
    is_measure,
    measure_of,
    modified,
    preposition,
    property_of,
    rate_of,
    singular,
)
from claims.reasons import Reason
from claims.records import Value
from claims.vocabulary import Vocabulary

NAMED_PARTS = ("compound", "amod")
# Units in which things themselves are measured: "its mast is 30 metres".
EXTENTS = frozenset({"metre", "square metre", "cubic metre", "kilogram", "second"})
# What "seven times" counts.
OCCASION = "time"
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
    if number is None or at.value.date or _is_counted(at.value, at.vocabulary):
        return None
    if is_comparison(at):
        return compared(at)
    shown = shown_by_form(number, at)
    if shown is not None:
        return shown
    rising = _rising(number)
    if rising is not None:
        phrase = _phrase(rising, number)
        key = _growth(phrase, "_".join([*phrase[:-1], singular(phrase[-1])]), at.vocabulary)
        return key, Reason("property", (rising.text,))
    noun = _content(number, at) or _measured(number, at.value)
    name = _name(noun, number, at) if noun is not None else None
    return (name, Reason("property", (noun.text,))) if noun is not None and name else None


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


def _content(number: Token, at: Place) -> Token | None:
    """The revenue of "61 million in revenue", the sales of "61 million of sales"."""
    if not at.vocabulary.is_money(at.value.canonical_unit):
        return None
    number = measure_of(number)
    if number.head.lower_ in words("investing_verbs"):
        return None  # "they put 40 million in batteries"
    parts = [number, *(child for child in number.children if child.pos_ == "NUM")]
    for child in (child for part in parts for child in part.children):
        if child.dep_ not in ("nmod", "obl") or child.pos_ != "NOUN" or not _is_bare(child):
            continue
        cases = preposition(child)
        if ("in" in cases and child.lower_ not in words("payments")) or (
            "of" in cases and is_measure(child)
        ):
            return child
    return None


def _is_bare(noun: Token) -> bool:
    return not any(child.dep_ in ("det", "nmod:poss", "nummod") for child in noun.children)


def _measured(number: Token, value: Value) -> Token | None:
    """The noun that the quantity measures, if it can be a property of such values."""
    noun = property_of(number)
    if noun is None or _is_light(noun):
        return None
    behind = number.nbor() if number.i + 1 < len(number.doc) else None
    if behind is not None and value.canonical_unit == "second" and behind.lower_ in MOMENTS:
        return None  # "than a year earlier"
    if is_measure(noun):
        return noun
    if value.canonical_unit == "second" and number.dep_.startswith(("obl", "advcl", "advmod")):
        return None  # when or how long something was so
    return noun if noun.pos_ == "NOUN" and value.unit is not None else None


def _rising(number: Token) -> Token | None:
    """What rises by a quantity that stands before the noun of a change: the prices of "a 7 percent
    increase in prices"."""
    change = modified(number)
    if change is None or change.lower_ not in words("change_nouns"):
        return None
    ofs = (child for child in change.children if child.dep_ == "nmod" and child.pos_ == "NOUN")
    return next((child for child in ofs if preposition(child) & {"in", "of"}), None)


def _is_light(noun: Token) -> bool:
    """Whether a noun says nothing: "time", "number", but not in "lead time"."""
    joined = any(child.dep_ in NAMED_PARTS and child.pos_ == "NOUN" for child in noun.lefts)
    return noun.lower_ in words("light_nouns") and not (joined and is_measure(noun))


def _name(noun: Token, number: Token, at: Place) -> str | None:
    """The key of the property that a noun names: a pack's, or an open one."""
    phrase = _phrase(noun, number)
    name = "_".join([*phrase[:-1], singular(phrase[-1])])
    if is_changed(number) and preposition(number) <= {"by"}:
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
    taken = any(_is_called(key, phrase, name, at.vocabulary) for key in at.vocabulary.attributes)
    return _recalled(name, at) or (None if taken else name)


def _phrase(noun: Token, number: Token) -> list[str]:
    """The words of a property, without those that say only of which extent or time it is."""
    of = rate_of(noun)
    if of is not None:
        return [singular(of.lower_), noun.lower_]
    stated = [child for child in noun.lefts if child.dep_ in NAMED_PARTS]
    if number.i < noun.i:
        stated = [child for child in stated if child.i > number.i]
    parts = [word.lower_ for word in stated if word.is_alpha]
    while parts and parts[0] in words("extents"):
        del parts[0]
    return [*parts, noun.lower_]


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
    cues = {cue for _, cue in at.choice.cues} if at.choice else set()
    spec = at.vocabulary.attributes[at.choice.key] if at.choice else None
    if spec is None or " ".join(phrase) in (spec.label, *spec.cues):
        return False
    called = next((n for n in range(1, len(phrase)) if " ".join(phrase[n:]) in cues), None)
    if called is None:
        return False
    parts = [child for child in noun.lefts if child.dep_ == "compound" and child.pos_ == "NOUN"]
    narrowing = [part.lower_ for part in parts if part.lower_ in phrase[:called]]
    return bool(narrowing) and not any(at.vocabulary.base(w)[0] == "second" for w in narrowing)


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
