"""The whole way on real files: sources, claims, a ledger, findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from claims.extract import make_extractor
from claims.ledger import Ledger
from claims.reconcile import reconcile
from claims.records import Claim, Finding
from claims.sources import load_document
from claims.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[1]
SAMPLES = [path for path in sorted((ROOT / "samples").iterdir()) if path.name != "README.md"]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
CONFLICTS = ("conflict", "derivation_conflict")


@dataclass(frozen=True)
class Outcome:
    """What a ledger holds after the whole way."""

    claims: dict[str, Claim]
    findings: list[Finding]

    def values(self, subject: str, attribute: str) -> set[tuple[Decimal | None, Decimal | None]]:
        return {
            (claim.value.canonical_lo, claim.value.canonical_hi)
            for claim in self.claims.values()
            if (claim.subject, claim.attribute) == (subject, attribute)
        }

    def of(self, kinds: Iterable[str]) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind in kinds]


def whole_way(paths: list[Path], db: str) -> Outcome:
    extractor = make_extractor()
    with Ledger.open(db, create=True) as ledger:
        run = ledger.start_run("ingest", "test")
        for path in paths:
            document = load_document(path)
            added = ledger.add_document(document, extractor.extract(document), run)
            assert added.refused == ()
        ledger.finish_run(run)
        published = {s.id: s.published for s in ledger.sources() if s.published}
        claims = [stored.claim for stored in ledger.claims()]
        found = reconcile(claims, load_vocabulary(), published)
        ledger.store_findings(found, ledger.start_run("reconcile", "test"))
        assert [p for p in ledger.verify() if not p.note] == []
        return Outcome({s.id: s.claim for s in ledger.claims()}, ledger.findings())


def said(outcome: Outcome, finding: Finding) -> set[str]:
    return {outcome.claims[c].value_text or "" for group in finding.values for c in group}


def test_the_samples_contradict_each_other_where_they_should(empty_url: str) -> None:
    outcome = whole_way(SAMPLES, empty_url)
    found = {(f.subject, f.attribute): f for f in outcome.of(CONFLICTS)}
    assert {key: (f.kind, f.likely_cause) for key, f in found.items()} == {
        ("Llama 2 70B", "file_size"): ("conflict", "digit transposition"),
        ("LADEE", "payload_mass"): ("conflict", "misheard"),
        ("Adobe", "revenue"): ("conflict", "scale slip"),
        ("Falcon 180B", "training_tokens"): ("conflict", "scale slip"),
        ("Moon", "diameter"): ("conflict", "unit slip"),
        ("Falcon 40B", "training_gpus"): ("conflict", None),
        ("Falcon 40B", "file_size"): ("derivation_conflict", None),
        ("LADEE", "launch_date"): ("conflict", None),
    }
    assert found["Llama 2 70B", "file_size"].likely_value == 140_000_000_000
    assert "120 gigabytes" in said(outcome, found["Falcon 40B", "file_size"])


def test_the_samples_agree_across_sources(empty_url: str) -> None:
    outcome = whole_way(SAMPLES, empty_url)
    agreed = {(f.subject, f.attribute) for f in outcome.of(["agreement"])}
    assert ("Chandrayaan-3", "launch_mass") in agreed  # 3.9 tonnes and 3,900 kilograms
    assert ("Llama 2", "license_user_threshold") not in agreed
    changed = {(f.subject, f.attribute) for f in outcome.of(["changed_over_time"])}
    assert {("Helsinki", "population"), ("Adobe", "revenue")} <= changed
    scoped = {(f.subject, f.attribute) for f in outcome.of(["scope_difference"])}
    assert ("Falcon 9", "payload_mass") in scoped


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    if not SEEDS:
        pytest.skip("the five real sources are not here")
    return whole_way(SEEDS, str(tmp_path_factory.mktemp("seeds") / "ledger.db"))


class TestFiveRealSources:
    def test_the_file_that_has_two_sizes(self, seeds: Outcome) -> None:
        (conflict,) = (f for f in seeds.of(CONFLICTS) if f.attribute == "file_size")
        assert (conflict.kind, conflict.subject) == ("conflict", "Llama 2 70B")
        assert conflict.likely_cause == "digit transposition"
        assert conflict.likely_value == 140_000_000_000
        assert conflict.likely_unit == "byte"
        assert said(seeds, conflict) == {"104 gigabytes", "140 gigabytes"}
        assert [len(group) for group in conflict.values] == [1, 1]  # once, not five times
        assert conflict.derivation is not None
        terms = {term.attribute: term.lo for term in conflict.derivation.terms}
        assert terms["bytes_per_parameter"] == 2
        assert "70 billion parameters x 2 bytes = 140 gigabytes" in conflict.explanation
        assert "exchanged" in conflict.explanation

    def test_contradictions_are_few(self, seeds: Outcome) -> None:
        assert len(seeds.of(CONFLICTS)) <= 3

    @pytest.mark.parametrize(
        ("subject", "attribute", "value"),
        [
            ("Llama 2 70B", "parameter_count", 70 * 10**9),
            ("Llama 2 34B", "parameter_count", 34 * 10**9),
            ("Llama 2 13B", "parameter_count", 13 * 10**9),
            ("Llama 2 7B", "parameter_count", 7 * 10**9),
            ("Llama 2", "training_tokens", 2 * 10**12),
            ("Llama 2 70B", "training_gpus", 6000),
            ("Llama 2 70B", "training_duration", 12 * 86400),
            ("Llama 2 70B", "training_cost", 2 * 10**6),
            ("Llama 2 70B", "compression_ratio", 100),
            ("Llama 2", "vocabulary_size", 34000),
            ("Llama 3", "vocabulary_size", 128000),
            ("Transformers", "github_stars", 100000),
        ],
    )
    def test_facts(self, seeds: Outcome, subject: str, attribute: str, value: int) -> None:
        assert (Decimal(value), Decimal(value)) in seeds.values(subject, attribute)

    def test_the_licence_threshold_is_a_bound_in_two_sources(self, seeds: Outcome) -> None:
        claims = [
            claim for claim in seeds.claims.values()
            if claim.attribute == "license_user_threshold"
            and claim.subject == "Llama 2 license"
        ]  # fmt: skip
        assert {claim.value.canonical_lo for claim in claims} == {Decimal(700_000_000)}
        assert {claim.value.modifier for claim in claims} == {"more_than"}
        assert len({claim.source_id for claim in claims}) == 2

    def test_two_sources_agree_on_the_tokens(self, seeds: Outcome) -> None:
        (agreement,) = (
            f for f in seeds.of(["agreement"])
            if (f.subject, f.attribute) == ("Llama 2", "training_tokens")
        )  # fmt: skip
        assert len({seeds.claims[c].source_id for c in agreement.claim_ids}) == 2

    def test_approximations_are_kept(self, seeds: Outcome) -> None:
        wanted = {"training_gpus", "training_duration", "training_cost", "compression_ratio"}
        found = {
            claim.attribute: claim.value.modifier
            for claim in seeds.claims.values()
            if claim.subject == "Llama 2 70B" and claim.attribute in wanted
        }
        assert found == dict.fromkeys(wanted, "approx")
