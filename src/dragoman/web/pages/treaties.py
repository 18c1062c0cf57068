"""The agreements of the treaty files and of the reports, and one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dragoman.obligations import load_instruments
from dragoman.obligations.records import Form, Instrument
from dragoman.obligations.stated import state_claims
from dragoman.web.answering import Found, NotThereError, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.pages.agreements import bound_by
from dragoman.web.pages.law_asked import day_asked, party_asked, value_of

_MOST_TOLD = 60  # agreements of reports in the list, the newest reports


def show_treaties(visit: Visit) -> Found:
    """The instruments of the treaty files, by party, form, day and words, and what reports tell."""
    party, words, day = party_asked(visit), value_of(visit, "text").casefold(), day_asked(visit)
    form = value_of(visit, "form")
    if form and form not in set(Form):
        raise AskedWronglyError("form")
    rows = []
    for instrument in load_instruments():
        bound = bound_by(instrument, day) if day else set(instrument.parties)
        if day and not bound and not instrument.everyone:
            continue
        if (party and party not in bound) or (form and instrument.form.value != form):
            continue
        names = " ".join(name for names in instrument.names.values() for name in names).casefold()
        if words and not all(word in names for word in words.split()):
            continue
        rows.append(instrument)
    rows.sort(key=lambda i: (i.signed.on or "9", i.id))
    reported = visit.find_reported()
    told = [i for i in reported or () if not i.concerns and (not party or party in i.parties)]
    values = {
        "rows": rows,
        "given": dict(visit.request.query_params),
        "forms": list(Form),
        "told": None if reported is None else told[:_MOST_TOLD],
    }
    data = {
        "treaties": [_head(instrument) for instrument in rows],
        "told": [{**_head(i), "report": i.report, "quote": i.quote} for i in told[:_MOST_TOLD]],
    }
    return Found("treaties.html", values, data)


def show_treaty(visit: Visit) -> Found:
    """One instrument: parties and their spells, clauses, where its facts come from."""
    id = visit.get("id")
    found = next((i for i in load_instruments() if i.id == id), None)
    if found is None:
        raise NotThereError
    day = day_asked(visit) or datetime.now(UTC).date().isoformat()
    reported = visit.find_reported()
    told = None if reported is None else [other for other in reported if other.concerns == found.id]
    claims = state_claims([found], date.fromisoformat(day), "", "", None)
    life = next((c.text for c in claims for fact in c.facts if fact[0] == "life"), "")
    bound = bound_by(found, day)
    values = {"found": found, "day": day, "bound": bound, "life": life, "told": told}
    data = {
        **_head(found),
        "memberships": [
            {"party": m.party, "in_force": m.in_force, "left": m.left} for m in found.memberships
        ],
        "clauses": [{"id": c.id, "article": c.article, "duty": c.duty.value} for c in found.clauses],
        "day": day,
        "bound": sorted(bound),
    }
    return Found("treaty.html", values, data)


def _head(instrument: Instrument) -> dict[str, object]:
    return {
        "id": instrument.id,
        "title": instrument.title,
        "form": instrument.form.value,
        "signed": instrument.signed.on,
        "in_force": instrument.in_force.on,
        "ended": instrument.ended.on if instrument.ended else None,
        "parties": list(instrument.parties),
    }
