"""Every code, column and property is in its table and in the codebook."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dragoman.export import FORMATS, get_format
from dragoman.records import Claim, Event, Report, Status


def test_every_mode_of_the_lexicon_has_its_cameo_code() -> None:
    from dragoman.resources import list_resources, load_yaml

    table = load_yaml("export/cameo.yml")
    assert set(table["types"]) == {event.value for event in Event}
    for entry in table["types"].values():
        for code in (entry.get("code"), *entry.get("modes", {}).values()):
            assert code is None or (
                code in table["goldstein"] and re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", code)
            )
    used = set()
    for language in ("de", "en", "fr"):
        for name in list_resources(f"lexicon/{language}/predicates", "*.yml"):
            used |= {
                (row["event"], row["mode"])
                for row in load_yaml(name)
                if row.get("mode") and isinstance(row.get("event"), str)
            }
    assert len(used) > 40
    assert [(event, mode) for event, mode in sorted(used) if mode not in table["types"][event]["modes"]] == []


def test_every_sector_and_kind_is_coded() -> None:
    from dragoman.export.facts import get_actor, load_codings
    from dragoman.resources import load_yaml

    codings = load_codings()
    kinds = {
        row["kind"]
        for name in ("organisations", "groups")
        for row in load_yaml(f"actors/{name}.yml")
        if "kind" in row
    }
    assert kinds <= set(codings["kinds"])
    assert all(get_actor(code).kind != "unknown" for code in codings["known_groups"])
    assert all({"polecat", "ftm"} <= set(row) for row in codings["sectors"].values())


def test_every_field_of_a_claim_and_report_is_in_some_column_or_named_as_left_out() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
    for record in (Claim, Report):
        for field in fields(record):
            assert f"`{field.name}`" in docs, field.name


# the codebook


def codebook(format: str) -> list[str]:
    text = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
    section = re.split(r"^## ", text.split(f"\n<!-- columns: {format} -->\n", 1)[1], flags=re.MULTILINE)[0]
    return [name for name in re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)]


def expand(names: list[str]) -> list[str]:
    """``{event}`` and ``{status}`` stand for every type in lower case and every status."""
    found = []
    for name in names:
        if "{event}" in name:
            found += [
                name.format(event=event.value.lower(), status=status.value)
                for event in Event
                for status in Status
            ]
        else:
            found.append(name)
    return found


@pytest.mark.parametrize(
    ("format", "section"),
    [("csv", "claims"), ("xlsx", "claims"), ("parquet", "claims"), ("gdelt", "gdelt"), ("polecat", "polecat"),
     ("country-year", "country-year"), ("dyad-year", "dyad-year")],
)  # fmt: skip
def test_the_codebook_has_every_column_in_its_order(format: str, section: str) -> None:
    assert expand(codebook(section)) == list(get_format(format).columns)


def test_the_codebook_has_every_property() -> None:
    from dragoman.export.geojson import PROPERTIES
    from dragoman.export.graphml import EDGE_KEYS, NODE_KEYS

    assert codebook("geojson") == list(PROPERTIES)
    assert codebook("graphml-nodes") == list(NODE_KEYS)
    assert codebook("graphml-edges") == list(EDGE_KEYS)


def test_every_format_is_in_the_docs() -> None:
    text = (Path(__file__).parents[1] / "docs" / "export.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \| `", text, flags=re.MULTILINE) == list(FORMATS)
