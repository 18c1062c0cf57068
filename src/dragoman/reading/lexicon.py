"""The predicate lexicon: which word, in which frame, stands for which event.

Entries come from ``lexicon/<language>/predicates/*.yml`` and word classes from ``classes*.yml``
(forms in ``docs/resources.md``). An entry is checked when it is loaded; every fault names file and
entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dragoman.errors import ResourceError
from dragoman.language.lemma import lemma as lemma_of
from dragoman.language.orthography import load_orthography
from dragoman.records import Event, Status
from dragoman.resources import list_resources, load_yaml

_VOWEL = re.compile("[aeiouyäöü]")
_KEYS = {
    "verb", "noun", "adj", "event", "mode", "actor", "target", "parties", "matter", "needs", "content",
    "content_status", "status", "match", "not", "place", "control",
}  # fmt: skip
CONDITIONS = {"actor", "named", "filled", "empty"}
_CONDITION_WEIGHTS = {"named": 0.99, "actor": 0.99, "filled": 0.9, "empty": 0.8}


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence of an entry; `actors` and `targets` are None where it doesn't say whom it names."""

    sentence: str
    actors: frozenset[str] | None
    targets: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One predicate in one frame."""

    id: str
    lemma: str
    word_class: str  # verb, noun or adj
    event: Event | None
    mode: str | None
    actor: tuple[str, ...]
    target: tuple[str, ...]
    parties: tuple[str, ...]
    matter: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    content: bool
    content_status: Status | None
    status: Status | None
    match: tuple[Example, ...] = ()
    not_match: tuple[Example, ...] = ()

    @property
    def weight(self) -> float:
        """How much the entry asks: of several that fit, the one that asks most fires."""
        return sum(
            1.0 if wanted[0] not in CONDITIONS else _CONDITION_WEIGHTS[wanted[0]] for _, wanted in self.needs
        )

    @property
    def slots(self) -> frozenset[str]:
        """Every slot the entry mentions."""
        return frozenset(
            {*self.actor, *self.target, *self.parties, *self.matter, *(s for s, _ in self.needs)}
        )


@dataclass(slots=True)
class Lexicon:
    """Entries by word class and lemma, and the word classes."""

    language: str
    entries: list[Entry] = field(default_factory=list)
    by_lemma: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    class_kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    known_nouns: dict[str, list[Entry]] = field(default_factory=dict)
    closed_compounds: bool = True
    known_fits: dict[tuple[str, str], bool] = field(default_factory=dict)

    def fits(self, lemma: str, wanted: str) -> bool:
        """Whether a lemma is the wanted one or in the wanted ``@class``; compounds by their tail."""
        key = (lemma, wanted)
        if key not in self.known_fits:
            self.known_fits[key] = self._fits(fold(lemma), wanted)
        return self.known_fits[key]

    def _fits(self, lemma: str, wanted: str) -> bool:
        if not wanted.startswith("@"):
            wanted = fold(wanted)
            return lemma == wanted or _has_tail(lemma, wanted)
        members = self.classes[wanted[1:]]
        return lemma in members or any(tail in members for _, tail in self._compounds(lemma))

    def _compounds(self, lemma: str) -> Iterator[tuple[str, str]]:
        """Ways to cut a noun in two, the right part as printed and as the dictionary has it."""
        if not self.closed_compounds:
            _, dash, tail = lemma.rpartition("-")
            if dash:
                yield lemma[: -len(tail)], tail
            return
        for cut in range(2, len(lemma) - 2):
            left, tail = lemma[:cut], lemma[cut:].lstrip("-")
            if len(tail) > 2 and is_compound(left, tail):
                tail = tail[:1].upper() + tail[1:]
                yield left, tail
                base = fold(lemma_of(tail, "NOUN", self.language))
                if base != tail:
                    yield left, base

    def kinds(self, name: str) -> frozenset[str]:
        """The kinds of actors a class takes in besides its words: ``kind:people``, ``sector:POL``."""
        if name not in self.class_kinds:
            self.class_kinds[name] = frozenset(m for m in self.classes[name] if ":" in m)
        return self.class_kinds[name]

    def verbs(self, lemma: str) -> list[Entry]:
        """Entries of a verb."""
        return self.by_lemma.get(("verb", fold(lemma)), [])

    def adjectives(self, lemma: str) -> list[Entry]:
        """Entries of an adjective."""
        return self.by_lemma.get(("adj", fold(lemma)), [])

    def of_any_class(self, lemma: str) -> list[Entry]:
        """Entries of a verb, noun or adjective."""
        return [*self.verbs(lemma), *self.nouns(lemma), *self.adjectives(lemma.lower())]

    def nouns(self, lemma: str) -> list[Entry]:
        """Entries of a noun, or of the right part of a compound."""
        if lemma not in self.known_nouns:
            self.known_nouns[lemma] = self._nouns(fold(lemma))
        return self.known_nouns[lemma]

    def _nouns(self, lemma: str) -> list[Entry]:
        found = self.by_lemma.get(("noun", lemma))
        if found:
            return found
        for left, tail in self._compounds(lemma):
            if len(tail) > 3:
                whole = left.rstrip("-") + tail.lower()  # a plural the dictionary doesn't know
                found = self.by_lemma.get(("noun", whole)) or self.by_lemma.get(("noun", tail))
                if found:
                    return found
        return []


def fold(lemma: str) -> str:
    """A lemma in one spelling: the dictionary has old ones (Beschluß), Swiss papers print no ß."""
    return lemma.replace("ß", "ss")


def _has_tail(lemma: str, wanted: str) -> bool:
    return (
        len(wanted) > 3
        and wanted[:1].isupper()
        and len(lemma) > len(wanted) + 1
        and lemma.lower().endswith(wanted.lower())
        and is_compound(lemma[: -len(wanted)], wanted)
    )


def is_compound(left: str, tail: str) -> bool:
    """Whether a noun may be made of these parts: Botschaft has no Haft in it, Ausschuss no Schuss."""
    left = left.lower().rstrip("-")
    if len(left) < 3 and left not in {"us", "eu", "un", "öl", "tv"}:
        return False
    return bool(_VOWEL.search(left)) and not (tail.lower() == "haft" and left.endswith("sc"))


@cache
def load_lexicon(language: str) -> Lexicon:
    """Read and check a language's predicates. Raises ResourceError."""
    found = Lexicon(language, closed_compounds=load_orthography(language).closed_compounds)
    for file in list_resources(f"lexicon/{language}", "classes*.yml"):
        for name, members in (load_yaml(file) or {}).items():
            known = found.classes.get(name, frozenset())
            found.classes[name] = known | frozenset(fold(str(m)) for m in members)
    for file in list_resources(f"lexicon/{language}/predicates", "*.yml"):
        stem = file.rpartition("/")[2].removesuffix(".yml")
        for number, row in enumerate(load_yaml(file) or [], 1):
            for entry in read_entries(row, f"{file}, entry {number}", stem, found):
                found.entries.append(entry)
                found.by_lemma[entry.word_class, fold(entry.lemma)].append(entry)
    return found


