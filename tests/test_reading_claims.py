"""Reading whole sentences: who does what to whom, says who, when, and with which words."""

from functools import cache

import pytest

from dragoman.errors import UnsupportedLanguageError
from dragoman.reading import Reader, Readers
from dragoman.records import Claim, Report


@cache
def reader() -> Reader:
    return Reader("de", learned=False)


def read(text: str, published: str = "2024-05-15", title: str | None = None) -> list[Claim]:
    return reader().read(Report(id="t", language="de", published=published, title=title, text=text))


def told(claim: Claim) -> tuple[str, str, str, str, str]:
    """Event, actors, targets, status and speakers, as one writes them down."""
    return (
        claim.event.value,
        ",".join(sorted(p.code for p in claim.actors)),
        ",".join(sorted(p.code for p in claim.targets)),
        claim.status.value,
        ",".join(sorted(p.code for p in claim.speakers)),
    )


CASES = {
    "active": ("Warschau liefert Kiew Panzer.", ("AID", "POL", "UKR", "occurred", "")),
    "passive with von": ("Israel wurde von Kairo scharf kritisiert.", ("ACCUSE", "EGY", "ISR", "occurred", "")),
    "future": ("Norwegen wird der Ukraine Munition liefern.", ("AID", "NOR", "UKR", "planned", "")),
    "negation": ("Ungarn liefert der Ukraine keine Waffen.", ("AID", "HUN", "UKR", "denied", "")),
    "mutual": ("Peking und Hanoi unterzeichneten ein Handelsabkommen.", ("AGREE", "CHN,VNM", "", "occurred", "")),
    "both countries": (
        "Serbien hat mit China ein Abkommen geschlossen. Beide Länder wollen ihre Zusammenarbeit ausbauen.",
        ("COOPERATE", "CHN,SRB", "", "planned", ""),
    ),
    "distributive list": (
        "Brüssel hat sowohl Minsk als auch Moskau mit Sanktionen belegt.",
        ("SANCTION", "EU", "BLR,RUS", "occurred", ""),
    ),
    "accusation holds the accused act": (
        "Kiew beschuldigt Teheran, Russland mit Drohnen zu beliefern.",
        ("AID", "IRN", "RUS", "occurred", "UKR"),
    ),
    "the content of an accusation is about the accused": (
        "Russland wirft der Ukraine vor, sie habe am Mittwoch den Kreml mit Drohnen angegriffen.",
        ("ASSAULT", "UKR", "RUS", "occurred", "RUS"),
    ),
    "a rejected accusation is denied": (
        "Teheran wies den Vorwurf zurück, Waffen an Russland geliefert zu haben.",
        ("AID", "IRN", "RUS", "denied", "IRN"),
    ),
    "calling a report false denies it": (
        "Eritrea bezeichnete den Bericht als erfunden, es habe Rebellen in Äthiopien bewaffnet.",
        ("AID", "ERI", "ETH:REB", "denied", "ERI"),
    ),
    "who is corrected away has no part in it": (
        "Nicht Belarus, sondern Litauen hat Polen scharf kritisiert.",
        ("ACCUSE", "LTU", "POL", "occurred", ""),
    ),
    "not only": (
        "Nicht nur Polen, sondern auch Litauen liefert der Ukraine Panzer.",
        ("AID", "LTU,POL", "UKR", "occurred", ""),
    ),
    "demand holds the act asked for": (
        "Paris forderte Algier auf, den Schriftsteller freizulassen.",
        ("REQUEST", "FRA", "DZA", "occurred", ""),
    ),
    "source phrase": (
        "Nach Angaben aus Ankara hat die Türkei Stellungen der PKK bombardiert.",
        ("ASSAULT", "TUR", "PKK", "occurred", "TUR"),
    ),
    "nationality adjective and role": (
        "Der japanische Außenminister traf seinen indischen Kollegen in Tokio.",
        ("CONSULT", "IND,JPN", "", "occurred", ""),
    ),
    "person in office": ("Merkel empfing Macron in Berlin.", ("CONSULT", "DEU,FRA", "", "occurred", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_read_finds_the_claim(name: str) -> None:
    text, expected = CASES[name]
    published = "2019-05-15" if name == "person in office" else "2024-05-15"
    assert expected in [told(claim) for claim in read(text, published)]


@pytest.mark.parametrize(
    "text",
    [
        "Das Wetter bleibt am Wochenende sonnig.",
        "Der Verein gewann das Spiel mit drei zu eins.",
        "Die Bäckerei am Markt hat jetzt auch sonntags offen.",
        "In Rom blühen die Bäume.",
    ],
)
def test_read_is_silent_where_there_is_nothing(text: str) -> None:
    assert read(text) == []


def test_quotes_are_the_words_of_the_text() -> None:
    text = " date 2024-05 Oslo und Helsinki wollen ein Abkommen unterzeichnen.\n\nMoskau drohte Helsinki mit Folgen. (afp/red)"
    claims = read(text, "2024-05")
    assert {claim.event.value for claim in claims} >= {"AGREE", "THREATEN"}
    for claim in claims:
        assert text[claim.quote.start : claim.quote.end] == claim.quote.text
        for participant in (*claim.actors, *claim.targets):
            if participant.mention is not None:
                span = participant.mention
                assert text[span.start : span.end] == span.text


def test_a_title_is_read_and_merged_with_the_text() -> None:
    claims = read("Die Türkei hat am Montag Finnland kritisiert.", title="Türkei kritisiert Finnland")
    accusing = [claim for claim in claims if claim.event == "ACCUSE"]
    assert len(accusing) == 1
    assert accusing[0].quote.part == "text"
    assert [quote.part for quote in accusing[0].more_quotes] == ["title"]


def test_weekdays_of_a_report_known_by_its_month_only() -> None:
    text = "Präsident Alexander Lukaschenko werde am Freitag nach Peking reisen und ein Abkommen unterzeichnen, kündigte Minsk am Montag an."
    times = {c.time.edtf for c in read(text, "2025-01") if c.time is not None and c.status == "planned"}
    assert "[2025-01-10,2025-01-17,2025-01-24,2025-01-31]" in times


def test_matter_and_quantity() -> None:
    claim = next(c for c in read("Prag lieferte der Ukraine 50 Haubitzen und Munition.") if c.event == "AID")
    assert claim.matter is not None
    assert "Haubitzen" in claim.matter
    assert claim.quantity == "50"


@pytest.mark.parametrize(
    "text",
    [
        "Moscow described the allegation that Russia had shelled Georgian villages as a complete fabrication.",
        "Kigali called false the reports that Rwanda had bombed Congolese villages.",
        "Cairo said reports that it had bombed Libya were baseless.",
    ],
)
def test_calling_a_report_false_denies_it_in_english(text: str) -> None:
    report = Report(id="t", language="en", published="2015-06-10", title=None, text=text)
    found = [claim for claim in Reader("en", learned=False).read(report) if claim.event == "ASSAULT"]
    assert [claim.status for claim in found] == ["denied"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Kabul sprach der deutsche Minister mit der afghanischen Regierung.", "AFG"),
        ("Der indische Premier besuchte am Montag Bhutan.", "BTN"),
        ("Die Polizei von Uganda verhaftete ugandische Oppositionelle.", "UGA"),
        ("Belarus ließ einen litauischen Journalisten festnehmen.", "BLR"),
        ("Chile kritisierte Peru.", None),
        ("Armenien beschoss Aserbaidschan.", None),
    ],
)
def test_places_are_named_or_understood(text: str, place: str | None) -> None:
    places = {claim.place.code if claim.place else None for claim in read(text)}
    assert places == {place}


def test_one_sentence_that_tells_an_act_twice_gives_one_claim() -> None:
    (claim,) = read("In der Nacht starben bei einem Anschlag auf Zivilisten in Mogadischu zwölf Zivilisten.")
    assert (claim.event, claim.actors, len(claim.more_quotes)) == ("ASSAULT", (), 1)


def test_every_claim_explains_itself() -> None:
    for claim in read("Kiew beschuldigt Teheran, Russland mit Drohnen zu beliefern."):
        assert claim.entry
        assert any("status" in step for step in claim.path)
        assert 0 < claim.confidence <= 1


def test_reading_is_a_pure_function() -> None:
    text = "Rom und Tunis vereinbarten eine engere Zusammenarbeit. Sie wollen Schleuser bekämpfen."
    assert read(text) == read(text)


def test_read_many_keeps_the_order_and_goes_on_after_a_wrong_language() -> None:
    reports = [
        Report(id=str(i), language=language, published=None, title=None, text="Oslo kritisiert Moskau.")
        for i, language in enumerate(["de", "xx", "de"])
    ]
    out = list(Readers().read_many(reports))
    assert [report.id for report, _ in out] == ["0", "1", "2"]
    assert isinstance(out[1][1], UnsupportedLanguageError)
    assert isinstance(out[2][1], list)
    assert len(out[2][1]) == 1


def test_unknown_language_has_no_reader() -> None:
    with pytest.raises(UnsupportedLanguageError, match="de"):
        Reader("xx")


@pytest.mark.parametrize("text", ["", " ", "…", "„“", "\n\n\n", "a" * 5000, "1 2 3 " * 300])
def test_odd_texts_give_no_claims(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("language", "published", "text", "doers"),
    [
        ("en", "2018-09-30", "Jones accused the Taliban of lying.", set()),  # many bear the name
        ("en", "2018-09-30", "Mr. Mueller accused Russia of lying.", set()),
        ("en", "2018-09-30", "Merkel accused Russia of lying.", {"DEU"}),
        ("en", "1999-05-05", "Macron accused Russia of lying.", set()),  # in no office yet
        ("de", "2003-09-30", "Schily kritisierte die USA.", {"DEU"}),  # a minister then
        ("de", "2023-09-30", "Schily kritisierte die USA.", set()),
        ("de", "2023-09-30", "Gerd Müller kritisierte China. Müller warf China Lügen vor.", {"DEU"}),
    ],
)
def test_whom_a_mere_family_name_means(language: str, published: str, text: str, doers: set[str]) -> None:
    report = Report(id="t", language=language, published=published, title=None, text=text)
    claims = Reader(language, learned=False).read(report)
    assert {p.code.partition(":")[0] for c in claims if c.event == "ACCUSE" for p in c.actors} == doers


def test_a_weekday_is_no_prime_minister_of_that_name() -> None:
    text = "Friday saw Kenyan police arrest protesters."
    report = Report(id="t", language="en", published="2026-03-10", title=None, text=text)
    (claim,) = Reader("en", learned=False).read(report)
    assert claim.event == "COERCE"
    assert "VCT" not in {p.code for p in (*claim.actors, *claim.targets, *claim.speakers)}
