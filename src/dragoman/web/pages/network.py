"""Actors as a network: a picture of the strongest edges, all of them as data, and a table."""

from __future__ import annotations

from dragoman.web.answering import Found, Visit
from dragoman.web.asked import AskedWronglyError
from dragoman.web.network import Edge, Network, Node
from dragoman.web.pages.acts import still_working

_DRAWN = 160  # edges of the picture that needs no script
_IN_TABLE = 60
WIDTH, HEIGHT, EDGE = 1000, 640, 40


def show_network(visit: Visit) -> Found:
    """The network as known at a time; with an actor, its neighbours only."""
    given = visit.asked.given
    network = visit.find_network()
    if network is None:
        return still_working("network.title")
    least = _read_least(visit)
    chosen = _chosen(network, given.get("actor", "").casefold(), least)
    periods = sorted({p[:7] for edge in chosen for p, _ in edge.periods if len(p) >= 7})
    drawn = chosen[:_DRAWN]
    shown = sorted({end for edge in drawn for end in (edge.a, edge.b)})
    values = {
        "asked": visit.asked,
        "least": least,
        "edges": [_line(edge, network.nodes) for edge in drawn],
        "nodes": [_spot(network.nodes[number]) for number in shown],
        "rows": [(network.nodes[e.a].code, network.nodes[e.b].code, e) for e in chosen[:_IN_TABLE]],
        "total": len(chosen),
        "left_out": network.left_out,
        "periods": periods,
    }
    data = {
        "nodes": [{"code": n.code, "name": visit.words.name(n.code), "claims": n.claims, "x": n.x, "y": n.y}
                  for n in network.nodes],
        "edges": [[e.a, e.b, e.quad, [[p, n] for p, n in e.periods]] for e in chosen],
        "periods": periods,
    }  # fmt: skip
    return Found("network.html", values, data)


def _chosen(network: Network, actor: str, least: int) -> list[Edge]:
    """Edges of so many claims at least; with an actor, its own and those between its neighbours."""
    edges = [edge for edge in network.edges if edge.claims >= least]
    if not actor:
        return edges
    own = {number for number, node in enumerate(network.nodes) if node.code.casefold() == actor}
    near = own | {end for e in edges if {e.a, e.b} & own for end in (e.a, e.b)}
    return [edge for edge in edges if edge.a in near and edge.b in near]


def _read_least(visit: Visit) -> int:
    text = visit.request.query_params.get("least", "1").strip() or "1"
    if not text.isdecimal() or len(text) > 6:
        raise AskedWronglyError("least")
    return max(1, int(text))


def _place(node: Node) -> tuple[float, float]:
    x = EDGE + node.x / 1000 * (WIDTH - 2 * EDGE)
    return round(x, 1), round(EDGE + node.y / 1000 * (HEIGHT - 2 * EDGE), 1)


def _line(edge: Edge, nodes: tuple[Node, ...]) -> dict[str, float | int | str]:
    (x1, y1), (x2, y2) = _place(nodes[edge.a]), _place(nodes[edge.b])
    bend = (edge.quad - 2) * 9  # edges of several classes between two actors lie side by side
    return {
        "path": f"M{x1} {y1} Q{(x1 + x2) / 2 + bend:.1f} {(y1 + y2) / 2 + bend:.1f} {x2} {y2}",
        "quad": edge.quad,
        "width": round(min(6.0, 0.8 + edge.claims**0.5 * 0.6), 1),
        "a": nodes[edge.a].code,
        "b": nodes[edge.b].code,
        "claims": edge.claims,
    }


def _spot(node: Node) -> dict[str, float | str | int]:
    x, y = _place(node)
    return {
        "x": x,
        "y": y,
        "code": node.code,
        "claims": node.claims,
        "r": round(min(16, 3 + node.claims**0.4), 1),
    }
