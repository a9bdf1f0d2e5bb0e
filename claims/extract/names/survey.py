"""What a document speaks of, by one pass over its texts before its claims are looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from claims.extract.language.english import words
from claims.extract.names.affiliations import affiliations
from claims.extract.names.families import Name, Versions
from claims.extract.names.kinds import learned_kinds
from claims.extract.names.openings import defined_first, whose_call
from claims.extract.names.people import people
from claims.extract.names.places import places
from claims.extract.names.recognizer import NameRecognizer, kind_nouns
from claims.extract.names.shortening import short_forms
from claims.sources.limits import MAX_NAMES, too_many
from claims.vocabulary import Vocabulary

Found = Sequence[tuple[str, list[Name]]]


@dataclass(frozen=True)
class Survey:
    """What a document speaks of: the ``versions`` of families, how often each name stands in it
    (``counts``), what it says that the names are that no pack knows (``kinds``), the full names of
    ``short_forms``, by their surnames for whom people speak (``employers``), of which families
    it names a member by its size (``sized``), what it calls things of a kind in general, where a
    pack has a name for them (``general``), what its beginning says that it is about (``topic``)
    and to whose call with investors it welcomes (``host``)."""

    versions: Versions
    counts: Counter[str]
    kinds: dict[str, str]
    short_forms: dict[str, str]
    employers: dict[str, str]
    sized: frozenset[str]
    general: dict[str, str]
    topic: Name | None = None
    host: str | None = None


def survey(
    texts: Iterable[str],
    recognizer: NameRecognizer,
    vocabulary: Vocabulary,
    speakers: Container[str] = frozenset(),
) -> Survey:
    """What a document speaks of; ``speakers`` are people.

    Members of a family count for the family with its version ("Llama 2"). Raises
    :class:`SourceError` for more names than fit into bounded memory.
    """
    versions: Versions = {}
    counts: Counter[str] = Counter()
    found = _names(texts, recognizer, versions, counts)
    kinds = _kinds(found, vocabulary)
    persons = {name for name, kind in kinds.items() if kind == "person"}
    persons.update(name for name in counts if name in speakers)
    short = short_forms(found, persons)
    employers = {p: short.get(o, o) for p, o in affiliations(found, persons).items()}
    for employer in employers.values():
        kinds.setdefault(employer, "organization")
    host = whose_call(found)
    return Survey(
        versions,
        counts,
        kinds,
        short,
        employers,
        frozenset(n.family for _, names in found for n in names if n.family and n.size),
        _general(found, vocabulary),
        topic=host or defined_first(found),
        host=host.canonical if host else None,
    )


def _names(
    texts: Iterable[str], recognizer: NameRecognizer, versions: Versions, counts: Counter[str]
) -> Found:
    """The names of each text, counted."""
    count, found = 0, []
    for text in texts:
        names = recognizer.find(text, versions, counts)
        found.append((text, names))
        count += len(names)
        if count > MAX_NAMES:
            raise too_many(MAX_NAMES, "names")
        counts.update(n.family or n.canonical for n in names if not n.generic)
    return found


def _kinds(found: Found, vocabulary: Vocabulary) -> dict[str, str]:
    """What the texts say that names are that no pack knows."""
    kinds = learned_kinds(found, vocabulary)
    things = kind_nouns(vocabulary, *vocabulary.kind_nouns) | words("institutions")
    for person in people(found, things):
        kinds.setdefault(person, "person")
    for place in places(found):
        kinds.setdefault(place, "place")
    return kinds


def _general(found: Found, vocabulary: Vocabulary) -> dict[str, str]:
    """What the texts call things of a kind in general, where a pack has a name for them."""
    return {
        name.kind: name.canonical
        for _, names in found
        for name in names
        if name.generic and name.kind and name.canonical in vocabulary.entities
    }
