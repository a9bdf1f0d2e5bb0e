"""Corpora of names (CoNLL columns, Re-DocRED) to spaCy documents with four types of names.

PERSON, ORG and LOC are what the corpora agree on; everything else that bears a name (products,
works, events, methods, measures) is a THING. What a corpus does not annotate must not be learnt
as "no name": such places are marked as unknown, which costs a model nothing either way.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

UNKNOWN = "UNKNOWN"
# Type of a corpus to type of ours; a type that is not listed is no name.
TYPES = {
    **dict.fromkeys(("person", "researcher", "politician", "scientist", "writer"), "PERSON"),
    **dict.fromkeys(("musicalartist", "per"), "PERSON"),
    **dict.fromkeys(("organisation", "university", "politicalparty", "band", "org"), "ORG"),
    **dict.fromkeys(("corporation", "group"), "ORG"),
    **dict.fromkeys(("country", "location", "loc"), "LOC"),
    **dict.fromkeys(("product", "programlang", "algorithm", "metrics", "conference"), "THING"),
    **dict.fromkeys(("event", "election", "book", "poem", "magazine", "album", "song"), "THING"),
    **dict.fromkeys(("academicjournal", "creative-work", "award", "astronomicalobject"), "THING"),
    **dict.fromkeys(("misc", "oth", "theory"), UNKNOWN),
}
# These types are also given to common nouns ("linear regression"): only a capital makes a name.
NEED_CAPITAL = frozenset({"algorithm", "metrics"})
NEVER_NAMES = STOP_WORDS | {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "today", "tomorrow", "mr", "mrs", "ms", "dr", "rt", "yes", "no", "hi",
    "hey", "ok", "okay", "thanks", "please", "lol", "omg", "yeah", "oh", "wow", "so", "well",
    "happy", "good", "great", "love",
}  # fmt: skip
_NO_BLANK_BEFORE = re.compile(r"[,.;:!?%)\]}]|['’](?:s|re|ve|ll|d|m)|n['’]t|''|\.\.\.", re.I)
_NO_BLANK_BEHIND = re.compile(r"[(\[{$#]|``")


@dataclass(frozen=True)
class Sentence:
    """Words with the names among them: (start, end, type of the corpus)."""

    words: Sequence[str]
    names: Sequence[tuple[int, int, str]]


@dataclass(frozen=True)
class Corpus:
    """How a corpus of names is read; an incomplete one leaves out types that are names to us."""

    word_column: int = 0
    type_column: int = -1
    complete: bool = True


CORPORA = {
    "crossner": Corpus(),
    "wnut17": Corpus(),
    "wikigold": Corpus(),
    "redocred": Corpus(),
    "btc": Corpus(complete=False),
    "uner_ewt": Corpus(1, 2, complete=False),
}


def read_names(path: Path) -> Iterator[Sentence]:
    """The sentences of a gzip file, in the form of the corpus whose folder it is in."""
    with gzip.open(path, "rt", encoding="utf8", errors="replace") as lines:
        if path.name.endswith(".json.gz"):
            yield from _read_json(json.load(lines))
        else:
            yield from _read_columns(lines, CORPORA[path.parent.name])


def _read_columns(lines: Iterable[str], corpus: Corpus) -> Iterator[Sentence]:
    words: list[str] = []
    marks: list[str] = []
    for line in lines:
        columns = line.split("\t") if "\t" in line else line.split()
        if line.startswith(("# ", "-DOCSTART-")):
            continue
        if len(columns) > 1 and columns[corpus.word_column].strip():
            words.append(columns[corpus.word_column].strip())
            marks.append(columns[corpus.type_column].strip())
        elif words and not line.strip():
            yield _joined_handles(Sentence(words, list(_spans(marks))))
            words, marks = [], []
    if words:
        yield _joined_handles(Sentence(words, list(_spans(marks))))


def _spans(marks: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The spans of IOB marks ("B-per", "I-per", "O"), of either version of the scheme."""
    start, current = 0, ""
    for index, mark in enumerate([*marks, "O"]):
        prefix, _, kind = mark.partition("-")
        if current and (prefix != "I" or kind != current):
            yield start, index, current.lower()
            current = ""
        if kind and not current:
            start, current = index, kind


