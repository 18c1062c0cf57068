"""Mean of two checkpoints of one training (Wortsman et al. 2022, "Model soups").

    python -m training.blend FOLDER FOLDER --part 0.5 --out FOLDER
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def blend(first: Path, second: Path, part: float, out: Path) -> None:
    """Write the checkpoint (1 - part) * first + part * second."""
    states = [torch.load(folder / "reader.pt", map_location="cpu", weights_only=True) for folder in (first, second)]
    mixed = {
        name: (1 - part) * value + part * states[1][name] if value.is_floating_point() else value
        for name, value in states[0].items()
    }
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mixed, out / "reader.pt")
    for name in ("kept.json", "labels.json", "pieces.model"):
        shutil.copy(first / name, out / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs=2)
    parser.add_argument("--part", type=float, default=0.5)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    first, second = args.folders
    blend(first, second, args.part, args.out)


if __name__ == "__main__":
    main()
