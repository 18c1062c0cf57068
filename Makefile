# Everything runs in .venv, which the first target that needs it makes. A stamp file holds back what is
# done already; a changed pyproject.toml undoes the stamps.

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help demo test check format bench pictures floors clean

help:           ## what there is to make
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: .venv/installed   ## read the example reports into a ledger, show claims and counts
	@rm -rf build/demo && mkdir -p build/demo
	$(BIN)/dragoman read --table --ledger build/demo/ledger.db examples/*.txt
	@echo "reading the stories in examples/stories/; their claims go to build/demo/claims.txt"
	@$(BIN)/dragoman read --table --ledger build/demo/ledger.db examples/stories/*.jsonl > build/demo/claims.txt
	@for what in claims events disputes actors; do \
		echo $$($(BIN)/dragoman $$what --json --ledger build/demo/ledger.db | wc -l) $$what; done
	@echo "in the browser: $(BIN)/dragoman serve --ledger build/demo/ledger.db"

test: .venv/developing  ## run the tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: .venv/developing ## style, types, rooms and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry src

format: .venv/developing ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed  ## every benchmark, for people
	@for name in language claims seed quotes dates plover parallel ledger history copies acts speed web; do \
		echo "== $$name"; $(BIN)/python -m benchmarks $$name || true; done

pictures: .venv/developing  ## the pictures of docs/web.md, from the ledger of `make demo`
	$(BIN)/python docs/screenshots.py build/demo/ledger.db docs/pictures

floors: .venv/installed ## every benchmark against its floor
	$(BIN)/python -m benchmarks floors

clean:          ## remove what make has made
	rm -rf .venv build dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "dragoman needs Python 3.11 or later with venv (Debian: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv

# An old pip may not know what pyproject.toml says: then a new one is fetched, and it tries again.
.venv/installed: pyproject.toml | .venv/bin/python
	@echo "installing dragoman into .venv"
	@$(PIP) install -q -e . || { $(PIP) install -q --upgrade pip && $(PIP) install -q -e .; }
	@touch $@

.venv/developing: pyproject.toml | .venv/bin/python
	@echo "installing dragoman and its tools into .venv"
	@$(PIP) install -q -e '.[dev]' || { $(PIP) install -q --upgrade pip && $(PIP) install -q -e '.[dev]'; }
	@touch .venv/installed $@
