"""What speakers put into a sentence without a part in it is parsed apart."""

from __future__ import annotations

import pytest

from claims.extract.language.asides import asides
from claims.extract.language.clauses import subject_of
from claims.extract.language.model import SHIPPED, load_model
from claims.extract.language.parsing import Parse, parse

NLP = load_model(SHIPPED)


def parsed(text: str, start: int = 0) -> Parse:
    assert NLP is not None
    return parse(NLP, [(start, text)])[0]


@pytest.mark.parametrize(
    ("text", "number", "subject"),
    [
        ("And it needs, I think, maybe 16 gigabytes of memory.", "16 gigabytes", "it"),
        ("They had I guess 40 people back then.", "40 people", "They"),
        ("The engine was, I want to say, 300 dollars.", "300 dollars", "engine"),
        ("The engine weighs, I’d say, 300 kilograms.", "300 kilograms", "engine"),
        ("They have 40 people, I think.", "40 people", "They"),
        ("The library was started by, you know, three students in 2017.", "2017", "library"),
    ],
)
def test_the_clause_keeps_its_own_subject(text: str, number: str, subject: str) -> None:
    found = parsed(text, 100)
    start = 100 + text.index(number)
    head = found.head(start, start + len(number))
    assert head is not None
    word = subject_of(head)
    assert word is not None
    assert word.text == subject


def test_every_word_stays_where_it_was() -> None:
    text = "And it needs, I think,  maybe 16 gigabytes."
    doc = parsed(text).doc
    assert doc.text == text
    assert [text[word.idx : word.idx + len(word)] for word in doc] == [word.text for word in doc]
    think = next(word for word in doc if word.text == "think")
    assert (think.dep_, think.head.text) == ("parataxis", "needs")


@pytest.mark.parametrize(
    "text",
    [
        "I think it has 40 layers.",
        "What I think about 40 people I keep to myself.",
        "Do you know 40 people there?",
        "We know, and you know that 40 people left.",
        "That is 40 people, I think",
        "The man you know has 40 cars.",
        "The car you know best costs $40,000.",
        "She says I mean 40 dollars.",
    ],
)
def test_a_clause_of_its_own_is_no_aside(text: str) -> None:
    assert NLP is not None
    assert asides(NLP.make_doc(text)) == []
