import json
from pathlib import Path

import pytest

from dragoman.intake import Withdrawn, iter_reports
from dragoman.intake.withdrawn import withdrawal_from_json


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "r1", "pubstatus": "canceled"}, "canceled"),
        ({"id": "r1", "status": "Cancelled", "text": "Text."}, "canceled"),
        ({"id": 17, "pubstatus": "stat:canceled", "ednote": "Dublette"}, "Dublette"),
        ({"id": "r1", "pubstatus": "usable"}, None),
        ({"id": "r1", "text": "canceled"}, None),
        ({"id": "", "pubstatus": "canceled"}, None),
        ({"pubstatus": "canceled"}, None),
        ("canceled", None),
    ],
)
def test_message_that_takes_a_report_back(row: object, reason: str | None) -> None:
    found = withdrawal_from_json(row, "wire.jsonl:1")
    assert (found and found.reason) == reason


def test_it_comes_between_reports(tmp_path: Path) -> None:
    rows = [{"id": "r1", "language": "de", "text": "Text."}, {"id": "r1", "pubstatus": "canceled"}]
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    assert [type(item).__name__ for item in iter_reports(path)] == ["Report", "Withdrawn"]
    assert list(iter_reports(path))[1] == Withdrawn(where=f"{path}:2", id="r1", reason="canceled")
