# Everything one does with this project; `make help` lists it.

PYTHON ?= python3
VENV = .venv/bin
SET_UP = @$(PYTHON) foi/local/set_up.py

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench

help: ## List what can be asked for
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

run: ## Set up, load the demonstration and start everything; Ctrl-C stops it. PORT=8001 changes the port
	$(SET_UP) run
	@exec setpriv --pdeathsig=TERM -- $(VENV)/python -m foi.local.run

setup: ## Install what running, checking and benchmarks need
	$(SET_UP) develop

test: ## Install what tests need, Chromium included, and run them all
	$(SET_UP) test
	@exec $(VENV)/python -m pytest -n 2 --cov --cov-report=term

check: setup ## Check format, style, types, imports, templates, settings and migrations
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy .
	$(VENV)/lint-imports
	$(VENV)/djlint --quiet --check --lint templates
	$(VENV)/python manage.py check --deploy --fail-level WARNING
	$(VENV)/python manage.py makemigrations --check --dry-run

bench: ## Measure what must be fast, as ratios within one run
	$(SET_UP) bench
	@exec $(VENV)/python -m tests.bench
