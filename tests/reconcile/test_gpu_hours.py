"""What a training cost, by GPUs, days and the price of an hour: text in, findings out."""

from decimal import Decimal

import pytest

import claims
from claims.reconcile import reconcile
from claims.vocabulary import load_vocabulary

GPUS = "Marlin 7B was trained on 1,000 GPUs for 10 days."
PRICE = "Marlin 7B paid 2 dollars per GPU hour."


def found(*sentences: str) -> dict[str | None, tuple[str, Decimal | None]]:
    """The findings by arithmetic: by attribute, the kind and the likelier value."""
    findings = reconcile(claims.extract(" ".join(sentences)), load_vocabulary())
    return {f.attribute: (f.kind, f.likely_value) for f in findings if f.derivation}


def test_gpu_hours_that_fit_are_supported() -> None:
    stated = "The training of Marlin 7B took 240,000 GPU hours."
    kind, _ = found(GPUS, stated)["training_gpu_hours"]
    assert kind == "derivation_support"


@pytest.mark.parametrize("hours", ["24,000", "2.4 million"])
def test_gpu_hours_that_do_not_fit_are_refuted(hours: str) -> None:
    kind, _ = found(GPUS, f"The training of Marlin 7B took {hours} GPU hours.")[
        "training_gpu_hours"
    ]
    assert kind == "derivation_conflict"


def test_a_cost_follows_from_the_hours_and_the_price() -> None:
    stated = "The training of Marlin 7B took 240,000 GPU hours."
    fits, other = "$480,000", "$4.8 million"
    for cost, kind in ((fits, "derivation_support"), (other, "derivation_conflict")):
        said = f"The training of Marlin 7B cost {cost}."
        assert found(stated, PRICE, said)["training_cost"][0] == kind


def test_what_nobody_says_is_supplied() -> None:
    assert found(GPUS)["training_gpu_hours"][0] == "derivation_support"
