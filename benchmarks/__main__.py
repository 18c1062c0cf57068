"""One entry for every benchmark: ``python -m benchmarks NAME --json`` prints one JSON object last.

    python -m benchmarks claims --errors
    python -m benchmarks language --ud ../shared/corpora/ud --json
    python -m benchmarks floors

Exit codes: 0 measured, 1 a floor was broken, 2 a corpus is missing, the reader failed or an
argument is wrong.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.corpora import MissingCorpusError
from benchmarks.reader_runs import ReaderFailedError

NAMES = (
    "language",
    "claims",
    "seed",
    "quotes",
    "plover",
    "parallel",
    "certainty",
    "speed",
    "floors",
    "gaps",
    "ledger",
    "history",
    "acts",
    "dates",
    "copies",
    "obligations",
    "web",
)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    choices = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name in NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        summary = (module.__doc__ or "").split("\n")[0].replace("%", "%%")
        own = choices.add_parser(name, help=summary, description=summary)
        own.add_argument("--json", action="store_true", help="the result as one JSON object, last line")
        module.add_arguments(own)
        own.set_defaults(run=module.run)
    args = parser.parse_args(arguments)
    try:
        result: dict[str, Any] = args.run(args)
    except (MissingCorpusError, ReaderFailedError) as error:
        print(f"benchmarks {args.name}: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(result, ensure_ascii=False), flush=True)
    elif args.name != "floors":
        print("\n".join(readable(result)))
    return 1 if result.get("broken") else 0


def readable(result: dict[str, Any], indent: str = "") -> Iterator[str]:
    """Yield the result as lines for people: a row of figures on one line, deeper levels indented."""
    for key, value in result.items():
        if isinstance(value, dict) and any(isinstance(inner, dict | list) for inner in value.values()):
            yield f"{indent}{key}"
            yield from readable(value, indent + "  ")
        elif isinstance(value, dict):
            yield f"{indent}{key:<14} " + "  ".join(f"{k} {v}" for k, v in value.items())
        elif isinstance(value, list):
            yield f"{indent}{key}"
            yield from (f"{indent}  {item}" for item in value)
        else:
            yield f"{indent}{key:<14} {value}"


if __name__ == "__main__":
    sys.exit(main())
