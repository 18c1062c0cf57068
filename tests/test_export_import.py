"""Files read back: JSON lines to the same ledger, our own tables as far as they go, hand-kept sheets row by row."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from export_examples import iter_history, iter_hostile, tell
from ledger_examples import make_claims, make_report
from typer.testing import CliRunner, Result

from dragoman.cli.app import app
from dragoman.errors import DragomanError, FormatError, ReportError
from dragoman.export import FORMATS, get_format
from dragoman.export.columns import join_list, split_list
from dragoman.export.import_sheet import find_columns
from dragoman.export.importing import iter_arrivals
from dragoman.export.incoming import Incoming, Rejected
from dragoman.export.tables import iter_table
from dragoman.ledger import Ledger
from dragoman.ledger.recordtime import format_record_time
from dragoman.records import Event, Review, Span, Status, Verdict


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def content(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, record times included; but not how the index of words is laid out."""
    db = sqlite3.connect(path)
    tables = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '% STRICT%' ORDER BY name"
    )
    rows = {name: "word" if name == "vocabulary" else "*" for (name,) in tables}
    found = {name: sorted(map(repr, db.execute(f"SELECT {what} FROM {name}"))) for name, what in rows.items()}
    db.close()
    assert len(found) >= 10
    with Ledger(path, read_only=True) as opened:
        assert opened.check() == []
    return found


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a past: two versions of one report, a report that claims nothing, and another between them."""
    start = datetime(2025, 1, 14, 8, tzinfo=UTC)
    moments = iter(start + timedelta(hours=n) for n in range(9))
    path = tmp_path / "ledger.db"
    with Ledger(path, clock=lambda: next(moments)) as opened:
        opened.record(make_report(), make_claims())
        opened.record(make_report("r2"), make_claims("r2")[:1])
        opened.record(make_report("mute", text="Nichts geschah.", title=None), [])
        opened.record(make_report(title="Streit um Drohnen"), make_claims()[:1])
    return path


# JSON lines


def test_a_ledger_comes_back_the_same(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    assert run("export", "--history", "--out", file, "--ledger", ledger).exit_code == 0
    result = run("import", file, "--ledger", other)
    assert (result.exit_code, json.loads(result.stdout)) == (
        0,
        {"reports": 4, "claims": 5, "known": 0, "reviews": 0, "set_aside": 0},
    )
    assert content(other) == content(ledger)
    again = tmp_path / "again.jsonl"
    run("export", "--history", "--out", again, "--ledger", other)
    assert again.read_bytes() == file.read_bytes()


def test_many_reports_keep_their_times_and_one_bad_one_stops_nothing(tmp_path: Path) -> None:
    start, file = datetime(2025, 1, 14, 8, tzinfo=UTC), tmp_path / "many.jsonl"
    tellings = [
        tell(
            make_claims(f"r{n}")[0],
            make_report(f"r{n}"),
            recorded_at=format_record_time(start + timedelta(hours=n)),
        )
        for n in range(450)
    ]
    wrong = replace(tellings[333], claim=replace(tellings[333].claim, quote=Span(start=0, end=3, text="???")))
    tellings[333], tellings[350] = wrong, tellings[349]  # one that is refused, and one that is known already
    with file.open("wb") as stream:
        for one in tellings:  # each alone, so that the same report stands in two lines
            get_format("jsonl").write([one], stream)
    result = run("import", file, "--ledger", tmp_path / "other.db")
    assert (result.exit_code, json.loads(result.stdout)["reports"]) == (1, 448)
    with Ledger(tmp_path / "other.db", read_only=True) as opened:
        found = {one.report.id: one.recorded_at for one in opened.iter_tellings()}
    assert found == {one.report.id: one.recorded_at for one in tellings if one is not wrong}


@pytest.fixture
def reviewed(ledger: Path) -> Path:
    """The same ledger, after people had to do with it."""
    start = datetime(2025, 1, 15, 8, tzinfo=UTC)
    moments = iter(start + timedelta(hours=n) for n in range(99))
    with Ledger(ledger, clock=lambda: next(moments)) as opened:
        opened.record(make_report("r3"), make_claims("r3"))
        accusing, giving, talking = (claim.id for claim in make_claims("r3"))
        changes = (("targets", ["RUS", "UKR:REB"]), ("status", "possible"))
        opened.review(
            Review(verdict=Verdict.CORRECT, claims=(giving,), by="Ada", reason="misread", changes=changes)
        )
        opened.review(Review(verdict=Verdict.REJECT, claims=(accusing,), by="Ben", reason="no claim"))
        opened.set_aside("wire.jsonl:7", "no text")
        opened.review(Review(verdict=Verdict.MERGE, claims=(talking, giving), by="Ada", reason="one act"))
        opened.withdraw("r2", "canceled by the agency")
        opened.record(make_report("r3", published="2025-01-13"), make_claims("r3"))
        opened.review(Review(verdict=Verdict.ACCEPT, claims=(accusing,), by="Ada", reason="it is one"))
        opened.record(make_report("r2", text=make_report().text + " Neu."), [])
    return ledger


def test_a_reviewed_ledger_comes_back_the_same(reviewed: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    run("export", "--history", "--out", file, "--ledger", reviewed)
    result = run("import", file, "--ledger", other)
    assert json.loads(result.stdout) == {"reports": 7, "claims": 11, "known": 0, "reviews": 4, "set_aside": 0}
    assert content(other) == content(reviewed)
    again = tmp_path / "again.jsonl"
    run("export", "--history", "--out", again, "--ledger", other)
    assert again.read_bytes() == file.read_bytes()
    before = content(other)
    before = content(other)
    assert run("import", file, "--ledger", other).exit_code == 0
    assert content(other) == before


def test_a_withdrawal_reaches_a_ledger_that_holds_the_report(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other.db"
    with Ledger(other) as opened:
        opened.record(make_report("r2"), make_claims("r2"))
    with Ledger(ledger) as opened:
        opened.withdraw("r2", "canceled")
    run("export", "--history", "--out", file, "--ledger", ledger)
    assert run("import", file, "--ledger", other).exit_code == 0
    with Ledger(other, read_only=True) as here, Ledger(ledger, read_only=True) as there:
        assert here.content_hash() == there.content_hash()


def test_what_a_reviewed_ledger_holds_comes_back(reviewed: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", reviewed)
    assert json.loads(run("import", file, "--ledger", other).stdout)["set_aside"] == 0
    with Ledger(other, read_only=True) as here, Ledger(reviewed, read_only=True) as there:
        assert here.content_hash() == there.content_hash()


def test_the_history_has_every_revision(reviewed: Path) -> None:
    lines = run(
        "export", "--history", "--format", "csv", "--report", "r3", "--ledger", reviewed
    ).stdout.splitlines()
    statuses = [(row["event"], row["status"], row["superseded_at"] == "") for row in csv.DictReader(lines)]
    assert statuses.count(("AID", "possible", True)) == 1
    assert len(statuses) > len(make_claims()) * 2
    held = run("export", "--format", "csv", "--report", "r3", "--ledger", reviewed).stdout.splitlines()
    assert len(held) == 1 + sum(is_held for *_, is_held in statuses)


@pytest.mark.parametrize("format", ["trig", "ftm"])
def test_names_in_a_history_are_unique(reviewed: Path, format: str) -> None:
    """A correction of the mode leaves the claim's id as it was: the old and the new one stay two."""
    with Ledger(reviewed) as opened:
        changes = (("mode", "humanitarian"), ("date", "2025-01-17"))
        (giving,) = (claim.id for claim in opened.iter_claims(event="AID"))
        opened.review(
            Review(verdict=Verdict.CORRECT, claims=(giving,), by="Ada", reason="no arms", changes=changes)
        )
    text = run("export", "--history", "--format", format, "--event", "AID", "--ledger", reviewed).stdout
    if format == "trig":
        names = re.findall(r"^<urn:dragoman:claim:([^#>]+)>$", text, flags=re.MULTILINE)
    else:
        names = [json.loads(line)["id"] for line in text.splitlines() if '"UnknownLink"' in line]
    assert len(set(names)) == len(names) > 4


