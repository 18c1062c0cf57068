"""Ledgers full of hostile strings, and what a page may hold however hostile they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from dragoman.ledger import Ledger
from dragoman.records import (
    Attribution,
    Claim,
    Event,
    Participant,
    Place,
    Report,
    Review,
    Span,
    Status,
    Time,
    Verdict,
)

_FILE = Path(__file__).with_name("data") / "hostile.yml"
STRINGS: tuple[str, ...] = tuple(
    string for strings in yaml.safe_load(_FILE.read_text(encoding="utf-8")).values() for string in strings
)
HARMLESS: tuple[str, ...] = tuple(f"Wort{number}" for number in range(len(STRINGS)))

# Turns of direction, marks without width, controls: none may stand raw in a page (tab and line ends may)
_RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"})
PLAIN = Report(id="plain", language="de", published="2025-01-02", title=None, text="Es heißt, Oslo hilft.")
Element = tuple[str, tuple[str, ...]]
CONTROL: Element = ("span", ("class",))  # how a hidden sign is shown


def report_of(word: str) -> Report:
    """A report that has the string wherever a report can have one."""
    return Report(
        id=word, language="de", published="2025-01-02", title=word, text=f"Es heißt: {word} hilft {word}.",
        outlet=word, agencies=(word,), dateline=word, url=word if ":" in word else f"https://news.example/{word}",
    )  # fmt: skip


def claims_of(report: Report, word: str) -> list[Claim]:
    """Two claims with the string wherever a claim can have one, the second within the first."""
    start = report.text.index(word)
    quote = Span(start=start, end=start + len(word), text=word)
    who = Participant(code=word, name=word, mention=quote)
    first = Claim(
        report_id=report.id,
        event=Event.ACCUSE,
        mode=word,
        actors=(who,),
        targets=(Participant(code="RUS"),),
        status=Status.OCCURRED,
        quote=quote,
        attribution=(Attribution(speakers=(who,), cue=quote, channel=word),),
        time=Time(edtf="2025-01-01", earliest="2025-01-01", latest="2025-01-01", basis=word, phrase=quote),
        place=Place(code="RUS", name=word, mention=quote),
        matter=word,
        quantity=word,
        entry=word,
        path=(word, word),
    )
    whole = Span(start=0, end=len(report.text), text=report.text)
    second = Claim(
        report_id=report.id, event=Event.AGREE, mode=None, actors=(who, Participant(code="UKR")), targets=(),
        status=Status.PLANNED, quote=whole, others=(who,), parent=first.id, place=Place(code=word, name=word),
    )  # fmt: skip
    return [first, second]


def gathering_of(words: Sequence[str], id: str) -> tuple[Report, list[Claim]]:
    """One report with all strings in its text, a claim on each of them, and one in which all take part."""
    text, spans = "", []
    for word in words:
        spans.append(Span(start=len(text), end=len(text) + len(word), text=word))
        text += f"{word}. "
    report = Report(id=id, language="de", published="2025-01-02", title=" ".join(words), text=text)
    people = tuple(Participant(code=word) for word in words)
    together = Claim(
        report_id=id, event=Event.AGREE, mode=None, actors=people, targets=(), status=Status.OCCURRED,
        quote=Span(start=0, end=len(text), text=text),
    )  # fmt: skip
    return report, [together] + [
        Claim(
            report_id=id, event=Event.THREATEN, mode=None, actors=(who,), targets=(Participant(code="RUS"),),
            status=Status.DENIED, quote=span, quantity=span.text,
        )
        for who, span in zip(people, spans, strict=True)
    ]  # fmt: skip


def record(path: Path, words: Sequence[str], *, gathered: bool = False) -> Path:
    """A ledger of a report for each string, decided by somebody of that name; `gathered`: two reports with all."""
    with Ledger(path) as ledger:
        for word in words:
            report = report_of(word)
            claims = claims_of(report, word)
            ledger.record(report, claims)
            ledger.review(Review(verdict=Verdict.ACCEPT, claims=(claims[0].id,), by=word, reason=word))
        ledger.record(PLAIN, [])
        for id in ("all", "all again") if gathered else ():
            ledger.record(*gathering_of(words, id))
    return path


_TAG = re.compile("<[^<>]*>")  # in our pages every other angle bracket is escaped, within attributes too


class Anatomy:
    """The elements of a page with the names of their attributes, its addresses, and its words."""

    def __init__(self, page: str) -> None:
        self.elements: Counter[Element] = Counter()
        self.addresses: list[str] = []
        for tag in _TAG.findall(page):
            elements, addresses = _read_tag(tag)
            self.elements.update(elements)
            self.addresses += addresses
        rest = _TAG.sub("", page)
        if "<" in rest or ">" in rest:
            self.elements["a loose angle bracket", ()] += 1
        self.words = unescape(rest)


@lru_cache(maxsize=100_000)
def _read_tag(tag: str) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """What one tag is made of; most tags stand on every page."""
    reader = _TagReader(convert_charrefs=True)
    reader.feed(tag)
    reader.close()
    return tuple(reader.elements), tuple(reader.addresses)


class _TagReader(HTMLParser):
    def reset(self) -> None:
        super().reset()
        self.elements: list[Element] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses += [value or "" for name, value in attrs if name in _ADDRESSES]

    def handle_decl(self, decl: str) -> None:
        self.elements.append((f"!{decl}", ()))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!comment", ()))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("!unknown", ()))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("?", ()))


def find_wrongs(page: str, allowed: frozenset[Element]) -> list[str]:
    """What must not stand in a page: foreign elements and attributes, addresses that run, hidden signs."""
    found = Anatomy(page)
    wrongs = [f"element {element}" for element in found.elements if element not in allowed]
    wrongs += [f"address {address!r}" for address in set(found.addresses) if not _is_calm(address)]
    wrongs += [f"hidden sign U+{ord(sign):04X}" for sign in set(_RAW.findall(page))]
    return wrongs


@lru_cache(maxsize=100_000)
def _is_calm(address: str) -> bool:
    """An address of this site, of the web, or within the page; as browsers take it, which drop tabs and ends."""
    seen = re.sub("[\t\r\n]", "", address).strip()
    try:
        scheme = urlsplit(seen).scheme
    except ValueError:
        return False
    if scheme:
        return scheme in {"http", "https"}
    return seen.startswith(("/", "#", "?")) and not re.match(r"[/\\]{2}", seen)
