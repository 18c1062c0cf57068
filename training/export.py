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
    Outputs: arcs (batch, 1 + words, 1 + words) float; relations (same shape) uint8, the best for each
    dependant and head; tags (batch, 1 + words, 1 + features) uint8; names (batch, 1 + words, labels).
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, lengths: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        arcs, relations, upos, features, names = self.reader(ids, lengths, first, last)
        tags = torch.stack([upos.argmax(-1), *(f.argmax(-1) for f in features)], -1)
        return arcs, relations.argmax(1).to(torch.uint8), tags.to(torch.uint8), names


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
            model, (ids, lengths, words, words), str(plain), opset_version=17, dynamo=False,
            input_names=["ids", "lengths", "first", "last"],
            output_names=["arcs", "relations", "tags", "names"],
            dynamic_axes={
                "ids": {0: "batch", 1: "pieces"}, "lengths": {0: "batch"},
                "first": {0: "batch", 1: "words"}, "last": {0: "batch", 1: "words"},
                "arcs": {0: "batch", 1: "words", 2: "words"},
                "relations": {0: "batch", 1: "words", 2: "words"},
                "tags": {0: "batch", 1: "words"}, "names": {0: "batch", 1: "words"},
            },
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        kept_float = [n.name for n in onnx.load(str(ready)).graph.node if _stays_float(n)]
        quantize_dynamic(
            str(ready), str(out / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=kept_float,
        )
    shutil.copy(checkpoint / "pieces.model", out / "pieces.model")
    shutil.copy(checkpoint / "labels.json", out / "labels.json")


FLOAT_OUTER = (3, 7)  # layers whose second feed-forward product is not rounded: it suffers most from it


def _stays_float(node: onnx.NodeProto) -> bool:
    """The pair scores, whose weights have three axes and are small, and the products named above."""
    if node.op_type != "MatMul":
        return False
    outer = any(f"/layers.{layer}/outer/" in node.name for layer in FLOAT_OUTER)
    return outer or any(part in node.name for part in ("/arc/", "/relation/"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, default=Path("build/reader"))
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/resources/model"))
    args = parser.parse_args()
    export(args.checkpoint, args.out)


if __name__ == "__main__":
    main()
