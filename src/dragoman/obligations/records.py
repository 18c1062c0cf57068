"""Agreements, parties and clauses as immutable records.

Dates are EDTF strings; a missing one is None. Every fact knows its source in a few words and how sure it
is: A, the wording was seen in a published text; B, an official summary or a news report describes it;
C, from general knowledge only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What a clause binds to."""

    ASSIST = "assist"
    CONSULT = "consult"
    NOT_ASSIST_AGGRESSOR = "not_assist_aggressor"
    NO_HOSTILE_ALLIANCE = "no_hostile_alliance"
    NO_TERRITORY = "no_territory"  # own territory is not lent for acts against the other
    NO_CONFLICTING = "no_conflicting"  # no engagement that conflicts with this one
    NONAGGRESSION = "nonaggression"
    REPORT = "report"  # to the Security Council
    ASSURANCE = "assurance"  # political: a stance is declared, no act is owed
    COOPERATE = "cooperate"
    PREVAILS = "prevails"  # this instrument's obligations come before all others (Charter, Art. 103)


class Trigger(StrEnum):
    """What must happen for the duty to arise."""

    ALWAYS = "always"
    ARMED_ATTACK = "armed_attack"
    AGGRESSION = "aggression"  # an armed attack, or what else the text calls aggression
    THREAT = "threat"  # an attack is a threat too
    ATTACK_OR_THREAT = "attack_or_threat"
    INTERNAL = "internal"  # rebellion, or conflict engineered from outside
    OTHER = "other"  # told in `trigger_note`; an attack alone does not fulfil it


class Determination(StrEnum):
    """Who decides that the trigger is there."""

    EACH_PARTY = "each_party"
    JOINTLY = "jointly"
    ORGAN = "organ"
    THREATENED_PARTY = "threatened_party"
    UNSTATED = "unstated"


class Activation(StrEnum):
    """What sets the duty going once the trigger is there."""

    AUTOMATIC = "automatic"
    ON_REQUEST = "on_request"
    AFTER_CONSULTATION = "after_consultation"
    UNSTATED = "unstated"


class Strength(StrEnum):
    """How much help is owed."""

    ALL_MEANS = "all_means"
    NECESSARY = "necessary"
    APPROPRIATE = "appropriate"
    AS_OWN = "as_own"  # as if attacked oneself
    COMMON_DANGER = "common_danger"  # "act to meet the common danger"
    DISCRETION = "discretion"  # what each party deems necessary
    UNSPECIFIED = "unspecified"


class Form(StrEnum):
    """What kind of paper it is."""

    TREATY = "treaty"
    EXECUTIVE_AGREEMENT = "executive_agreement"
    DECLARATION = "declaration"
    LAW = "law"
    ORDER = "order"
    STATEMENT = "statement"


class TextStatus(StrEnum):
    """Whether the text can be read."""

    PUBLISHED = "published"
    STATEMENT_ONLY = "statement_only"
    PARTLY_SECRET = "partly_secret"
    SECRET = "secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact is from, in a few words, and how sure it is (A, B or C)."""

    note: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with its source; `on` is None where it is not known or has not come.

    `otherwise` is what other sources say.
    """

    on: str | None
    source: Source
    otherwise: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One spell in which a state is party to an instrument; a state that came back has two."""

    party: str
    signed: str | None = None
    ratified: str | None = None
    acceded: str | None = None
    in_force: str | None = None
    notified: str | None = None  # the withdrawal
    left: str | None = None  # the first day on which it was no longer bound
    source: Source
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody says of a party's standing: ``party``, ``suspended`` or ``outside``."""

    party: str
    what: str
    by: str
    on: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Two parties between whom the instrument is suspended, or one towards all (`second` None)."""

    first: str
    second: str | None
    begin: str
    end: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What parties have reserved or declared, in our words."""

    parties: tuple[str, ...]
    text: str
    begin: str | None
    end: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One duty of an instrument. Empty `bearers` or `beneficiaries` mean every party towards the others."""

    id: str  # unique in its instrument
    article: str
    duty: Duty
    trigger: Trigger
    trigger_note: str | None = None
    determination: Determination = Determination.UNSTATED
    activation: Activation = Activation.UNSTATED
    strength: Strength | None = None
    military: bool = False  # military help is named
    area: str | None = None  # key of areas.yml
    limits: tuple[str, ...] = ()  # un_charter_51, constitutional_process, domestic_law, …
    conditions: tuple[str, ...] = ()  # state_of_war, …
    bearers: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()  # "any": whoever is attacked
    attackers: tuple[str, ...] = ()  # only attacks by these
    third_party_only: bool = False  # the attacker must not be a party
    report: bool = False  # measures are reported to the Security Council
    within_hours: int | None = None
    begin: str | None = None
    end: str | None = None
    source: Source
    note: str | None = None
    quote: str | None = None  # the words of the report it was read in
    reported_by: str | None = None  # who says so there, if not the report itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An agreement, a law or a statement by which states bind themselves."""

    id: str
    names: dict[str, tuple[str, ...]]  # language -> names, the first is the title
    form: Form
    text: TextStatus
    signed: Dated
    in_force: Dated
    memberships: tuple[Membership, ...]
    clauses: tuple[Clause, ...]
    place: str | None = None
    organisation: str | None = None
    everyone: bool = False  # every state is a party
    planned: Dated | None = None  # announced, not yet signed
    ended: Dated | None = None
    superseded_by: str | None = None
    supersedes: tuple[str, ...] = ()
    duration: str | None = None
    notice: str | None = None
    standings: tuple[Standing, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    notes: tuple[str, ...] = ()
    report: str | None = None  # id of the report that tells of it; None for a treaty file
    reported_by: str | None = None  # who says so there
    quote: str | None = None
    concerns: str | None = None  # the instrument of a treaty file that the report speaks of
    denied: tuple[Clause, ...] = ()  # what the report says it does not hold

    @property
    def title(self) -> str:
        """The English title, else the first there is."""
        return next(iter(self.names.get("en") or next(iter(self.names.values()))))

    @property
    def parties(self) -> tuple[str, ...]:
        """All states that are or were parties, each once."""
        return tuple(dict.fromkeys(m.party for m in self.memberships))

    @property
    def atop(self) -> tuple[str, ...]:
        """The types of ATOP (Leeds et al. 2002) that follow from the duties: DEFENSE, NEUTRAL, …"""
        kinds = {
            Duty.ASSIST: "DEFENSE",
            Duty.NOT_ASSIST_AGGRESSOR: "NEUTRAL",
            Duty.NONAGGRESSION: "NONAGG",
            Duty.CONSULT: "CONSUL",
        }
        return tuple(dict.fromkeys(kinds[c.duty] for c in self.clauses if c.duty in kinds))
