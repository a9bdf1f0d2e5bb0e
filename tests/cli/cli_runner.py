"""Running the command line within the test's process, its streams caught as bytes."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from claims.cli import main

_KEPT: list[io.TextIOWrapper] = []


@dataclass(frozen=True)
class Done:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def jsonl(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def refusal(self) -> str:
        """The one line that a refused command writes, and nothing else."""
        assert self.code == 2
        assert self.out == ""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("claims: ")
        assert "unexpected" not in lines[0]
        assert "Traceback" not in self.err
        return lines[0]


def run(*arguments: object, stdin: bytes = b"") -> Done:
    """Run ``claims`` with ``arguments`` as a process of its own would."""
    # The streams stay open: a library that was imported meanwhile may hold on to them.
    buffers = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(buffer, write_through=True) for buffer in buffers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out.flush()
        err.flush()
    out_text, err_text = (buffer.getvalue().decode("utf-8") for buffer in buffers)
    _KEPT.extend((out, err))
    return Done(int(ended.value.code or 0), out_text, err_text)


def done(*arguments: object, stdin: bytes = b"") -> Done:
    """Run a command that must end well."""
    result = run(*arguments, stdin=stdin)
    assert result.code == 0, result.err
    return result
