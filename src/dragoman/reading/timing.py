"""Which time expression belongs to which act.

An expression belongs to the clause its words hang on. An act takes the time of its own phrase
first, then that of its clause; never that of the verb of saying around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.language.parse import Sentence, Word
from dragoman.reading import times
from dragoman.reading.document import Document
from dragoman.reading.grammar import Grammar
from dragoman.records import Span, Time

_VERBAL = {"VERB", "AUX"}
_CARRY = 2  # sentences over which a narrative keeps its day
_ACROSS = {"ccomp", "advcl", "acl:relcl", "parataxis"}  # a clause of its own: its head's time is not its


@dataclass(frozen=True, slots=True)
class Timed:
    """The time of an act; `future` when it lies after the report."""

    time: Time | None = None
    future: bool = False


@dataclass(slots=True)
class Placed:
    """A time expression with the word that carries it."""

    expression: times.TimeExpression
    carrier: int
    span: Span


class TimeFinder:
    """Finds the times of a document once, and gives each act its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.placed: list[list[Placed]] = [[] for _ in document.sentences]
        self.last: Time | None = None
        self.told: tuple[int, int, Time] | None = None  # the last past time with its paragraph and sentence
        for part in ("title", "text"):
            self._place(part)

    def _place(self, part: str) -> None:
        document = self.document
        text = document.text_of(part)
        if not text:
            return
        rows = [(i, s) for i, s in enumerate(document.sentences) if document.parts[i] == part]
        at = 0
        for expression in times.find_times(text, document.language):
            while at < len(rows) and rows[at][1].end <= expression.start:
                at += 1
            if at >= len(rows):
                break
            number, sentence = rows[at]
            inside = [w for w in sentence.words if w.start < expression.end and w.end > expression.start]
            if not inside:
                continue
            indices = {w.index for w in inside}
            carrier = next((w.index for w in inside if w.head not in indices), inside[0].index)
            span = Span(
                start=expression.start,
                end=expression.end,
                text=text[expression.start : expression.end],
                part=part,
            )
            self.placed[number].append(Placed(expression, carrier, span))

    def words_of(self, number: int) -> set[int]:
        """Words of a sentence that carry a time expression."""
        return {placed.carrier for placed in self.placed[number]}

    def all_times(self) -> Iterator[tuple[int, int, Time, Time | None]]:
        """Every day or period the report names: sentence, word, the time in its own clause's tense, and the
        time on the other side of the report, where tense alone decides between them (*am Freitag*).
        """
        for number, row in enumerate(self.placed):
            sentence = self.document.sentences[number]
            for placed in row:
                if placed.expression.type not in {"DATE", "TIME", "DURATION"}:
                    continue
                tense = _tense(sentence, self._clause_verb(sentence, placed.carrier), self.document.grammar)
                published = self.document.report.published
                time = times.resolve(placed.expression, published, tense=tense)
                if time is None:
                    continue
                turned = "past" if tense == "future" else "future"
                other = times.resolve(placed.expression, published, tense=turned)
                if other is not None and (other.edtf == time.edtf or "/" in time.edtf + other.edtf):
                    other = None
                yield (
                    number, placed.carrier, replace(time, phrase=placed.span),
                    replace(other, phrase=placed.span) if other is not None else None,
                )  # fmt: skip

    def time_of(self, number: int, index: int, predicates: set[int], *, planned: bool = False) -> Timed:
        """The time of the act named by the word at `index`."""
        sentence = self.document.sentences[number]
        best = self._nearest(sentence, number, index, predicates)
        if best is None:
            return Timed() if planned else Timed(self._carried(number, index))
        clause = self._clause_verb(sentence, best.carrier)
        tense = "future" if planned else _tense(sentence, clause, self.document.grammar)
        published = self.document.report.published
        anchors: list[Time | times.Anchor] = [self.last] if self.last is not None else []
        said = (
            self._said(number, clause, published)
            if tense == "future" or _is_reported(sentence, clause, self.document.grammar)
            else None
        )
        if said is not None:
            anchors.append(times.Anchor(role="said", time=said))
        time = times.resolve(
            best.expression, published, tense="future" if said else tense, anchors=tuple(anchors)
        )
        if time is None:
            return Timed()
        time = Time(
            edtf=time.edtf, earliest=time.earliest, latest=time.latest, basis=time.basis, phrase=best.span
        )
        self.last = time
        if tense == "past" and time.earliest is not None:
            self.told = (sentence.paragraph, number, time)
        day = (published or "")[:10]
        future = bool(time.earliest and len(day) == 10 and time.earliest > day)
        return Timed(time, future)

    def _carried(self, number: int, index: int) -> Time | None:
        """The time told just before, for an act told on in the past in the same paragraph."""
        if self.told is None:
            return None
        paragraph, at, time = self.told
        sentence = self.document.sentences[number]
        if sentence.paragraph != paragraph or number - at > _CARRY or self.document.parts[number] != "text":
            return None
        if _tense(sentence, self._clause_verb(sentence, index), self.document.grammar) != "past":
            return None
        return replace(
            time, basis=f"told on from “{time.phrase.text}”: {time.basis}" if time.phrase else time.basis
        )

    def _said(self, number: int, clause: Word, published: str | None) -> Time | None:
        """When the verb of saying above a clause said it: ``kündigte der Kreml am Montag an``."""
        sentence = self.document.sentences[number]
        at = clause
        while at.relation == "conj" and at.head >= 0:
            at = sentence.words[at.head]
        verbs = [sentence.words[at.head]] if at.relation in {"ccomp", "xcomp"} and at.head >= 0 else []
        verbs += [w for w in sentence.dependants(at.index, "parataxis") if w.upos in _VERBAL]
        for verb in verbs:
            for placed in self.placed[number]:
                if self._clause_verb(sentence, placed.carrier) is verb:
                    return times.resolve(placed.expression, published, tense="past")
        return None

    def _nearest(self, sentence: Sentence, number: int, index: int, predicates: set[int]) -> Placed | None:
        """The expression that hangs nearest above or below the act, in its own clause."""
        best: tuple[int, int, Placed] | None = None
        for placed in self.placed[number]:
            if placed.expression.type not in {"DATE", "TIME", "DURATION"}:
                continue
            steps = self._distance(sentence, placed.carrier, index, predicates)
            if steps is None:
                continue
            rank = (steps, abs(placed.carrier - index))
            if best is None or rank < best[:2]:
                best = (*rank, placed)
        return best[2] if best else None

    def _distance(self, sentence: Sentence, carrier: int, index: int, predicates: set[int]) -> int | None:
        """Steps from the expression up to a word that the act is or hangs on; None across clauses."""
        above: dict[int, int] = {}
        at, cost = index, 0
        while True:
            above[at] = cost
            word = sentence.words[at]
            if word.head < 0 or word.relation in _ACROSS:
                break
            if (
                word.relation == "conj"
                and word.upos in _VERBAL
                and any(sentence.dependants(at, "nsubj", "nsubj:pass"))
            ):
                break
            cost += 2 if word.head in predicates else 1
            at = word.head
        at, steps = carrier, 0
        while at not in above:
            word = sentence.words[at]
            if word.head < 0:
                return None
            if at != carrier and (at in predicates or word.relation in _ACROSS):
                return None
            at = word.head
            steps += 1
        return steps + 2 * above[at]

    def _clause_verb(self, sentence: Sentence, index: int) -> Word:
        at = index
        while sentence.words[at].head >= 0 and sentence.words[at].upos not in _VERBAL:
            at = sentence.words[at].head
        return sentence.words[at]


def _is_reported(sentence: Sentence, verb: Word, grammar: Grammar) -> bool:
    """Whether a plan is told in reported speech: ``werde … empfangen``."""
    auxiliaries = sentence.dependants(verb.index, "aux")
    return any(w.lemma in grammar.future and w.features.get("Mood") == "Sub" for w in auxiliaries)


def _tense(sentence: Sentence, verb: Word, grammar: Grammar) -> str | None:
    """past or future from the verb and its auxiliaries; None for a present that may be either."""
    words = [verb, *sentence.dependants(verb.index, "aux", "aux:pass", "cop")]
    lemmas = {w.lemma for w in words[1:]}
    if any(w.features.get("Tense") == "Past" and w.features.get("VerbForm", "Fin") == "Fin" for w in words):
        return "past"
    if lemmas & grammar.perfect and (verb.features.get("VerbForm") == "Part" or verb.text != verb.lemma):
        return "past"
    if any(w.lemma in grammar.future and w.relation == "aux" for w in words[1:]):
        return "future"
    return None
