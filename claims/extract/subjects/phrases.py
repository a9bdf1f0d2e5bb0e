"""The noun phrase that a quantity is about: "it", "the club", "a typical firm".

What the quantity modifies ("a 30-minute talk"), the owner of the property that it measures ("its
depth is 40 metres"), or the subject of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from claims.extract.attributes.measures import is_measure, modified, owner_of, property_of
from claims.extract.language.clauses import patient_of, subject_of
from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, distance
from claims.extract.links import Sentence
from claims.extract.names.families import Name
from claims.extract.names.kinds import OWNED, kinds_of
from claims.extract.names.ordinary import is_ordinary
from claims.extract.subjects.apposition import attached_to
from claims.records import Quantity
from claims.vocabulary import Vocabulary

# How a noun phrase points: to a speaker, back to what was spoken of, or to such things in general.
Pointing = Literal["speaker", "person", "thing", "definite", "generic"]
PARTS = frozenset({"compound", "amod", "flat"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its ``noun``, how it points, what it is called, its words, its distance.

    ``member`` is the offset of the quantity that the noun belongs to ("a 70B runs …").
    """

    noun: Token
    pointing: Pointing
    name: str
    text: str
    cost: float
    member: int | None = None


def phrase_of(quantity: Quantity, sentence: Sentence, vocabulary: Vocabulary) -> Phrase | None:
    """The noun phrase that a quantity is about, unless a name or another quantity is its noun."""
    parse, number = sentence.parse, sentence.head(quantity.start, quantity.end)
    if parse is None or number is None:
        return None
    noun = posting(quantity, number) or _noun(number, vocabulary)
    while noun is not None and (noun.lower_ in words("light_nouns") or _is_measure(noun)):
        noun = owner_of(noun) or (subject_of(noun) if noun.dep_ != "nsubj" else None)
    if noun is None or noun.dep_ == "expl":
        return None
    pointing = _pointing(noun)
    at = noun.idx + parse.start
    if pointing is None or any(name.start <= at < name.end for name in sentence.names):
        return None
    if named_by(noun, sentence, vocabulary) is not None:
        return None
    taken = [q.start for q in sentence.quantities if q.start <= at < q.end]
    if taken and taken[0] == quantity.start:
        return None
    name, text = _called(noun, number, pointing)
    return Phrase(noun, pointing, name, text, distance(number, noun), *taken)


def named_by(noun: Token, sentence: Sentence, vocabulary: Vocabulary) -> Name | None:
    """The name right before a noun that says of what kind it is: that of "the Mars Pathfinder
    spacecraft"; not that of "the Norvane team", which is one of Norvane's."""
    at = noun.idx + (sentence.parse.start if sentence.parse else 0)
    kinds = kinds_of(noun.lower_, vocabulary)
    before = next((name for name in sentence.names if name.end == at - 1), None)
    if before is None or not kinds:
        return None
    unknown = before.kind is None and OWNED.isdisjoint(kinds)
    return before if unknown or before.kind in kinds else None


def posting(quantity: Quantity, number: Token) -> Token | None:
    """What a quantity of reactions and the like is about: the post that was named last before it
    in the sentence, however that goes on; unless a name has them there."""
    if quantity.value.unit not in words("engagements"):
        return None
    subject = subject_of(number)
    for word in reversed(number.doc[: number.i]):
        if word.text == ";":
            return None
        if word.lower_ in words("postings"):
            named = subject is not None and subject.pos_ == "PROPN" and subject.i + 1 != word.i
            return None if named else word
    return None


def _is_measure(noun: Token) -> bool:
    """Whether a noun is a measure, or its first word where the parser parts the two: the
    "compression" of "the compression ratio is …"."""
    follows = noun.i + 1 < len(noun.doc) and bool(noun.whitespace_)
    parted = follows and noun.nbor().dep_ in (*SUBJECTS, "appos") and is_measure(noun.nbor())
    return parted or is_measure(noun)


