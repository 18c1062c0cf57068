"""The reader model at run time: words in, tags, trees and names out.

One ONNX file holds a shortened multilingual encoder with its heads (see ``training/``); weights are
int8, and onnxruntime runs it on the CPU. Words are cut into SentencePiece units, the sentence goes
through the network, and each tree is decoded from the arc scores.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.language.tree import decode_tree
from dragoman.resources import resource_path

PIECES_A_WORD = 8  # of a longer word the first pieces are read
PIECES_A_BATCH = 500  # padded pieces that go through the network together; int8 rounds over the whole batch,
# so larger ones cost accuracy (800: 0.4 points of German LAS) and gain little speed
MOST_PADDING = 0.15  # share of padding in what goes through together
MOST_PIECES = 500  # the encoder has 512 positions
CACHED_WORDS = 100_000

EMBEDDED = "/encoder/words/Gather_output_0"  # the vectors of the pieces, before their places are added
_OUTPUTS = ["arcs", "candidates", "relations", "tags", "names"]
WordList = tuple[Sequence[str], Sequence[bool]]  # words, and whether white space stands before each


@dataclass(slots=True)
class Encoded:
    """A sentence in pieces, for networks that read it beside the parser.

    `pieces` (pieces, 384) are the vectors of the vocabulary's pieces; `first` and `last` each word's
    first and last piece.
    """

    pieces: NDArray[np.float32]
    first: list[int]
    last: list[int]


@dataclass(slots=True)
class Tagged:
    """What the model says of one word. `head` counts from 0, -1 is the root; `name` is IOB2."""

    upos: str
    features: dict[str, str]
    head: int
    relation: str
    name: str


class Model:
    """The loaded network. `threads` is how many batches run side by side, one core each."""

    def __init__(self, threads: int | None = None) -> None:
        import onnxruntime as ort
        import sentencepiece as spm

        self.threads = threads or os.cpu_count() or 1
        folder = resource_path("model")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._pieces = spm.SentencePieceProcessor(model_file=str(folder / "pieces.model"))
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            network = _with_output((folder / "reader.onnx").read_bytes(), EMBEDDED)
            self._session = ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"the reader model in {folder} cannot be loaded: {error}") from error
        self._upos: list[str] = labels["upos"]
        self._relations: list[str] = labels["relations"]
        self._names: list[str] = labels["names"]
        self._features: list[tuple[str, list[str]]] = list(labels["features"].items())
        self._known: dict[str, list[int]] = {}
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None

    def tag_words(
        self, sentences: Sequence[WordList], owners: Sequence[int] | None = None
    ) -> list[list[Tagged]]:
        """Tag and parse sentences of given words; the same order comes back. See `encode_words`."""
        return [tagged for tagged, _ in self.encode_words(sentences, owners)]

    def encode_words(
        self, sentences: Sequence[WordList], owners: Sequence[int] | None = None, *, vectors: bool = False
    ) -> list[tuple[list[Tagged], Encoded | None]]:
        """Tag and parse sentences of given words, with their `vectors` if asked for.

        Sentences of like length go through the network together; an empty one gives an empty list. Only
        sentences of one owner (a text) do, so that a text is read the same whatever comes with it:
        int8 rounds over all that goes through together.
        """
        owner = owners if owners is not None else [0] * len(sentences)
        encoded = [self._encode(words, spaces) for words, spaces in sentences]
        order = sorted(
            (i for i, e in enumerate(encoded) if e[1]), key=lambda i: (owner[i], len(encoded[i][0]))
        )
        groups: list[list[int]] = []
        pieces = 0  # in the last group, without padding
        for i in order:
            length = len(encoded[i][0])
            padded = length * (len(groups[-1]) + 1) if groups else 0
            fits = padded <= PIECES_A_BATCH
            if owners is not None:  # few sentences of unlike length: padding would cost more than calls
                fits = fits and padded <= (1 + MOST_PADDING) * (pieces + length)
            if groups and fits and owner[groups[-1][0]] == owner[i]:
                groups[-1].append(i)
                pieces += length
            else:
                groups.append([i])
                pieces = length
        out: list[tuple[list[Tagged], Encoded | None]] = [([], None) for _ in sentences]

        def run(group: list[int]) -> list[tuple[list[Tagged], Encoded | None]]:
            return self._run([encoded[i] for i in group], vectors)

        groups.sort(key=lambda g: -len(g) * len(encoded[g[-1]][0]))  # big ones first: both cores end together
        results = self._pool.map(run, groups) if self._pool and len(groups) > 1 else map(run, groups)
        for group, tagged in zip(groups, results, strict=True):
            for i, words in zip(group, tagged, strict=True):
                out[i] = words
        return out

    def _encode(self, words: Sequence[str], spaces: Sequence[bool]) -> tuple[list[int], list[int], list[int]]:
        """Piece ids with the sentence marks, and each word's first and last piece."""
        ids, first, last = [0], [], []
        for word, space in zip(words, spaces, strict=True):
            form = "▁" + word if space else word
            pieces = self._known.get(form)
            if pieces is None:
                pieces = self._pieces.encode(form)[:PIECES_A_WORD] or [3]
                if len(self._known) < CACHED_WORDS:
                    self._known[form] = pieces
            if len(ids) + len(pieces) >= MOST_PIECES:
                pieces = [ids.pop()] if len(ids) > 1 else [3]  # too long: the rest shares a piece
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
        ids.append(2)
        return ids, first, last

    def _run(
        self, batch: list[tuple[list[int], list[int], list[int]]], vectors: bool
    ) -> list[tuple[list[Tagged], Encoded | None]]:
        length = max(len(ids) for ids, _, _ in batch)
        width = 1 + max(len(first) for _, first, _ in batch)
        ids = np.ones((len(batch), length), np.int64)
        first, last = np.zeros((2, len(batch), width), np.int64)
        lengths = np.empty(len(batch), np.int64)
        for row, (pieces, starts, ends) in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            lengths[row] = len(pieces)
            first[row, 1 : 1 + len(starts)] = starts
            last[row, 1 : 1 + len(ends)] = ends
        arcs, candidates, relations, tags, names, *embedded = self._session.run(
            _OUTPUTS + [EMBEDDED] * vectors, {"ids": ids, "lengths": lengths, "first": first, "last": last}
        )
        return [
            (
                self._decode(len(starts), arcs[row], candidates[row], relations[row], tags[row], names[row]),
                Encoded(embedded[0][row, : len(pieces)], starts, ends) if vectors else None,
            )
            for row, (pieces, starts, ends) in enumerate(batch)
        ]

    def _decode(
        self,
        count: int,
        arcs: NDArray[np.float32],
        candidates: NDArray[np.int64],
        relations: NDArray[np.uint8],
        tags: NDArray[np.uint8],
        names: NDArray[np.float32],
    ) -> list[Tagged]:
        heads = decode_tree(arcs[: count + 1, : count + 1])
        likely: list[list[int]] = candidates[1 : count + 1].tolist()
        labelled: list[list[int]] = relations[1 : count + 1].tolist()
        rows: list[list[int]] = tags[1 : count + 1].tolist()
        labels = self._decode_names(names[1 : count + 1])
        out = []
        for i, (head, row, label) in enumerate(zip(heads, rows, labels, strict=True)):
            # the relation to the head, where it is one of the two likely ones; else that to the likeliest
            place = 1 if likely[i][1] == head != likely[i][0] else 0
            relation = "root" if head == 0 else self._relations[labelled[i][place]]
            if relation == "root" and head != 0:
                relation = "parataxis"
            features = {
                category: values[value]
                for (category, values), value in zip(self._features, row[1:], strict=True)
                if value
            }
            out.append(Tagged(self._upos[row[0]], features, head - 1, relation, label))
        return out

    def _decode_names(self, scores: NDArray[np.float32]) -> list[str]:
        """Best labels; an I- that continues nothing of its type begins a name."""
        out: list[str] = []
        for best in scores.argmax(1).tolist():
            label = self._names[best]
            if label[0] == "I" and (not out or out[-1][2:] != label[2:]):
                label = "B-" + label[2:]
            out.append(label)
        return out

    def info(self) -> dict[str, Any]:
        """Sizes for ``dragoman doctor``."""
        path = resource_path("model/reader.onnx")
        return {"path": str(path), "bytes": path.stat().st_size, "pieces": self._pieces.get_piece_size()}


def _with_output(network: bytes, name: str) -> bytes:
    """The ONNX file with one more of its values as output.

    A protocol buffer may be continued: what follows is merged into the message. This adds
    ``graph { output { name } }`` (fields 7, 12 and 1).
    """

    def part(number: int, content: bytes) -> bytes:
        assert len(content) < 128
        return bytes([number << 3 | 2, len(content)]) + content

    return network + part(7, part(12, part(1, name.encode())))


@cache
def load(threads: int | None = None) -> Model:
    """The model, loaded once a process."""
    return Model(threads)
