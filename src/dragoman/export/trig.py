"""RDF as TriG: a named graph a report, statements with qualifiers as Wikidata's, and PROV-O for who says so.

The shape is Wikidata's: an actor has a statement (``p:AID``), the statement its value (``ps:AID``, the
target) and qualifiers (``pq:status``, ``pq:mode``, …). A statement is derived from its report
(`prov:wasDerivedFrom`), attributed to who says it (`prov:qualifiedAttribution`, outermost first), and holds
the quote as a selector of the Web Annotation vocabulary. Times are EDTF literals, and an OWL-Time interval
the act lies in. Record time is `prov:generatedAtTime` and `prov:invalidatedAtTime`.
`resources/export/shapes.ttl` is the contract, in SHACL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from dragoman.export.facts import get_actor
from dragoman.export.numbering import iter_named, name_of
from dragoman.export.turtle import to_block, to_iri, to_literal, with_fragment
from dragoman.export.written import Tally, Written
from dragoman.records import Attribution, Claim, Participant, Report, Span, Telling, Time

PREFIXES = {
    "d": "urn:dragoman:vocabulary:",
    "p": "urn:dragoman:p:",
    "ps": "urn:dragoman:ps:",
    "pq": "urn:dragoman:pq:",
    "wd": "http://www.wikidata.org/entity/",
    "wikibase": "http://wikiba.se/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EDTF = "edtf:EDTF"
_Facts = list[tuple[str, str | None]]


def write(tellings: Iterable[Telling], stream: BinaryIO) -> Written:
    """Prefixes, then report by report; only the codes of actors are kept in memory."""
    tally = Tally()
    stream.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()).encode())
    described: set[str] = set()
    named = iter_named(tally.counted(tellings))
    for report, told in groupby(named, key=lambda pair: pair[1].report):
        claims = list(told)
        agents = {who.code: who for _, telling in claims for who in _people(telling.claim)}
        new = [who for code, who in agents.items() if code not in described]
        described |= agents.keys()
        stream.write("\n".join(["", _report(report), *map(_agent, new), ""]).encode())
        graph = with_fragment(_report_iri(report), "claims")
        body = "\n".join(block for name, telling in claims for block in _iter_blocks(name, telling))
        stream.write(f"{graph} {{\n{body}}}\n".encode())
    return tally.to_written()


def _report_iri(report: Report) -> str:
    return to_iri("report", report.id, str(report.version))


def _claim_iri(name: str) -> str:
    return to_iri("claim", name)


def _actor_iri(who: Participant) -> str:
    return to_iri("actor", who.code)


def _people(claim: Claim) -> Iterator[Participant]:
    yield from (*claim.actors, *claim.targets, *claim.others, *claim.speakers)


def _report(report: Report) -> str:
    graph = with_fragment(_report_iri(report), "claims")
    about: _Facts = [
        ("a", "d:Report, prov:Entity, schema:NewsArticle"),
        ("dcterms:identifier", to_literal(report.id)),
        ("d:version", str(report.version)),
        ("dcterms:language", to_literal(report.language)),
        ("dcterms:title", _optional(report.title)),
        ("dcterms:issued", _optional(report.published, _EDTF)),
        ("dcterms:publisher", _optional(report.outlet)),
        *(("d:agency", to_literal(agency)) for agency in report.agencies),
        ("d:dateline", _optional(report.dateline)),
        ("schema:url", _optional(report.url)),
        ("d:retrieved", _optional(report.retrieved)),
        ("d:sha256", to_literal(report.sha256)),
    ]
    bundle: _Facts = [("a", "prov:Bundle, prov:Entity"), ("prov:wasDerivedFrom", _report_iri(report))]
    return to_block(_report_iri(report), about) + to_block(graph, bundle)


def _agent(who: Participant) -> str:
    actor = get_actor(who.code)
    qid = actor.qid or who.qid
    return to_block(
        _actor_iri(who),
        [
            ("a", "d:Actor, prov:Agent"),
            ("skos:notation", to_literal(who.code)),
            ("rdfs:label", to_literal(actor.name) + "@en"),
            ("d:kind", to_literal(actor.kind)),
            ("d:country", to_iri("actor", actor.country) if actor.country else None),
            ("d:cow", None if actor.cow is None else str(actor.cow)),
            ("skos:exactMatch", f"wd:{qid}" if qid and qid[1:].isascii() and qid[1:].isdigit() else None),
        ],
    )


def _iter_blocks(name: str, telling: Telling) -> Iterator[str]:
    """The statement, the links of its actors to it, and its parts."""
    claim, iri = telling.claim, _claim_iri(name)
    for code in dict.fromkeys(who.code for who in claim.actors):
        yield f"{to_iri('actor', code)} p:{claim.event.value} {iri} .\n"
    yield to_block(iri, _statement(iri, telling))
    for number, span in enumerate((claim.quote, *claim.more_quotes)):
        yield to_block(with_fragment(iri, f"quote-{number}"), _quote(span))
    for number, said in enumerate(claim.attribution):
        yield to_block(with_fragment(iri, f"said-{number}"), _saying(number, said))
    if claim.time:
        yield from _time(iri, claim.time)


def _statement(iri: str, telling: Telling) -> _Facts:
    claim = telling.claim
    return [
        ("a", "d:Claim, wikibase:Statement, prov:Entity"),
        ("d:event", f"d:{claim.event.value}"),
        *((f"ps:{claim.event.value}", _actor_iri(who)) for who in claim.targets),
        *(("pq:actor", _actor_iri(who)) for who in claim.actors),
        *(("pq:target", _actor_iri(who)) for who in claim.targets),
        *(("pq:other", _actor_iri(who)) for who in claim.others),
        ("pq:status", f"d:{claim.status.value}"),
        ("pq:mode", _optional(claim.mode)),
        ("pq:matter", _optional(claim.matter)),
        ("pq:quantity", _optional(claim.quantity)),
        ("pq:place", to_iri("actor", claim.place.code) if claim.place else None),
        ("pq:placeName", to_literal(claim.place.name) if claim.place else None),
        ("pq:time", with_fragment(iri, "time") if claim.time else None),
        ("d:quote", with_fragment(iri, "quote-0")),
        *(("d:furtherQuote", with_fragment(iri, f"quote-{n}")) for n in range(1, len(claim.more_quotes) + 1)),
        ("d:within", _claim_iri(name_of(claim.parent, telling.report)) if claim.parent else None),
        ("d:confidence", to_literal(str(claim.confidence), "xsd:double")),
        ("d:entry", to_literal(claim.entry) if claim.entry else None),
        ("prov:wasDerivedFrom", _report_iri(telling.report)),
        *(("prov:wasAttributedTo", _actor_iri(who)) for who in claim.speakers),
        *(
            ("prov:qualifiedAttribution", with_fragment(iri, f"said-{n}"))
            for n in range(len(claim.attribution))
        ),
        ("prov:generatedAtTime", _optional(telling.recorded_at, "xsd:dateTime")),
        ("prov:invalidatedAtTime", _optional(telling.superseded_at, "xsd:dateTime")),
    ]


def _quote(span: Span) -> _Facts:
    return [
        ("a", "oa:TextQuoteSelector, oa:TextPositionSelector"),
        ("oa:exact", to_literal(span.text)),
        ("oa:start", str(span.start)),
        ("oa:end", str(span.end)),
        ("d:part", to_literal(span.part)),
    ]


def _saying(number: int, said: Attribution) -> _Facts:
    return [
        ("a", "prov:Attribution"),
        ("d:position", str(number)),
        *(("prov:agent", _actor_iri(who)) for who in said.speakers),
        ("d:manner", to_literal(said.manner)),
        ("d:cue", to_literal(said.cue.text) if said.cue else None),
        ("d:channel", _optional(said.channel)),
        ("d:saidOn", _optional(said.said_on, _EDTF)),
    ]


def _time(iri: str, time: Time) -> Iterator[str]:
    """What EDTF says, and the interval the act lies in; an end that is open or unknown has no instant."""
    here, bounds = with_fragment(iri, "time"), with_fragment(iri, "bounds")
    ends = {"time:hasBeginning": time.earliest, "time:hasEnd": time.latest}
    known = {name: (with_fragment(iri, name[5:]), day) for name, day in ends.items() if day}
    yield to_block(
        here,
        [
            ("a", "time:TemporalEntity"),
            ("d:edtf", to_literal(time.edtf, _EDTF)),
            ("d:basis", to_literal(time.basis)),
            ("d:phrase", to_literal(time.phrase.text) if time.phrase else None),
            ("time:intervalIn", bounds if known else None),
        ],
    )
    if known:
        yield to_block(
            bounds, [("a", "time:Interval"), *((name, instant) for name, (instant, _) in known.items())]
        )
    for instant, day in known.values():
        yield to_block(instant, [("a", "time:Instant"), ("time:inXSDDate", to_literal(day, "xsd:date"))])


def _optional(text: str | None, datatype: str = "") -> str | None:
    return to_literal(text, datatype) if text else None
