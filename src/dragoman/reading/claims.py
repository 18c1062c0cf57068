"""From frames to claims: fill the roles, add speakers, status, time, place, matter and the words."""

from __future__ import annotations

from dragoman.reading.coreference import Found, actors_of
from dragoman.reading.cues import Cues
from dragoman.reading.defaults import infer_both_sides, infer_other_side
from dragoman.reading.document import Document
from dragoman.reading.drafts import RECIPROCAL, Draft, Roles
from dragoman.reading.lexicon import Lexicon
from dragoman.reading.matters import matter_of
from dragoman.reading.places import place_of, understood_place
from dragoman.reading.predicates import Frame, find_frames
from dragoman.reading.quoting import quote_of
from dragoman.reading.scopes import Scope
from dragoman.reading.slots import noun_slots
from dragoman.reading.status import StatusReading, status_of
from dragoman.reading.status_words import StatusWords
from dragoman.reading.timing import TimeFinder
from dragoman.records import MUTUAL_EVENTS, Attribution, Claim, Event, Participant, Status

SPEECH_ACTS = frozenset({Event.ACCUSE, Event.REQUEST, Event.REJECT, Event.THREATEN, Event.SUPPORT})
_STANCES = {
    "deny": Status.DENIED,
    "possible": Status.POSSIBLE,
    "plan": Status.PLANNED,
    "demand": Status.DEMANDED,
}
UNKNOWN = Participant(code="unknown", name="unknown")


