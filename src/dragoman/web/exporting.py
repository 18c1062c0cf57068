"""GET /export: the claims that fit, as a file in one of the formats of ``dragoman export``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dragoman.errors import FormatError, LedgerError
from dragoman.export import FORMATS
from dragoman.ledger import Ledger
from dragoman.web.answering import answer_error
from dragoman.web.asked import AskedWronglyError, read_asked

_PIECE = 1 << 16  # bytes sent at once


def export(request: Request) -> Response:
    """The file, with a name of our own: nothing of the address goes into a header."""
    chosen = FORMATS.get(request.query_params.get("format", ""))
    if chosen is None:
        return answer_error(request, 400)
    try:
        asked = read_asked(request.query_params)
        with ExitStack() as until_sent:
            file = until_sent.enter_context(tempfile.TemporaryFile())
            with Ledger(request.app.state.settings.ledger, read_only=True, verify=False) as ledger:
                chosen.write(ledger.iter_tellings(**asked.filters), file)
            until_sent.pop_all()
    except AskedWronglyError as error:
        return answer_error(request, 400, error.name)
    except (FormatError, LedgerError, OSError):
        return answer_error(request, 503)
    except ValueError:
        return answer_error(request, 400)
    headers = {"Content-Disposition": f'attachment; filename="claims{chosen.extension}"'}
    return StreamingResponse(_pieces(file), media_type=chosen.media_type, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
