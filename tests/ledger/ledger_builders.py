"""Records for the tests of the ledger: documents of a few sentences, and claims in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from claims.ledger import Correction, Ledger
from claims.records import Claim, Finding, Passage, Piece, Source, Value


@dataclass(frozen=True)
class Document:
    """What the readers of sources give."""

    source: Source
    passages: tuple[Passage, ...]


def document(text: str, uri: str = "talk.txt", **known: Any) -> Document:
    """A document with a passage per line."""
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    source = Source(
        id=digest, uri=uri, format="text", media_type="text/plain", encoding="utf-8",
        size_bytes=len(data), text=text, text_sha256=digest, **known,
    )  # fmt: skip
    passages, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        words = line.strip()
        passages.append(
            Passage(
                source_id=digest,
                ordinal=number,
                start=start,
                end=start + len(line),
                text=words,
                pieces=(Piece(0, len(words), start, start + len(words)),),
                line=number + 1,
                fingerprint=hashlib.sha256(words.encode()).hexdigest()[:32],
            )
        )
        start += len(line)
    return Document(source, tuple(passages))


def value(number: str, unit: str = "gigabyte") -> Value:
    """A single value with its canonical one; a gigabyte is a thousand million bytes."""
    exact = Decimal(number)
    if unit == "gigabyte":
        scaled = exact * 10**9
        return Value(exact, exact, unit, scaled, scaled, "byte", "exact", Decimal(1))
    return Value(exact, exact, unit, exact, exact, unit, "exact", Decimal(1))


def claim_in(found: Document, value_text: str, what: Value, **known: Any) -> Claim:
    """The claim that says ``value_text`` where it first stands in the document."""
    text = found.source.text
    start = text.index(value_text)
    passage = next(p for p in found.passages if p.start <= start < p.end)
    fields: dict[str, Any] = {"subject": "Llama 2 70B", "attribute": "file_size"} | known
    return Claim(
        source=found.source.uri, source_id=found.source.id, start=start,
        end=start + len(value_text), value_text=value_text,
        quote=text[passage.start : passage.end].strip(), value=what,
        subject_text=None, fingerprint=passage.fingerprint, **fields,
    )  # fmt: skip


def imported(number: str, subject: str | None = "Falcon 9", **known: Any) -> Claim:
    """A claim from elsewhere, without a place."""
    fields: dict[str, Any] = {"attribute": "mass", "source": "other.json"} | known
    source_id = hashlib.sha256(fields["source"].encode()).hexdigest()
    return Claim(
        source_id=source_id, start=None, end=None, value_text=None,
        quote=f"it is {number}", value=value(number, "kilogram"), subject=subject,
        subject_text=None, checked=False, **fields,
    )  # fmt: skip


TALK = document(
    "The file of Llama 2 70B has 104 gigabytes.\nSomebody else says it is 140 gigabytes.\n"
    "It was trained on 6,000 GPUs by Ms. Ågren for 12 days.\n",
    title="A talk on models",
    published="2023-11-23",
)
SIZE_104 = claim_in(TALK, "104 gigabytes", value("104"), confidence=Decimal("0.9"))
SIZE_140 = claim_in(TALK, "140 gigabytes", value("140"), modality="reported")
GPUS = claim_in(
    TALK, "6,000 GPUs", value("6000", "GPU"), attribute="gpu_count", speaker="Ms. Ågren",
    qualifiers={"stage": "pre-training"},
)  # fmt: skip
TALK_CLAIMS = (SIZE_104, SIZE_140, GPUS)
CONFLICT = Finding(
    kind="conflict", severity=Decimal("0.80"), subject="Llama 2 70B", attribute="file_size",
    qualifiers={"dtype": "float16"}, claim_ids=(SIZE_104.id, SIZE_140.id, GPUS.id),
    values=((SIZE_140.id,), (SIZE_104.id,)), explanation="Two digits are exchanged.",
    likely_value=Decimal("140E9"), likely_unit="byte", likely_cause="digit transposition",
)  # fmt: skip


@contextmanager
def filled(db_url: str) -> Iterator[Ledger]:
    """A new ledger that holds the talk, its claims and one finding."""
    with Ledger.open(db_url, create=True) as ledger:
        ledger.add_document(TALK, TALK_CLAIMS, ledger.start_run("ingest", "1"))
        ledger.store_findings([CONFLICT], ledger.start_run("reconcile", "1"))
        yield ledger


def moved(found: Document, uri: str) -> Document:
    """The same bytes at another place."""
    return replace(found, source=replace(found.source, uri=uri))


def decide(ledger: Ledger) -> None:
    """A review decision of each kind on what :func:`filled` put into the ledger, and a weight."""

    def review(action: Any, target: str, **more: Any) -> None:
        ledger.review(action, [target], f"why {action}", code_version="1", **more)

    review("accept", SIZE_140.id)
    review("reject", SIZE_104.id)
    review("correct", GPUS.id, correction=Correction("Llama 2", "gpu_count", "7 GPU",
                                                     value("7", "GPU")))  # fmt: skip
    review("merge-subjects", "Llama 2 70B", into="Llama 2")
    review("dismiss", CONFLICT.id, explained=True)
    review("note", CONFLICT.id)
    ledger.weigh_sources({TALK.source.id: Decimal("0.5")}, code_version="1")
