# Two commands are enough on a bare machine: `make run` and `make test`. Needs python3 (3.11 or newer), make, git.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready-dev
SAMPLE := samples/notice-leaders.txt

.DEFAULT_GOAL := help
.PHONY: help setup run test test-archives test-formats test-scans test-tools check lint types score score-formats bench bench-formats \
	docs clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 15

setup: $(READY) ## make .venv with govtask and what its developers need
	@:

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "govtask needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "The venv module of $(PYTHON) does not work. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(READY): pyproject.toml | $(BIN)/python
	@echo "setting up .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: setup ## turn a sample notice into out/tasks.xlsx
	@mkdir -p out
	$(BIN)/govtask parse $(SAMPLE) -o out/tasks.xlsx
	@echo "Open out/tasks.xlsx in Excel, WPS or LibreOffice."

test: setup ## run the tests
	@$(BIN)/python -m pytest

test-tools: setup ## the hook in a repository (pre-commit), the CI snippets, completion in real shells
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pre-commit>=3.7'
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -m tools

check: setup ## govtask's own linter on the samples: only what their baseline does not know fails
	@$(BIN)/govtask check samples --baseline samples/baseline.json --fail-on warning

test-archives: setup ## the slow tests of runs over many documents: kills at random moments, memory, databases, a cluster
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test-archives]'
	@$(BIN)/python -m pytest -m archives

test-formats: setup ## conversions and thousands of damaged files of every format (LibreOffice, Chinese fonts, poppler)
	@$(BIN)/python -m pytest -m formats

test-scans: setup ## pages as a scanner delivers them, where the packages of the recognition can be had
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[ocr]' || \
	  echo "The packages of the recognition cannot be installed here: scanned pages are skipped." >&2
	@$(BIN)/python -m pytest -m formats tests/formats/test_scans.py

lint: setup ## ruff: lint and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## mypy --strict
	@$(BIN)/mypy

score: setup ## compare with records made by hand in ../shared, where that is there
	@$(BIN)/python benchmarks/score.py ../shared

bench: setup ## start-up, a 30 KB text, throughput, and whether time grows in proportion
	@$(BIN)/python benchmarks/bench.py

score-formats: setup ## the documents of ../shared in every format: how exact the records are
	@$(BIN)/python benchmarks/score_formats.py ../shared

bench-formats: setup ## beside markitdown, pandoc, pdfplumber, lxml and calamine; writes docs/benchmarks.md
	@$(BIN)/python benchmarks/page.py

docs: setup ## generate what is generated in docs/
	@for script in docs/make_*.py; do $(BIN)/python $$script || exit 1; done

clean: ## remove .venv, caches and out/
	@rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
