"""What speaks for and against a name, or a noun phrase, as what a quantity is about.

Each piece of evidence is a short word ("here:subject", "pronoun:sentence-before"); what it weighs
is learned from annotated texts (``training/subjects.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.context.discourse import NEVER_TOPICS, Mention
from claims.extract.context.members import variant
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, distance, is_reference
from claims.extract.names.families import Name, is_abbreviation, is_short
from claims.extract.names.kinds import PLACES, kinds_of
from claims.extract.subjects.agreement import despite
from claims.extract.subjects.phrases import Phrase
from claims.extract.subjects.placing import around
from claims.extract.subjects.setting import Setting

# Upper ends of the steps into which measures are cut.
TREE_STEPS = (0.6, 1.1, 1.6, 2.2, 3.0, 4.0)
CHARACTER_STEPS = (3, 10, 25, 50, 90, 150)
SENTENCE_STEPS = (1, 2, 3, 6, 12, 25)
SHARE_STEPS = (0.03, 0.08, 0.15, 0.25, 0.4, 0.6)
# Kinds that hardly ever have what is stated: such things measure others or are means.
SELDOM_TOPICS = NEVER_TOPICS | {"language"}
# Kinds that are so common that it is learned what is stated of them.
TOLD_KINDS = frozenset({"person", "place", "model", "organization"})
# What a word of a noun phrase is to its head.
PARTS = frozenset({"compound", "flat", "nmod", "nmod:poss", "appos"})
# Of what sort or from where something is: "the Martian surface".
_ADJECTIVE = re.compile(r"[a-z](?:[ei]an|ese|ish)\Z")
_CUT = re.compile(r"[,;:()–—]|\b(?:and|but|while|whereas|which|who|that)\b")


def passed(mark: str, value: float, steps: tuple[float, ...]) -> Iterator[str]:
    """The steps of a measure that a value has passed, so that neighbouring steps weigh alike."""
    yield from (f"{mark}>{n}" for n, end in enumerate(steps, 1) if value > end)


def of_name(name: Name, mention: Mention | None, setting: Setting) -> Iterator[str]:
    """The evidence on a name: ``name`` stands in the sentence if it is one of its names, and
    ``mention`` is its last mention before the sentence."""
    here = any(name is other for other in setting.named_here)
    pointing = setting.phrase.pointing if setting.phrase else "nothing"
    for mark in _kind(name, setting):
        yield mark
        yield f"{mark}:{'here' if here else 'earlier'}"
    yield from _standing(name, setting)
    if setting.is_counted_subject:
        yield f"subject-itself:{'here' if here else 'earlier'}"
    if setting.is_generic_you:
        yield f"hearer:{'here' if here else 'earlier'}"
    if here:
        marks = list(_place(name, setting))
        yield from (f"here:{mark}" for mark in marks)
        if "placed" in marks and setting.kinds and not setting.discourse.fits(name, setting.kinds):
            yield "here:where"
        yield f"{pointing}:here"
        if _is_at(name, "subject", setting):
            fits = setting.discourse.fits(name, setting.kinds)
            yield f"subject:{'asked' if setting.kinds else 'any'}:{'fits' if fits else 'other'}"
    else:
        for mark in despite(setting):
            yield f"despite:{mark}"
            if name.kind in PLACES:
                yield f"despite:{mark}:place"
        ago = setting.discourse.sentence - mention.sentence if mention else 99
        yield from passed("ago", ago, SENTENCE_STEPS)
        yield f"{pointing}:{'sentence-before' if ago <= 1 else 'near' if ago <= 3 else 'far'}"
        if mention and ago <= 3:
            yield from passed("was", mention.weight, (0.3, 0.7))
    yield from _pointed(name, pointing, setting, here)


def measure(setting: Setting) -> str:
    """What sort of quantity it is: people seldom have percents, places seldom dollars."""
    value, units = setting.quantity.value, setting.vocabulary.units
    if value.date:
        return "date"
    spec = units.get(value.canonical_unit or value.unit or "")
    if spec is None:
        return "bare" if value.unit is None else "count"
    if spec.is_money:
        return "money"
    if value.canonical_unit in ("percent", "ratio", "second", "byte"):
        return value.canonical_unit
    return "count" if spec.discrete else "physical"


def _kind(name: Name, setting: Setting) -> Iterator[str]:
    if name.kind in TOLD_KINDS or name.kind is None:
        yield f"{measure(setting)}:{name.kind}"
    kinds, discourse = setting.kinds, setting.discourse
    asked = "asked" if kinds else "any"
    if name.kind in SELDOM_TOPICS:
        yield f"kind:never:{asked}"
    elif name.kind is None:
        yield f"kind:unknown:{asked}"
        if is_short(name) or is_abbreviation(name):
            yield "kind:abbreviation"
    elif kinds:
        yield "kind:fits" if discourse.fits(name, kinds) else "kind:other"
    else:
        yield f"kind:{name.kind if name.kind in TOLD_KINDS else 'thing'}"
    if discourse.is_person(name):
        yield f"person:{asked}"
        if discourse.is_speaker(name):
            yield "speaker"
    if name.generic:
        yield "generic"
    if setting.is_general:
        yield f"general:{'generic' if name.generic else 'single'}"
    if setting.names_member and name.family is not None:
        yield "family"


def _standing(name: Name, setting: Setting) -> Iterator[str]:
    """How much the source speaks of a name, and what was stated of it lately."""
    discourse = setting.discourse
    yield from passed("share", discourse.share(name), SHARE_STEPS)
    if discourse.is_titled(name):
        yield "titled"
        if discourse.is_titled(name, first=True):
            yield "titled:first"
    stated = discourse.stated_of
    if stated and stated[-1] == name.canonical:
        yield "stated:last"
        if discourse.stated_here:
            yield "stated:here"
    elif name.canonical in list(stated)[-4:]:
        yield "stated:lately"
    elif not stated:
        yield "stated:nothing"


def _place(name: Name, setting: Setting) -> Iterator[str]:
    """How a name stands to the quantity in its sentence."""
    quantity, sentence = setting.quantity, setting.sentence
    yield "yes"
    behind = name.start >= quantity.end
    gap = name.start - quantity.end if behind else quantity.start - name.end
    side = "behind" if behind else "before"
    yield side
    yield from passed(side, gap, CHARACTER_STEPS)
    left, right = (quantity.end, name.start) if behind else (name.end, quantity.start)
    between = sentence.text[left - sentence.start : right - sentence.start]
    if not between.strip():
        yield f"{side}:touching"
    elif not _CUT.search(between):
        yield f"{side}:in-segment"
    if behind and between == " of " and _is_filled(setting):
        yield "content"
    if name.canonical == setting.reckoned_from:
        yield "reckoned"
    if setting.is_counted_means(name):
        yield "means"
    if setting.is_beside_pronoun(name):
        yield "beside"
    for part in setting.marked:
        if _is_at(name, part, setting) and (part != "measured" or name.kind is None):
            yield part
    if setting.pairs.get(quantity.start) is name:
        yield "paired"
    yield from _tree(name, setting, side)
    yield from around(name, sentence)
    others = [n for n in sentence.names if n.canonical != name.canonical]
    if not others:
        yield "only"
    elif not behind and not any(name.end <= n.start < quantity.start for n in others):
        yield "last-before"
    if not any(n.start < name.start for n in sentence.names):
        yield "first"


def _is_filled(setting: Setting) -> bool:
    """Whether a quantity may be one of what fills it: "24 gigabytes of VRAM", "500 lines of C"."""
    is_amount = measure(setting) in ("byte", "physical")
    return is_amount or setting.quantity.value.unit in words("filled")


def _is_at(name: Name, part: str, setting: Setting) -> bool:
    return any(name.start <= place < name.end for place in setting.marked.get(part, ()))


def _tree(name: Name, setting: Setting, side: str) -> Iterator[str]:
    number, word = setting.number, setting.sentence.head(name.start, name.end)
    if word is None or number is None:
        return
    if _is_any(word, number):
        yield "any"
    if word.pos_ == "ADJ" and word.head.i > word.i and _ADJECTIVE.search(name.text):
        yield "adjective"
    cost = distance(number, word)
    yield f"tree:{side}"
    yield from passed(f"tree:{side}", cost, TREE_STEPS)
    if word.dep_ in SUBJECTS or word.dep_ == "ROOT":
        yield "some-subject"
    subject = setting.subject
    if subject is not None and subject.i != word.i and subject.is_ancestor(word):
        yield "in-subject"
    if _is_of_agent(word) and not word.is_ancestor(number):
        yield "agent"  # "built by Norvane, which employs 40 people" speaks of Norvane
    while word.dep_ in PARTS and not is_reference(word):
        word = word.head
    if is_reference(word):
        yield "reference"


def _is_any(word: Token, number: Token) -> bool:
    """Whether any one of what a name means will do: "took three hours on a single A100"."""
    indefinite = any(child.lower_ in ("a", "an", "one", "single") for child in word.lefts)
    return indefinite and word.dep_ == "obl" and number.i < word.i and not word.is_ancestor(number)


def _is_of_agent(word: Token) -> bool:
    """Whether something is done by what a word names, or by somebody there: "by engineers at
    Norvane"."""
    while not any(child.lower_ == "by" and child.dep_ == "case" for child in word.children):
        if word.dep_ not in PARTS:
            return False
        word = word.head
    return word.pos_ != "SYM" and word.lower_ not in words("shares")  # "by 20% with the Dray"


