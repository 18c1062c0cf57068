"""Weighted mean of checkpoints of one training (Wortsman et al. 2022, "Model soups").

python -m training.blend first:0.4 rounded:0.5 last:0.1 --out reader
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def blend(parts: list[tuple[Path, float]], out: Path, file: str = "reader.pt") -> None:
    """Write the checkpoint that is the weighted mean of `parts` (folder, weight), and what belongs to it."""
    if abs(sum(weight for _, weight in parts) - 1) > 1e-6:
        raise ValueError(f"the weights sum to {sum(weight for _, weight in parts)}, not to 1")
    states = [torch.load(folder / file, map_location="cpu", weights_only=True) for folder, _ in parts]
    mixed = {
        name: sum(weight * state[name] for state, (_, weight) in zip(states, parts, strict=True))
        if value.is_floating_point()
        else value
        for name, value in states[0].items()
    }
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mixed, out / file)
    for name in ("kept.json", "labels.json", "pieces.model") if file == "reader.pt" else ():
        shutil.copy(parts[0][0] / name, out / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="+", metavar="FOLDER:WEIGHT")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--file", default="reader.pt", help="name of the checkpoint in its folder")
    args = parser.parse_args()
    pairs = [part.rpartition(":") for part in args.parts]
    blend([(Path(folder), float(weight)) for folder, _, weight in pairs], args.out, args.file)


if __name__ == "__main__":
    main()
