"""The specification of the reader: every sentence in ``cases/`` gives what is written there."""

from __future__ import annotations

import pytest
from case_files import Case, differences, families, load

from claims.quantities import read

CASES = [case for family in families() for case in load(family)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}: {case.text}")
def test_reads_what_is_said(case: Case) -> None:
    assert not differences(case, read(case.text))


@pytest.mark.parametrize("case", load("known_gaps"), ids=lambda case: case.text)
def test_known_gap_is_still_one(case: Case) -> None:
    assert case.why
    assert differences(case, read(case.text)), "now read: move the case to its family"


def test_every_family_has_cases() -> None:
    assert len(CASES) >= 200
    assert all(len(load(family)) >= 10 for family in families())
    assert len({case.text for case in CASES}) == len(CASES)