def _pointed(name: Name, pointing: str, setting: Setting, here: bool) -> Iterator[str]:
    """How the noun phrase that the quantity is about points to a name."""
    phrase, discourse = setting.phrase, setting.discourse
    where = "here" if here else "earlier"
    if discourse.is_person(name):
        yield f"{pointing}:person"
    if discourse.share(name) >= SHARE_STEPS[2]:
        yield f"{pointing}:topic"
    if discourse.stated_of and discourse.stated_of[-1] == name.canonical:
        yield f"{pointing}:stated"
    addressed = phrase is not None and phrase.noun.lower_ in words("pronouns_addressed")
    employer = discourse.of_addressed() if addressed else discourse.of_speaker()
    if pointing in ("speaker", "nothing") and employer == name.canonical:
        yield f"{pointing}:employer"
    if phrase is None:
        return
    if here and name.end <= phrase.noun.idx + setting.sentence.start:
        yield f"{pointing}:in-front"
        if pointing == "thing" and phrase.noun.dep_ in ("obj", "dobj"):
            yield "object:in-front"
    if pointing == "definite":
        yield from (f"definite:{mark}:{where}" for mark in _called(name, phrase, setting))


def _called(name: Name, phrase: Phrase, setting: Setting) -> Iterator[str]:
    """Whether "the club" or "the larger model" can mean a name."""
    kinds = kinds_of(phrase.noun.lower_, setting.vocabulary)
    if not kinds:
        yield "part"
    elif name.kind in kinds or (setting.discourse.fits(name, kinds) and name.kind):
        yield "kind"
    else:
        yield "unknown" if name.kind is None else "other"
    for word in phrase.noun.lefts:
        member = variant(setting.discourse, word.lower_, setting.kinds)
        if member is not None:
            yield "variant" if member.canonical == name.canonical else "other-variant"
