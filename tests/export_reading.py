"""Files of the exports, read as a stranger would: what they hold, and how many claims."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable

import openpyxl
import pyarrow.parquet as pq

from dragoman.export import Format, get_format
from dragoman.export.jsonl import read_line
from dragoman.records import Claim, Telling

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