@pytest.mark.parametrize(
    "line",
    [
        {"review": {}},
        {"review": {"verdict": "like", "claims": [], "by": "", "reason": "", "changes": []}},
        {"review": {"verdict": "accept", "claims": [7], "by": "A", "reason": "b", "changes": []}},
        {"review": {"verdict": "accept", "claims": ["0" * 32], "by": "A", "reason": "b", "changes": []}},
        {"review": 7},
        {"withdrawal": {"report": "nobody's", "reason": "x"}},
        {"withdrawal": {"report": None, "reason": "x"}},
        {"set_aside": []},
    ],
)
def test_a_decision_that_cannot_be_taken_is_set_aside(tmp_path: Path, line: dict[str, Any]) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(line | {"recorded_at": "2025-01-15T08:00:00Z"}) + "\n", encoding="utf-8")
    result = run("import", file, "--ledger", tmp_path / "other.db")
    assert (result.exit_code, json.loads(result.stdout)["set_aside"]) == (1, 1)


def test_importing_twice_adds_nothing(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", ledger)
    run("import", file, "--ledger", other)
    before = content(other)
    result = run("import", file, "--ledger", other)
    assert json.loads(result.stdout) == {"reports": 0, "claims": 0, "known": 3, "reviews": 0, "set_aside": 0}
    assert content(other) == before


def test_what_a_ledger_in_use_takes_it_learns_now(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "now.jsonl", tmp_path / "other.db"
    run("export", "--report", "r2", "--out", file, "--ledger", ledger)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Ledger(other, clock=lambda: now) as opened:
        opened.record(make_report("before"), [])
    run("import", file, "--ledger", other)
    with Ledger(other, read_only=True) as opened:
        assert list(opened.iter_claims(known_at="2026-02-28")) == []
        assert len(list(opened.iter_claims())) == 1


def test_lines_of_dragoman_read_are_taken(tmp_path: Path) -> None:
    from dragoman.serialise import reading_to_dict

    file = tmp_path / "read.jsonl"
    file.write_text(json.dumps(reading_to_dict(make_report(), make_claims())) + "\n", encoding="utf-8")
    (found,) = iter_arrivals(file)
    assert found == Incoming(report=make_report(), claims=tuple(make_claims()))


def test_a_report_in_several_lines_is_one(tmp_path: Path) -> None:
    first, second, *_ = iter_history()
    other = tell(make_claims("r2")[0], make_report("r2"))
    file = tmp_path / "apart.jsonl"
    with file.open("wb") as stream:
        get_format("jsonl").write([first, other, second], stream)
    assert len(file.read_text("utf-8").splitlines()) == 3
    assert [(found.report.id, len(found.claims)) for found in iter_arrivals(file) if isinstance(found, Incoming)] == [
        ("r1", 2), ("r2", 1),
    ]  # fmt: skip


def test_a_bad_line_is_set_aside_and_the_rest_goes_on(ledger: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "some.jsonl", tmp_path / "other.db"
    run("export", "--out", file, "--ledger", ledger)
    lines = file.read_bytes().splitlines()
    wrong = json.loads(lines[0])
    wrong["claims"][0]["quote"]["text"] = "never said"
    lines[0:1] = [b"{", b"\xff", json.dumps(wrong).encode()]
    file.write_bytes(b"\n".join(lines))
    result = run("import", file, "--ledger", other)
    assert (result.exit_code, json.loads(result.stdout)["reports"]) == (1, 2)
    for part in (
        "some.jsonl:1: not a line of JSON",
        "some.jsonl:2: not UTF-8",
        "'never said' does not stand",
    ):
        assert part in result.stderr
    with Ledger(other, read_only=True) as opened:
        assert opened.counts()["set aside"] == 3


# our own tables


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_our_own_table_keeps_ids_words_and_codes(tmp_path: Path, ending: str) -> None:
    tellings = [tell(claim, make_report()) for claim in make_claims()]
    file = tmp_path / f"claims{ending}"
    with file.open("wb") as stream:
        get_format(ending[1:]).write(tellings, stream)
    (found,) = iter_arrivals(file)
    assert isinstance(found, Incoming) and found.is_excerpt
    assert [claim.id for claim in found.claims] == [claim.id for claim in make_claims()]
    for claim, before in zip(found.claims, make_claims(), strict=True):
        assert found.report.text[claim.quote.start : claim.quote.end] == claim.quote.text
        for name in (
            "event",
            "mode",
            "status",
            "quote",
            "matter",
            "quantity",
            "parent",
            "entry",
            "confidence",
        ):
            assert getattr(claim, name) == getattr(before, name)
        for name in ("actors", "targets", "others", "speakers"):
            assert [who.code for who in getattr(claim, name)] == [who.code for who in getattr(before, name)]
        assert (claim.time and claim.time.edtf) == (before.time and before.time.edtf)
    assert replace(found.report, text="") == replace(make_report(), text="")
    with Ledger(tmp_path / "ledger.db") as opened:
        assert opened.record(found.report, found.claims).claims == 3


def test_hostile_texts_come_back_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    with file.open("wb") as stream:
        get_format("csv").write(iter_hostile(), stream)
    found = [one for one in iter_arrivals(file) if isinstance(one, Incoming)]
    assert [one.claims[0].quote.text for one in found] == [one.claim.quote.text for one in iter_hostile()]


def test_an_excerpt_does_not_replace_the_whole_text(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    run("export", "--out", file, "--ledger", ledger)
    before = content(ledger)
    result = run("import", file, "--ledger", ledger)
    assert json.loads(result.stdout) == {"reports": 0, "claims": 0, "known": 2, "reviews": 0, "set_aside": 0}
    assert content(ledger) == before


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("event", "WAR", "WAR"),
        ("status", "maybe", "maybe"),
        ("quote_end", "5", "cannot stand at"),
        ("quote_start", "x", "'x'"),
        ("quote_end", "9999999", "cannot stand at"),
        ("quote_part", "margin", "margin"),
        ("date", "soon", "soon"),
        ("date_latest", "later", "later"),
        ("confidence", "7", "between 0 and 1"),
        ("report_id", "", "no report_id"),
        ("superseded_at", "2025-01-15T08:00:00.000000Z", "no longer held since"),
    ],
)
def test_a_row_that_was_spoilt_is_set_aside(tmp_path: Path, column: str, value: str, reason: str) -> None:
    file = tmp_path / "claims.csv"
    with file.open("wb") as stream:
        get_format("csv").write([tell(claim, make_report()) for claim in make_claims()[1:]], stream)
    (names, *rows) = csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    rows[1][names.index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *rows])
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    rejected, taken = sorted(iter_arrivals(file), key=lambda one: isinstance(one, Incoming))
    assert isinstance(rejected, Rejected) and rejected.where == "claims.csv:3" and reason in rejected.reason
    assert isinstance(taken, Incoming) and len(taken.claims) == 1


# hand-kept sheets

SHEET = """Akteur;Ziel;Ereignis;Datum;Quelle;Zitat;Laut;Status;Ort
Russland; Iran ;agree;17.01.2025;Beispielblatt;Moskau und Teheran unterzeichneten;;;Moskau
IRN;RUS:MIL;AID/military;2025-01;Beispielblatt;Teheran lieferte Drohnen;Ukraine; occurred ;
Vereinigte Staaten;Russland;SANCTION;[2025-01-10,2025-01-17];Anderes Blatt;Washington verhängte Strafen;unknown;planned;USA
"""


def read_sheet(tmp_path: Path, text: str, **options: Any) -> tuple[list[Incoming], list[Rejected]]:
    file = tmp_path / "sheet.csv"
    file.write_text(text, encoding="utf-8", newline="")
    found = list(iter_arrivals(file, **options))
    return [one for one in found if isinstance(one, Incoming)], [
        one for one in found if isinstance(one, Rejected)
    ]


def test_a_hand_kept_sheet_becomes_reports_with_claims(tmp_path: Path) -> None:
    reports, rejected = read_sheet(tmp_path, SHEET, language="de")
    assert rejected == []
    assert [(one.report.outlet, one.report.language, len(one.claims)) for one in reports] == [
        ("Beispielblatt", "de", 2),
        ("Anderes Blatt", "de", 1),
    ]
    assert reports[0].report.text == "Moskau und Teheran unterzeichneten\nTeheran lieferte Drohnen"
    first, second, third = (claim for one in reports for claim in one.claims)
    assert (first.event, first.actors[0].code, first.targets[0].code) == (Event.AGREE, "RUS", "IRN")
    assert (first.time and first.time.edtf, first.place and (first.place.code, first.place.name)) == (
        "2025-01-17",
        ("RUS", "Moskau"),
    )
    assert (second.mode, second.targets[0].code, [who.code for who in second.speakers]) == (
        "military",
        "RUS:MIL",
        ["UKR"],
    )
    assert (third.status, third.speakers[0].code) == (Status.PLANNED, "unknown")
    assert (third.time and third.time.earliest, third.time and third.time.latest) == (
        "2025-01-10",
        "2025-01-17",
    )
    with Ledger(tmp_path / "ledger.db") as opened:
        assert sum(opened.record(one.report, one.claims).claims for one in reports) == 3
        assert opened.check() == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Atlantis;Iran;AGREE;;Blatt;x;;;", "actor 'Atlantis' is no actor we know"),
        (";;AGREE;;Blatt;x;;;", "neither actor nor target"),
        ("RUS;IRN;agrees;;Blatt;x;;;", "event 'agrees' is none of AGREE"),
        ("RUS;IRN;AGREE;1/2/2025;Blatt;x;;;", "date: "),
        ("RUS;IRN;AGREE;31.02.2025;Blatt;x;;;", "no day 31"),
        ("RUS;IRN;AGREE;;Blatt;;;;", "no quote"),
        ("RUS;IRN;AGREE;;;x;;;", "no source"),
        ("RUS;IRN;AGREE;;Blatt;x;;perhaps;", "status 'perhaps' is none of occurred"),
        ("RUS;IRN;AGREE;;Blatt;x;Somebody;;", "speaker 'Somebody'"),
        ("RUS;IRN;AGREE;;Blatt;x;;;Nirgendwo", "place 'Nirgendwo'"),
        ("NATO:OPP;IRN;AGREE;;Blatt;x;;;", "only a state has sectors"),
    ],
)
def test_a_row_that_says_too_little_is_set_aside_with_its_number(
    tmp_path: Path, row: str, reason: str
) -> None:
    reports, rejected = read_sheet(tmp_path, f"{SHEET}{row}\n")
    assert [one.where for one in rejected] == ["sheet.csv:5"]
    assert reason in rejected[0].reason
    assert sum(len(one.claims) for one in reports) == 3


