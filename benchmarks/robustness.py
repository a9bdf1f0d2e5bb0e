"""How much the scores of extraction move when names, numbers or the order of words change.

    python benchmarks/robustness.py [--texts FOLDER] [--rows FOLDER] [--seeds N] [--lost]

Texts with annotated claims are rewritten together with these, and the claims of both are
compared: F1 of quantity, subject, attribute and claim, and the share of values whose modality and
speaker are right, summed over all texts (one of 100 rows moves an F1 by about 0.01). Without
``--texts`` the texts of ``benchmarks/linking`` are taken. ``--lost`` lists the rows of the texts
given that were right before and are not after; those held out are never shown.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rewriting.annotated import Annotated, read_folder
from rewriting.names import exchange_names
from rewriting.numbers import exchange_numbers
from rewriting.order import change_order
from rewriting.scoring import FIELDS, LEVELS, Outcome, figures, overlap_of, score

from claims.extract import Extractor, make_extractor
from claims.records import Claim
from claims.sources import read_text

Rewriting = Callable[[Annotated, int], Annotated]
FOLDER = Path(__file__).parent / "linking"
REWRITINGS: dict[str, Rewriting] = {
    "known names": exchange_names,
    "invented names": partial(exchange_names, invented=True),
    "numbers": exchange_numbers,
    "word order": change_order,
}


@dataclass(frozen=True)
class Measured:
    """Figures over all texts (see :func:`figures`) before and after a rewriting.

    ``touched`` is the share of core rows in whose sentence something was rewritten; ``lost`` and
    ``won`` count the core claims that were right only before, or only after.
    """

    before: dict[str, float]
    after: dict[str, float]
    touched: float
    lost: int
    won: int

    def moved(self) -> dict[str, float]:
        """By how much each figure moved."""
        return {name: self.after[name] - self.before[name] for name in self.before}


class Robustness:
    """Measures rewritings of some texts; their own scores are computed once."""

    def __init__(self, texts: Sequence[Annotated], extractor: Extractor) -> None:
        self._texts = texts
        self._extractor = extractor
        self._before = [score(text, self._claims(text)) for text in texts]

    def measure(self, rewriting: Rewriting, seeds: Sequence[int] = (0,)) -> Measured:
        """The scores before and after, over all texts, each rewritten once for every seed."""
        before, after = Counter[str](), Counter[str]()
        touched = lost = won = 0
        for text, new, old_score, new_score in self._rewritten(rewriting, seeds):
            before += old_score.counts
            after += new_score.counts
            old_right, new_right = old_score.right, new_score.right
            lost, won = lost + len(old_right - new_right), won + len(new_right - old_right)
            touched += sum(
                row.core and _sentence(text, place) != _sentence(new, place)
                for place, row in enumerate(text.rows)
            )
        return Measured(
            figures(before), figures(after), touched / max(1, before["gold"]), lost, won
        )

    def lost(self, rewriting: Rewriting, seeds: Sequence[int] = (0,)) -> Iterator[str]:
        """The rows that were right before a rewriting and are not after, in their new words."""
        for _, new, old_score, new_score in self._rewritten(rewriting, seeds):
            claims = self._claims(new)
            for place in sorted(old_score.right - new_score.right):
                row = new.rows[place]
                met = [claim for claim in claims if overlap_of(row, claim) > 0]
                found = "; ".join(f"{c.subject} | {c.attribute} | {c.value_text}" for c in met)
                around = new.text[max(0, row.start - 150) : row.end + 60].replace("\n", " ")
                yield f"{new.name}: …{around}…\n    {row.subject} | {row.attribute} <- {found}"

    def _rewritten(
        self, rewriting: Rewriting, seeds: Sequence[int]
    ) -> Iterator[tuple[Annotated, Annotated, Outcome, Outcome]]:
        for text, outcome in zip(self._texts, self._before, strict=True):
            for seed in seeds:
                new = rewriting(text, seed)
                yield text, new, outcome, score(new, self._claims(new))

    def _claims(self, annotated: Annotated) -> list[Claim]:
        return list(self._extractor.extract(read_text(annotated.text, annotated.name)))


def _sentence(annotated: Annotated, place: int) -> str:
    """The sentence of a row, roughly: up to the marks on either side."""
    row, text = annotated.rows[place], annotated.text
    end = _MARK.search(text, row.end)
    starts = [match.end() for match in _MARK.finditer(text, max(0, row.start - 400), row.start)]
    return text[max(starts, default=0) : end.start() if end else len(text)].strip()


_MARK = re.compile(r"[.?!|](?=\s|$)|\n|\w\|")


def linking_texts(*parts: str) -> list[Annotated]:
    """The annotated texts of ``benchmarks/linking``: ``development``, ``held_out``."""
    return [text for part in parts for text in read_folder(FOLDER / part, FOLDER / part)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--texts", type=Path, help="folder of texts, instead of the bundled ones")
    parser.add_argument("--rows", type=Path, help="folder of their rows, if it is another")
    parser.add_argument("--seeds", type=int, default=3, help="so many rewritings of each text")
    parser.add_argument("--spacy-model", default="shipped")
    parser.add_argument("--lost", action="store_true", help="show the rows that are lost")
    given = parser.parse_args()
    extractor, seeds = make_extractor(spacy_model=given.spacy_model), range(given.seeds)
    if given.texts:
        texts = {"given": read_folder(given.texts, given.rows or given.texts)}
    else:
        texts = {part: linking_texts(part) for part in ("development", "held_out")}
    for part, annotated in texts.items():
        robustness = Robustness(annotated, extractor)
        for name, rewriting in REWRITINGS.items():
            print(f"\n{part}, {name}: ", end="")
            _print(robustness.measure(rewriting, seeds))
            if given.lost and part != "held_out":
                print(*robustness.lost(rewriting, seeds), sep="\n")


def _print(measured: Measured) -> None:
    print(f"{measured.touched:.0%} of rows touched, {measured.lost} lost, {measured.won} won")
    for name in (*LEVELS, *FIELDS):
        before, after = measured.before[name], measured.after[name]
        print(f"  {name:10} {before:.3f} -> {after:.3f}  {after - before:+.3f}")


if __name__ == "__main__":
    main()
