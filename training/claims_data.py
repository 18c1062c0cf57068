"""Annotated reports as training examples for the claims network.

A report is a line or a file of JSON with ``title``, ``text``, ``published`` and ``claims``, as the
annotation guidelines describe. Each claim also has its ``trigger``, the word that states the act, and
``n`` where the quote has that word several times; or ``at``, the part and character where it begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.reading import Reader
from dragoman.reading.evidence import ACTOR_SIZES, EVENTS, STATUSES, WORD_SIZES, Evidence
from dragoman.reading.gazetteer import load_gazetteer
from dragoman.reading.judge import Inputs, report_inputs, sentence_inputs, windows
from dragoman.records import Report

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Trigger:
    """One annotated claim on its word (counted through the report), with the labels of its candidates."""

    word: int
    event: int
    status: int
    actors: tuple[Ints, Ints, Ints]  # each candidate's word (-1 for none) and code's number, (n, features)
    sides: NDArray[np.float32]  # (codes, 2): whether the code is an actor, a target
    times: tuple[Ints, Ints]  # each candidate's word, (n, features)
    dates: NDArray[np.float32]  # (1 + n): what may be the time, the first is none; all 0: it is no candidate


@dataclass(slots=True)
class Example:
    """One report."""

    name: str
    sentences: list[Inputs]  # one by one
    windows: list[Inputs]
    labels: Ints  # (words,): 0 for no act, else 1 + type; -100 for not known
    triggers: list[Trigger]
    lost: int  # claims whose trigger is not a word of the report


def load_reports(paths: Iterable[Path], triggers: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """Reports of .json files and of .jsonl files; `triggers` for those that have none themselves."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            if not line.strip():
                continue
            report = json.loads(line)
            for claim, at in zip(report["claims"], triggers.get(report["id"], ()), strict=False):
                claim["at"] = at
            yield report


def load_triggers(path: Path) -> dict[str, list[Any]]:
    """Lines of {"id", "at": [["text", 123], …]}, one for each claim in order."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["at"] for row in rows}


def example(reader: Reader, row: dict[str, Any]) -> Example:
    """Read a report with the rules and put the labels on what they found."""
    report = Report(
        id=row["id"], language=row["lang"], published=row.get("published"), title=row.get("title"),
        text=row["text"],
    )  # fmt: skip
    evidence = reader.evidence(report)
    labels = np.zeros(len(evidence.words), np.int64)
    triggers, lost = [], 0
    for claim in row["claims"]:
        at = _find(evidence, claim)
        if at is None:
            lost += 1
            continue
        word = evidence.starts[at[0]] + at[1]
        event = EVENTS.index(claim["event"])
        if labels[word] <= 0:
            labels[word] = 1 + event
        triggers.append(_trigger(evidence, at, word, event, claim))
    return _example(row["id"], evidence, labels, triggers, lost)


def lexicon_examples(reader: Reader) -> Iterator[Example]:
    """The lexicon's own example sentences, as if there were no lexicon: the network shall read such words
    and roles without it. What acts the words of other entries tell is not known; the rest tell none, else
    the network would take every word of a report of one sentence for an act.
    """
    columns = [list(WORD_SIZES).index(n) for n in ("event", "lemma_event", "status", "dropped")]
    rule = list(ACTOR_SIZES).index("rule")
    for entry in reader.lexicon.entries:
        for shown in entry.match:
            if entry.event is None or shown.actors is None:
                continue
            report = Report(
                id=entry.id, language=reader.language, published=None, title=None, text=shown.sentence
            )
            evidence = reader.evidence(report)
            draft = next((d for d in evidence.drafts if d.frame.entry.id == entry.id and not d.dropped), None)
            if draft is None:
                continue
            index = min(draft.frame.asked, default=draft.frame.index)
            at = (draft.frame.number, index)
            word = evidence.starts[at[0]] + index
            claim = {
                "event": entry.event, "status": draft.status, "actors": shown.actors,
                "targets": shown.targets or (), "date": None,
            }  # fmt: skip
            trigger = _trigger(evidence, at, word, EVENTS.index(entry.event), claim)
            trigger.actors[2][:, rule] = 0
            trigger.times, trigger.dates = (
                (trigger.times[0][:0], trigger.times[1][:0]),
                np.ones(1, np.float32),
            )
            labels = np.zeros(len(evidence.words), np.int64)
            for number, at_word in evidence.by_word:  # another entry's words may tell acts of their own
                labels[evidence.starts[number] + at_word] = -100
            labels[word] = 1 + EVENTS.index(entry.event)
            evidence.words[:, columns] = 0
            yield _example(entry.id, evidence, labels, [trigger], 0)


def _example(name: str, evidence: Evidence, labels: Ints, triggers: list[Trigger], lost: int) -> Example:
    sentences = [sentence_inputs([s]) for s in evidence.document.sentences if s.words]
    rows = [report_inputs(evidence, first, stop) for first, stop in windows(evidence)]
    return Example(name, sentences, rows, labels, triggers, lost)


def padded(sentences: Sequence[Inputs]) -> Inputs:
    """Sentences that were taken one by one, as one batch."""
    out: Inputs = {}
    for name, first in sentences[0].items():
        rows = [s[name][0] for s in sentences]
        if first.ndim == 1:
            out[name] = np.array(rows)
            continue
        longest = max(len(row) for row in rows)
        whole = np.zeros((len(rows), longest, *first.shape[2:]), first.dtype)
        for number, row in enumerate(rows):
            whole[number, : len(row)] = row
        out[name] = whole
    return out


def _find(evidence: Evidence, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Sentence and word of a claim's trigger."""
    if claim.get("at"):
        return word_at(evidence, *claim["at"])
    word, n = claim.get("trigger", ""), claim.get("n", 1)
    report = evidence.document.report
    for part, text in (("text", report.text), ("title", report.title or "")):
        start = text.find(claim["quote"])
        hits = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", claim["quote"])]
        if start >= 0 and word and len(hits) >= n > 0:
            return word_at(evidence, part, start + hits[n - 1])
    return None


