"""Countries of Natural Earth (1:110 million, public domain) as paths of the web app's map.

    python -m training.world_map countries-110m.json src/dragoman/resources/web/world.json

The input is the TopoJSON of the npm package ``world-atlas`` (2.0.2). Arcs are put together to rings, cut
where they cross the antimeridian, projected (`dragoman.web.equal_earth`), rounded to a tenth of a point and
written as relative SVG paths.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.web.equal_earth import project

Ring = list[tuple[float, float]]


def main(source: Path, target: Path) -> None:
    """Convert one file into the other."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decode(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        groups = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_join(ring, arcs) for polygon in groups for ring in polygon]
        countries.append([shape["properties"]["name"], "".join(map(_path, rings))])
    countries.sort()
    target.write_text(
        json.dumps(countries, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def _decode(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """An arc's points in degrees; TopoJSON writes them as differences."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _join(ring: list[int], arcs: list[Ring]) -> Ring:
    """The points of a ring; an arc with a number below zero is taken backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _path(ring: Ring) -> str:
    """A ring as SVG; where it jumps over the antimeridian the pen is lifted."""
    pieces: list[Ring] = [[ring[0]]]
    for before, point in pairwise(ring):
        if abs(point[0] - before[0]) > 180:
            pieces.append([])
        pieces[-1].append(point)
    return "".join(_piece(piece) for piece in pieces if len(piece) > 1)


def _piece(points: Ring) -> str:
    tenths = [tuple(round(10 * value) for value in project(*point)) for point in points]
    (x, y), steps = tenths[0], []
    start = f"M{x / 10:g} {y / 10:g}l"
    for nx, ny in tenths[1:]:
        if (nx, ny) != (x, y):
            steps.append(f"{(nx - x) / 10:g} {(ny - y) / 10:g}")
            x, y = nx, ny
    return start + " ".join(steps) + "z" if steps else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
