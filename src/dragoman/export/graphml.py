"""GraphML: actors as nodes, claims as edges, for Gephi, igraph, NetworkX and Cytoscape.

One edge a pair of which both sides are named; several claims between two actors are several edges. A mutual
act is one edge with ``mutual`` true: its direction means nothing. Nodes stand where they are first needed,
so that only the codes of actors are kept in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from dragoman.export.dyads import is_mutual, iter_pairs
from dragoman.export.facts import get_actor
from dragoman.export.written import Tally, Written
from dragoman.export.xmltext import to_xml
from dragoman.records import Telling

NODE_KEYS = {"code": "string", "label": "string", "kind": "string", "country": "string", "sector": "string",
             "qid": "string", "cow": "int"}  # fmt: skip
EDGE_KEYS = {"claim_id": "string", "report_id": "string", "event": "string", "mode": "string",
             "status": "string", "mutual": "boolean", "date": "string", "date_earliest": "string",
             "date_latest": "string", "place": "string", "speakers": "string", "matter": "string",
             "quantity": "string", "quote": "string", "outlet": "string", "confidence": "double",
             "recorded_at": "string"}  # fmt: skip
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_Data = Mapping[str, str | int | float | bool | None]


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """A directed graph in which several edges may join two nodes."""
    tally = Tally()
    nodes: dict[str, str] = {}
    stream.write((_HEAD + _keys("node", NODE_KEYS) + _keys("edge", EDGE_KEYS)).encode())
    stream.write(b'<graph id="claims" edgedefault="directed">\n')
    number = 0
    for telling in tally.counted(tellings):
        found = list(iter_pairs(telling.claim))
        if not found:
            tally.note("claims left out of which one side is not named")
        for pair in found:
            for who in pair:
                if who.code not in nodes:
                    nodes[who.code] = f"n{len(nodes)}"
                    stream.write(_node(nodes[who.code], who.code).encode())
            source, target = (nodes[who.code] for who in pair)
            head = f'<edge id="e{number}" source="{source}" target="{target}">'
            stream.write((head + _data("e_", _edge(telling)) + "</edge>\n").encode())
            number += 1
    stream.write(b"</graph>\n</graphml>\n")
    return tally.to_written()


def _keys(element: str, keys: Mapping[str, str]) -> str:
    return "".join(
        f'<key id="{element[0]}_{name}" for="{element}" attr.name="{name}" attr.type="{kind}"/>\n'
        for name, kind in keys.items()
    )


def _node(id: str, code: str) -> str:
    actor = get_actor(code)
    data: _Data = {
        "code": code,
        "label": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "qid": actor.qid,
        "cow": actor.cow,
    }
    return f'<node id="{id}">{_data("n_", data)}</node>\n'


def _edge(telling: Telling) -> _Data:
    claim = telling.claim
    return {
        "claim_id": claim.id,
        "report_id": telling.report.id,
        "event": claim.event.value,
        "mode": claim.mode,
        "status": claim.status.value,
        "mutual": is_mutual(claim),
        "date": claim.time.edtf if claim.time else None,
        "date_earliest": claim.time.earliest if claim.time else None,
        "date_latest": claim.time.latest if claim.time else None,
        "place": claim.place.code if claim.place else None,
        "speakers": "; ".join(who.code for who in claim.speakers) or None,
        "matter": claim.matter,
        "quantity": claim.quantity,
        "quote": claim.quote.text,
        "outlet": telling.report.outlet,
        "confidence": claim.confidence,
        "recorded_at": telling.recorded_at or None,
    }


def _data(prefix: str, values: _Data) -> str:
    """What is unknown has no element; a truth value is written in lower case, as XML Schema wants it."""
    cells = {name: value for name, value in values.items() if value is not None}
    return "".join(f'<data key="{prefix}{name}">{_text(value)}</data>' for name, value in cells.items())


def _text(value: str | int | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else to_xml(str(value))
