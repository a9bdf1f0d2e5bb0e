"""What is said of pre-training, fine-tuning and the like, where no single model is meant."""

from __future__ import annotations

import pytest

from claims.extract import make_extractor
from claims.records import Claim
from claims.sources import read_text

EXTRACTOR = make_extractor()
TALK = (
    "Large language models are made in two steps. Pre-training takes several thousand GPUs. "
    "It costs about 30 million dollars. Then you fine-tune the model on 20,000 conversations. "
    "This only takes about 8 hours."
)


def claimed(text: str) -> dict[str, Claim]:
    return {claim.value_text: claim for claim in EXTRACTOR.extract(read_text(text))}


def test_a_process_in_general_is_what_a_figure_is_about() -> None:
    found = claimed(TALK)
    assert found["30 million dollars"].subject == "LLM pre-training"
    assert found["30 million dollars"].attribute == "training_cost"
    assert found["30 million dollars"].qualifiers["stage"] == "pre-training"
    assert found["8 hours"].subject == "LLM fine-tuning"
    assert found["8 hours"].attribute == "training_duration"


def test_a_single_model_is_meant_rather_than_what_was_done_to_it() -> None:
    found = claimed(
        "Llama 2 70B was pre-trained on 2 trillion tokens. It was fine-tuned on 20,000 dialogues. "
        "That took 12 days."
    )
    assert {claim.subject for claim in found.values()} == {"Llama 2 70B"}


@pytest.mark.parametrize(
    "text",
    [
        "Fine-tuning is easy. The context length of large language models is 4,096 tokens.",
        "Fine-tuning is easy. We met on a boat. It rained. The boat was old. We ate. It was nice. "
        "The trip took 12 days.",
    ],
)
def test_what_no_process_has_and_what_comes_later_is_not_about_it(text: str) -> None:
    assert not any("fine-tuning" in (c.subject or "") for c in claimed(text).values())
