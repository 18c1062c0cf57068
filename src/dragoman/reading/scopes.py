"""Scopes: the part of a sentence that somebody says, and how far the report stands behind it.

Attribution cues and predicates with content (``beschuldigen``, ``fordern``) both open scopes; a
claim takes the speakers of every scope it lies in, the widest first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.records import Participant, Span, Status


@dataclass(slots=True)
class Scope:
    """Words (positions in the sentence) that `speakers` say.

    `manner` is direct (in quotation marks), indirect (a clause or an infinitive), reported (the
    speech act is told with its matter: ``Oslo kritisierte den Bau``; `frame` is then the telling
    clause) or free (the reported-speech subjunctive goes on without a cue of its own). `run` is
    the same for all scopes of one quotation that goes over several sentences.
    """

    words: frozenset[int]
    speakers: tuple[Participant, ...]
    cue: Span | None = None
    cue_word: int = -1
    manner: str = "indirect"
    channel: str | None = None
    stance: str | None = None  # confirm, deny, possible, plan, demand, accuse
    status: Status | None = None
    how: str = ""
    speaker_span: Span | None = None
    opened_by: int | None = None  # the word whose claim contains what is said here
    claim: object | None = field(default=None, repr=False)
    frame: frozenset[int] = frozenset()
    run: int = -1
    aside: bool = False  # for claims alone: no quotation of its own
