"""Reports and claims written by hand, and a reader that needs no model: shared by several tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.errors import DragomanError, UnsupportedLanguageError
from dragoman.records import Attribution, Claim, Event, Participant, Place, Report, Span, Status, Time

TEXT = (
    "Kiew wirft Teheran vor, Moskau im Januar in Kasan zwei Drohnen geliefert zu haben. "
    "Das teilte die Botschaft auf Telegram mit. Moskau und Teheran 🤝 verhandeln über Öl."
)
TITLE = "Streit über Drohnen"


def span(words: str, *, text: str = TEXT, part: str = "text") -> Span:
    """The first place where these words stand."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words, part=part)


def make_report(id: str = "r1", **changes: object) -> Report:
    """A report with everything filled in."""
    report = Report(
        id=id,
        language="de",
        published="2025-01",
        title=TITLE,
        text=TEXT,
        outlet="Beispielblatt",
        agencies=("AFP", "dpa"),
        dateline="Kiew",
        url="https://example.org/r1",
        retrieved="2025-01-14T08:00:00Z",
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def make_claims(id: str = "r1") -> list[Claim]:
    """An accusation, the accused act inside it with every field used, and a mutual act at the end."""
    ukraine = Participant(code="UKR", name="Ukraine", qid="Q212", mention=span("Kiew"))
    iran = Participant(code="IRN", name="Iran", qid="Q794", mention=span("Teheran"))
    russia = Participant(code="RUS", mention=span("Moskau"))
    accusing = Claim(
        report_id=id,
        event=Event.ACCUSE,
        mode=None,
        actors=(ukraine,),
        targets=(iran,),
        status=Status.OCCURRED,
        quote=span("Kiew wirft Teheran vor"),
        entry="de/vorwerfen",
    )
    giving = Claim(
        report_id=id,
        event=Event.AID,
        mode="military",
        actors=(iran,),
        targets=(russia, Participant(code="RUS:MIL")),
        others=(Participant(code="PRK"),),
        status=Status.OCCURRED,
        quote=span("Moskau im Januar in Kasan zwei Drohnen geliefert"),
        more_quotes=(span("Drohnen", text=TITLE, part="title"), span("Botschaft")),
        attribution=(
            Attribution(
                speakers=(Participant(code="IRN:GOV", mention=span("die Botschaft")),),
                cue=span("teilte"),
                manner="direct",
                channel="Telegram",
                said_on="2025-01-13",
            ),
            Attribution(speakers=(ukraine, Participant(code="unknown")), cue=span("wirft")),
        ),
        time=Time(
            edtf="[2025-01-10,2025-01-17]",
            earliest="2025-01-10",
            latest="2025-01-17",
            basis="published",
            phrase=span("im Januar"),
        ),
        place=Place(code="RUS", name="Kasan", mention=span("Kasan")),
        matter="Drohnen",
        quantity="zwei",
        parent=accusing.id,
        entry="de/liefern",
        path=("vorwerfen", "xcomp", "liefern"),
        confidence=0.75,
    )
    talking = Claim(
        report_id=id,
        event=Event.CONSULT,
        mode=None,
        actors=(russia, iran),
        targets=(),
        status=Status.PLANNED,
        quote=span("Moskau und Teheran 🤝 verhandeln"),
        time=Time(edtf="2025-02/..", earliest="2025-02-01", latest=None, basis="text"),
    )
    return [accusing, giving, talking]


class FakeReaders:
    """Claim one accusation a report; read any language but xx, and trip over the word Unlesbar."""

    def of(self, language: str) -> FakeReaders:
        return self

    def read(self, report: Report) -> list[Claim]:
        if report.language == "xx":
            raise UnsupportedLanguageError(f"no lexicon for language {report.language!r}")
        if "Unlesbar" in report.text:
            raise DragomanError("the reader gave up")
        words = report.text.split()[0]
        start = report.text.index(words)
        return [
            Claim(
                report_id=report.id,
                event=Event.ACCUSE,
                mode=None,
                actors=(Participant(code="UKR"),),
                targets=(Participant(code="RUS"),),
                status=Status.OCCURRED,
                quote=Span(start=start, end=start + len(words), text=words),
                attribution=(Attribution(speakers=(Participant(code="UKR"),)),),
                time=Time(edtf="2025-01", earliest="2025-01-01", latest="2025-01-31", basis="published"),
                entry="de/vorwerfen",
                path=("nsubj ← vorwerfen",),
            )
        ]

    def read_many(
        self, reports: Iterable[Report], jobs: int
    ) -> Iterator[tuple[Report, list[Claim] | DragomanError]]:
        for report in reports:
            try:
                yield report, self.read(report)
            except DragomanError as error:
                yield report, error
