"""Who attacked whom, where the ledger's reports contradict the question.

A what-if takes an attack as given. Where reports of that day say that the one attacked struck first, or deny
the attack, who is the aggressor is in dispute, and with it every duty that turns on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.obligations.stated import Stated
from dragoman.records import Event, Status, Telling

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

DAYS_BEFORE = 3  # a first strike may lie so long before the day asked about
MOST = 20  # claims; more of them make the dispute no greater


def contesting_claims(ledger: Ledger, attacker: str, attacked: str, on: date) -> Iterator[Stated]:
    """Dated claims that `attacked` attacked `attacker`, or that `attacker` did not attack, about that day."""
    since, until = (on - timedelta(days=DAYS_BEFORE)).isoformat(), on.isoformat()
    for actor, target, status in (
        (attacked, attacker, Status.OCCURRED),
        (attacker, attacked, Status.DENIED),
    ):
        found = ledger.iter_tellings(
            actor=actor,
            target=target,
            event=Event.ASSAULT,
            status=status,
            since=since,
            until=until,
            limit=MOST,
        )
        for telling in found:
            if _is_near(telling, since):
                yield _stated(telling, attacker)


def _is_near(telling: Telling, since: str) -> bool:
    """A date of a month or a year is no word on who struck first on a day."""
    time = telling.claim.time
    return time is not None and time.earliest is not None and time.earliest >= since


def _stated(telling: Telling, attacker: str) -> Stated:
    claim, report = telling.claim, telling.report
    doers, targets = (" and ".join(p.code for p in side) for side in (claim.actors, claim.targets))
    denied = " did not attack " if claim.status is Status.DENIED else " attacked "
    return Stated(
        text=f"{doers}{denied}{targets} ({claim.time.edtf if claim.time else 'undated'})",
        source=", ".join(
            filter(None, [f"report {report.id}", report.outlet, *report.agencies, report.published])
        ),
        by=", ".join(p.code for p in claim.speakers) or None,
        quote=claim.quote.text,
        report=report.id,
        facts=(("contested", attacker),),
    )
