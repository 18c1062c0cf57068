"""The names the reader knows: states, places, organisations, groups, office holders, role nouns.

Everything comes from ``resources/actors``, ``resources/places`` and ``resources/lexicon/<language>``;
``docs/resources.md`` has the forms. Names are looked up token by token, the longest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dragoman.errors import ResourceError
from dragoman.language.orthography import Orthography, load_orthography
from dragoman.resources import load_yaml, resource_path

STATE_KEYS = {  # key of states.yml -> (kind, sector)
    "names": ("state", ""),
    "people": ("people", ""),
    "capital": ("capital", ""),
    "seats": ("seat", ""),
    "military": ("seat", ""),
    "cities": ("city", ""),
    "parliament": ("organ", "LEG"),
    "courts": ("organ", "JUD"),
    "police": ("organ", "POL"),
    "parties": ("organ", "PTY"),
}
_INFLECTED = frozenset(
    {"seat", "organ", "organisation", "bloc", "armed group", "movement", "group", "court", "media", "ngo"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for. `country` is the state it belongs to, for a group or a company."""

    code: str
    kind: str  # state capital seat organ city people organisation bloc court group person company media …
    name: str
    country: str | None = None
    qid: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held: dates are ISO days, months or years; None is open."""

    of: str
    office: str
    holder: str
    start: str
    end: str | None
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A common noun for an actor: its sector, or the office it names, or the one actor it stands for."""

    lemma: str
    code: str | None  # sector; "" is the bare country
    office: str | None
    of: str | None
    kind: str


