"""What the tests of faults share: runs that begin at once, and sources to read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.nursery import Nursery, nursery


@pytest.fixture(scope="session")
def runs() -> Iterator[Nursery]:
    """Where runs of the program begin."""
    if not hasattr(os, "pidfd_open"):
        pytest.skip("the system has no pidfd_open: no test kills processes")
    with nursery() as made:
        yield made


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources that agree, contradict and repeat each other."""
    folder = tmp_path_factory.mktemp("talks")
    for number in range(10):
        lines = [
            f"The parameters file of Falcon {number % 7}B is {100 + number} gigabytes.",
            f"Falcon {number % 7}B was trained on {number % 5 + 2} trillion tokens in 12 days.",
            f"Llama 2 70B has {70 + number % 2} billion parameters and was trained on 6,000 GPUs.",
            "Everybody in the room agreed that the whole training run of Llama 2 70B on its "
            "6,000 GPUs had cost two million dollars.",
        ]
        (folder / f"talk-{number:02}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    return folder
