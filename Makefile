# The commands of this repository. `make demo` to see it, `make test` to check it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A month large enough to look at, small enough to wait for; `rukun demo` by itself plays 20,000 reports.
DEMO ?= --reports 8000
PORT ?= 8000
# The labelled month that the integrity table is measured on: another one each time, or the one you name.
SEED ?= $(shell date +%s)

.PHONY: setup demo test lint bench api messages docs pictures spark access sbom audit lock structure clean

# Python's packages and npm's come side by side: a first start takes a minute, not two.
setup:
	@$(MAKE) --no-print-directory --jobs=2 $(VENV)/.ready rukun/channels/web/static/built/.ready rukun/locale/.ready

# uv fetches and unpacks side by side: ten seconds where pip takes a minute. Where only pip knows the way to a mirror,
# pip goes.
$(VENV)/.ready: requirements.lock deploy/locks/uv.lock pyproject.toml CHANGELOG.md
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r deploy/locks/uv.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	    || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

node_modules/.ready: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

rukun/channels/web/static/built/.ready: node_modules/.ready $(shell find frontend -type f 2>/dev/null)
	npm run --silent build
	touch $@

rukun/locale/.ready: $(VENV)/.ready $(shell find rukun/locale -name '*.po' 2>/dev/null)
	$(BIN)/python tools/messages.py compile
	touch $@

demo: setup
	$(BIN)/rukun demo $(DEMO) --port $(PORT)

test: setup
	$(BIN)/python tests/run.py

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	npm run --silent lint

bench: setup
	$(BIN)/rukun bench $(BENCH)
	$(BIN)/rukun bench desk 100000 5000000
	$(BIN)/rukun bench portal 100000 3000000
	$(BIN)/rukun bench integrity --seed $(SEED)

# The types by which our own pages read the API, from its description.
api: setup
	$(BIN)/python tools/describe.py | node frontend/api.mjs > frontend/src/api/described.ts.new
	mv frontend/src/api/described.ts.new frontend/src/api/described.ts

messages: setup
	$(BIN)/python tools/messages.py

# How an empty database looks after all migrations, for both engines: after every new migration.
structure: setup
	$(BIN)/python tools/structure.py

# Who may ask for what: every address is asked for as every role, and put down in docs/security/access.md.
access: setup
	$(BIN)/python tools/access.py

# A CycloneDX bill of materials from the lock files, for any scanner; and what npm knows of our tools (needs a network).
sbom: setup
	$(BIN)/python tools/supply.py sbom
audit: setup
	$(BIN)/python tools/supply.py licences > /dev/null
	npm audit

# The documentation as a site, in var/site: strict, and without anything from elsewhere.
docs: setup var/docs-venv/.ready var/pictures/.ready
	PYTHONPATH=tools $(BIN)/python -m handbook
	NO_MKDOCS_2_WARNING=1 var/docs-venv/bin/mkdocs --quiet build --strict --config-file var/site-source/mkdocs.yml
	@echo "var/site/index.html"

var/docs-venv/.ready: deploy/locks/docs.lock
	$(PYTHON) -m venv var/docs-venv
	var/docs-venv/bin/python -m pip install --quiet --require-hashes -r deploy/locks/docs.lock
	touch $@

# Pictures of the screens for the guides, from a demonstration; again when a screen or a guide's picture changed.
pictures: setup
	PYTHONPATH=tools $(BIN)/python -m handbook.pictures

var/pictures/.ready: docs/guides/pictures.toml $(shell find rukun/channels/web/templates frontend rukun/locale -name '*.html' -o -name '*.ts' -o -name '*.css' -o -name '*.po')
	$(MAKE) pictures
	mkdir -p var/pictures
	touch $@

# For those who ask years of open data on a cluster; its test runs where this was installed.
spark: setup
	$(BIN)/python -m pip install --require-hashes -r deploy/locks/spark.lock

# What fetches; everything we use; of it, what runs a city, and what builds its wheel (for images and hosts, without our
# tools); and what builds the documentation.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url
lock: setup
	$(COMPILE) --extra dev pyproject.toml -o requirements.lock
	echo uv | $(COMPILE) -c requirements.lock - -o deploy/locks/uv.lock
	$(COMPILE) -c requirements.lock pyproject.toml -o deploy/locks/running.lock
	echo "pyspark>=4.3,<5" | $(COMPILE) - -o deploy/locks/spark.lock
	echo hatchling | $(COMPILE) -c requirements.lock - -o deploy/locks/building.lock
	$(COMPILE) -c requirements.lock --group docs -o deploy/locks/docs.lock

clean:
	rm -rf $(VENV) node_modules rukun/channels/web/static/built var
