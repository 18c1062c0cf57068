"""Reports and claims as they come in practice, made up by chance from a seed: no text is anybody's.

What was copied from real ledgers are the shapes: about seven claims a report, actors as uneven as in the news
(a few states in most claims, most in few), a fifth of the claims said by somebody, a tenth without a time, a
third of the times no surer than a month, one report in fifty coming again in a new version, texts of some 250
words with German compounds.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from dragoman.edtf import parse_edtf
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

CLAIMS_A_REPORT = 7
_LISTS = tomllib.loads(Path(__file__).with_name("claim_words.toml").read_text(encoding="utf-8"))
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3650
_STATES: list[str] = _LISTS["states"].split()
_SECTORS = ("", "", "", "", "", "", ":MIL", ":OPP", ":MED", ":CVL")
_BODIES = ("NATO", "EUU", "UNO", "Hamas", "Hizbullah", "Taliban", "IAEA", "OSCE", "ECOWAS", "African Union")
_EVENTS = list(Event)
_STEMS: list[str] = _LISTS["stems"].split()
_HEADS: list[str] = _LISTS["heads"].split()
_ENDINGS = ("", "", "en", "s", "n", "e")
_PLAIN: list[str] = _LISTS["plain"].split()
_STATUSES = (
    (Status.OCCURRED,) * 14 + (Status.PLANNED,) * 3 + (Status.DEMANDED, Status.POSSIBLE, Status.DENIED)
)


class ClaimGenerator:
    """Readings in a fixed order for a seed.

    >>> report, claims = next(ClaimGenerator(1).iter_readings(1))
    >>> report.text[claims[0].quote.start : claims[0].quote.end] == claims[0].quote.text
    True
    """

    def __init__(self, seed: int = 2025, *, repeats: bool = True) -> None:
        self._random = random.Random(seed)
        self._repeats = repeats  # whether reports come again in new versions
        self.actors = [state + sector for sector in dict.fromkeys(_SECTORS) for state in _STATES] + list(
            _BODIES
        )
        self._random.shuffle(self.actors)
        ranked = sorted(self.actors, key=lambda code: (":" in code, self._rank(code)))
        self.actors = ranked
        self._weights = list(accumulate(1 / (rank + 4) for rank in range(len(ranked))))
        self._rare = [f"{stem}{head}{end}" for stem in _STEMS for head in _HEADS for end in ("", "en")]

    @staticmethod
    def _rank(code: str) -> int:
        return _STATES.index(code[:3]) if code[:3] in _STATES else 15

    def iter_readings(self, claims: int, first: int = 0) -> Iterator[tuple[Report, list[Claim]]]:
        """Reports, numbered from `first`, with their claims until there are at least so many claims."""
        made, number = 0, first
        while made < claims:
            report, found = self._make_reading(number)
            yield report, found
            made += len(found)
            number += 1

    def draw_actor(self) -> str:
        """An actor, as often as it stands in claims."""
        return self._random.choices(self.actors, cum_weights=self._weights)[0]

    def draw_word(self) -> str:
        """A word to search for: a compound, or a part of many."""
        chance = self._random
        return chance.choice((chance.choice(self._rare), chance.choice(_HEADS), self._make_name()))

    def _make_reading(self, number: int) -> tuple[Report, list[Claim]]:
        chance = self._random
        again = number > 100 and self._repeats and chance.random() < 0.02
        id = f"wire-{number - chance.randrange(1, 100) if again else number}"
        day = _FIRST_DAY + timedelta(days=number * _DAYS // 150_000 % _DAYS)
        sentences: list[str] = []
        drafts = []
        length = 0
        for _ in range(max(1, round(chance.gauss(CLAIMS_A_REPORT, 3)))):
            for _ in range(2):
                filling = self._make_sentence(chance.randrange(8, 18))
                sentences.append(filling)
                length += len(filling) + 1
            sentence = self._make_sentence(chance.randrange(9, 20))
            drafts.append((length, sentence))
            sentences.append(sentence)
            length += len(sentence) + 1
        report = Report(
            id=id,
            language="de",
            published=day.isoformat(),
            title=self._make_sentence(6),
            text=" ".join(sentences),
            outlet=f"Blatt {chance.randrange(60)}",
            agencies=chance.choice(((), (), ("AFP",), ("dpa",), ("AFP", "dpa"))),
        )
        return report, [self._make_claim(report, day, start, sentence) for start, sentence in drafts]

    def _make_sentence(self, words: int) -> str:
        chance = self._random
        made = [
            self._make_compound() if chance.random() < 0.2 else self._make_name() if chance.random() < 0.1
            else chance.choice(_PLAIN)
            for _ in range(words)
        ]  # fmt: skip
        return f"{made[0].capitalize()} {' '.join(made[1:])}."

    def _make_compound(self) -> str:
        chance = self._random
        return (chance.choice(_STEMS) + chance.choice(_HEADS) + chance.choice(_ENDINGS)).capitalize()

    def _make_name(self) -> str:
        """Names make up most of a vocabulary: some ten thousand, by chance of syllables."""
        chance = self._random
        parts = ("ka", "ro", "mi", "ze", "lu", "tan", "ber", "vos", "shi", "dra", "pel", "nik", "gor", "hal")
        return "".join(chance.choice(parts) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()

    def _make_claim(self, report: Report, day: date, start: int, sentence: str) -> Claim:
        chance = self._random

        def words(first: int, last: int) -> Span:
            at = start + sum(len(word) + 1 for word in sentence.split(" ")[:first])
            text = " ".join(sentence.split(" ")[first:last])
            return Span(start=at, end=at + len(text), text=text)

        def participant(first: int) -> Participant:
            return Participant(code=self.draw_actor(), name="Name", mention=words(first, first + 1))

        attribution: tuple[Attribution, ...] = ()
        if chance.random() < 0.2:
            attribution = (Attribution(speakers=(participant(5),), cue=words(6, 7)),)
        return Claim(
            report_id=report.id,
            event=chance.choice(_EVENTS),
            mode=None,
            actors=tuple(participant(0) for _ in range(chance.choice((1, 1, 1, 1, 2)))),
            targets=tuple(participant(3) for _ in range(chance.choice((0, 1, 1, 1, 2)))),
            status=chance.choice(_STATUSES),
            quote=words(0, chance.randrange(4, 9)),
            attribution=attribution,
            time=self._make_time(day, words(2, 3)),
            place=Place(code="RUS", name="Ort", mention=words(4, 5)) if chance.random() < 0.3 else None,
            matter="Sache" if chance.random() < 0.3 else None,
            entry="de/wort",
            path=("nsubj ← wort", "obj ← wort"),
            confidence=round(chance.uniform(0.3, 1), 3),
        )

    def _make_time(self, day: date, phrase: Span) -> Time | None:
        chance = self._random
        kind = chance.random()
        if kind < 0.1:
            return None
        when = day - timedelta(days=int(chance.expovariate(0.05)))
        edtf = (
            when.isoformat() if kind < 0.6 else f"{when:%Y-%m}" if kind < 0.85 else f"{when:%Y}"
            if kind < 0.95 else f"[{when},{when + timedelta(days=7)}]"
        )  # fmt: skip
        read = parse_edtf(edtf)
        return Time(
            edtf=edtf,
            earliest=read.earliest.isoformat() if read.earliest else None,
            latest=read.latest.isoformat() if read.latest else None,
            basis="published",
            phrase=phrase,
        )
