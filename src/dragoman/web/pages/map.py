"""Where acts happen, and arcs between those who take part, on Natural Earth's countries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from dragoman.export.points import COUNTRY, find_point
from dragoman.history import Act
from dragoman.history.relations import quad_of
from dragoman.records import Place
from dragoman.resources import load_yaml, resource_path
from dragoman.web.answering import Found, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.equal_earth import HEIGHT, WIDTH, project
from dragoman.web.history_kept import History
from dragoman.web.pages.acts import acts_asked, still_working

VIEWS = {  # x, y, width and height of the picture that a view shows
    "world": (0.0, 0.0, WIDTH, HEIGHT),
    "europe": (445.0, 20.0, 200.0, 110.0),
    "middle-east": (575.0, 95.0, 150.0, 100.0),
    "africa": (420.0, 130.0, 260.0, 230.0),
    "asia": (640.0, 60.0, 300.0, 230.0),
    "americas": (80.0, 20.0, 330.0, 440.0),
}
_MOST_DOTS, _MOST_ARCS, _IN_TABLE = 400, 150, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Acts at one place: its name and state, how many, where it stands, whether only the state is known."""

    name: str
    code: str
    acts: int
    x: float
    y: float
    r: float
    is_country: bool


_whole: WeakKeyDictionary[History, tuple[list[Dot], list[dict[str, Any]]]] = WeakKeyDictionary()


def show_map(visit: Visit) -> Found:
    """The acts that fit, by their places and by their parties."""
    view = visit.request.query_params.get("view", "world")
    if view not in VIEWS:
        raise AskedWronglyError("view")
    history = visit.find_history()
    if history is None:
        return still_working("map.title")
    acts = acts_asked(visit, history)
    dots, arcs = _draw_all(history) if acts is history.acts else (list(_dots(acts)), _arcs(acts))
    x, y, width, height = VIEWS[view]
    values = {
        "asked": visit.asked,
        "view": view,
        "views": list(VIEWS),
        "box": f"{x:g} {y:g} {width:g} {height:g}",
        "scale": width / WIDTH,
        "world": _world(),
        "disputed": _disputed(visit.words.language),
        "dots": dots[:_MOST_DOTS],
        "arcs": arcs,
        "rows": dots[:_IN_TABLE],
        "placed": sum(dot.acts for dot in dots),
        "total": len(acts),
    }
    data = {
        "filters": visit.asked.given,
        "places": [
            {"name": d.name, "code": d.code, "acts": d.acts, "country_only": d.is_country} for d in dots
        ],
        "total": len(acts),
    }
    return Found("map.html", values, data)


def _draw_all(history: History) -> tuple[list[Dot], list[dict[str, Any]]]:
    """Dots and arcs of all acts, counted once for each state of the ledger."""
    if history not in _whole:
        _whole[history] = list(_dots(history.acts)), _arcs(history.acts)
    return _whole[history]


def _dots(acts: Iterable[Act]) -> Iterable[Dot]:
    counts = Counter((act.place.name, act.place.code) for act in acts if act.place)
    for (name, code), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        point = find_point(Place(code=code, name=name))
        if point is None:
            continue
        x, y = project(point.longitude, point.latitude)
        yield Dot(
            name=name, code=code, acts=number, x=round(x, 1), y=round(y, 1),
            r=round(min(14.0, 2.2 + number**0.5), 1), is_country=point.precision == COUNTRY,
        )  # fmt: skip


def _arcs(acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Who acts on whom, from capital to capital, the strongest drawn last and thickest."""
    counts: Counter[tuple[str, str, int]] = Counter()
    for act in acts:
        quad = quad_of(act.event)
        for doer in act.actors:
            for other in act.targets or act.actors:
                a, b = doer.code.partition(":")[0], other.code.partition(":")[0]
                if a != b and (act.targets or a < b):
                    counts[a, b, quad.quad if quad else 0] += 1
    arcs: list[dict[str, Any]] = []
    for (a, b, number_of_class), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(arcs) == _MOST_ARCS:
            break
        ends = [find_point(Place(code=code, name=code)) for code in (a, b)]
        if ends[0] is None or ends[1] is None:
            continue
        (x1, y1), (x2, y2) = (project(p.longitude, p.latitude) for p in ends if p)
        rise = 0.18 * ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        middle = f"{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - rise:.1f}"
        arcs.append(
            {
                "path": f"M{x1:.1f} {y1:.1f}Q{middle} {x2:.1f} {y2:.1f}",
                "a": a,
                "b": b,
                "quad": number_of_class,
                "acts": number,
                "width": round(min(4.0, 0.5 + number**0.5 * 0.4), 1),
            }
        )
    return arcs[::-1]


@cache
def _world() -> list[tuple[str, str]]:
    rows = json.loads(resource_path("web/world.json").read_text(encoding="utf-8"))
    return [(name, path) for name, path in rows]


@cache
def _disputed(language: str) -> list[dict[str, Any]]:
    out = []
    for row in load_yaml("web/disputed.yml"):
        latitude, longitude = row["at"]
        x, y = project(longitude, latitude)
        edge, _ = project(longitude + row["radius"], latitude)
        name = row["names"].get(language) or row["names"]["en"]
        out.append({"name": name, "claimed": row["claimed"], "x": round(x, 1), "y": round(y, 1),
                    "r": round(max(2.0, edge - x), 1)})  # fmt: skip
    return out
