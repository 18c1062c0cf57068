"""The records that flow through the house: reports, claims and what claims are made of.

All are immutable. Offsets count Unicode code points; `end` is exclusive. Dates are EDTF strings
(ISO 8601-2). Actor codes: a state by ISO 3166 alpha-3 (``RUS``), another actor of a country with
its sector (``RUS:OPP``), an organisation or armed group by its usual English short name (``NATO``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum


class Event(StrEnum):
    """What kind of act: the 16 PLOVER types, and the standing relation ALLIANCE."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    ALLIANCE = "ALLIANCE"


MUTUAL_EVENTS = frozenset({Event.AGREE, Event.CONSULT, Event.COOPERATE, Event.ALLIANCE})


class Status(StrEnum):
    """Whether the act happened, as the report tells it."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    DEMANDED = "demanded"
    POSSIBLE = "possible"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news report as it was taken in; `text` is never changed.

    `published` is EDTF and may be as vague as ``2025-01``, or None. `version` counts the texts that
    came under this id, from 1. `sha256` is the hash of title and text.
    """

    id: str
    language: str
    published: str | None
    title: str | None
    text: str
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    url: str | None = None
    retrieved: str | None = None
    version: int = 1

    @property
    def sha256(self) -> str:
        """Hash of what is read: title and text."""
        return content_hash(self.title or "", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of a report: ``text[start:end]`` of its title or of its text."""

    start: int
    end: int
    text: str
    part: str = "text"  # "text" or "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in a claim: its code, and the words that name it (None where it is inferred)."""

    code: str
    name: str | None = None
    qid: str | None = None
    mention: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so. ``laut Kreml``: speaker RUS, cue ``laut``, manner indirect."""

    speakers: tuple[Participant, ...]
    cue: Span | None = None
    manner: str = "indirect"  # "direct" or "indirect"
    channel: str | None = None
    said_on: str | None = None  # EDTF


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When: EDTF, its earliest and latest day (ISO, None if open), and what it was worked out from."""

    edtf: str
    earliest: str | None
    latest: str | None
    basis: str
    phrase: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the country's code, the name in the text, and its words."""

    code: str
    name: str
    mention: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One act or relation between actors, as one report states it.

    `attribution` runs from the outermost speaker inwards; empty when the report itself asserts the
    claim. `parent` is the id of the claim that contains this one (the accusing, for the accused act).
    `entry` names the lexicon entry that fired and `path` the steps in the tree that filled its roles.
    `confidence` says how sure the reader is of having read right, not whether the claim is true.
    """

    report_id: str
    event: Event
    mode: str | None
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    status: Status
    quote: Span
    attribution: tuple[Attribution, ...] = ()
    time: Time | None = None
    place: Place | None = None
    matter: str | None = None
    quantity: str | None = None
    others: tuple[Participant, ...] = ()
    more_quotes: tuple[Span, ...] = ()
    parent: str | None = None
    entry: str = ""
    path: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """Content hash of what the claim says and where; the same reading gives the same id."""
        return content_hash(
            self.report_id,
            self.event,
            ",".join(p.code for p in self.actors),
            ",".join(p.code for p in self.targets),
            self.status,
            f"{self.quote.part}:{self.quote.start}-{self.quote.end}",
            self.quote.text,
        )[:32]

    @property
    def speakers(self) -> tuple[Participant, ...]:
        """All who say so, without repetition."""
        seen = {p.code: p for said in self.attribution for p in said.speakers}
        return tuple(seen.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as the ledger holds it: with its report and the time the ledger knew it.

    Record times are UTC moments as the ledger writes them; `superseded_at` is None while it holds.
    """

    claim: Claim
    report: Report
    recorded_at: str
    superseded_at: str | None = None


class Verdict(StrEnum):
    """What a person decides about claims."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision about claims; reviews are added and never changed, a later one wins.

    ACCEPT and REJECT are about each of `claims`; CORRECT replaces the fields named in `changes` (the keys
    of a claim's JSON form) of the one claim; MERGE says that all of `claims` tell one act, SPLIT that the
    first of them tells another act than each of the rest. `claims` are ids.
    """

    verdict: Verdict
    claims: tuple[str, ...]
    by: str
    reason: str
    changes: tuple[tuple[str, object], ...] = ()
    recorded_at: str | None = None  # given by the ledger


def content_hash(*parts: str) -> str:
    """SHA-256 over the parts, unambiguous however they are cut."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
