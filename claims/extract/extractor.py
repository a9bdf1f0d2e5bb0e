"""From a document to its claims: the pipeline run over the passages, its results led back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

import spacy
from spacy.language import Language

from claims.errors import SourceError
from claims.extract.components import Mentions, completed_name
from claims.extract.context.discourse import Discourse
from claims.extract.language.model import SHIPPED
from claims.extract.language.tokenizing import LinearTokenizer
from claims.extract.links import Link
from claims.extract.modality.settings import in_context
from claims.extract.names.recognizer import NameRecognizer
from claims.extract.names.survey import survey
from claims.extract.sentences import TEXT
from claims.extract.subjects.ranking import Ranker
from claims.extract.tables import Tables, cell_spans
from claims.reasons import Reason
from claims.records import Claim, Occurrence, Passage, Source
from claims.sources import (
    Document,
    Joined,
    join,
    load_document,
    locator,
    read_text,
    runs,
    timestamp,
)
from claims.sources.files import shown
from claims.sources.limits import MAX_CLAIMS, at_most

# Long enough for any talk's context, short enough for constant memory.
LONGEST_RUN = 100_000


@dataclass(frozen=True)
class Extractor:
    """Extracts claims with one pipeline; make it with :func:`make_extractor`."""

    nlp: Language
    recognizer: NameRecognizer
    ranker: Ranker | None = None

    def extract(self, document: Document, *, explain: bool = False) -> list[Claim]:
        """All claims of a document in the order of its text; with their explanations if asked.

        A claim in a passage that repeats an earlier one of the document is the first one's
        claim at its own place, with ``duplicate_of`` set. Raises :class:`SourceError` for a
        document of more claims or names than fit into bounded memory.
        """
        try:
            claims = list(at_most(self._found(document, explain), MAX_CLAIMS, "quantities"))
            whole = chain(claims, _repeated(tuple(claims), document))
            claims = list(at_most(whole, MAX_CLAIMS, "quantities"))
        except SourceError as error:
            raise SourceError(f"{shown(document.source.uri)}: {error}") from error
        return sorted(claims, key=lambda claim: (claim.start or 0, claim.end or 0))

    def _found(self, document: Document, explain: bool) -> Iterator[Claim]:
        """The claims of the passages that repeat no other."""
        discourse = self._discourse(document)
        prose = partial(self._links, discourse=discourse)
        tables = Tables(document, discourse, self.recognizer.vocabulary, prose)
        headings: tuple[str, ...] = ()
        for run in runs(document.passages, LONGEST_RUN):
            if run[0].headings != headings:
                headings = run[0].headings
                discourse.begin_section(headings[-1] if headings else "")
            joined = join(run)
            links = tables.links(run[0]) if len(run) == 1 else None
            if links is None:
                discourse.run = joined
                speakers = [passage.speaker for passage in run]
                links = self._links(joined.text, discourse, joined.starts, speakers)
            for link in links:
                link = in_context(link, joined, self.recognizer.vocabulary)
                claim = _claim(link, joined, document.source)
                yield _explained(claim, link) if explain else claim

    def _links(
        self,
        text: str,
        discourse: Discourse,
        breaks: Sequence[int] = (),
        speakers: Sequence[str | None] = (),
    ) -> list[Link]:
        doc = self.nlp.make_doc(text)
        doc.user_data[TEXT] = text
        doc._.discourse = discourse
        doc._.breaks = breaks
        doc._.speakers = speakers
        return list(self.nlp(doc)._.links)

    def _discourse(self, document: Document) -> Discourse:
        texts = [_worded(p) for p in document.passages if p.duplicate_of is None]
        recognizer = self.recognizer.learned_from(texts)
        people = frozenset(p.speaker for p in document.passages if p.speaker)
        known = survey(texts, recognizer, recognizer.vocabulary, people)
        title = recognizer.find(document.source.title or "", known.versions, known.counts)
        discourse = Discourse(
            [],
            known.versions,
            known.counts,
            people,
            recognizer,
            self.ranker,
            kinds=known.kinds,
            short_forms=known.short_forms,
            employers=known.employers,
            sized=known.sized,
            general_names=known.general,
            host=known.host,
        )
        title = title or ([known.topic] if known.topic else [])
        discourse.title_names = [completed_name(name, discourse) for name in title]
        return discourse


def make_extractor(packs: Sequence[str | Path] = (), spacy_model: str = SHIPPED) -> Extractor:
    """An extractor over a blank English pipeline, with the shipped packs and those in ``packs``.

    ``spacy_model`` parses the sentences that state something: ``"shipped"``, ``"none"``, or the
    name or folder of a spaCy pipeline with a parser. It is loaded when the first is met.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 2 * LONGEST_RUN
    nlp.tokenizer = LinearTokenizer(nlp)
    nlp.add_pipe("sentencizer")
    config = {"packs": [str(pack) for pack in packs]}
    for name in ("claims_quantities", "claims_mentions"):
        nlp.add_pipe(name, config=config)
    nlp.add_pipe("claims_linker", config={**config, "spacy_model": spacy_model})
    mentions = nlp.get_pipe("claims_mentions")
    assert isinstance(mentions, Mentions)
    return Extractor(nlp, mentions.recognizer)


