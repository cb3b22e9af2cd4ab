.DEFAULT_GOAL := help
.PHONY: help install run test check lint bench nightly shell browser

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml requirements.lock hatch_build.py \
  $(shell find frontend -path '*/node_modules' -prune -o -type f -print 2>/dev/null | grep -v '\.gen\.')
# Bytecode is written when a module is first used: half of it never is.
PIP := $(BIN)/pip install -q --no-compile --disable-pip-version-check

help: ## What there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

install: $(VENV)/installed $(VENV)/tools ## Set up .venv: Python packages, the built pages, the tools of the tests

$(VENV)/installed: $(SOURCES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Cần Python 3.11: PYTHON=/đường/dẫn/python3.11 make install"; \
	    echo "Python 3.11 is needed: PYTHON=/path/to/python3.11 make install"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps -e .
	@touch $@

$(VENV)/tools: requirements-dev.lock | $(VENV)/installed
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/installed ## Play the 2025 season once, open this year's campaign, serve on 127.0.0.1:8000
	@$(BIN)/thidua run

test: install ## Every test, on SQLite and on a real PostgreSQL
	$(BIN)/pytest -q -n auto

lint: install ## Style, types and the directions of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## What CI runs

bench: install ## Measure speed and memory on this machine
	$(BIN)/python -m tests.bench

# Of computing, on a busy machine: random diagrams 28 minutes, hostile texts 7.
nightly: install ## The long trials
	$(BIN)/pytest -q
	THIDUA_SLOW_TESTS=again $(BIN)/pytest -q
	nice $(BIN)/pytest -q -n auto --dist worksteal -m nightly -o faulthandler_timeout=7200

shell: install ## A Python prompt with an engine, units of work and a clock
	$(BIN)/thidua shell
