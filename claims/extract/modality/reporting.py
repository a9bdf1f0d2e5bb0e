"""What a text gives as said by somebody else: by people, by documents, by tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from spacy.tokens import Token

from claims.extract.language.english import words
from claims.extract.language.syntax import MODIFIERS, SUBJECTS, measure_of
from claims.extract.modality.marks import Marks
from claims.extract.modality.scope import RELATIVE, severed
from claims.reasons import Reason

# Who says it, of all that a sentence says.
_SOURCE = re.compile(r"\W*according to\b|.*,? according to [^,;]*\W*\Z", re.DOTALL)
# Who says it, behind what is said: "…, the company said on Thursday".
_SAID_BEHIND = re.compile(
    r"[^.;!?]{0,90}?,[\"'”]? (?!(?:and|but|or|so|while|because|when|if|as)\b)"
    r"((?:[\w.'-]+ ){1,6}?)(?:said|says|say|told|adds|added)\b"
)
# What somebody else says in quotation marks: "The letter read: “…".
_QUOTED = re.compile(r"((?:[\w'.-]+ )?[\w'.-]+) (?:(\w+),?:?|(?:is|was):) [\"“][^\"”]*\Z")
# Quotation marks that a sentence closes and has not opened.
_CLOSING = re.compile(r"([^\"“”]*[\w%.,!?…])[\"”](?:\W|\Z)")
_QUOTE = re.compile(r"[\"“”]")
_SPEAKER = re.compile(r"\b(?:i|we|you)\b")
_DOCUMENT = re.compile(
    r"\bthere(?:'s| is| was) (?:also )?(?:a|an|this|one|another) (?:[\w-]+ ){0,2}?(\w+)\b"
)
_PRONOUN = re.compile(r"\b(?:they|it|he|she|who|which|that|i|we|you)\b")
_OTHERS = frozenset({"they", "it", "he", "she", "who", "which", "that"})


def said(marks: Marks) -> Reason | None:
    """The words by which somebody else says it: "Ormond said last week that …", "…, she said"."""
    if _SOURCE.match(marks.text):
        return Reason("mark", ("according to",))
    behind = _SAID_BEHIND.match(marks.text, marks.end)
    if behind and not _SPEAKER.search(behind[1]):
        return Reason("mark", (behind[0].split(",")[-1].strip(" \"'”"),))
    if found := _quoted(marks) or _retold(marks) or _given(marks):
        return found
    return (_told(marks.number) or _foretold(marks.number)) if marks.number is not None else None


def _told(number: Token) -> Reason | None:
    """The sayer and the verb in whose complement a quantity stands."""
    for verb, way in _saying(number):
        sayer = _sayer(verb)
        if sayer is not None and _is_told(verb, sayer, way, measure_of(number)):
            begin = sayer.doc[sayer.left_edge.i : sayer.i + 1].text
            return Reason("mark", (f"{begin} {verb.text}",))
    return None


def _sayer(verb: Token) -> Token | None:
    """The subject of a verb, or of the one to which it is joined."""
    sayer = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    return _sayer(verb.head) if sayer is None and verb.dep_ == "conj" else sayer


def _quoted(marks: Marks) -> Reason | None:
    """Who says what stands in quotation marks, or that a sentence goes on with it."""
    if _QUOTE.search(marks.text) is None:
        return None
    closed = _CLOSING.match(marks.text)
    if closed and marks.end <= closed.end(1):
        return Reason("mark", ("”",))
    found = _QUOTED.search(marks.text, 0, marks.start)
    if found is None or _SPEAKER.search(found[1]):
        return None
    says = found[2] is None or found[2] in words("quoting_verbs")
    return Reason("mark", (f"{found[1]} {found[2] or ''}".rstrip(),)) if says else None


def _given(marks: Marks) -> Reason | None:
    """The document and what it does, by the words alone: "the brochure promises 12 rooms"."""
    for start, end in _gifts(marks.text):
        if end <= marks.start and not severed(marks.text, (start, end), marks.start, marks.end):
            return marks.reason((start, end))
    return None


@lru_cache(maxsize=32)
def _gifts(text: str) -> list[tuple[int, int]]:
    """Where a document of others gives something."""
    return [match.span(2) for match in _giving().finditer(text) if match[1] is None]


@cache
def _giving() -> re.Pattern[str]:
    nouns, verbs = ("|".join(sorted(words(key))) for key in ("documents", "giving_verbs"))
    own = "|".join(sorted(words("own_words")))
    return re.compile(rf"\b(?:({own}) (?:\w+ )?)?((?:{nouns})s? (?:{verbs}))\b")


def _saying(number: Token) -> Iterator[tuple[Token, Token]]:
    """The verbs above a quantity in its own clause and in those that it complements, each with
    the word below it on the way."""
    token = number
    while token.head.i != token.i and token.dep_ not in MODIFIERS and token.dep_ != "appos":
        if token.head.pos_ in ("VERB", "AUX"):
            yield token.head, token
        token = token.head


def _is_told(verb: Token, sayer: Token, below: Token, number: Token) -> bool:
    """Whether a verb and its subject say what somebody else says."""
    if sayer.lower_ in words("pronouns_speaker") or sayer.i == below.i:
        return False
    if below.dep_ in ("obj", "dobj", "ccomp") and verb.lower_ in words("telling_verbs"):
        return below.dep_ == "ccomp" or verb.lower_ in ("said", "says", "say")
    if verb.lower_ in ("put", "puts"):
        at = any(token.lower_ == "at" for token in number.subtree)
        return sayer.dep_ == "nsubj" and below.i == number.i and at
    return is_document(sayer) and verb.lower_ in words("giving_verbs")


def is_document(noun: Token) -> bool:
    """Whether a noun is a document or a tool of others: "the brochure", not "our brochure"."""
    own = words("own_words")
    is_own = any(child.lower_ in own for child in noun.children)
    return not is_own and bool({noun.lower_, noun.lower_.removesuffix("s")} & words("documents"))


def _foretold(number: Token) -> Reason | None:
    """Who expected a quantity: "the $40 million that analysts had forecast"."""
    for clause in measure_of(number).children:
        if clause.dep_ in RELATIVE and clause.lower_ in words("foretelling_verbs"):
            sayer = next((child for child in clause.children if child.dep_ in SUBJECTS), None)
            if sayer is not None and sayer.pos_ in ("NOUN", "PROPN"):
                return Reason("mark", (f"{sayer.text} {clause.text}",))
    return None


def _retold(marks: Marks) -> Reason | None:
    """The document of which a sentence tells: "there's a paper by Holm, and they cut it by 8%"."""
    for match in _DOCUMENT.finditer(marks.text, 0, marks.start):
        told = _PRONOUN.findall(marks.text, match.end(), marks.start)
        if match[1] in words("documents") and told and told[-1] in _OTHERS:
            return Reason("mark", (match[0],))
    return None
