"""Working through a batch of inputs: what cannot be read is said and counted, the rest is done."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from claims.cli.wording import visible
from claims.errors import SourceError

if TYPE_CHECKING:
    from claims.sources import Document, Readers

MAX_LINE_BYTES = 4 * 1024 * 1024
"""The longest line of JSON lines that is read."""
Step = Callable[[str], None]


class Batch:
    """Counts what was read and refused, and says each refusal when it happens.

    With ``debug`` it also shows the traceback of the error behind a refusal. ``max_bytes`` is the
    size up to which sources are read, if it is not the usual one. ``noted`` are the ids of those
    that were taken, or that imported claims name.
    """

    def __init__(self, debug: bool = False, max_bytes: int | None = None) -> None:
        self.read = 0
        self.known = 0
        self.refused = 0
        self.noted: set[str] = set()
        self._debug = debug
        self._max_bytes = max_bytes

    @cached_property
    def readers(self) -> Readers:
        """The reader plugins that are installed; one that cannot be used is said."""
        from claims.sources import installed_readers

        return installed_readers(lambda message: self.say(f"claims: {message}"))

    def refuse(self, message: str, count: int = 1, error: BaseException | None = None) -> None:
        """Say that an input, or ``count`` claims of it, are not taken; the work goes on."""
        if error is not None and self._debug:
            import traceback

            traceback.print_exception(error)
        self.refused += count
        self.say(f"claims: {message}")

    def say(self, message: str) -> None:
        """Print a line to standard error."""
        print(visible(message), file=sys.stderr)

    def end(self) -> typer.Exit:
        """How the command ends: with 2 if anything was refused."""
        return typer.Exit(2 if self.refused else 0)

    def documents(
        self, paths: Sequence[str], format: str | None, given: dict[str, Any] | None = None
    ) -> Iterator[Document]:
        """The documents at ``paths`` in order; ``-`` is standard input.

        ``format`` is the one to read them as, ``given`` what is known about them all.
        """
        from claims.sources import MAX_BYTES, load_document, read_bytes

        most = self._max_bytes or MAX_BYTES
        known = {"format": format, "readers": self.readers, "max_bytes": most, **(given or {})}
        found = self._found(paths)
        with progress(len(found)) as step:
            for path in found:
                step(path)
                try:
                    with redirect_stdout(sys.stderr):  # what a plugin prints is no data of ours
                        if path == "-":
                            document = read_bytes(sys.stdin.buffer.read(most + 1), "-", **known)
                        else:
                            document = load_document(path, **known)
                except SourceError as error:
                    self.refuse(str(error), error=error)
                else:
                    yield document

    def lines(self, path: str) -> Iterator[str]:
        """The lines of a UTF-8 file or of standard input; one that is no text, or is too long,
        is refused and left empty."""
        try:
            stream = sys.stdin.buffer if path == "-" else open(path, "rb")  # noqa: SIM115
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SourceError(f"{path}: {reason}") from error
        with stream:
            for number, line in enumerate(_limited(stream), 1):
                if len(line) > MAX_LINE_BYTES:
                    self.refuse(f"{path}:{number}: a line of more than {MAX_LINE_BYTES:,} bytes")
                    yield ""
                    continue
                try:
                    yield line.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").decode("utf-8")
                except UnicodeDecodeError as error:
                    self.refuse(f"{path}:{number}: not UTF-8 at byte {error.start}")
                    yield ""

    def _found(self, paths: Sequence[str]) -> list[str]:
        from claims.sources import Skipped, find_files

        files: list[str] = []
        for path in paths:
            for found in ["-"] if path == "-" else find_files([path]):
                if not isinstance(found, Skipped):
                    files.append(found)
                elif found.refused:
                    self.refuse(str(found))
                else:
                    self.say(f"claims: {found}")
        return list(dict.fromkeys(files))


def _limited(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of an overlong one no more than shows that it is."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE_BYTES + 1)
        yield line


def check_format(name: str | None, batch: Batch) -> None:
    """Raise a usage error for a ``--format`` that does not exist, before anything is read."""
    from claims.sources import FORMATS

    if name is not None and name not in FORMATS and name not in batch.readers.names:
        allowed = ", ".join((*FORMATS, *batch.readers.names))
        raise typer.BadParameter(f"--format {name} is none of {allowed}")


@contextmanager
def progress(total: int) -> Iterator[Step]:
    """A function to call with the name of each of ``total`` inputs; a bar on a terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, done = bar.add_task("", total=total), count()

        def step(name: str) -> None:
            bar.update(task, completed=next(done), description=visible(name))

        yield step
