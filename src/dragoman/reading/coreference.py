"""Whom a word means that names nobody: pronouns, ``beide Länder``, ``das Land``, bare role nouns.

Newswire needs few means for this: the subject of the clause before, the last two states named, the
last organisation or group, and for a role noun (``die Regierung``) the country the text is in.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.parse import Sentence, Word
from dragoman.reading.document import Document
from dragoman.reading.mentions import Mention, role_code
from dragoman.records import Participant

_STATE_KINDS = {"state", "capital", "seat", "people", "role", "person", "organ", "bloc", "organisation"}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_LOOK_BACK = 4  # sentences
_CIVILIANS = "CVL"  # they live where it happens, whoever acts on them


@dataclass(frozen=True, slots=True)
class Found:
    """An actor a word stands for, with how that was found."""

    participant: Participant
    how: str


def resolve_roles(document: Document) -> None:
    """Give every role noun without a country the one the text is in at that point."""
    named: dict[str, str] = {}  # role lemma -> code last given to it
    current, paragraph = document.home, -1  # the state a paragraph is about: its last subject
    scene: tuple[int, str] | None = None  # where the last place named lies, with its sentence
    for number, mentions in enumerate(document.mentions):
        sentence = document.sentences[number]
        local = _place_in(document, number)
        if local is not None:
            scene = number, local
        for index in sorted(mentions):
            mention = mentions[index]
            role = mention.role
            if role is None or role.of is not None:
                if mention.code and mention.kind in {"state", "capital", "seat"}:
                    if sentence.paragraph != paragraph or sentence.words[index].relation in _SUBJECTS:
                        current, paragraph = mention.code.split(":")[0], sentence.paragraph
                continue
            lemma = role.lemma
            if mention.code is None:
                known = named.get(lemma)
                if role.code == _CIVILIANS and scene is not None and number - scene[0] <= _LOOK_BACK:
                    known = known or role_code(role, scene[1])
                country = (
                    known or _nearby_country(document, sentence, number, index, role.code or "") or local
                )
                country = country or (document.home if role.code else current) or document.home
                if country is not None:
                    mention.country = country.split(":")[0]
                    mention.code = known or role_code(role, country)
                    _tell_person(document, mention, number)
            if mention.code is not None and not role.code and role.kind == "person":
                named[lemma] = mention.code
    return


def _tell_person(document: Document, mention: Mention, number: int) -> None:
    """The person in apposition to the role acts for the same actor."""
    sentence = document.sentences[number]
    for child in sentence.dependants(mention.head, "appos", "flat", "nmod"):
        other = document.mentions[number].get(child.index)
        if other is not None and other.kind == "person" and other.code is None and mention.code:
            document.finder.learn(other, mention.code)
    head = document.mentions[number].get(sentence.words[mention.head].head)
    if head is not None and head.kind == "person" and head.code is None and mention.code:
        document.finder.learn(head, mention.code)


def resolve_persons(document: Document) -> None:
    """Persons named alone after the report has introduced them with their role."""
    for mentions in document.mentions:
        for mention in mentions.values():
            if mention.kind == "person" and mention.code is None:
                known = document.finder.learned.get(mention.name.split()[-1])
                if known is None:
                    known = document.finder.learned.get(mention.name.split()[-1].removesuffix("s"))
                if known and known[0]:
                    mention.code = known[0]


def _place_in(document: Document, number: int) -> str | None:
    """The country of a place named in the sentence, if it is one only."""
    codes = {
        m.country or m.code
        for m in document.mentions[number].values()
        if m.kind in {"city"} and (m.country or m.code)
    }
    return codes.pop() if len(codes) == 1 else None


def _nearby_country(
    document: Document, sentence: Sentence, number: int, index: int, sector: str
) -> str | None:
    """The country of the state or adjective that stands nearest before the role in its sentence."""
    best: str | None = None
    for mention in sorted(document.mentions[number].values(), key=lambda m: m.head):
        if mention.head >= index:
            break
        if mention.kind in {"state", "capital", "city"} and mention.code:
            case = document.grammar.case_of(sentence, mention.head)
            if case in document.grammar.inside or (sector == "" and case is None):
                best = mention.country or mention.code
    return best


def actors_of(document: Document, number: int, index: int) -> list[Found]:
    """The actors a word stands for, its coordination included; empty if it names none."""
    sentence = document.sentences[number]
    out: list[Found] = []
    for member in _coordinated(document, sentence, index):
        out += [
            f
            for f in _one(document, number, member)
            if f.participant.code not in {o.participant.code for o in out}
        ]
    return out


def candidates_at(document: Document, number: int, index: int) -> list[tuple[str, str, Participant]]:
    """(how, kind, who) for the actors a single word may stand for, without its coordination."""
    word = document.sentences[number].words[index]
    if word.upos not in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "X", "NUM"}:
        return []
    mention = document.mentions[number].get(index)
    plain = word.upos in {"NOUN", "X", "NUM"} and mention is None and "-" not in word.text
    if plain and not _may_refer(document, word):
        return []
    out = []
    for found in _one(document, number, index):
        if found.participant.code == "unknown":
            continue
        kind = mention.kind.replace(" ", "_") if mention is not None else "other"
        how = found.how
        if mention is not None and mention.code is not None:
            how = "role" if mention.role is not None and mention.role.of is None else "named"
        elif how.startswith("„"):
            how = "pronoun"
        elif how.startswith(("named before", "both")):
            how = "before"
        elif how.startswith("allies"):
            how = "allies"
        elif how == "adjective":
            kind = "adjective"
        else:
            how = "belongs"
        out.append((how, kind, found.participant))
    code = document.gazetteer.prefixes.get(word.text.split("-")[0]) if not out and "-" in word.text else None
    if code is not None:  # OSZE-Bericht
        out.append(("belongs", "other", _plain(document, code, number, index)))
    return out


def _may_refer(document: Document, word: Word) -> bool:
    """Whether a noun without a mention can stand for an actor named before."""
    grammar = document.grammar
    names = {word.lemma, word.text}
    return bool(
        any(map(grammar.generic_kind, names))
        or names & grammar.transparent_nouns
        or names & grammar.allies
        or word.text.lower() in grammar.both
    )


def _coordinated(document: Document, sentence: Sentence, index: int) -> list[int]:
    members = [index]
    for at in members:
        members += [
            w.index
            for w in sentence.dependants(at, "conj")
            if w.upos in {"NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"}
            and w.index not in members
            and not _is_compared(document, sentence, w.index)
        ]
    return members


def _is_compared(document: Document, sentence: Sentence, index: int) -> bool:
    """``die Garde als Terrorgruppe``: no second member, unlike ``sowohl … als auch``."""
    marks = {w.text.lower() for w in sentence.dependants(index, "cc", "case", "mark", "advmod")}
    return len(marks) == 1 and bool(marks & document.grammar.compared)


def _one(document: Document, number: int, index: int, depth: int = 0) -> list[Found]:
    sentence, grammar = document.sentences[number], document.grammar
    word = sentence.words[index]
    mention = document.mentions[number].get(index)
    if word.lemma in grammar.allies or word.text in grammar.allies:
        allies = _allies(document, number, index)
        if allies:
            return allies
    if _is_both(document, sentence, index):
        return both_of(document, number, index)
    if mention is not None and mention.code is not None:
        return [Found(participant_of(document, m), mention.kind) for m in (mention, *mention.members)]
    if mention is not None and mention.kind == "unknown organisation":
        return []
    lower = word.text.lower()
    if word.upos == "PRON" or (
        word.upos == "DET" and (lower in grammar.demonstrative or word.lemma in grammar.possessive)
    ):
        return pronoun(document, number, index)
    adjective = document.finder.adjective(word) if word.upos == "ADJ" else None
    if adjective:
        return [Found(_plain(document, adjective, number, index), "adjective")]
    kind = grammar.generic_kind(word.lemma) or grammar.generic_kind(word.text)
    country = document.finder.country_of(sentence, index, document.mentions[number])
    if country is not None:
        return [Found(_plain(document, country, number, index), "the actor it belongs to")]
    if word.lemma in grammar.transparent_nouns and depth < 3:
        for child in sentence.dependants(index, "nmod", "appos", "flat", "compound"):
            found = [
                f
                for m in _coordinated(document, sentence, child.index)
                for f in _one(document, number, m, depth + 1)
            ]
            if found:
                return found
    for child in sentence.dependants(index, "nmod"):  # die Beziehungen zwischen Teheran und Moskau
        if grammar.case_of(sentence, child.index) in grammar.between and depth < 3:
            found = [
                f
                for m in _coordinated(document, sentence, child.index)
                for f in _one(document, number, m, depth + 1)
            ]
            if found:
                return found
    for child in sentence.dependants(index, "amod", "acl"):  # eine von der Miliz angeführte Offensive
        for agent in sentence.dependants(child.index, "obl", "obl:agent", "nmod"):
            if grammar.case_of(sentence, agent.index) in grammar.agent and depth < 3:
                found = _one(document, number, agent.index, depth + 1)
                if found:
                    return found
    for child in sentence.dependants(index, "appos"):
        found = _one(document, number, child.index, depth + 1) if depth < 3 else []
        if found:
            return found
    if kind and _is_definite(document, sentence, index):
        return _last_of_kind(document, number, index, kind)
    possessive = next(
        (w for w in sentence.dependants(index, "det", "nmod") if w.lemma in grammar.possessive), None
    )
    if possessive is not None and word.lemma in grammar.transparent_nouns:
        return pronoun(document, number, possessive.index)
    return []


def participant_of(document: Document, mention: Mention) -> Participant:
    """A mention as a participant of a claim."""
    code = mention.code or "unknown"
    return Participant(
        code=code,
        name=document.gazetteer.titles.get(code, mention.name),
        qid=document.gazetteer.qids.get(code),
        mention=document.span(mention.sentence, mention.first, mention.last),
    )


def _plain(document: Document, code: str, number: int, index: int) -> Participant:
    return Participant(
        code=code,
        name=document.gazetteer.titles.get(code, code),
        qid=document.gazetteer.qids.get(code),
        mention=document.span(number, index, index),
    )


def _allies(document: Document, number: int, index: int) -> list[Found]:
    """``ihre Verbündeten``: UKR:ALLIES, after whoever the possessive means."""
    sentence = document.sentences[number]
    for child in sentence.dependants(index, "det", "nmod"):
        if child.lemma in document.grammar.possessive or child.relation == "det":
            owners = (
                pronoun(document, number, child.index) if child.lemma in document.grammar.possessive else []
            )
        else:
            owners = _one(document, number, child.index, 2)
        for owner in owners[:1]:
            code = owner.participant.code.split(":")[0]
            return [Found(_plain(document, f"{code}:ALLIES", number, index), "allies of " + code)]
    return []


def _is_both(document: Document, sentence: Sentence, index: int) -> bool:
    both = document.grammar.both
    if sentence.words[index].text.lower() in both:
        return True
    return any(
        w.text.lower() in both or w.lemma in both for w in sentence.dependants(index, "det", "amod", "nummod")
    )


def _is_definite(document: Document, sentence: Sentence, index: int) -> bool:
    for child in sentence.dependants(index, "det"):
        if child.lemma in document.grammar.definite or child.text.lower() in document.grammar.demonstrative:
            return True
    return document.grammar.case_of(sentence, index) is not None and any(
        w.text.lower() in document.grammar.contractions for w in sentence.dependants(index, "case")
    )


def both_of(document: Document, number: int, index: int) -> list[Found]:
    """The last two actors named together: ``beide Länder`` after ``Russland … mit Nordkorea``."""
    noun = document.sentences[number].words[index]
    kinds = _STATE_KINDS
    if document.grammar.generic_nouns.get(noun.lemma) == "state":
        kinds = _STATE_KINDS - {"bloc", "organisation"}
    for at in range(number, max(-1, number - _LOOK_BACK), -1):
        if document.parts[at] != document.parts[number]:
            break
        mentions = [
            m
            for m in sorted(document.mentions[at].values(), key=lambda m: m.head)
            if m.code and ":" not in m.code and m.kind in kinds and (at < number or m.head < index)
        ]
        chosen: dict[str, Mention] = {}
        sentence = document.sentences[at]
        # participants before places: a state behind „in“ was only where it happened
        for strict in (True, False):
            for mention in mentions:
                case = document.grammar.case_of(sentence, mention.head)
                if strict and (
                    case in document.grammar.inside or sentence.words[mention.head].relation == "amod"
                ):
                    continue
                chosen.setdefault(mention.code or "", mention)
            if len(chosen) >= 2:
                pair = list(chosen.values())[:2]
                return [Found(participant_of(document, m), "both, named before") for m in pair]
    return []


def pronoun(document: Document, number: int, index: int) -> list[Found]:
    """The actor a pronoun or possessive stands for: the subject of its clause, or of the one before."""
    document.depth += 1
    try:
        return _pronoun(document, number, index) if document.depth < 6 else []
    finally:
        document.depth -= 1


def _pronoun(document: Document, number: int, index: int) -> list[Found]:
    sentence, grammar = document.sentences[number], document.grammar
    word = sentence.words[index]
    lower = word.text.lower()
    if word.features.get("Person") in {"1", "2"} and word.lemma not in grammar.possessive:
        return []
    possessive = word.lemma in grammar.possessive
    if not possessive and lower not in grammar.personal:
        return []
    plural = grammar.personal.get(lower) == "plural" or (
        lower in grammar.plural_pronouns and word.features.get("Number") == "Plur"
    )
    # candidates: mentions before it, those of the same sentence first, subjects first
    banned = set(sentence.subtree(sentence.words[index].head)) if not possessive and word.head >= 0 else set()
    if not possessive and word.relation not in _SUBJECTS:
        banned |= _own_subjects(sentence, index)
    told = _told_about(document, number, index)
    for at in range(number, max(-1, number - _LOOK_BACK), -1):
        if document.parts[at] != document.parts[number]:
            break
        best: tuple[int, Mention] | None = None
        for mention in document.mentions[at].values():
            if mention.code is None or (at == number and mention.head >= index):
                continue
            other = document.sentences[at].words[mention.head]
            if at == number and mention.head in banned and not possessive:
                continue
            score = _salience(document, at, mention, other.relation)
            if at == number and mention.head in told:
                score += 6
            if lower in grammar.person_pronouns and mention.kind not in {"person", "role"}:
                score -= 5
            if plural and not (
                mention.plural or any(document.sentences[at].dependants(mention.head, "conj"))
            ):
                score -= 3
            if possessive and at == number and word.head >= 0 and mention.head in sentence.subtree(word.head):
                score -= 5
            if best is None or score > best[0]:
                best = score, mention
        if best is not None and best[0] > 0:
            mention = best[1]
            found = [Found(participant_of(document, mention), f"„{word.text}“ for {mention.name}")]
            if plural:
                for other_index in _coordinated(document, document.sentences[at], mention.head)[1:]:
                    other_mention = document.mentions[at].get(other_index)
                    if other_mention is not None and other_mention.code:
                        found.append(Found(participant_of(document, other_mention), f"„{word.text}“"))
            return found
    return []


def _told_about(document: Document, number: int, index: int) -> set[int]:
    """The object of an accusation or demand, whom its content is about (*wirft ihr vor, sie habe*)."""
    sentence, grammar = document.sentences[number], document.grammar
    word = sentence.words[index]
    if word.relation not in _SUBJECTS or word.head < 0:
        return set()
    clause = sentence.words[word.head]
    if clause.head < 0 or clause.relation not in {"ccomp", "parataxis", "advcl", "obj"}:
        return set()
    above = sentence.words[clause.head]
    if above.lemma not in grammar.object_content:
        return set()
    return {w.index for w in sentence.dependants(above.index, "obj", "iobj", "nsubj:pass")}


def _own_subjects(sentence: Sentence, index: int) -> set[int]:
    """The subject of the pronoun's own clause, which a plain pronoun never means."""
    at = index
    while sentence.words[at].head >= 0:
        at = sentence.words[at].head
        word = sentence.words[at]
        subjects = {w.index for w in sentence.dependants(at, "nsubj", "nsubj:pass")}
        if subjects:
            return {i for subject in subjects for i in sentence.subtree(subject)}
        if word.upos in {"VERB", "AUX"} and word.relation not in {"conj", "xcomp"}:
            break
    return set()


