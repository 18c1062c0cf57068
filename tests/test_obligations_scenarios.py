"""Scenarios with the answers that follow from the texts, and the reasons."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.obligations.ask import ask
from dragoman.obligations.engine import Cascade, Obligation
from dragoman.obligations.instruments import load_instruments

ROWS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "obligation_scenarios.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
CASES = [(row["id"], number) for row in ROWS for number in range(len(row["expect"]))]
BY_ID = {row["id"]: row for row in ROWS}


@cache
def answered(id: str) -> Cascade:
    row = BY_ID[id]
    place = row.get("in")
    return ask(
        load_instruments(),
        row["question"],
        on=date.fromisoformat(row["on"]),
        place=place if place not in (None, "", "none") else None,
        holds=_list(row.get("holds")),
        assume=_list(row.get("assume")),
    )


def _list(value: Any) -> list[str]:
    return [] if value in (None, "", "none") else list(value)


def matching(found: Cascade, wanted: dict[str, Any]) -> list[Obligation]:
    return [
        o
        for o in found.obligations
        if all(
            getattr(o, key) == wanted[key]
            for key in ("actor", "duty", "toward", "instrument")
            if key in wanted
        )
        and ("article" not in wanted or o.article == wanted["article"])
    ]


@pytest.mark.parametrize(("id", "number"), CASES)
def test_scenario(id: str, number: int) -> None:
    wanted = BY_ID[id]["expect"][number]
    found = matching(answered(id), wanted)
    if wanted.get("answer") == "none":
        assert not found
        return
    assert found, f"{id}: no such answer {wanted}"
    told = [(o.answer.value, o.conditions, tuple(r.key for r in o.reasons)) for o in found]
    fits = [
        o
        for o in found
        if o.answer.value == wanted["answer"]
        and set(_list(wanted.get("conditions"))) == set(o.conditions)
        and (not wanted.get("reason") or wanted["reason"] in {r.key for r in o.reasons})
    ]
    assert fits, f"{id}: wanted {wanted}, found {told}"
    assert all(o.proof for o in fits)


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) >= 28
