# The commands of the project. `make` alone lists them. All of them set up what they need first, once.

PYTHON ?= python3
PORT ?= 8000
export PMKG_HOME ?= .pmkg

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXAMPLE := examples/melanoma-braf-v600e.json
MIRROR := $(firstword $(wildcard $(PMKG_MIRROR) mirror ../shared/data))

.DEFAULT_GOAL := help
.PHONY: help setup run build test test-mirror test-neo4j lint types layers check bench docs docs-tumors wheel lock

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

run: setup ## answer an example and serve GraphQL (PORT=8000), after building a release where none stands
	@$(BIN)/pmkg ledger --limit 1 >/dev/null 2>&1 || $(BIN)/pmkg build
	@$(BIN)/pmkg releases
	@$(BIN)/pmkg ask drugs --signature $(EXAMPLE)
	@$(BIN)/pmkg serve --port $(PORT) || test $$? -eq 130

build: setup ## build a new release from the sources
	@$(BIN)/pmkg build

test: setup ## run the tests that need neither mirror nor server nor network
	@$(BIN)/python -m pytest -q -m "not mirror and not neo4j and not browser"

test-mirror: setup ## run the tests on real sources (PMKG_MIRROR, ./mirror or ../shared/data)
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: nothing was tested on real data. Set PMKG_MIRROR." >&2
	@test "$$CI" != true
else
	@PMKG_MIRROR="$(abspath $(MIRROR))" $(BIN)/python -m pytest -q -m mirror
endif

test-neo4j: setup ## run the tests on Neo4j: the server that PMKG_TEST_NEO4J names, else one that it starts (Java 17, Maven)
	@$(BIN)/python tests/neo4j/community_server.py $(BIN)/python -m pytest -q -m neo4j

lint: setup ## check style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## check types
	@$(BIN)/mypy src loaders tests docs/generate.py docs/generate_real_tumors.py

layers: setup ## check that imports run one way
	@$(BIN)/lint-imports

check: lint types layers test ## everything that needs no mirror

bench: setup ## measure speed and size on a mirror; results go to benchmarks/results
	@$(BIN)/python -m benchmarks.run

docs: setup ## write the generated documents anew, from the catalog and the current release
	@$(BIN)/python docs/generate.py --home $(PMKG_HOME)

docs-tumors: setup ## write docs/real-tumors.md anew: every tumor of TCGA in the mirror, asked of the current release
ifeq ($(MIRROR),)
	@echo "NO MIRROR OF THE SOURCES IS HERE: there are no tumors to ask about. Set PMKG_MIRROR." >&2
	@exit 1
else
	@$(BIN)/python -m docs.generate_real_tumors --mirror "$(abspath $(MIRROR))" --home $(PMKG_HOME)
endif

wheel: setup ## build the wheel into dist
	@$(BIN)/python -m build --no-isolation --wheel

lock: setup ## resolve the dependencies anew into requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock
