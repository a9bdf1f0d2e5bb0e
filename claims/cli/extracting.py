"""Extractors at work on a batch: chosen, run on each document, their problems said and counted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

import typer

from claims.cli.batch import Batch
from claims.errors import PluginError

if TYPE_CHECKING:
    from claims.extract.plugins import Chosen, Extracted
    from claims.ledger import Ledger
    from claims.sources import Document


class Extraction:
    """The extractors that a command line names, for the documents of a batch.

    With ``explain`` the claims of the project's own extractor have their explanations.
    Raises a usage error for a name that is not installed.
    """

    def __init__(
        self,
        names: Sequence[str] | None,
        packs: Sequence[str],
        batch: Batch,
        spacy_model: str = "shipped",
        explain: bool = False,
    ) -> None:
        from claims import __version__
        from claims.extract import make_extractor
        from claims.extract.language.model import load_model
        from claims.extract.plugins import choose_extractors

        self._batch = batch
        self._spacy_model = spacy_model
        if spacy_model not in ("shipped", "none"):
            load_model(spacy_model)  # a wrong name is said before anything is read
        try:
            with redirect_stdout(sys.stderr):  # what a plugin prints is no data of ours
                self._extractors = choose_extractors(
                    names or (),
                    packs,
                    version=__version__,
                    refuse=batch.refuse,
                    builtin=partial(make_extractor(packs, spacy_model).extract, explain=explain),
                )
        except PluginError as error:
            raise typer.BadParameter(f"--extractor: {error}") from error

    def extract(self, document: Document) -> Extracted:
        """What the extractors find in a document; what went wrong with them is said."""
        with redirect_stdout(sys.stderr):
            extracted = self._extractors.extract(document)
        for line, count, error in extracted.problems():
            self._batch.refuse(line, count, error)
        return extracted

    def start_runs(self, ledger: Ledger, packs: Sequence[str]) -> dict[str, str]:
        """Begin a run for each extractor; gives their ids by the extractors' labels, in order."""
        from claims import __version__
        from claims.ledger import FOLDER, folder_mark

        shared = settings(packs, self._batch) | {FOLDER: folder_mark()}
        return {
            chosen.label: ledger.start_run(
                "ingest", __version__, shared | self._config(chosen), lazy=True
            )
            for chosen in self._extractors.chosen
        }

    def _config(self, chosen: Chosen) -> dict[str, Any]:
        """What a run writes down of its extractor: of our own with the pipeline that parses."""
        from claims.extract.language.model import model_version

        extractor = {"name": chosen.name, "version": chosen.version}
        if chosen.plugin is not None:
            return {"extractor": extractor}
        name = self._spacy_model
        return {
            "extractor": extractor,
            "spacy_model": {"name": name, "version": model_version(name)},
        }


def settings(packs: Sequence[str], batch: Batch) -> dict[str, Any]:
    """What a run writes down of the packs and the reader plugins that it worked with."""
    readers = {plugin.name: plugin.version for plugin in batch.readers.plugins}
    return {"vocabulary": list(packs), "readers": readers}
