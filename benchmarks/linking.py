"""How often extraction says right what a quantity is about: pooled figures over annotated texts.

    python benchmarks/linking.py [PART] [--spacy-model NAME]
    python benchmarks/linking.py --texts FOLDER [--rows FOLDER]
    python benchmarks/linking.py [PART] --second

A part is ``development``, ``constructions``, ``calibration``, ``held_out``, ``real`` or
``real_unseen``.

The texts under ``benchmarks/linking`` are invented, of ten fields and more, with names that no
pack knows, but for the last two parts, whose texts are real ones (``SOURCES.md`` says whose);
beside each stand its claims, one JSON object a line. ``development`` (60 texts),
``constructions`` (48 short ones, each of one way to say what is meant) and ``real`` (51) are for
making rules, and ``training/subjects.py`` learns weights from them: what is measured on them is no
measure of unseen text. On ``calibration`` (20 texts), of which rules have seen 9 and the weights
none, the certainties are measured, and on ``real_unseen`` (30), of which neither has seen any. For
unseen text there is ``held_out`` (19 texts) as well, of which only these pooled figures are to be
looked at, never a text, a row or a claim. Figures are those of ``rewriting/scoring.py``.

Some texts of ``held_out`` and ``real_unseen`` were annotated by a second person who saw no other
rows (``second``). With ``--second`` these rows are scored as if they had been extracted, and what
is extracted from the same texts is shown beside them: how far people agree is what a program can
reach.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from rewriting.annotated import Annotated, read_folder
from rewriting.scoring import FIELDS, LEVELS, figures, score
from robustness import FOLDER, linking_texts

from claims.extract import Extractor, make_extractor
from claims.records import Claim, Modality, Value
from claims.sources import read_text

PARTS = ("development", "constructions", "calibration", "held_out", "real", "real_unseen")


def count(texts: Sequence[Annotated], extractor: Extractor) -> Counter[str]:
    """What was found and what was right, summed over the texts; see :func:`figures`."""
    found: Counter[str] = Counter()
    for text in texts:
        found += score(text, extractor.extract(read_text(text.text, text.name))).counts
    return found


def agreement(part: str) -> tuple[list[Annotated], Counter[str]]:
    """The texts of a part that were annotated twice, and how the second rows meet the first,
    summed."""
    second = {text.name: text for text in read_folder(FOLDER / part, FOLDER / "second")}
    twice, found = [text for text in linking_texts(part) if text.name in second], Counter[str]()
    for text in twice:
        found += score(text, _as_claims(text, second[text.name])).counts
    return twice, found


def _as_claims(first: Annotated, second: Annotated) -> Iterator[Claim]:
    """The second rows as claims, but for those that their annotator found unimportant and the
    first left out."""
    for row in second.rows:
        met = any(row.start < other.end and other.start < row.end for other in first.rows)
        if not (row.core or met):
            continue
        value = Value(
            row.lo, row.hi, row.unit, row.canonical_lo, row.canonical_hi, row.unit, "exact", None
        )
        yield Claim(
            first.name,
            "",
            row.start,
            row.end,
            first.text[row.start : row.end],
            first.text[row.start : row.end],
            value,
            row.subject,
            row.subject,
            row.attribute,
            modality=cast(Modality, row.modality),
            speaker=row.speaker,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("part", nargs="?", choices=PARTS, default="held_out")
    parser.add_argument("--texts", type=Path, help="folder of texts, instead of the bundled ones")
    parser.add_argument("--rows", type=Path, help="folder of their rows, if it is another")
    parser.add_argument("--second", action="store_true", help="how far two annotators agree")
    parser.add_argument("--spacy-model", default="shipped")
    given = parser.parse_args()
    if given.texts:
        texts = read_folder(given.texts, given.rows or given.texts)
    else:
        texts = linking_texts(given.part)
    if given.second:
        texts, counts = agreement(given.part)
        report("a second annotator", texts, counts)
    report("extraction", texts, count(texts, make_extractor(spacy_model=given.spacy_model)))


def report(whose: str, texts: Sequence[Annotated], counts: Counter[str]) -> None:
    """Print what was found, of what was found how much is right, and F1."""
    shares = figures(counts)
    print(f"{whose}: {len(texts)} texts, {counts['gold']} rows that must be found")
    for level in LEVELS:
        precision = counts[f"{level} claims"] / max(1, counts["judged"])
        recall = counts[f"{level} rows"] / max(1, counts["gold"])
        print(f"{level:10} precision {precision:.3f}  recall {recall:.3f}  F1 {shares[level]:.3f}")
    for field in FIELDS:
        print(f"{field:10} right {shares[field]:.3f} of {counts['values']} values")


if __name__ == "__main__":
    main()
