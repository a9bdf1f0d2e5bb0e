"""104 and 140 gigabytes: the case that the project was started for."""

from decimal import Decimal

import pytest
from reconcile_helpers import VOCABULARY, G, claim, original, size, value

from claims.reconcile import finding_to_json, reconcile

FLOAT16 = {"dtype": "float16"}
WRONG = size(104, text="104 gigabytes", time="00:03:00", fingerprint="opening")
COPIES = [
    size(104, text="104 gigabytes", duplicate_of=original(WRONG), fingerprint="opening",
         quote=WRONG.quote)
    for _ in range(4)
]  # fmt: skip
RIGHT = size(140, text="140 gigabytes", time="00:10:00")
PARAMETERS = [
    claim("Llama 2 70B", "parameter_count", value(70 * G, "parameter", step=G), text)
    for text in ("70 billion parameter", "70B")
]
BYTES = claim(
    "Llama 2 70B", "bytes_per_parameter", value(2, "byte"), "two bytes", qualifiers=FLOAT16
)
CLAIMS = [WRONG, *COPIES, RIGHT, *PARAMETERS, BYTES]


def of_kind(findings, *kinds):
    return [finding for finding in findings if finding.kind in kinds]


@pytest.fixture(scope="module")
def findings():
    return reconcile(CLAIMS, VOCABULARY)


@pytest.fixture(scope="module")
def conflict(findings):
    (found,) = of_kind(findings, "conflict", "derivation_conflict", "possible_conflict")
    return found


def test_it_is_one_conflict_and_not_five(conflict):
    assert conflict.kind == "conflict"
    assert conflict.subject == "Llama 2 70B"
    assert conflict.attribute == "file_size"
    assert conflict.values == ((WRONG.id,), (RIGHT.id,))


def test_the_terms_take_part_and_the_copies_do_not(conflict):
    terms = {BYTES.id, *(item.id for item in PARAMETERS)}
    assert set(conflict.claim_ids) == {WRONG.id, RIGHT.id} | terms


def test_cause_and_likelier_value(conflict):
    assert conflict.likely_cause == "digit transposition"
    assert (conflict.likely_value, conflict.likely_unit) == (Decimal(140 * G), "byte")


def test_the_arithmetic_is_part_of_it(conflict):
    derivation = conflict.derivation
    assert derivation.formula == "file_size = parameter_count * bytes_per_parameter"
    assert (derivation.result_lo, derivation.result_hi) == (139 * G, 141 * G)
    assert derivation.result_unit == "byte"
    first, second = derivation.terms
    assert first.attribute == "parameter_count"
    assert first.claim_ids == tuple(item.id for item in PARAMETERS)
    assert (second.lo, second.hi, second.unit) == (2, 2, "byte")


@pytest.mark.parametrize(
    "words",
    [
        "104 gigabytes and 140 gigabytes",
        "two digits are exchanged: 104 / 140",
        "70 billion parameters x 2 bytes = 140 gigabytes supports the latter",
        "The likelier value is 140 gigabytes, because the arithmetic supports it",
        "4 repetitions of the passage",
        "00:03:00",
        "They lie 36 gigabytes apart",
    ],
)
def test_the_explanation_says_it_all(conflict, words):
    assert words in conflict.explanation


def test_the_support_is_a_finding_of_its_own(findings):
    (support,) = of_kind(findings, "derivation_support")
    assert RIGHT.id in support.claim_ids
    assert WRONG.id not in support.claim_ids
    assert {BYTES.id, PARAMETERS[0].id} <= set(support.claim_ids)


def test_five_mentions_of_the_wrong_value_do_not_outvote_the_right_one():
    (conflict,) = of_kind(reconcile([WRONG, *COPIES, RIGHT], VOCABULARY), "conflict")
    assert conflict.likely_value is None
    assert "nothing in the sources decides" in conflict.explanation.casefold()


def test_copies_without_a_mark_are_known_by_their_fingerprint():
    bare = [
        size(104, text="104 gigabytes", fingerprint="opening", quote=WRONG.quote) for _ in range(4)
    ]
    (conflict,) = of_kind(reconcile([WRONG, *bare, RIGHT], VOCABULARY), "conflict")
    assert len(conflict.claim_ids) == 2


def test_copies_whose_original_is_absent_stand_for_it_once():
    (conflict,) = of_kind(reconcile([*COPIES, RIGHT], VOCABULARY), "conflict")
    assert len(conflict.claim_ids) == 2


def test_the_order_of_the_claims_does_not_matter(findings):
    assert reconcile(CLAIMS[::-1], VOCABULARY) == findings
    assert reconcile(CLAIMS[3:] + CLAIMS[:3], VOCABULARY) == findings


def test_the_likelier_value_follows_the_arithmetic_and_not_the_order():
    other = [
        WRONG,
        RIGHT,
        BYTES,
        claim("Llama 2 70B", "parameter_count", value(52 * G, "parameter", step=G), "52 billion"),
    ]
    (conflict,) = of_kind(reconcile(other, VOCABULARY), "conflict")
    assert conflict.likely_value == 104 * G


def test_a_qualifier_on_one_side_only_does_not_hide_what_arithmetic_refutes():
    wrong = size(104, qualifiers=FLOAT16)
    (conflict,) = of_kind(
        reconcile([wrong, RIGHT, *PARAMETERS, BYTES], VOCABULARY), "conflict", "possible_conflict"
    )
    assert conflict.kind == "conflict"


def test_the_json_has_the_fields_of_the_contract(conflict):
    row = finding_to_json(conflict, {item.id: item for item in CLAIMS})
    assert set(row) >= {
        "id", "kind", "severity", "subject", "attribute", "qualifiers", "claims", "values",
        "likely_value", "likely_unit", "likely_cause", "explanation", "derivation",
    }  # fmt: skip
    assert [item["id"] for item in row["claims"]] == list(conflict.claim_ids)
    assert set(row["claims"][0]) >= {
        "id", "source", "start", "end", "quote", "value_text", "lo", "hi", "unit", "canonical_lo",
        "canonical_hi", "canonical_unit", "speaker", "time", "external_id",
    }  # fmt: skip
    assert row["derivation"]["terms"][1]["claims"] == [BYTES.id]
