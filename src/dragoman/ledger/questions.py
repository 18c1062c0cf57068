"""What is asked of the ledger, as one SQL query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.edtf import EDTF, is_compatible, parse_edtf
from dragoman.errors import EDTFError, LedgerError
from dragoman.ledger.recordtime import read_known_at
from dragoman.ledger.rows import CLAIM_ROW
from dragoman.ledger.store import Condition, Store
from dragoman.ledger.words import split_words
from dragoman.ledger.writing import ACTS, IS_ACTED_ON, SPEAKS
from dragoman.records import Claim, Event, Status

_MOST_WORDS = (
    2000  # of the vocabulary that a part of a word may stand in; with more, all quotes are gone through
)


@dataclass(frozen=True, slots=True)
class Known:
    """How far the ledger's knowledge is asked for: the last moment, and the last claim by then."""

    moment: int | None = None  # None: all that there is
    last_claim: int = 0

    def is_held(self, key: str) -> Condition:
        """SQL for: the claim under `key` was known by then, and still held."""
        if self.moment is None:
            return f"NOT EXISTS (SELECT 1 FROM claim_closings AS k WHERE k.claim = {key})", []
        return (
            f"""{key} <= ? AND NOT EXISTS
                (SELECT 1 FROM claim_closings AS k WHERE k.claim = {key} AND k.moment <= ?)""",
            [self.last_claim, self.moment],
        )

    def is_open(self, key: str) -> Condition:
        """SQL for: the version of a report under `key`, recorded at ``reports.moment``, held then."""
        if self.moment is None:
            return f"NOT EXISTS (SELECT 1 FROM report_closings AS k WHERE k.report = {key})", []
        return (
            f"""reports.moment <= ? AND NOT EXISTS
                (SELECT 1 FROM report_closings AS k WHERE k.report = {key} AND k.moment <= ?)""",
            [self.moment, self.moment],
        )


