"""How near two words of a parsed sentence stand in its tree.

A quantity is rather about what it hangs on than about what stands beside it: "a 70 billion
parameter model", "the model has 70 billion parameters" and "the file of the model, which Meta
released in July, takes 140 gigabytes" differ in their order only. The nearness is the cost of
the way through the tree, up from the quantity and down to the other word. Labels are those of
Universal Dependencies and of spaCy's own English pipelines.
"""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.english import words
from claims.quantities.units.nouns import singular as regular_singular

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass", "csubj", "csubj:pass"})
OWNERS = frozenset({"nmod:poss", "poss", "nmod", "compound", "flat", "appos", "nmod:of"})
MODIFIERS = frozenset({"acl", "acl:relcl", "relcl"})
# What a step towards the head costs, and one away from it; any other label costs ``OTHER``.
UP = {
    "nummod": 0.1, "compound": 0.1, "flat": 0.1, "quantmod": 0.1, "nmod:npmod": 0.1, "amod": 0.2,
    "nmod": 0.3, "pobj": 0.1, "prep": 0.2, "appos": 0.3, "obj": 0.5, "dobj": 0.5, "attr": 0.3,
    "obl": 0.5, "obl:unmarked": 0.5, "nsubj": 0.7, "nsubj:pass": 0.7, "nsubjpass": 0.7,
    "acl": 0.2, "acl:relcl": 0.2, "relcl": 0.2, "xcomp": 0.3, "advcl": 0.9, "ccomp": 1.0,
    "conj": 0.8, "parataxis": 1.2,
}  # fmt: skip
DOWN = {
    "nmod:poss": 0.2, "poss": 0.2, "compound": 0.2, "flat": 0.1, "nmod": 0.4, "pobj": 0.1,
    "prep": 0.3, "appos": 0.3, "nsubj": 0.4, "nsubj:pass": 0.4, "nsubj:outer": 0.4,
    "nsubjpass": 0.4, "csubj": 0.8, "obj": 0.8, "dobj": 0.8, "obl": 1.0, "obl:agent": 1.2,
    "obl:unmarked": 1.3, "xcomp": 0.8, "advcl": 1.0, "acl": 0.8, "acl:relcl": 1.2, "relcl": 1.2,
    "ccomp": 1.2, "conj": 0.9, "parataxis": 1.6,
}  # fmt: skip
OTHER = 1.0
# Prepositions whose object is a point of reference, not what is spoken of.
REFERENCES = frozenset({"than", "after", "before", "since", "until", "versus", "unlike"})
REFERENCE = 3.0
RELATIVES = frozenset({"that", "which", "who"})
# How a value hangs on the clause that states it.
STATED = frozenset({
    "obj", "dobj", "obl", "obl:unmarked", "attr", "xcomp", "advcl", "advmod", "conj", "ccomp",
    "nummod", "compound", "amod", "prep", "pobj",
})  # fmt: skip


def distance(quantity: Token, word: Token) -> float:
    """The cost of the way from ``quantity`` to ``word`` through the tree of their sentence."""
    above = {token.i: cost for token, cost in _upwards(quantity)}
    down = 0.0
    while word.i not in above:
        down += DOWN.get(word.dep_, OTHER) + (REFERENCE if is_reference(word) else 0.0)
        if word.head.i == word.i:
            return float("inf")  # another tree: the parser saw two sentences
        word = word.head
    return above[word.i] + down


def _upwards(token: Token) -> list[tuple[Token, float]]:
    """A token and what it hangs on, up to the root, each with the cost to get there."""
    path, cost = [(token, 0.0)], 0.0
    while token.head.i != token.i:
        cost += UP.get(token.dep_, OTHER)
        token = token.head
        path.append((token, cost))
    return path


def is_reference(word: Token) -> bool:
    """Whether a word is only what something is measured against: "after the war", "than X"."""
    markers = [child for child in word.children if child.dep_ in ("case", "mark")]
    if word.head.dep_ == "prep":
        markers.append(word.head)
    return any(marker.lower_ in REFERENCES for marker in markers)


def subject_of(token: Token) -> Token | None:
    """The subject of the clause in which a token stands, of a clause around it otherwise.

    The noun that a clause modifies is its subject ("a model trained on …", "a firm that has …").
    """
    within = {token.i}
    while True:
        for child in token.children:
            if child.dep_ in SUBJECTS and child.i not in within:
                return _antecedent(child, token)
        if token.dep_ in MODIFIERS and not _follows(token):
            return token.head
        if token.dep_ in ("amod", "appos") and token.pos_ == "ADJ" and token.head.i < token.i:
            return token.head  # "The striker, 19 years old, …"
        if token.dep_ == "conj" and token.pos_ == "VERB" and token.head.pos_ in ("NOUN", "PROPN"):
            return token.head  # "Its only product, the Cove, fits in …" as a parser may see it
        if token.head.i == token.i:
            return None
        token = token.head
        within.add(token.i)


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


def measure_of(token: Token) -> Token:
    """The word of a quantity on which its numbers hang: the euros of "40 million euros"."""
    while token.dep_ in ("nummod", "quantmod", "compound"):
        token = token.head
    return token


def modified(token: Token) -> Token | None:
    """The noun that a quantity stands before as a modifier: the talk of "a 30-minute talk"."""
    while token.dep_ in ("nummod", "quantmod"):
        token = token.head
    if token.dep_ not in ("compound", "amod", "nmod:unmarked", "nmod") or token.head.i <= token.i:
        return None
    return token.head


