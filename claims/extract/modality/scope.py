"""Whether what marks a modality ("probably", "they say", "not") bears on a quantity.

With a parse a mark bears on what stands below the word on which it hangs, but not beyond the
border of another statement: a sister clause with a subject of its own, a relative clause about
something given, a reason, an apposition. Without one, punctuation and conjunctions tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.language.english import words
from claims.extract.language.syntax import NOUN_SUBJECTS, SUBJECTS, measure_of

RELATIVE = frozenset({"acl:relcl", "relcl"})
# How a word hangs on what it marks.
_CARRIED = frozenset({
    "advmod", "aux", "aux:pass", "auxpass", "cop", "mark", "discourse", "intj", "fixed", "case",
    "prep", "cc", "neg", "nsubj:outer", "obl:unmarked",
})  # fmt: skip
# A word of thinking that stands in another clause as in brackets: "it costs, I think, 30 euros".
_INSERTED = frozenset({"parataxis", "ccomp", "acl:relcl", "relcl", "advcl", "discourse", "dep"})
_CLAUSE = re.compile(
    r";|(?:\A|[\s,])(?:and|but|so|because|although|though|while|whereas|since) "
    r"(?:i|we|you|he|she|it|they|there|that|this)\b"
)
_INSERTION = re.compile(
    r", (?:who|whom|which|whose|where|thought|believed|said|supposed|reported|rumoured|rumored|"
    r"expected|estimated|considered)\b[^,]*\Z"
)


def severed(text: str, mark: tuple[int, int], start: int, end: int) -> bool:
    """Whether a border of clauses lies between a mark and the quantity at ``start:end``."""
    if mark[1] <= start:
        between = text[mark[1] : start]
        return _CLAUSE.search(between) is not None or is_inserted(text, mark, start, end)
    return _CLAUSE.search(text, end, mark[1]) is not None


def is_inserted(text: str, mark: tuple[int, int], start: int, end: int) -> bool:
    """Whether a mark stands between commas in a clause about something else, or in another
    statement: "the owner, who may sell it, has 12 rooms"."""
    between = text[mark[1] : start]
    return ";" in (between or text[end : mark[0]]) or (
        "," in between and _INSERTION.search(text, 0, mark[1]) is not None
    )


def bears_on(mark: Token, number: Token, *, loose: bool = False) -> bool:
    """Whether a mark bears on a quantity by the parse.

    ``loose`` is the scope of a supposition or a report, which goes on from clause to clause.
    """
    host = _host(mark, number)
    if host.i == mark.i and _is_adjunct(number, host):
        return False
    return all(not _shuts(token, mark, loose=loose) for token in _way(number, host)) and (
        host.i == number.i or host.is_ancestor(number)
    )


def _host(mark: Token, number: Token) -> Token:
    """The word whose statement a mark qualifies: itself, or that on which it hangs."""
    word = mark
    while not word.is_ancestor(number) and word.dep_ in _CARRIED and word.head.i != word.i:
        word = word.head
    if word.is_ancestor(number) or measure_of(word).i == number.i:
        return word if word.is_ancestor(number) else number
    inserted = word.i == mark.i and word.dep_ in _INSERTED
    if inserted and not any(_is_taken(child) for child in word.children):
        return word.head
    is_condition = mark.dep_ == "mark" and word.dep_ == "advcl"
    return word.head if is_condition or word.dep_ == "obl" else word


def _is_taken(child: Token) -> bool:
    """Whether a word below a verb of thinking shows that it stands for itself: what is thought, or
    a conjunction."""
    return child.dep_ == "ccomp" or (child.dep_ == "mark" and child.lower_ not in ("if", "as"))


def _way(number: Token, host: Token) -> Iterator[Token]:
    """The tokens from a quantity up to one below the host."""
    while number.i != host.i and number.head.i != number.i:
        yield number
        number = number.head


def _is_adjunct(number: Token, verb: Token) -> bool:
    """Whether a quantity says who says or thinks so: "12 owners think"."""
    last = list(_way(number, verb))[-1:]
    return any(token.dep_ in NOUN_SUBJECTS for token in last) and verb.pos_ == "VERB"


def _shuts(token: Token, mark: Token, *, loose: bool) -> bool:
    """Whether what hangs on a token from above does not bear on what is below it."""
    if token.dep_ in RELATIVE:
        return token.head.pos_ == "PROPN" or is_given(token.head) or not loose
    if token.dep_ == "appos":
        return True
    if token.dep_ == "parataxis":
        return not loose and token.head.i != mark.i
    if token.dep_ == "conj":
        return has_subject(token) and (not loose or token.head.i == mark.i)
    if token.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in words("reasons") for c in token.children)
    return False


def has_subject(token: Token) -> bool:
    """Whether a clause has a subject of its own."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "expl" for child in token.children)