def _noun(number: Token, vocabulary: Vocabulary) -> Token | None:
    set_off = attached_to(number)
    if set_off is not None:
        return set_off
    measured = property_of(number)
    noun = modified(number) or patient_of(number)
    if noun is not None and (measured is None or noun.i != measured.i):
        return noun
    if measured is None:
        return _thing(number)
    if measured.dep_ not in (*SUBJECTS, "appos") and kinds_of(measured.lower_, vocabulary):
        copula = any(child.dep_ == "cop" for child in measured.children)
        return subject_of(measured) if copula else measured  # "a town of 20,000 people"
    if measured.dep_ in ("nmod", "nmod:of") and measured.head.pos_ == "NOUN":
        return owner_of(measured) or measured.head  # "a rocket with a thrust of …"
    if measured.dep_ in SUBJECTS:
        return owner_of(measured)  # of a bare "revenue" the owner is the topic
    return owner_of(measured) or subject_of(measured)


def _thing(number: Token) -> Token | None:
    """The subject of the clause, or who it belongs to."""
    subject = subject_of(number)
    if subject is None or number.dep_ in ("obj", "dobj"):
        return subject
    return owner_of(subject) or subject


def _pointing(noun: Token) -> Pointing | None:
    word = noun.lower_
    pronouns: tuple[Pointing, ...] = ("speaker", "person", "thing")
    for pointing in pronouns:
        if word in words(f"pronouns_{pointing}"):
            return pointing
    if noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    marks = {child.lower_ for child in noun.lefts}
    return "definite" if marks & words("definite_words") else "generic"


def _is_described(word: Token) -> bool:
    """Whether a word is the end of a description that a hyphen joins: "Leeds-based"."""
    return word.i > 1 and word.nbor(-1).text == "-" and word.nbor(-2).text[:1].isupper()


def _is_any(word: Token) -> bool:
    return word.lower_ in words("generic_words")


def _numbered(stated: list[Token], noun: Token) -> list[Token]:
    """The numbers of versions behind capitals: the 2 of "the Llama 2 paper"."""
    behind = (word.nbor() for word in stated if word.i + 1 < noun.i and word.text[:1].isupper())
    return [word for word in behind if word.pos_ == "NUM"]


def _named_after(noun: Token) -> list[Token]:
    """The name right before what somebody put somewhere: the LinkedIn of "the LinkedIn post"."""
    before = noun.nbor(-1) if noun.i > 1 and noun.lower_ in words("postings") else None
    named = before is not None and before.text[:1].isupper() and before.pos_ in ("NOUN", "PROPN")
    return [before] if before is not None and named else []


def _called(noun: Token, number: Token, pointing: Pointing) -> tuple[str, str]:
    """What the phrase's thing is called here, and its words as they stand."""
    stated = [child for child in noun.lefts if child.dep_ in PARTS and child.pos_ != "NUM"]
    stated = [child for child in stated if not (_is_described(child) or child.text == "-")]
    if number.i < noun.i:
        stated = [child for child in stated if child.i > number.i]
    hyphened = [before for word in (*stated, noun) for before in _hyphened_to(word)]
    stated = sorted(
        {*stated, *_numbered(stated, noun), *_named_after(noun), *hyphened, noun},
        key=lambda word: word.i,
    )
    single = any(child.lower_ in ("a", "an") or _is_any(child) for child in noun.lefts)
    article = "a" if single and pointing == "generic" else "the"
    text = noun.doc[stated[0].i : noun.i + 1].text
    opens = noun.is_sent_start and is_ordinary(noun.text)
    if noun.pos_ == "PROPN" and noun.text[:1].isupper() and not opens:
        return text, text  # a name that only its sentence shows: "Nadeem runs …"
    name = "".join(f"{_joint(word)}{_uncapitalized(word)}" for word in stated).strip(" -")
    return f"{article} {name}", text


def _uncapitalized(word: Token) -> str:
    return word.lower_ if word.is_sent_start else word.text


def _hyphened_to(word: Token) -> Iterator[Token]:
    """The words before one that hyphens join to it: the fund of "fund-raising"."""
    while word.i > 1 and _joint(word) == "-" and not word.nbor(-2).whitespace_:
        word = word.nbor(-2)
        yield word


def _joint(word: Token) -> str:
    """What stands before a word of a name: the hyphen of "fine-tuning", else a blank."""
    return "-" if word.i and word.nbor(-1).text == "-" and not word.nbor(-1).whitespace_ else " "
