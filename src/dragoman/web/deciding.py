"""POST /decide: a person's decision about a claim goes into the ledger, and the reader on to the next."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.records import Review, Verdict
from dragoman.web.answering import answer_error
from dragoman.web.asked import FILTERS
from dragoman.web.settings import Settings

_LISTS = ("actors", "targets", "speakers")
_CORRECTED = ("event", "status", "date", *_LISTS)
_KEPT_DAYS = 365


async def decide(request: Request) -> Response:
    """Take a form's fields `verdict`, `claim`, `by`, `reason` and what is corrected; see `Ledger.review`."""
    settings: Settings = request.app.state.settings
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if not settings.writable:
        return answer_error(request, 403)
    if kind != "application/x-www-form-urlencoded":
        return answer_error(request, 400)
    try:
        fields = parse_qs((await request.body()).decode(), max_num_fields=60, keep_blank_values=True)
        review = _read(fields)
    except ValueError:
        return answer_error(request, 400)
    try:
        await run_in_threadpool(_keep, settings, review)
        outcome = "kept"
    except DragomanError:
        outcome = "problem"
    response = RedirectResponse(f"/review?{_query_back(fields, outcome)}", 303)
    response.set_cookie(
        "reviewer", review.by[:80].encode("ascii", "ignore").decode(), max_age=_KEPT_DAYS * 86400,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return response


def _keep(settings: Settings, review: Review) -> None:
    with Ledger(settings.ledger, verify=False) as ledger:
        ledger.review(review)


def _read(fields: dict[str, list[str]]) -> Review:
    """The review a form makes. Raises ValueError for what is none."""
    verdict = Verdict(_one(fields, "verdict"))
    changes: list[tuple[str, object]] = []
    if verdict is Verdict.CORRECT:
        for name in _CORRECTED:
            value, before = _one(fields, name), _one(fields, f"was_{name}")
            if name in fields and value != before:
                changes.append((name, _split(value) if name in _LISTS else value or None))
    return Review(
        verdict=verdict,
        claims=(_one(fields, "claim"),),
        by=_one(fields, "by"),
        reason=_one(fields, "reason") or verdict.value,
        changes=tuple(changes),
    )


def _query_back(fields: dict[str, list[str]], outcome: str) -> str:
    """The query of the queue as it was; only names that are its own go into the address."""
    allowed = {name: _one(fields, f"q_{name}") for name in (*FILTERS, "page", "again")}
    return urlencode({name: value for name, value in allowed.items() if value} | {outcome: "1"})


def _split(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0].strip()
