"""How near two words of a parsed sentence stand in its tree.

A quantity is rather about what it hangs on than about what stands beside it: "a 70 billion
parameter model", "the model has 70 billion parameters" and "the file of the model, which Meta
released in July, takes 140 gigabytes" differ in their order only. The nearness is the cost of
the way through the tree, up from the quantity and down to the other word. Labels are those of
Universal Dependencies and of spaCy's own English pipelines.
"""

from __future__ import annotations

from spacy.tokens import Token

# A subject that is a noun, and any.
NOUN_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
SUBJECTS = NOUN_SUBJECTS | {"nsubj:outer", "csubj", "csubj:pass"}
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


def measure_of(token: Token) -> Token:
    """The word of a quantity on which its numbers hang: the euros of "40 million euros"."""
    while token.dep_ in ("nummod", "quantmod", "compound"):
        token = token.head
    return token


def preposition(token: Token) -> set[str]:
    """The prepositions before a token, or before the first of several: "to 5 and 6 percent"."""
    cases = {word.lower_ for word in cases_of(token)}
    if not cases and token.dep_ == "conj" and not is_clause(token):
        return preposition(token.head)
    return cases


def cases_of(token: Token) -> list[Token]:
    """The prepositions of a token, or of the numbers before a unit: "of 12 ohms"."""
    numbers = [child for child in token.children if child.dep_ == "nummod"]
    return [c for word in (token, *numbers) for c in word.children if c.dep_ == "case"]


def is_clause(token: Token) -> bool:
    """Whether a token is what a clause of its own states: "and margins were 5%"."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "cop" for child in token.children)
