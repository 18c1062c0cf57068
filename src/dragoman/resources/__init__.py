"""Data only: lexicon, actors, places, the reader model; and how to open them.

Parsing a megabyte of YAML takes over a second; what was parsed once is kept as JSON in the user's
cache folder (see `parsed_cache`), so that a later start reads it in a few hundredths.
"""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import ResourceError
from dragoman.resources import parsed_cache

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # a PyYAML built without libyaml is slower, nothing else
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]


class _Loader(_SafeLoader):
    """YAML 1.2's truth values: only true and false, so that on, no and NO stay words; no key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping; of two values under one key the first would be lost without a word."""
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} stands twice", node.start_mark)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in rows
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
    ]
    for first, rows in _SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def resource_path(name: str) -> Path:
    """The file system path of a packaged resource, e.g. ``model/reader.onnx``."""
    with as_file(files(__package__) / name) as path:
        return path


def load_yaml(name: str, *, missing_ok: bool = False) -> Any:
    """Parse one packaged YAML file; None if it is missing and may be.

    Raises ResourceError when it is missing or not well-formed.
    """
    path = resource_path(name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        if missing_ok:
            return None
        raise ResourceError(f"{name}: no such resource") from error
    kept = parsed_cache.find(name, text)
    if kept is not None:
        return kept
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ResourceError(f"{name}: {error}") from error
    parsed_cache.keep(name, text, data)
    return data


def list_resources(folder: str, pattern: str) -> list[str]:
    """Names of the packaged files in a folder that match a glob, sorted."""
    root = resource_path(folder)
    return sorted(f"{folder}/{path.name}" for path in root.glob(pattern)) if root.is_dir() else []
