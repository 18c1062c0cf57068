"""Find the words that name actors and places in a sentence, and say whom they stand for.

A mention sits on the word that carries it in the tree: ``die russische Armee`` on ``Armee``,
``Präsident Wladimir Putin`` on ``Präsident``. Names come from the gazetteer; role nouns take their
country from an adjective, a compound's first part, a genitive, an apposition or, later, from what
the report has mentioned before (see ``coreference``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.language.lemma import is_word
from dragoman.language.parse import Sentence, Word
from dragoman.reading.gazetteer import Gazetteer, Named, Role
from dragoman.reading.grammar import Grammar

_PLACE_KINDS = {"state", "capital", "city"}
# offices whose holders are meant by a family name that many bear: up to so many years after they left,
_LEADING = {"head_of_state", "head_of_government", "ruler", "leader", "foreign_minister", "defence_minister"}
_REMEMBERED = 10
_MINISTERS = {"interior_minister", "finance_minister"}  # and while they are in office


@dataclass(slots=True)
class Mention:
    """Words that name somebody or some place. `code` is None while nobody is known by them."""

    sentence: int
    head: int
    first: int
    last: int
    kind: str
    code: str | None
    name: str
    country: str | None = None
    role: Role | None = None
    plural: bool = False
    members: list[Mention] = field(default_factory=list)

    @property
    def is_place(self) -> bool:
        """Whether the words can also say where something happened."""
        return self.kind in _PLACE_KINDS


class MentionFinder:
    """Finds the mentions of a sentence; `day` (ISO) says which office holders are meant."""

    def __init__(self, gazetteer: Gazetteer, grammar: Grammar, day: str | None) -> None:
        self.gazetteer = gazetteer
        self.grammar = grammar
        self.day = day
        self.learned: dict[str, tuple[str | None, str]] = {}  # family name -> (code, full name)

    def find(self, sentence: Sentence, number: int) -> dict[int, Mention]:
        """Mentions of the sentence by the index of the word that carries them."""
        found: dict[int, Mention] = {}
        taken: set[int] = set()
        words = sentence.words
        i = 0
        while i < len(words):
            match = self._longest(words, i)
            if match is None:
                i += 1
                continue
            stop, named = match
            head = self._carrier(sentence, i, stop)
            if named.kind == "city" and self.grammar.case_of(sentence, head) not in self.grammar.locative:
                named = self.gazetteer.metonyms.get(named.name, named)
            mention = self._mention(named, words, number, head, i, stop - 1)
            mention.plural = words[head].features.get("Number") == "Plur"
            found[head] = mention
            taken.update(range(i, stop))
            i = stop
        self._add_persons(sentence, number, found, taken)
        self._add_nouns(sentence, number, found, taken)
        self._join_appositions(sentence, found)
        return found

    def _mention(
        self, named: Named, words: list[Word], number: int, head: int, first: int, last: int
    ) -> Mention:
        code: str | None = named.code
        if named.kind == "person":
            code = self._person_code(named.name)
            self.learned.setdefault(words[last].text, (code, named.name))
        return Mention(number, head, first, last, named.kind, code, named.name, named.country)

    def _person_code(self, holder: str) -> str | None:
        tenure = self.gazetteer.tenure_at(holder, self.day)
        if tenure is None:
            return None
        if tenure.sector:
            return f"{tenure.of}:{tenure.sector}"
        if self.day is not None and tenure.end is not None and tenure.of in self.gazetteer.states:
            left = f"{int(tenure.end[:4]) + 1}{tenure.end[4:]}"
            if left < self.day:  # more than a year out of office: a politician
                return f"{tenure.of}:PTY"
        return tenure.of

    def _longest(self, words: list[Word], i: int) -> tuple[int, Named] | None:
        word = words[i]
        best: tuple[int, Named] | None = None
        for key in self._forms(word.text):
            for tokens, named in self.gazetteer.names.get(key, ()):
                stop = i + len(tokens)
                if stop > len(words) or (best and stop <= best[0]):
                    continue
                if len(tokens) == 1 and not self._fits(word, key, named):
                    continue
                if all(
                    _same(words[i + k].text, token, self.grammar.stem_endings)
                    for k, token in enumerate(tokens[1:], 1)
                ):
                    best = stop, named
        return best

    def _fits(self, word: Word, key: str, named: Named) -> bool:
        """Guard one-word names: a city must be tagged as a name; short codes match as printed."""
        if named.kind == "people" and word.upos == "ADJ":
            return False
        if key != word.text and (len(key) < 4 or key.isupper()):
            return False
        if word.upos in {"VERB", "AUX", "ADV", "ADP", "PRON", "DET"} and word.name == "O":
            return False
        if named.kind in {"city", "company", "group", "media", "organ"} and word.upos not in {
            "PROPN",
            "NOUN",
            "X",
        }:
            return word.name != "O"
        if named.kind == "city":
            return word.upos == "PROPN" and word.name[2:] not in {"PER", "ORG"}
        return True

    def _carrier(self, sentence: Sentence, first: int, stop: int) -> int:
        """The word of the span whose head lies outside it."""
        for i in range(first, stop):
            head = sentence.words[i].head
            if not first <= head < stop:
                return i
        return first

    def _add_persons(
        self, sentence: Sentence, number: int, found: dict[int, Mention], taken: set[int]
    ) -> None:
        """Names tagged as persons that the gazetteer has only by their family name, or not at all."""
        for first, stop in _name_spans(sentence.words, "PER"):
            if any(i in taken for i in range(first, stop)):
                for mention in found.values():
                    if first <= mention.head < stop and mention.kind == "person":
                        mention.first, mention.last = min(first, mention.first), max(stop - 1, mention.last)
                continue
            words = sentence.words[first:stop]
            family = words[-1].text
            head = self._carrier(sentence, first, stop)
            titled = first > 0 and self.find_role(sentence.words[first - 1].lemma) is not None
            code, name = self._by_family(family, [w.text for w in words[:-1]], titled=titled)
            found[head] = Mention(number, head, first, stop - 1, "person", code, name)
            taken.update(range(first, stop))
        for word in sentence.words:  # family names the tagger missed
            if word.index in taken or word.upos != "PROPN":
                continue
            if word.name[2:] in {"LOC", "ORG"} and not self._introduced(word.text):
                continue
            for form in self._forms(word.text)[:2]:
                if len(form) > 3 and (
                    form in self.learned or len(self.gazetteer.families.get(form, ())) == 1
                ):
                    code, name = self._by_family(form, [])
                    if code is None:
                        continue
                    found[word.index] = Mention(
                        number, word.index, word.index, word.index, "person", code, name
                    )
                    taken.add(word.index)
                    break

    def _introduced(self, family: str) -> bool:
        """Whether the report has named this person in full, whatever the tagger takes the name for now."""
        return any(form in self.learned for form in self._forms(family)[:2])

    def _by_family(self, family: str, given: list[str], *, titled: bool = False) -> tuple[str | None, str]:
        """Code and full name of a person whom the report gives without, or with another, first name."""
        for form in self._forms(family)[:2]:
            if form in self.learned and not given:
                return self.learned[form]
            holders = self.gazetteer.families.get(form, [])
            if given:
                holders = [
                    h for h in holders if h.split()[0][:1] == given[0][:1] or h.split()[-1] == given[0]
                ]
                holders = [h for h in holders if _alike(h.split()[0], given[0]) or form == h.split()[0]]
            elif not titled:
                states = {t.of for h in holders for t in self.gazetteer.persons[h]}
                common = len(states) > 1 or is_word(form, self.gazetteer.language)
                holders = [h for h in holders if self._is_at_hand(h, common=common)]
            best = self._in_office(holders)
            if best:
                code = self._person_code(best)
                self.learned[form] = (code, best)
                return code, best
        name = " ".join([*given, family])
        return None, name

    def _is_at_hand(self, holder: str, *, common: bool) -> bool:
        """Whether a mere family name may mean this person, whom the report does not introduce: who had an
        office by then, and, where many bear the name, a leading one not long before.
        """
        if self.day is None:
            return True
        known = [t for t in self.gazetteer.persons[holder] if t.start[:4] <= self.day[:4]]
        if not common:
            return bool(known)
        since = str(int(self.day[:4]) - _REMEMBERED)
        return any(
            (t.office in _LEADING and (t.end is None or t.end[:4] >= since))
            or (t.office in _MINISTERS and (t.end is None or t.end >= self.day))
            for t in known
        )

    def _in_office(self, holders: list[str]) -> str | None:
        """Of several with this family name, the one in office on the day, else the only one."""
        if len(holders) <= 1 or self.day is None:
            return holders[0] if holders else None
        day = self.day
        for holder in holders:
            tenure = self.gazetteer.tenure_at(holder, day)
            if tenure and tenure.start <= day and (tenure.end is None or day <= tenure.end + "-99"):
                return holder
        past = [h for h in holders if self.gazetteer.persons[h][0].start <= day]
        return max(past, key=lambda h: self.gazetteer.persons[h][-1].end or "9999", default=None)

    def learn(self, mention: Mention, code: str) -> None:
        """Remember for this report that a person acts for `code` (``der US-Senator John Miller``)."""
        mention.code = code
        family = mention.name.split()[-1]
        self.learned[family] = (code, mention.name)

    def _add_nouns(self, sentence: Sentence, number: int, found: dict[int, Mention], taken: set[int]) -> None:
        for word in sentence.words:
            if word.index in taken or word.upos not in {"NOUN", "PROPN", "ADJ", "X"}:
                continue
            mention = self._compound(word, number) or self._people(word, number)
            if mention is None and not self._counts_others(sentence, word):
                mention = self._role(sentence, word, number)
            if mention is None and word.name[2:] == "ORG" and word.name[0] == "B":
                mention = self._unknown_organisation(sentence, word, number)
            if mention is None:
                continue
            mention.plural = word.features.get("Number") == "Plur"
            found[word.index] = mention
            if mention.role and mention.code is None:
                self._country_from_modifiers(sentence, word, mention, found)

    def _counts_others(self, sentence: Sentence, word: Word) -> bool:
        """``Tausende von Soldaten``: the noun only counts, or stands for, those that follow."""
        if word.lemma not in self.grammar.counting and word.text not in self.grammar.counting:
            return False
        return any(
            w.upos in {"NOUN", "PROPN"} for w in sentence.dependants(word.index, "nmod", "appos", "flat")
        )

    def _compound(self, word: Word, number: int) -> Mention | None:
        """``US-Präsident``, ``Hamas-Kämpfer``, ``EU-Außenminister``: a name and a role in one word."""
        left, dash, right = word.text.partition("-")
        while dash and right:
            code = self.gazetteer.prefixes.get(left)
            if code is None and left in self.gazetteer.families:
                holder = self._in_office(self.gazetteer.families[left])
                code = self._person_code(holder) if holder else None
            if code is not None:
                role = self.find_role(right) or self.find_role(word.lemma.rpartition("-")[2])
                if role is not None:
                    return Mention(
                        number, word.index, word.index, word.index, "role",
                        role_code(role, code, is_group=code.split(":")[0] not in self.gazetteer.states),
                        word.text, code.split(":")[0], role,
                    )  # fmt: skip
                return None
            more, dash, rest = right.partition("-")
            left, right = (f"{left}-{more}", rest) if dash else (left, "")
        return None

    def _people(self, word: Word, number: int) -> Mention | None:
        """Demonyms (``die Russen``): the state where they act for it, which the engine decides."""
        if word.upos == "ADJ":
            return None
        for form in (word.lemma, *self._forms(word.text)):
            for tokens, named in self.gazetteer.names.get(form, ()):
                if len(tokens) == 1 and named.kind == "people":
                    return Mention(
                        number,
                        word.index,
                        word.index,
                        word.index,
                        "people",
                        named.code,
                        word.text,
                        named.code,
                    )
        return None

    def _role(self, sentence: Sentence, word: Word, number: int) -> Mention | None:
        if word.upos not in {"NOUN", "PROPN"}:
            return None
        words, first, last = sentence.words, word.index, word.index
        role = None
        for begin, stop in (
            () if self.grammar.closed_compounds else ((first, first + 3), (first - 1, first + 1))
        ):
            if begin >= 0 and stop <= len(words) and self._belongs_together(words[begin:stop]):
                parts = [w.text for w in words[begin:stop]]
                role = self._listed("-".join(parts)) or self._listed(
                    "-".join([*parts[:-1], words[stop - 1].lemma])
                )
                if role is not None:  # secretary of state, foreign minister, security forces
                    first, last = begin, stop - 1
                    break
        role = role or self.find_role(word.lemma) or self.find_role(word.text)
        if role is None:
            return None
        code = role.of
        kind = "thing" if role.kind == "thing" else "role"
        name = " ".join(w.text for w in words[first : last + 1])
        return Mention(number, word.index, first, last, kind, code, name, None, role)

    def _belongs_together(self, words: list[Word]) -> bool:
        """A noun with the word before it, or with the phrase of a genitive preposition behind it."""
        if len(words) == 2:
            return words[0].head in {words[1].index, words[1].head}
        return words[1].text in self.grammar.genitive and words[2].head == words[0].index

    def _listed(self, noun: str) -> Role | None:
        return self.gazetteer.roles.get(noun) or self.gazetteer.roles.get(noun.lower())

    def _forms(self, text: str) -> tuple[str, ...]:
        return _forms(text, self.grammar.name_endings)

    def find_role(self, noun: str) -> Role | None:
        """The role of a noun, or of the right part of a compound (``Regierungstruppen``)."""
        known = self.gazetteer.known_roles
        if noun not in known:
            known[noun] = self._find_role(noun)
        return known[noun]

    def _find_role(self, noun: str) -> Role | None:
        roles = self.gazetteer.roles
        if noun in roles:
            return roles[noun]
        for form in self._forms(noun)[1:]:
            if form in roles:
                return roles[form]
        lower = noun.lower()
        if not self.grammar.closed_compounds:  # Foreign, co-president
            return roles.get(lower) or roles.get(lower.rpartition("-")[2])
        for cut in range(2, len(lower) - 3):
            for form in (noun[cut:], *(self._forms(noun[cut:])[1:3])):
                role = roles.get(form[:1].upper() + form[1:])
                if (
                    role is not None
                    and len(role.lemma) >= 4
                    and role.of is None
                    and self._whole_part(noun[:cut])
                ):
                    return role
        return None

    def _whole_part(self, left: str) -> bool:
        """Whether the left part of a compound may be one: at least three letters with a vowel."""
        return len(left) >= 3 and bool(re.search("[aeiouäöüy]", left.lower()))

    def _unknown_organisation(self, sentence: Sentence, word: Word, number: int) -> Mention:
        last = word.index
        while last + 1 < len(sentence.words) and sentence.words[last + 1].name == "I-ORG":
            last += 1
        head = self._carrier(sentence, word.index, last + 1)
        name = " ".join(w.text for w in sentence.words[word.index : last + 1])
        return Mention(number, head, word.index, last, "unknown organisation", None, name)

    def _country_from_modifiers(
        self, sentence: Sentence, word: Word, mention: Mention, found: dict[int, Mention]
    ) -> None:
        """Adjective, genitive or apposition that tells the role's country."""
        role = mention.role
        assert role is not None
        country = self.country_of(sentence, word.index, found)
        if country is None:
            return
        mention.country = country.split(":")[0]
        mention.code = role_code(role, country, is_group=mention.country not in self.gazetteer.states)
        if mention.plural:  # die Präsidenten der USA und Chinas: one for each country
            for other in self._other_owners(sentence, word.index, found):
                code = role_code(role, other)
                if code != mention.code:
                    mention.members.append(
                        Mention(
                            mention.sentence,
                            word.index,
                            word.index,
                            word.index,
                            "role",
                            code,
                            word.text,
                            other,
                        )
                    )

    def country_of(self, sentence: Sentence, index: int, found: dict[int, Mention]) -> str | None:
        """The actor a noun belongs to by its adjective or genitive: ``das iranische Parlament``."""
        for child in sentence.dependants(index):
            if child.relation in {"amod", "nmod", "flat", "compound"}:
                code = self.adjective(child)
                if code:
                    return code
        for child in sentence.dependants(index, "nmod", "appos", "flat", "compound", "obl", "amod"):
            mention = found.get(child.index)
            if mention is None or mention.code is None:
                continue
            case = self.grammar.case_of(sentence, child.index)
            belongs = case is None or case in self.grammar.belonging
            if belongs and mention.kind in {
                "state", "capital", "seat", "people", "organisation", "bloc", "group", "company",
                "armed group", "movement", "role", "city", "person", "organ",
            }:  # fmt: skip
                if mention.kind == "city" and case not in self.grammar.belonging:
                    continue
                return mention.code
        return None

    def _other_owners(self, sentence: Sentence, index: int, found: dict[int, Mention]) -> list[str]:
        """Countries coordinated with the first owner: ``der USA und Chinas``, ``der russische und der …``."""
        out = []
        for child in sentence.dependants(index, "amod", "nmod"):
            for other in sentence.dependants(child.index, "conj"):
                mention = found.get(other.index)
                code = mention.code if mention is not None and mention.code else self.adjective(other)
                if code:
                    out.append(code.split(":")[0])
        return out

    def adjective(self, word: Word) -> str | None:
        """The state of an adjective: ``russischen`` is RUS, ``US-amerikanische`` is USA."""
        if word.upos not in {"ADJ", "PROPN", "NOUN", "X"}:
            return None
        text = word.text.lower()
        adjectives = self.gazetteer.adjectives
        for ending in self.grammar.adjective_endings:
            if text.endswith(ending):
                stem = text[: len(text) - len(ending)]
                if stem in adjectives:
                    return adjectives[stem]
        for ending in self.grammar.place_endings:  # Berliner, Kabuler
            if text.endswith(ending) and word.text[0].isupper():
                for tokens, named in self.gazetteer.names.get(word.text[: -len(ending)], ()):
                    if len(tokens) == 1 and named.kind in {"city", "capital"}:
                        return named.code
        tail = text.rpartition("-")[2]
        if tail != text:
            for ending in self.grammar.adjective_endings[::-1]:
                if tail.endswith(ending) and tail[: len(tail) - len(ending)] in adjectives:
                    return adjectives[tail[: len(tail) - len(ending)]]
        return None

    def _join_appositions(self, sentence: Sentence, found: dict[int, Mention]) -> None:
        """``Präsident Wladimir Putin``: the role takes the person's country, the person the role's."""
        for index, mention in list(found.items()):
            for child in sentence.dependants(index, "appos", "flat", "nmod"):
                other = found.get(child.index)
                if other is None or other is mention:
                    continue
                if child.relation == "nmod" and self.grammar.case_of(sentence, child.index) is not None:
                    continue
                persons = [m for m in (mention, other) if m.kind == "person"]
                roles = [m for m in (mention, other) if m.role is not None and m.role.kind != "group"]
                if persons and roles:
                    person, role = persons[0], roles[0]
                    if role.code is not None and (person.code is None or ":" in role.code):
                        self.learn(person, role.code)
                    elif person.code is not None and role.code is None:
                        role.code, role.country = person.code, person.code.split(":")[0]
                    elif role.code is not None and role.code == (person.code or "").split(":")[0]:
                        self.learn(person, role.code)  # out of office by the calendar, but called by it


