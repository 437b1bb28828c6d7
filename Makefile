# Bottega: `make run` starts the demo school, `make test` proves everything. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PIP_NO_INPUT := 1
LOCK := --extra postgres --extra redis --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q

.PHONY: help run test check format lint types house templates unit bench lock messages clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | sort

run: $(VENV)/run.stamp  ## start the demo school at http://127.0.0.1:8000
	$(BIN)/lms demo

test: $(VENV)/dev.stamp tools check unit  ## install what the tests need, then run everything

check: $(VENV)/dev.stamp format-check lint types house templates  ## format, lint, types, walls, templates

format: $(VENV)/dev.stamp  ## put code into shape
	$(BIN)/ruff check --fix-only --quiet lms tests migrations
	$(BIN)/ruff format --quiet lms tests migrations

.PHONY: format-check tools
format-check:
	$(BIN)/ruff format --check lms tests migrations

lint:
	$(BIN)/ruff check lms tests migrations

types:
	$(BIN)/mypy

house:  ## the walls between floors and rooms
	$(BIN)/lint-imports

templates:
	$(BIN)/djlint --lint --quiet templates lms/standin/templates

unit:
	$(BIN)/pytest -n auto

bench: $(VENV)/dev.stamp  ## measure, as ratios to bare Flask in the same run
	$(BIN)/python -m tests.bench

messages: $(VENV)/dev.stamp  ## collect strings to translate and compile the catalogues
	$(BIN)/python -m lms.platform.catalogue

lock: $(VENV)/dev.stamp  ## resolve the lock files anew
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCK) -o requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements/dev.lock

tools:
	@tests/tools.sh

clean:  ## forget the environment and the demo school
	rm -rf $(VENV) instance build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/python requirements/run.lock pyproject.toml
	@echo "Installing Bottega into $(VENV) …"
	$(PIP) install --require-hashes -r requirements/run.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/bin/python requirements/dev.lock pyproject.toml
	@echo "Installing what the tests need into $(VENV) …"
	$(PIP) install --require-hashes -r requirements/dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp
