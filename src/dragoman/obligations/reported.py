"""Agreements as reports tell of them: instruments with the sentence as source, beside the treaty files.

What a report says is never written into a treaty file's instrument: it stands beside it
(`Instrument.concerns`), or alone where no file knows the agreement, so that the two can be seen to disagree
(`comparing`).
An announced agreement has the state planned and binds nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dragoman.edtf import is_compatible, parse_edtf
from dragoman.errors import EDTFError
from dragoman.obligations.duty_words import languages, load_duty_words, load_searches
from dragoman.obligations.provisions import Agreed, Provision, State, find_provisions
from dragoman.obligations.records import (
    Activation,
    Clause,
    Dated,
    Determination,
    Duty,
    Form,
    Instrument,
    Membership,
    Source,
    TextStatus,
    Trigger,
)
from dragoman.obligations.stated import life_of
from dragoman.records import Claim, Event, Report, Status, Telling
from dragoman.resources import load_yaml

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

CERTAINTY = "B"  # a report describes it
_MOST_KEPT = 4096  # reports whose provisions are remembered, since a server is asked about the same again
_MOST_FOUND = 50  # reports looked at for each search, the newest
_FRESH = timedelta(days=45)  # a signature so young is not yet an entry into force


def read_reported(
    ledger: Ledger, curated: Sequence[Instrument] = (), *, about: Collection[str] = ()
) -> tuple[Instrument, ...]:
    """Instruments that the ledger's reports tell of, those of `about`'s parties if given.

    Reports come from the stored AGREE claims of these parties and from the full-text index; only they are
    looked at again. Raises LedgerError.
    """
    reports: dict[str, Report] = {}
    agreeing: dict[str, dict[str, Claim]] = {}
    for telling in _iter_agreeing(ledger, about):
        reports[telling.report.id] = telling.report
        agreeing.setdefault(telling.report.id, {})[telling.claim.id] = telling.claim
    for search in _searches(about):
        for hit in ledger.search(search, limit=_MOST_FOUND):
            reports.setdefault(hit.report.id, hit.report)
    found: list[Instrument] = []
    for id, report in reports.items():
        claims = agreeing.get(id)
        known = claims.values() if claims is not None else _agreements_of(ledger, id)
        found += instruments_of(report, known, curated)
    wanted = [i for i in found if not about or set(about) & set(i.parties)]
    return tuple(_numbered(wanted))


def _iter_agreeing(ledger: Ledger, about: Collection[str]) -> Iterator[Telling]:
    if not about:
        yield from ledger.iter_tellings(event=Event.AGREE)
    for code in about:
        yield from ledger.iter_tellings(event=Event.AGREE, actor=code)


def _searches(about: Collection[str]) -> Iterator[str]:
    """What is looked for in the full text, each with the name of an actor where one is asked about."""
    for language in languages():
        searches = load_searches(language)
        states = load_yaml(f"lexicon/{language}/states.yml")
        names = [states[code]["names"][0] for code in about if states.get(code, {}).get("names")]
        for search in searches:
            yield from (f"{search} {name}" for name in names or [""])


def _agreements_of(ledger: Ledger, report: str) -> list[Claim]:
    return list(ledger.iter_claims(event=Event.AGREE, report=report))


def instruments_of(
    report: Report, claims: Iterable[Claim], curated: Sequence[Instrument] = ()
) -> list[Instrument]:
    """The instruments one report tells of; `claims` are what the reader read in it."""
    agreed = tuple(a for claim in claims if (a := _from_claim(claim)) is not None)
    agreements, provisions = _provisions_in(report.text, report.language, agreed)
    groups: dict[frozenset[str], tuple[list[Agreed], list[Provision]]] = {}
    for agreement in agreements:
        groups.setdefault(frozenset(agreement.parties), ([], []))[0].append(agreement)
    for provision in provisions:
        groups.setdefault(frozenset(provision.parties), ([], []))[1].append(provision)
    out = []
    for spoken_of, stated in groups.values():
        builder = _Builder(report, spoken_of, stated)
        if builder.is_worth_keeping:
            instrument = builder.instrument()
            filed = find_curated(instrument, builder.date, report, curated)
            out.append(_attach(instrument, filed) if filed else instrument)
    return out


@lru_cache(maxsize=_MOST_KEPT)
def _provisions_in(
    text: str, language: str, agreed: tuple[Agreed, ...]
) -> tuple[list[Agreed], list[Provision]]:
    """What `find_provisions` finds where a quick look says that there may be something."""
    words = load_duty_words(language)
    if words is None or not (any(a.state is State.PLANNED for a in agreed) or words.may_bind(text)):
        return [], []
    return find_provisions(text, language, agreed)


def _attach(found: Instrument, filed: Instrument) -> Instrument:
    """Beside the treaty file's instrument; an organisation's treaty binds the parties that the file lists."""
    if set(found.parties) <= set(filed.parties):
        return replace(found, concerns=filed.id)
    source = found.memberships[0].source
    members = tuple(replace(m, source=source) for m in filed.memberships)
    return replace(found, concerns=filed.id, memberships=members)


def _from_claim(claim: Claim) -> Agreed | None:
    """An act of agreeing between states, as the reader read it."""
    if claim.event is not Event.AGREE or claim.quote.part != "text":
        return None
    known = _states()
    codes = [p.code.partition(":")[0] for p in (*claim.actors, *claim.targets)]
    parties = tuple(dict.fromkeys(code for code in codes if code in known))
    if len(parties) < 2 or claim.status not in (Status.OCCURRED, Status.PLANNED):
        return None
    date_told = claim.time.edtf if claim.time else None
    state = State.PLANNED if claim.status is Status.PLANNED else State.CONCLUDED if date_told else None
    return Agreed(
        parties=parties,
        start=claim.quote.start,
        end=claim.quote.end,
        state=state,
        date=date_told,
        speakers=tuple(p.code for p in claim.speakers),
        text=claim.quote.text,
    )


@cache
def _states() -> dict[str, str]:
    """Codes of states with their English names."""
    return {
        code: str(row["names"][0])
        for code, row in load_yaml("lexicon/en/states.yml").items()
        if row.get("names")
    }


class _Builder:
    """One instrument from all that a report says of an agreement between the same parties."""

    def __init__(self, report: Report, spoken_of: list[Agreed], provisions: list[Provision]) -> None:
        self.report, self.spoken_of, self.provisions = report, spoken_of, provisions
        self.said: list[Agreed | Provision] = [*spoken_of, *provisions]
        self.parties = self.said[0].parties
        self.state = self._state()
        self.date = self._date()

    def _state(self) -> State:
        states = [s.state for s in self.said if s.state is not None]
        if State.ENDED in states:
            return State.ENDED
        is_done = any(a.state is State.CONCLUDED and a.date for a in self.spoken_of)
        if State.PLANNED in states and not is_done:
            return State.PLANNED
        return State.SIGNED if State.SIGNED in states else State.CONCLUDED

    def _date(self) -> str | None:
        """When it was concluded, or is planned to be."""
        wanted = State.PLANNED if self.state is State.PLANNED else State.CONCLUDED
        return next((a.date for a in self.spoken_of if a.date and a.state is wanted), None)

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it holds a duty, or is announced: a past one without a duty binds to nothing we know."""
        announced = self.state is State.PLANNED and any(a.is_named for a in self.spoken_of)
        return bool(self.provisions) or announced

    def instrument(self) -> Instrument:
        """The record; its id is made unique later."""
        held = [p for p in self.provisions if not p.is_denied]
        clauses = tuple(self._clause(p, n) for n, p in enumerate(_each_once(held), 1))
        if not self.provisions:
            clauses = (self._content_untold(),)
        first = min(self.said, key=lambda s: s.start)
        source = self._source(first.start, first.end)
        begin = self._begin()
        signed = Dated(on=begin, source=source)
        force = begin if self.state is State.CONCLUDED else None
        return Instrument(
            id=self._id(),
            names={"en": (self._title(),)},
            form=Form.STATEMENT if self._is_one_sided() else Form.TREATY,
            text=TextStatus.PUBLISHED,  # whether the text can be had is not what a report says
            signed=Dated(on=None, source=source) if self.state is State.PLANNED else signed,
            in_force=Dated(on=force if self.state is not State.ENDED else begin, source=source),
            planned=Dated(on=self._told(), source=source) if self.state is State.PLANNED else None,
            ended=Dated(on=self._until(), source=source) if self.state is State.ENDED else None,
            memberships=tuple(
                Membership(
                    party=code,
                    signed=None if self.state is State.PLANNED else begin,
                    in_force=begin if self.state in (State.CONCLUDED, State.ENDED) else None,
                    source=source,
                )
                for code in self.parties
            ),
            clauses=clauses,
            report=self.report.id,
            reported_by=self._speaker(),
            quote=first.text,
            denied=tuple(self._clause(p, n) for n, p in enumerate(self.provisions, 1) if p.is_denied),
        )

    def _is_one_sided(self) -> bool:
        return bool(self.provisions) and all(p.is_one_sided for p in self.provisions)

    def _speaker(self) -> str | None:
        """The one speaker of all that is said of it; None where the report says it itself or several do."""
        said = {a.speakers for a in self.spoken_of if a.state is not None}
        said |= {(p.speaker,) if p.speaker else () for p in self.provisions}
        codes = {code for speakers in said for code in speakers}
        return codes.pop() if len(codes) == 1 and () not in said else None

    def _told(self) -> str | None:
        return self.report.published or (self.report.retrieved or "")[:10] or None

    def _until(self) -> str:
        told = self._told()
        bounds = parse_edtf(told) if told else None
        return f"../{bounds.latest}" if bounds and bounds.latest else "1900-01-01"

    def _begin(self) -> str:
        """When it was concluded: as told, or at the latest when the report told of it."""
        return self.date if self.date and self.state is not State.PLANNED else self._until()

    def _title(self) -> str:
        names = [_states().get(code, code) for code in self.parties]
        among = " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + f" and {names[-1]}"
        if self._is_one_sided():
            return f"Statement of {among} (as reported)"
        year = (self.date or "")[:4] if self.state is not State.PLANNED else ""
        kind = "Announced agreement" if self.state is State.PLANNED else "Agreement"
        return f"{kind} between {among} ({year + ', ' if year.isdigit() else ''}as reported)"

    def _id(self) -> str:
        year = next((t[:4] for t in (self.date, self._told()) if t and t[:4].isdigit()), "undated")
        codes = sorted(code.casefold().replace(" ", "-") for code in self.parties)
        return "-".join(["reported", *codes[:4], *(["more"] if len(codes) > 4 else []), year])

    def _source(self, start: int, end: int) -> Source:
        who = [self.report.outlet, *self.report.agencies]
        parts = [f"report {self.report.id}", *who, self.report.published, f"characters {start}-{end}"]
        return Source(note=", ".join(part for part in parts if part), certainty=CERTAINTY)

    def _clause(self, provision: Provision, number: int) -> Clause:
        conditions = ["state_of_war"] if provision.state_of_war else []
        if self._is_fresh_signature():
            conditions.append("in_force")
        return Clause(
            id=f"reported-{number}",
            article="as reported",
            duty=provision.duty,
            trigger=provision.trigger,
            determination=Determination.JOINTLY if provision.jointly else Determination.UNSTATED,
            activation=Activation.ON_REQUEST if provision.on_request else Activation.UNSTATED,
            strength=provision.strength,
            military=provision.military,
            conditions=tuple(conditions),
            bearers=provision.bearers,
            beneficiaries=provision.beneficiaries,
            source=self._source(provision.start, provision.end),
            quote=provision.text,
            reported_by=provision.speaker,
        )

    def _is_fresh_signature(self) -> bool:
        """Whether the news is that it was signed: entry into force is then not to be taken for granted."""
        if self.state is not State.CONCLUDED or not any(a.is_signing for a in self.spoken_of):
            return False
        if self.date is None:
            return True
        told, signed = self._told(), parse_edtf(self.date)
        first = parse_edtf(told).earliest if told else None
        return first is not None and signed.latest is not None and signed.latest >= first - _FRESH

    def _content_untold(self) -> Clause:
        last = self.spoken_of[0]
        return Clause(
            id="reported-1",
            article="as reported",
            duty=Duty.COOPERATE,
            trigger=Trigger.ALWAYS,
            source=self._source(last.start, last.end),
            quote=last.text,
            note="the report tells of no duty",
        )


