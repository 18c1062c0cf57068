"""GET /export: the claims that fit, as a file in one of the formats of ``dragoman export``."""

from __future__ import annotations

import tempfile

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import DragomanError, EDTFError
from dragoman.export import FORMATS
from dragoman.ledger import Ledger
from dragoman.web.answering import answer_error
from dragoman.web.asked import AskedWronglyError, read_asked

MOST = 200_000  # claims in one file
_IN_MEMORY = 4_000_000  # bytes; a larger file is made on disk


def export(request: Request) -> Response:
    """The file, with a name of our own: nothing of the address goes into a header."""
    chosen = FORMATS.get(request.query_params.get("format", ""))
    if chosen is None:
        return answer_error(request, 400)
    try:
        asked = read_asked(request.query_params)
        with (
            Ledger(request.app.state.settings.ledger, read_only=True, verify=False) as ledger,
            tempfile.SpooledTemporaryFile(_IN_MEMORY) as file,
        ):
            chosen.write(ledger.iter_tellings(limit=MOST, **asked.filters), file)  # type: ignore[arg-type]
            file.seek(0)
            content = file.read()
    except AskedWronglyError as error:
        return answer_error(request, 400, error.name)
    except (EDTFError, ValueError):
        return answer_error(request, 400)
    except (DragomanError, OSError):
        return answer_error(request, 503)
    headers = {"Content-Disposition": f'attachment; filename="claims{chosen.extension}"'}
    return Response(content, media_type=chosen.media_type, headers=headers)
