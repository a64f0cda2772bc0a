# The house's commands. Each may be repeated at any time: what is done already is left alone.
#
#   make run     set everything up, load the sample city, serve it on 127.0.0.1:8000 (PORT=… elsewhere)
#   make test    set everything up and run every check and every test, browser tests included
#   make check   style, types, arrows between rooms, templates, migrations, locks, words
#   make fix     what a tool can put right by itself
#   make bench   measurements: printed, never asserted
#   make docs    the reference pages that are made from the code
#   make lock    choose the versions of all parts anew (needs the registries)
#   make pictures  the manual's pictures, taken by the tests that walk the sample case
#   make messages  bring the catalogues of screen texts up to date with the sources
#
# The steps of the set-up are in scripts/setup.py.

PORT ?= 8000
ARGS ?=
BIN := .venv/bin
# The first Python that is new enough; on a machine with several, PYTHON=… chooses.
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11 python3.14; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$python"; break; fi; done)
endif

.PHONY: help run test check fix bench docs lock messages pictures setup browser python
.NOTPARALLEL:

help:
	@sed -n 's/^#   //p' Makefile

run: setup
	@$(BIN)/tomoni manage migrate --verbosity 0
	@$(BIN)/tomoni demo
	@exec $(BIN)/tomoni serve --port $(PORT)

test: browser check
	@COVERAGE_FILE=var/coverage $(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/bench \
		--ignore=tests/architecture --cov --cov-report=term:skip-covered $(ARGS)

check: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy src tests scripts
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djade --check --target-version 5.2 $$(find src/tomoni/academy -path '*/templates/*' -name '*.html')
	@$(BIN)/tomoni manage makemigrations --check --dry-run
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend run --silent check
	@$(BIN)/python -m scripts.locks
	@$(BIN)/tomoni manage messages --check
	@$(BIN)/python -m scripts.reference --check
	@$(BIN)/python -m pytest tests/architecture -q -p no:cacheprovider

fix: setup
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $$(find src/tomoni/academy -path '*/templates/*' -name '*.html') || true

bench: setup
	@$(BIN)/python -m scripts.rivals || true
	@$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' -p no:randomly -q -s $(ARGS)

docs: setup
	@$(BIN)/python -m scripts.reference

pictures: browser
	@mkdir -p docs/images
	@TOMONI_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_walk.py -q

messages: setup
	@$(BIN)/tomoni manage messages --write

lock: setup
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --upgrade --quiet -o requirements.lock
	@$(BIN)/uv pip compile tests/spark.in --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --upgrade --quiet -o tests/spark.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix frontend run lock

setup: python
	@$(PYTHON) -m scripts.setup

browser: python
	@$(PYTHON) -m scripts.setup --with-browser

python:
	@test -n "$(PYTHON)" || { \
		echo "Tomoni needs Python 3.11 or newer, and none was found."; \
		echo "  Debian, Ubuntu:  sudo apt install python3 python3-venv"; \
		echo "  macOS:           brew install python@3.13"; \
		echo "  elsewhere:       make run PYTHON=/path/to/python3"; exit 1; }
