"""A report and its claims → rows. Everything here runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product

from dragoman.errors import ReportError
from dragoman.ledger.encoding import digest, encode_body, find_period, pack_codes
from dragoman.ledger.recordtime import next_record_time
from dragoman.ledger.store import Row, Store
from dragoman.ledger.words import split_words
from dragoman.records import MUTUAL_EVENTS, Claim, Report

ACTS, IS_ACTED_ON, SPEAKS, TAKES_PART = 1, 2, 4, 8

MOMENT_COLUMNS = ("moment", "recorded_at", "last_claim", "digest")
REPORT_COLUMNS = (
    "key", "id", "version", "language", "published", "title", "text", "outlet", "agencies", "dateline", "url",
    "retrieved", "sha256", "moment", "digest",
)  # fmt: skip
CLAIM_COLUMNS = (
    "key", "report", "ordinal", "revision", "id", "event", "status", "period", "edtf", "earliest", "latest",
    "body", "moment", "review", "digest",
)  # fmt: skip
PARTY_COLUMNS = ("code", "claim", "roles", "country", "event", "status")
DYAD_COLUMNS = ("low", "high", "claim", "ways", "event", "status", "period")
REPORT_CLOSING_COLUMNS = ("report", "moment", "withdrawal", "digest")
CLAIM_CLOSING_COLUMNS = ("claim", "moment", "review", "digest")

_TABLES = {
    "moments": MOMENT_COLUMNS,
    "reports": REPORT_COLUMNS,
    "report_closings": REPORT_CLOSING_COLUMNS,
    "claims": CLAIM_COLUMNS,
    "claim_closings": CLAIM_CLOSING_COLUMNS,
    "parties": PARTY_COLUMNS,
    "dyads": DYAD_COLUMNS,
}


class Outcome(StrEnum):
    """What became of a report that was given to the ledger."""

    ADDED = "added"
    KNOWN = "known"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The outcome, the version the report has in the ledger, and how many claims were added."""

    outcome: Outcome
    version: int
    claims: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that is to be written, with its place in the report and what made it."""

    claim: Claim
    ordinal: int
    revision: int = 0
    review: int | None = None
    is_closed: bool = False  # by `review`, in the moment it is written


class Writer:
    """Gathers rows and gives them to the store together; `flush` before anything of them is asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._rows: dict[str, list[Row]] = {table: [] for table in _TABLES}
        self._words: dict[str, list[tuple[int, list[str]]]] = {"claim_words": [], "report_words": []}
        last = store.first("SELECT moment, recorded_at FROM moments ORDER BY moment DESC LIMIT 1")
        self._moment: int = last[0] if last else 0
        self._recorded_at: str | None = last[1] if last else None
        self._report = self._last_key("reports")
        self._claim = self._last_key("claims")

    def _last_key(self, table: str) -> int:
        row = self.store.first(f"SELECT max(key) FROM {table}")
        return int(row[0] or 0) if row else 0

    def begin_moment(self, now: datetime) -> int:
        """The next moment; what is added from here on is known from then."""
        self._moment += 1
        self._recorded_at = next_record_time(now, self._recorded_at)
        return self._moment

    @property
    def recorded_at(self) -> str:
        """When the present moment is."""
        return str(self._recorded_at)

    def end_moment(self) -> None:
        """Write down the moment, once all its claims are there."""
        columns = (self._moment, self._recorded_at, self._claim)
        self._rows["moments"].append((*columns, digest(*columns)))

    def add_report(self, report: Report, version: int) -> int:
        """Add a version of a report; returns its key."""
        self._report += 1
        columns = (
            self._report, report.id, version, report.language, report.published, report.title, report.text,
            report.outlet, pack_codes(report.agencies), report.dateline, report.url, report.retrieved,
            report.sha256, self._moment,
        )  # fmt: skip
        self._rows["reports"].append((*columns, digest(*columns)))
        self._words["report_words"].append((self._report, report_words(report)))
        return self._report

    def add_claims(self, key: int, encoded: Iterable[tuple[Draft, str]]) -> None:
        """Add claims of a report, as `encode_drafts` gave them, with what they are found by."""
        for draft, body in encoded:
            self._add_claim(key, draft, body)

    def _add_claim(self, report: int, draft: Draft, body: str) -> None:
        self._claim += 1
        claim, time = draft.claim, draft.claim.time
        columns = (
            self._claim, report, draft.ordinal, draft.revision, claim.id, claim.event.value,
            claim.status.value, find_period(claim), time and time.edtf, time and time.earliest,
            time and time.latest, body, self._moment, draft.review,
        )  # fmt: skip
        self._rows["claims"].append((*columns, digest(*columns)))
        self._rows["parties"].extend(iter_parties(self._claim, claim))
        self._rows["dyads"].extend(iter_dyads(self._claim, claim))
        self._words["claim_words"].append((self._claim, claim_words(claim)))
        if draft.is_closed:
            self.close_claim(self._claim, draft.review)

    def close_claim(self, key: int, review: int | None = None) -> None:
        """From this moment on the claim is not held."""
        columns = (key, self._moment, review)
        self._rows["claim_closings"].append((*columns, digest(*columns)))

    def close_report(self, key: int, withdrawal: int | None = None) -> None:
        """From this moment on the version of a report, and what it claims, is not held."""
        columns = (key, self._moment, withdrawal)
        self._rows["report_closings"].append((*columns, digest(*columns)))
        for (claim,) in self.store.query(
            """SELECT key FROM claims WHERE report = ? AND NOT EXISTS
               (SELECT 1 FROM claim_closings WHERE claim = claims.key) ORDER BY key""",
            (key,),
        ):
            self.close_claim(claim)

    def add_row(self, table: str, columns: Sequence[str], row: Sequence[object]) -> int:
        """Add a review or a withdrawal at once, with its key in front and its digest; returns the key."""
        key = self._last_key(table) + 1
        whole = (key, *row, self._moment)
        names = ("key", *columns, "moment", "digest")
        self.store.add(table, names, [(*whole, digest(*whole))])
        return key

    def flush(self) -> None:
        """Give all rows to the store."""
        for table, columns in _TABLES.items():
            if self._rows[table]:
                self.store.add(table, columns, self._rows[table])
                self._rows[table].clear()
        for table, words in self._words.items():
            if words:
                self.store.add_words(table, words)
                words.clear()


