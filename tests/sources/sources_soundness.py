"""Checks that hold for every document, whatever its format."""

from __future__ import annotations

from claims.sources import Document


def assert_sound(document: Document) -> None:
    """Every passage lies in the text, in order, and every character of it leads back."""
    text = document.source.text
    for ordinal, passage in enumerate(document.passages):
        assert passage.ordinal == ordinal
        assert passage.source_id == document.source.id
        assert 0 <= passage.start < passage.end <= len(text)
        assert passage.text == passage.text.strip()
        assert passage.pieces[0].start == 0
        assert passage.pieces[0].raw_start == passage.start
        assert passage.pieces[-1].end == len(passage.text)
        assert passage.pieces[-1].raw_end == passage.end
        for before, after in zip(passage.pieces, passage.pieces[1:], strict=False):
            assert before.end == after.start
            assert before.raw_end <= after.raw_start
        for piece in passage.pieces:
            if piece.exact:
                raw = text[piece.raw_start : piece.raw_end]
                clean = passage.text[piece.start : piece.end]
                assert len(raw) == len(clean)
                assert all(map(_same, raw, clean))


def _same(raw: str, clean: str) -> bool:
    return raw == clean or (raw.isspace() and clean == " ")
