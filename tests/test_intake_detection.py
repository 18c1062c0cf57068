"""The language of a text that does not say it."""

import pytest

from dragoman.intake.detection import find_language
from dragoman.intake.jsonform import report_from_json
from dragoman.intake.plain import report_from_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Regierung in Ankara bestellte am Montag den schwedischen Botschafter ein.", "de"),
        ("The government in Ankara summoned the Swedish ambassador on Monday, officials said.", "en"),
        ("Le gouvernement turc a convoqué lundi l'ambassadeur de Suède, selon un porte-parole.", "fr"),
        ("De regering in Ankara ontbood maandag de Zweedse ambassadeur, aldus een woordvoerder.", "nl"),
        ("Правительство в Анкаре в понедельник вызвало посла Швеции, сообщил представитель.", "ru"),
        ("Oslo kritisiert Moskau.", "de"),
        ("Oslo criticises Moscow.", "en"),
    ],
)
def test_language_is_found(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize("text", ["", "1234", "…", "Tehran"])
def test_what_says_nothing_is_taken_for_a_language_that_is_read(text: str) -> None:
    assert find_language(text) in {"de", "en", "fr"}


def test_what_a_report_says_goes_before() -> None:
    assert report_from_json({"text": "The talks failed in Geneva.", "lang": "de"}).language == "de"
    assert report_from_json({"text": "The talks failed in Geneva on Monday."}).language == "en"
    assert report_from_text("date 2025-01 The talks failed in Geneva on Monday.").language == "en"
    assert report_from_text("The talks failed in Geneva.", language="fr").language == "fr"
