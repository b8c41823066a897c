# The commands of the project. `make` alone lists them. All of them set up what they need first, once.

PYTHON ?= python3
PORT ?= 8000
export PMKG_HOME ?= .pmkg

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
AUDIT_VENV := .venv-audit
AUDIT_BIN := $(AUDIT_VENV)/bin
AUDIT_READY := $(AUDIT_VENV)/.ready
EXAMPLE := examples/melanoma-braf-v600e.json
NODE := $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && command -v npm)
CHROMIUM ?= /usr/bin/chromium
WRK ?= /usr/bin/wrk
MIRROR := $(firstword $(wildcard $(PMKG_MIRROR) mirror ../shared/data))

UI_SOURCES := $(shell find ui/src ui/public ui/scripts -type f -not -path '*/generated/*' 2>/dev/null) $(wildcard ui/*.json ui/*.ts ui/index.html tests/golden/schema.graphql)

.DEFAULT_GOAL := help
.PHONY: help setup run ui build test test-ui test-browser test-browser-mirror test-mirror test-neo4j test-neo4j-mirror test-kills soak lint lint-ui types layers check audit sbom bench docs docs-tumors docs-pages wheel lock

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with the locked packages and this project in it

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    { echo "pmkg needs Python 3.11 or newer as $(PYTHON); name another with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "setting up $(VENV), once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## answer an example and serve the pages and GraphQL (PORT=8000), after building a release where none stands
ifeq ($(NODE),)
	@echo "Node 20.19 or newer is not here: the clinicians' pages are not built. GraphQL and the command line work without them." >&2
else
	@test ! -d ui || $(MAKE) --no-print-directory ui || echo "the clinicians' pages could not be built; GraphQL works without them" >&2
endif
	@$(BIN)/pmkg ledger --limit 1 >/dev/null 2>&1 || $(BIN)/pmkg build
	@$(BIN)/pmkg releases
	@$(BIN)/pmkg ask drugs --signature $(EXAMPLE)
	@$(BIN)/pmkg serve --port $(PORT) || test $$? -eq 130

ui: ui/dist/index.html ## build the clinicians' pages into ui/dist (Node 20.19 or newer)

ui/dist/index.html: ui/node_modules/.ready $(UI_SOURCES)
	@echo "building the clinicians' pages"
	@cd ui && npm run --silent build >/dev/null

ui/node_modules/.ready: ui/package-lock.json
ifeq ($(NODE),)
	@echo "the pages need Node 20.19 or newer and npm; on Debian and Ubuntu: apt install nodejs npm, or see nodejs.org" >&2
	@exit 1
endif
	@echo "installing the packages of the pages, once"
	@cd ui && npm ci --silent --no-audit --no-fund
	@touch $@

build: setup ## build a new release from the sources
	@$(BIN)/pmkg build

test: setup ## run the tests that need neither mirror nor server nor network
	@$(BIN)/python -m pytest -q -n auto -m "not mirror and not neo4j"

test-ui: ui/node_modules/.ready ## run the tests of the pages' parts
	@cd ui && npm test --silent

test-browser: setup ui $(CHROMIUM) ## run the journeys through the pages in Debian's Chromium, on the starter's release
	@cd ui && CHROMIUM="$(CHROMIUM)" PMKG_PYTHON="$(abspath $(BIN))/python" npm run --silent test:browser

$(CHROMIUM):
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; \
	else \
	    echo "the pages are tested in Chromium, which is not at $@: apt install chromium, or name one with CHROMIUM=" >&2; exit 1; \
	fi

test-mirror: setup ## run the tests on real sources (PMKG_MIRROR, ./mirror or ../shared/data)
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: nothing was tested on real data. Set PMKG_MIRROR." >&2
	@test "$$CI" != true
else
	@PMKG_MIRROR="$(abspath $(MIRROR))" $(BIN)/python -m pytest -q -n auto -m "mirror and not neo4j"
endif

test-browser-mirror: ## run the main journeys through the pages on real sources (also part of test-mirror, which shares its release)
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: no journey was made on real data. Set PMKG_MIRROR." >&2
	@test "$$CI" != true
else
	@PMKG_MIRROR="$(abspath $(MIRROR))" CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest -q -m "mirror and browser"

test-browser-mirror: setup ui $(CHROMIUM)
endif

test-neo4j: setup ## run the tests on Neo4j: the server that PMKG_TEST_NEO4J names, else one that it starts (Java 17, Maven)
	@$(BIN)/python tests/neo4j/community_server.py $(BIN)/python -m pytest -q -m "neo4j and not mirror"

test-neo4j-mirror: setup ## run the worked cases on real sources on Neo4j and on the embedded store (Java 17, Maven)
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: nothing was compared on real data. Set PMKG_MIRROR." >&2
	@test "$$CI" != true
else
	@PMKG_MIRROR="$(abspath $(MIRROR))" $(BIN)/python tests/neo4j/community_server.py $(BIN)/python -m pytest -q -m "neo4j and mirror"
endif

test-kills: setup ## kill servers, schedules and builds at random points, 100 rounds each, and see that nothing is lost (minutes)
	@PMKG_SOAK_ROUNDS=100 $(BIN)/python -m pytest -q -rA -n auto --dist worksteal tests/kills

soak: setup ## kill servers, schedules and builds for 100 rounds each, Neo4j for 100, and let 100 days of the schedule go by (hours)
	@PMKG_SOAK_ROUNDS=100 $(BIN)/python -m pytest -q -rA tests/kills tests/ingest/test_day_of_schedule.py
	@PMKG_SOAK_ROUNDS=100 $(BIN)/python tests/neo4j/community_server.py $(BIN)/python -m pytest -q -rA -m neo4j tests/neo4j/test_killed_server.py

lint: setup ## check style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

lint-ui: ui/node_modules/.ready ## check style and types of the pages
	@cd ui && npm run --silent lint

types: setup ## check types
	@$(BIN)/mypy src loaders tests docs/generate.py docs/generate_real_tumors.py

layers: setup ## check that imports run one way
	@$(BIN)/lint-imports

check: lint types layers test ## everything that needs no mirror

audit: $(AUDIT_READY) ## hold the locked packages against the advisories (AUDIT_OFFLINE=allowed: no network is no failure)
	@$(AUDIT_BIN)/python .ci/audit.py $(if $(filter allowed,$(AUDIT_OFFLINE)),--offline-allowed) \
	    $(AUDIT_BIN)/pip-audit --requirement requirements.lock --require-hashes --disable-pip --progress-spinner off

sbom: $(AUDIT_READY) ## write what is shipped, as CycloneDX, into dist
	@mkdir -p dist
	@$(AUDIT_BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o dist/pmkg.cdx.json requirements.lock
ifeq ($(NODE),)
	@echo "Node is not here: the packages of the pages are not listed" >&2
else
	@cd ui && npm sbom --package-lock-only --omit dev --sbom-format cyclonedx > ../dist/pmkg-ui.cdx.json
endif
	@ls dist/*.cdx.json

$(AUDIT_READY): requirements-audit.lock
	@$(PYTHON) -m venv $(AUDIT_VENV)
	@$(AUDIT_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@

bench: setup $(WRK) ## measure speed and size on a mirror, and a server under load; results go to benchmarks/results
	@$(BIN)/python -m benchmarks.run

$(WRK):
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -qq -y --no-install-recommends wrk; \
	else \
	    echo "load comes from wrk, which is not at $@: apt install wrk, or name one with WRK=" >&2; exit 1; \
	fi

docs: setup ## write the generated documents anew, from the catalog and the current release
	@$(BIN)/python docs/generate.py --home $(PMKG_HOME)

docs-tumors: setup ## write docs/real-tumors.md anew: every tumor of TCGA in the mirror, asked of the current release
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: there are no tumors to ask about. Set PMKG_MIRROR." >&2
	@exit 1
else
	@$(BIN)/python -m docs.generate_real_tumors --mirror "$(abspath $(MIRROR))" --home $(PMKG_HOME)
endif

docs-pages: ## write the pictures of the pages in docs/pages anew
	@PMKG_SCREENSHOTS="$(abspath docs/pages)" $(MAKE) --no-print-directory test-browser

wheel: setup ## build the wheel into dist
	@$(BIN)/python -m build --no-isolation --wheel

lock: setup ## resolve the dependencies anew into requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group audit -o requirements-audit.lock
