# Everything one does with this project; `make help` lists it.

PYTHON ?= python3
VENV = .venv/bin
SET_UP = @$(PYTHON) foi/local/set_up.py
INSTALL = @flock Makefile $(MAKE) --silent
UV_SYNC = $(VENV)/uv sync --quiet --frozen
NPM_CI = npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier

unexport VIRTUAL_ENV
# Each of the many processes would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(PATH):/usr/sbin:/sbin
export UV_PROJECT_ENVIRONMENT = .venv
export UV_PYTHON_DOWNLOADS = never
# pip, uv and npm trust whom the machine trusts: many an authority's network has a
# certificate of its own.
CERTIFICATES = $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(CERTIFICATES),)
export PIP_CERT ?= $(CERTIFICATES)
export UV_SYSTEM_CERTS ?= 1
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

# The longest first.
CHECKS = types imports migrations settings templates style format

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench $(CHECKS:%=check-%)
.DELETE_ON_ERROR:

help: ## List what can be asked for
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

run: ## Set up, load the demonstration and start everything; Ctrl-C stops it. PORT=8001 changes the port
	$(SET_UP) run
	$(INSTALL) .venv/.runs node_modules/.bundled
	@exec setpriv --pdeathsig=TERM -- $(VENV)/python -m foi.local.run

setup: ## Install what running and checking need
	$(SET_UP) run
	$(INSTALL) .venv/.develops node_modules/.bundled

test: ## Install what tests need, Chromium and a JDK included, and run them all. COVERAGE=1 measures coverage
	$(SET_UP) test
	$(INSTALL) .venv/.develops node_modules/.bundled
	@exec $(VENV)/python -m pytest -n 2 --dist worksteal $(if $(COVERAGE),--cov --cov-report=term)

check: setup ## Check format, style, types, imports, templates, settings and migrations
	@$(MAKE) --jobs=2 --output-sync --keep-going --no-print-directory $(CHECKS:%=check-%)

bench: ## Install what benchmarks need, LibreOffice included, and measure what must be fast, as ratios within one run
	$(SET_UP) bench
	$(INSTALL) .venv/.develops node_modules/.bundled
	@exec $(VENV)/python -m tests.bench

check-types:
	$(VENV)/mypy .
check-imports:
	$(VENV)/lint-imports
check-migrations:
	$(VENV)/python manage.py makemigrations --check --dry-run
check-settings:
	EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend $(VENV)/python manage.py check --deploy --fail-level WARNING
check-templates:
	$(VENV)/djlint --quiet --check --lint templates
check-style:
	$(VENV)/ruff check .
check-format:
	$(VENV)/ruff format --check .

.venv/bin/uv:
	echo "Making .venv …"
	$(PYTHON) -m venv --clear .venv
	$(VENV)/python -m pip --disable-pip-version-check install --quiet "$$(grep -o 'uv==[0-9.]*' pyproject.toml)"

.venv/.runs: uv.lock pyproject.toml | .venv/bin/uv
	echo "Installing Python packages …"
	$(UV_SYNC) --no-default-groups --group meaning --inexact
	touch $@

.venv/.develops: uv.lock pyproject.toml | .venv/bin/uv
	echo "Installing Python packages …"
	$(UV_SYNC)
	touch $@ .venv/.runs

# Node.js comes as a Python package where the machine has none that reads the lock file.
node_modules/.installed: package-lock.json package.json | .venv/bin/uv
	echo "Installing front-end packages …"
	npm --version 2>/dev/null | grep -Eq '^([7-9]|[1-9][0-9]+)\.' || $(UV_SYNC) --only-group node --inexact
	PATH="$(CURDIR)/$(VENV):$$PATH" $(NPM_CI) >/dev/null
	touch $@

node_modules/.bundled: node_modules/.installed $(wildcard foi/bundles/*.js)
	PATH="$(CURDIR)/$(VENV):$$PATH" npm run --silent build
	touch $@
