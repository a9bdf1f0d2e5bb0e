"""The given names with which the names of people begin in the corpora of names.

    python training/given_names.py CORPORA > claims/extract/names/given_names.txt

A word is one if it opens a person's name of two words or more, and opens names of people at
least ``TIMES`` as often as names of other things ("Charlotte" is also a town).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from name_training import files
from names import read_names, type_of

TIMES = 3
SHORTEST = 3


def given_names(corpora: Path) -> list[str]:
    """The given names of the corpora, sorted."""
    people: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for path in files(corpora):
        for sentence in read_names(path):
            for name in sentence.names:
                start, end, _ = name
                if type_of(sentence, name) != "PERSON":
                    others[sentence.words[start]] += 1
                elif end - start > 1:
                    people[sentence.words[start]] += 1
    return sorted(
        word
        for word, count in people.items()
        if word.istitle() and word.isalpha() and len(word) >= SHORTEST
        and count >= TIMES * others[word]
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in given_names(Path(sys.argv[1]))))
