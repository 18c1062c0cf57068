"""The learned part: what it may change, and that it stays a pure function of one report."""

import numpy as np
import pytest

from dragoman.reading import Reader, Readers
from dragoman.reading.decisions import Decider
from dragoman.reading.evidence import ACTOR_SIZES, EVENTS, TIME_SIZES, WORD_SIZES
from dragoman.reading.judge import Judgement, Sides, windows
from dragoman.records import Report

TEXT = (
    "Norwegen kritisierte am Dienstag den Bau des Staudamms in Äthiopien. "
    "Die Regierung in Addis Abeba wies das zurück. Kenia lieferte Uganda Getreide."
)


def report(text=TEXT, number=1):
    return Report(id=f"r{number}", language="de", published="2019-05-09", title=None, text=text)


@pytest.fixture(scope="module")
def rules():
    return Reader("de", learned=False)


@pytest.fixture(scope="module")
def reader():
    return Reader("de")


class Told(Judgement):
    """A judgement told by the test: {word: (event, probability)}, sides and status for all."""

    def __init__(self, evidence, told, sides=None, status="occurred"):
        events = np.zeros((len(evidence.words), 1 + len(EVENTS)), np.float32)
        words = [w.text for s in evidence.document.sentences for w in s.words]
        for word, (event, likely) in told.items():
            events[words.index(word), 1 + EVENTS.index(event)] = likely
        super().__init__(evidence, np.zeros((len(words), 1), np.float32), events, {})
        self.told_sides, self.told_status = sides or {}, status

    def roles(self, number, index, event):
        rows = {c.participant.code: c for c in self.evidence.actors_near(number, index)[0]}
        return [Sides(rows[code], *values) for code, values in self.told_sides.items() if code in rows]

    def status(self, number, index, event):
        return {self.told_status: 1.0}

    def time(self, number, index, event):
        return None, 1.0


def decide(rules, told, **known):
    evidence = rules.evidence(report())
    drafts = Decider(Told(evidence, told, **known), rules.lexicon, rules.status_words).decide(evidence.drafts)
    return [d for d in drafts if not d.dropped and d.frame.entry.event]


class TestDecider:
    def test_an_unlikely_entry_tells_no_act(self, rules):
        kept = decide(rules, {"lieferte": ("AID", 0.9)}, sides={"KEN": (0.9, 0.0), "UGA": (0.0, 0.9)})
        assert [d.frame.entry.event for d in kept] == ["AID"]

    def test_a_word_without_an_entry_tells_one(self, rules):
        kept = decide(rules, {"Staudamms": ("COERCE", 0.9)}, sides={"NOR": (0.9, 0.1)})
        assert [(d.frame.entry.id, d.roles.actors[0].code) for d in kept] == [("learned/Staudamm", "NOR")]

    def test_sides_below_the_threshold_are_left_out_but_the_likeliest_is_taken(self, rules):
        sides = {"NOR": (0.8, 0.0), "ETH": (0.2, 0.4), "KEN": (0.25, 0.1)}
        kept = decide(rules, {"kritisierte": ("ACCUSE", 0.9)}, sides=sides)
        assert [p.code for p in kept[0].roles.actors] == ["NOR"]
        assert [p.code for p in kept[0].roles.targets] == ["ETH"]

    def test_a_mutual_act_takes_two_parties(self, rules):
        sides = {"NOR": (0.9, 0.1), "ETH": (0.1, 0.3), "KEN": (0.05, 0.0)}
        kept = decide(rules, {"Bau": ("COOPERATE", 0.9)}, sides=sides)
        assert {p.code for p in kept[0].roles.actors} == {"NOR", "ETH"}
        assert not kept[0].roles.targets

    def test_an_act_without_anybody_is_dropped(self, rules):
        assert not decide(rules, {"kritisierte": ("ACCUSE", 0.9)})

    def test_nobody_is_doer_and_target_where_another_target_is_likely(self, rules):
        sides = {"NOR": (0.9, 0.8), "ETH": (0.1, 0.3)}
        (draft,) = decide(rules, {"kritisierte": ("ACCUSE", 0.9)}, sides=sides)
        assert [p.code for p in draft.roles.targets] == ["ETH"]
        (draft,) = decide(
            rules, {"kritisierte": ("ACCUSE", 0.9)}, sides={"NOR": (0.9, 0.8), "ETH": (0.0, 0.0)}
        )
        assert [p.code for p in draft.roles.targets] == ["NOR"]

    def test_the_status_is_the_networks_and_the_path_says_so(self, rules):
        kept = decide(rules, {"kritisierte": ("ACCUSE", 0.9)}, sides={"NOR": (1.0, 0.0)}, status="possible")
        assert kept[0].status == "possible"
        assert any(step.startswith("learned: possible") for step in kept[0].how)


