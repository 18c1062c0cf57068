"""The claims network: upper encoder layers, one layer over the whole report, and heads for pairs.

It goes on from the fifth layer of the reader model, whose weights stay as they are. The event head
tags words; actors and times of a trigger are scored pairwise, as in Wadden et al. (2019), "Entity,
Relation, and Event Extraction with Contextualized Span Representations"; several words of one actor
count as one, by the sum of their odds.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.reading.evidence import ACTOR_SIZES, EVENTS, STATUSES, TIME_SIZES, WORD_SIZES
from training.network import EncoderLayer

HIDDEN, HEADS, INNER = 384, 12, 1536
SIZE = 256  # of a word vector in the report
PAIR = 160


class Words(nn.Module):
    """The encoder layers above the fifth: pieces of sentences in, word vectors out."""

    def __init__(self, layers: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(EncoderLayer(HIDDEN, HEADS, INNER, 1e-12, dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(sentences, pieces, HIDDEN) to (sentences, words, HIDDEN)."""
        beyond = torch.arange(pieces.shape[1])[None] >= lengths[:, None]
        mask = beyond[:, None, None, :].to(pieces.dtype) * -1e4
        for layer in self.layers:
            pieces = layer(pieces, mask)
        ends = [torch.gather(pieces, 1, at[:, :, None].expand(-1, -1, HIDDEN)) for at in (first, last)]
        return (ends[0] + ends[1]) * 0.5


class WholeReport(nn.Module):
    """All words of a report with what the rules found: vectors and event scores."""

    def __init__(self, dropout: float, masked: float = 0.15) -> None:
        super().__init__()
        self.known = nn.ModuleDict({n: nn.Embedding(s, 32) for n, s in WORD_SIZES.items()})
        self.sentences = nn.Embedding(64, SIZE)
        self.join = nn.Linear(HIDDEN + 32 * len(WORD_SIZES), SIZE)
        self.norm = nn.LayerNorm(SIZE)
        self.report = EncoderLayer(SIZE, 4, 2 * SIZE, 1e-12, dropout)
        self.dropout = nn.Dropout(2 * dropout)
        self.event = nn.Sequential(
            nn.Linear(SIZE, SIZE), nn.GELU(approximate="tanh"), nn.Dropout(2 * dropout),
            nn.Linear(SIZE, 1 + len(EVENTS)),
        )  # fmt: skip
        self.direct = nn.ModuleDict({n: nn.Embedding(s, 1 + len(EVENTS)) for n, s in WORD_SIZES.items()})
        for table in self.direct.values():
            nn.init.zeros_(table.weight)
        self.masked = masked

    def forward(self, words: Tensor, sentences: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """(words, HIDDEN), each word's sentence and features: (words, SIZE) and (words, 1 + types)."""
        rows = [table(features[:, i]) for i, table in enumerate(self.known.values())]
        if self.training:  # the network must not lean on any one rule
            rows = [r * (torch.rand(len(r), 1) >= self.masked) for r in rows]
        joined = self.join(torch.cat([self.dropout(words), *rows], 1))
        vectors = self.norm(nn.functional.gelu(joined, approximate="tanh") + self.sentences(sentences))
        vectors = self.report(vectors[None], torch.zeros(1, 1, 1, 1))[0]
        scores = self.event(self.dropout(vectors))
        for i, table in enumerate(self.direct.values()):
            scores = scores + table(features[:, i])
        return vectors, scores


class Pairs(nn.Module):
    """Scores candidates of triggers from both vectors and the features of the pair."""

    def __init__(self, sizes: dict[str, int], outputs: int, dropout: float) -> None:
        super().__init__()
        self.trigger, self.candidate = nn.Linear(SIZE, PAIR), nn.Linear(SIZE, PAIR)
        self.event = nn.Embedding(1 + len(EVENTS), PAIR)
        self.features = nn.ModuleDict({n: nn.Embedding(s, PAIR) for n, s in sizes.items()})
        self.direct = nn.ModuleDict({n: nn.Embedding(s, outputs) for n, s in sizes.items()})
        self.inner, self.out = nn.Linear(PAIR, 64), nn.Linear(64, outputs)
        self.dropout = nn.Dropout(dropout)
        for table in (self.event, *self.features.values()):
            nn.init.normal_(table.weight, std=0.3)
        for table in self.direct.values():
            nn.init.zeros_(table.weight)
        nn.init.constant_(self.out.bias, -1.0)

    def forward(self, triggers: Tensor, events: Tensor, candidates: Tensor, features: Tensor) -> Tensor:
        """All of shape (pairs, …); scores (pairs, outputs)."""
        trigger = self.trigger(self.dropout(triggers)) + self.event(events)
        own = self.candidate(self.dropout(candidates))
        pair = own + trigger + own * trigger
        direct = torch.zeros(len(features), self.out.out_features)
        for i, (table, plain) in enumerate(zip(self.features.values(), self.direct.values(), strict=True)):
            kept = (torch.rand(len(features), 1) >= 0.1) if self.training else 1.0
            pair = pair + table(features[:, i]) * kept
            direct = direct + plain(features[:, i]) * kept
        hidden = nn.functional.gelu(pair, approximate="tanh")
        hidden = nn.functional.gelu(self.inner(self.dropout(hidden)), approximate="tanh")
        return self.out(hidden) + direct


class Single(nn.Module):
    """Scores of a trigger alone."""

    def __init__(self, outputs: int, dropout: float) -> None:
        super().__init__()
        self.trigger, self.event = nn.Linear(SIZE, PAIR), nn.Embedding(1 + len(EVENTS), PAIR)
        self.out = nn.Linear(PAIR, outputs)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.event.weight, std=0.1)

    def forward(self, triggers: Tensor, events: Tensor) -> Tensor:
        x = self.trigger(self.dropout(triggers)) + self.event(events)
        return self.out(self.dropout(nn.functional.gelu(x, approximate="tanh")))


class Claims(nn.Module):
    """The whole network."""

    def __init__(self, layers: int = 3, dropout: float = 0.1, head_dropout: float = 0.2) -> None:
        super().__init__()
        self.words = Words(layers, dropout)
        self.report = WholeReport(dropout)
        self.actor = Pairs(ACTOR_SIZES, 2, head_dropout)
        self.time = Pairs(TIME_SIZES, 1, head_dropout)
        self.none = Single(1, head_dropout)
        self.status = Single(len(STATUSES), head_dropout)

    def start_from(self, checkpoint: Path) -> None:
        """Take the layers above the fifth from the reader model's checkpoint."""
        state = torch.load(checkpoint, map_location="cpu", weights_only=True)
        for number, layer in enumerate(self.words.layers, 5):
            prefix = f"encoder.layers.{number}."
            layer.load_state_dict(
                {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
            )