def make_drafts(report: Report, claims: Iterable[Claim]) -> list[Draft]:
    """Claims as they were read. Raises ReportError when one belongs to another report."""
    drafts = []
    for ordinal, claim in enumerate(claims):
        if claim.report_id != report.id:
            raise ReportError(f"report {report.id}: claim {claim.id} belongs to report {claim.report_id}")
        drafts.append(Draft(claim, ordinal))
    return drafts


def encode_drafts(report: Report, drafts: Iterable[Draft]) -> list[tuple[Draft, str]]:
    """Drafts with their bodies. Raises ReportError when the words of one are not in the report."""
    return [(draft, encode_body(draft.claim, report)) for draft in drafts]


def iter_parties(key: int, claim: Claim) -> Iterator[Row]:
    """Who stands in a claim, each code once with all its roles."""
    roles: dict[str, int] = {}
    acting, acted_on = _sides(claim)
    for bit, codes in (
        (ACTS, acting),
        (IS_ACTED_ON, acted_on),
        (SPEAKS, [p.code for p in claim.speakers]),
        (TAKES_PART, [p.code for p in claim.others]),
    ):
        for code in codes:
            folded = code.lower()
            roles[folded] = roles.get(folded, 0) | bit
    for code, bits in roles.items():
        yield code, key, bits, code.partition(":")[0], claim.event.value, claim.status.value


def iter_dyads(key: int, claim: Claim) -> Iterator[Row]:
    """Who acts on whom, each pair of codes once, the lower code first."""
    ways: dict[tuple[str, str], int] = {}
    acting, acted_on = _sides(claim)
    for actor, target in product({c.lower() for c in acting}, {c.lower() for c in acted_on}):
        low, high = min(actor, target), max(actor, target)
        bits = 3 if low == high else 1 if actor == low else 2
        ways[low, high] = ways.get((low, high), 0) | bits
    for (low, high), bits in sorted(ways.items()):
        yield low, high, key, bits, claim.event.value, claim.status.value, find_period(claim)


def _sides(claim: Claim) -> tuple[list[str], list[str]]:
    """In a mutual act nobody is target only: both sides act and are acted upon."""
    actors, targets = [p.code for p in claim.actors], [p.code for p in claim.targets]
    return (actors + targets, actors + targets) if claim.event in MUTUAL_EVENTS else (actors, targets)


def claim_words(claim: Claim) -> list[str]:
    """The words of its quotes."""
    return split_words(" ".join([claim.quote.text, *(span.text for span in claim.more_quotes)]))


def report_words(report: Report) -> list[str]:
    """The words of its title and text."""
    return split_words(f"{report.title or ''} {report.text}")
