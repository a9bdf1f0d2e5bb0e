"""A ledger that holds the samples, read and compared as the pages of docs/ show them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from docs_pages import ROOT

from claims.extract import make_extractor
from claims.ledger import Ledger
from claims.reconcile import reconcile
from claims.records import Claim
from claims.sources import Document, load_document
from claims.vocabulary import load_vocabulary

SAMPLES = [path for path in sorted((ROOT / "samples").iterdir()) if path.name != "README.md"]


@cache
def read_samples() -> tuple[tuple[Document, tuple[Claim, ...]], ...]:
    """The documents of the samples with their claims, named as from the repository's root."""
    extractor = make_extractor()
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        documents = [load_document(path.relative_to(ROOT)) for path in SAMPLES]
    finally:
        os.chdir(here)
    return tuple((document, tuple(extractor.extract(document))) for document in documents)


@contextmanager
def ledger_of_samples(db: str) -> Iterator[Ledger]:
    """A new ledger at ``db`` with the samples and the findings about them."""
    with Ledger.open(db, create=True) as ledger:
        run = ledger.start_run("ingest", "test")
        for document, claims in read_samples():
            assert ledger.add_document(document, claims, run).refused == ()
        ledger.finish_run(run)
        published = {s.id: s.published for s in ledger.sources() if s.published}
        found = reconcile([s.claim for s in ledger.claims()], load_vocabulary(), published)
        ledger.store_findings(found, ledger.start_run("reconcile", "test"))
        yield ledger