def test_columns_are_named_where_nobody_could_guess_them(tmp_path: Path) -> None:
    text = "a,b,c,d,e\nRUS,IRN,AGREE,sie einigten sich,Blatt\n"
    with pytest.raises(FormatError, match=r"no column for event, quote, actor or target among a, b, c, d, e"):
        read_sheet(tmp_path, text)
    columns = {"actor": "A", "target": "b", "event": "c", "quote": "d", "source": "e"}
    reports, rejected = read_sheet(tmp_path, text, columns=columns)
    assert (len(reports), rejected) == (1, [])
    with pytest.raises(FormatError, match="no column 'z'"):
        find_columns(["a"], {"actor": "z"})
    with pytest.raises(FormatError, match="no field 'doer'"):
        find_columns(["a"], {"doer": "a"})


def test_a_workbook_kept_by_hand(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Fälle")
    sheet.append(["Wer", "Wem", "Typ", "Wann", "Link", "Beleg", None])
    sheet.append(
        [
            "China; Russland",
            None,
            "CONSULT",
            datetime(2025, 1, 17),
            "https://example.org/1",
            "=sie trafen sich",
        ]
    )
    sheet.append([None] * 6)
    sheet.append(
        ["Taliban", "Afghanistan", "ASSAULT (firearms)", 2021, "https://example.org/2", "sie schossen"]
    )
    sheet["F2"].data_type = "s"
    file = tmp_path / "sheet.xlsx"
    book.save(file)
    found = list(iter_arrivals(file, sheet="Fälle"))
    assert all(isinstance(one, Incoming) for one in found)
    first, second = (one.claims[0] for one in found if isinstance(one, Incoming))
    assert ([who.code for who in first.actors], first.quote.text) == (["CHN", "RUS"], "=sie trafen sich")
    assert (first.time and first.time.edtf, second.time and second.time.edtf) == ("2025-01-17", "2021")
    assert (second.mode, second.actors[0].code, second.targets[0].code) == ("firearms", "Taliban", "AFG")
    with pytest.raises(FormatError, match="no sheet 'Tabelle1'; it has"):
        list(iter_arrivals(file, sheet="Tabelle1"))


def test_the_full_text_is_taken_where_the_sheet_has_it(tmp_path: Path) -> None:
    text = "actor,event,quote,text,url\nRUS,MOBILIZE,troops moved,Yesterday troops moved west.,https://example.org/1\nRUS,ASSAULT,troops shot,,https://example.org/1\n"
    reports, rejected = read_sheet(tmp_path, text)
    assert reports[0].report.text == "Yesterday troops moved west." and not reports[0].is_excerpt
    assert reports[0].claims[0].quote.start == 10
    assert [one.reason for one in rejected] == [
        "the quote 'troops shot' does not stand in the text of its report"
    ]


def test_a_sheet_may_grow(tmp_path: Path) -> None:
    file, ledger = tmp_path / "sheet.csv", tmp_path / "ledger.db"
    file.write_text("".join(SHEET.splitlines(keepends=True)[:2]), encoding="utf-8")
    assert json.loads(run("import", file, "--ledger", ledger, "--language", "de").stdout)["claims"] == 1
    assert json.loads(run("import", file, "--ledger", ledger, "--language", "de").stdout)["known"] == 1
    file.write_text(SHEET, encoding="utf-8")
    assert json.loads(run("import", file, "--ledger", ledger, "--language", "de").stdout)["claims"] == 3
    with Ledger(ledger, read_only=True) as opened:
        assert (opened.counts()["claims"], opened.counts()["superseded claims"]) == (3, 1)


def test_windows_text_and_tabs_are_read(tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    file.write_bytes(
        "Akteur\tEreignis\tZitat\tQuelle\nÖsterreich\tPROTEST\tWien schäumte\tBlatt\n".encode("cp1252")
    )
    (found,) = iter_arrivals(file)
    assert isinstance(found, Incoming) and found.claims[0].actors[0].code == "AUT"


def broken_workbook() -> bytes:
    """A workbook whose sheet ends in the middle."""
    import zipfile

    whole, broken = io.BytesIO(), io.BytesIO()
    get_format("xlsx").write(iter_history(), whole)
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(broken, "w") as copy:
        for name in packed.namelist():
            data = packed.read(name)
            copy.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    return broken.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "is not read"),
        ("a.xlsx", b"no zip", "cannot be read as XLSX"),
        ("none.csv", None, "cannot be read"),
        ("none.jsonl", None, "cannot be read"),
        ("none.xlsx", None, "cannot be read"),
        ("a.csv", b"\x81\x8d\xff", "neither UTF-8 nor"),
        ("a.csv", b",,\nRUS,IRN,x\n", "no row of names"),
        ("a.xlsx", broken_workbook(), "cannot be read as XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_two(
    tmp_path: Path, name: str, data: bytes | None, reason: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    result = run("import", file, "--ledger", tmp_path / "ledger.db")
    assert result.exit_code == 2 and reason in result.stderr


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    from dragoman.export import tables

    monkeypatch.setattr(tables, "_MOST_BYTES", 999_999)
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(1_000_000))
    assert file.stat().st_size < 2_000
    with pytest.raises(FormatError, match="unpacks to 1,000,000 bytes"):
        list(iter_table(file))


@pytest.mark.parametrize(
    "members", [[], ["RUS"], ["RUS", "IRN"], ["a;b", "c\\d", ";", "\\"], ["a; b", "c\nd"]]
)
def test_a_list_in_a_cell_comes_back(members: list[str]) -> None:
    assert split_list(join_list(members)) == members


# the command line


def test_the_format_is_known_by_the_ending(ledger: Path, tmp_path: Path) -> None:
    for ending in (".geojson", ".xlsx", ".dyad-year.csv", ".export.CSV"):
        assert run("export", "--out", tmp_path / f"a{ending}", "--ledger", ledger).exit_code == 0
    assert run("export", "--out", tmp_path / "a.docx", "--ledger", ledger).exit_code == 2
    assert run("export", "--ledger", ledger).exit_code == 2
    assert sorted(path.name for path in tmp_path.glob("*a.*")) == [
        "a.dyad-year.csv",
        "a.export.CSV",
        "a.geojson",
        "a.xlsx",
    ]


def test_stdout_gets_what_a_file_would(ledger: Path, tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        run("export", "--format", format, "--out", tmp_path / "a", "--ledger", ledger, "--force")
        assert (
            run("export", "--format", format, "--ledger", ledger).stdout_bytes
            == (tmp_path / "a").read_bytes()
        )


@pytest.mark.parametrize(
    ("words", "events"),
    [
        ([], ["ACCUSE", "ACCUSE"]),
        (["--history"], ["ACCUSE", "AID", "CONSULT", "ACCUSE", "ACCUSE"]),
        (["--history", "--event", "aid"], ["AID"]),
        (["--history", "--report", "r2"], ["ACCUSE"]),
        (["--known-at", "2025-01-14T08:00:00Z"], ["ACCUSE", "AID", "CONSULT"]),
        (["--known-at", "2025-01-14T08:30:00Z", "--valid-at", "2025-01-17"], ["AID"]),
        (["--known-at", "2025-01-13"], []),
        (["--limit", "1"], ["ACCUSE"]),
        (["--actor", "XYZ"], []),
    ],
)
def test_filters(ledger: Path, words: list[str], events: list[str]) -> None:
    result = run("export", "--format", "jsonl", "--ledger", ledger, *words)
    found = [claim["event"] for line in result.stdout.splitlines() for claim in json.loads(line)["claims"]]
    assert (result.exit_code, sorted(found)) == (0, sorted(events))


def test_an_export_has_the_record_times(ledger: Path) -> None:
    lines = run("export", "--format", "jsonl", "--history", "--ledger", ledger).stdout.splitlines()
    times = {
        (row["id"], row["report"]["version"]): (row["recorded_at"], row["superseded_at"])
        for row in map(json.loads, lines)
    }
    assert times == {
        ("r1", 1): ("2025-01-14T08:00:00.000000Z", "2025-01-14T11:00:00.000000Z"),
        ("r2", 1): ("2025-01-14T09:00:00.000000Z", None),
        ("r1", 2): ("2025-01-14T11:00:00.000000Z", None),
        ("mute", 1): ("2025-01-14T10:00:00.000000Z", None),
    }


def test_a_file_that_is_there_is_kept_without_force(ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("mine")
    result = run("export", "--out", file, "--ledger", ledger)
    assert (result.exit_code, file.read_text()) == (2, "mine")
    assert "--force" in result.stderr
    assert run("export", "--out", file, "--force", "--ledger", ledger).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfclaim_id")


def test_an_export_that_fails_leaves_nothing(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.export import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "kept.xlsx").write_text("mine")
    for words in (["new.xlsx"], ["kept.xlsx", "--force"]):
        assert run("export", "--out", folder / words[0], *words[1:], "--ledger", ledger).exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["kept.xlsx"]
    assert (folder / "kept.xlsx").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "docx"], "no format 'docx'"),
        (["--format", "csv", "--out", "{tmp}"], "is a folder"),
        (["--format", "csv", "--out", "{tmp}/none/a.csv"], "cannot be written"),
        (["--format", "csv", "--since", "soon"], "soon"),
        (["--format", "jsonl", "--history", "--known-at", "2025"], "exclude each other"),
    ],
)
def test_wrong_exports_end_with_two(ledger: Path, tmp_path: Path, words: list[str], message: str) -> None:
    result = run("export", "--ledger", ledger, *(word.format(tmp=tmp_path) for word in words))
    assert result.exit_code == 2 and message in result.stderr


