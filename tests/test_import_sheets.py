"""Hand-kept sheets, taken row by row."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from import_examples import SHEET, run

from dragoman.errors import FormatError
from dragoman.export.import_sheet import find_columns
from dragoman.export.importing import iter_arrivals
from dragoman.export.incoming import Incoming, Rejected
from dragoman.ledger import Ledger
from dragoman.records import Event, Status


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
