"""Export the trained checkpoint to the files the package carries.

    python -m training.export --checkpoint build/reader --out src/dragoman/resources/model

Writes ``reader.onnx`` (dynamic int8 weights, also for the embeddings), ``pieces.model`` and
``labels.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.network import Labels, Reader
from training.pretrained import load_pretrained
from training.vocabulary import pruned_rows


class Exported(nn.Module):
    """The network as the package runs it: decisions where they need no search, scores for arcs.

    Inputs: ids (batch, pieces), lengths (batch), first and last (batch, 1 + words).
    Outputs: arcs (batch, 1 + words, 1 + words) float; candidates (batch, 1 + words, 2), the two best
    heads of each word; relations (same shape) uint8, the best relation to each of these; tags
    (batch, 1 + words, 1 + features) uint8; names (batch, 1 + words, labels). Relations to other heads
    are not scored: the tree hardly ever needs them, and they would take a tenth of the time.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        weight = reader.relation.weight.detach()  # (relations, dependant, head)
        self.count, self.size, _ = weight.shape
        self.relation = nn.Linear(self.size, self.count * self.size, bias=False)
        self.relation.weight.data = weight.permute(0, 2, 1).reshape(-1, self.size).contiguous()

    def forward(self, ids: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        words = reader.words(ids, lengths, first, last)
        arcs = reader.arc(reader.arc_dependant(words), reader.arc_head(words))[:, 0]
        candidates = arcs.topk(2, -1).indices
        dependants, heads = reader.relation_dependant(words), reader.relation_head(words)
        one = torch.ones_like(dependants[..., :1])
        left = self.relation(torch.cat([dependants, one], -1))
        left = left.view(left.shape[0], left.shape[1], self.count, self.size)
        right = torch.cat([heads, one], -1)
        index = candidates.flatten(1)[:, :, None].expand(-1, -1, self.size)
        right = torch.gather(right, 1, index).view(left.shape[0], left.shape[1], 2, self.size)
        relations = torch.matmul(right, left.transpose(2, 3)).argmax(-1)
        tags = torch.stack(
            [reader.upos(words).argmax(-1), *(f(words).argmax(-1) for f in reader.features)], -1
        )
        return arcs, candidates, relations.to(torch.uint8), tags.to(torch.uint8), reader.names(words)


def export(checkpoint: Path, out: Path) -> None:
    """Read `checkpoint` (a folder that training wrote) and write the package's model files."""
    labels = Labels(**json.loads((checkpoint / "labels.json").read_text(encoding="utf-8")))
    kept = json.loads((checkpoint / "kept.json").read_text(encoding="utf-8"))
    state = torch.load(checkpoint / "reader.pt", map_location="cpu", weights_only=True)
    layers = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layers."))
    weights = load_pretrained()
    reader = Reader(weights, torch.from_numpy(pruned_rows(weights, kept)), labels, layers=layers)
    reader.load_state_dict(state)
    model = Exported(reader).eval()
    ids = torch.randint(4, 1000, (3, 17))
    lengths = torch.tensor([17, 12, 9])
    words = torch.randint(0, 9, (3, 8))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            model,
            (ids, lengths, words, words),
            str(plain),
            opset_version=17,
            dynamo=False,
            input_names=["ids", "lengths", "first", "last"],
            output_names=["arcs", "candidates", "relations", "tags", "names"],
            dynamic_axes={
                "ids": {0: "batch", 1: "pieces"},
                "lengths": {0: "batch"},
                "first": {0: "batch", 1: "words"},
                "last": {0: "batch", 1: "words"},
                "arcs": {0: "batch", 1: "words", 2: "words"},
                "candidates": {0: "batch", 1: "words"},
                "relations": {0: "batch", 1: "words"},
                "tags": {0: "batch", 1: "words"},
                "names": {0: "batch", 1: "words"},
            },
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        kept_float = [n.name for n in onnx.load(str(ready)).graph.node if _stays_float(n)]
        quantize_dynamic(
            str(ready),
            str(out / "reader.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=kept_float,
        )
    shutil.copy(checkpoint / "pieces.model", out / "pieces.model")
    shutil.copy(checkpoint / "labels.json", out / "labels.json")


FLOAT_OUTER = ("/layers.3/outer/",)  # the feed-forward product that suffers most from rounding


def _stays_float(node: onnx.NodeProto) -> bool:
    """The pair scores, and the products named above; all else is int8."""
    kept = ("/arc/", *FLOAT_OUTER)
    return node.op_type == "MatMul" and (
        node.name.startswith("/relation/") or any(k in node.name for k in kept)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, default=Path("build/reader"))
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/resources/model"))
    args = parser.parse_args()
    export(args.checkpoint, args.out)


if __name__ == "__main__":
    main()
