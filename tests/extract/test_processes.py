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
        "Fine-tuning is easy. It rained for 3 days.",
        "Fine-tuning is easy. We spent 3 hours in the park.",
        "Fine-tuning is easy. You have 2 hours for the exam.",
        "Fine-tuning is easy. I paid 40 dollars for lunch.",
        "Fine-tuning is easy. There were 3 days left.",
        "Fine-tuned versions are small. They take 3 days.",
        "Fine-tuning is easy. She stayed for 3 days.",
        "Fine-tuning is easy. The state-of-the-art lab cost $4 million.",
        "The fine-tuning dataset has 20,000 conversations.",
    ],
)
def test_what_no_process_has_and_what_comes_later_is_not_about_it(text: str) -> None:
    subjects = {claim.subject for claim in claimed(text).values()}
    assert not {"fine-tuning", "LLM fine-tuning"} & subjects


@pytest.mark.parametrize(
    "text",
    [
        "Pre-training takes 3 days, fine-tuning takes 4 hours.",
        "Pre-training takes 3 days, and fine-tuning 4 hours.",
    ],
)
def test_of_two_processes_the_one_before_the_figure_is_meant(text: str) -> None:
    found = claimed(text)
    assert found["3 days"].subject == "pre-training"
    assert found["4 hours"].subject == "fine-tuning"
