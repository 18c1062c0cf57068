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
        self.numbers = {id(sentence): number for number, sentence in enumerate(document.sentences)}
        self.last: Scope | None = None
        self.last_name: Span | None = None  # the last speaker's words that are no pronoun

    def of(self, number: int, index: int | None) -> Source:
        """The source a phrase with this head is."""
        if index is None:
            return NOBODY
        sentence = self.document.sentences[number]
        word = sentence.words[index]
        if word.lemma in self.cues.impersonal and word.upos == "PRON":
            return NOBODY
        if word.upos == "PRON" and self._is_relative(sentence, word):
            return self._relative(number, index)
        tree = self.phrase(sentence, index)
        span = self.document.span(number, tree[0], self._reach(number, index, tree))
        return Source(self._speakers(number, index, tree), span)

    def _is_relative(self, sentence: Sentence, word: Word) -> bool:
        if "rel" in word.features.get("PronType", "").lower():
            return True
        if not self.cues.subject_first or word.text.lower() not in self.document.grammar.relative:
            return False
        return word.head >= 0 and sentence.words[word.head].relation in {"acl:relcl", "acl"}

    def _reach(self, number: int, index: int, tree: list[int]) -> int:
        """The last word of a source: names, ``in``, ``aus``, ``von`` right behind it belong to it."""
        sentence, grammar = self.document.sentences[number], self.document.grammar
        words, last = sentence.words, tree[-1]
        if words[index].upos not in {"NOUN", "PROPN"}:
            return last
        while last + 1 < len(words) and words[last + 1].upos == "PROPN":
            last += 1
        if last + 2 < len(words) and words[last + 1].upos == "ADP":
            head = words[last + 1].head
            belongs = grammar.preposition(words[last + 1]) in grammar.belonging and last < head <= last + 6
            if belongs and (words[head].upos == "PROPN" or self._fills_the_field(sentence, index, head)):
                return max(i for i in self.phrase(sentence, head) if i >= head)
        return last

    def _fills_the_field(self, sentence: Sentence, index: int, head: int) -> bool:
        """Whether a phrase stands with the subject before the finite verb: both are one constituent."""
        verb = sentence.words[index].head
        if verb < 0 or sentence.words[verb].relation in {"acl:relcl", "ccomp", "acl"}:
            return False
        forms = [verb, *(w.index for w in sentence.dependants(verb, "aux", "aux:pass", "cop"))]
        finite = min(forms)
        return finite > head and all(
            w.upos == "PUNCT" or w.index == finite for w in sentence.words[head + 1 : finite + 1]
        )

    def of_statement(self, number: int, index: int, fallback: int | None = None) -> Source:
        """The source of a noun of saying: what hangs on it (``nach Angaben Kiews``), else itself."""
        document = self.document
        sentence = document.sentences[number]
        whole = self._whole(number, index)
        if any(w.lemma in self.cues.own for w in sentence.dependants(index, "amod")):
            return self.of(number, fallback) if fallback is not None else Source((), whole)
        for child in self.owners(sentence, index):
            found = self.of(number, child.index)
            if found.speakers:
                return Source(found.speakers, whole)
        following = None if self.cues.subject_first else self._following(sentence, index)
        if following is not None:
            found = self.of(number, following)
            return Source(found.speakers or (UNKNOWN,), self._joined(whole, found.span))
        speakers = tuple(f.participant for f in actors_of(document, number, index))
        return Source(speakers or self._by_compound(sentence.words[index]) or (UNKNOWN,), whole)

    def _by_compound(self, word: Word) -> tuple[Participant, ...]:
        """Whose text or voice a compound names: ``OSZE-Bericht``, ``Sicherheitsratsresolution``."""
        gazetteer = self.document.gazetteer
        first, hyphen, _ = word.text.partition("-")
        code = gazetteer.prefixes.get(first) if hyphen else None
        if code is None and not hyphen and word.upos == "NOUN":
            code = next(filter(None, map(gazetteer.prefixes.get, self._first_parts(word.text))), None)
        return (Participant(code=code, name=gazetteer.titles.get(code, code)),) if code else ()

    def _first_parts(self, noun: str) -> Iterable[str]:
        """What stands before a noun of saying that ends a closed compound, with and without a linking s."""
        for cut in range(4, len(noun) - 4):
            if self.cues.is_voice(noun[cut:].capitalize()):
                yield noun[:cut]
                yield noun[:cut].removesuffix("s")

    def _following(self, sentence: Sentence, index: int) -> int | None:
        """The noun right behind a noun of saying, where the tree hangs it elsewhere."""
        for word in sentence.words[index + 1 : index + 5]:
            if word.upos in {"NOUN", "PROPN"}:
                return word.index if word.head != index or word.relation != "conj" else None
            if word.upos not in {"DET", "ADJ"}:
                return None
        return None

    def _joined(self, first: Span, second: Span | None) -> Span:
        if second is None or second.end <= first.end:
            return first
        text = self.document.text_of(first.part)
        return Span(start=first.start, end=second.end, text=text[first.start : second.end], part=first.part)

    def remember(self, scope: Scope, number: int) -> None:
        """Take a scope's speaker as the one who goes on; a pronoun goes on for the name before it."""
        self.last = scope
        span = scope.speaker_span
        if span is None:
            return
        words = [w for w in self.document.sentences[number].words if span.start <= w.start < span.end]
        kinds = {w.upos for w in words}
        if kinds & {"NOUN", "PROPN"} or (self.last_name is None and "PRON" in kinds):
            self.last_name = span

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
            named = [w for w in nominal if w.text.lower() not in self.cues.backward]
            if named:  # das teilte X mit: X, where the tree has two subjects
                sources, mentions = self.cues.sources, self.document.mentions[self._number(sentence)]
                known = [w for w in named if w.index in mentions or w.lemma in sources or w.upos == "PRON"]
                return (known or named)[0].index
            current = sentence.words[at]
            if self.cues.subject_first:
                if nominal or subjects:
                    return nominal[0].index if nominal else None
                behind = self._inverted(sentence, current)
                if behind is not None:
                    return behind
                if current.head < 0 or not self._shares(current):
                    return None
                at = current.head
                continue
            shares = current.relation in {"conj", "xcomp"} and not subjects
            bare = (
                None
                if shares
                else self._bare(sentence, at, "obj", "iobj", "obl")
                if subjects
                else self._bare(sentence, at, "obl")
            )
            if bare is not None or nominal:
                return bare if bare is not None else nominal[0].index
            if subjects or current.head < 0:
                return None
            infinitive = current.relation == "advcl" and current.features.get("VerbForm") == "Inf"
            if not (shares or infinitive):
                return None
            at = current.head
        return None

    def _shares(self, word: Word) -> bool:
        """Whether a verb without a subject has the one of the verb above: ``…, adding that …``."""
        if word.relation in {"conj", "xcomp"}:
            return True
        return word.relation == "advcl" and word.features.get("VerbForm") in {"Inf", "Part", "Ger"}

    def _inverted(self, sentence: Sentence, verb: Word) -> int | None:
        """``said Smith`` where the tree misses the subject: the noun phrase right behind a finite verb."""
        if verb.features.get("VerbForm") != "Fin" or self._shares(verb):
            return None
        index = self._bare(sentence, verb.index, "obj", "iobj", "obl")
        if index is None or sentence.words[index].lemma.lower() in self.cues.days:
            return None
        between = sentence.words[verb.index + 1 : index]
        near = all(w.head == index or w.relation in {"flat", "compound"} for w in between)
        return index if near and sentence.words[index].upos in {"PROPN", "NOUN"} else None

    def _number(self, sentence: Sentence) -> int:
        """The place of a sentence in the document."""
        return self.numbers[id(sentence)]

    def _bare(self, sentence: Sentence, index: int, *relations: str) -> int | None:
        """The first noun phrase without preposition behind a verb, which the tree may misname."""
        grammar = self.document.grammar
        for word in sentence.dependants(index, *relations):
            nominal = word.upos in NOMINAL | {"DET"} and word.lemma not in grammar.reflexive
            if nominal and word.index > index and grammar.case_of(sentence, word.index) is None:
                return word.index
        return None

    def phrase(self, sentence: Sentence, index: int) -> list[int]:
        """The words of a noun phrase without relative clauses, preposition and marks at its edges."""
        out = [i for i in sentence.subtree(index) if not self._in_clause(sentence, i, index)]
        before = sentence.dependants(index, "case", "mark", "cc", "advmod")
        edges = {w.index for w in before if w.index < index and self._is_edge(w)}
        if self.cues.subject_first:
            edges |= {w.index for i in edges for w in sentence.dependants(i, "fixed")}
        words = sentence.words
        while len(out) > 1 and (out[0] in edges or words[out[0]].upos == "PUNCT"):
            out.pop(0)
        bracketed = any(words[i].text == "(" for i in out)
        while len(out) > 1 and words[out[-1]].upos in {"PUNCT", "ADP"} and out[-1] != index:
            if words[out[-1]].text == ")" and bracketed:
                break
            out.pop()
        return out

    def noun_clauses(self, sentence: Sentence, index: int) -> Iterable[Word]:
        """The clauses below a noun that can be its content."""
        yield from sentence.dependants(index, "acl", "ccomp", "xcomp", "csubj")
        for child in sentence.dependants(index, "acl:relcl"):
            if self.is_marked(sentence, child):  # the claim that …, taken for a relative clause
                yield child

    def is_marked(self, sentence: Sentence, word: Word) -> bool:
        """Whether a clause with a participle is marked as content: the claim that it had opened fire."""
        return self.cues.subject_first and any(True for _ in sentence.dependants(word.index, "mark"))

    def _is_edge(self, word: Word) -> bool:
        return word.upos in {"ADP", "SCONJ", "CCONJ", "ADV"} or (
            self.cues.subject_first and word.text.lower() in self.cues.prepositions
        )

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
            if (
                word.relation in {"acl:relcl", "acl"}
                and word.head >= 0
                and word.upos not in NOMINAL | {"PUNCT"}
            ):
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
        channel = self.cues.channels.get(word.lemma)
        if channel is not None and channel.speaks:
            named = self._medium_name(number, index)
            if named is not None:
                return (named,)
        found = tuple(f.participant for f in actors_of(document, number, index))
        if not found and word.upos == "PRON":
            found = tuple(f.participant for f in pronoun(document, number, index))
            if not found and self.last is not None and word.features.get("Person") != "1":
                found = self.last.speakers
        return found or self._by_compound(word) or self._by_name(number, tree, word)

    def _medium_name(self, number: int, index: int) -> Participant | None:
        """The name of a paper, broadcaster or agency behind the noun for it: ``die Agentur X``."""
        sentence, mentions = self.document.sentences[number], self.document.mentions[number]
        for child in sentence.dependants(index, "appos", "flat", "nmod", "compound"):
            before = child.index < index and not (self.cues.subject_first and child.relation == "compound")
            if child.upos not in {"PROPN", "X", "NOUN"} or before:
                continue
            if child.relation == "nmod" and self.document.grammar.case_of(sentence, child.index) is not None:
                continue
            mention = mentions.get(child.index)
            if (
                mention is not None
                and mention.code
                and mention.kind in {"media", "company", "unknown organisation"}
            ):
                return Participant(code=mention.code, name=mention.name)
            if child.upos == "PROPN" and (mention is None or not mention.code):
                tree = [
                    w for w in (sentence.words[i] for i in sentence.subtree(child.index)) if w.upos != "PUNCT"
                ]
                text = self.document.text_of(self.document.parts[number])
                name = text[tree[0].start : tree[-1].end]
                return Participant(code=name, name=name)
        return None

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
