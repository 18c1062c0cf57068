"""Train the reader model and write its checkpoint.

    python -m training.train --corpora ../shared/corpora --out build/reader

Seeded; about 45 minutes on two idle cores for four epochs of eight layers. README.md has all the steps.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch
from torch import Tensor, nn

from training.network import Labels, Reader, RoundedLinear
from training.pretrained import load_pretrained
from training.treebanks import FEATURES, NAME_TAGS, Sentence, Source, load_sources
from training.vocabulary import pieces_kept, pruned_rows, write_sentencepiece_model

PIECES_A_WORD = 8
PIECES_A_BATCH = 1500
LONGEST = 140  # pieces; longer sentences are left out of training
IGNORE = -100


class Example:
    """One sentence as numbers; layers without annotation are IGNORE throughout."""

    __slots__ = ("features", "first", "heads", "ids", "last", "names", "relations", "upos")

    def __init__(self, sentence: Sentence, processor: spm.SentencePieceProcessor, labels: Labels) -> None:
        self.ids, self.first, self.last = [0], [0], [0]
        for word, space in zip(sentence.words, sentence.space_before, strict=True):
            pieces = processor.encode(("▁" if space else "") + word)[:PIECES_A_WORD] or [3]
            self.first.append(len(self.ids))
            self.ids += pieces
            self.last.append(len(self.ids) - 1)
        self.ids.append(2)
        nothing = [IGNORE] * (len(sentence.words) + 1)
        self.upos = self._numbers(sentence.upos, labels.upos) or nothing
        self.relations = self._numbers(sentence.relations, labels.relations) or nothing
        self.names = self._numbers(sentence.names, labels.names) or nothing
        self.heads = [IGNORE, *sentence.heads] if sentence.heads else nothing
        self.features = [nothing] * len(FEATURES)
        if sentence.features and any(sentence.features):
            self.features = [
                self._numbers([word.get(category, "") for word in sentence.features], values) or nothing
                for category, values in labels.features.items()
            ]

    @staticmethod
    def _numbers(values: list[str] | None, table: list[str]) -> list[int] | None:
        if values is None:
            return None
        place = {label: i for i, label in enumerate(table)}
        return [IGNORE, *(place.get(value, 0) for value in values)]


def collect_labels(sources: list[Source]) -> Labels:
    """The labels seen often enough to learn; the rare feature values count as none."""
    sentences = [s for source in sources for s in source.sentences if s.upos]
    upos = Counter(tag for s in sentences for tag in s.upos or [])
    relations = Counter(r for s in sentences for r in s.relations or [])
    features = {}
    for category in FEATURES:
        values = Counter(word.get(category, "") for s in sentences for word in s.features or [])
        features[category] = ["", *sorted(v for v, n in values.items() if v and n >= 50 and "," not in v)]
    return Labels(sorted(upos), features, sorted(relations), list(NAME_TAGS))


def varied(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence as a wire might print it: other quotation marks, no full stop at the end."""
    if rng.random() > 0.2 or len(sentence.words) < 4:
        return sentence
    words = list(sentence.words)
    pairs = rng.choice([{"„": "»", "“": "«"}, {"„": '"', "“": '"'}, {'"': "“"}, {"„": "“", "“": "”"}])
    words = [pairs.get(word, word) for word in words]
    cut = slice(None)
    heads = sentence.heads
    if words[-1] == "." and rng.random() < 0.5 and (heads is None or len(words) not in heads):
        cut = slice(0, -1)

    def part(values: list | None) -> list | None:  # type: ignore[type-arg]
        return None if values is None else values[cut]

    return Sentence(
        sentence.language,
        words[cut],
        sentence.space_before[cut],
        part(sentence.upos),
        part(sentence.features),
        part(heads),
        part(sentence.relations),
        part(sentence.names),
    )


def draw_epoch(sources: list[Source], rng: random.Random) -> list[Sentence]:
    """The sentences of one epoch: whole copies, and a random share for the rest of the weight."""
    drawn = []
    for source in sources:
        whole, share = int(source.weight), source.weight % 1
        drawn += source.sentences * whole
        drawn += rng.sample(source.sentences, round(share * len(source.sentences)))
    return drawn


