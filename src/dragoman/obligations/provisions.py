"""What a report says an agreement binds to: duty, trigger, who bears it, and which agreement is meant.

*Im vergangenen Jahr schlossen Russland und Nordkorea ein Abkommen. Dieses sieht vor, dass beide sich im Falle
eines Angriffs militärische Hilfe leisten*: two sentences, one provision. Works on the words alone, so that a
ledger can be asked without parsing its reports again; the patterns are data (`duty_words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.language.tokens import split_sentences
from dragoman.obligations.duty_words import DutyWords, load_duty_words
from dragoman.obligations.mentions import Mention, find_mentions
from dragoman.obligations.records import Duty, Strength, Trigger

_ARTICLE = 3  # letters of the longest word that may stand between two names joined by *and*
_NEAR = 30  # characters between a word of saying and its speaker
_EXCLUDES = {
    Duty.NOT_ASSIST_AGGRESSOR: (Duty.ASSIST, Duty.NO_HOSTILE_ALLIANCE, Duty.NO_TERRITORY),
    Duty.NO_TERRITORY: (Duty.ASSIST, Duty.NO_HOSTILE_ALLIANCE),
    Duty.NO_HOSTILE_ALLIANCE: (Duty.ASSIST,),
    Duty.NONAGGRESSION: (Duty.ASSIST,),
}
_DENIABLE = (Duty.ASSIST, Duty.CONSULT)  # the others are worded with a not themselves
_STANDING = (Duty.NO_TERRITORY, Duty.NO_HOSTILE_ALLIANCE, Duty.NONAGGRESSION)  # they need no trigger


class State(StrEnum):
    """How far an agreement has come, as the report tells it."""

    PLANNED = "planned"
    SIGNED = "signed"  # and, as the report says, not ratified or not in force
    CONCLUDED = "concluded"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement a report speaks of: parties, place, how far it has come, when (EDTF), who says so."""

    parties: tuple[str, ...]
    start: int
    end: int
    state: State | None = None  # None: the sentence does not tell
    date: str | None = None
    speakers: tuple[str, ...] = ()
    is_signing: bool = False  # the news is the signature
    is_named: bool = False  # a treaty, a pact or the like is spoken of, not only an act of agreeing
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One duty stated of an agreement. Without `bearers` it is owed by each party to the others."""

    start: int
    end: int
    text: str
    duty: Duty
    trigger: Trigger
    parties: tuple[str, ...]
    bearers: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    attackers: tuple[str, ...] = ()  # whose attack the sentence speaks of, if anybody's
    speaker: str | None = None
    is_denied: bool = False
    state: State | None = None  # what this sentence says of the agreement's state
    is_one_sided: bool = False  # a state's own word, no agreement is named
    strength: Strength | None = None
    military: bool = False
    on_request: bool = False
    jointly: bool = False
    state_of_war: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    text: str


def find_provisions(
    text: str, language: str, agreed: Sequence[Agreed] = ()
) -> tuple[list[Agreed], list[Provision]]:
    """Agreements with their parties, and provisions, in the order of the text.

    `agreed` are agreements already known from claims, by their place. Nothing for a language without
    patterns. Raises ResourceError for faulty patterns.
    """
    words = load_duty_words(language)
    if words is None:
        return [], []
    agreements: list[Agreed] = []
    provisions: list[Provision] = []
    for sentence in _sentences(text, language):
        if not (words.has("agreement", sentence.text) or words.may_bind(sentence.text)):
            continue
        mentions = find_mentions(sentence.text, language)
        speaker = _speaker(sentence.text, mentions, words)
        own = _agreement(sentence, mentions, speaker, agreed, words)
        if own is not None:
            agreements.append(own)
        reader = _SentenceReader(sentence, mentions, speaker, own, agreements, words)
        provisions += reader.provisions()
    return agreements, provisions


def _sentences(text: str, language: str) -> Iterator[_Sentence]:
    for found in split_sentences(text, language):
        if not found.aside:
            start, end = found.tokens[0].start, found.tokens[-1].end
            yield _Sentence(start, end, text[start:end])


def _speaker(text: str, mentions: list[Mention], words: DutyWords) -> Mention | None:
    """Who says so: *laut Moskau*, *sagte Putin*, *according to the Kremlin*."""
    for mention in mentions:
        if mention.kind == "adjective":
            continue
        before, after = text[: mention.start], text[mention.end :]
        for pattern in words.lists["said_before"]:
            for cue in pattern.finditer(before):
                gap = before[cue.end() :]
                if len(gap) < _NEAR and "," not in gap and not words.has("agreement", gap):
                    return mention
        said = words.find("said_after", after[:_NEAR])
        if said is not None and "," not in after[: said.start()] and len(after[: said.start()].split()) < 3:
            return mention
    return None


def _agreement(
    sentence: _Sentence,
    mentions: list[Mention],
    speaker: Mention | None,
    agreed: Sequence[Agreed],
    words: DutyWords,
) -> Agreed | None:
    """The agreement that a sentence names with its parties."""
    claimed = next((a for a in agreed if sentence.start <= a.start < sentence.end), None)
    named = [m for m in mentions if m is not speaker and not _is_place(sentence.text, m, words)]
    noun = words.find("agreement", sentence.text) or words.find("binding_nouns", sentence.text)
    if noun is None:
        return claimed
    parties = _described(sentence.text, named, words) or (claimed.parties if claimed else ())
    if not parties and speaker is not None:  # Moscow said of the treaty with Tehran
        other = [m for m in named if words.single["with"].search(sentence.text[: m.start])]
        parties = _codes([speaker, *other[:1]]) if other else ()
    if not parties and words.has("concluded", sentence.text) | words.has("planned", sentence.text):
        parties = _codes(named)
    if len(parties) < 2:
        return claimed
    found = Agreed(
        parties=parties,
        start=sentence.start,
        end=sentence.end,
        state=_state(sentence.text, words),
        speakers=(speaker.code,) if speaker else (),
        is_signing=words.has("signing", sentence.text),
        is_named=True,
        text=sentence.text,
    )
    same = next((a for a in agreed if set(a.parties) == set(parties) and a is claimed), None)
    if same is None:
        return found
    return replace(
        found, state=found.state or same.state, date=same.date, speakers=same.speakers or found.speakers
    )


def _state(text: str, words: DutyWords) -> State | None:
    """How far the agreement has come, as far as one sentence tells."""
    if words.has("ended", text):
        return State.ENDED
    if words.has("planned", text):
        return State.PLANNED
    if words.has("unratified", text):
        return State.SIGNED
    return State.CONCLUDED if words.has("concluded", text) else None


def _described(text: str, mentions: list[Mention], words: DutyWords) -> tuple[str, ...]:
    """Parties that stand with the noun: *Vertrag zwischen A und B*, *the Russian-Iranian treaty*."""
    for both in words.single["both"].finditer(text):
        after = [m for m in mentions if m.start >= both.end()]
        if after and after[0].start - both.end() < _NEAR and len(run := _coordinated(text, after, words)) > 1:
            return _codes(run)
    for noun in words.lists["agreement"]:
        for match in noun.finditer(text):
            after = [m for m in mentions if m.start >= match.end()]
            between = words.single["between"].match(text, match.end() + 1)
            if after and between and after[0].start - between.end() < _NEAR:
                run = _coordinated(text, after, words)
                if len(run) > 1:
                    return _codes(run)
            ahead = [m for m in mentions if m.end <= match.start()]
            adjectives = _coordinated(text, ahead[::-1], words)[::-1] if ahead else []
            if len(adjectives) > 1 and all(m.kind == "adjective" for m in adjectives[-1:]):
                return _codes(adjectives)
    return ()


def _coordinated(text: str, mentions: list[Mention], words: DutyWords) -> list[Mention]:
    """The first of the mentions and those that are joined to it by *and*, commas before it included."""
    run, joined = mentions[:1], 1
    for mention in mentions[1:]:
        left, right = sorted((run[-1], mention), key=lambda m: m.start)
        gap = text[left.end : right.start]
        rest = words.single["and"].sub(" ", gap)
        if gap == rest or any(len(word) > _ARTICLE for word in rest.split()):
            break
        run.append(mention)
        if gap.strip(" ,"):
            joined = len(run)
    return run[:joined]  # a comma alone joins nobody: "verpflichtet A, B beizustehen"


def _codes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.code for m in mentions))


def _is_place(text: str, mention: Mention, words: DutyWords) -> bool:
    if mention.kind == "adjective" or text[mention.end : mention.end + 1] in ("-", "–"):
        return False  # in the Russia-Iran treaty
    return words.single["places"].search(text[: mention.start]) is not None


class _SentenceReader:
    """Finds the provisions of one sentence."""

    def __init__(
        self,
        sentence: _Sentence,
        mentions: list[Mention],
        speaker: Mention | None,
        own: Agreed | None,
        agreements: Sequence[Agreed],
        words: DutyWords,
    ) -> None:
        self.sentence, self.text, self.words = sentence, sentence.text, words
        self.speaker, self.own = speaker, own
        self.last = agreements[-1] if agreements else None
        self.attackers = [m for m in mentions if self._before(m, "attackers") and self._is_attacker(m)]
        self.named = [
            m
            for m in mentions
            if m is not speaker and m not in self.attackers and not _is_place(self.text, m, words)
        ]

    def provisions(self) -> list[Provision]:
        """All provisions that the sentence states."""
        has, text = self.words.has, self.text
        bound = has("binding_nouns", text)
        under = has("under", text) and (has("agreement", text) or self.last is not None)
        committed = has("commitment", text) or (under and has("weak_commitment", text))
        if not committed and not (bound and (self.own is not None or has("concluded", text))):
            return []
        denied = has("denied", text)
        if has("wished", text) and not denied:
            return []
        found = []
        for duty in self._duties():
            trigger = self._trigger(duty)
            if trigger is not None and (provision := self._provision(duty, trigger, denied)) is not None:
                found.append(provision)
        return found

    def _duties(self) -> list[Duty]:
        found = [
            duty
            for duty, patterns in self.words.duties.items()
            if any(pattern.search(self.text) for pattern in patterns)
        ]
        out = {other for duty in found for other in _EXCLUDES.get(duty, ())}
        return [duty for duty in found if duty not in out]

    def _trigger(self, duty: Duty) -> Trigger | None:
        """What must happen; None where nothing is named and the duty does not speak of an attack."""
        if duty in _STANDING:
            return Trigger.ALWAYS
        found = [
            trigger
            for trigger, patterns in self.words.triggers.items()
            if any(pattern.search(self.text) for pattern in patterns)
        ]
        if Trigger.THREAT in found and len(found) > 1 and duty is Duty.ASSIST:
            return Trigger.ATTACK_OR_THREAT
        if found:
            return found[-1]  # the file has them from the widest to the narrowest
        if duty is Duty.ASSIST and self.words.has("defensive", self.text):
            return Trigger.ARMED_ATTACK
        if duty is Duty.NOT_ASSIST_AGGRESSOR:
            return Trigger.AGGRESSION
        return None

    def _provision(self, duty: Duty, trigger: Trigger, denied: bool) -> Provision | None:
        parties, bearers, beneficiaries, alone = self._roles()
        if len(parties) < 2 and not any(m.kind == "body" for m in self.named):
            return None  # one state alone binds itself to nobody we know
        has, text = self.words.has, self.text
        strengths = self.words.strengths.items()
        strength = next((s for s, patterns in strengths if any(p.search(text) for p in patterns)), None)
        return Provision(
            start=self.sentence.start,
            end=self.sentence.end,
            text=text,
            duty=duty,
            trigger=trigger,
            parties=parties,
            bearers=bearers,
            beneficiaries=beneficiaries,
            attackers=tuple(c for c in _codes(self.attackers) if c not in parties),
            speaker=self.speaker.code if self.speaker else None,
            is_denied=denied and duty in _DENIABLE,
            state=_state(text, self.words),
            is_one_sided=alone,
            strength=(strength or Strength.UNSPECIFIED) if duty is Duty.ASSIST else None,
            military=duty is Duty.ASSIST and has("military", text),
            on_request=has("on_request", text),
            jointly=has("jointly", text),
            state_of_war=has("state_of_war", text),
        )

    def _roles(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
        """Parties, bearers, beneficiaries, and whether a state speaks for itself without an agreement."""
        mutual = self.words.has("mutual", self.text)
        codes = _codes(self.named)
        agreement = self.own or self._referred(codes, mutual)
        if agreement is not None:
            parties = agreement.parties
            within = [m for m in self.named if m.code in parties]
            all_named = set(_codes(within)) == set(parties)
            if mutual or not within or (all_named and self._is_coordinated(within)):
                return parties, (), (), False
            bearers, gains = self._sides(within, parties)
            return parties, bearers, gains, False
        if mutual or (len(codes) > 1 and self._is_coordinated(self.named)):
            return codes, (), (), False
        bearers, gains = self._sides(self.named, codes)
        return codes, bearers, gains, not self.words.has("agreement", self.text)

    def _referred(self, codes: tuple[str, ...], mutual: bool) -> Agreed | None:
        """The agreement spoken of before, if the sentence can be about it."""
        if self.last is None or not set(codes) <= set(self.last.parties):
            return None
        return self.last if len(codes) < 2 or mutual or set(codes) == set(self.last.parties) else None

    def _sides(
        self, named: Sequence[Mention], parties: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Bearers and beneficiaries of a duty that is not mutual."""
        victims = _codes([m for m in named if self._is_victim(m)])
        first = _codes(_coordinated(self.text, list(named), self.words))
        if set(first) <= set(victims):
            others = tuple(c for c in _codes(named) if c not in victims)
            return (others or tuple(c for c in parties if c not in victims)), victims
        bearers = tuple(c for c in first if c not in victims)
        rest = tuple(c for c in _codes(named) if c not in bearers)
        return bearers, victims or rest or tuple(c for c in parties if c not in bearers)

    def _is_coordinated(self, named: Sequence[Mention]) -> bool:
        codes = _codes(named)
        return len(codes) > 1 and set(_codes(_coordinated(self.text, list(named), self.words))) == set(codes)

    def _is_victim(self, mention: Mention) -> bool:
        following = min((m.start for m in self.named if m.start > mention.start), default=len(self.text))
        after = self.text[mention.end : following]
        return (
            self._before(mention, "victims") or self.words.single["attacked_after"].search(after) is not None
        )

    def _is_attacker(self, mention: Mention) -> bool:
        """Whether an attack is spoken of near before: *ein Angriff durch Russland*."""
        if mention.kind == "adjective":
            return False
        near = self.text[max(0, mention.start - 40) : mention.end + 20]
        return self.words.single["attack"].search(near) is not None

    def _before(self, mention: Mention, name: str) -> bool:
        return self.words.single[name].search(self.text[: mention.start]) is not None
