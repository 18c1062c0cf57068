"""The treaty files and the form they must have."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml

from dragoman.errors import ResourceError
from dragoman.obligations.instruments import build_instruments, load_instruments, read_instruments

PACT: dict[str, Any] = {
    "id": "pact",
    "names": {"en": ["Pact"]},
    "form": "treaty",
    "signed": {"on": "2001-01-01", "source": "text", "certainty": "A"},
    "in_force": {"on": "2002-01-01", "source": "text", "certainty": "A"},
    "parties": [{"codes": ["FRA", "DEU"], "in_force": "2002-01-01", "source": "list", "certainty": "B"}],
    "clauses": [
        {
            "article": "Art. 1", "duty": "assist", "trigger": "armed_attack", "strength": "all_means",
            "source": "text", "certainty": "A",
        }
    ],
}  # fmt: skip


def build(**changes: Any) -> Any:
    row = deepcopy(PACT)
    row.update(changes)
    return build_instruments([("pact.yml", row)])[0]


def test_every_file_of_the_package_follows_the_form() -> None:
    instruments = load_instruments()
    assert [i.id for i in instruments] == sorted(i.id for i in instruments)
    assert "russia-dprk-2024" in {i.id for i in instruments}


def test_references_to_other_instruments_exist() -> None:
    ids = {i.id for i in load_instruments()}
    for instrument in load_instruments():
        for other in (*instrument.supersedes, *filter(None, [instrument.superseded_by])):
            assert other in ids, f"{instrument.id} names {other}"


def test_every_party_of_a_bilateral_duty_is_a_party() -> None:
    for instrument in load_instruments():
        for clause in instrument.clauses:
            for code in clause.bearers:
                assert instrument.everyone or code in instrument.parties, f"{instrument.id} {clause.id}"


def test_a_small_file() -> None:
    pact = build()
    assert pact.parties == ("FRA", "DEU")
    assert pact.atop == ("DEFENSE",)
    assert pact.clauses[0].id == "art-1"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"form": "contract"}, r"pact.yml: form: 'contract' is none of treaty"),
        ({"colour": "red"}, r"pact.yml: colour: no such field"),
        ({"signed": None}, r"pact.yml: signed: is missing"),
        ({"signed": {"on": "2001-13-01", "source": "x", "certainty": "A"}}, r"signed.on: '2001-13-01' is not a date"),
        ({"signed": {"on": "2001", "source": "x", "certainty": "D"}}, r"signed.certainty: 'D' is none of A, B, C"),
        ({"parties": [{"codes": ["XXQ"], "source": "x", "certainty": "A"}]}, r"parties\[0\].codes: 'XXQ' is no actor"),
        ({"parties": []}, r"parties: is missing"),
        ({"clauses": [{**PACT["clauses"][0], "duty": "help"}]}, r"clauses\[0\].duty: 'help' is none of assist"),
        ({"clauses": [{**PACT["clauses"][0], "area": "moon"}]}, r"clauses\[0\].area: 'moon' is none of"),
        ({"clauses": PACT["clauses"] * 2}, r"clauses\[1\].id: 'art-1' stands twice"),
        ({"clauses": [{**PACT["clauses"][0], "trigger": "other"}]}, r"trigger_note: is missing"),
        ({"names": "Pact"}, r"names: is not a mapping"),
        ({"clauses": ["assist"]}, r"clauses\[0\]: 'assist' is not a mapping"),
    ],
)  # fmt: skip
def test_a_faulty_file_names_its_field(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        build(**changes)


def test_two_files_with_one_id() -> None:
    with pytest.raises(ResourceError, match=r"other.yml: id: 'pact' is also in pact.yml"):
        build_instruments([("pact.yml", PACT), ("other.yml", PACT)])


def test_a_folder_of_ones_own(tmp_path: Any) -> None:
    (tmp_path / "pact.yml").write_text(yaml.safe_dump(PACT), encoding="utf-8")
    assert [i.id for i in read_instruments(tmp_path)] == ["pact"]
    (tmp_path / "bad.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"bad.yml"):
        read_instruments(tmp_path)
    with pytest.raises(ResourceError, match="no such folder"):
        read_instruments(tmp_path / "none")
