"""The learned part: which word tells an act of which type, who fills its roles, its status and time.

A small encoder of its own reads the sentences, from the vectors of the pieces that the reader model has
(``claims_words.onnx``); one more layer reads all words of the report, together with what the rules found
(``claims_report.onnx``). Pairs of a trigger and a candidate are scored here, from the tables in
``claims_pairs.npz``. How it is trained is in ``training/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.language.model import Encoded
from dragoman.language.parse import Sentence
from dragoman.reading.evidence import (
    ACTOR_SIZES,
    EVENTS,
    STATUSES,
    TIME_SIZES,
    Candidate,
    Evidence,
    TimeCandidate,
)
from dragoman.resources import resource_path

MOST_WORDS = 1000  # of a report that are seen together
MOST_SENTENCES = 64  # places the network tells apart; all later ones share the last


PIECES_TOGETHER = 500  # of sentences that go through the network at once, padded
Floats = NDArray[np.float32]
Inputs = dict[str, NDArray[np.int64] | Floats]


@dataclass(frozen=True, slots=True)
class Sides:
    """A candidate with how likely it does the act and how likely it is its target."""

    candidate: Candidate
    actor: float
    target: float


@dataclass(slots=True)
class Judgement:
    """What the network says of one report: `events` (words, 1 + types) are probabilities, the first none."""

    evidence: Evidence
    vectors: Floats
    events: Floats
    tables: dict[str, Floats]

    def roles(self, number: int, index: int, event: str) -> list[Sides]:
        """Every actor near a trigger, the likeliest word of each code."""
        candidates, features = self.evidence.actors_near(number, index)
        if not candidates:
            return []
        scores = self._pairs(
            "actor", number, index, event, [(c.number, c.index) for c in candidates], features
        )
        grouped: dict[str, list[int]] = {}
        for row, candidate in enumerate(candidates):
            grouped.setdefault(candidate.participant.code, []).append(row)
        out = []
        for rows in grouped.values():
            total = _sigmoid(np.logaddexp.reduce(scores[rows], axis=0))
            best = rows[int(scores[rows].max(1).argmax())]
            out.append(Sides(candidates[best], float(total[0]), float(total[1])))
        return out

    def status(self, number: int, index: int, event: str) -> dict[str, float]:
        """How likely each status is."""
        x = self._trigger("status", number, index, event)
        scores = _softmax(_gelu(x) @ self.tables["status.out.weight"].T + self.tables["status.out.bias"])
        return dict(zip(STATUSES, scores.tolist(), strict=True))

    def time(self, number: int, index: int, event: str) -> tuple[TimeCandidate | None, float]:
        """The likeliest time, or None for none, with its probability."""
        candidates, features = self.evidence.times_near(number, index)
        if not candidates:
            return None, 1.0
        scores = self._pairs(
            "time", number, index, event, [(c.number, c.index) for c in candidates], features
        )
        none = self._trigger("none", number, index, event)
        none = _gelu(none) @ self.tables["none.out.weight"].T + self.tables["none.out.bias"]
        shares = _softmax(np.concatenate([none, scores[:, 0]]))
        grouped: dict[str, list[int]] = {}
        for row, candidate in enumerate(candidates):
            grouped.setdefault(candidate.time.edtf, []).append(row)
        best, likely = None, float(shares[0])
        for rows in grouped.values():
            total = float(shares[1:][rows].sum())
            if total > likely:
                best, likely = candidates[max(rows, key=lambda r: float(shares[1 + r]))], total
        return best, likely

    def _trigger(self, head: str, number: int, index: int, event: str) -> Floats:
        """The first layer of a head for a trigger: (size,)."""
        t = self.tables
        vector = self.vectors[self.evidence.starts[number] + index]
        out: Floats = vector @ t[f"{head}.trigger.weight"].T + t[f"{head}.trigger.bias"]
        out += t[f"{head}.event.weight"][1 + EVENTS.index(event)]
        return out

    def _pairs(
        self,
        head: str,
        number: int,
        index: int,
        event: str,
        at: list[tuple[int, int]],
        features: NDArray[np.int64],
    ) -> Floats:
        """Scores of candidates: (candidates, outputs)."""
        t = self.tables
        trigger = self._trigger(head, number, index, event)
        starts = self.evidence.starts
        vectors = np.stack(
            [self.vectors[starts[n] + i] if i >= 0 else np.zeros_like(self.vectors[0]) for n, i in at]
        )
        own = vectors @ t[f"{head}.candidate.weight"].T + t[f"{head}.candidate.bias"]
        pair = own + trigger + own * trigger
        direct = t[f"{head}.out.bias"]
        for column, name in enumerate(ACTOR_SIZES if head == "actor" else TIME_SIZES):
            pair = pair + t[f"{head}.features.{name}.weight"][features[:, column]]
            direct = direct + t[f"{head}.direct.{name}.weight"][features[:, column]]
        hidden = _gelu(_gelu(pair) @ t[f"{head}.inner.weight"].T + t[f"{head}.inner.bias"])
        out: Floats = hidden @ t[f"{head}.out.weight"].T + direct
        return out


@dataclass(frozen=True, slots=True)
class Network:
    """The network's two halves: `words` sees one sentence at a time, `report` all words of a report."""

    words: Callable[[Inputs], Floats]
    report: Callable[[Inputs], tuple[Floats, Floats]]
    tables: dict[str, Floats]


