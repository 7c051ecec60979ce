# Two commands for everyone: `make chat` and `make test`. Each installs what it needs, and may be repeated.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What was installed last, so that nothing is installed twice; a change of pyproject.toml installs again.
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable

.PHONY: chat test install lint fix clean

chat: install
	@$(BIN)/derek chat --starter

install: $(INSTALLED)

test: $(TESTABLE)
	@$(BIN)/python -m pytest

lint: $(TESTABLE)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

fix: $(TESTABLE)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

$(INSTALLED): pyproject.toml scripts/check_machine.py
	@$(PYTHON) scripts/check_machine.py $(VENV)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Derek and what it needs into $(VENV): a few minutes and about 2 GB the first time …"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -e .
	@touch $@

$(TESTABLE): $(INSTALLED)
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
