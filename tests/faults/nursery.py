"""Many runs of the program, each a process of its own that begins at once.

A parent loads the program and all that it needs once; every run is a fork of it, which can be
killed like any process. It opens files and connections itself, for the parent has none.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

_PARENT = """
import gc, json, os, resource, sys
import alembic.command, claims.ledger.copying, claims.ledger.migrate, claims.ledger.verify
import claims.reconcile, claims.report, sqlalchemy.dialects.sqlite, sqlalchemy.dialects.postgresql
import claims.ledger.ledger
from claims.cli import main
from claims.cli.app import program
from claims.extract import make_extractor
from claims.sources import read_bytes
try:
    import psycopg
except ImportError:
    pass
program()
claims.ledger.ledger._IMPORT_BATCH = 1_000  # transactions enough to be killed between them
make_extractor([], "none").extract(read_bytes(b"Llama 2 70B has 70 billion parameters.", "-"))
gc.freeze()
for line in sys.stdin:
    asked = json.loads(line)
    if "wait" in asked:
        status = os.waitpid(asked["wait"], 0)[1]
        print(os.waitstatus_to_exitcode(status), flush=True)
        continue
    pid = os.fork()
    if pid == 0:
        os.chdir(asked["folder"])
        if asked["most_bytes"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["most_bytes"],) * 2)
        for number, name in enumerate((os.devnull, asked["out"], asked["err"])):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            os.dup2(os.open(name, flags, 0o600), number)
        try:
            main(asked["arguments"])
        except SystemExit as ended:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(ended.code or 0)  # taking down all that the parent loaded is slow
    print(pid, flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, or minus the signal that ended it, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Run:
    """A run that goes on."""

    def __init__(self, nursery: Nursery, pid: int, out: Path, err: Path) -> None:
        self._nursery, self._out, self._err = nursery, out, err
        self.pid = pid

    def wait(self) -> Ended:
        code = int(self._nursery.ask({"wait": self.pid}))
        return Ended(code, self._out.read_text("utf-8"), self._err.read_text("utf-8"))

    def kill_after(self, seconds: float) -> Ended:
        """Kill the run after some time, unless it ends before."""
        watched = os.pidfd_open(self.pid)
        try:
            ended, _, _ = select.select([watched], [], [], seconds)
            if not ended:
                signal.pidfd_send_signal(watched, signal.SIGKILL)
        finally:
            os.close(watched)
        return self.wait()


class Nursery:
    """Where runs begin; use :func:`nursery`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0
        self._parent = subprocess.Popen(
            [sys.executable, "-c", _PARENT],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def start(
        self, *arguments: object, folder: Path | None = None, most_bytes: int | None = None
    ) -> Run:
        """Begin ``claims`` with these arguments, in a folder; no file may grow beyond
        ``most_bytes``."""
        self._count += 1
        out, err = (self._folder / f"{self._count}.{name}" for name in ("out", "err"))
        for file in (out, err):
            file.touch()  # the run may be killed before it opens them
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "out": str(out), "err": str(err), "folder": str(folder or self._folder),
            "most_bytes": most_bytes,
        }  # fmt: skip
        return Run(self, int(self.ask(asked)), out, err)

    def run(self, *arguments: object, folder: Path | None = None) -> Ended:
        return self.start(*arguments, folder=folder).wait()

    def done(self, *arguments: object, folder: Path | None = None) -> Ended:
        """A run that must end well."""
        ended = self.run(*arguments, folder=folder)
        assert ended.code == 0, (arguments, ended)
        return ended

    def ask(self, what: dict[str, Any]) -> str:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps(what) + "\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline()

    def close(self) -> None:
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait()
        assert self._parent.stdout is not None
        self._parent.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery for the time of a ``with``."""
    with TemporaryDirectory(prefix="claims-runs-") as folder, Nursery(Path(folder)) as made:
        yield made
