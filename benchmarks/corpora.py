"""Where the corpora lie, and which version of them a floor was set on.

The corpora are not part of this repository: they lie in ``../shared`` beside it, or where the
environment variable ``DRAGOMAN_SHARED`` points.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", REPOSITORY.parent / "shared"))


class MissingCorpusError(FileNotFoundError):
    """A corpus that a benchmark measures on is not there."""


def find_corpus(path: Path) -> Path:
    """Return `path`; raise `MissingCorpusError` with what to do if nothing is there."""
    if not path.exists():
        raise MissingCorpusError(f"no corpus at {path}: name its place, or set DRAGOMAN_SHARED")
    return path


def corpus_hash(path: Path) -> str:
    """SHA-256 over the names and bytes of a file or of all files below a folder, in name order."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        digest.update(f"{file.relative_to(path.parent).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
