"""Bytes to text, without rewriting anything, and what is not text refused.

The ladder: a byte-order mark, strict UTF-8, UTF-8 with few damaged bytes, and only then the
guess of charset-normalizer among the encodings that the web uses.
"""

from __future__ import annotations

import codecs
import re

from claims.errors import SourceError

READS = "plain text, Markdown, transcripts, Whisper output, manifests, SRT, WebVTT, Whisper JSON"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (DOCX, XLSX, EPUB or the like)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"RIFF", "an audio or video file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)
_MARKUP = re.compile(rb"\s*+(?:<\?xml\b[^>]{0,200}>\s*+)?<(?:!doctype\s+html|html)\b", re.I)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1b"))
_ENCODINGS = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_GUESS_BYTES = 256 * 1024


def decode(data: bytes, uri: str) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding.

    A byte-order mark is not part of the text; line breaks stay as they are. Raises
    :class:`SourceError` naming ``uri`` if the data is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decode_as(data[len(mark) :], encoding, uri), uri), encoding
    _refuse_binary(data, uri)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        text, encoding = _guess(data, error.start)
        return _checked(text, uri), encoding


def check_text(text: str, uri: str) -> bytes:
    """The UTF-8 bytes of a text that came as a string; :class:`SourceError` if it has none."""
    try:
        return _checked(text, uri).encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{uri}: half a surrogate pair at character {error.start}; it is not Unicode text"
        ) from error


def _decode_as(data: bytes, encoding: str, uri: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return data.decode(encoding, "replace")
        raise SourceError(
            f"{uri}: damaged: its byte-order mark says {encoding}, but byte {error.start} is not"
        ) from error


def _checked(text: str, uri: str) -> str:
    place = text.find("\0")
    if place >= 0:
        raise SourceError(f"{uri}: not text (NUL at character {place}); claims reads {READS}")
    return text


def _refuse_binary(data: bytes, uri: str) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"{uri}: {kind}, not text; claims reads {READS}")
    if _MARKUP.match(data[:2048]):
        raise SourceError(f"{uri}: HTML; save the page as text first; claims reads {READS}")
    place = data.find(b"\0")
    if place >= 0:
        raise SourceError(f"{uri}: not text (NUL at byte {place}); claims reads {READS}")
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) // 20:
        raise SourceError(f"{uri}: not text (control characters throughout); claims reads {READS}")


def _guess(data: bytes, damaged_at: int) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    wide = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    encoding = None if wide >= 10 * bad else _normalizer(data, damaged_at)
    try:
        return (data.decode(encoding), encoding) if encoding else (text, "utf-8 (replaced)")
    except UnicodeDecodeError:
        return text, "utf-8 (replaced)"


def _normalizer(data: bytes, damaged_at: int) -> str | None:
    from charset_normalizer import from_bytes

    start = data.rfind(b"\n", 0, damaged_at) + 1 if damaged_at > _GUESS_BYTES else 0
    sample = data[start : start + _GUESS_BYTES]
    matches = from_bytes(sample, cp_isolation=_ENCODINGS)
    best = matches.best()
    if best is None or not best.coherence:
        # Too little text to tell by its letters: among ASCII it is most often Western.
        high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
        if high * 5 <= len(sample) and _decodes(sample, "cp1252"):
            return "cp1252"
    elif any(m.encoding == "cp1252" and m.coherence >= best.coherence for m in matches):
        return "cp1252"
    return best.encoding if best else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