def test_an_earlier_answer_stays_the_same(ledger: Path) -> None:
    """What was known on a day is exported byte for byte alike, whatever was learnt later."""
    words = ["export", "--known-at", "2025-01-14T11:30:00Z", "--ledger", ledger, "--format"]
    before = {name: run(*words, name).stdout_bytes for name in ("jsonl", "csv", "trig", "xlsx")}
    with Ledger(ledger) as opened:
        opened.record(make_report(title="Noch ein Streit"), [])
        opened.record(make_report("new"), make_claims("new"))
    assert {name: run(*words, name).stdout_bytes for name in before} == before


def test_the_help_names_every_format() -> None:
    text = run("export", "--help").stdout
    assert all(name in text for name in FORMATS)


def test_what_does_not_fit_is_said(ledger: Path) -> None:
    result = run("export", "--format", "gdelt", "--history", "--ledger", ledger)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "gdelt: claims without an exact day left out: 4" in result.stderr


def test_columns_that_nobody_asked_for_are_named(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(
        "actor,event,quote,source,Statsu\nRUS,MOBILIZE,troops moved,Blatt,denied\n", encoding="utf-8"
    )
    result = run("import", file, "--ledger", tmp_path / "ledger.db")
    assert (result.exit_code, result.stderr) == (0, "sheet.csv: columns not used: Statsu\n")


def test_wrong_columns_end_with_two(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(SHEET, encoding="utf-8")
    ledger = tmp_path / "ledger.db"
    assert run("import", file, "--columns", "actor", "--ledger", ledger).exit_code == 2
    assert run("import", file, "--columns", "actor=Nobody", "--ledger", ledger).exit_code == 2
    result = run(
        "import",
        file,
        "--columns",
        "actor=Akteur,target=Ziel",
        "--columns",
        "quote=Zitat",
        "--ledger",
        ledger,
        "--table",
    )
    assert (result.exit_code, result.stdout) == (0, "2 reports, 3 claims, 0 set aside\n")


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".xlsx"])
def test_a_damaged_file_gives_a_clear_error_and_never_a_crash(tmp_path: Path, ending: str) -> None:
    """Cut short, with bits flipped or pieces swapped: what is read is read, the rest is set aside or refused."""
    stream = io.BytesIO()
    ids = ("r1", "r2", "r3", "r4")
    get_format(ending[1:]).write(
        [tell(claim, make_report(id)) for id in ids for claim in make_claims(id)], stream
    )
    whole, chance = stream.getvalue(), random.Random(6)
    refused = taken = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        file = tmp_path / f"damaged{ending}"
        file.write_bytes(data)
        try:
            for one in iter_arrivals(file):
                taken += isinstance(one, Incoming)
                refused += isinstance(one, Rejected)
        except DragomanError as error:
            assert str(file) in str(error) or "column" in str(error) or "UTF-8" in str(error)
            refused += 1
    assert refused > 10 and (taken > 10 or ending == ".xlsx")


