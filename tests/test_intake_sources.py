import io
import json
import os
import sys
from pathlib import Path

import pytest

from dragoman.intake import SetAside, count_reports, iter_reports
from dragoman.intake import lines as lines_module
from dragoman.records import Report


def take(*sources: object, **options: str) -> tuple[list[Report], list[SetAside]]:
    items = list(iter_reports([str(source) for source in sources], **options))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, SetAside)]


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_plain_file_is_named_by_its_stem(tmp_path: Path) -> None:
    (tmp_path / "wire.01.txt").write_bytes(" date 2025-01 Öl\r\nText.".encode())
    (report,), aside = take(tmp_path / "wire.01.txt")
    assert (report.id, report.published, report.text) == ("wire.01", "2025-01", " date 2025-01 Öl\r\nText.")
    assert not aside


def test_one_source_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    assert [item.id for item in iter_reports(tmp_path / "a.txt") if isinstance(item, Report)] == ["a"]


def test_folder_is_read_in_order_and_rest_set_aside(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("Hidden.")
    (tmp_path / "b" / "two.JSON").write_text('{\n "lang": "en",\n "text": "Two."\n}')
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "c.jsonl").write_text('{"text": "Three."}\n{"text": "Four."}\n')
    (tmp_path / "d.ndjson").write_text('{"text": "Five."}')
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "README").write_text("No report.")
    reports, aside = take(tmp_path)
    assert [report.text for report in reports] == ["One.", "Three.", "Four.", "Five.", "Two."]
    assert [Path(item.where).name for item in aside] == ["README", "photo.jpg"]
    assert "a .jpg file is not read; known are .txt" in aside[1].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"\n \n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.json", b"\x00\x01\x02", "binary"),
        ("a.json", b"[]", "the list is empty"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"text": "a",\n "id": }', "not JSON: Expecting value at line 2"),
        ("a.json", b'"text"', "expected a JSON object"),
        ("a.json", b"Kein JSON.", "not JSON"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.json", b"\xff\xfe\x00", "damaged UTF-16"),
        ("a.jsonl", b"\xff\xfe\x00", "damaged UTF-16"),
        ("a.txt", b"date 2025-13-45 Text.", "impossible publication date '2025-13-45'"),
        ("a.html", b"<p>Text.</p>", "a .html file is not read"),
    ],
)
def test_bad_file_is_set_aside_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    reports, (item,) = take(tmp_path / name)
    assert not reports
    assert item.where == str(tmp_path / name)
    assert reason in item.reason


def test_bad_lines_are_set_aside_and_the_rest_read(tmp_path: Path) -> None:
    rows: list[bytes] = [
        b'{"id": "1", "text": "One."}',
        b'{"id": "2"}',
        b"",
        b'{"id": "4", "text": "Four.", "published": "2025-13-45"}',
        b'{"id": "5", "text"',
        b'{"id": "6", "text": "\xff\x00"}',
        b"[1, 2]",
        '{"id": "8", "text": "Öl"}'.encode("latin-1"),
        b'{"id": "9", "text": ' + b"1" * 5000 + b"}",
        b'{"id": "10", "text": "Ten."}',
    ]
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\r\n".join(rows))
    reports, aside = take(path)
    assert [(report.id, report.text) for report in reports] == [("1", "One."), ("8", "Öl"), ("10", "Ten.")]
    assert [item.where.removeprefix(f"{path}:") for item in aside] == ["2", "4", "5", "6", "7", "9"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "Öl"}\n{"text": "Ähre"}\n'.encode(encoding))
    (tmp_path / "b.json").write_bytes('{\n"text": "Über"}'.encode(encoding))
    assert [report.text for report in take(tmp_path)[0]] == ["Öl", "Ähre", "Über"]


def test_list_in_a_json_file_names_the_item(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "One."}, {"id": "x"}, {"text": "Three."}], indent=1))
    reports, (item,) = take(path)
    assert [report.text for report in reports] == ["One.", "Three."]
    assert item.where == f"{path}[1]"


def test_json_file_may_hold_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "One."}\n{"text": 2}\n')
    reports, (item,) = take(path)
    assert [report.text for report in reports] == ["One."]
    assert item.where == f"{path}:2"


