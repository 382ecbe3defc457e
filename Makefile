# Chính Gốc. `make help` lists what there is; settings are environment variables (see README.md).
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV ?= .venv
PYTHON ?= python3.11
BIN := $(VENV)/bin

.PHONY: help setup run codes test test-full test-faults lint guards migrate translate routes bench lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: $(VENV)/run.stamp ## Set up, migrate, load the demo once and serve (HOST=0.0.0.0 for phones on the same network)
	@$(BIN)/python scripts/run.py

codes: $(VENV)/run.stamp ## Print the demo logins with their one-time codes of this minute
	@$(BIN)/python scripts/run.py codes

setup: $(VENV)/test.stamp ## Make the virtual environment with everything for tests and benches
	@scripts/debian-packages.sh

test: setup lint ## Run every check within 20 minutes on two cores
	@scripts/run-tests.sh

test-full: setup lint ## Run the whole set: every combination, every kill
	@scripts/run-tests.sh full

test-faults: setup ## Kill the real server again and again while reports are being sent
	@FAULT_ROUNDS=$${FAULT_ROUNDS:-12} $(BIN)/pytest -m faults -q

lint: $(VENV)/test.stamp ## Check style and the types of the pure modules
	@$(BIN)/ruff check .
	@$(BIN)/python scripts/check_types.py

guards: $(VENV)/test.stamp ## Run only the laws of the house
	@$(BIN)/pytest tests/guards -q

migrate: $(VENV)/run.stamp ## Bring the database of DATABASE_URL to the newest shape
	@$(BIN)/python scripts/run.py migrate

translate: $(VENV)/run.stamp ## Collect the texts of every room into translations/, keeping what is translated
	@$(BIN)/python scripts/translate.py

routes: $(VENV)/run.stamp ## Write route-list.txt: the addresses that printed codes rely on
	@$(BIN)/python scripts/routes.py > route-list.new && mv route-list.new route-list.txt

bench: setup ## Measure against yardsticks in the same run
	@$(BIN)/python -m bench

lock: ## Resolve requirements*.in anew into the two locks
	@PYTHON=$(PYTHON) scripts/lock.sh

$(VENV)/bin/python:
	@scripts/make-venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt | $(VENV)/bin/python
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp
