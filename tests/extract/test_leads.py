"""Lists: what the line before them, or a heading, says that their items state."""

from __future__ import annotations

from pathlib import Path

from claims.extract import make_extractor
from claims.sources import load_document

CARD = """# Norvane card

### Release date

September 2022 (original series)

The embedding dimension is:

- 384 for Norvane-S.
- 1024 for Norvane-L.

Between the two surveys, the number of deaths due to four causes decreased:

-   Stroke by 41.3%
-   Heart disease by 36.3%

We compared the causes with those of other countries, in which no doctor looked at any twice.

-   Cancer, 12%
"""


def stated(text: str, folder: Path) -> dict[str | None, tuple[str | None, str | None]]:
    """By the words of the value, subject and attribute."""
    path = folder / "card.md"
    path.write_text(text, encoding="utf-8")
    found = make_extractor().extract(load_document(path))
    return {claim.value_text: (claim.subject, claim.attribute) for claim in found}


def test_items_state_what_leads_them_in(tmp_path: Path) -> None:
    found = stated(CARD, tmp_path)
    assert found["384"] == ("Norvane-S", "embedding_dimension")
    assert found["1024"] == ("Norvane-L", "embedding_dimension")
    assert found["41.3%"][1] == found["36.3%"][1] == "growth"


def test_a_list_ends_with_a_longer_passage(tmp_path: Path) -> None:
    assert stated(CARD, tmp_path)["12%"][1] != "growth"


def test_a_heading_says_what_the_first_sentence_states(tmp_path: Path) -> None:
    assert stated(CARD, tmp_path)["September 2022"][1] == "release_date"


def test_a_line_with_a_colon_is_none_of_the_list_of_another(tmp_path: Path) -> None:
    text = "The deaths fell:\n\n- Stroke by 4%\n\nThe cases were:\n\n- Stroke, 5%\n"
    found = stated(text, tmp_path)
    assert (found["4%"][1], found["5%"][1]) == ("growth", None)
