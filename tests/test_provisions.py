"""What reports say agreements bind to, in sentences of many makes; and sentences that state no duty."""

from __future__ import annotations

import pytest

from dragoman.obligations.mentions import find_mentions
from dragoman.obligations.provisions import Provision, State, find_provisions

ALL: tuple[str, ...] = ()  # each party towards the others

# language, text, duty, trigger, parties, bearers, beneficiaries
STATED = [
    ("de", "Das Abkommen zwischen Frankreich und Griechenland sieht vor, dass sich beide Seiten bei einem bewaffneten Angriff Beistand leisten.", "assist", "armed_attack", "FRA GRC", ALL, ALL),
    ("de", "Die USA verpflichteten sich, Japan im Falle eines Angriffs zu verteidigen.", "assist", "armed_attack", "JPN USA", ("USA",), ("JPN",)),
    ("de", "Der Vertrag verpflichtet Russland, Armenien bei einem Angriff beizustehen.", "assist", "armed_attack", "ARM RUS", ("RUS",), ("ARM",)),
    ("de", "Im russisch-iranischen Vertrag heißt es, dass keine Seite einem Angreifer der anderen Hilfe leistet.", "not_assist_aggressor", "aggression", "IRN RUS", ALL, ALL),
    ("de", "Saudi-Arabien und Pakistan haben einen Beistandspakt geschlossen.", "assist", "armed_attack", "PAK SAU", ALL, ALL),
    ("de", "Wird Südkorea angegriffen, müssen laut dem Vertrag von 1953 die USA helfen.", "assist", "armed_attack", "KOR USA", ("USA",), ("KOR",)),
    ("de", "Mali, Niger und Burkina Faso unterzeichneten eine Charta, die einen Angriff auf einen der Staaten als Angriff auf alle wertet.", "assist", "armed_attack", "BFA MLI NER", ALL, ALL),
    ("de", "Großbritannien garantierte Polen Beistand, sollte das Land angegriffen werden.", "assist", "armed_attack", "GBR POL", ("GBR",), ("POL",)),
    ("de", "Moskau und Minsk wollen einen Vertrag unterzeichnen, der gegenseitigen Beistand im Angriffsfall vorsieht.", "assist", "armed_attack", "BLR RUS", ALL, ALL),
    ("de", "Berlin und London unterzeichneten im Juli einen Freundschaftsvertrag. Er enthält eine Beistandsklausel.", "assist", "armed_attack", "DEU GBR", ALL, ALL),
    ("de", "Russland und Nordkorea schlossen 2024 einen Pakt. Demnach müssen sich die Partner bei einer Bedrohung umgehend beraten.", "consult", "threat", "PRK RUS", ALL, ALL),
    ("de", "Finnland und die Sowjetunion hatten einen Vertrag geschlossen, in dem sie sich verpflichteten, keinem gegen den anderen gerichteten Bündnis beizutreten.", "no_hostile_alliance", "always", "FIN SUN", ALL, ALL),
    ("de", "Im Vertrag zwischen China und Pakistan verpflichten sich beide, ihr Territorium nicht für Angriffe auf den anderen zur Verfügung zu stellen.", "no_territory", "always", "CHN PAK", ALL, ALL),
    ("de", "Die Türkei und Aserbaidschan haben vereinbart, einander bei einer Aggression durch Armenien die notwendige Hilfe zu leisten.", "assist", "aggression", "AZE TUR", ALL, ALL),
    ("de", "Australien sicherte Papua-Neuguinea zu, dem Nachbarn im Fall eines bewaffneten Angriffs zu Hilfe zu kommen.", "assist", "armed_attack", "AUS PNG", ("AUS",), ("PNG",)),
    ("de", "Deutschland und Polen schlossen einen Nichtangriffspakt.", "nonaggression", "always", "DEU POL", ALL, ALL),
    ("en", "The treaty between Russia and North Korea provides that each side will assist the other if attacked.", "assist", "armed_attack", "PRK RUS", ALL, ALL),
    ("en", "Russia and North Korea signed a pact in June. It commits both countries to provide military assistance if either is attacked.", "assist", "armed_attack", "PRK RUS", ALL, ALL),
    ("en", "The United States is obliged to defend Japan in the event of an armed attack.", "assist", "armed_attack", "JPN USA", ("USA",), ("JPN",)),
    ("en", "Under the 1953 treaty, the United States must defend South Korea if it is attacked by North Korea.", "assist", "armed_attack", "KOR USA", ("USA",), ("KOR",)),
    ("en", "Saudi Arabia and Pakistan signed a mutual defence agreement under which any aggression against either country shall be considered an aggression against both.", "assist", "aggression", "PAK SAU", ALL, ALL),
    ("en", "Australia pledged to come to the aid of Papua New Guinea if it were attacked.", "assist", "armed_attack", "AUS PNG", ("AUS",), ("PNG",)),
    ("en", "Turkey and Azerbaijan agreed to hold urgent consultations in the event of a threat to either of them.", "consult", "threat", "AZE TUR", ALL, ALL),
    ("en", "Neither Russia nor Iran will help an aggressor attacking the other, the treaty says.", "not_assist_aggressor", "aggression", "IRN RUS", ALL, ALL),
    ("en", "Britain and Germany have signed a treaty that includes a mutual assistance clause.", "assist", "armed_attack", "DEU GBR", ALL, ALL),
    ("en", "China and North Korea concluded a treaty in 1961. Under the treaty, each is bound to render military help should the other be attacked.", "assist", "armed_attack", "CHN PRK", ALL, ALL),
    ("en", "Washington guaranteed Qatar that it would defend the emirate against any armed attack.", "assist", "armed_attack", "QAT USA", ("USA",), ("QAT",)),
    ("en", "The Franco-Greek pact requires both states to come to each other's defence in case of an attack.", "assist", "armed_attack", "FRA GRC", ALL, ALL),
    ("en", "Beijing and Islamabad have a treaty in which they promise not to join any alliance directed against the other.", "no_hostile_alliance", "always", "CHN PAK", ALL, ALL),
    ("de", "Wird eines der beiden Länder überfallen, so muss das andere ihm nach dem zwischen Moskau und Pjöngjang geschlossenen Vertrag unverzüglich zur Seite stehen.", "assist", "armed_attack", "PRK RUS", ALL, ALL),
    ("de", "Artikel 5 des Nordatlantikvertrags besagt, dass ein Angriff gegen einen Verbündeten als Angriff gegen alle gilt.", "assist", "armed_attack", "NATO", ALL, ALL),
    ("de", "Das von Putin und Peseschkian unterzeichnete Abkommen verbietet es beiden Staaten, einem Angreifer des anderen zu helfen.", "not_assist_aggressor", "aggression", "IRN RUS", ALL, ALL),
    ("de", "Paris und Warschau sagten sich in Nancy für den Fall eines Angriffs gegenseitige militärische Unterstützung zu.", "assist", "armed_attack", "FRA POL", ALL, ALL),
    ("de", "Die Vereinigten Staaten haben den Philippinen zugesichert, sie bei einem bewaffneten Angriff zu verteidigen.", "assist", "armed_attack", "PHL USA", ("USA",), ("PHL",)),
    ("en", "A clause in the Russia-North Korea treaty calls for immediate military assistance if either faces armed aggression.", "assist", "aggression", "PRK RUS", ALL, ALL),
    ("en", "Russia is obligated to come to Armenia's defence if the country is attacked, under their alliance treaty.", "assist", "armed_attack", "ARM RUS", ("RUS",), ("ARM",)),
    ("en", "Tokyo and Manila would consult each other whenever either is threatened, under the planned agreement.", "consult", "threat", "JPN PHL", ALL, ALL),
]  # fmt: skip

