"""Who or what the clause of a word is about, by its parse."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.language.english import words
from claims.extract.language.syntax import MODIFIERS, SUBJECTS, measure_of

OWNERS = frozenset({"nmod:poss", "poss", "nmod", "compound", "flat", "appos", "nmod:of"})
RELATIVES = frozenset({"that", "which", "who"})


def subject_of(token: Token) -> Token | None:
    """The subject of the clause in which a token stands, of a clause around it otherwise.

    The noun that a clause modifies is its subject ("a model trained on …", "a firm that has …").
    """
    within = {token.i}
    while True:
        for child in token.children:
            if child.dep_ in SUBJECTS and child.i not in within:
                return _apposed(child) or _antecedent(child, token)
        if (told := _told_to(token)) is not None:
            return told
        if token.dep_ in MODIFIERS and not _follows(token):
            return token.head
        if token.dep_ in ("amod", "appos") and token.pos_ == "ADJ" and token.head.i < token.i:
            return token.head  # "The striker, 19 years old, …"
        if token.dep_ == "conj" and token.pos_ == "VERB" and token.head.pos_ in ("NOUN", "PROPN"):
            return token.head  # "Its only product, the Cove, fits in …" as a parser may see it
        if token.head.i == token.i:
            return _led_to(token)
        token = token.head
        within.add(token.i)


def _told_to(verb: Token) -> Token | None:
    """Who is expected or told to do something: the Norvane of "analysts expected Norvane to earn
    …"."""
    if verb.dep_ != "xcomp" or not any(child.lower_ == "to" for child in verb.lefts):
        return None
    objects = (c for c in verb.head.rights if c.dep_ in ("obj", "dobj") and c.i < verb.i)
    whom = next((c for c in objects if c.pos_ in ("PROPN", "NOUN")), None)
    return whom if verb.head.lower_ in words("commanding_verbs") else None


def _apposed(subject: Token) -> Token | None:
    """The name in front of a subject that only describes it, where a parser sees somebody
    addressed: "Norvane, the largest of the firms, was sold"."""
    called = next((c for c in subject.head.lefts if c.dep_ == "vocative" and c.i < subject.i), None)
    closed = any(child.text == "," for child in subject.rights)
    return called if closed and "the" in {child.lower_ for child in subject.lefts} else None


def _led_to(participle: Token) -> Token | None:
    """The subject of the clause behind a participle, where a parser takes the latter for the main
    clause: the Norvane of "Founded in 2020, Norvane employs …"."""
    if not participle.is_sent_start or "Part" not in participle.morph.get("VerbForm", []):
        return None
    behind = (child for child in participle.rights if child.dep_ in ("parataxis", "conj", "ccomp"))
    subjects = (child for clause in behind for child in clause.lefts if child.dep_ in SUBJECTS)
    return next(subjects, None)


def relative_subject(token: Token) -> Token | None:
    """Who gets or has what a quantity says, in a clause that modifies it: the Meta of "the $2
    billion that Meta spent"."""
    for clause in measure_of(token).children:
        if clause.dep_ in ("acl:relcl", "relcl"):
            for child in clause.children:
                if child.dep_ in SUBJECTS and child.lower_ not in RELATIVES:
                    return child
    return None


def _follows(clause: Token) -> bool:
    """Whether a clause says what follows from the one before, and modifies none of its nouns:
    "The plant has six turbines, giving a total capacity of 900 MW"."""
    behind_comma = clause.i > 0 and clause.doc[clause.i - 1].text == ","
    return behind_comma and clause.lower_ in words("resulting")


def _antecedent(subject: Token, clause: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause modifies, or else, where the
    parser takes it for a clause of its own, the noun before it: "On my commute, which is …"."""
    if subject.lower_ not in RELATIVES:
        return subject
    if clause.dep_ in MODIFIERS:
        return clause.head
    return noun_before(subject) or subject


def noun_before(pronoun: Token) -> Token | None:
    """The noun that stands right before a relative pronoun, but for a comma."""
    place = pronoun.i - 1
    if place > 0 and pronoun.doc[place].text == ",":
        place -= 1
    if place < 0 or pronoun.lower_ == "that":
        return None
    noun = pronoun.doc[place]
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def patient_of(token: Token) -> Token | None:
    """What was made or changed hands when or for how much a quantity says: the Vantis of "they
    bought Vantis in 2018 for 210 million"."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        if token.dep_ not in (
            "nummod",
            "compound",
            "obl",
            "obl:unmarked",
            "nmod",
            "nmod:unmarked",
            "conj",
        ):
            return None
        token = token.head
    if token.lower_ not in words("making_verbs"):
        return None
    return next((child for child in token.rights if child.dep_ in ("obj", "dobj")), None)


def governors(token: Token) -> list[Token]:
    """The words that say what a quantity measures: those above it up to its clause's verb, and
    the clause's subject with what stands before it ("the series A valuation must be …")."""
    words = []
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        joined = token.dep_ == "conj"
        if joined:
            break  # what the other of two is measured by says nothing of this one
        token = token.head
        words.append(token)
    subject = subject_of(token)
    if subject is not None:
        words += [subject, *(child for child in subject.lefts if child.dep_ in OWNERS)]
    return words
