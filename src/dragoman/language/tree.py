"""From arc scores to a proper tree: one root, no cycle, every word attached.

Greedy heads nearly always form a tree already; where they don't, Chu-Liu/Edmonds finds the best
one, run once for each plausible root so that exactly one word hangs on it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROOT_CANDIDATES = 3  # words tried as the single root, best first


def decode_tree(arcs: NDArray[np.float32]) -> list[int]:
    """Heads of words 1…n from arc scores (1 + n, 1 + n), rows dependants, columns heads, 0 the root.

    Returns n numbers, 0 for the root word, otherwise the head's position from 1.
    """
    scores = np.array(arcs, dtype=np.float64)
    np.fill_diagonal(scores, -np.inf)
    scores[0, :] = -np.inf
    heads = scores.argmax(1)
    heads[0] = -1
    if int((heads[1:] == 0).sum()) == 1 and _find_cycle(heads.tolist()) is None:
        return [int(head) for head in heads[1:]]
    best, best_total = None, -np.inf
    for root in np.argsort(-scores[1:, 0])[:ROOT_CANDIDATES] + 1:
        only = scores.copy()
        only[1:, 0] = -np.inf
        only[root, 0] = scores[root, 0]
        only[root, 1:] = -np.inf
        found = _chu_liu_edmonds(only)
        total = sum(scores[word, found[word]] for word in range(1, len(found)))
        if total > best_total:
            best, best_total = found, total
    assert best is not None
    return best[1:]


def _find_cycle(heads: list[int]) -> list[int] | None:
    state = [0] * len(heads)  # 0 unseen, otherwise the walk that saw it
    state[0] = -1
    for start in range(1, len(heads)):
        at, walk = start, start
        while at > 0 and state[at] == 0:
            state[at] = walk
            at = heads[at]
        if at > 0 and state[at] == walk:
            cycle, member = [at], heads[at]
            while member != at:
                cycle.append(member)
                member = heads[member]
            return cycle
    return None


def _chu_liu_edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Best spanning arborescence from node 0; scores[d, h], minus infinity where not allowed."""
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = _find_cycle(heads.tolist())
    if cycle is None:
        return [int(head) for head in heads]
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    kept = scores[members, heads[members]]
    # contract the cycle into one node, placed last
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    entering = scores[np.ix_(members, outside)] - kept[:, None]
    smaller[-1, :-1] = entering.max(0) + kept.sum()
    enter_at = members[entering.argmax(0)]
    leaving = scores[np.ix_(outside, members)]
    smaller[:-1, -1] = leaving.max(1)
    leave_from = members[leaving.argmax(1)]
    solved = _chu_liu_edmonds(smaller)
    result = [int(head) for head in heads]
    for place, node in enumerate(outside):
        head = solved[place]
        if node != 0:
            result[node] = int(leave_from[place]) if head == size - 1 else int(outside[head])
    into = solved[-1]
    result[int(enter_at[into])] = int(outside[into])
    return result
