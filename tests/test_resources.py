"""Packaged data files: every one is well-formed, and what cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import resources
from dragoman.errors import ResourceError
from dragoman.resources import load_yaml, resource_path

ROOT = resource_path("lexicon").parent
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yml"))


def test_every_packaged_file_is_read() -> None:
    assert len(FILES) > 100
    assert all(load_yaml(name) for name in FILES)


def test_a_key_that_stands_twice_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "twice.yml").write_text("lies: [hoax]\nfood: {soup: 1}\nlies: [fake]\n", encoding="utf-8")
    monkeypatch.setattr(resources, "resource_path", lambda name: tmp_path / name)
    with pytest.raises(ResourceError, match=r"twice\.yml.*'lies' stands twice"):
        load_yaml("twice.yml")


def test_words_that_yaml_once_took_for_truth_values_stay_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "words.yml").write_text("on: 'yes'\nNO: [no, off]\nready: true\n", encoding="utf-8")
    monkeypatch.setattr(resources, "resource_path", lambda name: tmp_path / name)
    assert load_yaml("words.yml") == {"on": "yes", "NO": ["no", "off"], "ready": True}


def test_word_classes_hold_words_only() -> None:
    for name in (name for name in FILES if "/classes" in name):
        for members in load_yaml(name).values():
            assert all(isinstance(member, str) for member in members), name
