"""The reconciler on hand-made claims of two real sources, scored by their own scorer."""

import importlib.util
import json

import pytest
from reconcile_gold import GOLD, SHARED, available, gold_claims

from claims.reconcile import finding_to_json, reconcile
from claims.records import dumps
from claims.vocabulary import load_vocabulary

pytestmark = pytest.mark.skipif(not available(), reason=f"no gold rows in {GOLD}")


@pytest.fixture(scope="module")
def scored():
    spec = importlib.util.spec_from_file_location("score_findings", GOLD / "score_findings.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    claims = gold_claims()
    by_id = {claim.id: claim for claim in claims}
    found = [finding_to_json(f, by_id) for f in reconcile(claims, load_vocabulary())]
    groups = scorer.read_groups(str(GOLD / "findings.jsonl"))
    where = scorer.locate(groups, str(SHARED / "seeds"))
    return scorer.score(groups, json.loads(dumps(found)), where)[0]


@pytest.mark.parametrize("figure", ["must_flag", "cause", "likely"])
def test_every_contradiction_is_found_and_explained(scored, figure):
    assert scored[figure]["share"] == 1.0


@pytest.mark.parametrize("figure", ["false_alarms", "unjudged", "wrong_merges"])
def test_nothing_else_is_alarmed(scored, figure):
    assert scored[figure] == 0


def test_most_agreements_are_found(scored):
    assert scored["agreement"]["share"] >= 0.7
