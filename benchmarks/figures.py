"""Precision, recall and F1, and the one-to-one matching they are counted over."""

from __future__ import annotations

from collections.abc import Iterable


def precision_recall_f1(right: float, gold: int, predicted: int) -> dict[str, float]:
    """Per cent, to one place; 0 where nothing was asked or nothing found.

    >>> precision_recall_f1(1, gold=2, predicted=4)
    {'p': 25.0, 'r': 50.0, 'f1': 33.3}
    """
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return {
        "p": per_cent(precision),
        "r": per_cent(recall),
        "f1": per_cent(2 * precision * recall / both if both else 0.0),
    }


def per_cent(share: float) -> float:
    """A share of one as per cent to one place.

    >>> per_cent(0.33333)
    33.3
    """
    return round(100 * share, 1)


def matched(pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index), best score first.

    >>> matched([(0.5, 0, 0), (0.9, 1, 0), (0.4, 0, 1)])
    [(1, 0), (0, 1)]
    """
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    out = []
    for _, gold, predicted in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if gold not in taken_gold and predicted not in taken_predicted:
            taken_gold.add(gold)
            taken_predicted.add(predicted)
            out.append((gold, predicted))
    return out
