"""What a ledger has to answer, as plain lists; and writes made up to compare the two.

Nothing here knows how the ledger is built. A report is a list of versions; a version is a list of claims each
with all it ever was; after every write the whole answer is kept, and no later write may change it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.records import Claim, Event, Participant, Report, Review, Span, Status, Verdict
from dragoman.serialise import claim_to_dict

_WORDS = ["Kiew", "wirft", "Teheran", "vor", "Moskau", "zu", "helfen"]
_TEXTS = [" ".join(_WORDS) + end for end in (".", ", heißt es.", ", so die Regierung.")]
_START = datetime(2025, 1, 1, tzinfo=UTC)

Write = tuple[Any, ...]


def make_claim(report: str, word: int, event: int, actor: int, status: int) -> Claim:
    """One of some hundred claims that fit any of the texts."""
    start = len(" ".join(_WORDS[:word])) + (word > 0)
    return Claim(
        report_id=report,
        event=list(Event)[event],
        mode=None,
        actors=(Participant(code=("RUS", "IRN", "UKR:OPP")[actor]),),
        targets=(Participant(code="RUS"),),
        status=list(Status)[status],
        quote=Span(start=start, end=start + len(_WORDS[word]), text=_WORDS[word]),
    )


@dataclass(slots=True)
class _Told:
    """A claim: all it ever was, the last being what it is, unless it is rejected."""

    forms: list[Claim]
    holds: bool = True


@dataclass(slots=True)
class _Version:
    text: str
    claims: list[_Told]
    holds: bool = True


@dataclass(slots=True)
class Model:
    """The ledger as lists."""

    reports: dict[str, list[_Version]] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)  # ids of claims, as they came

    def record(self, id: str, text: str, claims: Sequence[Claim]) -> None:
        """A text that is new for its report closes the one before and is held from then on."""
        versions = self.reports.setdefault(id, [])
        if versions and versions[-1].text == text:
            return
        decided = {}
        if versions:
            versions[-1].holds = False
            decided = {
                told.forms[0].id: told
                for told in versions[-1].claims
                if not told.holds or len(told.forms) > 1
            }
        told_again = []
        for claim in claims:
            before = decided.get(claim.id)
            if before is None:
                told_again.append(_Told([claim]))
            elif before.holds:
                told_again.append(_Told([claim, before.forms[-1]]))
            else:
                told_again.append(_Told([claim], holds=False))
        versions.append(_Version(text, told_again))
        self.known += [form.id for told in told_again for form in told.forms]

    def withdraw(self, id: str) -> bool:
        """The report's last version does not hold any more; False where there is no such report."""
        if id not in self.reports:
            return False
        self.reports[id][-1].holds = False
        return True

    def review(self, verdict: Verdict, id: str, status: Status) -> None:
        """Every claim that ever had this id, in a report that is held, is decided about."""
        for versions in self.reports.values():
            for told in versions[-1].claims if versions[-1].holds else ():
                same = [form for form in told.forms if form.id == id]
                if same:
                    now = told.forms[-1] if told.holds else None
                    self._decide(told, now if now is not None and now.id == id else same[-1], verdict, status)

    def _decide(self, told: _Told, meant: Claim, verdict: Verdict, status: Status) -> None:
        if verdict is Verdict.REJECT:
            told.holds = False
            return
        wanted = replace(meant, status=status) if verdict is Verdict.CORRECT else meant
        if not told.holds or told.forms[-1] != wanted:
            told.forms.append(wanted)
            told.holds = True
            self.known.append(wanted.id)

    def answer(self) -> list[str]:
        """All claims that hold, each as JSON, in an order of their own."""
        return sorted(
            _to_json(told.forms[-1])
            for versions in self.reports.values()
            for told in versions[-1].claims
            if versions[-1].holds and told.holds
        )


def find_difference(place: str | Path, writes: Sequence[Write]) -> str | None:
    """Make the writes in a new ledger and in the model; say where they first differ, None if nowhere."""
    model = Model()
    answers: dict[str, tuple[list[str], str]] = {}
    now = _START
    with Ledger(place, clock=lambda: now) as ledger:
        for number, write in enumerate(writes):
            now = _START + timedelta(seconds=number)
            _make(write, ledger, model)
            answers[now.isoformat()] = model.answer(), _ask(ledger, now.isoformat())
            for moment, (expected, first) in answers.items():
                again = _ask(ledger, moment)
                if again != first:
                    return f"after write {number}, {write}: what was known at {moment} reads differently"
                if sorted(again.splitlines()) != expected:
                    return f"after write {number}, {write}: known at {moment} is not what the list holds"
            if sorted(_to_json(claim) for claim in ledger.iter_claims()) != model.answer():
                return f"after write {number}, {write}: what is held is not what the list holds"
        if problems := ledger.check():
            return problems[0]
    return None


def _make(write: Write, ledger: Ledger, model: Model) -> None:
    kind, report, *rest = write
    id = f"r{report}"
    if kind == "record":
        text, parts = rest
        claims = list({claim.id: claim for claim in (make_claim(id, *part) for part in parts)}.values())
        report_record = Report(id=id, language="de", published="2025-01", title=None, text=_TEXTS[text])
        ledger.record(report_record, claims)
        model.record(id, _TEXTS[text], claims)
    elif kind == "withdraw":
        try:
            ledger.withdraw(id, "Dublette")
        except LedgerError:
            if model.withdraw(id):
                raise
        else:
            model.withdraw(id)
    elif model.known:
        verdict, which, status = rest
        claim, decided, changed = (
            model.known[which % len(model.known)],
            Verdict(verdict),
            list(Status)[status],
        )
        changes = (("status", changed.value),) if decided is Verdict.CORRECT else ()
        ledger.review(Review(verdict=decided, claims=(claim,), by="A. B.", reason="x", changes=changes))
        model.review(decided, claim, changed)


def _ask(ledger: Ledger, known_at: str) -> str:
    return "\n".join(_to_json(claim) for claim in ledger.iter_claims(known_at=known_at))


def _to_json(claim: Claim) -> str:
    return json.dumps(claim_to_dict(claim), ensure_ascii=False, sort_keys=True)


def strategy() -> Any:
    """Lists of writes for Hypothesis: three reports, three texts, few claims, so that writes meet."""
    from hypothesis import strategies as st

    report = st.integers(0, 2)
    claim = st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 2), st.integers(0, 1))
    record = st.tuples(st.just("record"), report, st.integers(0, 2), st.lists(claim, max_size=3))
    withdraw = st.tuples(st.just("withdraw"), report)
    review = st.tuples(
        st.just("review"),
        report,
        st.sampled_from(["accept", "reject", "correct"]),
        st.integers(0, 20),
        st.integers(0, 2),
    )
    return st.lists(st.one_of(record, record, withdraw, review, review), min_size=1, max_size=12)