def batches(examples: list[Example], rng: random.Random, size: int = PIECES_A_BATCH) -> list[list[Example]]:
    """Examples of like length together, in random order."""
    out: list[list[Example]] = []
    current: list[Example] = []
    for example in sorted(examples, key=lambda e: len(e.ids) + rng.random() * 8):
        if current and len(example.ids) * (len(current) + 1) > size:
            out.append(current)
            current = []
        current.append(example)
    out.append(current)
    rng.shuffle(out)
    return out


def tensors(batch: list[Example]) -> dict[str, Tensor]:
    """Padded tensors of a batch."""

    def pad(rows: list[list[int]], value: int) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [value] * (width - len(row)) for row in rows])

    return {
        "ids": pad([e.ids for e in batch], 1),
        "lengths": torch.tensor([len(e.ids) for e in batch]),
        "first": pad([e.first for e in batch], 0),
        "last": pad([e.last for e in batch], 0),
        "words": torch.tensor([len(e.first) for e in batch]),
        "heads": pad([e.heads for e in batch], IGNORE),
        "relations": pad([e.relations for e in batch], IGNORE),
        "upos": pad([e.upos for e in batch], IGNORE),
        "names": pad([e.names for e in batch], IGNORE),
        "features": torch.stack([pad([e.features[i] for e in batch], IGNORE) for i in range(len(FEATURES))]),
    }


def loss_of(model: Reader, b: dict[str, Tensor]) -> Tensor:
    """Sum of the heads' cross entropies; a layer that the batch lacks adds nothing."""
    words = model.words(b["ids"], b["lengths"], b["first"], b["last"])

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        if not bool((gold != IGNORE).any()):
            return scores.sum() * 0.0
        return nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)

    loss = 0.5 * entropy(model.upos(words), b["upos"])
    for head, gold in zip(model.features, b["features"], strict=True):
        loss = loss + 0.15 * entropy(head(words), gold)
    loss = loss + 0.7 * entropy(model.names(words), b["names"])
    if bool((b["heads"] != IGNORE).any()):
        real = torch.arange(words.shape[1])[None] < b["words"][:, None]
        arcs = model.arc(model.arc_dependant(words), model.arc_head(words))[:, 0]
        loss = loss + entropy(arcs.masked_fill(~real[:, None, :], -1e4), b["heads"])
        # relations are scored for the gold head only: (batch, words, relations)
        heads = model.relation_head(words)
        chosen = torch.gather(heads, 1, b["heads"].clamp(min=0)[:, :, None].expand(-1, -1, heads.shape[2]))
        one = torch.ones_like(chosen[..., :1])
        left = torch.cat([model.relation_dependant(words), one], -1)
        right = torch.cat([chosen, one], -1)
        labelled = torch.einsum("bwi,oij,bwj->bwo", left, model.relation.weight, right)
        loss = loss + entropy(labelled, b["relations"])
    return loss


@torch.no_grad()
def attachment(model: Reader, examples: list[Example], labels: Labels) -> dict[str, float]:
    """Greedy UAS, LAS (universal relations, punctuation left out) and UPOS accuracy."""
    model.eval()
    punct = labels.relations.index("punct")
    base = torch.tensor([labels.relations.index(r.split(":")[0]) for r in labels.relations])
    counts: Counter[str] = Counter()
    for batch in batches(examples, random.Random(0), 2500):
        b = tensors(batch)
        arcs, relations, upos, _, _ = model(b["ids"], b["lengths"], b["first"], b["last"])
        real = torch.arange(arcs.shape[1])[None] < b["words"][:, None]
        heads = arcs.masked_fill(~real[:, None, :], -1e4).argmax(-1)
        index = heads[:, None, :, None].expand(-1, relations.shape[1], -1, 1)
        found = base[torch.gather(relations, 3, index)[..., 0].argmax(1)]
        asked = (b["relations"] != IGNORE) & (b["relations"] != punct)
        right = (heads == b["heads"]) & asked
        counts["words"] += int((b["upos"] != IGNORE).sum())
        counts["upos"] += int(((upos.argmax(-1) == b["upos"]) & (b["upos"] != IGNORE)).sum())
        counts["asked"] += int(asked.sum())
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (found == base[b["relations"].clamp(min=0)])).sum())
    model.train()
    return {
        "uas": counts["uas"] / counts["asked"],
        "las": counts["las"] / counts["asked"],
        "upos": counts["upos"] / counts["words"],
    }