def property_of(token: Token) -> Token | None:
    """The noun that a quantity measures: the depth of "a depth of 40 metres", of "its depth is 40
    metres", of "its depth, 40 metres" and of "a 40-metre depth".

    The subject of a clause is one only where the clause gives it a value, and where it is such a
    noun or has an owner: "the talk was 30 minutes" is about the talk.
    """
    noun = modified(token)
    if noun is not None and is_measure(noun):
        return noun
    token = measure_of(token)
    if token.dep_ == "nmod" and _is_of(token) and token.head.pos_ in ("NOUN", "PROPN"):
        of = "of" in preposition(token)
        return token.head if of or is_measure(token.head) else None
    if token.dep_ == "appos" and owner_of(token.head) is not None:
        return token.head
    if token.dep_ in ("obl", "nmod") and _is_of(token):
        for child in token.head.children:  # "they put its cost at 3 billion"
            if child.dep_ in ("obj", "dobj") and owner_of(child) is not None:
                return child
    if (
        token.dep_ == "obl"
        and preposition(token) & {"by", "from", "to"}
        and token.head.lower_ in words("changing_verbs")
    ):
        for child in token.head.children:  # "they cut its cost by 5%", "from 5 to 4%"
            if child.dep_ in ("obj", "dobj") and is_measure(child):
                return child
    return _valued(token)


def _valued(token: Token) -> Token | None:
    """The subject of the clause that gives it the value ``token``."""
    subject = subject_of(token)
    if subject is None or (not is_measure(subject) and owner_of(subject) is None):
        return None
    return subject if _is_given(token) else None


def _is_given(token: Token) -> bool:
    """Whether a clause states a value of its subject: "is 5%", "rose by 5%", "stands at 5%"."""
    cases = preposition(token)
    if cases and not cases & words("value_prepositions"):
        return False
    verb = token
    while not any(child.dep_ in SUBJECTS for child in verb.children):
        if verb.dep_ not in STATED or verb.head.i == verb.i or _is_alternative(verb):
            return False
        verb = verb.head
    stated = any(child.dep_ == "cop" for child in verb.children) or verb.pos_ == "AUX"
    return stated or verb.lower_ in words("level_verbs") or is_changed(token)


def _is_alternative(token: Token) -> bool:
    """Whether a token says something in other terms: "income was $4 million, or $2 a share"."""
    return any(child.dep_ == "cc" and child.lower_ == "or" for child in token.children)


def preposition(token: Token) -> set[str]:
    """The prepositions before a token, or before the first of several: "to 5 and 6 percent"."""
    cases = {word.lower_ for word in _cases(token)}
    if not cases and token.dep_ == "conj" and not is_clause(token):
        return preposition(token.head)
    return cases


def _cases(token: Token) -> list[Token]:
    """The prepositions of a token, or of the numbers before a unit: "of 12 ohms"."""
    numbers = [child for child in token.children if child.dep_ == "nummod"]
    return [c for word in (token, *numbers) for c in word.children if c.dep_ == "case"]


def is_clause(token: Token) -> bool:
    """Whether a token is what a clause of its own states: "and margins were 5%"."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "cop" for child in token.children)


def is_changed(token: Token) -> bool:
    """Whether what a token hangs on is a verb of change: "rose by 5%", "fell to 5%"."""
    while token.dep_ in ("nummod", "quantmod", "compound", "conj") and not is_clause(token):
        token = token.head
    verb = token.head.lower_
    return not is_clause(token) and (
        verb in words("change_verbs") or verb in words("changing_verbs")
    )


def is_measure(noun: Token) -> bool:
    """Whether a noun is one for what is measured: "latency", "sales", "rates"."""
    return bool({noun.lower_, singular(noun.lower_)} & words("measures"))


def singular(noun: str) -> str:
    """The singular of a noun; "sales" and "orders" are measures in the plural."""
    return noun if noun in words("measures") else regular_singular(noun, {}) or noun


def _is_of(token: Token) -> bool:
    return any(case.lower_ in ("of", "at") for case in _cases(token))


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


def rate_of(noun: Token) -> Token | None:
    """What a rate is one of: the inflation of "a rate of inflation", which is no owner."""
    if noun.lower_ not in words("rates"):
        return None
    ofs = (
        c
        for c in noun.children
        if c.dep_ == "nmod" and c.pos_ == "NOUN" and _is_of(c) and not _holds_number(c)
    )
    return next(
        (c for c in ofs if not any(mark.dep_ in ("det", "nmod:poss") for mark in c.children)), None
    )


def _holds_number(noun: Token) -> bool:
    return any(child.pos_ == "NUM" or child.dep_ == "nummod" for child in noun.children)


def _is_amount(noun: Token) -> bool:
    """Whether a noun is only counted: the kilometres of "110 kilometres", no "the 16 countries"."""
    return _holds_number(noun) and not any(c.dep_ in ("det", "nmod:poss") for c in noun.children)


def owner_of(noun: Token) -> Token | None:
    """What a noun belongs to: "its depth", "the club's profit", "the mass of the probe"."""
    of = rate_of(noun)
    for child in noun.children:
        if (of is not None and child.i == of.i) or child.lower_ in words("times"):
            continue  # "today's valuation" is not that of a day
        if child.dep_ == "nmod" and _is_amount(child):
            continue  # "a range of 110 kilometres" is not that of the kilometres
        if child.dep_ in ("nmod:poss", "poss") or (
            child.dep_ == "nmod" and child.pos_ != "NUM" and _is_of(child)
        ):
            return (noun_before(child) or child) if child.lower_ == "whose" else child
    return None


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
