"""The pipeline's components, registered as spaCy factories for anybody's pipeline.

``claims_quantities`` fills ``doc._.quantities``, ``claims_mentions`` fills ``doc._.names`` and
``claims_linker``, which needs sentence boundaries and the other two, fills ``doc._.links``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claims.extract.attributes.answers import ASKING
from claims.extract.attributes.partitives import PARTITIVE
from claims.extract.attributes.tallies import may_tally
from claims.extract.context.discourse import ECHO_REACH, NEVER_TOPICS, Discourse
from claims.extract.language.model import NONE, SHIPPED, load_model
from claims.extract.language.parsing import parse
from claims.extract.linking import link_sentence
from claims.extract.links import Link, Sentence
from claims.extract.names.families import Name
from claims.extract.names.kinds import kind_of
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.sentences import sentences, text_of
from claims.quantities.lexicon import lexicon_of
from claims.quantities.reader import read_with_bare
from claims.records import Quantity
from claims.vocabulary import Vocabulary, load_vocabulary

for extension in ("quantities", "bare", "names", "links", "breaks", "speakers"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=())
if not Doc.has_extension("discourse"):
    Doc.set_extension("discourse", default=None)


class Quantities:
    """Reads the quantities of a text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, doc: Doc) -> Doc:
        quantities, bare = read_with_bare(text_of(doc), lexicon_of(self.vocabulary))
        doc._.quantities, doc._.bare = tuple(quantities), tuple(bare)
        return doc


class Mentions:
    """Finds the names of a text; the discourse, if there is one, knows the families' versions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.recognizer = NameRecognizer(vocabulary)

    def __call__(self, doc: Doc) -> Doc:
        discourse: Discourse | None = doc._.discourse
        if discourse is None:
            doc._.names = tuple(self.recognizer.find(text_of(doc)))
        else:
            recognizer = discourse.recognizer or self.recognizer
            names = recognizer.find(text_of(doc), discourse.versions, discourse.counts)
            doc._.names = tuple(completed_name(name, discourse) for name in names)
        doc._.names = tuple(self._no_units(doc._.names, doc._.quantities))
        return doc

    def _no_units(self, names: Sequence[Name], quantities: Sequence[Quantity]) -> Iterator[Name]:
        """The names without those that are a unit, as the C of "180 °C" is no language."""
        starts = [quantity.start for quantity in quantities]
        for name in names:
            place = bisect_left(starts, name.start) - 1
            quantity = quantities[place] if place >= 0 else None
            if quantity is None or name.end > quantity.end or not self._is_measured(quantity):
                yield name

    def _is_measured(self, quantity: Quantity) -> bool:
        unit = self.vocabulary.units.get(quantity.value.unit or "")
        return unit is not None and not unit.discrete


def completed_name(name: Name, discourse: Discourse) -> Name:
    """A name that no pack knows in its full form, with the kind that the source gives it.

    Where a source speaks of LLMs, "a neural network" is one of them.
    """
    if name.generic:
        return replace(name, canonical=discourse.general_names.get(name.kind or "", name.canonical))
    if name.kind is None and name.canonical in discourse.short_forms:
        name = replace(name, canonical=discourse.short_forms[name.canonical])
    kind = kind_of(name, discourse.kinds)
    return replace(name, kind=kind) if kind != name.kind else name


def _gives_unit(found: Sequence[Sentence], n: int) -> bool:
    """Whether the ``n``th sentence, or a question before it, may say what its numbers count."""
    sentence = found[n]
    if any(name.kind in NEVER_TOPICS for name in sentence.names):
        return True
    if any(PARTITIVE.match(sentence.lower, bare.end - sentence.start) for bare in sentence.bare):
        return True
    if any(may_tally(bare, sentence) for bare in sentence.bare):
        return True
    return any(ASKING.search(before.lower) for before in found[max(0, n - ASKED_REACH) : n])


# So many sentences behind a question may answer it.
ASKED_REACH = 2


class Linker:
    """Says what each quantity states of what, sentence by sentence."""

    def __init__(self, vocabulary: Vocabulary, spacy_model: str = NONE) -> None:
        self.vocabulary = vocabulary
        self.spacy_model = spacy_model

    def __call__(self, doc: Doc) -> Doc:
        discourse: Discourse = doc._.discourse or Discourse()
        links: list[Link] = []
        for sentence in self._parsed(list(sentences(doc)), discourse):
            links += link_sentence(sentence, discourse, self.vocabulary)
        doc._.links = tuple(links)
        return doc

    def _parsed(self, found: list[Sentence], discourse: Discourse) -> list[Sentence]:
        """The sentences, with the parse of those that state something, and of those with a bare
        number to which something in them or before them may give a unit."""
        stating, last = [], discourse.last_stated - discourse.sentence - 1
        for n, sentence in enumerate(found):
            near = n - last <= ECHO_REACH
            if sentence.quantities or (sentence.bare and (near or _gives_unit(found, n))):
                stating.append(n)
                last = n
        parser = load_model(self.spacy_model) if stating else None
        if parser is None:
            return found
        given = [(found[n].start, found[n].text) for n in stating]
        for n, parsed in zip(stating, parse(parser, given), strict=True):
            found[n] = replace(found[n], parse=parsed)
        return found


@Language.factory("claims_quantities", default_config={"packs": []}, assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str, packs: list[str]) -> Any:
    """A component that fills ``doc._.quantities``; ``packs`` are paths of further packs."""
    return Quantities(load_vocabulary(packs))


@Language.factory("claims_mentions", default_config={"packs": []}, assigns=["doc._.names"])
def make_mentions(nlp: Language, name: str, packs: list[str]) -> Any:
    """A component that fills ``doc._.names``."""
    return Mentions(load_vocabulary(packs))


@Language.factory(
    "claims_linker",
    default_config={"packs": [], "spacy_model": SHIPPED},
    requires=["doc.sents", "doc._.quantities", "doc._.names"],
    assigns=["doc._.links"],
)
def make_linker(nlp: Language, name: str, packs: list[str], spacy_model: str) -> Any:
    """A component that fills ``doc._.links``; ``spacy_model`` parses the sentences."""
    return Linker(load_vocabulary(packs), spacy_model)
