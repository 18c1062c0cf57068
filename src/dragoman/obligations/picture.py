"""The cascade as a picture: DOT for Graphviz, and an SVG that needs no program."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from dragoman.obligations.engine import Answer, Cascade, Obligation

SHOWN = (Answer.OBLIGED, Answer.CONDITIONAL, Answer.UNDETERMINABLE)
DUTIES = ("assist", "assurance", "not_assist_aggressor", "consult")
_STYLES = {Answer.OBLIGED: "solid", Answer.CONDITIONAL: "dashed", Answer.UNDETERMINABLE: "dotted"}
_DASHES = {Answer.OBLIGED: "", Answer.CONDITIONAL: "7 4", Answer.UNDETERMINABLE: "2 4"}
_ROW, _TOP, _BOX, _WIDTH = 30, 96, 22, 900
_NAMES_A_ROW = 14

_Group = tuple[str, str, str, Answer, tuple[str, ...]]  # instrument, article, duty, answer, conditions


def grouped(found: Cascade) -> list[tuple[_Group, str, list[str]]]:
    """Answers of one clause and kind together: the group, the title, the actors."""
    groups: dict[_Group, list[Obligation]] = defaultdict(list)
    for o in found.obligations:
        if o.answer in SHOWN and o.duty in DUTIES:
            waits = o.conditions or tuple(r.key for r in o.reasons)
            groups[o.instrument, o.article, o.duty, o.answer, tuple(dict.fromkeys(waits))].append(o)
    rows = [(key, of[0].title, sorted({o.actor for o in of})) for key, of in groups.items()]
    rows.sort(key=lambda row: (DUTIES.index(row[0][2]), list(Answer).index(row[0][3]), row[0][0], row[0][1]))
    return rows


def to_dot(found: Cascade) -> str:
    """The cascade in the DOT language; solid is obliged, dashed conditional, dotted undeterminable."""
    asked = found.question
    lines = ["digraph cascade {", "  rankdir=LR;", "  node [shape=box, fontname=sans];"]
    lines.append(f"  {_dot(asked.attacker)} -> {_dot(asked.attacked)} [label=attacks, penwidth=2];")
    for number, ((_, article, duty, answer, waits), title, actors) in enumerate(grouped(found)):
        label = f"{title}, {article}: {duty.replace('_', ' ')}" + (f" ({', '.join(waits)})" if waits else "")
        lines.append(f"  clause{number} [label={_dot(label)}, shape=note];")
        lines.append(f"  {_dot(asked.attacked)} -> clause{number} [style={_STYLES[answer]}];")
        lines += [f"  clause{number} -> {_dot(actor)} [style={_STYLES[answer]}];" for actor in actors]
    return "\n".join([*lines, "}", ""])


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_svg(found: Cascade) -> str:
    """The cascade as an SVG document: the attack on top, one row a clause with those it binds."""
    asked, rows = found.question, grouped(found)
    body: list[str] = []
    y, spine = _TOP, _TOP - 12  # where the line from the attack has come to
    for (_, article, duty, answer, waits), title, actors in rows:
        label = f"{title}, {article}"
        told = f"{duty.replace('_', ' ')}: {answer.replace('_', ' ')}" + (
            f" ({', '.join(waits).replace('_', ' ')})" if waits else ""
        )
        lines = [actors[i : i + _NAMES_A_ROW] for i in range(0, len(actors), _NAMES_A_ROW)]
        height = 44 + _ROW * len(lines)
        dashes = f' stroke-dasharray="{_DASHES[answer]}"' if _DASHES[answer] else ""
        body.append(
            f'<rect x="40" y="{y}" width="{_WIDTH - 60}" height="{height}" rx="4" fill="none" '
            f'stroke="currentColor"{dashes}/>'
        )
        body.append(
            f'<path d="M20 {spine} V{y + height // 2} H40" fill="none" stroke="currentColor"{dashes}/>'
        )
        body.append(f'<text x="52" y="{y + 18}" font-weight="bold">{escape(label)}</text>')
        body.append(f'<text x="52" y="{y + 36}">{escape(told)}</text>')
        for number, line in enumerate(lines):
            at = y + 44 + _ROW * number
            for place, actor in enumerate(line):
                x = 52 + place * 58
                body.append(
                    f'<rect x="{x}" y="{at}" width="52" height="{_BOX}" rx="3" fill="none" '
                    f'stroke="currentColor"/>'
                    f'<text x="{x + 26}" y="{at + 16}" text-anchor="middle">{escape(actor)}</text>'
                )
        spine = y + height // 2
        y += height + 12
    if not rows:
        body.append(f'<text x="40" y="{y}">No instrument known here binds anybody to act.</text>')
        y += 24
    head = f"{asked.attacker} attacks {asked.attacked} on {asked.on.isoformat()}"
    where = f" in {asked.place.code}" if asked.place else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y + 20}" font-family="sans-serif" '
        f'font-size="13" fill="currentColor" role="img"><title>{escape(head + where)}</title>'
        f'<text x="20" y="34" font-size="18" font-weight="bold">{escape(head + where)}</text>'
        f'<text x="20" y="58">Solid: obliged; dashed: conditional; dotted: nobody can tell. '
        f"An attack is a claim, not a finding.</text>" + "".join(body) + "</svg>\n"
    )