NOTHING = [
    ("de", "Die Ukraine forderte von Deutschland einen Beistandspakt."),
    ("de", "Deutschland hat der Ukraine militärische Hilfe zugesagt."),
    ("de", "Nordkorea drohte den USA im Falle eines Angriffs mit Vergeltung."),
    ("de", "Frankreich leistete Griechenland nach dem Erdbeben Hilfe."),
    ("de", "Israel und Jordanien unterzeichneten ein Abkommen über Wasserlieferungen."),
    ("de", "Gegenseitige „sofortige militärische Hilfe“ bei Angriff"),
    ("de", "Russland und China verpflichteten sich in einem Abkommen zur Lieferung von Gas."),
    ("de", "Bei einem Angriff auf die Stadt Charkiw wurden nach Angaben der Ukraine drei Menschen getötet."),
    ("de", "Die Regierung in Seoul warf Nordkorea vor, mit dem Angriff das Waffenstillstandsabkommen verletzt zu haben."),
    ("de", "Polen könnte mit Frankreich einen Vertrag über gegenseitigen Beistand schließen."),
    ("en", "Ukraine demanded a treaty that would commit the United States to its defence."),
    ("en", "France sent military assistance to Armenia after the attack."),
    ("en", "Iran and Iraq signed an agreement on border security."),
    ("en", "Russia and Iran pledged to expand trade."),
    ("en", "Japan and the United States held talks on how to respond to an attack by North Korea."),
    ("en", "Senators debated whether the United States should guarantee the defence of Taiwan against an attack."),
]  # fmt: skip

