"""Train the claims network on annotated reports.

    python -m training.claims_train --reports PATTERN… --out build/claims

The encoder's lower layers are run once; only the upper ones learn.
"""

from __future__ import annotations

import argparse
import glob
import random
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor, nn

from dragoman.reading import Reader
from dragoman.reading.judge import Inputs
from training.claims_data import (
    Example,
    example,
    lexicon_examples,
    load_reports,
    load_triggers,
    padded,
)
from training.claims_network import Claims

ACTS_A_STEP = 12
PIECES_TOGETHER = 3000  # of sentences that go through the encoder at once, with padding
SHARES = {"event": 1.0, "status": 0.4, "actor": 0.7, "time": 0.3}  # of the heads in the loss


def run_lower(model: Claims, examples: list[Example]) -> None:
    """Put what the encoder's lower layers make of the pieces in their place."""
    model.eval()
    sentences = [sentence for item in examples for sentence in item.sentences]
    with torch.no_grad():
        for group in _groups(sentences):
            tensors = _tensors(padded([sentences[i] for i in group]))
            below = model.words.below(tensors["pieces"], tensors["lengths"]).numpy()
            for row, i in enumerate(group):
                sentences[i]["pieces"] = below[row : row + 1, : sentences[i]["pieces"].shape[1]].copy()


def _groups(sentences: list[Inputs]) -> Iterator[list[int]]:
    """Sentences of like length, by their places in the list."""
    lengths = [s["pieces"].shape[1] for s in sentences]
    group: list[int] = []
    pieces = 0
    for i in sorted(range(len(sentences)), key=lambda i: lengths[i]):
        whole = lengths[i] * (len(group) + 1)
        if group and (whole > PIECES_TOGETHER or (whole > 1.5 * (pieces + lengths[i]) and pieces > 200)):
            yield group
            group, pieces = [], 0
        group.append(i)
        pieces += lengths[i]
    if group:
        yield group


def read_words(model: Claims, batch: list[Example]) -> Iterator[Tensor]:
    """The encoder's vectors of each report's words."""
    sentences = [sentence for item in batch for sentence in item.sentences]
    vectors: list[Tensor] = [torch.zeros(0)] * len(sentences)
    for group in _groups(sentences):
        words = model.words.above(**_tensors(padded([sentences[i] for i in group])))
        for row, i in enumerate(group):
            vectors[i] = words[row, : sentences[i]["first"].shape[1]]
    begin = 0
    for item in batch:
        stop = begin + len(item.sentences)
        yield torch.cat(vectors[begin:stop])
        begin = stop


def losses(model: Claims, item: Example, words: Tensor) -> dict[str, Tensor]:
    """The summed losses of one report by head."""
    parts, begin = [], 0
    for window in item.windows:
        count = len(window["sentences"])
        parts.append(model.report(words[begin : begin + count], **_tensors(window)))
        begin += count
    vectors, scores = torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts])
    labels = torch.from_numpy(item.labels)
    out = {"event": nn.functional.cross_entropy(scores, labels, ignore_index=-100, reduction="sum")}
    if not item.triggers:
        return out
    ends = torch.cat([vectors, torch.zeros(1, vectors.shape[1])])  # -1: a candidate without a word
    words = torch.tensor([t.word for t in item.triggers])
    events = torch.tensor([1 + t.event for t in item.triggers])
    status = model.status(vectors[words], events)
    out["status"] = nn.functional.cross_entropy(
        status, torch.tensor([t.status for t in item.triggers]), reduction="sum"
    )
    out["actor"] = _actor_loss(model, item, ends, words, events)
    out["time"] = _time_loss(model, item, ends, words, events)
    return out


def _tensors(inputs: Inputs) -> dict[str, Tensor]:
    return {name: torch.from_numpy(value) for name, value in inputs.items()}


def _actor_loss(model: Claims, item: Example, ends: Tensor, words: Tensor, events: Tensor) -> Tensor:
    counts = torch.tensor([len(t.actors[0]) for t in item.triggers])
    if not counts.sum():
        return torch.zeros(())
    at = torch.cat([torch.from_numpy(t.actors[0]) for t in item.triggers])
    features = torch.cat([torch.from_numpy(t.actors[2]) for t in item.triggers])
    owner = torch.repeat_interleave(torch.arange(len(counts)), counts)
    scores = model.actor(ends[words[owner]], events[owner], ends[at], features)
    base, groups = 0, []
    for t in item.triggers:
        groups.append(torch.from_numpy(t.actors[1]) + base)
        base += len(t.sides)
    group = torch.cat(groups)
    top = torch.full((base, 2), -1e4).scatter_reduce(0, group[:, None].expand(-1, 2), scores.detach(), "amax")
    summed = torch.zeros(base, 2).index_add(0, group, (scores - top[group]).exp())
    pooled = summed.clamp(min=1e-9).log() + top
    sides = torch.cat([torch.from_numpy(t.sides) for t in item.triggers])
    return nn.functional.binary_cross_entropy_with_logits(pooled, sides, reduction="sum")


