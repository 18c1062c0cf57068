"""Attribution cues of a language, from ``lexicon/<language>/cues.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.resources import load_yaml


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb of saying. `takes` are the slots of its content; `stance` is what the sayer does with the content."""

    stance: str | None
    takes: tuple[str, ...]
    subject_only: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs, prepositions, nouns and channels that say who says something."""

    verbs: dict[str, VerbCue]
    phrases: tuple[tuple[str, tuple[str, ...], VerbCue], ...]  # verb with other words: zu Protokoll geben
    prepositions: frozenset[str]  # laut, zufolge, gemäß
    statement_prepositions: frozenset[str]  # of these, those that need a noun of saying: nach Angaben
    statements: frozenset[str]  # nouns of saying: the speaker hangs on them
    own: frozenset[str]  # eigen: nach eigenen Angaben
    quotative: frozenset[str]  # so
    comparative: frozenset[str]  # wie X mitteilte
    nouns: dict[str, str | None]  # content nouns with their stance
    channels: frozenset[str]
    anonymous: frozenset[str]  # Kreise, Beobachter: sources without a name
    hearsay: frozenset[str]  # angeblich, Berichten zufolge


@cache
def load_cues(language: str) -> Cues:
    """Read the cues of a language."""
    data: dict[str, Any] = load_yaml(f"lexicon/{language}/cues.yml", missing_ok=True) or {}
    verbs = {
        str(row["verb"]): VerbCue(row.get("stance"), _words(row.get("takes")), bool(row.get("subject_only")))
        for row in data.get("verbs", ())
    }
    nouns = {str(row["noun"]): row.get("stance") for row in data.get("nouns", ())}
    before = [row for row in data.get("prepositions", ()) if "word" in row]
    particles = data.get("particles", ())
    return Cues(
        verbs=verbs,
        phrases=tuple(
            (str(row["verb"]), _words(row.get("with")), VerbCue(row.get("stance"), _words(row.get("takes")), False))
            for row in data.get("phrases", ())
        ),
        prepositions=frozenset(row["word"] for row in before if "needs" not in row or row["needs"] != "clause"),
        statement_prepositions=frozenset(row["word"] for row in before if row.get("needs") == "statement"),
        statements=frozenset(map(str, data.get("statements", ()))),
        own=frozenset(map(str, data.get("own", ()))),
        quotative=frozenset(map(str, data.get("quotative", ()))),
        comparative=frozenset(map(str, data.get("comparative", ()))),
        nouns=nouns,
        channels=frozenset(str(row["name"]) for row in data.get("channels", ())),
        anonymous=frozenset(str(row["noun"]) for row in data.get("sources", ())),
        hearsay=frozenset(str(r["word"]) for r in particles if r.get("speaker") == "unknown" and "word" in r),
    )


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