def _salience(document: Document, at: int, mention: Mention, relation: str) -> int:
    score = {"nsubj": 6, "nsubj:pass": 5, "obl:agent": 4, "obj": 3, "iobj": 3}.get(relation, 2)
    case = document.grammar.case_of(document.sentences[at], mention.head)
    if mention.kind in {"city"} or (mention.kind in {"state", "capital"} and case in document.grammar.inside):
        score -= 3
    if mention.kind == "media":
        score -= 2
    if relation in {"nmod", "amod"}:
        score -= 1
    return score


def _last_of_kind(document: Document, number: int, index: int, kind: str) -> list[Found]:
    wanted = {
        "state": {"state", "capital", "seat"},
        "organisation": {"organisation", "bloc", "court"},
        "group": {"group", "armed group", "movement"},
        "person": {"person", "role"},
        "any": _STATE_KINDS | {"group", "armed group", "movement"},
    }[kind]
    for at in range(number, max(-1, number - _LOOK_BACK), -1):
        if document.parts[at] != document.parts[number]:
            break
        rows = [
            m
            for m in document.mentions[at].values()
            if m.code and m.kind in wanted and (at < number or m.head < index)
        ]
        if rows:
            sentence = document.sentences[at]
            best = max(
                rows, key=lambda m: (_salience(document, at, m, sentence.words[m.head].relation), m.head)
            )
            return [Found(participant_of(document, best), "named before")]
    return []
