"""Parsed data files kept as JSON in the user's cache folder, named by the hash of their text.

A cache that cannot be read or written is passed over in silence: it saves time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

SMALLEST = 4000  # characters; smaller files parse as fast as they are looked up


def _path(name: str, text: str) -> Path:
    from platformdirs import user_cache_path

    digest = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
    return user_cache_path("dragoman") / f"{name.replace('/', '-')}-{digest}.json"


def find(name: str, text: str) -> Any:
    """The parsed form of exactly this text, None if it is not kept."""
    if len(text) < SMALLEST:
        return None
    try:
        return json.loads(_path(name, text).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def keep(name: str, text: str, data: Any) -> None:
    """Keep a parsed form, if JSON gives it back unchanged."""
    if len(text) < SMALLEST:
        return
    path = _path(name, text)
    try:
        written = json.dumps(data, ensure_ascii=False)
        if json.loads(written) != data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{name.replace('/', '-')}-*.json"):
            old.unlink(missing_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(written, encoding="utf-8")
        part.replace(path)
    except (OSError, TypeError, ValueError):
        return
