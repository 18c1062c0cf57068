"""Scopes opened by verbs of saying: ``Oslo teilt mit, dass …``, ``…, sagte er``, ``hieß es in Kiew``."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.parse import Sentence, Word
from dragoman.reading.attribution_sources import NOBODY, NOMINAL, Source, Sources
from dragoman.reading.clauses import (
    VERBAL,
    clause,
    clause_root,
    content_clauses,
    has_subject,
    is_clause,
    segment,
    subjectless,
)
from dragoman.reading.cues import VerbCue
from dragoman.reading.scopes import Scope

_NOT_OWN = frozenset({"ccomp", "csubj", "csubj:pass", "advcl", "acl:relcl", "parataxis", "conj"})


class VerbScopes:
    """Opens the scopes of the verbs of one document."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.document = sources.document
        self.cues = sources.cues

    def cue_of(self, sentence: Sentence, word: Word) -> VerbCue | None:
        """The cue a verb is, with the other words of its phrase: ``zu Protokoll geben``."""
        if word.upos not in VERBAL:
            return self._predicate(sentence, word)
        for cue in self.cues.phrases.get(word.lemma, ()):
            if self._has_others(sentence, word, cue.others):
                return cue
        known = self.cues.verbs.get(self.cues.forms.get(word.lemma, word.lemma))
        for child in sentence.dependants(word.index, "compound:prt") if known is None else ():
            if child.text.lower() in self.cues.correlates:
                known = self.cues.verbs.get(word.lemma.removeprefix(child.text.lower()))
        if known is not None and known.reflexive is not None:
            reflexive = self.document.grammar.reflexive
            if known.reflexive != any(w.text.lower() in reflexive for w in sentence.dependants(word.index)):
                return None
        return known

    def _predicate(self, sentence: Sentence, word: Word) -> VerbCue | None:
        """An adjective that says so with its copula: ``he was confident that …``."""
        if word.upos != "ADJ" or not self.cues.subject_first:
            return None
        for copula in sentence.dependants(word.index, "cop"):
            for cue in self.cues.phrases.get(copula.lemma, ()):
                if cue.others == (word.lemma,):
                    return cue
        return None

    def scopes(self, number: int, word: Word, quoted: frozenset[int]) -> list[Scope]:
        """The scope of one verb: its content clauses, the clause it is put into, or its noun phrases."""
        sentence = self.document.sentences[number]
        cue = self.cue_of(sentence, word)
        if cue is None:
            return []
        source, known = self.source(number, word, cue)
        if not known:
            return []
        around = segment(sentence, word.index, quoted)
        roots = self._content(sentence, word, cue)
        scope = Scope(
            frozenset(), source.speakers, self.document.span(number, word.index, word.index), word.index,
            channel=self.channel(sentence, word), stance=cue.stance, speaker_span=source.span,
            how=f"{word.lemma}: who says it is its subject", aside=word.lemma in self.cues.unspoken,
        )  # fmt: skip
        if roots:
            words = {i for root in roots for i in sentence.subtree(root) if i in around}
            if word.index in words:  # the cue stands inside what it introduces
                words -= set(sentence.subtree(word.index))
            words |= {i for root in content_clauses(sentence, word) for i in sentence.subtree(root)}
            scope.words = frozenset(words)
        else:
            objects = list(self._objects(sentence, word, cue))
            if not objects or source.span is None:
                return []
            scope.words = frozenset(i for index in objects for i in self._whole(sentence, index, word))
            scope.manner = "reported"
            scope.aside = word.lemma not in self.cues.told or subjectless(sentence, word)
            scope.frame = frozenset(clause(sentence, word.index) & set(around))
            scope.how = f"{word.lemma}: what is told of its subject's words"
        return [scope] if scope.words else []

    # -- who -------------------------------------------------------------------------------------

    def source(self, number: int, word: Word, cue: VerbCue) -> tuple[Source, bool]:
        """Who says it, and whether the construction has a place for somebody at all."""
        sentence, grammar = self.document.sentences[number], self.document.grammar
        if cue.speaker and cue.speaker != ("maker",):
            found = self._in_slots(number, word, cue.speaker)
            if found.span is not None or not self._has_plain_subject(sentence, word):
                return found, True
        subject = self.sources.subject_of(sentence, word.index)
        if any(w.relation in {"aux:pass", "nsubj:pass"} for w in sentence.dependants(word.index)):
            for child in sentence.dependants(word.index, "obl", "obl:agent", "nmod"):
                if grammar.case_of(sentence, child.index) in grammar.agent:
                    return self.sources.of(number, child.index), True
            return self._medium(number, word), True
        if subject is None:
            subject = self._behind_comparative(sentence, word)
        if subject is None:
            return NOBODY, False
        return self.sources.of(number, subject), True

    def _behind_comparative(self, sentence: Sentence, word: Word) -> int | None:
        """``…, wie X mitteilte``, where the tree hangs X elsewhere: the first noun behind ``wie``."""
        for at in range(word.index - 1, max(-1, word.index - 25), -1):
            if sentence.words[at].text.lower() in self.cues.comparative:
                inside = sentence.words[at + 1 : word.index]
                return next((w.index for w in inside if w.upos in NOMINAL), None)
            if sentence.words[at].upos in VERBAL:
                return None
        return None

    def _medium(self, number: int, word: Word) -> Source:
        """The report or speech in which something is said in the passive: ``im Bericht wird vermutet``."""
        sentence, grammar = self.document.sentences[number], self.document.grammar
        for child in sentence.dependants(word.index, "obl", "nmod"):
            if grammar.case_of(sentence, child.index) not in grammar.belonging:
                continue
            channel = self.cues.channels.get(child.lemma)
            if child.lemma in self.cues.statements or (channel is not None and channel.generic):
                return self.sources.of_statement(number, child.index)
        return NOBODY

    def _in_slots(self, number: int, word: Word, slots: tuple[str, ...]) -> Source:
        sentence, grammar = self.document.sentences[number], self.document.grammar
        for child in sentence.dependants(
            word.index, "obl", "obl:agent", "nmod", "obj", "nsubj:pass", "advmod"
        ):
            if child.upos not in NOMINAL:
                continue
            case = grammar.case_of(sentence, child.index)
            if case in slots:
                if child.lemma in self.cues.statements or child.lemma in self.cues.channels:
                    return self.sources.of_statement(number, child.index)
                return self.sources.of(number, child.index)
            if case is None and "obj" in slots and child.relation in {"obj", "nsubj:pass"}:
                return self.sources.of(number, child.index)
        return NOBODY

    def _has_plain_subject(self, sentence: Sentence, word: Word) -> bool:
        return any(
            w.lemma not in self.cues.impersonal or w.upos != "PRON"
            for w in sentence.dependants(word.index, "nsubj", "nsubj:pass")
        )

    def channel(self, sentence: Sentence, word: Word) -> str | None:
        """Where it is said: ``auf Telegram``, ``im Staatsfernsehen``."""
        for child in sentence.dependants(word.index, "obl", "nmod"):
            for index in sentence.subtree(child.index):
                other = sentence.words[index]
                row = self.cues.channels.get(other.text) or self.cues.channels.get(other.lemma)
                if row is None or other.relation not in {"obl", "nmod", "appos", "flat", "conj"}:
                    continue
                if not row.needs or any(w.lemma in row.needs for w in sentence.words):
                    return other.text
        return None

    # -- what ------------------------------------------------------------------------------------

    def _content(self, sentence: Sentence, word: Word, cue: VerbCue) -> list[int]:
        """Roots of what a verb of saying says: its clauses, or the clause it is put into."""
        clauses = content_clauses(sentence, word)
        if self.cues.subject_first:
            clauses += self._in_ing(sentence, word, cue) + self._of_phrase(sentence, word, cue)
        if clauses:
            return clauses
        if word.relation == "parataxis" and word.head >= 0 and is_clause(sentence, sentence.words[word.head]):
            return [word.head]
        if self.cues.subject_first and self._interrupts(sentence, word):
            return [clause_root(sentence, word.head)]
        if word.head >= 0 and word.relation != "root" and self._is_comparative(sentence, word):
            return [word.head]
        below = [
            w.index
            for w in sentence.dependants(word.index, "parataxis", "dep", "advcl", "obj")
            if is_clause(sentence, w) and (w.relation != "advcl" or not self._is_marked(sentence, w))
        ]
        if self.cues.subject_first:  # asked whether he would go, she said …
            below = [i for i in below if sentence.words[i].relation != "advcl" or has_subject(sentence, i)]
        before = [i for i in below if i < word.index and sentence.words[i].upos in VERBAL]
        if before:
            return before[:1]
        return [
            i
            for i in below
            if any(sentence.words[at].text in {":", ","} for at in range(word.index + 1, i))
            and (self._is_subjunctive(sentence, i) or self._after_colon(sentence, word.index, i))
        ][:1]

    def _in_ing(self, sentence: Sentence, word: Word, cue: VerbCue) -> list[int]:
        """``accused Rome of shelling the port``, ``denied shelling it``: what a form in -ing tells."""
        grammar = self.document.grammar
        objects = list(sentence.dependants(word.index, "obj", "iobj"))
        out = []
        for above in (word, *objects):
            for child in sentence.dependants(above.index, "advcl", "acl", "xcomp", "obl"):
                if child.upos not in VERBAL or child.index < word.index:
                    continue
                marks = [w for w in sentence.dependants(child.index, "mark", "case") if w.upos != "PUNCT"]
                before = grammar.preposition(marks[0]) if marks else None
                near = above is word and not any(
                    w.text == "," for w in sentence.words[word.index : child.index]
                )
                bare = before is None and near and child.text.lower().endswith(grammar.present_participle)
                asked = near and bool(marks) and marks[0].upos == "PART" and child.relation == "advcl"
                if before in cue.takes or ((bare or asked) and "clause" in cue.takes):
                    out.append(child.index)
        return [i for i in out if i not in content_clauses(sentence, word)]

    def _of_phrase(self, sentence: Sentence, word: Word, cue: VerbCue) -> list[int]:
        """``went on record that …``: the clause below the noun of a phrase."""
        return [
            below.index
            for child in sentence.dependants(word.index, "obj", "obl")
            if child.lemma in cue.others and child.lemma not in self.cues.nouns
            for below in self.sources.noun_clauses(sentence, child.index)
            if below.index > child.index and is_clause(sentence, below)
        ]

    def _interrupts(self, sentence: Sentence, word: Word) -> bool:
        """``The bridge, the ministry said, is open``: a clause of saying between commas."""
        if word.relation not in {"parataxis", "acl:relcl", "acl"} or word.head < 0:
            return False
        relative = self.document.grammar.relative
        if not has_subject(sentence, word.index) or any(
            w.text.lower() in relative for w in sentence.dependants(word.index)
        ):
            return False
        tree = sentence.subtree(word.index)
        before = sentence.words[tree[0] - 1].text if tree[0] else ""
        after = sentence.words[tree[-1] + 1].text if tree[-1] + 1 < len(sentence.words) else ""
        own = {sentence.words[tree[0]].text, sentence.words[tree[-1]].text}
        return "," in {before, after} | own

    def _objects(self, sentence: Sentence, word: Word, cue: VerbCue) -> Iterator[int]:
        """Noun phrases that name what is said: ``den Angriff bestätigen``, ``von Mord sprechen``."""
        grammar = self.document.grammar
        passive = any(w.relation in {"aux:pass", "nsubj:pass"} for w in sentence.dependants(word.index))
        for child in sentence.dependants(word.index):
            case = grammar.case_of(sentence, child.index)
            if child.relation in {"obl", "nmod", "xcomp", "obl:arg"} and case in cue.reports:
                yield child.index
            elif child.upos not in {"NOUN", "PROPN"} or case is not None:
                continue
            elif "obj" in cue.reports and child.relation in ({"nsubj:pass"} if passive else {"obj"}):
                yield child.index

    def _whole(self, sentence: Sentence, index: int, verb: Word) -> set[int]:
        """A noun phrase with the prepositional phrase right behind it, wherever the tree hangs that."""
        out = set(sentence.subtree(index))
        for child in sentence.dependants(verb.index, "obl"):
            tree = sentence.subtree(child.index)
            if tree[0] == max(out) + 1 and sentence.words[tree[0]].upos == "ADP":
                out |= set(tree)
        return out

    def _is_comparative(self, sentence: Sentence, word: Word) -> bool:
        if word.relation not in {"advcl", "parataxis", "conj", "acl"}:
            return False
        markers = sentence.dependants(word.index, "mark", "advmod", "case")
        return any(w.text.lower() in self.cues.comparative for w in markers)

    def _is_marked(self, sentence: Sentence, word: Word) -> bool:
        return any(True for _ in sentence.dependants(word.index, "mark"))

    def _after_colon(self, sentence: Sentence, start: int, end: int) -> bool:
        return any(sentence.words[at].text == ":" for at in range(start + 1, end))

    def _is_subjunctive(self, sentence: Sentence, index: int) -> bool:
        forms = [sentence.words[index], *sentence.dependants(index, "aux", "aux:pass", "cop")]
        return any(w.features.get("Mood") == "Sub" for w in forms)

    def _has_others(self, sentence: Sentence, word: Word, others: tuple[str, ...]) -> bool:
        """Whether all the words of a phrase stand in the verb's own clause."""
        near: list[int] = []
        stack = [word.index]
        while stack:
            at = stack.pop()
            for child in sentence.dependants(at):
                if child.relation not in _NOT_OWN:
                    near.append(child.index)
                    stack.append(child.index)
        forms = set()
        for index in near:
            other = sentence.words[index]
            forms |= {other.lemma, other.text, other.text.lower(), self.document.grammar.preposition(other)}
        return bool(others) and all(o in forms for o in others)