def read_entries(row: dict[str, Any], where: str, stem: str, lexicon: Lexicon) -> list[Entry]:
    """The entries of one row, one for each of its lemmas. Raises ResourceError naming `where`."""
    unknown = set(row) - _KEYS
    word_class = next((c for c in ("verb", "noun", "adj") if c in row), None)
    if unknown or word_class is None:
        raise ResourceError(f"{where}: unknown key {sorted(unknown)} or no verb, noun or adj in {row!r}")
    try:
        event = Event(row["event"]) if row.get("event") else None
        statuses = [Status(row[k]) if row.get(k) else None for k in ("content_status", "status")]
    except (KeyError, ValueError) as error:
        raise ResourceError(f"{where}: {error}") from error
    needs = tuple((str(slot), _names(value)) for slot, value in (row.get("needs") or {}).items())
    for _, wanted in needs:
        for name in wanted:
            if name.startswith("@") and name[1:] not in lexicon.classes:
                raise ResourceError(f"{where}: there is no class {name} in classes*.yml")
    lemmas = _names(row[word_class])
    return [
        Entry(
            id=f"{stem}/{lemma}" + (f"+{needs[0][1][0]}" if needs and needs[0][1] else ""),
            lemma=lemma,
            word_class=word_class,
            event=event,
            mode=row.get("mode"),
            actor=_names(row.get("actor")),
            target=_names(row.get("target")),
            parties=_names(row.get("parties")),
            matter=_names(row.get("matter")),
            needs=needs,
            content=bool(row.get("content", False)),
            content_status=statuses[0],
            status=statuses[1],
            match=_examples(row.get("match")) if lemma == lemmas[0] else (),
            not_match=_examples(row.get("not")) if lemma == lemmas[0] else (),
        )
        for lemma in lemmas
    ]


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _examples(value: object) -> tuple[Example, ...]:
    return tuple(map(_example, _names(value)))


def _example(text: str) -> Example:
    """``Teheran liefert Moskau Drohnen. | IRN > RUS`` as sentence, actors and targets."""
    sentence, bar, parties = text.rpartition(" | ")
    if not bar:
        return Example(text.strip(), None, None)
    left, arrow, right = parties.partition(">")
    sets = [frozenset(filter(None, (c.strip() for c in side.split(",")))) for side in (left, right)]
    return Example(sentence.strip(), sets[0], sets[1] if arrow else frozenset())
