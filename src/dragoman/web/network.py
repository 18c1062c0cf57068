"""Who has how much to do with whom, by class and period, and where each stands in the picture.

Counts come from the ledger's dyads in one pass. The layout is that of Fruchterman and Reingold (1991) with
all forces at once, from a circle in the order of weight: the same ledger gives the same picture, and another
period only leaves edges out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.history.relations import quad_of
from dragoman.ledger import Ledger
from dragoman.ledger.browsing import count_dyads, find_spelling
from dragoman.records import Event

MOST_NODES, MOST_EDGES = 300, 5000
_STEPS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor: its code, how many claims its edges hold, and its place (0 to 1000 on both axes)."""

    code: str
    claims: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two nodes by number, PLOVER's class (0: alliance), claims by period (``2024-06``, ``2024``, empty)."""

    a: int
    b: int
    quad: int
    claims: int
    periods: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes, those of most claims first, and edges, the strongest first; `left_out` edges are not in it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def make_network(ledger: Ledger, known_at: str | None = None) -> Network:
    """Count, choose the MOST_NODES actors and MOST_EDGES edges of most claims, and lay them out."""
    periods: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    for low, high, event, period, number in count_dyads(ledger, known_at):
        quad = quad_of(Event(event))
        periods[low, high, quad.quad if quad else 0][period] += number
    weights: Counter[str] = Counter()
    for (low, high, _), counts in periods.items():
        weights[low] += counts.total()
        weights[high] += counts.total()
    codes = [code for code, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_NODES]]
    number_of = {code: number for number, code in enumerate(codes)}
    inside = [(key, counts) for key, counts in periods.items() if key[0] in number_of and key[1] in number_of]
    inside.sort(key=lambda item: (-item[1].total(), item[0]))
    edges = tuple(
        Edge(
            a=number_of[low], b=number_of[high], quad=quad, claims=counts.total(),
            periods=tuple(sorted(counts.items())),
        )
        for (low, high, quad), counts in inside[:MOST_EDGES]
    )  # fmt: skip
    places = lay_out(len(codes), [(edge.a, edge.b, edge.claims) for edge in edges])
    nodes = tuple(
        Node(code=find_spelling(ledger, code), claims=weights[code], x=float(x), y=float(y))
        for code, (x, y) in zip(codes, places, strict=True)
    )
    return Network(nodes=nodes, edges=edges, left_out=len(periods) - len(edges))


def lay_out(count: int, edges: list[tuple[int, int, int]]) -> NDArray[np.float64]:
    """Places of nodes: (count, 2), each from 0 to 1000, one decimal; `edges` are two nodes and a weight."""
    if count == 0:
        return np.zeros((0, 2))
    angles = 2 * np.pi * np.arange(count) / count
    at = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    pull = np.zeros((count, count))
    for a, b, weight in edges:
        if a != b:
            pull[a, b] = pull[b, a] = pull[a, b] + np.log1p(weight)
    near = 1.0 / np.sqrt(count)
    for step in range(_STEPS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        force = near**2 / distance**2 - pull * distance / near * 0.05
        moves = (apart * force[:, :, None]).sum(axis=1) - at * 0.08
        length = np.sqrt((moves**2).sum(axis=1, keepdims=True)) + 1e-9
        at += moves / length * np.minimum(length, 0.12 * (1 - step / _STEPS))
    span = np.maximum(at.max(axis=0) - at.min(axis=0), 1e-9)
    placed: NDArray[np.float64] = np.round((at - at.min(axis=0)) / span * 1000, 1)
    return placed