def role_code(role: Role, country: str, *, is_group: bool = False) -> str:
    """The actor's code from a role and the country it belongs to; a group's fighters are the group."""
    if role.of is not None:
        return role.of
    base = country.split(":")[0]
    return f"{base}:{role.code}" if role.code and not is_group else base


@lru_cache(maxsize=50_000)
def _forms(text: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    """A printed form and what it may be without its ending: Russlands, Taliban, Staaten."""
    forms = [text]
    for ending in endings:
        if text.endswith(ending) and len(text) > len(ending) + 2:
            forms.append(text[: -len(ending)])
    return tuple(forms)


def _same(text: str, token: str, endings: tuple[str, ...]) -> bool:
    """Whether a printed token is this token of a name, up to its ending."""
    if text == token:
        return True
    if len(token) <= 3:
        return False
    return text.removeprefix(token) in endings or _stem(text, endings) == _stem(token, endings)


def _stem(text: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if text.endswith(ending) and len(text) - len(ending) >= 3:
            return text[: -len(ending)]
    return text


def _alike(a: str, b: str) -> bool:
    """Whether two given names may be spellings of one: George, Georg; Wladimir, Vladimir."""
    if a.endswith(".") or b.endswith("."):
        return a[:1] == b[:1]
    return a[:3].lower() == b[:3].lower() or a[1:4].lower() == b[1:4].lower()


def _name_spans(words: list[Word], kind: str) -> list[tuple[int, int]]:
    spans, i = [], 0
    while i < len(words):
        if words[i].name == f"B-{kind}":
            stop = i + 1
            while stop < len(words) and words[stop].name == f"I-{kind}":
                stop += 1
            spans.append((i, stop))
            i = stop
        else:
            i += 1
    return spans
