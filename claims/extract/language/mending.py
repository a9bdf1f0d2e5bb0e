"""What a parser gets wrong in ways that the parse itself shows.

A small parser takes many a verb for a noun ("a heat pump costs €11,000") and hangs a subject where
none can be. What no English sentence has is set right before anything is read from the parse.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from claims.extract.language.english import words
from claims.extract.language.syntax import NOUN_SUBJECTS

OBJECTS = frozenset({"obj", "dobj"})
NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
# What hangs on a noun before it.
LEFT = frozenset({"compound", "amod", "det", "nmod:poss", "nummod", "case", "flat", "nmod"})


def mend(doc: Doc) -> None:
    """Set right what cannot be so in a parsed sentence."""
    for token in doc:
        if token.pos_ == "NOUN" and token.lower_ in words("verbs_like_nouns"):
            _make_verb(token)
        elif _is_first_half(token):
            token.head, token.dep_ = token.nbor(), "compound"
        elif token.dep_ in NOUN_SUBJECTS and token.head.dep_ == "aux":
            token.head = token.head.head  # an auxiliary has no subject of its own
        elif token.lower_ == "that" and _has_subject_behind(token):
            token.dep_ = "mark"  # "she said that on 6 October Montalvo left"
    _share_subject(doc)


def _make_verb(token: Token) -> None:
    """Make a noun before an amount the verb that it is: its compound is its subject."""
    value = _value(token)
    before = token.doc[token.i - 1] if token.i else token
    if value is None or before.head.i != token.i or before.dep_ not in ("compound", "amod"):
        return
    for child in list(token.lefts):
        if child.i != before.i and child.dep_ in LEFT:
            child.head = before
    if token.head.i == value.i:
        _put_above(token, value)
    before.dep_, token.pos_ = "nsubj", "VERB"
    if value.dep_ not in OBJECTS:
        value.dep_ = "obl" if any(c.dep_ == "case" for c in value.children) else "obj"


def _put_above(token: Token, value: Token) -> None:
    """Hang what stands below a token on it, and it where that hung."""
    head, label = value.head, value.dep_
    token.head = token if head.i == value.i else head
    token.dep_ = label
    value.head = token


def _value(token: Token) -> Token | None:
    """The amount right behind a verb, but for "for" and words that say how exact it is."""
    for word in token.doc[token.i + 1 : token.i + 5]:
        if word.like_num or word.pos_ in ("NUM", "SYM"):
            while word.head.i > token.i and word.head.i != word.i:
                word = word.head
            return word if token.i in (word.head.i, word.i) or token.head.i == word.i else None
        if word.pos_ not in ("ADV", "ADP", "DET", "ADJ"):
            return None
    return None


def _has_subject_behind(token: Token) -> bool:
    """Whether the verb of which a word is the subject has another behind it."""
    others = (child for child in token.head.lefts if child.i > token.i)
    return token.dep_ in NOUN_SUBJECTS and any(c.dep_ in NOUN_SUBJECTS for c in others)


def _is_first_half(token: Token) -> bool:
    """Whether two subjects of one verb stand side by side: the LinkedIn of "the LinkedIn post got
    250 reactions"."""
    if token.dep_ not in NOUN_SUBJECTS or token.i + 1 >= len(token.doc):
        return False
    other = token.nbor()
    nouns = token.pos_ in ("PROPN", "NOUN") and other.pos_ in ("NOUN", "PROPN")
    return nouns and other.dep_ in NOUN_SUBJECTS and other.head.i == token.head.i


def _share_subject(doc: Doc) -> None:
    """Give a finite clause that has none the subject that stands before a participle: "The drive,
    launched in May, has reached …"."""
    for token in doc:
        if token.dep_ not in NOUN_SUBJECTS or token.head.dep_ != "advcl":
            continue
        participle = token.head
        clause = participle.head
        if not (token.i < participle.i < clause.i) or doc[participle.i - 1].text != ",":
            continue
        if any(child.dep_ in NOUN_SUBJECTS or child.dep_ == "expl" for child in clause.children):
            continue
        token.head = clause
        participle.head, participle.dep_ = token, "acl"
