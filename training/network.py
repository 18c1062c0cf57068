"""The reader network: a shortened e5 encoder with taggers, a biaffine parser and a name tagger.

The parser follows Dozat and Manning (2017), "Deep Biaffine Attention for Neural Dependency
Parsing". A word stands as the mean of its first and last piece; position 0 is the root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.pretrained import Pretrained


@dataclass(frozen=True, slots=True)
class Labels:
    """What each head may say, in the order of its outputs."""

    upos: list[str]
    features: dict[str, list[str]]  # category -> values, the first is "" for none
    relations: list[str]
    names: list[str]


class RoundedLinear(nn.Linear):
    """A linear layer that can feel, while it learns, the rounding of dynamic int8 quantisation.

    Weights are rounded to int8 for each output, inputs to 256 steps over their range; gradients pass
    straight through (Jacob et al. 2018, "Quantization and Training of Neural Networks").
    """

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        if not (self.rounding and self.training):
            return super().forward(x)
        scale = self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        weight = self.weight + ((self.weight / scale).round() * scale - self.weight).detach()
        low, high = x.detach().amin().clamp(max=0), x.detach().amax().clamp(min=0)
        step = ((high - low) / 255).clamp(min=1e-8)
        x = x + (((x - low) / step).round() * step + low - x).detach()
        return nn.functional.linear(x, weight, self.bias)


class EncoderLayer(nn.Module):
    """One transformer layer, normalised after each sum, as in BERT."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (RoundedLinear(hidden, hidden) for _ in range(4))
        self.norm_attention = nn.LayerNorm(hidden, epsilon)
        self.inner, self.outer = RoundedLinear(hidden, inner), RoundedLinear(inner, hidden)
        self.norm_outer = nn.LayerNorm(hidden, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape

        def split(part: Tensor) -> Tensor:
            return part.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)

        attended = nn.functional.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        x = self.norm_attention(x + self.dropout(self.out(attended.transpose(1, 2).reshape(x.shape))))
        return self.norm_outer(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """The lower `layers` layers of the pretrained encoder over a pruned embedding table."""

    def __init__(self, weights: Pretrained, rows: Tensor, layers: int, dropout: float) -> None:
        super().__init__()
        tensors, hidden = weights.tensors, weights.hidden
        self.words = nn.Embedding.from_pretrained(rows, freeze=True)
        positions = torch.from_numpy(tensors["emb.pos"].reshape(-1, hidden).copy())
        kind = torch.from_numpy(tensors["emb.type"].reshape(-1, hidden)[0].copy())
        self.positions = nn.Parameter(positions + kind, requires_grad=False)
        self.norm = nn.LayerNorm(hidden, weights.epsilon)
        _fill(self.norm, tensors, "emb.ln")
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList()
        for number in range(layers):
            layer = EncoderLayer(hidden, weights.attention_heads, weights.inner, weights.epsilon, dropout)
            named = {
                "q": layer.query,
                "k": layer.key,
                "v": layer.value,
                "ao": layer.out,
                "fi": layer.inner,
                "fo": layer.outer,
                "aln": layer.norm_attention,
                "oln": layer.norm_outer,
            }
            for name, module in named.items():
                _fill(module, tensors, f"l{number}.{name}")
            self.layers.append(layer)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.dropout(self.norm(self.words(ids) + self.positions[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def _fill(module: nn.Module, tensors: dict[str, NDArray[np.float32]], name: str) -> None:
    for part, key in (("weight", "w"), ("bias", "b")):
        parameter = getattr(module, part)
        parameter.data = torch.from_numpy(tensors[f"{name}.{key}"].copy()).view(parameter.shape)


class Biaffine(nn.Module):
    """Scores (batch, outputs, dependants, heads) of all word pairs."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, size + 1, size + 1) * 0.02)

    def forward(self, dependants: Tensor, heads: Tensor) -> Tensor:
        one = torch.ones_like(dependants[..., :1])
        left, right = torch.cat([dependants, one], -1), torch.cat([heads, one], -1)
        return torch.matmul(torch.matmul(left[:, None], self.weight), right[:, None].transpose(2, 3))


class Reader(nn.Module):
    """Words in, scores of every head out."""

    def __init__(
        self,
        weights: Pretrained,
        rows: Tensor,
        labels: Labels,
        *,
        layers: int = 8,
        arc_size: int = 256,
        relation_size: int = 128,
        dropout: float = 0.1,
        head_dropout: float = 0.3,
    ) -> None:
        super().__init__()
        self.encoder = Encoder(weights, rows, layers, dropout)
        self.dropout = nn.Dropout(head_dropout * 2 / 3)

        def projection(size: int) -> nn.Module:
            return nn.Sequential(nn.Linear(weights.hidden, size), nn.GELU(), nn.Dropout(head_dropout))

        self.arc_head, self.arc_dependant = projection(arc_size), projection(arc_size)
        self.relation_head, self.relation_dependant = projection(relation_size), projection(relation_size)
        self.arc = Biaffine(arc_size, 1)
        self.relation = Biaffine(relation_size, len(labels.relations))
        self.upos = nn.Linear(weights.hidden, len(labels.upos))
        self.features = nn.ModuleList(
            nn.Linear(weights.hidden, len(values)) for values in labels.features.values()
        )
        self.names = nn.Sequential(
            nn.Linear(weights.hidden, 128),
            nn.GELU(),
            nn.Dropout(head_dropout),
            nn.Linear(128, len(labels.names)),
        )

    def words(self, ids: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word vectors (batch, 1 + words, hidden); ids (batch, pieces), first and last (batch, words)."""
        beyond = torch.arange(ids.shape[1], device=ids.device)[None] >= lengths[:, None]
        mask = beyond[:, None, None, :].to(self.upos.weight.dtype) * -1e4  # added to the attention scores
        pieces = self.encoder(ids, mask)
        width = pieces.shape[2]
        first_vector = torch.gather(pieces, 1, first[:, :, None].expand(-1, -1, width))
        last_vector = torch.gather(pieces, 1, last[:, :, None].expand(-1, -1, width))
        return self.dropout((first_vector + last_vector) * 0.5)

    def forward(
        self, ids: Tensor, lengths: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, list[Tensor], Tensor]:
        """Scores: arcs (b, w, w), relations (b, relations, w, w), UPOS, features, names (b, w, labels)."""
        words = self.words(ids, lengths, first, last)
        arcs = self.arc(self.arc_dependant(words), self.arc_head(words))[:, 0]
        relations = self.relation(self.relation_dependant(words), self.relation_head(words))
        return arcs, relations, self.upos(words), [head(words) for head in self.features], self.names(words)