def word_at(evidence: Evidence, part: str, offset: int) -> tuple[int, int] | None:
    """The word of a part of the report that covers a character."""
    for number, sentence in enumerate(evidence.document.sentences):
        if evidence.document.parts[number] == part and sentence.start <= offset < sentence.end:
            return next(((number, w.index) for w in sentence.words if w.start <= offset < w.end), None)
    return None


def _trigger(
    evidence: Evidence, at: tuple[int, int], word: int, event: int, claim: dict[str, Any]
) -> Trigger:
    candidates, features = evidence.actors_near(*at)
    codes = list(dict.fromkeys(c.participant.code for c in candidates))
    known = _codes_by_name(evidence.document.language)
    sides = np.zeros((len(codes), 2), np.float32)
    for side, name in enumerate(("actors", "targets")):
        wanted = {known.get(code.casefold(), code) for code in claim[name]}
        loose = {w.partition(":")[0] for w in wanted - set(codes)}
        for place, code in enumerate(codes):
            sides[place, side] = code in wanted or code.partition(":")[0] in loose
    words = [evidence.starts[c.number] + c.index if c.index >= 0 else -1 for c in candidates]
    numbers = [codes.index(c.participant.code) for c in candidates]
    times, time_features = evidence.times_near(*at)
    dates = np.zeros(1 + len(times), np.float32)
    for place, candidate in enumerate(times):
        dates[1 + place] = _same(candidate.time.edtf, claim.get("date"))
    dates[0] = claim.get("date") is None  # a day that is none of the candidates teaches nothing
    time_words = [evidence.starts[c.number] + c.index for c in times]
    return Trigger(
        word, event, STATUSES.index(claim["status"]),
        (np.array(words, np.int64), np.array(numbers, np.int64), features), sides,
        (np.array(time_words, np.int64), time_features), dates,
    )  # fmt: skip


@cache
def _codes_by_name(language: str) -> dict[str, str]:
    """Codes by their names in small letters: annotators write "KLA" as well as "Kosovo Liberation Army"."""
    rows = load_gazetteer(language).names.values()
    named = {" ".join(tokens).casefold(): found for row in rows for tokens, found in row}
    own = {found.code.casefold(): found.code for found in named.values()}
    kinds = {"organisation", "bloc", "armed group", "movement", "ngo", "court"}
    return {name: found.code for name, found in named.items() if found.kind in kinds} | own


def _same(one: str, other: str | None) -> bool:
    """Whether two EDTF dates agree but for qualifiers, unspecified parts and, where `one` is a stretch that
    is open or ends with the report, its other end: *since 2007* may be written down as 2007, 2007/..
    """
    if other is None:
        return False
    found, wanted = _plain(one), _plain(other)
    if "/" not in found or found == wanted:
        return found == wanted
    start, _, end = found.partition("/")
    return (start not in ("", "..") and start == wanted.partition("/")[0]) or end == wanted


def _plain(date: str) -> str:
    return re.sub(r"[?~%\s]", "", date).replace("-XX", "")