class Judge:
    """Judges reports whose sentences were parsed with their vectors."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def judge(self, evidence: Evidence) -> Judgement:
        """Run the network over a report."""
        words = self._words(evidence.document.sentences)
        tables = self.network.tables
        vectors = [np.zeros((0, tables["status.trigger.weight"].shape[1]), np.float32)]
        scores = [np.zeros((0, 1 + len(EVENTS)), np.float32)]
        for first, stop in windows(evidence):
            inputs: Inputs = {
                "words": np.concatenate(words[first:stop]),
                **report_inputs(evidence, first, stop),
            }
            vector, score = self.network.report(inputs)
            vectors.append(vector)
            scores.append(score)
        return Judgement(evidence, np.concatenate(vectors), _softmax(np.concatenate(scores)), tables)

    def _words(self, sentences: list[Sentence]) -> list[Floats]:
        """Word vectors of each sentence; those of like length go through the network together."""
        out: list[Floats] = [np.zeros(0, np.float32)] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(_encoded(sentences[i]).pieces))
        group: list[int] = []
        for i in order:
            longest = len(_encoded(sentences[i]).pieces)
            if group and longest * (len(group) + 1) > PIECES_TOGETHER:
                self._run(sentences, group, out)
                group = []
            group.append(i)
        if group:
            self._run(sentences, group, out)
        return out

    def _run(self, sentences: list[Sentence], group: list[int], out: list[Floats]) -> None:
        vectors = self.network.words(sentence_inputs([sentences[i] for i in group]))
        for row, i in enumerate(group):
            out[i] = vectors[row, : len(sentences[i].words)]


def windows(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Runs of sentences of at most MOST_WORDS words (or one sentence): the first, and the one after."""
    sentences = evidence.document.sentences
    first, words = 0, 0
    for number, sentence in enumerate(sentences):
        if words and words + len(sentence.words) > MOST_WORDS:
            yield first, number
            first, words = number, 0
        words += len(sentence.words)
    if words:
        yield first, len(sentences)


def report_inputs(evidence: Evidence, first: int, stop: int) -> Inputs:
    """Each word's sentence and features."""
    rows = evidence.document.sentences[first:stop]
    numbers = [min(n, MOST_SENTENCES - 1) for n, s in enumerate(rows) for _ in s.words]
    begin = evidence.starts[first]
    return {
        "sentences": np.array(numbers, np.int64),
        "features": evidence.words[begin : begin + len(numbers)],
    }


def sentence_inputs(sentences: Sequence[Sentence]) -> Inputs:
    """Pieces of sentences with the places of their words, padded."""
    encoded = [_encoded(s) for s in sentences]
    length, width = max(len(e.pieces) for e in encoded), max(len(e.first) for e in encoded)
    pieces = np.zeros((len(encoded), length, encoded[0].pieces.shape[1]), np.float32)
    first, last = np.zeros((2, len(encoded), width), np.int64)
    for row, item in enumerate(encoded):
        pieces[row, : len(item.pieces)] = item.pieces
        first[row, : len(item.first)] = item.first
        last[row, : len(item.last)] = item.last
    lengths = np.array([len(e.pieces) for e in encoded], np.int64)
    return {"pieces": pieces, "lengths": lengths, "first": first, "last": last}


def _encoded(sentence: Sentence) -> Encoded:
    if sentence.encoded is None:
        raise ModelError("the report was parsed without vectors")
    return sentence.encoded


@cache
def load_judge() -> Judge:
    """The judge of the package, loaded once a process. Raises ModelError."""
    import onnxruntime as ort

    folder = resource_path("model")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        words, report = (
            ort.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("claims_words.onnx", "claims_report.onnx")
        )
        with np.load(folder / "claims_pairs.npz") as stored:
            tables = {name: stored[name].astype(np.float32) for name in stored.files}
    except Exception as error:
        raise ModelError(f"the claims model in {folder} cannot be loaded: {error}") from error

    def run_words(inputs: Inputs) -> Floats:
        vectors: Floats = words.run(None, inputs)[0]
        return vectors

    def run_report(inputs: Inputs) -> tuple[Floats, Floats]:
        vectors, scores = report.run(["vectors", "events"], inputs)
        return vectors, scores

    return Judge(Network(run_words, run_report, tables))


def _gelu(x: Floats) -> Floats:
    """The tanh form (Hendrycks and Gimpel 2016), as the tables are trained with."""
    bent = np.tanh(0.7978845608 * (x + 0.044715 * x * x * x))
    out: Floats = (0.5 * x * (1 + bent)).astype(np.float32, copy=False)
    return out


def _sigmoid(x: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-x))).astype(np.float32, copy=False)
    return out


def _softmax(x: Floats) -> Floats:
    shifted = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = shifted / shifted.sum(-1, keepdims=True)
    return out
