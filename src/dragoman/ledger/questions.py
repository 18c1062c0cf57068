"""What is asked of the ledger, as one SQL query."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.edtf import EDTF, is_compatible, parse_edtf
from dragoman.errors import EDTFError
from dragoman.ledger.recordtime import read_known_at
from dragoman.records import MUTUAL_EVENTS, Claim, Event, Status

_MUTUAL = ", ".join(f"'{event.value}'" for event in sorted(MUTUAL_EVENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which claims are wanted; every field that is given must hold. See `Ledger.iter_claims`."""

    actor: str | None = None
    target: str | None = None
    event: Event | None = None
    status: Status | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    valid_at: str | None = None
    known_at: str | None = None
    report: str | None = None
    text: str | None = None

    def to_sql(self) -> tuple[str, list[str]]:
        """The query and its values; ``casefold`` must be known to the connection."""
        conditions = [
            self._record_time(),
            _is_party("actor", self.actor),
            _is_party("target", self.target),
            _equals("claims.event", self.event),
            _equals("claims.status", self.status),
            self._speaker(),
            _equals("reports.id", self.report),
            self._words(),
            *self._times(),
        ]
        given = [condition for condition in conditions if condition]
        where = " AND ".join(sql for sql, _ in given)
        query = f"""SELECT claims.*, reports.id AS report_id
                    FROM claims JOIN reports ON reports.row = claims.report
                    WHERE {where} ORDER BY claims.row"""
        return query, [value for _, values in given for value in values]

    def fits(self, claim: Claim) -> bool:
        """What SQL cannot say: a set such as ``[2025-01-10,2025-01-17]`` does not hold the days between."""
        if self.valid_at is None or claim.time is None:
            return True
        try:
            return is_compatible(parse_edtf(claim.time.edtf), parse_edtf(self.valid_at))
        except EDTFError:
            return True

    def _record_time(self) -> _Condition:
        if self.known_at is None:
            return "claims.superseded_at IS NULL", []
        moment = read_known_at(self.known_at)
        return (
            "claims.recorded_at <= ? AND (claims.superseded_at IS NULL OR claims.superseded_at > ?)",
            [moment, moment],
        )

    def _speaker(self) -> _Condition | None:
        if self.speaker is None:
            return None
        code, value = _code("code", self.speaker)
        return f"claims.row IN (SELECT claim FROM sources WHERE {code})", value

    def _words(self) -> _Condition | None:
        if self.text is None:
            return None
        words = self.text.casefold()
        found = """(EXISTS (SELECT 1 FROM spans WHERE spans.row = claims.quote AND instr(casefold(words), ?))
                    OR EXISTS (SELECT 1 FROM more_quotes JOIN spans ON spans.row = more_quotes.span
                               WHERE more_quotes.claim = claims.row AND instr(casefold(words), ?)))"""
        return found, [words, words]

    def _times(self) -> list[_Condition]:
        """The claim's time may reach into the time asked for; an open end reaches everywhere."""
        conditions: list[_Condition] = []
        starts = [bounds.earliest for bounds in self._bounds(self.since, self.valid_at) if bounds.earliest]
        ends = [bounds.latest for bounds in self._bounds(self.until, self.valid_at) if bounds.latest]
        for start in starts:
            conditions.append(("(claims.time_latest IS NULL OR claims.time_latest >= ?)", [str(start)]))
        for end in ends:
            conditions.append(("(claims.time_earliest IS NULL OR claims.time_earliest <= ?)", [str(end)]))
        if conditions:
            conditions.append(("claims.time_edtf IS NOT NULL", []))
        return conditions

    @staticmethod
    def _bounds(*dates: str | None) -> list[EDTF]:
        return [parse_edtf(date) for date in dates if date is not None]


_Condition = tuple[str, list[str]]


def _is_party(role: str, code: str | None) -> _Condition | None:
    """In a mutual act nobody is target only: both sides are asked for, whichever role they stand in."""
    if code is None:
        return None
    found, value = _code("code", code)
    # the first condition lets SQLite start from the index on code
    return (
        f"""claims.row IN (SELECT claim FROM participants WHERE {found} AND role IN ('actor', 'target'))
            AND (claims.event IN ({_MUTUAL})
                 OR claims.row IN (SELECT claim FROM participants WHERE {found} AND role = '{role}'))""",
        value + value,
    )


def _code(column: str, code: str) -> _Condition:
    """``RUS`` is the state alone; ``RUS:*`` also its opposition, media and others (``RUS:OPP``)."""
    if code.endswith(":*"):
        country = code.removesuffix(":*")
        return f"({column} = ? OR {column} >= ? AND {column} < ?)", [country, f"{country}:", f"{country};"]
    return f"{column} = ?", [code]


def _equals(column: str, value: str | None) -> _Condition | None:
    return None if value is None else (f"{column} = ?", [str(value)])
