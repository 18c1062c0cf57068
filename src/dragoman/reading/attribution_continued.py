"""What is said without a cue of its own.

The reported-speech subjunctive goes on after an attributed sentence; ``demnach`` takes up its
source; ``das teilte X mit`` says who said the sentence before.
"""

from __future__ import annotations

from dragoman.language.parse import Sentence, Word
from dragoman.reading.attribution_sources import UNKNOWN, Source, Sources
from dragoman.reading.attribution_verbs import VerbScopes
from dragoman.reading.clauses import VERBAL, clause, clause_root, content_clauses, segment
from dragoman.reading.scopes import Scope


class ContinuedScopes:
    """Carries speakers over to sentences without a cue."""

    def __init__(self, sources: Sources, verbs: VerbScopes) -> None:
        self.sources = sources
        self.document = sources.document
        self.cues = sources.cues
        self.verbs = verbs

    def reported(
        self, number: int, found: list[Scope], quoted: frozenset[int], run: int, goes_on: bool
    ) -> Scope | None:
        """The whole sentence, where its main clause is in the subjunctive and nobody else says it.

        `goes_on`: the sentence before is said by somebody too, so that a weaker form is enough.
        """
        last = self.sources.last
        sentence = self.document.sentences[number]
        root = sentence.root
        if root.index in quoted or not (self.is_reported(sentence, root, weak=goes_on)):
            return None
        if any(root.index in s.words or s.cue_word == root.index for s in found if s.manner != "reported"):
            return None
        taken = {i for s in found if s.manner == "direct" for i in s.words if s.cue_word >= 0}
        scope = Scope(
            frozenset(range(len(sentence.words))) - taken, (), manner="free", run=run,
            how="reported-speech subjunctive continues the speaker",
        )  # fmt: skip
        if last is not None:
            scope.speakers, scope.speaker_span = last.speakers, self.sources.last_name
            scope.cue, scope.channel = last.cue, last.channel
        return scope

    def is_reported(self, sentence: Sentence, root: Word, weak: bool = False) -> bool:
        """Whether a clause is in the first subjunctive (sei, habe, stehe), or a form that stands for it."""
        cues = self.cues
        if any(w.features.get("Person") in {"1", "2"} for w in sentence.dependants(root.index, "nsubj")):
            return False
        for word in (root, *sentence.dependants(root.index, "aux", "aux:pass", "cop")):
            lower = word.text.lower()
            if lower in cues.reported_forms or (weak and lower in cues.weak_forms):
                return True
            if (
                word.upos in VERBAL
                and cues.infinitive_ending
                and lower + cues.infinitive_ending == self._plain(word)
            ):
                return word.features.get("Mood") != "Imp" and lower not in cues.unmarked
        return False

    def _plain(self, word: Word) -> str:
        """The infinitive without the particle that stands apart (ankündigen, ``kündige … an``)."""
        lemma = word.lemma.lower()
        return lemma[lemma.find(word.text.lower()) :] if word.text.lower() in lemma else lemma

    def following(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """``Demnach …``: the source is the one of the sentence before."""
        sentence = self.document.sentences[number]
        root = clause_root(sentence, word.index)
        if word.text.lower() not in self.cues.following:
            reported = self.is_reported(sentence, sentence.words[root], weak=True)
            if word.text.lower() not in self.cues.following_reported or not reported:
                return []
        words = clause(sentence, root) & set(segment(sentence, word.index, quoted))
        last = self.sources.last
        span = self.document.span(number, word.index, word.index)
        source = Source(last.speakers if last else (UNKNOWN,), span)
        noun = sentence.words[root].head
        if noun >= 0 and sentence.words[root].relation in {"acl", "acl:relcl"} and noun < word.index:
            source = self.sources.of_statement(number, noun)  # ein Bericht der Agentur, wonach …
        return [
            Scope(
                frozenset(words - {word.index}), source.speakers, span, word.index,
                how=f"{word.text}: takes up the source before", speaker_span=source.span,
            )
        ]  # fmt: skip

    def backward(self, number: int, word: Word) -> Scope | None:
        """``Das teilte X mit``: a scope for the sentence before."""
        sentence, before = self.document.sentences[number], number - 1
        if before < 0 or self.document.parts[before] != self.document.parts[number]:
            return None
        if self.document.sentences[before].aside or content_clauses(sentence, word):
            return None
        cue = self.verbs.cue_of(sentence, word)
        pointer = next(
            (
                w for w in sentence.dependants(word.index, "obj", "nsubj:pass", "nsubj", "obl", "expl")
                if w.text.lower() in self.cues.backward and w.index <= 1
            ),
            None,
        )  # fmt: skip
        if cue is None or pointer is None or "clause" not in cue.takes:
            return None
        source, known = self.verbs.source(number, word, cue)
        if not known or (source.span is None) or self._same(source.span.start, sentence, pointer):
            return None
        words = frozenset(range(len(self.document.sentences[before].words)))
        return Scope(
            words, source.speakers, self.document.span(number, word.index, word.index), -1,
            channel=self.verbs.channel(sentence, word), stance=cue.stance, speaker_span=source.span,
            how=f"{word.lemma}: says the sentence before",
        )  # fmt: skip

    def _same(self, start: int, sentence: Sentence, pointer: Word) -> bool:
        return start == sentence.words[pointer.index].start
