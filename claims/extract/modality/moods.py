"""What the mood and the modal verb of a clause say of a quantity in it: an instruction states
nothing, "might" is a doubt, what "we would" do is a supposition."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extract.language.english import words
from claims.extract.language.syntax import SUBJECTS, measure_of, preposition
from claims.extract.modality.scope import clause_of, has_subject, is_given, is_time
from claims.reasons import Reason
from claims.records import Modality

_AUXILIARIES = ("aux", "aux:pass", "auxpass")


def instruction(number: Token) -> Reason | None:
    """The verb of the instruction in which a quantity stands: "take 30 minutes"."""
    if is_given(number):
        return None
    for word in clause_of(number):
        verb = word.head if word.dep_ == "ccomp" and _is_wh(word) else word
        if verb.i < number.i and (_is_imperative(verb) or _is_misread(verb)):
            return None if _is_noting(verb) else Reason("instruction", (verb.text,))
    return None


def _is_noting(verb: Token) -> bool:
    """Whether what follows is stated all the same: "note that", "let me tell you"."""
    to_me = any(child.lower_ == "me" for child in verb.children)
    return verb.lower_ in words("noting_verbs") or (verb.lower_ == "let" and to_me)


def _is_wh(clause: Token) -> bool:
    """Whether a clause is an indirect question: "how much it cost in 2015"."""
    return clause.doc[clause.left_edge.i].tag_.startswith("W")


def _is_imperative(verb: Token) -> bool:
    """Whether a verb has the form of an instruction: bare, without a subject, in no clause of
    another verb."""
    if (
        verb.pos_ not in ("VERB", "AUX")
        or verb.tag_ != "VB"
        or has_subject(verb)
        or not _begins(verb)
    ):
        return False
    if any(child.dep_ in _AUXILIARIES and child.lower_ != "do" for child in verb.children):
        return False
    if any(child.lower_ == "to" and child.dep_ in ("mark", "aux") for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return _is_imperative(verb.head) or _is_misread(verb.head)
    return verb.dep_ in ("ROOT", "parataxis")


def _is_misread(verb: Token) -> bool:
    """Whether a verb at the beginning is tagged as a noun and still has an object."""
    begins = verb.i == 0 and verb.dep_ == "ROOT" and verb.tag_ in ("NN", "NNP")
    return begins and any(child.dep_ in ("obj", "dobj") for child in verb.children)


def _begins(verb: Token) -> bool:
    """Whether a verb may begin its clause: no noun stands right before it."""
    return verb.i == 0 or verb.nbor(-1).pos_ in ("PUNCT", "CCONJ", "ADV", "INTJ", "SPACE", "SYM")


def modal(number: Token) -> tuple[Modality, Reason] | None:
    """What the modal verb of its clause says of a quantity."""
    if is_given(number):
        return None
    for word in clause_of(number):
        for child in word.children:
            if child.dep_ in _AUXILIARIES and child.tag_ == "MD" and _is_within(child, number):
                mood = _mood(child, word, number)
                return (mood, Reason("mark", (child.text,))) if mood else None
    return None


def _is_within(verb: Token, number: Token) -> bool:
    """Whether a quantity stands behind a modal verb, in its subject, or says by when."""
    if verb.i < number.i or _is_outlook(number):
        return True
    return not any(token.pos_ in ("PUNCT", "CCONJ") for token in verb.doc[number.i + 1 : verb.i])


def _mood(verb: Token, clause: Token, number: Token) -> Modality | None:
    """The modality that a modal verb gives to its clause, if it is clear."""
    subject = next((child.lower_ for child in clause.children if child.dep_ in SUBJECTS), "")
    if any(child.lower_.replace("’", "'") in ("not", "n't") for child in clause.children):
        return None
    modal = verb.lower_.replace("’", "'")
    if modal in ("might", "could") and _is_outlook(number):
        return "hypothetical"
    if modal in ("might", "could", "may"):
        sure = words(f"sure_with_{modal}") if modal != "might" else ()
        return None if subject in sure else "hedged"
    if modal == "should":
        missed = any(child.lower_ == "have" for child in clause.children)
        own = subject in words("pronouns_speaker")
        return "negated" if missed else "hypothetical" if own else "hedged"
    if modal in ("would", "'d"):
        is_had = modal == "'d" and clause.tag_ in ("VBD", "VBN")
        return "hypothetical" if subject in ("i", "we") and not is_had else None
    return None


def estimated(number: Token) -> tuple[Modality, Reason] | None:
    """Whether speakers give a number of their own: "we put its cost at 12 million"."""
    noun = measure_of(number)
    if noun.head.lower_ != "put" or preposition(noun) != {"at"}:
        return None
    who = [child.lower_ for child in noun.head.children if child.dep_ in SUBJECTS]
    own = who and who[0] in ("i", "we")
    return ("hedged", Reason("mark", (f"{who[0]} put",))) if own else None


def _is_outlook(number: Token) -> bool:
    """Whether a quantity says by when something may happen: "in 12 years"."""
    noun = measure_of(number)
    return is_time(noun) and bool(preposition(noun) & {"in", "within"})
