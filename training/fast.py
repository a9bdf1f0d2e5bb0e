"""Matrix products by numpy instead of BLIS, which is two to four times slower on many machines."""

from __future__ import annotations

from thinc.api import NumpyOps, set_current_ops


def use_fast_products() -> None:
    """Let the pipelines that are made or loaded from now on multiply matrices with numpy."""
    set_current_ops(NumpyOps(use_blis=False))