def test_a_value_of_the_wrong_type_never_reaches_the_ledger(tmp_path: Path) -> None:
    """Each value of a line in turn is something else; the line is set aside, or taken where that is allowed."""
    stream = io.BytesIO()
    get_format("jsonl").write([tell(replace(make_claims()[1], parent=None), make_report())], stream)
    file, tried = tmp_path / "wrong.jsonl", 0
    with Ledger(tmp_path / "ledger.db") as opened:
        for path in list(iter_paths(json.loads(stream.getvalue()))):
            for value in (None, -1, "\ud800", [None], True):
                row, tried = json.loads(stream.getvalue()), tried + 1
                put(row, path, value)
                file.write_text(json.dumps(row) + "\n", encoding="utf-8")
                for one in iter_arrivals(file):
                    if isinstance(one, Incoming) and tried % 4 == 0:
                        claims = [replace(claim, report_id=f"r{tried}") for claim in one.claims]
                        with suppress(ReportError):
                            opened.record(replace(one.report, id=f"r{tried}"), claims)
        problems = [problem for problem in opened.check() if "is contained in" not in problem]
        assert opened.counts()["reports"] > 10 and problems == []
        for format in FORMATS.values():
            format.write(opened.iter_tellings(), io.BytesIO())
    assert tried > 300


def iter_paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inner:
        yield (*path, key)
        yield from iter_paths(member, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def test_the_example_sheet_is_taken_but_for_the_row_that_names_nobody(tmp_path: Path) -> None:
    file, ledger = Path(__file__).parents[1] / "examples" / "sheet.csv", tmp_path / "ledger.db"
    result = run("import", file, "--language", "de", "--ledger", ledger)
    assert (result.exit_code, json.loads(result.stdout)["claims"], json.loads(result.stdout)["reports"]) == (
        1,
        6,
        2,
    )
    assert "sheet.csv:8: actor 'Moskau und Pjöngjang' is no actor we know" in result.stderr
    reports = {path.name: path.read_text("utf-8") for path in file.parent.glob("*.txt")}
    with Ledger(ledger, read_only=True) as opened:
        for told in opened.iter_tellings():
            assert told.report.outlet is not None and told.claim.quote.text in reports[told.report.outlet]