DENIED = [
    ("de", "Der Vertrag zwischen Russland und dem Iran enthält keine Beistandsklausel.", "IRN RUS"),
    ("de", "Russland und der Iran schlossen einen Vertrag. Er verpflichtet die Partner nicht zu militärischem Beistand.", "IRN RUS"),
    ("en", "The Russian-Iranian treaty does not contain a mutual defence clause.", "IRN RUS"),
    ("en", "The agreement between Britain and Ukraine does not oblige London to provide military assistance in case of an attack.", "GBR UKR"),
    ("en", "The agreement with Tehran does not include a mutual defence pact, Moscow said.", "IRN RUS"),
]  # fmt: skip


def one(language: str, text: str, duty: str) -> Provision:
    found = [p for p in find_provisions(text, language)[1] if p.duty == duty]
    assert len(found) == 1, f"{found} in {text!r}"
    return found[0]


@pytest.mark.parametrize(("language", "text", "duty", "trigger", "parties", "bearers", "gains"), STATED)
def test_a_provision(
    language: str, text: str, duty: str, trigger: str, parties: str, bearers: tuple[str], gains: tuple[str]
) -> None:
    found = one(language, text, duty)
    assert not found.is_denied
    assert (found.trigger, " ".join(sorted(found.parties))) == (trigger, parties)
    assert (found.bearers, found.beneficiaries) == (bearers, gains)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_no_provision(language: str, text: str) -> None:
    assert not find_provisions(text, language)[1]


@pytest.mark.parametrize(("language", "text", "parties"), DENIED)
def test_a_duty_that_is_denied(language: str, text: str, parties: str) -> None:
    found = [p for p in find_provisions(text, language)[1] if p.duty == "assist"]
    assert found and all(p.is_denied for p in found)
    assert " ".join(sorted(found[0].parties)) == parties


def test_the_agreement_spoken_of_last_is_meant() -> None:
    text = (
        "Russland will mit dem Iran ein Abkommen unterzeichnen. Mit Nordkorea hat Moskau 2024 einen Vertrag geschlossen. "
        "Dieser verpflichtet beide Staaten, sich bei einem Angriff zu unterstützen und Hilfe zu leisten."
    )
    agreements, provisions = find_provisions(text, "de")
    assert [(set(a.parties), a.state) for a in agreements] == [
        ({"RUS", "IRN"}, State.PLANNED),
        ({"PRK", "RUS"}, State.CONCLUDED),
    ]
    assert [set(p.parties) for p in provisions] == [{"RUS", "PRK"}]


def test_who_says_so() -> None:
    text = (
        "Nach Angaben aus Minsk verpflichtet der Vertrag Russland, Belarus bei einem Angriff zu verteidigen."
    )
    assert one("de", text, "assist").speaker == "BLR"
    said = "The treaty obliges Russia to defend Armenia in case of an attack, according to Yerevan."
    assert one("en", said, "assist").speaker == "ARM"


def test_strength_and_request() -> None:
    text = "Das Abkommen zwischen Russland und Belarus sieht vor, dass beide einander bei einem Angriff auf Ersuchen mit allen Mitteln militärische Hilfe leisten."
    found = one("de", text, "assist")
    assert (found.strength, found.military, found.on_request) == ("all_means", True, True)


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("de", "der russisch-nordkoreanische Vertrag", ["RUS", "PRK"]),
        ("de", "Russlands Nachbar und die US-japanische Allianz", ["RUS", "USA", "JPN"]),
        ("de", "Putin reiste nach Südkorea", ["RUS", "KOR"]),
        ("en", "the Sino-Indian border and South Korea's army", ["CHN", "IND", "KOR"]),
        ("en", "they told us in may", []),
    ],
)
def test_mentions(language: str, text: str, codes: list[str]) -> None:
    assert [m.code for m in find_mentions(text, language)] == codes


def test_a_language_without_patterns() -> None:
    assert find_provisions("La Russie et l'Iran ont signé un traité.", "fr") == ([], [])
