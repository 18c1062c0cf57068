"""One report on its way through the reading room: its sentences with everything found in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dragoman.language.parse import Parse, Sentence
from dragoman.reading.corrections import corrected_away
from dragoman.reading.gazetteer import Gazetteer
from dragoman.reading.grammar import Grammar
from dragoman.reading.mentions import Mention, MentionFinder
from dragoman.records import Report, Span


@dataclass(slots=True)
class Document:
    """Sentences of the title, then of the text, with the mentions in each."""

    report: Report
    language: str
    gazetteer: Gazetteer
    grammar: Grammar
    finder: MentionFinder
    sentences: list[Sentence]
    parts: list[str]
    mentions: list[dict[int, Mention]] = field(default_factory=list)
    home: str | None = None  # the country the report is mostly about
    domestic: bool = False  # hardly any other country is named
    depth: int = 0

    def text_of(self, part: str) -> str:
        """The title or the text."""
        return (self.report.title or "") if part == "title" else self.report.text

    def span(self, number: int, first: int, last: int) -> Span:
        """The words first…last of a sentence as a span of the report."""
        words = self.sentences[number].words
        start, end, part = words[first].start, words[last].end, self.parts[number]
        return Span(start=start, end=end, text=self.text_of(part)[start:end], part=part)


def build_document(
    report: Report, title: Parse | None, text: Parse, gazetteer: Gazetteer, grammar: Grammar
) -> Document:
    """Find the mentions of every sentence and the country the report is about."""
    day = report.published[:10].replace("-XX", "") if report.published else None
    finder = MentionFinder(gazetteer, grammar, day)
    sentences, parts = [], []
    for parse, part in ((title, "title"), (text, "text")):
        for sentence in parse.sentences if parse else ():
            sentences.append(sentence)
            parts.append(part)
    document = Document(report, text.language, gazetteer, grammar, finder, sentences, parts)
    # the text first: the title often has only the family name of a person the text introduces
    found: dict[int, dict[int, Mention]] = {}
    order = sorted(range(len(sentences)), key=lambda i: parts[i] == "title")
    for i in order:
        away = corrected_away(sentences[i], grammar)
        found[i] = {at: m for at, m in finder.find(sentences[i], i).items() if at not in away}
    document.mentions = [found[i] for i in range(len(sentences))]
    document.home, document.domestic = _home(document)
    for number, part in enumerate(parts):
        if part == "title":
            _drop_place_label(document, number)
    return document


def _drop_place_label(document: Document, number: int) -> None:
    """``Niger: Tausende demonstrieren``: the state before the colon only says where."""
    sentence, mentions = document.sentences[number], document.mentions[number]
    colon = next((w.index for w in sentence.words[:5] if w.text == ":"), 0)
    for index in [i for i in mentions if i < colon and mentions[i].is_place]:
        del mentions[index]


def _home(document: Document) -> tuple[str | None, bool]:
    """The state named most, at the beginning above all, and whether it is nearly the only one."""
    counts: Counter[str] = Counter()
    states = document.gazetteer.states
    for number, mentions in enumerate(document.mentions):
        weight = 3 if document.parts[number] == "title" else 2 if number < 4 else 1
        if document.sentences[number].aside:
            weight = 4
        for mention in mentions.values():
            code = (mention.country or mention.code or "").split(":")[0]
            if code in states and mention.kind not in {"media"}:
                counts[code] += weight
        for word in document.sentences[number].words:
            if word.upos == "ADJ" and (state := document.finder.adjective(word)):
                counts[state] += weight
    ranked = counts.most_common(2)
    if not ranked:
        return None, False
    return ranked[0][0], len(ranked) == 1 or ranked[1][1] < 0.2 * ranked[0][1]
