"""One suite over every format: whatever a ledger holds, the file is whole, the same each time, and harmless."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import weakref
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from export_examples import HOSTILE, iter_all, iter_dated, iter_history, iter_hostile, iter_many, tell
from ledger_examples import make_claims, make_report

from dragoman.edtf import parse_edtf
from dragoman.errors import FormatError, ReportError
from dragoman.export import FORMATS, Format, find_format, get_format, xlsx
from dragoman.export.columns import CLAIM_COLUMNS, to_cell
from dragoman.export.formulas import neutralise, restore
from dragoman.export.jsonl import read_line
from dragoman.export.tables import iter_table
from dragoman.records import Claim, Event, Place, Report, Status, Telling, Time

# rdflib warns of its own use of what it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
ALL = pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
DELIMITERS = {"csv": ",", "polecat": "\t", "gdelt": "\t", "country-year": ",", "dyad-year": ","}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def written(format: Format | str, tellings: Iterable[Telling]) -> bytes:
    stream = io.BytesIO()
    (get_format(format) if isinstance(format, str) else format).write(tellings, stream)
    return stream.getvalue()


def table(format: str, data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig" if format not in ("gdelt", "polecat") else "utf-8")
    if format == "gdelt":
        return [line.split("\t") for line in text.split("\n")[:-1]]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[format]))


def rows(format: str, tellings: Iterable[Telling]) -> list[dict[str, str]]:
    """Rows by column name; of GDELT, whose file has no names, by those of its codebook."""
    found = table(format, written(format, tellings))
    names = list(get_format(format).columns) if format == "gdelt" else found.pop(0)
    return [dict(zip(names, row, strict=True)) for row in found]


def count_table(format: str) -> Callable[[bytes], int]:
    def count(data: bytes) -> int:
        found = table(format, data)
        if format != "gdelt":
            assert found.pop(0) == list(get_format(format).columns)
        assert {len(row) for row in found} <= {len(get_format(format).columns)}
        return len(found)

    return count


def count_jsonl(data: bytes) -> int:
    return sum(len(read_line(line).tellings) for line in data.decode().split("\n")[:-1])


def count_xlsx(data: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    found = list(book["claims"].iter_rows(values_only=True))
    book.close()
    assert list(found[0]) == list(get_format("xlsx").columns)
    return len(found) - 1


def count_parquet(data: bytes) -> int:
    found = pq.read_table(io.BytesIO(data))
    assert found.column_names == list(get_format("parquet").columns)
    return int(found.num_rows)


def count_geojson(data: bytes) -> int:
    found = json.loads(data)
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        if geometry := feature["geometry"]:
            longitude, latitude = geometry["coordinates"]
            assert geometry["type"] == "Point" and -180 <= longitude <= 180 and -90 <= latitude <= 90
    return len(found["features"])


def count_graphml(data: bytes) -> int:
    graph = ElementTree.fromstring(data).find(f"{GRAPHML}graph")
    assert graph is not None
    nodes = [node.get("id") for node in graph.iter(f"{GRAPHML}node")]
    edges = list(graph.iter(f"{GRAPHML}edge"))
    assert len(set(nodes)) == len(nodes)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    return len(edges)


def count_trig(data: bytes) -> int:
    from rdflib import RDF, Dataset, URIRef

    found = Dataset()
    found.parse(data=data, format="trig")
    claim = URIRef("urn:dragoman:vocabulary:Claim")
    return len({subject for subject, _, _, _ in found.quads((None, RDF.type, claim, None))})


FTM = {
    "Article": {"title", "publisher", "author", "sourceUrl", "publishedAt", "language"},
    "Event": {"name", "involved", "country", "location", "keywords", "date", "startDate", "endDate", "summary",
              "description", "recordId", "proof", "publisher", "sourceUrl"},
    "UnknownLink": {"subject", "object", "role", "status", "date", "startDate", "endDate", "summary",
                    "description", "recordId", "proof", "publisher", "sourceUrl"},
    **{schema: {"name", "country", "wikidataId", "keywords"}
       for schema in ("PublicBody", "Organization", "Company", "LegalEntity")},
}  # fmt: skip


def count_ftm(data: bytes) -> int:
    entities = [json.loads(line) for line in data.decode().split("\n")[:-1]]
    schema = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schema) == len(entities)
    for entity in entities:
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        longest = {"name": 384, "location": 250, "summary": 65_000, "description": 65_000}
        for name, values in entity["properties"].items():
            assert all(len(value) <= longest.get(name, 1_024) for value in values), name
        assert all(
            value and isinstance(value, str) for values in entity["properties"].values() for value in values
        )
        for name in ("involved", "subject", "object", "proof"):
            assert set(entity["properties"].get(name, ())) <= set(schema)
    return Counter(schema.values())["UnknownLink"] + Counter(schema.values())["Event"]


COUNT: dict[str, Callable[[bytes], int]] = {
    "jsonl": count_jsonl, "xlsx": count_xlsx, "parquet": count_parquet, "geojson": count_geojson,
    "graphml": count_graphml, "trig": count_trig, "ftm": count_ftm,
    **{name: count_table(name) for name in DELIMITERS},
}  # fmt: skip


def has_place(claim: Claim) -> bool:
    return claim.place is not None


# the conformance suite


@ALL
def test_an_empty_ledger_is_a_valid_empty_file(format: Format) -> None:
    assert COUNT[format.name](written(format, [])) == 0


@ALL
def test_everything_a_ledger_can_hold_is_a_valid_file(format: Format) -> None:
    tellings = list(iter_all())
    stream = io.BytesIO()
    result = format.write(iter(tellings), stream)
    count = COUNT[format.name](stream.getvalue())
    assert result.claims == len(tellings)
    expected = {
        "jsonl": len(tellings), "csv": len(tellings), "xlsx": len(tellings), "parquet": len(tellings),
        "trig": len(tellings), "geojson": sum(has_place(one.claim) for one in tellings),
    }  # fmt: skip
    assert count == expected.get(format.name, count)
    assert count > 0


@ALL
def test_every_hostile_text_is_held_alone(format: Format) -> None:
    """One by one, so that a text that breaks out of its place cannot be mended by the next."""
    slow = {"xlsx": 3, "parquet": 3}
    for telling in list(iter_hostile())[:: slow.get(format.name, 1)]:
        if format.name != "trig" or len(telling.claim.quote.text) < 1000:
            count = COUNT[format.name](written(format, [telling]))
            assert count >= (format.name != "dyad-year"), telling.claim.quote.text[:40]  # only one is a state


@ALL
def test_the_same_tellings_give_the_same_bytes(format: Format) -> None:
    assert written(format, iter_history()) == written(format, iter_history())


def test_bytes_depend_neither_on_the_hash_seed_nor_on_the_time_zone() -> None:
    code = (
        "import hashlib, io, sys; sys.path.insert(0, 'tests')\n"
        "from export_examples import iter_dated, iter_history\n"
        "from dragoman.export import FORMATS\n"
        "for format in FORMATS.values():\n"
        "    stream = io.BytesIO(); format.write([*iter_history(), *iter_dated()], stream)\n"
        "    print(format.name, hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    runs = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=Path(__file__).parents[1],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        runs.append(done.stdout)
    assert runs[0] == runs[1] and len(runs[0].splitlines()) == len(FORMATS)


class Watched(Telling):
    """A telling that can be watched: records have no room for a weak reference."""


class Sink(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@ALL
def test_tellings_pass_through_and_are_not_kept(format: Format) -> None:
    alive: weakref.WeakSet[Watched] = weakref.WeakSet()
    most, number = 0, 6_000 if format.name == "parquet" else 1_200
    Watched.__hash__ = object.__hash__  # type: ignore[method-assign]

    def watch() -> Iterator[Telling]:
        nonlocal most
        for telling in iter_many(number, Watched):
            assert isinstance(telling, Watched)
            alive.add(telling)
            most = max(most, len(alive))
            yield telling

    assert format.write(watch(), Sink()).claims == number  # type: ignore[arg-type]
    assert most <= (5_001 if format.name == "parquet" else 20)


@ALL
def test_the_registry_finds_a_format_by_its_name_and_ending(format: Format) -> None:
    assert get_format(format.name.upper()) is format
    assert find_format(f"claims{format.extension}") is format
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", format.media_type)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormatError, match="jsonl"):
        get_format("docx")
    assert find_format("claims.docx") is None


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "dragoman.export.parquet", raising=False)
    with pytest.raises(FormatError, match=r"pip install 'dragoman\[parquet\]'"):
        written("parquet", [])


def test_formats_that_claim_to_be_lossless_are_read_back_equal() -> None:
    assert [format.name for format in FORMATS.values() if format.is_lossless] == ["jsonl"]
    tellings = list(iter_all())
    lines = written("jsonl", tellings).decode().split("\n")[:-1]
    assert [telling for line in lines for telling in read_line(line).tellings] == tellings


@pytest.mark.parametrize("line", ["", "[]", "{", "{}", '{"report": 1, "claims": []}', '{"report": {}, "claims": [1]}',
                                  '{"claims": [], "report": {"id": "a"}}', "[" * 100_000])  # fmt: skip
def test_what_is_no_line_of_a_ledger_is_refused(line: str) -> None:
    with pytest.raises(ReportError):
        read_line(line)


# formulas


@pytest.mark.parametrize("text", [*HOSTILE, *("'" * n + text for n in (1, 2) for text in HOSTILE)], ids=ascii)
def test_restoring_gives_back_what_was_neutralised(text: str) -> None:
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n1", "＝1", "＋1", "－1", "＠a", "  =1", "\u200b=1"]
)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-1", "'a", "it's", "(=1)", "…", " a", "„=“"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize("format", [*DELIMITERS, "xlsx"])
def test_no_cell_of_a_table_runs_as_a_formula(format: str) -> None:
    data = written(format, iter_all())
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert all(cell.data_type in ("s", "n") for row in book["claims"] for cell in row)
        cells = [str(cell.value) for row in book["claims"] for cell in row if cell.data_type == "s"]
    else:
        cells = [cell for row in table(format, data) for cell in row]
        cells = [cell for cell in cells if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)]
    assert len(cells) > 80
    assert [cell for cell in cells if re.match(r"[\s\u200b\ufeff\x00]*[=+\-@＝＋－＠]", cell)] == []


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_reading_a_table_gives_back_every_cell(tmp_path: Path, ending: str) -> None:
    tellings = [
        one for one in iter_all() if len(one.claim.quote.text) < 1000 and "\ufffe" not in one.claim.quote.text
    ]
    path = tmp_path / f"claims{ending}"
    path.write_bytes(written(ending[1:], tellings))
    found = [row for _, row in iter_table(path)]
    for telling, row in zip(tellings, found, strict=True):
        for column in CLAIM_COLUMNS:
            expected, cell = to_cell(column.value(telling)), row[column.name]
            if isinstance(expected, str):
                # XML has one line end: a spreadsheet cannot tell CR LF and CR from LF
                assert cell == expected, (column.name, cell[:40])
            else:
                assert float(cell) == expected


# single formats


def test_xlsx_carries_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", iter_history()))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", core) == ["2000-01-01", "2000-01-01"]


def test_xlsx_cuts_a_long_cell_and_says_so() -> None:
    stream = io.BytesIO()
    result = get_format("xlsx").write(iter_hostile(), stream)
    assert any("cells cut at 32,767 characters" in note for note in result.notes)
    book = openpyxl.load_workbook(stream, read_only=True)
    cells = [
        str(cell) for row in book["claims"].iter_rows(values_only=True) for cell in row if cell is not None
    ]
    book.close()
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) == xlsx.MOST_CHARACTERS
    assert any(cell.endswith(xlsx.CUT) and cell.startswith("🤝") for cell in cells)


def test_xlsx_refuses_more_claims_than_a_sheet_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    assert count_xlsx(written("xlsx", iter_many(3))) == 3
    with pytest.raises(FormatError, match="at most 3 claims"):
        written("xlsx", iter_many(4))


def test_parquet_has_types() -> None:
    found = pq.read_table(io.BytesIO(written("parquet", iter_history()))).to_pylist()[1]
    assert found["targets"] == ["RUS", "RUS:MIL"]
    assert found["date_earliest"].isoformat() == "2025-01-10"
    assert found["recorded_at"].isoformat() == "2025-01-14T08:00:00+00:00"
    assert (found["confidence"], found["quote_start"], found["title"]) == (0.75, 24, "Streit über Drohnen")


def occurred(**changes: Any) -> Telling:
    """AID of Iran to Russia on 17 January 2025 at Kazan, unless said otherwise."""
    date = changes.pop("date", "2025-01-17")
    value = parse_edtf(date)
    time = Time(
        edtf=date,
        earliest=value.earliest.isoformat() if value.earliest else None,
        latest=value.latest.isoformat() if value.latest else None,
        basis="text",
    )
    claim = replace(make_claims()[1], time=time, **({"targets": make_claims()[1].targets[:1]} | changes))
    return tell(claim, make_report())


@pytest.mark.parametrize("format", ["gdelt", "polecat"])
def test_event_data_hold_only_what_occurred_on_a_known_day(format: str) -> None:
    left_out = [
        *(occurred(status=status) for status in Status if status is not Status.OCCURRED),
        occurred(date="2025-01"),
        occurred(actors=(), targets=()),
        occurred(event=Event.ALLIANCE),
        tell(make_claims()[0], make_report()),
    ]
    stream = io.BytesIO()
    result = get_format(format).write([occurred(), *left_out], stream)
    assert COUNT[format](stream.getvalue()) == 1
    assert sum(int(note.split(": ")[-1]) for note in result.notes) == len(left_out)


def test_gdelt_codes_a_claim() -> None:
    (row,) = rows("gdelt", [occurred()])
    assert len(row) == 61
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20250117",
        "202501",
        "2025",
        "2025.0438",
    )
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2CountryCode"]) == ("IRN", "IRAN", "RUS")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("070", "070", "07")
    assert (row["QuadClass"], row["GoldsteinScale"], row["AvgTone"]) == ("2", "7.0", "")
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"], row["ActionGeo_CountryCode"]) == (
        "4",
        "Kasan, Russia",
        "RS",
    )
    assert (row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("55.79", "49.12")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20250114080000", "https://example.org/r1")


def test_polecat_codes_a_claim() -> None:
    (row,) = rows("polecat", [occurred()])
    assert (row["Event Date"], row["Event Type"], row["Event Mode"]) == ("2025-01-17", "AID", "military")
    assert (row["Quad Code"], row["Actor Country"], row["Actor COW"]) == (
        "MATERIAL COOPERATION",
        "IRN",
        "630",
    )
    assert (row["Primary Actor Sector"], row["Recipient Name"], row["Recipient Name Raw"]) == (
        "GOV",
        "Russia",
        "Moskau",
    )
    assert (row["City"], row["Country"], row["Latitude"]) == ("Kasan", "Russia", "55.79")
    assert (row["Publication Date"], row["Intensity"]) == ("None", "None")


@pytest.mark.parametrize("format", ["gdelt", "polecat"])
def test_a_mutual_act_gives_both_directions(format: str) -> None:
    claim = occurred(event=make_claims()[2].event, actors=make_claims()[2].actors, targets=())
    found = rows(format, [claim])
    sides = ("Actor1Code", "Actor2Code") if format == "gdelt" else ("Actor Country", "Recipient Country")
    assert [[row[side] for side in sides] for row in found] == [["RUS", "IRN"], ["IRN", "RUS"]]
    assert len({row["GlobalEventID" if format == "gdelt" else "Event ID"] for row in found}) == 2


def test_every_event_id_is_unique() -> None:
    for format, name in (("gdelt", "GlobalEventID"), ("polecat", "Event ID")):
        found = [row[name] for row in rows(format, [*[occurred()] * 3, *iter_hostile()])]
        assert len(set(found)) == len(found) > 3


@pytest.mark.parametrize(("format", "keys"), [("country-year", 3), ("dyad-year", 5)])
def test_a_panel_never_counts_as_occurred_what_did_not(format: str, keys: int) -> None:
    for status in Status:
        found = rows(format, [occurred(status=status)])
        filled = {name for row in found for name in list(row)[keys:] if row[name] != "0"}
        assert filled and all(name.endswith(f"_{status.value}") for name in filled)


def test_country_year_counts_states_by_role() -> None:
    found = rows(
        "country-year",
        [occurred(), occurred(), occurred(date="2025-03-01/2025-04"), occurred(date="2024/2025")],
    )
    assert [(row["cow"], row["state"], row["year"]) for row in found] == [
        ("365", "RUS", "2025"),
        ("630", "IRN", "2025"),
    ]
    assert (found[0]["target_aid_occurred"], found[0]["actor_aid_occurred"]) == ("3", "0")
    assert (found[1]["target_aid_occurred"], found[1]["actor_aid_occurred"]) == ("0", "3")


def test_a_panel_counts_states_only() -> None:
    rebels = occurred(actors=(make_claims()[1].targets[1],))  # RUS:MIL is no state
    assert [row["state"] for row in rows("country-year", [rebels])] == ["RUS"]
    assert rows("dyad-year", [rebels]) == []


def test_dyad_year_counts_a_mutual_act_in_both_directions() -> None:
    mutual = occurred(event=make_claims()[2].event, actors=make_claims()[2].actors, targets=())
    found = rows("dyad-year", [mutual, mutual])
    assert [(row["state1"], row["state2"], row["consult_occurred"]) for row in found] == [
        ("RUS", "IRN", "2"),
        ("IRN", "RUS", "2"),
    ]
    assert [row["cow1"] for row in found] == ["365", "630"]


def test_geojson_says_how_exact_a_point_is() -> None:
    places = [
        Place(code="RUS", name="Kasan"),
        Place(code="RUS", name="Russia"),
        Place(code="XYZ", name="nowhere"),
    ]
    found = json.loads(written("geojson", [occurred(place=place) for place in places]))["features"]
    assert [feature["geometry"] and feature["geometry"]["coordinates"] for feature in found] == [
        [49.12, 55.79],
        [37.62, 55.75],
        None,
    ]
    assert [feature["properties"]["precision"] for feature in found] == ["city", "country", None]
    assert found[1]["properties"]["point_of"] == "Moscow"


def test_graphml_has_an_edge_a_pair_and_one_for_a_mutual_act() -> None:
    root = ElementTree.fromstring(written("graphml", iter_history()))
    edges = [{data.get("key"): data.text for data in edge} for edge in root.iter(f"{GRAPHML}edge")]
    assert [(edge["e_event"], edge["e_mutual"]) for edge in edges] == [
        ("ACCUSE", "false"), ("AID", "false"), ("AID", "false"), ("CONSULT", "true"), ("ACCUSE", "false"), ("ACCUSE", "false"),
    ]  # fmt: skip
    declared = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    used = {data.get("key") for data in root.iter(f"{GRAPHML}data")}
    assert used <= declared


def test_trig_keeps_the_promises_of_its_shapes() -> None:
    import pyshacl
    from rdflib import Dataset, Graph

    from dragoman.resources import resource_path

    def union(data: bytes) -> Graph:
        parsed, graph = Dataset(), Graph()
        parsed.parse(data=data, format="trig")
        for subject, predicate, value, _ in parsed.quads():
            graph.add((subject, predicate, value))
        return graph

    shapes = Graph().parse(resource_path("export/shapes.ttl"), format="turtle")
    sample = [*iter_history(), *list(iter_dated())[::15], *list(iter_hostile())[::9]]
    data = written("trig", sample)
    conforms, _, text = pyshacl.validate(union(data), shacl_graph=shapes)
    assert conforms, text
    for broken in (
        b"pq:status d:occurred ;",
        b'd:part "text" .',
        b"prov:wasDerivedFrom <urn:dragoman:report:r1:1> ;",
    ):
        assert broken in data
        wrong = data.replace(broken, b"d:x d:y ." if broken.endswith(b".") else b"d:x d:y ;")
        assert not pyshacl.validate(union(wrong), shacl_graph=shapes)[0], broken


def test_trig_holds_texts_unchanged() -> None:
    from rdflib import Dataset, URIRef

    exact = URIRef("http://www.w3.org/ns/oa#exact")
    for telling in iter_hostile():
        if len(telling.claim.quote.text) < 1000:
            parsed = Dataset()
            parsed.parse(data=written("trig", [telling]), format="trig")
            assert {str(value) for _, _, value, _ in parsed.quads((None, exact, None, None))} == {
                telling.claim.quote.text
            }


def test_ftm_has_events_only_of_what_occurred() -> None:
    entities = [
        json.loads(line) for line in written("ftm", [occurred(), occurred(status=Status.DENIED)]).splitlines()
    ]
    schemata = Counter(entity["schema"] for entity in entities)
    assert schemata == {"Article": 1, "PublicBody": 2, "Event": 1, "UnknownLink": 2}
    links = [entity["properties"] for entity in entities if entity["schema"] == "UnknownLink"]
    assert [(link["role"], link["status"], link["date"]) for link in links] == [
        (["AID (military)"], ["occurred"], ["2025-01-17"]),
        (["AID (military)"], ["denied"], ["2025-01-17"]),
    ]


def test_ftm_entities_are_valid_for_the_library() -> None:
    followthemoney = pytest.importorskip("followthemoney")
    for line in written("ftm", iter_all()).splitlines():
        proxy = followthemoney.model.get_proxy(json.loads(line), cleaned=False)
        raw = json.loads(line)["properties"]
        followthemoney.model.get(json.loads(line)["schema"]).validate(json.loads(line))
        for name in ("date", "startDate", "endDate", "country", "language", "publishedAt"):
            assert proxy.get(name, quiet=True) == raw.get(name, []), (name, line)


# the tables of codes


def test_every_mode_of_the_lexicon_has_its_cameo_code() -> None:
    from dragoman.resources import list_resources, load_yaml

    table = load_yaml("export/cameo.yml")
    assert set(table["types"]) == {event.value for event in Event}
    for entry in table["types"].values():
        for code in (entry.get("code"), *entry.get("modes", {}).values()):
            assert code is None or (
                code in table["goldstein"] and re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code)
            )
    used = set()
    for language in ("de", "en", "fr"):
        for name in list_resources(f"lexicon/{language}/predicates", "*.yml"):
            used |= {
                (row["event"], row["mode"])
                for row in load_yaml(name)
                if row.get("mode") and isinstance(row.get("event"), str)
            }
    assert len(used) > 40
    assert [(event, mode) for event, mode in sorted(used) if mode not in table["types"][event]["modes"]] == []


def test_every_sector_and_kind_is_coded() -> None:
    from dragoman.export.facts import get_actor, load_codings
    from dragoman.resources import load_yaml

    codings = load_codings()
    kinds = {
        row["kind"]
        for name in ("organisations", "groups")
        for row in load_yaml(f"actors/{name}.yml")
        if "kind" in row
    }
    assert kinds <= set(codings["kinds"])
    assert all(get_actor(code).kind != "unknown" for code in codings["known_groups"])
    assert all({"polecat", "ftm"} <= set(row) for row in codings["sectors"].values())


def test_every_field_of_a_claim_and_report_is_in_some_column_or_named_as_left_out() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
    for record in (Claim, Report):
        for field in fields(record):
            assert f"`{field.name}`" in docs, field.name


# the codebook


def codebook(format: str) -> list[str]:
    text = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
    section = re.split(r"^## ", text.split(f"\n<!-- columns: {format} -->\n", 1)[1], flags=re.MULTILINE)[0]
    return [name for name in re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)]


def expand(names: list[str]) -> list[str]:
    """``{event}`` and ``{status}`` stand for every type in lower case and every status."""
    found = []
    for name in names:
        if "{event}" in name:
            found += [
                name.format(event=event.value.lower(), status=status.value)
                for event in Event
                for status in Status
            ]
        else:
            found.append(name)
    return found


@pytest.mark.parametrize(
    ("format", "section"),
    [("csv", "claims"), ("xlsx", "claims"), ("parquet", "claims"), ("gdelt", "gdelt"), ("polecat", "polecat"),
     ("country-year", "country-year"), ("dyad-year", "dyad-year")],
)  # fmt: skip
def test_the_codebook_has_every_column_in_its_order(format: str, section: str) -> None:
    assert expand(codebook(section)) == list(get_format(format).columns)


def test_the_codebook_has_every_property() -> None:
    from dragoman.export.geojson import PROPERTIES
    from dragoman.export.graphml import EDGE_KEYS, NODE_KEYS

    assert codebook("geojson") == list(PROPERTIES)
    assert codebook("graphml-nodes") == list(NODE_KEYS)
    assert codebook("graphml-edges") == list(EDGE_KEYS)


def test_every_format_is_in_the_docs() -> None:
    text = (Path(__file__).parents[1] / "docs" / "export.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \| `", text, flags=re.MULTILINE) == list(FORMATS)
