"""Whether a word is one of the language, or else a name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# What is derived from another word ("untyped"), and endings that only derived words have.
_PREFIX = re.compile(
    r"(?:anti|bio|co|counter|de|dis|fore|hyper|inter|mid|micro|mis|multi|non|over|post|pre|pro|re|"
    r"semi|sub|super|trans|un|under)(?=\w{4})"
)
_ENDING = re.compile(
    r"(?:s|es|ed|d|ing|ly|er|ers|ies|ied|y|able|ness|less|ful|ment|ments|al|ally|ist|ists|ism|ish)\Z"
)
_DERIVED = re.compile(
    r"\w{3}(?:ly|ing|ings|tions?|sions?|ness|ment|ments|isms?|ity|ities|ised?|ized?|"
    r"ologists?|ologies|ographers?|graphy|metry|ectomy|itis|ises|izes)\Z"
)


def is_ordinary(word: str) -> bool:
    """Whether a word, in any case, is written without a capital in the corpora that
    ``ordinary_words.txt`` was made of, or derived from one that is."""
    word = word.lower()
    if word in _ordinary_words() or _DERIVED.search(word):
        return True
    stem = _PREFIX.sub("", word, count=1)
    return any(s in _ordinary_words() for s in _stems(stem))


def _stems(word: str) -> set[str]:
    ends = {
        word[: match.start()]
        for size in range(1, 6)
        if (match := _ENDING.search(word, len(word) - size))
    }
    return {word, *ends, *(f"{end}e" for end in ends), *(f"{end}y" for end in ends)}


@cache
def _ordinary_words() -> frozenset[str]:
    text = files("claims.extract.names").joinpath("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
