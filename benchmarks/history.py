"""Whether the ledger keeps what it has acknowledged, and never gives a wrong answer for a right one.

`kills` times a writer is killed (SIGKILL) at a moment chosen by chance: acknowledged reports that are lost,
reports that are half there, problems found afterwards. `cases` copies of a ledger are damaged, a bit turned
over or the end cut off, and asked all kinds of questions: each must give a clear error (LedgerError) or the
right answers. `runs` lists of writes, made up by Hypothesis, go to a ledger and to a plain list
(ledger_model.py). 200 reports in several orders, read by one process and by two, must give one content
hash. Every figure but the counts of what was tried must be 0.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.corpora import REPOSITORY
from benchmarks.history_writer import make_reading
from benchmarks.ledger_model import find_difference, strategy
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.records import Claim, Report, Review, Verdict
from dragoman.serialise import claim_to_dict

_ORDERS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How often each."""
    parser.add_argument("--kills", type=int, default=60, help="writers that are killed (60)")
    parser.add_argument("--cases", type=int, default=200, help="damaged copies (200)")
    parser.add_argument("--runs", type=int, default=500, help="lists of writes by Hypothesis (500)")
    parser.add_argument("--reports", type=int, default=200, help="reports in several orders (200)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """All of it, in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return {
            "killed": kill_writers(folder / "killed.db", args.kills),
            "damaged": damage_copies(folder, args.cases),
            "obstacles": meet_obstacles(folder),
            "model": compare_with_lists(folder, args.runs),
            "orders": compare_orders(folder, args.reports),
        }


def kill_writers(path: Path, kills: int) -> dict[str, int]:
    """Kill one writer after the other on the same ledger."""
    chance = random.Random(60)
    acknowledged: list[str] = []
    problems = 0
    for kill in range(kills):
        acknowledged += _kill_one(path, kill * 100_000, chance.uniform(0, 0.25))
        with Ledger(path, verify=False) as ledger:
            problems += len(ledger.check()) if kill % 10 == 9 or kill == kills - 1 else 0
    lost = half = resolved = unresolved = 0
    with Ledger(path, read_only=True, verify=False) as ledger:
        found: dict[str, list[Claim]] = {}
        for telling in ledger.iter_tellings():
            found.setdefault(telling.report.id, []).append(telling.claim)
            is_there = _resolves(telling.report, telling.claim)
            resolved, unresolved = resolved + is_there, unresolved + (not is_there)
        lost = len(set(acknowledged) - found.keys())
        for id, claims in found.items():
            report, expected = make_reading(int(id.removeprefix("wire-")))
            half += claims != expected or ledger.get_report(id) != report
    return {
        "kills": kills,
        "acknowledged": len(acknowledged),
        "kept": len(found),
        "lost": lost,
        "half": half,
        "problems": problems,
        "quotes": resolved + unresolved,
        "unresolved_quotes": unresolved,
    }


def _kill_one(path: Path, first: int, seconds: float) -> list[str]:
    """What the writer had acknowledged when it was killed, so many seconds after its first report."""
    command = [sys.executable, "-m", "benchmarks.history_writer", str(path), str(first)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip()]
        time.sleep(seconds)
        writer.kill()
        acknowledged += writer.stdout.read().split("\n")[:-1]  # a line that was cut is no acknowledgement
    return acknowledged


def _resolves(report: Report, claim: Claim) -> bool:
    spans = (claim.quote, *claim.more_quotes)
    texts = {"text": report.text, "title": report.title or ""}
    return all(texts[span.part][span.start : span.end] == span.text for span in spans)


def damage_copies(folder: Path, cases: int) -> dict[str, int]:
    """Ask copies of a ledger, each damaged at one place."""
    path = folder / "sound.db"
    with Ledger(path) as ledger:
        readings = [make_reading(number) for number in range(60)]
        ledger.record_many(readings)
        ids = [claim.id for claim in ledger.iter_claims(limit=6)]
        for verdict, id in zip(("reject", "accept", "reject"), ids, strict=False):
            ledger.review(Review(verdict=Verdict(verdict), claims=(id,), by="A. B.", reason="x"))
        correction = (("actors", ["PRK"]),)
        ledger.review(
            Review(verdict=Verdict.CORRECT, claims=(ids[4],), by="A. B.", reason="x", changes=correction)
        )
        ledger.withdraw("wire-7", "x")
    right = _ask_everything(path)
    data = path.read_bytes()
    chance = random.Random(200)
    outcomes: Counter[str] = Counter()
    for case in range(cases):
        copy = folder / f"damaged-{case}.db"
        copy.write_bytes(_truncate(data, chance) if case % 5 == 4 else _turn_bit(data, chance))
        outcomes[_judge(copy, right)] += 1
        for leftover in folder.glob(f"{copy.name}*"):
            leftover.unlink()
    return {
        "cases": cases,
        "errors": outcomes["error"],
        "right": outcomes["right"],
        "wrong": outcomes["wrong"],
        "crashes": outcomes["crash"],
    }


def _turn_bit(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _judge(path: Path, right: str) -> str:
    try:
        return "right" if _ask_everything(path) == right else "wrong"
    except LedgerError:
        return "error"
    except Exception as error:  # whatever it is: it is not the clear error that was promised
        print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return "crash"


def _ask_everything(path: Path) -> str:
    """The answers to questions of every kind, as one text."""
    with Ledger(path, read_only=True) as ledger:
        answers = [
            [
                _plain(t.claim) | {"from": t.recorded_at, "to": t.superseded_at}
                for t in ledger.iter_tellings()
            ],
            _plain_all(ledger.iter_claims(actor="USA")),
            _plain_all(ledger.iter_claims(target="RUS:*")),
            _plain_all(ledger.iter_claims(pair=("USA", "RUS"))),
            _plain_all(ledger.iter_claims(rejected=True)),
            _plain_all(ledger.iter_claims(text="Regierung")),
            [hit.report.id for hit in ledger.search("Abkommen")],
            [(str(c.period), c.event, c.status, c.claims) for c in ledger.timeline()],
            [(r.verdict, r.claims, r.by) for r in ledger.iter_reviews()],
            [change.kind for change in ledger.diff("2000", "9999")],
            ledger.get_report("wire-11").text,
            ledger.counts(),
            ledger.content_hash(),
        ]
    return json.dumps(answers, ensure_ascii=False)


def _plain(claim: Claim) -> dict[str, Any]:
    return claim_to_dict(claim)


def _plain_all(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    return [claim_to_dict(claim) for claim in claims]


def meet_obstacles(folder: Path) -> dict[str, int]:
    """A full disk, a read-only and a locked file: each a clear error, and all that was there still is."""
    failures = 0
    for name, obstacle in (("full", _full_disk), ("readonly", _read_only), ("locked", _locked)):
        path = folder / f"{name}.db"
        with Ledger(path) as ledger:
            ledger.record(*make_reading(1))
        before = _claims(path)
        try:
            obstacle(path)
            failures += 1  # nothing was said
        except LedgerError:
            pass
        with Ledger(path) as ledger:
            sound = not ledger.check()
            kept = all(line in _claims(path) for line in before)
            ledger.record(*make_reading(5_000_000))
        failures += not sound or not kept
    return {"obstacles": 3, "failures": failures}


def _claims(path: Path) -> list[str]:
    with Ledger(path, read_only=True) as ledger:
        return [claim.id for claim in ledger.iter_claims()]


def _full_disk(path: Path) -> None:
    """SQLite is told that no more pages are to be had, as on a full disk."""
    with Ledger(path) as ledger:
        db: sqlite3.Connection = ledger.store.db  # type: ignore[attr-defined]
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 20}")
        for number in range(2, 500):
            ledger.record(*make_reading(number))


def _read_only(path: Path) -> None:
    with Ledger(path, read_only=True) as ledger:
        ledger.record(*make_reading(2))


def _locked(path: Path) -> None:
    with Ledger(path) as holder, holder.store.writing(), Ledger(path, read_only=True) as other:
        assert list(other.iter_claims())
        with Ledger(path, timeout=0.05) as second:
            second.record(*make_reading(2))


def compare_with_lists(folder: Path, runs: int) -> dict[str, int]:
    """The ledger and a plain list, given the same writes."""
    from hypothesis import given, settings

    counted: Counter[str] = Counter()

    def check(writes: Any) -> None:
        path = folder / f"model-{counted['runs']}.db"
        counted["runs"] += 1
        counted["writes"] += len(writes)
        difference = find_difference(path, writes)
        for leftover in folder.glob("model-*"):
            leftover.unlink()
        if difference:
            counted["differences"] += 1
            print(difference, file=sys.stderr)

    given_writes: Any = given(strategy())
    limited: Any = settings(max_examples=runs, deadline=None, derandomize=True, database=None)(
        given_writes(check)
    )
    limited()
    return {name: counted[name] for name in ("runs", "writes", "differences")}


def compare_orders(folder: Path, reports: int) -> dict[str, int]:
    """The same reports, shuffled, read by one process and by two: how many other contents there are."""
    texts = _own_reports(reports)
    hashes = set()
    for order in range(_ORDERS):
        random.Random(order).shuffle(texts)
        path = folder / f"order-{order}.db"
        with Ledger(path, verify=False) as ledger:
            ledger.record_many(_read(texts, workers=1 + order % 2), chunk=7 + order)
            hashes.add(ledger.content_hash())
    return {"reports": reports, "ledgers": _ORDERS, "differences": len(hashes) - 1}


def _own_reports(number: int) -> list[tuple[str, str]]:
    """Short reports, each of two of the examples' sentences of our own, so that reading takes little."""
    sentences = (
        "Teheran liefert Moskau Drohnen.",
        "Die Ukraine wirft dem Iran vor, Russland mit Raketen zu unterstützen.",
        "Der russische Präsident will am Freitag nach Peking reisen.",
        "Die USA haben Sanktionen gegen Nordkorea verhängt, teilte das Finanzministerium mit.",
        "Frankreich und Deutschland unterzeichneten ein Abkommen über Handel.",
        "Die Türkei bestritt, Waffen an Aserbaidschan geliefert zu haben.",
        "Israel griff nach Angaben der Armee Ziele in Syrien an.",
    )
    chance = random.Random(number)
    return [(f"r{n}", " ".join(chance.sample(sentences, 2))) for n in range(number)]


def _read(texts: list[tuple[str, str]], *, workers: int) -> Iterable[tuple[Report, list[Claim]]]:
    if workers == 1:
        return map(_read_one, texts)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_read_one, texts, chunksize=10))


def _read_one(item: tuple[str, str]) -> tuple[Report, list[Claim]]:
    readers = _get_readers()
    id, text = item
    report = Report(id=id, language="de", published="2025-01-13", title=None, text=text)
    return report, readers.read(report)


def _get_readers() -> Any:
    if not _READERS:
        from dragoman.reading import Readers

        _READERS.append(Readers())
    return _READERS[0]


_READERS: list[Any] = []
