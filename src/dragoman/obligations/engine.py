"""Who must do what if A attacks B: rules over claims, solved by clingo, with proofs.

The rules stand in ``resources/rules/obligations.lp``; none names a treaty. Every claim is an external
atom (Gebser et al. 2019, "Multi-shot ASP solving with clingo"), so that it can be taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from dragoman.errors import QuestionError
from dragoman.obligations.areas import Place
from dragoman.obligations.comparing import Disagreement, iter_disagreements
from dragoman.obligations.records import Instrument
from dragoman.obligations.stated import Stated, life_of, state_claims
from dragoman.resources import resource_path

RULES = "rules/obligations.lp"
HOLDS = ("state_of_war", "request", "joint_finding", "organ_decision", "threatened_party_opinion",
         "consultation", "nuclear_weapons", "self_defence", "in_force")  # fmt: skip


class Answer(StrEnum):
    """What the rules say of one duty."""

    OBLIGED = "obliged"
    CONDITIONAL = "conditional"
    UNDETERMINABLE = "undeterminable"
    NOT_TRIGGERED = "not_triggered"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The question: `attacker` attacks `attacked` on a day, at a place if one is named.

    `holds` are conditions taken as given; `assume` ids of instruments taken as in force though they are
    only announced or signed; `distrust` speakers, reports or agencies whose claims do not count; `without`
    ids of single claims to leave out (`Stated.id`).
    """

    attacker: str
    attacked: str
    on: date
    place: Place | None = None
    holds: frozenset[str] = frozenset()
    assume: frozenset[str] = frozenset()
    distrust: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a duty does not arise, or why nobody can tell: a key, whom or what it is about, and its claim."""

    key: str
    about: str
    claim: Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One answer: what `actor` owes `toward`, under which clause, and what that rests on."""

    actor: str
    duty: str
    toward: str
    instrument: str
    title: str
    article: str
    clause: str
    answer: Answer
    conditions: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    proof: tuple[Stated, ...] = ()
    strength: str | None = None
    military: bool = False
    determination: str = "unstated"
    limits: tuple[str, ...] = ()
    report: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Helping `toward` under one clause would stand against what the actor owes `against` under another."""

    actor: str
    toward: str
    against: str
    instrument: str
    article: str
    other_instrument: str
    other_article: str
    other_duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """All that follows from one attack."""

    question: WhatIf
    obligations: tuple[Obligation, ...]
    conflicts: tuple[Conflict, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    notes: tuple[str, ...] = field(default=())


def what_if(
    instruments: Sequence[Instrument], question: WhatIf, contesting: Iterable[Stated] = ()
) -> Cascade:
    """Answer a question over instruments. Raises QuestionError for one that contradicts itself.

    `contesting` are claims against the attack that the question takes as given (see `contested`).
    """
    _check(instruments, question)
    claims = [
        *state_claims(instruments, question.on, question.attacked, question.attacker, question.place),
        *contesting,
    ]
    held = [n for n, claim in enumerate(claims) if _counts(claim, question)]
    atoms = _solve(claims, held, question)
    return _Reader(instruments, claims, question).cascade(atoms)


def _counts(claim: Stated, question: WhatIf) -> bool:
    if question.without and claim.id in question.without:
        return False
    said = {claim.by, claim.report, *(claim.source.split(", ") if claim.report else ())}
    return not said & question.distrust


def _check(instruments: Sequence[Instrument], question: WhatIf) -> None:
    if question.attacker == question.attacked:
        raise QuestionError(f"{question.attacker} cannot attack itself: name two different states")
    if strange := sorted(question.holds - set(HOLDS)):
        raise QuestionError(f"no such condition: {', '.join(strange)}; there are {', '.join(HOLDS)}")
    by_id = {i.id: i for i in instruments}
    for id in sorted(question.assume):
        if id not in by_id:
            near = ", ".join(sorted(i for i in by_id if life_of(by_id[i], question.on)[0] in _ASSUMABLE))
            raise QuestionError(
                f"no instrument {id!r} to assume; announced or signed only are: {near or 'none'}"
            )
        state = life_of(by_id[id], question.on)[0]
        if state == "in_force":
            raise QuestionError(f"{id} is in force on {question.on}: there is nothing to assume")
        if state == "ended":
            raise QuestionError(
                f"{id} has ended before {question.on}: it cannot be assumed to come into force"
            )


_ASSUMABLE = ("planned", "signed", "unclear")


@cache
def _rules() -> str:
    return resource_path(RULES).read_text(encoding="utf-8")


def _solve(
    claims: Sequence[Stated], held: Iterable[int], question: WhatIf
) -> list[tuple[str, tuple[Any, ...]]]:
    """The shown atoms of the one answer set."""
    import clingo

    control = clingo.Control(["--warn=none"])
    lines = [_rules(), f"attack({_quoted(question.attacker)}, {_quoted(question.attacked)})."]
    lines += [f"holds({_name(c)})." for c in sorted(question.holds)]
    lines += [f"assumed({_quoted(i)})." for i in sorted(question.assume)]
    if not question.holds:
        lines.append("holds(nothing).")
    if not question.assume:
        lines.append("assumed(nothing).")
    for number, claim in enumerate(claims):
        lines += [f"fact({number}, {_term(fact)})." for fact in claim.facts]
        lines += [f"listed({_quoted(f[1])}, {_quoted(f[2])})." for f in claim.facts if f[0] == "stand"]
    control.add("base", [], "\n".join(lines))
    control.ground([("base", [])])
    for number in held:
        control.assign_external(clingo.Function("held", [clingo.Number(number)]), True)
    shown: list[tuple[str, tuple[Any, ...]]] = []
    with control.solve(yield_=True) as handle:
        for model in handle:
            for symbol in model.symbols(shown=True):
                shown.append((symbol.name, tuple(_plain(a) for a in symbol.arguments)))
    return shown


_CODES = {"stand": (1, 2), "bearer": (1, 2, 3), "gains": (1, 2, 3), "only": (1, 2, 3), "suspended": (1, 2, 3),
          "dispute": (1, 2), "clause": (1, 2), "asks": (1, 2)}  # fmt: skip


def _term(fact: tuple[str, ...]) -> str:
    """A fact as a term: ids and codes as strings, words of the rules as constants."""
    name, *arguments = fact
    quoted = _CODES.get(name, (1, 2))
    if name == "life":
        quoted = (1,)
    parts = []
    for place, argument in enumerate(arguments, 1):
        is_word = place not in quoted or (name == "gains" and place == 3 and argument == "any")
        parts.append(_name(argument) if is_word else _quoted(argument))
    return f"{name}({', '.join(parts)})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _name(word: str) -> str:
    if not word.isidentifier() or not word[0].islower():
        raise ValueError(f"{word!r} is no constant of the rules")
    return word


def _plain(symbol: Any) -> Any:
    kind = str(symbol.type)
    if kind.endswith("Number"):
        return symbol.number
    return symbol.string if kind.endswith("String") else symbol.name


class _Reader:
    """Turns atoms into records."""

    def __init__(self, instruments: Sequence[Instrument], claims: Sequence[Stated], question: WhatIf) -> None:
        self.instruments = {i.id: i for i in instruments}
        self.clauses = {(i.id, c.id): c for i in instruments for c in i.clauses}
        self.claims, self.question = claims, question

    def cascade(self, atoms: list[tuple[str, tuple[Any, ...]]]) -> Cascade:
        answers: dict[tuple[str, ...], Answer] = {}
        rests: dict[tuple[str, ...], set[int]] = defaultdict(set)
        reasons: dict[tuple[str, ...], set[tuple[str, str, int]]] = defaultdict(set)
        opens: dict[tuple[str, ...], set[str]] = defaultdict(set)
        conflicts = []
        for name, arguments in atoms:
            if name == "conflict":
                conflicts.append(arguments)
                continue
            key = arguments[:5]
            if name == "answer":
                answers[key] = Answer(arguments[5])
            elif name == "rests":
                rests[key].add(arguments[5])
            elif name == "open":
                opens[key].add(arguments[5])
                rests[key].add(arguments[6])
            else:
                reasons[key].add((arguments[5], str(arguments[6]), arguments[7]))
        found = [
            self._obligation(key, answer, rests[key], reasons[key], opens[key])
            for key, answer in answers.items()
        ]
        order = list(Answer)
        found.sort(key=lambda o: (order.index(o.answer), o.instrument, o.clause, o.duty, o.actor, o.toward))
        return Cascade(
            question=self.question,
            obligations=tuple(found),
            conflicts=tuple(self._conflict(row) for row in sorted(conflicts)),
            disagreements=tuple(self._disagreements(found)),
            notes=self._notes(found),
        )

    def _obligation(
        self,
        key: tuple[str, ...],
        answer: Answer,
        rests: set[int],
        reasons: set[tuple[str, str, int]],
        opens: set[str],
    ) -> Obligation:
        id, clause_id, actor, duty, toward = key
        instrument, clause = self.instruments[id], self.clauses[id, clause_id]
        wanted = answer in (Answer.NOT_TRIGGERED, Answer.UNDETERMINABLE)
        told = (
            tuple(Reason(key=k, about=a, claim=self.claims[n]) for k, a, n in sorted(reasons))
            if wanted
            else ()
        )
        blocking = {n for k, a, n in reasons} if wanted else set()
        waits = sorted(f"planned:{id}" if c == "planned" else c for c in opens)
        conditions = tuple(waits) if answer is Answer.CONDITIONAL else ()
        return Obligation(
            actor=actor,
            duty=duty,
            toward=self._toward(duty, toward),
            instrument=id,
            title=instrument.title,
            article=clause.article,
            clause=clause_id,
            answer=answer,
            conditions=conditions,
            reasons=told,
            proof=tuple(self.claims[n] for n in sorted(rests | blocking)),
            strength=clause.strength.value if clause.strength else None,
            military=clause.military,
            determination=clause.determination.value,
            limits=clause.limits,
            report=clause.report,
            note=clause.note,
        )

    def _toward(self, duty: str, toward: str) -> str:
        """Whom it is owed; not helping the aggressor is turned towards that one."""
        if toward == "un":
            return "UN"
        return self.question.attacker if duty == "not_assist_aggressor" else toward

    def _conflict(self, row: tuple[Any, ...]) -> Conflict:
        actor, id, clause, toward, other, other_clause, against, duty = row
        return Conflict(
            actor=actor,
            toward=toward,
            against=against,
            instrument=id,
            article=self.clauses[id, clause].article,
            other_instrument=other,
            other_article=self.clauses[other, other_clause].article,
            other_duty=duty,
        )

    def _disagreements(self, found: list[Obligation]) -> Iterator[Disagreement]:
        """Those about instruments that have an answer here."""
        answered = {o.instrument for o in found}
        for d in iter_disagreements(tuple(self.instruments.values()), self.question.on):
            if {d.instrument, d.reported} & answered:
                yield d

    def _notes(self, found: list[Obligation]) -> tuple[str, ...]:
        notes = [
            f"That {self.question.attacker} attacks {self.question.attacked} is taken as given; "
            "who attacked whom is a claim like any other."
        ]
        binding = [o for o in found if o.answer in (Answer.OBLIGED, Answer.CONDITIONAL)]
        if any(o.duty == "assist" for o in binding):
            notes.append(
                "UN Charter, Art. 51: help against an armed attack is collective self-defence, reported to "
                "the Security Council at once and lawful until the Council has acted. Art. 103: its "
                "obligations prevail over those of any other agreement."
            )
        if any(r.key in ("signed_only", "signed") for o in found for r in o.reasons):
            notes.append(
                "Who has signed and not yet ratified must not defeat the treaty's object and purpose "
                "(Vienna Convention on the Law of Treaties, Art. 18); no help is owed under it."
            )
        return tuple(notes)