def is_given(noun: Token) -> bool:
    """Whether a noun names something known, of which nothing is claimed: "the 30 rooms"."""
    noun = measure_of(noun)
    if noun.lower_ in ("end", "beginning", "start", "middle"):
        return False  # "the end of 2025" is any time
    return any(
        child.dep_ in ("nmod:poss", "poss")
        or (child.dep_ == "det" and child.lower_ in words("definite"))
        for child in noun.children
    )


def is_time(noun: Token) -> bool:
    """Whether a noun is a stretch of time."""
    return bool({noun.lower_, noun.lower_.removesuffix("s")} & words("times"))


def denies(mark: Token, number: Token) -> bool:
    """Whether a negation denies a quantity by the parse.

    What somebody does not know, and how long something has not happened, is so all the same.
    """
    if mark.dep_ == "det" or mark.dep_ in SUBJECTS or mark.pos_ in ("PRON", "NOUN"):
        return _is_none(mark.head if mark.dep_ == "det" else mark, number)
    host = mark.head if mark.dep_ == "case" else _host(mark, number)
    if host.i != number.i and not host.is_ancestor(number):
        return False
    way = list(_way(number, host))
    return not any(
        _shuts(token, mark, loose=False) or _stands(token, mark) for token in way
    ) and not _since(number, host)


def _stands(token: Token, mark: Token) -> bool:
    """Whether a clause stands whatever is denied of what it hangs on."""
    if token.dep_ == "ccomp":
        return token.head.i != mark.i and token.head.lower_ not in words("opining_verbs")
    return token.dep_ == "advcl" and has_subject(token)


def _since(number: Token, host: Token) -> bool:
    """Whether a quantity says for how long something has not happened, or when it did not."""
    noun = measure_of(number)
    cases = {child.lower_ for child in noun.children if child.dep_ in ("case", "mark")}
    if not is_time(noun) or noun.dep_ not in ("obl", "nmod", "advmod"):
        return False
    perfect = any(child.lower_ in ("had", "has", "have") for child in host.children)
    return bool(cases & {"after", "until", "since", "before"}) or (
        perfect and bool(cases & {"for", "in", "within"})
    )


def _is_none(noun: Token, number: Token) -> bool:
    """Whether a quantity is said of none: "no owner has 12 rooms", "no sign of 12 rooms"."""
    if noun.i == number.i:
        return True
    if noun.is_ancestor(number):
        way = list(_way(number, noun))
        return not any(token.dep_ in RELATIVE or token.dep_ == "conj" for token in way)
    return noun.dep_ in SUBJECTS and any(noun.head.i == word.i for word in clause_of(number))


def clause_of(number: Token) -> Iterator[Token]:
    """The words of its own clause on which a quantity hangs, the nearest first."""
    token = number
    while True:
        yield token
        if token.head.i == token.i or token.dep_ in RELATIVE or token.dep_ in (
            "ccomp", "advcl", "parataxis", "appos", "csubj", "acl",
        ):  # fmt: skip
            return
        if token.dep_ == "conj" and has_subject(token):
            return
        token = token.head