class TestEvidence:
    def test_features_lie_within_their_tables(self, rules):
        evidence = rules.evidence(report())
        assert (evidence.words < list(WORD_SIZES.values())).all()
        for number, sentence in enumerate(evidence.document.sentences):
            for word in sentence.words:
                for (_, rows), sizes in (
                    (evidence.actors_near(number, word.index), ACTOR_SIZES),
                    (evidence.times_near(number, word.index), TIME_SIZES),
                ):
                    assert (rows >= 0).all()
                    assert (rows < list(sizes.values())).all()

    def test_words_are_counted_through(self, rules):
        evidence = rules.evidence(report())
        assert len(evidence.words) == sum(len(s.words) for s in evidence.document.sentences)
        assert list(windows(evidence)) == [(0, 3)]

    def test_a_long_report_goes_in_several_windows(self, rules):
        evidence = rules.evidence(report(TEXT * 60))
        parts = list(windows(evidence))
        assert len(parts) > 1
        assert [p[0] for p in parts[1:]] == [p[1] for p in parts[:-1]]

    def test_civilians_are_those_of_the_scene(self, rules):
        text = "In Haditha kam es zu Schüssen. Amerikanische Soldaten töteten dort Zivilisten."
        codes = {c.participant.code for c in rules.evidence(report(text)).candidates}
        assert "IRQ:CVL" in codes
        assert "USA:CVL" not in codes

    def test_a_compound_with_an_organisation_is_a_candidate(self, rules):
        evidence = rules.evidence(report("Der OSZE-Bericht kritisiert Georgien."))
        assert "OSCE" in {c.participant.code for c in evidence.candidates}

    def test_a_person_pronoun_is_no_government(self, rules):
        text = "Die US-Regierung lud Präsident Wladimir Putin ein. Washington will ihn im Mai empfangen."
        found = [c.participant.code for c in rules.evidence(report(text)).candidates if c.number == 1]
        assert found == ["USA", "RUS"]


class TestReading:
    def test_a_report_is_read_the_same_in_any_company(self, reader):
        alone = reader.read(report())
        others = [report(TEXT.replace("Kenia", "Ghana") * 3, 2), report(), report("Es regnet.", 3)]
        together = dict((r.id, c) for r, c in Readers().read_many(others))
        assert together["r1"] == alone

    def test_every_quote_is_in_the_text_and_probabilities_are_told(self, reader):
        claims = reader.read(report())
        assert claims
        for claim in claims:
            assert TEXT[claim.quote.start : claim.quote.end] == claim.quote.text
            assert any(step.startswith("learned:") for step in claim.path)
            assert 0 < claim.confidence <= 1

    @pytest.mark.parametrize(
        "text",
        [
            "Moskau bestritt den Angriff auf Kiew.",
            "Teheran wies zurück, Waffen an Russland geliefert zu haben.",
        ],
    )
    def test_who_denies_says_so(self, reader, text):
        claims = [c for c in reader.read(report(text)) if c.event in {"ASSAULT", "AID"}]
        assert claims
        assert all(c.status == "denied" and c.speakers == c.actors for c in claims)

    def test_a_text_without_words_has_no_claims(self, reader):
        assert reader.read(report("…")) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Schweiz hat neun Millionen Einwohner."),
        ("de", "In Norwegen wird im September ein neues Parlament gewählt."),
        ("de", "Der höchste Berg Kenias ist über fünftausend Meter hoch."),
        ("en", "Switzerland has nine million inhabitants."),
        ("en", "Norway will elect a new parliament in September, the broadcaster said."),
        ("fr", "Le plus haut sommet du Kenya dépasse cinq mille mètres."),
    ],
)
def test_a_plain_sentence_tells_no_act(language, text):
    found = Reader(language).read(
        Report(id="plain", language=language, published="2019-05-09", title=None, text=text)
    )
    assert [(c.event, c.entry) for c in found] == []
