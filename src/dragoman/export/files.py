"""A file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import FormatError

_WRITABLE = 0o666


@contextmanager
def replacing(path: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content stands at `path` once the block has ended well; otherwise nothing changes.

    Raises FormatError when the file is there already and `force` was not asked for, or cannot be written.
    """
    if path.is_dir():
        raise FormatError(f"{path} is a folder; give the name of a file in it")
    if path.exists() and not force:
        raise FormatError(f"{path} is there already; --force replaces it")
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise FormatError(f"{path} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _put(temporary, path, force=force)
    except OSError as error:
        raise FormatError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _put(temporary: str, path: Path, *, force: bool) -> None:
    """Where two write the same new file at once, the second is told, and loses nothing of the first's."""
    os.chmod(temporary, _WRITABLE & ~_umask())
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise FormatError(f"{path} is there already; --force replaces it") from error
    except OSError:  # a file system without hard links
        os.replace(temporary, path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
