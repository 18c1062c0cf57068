import codecs

import pytest

from dragoman.errors import ReportError
from dragoman.intake.decoding import decode

UMLAUTS = "Gespräche über Öl – „strategisch“\r\nzweite Zeile"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(UMLAUTS.encode(), UMLAUTS, id="utf-8"),
        pytest.param(UMLAUTS.encode("utf-8-sig"), UMLAUTS, id="utf-8 with mark"),
        pytest.param(UMLAUTS.encode("utf-16"), UMLAUTS, id="utf-16"),
        pytest.param(codecs.BOM_UTF16_BE + UMLAUTS.encode("utf-16-be"), UMLAUTS, id="utf-16 big-endian"),
        pytest.param(UMLAUTS.encode("utf-32"), UMLAUTS, id="utf-32"),
        pytest.param(UMLAUTS.encode("cp1252"), UMLAUTS, id="windows-1252"),
        pytest.param("Gespräche über Öl".encode("latin-1"), "Gespräche über Öl", id="latin-1"),
        pytest.param("Путин 🤝".encode(), "Путин 🤝", id="beyond latin"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_decode_reads_text(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary", id="image"),
        pytest.param(b"PK\x03\x04\x14\x00", "binary", id="zip"),
        pytest.param(bytes(range(256)), "binary", id="all bytes"),
        pytest.param("Text".encode("utf-16-le"), "binary", id="utf-16 without mark"),
        pytest.param(b"Text \x1b[31mrot", "binary", id="terminal escape"),
        pytest.param("Путин".encode("koi8-r") * 20, "encoding other", id="Cyrillic in one byte"),
        pytest.param("Gespräche über Öl".encode() + b"\xc3", "damaged UTF-8 at byte 20", id="cut UTF-8"),
        pytest.param(codecs.BOM_UTF16_LE + b"a\x00b", "damaged UTF-16", id="cut UTF-16"),
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        decode(data)