class ClaimBuilder:
    """Builds the claims of one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        status_words: StatusWords,
        cues: Cues,
        scopes: list[list[Scope]],
        times: TimeFinder,
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.status_words = status_words
        self.cues = cues
        self.scopes = scopes
        self.times = times

    def drafts(self) -> list[Draft]:
        """What the rules make of every predicate, in text order, each sentence's outer ones first.

        Fills `scopes` with what predicates contain, so that inner ones know who says them.
        """
        out: list[Draft] = []
        for number, sentence in enumerate(self.document.sentences):
            if sentence.aside:
                continue
            frames = find_frames(self.document, number, self.lexicon)
            indices = {f.index for f in frames}
            out += [self._draft(frame, indices) for frame in frames]
        return out

    def _draft(self, frame: Frame, indices: set[int]) -> Draft:
        document, number, entry = self.document, frame.number, frame.entry
        roles = self._roles(frame)
        same = {_country(a) for a in roles.actors} & {_country(t) for t in roles.targets}
        dropped = entry.event is None
        dropped |= entry.mode == "visit" and bool(same)  # travelling at home is no visit
        dropped |= entry.event == Event.ALLIANCE and len(roles.actors) < 2  # a relation needs both its ends
        if not dropped and not roles.actors and not roles.targets:
            self._infer_from_place(frame, roles, indices)
            dropped = not roles.actors and not roles.targets
        if not dropped:
            self._infer(frame, roles, indices)
        reading = status_of(document.sentences[number], frame.index, self.status_words, document.grammar)
        status = self._status(frame, reading, self._scopes_over(frame))
        draft = Draft(frame, roles, reading, status, dropped=dropped)
        if not dropped:
            timed = self.times.time_of(number, frame.index, indices, planned=status == Status.PLANNED)
            draft.time = timed.time
            if timed.future and status == Status.OCCURRED and not reading.explicit:
                draft.status = Status.PLANNED
        self._open_content(frame, roles, None)
        return draft

    def build(self, drafts: list[Draft]) -> list[Claim]:
        """The claims of drafts, in their order."""
        claims: list[Claim] = []
        indices: dict[int, set[int]] = {}
        for draft in drafts:
            indices.setdefault(draft.frame.number, set()).add(draft.frame.index)
        for draft in drafts:
            if draft.dropped:
                self._open_content(draft.frame, draft.roles, None)
                continue
            claims.append(self._claim(draft, indices[draft.frame.number]))
        return claims

    def _claim(self, draft: Draft, indices: set[int]) -> Claim:
        document, frame, roles = self.document, draft.frame, draft.roles
        number, entry = frame.number, frame.entry
        assert entry.event is not None
        scopes = [s for s in self._scopes_over(frame) if not _denies_content(entry.event, roles, s)]
        place = place_of(document, number, frame.index, indices)
        place = place or understood_place(document, entry.event, entry.mode, roles.actors, roles.targets)
        matter, quantity = matter_of(document, frame)
        parent = next((s.claim for s in reversed(scopes) if isinstance(s.claim, Claim)), None)
        claim = Claim(
            report_id=document.report.id,
            event=entry.event,
            mode=entry.mode,
            actors=tuple(roles.actors),
            targets=tuple(roles.targets),
            status=self._final_status(draft, scopes),
            quote=quote_of(document, number, frame.index, roles.words, self._cue_words(number, frame.index)),
            attribution=self._attribution(
                entry.event, roles, [*scopes, *self._own_voice(draft)], draft.reading
            ),
            time=draft.time,
            place=place,
            matter=matter,
            quantity=quantity,
            parent=parent.id if isinstance(parent, Claim) else None,
            entry=entry.id,
            path=(*roles.path, f"status: {draft.reading.how}", *draft.how, *(s.how for s in scopes)),
            confidence=self._confidence(frame, roles) if draft.confidence is None else draft.confidence,
        )
        self._open_content(frame, roles, claim)
        return claim

    # -- roles ----------------------------------------------------------------------------------

    def _roles(self, frame: Frame) -> Roles:
        entry, roles = frame.entry, Roles()
        if entry.parties:
            for slot in entry.parties:
                self._fill(frame, (slot,), roles, roles.actors)
        else:
            self._fill(frame, entry.actor, roles, roles.actors, doer=True)
            self._fill(frame, entry.target, roles, roles.targets)
        if entry.event in MUTUAL_EVENTS and entry.mode != "visit":
            roles.actors += [t for t in roles.targets if t.code not in {a.code for a in roles.actors}]
            roles.targets = []
        if (
            frame.slots.filled.get("refl")
            and len(roles.actors) > 1
            and not roles.targets
            and "iobj" in entry.target
        ):
            roles.targets = list(roles.actors)  # die beiden leisten sich Hilfe: each to the other
            roles.path.append(RECIPROCAL)
            return roles
        if entry.word_class == "noun" and "compound" in frame.slots.filled:
            self._compound_actor(frame, roles)
        actors = {a.code for a in roles.actors}
        if entry.event not in {Event.ASSAULT, Event.COERCE, Event.RETREAT}:
            roles.targets = [t for t in roles.targets if t.code not in actors]
        return roles

    def _fill(
        self,
        frame: Frame,
        slots: tuple[str, ...],
        roles: Roles,
        into: list[Participant],
        *,
        doer: bool = False,
    ) -> None:
        """Fill a role from the first slot that names a known actor; a thing is no doer."""
        for slot in self._with_stand_ins(frame, slots):
            found: list[Found] = []
            for index in self._slot_words(frame, slot):
                if index == frame.index or self._is_source(frame.number, index):
                    continue
                rows = actors_of(self.document, frame.number, index)
                if doer:
                    rows = [row for row in rows if row.how != "thing"]
                if rows:
                    roles.words.append(index)
                found += rows
            if found:
                known = {p.code for p in into}
                for row in found:
                    if row.participant.code not in known:
                        known.add(row.participant.code)
                        into.append(row.participant)
                    roles.by_reference = roles.by_reference or row.how.startswith(("„", "named", "both"))
                how = ", ".join(f"{f.participant.code} ({f.how})" for f in found)
                roles.path.append(f"{slot} [{frame.slots.path.get(slot, '')}]: {how}")
                return

    def _infer(self, frame: Frame, roles: Roles, indices: set[int]) -> None:
        """Add the side that the report leaves to be understood."""
        entry = frame.entry
        if entry.event is None or entry.event in MUTUAL_EVENTS:
            return
        place = place_of(self.document, frame.number, frame.index, indices)
        found = infer_other_side(
            self.document, frame.number, frame.index, entry.event, entry.mode, roles.actors, roles.targets,
            place.code if place else None,
        )  # fmt: skip
        if found is not None:
            side, participant, how = found
            (roles.targets if side == "target" else roles.actors).append(participant)
            roles.path.append(f"{side} inferred: {participant.code} ({how})")
            roles.by_reference = True

    def _infer_from_place(self, frame: Frame, roles: Roles, indices: set[int]) -> None:
        """Protests and attacks that name nobody: the people of the place."""
        assert frame.entry.event is not None
        place = place_of(self.document, frame.number, frame.index, indices)
        actors, targets = infer_both_sides(self.document, frame.entry.event, place.code if place else None)
        if actors or targets:
            roles.actors, roles.targets, roles.by_reference = actors, targets, True
            roles.path.append("both sides inferred from the place")

    def _slot_words(self, frame: Frame, slot: str) -> list[int]:
        """Words of a slot; ``zu.obj`` is the object slot of the noun in the slot ``zu``."""
        outer, dot, inner = slot.partition(".")
        words = frame.slots.filled.get(outer, [])
        if not dot:
            return words
        sentence, grammar = self.document.sentences[frame.number], self.document.grammar
        rows = [noun_slots(sentence, i, grammar, takes_object=inner == "obj") for i in words]
        return [i for row in rows for i in row.filled.get(inner, [])]

    def _is_source(self, number: int, index: int) -> bool:
        """Whether a word belongs to a source phrase (``nach Angaben der USA``) and to no role."""
        return self.document.sentences[number].words[index].lemma in self.cues.statements

    def _with_stand_ins(self, frame: Frame, slots: tuple[str, ...]) -> tuple[str, ...]:
        """Names show no case: a bare name may stand as object where the dative is asked, and so on."""
        used = {*frame.entry.actor, *frame.entry.target, *frame.entry.parties}
        out = list(slots)
        for asked, other in (("iobj", "obj"), ("obj", "iobj")):
            if asked in slots and other not in used:
                out.append(other)
        return tuple(out)

    def _compound_actor(self, frame: Frame, roles: Roles) -> None:
        """``US-Angriff``: the first part of the compound is the doer."""
        if roles.actors and not frame.entry.parties:
            return
        word = self.document.sentences[frame.number].words[frame.index]
        for part in word.text.split("-")[:-1]:
            code = self.document.gazetteer.prefixes.get(part)
            if code and code not in {a.code for a in roles.actors}:
                span = self.document.span(frame.number, frame.index, frame.index)
                roles.actors.append(
                    Participant(code=code, name=self.document.gazetteer.titles.get(code, part), mention=span)
                )
                roles.path.append(f"compound: {code}")

    # -- what others say ------------------------------------------------------------------------

    def _scopes_over(self, frame: Frame) -> list[Scope]:
        """The scopes the predicate lies in, the widest first."""
        rows = [s for s in self.scopes[frame.number] if frame.index in s.words and s.cue_word != frame.index]
        return sorted(rows, key=lambda s: -len(s.words))

    def _own_voice(self, draft: Draft) -> list[Scope]:
        """A word that promises, announces or denies the act: who does so says it (*sagte Hilfe zu*)."""
        stance = {Status.PLANNED: "plan", Status.DENIED: "deny"}.get(draft.status)
        rows = self.scopes[draft.frame.number]
        return [
            s
            for s in rows
            if stance and s.cue_word == draft.frame.index and s.stance == stance and s.speakers
        ]

    def _final_status(self, draft: Draft, scopes: list[Scope]) -> Status:
        """The draft's status; what is denied or called off is so whatever else it was to be, and what
        depends on something else that may happen is no more than possible.
        """
        told = self._status(draft.frame, draft.reading, scopes)
        if told == Status.DENIED:
            return told
        is_open = draft.reading.conditional and draft.status in {Status.OCCURRED, Status.PLANNED}
        return Status.POSSIBLE if is_open else draft.status

    def _open_content(self, frame: Frame, roles: Roles, claim: Claim | None) -> None:
        """What an accusation, demand or denial contains is said by its actor."""
        entry = frame.entry
        if not entry.content:
            return
        sentence = self.document.sentences[frame.number]
        words: set[int] = set()
        for slot in ("clause", *entry.matter):
            for index in frame.slots.filled.get(slot, []):
                words |= set(sentence.subtree(index))
        for slot in entry.target:  # the tree may hang the infinitive on the accused
            for index in frame.slots.filled.get(slot, []):
                for clause in sentence.dependants(index, "acl", "xcomp", "ccomp", "advcl"):
                    words |= set(sentence.subtree(clause.index))
        words.discard(frame.index)
        rows = self.scopes[frame.number]
        existing = next((s for s in rows if s.cue_word == frame.index), None)
        if existing is not None:
            rows.remove(existing)
            words |= existing.words
        if not words or (frame.index in words and existing is None):
            return
        said = existing.speakers if existing is not None else ()
        actors = tuple(roles.actors)
        promised = entry.event in MUTUAL_EVENTS and bool(said)  # by one of the parties
        rows.append(
            Scope(
                frozenset(words),
                said if promised else actors or said,
                self.document.span(frame.number, frame.index, frame.index),
                frame.index,
                existing.manner if existing else "indirect",
                existing.channel if existing else None,
                existing.stance if existing else None,
                entry.content_status,
                how=f"content of {entry.id}",
                opened_by=frame.index,
                claim=claim,
            )
        )

    def _attribution(
        self, event: Event, roles: Roles, scopes: list[Scope], reading: StatusReading
    ) -> tuple[Attribution, ...]:
        out = []
        own = {a.code for a in roles.actors}
        for scope in scopes:
            speakers = scope.speakers
            if event in SPEECH_ACTS and {s.code for s in speakers} <= own:
                continue
            if speakers:
                out.append(
                    Attribution(speakers=speakers, cue=scope.cue, manner=scope.manner, channel=scope.channel)
                )
        if reading.hearsay and not out:
            out.append(Attribution(speakers=(UNKNOWN,)))
        return tuple(out)

    def _status(self, frame: Frame, reading: StatusReading, scopes: list[Scope]) -> Status:
        entry = frame.entry
        status = reading.status
        if entry.status is not None:
            if status == Status.OCCURRED:
                status = entry.status
            elif status == Status.DENIED and entry.status == Status.DENIED:
                status = Status.OCCURRED
        for scope in reversed(scopes):
            if scope.status is not None and (status == Status.OCCURRED or not reading.explicit):
                if scope.status != Status.OCCURRED:
                    return scope.status
            shift = _STANCES.get(scope.stance or "")
            if shift is None or status != Status.OCCURRED:
                continue
            if shift == Status.PLANNED and self._is_past(frame):
                continue
            return shift
        return status

    def _is_past(self, frame: Frame) -> bool:
        sentence = self.document.sentences[frame.number]
        word = sentence.words[frame.index]
        if word.features.get("Tense") == "Past":
            return True
        return any(w.lemma in self.document.grammar.perfect for w in sentence.dependants(frame.index, "aux"))

    # -- the rest -------------------------------------------------------------------------------

    def _cue_words(self, number: int, index: int) -> set[int]:
        """Words of attribution cues that interrupt the claim and don't belong to its quote."""
        sentence = self.document.sentences[number]
        out: set[int] = set()
        for scope in self.scopes[number]:
            if index in scope.words and scope.cue_word >= 0 and scope.cue_word not in scope.words:
                out |= set(sentence.subtree(scope.cue_word)) - scope.words
                source = scope.speaker_span
                if source is not None and scope.frame == frozenset():
                    within = (w.index for w in sentence.words if source.start <= w.start < source.end)
                    out |= set(within) - scope.words
        out.discard(index)
        return out

    def _confidence(self, frame: Frame, roles: Roles) -> float:
        """How sure the reading is: lower for nouns, for references, and where a role is open."""
        value = 0.95
        if frame.entry.word_class == "noun":
            value -= 0.15
        if roles.by_reference:
            value -= 0.15
        if not roles.actors or (frame.entry.target and not roles.targets):
            value -= 0.15
        return round(value, 2)


def _denies_content(event: Event, roles: Roles, scope: Scope) -> bool:
    """Whether the accused denies: the accusing has happened all the same (*…, a charge X denies*)."""
    targets = {t.code for t in roles.targets}
    return event is Event.ACCUSE and scope.stance == "deny" and any(p.code in targets for p in scope.speakers)


def _country(participant: Participant) -> str:
    return participant.code.split(":")[0]
