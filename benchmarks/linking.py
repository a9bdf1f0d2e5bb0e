"""How often extraction says right what a quantity is about: pooled F1 over annotated texts.

    python benchmarks/linking.py --scorer SCORE.PY [development|held_out] [--spacy-model NAME]

The texts under ``benchmarks/linking`` are invented, of ten fields, with names that no pack knows;
beside each stand its claims, one JSON object a line. Rules are made with ``development``; of
``held_out`` only the pooled figures are to be looked at. The scorer is a module with ``rows`` and
``score``, which compares claims with such rows.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

from claims.extract import make_extractor
from claims.records import dumps
from claims.sources import load_document

LEVELS = ("quantity", "subject", "attribute", "claim")
FOLDER = Path(__file__).parent / "linking"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("texts", nargs="?", choices=("development", "held_out"), default="held_out")
    parser.add_argument("--scorer", required=True, type=Path)
    parser.add_argument("--spacy-model", default="shipped")
    given = parser.parse_args()
    scorer, extractor = _module(given.scorer), make_extractor(spacy_model=given.spacy_model)
    found: Counter[str] = Counter()
    for path in sorted((FOLDER / given.texts).glob("*.txt")):
        document = load_document(path)
        claims = [json.loads(dumps(claim.to_json())) for claim in extractor.extract(document)]
        gold = scorer.rows(path.with_suffix(".jsonl"))
        figures = scorer.score(gold, claims, document.source.text)[0]
        found += _counts(figures)
    for level in LEVELS:
        precision = found[f"{level} right"] / max(1, found[f"{level} judged"])
        recall = found[f"{level} right"] / max(1, found["gold"])
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        print(f"{level:10} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _counts(figures: dict[str, Any]) -> Counter[str]:
    """What was right and what was judged, back from a text's precision and recall."""
    counts: Counter[str] = Counter(gold=figures["gold_core"])
    for level in LEVELS:
        right = round(figures[level]["recall"] * figures["gold_core"])
        precision = figures[level]["precision"]
        counts[f"{level} right"] = right
        counts[f"{level} judged"] = round(right / precision) if precision else 0
    return counts


if __name__ == "__main__":
    main()
