"""The reader of one language: a report in, claims out. A pure function of one report.

>>> [c.event for c in Reader("de").read(report)]
"""

from __future__ import annotations

from functools import cached_property

from dragoman import language as language_room
from dragoman.errors import DragomanError, UnsupportedLanguageError
from dragoman.language.parse import Parse
from dragoman.reading.attribution import Attributor
from dragoman.reading.claims import ClaimBuilder
from dragoman.reading.coreference import resolve_persons, resolve_roles
from dragoman.reading.cues import Cues, load_cues
from dragoman.reading.decisions import Decider
from dragoman.reading.demands import find_demands
from dragoman.reading.document import Document, build_document
from dragoman.reading.evidence import Evidence, gather
from dragoman.reading.gazetteer import Gazetteer, load_gazetteer
from dragoman.reading.grammar import Grammar, load_grammar
from dragoman.reading.judge import Judge, load_judge
from dragoman.reading.lexicon import Lexicon, load_lexicon
from dragoman.reading.quotations import Quotation, find_quotations
from dragoman.reading.retold import merge_retold, share_dates
from dragoman.reading.scopes import Scope
from dragoman.reading.status_words import StatusWords, load_status_words
from dragoman.reading.timing import TimeFinder
from dragoman.reading.ultimatums import turn_ultimatums
from dragoman.reading.untruths import deny_untruths
from dragoman.records import Claim, Report
from dragoman.resources import resource_path

LANGUAGES = tuple(sorted(file.parent.name for file in resource_path("lexicon").glob("*/grammar.yml")))


class Reader:
    """Reads reports of one language; loads what it needs when it first needs it.

    Without `learned` the rules read alone.
    """

    def __init__(self, language: str = "de", threads: int | None = None, *, learned: bool = True) -> None:
        if language not in LANGUAGES:
            raise UnsupportedLanguageError(
                f"reports in language {language!r} cannot be read yet; "
                f"there is a lexicon for {', '.join(LANGUAGES)}"
            )
        self.language = language
        self.threads = threads
        self.learned = learned

    @cached_property
    def grammar(self) -> Grammar:
        """Closed-class words."""
        return load_grammar(self.language)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Names of actors and places."""
        return load_gazetteer(self.language)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Predicates."""
        return load_lexicon(self.language)

    @cached_property
    def cues(self) -> Cues:
        """Attribution cues."""
        return load_cues(self.language)

    @cached_property
    def status_words(self) -> StatusWords:
        """Words that shift the status."""
        return load_status_words(self.language)

    @cached_property
    def judge(self) -> Judge | None:
        """The learned part, if it is wanted and has learnt this language."""
        return load_judge() if self.learned and self.grammar.learned else None

    def read(self, report: Report) -> list[Claim]:
        """The claims of one report. Raises UnsupportedLanguageError for another language's report."""
        return self._claims(report, *self._parse([report])[0])

    def read_batch(self, batch: list[Report]) -> list[tuple[Report, list[Claim] | DragomanError]]:
        """Read a few reports whose sentences are parsed together."""
        readable = [r for r in batch if r.language == self.language]
        parses = dict(zip([id(r) for r in readable], self._parse(readable), strict=True))
        out: list[tuple[Report, list[Claim] | DragomanError]] = []
        for report in batch:
            if id(report) not in parses:
                out.append((report, self._wrong_language(report)))
                continue
            try:
                out.append((report, self._claims(report, *parses[id(report)])))
            except DragomanError as error:
                out.append((report, error))
        return out

    def find_quotations(self, text: str) -> list[Quotation]:
        """Who says what in a text: every quotation with its speaker, cue and manner."""
        report = Report(id="", language=self.language, published=None, title=None, text=text)
        document, scopes = self._document(report, *self._parse([report])[0])
        return find_quotations(document, scopes)

    def _wrong_language(self, report: Report) -> UnsupportedLanguageError:
        return UnsupportedLanguageError(
            f"report {report.id}: language {report.language!r} cannot be read yet; "
            f"there is a lexicon for {', '.join(LANGUAGES)}"
        )

    def _parse(self, reports: list[Report]) -> list[tuple[Parse | None, Parse]]:
        for report in reports:
            if report.language != self.language:
                raise self._wrong_language(report)
        texts = [t for r in reports for t in (r.title or "", r.text)]
        parses = language_room.parse_many(
            texts, self.language, threads=self.threads, apart=True, vectors=True
        )
        return [(parses[2 * i] if reports[i].title else None, parses[2 * i + 1]) for i in range(len(reports))]

    def _document(
        self, report: Report, title: Parse | None, text: Parse
    ) -> tuple[Document, list[list[Scope]]]:
        document = build_document(report, title, text, self.gazetteer, self.grammar)
        resolve_roles(document)
        resolve_persons(document)
        return document, Attributor(document, self.cues).scopes()

    def evidence(self, report: Report) -> Evidence:
        """What the rules find in a report, for the learned part; see `dragoman.reading.evidence`."""
        return self._evidence(report, *self._parse([report])[0])[1]

    def _evidence(self, report: Report, title: Parse | None, text: Parse) -> tuple[ClaimBuilder, Evidence]:
        document, scopes = self._document(report, title, text)
        deny_untruths(document, scopes, self.lexicon)
        times = TimeFinder(document)
        said = [list(row) for row in scopes]
        builder = ClaimBuilder(document, self.lexicon, self.status_words, self.cues, said, times)
        drafts = builder.drafts()
        evidence = gather(document, drafts, said, times, self.lexicon)
        builder.scopes = scopes
        return builder, evidence

    def _claims(self, report: Report, title: Parse | None, text: Parse) -> list[Claim]:
        builder, evidence = self._evidence(report, title, text)
        drafts = evidence.drafts
        if self.judge is not None:
            drafts = Decider(self.judge.judge(evidence), self.lexicon, self.status_words).decide(drafts)
        told = find_demands(evidence.document, builder.scopes, drafts, self.status_words, builder.times)
        drafts = sorted([*told, *drafts], key=lambda draft: draft.frame.number)
        drafts = turn_ultimatums(evidence.document, drafts, self.status_words)
        return share_dates(merge_retold(builder.build(drafts)))
