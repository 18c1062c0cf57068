"""Who says what stands between quotation marks.

The cue is looked for behind the closing mark (``“, sagte X``, ``“, so X``, ``,” he said``),
before the opening one (``X sagte: „``), around a passage inside a clause (``X nannte das „…“``), and
in the sentences beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.parse import Sentence, Word
from dragoman.reading.attribution_phrases import PhraseScopes
from dragoman.reading.attribution_sources import NOMINAL, UNKNOWN, Source, Sources
from dragoman.reading.attribution_verbs import VerbScopes
from dragoman.reading.clauses import VERBAL, clause_root
from dragoman.reading.cues import VerbCue
from dragoman.reading.quotation_marks import QuotedRun
from dragoman.reading.scopes import Scope

_LONG = 8  # words: a passage of that length is hardly ever a name (97 % of those in the training corpus)
_FAR = 16  # words between a quotation and its verb of saying, where the subject stands between
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "''", "``"})
_SPOKEN = 5  # with a capital in front, from here on a quotation where it ends like a sentence


@dataclass(slots=True)
class Attached:
    """Who says a quoted passage, with the word that says so."""

    source: Source
    cue: tuple[int, int] | None
    how: str
    channel: str | None = None


class QuoteScopes:
    """Gives quoted passages their speakers."""

    def __init__(self, sources: Sources, verbs: VerbScopes, phrases: PhraseScopes) -> None:
        self.sources = sources
        self.document = sources.document
        self.cues = sources.cues
        self.verbs = verbs
        self.phrases = phrases

    def attach(self, run: QuotedRun) -> Attached | None:
        """The cue right behind or right before a passage."""
        return self._behind(run) or self._before(run)

    def is_quotation(
        self, run: QuotedRun, attached: Attached | None, inside: Scope | None, cue: bool
    ) -> bool:
        """Whether a passage is somebody's words rather than a name or a doubtful word.

        `inside` is the scope it lies in, `cue` whether its clause has a verb of saying.
        """
        if run.count >= _LONG:
            return True
        if attached is not None:
            return run.count > 1 or run.ends_sentence or not self._is_name(run)
        if self._is_name(run):
            return False
        spoken = inside is not None or cue
        if not run.capital:
            return run.count >= 2 or spoken
        if run.count >= _SPOKEN:
            return spoken or run.ends_sentence or run.count > _SPOKEN
        return run.count > 1 and (run.ends_sentence or (inside is not None and run.count > 2))

    def embedded(self, run: QuotedRun, rows: list[Scope]) -> Attached | None:
        """The speaker of a passage inside a clause: that of the narrowest scope around it, or of its verb."""
        number, index = run.words[0]
        around = [
            s for s in rows if index in (s.frame or s.words) and s.run < 0 and s.speaker_span is not None
        ]
        around = [s for s in around if (number, s.cue_word) not in run.words]
        if around:
            scope = min(around, key=lambda s: len(s.frame or s.words))
            return Attached(
                Source(scope.speakers, scope.speaker_span), (number, scope.cue_word), "words quoted in it"
            )
        verb = self.governing(run)
        if verb is None:
            return None
        cue = self.verbs.cue_of(self.document.sentences[number], verb)
        if cue is None:
            return None
        source, _ = self.verbs.source(number, verb, cue)
        if source.span is None:
            return None
        return Attached(source, (number, verb.index), f"{verb.lemma}: words quoted of its subject")

    def governing(self, run: QuotedRun) -> Word | None:
        """The nearest verb of saying above a passage."""
        number, index = run.words[0]
        sentence = self.document.sentences[number]
        inside = run.in_sentence(number)
        at = sentence.words[index].head
        for _ in range(12):
            if at < 0:
                return None
            word = sentence.words[at]
            if at not in inside and self.verbs.cue_of(sentence, word) is not None:
                return word
            if at not in inside and word.relation in {"acl:relcl", "ccomp"}:
                return None
            at = word.head
        return None

    def own_subject(self, run: QuotedRun) -> Attached | None:
        """The subject of the clause a passage stands in, where somebody is named there."""
        number, index = run.words[0]
        sentence, inside = self.document.sentences[number], run.in_sentence(number)
        at = sentence.words[index].head
        while at in inside:
            at = sentence.words[at].head
        if at < 0:
            return None
        root = at if sentence.words[at].upos in VERBAL else clause_root(sentence, at)
        subject = self.sources.subject_of(sentence, root)
        if (
            subject is None
            or subject in inside
            or sentence.words[subject].upos not in {"PROPN", "PRON", "NOUN"}
        ):
            return None
        if sentence.words[subject].upos == "NOUN" and subject not in self.document.mentions[number]:
            return None
        source = self.sources.of(number, subject)
        if source.span is None or not source.speakers:
            return None
        return Attached(source, None, "subject of its clause")

    # -- behind the passage ------------------------------------------------------------------------

    def _behind(self, run: QuotedRun) -> Attached | None:
        if run.closing is None:
            return None
        number, closing = run.closing
        sentence = self.document.sentences[number]
        at = closing + 1
        while at < len(sentence.words) and sentence.words[at].text in {",", "–", "-"}:
            at += 1
        if at >= len(sentence.words):
            return None
        word = sentence.words[at]
        separated = at > closing + 1 or run.ends_sentence or self._ends_in_comma(run)
        if word.text.lower() in self.cues.quotative and separated:
            if at + 1 < len(sentence.words) and sentence.words[at + 1].upos in VERBAL:
                word = sentence.words[at + 1]  # so urteilte X
            else:
                source, _ = self.phrases.quotative_source(number, at)
                return Attached(source, (number, at), f"{word.text}: source phrase") if source.span else None
        separated = separated or run.count >= _SPOKEN
        if word.upos in VERBAL and separated and not self._is_subordinate(sentence, word, closing):
            verb = self._main(sentence, word)
            if at > closing + 1 or self.verbs.cue_of(sentence, verb) is not None:
                return self._verb(number, verb, after=word.index)
        if self.cues.subject_first and separated:
            return self._subject_first(number, closing, at)
        return None

    def _ends_in_comma(self, run: QuotedRun) -> bool:
        """``“…,” he said``: the comma stands before the closing mark."""
        number, index = run.words[-1]
        return self.document.sentences[number].words[index].text in self.cues.introducing

    def _subject_first(self, number: int, closing: int, at: int) -> Attached | None:
        """``“…,” the mayor, who is 40, told reporters``: a verb of saying whose subject comes first."""
        sentence = self.document.sentences[number]
        if sentence.words[at].upos not in NOMINAL | {"DET", "ADJ", "NUM"}:
            return None
        for word in sentence.words[at : at + _FAR]:
            if word.text in _MARKS:
                return None
            if word.upos not in VERBAL or word.relation in {"acl", "acl:relcl"}:
                continue
            verb = self._main(sentence, word)
            cue = self.verbs.cue_of(sentence, verb)
            if cue is None or "clause" not in cue.takes:
                continue
            source, _ = self.verbs.source(number, verb, cue)
            if source.span is not None and source.span.start >= sentence.words[closing].end:
                channel = self.verbs.channel(sentence, verb)
                return Attached(source, (number, verb.index), f"{verb.lemma}: behind the quotation", channel)
        return None

    def _is_subordinate(self, sentence: Sentence, word: Word, closing: int) -> bool:
        return any(closing < w.index < word.index for w in sentence.dependants(word.index, "mark", "cc"))

    def _main(self, sentence: Sentence, word: Word) -> Word:
        """The full verb of an auxiliary: ``“, hatte er gesagt``."""
        if word.relation in {"aux", "aux:pass", "cop"} and word.head > word.index:
            return sentence.words[word.head]
        return word

    def _verb(self, number: int, verb: Word, after: int) -> Attached | None:
        sentence = self.document.sentences[number]
        cue = self.verbs.cue_of(sentence, verb)
        source, known = self.verbs.source(number, verb, cue or VerbCue())
        if source.span is None or (source.span.end <= sentence.words[after].start):
            index = self._next_nominal(sentence, after)
            if index is not None and not (known and cue is not None and cue.speaker):
                source = self.sources.of(number, index)
        if cue is None and source.span is None:
            return None
        channel = self.verbs.channel(sentence, verb)
        return Attached(source, (number, verb.index), f"{verb.lemma}: behind the quotation", channel)

    def _next_nominal(self, sentence: Sentence, after: int) -> int | None:
        """The noun phrase right behind a verb, where the tree has no subject there."""
        for word in sentence.words[after + 1 : after + 6]:
            if word.upos == "ADP" or word.text in {",", ".", ":"}:
                return None
            if word.upos in NOMINAL and word.lemma not in self.document.grammar.reflexive:
                head = word
                while head.head >= 0 and after < head.head <= head.index + 4 and head.relation in {
                    "flat", "appos", "amod", "nmod", "compound",
                }:  # fmt: skip
                    head = sentence.words[head.head]
                return head.index
        return None

    # -- before the passage ------------------------------------------------------------------------

    def _before(self, run: QuotedRun) -> Attached | None:
        """``X sagte: „…“``, ``X: „…“``, with the colon in the same sentence or ending the one before."""
        number, opening = run.opening
        sentence = self.document.sentences[number]
        before = sentence.words[opening - 1].text if opening > 0 else ""
        if before == ":":
            return self._intro(number, opening - 1)
        if before in self.cues.introducing:
            return self._led_in(number, opening - 1)
        if opening == 0 and number > 0 and self.document.parts[number - 1] == self.document.parts[number]:
            words = self.document.sentences[number - 1].words
            if words[-1].text == ":":
                return self._intro(number - 1, len(words) - 1)
        return None

    def _led_in(self, number: int, comma: int) -> Attached | None:
        """``The mayor said, “…”``; ``“…,” he said, “…”``: the nearest verb of saying before a comma."""
        sentence = self.document.sentences[number]
        for word in reversed(sentence.words[max(0, comma - _FAR) : comma]):
            if word.text in _MARKS or word.text in {".", ";"}:
                return None
            cue = self.verbs.cue_of(sentence, word)
            if cue is not None and "clause" in cue.takes:
                source, _ = self.verbs.source(number, word, cue)
                if source.span is not None and source.span.start < sentence.words[comma].start:
                    channel = self.verbs.channel(sentence, word)
                    return Attached(
                        source, (number, word.index), f"{word.lemma}: before the quotation", channel
                    )
        return None

    def _intro(self, number: int, colon: int) -> Attached | None:
        sentence = self.document.sentences[number]
        words = sentence.words
        start = max((w.index + 1 for w in words[:colon] if w.text in {".", ";", "“", "!"}), default=0)
        inside = range(start, colon)
        verbs = [w for w in (words[i] for i in inside) if w.upos == "VERB"]
        verbs += [w for w in (words[i] for i in inside) if w.upos == "AUX" and not verbs]
        cued = [w for w in verbs if self.verbs.cue_of(sentence, w) is not None]
        main = [w for w in verbs if w.relation not in {"acl:relcl", "acl", "advcl", "ccomp"}]
        last = [w for w in verbs[-1:] if w in cued]
        for verb in (*last, *(w for w in reversed(cued) if w in main), *reversed(main), *reversed(verbs)):
            cue = self.verbs.cue_of(sentence, verb) or VerbCue()
            source, _ = self.verbs.source(number, verb, cue)
            if source.span is not None and source.span.start < words[colon].start:
                if verb not in cued and source.speakers == (UNKNOWN,):
                    source = Source((), source.span)
                channel = self.verbs.channel(sentence, verb)
                return Attached(source, (number, verb.index), f"{verb.lemma}: before the quotation", channel)
        head = next((i for i in inside if words[i].upos in NOMINAL and not self._has_case(sentence, i)), None)
        if head is None:
            return None
        while words[head].head in inside and words[words[head].head].upos in NOMINAL:
            head = words[head].head
        return Attached(self.sources.of(number, head), (number, colon), "named before the colon")

    def _has_case(self, sentence: Sentence, index: int) -> bool:
        return self.document.grammar.case_of(sentence, index) is not None

    def _is_name(self, run: QuotedRun) -> bool:
        """Whether a passage only names the noun before it: ``der Film „…“``."""
        number, opening = run.opening
        words = self.document.sentences[number].words
        if opening == 0:
            return False
        before = words[opening - 1]
        if before.lemma in self.cues.naming or any(
            before.lemma.endswith(n.lower()) for n in self.cues.naming
        ):
            return True
        return before.upos == "NOUN" and run.capital and run.count < _SPOKEN
