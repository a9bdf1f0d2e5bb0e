"""What a parser gets wrong in ways that the parse shows, and is set right."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from claims.extract.language.mending import mend

Words = list[tuple[str, str, str, int]]


def parsed(words: Words) -> Doc:
    """A sentence with a parse: each word with its tag, label and head."""
    texts, tags, labels, heads = ([word[part] for word in words] for part in range(4))
    return Doc(spacy.blank("en").vocab, words=texts, pos=tags, deps=labels, heads=heads)


VERBS: list[tuple[Words, int, int]] = [
    ([("The", "DET", "det", 2), ("heat", "NOUN", "compound", 2), ("pump", "NOUN", "compound", 3),
      ("costs", "NOUN", "ROOT", 3), ("40", "NUM", "nummod", 5), ("euros", "NOUN", "obj", 3)], 3, 2),
    ([("The", "DET", "det", 2), ("card", "NOUN", "compound", 2), ("draws", "NOUN", "nsubj", 4),
      ("450", "NUM", "nummod", 4), ("watts", "NOUN", "ROOT", 4)], 2, 1),
    ([("Car", "NOUN", "compound", 2), ("finance", "NOUN", "compound", 2),
      ("accounts", "NOUN", "ROOT", 2), ("for", "ADP", "case", 5), ("14", "NUM", "nummod", 5),
      ("%", "SYM", "nmod", 2)], 2, 1),
]  # fmt: skip


@pytest.mark.parametrize(("words", "verb", "subject"), VERBS)
def test_a_noun_before_an_amount_may_be_a_verb(words: Words, verb: int, subject: int) -> None:
    doc = parsed(words)
    mend(doc)
    assert doc[verb].pos_ == "VERB"
    assert doc[verb].dep_ == "ROOT"
    assert (doc[subject].dep_, doc[subject].head.i) == ("nsubj", verb)
    assert doc[len(doc) - 1].head.i == verb
    assert all(doc[place].head.i == subject for place in range(subject))


def test_a_noun_without_an_amount_stays_one() -> None:
    doc = parsed([("Energy", "NOUN", "compound", 1), ("costs", "NOUN", "nsubj", 2),
                  ("rose", "VERB", "ROOT", 2)])  # fmt: skip
    mend(doc)
    assert [(word.pos_, word.dep_) for word in doc][:2] == [("NOUN", "compound"), ("NOUN", "nsubj")]


def test_an_auxiliary_has_no_subject() -> None:
    doc = parsed([("Divers", "NOUN", "nsubj", 1), ("have", "AUX", "aux", 2),
                  ("found", "VERB", "ROOT", 2), ("40", "NUM", "obj", 2)])  # fmt: skip
    mend(doc)
    assert doc[0].head.i == 2


def test_a_clause_shares_the_subject_of_its_participle() -> None:
    doc = parsed([("Drives", "NOUN", "nsubj", 2), (",", "PUNCT", "punct", 2),
                  ("launched", "VERB", "advcl", 6), ("then", "ADV", "advmod", 2),
                  (",", "PUNCT", "punct", 2), ("have", "AUX", "aux", 6),
                  ("reached", "VERB", "ROOT", 6), ("90", "NUM", "obj", 6)])  # fmt: skip
    mend(doc)
    assert doc[0].head.i == 6
    assert (doc[2].dep_, doc[2].head.i) == ("acl", 0)