def _joined_handles(sentence: Sentence) -> Sentence:
    """A sentence whose handles are one word ("@", "name" -> "@name"), and no names."""
    words: list[str] = []
    place: list[int] = []
    for index, word in enumerate(sentence.words):
        if index and sentence.words[index - 1] == "@":
            words[-1] += word
        else:
            words.append(word)
        place.append(len(words) - 1)
    spans = [(place[start], place[end - 1] + 1, kind) for start, end, kind in sentence.names]
    return Sentence(words, [span for span in spans if not words[span[0]].startswith("@")])


def _read_json(documents: Iterable[Mapping[str, Any]]) -> Iterator[Sentence]:
    """The sentences of Re-DocRED: the mentions of each entity name their sentence."""
    for document in documents:
        names: dict[int, set[tuple[int, int, str]]] = {}
        for mention in (mention for entity in document["vertexSet"] for mention in entity):
            start, end = mention["pos"]
            names.setdefault(mention["sent_id"], set()).add((start, end, mention["type"].lower()))
        for index, words in enumerate(document["sents"]):
            spans = sorted(names.get(index, ()), key=lambda span: (span[0], -span[1]))
            yield Sentence(words, list(_apart(spans)))


def _apart(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    for start, end, kind in spans:
        if start >= last:
            yield start, end, kind
            last = end


def type_of(sentence: Sentence, name: tuple[int, int, str]) -> str | None:
    """Our type of a name of a corpus, UNKNOWN if it may be one or not, None if it is none."""
    start, end, kind = name
    if kind in NEED_CAPITAL and not any(c.isupper() for c in "".join(sentence.words[start:end])):
        return None
    return TYPES.get(kind)


def to_document(vocab: Vocab, sentence: Sentence, complete: bool, forgiving: bool = True) -> Doc:
    """A document with names; where a corpus leaves open whether one stands, so does the document.

    ``forgiving`` also leaves open the capitalised words of an incomplete corpus.
    """
    document = Doc(vocab, words=list(sentence.words), spaces=list(_blanks(sentence.words)))
    typed = [(*name[:2], type_of(sentence, name) or "") for name in sentence.names]
    names = [name for name in typed if name[2] not in ("", UNKNOWN)]
    named = {index for start, end, _ in names for index in range(start, end)}
    unknown = {i for start, end, kind in typed if kind == UNKNOWN for i in range(start, end)}
    if forgiving and not complete:
        unknown |= {i for i in range(len(sentence.words)) if _may_be_name(sentence.words, i)}
    document.set_ents(
        [Span(document, start, end, label=kind) for start, end, kind in names],
        missing=[Span(document, index, index + 1) for index in sorted(unknown - named)],
        default="outside",
    )
    return document


def _may_be_name(words: Sequence[str], index: int) -> bool:
    word = words[index]
    if word.lower() in NEVER_NAMES or word[0] in "@#" or "/" in word:
        return False
    if any(c.isdigit() for c in word) and any(c.isalpha() for c in word):
        return True
    return word[0].isupper() and index > 0 and words[index - 1] not in {".", "!", "?", ":"}


def _blanks(words: Sequence[str]) -> Iterator[bool]:
    """Whether a blank follows each word, as people would write it."""
    quotes = 0
    for word, following in zip(words, [*words[1:], ""], strict=True):
        quotes += word == '"'
        closing = following == '"' and quotes % 2 == 1
        opening = word == '"' and quotes % 2 == 1
        glued = _NO_BLANK_BEFORE.fullmatch(following) or _NO_BLANK_BEHIND.fullmatch(word)
        yield not (closing or opening or glued)
