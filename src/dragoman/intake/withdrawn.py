"""A message that takes a report back: ``pubstatus`` or ``status`` says ``canceled`` (IPTC ninjs)."""

from __future__ import annotations

from dataclasses import dataclass

_CANCELED = {"canceled", "cancelled", "stat:canceled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The report `id` is taken back; `where` the message stands that says so."""

    where: str
    id: str
    reason: str


def withdrawal_from_json(value: object, where: str) -> Withdrawn | None:
    """The withdrawal that a JSON object is; None for any other object.

    >>> withdrawal_from_json({"id": "dpa-17", "pubstatus": "canceled", "ednote": "Dublette"}, "a:1").reason
    'Dublette'
    """
    if not isinstance(value, dict):
        return None
    status = value.get("pubstatus", value.get("status"))
    id = value.get("id")
    if not isinstance(status, str) or status.strip().lower() not in _CANCELED:
        return None
    if not isinstance(id, str | int) or isinstance(id, bool) or not str(id).strip():
        return None
    note = value.get("ednote")
    return Withdrawn(where=where, id=str(id), reason=note if isinstance(note, str) and note else "canceled")