def measured_sentences(treebanks: Path) -> list[Sentence]:
    """The German sentences that are never trained on: every fourth of PUD and of GSD test."""
    from training.treebanks import iter_conllu

    files = ("UD_German-PUD/de_pud-ud-test.conllu", "UD_German-GSD/de_gsd-ud-test.conllu")
    return [s for f in files for i, s in enumerate(iter_conllu(treebanks / f, "de")) if i % 4 == 0]


def schedule(steps: int) -> Iterator[float]:
    """Linear warm-up over a tenth of the steps, then a cosine down to nothing."""
    warm = max(1, steps // 10)
    for step in range(steps):
        if step < warm:
            yield (step + 1) / warm
        else:
            yield 0.5 * (1 + np.cos(np.pi * (step - warm) / (steps - warm)))


def train(args: argparse.Namespace) -> None:
    """Run the training that the arguments describe."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    torch.set_num_threads(args.threads)
    corpora, out = Path(args.corpora), Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    sources = load_sources(Path(__file__).with_name("sources.toml"), corpora / "ud", corpora / "ner")
    labels = collect_labels(sources)
    weights = load_pretrained()
    kept = pieces_kept(weights, args.pieces, (s for source in sources for s in source.sentences))
    write_sentencepiece_model(weights, kept, out / "pieces.model")
    (out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    (out / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    processor = spm.SentencePieceProcessor(model_file=str(out / "pieces.model"))
    model = Reader(weights, torch.from_numpy(pruned_rows(weights, kept)), labels, layers=args.layers)
    if args.start:
        model.load_state_dict(torch.load(Path(args.start) / "reader.pt", weights_only=True))
    RoundedLinear.rounding = args.rounding
    for part in filter(None, (args.share or "").split(",")):
        language, _, factor = part.partition("=")
        for source in sources:
            if source.language == language or (
                language == "others" and f"{source.language}=" not in args.share
            ):
                source.weight *= float(factor)
    if args.only:
        sources = [s for s in sources if s.language in args.only.split(",")]
    test = [Example(s, processor, labels) for s in measured_sentences(corpora / "ud")]

    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in known]
    rates = (args.encoder_rate, args.head_rate)
    optimiser = torch.optim.AdamW([{"params": encoder}, {"params": heads}], lr=0.0, weight_decay=0.01)
    epochs = []
    for _ in range(args.epochs):
        drawn = [Example(varied(s, rng), processor, labels) for s in draw_epoch(sources, rng)]
        epochs.append(batches([e for e in drawn if len(e.ids) <= LONGEST], rng))
    steps = sum(map(len, epochs))
    factors = schedule(steps)
    print(json.dumps({"steps": steps, "parameters": sum(p.numel() for p in model.parameters())}), flush=True)
    average = torch.optim.swa_utils.AveragedModel(model)
    started, step = time.time(), 0
    for number, epoch in enumerate(epochs):
        for batch in epoch:
            factor = next(factors)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
                loss = loss_of(model, tensors(batch))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            if args.average and step > steps // 2 and step % 10 == 0:
                average.update_parameters(model)
            if step % 100 == 0:
                print(
                    json.dumps(
                        {"step": step, "seconds": round(time.time() - started), "loss": round(loss.item(), 3)}
                    ),
                    flush=True,
                )
            if args.steps and step >= args.steps:
                return
        if args.average and number + 1 == len(epochs):
            model.load_state_dict(average.module.state_dict())
        torch.save(model.state_dict(), out / "reader.pt")
        scores = {k: round(v, 4) for k, v in attachment(model, test, labels).items()}
        print(
            json.dumps({"epoch": number + 1, "seconds": round(time.time() - started), "german": scores}),
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", default="../shared/corpora")
    parser.add_argument("--out", default="build/reader")
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=90000)
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--start", help="a folder with a checkpoint to go on from")
    parser.add_argument("--share", help="factors on the weights in sources.toml: de=1,fr=1.6,others=0.6")
    parser.add_argument("--rounding", action="store_true", help="learn under int8 rounding")
    parser.add_argument("--average", action="store_true", help="keep the mean weights of the second half")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--bf16", action="store_true", help="half-precision products where the processor has them"
    )
    parser.add_argument("--only", help="languages to train on, for quick experiments: de,en")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, for timing")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
