# make demo   a bare machine with Python 3.11+ and make: set up, check the library, run the published examples, build the docs
# make test   the same set-up with the test tools, then lint, types, import contracts and the whole test-suite
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first interpreter that really starts and is new enough; `make PYTHON=/some/python demo` overrides the search.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; exit; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST_WORKERS ?= 2
# How many times the rounds of an ordinary test run `make fuzz` takes.
FUZZ ?= 20
FOOTRULE := $(BIN)/footrule
DEMO_STANDARD ?= catena-x/verification@2.0
DEMO_EXAMPLE ?= Table 8, company B1 (cxvf2-table8-3pvs-cascade)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The project itself comes last, without dependencies and without build isolation: everything else is pinned by hash.
SELF := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help demo test lock docs fuzz seeded-edits strength bench vsix lint campaign conformance clean

help:
	@sed -n 's/^# make/make/p' Makefile
	@echo "also: make lint, docs, fuzz, bench, strength, vsix, lock, clean"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "footrule needs Python 3.11 or later; none was found (try: make PYTHON=/path/to/python3 ...)"; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	@echo "setting up $(VENV) ..."
	@"$(PYTHON)" -m venv "$(VENV)" || { rm -rf "$(VENV)"; exit 2; }

$(VENV)/docs.stamp: requirements/docs.lock pyproject.toml | $(BIN)/python
	@echo "installing from requirements/docs.lock ..."
	@$(PIP) install --require-hashes --requirement requirements/docs.lock
	@$(SELF)
	@touch $@

# After docs.stamp, so that `make -j` never runs two installers on one environment.
$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml $(VENV)/docs.stamp | $(BIN)/python
	@echo "installing from requirements/dev.lock ..."
	@$(PIP) install --require-hashes --requirement requirements/dev.lock
	@$(SELF)
	@touch $@

demo: $(VENV)/docs.stamp
	$(FOOTRULE) check --all
	$(FOOTRULE) docs --out site
	$(FOOTRULE) run $(DEMO_STANDARD) --example "$(DEMO_EXAMPLE)" --explain
	$(FOOTRULE) test --all
	@echo
	@echo "documentation: file://$(CURDIR)/site/index.html"

test: $(VENV)/dev.stamp lint
	$(BIN)/pytest -n $(PYTEST_WORKERS)

# 150 edits of library files with known effect, compared with what they were; prints what was missed or falsely told.
seeded-edits: $(VENV)/dev.stamp
	$(BIN)/python -m tests.editions.seeded_edits 150

# Every case of every committed suite put to our own Python calculators through every carrier; takes many minutes.
conformance: $(VENV)/dev.stamp
	FOOTRULE_WHOLE_SUITES=1 $(BIN)/pytest -s -n 0 tests/conformance/test_command_carriers.py
	$(BIN)/python benchmarks/conformance.py

# Every mistake against every suite of the library; writes the records the tests hold the suites to. Minutes.
strength: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/strength.py

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/docs.stamp
	$(FOOTRULE) docs --out site

fuzz: $(VENV)/dev.stamp
	FOOTRULE_FUZZ=$(FUZZ) $(BIN)/pytest -n $(PYTEST_WORKERS) -m fuzz

bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/editor.py

# The VS Code extension: its client bundled by npm, packaged by vsce, or by its documented layout where vsce cannot run.
VSCODE := dsl/editors/vscode
vsix: $(VENV)/docs.stamp
	$(BIN)/python $(VSCODE)/grammar.py --check
	cd $(VSCODE) && npm ci --ignore-scripts --no-audit --no-fund && npm run bundle
	cd $(VSCODE) && npm run package || $(abspath $(BIN))/python package.py footrule.vsix
	@echo "extension: $(VSCODE)/footrule.vsix"

# run.lock: what a calculator needs; docs.lock: and the documentation site; dev.lock: and tests, types, lint.
# The widest is solved first and holds the others to its versions. Compile with the oldest supported Python.
PIP_COMPILE = .venv-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --build-deps-for editable \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock:
	@test -x .venv-lock/bin/pip-compile || { "$(PYTHON)" -m venv .venv-lock && \
		.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install 'pip-tools>=7.6,<8'; }
	$(PIP_COMPILE) $(UPGRADE) --extra docs --extra lca --extra lint --extra lsp --extra sheets --extra parquet --extra test --extra verify \
		--output-file requirements/dev.lock pyproject.toml
	$(PIP_COMPILE) --constraint requirements/dev.lock --extra docs --output-file requirements/docs.lock pyproject.toml
	$(PIP_COMPILE) --constraint requirements/dev.lock --output-file requirements/run.lock pyproject.toml

campaign: $(VENV)/dev.stamp
	@mkdir -p build
	$(BIN)/python -m tests.proofs.seeded_defects 200 build/seeded_defects.md $(SEED)

clean:
	rm -rf $(VENV) .venv-lock site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .footrule .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
