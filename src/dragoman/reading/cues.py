"""Attribution cues of a language, from ``lexicon/<language>/cues.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.resources import load_yaml

Slots = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb of saying. `takes` are the slots of its content; `stance` is what the sayer makes of it.

    `speaker` are the slots of the speaker where it is not the subject; `others` are the lemmas that must
    stand below a verb that says so only with them (zu Protokoll geben).
    """

    stance: str | None = None
    takes: Slots = ()
    subject_only: bool = False
    speaker: Slots = ()
    others: Slots = ()
    reflexive: bool | None = None  # whether it needs (True) or excludes (False) a reflexive pronoun

    @property
    def reports(self) -> Slots:
        """The noun phrases that can be its content."""
        return () if self.subject_only else tuple(slot for slot in self.takes if slot != "clause")


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun that carries a content, and the slots of who says it."""

    stance: str | None
    takes: Slots
    speaker: Slots


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """A common noun for who says so, whom it speaks for, and what it is where that is nobody."""

    speaks_for: Slots
    code: str | None
    needs: Slots


@dataclass(frozen=True, slots=True)
class Channel:
    """Where something is said; `speaks` where it is the source if nobody is behind it."""

    generic: bool
    speaks: bool
    needs: Slots


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs, prepositions, nouns and channels that say who says something."""

    verbs: dict[str, VerbCue]
    phrases: dict[str, tuple[VerbCue, ...]]  # verb with other words: zu Protokoll geben
    prepositions: frozenset[str]  # laut, zufolge, gemäß
    statement_prepositions: frozenset[str]  # of these, those that need a noun of saying: nach Angaben
    phrase_prepositions: tuple[Slots, ...]  # unter Berufung auf: the noun phrase behind them speaks
    viewpoints: tuple[Slots, ...]  # aus Sicht: the genitive behind them speaks
    statements: frozenset[str]  # nouns of saying: the speaker hangs on them
    own: frozenset[str]  # eigen: nach eigenen Angaben
    quotative: frozenset[str]  # so
    comparative: frozenset[str]  # wie X mitteilte
    nouns: dict[str, NounCue]
    channels: dict[str, Channel]
    sources: dict[str, SourceNoun]
    hearsay: frozenset[str]  # angeblich: somebody says so, but not who
    hearsay_phrases: tuple[Slots, ...]  # dem Vernehmen nach
    forms: dict[str, str]  # participles that the tagger takes for verbs of their own -> the verb
    told: frozenset[str]  # verbs whose sentence with a noun phrase is a quotation: den Abzug fordern
    unspoken: frozenset[str]  # verbs of seeing and knowing: a view, but nobody's words
    correlates: frozenset[str]  # davon, dazu: point to the content clause behind them
    naming: frozenset[str]  # nouns whose quoted apposition is only a name: der Film „…“
    backward: frozenset[str]  # das, dies: what was said is the sentence before
    following: frozenset[str]  # demnach, wonach: the source is the one before
    following_reported: frozenset[str]  # danach: the same, in reported speech alone
    impersonal: frozenset[str]  # man, es: no speaker
    unmarked: frozenset[str]  # forms whose mood says nothing
    reported_forms: frozenset[str]  # sei, habe: forms that only reported speech has in a main clause
    weak_forms: frozenset[str]  # könnte: forms that go on with reported speech but do not begin it
    subject_first: bool  # the subject precedes its verb, behind a quotation too: "…," he said
    introducing: frozenset[str]  # marks that lead into a quotation like the colon
    reopening: bool  # each paragraph of a quotation opens it anew, the last alone closes it
    title_behind: frozenset[str]  # marks behind which a title names who says it
    foreign: frozenset[str]  # verbs whose object others say: reject claims that …
    days: frozenset[str]  # times without preposition: said Monday
    infinitive_ending: str  # n: without it the infinitive is the first subjunctive (stehe)

    def is_voice(self, noun: str) -> bool:
        """Whether a noun tells of saying or of who says: Bericht, Angaben, Sprecher."""
        return noun in self.statements or noun in self.nouns or noun in self.sources


_LISTS = (
    *("told", "unspoken", "correlates", "statements", "own", "quotative", "comparative", "naming"),
    *(
        "backward",
        "following",
        "following_reported",
        "impersonal",
        "unmarked",
        "reported_forms",
        "weak_forms",
        *("introducing", "title_behind", "foreign", "days"),
    ),
)


@cache
def load_cues(language: str) -> Cues:
    """Read the cues of a language."""
    data: dict[str, Any] = load_yaml(f"lexicon/{language}/cues.yml", missing_ok=True) or {}
    before = data.get("prepositions", ())
    words = [row for row in before if "word" in row and row.get("needs") != "clause"]
    longer = [row for row in before if "phrase" in row]
    particles = data.get("particles", ())
    phrases: dict[str, tuple[VerbCue, ...]] = {}
    for row in data.get("phrases", ()):
        phrases[str(row["verb"])] = (*phrases.get(str(row["verb"]), ()), _verb(row))
    return Cues(
        verbs={str(row["verb"]): _verb(row) for row in data.get("verbs", ())},
        phrases=phrases,
        prepositions=frozenset(str(row["word"]) for row in words),
        statement_prepositions=frozenset(str(r["word"]) for r in words if r.get("needs") == "statement"),
        phrase_prepositions=tuple(_words(row["phrase"]) for row in longer if "speaker" not in row),
        viewpoints=tuple(_words(row["phrase"]) for row in longer if "speaker" in row),
        nouns={
            str(row["noun"]): NounCue(row.get("stance"), _words(row.get("takes")), _words(row.get("speaker")))
            for row in data.get("nouns", ())
        },
        channels={
            str(row["name"]): Channel(
                bool(row.get("generic")), bool(row.get("speaks")), _words(row.get("needs"))
            )
            for row in data.get("channels", ())
        },
        sources={
            str(row["noun"]): SourceNoun(
                _words(row.get("speaks_for")), row.get("code"), _words(row.get("needs"))
            )
            for row in data.get("sources", ())
        },
        hearsay=frozenset(str(row["word"]) for row in particles if "word" in row),
        forms={str(k): str(v) for k, v in data.get("forms", {}).items()},
        subject_first=bool(data.get("subject_first", False)),
        reopening=bool(data.get("reopening", False)),
        infinitive_ending=str(data.get("infinitive_ending", "")),
        hearsay_phrases=tuple(_words(row["phrase"]) for row in particles if "phrase" in row),
        **{name: frozenset(map(str, data.get(name, ()))) for name in _LISTS},
    )


def _verb(row: dict[str, Any]) -> VerbCue:
    return VerbCue(
        stance=row.get("stance"),
        takes=_words(row.get("takes")),
        subject_only=bool(row.get("subject_only")),
        speaker=_words(row.get("speaker")),
        others=_words(row.get("with")),
        reflexive=row.get("reflexive"),
    )


def _words(value: object) -> Slots:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
