"""Who a source phrase stands for: ``ein Sprecher der Nato``, ``sie``, ``Augenzeugen``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.language.parse import Sentence, Word
from dragoman.reading.coreference import actors_of, pronoun
from dragoman.reading.cues import Cues
from dragoman.reading.document import Document
from dragoman.reading.scopes import Scope
from dragoman.records import Participant, Span

UNKNOWN = Participant(code="unknown", name="unknown")
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
_CLAUSES = frozenset({"acl:relcl", "parataxis", "acl", "advcl", "ccomp"})


@dataclass(frozen=True, slots=True)
class Source:
    """The actors a source phrase stands for, and its words."""

    speakers: tuple[Participant, ...] = ()
    span: Span | None = None


NOBODY = Source()


class Sources:
    """Finds the speakers of one document; remembers the last for pronouns."""

    def __init__(self, document: Document, cues: Cues) -> None:
        self.document = document
        self.cues = cues
        self.last: Scope | None = None

    def of(self, number: int, index: int | None) -> Source:
        """The source a phrase with this head is."""
        if index is None:
            return NOBODY
        sentence = self.document.sentences[number]
        word = sentence.words[index]
        if word.lemma in self.cues.impersonal and word.upos == "PRON":
            return NOBODY
        if word.upos == "PRON" and "rel" in word.features.get("PronType", "").lower():
            return self._relative(number, index)
        tree = self.phrase(sentence, index)
        span = self.document.span(number, tree[0], tree[-1])
        return Source(self._speakers(number, index, tree), span)

    def of_statement(self, number: int, index: int, fallback: int | None = None) -> Source:
        """The source of a noun of saying: what hangs on it (``nach Angaben Kiews``), else itself."""
        document = self.document
        sentence = document.sentences[number]
        if any(w.lemma in self.cues.own for w in sentence.dependants(index, "amod")):
            return self.of(number, fallback)
        whole = self._whole(number, index)
        for child in self.owners(sentence, index):
            found = self.of(number, child.index)
            if found.speakers:
                return Source(found.speakers, whole)
        found = actors_of(document, number, index)
        speakers = tuple(f.participant for f in found)
        compound = document.gazetteer.prefixes.get(sentence.words[index].text.split("-")[0])
        if not speakers and compound and "-" in sentence.words[index].text:
            speakers = (Participant(code=compound, name=document.gazetteer.titles.get(compound, compound)),)
        return Source(speakers or (UNKNOWN,), whole)

    def owners(self, sentence: Sentence, index: int) -> Iterable[Word]:
        """What belongs to a noun like a genitive: nmod, possessive, adjective of a state, apposition."""
        grammar = self.document.grammar
        for child in sentence.dependants(index, "nmod", "det", "amod", "obl", "appos", "compound", "flat"):
            if child.relation == "det" and child.lemma not in grammar.possessive:
                continue
            if child.relation == "amod" and not self.document.finder.adjective(child):
                continue
            case = grammar.case_of(sentence, child.index)
            if child.relation in {"nmod", "obl"} and case not in {None, *grammar.agent, *grammar.belonging}:
                continue
            yield child

    def subject_of(self, sentence: Sentence, index: int) -> int | None:
        """The subject of a verb; of a coordinated verb or an infinitive, the one it shares."""
        at = index
        for _ in range(4):
            subjects = list(sentence.dependants(at, "nsubj", "nsubj:pass"))
            nominal = [w for w in subjects if w.upos in NOMINAL or w.upos in {"DET", "ADJ", "NUM"}]
            if nominal or subjects:
                return (nominal or subjects)[0].index
            current = sentence.words[at]
            if current.relation in {"conj", "xcomp"} and current.head >= 0:
                at = current.head
            elif current.relation == "advcl" and current.features.get("VerbForm") == "Inf" and current.head >= 0:
                at = current.head
            else:
                return None
        return None

    def phrase(self, sentence: Sentence, index: int) -> list[int]:
        """The words of a noun phrase without relative clauses, preposition and marks at its edges."""
        out = [i for i in sentence.subtree(index) if not self._in_clause(sentence, i, index)]
        case = {w.index for w in sentence.dependants(index, "case", "mark", "cc", "advmod") if w.index < index}
        edges = case - {w.index for w in sentence.dependants(index, "advmod") if w.upos != "ADP"}
        while len(out) > 1 and (out[0] in edges or sentence.words[out[0]].upos == "PUNCT"):
            out.pop(0)
        while len(out) > 1 and (sentence.words[out[-1]].upos in {"PUNCT", "ADP"} and out[-1] != index):
            out.pop()
        return out

    def _whole(self, number: int, index: int) -> Span:
        tree = self.phrase(self.document.sentences[number], index)
        return self.document.span(number, tree[0], tree[-1])

    def _relative(self, number: int, index: int) -> Source:
        """A relative pronoun says what its noun says."""
        sentence = self.document.sentences[number]
        at = sentence.words[index].head
        span = self.document.span(number, index, index)
        for _ in range(4):
            if at < 0:
                break
            word = sentence.words[at]
            if word.relation in {"acl:relcl", "acl"} and word.head >= 0 and word.upos not in NOMINAL | {"PUNCT"}:
                head = word.head
                tree = self.phrase(sentence, head)
                return Source(self._speakers(number, head, tree), span)
            at = word.head
        return Source((), span)

    def _speakers(self, number: int, index: int, tree: list[int]) -> tuple[Participant, ...]:
        document = self.document
        word = document.sentences[number].words[index]
        noun = self.cues.sources.get(word.lemma)
        if noun is not None and noun.code == "unknown" and not self._speaks_for(number, index):
            return (UNKNOWN,)
        found = tuple(f.participant for f in actors_of(document, number, index))
        if not found and word.upos == "PRON":
            found = tuple(f.participant for f in pronoun(document, number, index))
            if not found and self.last is not None and word.features.get("Person") != "1":
                found = self.last.speakers
        return found or self._by_name(number, tree, word)

    def _speaks_for(self, number: int, index: int) -> bool:
        """Whether a source noun says whose voice it is: ``ein Sprecher der Nato``."""
        sentence = self.document.sentences[number]
        mentions = self.document.mentions[number]
        for child in self.owners(sentence, index):
            if child.upos == "ADJ" or child.relation == "det":
                return True
            mention = mentions.get(child.index)
            if mention is not None and mention.code and mention.kind != "city":
                return True
        return False

    def _by_name(self, number: int, tree: list[int], word: Word) -> tuple[Participant, ...]:
        """A source with a name of its own, or nameless but bound to an actor inside its phrase."""
        mentions = self.document.mentions[number]
        inside = [mentions[i] for i in tree if i in mentions]
        for mention in inside:
            if mention.code and mention.kind not in {"city"}:
                return (Participant(code=mention.code, name=mention.name),)
        for mention in inside:
            if mention.kind in {"person", "unknown organisation"}:
                return (Participant(code=mention.name, name=mention.name),)
        if word.lemma in self.cues.sources or word.upos in {"NOUN", "PROPN"}:
            return (UNKNOWN,)
        return ()

    def _in_clause(self, sentence: Sentence, index: int, top: int) -> bool:
        while index != top and index >= 0:
            word = sentence.words[index]
            if word.relation in _CLAUSES and (word.relation != "acl" or word.upos in VERBAL):
                return True
            index = word.head
        return False