def extract_from(
    source: str | Path,
    *,
    format: str | None = None,
    packs: Sequence[str | Path] = (),
    spacy_model: str = SHIPPED,
    explain: bool = False,
) -> list[Claim]:
    """All quantitative claims of a text (``str``) or of a file (``Path``), in their order.

    ``format`` is one of :data:`claims.sources.FORMATS`, detected if not given; ``packs`` are
    vocabulary files besides those shipped; ``spacy_model`` as for :func:`make_extractor`. With
    ``explain`` each claim has its ``explanation``.
    Raises :class:`claims.ClaimsError` for a file that cannot be read, for a pack that is not
    valid and for a pipeline that cannot be loaded.
    """
    if isinstance(source, Path):
        document = load_document(source, format=format)
    else:
        document = read_text(source, format=format)
    return _shared(tuple(map(str, packs)), spacy_model).extract(document, explain=explain)


@lru_cache(maxsize=4)
def _shared(packs: tuple[str, ...], spacy_model: str) -> Extractor:
    return make_extractor(packs, spacy_model)


def _worded(passage: Passage) -> str:
    """The text of a passage; the cells of a table's row each in a line of its own."""
    if passage.row is None:
        return passage.text
    return "\n".join(passage.text[start:end] for start, end in cell_spans(passage))


def _claim(link: Link, joined: Joined, source: Source) -> Claim:
    quantity = link.quantity
    start, end = joined.raw_span(quantity.start, quantity.end)
    quote_start, quote_end = joined.raw_quote(link.sentence_start, link.sentence_end, source.text)
    passage = joined.passage_at(quantity.start)
    quote = source.text[quote_start:quote_end]
    sentence = joined.text[link.sentence_start : link.sentence_end]
    reading, at = link.reading or (sentence, quantity.start - link.sentence_start)
    return Claim(
        source=source.uri,
        source_id=source.id,
        start=start,
        end=end,
        value_text=source.text[start:end],
        quote=quote,
        value=quantity.value,
        subject=link.subject,
        subject_text=link.subject_text,
        attribute=link.attribute,
        qualifiers=link.qualifiers,
        modality=link.modality,
        speaker=passage.speaker,
        time=None if passage.start_ms is None else timestamp(passage.start_ms),
        locator=locator(passage),
        confidence=link.confidence,
        reading=quote if reading == quote else reading,  # one of them in memory
        reading_start=at,
        reading_end=at + quantity.end - quantity.start,
        fingerprint=passage.fingerprint,
    )


def _explained(claim: Claim, link: Link) -> Claim:
    speaker = (Reason("passage"),) if claim.speaker else ()
    return replace(claim, explanation=replace(link.why, speaker=speaker))


def _repeated(claims: Sequence[Claim], document: Document) -> Iterator[Claim]:
    """The claims of repeated passages: those of the first occurrence, moved to their place."""
    firsts = {passage.start: passage for passage in document.passages}
    by_passage: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.fingerprint:
            by_passage[claim.fingerprint].append(claim)
    for copy in document.passages:
        if copy.duplicate_of is None or copy.duplicate_of.source_id != document.source.id:
            continue
        first = firsts[copy.duplicate_of.start]
        for claim in by_passage.get(copy.fingerprint, ()):
            moved = _moved(claim, first, copy, document.source)
            if moved:
                yield moved


def _moved(claim: Claim, first: Passage, copy: Passage, source: Source) -> Claim | None:
    """A claim of the first passage at its place in a copy, or ``None`` if it is not all there."""
    if claim.start is None or claim.end is None or not first.start <= claim.start < first.end:
        return None
    shift = copy.start - first.start
    start, end = claim.start + shift, claim.end + shift
    if source.text[start:end] != claim.value_text:
        return None
    at = source.text.find(
        claim.quote, max(copy.start - len(claim.quote), 0), copy.end + len(claim.quote)
    )
    quote = claim.quote if at >= 0 else source.text[copy.start : copy.end]
    return replace(
        claim,
        start=start,
        end=end,
        quote=quote,
        time=None if copy.start_ms is None else timestamp(copy.start_ms),
        locator=locator(copy),
        duplicate_of=Occurrence(source.id, claim.start),
    )
