"""Who says what: scopes opened by attribution cues.

Cues are verbs of saying with a content clause before, after or around them; ``laut X``, ``X
zufolge``, ``nach Angaben von X``; ``so X``; ``wie X mitteilte``; nouns with a content clause; a
title of the form ``X: …``; and direct quotation over one or several sentences. A main clause in the
reported-speech subjunctive without a cue of its own continues the speaker before it.
"""

from __future__ import annotations

from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of, pronoun
from dragoman.reading.cues import Cues
from dragoman.reading.document import Document
from dragoman.reading.scopes import Scope, clause_words
from dragoman.records import Participant, Span

UNKNOWN = Participant(code="unknown", name="unknown")
_VERBAL = {"VERB", "AUX"}
_OPEN, _CLOSE = {"„", "»", "“", "«", '"', "‚"}, {"“", "”", "«", "»", '"'}


class Attributor:
    """Opens the scopes of a document, sentence by sentence, in order."""

    def __init__(self, document: Document, cues: Cues) -> None:
        self.document = document
        self.cues = cues
        self.last: Scope | None = None  # the speaker that a subjunctive or a quotation continues
        self.in_quotation = False
        self.pending: list[tuple[int, Scope]] = []

    def scopes(self) -> list[list[Scope]]:
        """Scopes of every sentence."""
        out: list[list[Scope]] = []
        for number in range(len(self.document.sentences)):
            out.append(self._sentence(number))
        self._fill_quotations(out)
        return out

    def _sentence(self, number: int) -> list[Scope]:
        document, cues = self.document, self.cues
        sentence = document.sentences[number]
        if sentence.aside:
            return []
        found: list[Scope] = []
        if document.parts[number] == "title":
            found += self._title(number)
        for word in sentence.words:
            if word.upos in _VERBAL and word.lemma in cues.verbs:
                found += self._verb(number, word)
            elif word.upos in {"ADP", "ADV", "NOUN"} and word.text.lower() in cues.prepositions:
                found += self._preposition(number, word)
            elif word.text.lower() in cues.quotative:
                found += self._quotative(number, word)
            if word.upos == "NOUN" and word.lemma in cues.nouns:
                found += self._noun(number, word)
        has_main = any(len(s.words) > len(sentence.words) * 0.4 for s in found)
        if not has_main and self.last is not None and self._is_reported(sentence):
            found.append(self._continued(number, sentence, "reported-speech subjunctive continues the speaker"))
        named = [s for s in found if s.speakers]
        if named:
            self.last = max(named, key=lambda s: len(s.words))
        elif not found and not self._inside_quotation(sentence):
            if self.last is not None and not self._is_reported(sentence):
                self.last = None
        return found

    # -- verbs of saying -------------------------------------------------------------------------

    def _verb(self, number: int, word: Word) -> list[Scope]:
        document, grammar = self.document, self.document.grammar
        sentence = document.sentences[number]
        cue = self.cues.verbs[word.lemma]
        subject = self._subject_of(sentence, word)
        speakers, span = self._speakers(number, subject)
        passive = any(w.relation in {"aux:pass", "nsubj:pass"} for w in sentence.dependants(word.index))
        if passive:
            agents = [
                w.index
                for w in sentence.dependants(word.index, "obl", "obl:agent", "nmod")
                if grammar.case_of(sentence, w.index) in grammar.agent
            ]
            speakers, span = self._speakers(number, agents[0]) if agents else ((), None)
        own = self._content(sentence, word)
        if not own:
            return []
        if not speakers and subject is None and not passive:
            return []
        excluded: set[int] = set()
        words: set[int] = set()
        for root in own:
            words |= set(sentence.subtree(root))
        if word.index in words:  # the cue stands inside what it introduces
            excluded = set(sentence.subtree(word.index))
            inner = [r for r in self._clauses(sentence, word)]
            for root in inner:
                excluded -= set(sentence.subtree(root))
        direct = self._is_quoted(sentence, sorted(words - excluded))
        return [
            Scope(
                clause_words(sorted(words), excluded),
                speakers,
                document.span(number, word.index, word.index),
                word.index,
                "direct" if direct else "indirect",
                self._channel(sentence, word),
                cue.stance,
                how=f"{word.lemma}: who says it is its subject",
                speaker_span=span,
            )
        ]

    def _content(self, sentence: Sentence, word: Word) -> list[int]:
        """Roots of what a verb of saying says: its clauses, or the clause it is put into."""
        clauses = self._clauses(sentence, word)
        if clauses:
            return clauses
        if word.relation == "parataxis" and word.head >= 0:
            return [word.head]
        if word.relation == "advcl" and word.head >= 0 and self._has_marker(sentence, word, self.cues.comparative):
            return [word.head]
        if word.relation == "conj" and word.head >= 0:
            above = sentence.words[word.head]
            if above.relation == "parataxis":
                return []
        paratactic = [
            w.index for w in sentence.dependants(word.index, "parataxis", "obj", "dep", "advcl")
            if w.upos in _VERBAL or any(sentence.dependants(w.index, "nsubj", "cop"))
        ]
        quoted = [i for i in paratactic if i < word.index or self._is_quoted(sentence, sentence.subtree(i))]
        if quoted:
            return quoted[:1]
        after_colon = [
            i for i in paratactic
            if any(w.text == ":" and word.index < w.index <= i + 2 for w in sentence.words)
        ]
        return after_colon[:1]

    def _clauses(self, sentence: Sentence, word: Word) -> list[int]:
        return [
            w.index
            for w in sentence.dependants(word.index, "ccomp", "xcomp", "csubj", "csubj:pass")
            if w.upos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"}
        ]

    def _has_marker(self, sentence: Sentence, word: Word, markers: frozenset[str]) -> bool:
        return any(w.text.lower() in markers for w in sentence.dependants(word.index, "mark", "advmod", "case"))

    def _subject_of(self, sentence: Sentence, word: Word) -> int | None:
        at = word.index
        for _ in range(4):
            for child in sentence.dependants(at, "nsubj", "nsubj:pass"):
                return child.index
            current = sentence.words[at]
            if current.relation in {"conj", "xcomp"} and current.head >= 0:
                at = current.head
            else:
                return None
        return None

    def _speakers(self, number: int, index: int | None) -> tuple[tuple[Participant, ...], Span | None]:
        """The actors a source phrase stands for, and its words."""
        document = self.document
        if index is None:
            return (), None
        sentence = document.sentences[number]
        tree = [i for i in sentence.subtree(index) if not self._in_relative(sentence, i, index)]
        span = document.span(number, tree[0], tree[-1])
        word = sentence.words[index]
        if word.lemma in {"man", "es"} and word.upos == "PRON":
            return (), None
        found = tuple(f.participant for f in actors_of(document, number, index))
        if not found and word.upos == "PRON":
            found = tuple(f.participant for f in pronoun(document, number, index))
            if not found and self.last is not None:
                found = self.last.speakers
        if not found:
            found = self._by_name(number, tree, word)
        return found, span

    def _by_name(self, number: int, tree: list[int], word: Word) -> tuple[Participant, ...]:
        """A source with a name of its own, or nameless but bound to an actor inside its phrase."""
        mentions = self.document.mentions[number]
        for i in tree:
            mention = mentions.get(i)
            if mention is not None and mention.code and mention.kind not in {"city"}:
                return (Participant(code=mention.code, name=mention.name),)
        for i in tree:
            mention = mentions.get(i)
            if mention is not None and mention.kind in {"person", "unknown organisation"}:
                return (Participant(code=mention.name, name=mention.name),)
        if word.lemma in self.cues.anonymous or word.upos in {"NOUN", "PROPN"}:
            return (UNKNOWN,)
        return ()

    def _in_relative(self, sentence: Sentence, index: int, top: int) -> bool:
        while index != top and index >= 0:
            if sentence.words[index].relation in {"acl:relcl", "parataxis"}:
                return True
            index = sentence.words[index].head
        return False

    def _channel(self, sentence: Sentence, word: Word) -> str | None:
        for index in sentence.subtree(word.index):
            other = sentence.words[index]
            if other.text in self.cues.channels or other.lemma in self.cues.channels:
                if other.relation in {"obl", "nmod", "appos", "flat", "conj"} and index != word.index:
                    return other.text
        return None

    # -- prepositions, source nouns, „so“ --------------------------------------------------------

    def _preposition(self, number: int, word: Word) -> list[Scope]:
        sentence = self.document.sentences[number]
        if word.head < 0:
            return []
        source = word.head if word.relation in {"case", "advmod", "mark", "fixed"} else None
        if source is None:
            source = next((w.index for w in sentence.dependants(word.index, "nmod", "obj", "obl")), None)
        if source is None:
            return []
        noun = sentence.words[source]
        states = noun.lemma in self.cues.statements or noun.text in self.cues.statements
        if word.text.lower() in self.cues.statement_prepositions and not states:
            return []
        return self._phrase_scope(number, word, source)

    def _phrase_scope(self, number: int, cue: Word, source: int) -> list[Scope]:
        document, grammar = self.document, self.document.grammar
        sentence = document.sentences[number]
        word = sentence.words[source]
        clause = self._clause_of(sentence, source)
        own = any(w.lemma in self.cues.own for w in sentence.dependants(source, "amod"))
        speakers: tuple[Participant, ...] = ()
        span: Span | None = None
        if word.lemma in self.cues.statements or word.text in self.cues.statements:
            if own:
                subjects = [w.index for w in sentence.dependants(clause, "nsubj", "nsubj:pass")]
                speakers, span = self._speakers(number, subjects[0]) if subjects else ((), None)
            else:
                for child in sentence.dependants(source, "nmod", "det", "amod", "obl", "appos", "compound"):
                    if child.relation == "det" and child.lemma not in grammar.possessive:
                        continue
                    if child.relation == "amod" and not document.finder.adjective(child):
                        continue
                    speakers, span = self._speakers(number, child.index)
                    if speakers:
                        break
                if not speakers:
                    speakers, span = self._speakers(number, source)
        else:
            speakers, span = self._speakers(number, source)
        if not speakers:
            speakers = (UNKNOWN,)
        words = set(sentence.subtree(clause)) - set(sentence.subtree(source))
        return [
            Scope(
                clause_words(sorted(words)), speakers, document.span(number, cue.index, cue.index), cue.index,
                how=f"{cue.text}: source phrase", speaker_span=span,
            )
        ]  # fmt: skip

    def _clause_of(self, sentence: Sentence, index: int) -> int:
        """The verb (or root) of the clause a phrase stands in."""
        at = index
        while True:
            word = sentence.words[at]
            if at != index and (word.upos in _VERBAL or any(sentence.dependants(at, "nsubj", "cop", "nsubj:pass"))):
                return at
            if word.head < 0:
                return at
            at = word.head

    def _quotative(self, number: int, word: Word) -> list[Scope]:
        """``…, so der Sprecher``: what follows up to the next mark is the source."""
        document = self.document
        sentence = document.sentences[number]
        words = sentence.words
        before = words[word.index - 1].text if word.index else ""
        if before not in {",", "“", "”", "«", '"', "–", "-"} or word.index + 1 >= len(words):
            return []
        stop = word.index + 1
        while stop < len(words) and words[stop].text not in {",", ".", ":", ";", "–", "„", '"', "«", "»"}:
            if words[stop].upos in _VERBAL:
                return []
            stop += 1
        inside = range(word.index + 1, stop)
        head = next(
            (i for i in inside if words[i].upos in {"NOUN", "PROPN", "PRON"} and words[i].head not in inside),
            next((i for i in inside if words[i].upos in {"NOUN", "PROPN", "PRON"}), None),
        )
        if head is None:
            return []
        speakers, span = self._speakers(number, head)
        if not speakers:
            return []
        rest = set(range(len(words))) - {word.index, *inside}
        return [
            Scope(
                frozenset(rest), speakers, document.span(number, word.index, word.index), word.index,
                "direct" if self._is_quoted(sentence, sorted(i for i in rest if i < word.index)) else "indirect",
                how=f"{word.text}: source phrase", speaker_span=span or document.span(number, inside[0], inside[-1]),
            )
        ]  # fmt: skip

    def _noun(self, number: int, word: Word) -> list[Scope]:
        """``der Vorwurf Kiews, dass …``: the content clause of a noun."""
        document, grammar = self.document, self.document.grammar
        sentence = document.sentences[number]
        clauses = [
            w for w in sentence.dependants(word.index, "acl", "ccomp", "xcomp", "csubj")
            if w.upos in _VERBAL or any(sentence.dependants(w.index, "cop"))
        ]
        if not clauses:
            return []
        speakers: tuple[Participant, ...] = ()
        span: Span | None = None
        for child in sentence.dependants(word.index, "nmod", "det", "amod"):
            if child.relation == "det" and child.lemma not in grammar.possessive:
                continue
            if child.relation == "nmod" and grammar.case_of(sentence, child.index) not in {None, *grammar.belonging}:
                continue
            if child.relation == "amod" and not document.finder.adjective(child):
                continue
            speakers, span = self._speakers(number, child.index)
            if speakers:
                break
        if not speakers and word.head >= 0 and sentence.words[word.head].upos in _VERBAL and word.relation in {"obj", "obl"}:
            speakers, span = self._speakers(number, self._subject_of(sentence, sentence.words[word.head]))
        words = frozenset(i for clause in clauses for i in sentence.subtree(clause.index))
        return [
            Scope(
                words, speakers, document.span(number, word.index, word.index), word.index,
                stance=self.cues.nouns[word.lemma], how=f"{word.lemma}: content of the noun", speaker_span=span,
            )
        ]  # fmt: skip

    # -- titles, subjunctive, quotation marks ----------------------------------------------------

    def _title(self, number: int) -> list[Scope]:
        """``Moskau: Abkommen kommt``: the name before the colon speaks, unless it only says where."""
        document = self.document
        words = document.sentences[number].words
        colon = next((w.index for w in words[:6] if w.text == ":"), None)
        if colon is None:
            return []
        for index in range(colon):
            mention = document.mentions[number].get(index)
            if mention is not None and mention.kind in {"person", "seat", "organisation", "group", "bloc", "organ", "role"}:
                speakers, span = self._speakers(number, index)
                rest = frozenset(range(colon + 1, len(words)))
                if speakers and rest:
                    return [Scope(rest, speakers, document.span(number, colon, colon), colon, how="title", speaker_span=span)]
        return []

    def _is_reported(self, sentence: Sentence) -> bool:
        """Whether the main clause is in the first subjunctive (sei, habe, werde), or its stand-ins."""
        root = sentence.root
        finite = [root, *sentence.dependants(root.index, "aux", "aux:pass", "cop")]
        for word in finite:
            if word.features.get("Mood") == "Sub" and word.features.get("Tense") != "Past":
                return True
            if word.features.get("Mood") == "Sub" and word.lemma in {"haben", "sein", "werden"}:
                return True
        return False

    def _continued(self, number: int, sentence: Sentence, how: str) -> Scope:
        assert self.last is not None
        last = self.last
        return Scope(
            frozenset(range(len(sentence.words))), last.speakers, last.cue, -1, last.manner, last.channel,
            None, how=how, speaker_span=last.speaker_span,
        )  # fmt: skip

    def _is_quoted(self, sentence: Sentence, words: list[int]) -> bool:
        """Whether most of the words lie between quotation marks."""
        if not words:
            return False
        open_, quoted = False, 0
        inside = set(words)
        for word in sentence.words:
            if word.text in {"„", "»", "‚"} or (word.text in {'"', "“", "«"} and not open_):
                open_ = True
            elif word.text in _CLOSE and open_:
                open_ = False
            elif open_ and word.index in inside:
                quoted += 1
        return quoted >= 0.6 * len(words)

    def _inside_quotation(self, sentence: Sentence) -> bool:
        first = sentence.words[0].text
        return first in _OPEN

    def _fill_quotations(self, out: list[list[Scope]]) -> None:
        """Sentences wholly inside quotation marks take the speaker of the cue beside them."""
        document = self.document
        open_ = False
        run: list[int] = []
        for number, sentence in enumerate(document.sentences):
            starts_open = open_
            for word in sentence.words:
                if word.text in {"„", "»", "‚"}:
                    open_ = True
                elif word.text in {"“", "”", "«"}:
                    open_ = word.text == "“" and not open_ and word.index == 0
                elif word.text == '"':
                    open_ = not open_
            quoted = starts_open or sentence.words[0].text in _OPEN
            if quoted and not any(len(s.words) > 0.5 * len(sentence.words) for s in out[number]):
                neighbour = self._neighbour(out, number, starts_open)
                if neighbour is not None:
                    out[number].append(
                        Scope(
                            frozenset(range(len(sentence.words))), neighbour.speakers, neighbour.cue, -1, "direct",
                            neighbour.channel, how="quotation continues", speaker_span=neighbour.speaker_span,
                        )  # fmt: skip
                    )
            run.append(number)
            if number + 1 < len(document.sentences) and document.sentences[number + 1].paragraph != sentence.paragraph:
                open_ = open_ and sentence.words[-1].text not in _CLOSE and False

    def _neighbour(self, out: list[list[Scope]], number: int, continues: bool) -> Scope | None:
        """The scope of the sentence before (or after) that says who is quoted."""
        order = (number - 1, number + 1, number - 2) if continues else (number - 1, number + 1)
        for at in order:
            if 0 <= at < len(out) and self.document.parts[at] == self.document.parts[number]:
                named = [s for s in out[at] if s.speakers and len(s.words) > 2]
                if named:
                    return max(named, key=lambda s: len(s.words))
        return None