@dataclass(slots=True)
class Gazetteer:
    """All names of one language, indexed for lookup."""

    language: str = ""
    names: dict[str, list[tuple[tuple[str, ...], Named]]] = field(default_factory=lambda: defaultdict(list))
    adjectives: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    metonyms: dict[str, Named] = field(
        default_factory=dict
    )  # a city that stands for an organisation: Brüssel
    persons: dict[str, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    families: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[tuple[str, str], list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, Role] = field(default_factory=dict)
    known_roles: dict[str, Role | None] = field(default_factory=dict)  # nouns looked up before
    qids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # code -> name to show
    states: frozenset[str] = frozenset()
    orthography: Orthography = field(default_factory=Orthography)

    def add(self, name: str, named: Named) -> None:
        """Index a name by its first token."""
        words = name.split()
        forms = [words, *(self.orthography.inflected(words) if named.kind in _INFLECTED else ())]
        for form in forms:
            tokens = tuple(part for word in form for part in self._apart(word))
            if tokens:
                rows = self.names[tokens[0]]
                if all(known[0] != tokens for known in rows):
                    rows.append((tokens, named))

    def _apart(self, word: str) -> tuple[str, ...]:
        """A word of a name as the tokeniser cuts it: ``d'Ivoire`` is two tokens."""
        cut = self.orthography.elision(word)
        return (word[:cut], word[cut:]) if cut else (word,)

    def tenure_at(self, holder: str, day: str | None) -> Tenure | None:
        """What office the person held on `day`: the one then held, else the nearest."""
        spells = self.persons.get(holder)
        if not spells:
            return None
        if day is None:
            return spells[-1]
        current = [t for t in spells if t.start <= day and (t.end is None or day <= _late(t.end))]
        if current:
            return current[-1]
        past = [t for t in spells if t.end is not None and _late(t.end) < day]
        return max(past, key=lambda t: t.end or "") if past else spells[0]

    def holder_of(self, code: str, office: str, day: str | None) -> Tenure | None:
        """Who held an office on `day`."""
        for tenure in self.holders.get((code, office), ()):
            if day is not None and tenure.start <= day and (tenure.end is None or day <= _late(tenure.end)):
                return tenure
        return None


def _late(date: str) -> str:
    """The last day a date may mean, for comparing as text."""
    return date + "-99" if len(date) < 10 else date


@cache
def load_gazetteer(language: str) -> Gazetteer:
    """Read all names of a language. Raises ResourceError naming file and entry."""
    found = Gazetteer(language, orthography=load_orthography(language))
    _add_states(found, language)
    for file, kind in (("organisations", "organisation"), ("groups", "group")):
        for row in load_yaml(f"actors/{file}.yml", missing_ok=True) or []:
            _add_organisation(found, row, row.get("kind", kind), language, file)
    _add_offices(found, language)
    for row in load_yaml(f"lexicon/{language}/roles.yml", missing_ok=True) or []:
        role = Role(
            row["lemma"], row.get("code"), row.get("office"), row.get("of"), row.get("kind", "person")
        )
        found.roles.setdefault(row["lemma"], role)
    _add_cities(found)
    return found


def _add_states(found: Gazetteer, language: str) -> None:
    known = load_yaml("actors/states.yml", missing_ok=True) or []
    found.states = frozenset(row["code"] for row in known)
    found.qids |= {row["code"]: row["qid"] for row in known if row.get("qid")}
    named = load_yaml(f"lexicon/{language}/states.yml", missing_ok=True) or {}
    for code, row in named.items():
        if code not in found.states:
            raise ResourceError(f"lexicon/{language}/states.yml: {code} is not in actors/states.yml")
        if row.get("names"):
            found.titles[code] = row["names"][0]
        for key, (kind, sector) in STATE_KEYS.items():
            actor = f"{code}:{sector}" if sector else code
            for name in row.get(key) or ():
                found.add(str(name), Named(actor, kind, str(name), code, found.qids.get(code)))
        for stem in row.get("adjectives") or ():
            found.adjectives.setdefault(str(stem).lower(), code)
        for prefix in [*(row.get("abbreviation_prefix") or ()), *(row.get("names") or ())]:
            found.prefixes.setdefault(str(prefix), code)
        for key in ("capital", "seats", "military", "parliament", "police", "parties"):
            sector = STATE_KEYS[key][1]
            for name in row.get(key) or ():
                if " " not in str(name):
                    found.prefixes.setdefault(str(name), f"{code}:{sector}" if sector else code)


def _add_organisation(found: Gazetteer, row: dict[str, Any], kind: str, language: str, file: str) -> None:
    try:
        code, names = str(row["code"]), row["names"]
    except KeyError as error:
        raise ResourceError(f"actors/{file}.yml: entry {row!r} lacks {error}") from error
    if row.get("qid"):
        found.qids[code] = row["qid"]
    sector = {"company": "BUS", "ngo": "NGO"}.get(kind)
    if sector and row.get("country"):  # a national company or society acts as one of its country's
        code = f"{row['country']}:{sector}"
    own = names.get(language) or names.get("en") or [code]
    if ":" not in code:
        found.titles[code] = str(own[0])
    named = Named(code, kind, str(own[0]), row.get("country"), row.get("qid"))
    for city in (row.get("metonyms") or {}).get(language, ()):
        found.metonyms[str(city)] = named
    for stem in (row.get("adjectives") or {}).get(language, ()):
        found.adjectives.setdefault(str(stem).lower(), code)
    for name in {*map(str, own), *map(str, names.get("en") or ()), code}:
        found.add(name, named)
        if " " not in name:
            found.prefixes.setdefault(name, code)


def _add_offices(found: Gazetteer, language: str) -> None:
    for row in load_yaml("actors/offices.yml", missing_ok=True) or []:
        holder = str(row["name"])
        tenure = Tenure(
            str(row["of"]), str(row["office"]), holder, str(row.get("from") or "1900"),
            str(row["to"]) if row.get("to") else None, str(row.get("sector") or ""),
        )  # fmt: skip
        found.persons[holder].append(tenure)
        found.holders[tenure.of, tenure.office].append(tenure)
        family = row.get("family")
        families = [family] if isinstance(family, str) else list(family or ())
        spellings = [holder, *((row.get("names") or {}).get(language) or ())]
        for spelling in spellings:
            found.add(str(spelling), Named(tenure.of, "person", holder, tenure.of))
            last = families or [str(spelling).split()[-1]]
            for name in {*last, str(spelling).split()[-1]} if not families else last:
                if holder not in found.families[name]:
                    found.families[name].append(holder)
    for spells in found.persons.values():
        spells.sort(key=lambda t: t.start)


def _add_cities(found: Gazetteer) -> None:
    for line in resource_path("places/cities.tsv").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            name, _, code = line.partition("\t")
            if name not in found.families:
                found.add(name, Named(code, "city", name, code))
