import pytest

from dragoman.intake.credits import read_credits


@pytest.mark.parametrize(
    ("text", "agencies", "dateline"),
    [
        ("Die Gespräche gehen weiter. (afp/red)", ("AFP",), None),
        ("Die Gespräche gehen weiter.\n\n(dpa, AFP)\n", ("dpa", "AFP"), None),
        ("Die Gespräche gehen weiter. (APA/dpa/Reuters)", ("APA", "dpa", "Reuters"), None),
        ("Die Gespräche gehen weiter.\ndpa/lsw", ("dpa",), None),
        ("Moskau (dpa) – Die Gespräche gehen weiter.", ("dpa",), "Moskau"),
        (
            "Berlin/Moskau (dpa/Reuters) - Die Gespräche gehen weiter. (dpa)",
            ("dpa", "Reuters"),
            "Berlin/Moskau",
        ),
        ("MOSKAU, 13. Januar (AFP) – Die Gespräche gehen weiter.", ("AFP",), "MOSKAU"),
        ("WASHINGTON, Oct 3 (Reuters) - The talks go on.", ("Reuters",), "WASHINGTON"),
        ("St. Petersburg (dpa) – Die Gespräche gehen weiter.", ("dpa",), "St. Petersburg"),
        ("NEW YORK – Die Gespräche gehen weiter.", (), "NEW YORK"),
        ("Der Präsident (SPD) – er ist neu – kam. Er ging (wie immer).", (), None),
        ("Die Union (CDU) will das nicht. (mak)", (), None),
        ("Tass meldete das. Die AFP nicht.", (), None),
        ("Ein Satz ohne alles.", (), None),
        ("", (), None),
    ],
)
def test_credits_name_agencies_and_dateline(
    text: str, agencies: tuple[str, ...], dateline: str | None
) -> None:
    found = read_credits(text)
    assert (found.agencies, found.dateline) == (agencies, dateline)