def _each_once(provisions: Sequence[Provision]) -> list[Provision]:
    """A duty told twice in a report, the fuller telling."""
    kept: dict[tuple[object, ...], Provision] = {}
    for p in provisions:
        key = (p.duty, p.bearers, p.beneficiaries)
        if key not in kept or (p.military, len(p.text)) > (kept[key].military, len(kept[key].text)):
            kept[key] = p
    return list(kept.values())


def find_curated(
    found: Instrument, told: str | None, report: Report, curated: Sequence[Instrument]
) -> Instrument | None:
    """The treaty file's instrument that a report speaks of: the same parties and date, or its name."""
    words = " ".join(c.quote or "" for c in (*found.clauses, *found.denied)).casefold()
    for instrument in curated:
        for names in instrument.names.values():
            if any(len(name) > 8 and name.casefold() in words for name in names):
                return instrument
    candidates = [i for i in curated if _has_parties(i, found)]
    if told is not None:
        fitting = [i for i in candidates if i.signed.on and _near(told, i.signed.on)]
        return fitting[-1] if fitting else None
    day = parse_edtf(report.published).latest if report.published else None
    if day is None:
        return candidates[0] if len(candidates) == 1 else None
    if found.planned is not None:
        later = [i for i in candidates if i.signed.on and _begins_after(i.signed.on, day - _FRESH)]
        return later[0] if later else None
    bound = [i for i in candidates if life_of(i, day)[0] in ("in_force", "signed", "unclear")]
    duties = {c.duty for c in (*found.clauses, *found.denied)}
    bound.sort(key=lambda i: (len(duties & {c.duty for c in i.clauses}), i.signed.on or ""))
    return bound[-1] if bound else None


def _has_parties(instrument: Instrument, found: Instrument) -> bool:
    if len(found.parties) == 1:
        return instrument.organisation == found.parties[0]
    return set(instrument.parties) == set(found.parties)


def _near(told: str, signed: str) -> bool:
    try:
        return is_compatible(parse_edtf(told), parse_edtf(signed))
    except EDTFError:
        return False


def _begins_after(signed: str, day: date) -> bool:
    first = parse_edtf(signed).earliest
    return first is not None and first >= day


def _numbered(found: Sequence[Instrument]) -> Iterator[Instrument]:
    """Ids made unique, in the order of the reports."""
    seen: dict[str, int] = {}
    for instrument in sorted(found, key=lambda i: (i.id, i.report or "")):
        number = seen[instrument.id] = seen.get(instrument.id, 0) + 1
        yield instrument if number == 1 else replace(instrument, id=f"{instrument.id}-{number}")