def test_json_lines_with_a_broken_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "One.\n{"text": "Two."}\n')
    reports, (item,) = take(path)
    assert [report.text for report in reports] == ["Two."]
    assert item.where == f"{path}:1"


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b'\n\n{"text": "One."}', ["One."]),
        (b'{\n  "text": "One."\n}\n', ["One."]),
        (b'[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        (b"[Moskau] One.", ["[Moskau] One."]),
        (b"\n One {two}.\n", ["\n One {two}.\n"]),
        ("\ufeffÖl.".encode("utf-16-le"), ["Öl."]),
    ],
)
def test_standard_input_shows_what_it_is(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
) -> None:
    feed(monkeypatch, data)
    reports, aside = take("-")
    assert [report.text for report in reports] == texts
    assert not aside


@pytest.mark.parametrize(
    ("data", "where"), [(b"", "stdin"), (b"\x00", "stdin"), (b'{"id": "a"}\n', "stdin:1"), (b"{\n]", "stdin")]
)
def test_bad_standard_input_is_set_aside(monkeypatch: pytest.MonkeyPatch, data: bytes, where: str) -> None:
    feed(monkeypatch, data)
    reports, (item,) = take("-")
    assert not reports
    assert item.where == where


def test_files_too_large_are_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lines_module,):
        monkeypatch.setattr(module, "MAX_FILE_BYTES", 100)
    (tmp_path / "a.txt").write_text("Wort.\n" * 20)
    (tmp_path / "b.txt").write_text("x" * 101)
    (tmp_path / "c.json").write_text('{\n"text": "' + "x" * 101 + '"}')
    (tmp_path / "d.jsonl").write_text(
        '{"text": "One."}\n{"text": "' + "x" * 300 + '"}\n' + '{"text": "Three."}\n' * 20
    )
    (tmp_path / "e.jsonl").write_text("x" * 300)
    (tmp_path / "f.txt").write_text("x" * 100)
    reports, aside = take(tmp_path)
    assert [report.text for report in reports] == ["One.", *["Three."] * 20, "x" * 100]
    assert [Path(item.where).name for item in aside] == ["a.txt", "b.txt", "c.json", "d.jsonl:2", "e.jsonl:1"]


def test_fifty_megabytes_of_text_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    reports, (item,) = take(path)
    assert not reports
    assert "larger than 20,000,000 bytes" in item.reason


def test_missing_and_unreadable_places_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("Text.")
    os.symlink(tmp_path / "nowhere", tmp_path / "broken.txt")
    reports, aside = take(
        tmp_path / "none.txt",
        tmp_path / "file.txt" / "below.txt",
        tmp_path / "empty",
        tmp_path / "broken.txt",
        "https://example.org/report",
    )
    assert not reports
    reasons = [item.reason for item in aside]
    assert reasons[0] == "cannot be read: No such file or directory"
    assert reasons[1] == "cannot be read: Not a directory"
    assert reasons[2] == "the folder holds no files"
    assert "No such file" in reasons[3]
    assert "addresses are not read yet" in reasons[4]


def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    _, (item,) = take(tmp_path)
    assert item.reason == "not a regular file"


def test_two_texts_of_one_name_do_not_supersede_each_other(tmp_path: Path) -> None:
    for folder, text in (("a", "One."), ("b", "Two."), ("c", "One.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text)
    reports, (item,) = take(tmp_path)
    assert [report.text for report in reports] == ["One.", "One."]
    assert item.where == str(tmp_path / "b" / "x.txt")
    assert "has already" in item.reason


def test_file_without_suffix_shows_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("Text.")
    (tmp_path / "lines").write_text('{"id": "1", "text": "One."}\n')
    reports, aside = take(tmp_path / "report", tmp_path / "lines", published="2025")
    assert [(report.id, report.published) for report in reports] == [("report", "2025"), ("1", "2025")]
    assert not aside


def test_count_is_known_for_files_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n")
    assert count_reports([str(tmp_path), str(tmp_path / "a.txt")]) == 4
    assert count_reports(["-"]) is None
