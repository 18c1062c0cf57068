"""Record time: when the ledger learnt something. UTC, fixed width, never running backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dragoman.edtf import parse_edtf
from dragoman.errors import LedgerError

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def format_record_time(moment: datetime) -> str:
    """A moment as it stands in the ledger: ``2025-01-13T08:15:00.000000Z``."""
    return moment.astimezone(UTC).strftime(_FORM)


def next_record_time(now: datetime, last: str | None) -> str:
    """The time for a new row: now, or just after the last one where the clock was set back."""
    stamp = format_record_time(now)
    if last is None or stamp > last:
        return stamp
    return format_record_time(datetime.strptime(last, _FORM).replace(tzinfo=UTC) + timedelta(microseconds=1))


def read_known_at(value: str) -> str:
    """The last moment of a date (``2025-01-13`` includes that day, UTC), or a moment as it is.

    Raises LedgerError for what is neither.
    """
    if "T" in value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as error:
            raise LedgerError(f"known-at {value!r} is not a moment such as 2025-01-13T08:15:00Z") from error
        return format_record_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    latest = parse_edtf(value).latest
    if latest is None:
        raise LedgerError(f"known-at {value!r} has no last day")
    return f"{latest.isoformat()}T23:59:59.999999Z"
