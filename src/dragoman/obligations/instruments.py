"""Instruments from YAML: one file each, checked field by field.

The form is told in ``docs/treaties-format.md``. Whatever does not follow it is a ResourceError that names
the file, the field and what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from dragoman.edtf import parse_edtf
from dragoman.errors import EDTFError, ResourceError
from dragoman.obligations.records import (
    Activation,
    Clause,
    Dated,
    Determination,
    Duty,
    Form,
    Instrument,
    Membership,
    Reservation,
    Source,
    Standing,
    Strength,
    Suspension,
    TextStatus,
    Trigger,
)
from dragoman.resources import list_resources, load_yaml

FOLDER = "treaties"
AREAS = f"{FOLDER}/areas.yml"
LIMITS = (
    "un_charter_51", "constitutional_process", "domestic_law", "neutrality", "consistent_nato",
    "consistent_teu", "un_charter", "other",
)  # fmt: skip
CONDITIONS = ("state_of_war", "nuclear_weapons", "self_defence")
STANDINGS = ("party", "suspended", "outside")
_Choice = TypeVar("_Choice", bound=StrEnum)
_Row = dict[str, Any]


@cache
def load_instruments() -> tuple[Instrument, ...]:
    """Every instrument of the package, in the order of their ids. Raises ResourceError."""
    rows = [(name, load_yaml(name)) for name in list_resources(FOLDER, "*.yml") if name != AREAS]
    return build_instruments(rows)


def read_instruments(folder: Path) -> tuple[Instrument, ...]:
    """Every instrument of a folder of one's own. Raises ResourceError."""
    if not folder.is_dir():
        raise ResourceError(f"{folder}: no such folder of treaties")
    rows = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == "areas.yml":
            continue
        try:
            rows.append((str(path), yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ResourceError(f"{path}: {error}") from error
    return build_instruments(rows)


def build_instruments(rows: Iterable[tuple[str, Any]]) -> tuple[Instrument, ...]:
    """Instruments of parsed files, given with the files' names. Raises ResourceError."""
    found: dict[str, tuple[str, Instrument]] = {}
    for name, row in rows:
        instrument = _Fields(name, row).instrument()
        if instrument.id in found:
            raise ResourceError(f"{name}: id: {instrument.id!r} is also in {found[instrument.id][0]}")
        found[instrument.id] = (name, instrument)
    return tuple(found[id][1] for id in sorted(found))


@cache
def load_areas() -> dict[str, dict[str, Any]]:
    """The areas that clauses are limited to; see areas.yml. Raises ResourceError."""
    areas: dict[str, dict[str, Any]] = load_yaml(AREAS)["areas"]
    return areas


@cache
def load_named_places() -> dict[str, dict[str, Any]]:
    """Parts of states that clauses tell apart and ISO 3166 does not; see areas.yml. Raises ResourceError."""
    places: dict[str, dict[str, Any]] = load_yaml(AREAS)["places"]
    return places


@cache
def load_territories() -> dict[str, str]:
    """Territories with a code of their own, to the state they belong to; see areas.yml."""
    return {code: str(owner) for owner, codes in load_yaml(AREAS)["territories"].items() for code in codes}


@cache
def _known_codes() -> frozenset[str]:
    """Codes of states, organisations and groups."""
    states = {str(row["code"]) for row in load_yaml("actors/states.yml")}
    others: set[str] = set()
    for name in ("actors/organisations.yml", "actors/groups.yml"):
        data = load_yaml(name)
        rows = data if isinstance(data, list) else [r for part in data.values() for r in part]
        others |= {str(row["code"]) for row in rows if isinstance(row, Mapping) and "code" in row}
    return frozenset(states | others)


class _Fields:
    """One mapping of a file, with the place it stands at; knows which keys were asked for."""

    def __init__(self, name: str, row: Any, at: str = "") -> None:
        self.name, self.at = name, at
        if not isinstance(row, Mapping):
            raise self.error("", f"{row!r} is not a mapping of fields")
        self.row = row
        self.asked: set[str] = set()

    def error(self, key: str, message: str) -> ResourceError:
        place = ".".join(part for part in (self.at, key) if part)
        return ResourceError(f"{self.name}: {place or 'file'}: {message}")

    def get(self, key: str, needed: bool = False) -> Any:
        self.asked.add(key)
        value = self.row.get(key)
        if value is None and needed:
            raise self.error(key, "is missing")
        return value

    def text(self, key: str, needed: bool = False) -> str | None:
        value = self.get(key, needed)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"{value!r} is not text (put it in quotes)")
        return value

    def must(self, key: str) -> str:
        return self.text(key, True) or ""

    def date(self, key: str) -> str | None:
        value = self.get(key)
        if value is None or value == "":
            return None
        try:
            parse_edtf(str(value))
        except EDTFError as error:
            raise self.error(key, f"{value!r} is not a date such as 2024-06-19 or 1999 ({error})") from error
        return str(value)

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if value in (None, False, "false"):
            return False
        if value in (True, "true"):
            return True
        raise self.error(key, f"{value!r} is neither true nor false")

    def choice(self, key: str, kind: type[_Choice], default: _Choice | None = None) -> _Choice:
        value = self.get(key, default is None)
        if value is None and default is not None:
            return default
        if value not in list(kind):
            raise self.error(key, f"{value!r} is none of {', '.join(kind)}")
        return kind(value)

    def words(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.error(key, f"{value!r} is not a list of words")
        if known is not None and (strange := [v for v in value if v not in set(known)]):
            raise self.error(key, f"{', '.join(strange)} is none of {', '.join(known)}")
        return tuple(value)

    def codes(self, key: str, needed: bool = False, *, also: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.get(key, needed)
        if value is None:
            return ()
        if not isinstance(value, list) or (needed and not value):
            raise self.error(key, f"{value!r} is not a list of actor codes")
        for code in value:
            self.known(key, code, also)
        return tuple(map(str, value))

    def code(self, key: str) -> str:
        value = self.must(key)
        self.known(key, value)
        return value

    def known(self, key: str, code: Any, also: tuple[str, ...] = ()) -> None:
        if str(code).partition(":")[0] not in _known_codes() and code not in also:
            raise self.error(key, f"{code!r} is no actor code (see resources/actors, ISO 3166 alpha-3)")

    def parts(self, key: str, needed: bool = False) -> list[_Fields]:
        value = self.get(key, needed)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(key, "is not a list")
        where = ".".join(part for part in (self.at, key) if part)
        return [_Fields(self.name, row, f"{where}[{n}]") for n, row in enumerate(value)]

    def part(self, key: str, needed: bool = False) -> _Fields | None:
        value = self.get(key, needed)
        if value is None:
            return None
        return _Fields(self.name, value, ".".join(part for part in (self.at, key) if part))

    def done(self) -> None:
        if strange := sorted(set(map(str, self.row)) - self.asked):
            raise self.error(strange[0], f"no such field; there are {', '.join(sorted(self.asked))}")

    def source(self) -> Source:
        certainty = self.must("certainty")
        if certainty not in ("A", "B", "C"):
            raise self.error("certainty", f"{certainty!r} is none of A, B, C")
        return Source(note=self.must("source"), certainty=certainty)

    def dated(self) -> Dated:
        out = Dated(
            on=self.date("on"),
            source=self.source(),
            otherwise=tuple(p.dated() for p in self.parts("otherwise")),
        )
        self.done()
        return out

    def instrument(self) -> Instrument:
        """The whole file."""
        names = self.get("names", True)
        if not isinstance(names, Mapping) or not all(isinstance(v, list) and v for v in names.values()):
            raise self.error("names", "is not a mapping of languages to lists of names")
        signed, in_force = self.part("signed", True), self.part("in_force", True)
        planned, ended = self.part("planned"), self.part("ended")
        assert signed is not None and in_force is not None  # needed
        out = Instrument(
            id=self.must("id"),
            names={str(k): tuple(map(str, v)) for k, v in names.items()},
            form=self.choice("form", Form),
            text=self.choice("text", TextStatus, TextStatus.PUBLISHED),
            place=self.text("place"),
            organisation=self.text("organisation"),
            everyone=self.flag("everyone"),
            signed=signed.dated(),
            in_force=in_force.dated(),
            planned=planned.dated() if planned else None,
            ended=ended.dated() if ended else None,
            superseded_by=self.text("superseded_by"),
            supersedes=self.words("supersedes"),
            duration=self.text("duration"),
            notice=self.text("notice"),
            memberships=tuple(m for part in self.parts("parties") for m in part.memberships()),
            standings=tuple(part.standing() for part in self.parts("standings")),
            suspensions=tuple(part.suspension() for part in self.parts("suspensions")),
            reservations=tuple(part.reservation() for part in self.parts("reservations")),
            clauses=tuple(part.clause() for part in self.parts("clauses", True)),
            notes=self.words("notes"),
        )
        self.done()
        self._check(out)
        return out

    def _check(self, out: Instrument) -> None:
        """What no single field can show."""
        seen: set[str] = set()
        for number, clause in enumerate(out.clauses):
            if clause.id in seen:
                raise self.error(f"clauses[{number}].id", f"{clause.id!r} stands twice; give each its own")
            seen.add(clause.id)
            if clause.duty is Duty.ASSIST and clause.strength is None:
                raise self.error(f"clauses[{number}].strength", "is missing: how much help is owed?")
            if clause.trigger is Trigger.OTHER and not clause.trigger_note:
                raise self.error(f"clauses[{number}].trigger_note", "is missing: what is the trigger?")
        if not out.memberships and not out.everyone:
            raise self.error("parties", "is missing")
        for number, spell in enumerate(out.memberships):
            if spell.left and spell.in_force and spell.left <= spell.in_force:
                raise self.error("parties", f"{spell.party} left ({spell.left}) before it was bound")
            if spell.party in {m.party for m in out.memberships[:number] if not m.left}:
                raise self.error("parties", f"{spell.party} is a party twice at a time")

    def memberships(self) -> list[Membership]:
        codes = self.codes("codes", True)
        dates = {
            key: self.date(key) for key in ("signed", "ratified", "acceded", "in_force", "notified", "left")
        }
        source, note = self.source(), self.text("note")
        self.done()
        return [Membership(party=code, source=source, note=note, **dates) for code in codes]

    def standing(self) -> Standing:
        what = self.must("what")
        if what not in STANDINGS:
            raise self.error("what", f"{what!r} is none of {', '.join(STANDINGS)}")
        on = self.date("on")
        if on is None:
            raise self.error("on", "is missing: when was it said?")
        out = Standing(party=self.code("party"), what=what, by=self.code("by"), on=on, source=self.source())
        self.done()
        return out

    def suspension(self) -> Suspension:
        between = self.codes("between", True)
        begin = self.date("from")
        if begin is None or len(between) > 2:
            raise self.error("between", "needs one or two parties and a date `from`")
        out = Suspension(
            first=between[0],
            second=between[1] if len(between) > 1 else None,
            begin=begin,
            end=self.date("to"),
            source=self.source(),
        )
        self.done()
        return out

    def reservation(self) -> Reservation:
        out = Reservation(
            parties=self.codes("codes", True),
            text=self.must("text"),
            begin=self.date("from"),
            end=self.date("to"),
            source=self.source(),
        )
        self.done()
        return out

    def clause(self) -> Clause:
        article = self.must("article")
        area = self.text("area")
        if area is not None and area not in load_areas():
            raise self.error("area", f"{area!r} is none of {', '.join(load_areas())} (areas.yml)")
        hours = self.get("within_hours")
        if hours is not None and not str(hours).isdigit():
            raise self.error("within_hours", f"{hours!r} is not a number")
        strength = self.choice("strength", Strength) if self.get("strength") is not None else None
        out = Clause(
            id=self.text("id") or _slug(article),
            article=article,
            duty=self.choice("duty", Duty),
            trigger=self.choice("trigger", Trigger),
            trigger_note=self.text("trigger_note"),
            determination=self.choice("determination", Determination, Determination.UNSTATED),
            activation=self.choice("activation", Activation, Activation.UNSTATED),
            strength=strength,
            military=self.flag("military"),
            area=area,
            limits=self.words("limits", LIMITS),
            conditions=self.words("conditions", CONDITIONS),
            bearers=self.codes("bearers"),
            beneficiaries=self.codes("beneficiaries", also=("any",)),
            attackers=self.codes("attackers"),
            third_party_only=self.flag("third_party_only"),
            report=self.flag("report"),
            within_hours=int(hours) if hours is not None else None,
            begin=self.date("from"),
            end=self.date("to"),
            source=self.source(),
            note=self.text("note"),
        )
        self.done()
        return out


def _slug(article: str) -> str:
    """``Art. 4(1)`` to ``art-4-1``."""
    return "-".join("".join(c if c.isalnum() else " " for c in article.casefold()).split())
