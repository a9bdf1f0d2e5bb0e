"""The word lists are words and whole numbers, as YAML reads them."""

from __future__ import annotations

from typing import Any

import pytest

from claims.quantities.lexicon import check_words, lexicon_of
from claims.vocabulary import load_vocabulary


def test_bare_answers_and_prepositions_are_words() -> None:
    lexicon = lexicon_of(load_vocabulary())
    assert all(lexicon.has("not_counted", word) for word in ("on", "off", "yes", "no"))
    assert lexicon.has("references", "no")
    check_words(lexicon.english)


@pytest.mark.parametrize(
    "words",
    [
        {"not_counted": ["in", True]},
        {"references": ["page", False]},
        {"references": [7]},
        {"ratio_words": {"halved": 0.5}},
        {"after": {"approx": ["or so", True]}},
        {True: ["word"]},
    ],
)
def test_what_yaml_took_for_no_word_is_refused(words: dict[Any, Any]) -> None:
    with pytest.raises(TypeError, match=r"english\.yaml: .* needs quotes"):
        check_words(words)
