"""Export the trained claims network to the files the package carries.

    python -m training.claims_export --checkpoint build/claims --out src/dragoman/resources/model

Writes ``claims_words.onnx`` and ``claims_report.onnx`` (int8 weights) and ``claims_pairs.npz`` (the
pair heads, half precision; they are computed with numpy, since pairs are few).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from dragoman.reading.evidence import WORD_SIZES
from training.claims_network import HIDDEN, Claims


def export(checkpoint: Path, out: Path) -> None:
    """Read ``claims.pt`` of `checkpoint` and write the package's files."""
    state = torch.load(checkpoint / "claims.pt", map_location="cpu", weights_only=True)
    layers = 1 + max(int(k.split(".")[2]) for k in state if k.startswith("words.layers."))
    model = Claims(layers, 0).eval()
    model.load_state_dict(state)
    out.mkdir(parents=True, exist_ok=True)
    tables = {
        name: value.numpy().astype(np.float16)
        for name, value in state.items()
        if not name.startswith(("words.", "report."))
    }
    np.savez_compressed(out / "claims_pairs.npz", **tables)
    places = torch.tensor([[1, 3, 5], [1, 2, 0]])
    sentences = {
        "pieces": torch.randn(2, 7, HIDDEN), "lengths": torch.tensor([7, 4]), "first": places, "last": places
    }  # fmt: skip
    axes = {
        "pieces": {0: "sentences", 1: "pieces_"}, "lengths": {0: "sentences"},
        "first": {0: "sentences", 1: "width"}, "last": {0: "sentences", 1: "width"},
        "vectors": {0: "sentences", 1: "width"},
    }  # fmt: skip
    _export(model.words, sentences, ["vectors"], axes, out / "claims_words.onnx")
    words = {
        "words": torch.randn(5, HIDDEN), "sentences": torch.tensor([0, 0, 0, 1, 1]),
        "features": torch.zeros(5, len(WORD_SIZES), dtype=torch.int64),
    }  # fmt: skip
    axes = {name: {0: "count"} for name in ("words", "sentences", "features", "vectors", "events")}
    _export(model.report, words, ["vectors", "events"], axes, out / "claims_report.onnx")


def _export(
    part: nn.Module, inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, dict[int, str]], to: Path
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            part, tuple(inputs.values()), str(plain), opset_version=17, dynamo=False,
            input_names=list(inputs), output_names=outputs, dynamic_axes=axes,
        )  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready), str(to), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul"],
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, default=Path("build/claims"))
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/resources/model"))
    args = parser.parse_args()
    export(args.checkpoint, args.out)


if __name__ == "__main__":
    main()
