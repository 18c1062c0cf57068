"""What a claim says, in the form in which claims are compared, and how two of them agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.history.codes import (
    domestic_keys,
    known_keys,
    may_be_collective,
    may_be_one_side,
    may_mean,
    root,
)
from dragoman.history.customs import Custom, custom_of
from dragoman.history.reviewed import Case
from dragoman.history.when import When, when_of
from dragoman.records import MUTUAL_EVENTS, Claim, Event
from dragoman.resources import load_yaml

Keys = frozenset[str]
_MATTERS = "history/matters.yml"
_WORDS = re.compile(r"\w+")
_ENOUGH_WORDS = 5  # so many words in the same order are copied, fewer are chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A case with its sides, time, place, matter and words made comparable.

    `sides` are doers and receivers, or in a mutual act one side with all parties. `within` is
    given where both sides are of one country: the sides again, its organs and people told apart.
    """

    case: Case
    custom: Custom
    event: Event
    mode: str | None
    sides: tuple[Keys, ...]
    when: When
    country: str | None
    site: str | None
    matter: Keys
    words: str | None
    nouns: Keys
    within: tuple[Keys, ...] | None

    @property
    def unknown_sides(self) -> int:
        """How many sides nobody is named for; a mutual act needs two parties, some acts none but a doer."""
        if len(self.sides) == 1:
            return max(0, 2 - len(self.sides[0]))
        if self.custom.alone:
            return int(not self.sides[0])
        return sum(not side for side in self.sides)

    @property
    def parties(self) -> Keys:
        """All who are named."""
        return frozenset().union(*self.sides)


def likeness_of(case: Case) -> Likeness:
    """Make a case comparable."""
    claim, custom = case.claim, custom_of(case.claim.event)
    people = (claim.actors, claim.targets)
    actors, targets = (known_keys(who.code for who in side) for side in people)
    is_mutual = claim.event in MUTUAL_EVENTS
    site = claim.place.name.casefold() if claim.place and claim.place.mention else None
    return Likeness(
        case=case,
        custom=custom,
        event=claim.event,
        mode=claim.mode,
        sides=(actors | targets,) if is_mutual else (actors, targets),
        when=when_of(claim, case.telling.report, custom),
        country=root(claim.place.code) if claim.place else None,
        site=site,
        matter=stems_of(claim.matter or ""),
        words=_words_of(claim.quote.text),
        nouns=_nouns_of(claim.quote.text),
        within=_within_one_country(claim),
    )


def _within_one_country(claim: Claim) -> tuple[Keys, ...] | None:
    sides = [claim.actors, claim.targets]
    if claim.event in MUTUAL_EVENTS:
        sides = [(*claim.actors, *claim.targets)]
    codes = {who.code for side in sides for who in side}
    is_alone = len(sides) == 1 and len(codes) < 2
    if not all(sides) or is_alone or len({root(code) for code in codes}) > 1:
        return None
    return tuple(domestic_keys(who.code for who in side) for side in sides)


def share_party(a: tuple[Keys, ...], b: tuple[Keys, ...]) -> bool:
    """Whether a party is named on the same side of both; a collective name may mean one."""
    return any(
        x & y or (may_be_collective(x, y) and any(may_mean(p, q) or may_mean(q, p) for p in x for q in y))
        for x, y in zip(a, b, strict=True)
    )


def may_be_same_sides(a: tuple[Keys, ...], b: tuple[Keys, ...]) -> bool:
    """Whether doers and receivers of both may be the same, and at least one of them is named by both."""
    for x, y in zip(a, b, strict=True):
        if not may_be_one_side(x, y):
            return False
    return share_party(a, b)


def may_be_same_place(a: Likeness, b: Likeness) -> bool:
    """Whether the places allow one act; two named sites are two acts where acts happen on site."""
    if a.country and b.country and a.country != b.country:
        return False
    if not (a.custom.on_site and a.site and b.site):
        return True
    return a.site in b.site or b.site in a.site


def may_be_same_matter(a: Keys, b: Keys) -> bool:
    """Whether both speak of the same thing: a word of one stands in a word of the other."""
    return not a or not b or share_matter(a, b)


@lru_cache(maxsize=1 << 16)
def share_matter(a: Keys, b: Keys) -> bool:
    """Whether a word of one matter is, or ends or begins, a word of the other (*Abkommen*)."""
    return any(x in y or y in x for x in a for y in b)


@lru_cache(maxsize=1 << 16)
def stems_of(text: str) -> Keys:
    """Words of four letters and more, and names of three, without inflection and without general words.

    >>> sorted(stems_of("das Gasabkommen und die Drohnen"))
    ['drohn', 'gas']
    """
    words = (w for w in _WORDS.findall(text) if (len(w) >= 4 or (len(w) == 3 and w[0].isupper())))
    stems = (_without_general(w.casefold()) for w in words if not w.isdigit())
    return frozenset(w[:-2] if len(w) >= 7 else w for w in stems if w)


def _without_general(word: str) -> str:
    """``partnerschaft`` of ``partnerschaftsvertrag``, nothing of ``vertrag``."""
    for general in _general_words():
        if word.startswith(general) and len(word) <= len(general) + 2:
            return ""
        if word.endswith(general) and len(word) - len(general) >= 3:
            stem = word.removesuffix(general)
            return stem.removesuffix("s") if len(stem) > 4 else stem  # Partnerschaft-s-vertrag, Gas-abkommen
    return word


@cache
def _general_words() -> tuple[str, ...]:
    """From the longest, so that *strafmaßnahmen* goes before *maßnahmen*."""
    words = {str(word) for row in load_yaml(_MATTERS) for word in row}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _words_of(quote: str) -> str | None:
    words = _WORDS.findall(quote.casefold())
    return " ".join(words) if len(words) >= _ENOUGH_WORDS else None


def _nouns_of(quote: str) -> Keys:
    """Capitalised words of five letters and more, as stems: names, and in German all nouns."""
    return frozenset(w.casefold()[:-2] for w in _WORDS.findall(quote) if len(w) >= 5 and w[0].isupper())
