"""POST /read: a pasted report goes to the desk, and the reader to the page that shows how far it is."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.errors import ReportError
from dragoman.intake.dates import read_published
from dragoman.web.answering import answer_error


async def hand_in(request: Request) -> Response:
    """Take a form's fields `text` and `published`; the guard has looked where it comes from."""
    state = request.app.state
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if not state.settings.writable:
        return answer_error(request, 403)
    if kind != "application/x-www-form-urlencoded":
        return answer_error(request, 400)
    try:
        fields = parse_qs(
            (await request.body()).decode(), max_num_fields=10, encoding="utf-8", errors="strict"
        )
        published = read_published(value) if (value := _field(fields, "published")) else None
    except (ReportError, ValueError):
        return answer_error(request, 400)
    text = fields.get("text", [""])[0].replace("\r\n", "\n")
    if not text.strip():
        return answer_error(request, 400)
    order = state.desk.hand_in(text, published)
    if order is None:
        return answer_error(request, 503)
    return RedirectResponse(f"/reading?order={order.id}", 303)


def _field(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0].strip()
