"""The words that the corpora write without a capital, more often than with one.

    python training/ordinary_words.py CORPORA > claims/extract/names/ordinary_words.txt

Beginnings of sentences do not count: there every word has a capital.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from conllu import read_sentences
from name_training import files
from names import read_names

SHORTEST = 3
TREEBANKS = ("ud_ewt", "ud_gum_ccby")


def sentences(corpora: Path) -> Iterator[Sequence[str]]:
    """The words of all sentences, in the order of the text."""
    for path in files(corpora):
        yield from (sentence.words for sentence in read_names(path))
    for path in sorted(path for name in TREEBANKS for path in (corpora / name).glob("*.gz")):
        yield from ([word.text for word in sentence] for sentence in read_sentences(path))


def ordinary_words(corpora: Path) -> list[str]:
    """The ordinary words of the corpora, sorted."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for words in sentences(corpora):
        for word in words[1:]:
            (small if word.islower() else capital)[word.lower()] += 1
    return sorted(
        word
        for word, count in small.items()
        if word.isascii() and word.isalpha() and len(word) >= SHORTEST and count > capital[word]
    )


if __name__ == "__main__":
    sys.stdout.write("".join(f"{word}\n" for word in ordinary_words(Path(sys.argv[1]))))
