"""Claims as points, graphs, statements and entities: GeoJSON, GraphML, TriG, FollowTheMoney."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter

import pytest
from export_examples import (
    iter_all,
    iter_dated,
    iter_history,
    iter_hostile,
    occurred,
)
from export_reading import GRAPHML, written

from dragoman.records import Place, Status

# rdflib warns of its own use of what it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")


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
