"""Scopes opened without a verb: ``laut X``, ``nach Angaben Kiews``, ``so der Sprecher``, ``angeblich``,
``unter Berufung auf X``, ``aus Sicht Warschaus``, ``der Vorwurf, dass …``.
"""

from __future__ import annotations

from dragoman.language.parse import Sentence, Word
from dragoman.reading.attribution_sources import NOBODY, NOMINAL, UNKNOWN, Source, Sources
from dragoman.reading.clauses import VERBAL, clause, clause_root, content_clauses, is_clause, segment
from dragoman.reading.scopes import Scope

_PREPOSITIONAL = frozenset({"ADP", "ADV", "NOUN", "SCONJ", "ADJ"})
_ENDS = frozenset({",", ".", ":", ";", "–", "„", '"', "«", "»", "(", "!", "?"})


class PhraseScopes:
    """Opens the scopes of source phrases, quotative particles and content nouns."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.document = sources.document
        self.cues = sources.cues

    def scopes(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """The scopes a word opens that is no verb."""
        cues, lower = self.cues, word.text.lower()
        out: list[Scope] = []
        if lower in cues.prepositions and (
            word.upos in _PREPOSITIONAL or (word.upos == "VERB" and cues.subject_first)
        ):
            out += self._preposition(number, word, quoted)
        elif lower in cues.quotative:
            out += self._quotative(number, word, quoted)
        elif lower in cues.hearsay:
            root = clause_root(self.document.sentences[number], word.index)
            out.append(self._scope(number, word, root, Source((UNKNOWN,)), {word.index}, quoted))
        elif word.upos == "NOUN" and not out:
            out += self._long_preposition(number, word, quoted)
        if word.upos == "NOUN" and word.lemma in cues.nouns:
            out += self._noun(number, word, quoted)
        return [scope for scope in out if scope.words]

    # -- laut, zufolge, nach Angaben; unter Berufung auf, aus Sicht --------------------------------

    def _preposition(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        sentence = self.document.sentences[number]
        head = self._governed(sentence, word)
        if head is None:
            return []
        noun = sentence.words[head]
        states = self._is_statement(noun)
        if word.text.lower() in self.cues.statement_prepositions and not states:
            return []
        citing = word.upos in VERBAL and word.relation != "case"  # a clause of its own
        root = clause_root(sentence, word.index if citing else head)
        subject = self.sources.subject_of(sentence, root)
        source = self.sources.of_statement(number, head, subject) if states else self.sources.of(number, head)
        if not source.speakers:
            source = Source((UNKNOWN,), source.span)
        inside = set(self.sources.phrase(sentence, head)) | {word.index}
        if self.cues.subject_first:
            inside |= {w.index for w in sentence.dependants(word.index, "fixed")}
        if source.span is not None and source.span.start <= noun.start:
            inside |= {w.index for w in sentence.words[head:] if w.start < source.span.end}
        return [self._scope(number, word, root, source, inside, quoted)]

    def _governed(self, sentence: Sentence, word: Word) -> int | None:
        """The noun a preposition stands with."""
        if word.head >= 0 and word.relation in {"case", "advmod", "mark", "fixed"}:
            head = sentence.words[word.head]
            if head.upos in NOMINAL | {"NUM", "ADJ", "DET"} and abs(head.index - word.index) < 12:
                return head.index
        below = next((w.index for w in sentence.dependants(word.index, "nmod", "obj", "obl")), None)
        if below is not None:
            return below
        following = sentence.words[word.index + 1 : word.index + 4]
        return next((w.index for w in following if self._is_statement(w)), None)

    def _is_statement(self, word: Word) -> bool:
        """Whether a noun, or the last part of a compound, is one of saying: ``Polizeiangaben``."""
        statements = self.cues.statements
        if word.lemma in statements or word.text in statements:
            return True
        if word.upos != "NOUN":
            return False
        forms = [
            form[: len(form) - cut].capitalize() for form in (word.lemma, word.text) for cut in (0, 1, 2)
        ]
        return any(
            form[start:].capitalize() in statements for form in forms for start in range(2, len(form) - 5)
        )

    def _long_preposition(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """``unter Berufung auf X``, ``aus Sicht X``, ``dem Vernehmen nach``."""
        sentence, grammar = self.document.sentences[number], self.document.grammar
        words = sentence.words
        before = grammar.preposition(words[word.index - 1]) if word.index else ""
        for phrase in (*self.cues.phrase_prepositions, *self.cues.viewpoints):
            if word.lemma not in phrase[1:2] or not self._stands_before(sentence, word, phrase[0]):
                continue
            if phrase in self.cues.viewpoints:
                owner = next(iter(self.sources.owners(sentence, word.index)), None)
            else:
                if word.index + 1 >= len(words) or grammar.preposition(words[word.index + 1]) != phrase[2]:
                    continue
                owner = words[words[word.index + 1].head] if words[word.index + 1].head > word.index else None
            if owner is None:
                continue
            root = clause_root(sentence, word.index)
            source = self.sources.of(number, owner.index)
            if self._is_statement(owner):
                source = self.sources.of_statement(number, owner.index)
            inside = set(sentence.subtree(word.index)) | {word.index - 1}
            return [self._scope(number, word, root, source, inside, quoted)]
        for phrase in self.cues.hearsay_phrases:
            near = {w.lemma for w in words[max(0, word.index - 3) : word.index + 2]} | {before}
            near |= {w.text for w in words[max(0, word.index - 3) : word.index + 2]}
            if word.lemma in phrase and all(p in near or p.lower() in near for p in phrase):
                inside = set(sentence.subtree(word.index))
                root = clause_root(sentence, word.index)
                named = (
                    self.document.span(number, word.index, word.index) if self._is_statement(word) else None
                )
                return [self._scope(number, word, root, Source((UNKNOWN,), named), inside, quoted)]
        return []

    def _stands_before(self, sentence: Sentence, word: Word, preposition: str) -> bool:
        grammar = self.document.grammar
        near = sentence.words[max(0, word.index - 3) : word.index]
        return any(grammar.preposition(w) == preposition for w in near)

    def _scope(
        self, number: int, cue: Word, root: int, source: Source, inside: set[int], quoted: frozenset[int]
    ) -> Scope:
        """The clause of a source phrase without the phrase; for a clause of saying, what it says."""
        sentence = self.document.sentences[number]
        verb = sentence.words[root]
        words = clause(sentence, root)
        if (
            verb.upos in VERBAL
            and verb.lemma in self.cues.verbs
            and (cue.text.lower() not in self.cues.prepositions or cue.upos in VERBAL)
        ):
            said = {i for at in content_clauses(sentence, verb) for i in sentence.subtree(at)}
            words = said or (set() if cue.upos in VERBAL else words)
        words &= set(segment(sentence, cue.index, quoted))
        return Scope(
            frozenset(words - inside), source.speakers, self.document.span(number, cue.index, cue.index),
            cue.index, how=f"{cue.text}: source phrase", speaker_span=source.span,
        )  # fmt: skip

    # -- so, nouns ---------------------------------------------------------------------------------

    def quotative_source(self, number: int, index: int) -> tuple[Source, range]:
        """Who is named behind ``so``, and the words of that."""
        sentence = self.document.sentences[number]
        words = sentence.words
        stop = index + 1
        while stop < len(words) and (
            words[stop].text not in _ENDS or (words[stop].text == "(" and stop > index + 1)
        ):
            if words[stop].upos in VERBAL or words[stop].text == "(":
                break
            stop += 1
        inside = range(index + 1, stop)
        if not inside or words[inside[0]].upos not in NOMINAL | {"DET", "ADJ"}:
            return NOBODY, inside
        if stop + 1 < len(words) and words[stop].upos in VERBAL and words[stop + 1].text not in _ENDS:
            return NOBODY, inside
        nominal = [i for i in inside if words[i].upos in NOMINAL]
        head = next((i for i in nominal if words[i].head not in inside), nominal[0] if nominal else None)
        if head is None:
            return NOBODY, inside
        source = self.sources.of(number, head)
        inside = range(inside[0], self._apposition(words, stop))
        return Source(
            source.speakers or (UNKNOWN,), self.document.span(number, inside[0], inside[-1])
        ), inside

    def _apposition(self, words: list[Word], stop: int) -> int:
        """The end of an apposition behind a comma that closes the sentence: ``so X, Leiter der Stelle.``"""
        if (
            stop + 2 >= len(words)
            or words[stop].text != ","
            or words[stop + 1].upos not in {"DET", "NOUN", "ADJ"}
        ):
            return stop
        end = stop + 1
        while end < len(words) and words[end].text not in _ENDS:
            if words[end].upos in VERBAL:
                return stop
            end += 1
        return end if end < len(words) and words[end].text == "." else stop

    def _quotative(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """``…, so der Sprecher``: what stands around it, up to the full stop, is said."""
        sentence = self.document.sentences[number]
        words = sentence.words
        before = words[word.index - 1].text if word.index else ""
        if before not in _ENDS | {"“", "”", "-"}:
            return []
        source, inside = self.quotative_source(number, word.index)
        if source.span is None:
            return []
        rest = set(segment(sentence, word.index, quoted)) - {word.index, *inside}
        return [
            Scope(
                frozenset(rest), source.speakers, self.document.span(number, word.index, word.index),
                word.index, how=f"{word.text}: source phrase", speaker_span=source.span,
            )
        ]  # fmt: skip

    def _noun(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """``der Vorwurf Kiews, dass …``: the content clause of a noun."""
        document = self.document
        sentence = document.sentences[number]
        clauses = [
            w
            for w in self.sources.noun_clauses(sentence, word.index)
            if w.index > word.index
            and (w.relation in {"ccomp", "xcomp"} or is_clause(sentence, w))
            and (
                w.relation in {"ccomp", "xcomp"}
                or w.features.get("VerbForm") != "Part"
                or self.sources.is_marked(sentence, w)
            )
        ]
        if not clauses:
            return []
        cue = self.cues.nouns[word.lemma]
        source = NOBODY
        if any(True for _ in sentence.dependants(word.index, "cop", "nsubj")):  # sie ist der Ansicht, dass
            source = self.sources.of(number, self.sources.subject_of(sentence, word.index))
        for child in () if source.span else self.sources.owners(sentence, word.index):
            source = self.sources.of(number, child.index)
            if source.speakers:
                break
        head = sentence.words[word.head] if word.head >= 0 else None
        told = head is not None and head.upos in VERBAL and head.lemma not in self.cues.foreign
        if not source.speakers and head is not None and told and word.relation != "nsubj":
            source = self.sources.of(number, self.sources.subject_of(sentence, head.index))
        words = frozenset(i for root in clauses for i in sentence.subtree(root.index))
        words &= frozenset(segment(sentence, word.index, quoted))
        return [
            Scope(
                words, source.speakers, document.span(number, word.index, word.index), word.index,
                stance=cue.stance, how=f"{word.lemma}: content of the noun", speaker_span=source.span,
            )
        ]  # fmt: skip
