"""Who says what: scopes opened by attribution cues, sentence by sentence.

Verbs of saying (`attribution_verbs`), source phrases and nouns (`attribution_phrases`), quotation
marks (`attribution_quotes`), and what goes on without a cue (`attribution_continued`); a title of the
form ``X: …`` is said by X.
"""

from __future__ import annotations

from dragoman.reading.attribution_continued import ContinuedScopes
from dragoman.reading.attribution_phrases import PhraseScopes
from dragoman.reading.attribution_quotes import Attached, QuoteScopes
from dragoman.reading.attribution_sources import UNKNOWN, Source, Sources
from dragoman.reading.attribution_verbs import VerbScopes
from dragoman.reading.clauses import VERBAL
from dragoman.reading.cues import Cues
from dragoman.reading.document import Document
from dragoman.reading.quotation_marks import QuotedRun, find_runs
from dragoman.reading.scopes import Scope

_MEMORY = 5  # sentences the last speaker is remembered for
_LONG = 6  # words of a quoted passage whose verbs of saying are its own
_TITLE_SOURCE = 4  # words that can name the source at the end of a title
_SPEAKING = frozenset({"person", "seat", "organisation", "group", "bloc", "organ", "role"})


class Attributor:
    """Opens the scopes of a document."""

    def __init__(self, document: Document, cues: Cues) -> None:
        self.document = document
        self.cues = cues
        self.sources = Sources(document, cues)
        self.verbs = VerbScopes(self.sources)
        self.phrases = PhraseScopes(self.sources)
        self.quotes = QuoteScopes(self.sources, self.verbs, self.phrases)
        self.continued = ContinuedScopes(self.sources, self.verbs)
        self.runs = find_runs(document)
        self.attached: dict[int, Attached] = {}
        self.next_run = len(self.runs)
        self.last_said = 0  # the last sentence that somebody said
        self.speaking: tuple[int, Attached] | None = (
            None  # the last quoted passage's last sentence and speaker
        )

    def scopes(self) -> list[list[Scope]]:
        """Scopes of every sentence."""
        out: list[list[Scope]] = [[] for _ in self.document.sentences]
        by_sentence: dict[int, list[int]] = {}
        for place, run in enumerate(self.runs):
            for number in run.sentences:
                by_sentence.setdefault(number, []).append(place)
        for number, sentence in enumerate(self.document.sentences):
            if not sentence.aside:
                self._sentence(number, out, by_sentence.get(number, []))
        return out

    def _sentence(self, number: int, out: list[list[Scope]], places: list[int]) -> None:
        sentence, rows = self.document.sentences[number], out[number]
        own = [p for p in places if self.runs[p].opening[0] == number]
        for place in own:
            attached = self.quotes.attach(self.runs[place]) or self._over_paragraphs(place)
            if attached is not None:
                self.attached[place] = attached
        long = frozenset(
            i for p in places if self.runs[p].count >= _LONG for i in self.runs[p].in_sentence(number)
        )
        quoted = frozenset(i for p in places for i in self.runs[p].in_sentence(number))
        if self.document.parts[number] == "title":
            rows += self._title(number)
        spoken = {a.cue for a in self.attached.values()}
        for word in sentence.words:
            found = self.phrases.scopes(number, word, quoted) + self.continued.following(number, word, quoted)
            if word.upos in VERBAL or self.verbs.cue_of(sentence, word) is not None:
                found += self.verbs.scopes(number, word, quoted)
                said_before = self.continued.backward(number, word)
                if said_before is not None:
                    out[number - 1].append(said_before)
            rows += [s for s in found if self._keep(s, number, long, quoted, (number, word.index) in spoken)]
        self._quote(number, out, own)
        self._continue(number, out, quoted)

    def _keep(
        self, scope: Scope, number: int, long: frozenset[int], quoted: frozenset[int], spoken: bool
    ) -> bool:
        """Whether a scope says more than the quoted passages; one inside a passage is for claims alone."""
        if scope.cue_word in long:
            scope.aside = True
            person = self.document.sentences[number].words[scope.cue_word]
            return not any(
                w.features.get("Person") in {"1", "2"}
                for w in self.document.sentences[number].dependants(person.index, "nsubj")
            )
        if not spoken:
            return True
        words = self.document.sentences[number].words
        bare = [i for i in scope.words - quoted if words[i].upos != "PUNCT"]
        if scope.manner == "reported":
            return False
        return len(bare) >= 3 and len(bare) >= 0.4 * len(scope.words)

    # -- quoted passages ---------------------------------------------------------------------------

    def _quote(self, number: int, out: list[list[Scope]], places: list[int]) -> None:
        """Scopes for the quoted passages that begin in a sentence."""
        for place in places:
            run = self.runs[place]
            attached = self.attached.get(place)
            inside = self._around(run, out[number])
            cue = self.quotes.governing(run) is not None
            if not self.quotes.is_quotation(run, attached, inside, cue):
                continue
            attached = attached or self.quotes.embedded(run, out[number])
            attached = attached or self.quotes.own_subject(run) or self._beside(number, run)
            if attached is None:
                if run.capital and run.count < _LONG + 2:
                    continue
                attached = Attached(Source(), None, "nobody named")
            for scope in out[number]:
                scope.aside = scope.aside or (scope.manner == "reported" and run.words[0][1] in scope.frame)
            self.speaking = (run.words[-1][0], attached)
            self._place(place, attached, out)

    def _place(self, place: int, attached: Attached, out: list[list[Scope]]) -> None:
        run = self.runs[place]
        for at in run.sentences:
            cue = attached.cue
            out[at].append(
                Scope(
                    run.in_sentence(at), attached.source.speakers,
                    self.document.span(cue[0], cue[1], cue[1]) if cue and cue[1] >= 0 else None,
                    cue[1] if cue and cue[0] == at else -1, "direct", attached.channel,
                    how=attached.how, speaker_span=attached.source.span, run=place,
                )
            )  # fmt: skip

    def _over_paragraphs(self, place: int) -> Attached | None:
        """The speaker of a quotation that a passage without closing mark goes on with."""
        runs = self.runs
        if place and runs[place - 1].closing is None and place - 1 in self.attached:
            return Attached(self.attached[place - 1].source, None, "quotation goes on")
        for at in range(place, len(runs) - 1):
            if not self.cues.reopening or runs[at].closing is not None:
                return None
            found = self.quotes.attach(runs[at + 1])
            if found is not None:
                return Attached(found.source, None, "quotation goes on")
        return None

    def _around(self, run: QuotedRun, rows: list[Scope]) -> Scope | None:
        """The scope a passage begins in."""
        index = run.words[0][1]
        return next((s for s in rows if index in s.words and s.run < 0), None)

    def _beside(self, number: int, run: QuotedRun) -> Attached | None:
        """The speaker of the passage or sentence before; else of the passage that follows."""
        if self.speaking is not None and number - self.speaking[0] <= 1 and self.speaking[1].source.span:
            same = (
                self.document.sentences[number].paragraph
                == self.document.sentences[self.speaking[0]].paragraph
            )
            if same or number == self.speaking[0]:
                return Attached(self.speaking[1].source, None, "quotation goes on")
        last = self.sources.last
        if last is not None:
            return Attached(
                Source(last.speakers, self.sources.last_name), None, "speaker of the sentence before"
            )
        return None

    # -- without a cue -----------------------------------------------------------------------------

    def _continue(self, number: int, out: list[list[Scope]], quoted: frozenset[int]) -> None:
        """Add what continues the speaker before, and remember who speaks now."""
        rows = out[number]
        goes_on = number > 0 and any(s.speaker_span is not None for s in out[number - 1])
        if number and not out[number - 1] and self.last_said != number - 1:
            self._recall(number)
        free = self.continued.reported(number, rows, quoted, self._free_run(number, out), goes_on)
        if free is not None:
            rows.append(free)
            self.last_said = number
            return
        said = [
            s
            for s in rows
            if s.speaker_span is not None and (s.manner == "direct" or s.cue_word not in quoted)
        ]
        if said:
            self.sources.remember(max(said, key=lambda s: (s.manner != "reported", len(s.words))), number)
            self.last_said = number
        elif number - self.last_said > _MEMORY:
            self.sources.last = None

    def _recall(self, number: int) -> None:
        """After a sentence without a cue its subject goes on, where it can speak."""
        before = self.document.sentences[number - 1]
        if before.aside or self.document.parts[number - 1] != self.document.parts[number]:
            return
        if any(True for _ in before.dependants(before.root.index, "nsubj:pass", "aux:pass")):
            return
        index = self.sources.subject_of(before, before.root.index)
        mention = self.document.mentions[number - 1].get(index) if index is not None else None
        if index is None or (
            before.words[index].upos == "NOUN" and (mention is None or mention.kind not in _SPEAKING)
        ):
            return
        source = self.sources.of(number - 1, index)
        if source.span is not None and source.speakers:
            scope = Scope(frozenset(), source.speakers, speaker_span=source.span)
            self.sources.remember(scope, number - 1)

    def _free_run(self, number: int, out: list[list[Scope]]) -> int:
        """The run of the sentence before, if that continued the same speaker too; else a new one."""
        before = next((s for s in out[number - 1] if s.manner == "free"), None) if number else None
        if before is not None:
            return before.run
        self.next_run += 1
        return self.next_run

    # -- titles ------------------------------------------------------------------------------------

    def _title(self, number: int) -> list[Scope]:
        """``Moskau: Abkommen kommt``: the name before the colon speaks, unless it only says where."""
        document = self.document
        words = document.sentences[number].words
        colon = next((w.index for w in words[:6] if w.text == ":"), None)
        behind = self._title_behind(number)
        if behind is not None:
            return [behind]
        if colon is None:
            return []
        for index in range(colon):
            mention = document.mentions[number].get(index)
            if mention is None or mention.kind not in _SPEAKING:
                continue
            source = self.sources.of(number, index)
            rest = frozenset(range(colon + 1, len(words)))
            if source.speakers and rest:
                cue = document.span(number, colon, colon)
                return [Scope(rest, source.speakers, cue, colon, how="title", speaker_span=source.span)]
        return []

    def _title_behind(self, number: int) -> Scope | None:
        """``Bridge to close: mayor``: the name behind the last mark speaks."""
        document = self.document
        words = document.sentences[number].words
        at = next((w.index for w in reversed(words[3:]) if w.text in self.cues.title_behind), None)
        if at is None or not 1 <= len(words) - at - 1 <= _TITLE_SOURCE:
            return None
        tail = words[at + 1 :]
        if any(w.upos in VERBAL for w in tail):
            return None
        for word in reversed(tail):
            mention = document.mentions[number].get(word.index)
            known = word.lemma.lower() in self.cues.sources or word.lemma.lower() in self.cues.statements
            if known or (mention is not None and mention.kind in _SPEAKING):
                source = self.sources.of(number, word.index)
                speakers = source.speakers or (UNKNOWN,)
                span = document.span(number, at + 1, len(words) - 1)
                cue = document.span(number, at, at)
                return Scope(frozenset(range(at)), speakers, cue, at, how="title", speaker_span=span)
        return None
