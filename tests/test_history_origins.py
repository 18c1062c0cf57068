"""Copies of one dispatch count once; independent reports of one act do not come together."""

import random
from itertools import combinations

import pytest

from benchmarks.copies import make_variants, measure, read_dispatches
from dragoman.history import find_origins
from dragoman.history.shingles import containment, shingles_of, strip_credits
from dragoman.records import Report

DISPATCHES = read_dispatches()
BY_ID = {dispatch.id: dispatch for dispatch in DISPATCHES}
TEXT = " ".join((DISPATCHES[0].lead, *DISPATCHES[0].body))
OTHER = " ".join((DISPATCHES[1].lead, *DISPATCHES[1].body))


def report(id, text, **changes):
    return Report(
        **{"id": id, "language": "de", "published": "2025-01-17", "title": None, "text": text} | changes
    )


def groups(*reports, **options):
    return sorted(sorted(r.id for r in origin.reports) for origin in find_origins(reports, **options))


def test_the_copy_test():
    assert len(DISPATCHES) == 60
    for seed in range(3):
        found = measure(DISPATCHES, seed)
        assert 180 <= found["variants"] <= 300
        assert found["groups"] >= 0.95, found["wrong"]


def test_reports_of_one_act_written_independently_stay_apart():
    pairs = [(a, b) for a, b in combinations(DISPATCHES, 2) if a.act == b.act]
    assert len(pairs) == 12
    for a, b in pairs:
        for one in make_variants(a, 1):
            for other in make_variants(b, 1):
                if one.outlet != other.outlet:
                    assert len(find_origins([one, other])) == 2, (one.id, other.id)


def test_order_makes_no_difference():
    reports = [report for dispatch in DISPATCHES for report in make_variants(dispatch, 3)]
    whole = groups(*reports)
    random.Random(4).shuffle(reports)
    assert groups(*reports) == whole


def test_few_and_many_reports_give_the_same_groups():
    """Below 40 all pairs are compared, above only those that the signatures propose."""
    reports = [report for dispatch in DISPATCHES[24:32] for report in make_variants(dispatch, 0)]
    alone = groups(*reports[:39])
    others = [report for dispatch in DISPATCHES[40:] for report in make_variants(dispatch, 0)]
    assert set(map(tuple, alone)) <= set(map(tuple, groups(*reports[:39], *others)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Moskau (dpa) – Das Wetter ist gut.", "Das Wetter ist gut. (dpa/red)"),
        ("date 2025-01\nDas Wetter ist gut.", "Das Wetter ist gut.\n(AFP)"),
    ],
)
def test_credits_are_no_words_of_the_text(a, b):
    assert strip_credits(a).strip() == strip_credits(b).strip() == "Das Wetter ist gut."


def test_brackets_that_are_no_credit_stay():
    assert "(Iran)" in strip_credits("In Natans (Iran) drehen sich Zentrifugen.")


def test_one_statement_quoted_by_two_reporters_makes_no_copy():
    said = (
        "„Wir haben mit dieser Lieferung nichts zu tun und weisen alle Vorwürfe dazu mit Nachdruck zurück.“"
    )
    a, b = (report(id, f"{text} {said}", outlet=id) for id, text in (("a", TEXT), ("b", OTHER)))
    assert groups(a, b) == [["a"], ["b"]]


def test_a_cut_lies_within_the_whole():
    whole, cut = report("a", TEXT), report("b", DISPATCHES[0].lead)
    assert containment(shingles_of(whole), shingles_of(cut)) == 1.0


def test_why_says_what_they_share():
    (origin,) = find_origins(
        [report("a", f"{TEXT} (dpa)", agencies=("dpa",)), report("b", TEXT, agencies=("dpa",))]
    )
    assert origin.agencies == ("dpa",) and "the same text" in origin.why[0]


def test_one_agency_or_one_newsroom_counts_once_for_one_act():
    a, b = report("a", TEXT, agencies=("dpa",)), report("b", OTHER, agencies=("dpa",))
    assert groups(a, b) == [["a"], ["b"]]
    assert groups(a, b, one_act=True) == [["a", "b"]]
    a, b = report("a", TEXT, outlet="Blatt"), report("b", OTHER, outlet="Blatt")
    assert groups(a, b, one_act=True) == [["a", "b"]]
    assert "Blatt's own" in find_origins([a, b], one_act=True)[0].why[0]


def test_a_report_put_together_from_two_agencies_joins_no_two_dispatches():
    dpa, afp = report("a", TEXT, agencies=("dpa",)), report("b", OTHER, agencies=("AFP",))
    both = report("c", f"{TEXT} {DISPATCHES[1].body[0]} {DISPATCHES[1].body[1]}", agencies=("AFP", "dpa"))
    assert groups(dpa, afp, both) == [["a", "c"], ["b"]]


def test_reports_without_words_are_their_own():
    assert groups(report("a", "…"), report("b", "—")) == [["a"], ["b"]]
    many = [report(f"r{n:02}", "…") for n in range(60)]
    assert len(find_origins(many)) == 60