def _time_loss(model: Claims, item: Example, ends: Tensor, words: Tensor, events: Tensor) -> Tensor:
    counts = torch.tensor([len(t.times[0]) for t in item.triggers])
    none = model.none(ends[words], events)[:, 0]
    if not counts.sum():
        return torch.zeros(())
    at = torch.cat([torch.from_numpy(t.times[0]) for t in item.triggers])
    features = torch.cat([torch.from_numpy(t.times[1]) for t in item.triggers])
    owner = torch.repeat_interleave(torch.arange(len(counts)), counts)
    scores = model.time(ends[words[owner]], events[owner], ends[at], features)[:, 0]
    total = torch.zeros(())
    for row, trigger in enumerate(item.triggers):
        logits = torch.cat([none[row : row + 1], scores[owner == row]]).log_softmax(0)
        right = torch.from_numpy(trigger.dates) > 0
        if not right.any():
            continue
        total = total - logits[right].logsumexp(0)
    return total


def _batches(examples: list[Example]) -> Iterator[list[Example]]:
    """Runs of reports with some ACTS_A_STEP acts."""
    batch: list[Example] = []
    for item in examples:
        batch.append(item)
        if sum(len(e.triggers) for e in batch) >= ACTS_A_STEP:
            yield batch
            batch = []
    if batch:
        yield batch


def train(examples: list[Example], model: Claims, *, epochs: int, rate: float, seed: int) -> Claims:
    """Train; the mean of the weights over the second half of the steps comes back."""
    random.seed(seed)
    torch.manual_seed(seed)
    upper = [p for p in model.words.parameters() if p.requires_grad]
    heads = [(n, p) for n, p in model.named_parameters() if not n.startswith("words.")]
    groups = [
        {"params": upper, "lr": rate},
        {"params": [p for n, p in heads if ".direct." not in n], "lr": rate * 6},
        {"params": [p for n, p in heads if ".direct." in n], "lr": rate * 40},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.05, betas=(0.9, 0.98), fused=True)
    steps = epochs * len(list(_batches(examples)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * steps), max(0.02, (steps - s) / (0.94 * steps)))
    )
    averaged, count, step = deepcopy(model), 0, 0
    for epoch in range(epochs):
        started, totals = time.time(), dict.fromkeys(("event", "status", "actor", "time"), 0.0)
        order = random.sample(examples, len(examples))
        model.train()
        for batch in _batches(order):
            acts = sum(len(e.triggers) for e in batch)
            total = torch.zeros(())
            for item, words in zip(batch, read_words(model, batch), strict=True):
                for name, value in losses(model, item, words).items():
                    totals[name] += float(value.detach())
                    total = total + SHARES[name] * value
            (total / max(4, acts)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            step += 1
            if step > steps // 2:
                count += 1
                with torch.no_grad():
                    for mean, value in zip(averaged.parameters(), model.parameters(), strict=True):
                        mean += (value - mean) / count
        claims = sum(len(e.triggers) for e in examples)
        shown = ", ".join(f"{k} {v / claims:.3f}" for k, v in totals.items())
        print(f"epoch {epoch + 1}: {shown} ({time.time() - started:.0f} s)", flush=True)
    return averaged.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", nargs="+", required=True, help="files or patterns")
    parser.add_argument("--triggers", type=Path, default=Path(__file__).with_name("triggers.jsonl"))
    parser.add_argument("--languages", nargs="+", default=["de", "en"], metavar="CODE")
    parser.add_argument(
        "--lexicon", type=float, default=0.0, metavar="SHARE", help="of the lexicon's example sentences"
    )
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--layers", type=int, default=8, help="of the encoder")
    parser.add_argument("--lower", type=int, default=3, help="how many of them stay as they are")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    paths = [Path(p) for pattern in args.reports for p in sorted(glob.glob(pattern))]
    triggers = load_triggers(args.triggers)
    readers = {language: Reader(language, learned=False) for language in args.languages}
    examples = [
        example(readers[row["lang"]], row) for row in load_reports(paths, triggers) if row["lang"] in readers
    ]
    if args.lexicon:
        for reader in readers.values():
            sentences = list(lexicon_examples(reader))
            random.Random(1).shuffle(sentences)
            examples += sentences[: int(args.lexicon * len(sentences))]
    claims = sum(len(e.triggers) for e in examples)
    print(f"{len(examples)} reports, {claims} claims, {sum(e.lost for e in examples)} lost", flush=True)
    torch.manual_seed(args.seed)
    model = Claims(args.layers, args.lower, args.dropout, 2 * args.dropout)
    model.start_from_pretrained()
    if args.start:
        model.load_state_dict(torch.load(args.start, map_location="cpu", weights_only=True))
    run_lower(model, examples)
    model = train(examples, model, epochs=args.epochs, rate=args.rate, seed=args.seed)
    torch.save(model.state_dict(), args.out / "claims.pt")


if __name__ == "__main__":
    main()