def find_known(store: Store, known_at: str | None) -> Known:
    """What a date or moment means for this ledger. Raises LedgerError for what is neither."""
    if known_at is None:
        return Known()
    last = store.first(
        "SELECT moment, last_claim FROM moments WHERE recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1",
        (read_known_at(known_at),),
    )
    return Known(*(last or (0, 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which claims are wanted; every field that is given must hold. See `Ledger.iter_claims`."""

    actor: str | None = None
    target: str | None = None
    pair: tuple[str, str] | None = None
    event: Event | None = None
    status: Status | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    valid_at: str | None = None
    known_at: str | None = None
    report: str | None = None
    outlet: str | None = None
    text: str | None = None
    confidence: float | None = None
    rejected: bool = False

    def check(self) -> None:
        """Raises EDTFError or LedgerError for what cannot be asked."""
        self._bounds(self.since, self.until, self.valid_at)
        if self.known_at is not None:
            read_known_at(self.known_at)
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise LedgerError(f"confidence {self.confidence} is not between 0 and 1")
        if self.pair is not None and any(code.endswith(":*") for code in self.pair):
            raise LedgerError("a pair is of two codes as they are; ask for actor and target with ':*'")

    def to_sql(self, store: Store, columns: str = CLAIM_ROW, tail: str | None = None) -> Condition:
        """The query and its values: `columns` of the claims, in the order they were recorded."""
        known = find_known(store, self.known_at)
        held = self._rejected(known) if self.rejected else known.is_held("claims.key")
        return self._to_sql([held], store, columns, tail)

    def to_sql_within(self, conditions: list[Condition], store: Store) -> Condition:
        """The same for claims that fit other `conditions` on record time."""
        return self._to_sql(conditions, store, CLAIM_ROW, None)

    def fits(self, claim: Claim) -> bool:
        """What SQL cannot say: sets of days with gaps between them, and words in the order asked for."""
        if self.text is not None:
            wanted = self.text.casefold()
            if not any(wanted in span.text.casefold() for span in (claim.quote, *claim.more_quotes)):
                return False
        return self.fits_time(claim.time.edtf if claim.time else None)

    def fits_time(self, edtf: str | None) -> bool:
        """A set such as ``[2025-01-10,2025-01-17]`` does not hold the days between."""
        if self.valid_at is None or edtf is None:
            return True
        try:
            return is_compatible(parse_edtf(edtf), parse_edtf(self.valid_at))
        except EDTFError:
            return True

    def _to_sql(self, held: list[Condition], store: Store, columns: str, tail: str | None) -> Condition:
        source, found, rest = self._source()
        order = "found.claim" if found else "claims.key"
        words = self._find_words(store)
        if words is None:
            matching: list[Condition] = [("1 = 0", [])]
        elif not words:
            matching = []
        elif found:
            matching = [store.match("claim_words", "claims.key", words)]
        else:
            search = store.find_matching("claim_words", "claims", words)
            source, matching, order = search.source, [search.condition], search.order
        rows = (*matching, *held, *found, *rest, self._printed_in(), self._is_sure(store), *self.times())
        given = [condition for condition in rows if condition]
        where = " AND ".join(sql for sql, _ in given)
        query = f"SELECT {columns} FROM {source} WHERE {where} {tail or f'ORDER BY {order}'}"
        return query, [value for _, values in given for value in values]

    def _printed_in(self) -> Condition | None:
        if self.outlet is None:
            return None
        return "claims.report IN (SELECT key FROM reports WHERE outlet = ?)", [self.outlet]

    def _is_sure(self, store: Store) -> Condition | None:
        if self.confidence is None:
            return None
        return f"coalesce({store.number_in('claims.body', 'confidence')}, 1) >= ?", [self.confidence]

    def _source(self) -> tuple[str, list[Condition], list[Condition | None]]:
        """Where to begin: with the actors asked for, whose claims stand together, else with all claims.

        CROSS JOIN keeps SQLite from beginning elsewhere.
        """
        asked = [
            (code, role)
            for code, role in ((self.actor, ACTS), (self.target, IS_ACTED_ON), (self.speaker, SPEAKS))
            if code is not None
        ]
        kind: list[Condition | None] = [
            ("claims.event = ?", [self.event.value]) if self.event else None,
            ("claims.status = ?", [self.status.value]) if self.status else None,
            ("claims.report IN (SELECT key FROM reports WHERE id = ?)", [self.report])
            if self.report is not None
            else None,
        ]
        pair = self.pair
        if pair is None and self.actor and self.target and not _is_wild(self.actor, self.target):
            found = self._dyad((self.actor, self.target), is_directed=True)
            rest = [_stands(code, role) for code, role in asked[2:]]
        elif pair is not None:
            found = self._dyad(pair, is_directed=False)
            rest = [_stands(code, role) for code, role in asked]
        elif self.report is not None or not asked:
            return "claims", [], [*kind, *(_stands(code, role) for code, role in asked)]
        else:
            asked.sort(key=lambda item: item[0].endswith(":*"))
            return self._party(asked, kind)
        return "dyads AS found CROSS JOIN claims", found, [*kind, *rest]

    def _dyad(self, pair: tuple[str, str], *, is_directed: bool) -> list[Condition]:
        first, second = (code.lower() for code in pair)
        conditions: list[Condition] = [
            ("found.low = ? AND found.high = ?", [min(first, second), max(first, second)]),
            ("claims.key = found.claim", []),
            *self._kind_found(),
        ]
        if is_directed and first != second:
            conditions.append(("found.ways IN (?, 3)", [1 if first < second else 2]))
        return conditions

    def _party(
        self, asked: list[tuple[str, int]], kind: list[Condition | None]
    ) -> tuple[str, list[Condition], list[Condition | None]]:
        (code, role), *others = asked
        rest = [*kind, *(_stands(code, role) for code, role in others)]
        if not code.endswith(":*"):
            found: list[Condition] = [
                ("found.code = ?", [code.lower()]),
                (f"found.roles & {role} <> 0", []),
                ("claims.key = found.claim", []),
                *self._kind_found(),
            ]
            return "parties AS found CROSS JOIN claims", found, rest
        country = code.removesuffix(":*").lower().replace("'", "''")
        distinct = f"SELECT DISTINCT claim FROM parties WHERE country = '{country}' AND roles & {role} <> 0"
        return (
            f"({distinct} ORDER BY claim) AS found CROSS JOIN claims",
            [("claims.key = found.claim", [])],
            rest,
        )

    def _kind_found(self) -> list[Condition]:
        """Event and status stand beside the actors, so that most rows need not be fetched to know them."""
        conditions: list[Condition] = []
        if self.event:
            conditions.append(("found.event = ?", [self.event.value]))
        if self.status:
            conditions.append(("found.status = ?", [self.status.value]))
        return conditions

    def _rejected(self, known: Known) -> Condition:
        """Claims that a person rejected and nobody took up again, of reports that are still held."""
        upto = known.moment if known.moment is not None else 1 << 62
        last = known.last_claim if known.moment is not None else 1 << 62
        return (
            """EXISTS (SELECT 1 FROM claim_closings AS k JOIN reviews ON reviews.key = k.review
                       WHERE k.claim = claims.key AND k.moment <= ? AND reviews.verdict = 'reject')
               AND NOT EXISTS (SELECT 1 FROM claims AS later WHERE later.report = claims.report
                       AND later.ordinal = claims.ordinal AND later.revision > claims.revision
                       AND later.key <= ?)
               AND NOT EXISTS (SELECT 1 FROM report_closings AS k
                       WHERE k.report = claims.report AND k.moment <= ?)""",
            [upto, last, upto],
        )

    def _find_words(self, store: Store) -> list[list[str]] | None:
        """For each word asked for, those of the ledger that hold it: no quote can be without one of each.

        None where there is no such word. `fits` looks at the words in their order.
        """
        alternatives = []
        for word in split_words(self.text) if self.text is not None else []:
            found = [] if len(word) < 3 else _some_words_with(word, store)
            if found is None:
                return None
            if found:
                alternatives.append(found)
        return alternatives

    def times(self) -> list[Condition]:
        """The claim's time may reach into the time asked for; an open end reaches everywhere."""
        conditions: list[Condition] = []
        starts = [bounds.earliest for bounds in self._bounds(self.since, self.valid_at) if bounds.earliest]
        ends = [bounds.latest for bounds in self._bounds(self.until, self.valid_at) if bounds.latest]
        for start in starts:
            conditions.append(("(claims.latest IS NULL OR claims.latest >= ?)", [str(start)]))
        for end in ends:
            conditions.append(("(claims.earliest IS NULL OR claims.earliest <= ?)", [str(end)]))
        if conditions:
            conditions.append(("claims.edtf IS NOT NULL", []))
        return conditions

    @staticmethod
    def _bounds(*dates: str | None) -> list[EDTF]:
        return [parse_edtf(date) for date in dates if date is not None]


def _some_words_with(word: str, store: Store) -> list[str] | None:
    """Words of the ledger that contain `word`: none at all (None), or too many to be of use (empty)."""
    found: list[str] = []
    for candidate in store.iter_words_with(word):
        found.append(candidate)
        if len(found) > _MOST_WORDS:
            return []
    return sorted(found) or None


def _is_wild(*codes: str) -> bool:
    return any(code.endswith(":*") for code in codes)


def _stands(code: str, role: int) -> Condition:
    """``RUS`` is the state alone; ``RUS:*`` also its opposition, media and others (``RUS:OPP``)."""
    column, value = ("country", code.removesuffix(":*")) if code.endswith(":*") else ("code", code)
    return (
        f"""EXISTS (SELECT 1 FROM parties AS p
                    WHERE p.{column} = ? AND p.claim = claims.key AND p.roles & {role} <> 0)""",
        [value.lower()],
    )


def to_question(**asked: Any) -> Question:
    """A question of what callers give. Raises EDTFError, LedgerError, ValueError for an unknown event."""
    event, status = asked.pop("event", None), asked.pop("status", None)
    question = Question(
        event=Event(event) if event else None, status=Status(status) if status else None, **asked
    )
    question.check()
    return question
