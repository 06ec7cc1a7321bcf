# `make demo` and `make test` do all their own set-up: Python 3.11 or newer, gcc and make are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PACKAGES := --no-deps --no-build-isolation -e packages/libmultiprocess -e packages/dashcore
# compiled once here: processes start three times faster, also where Python may not write its caches
INSTALL_PACKAGES = $(BIN)/pip install --quiet $(PACKAGES) && $(BIN)/python -m compileall -q packages
MANIFESTS := packages/libmultiprocess/pyproject.toml packages/dashcore/pyproject.toml

.PHONY: demo test soak fuzz run gui lint bench schema screenshots translations wheels clean

demo: $(RUNTIME)
	$(BIN)/python examples/demo.py

run: $(RUNTIME)
	$(BIN)/dash-node -regtest -printtoconsole -debug=ipc $(ARGS)

# The screen on regtest, with a node and wallets of its own. (Its Qt comes with the set-up for tests.)
gui: $(DEV)
	$(BIN)/dash-gui -regtest $(ARGS)

test: $(DEV)
	$(BIN)/python -m pytest $(ARGS)

# The long form of what `make test` tries in short: random deaths, hostile peers.
soak: $(DEV)
	$(BIN)/python -m pytest -m soak $(ARGS)

# Peers that send anything at all: decoders, transports, whole conversations.
fuzz: $(DEV)
	$(BIN)/python -m pytest tests/property/net --hypothesis-profile=fuzz --timeout=0 $(ARGS)

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy packages/libmultiprocess/src packages/dashcore/src tests examples bench tools
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python -m libmultiprocess.mpgen dashcore.ipc.schema:SCHEMA --capnp packages/dashcore/schema --stubs packages/dashcore/src/dashcore/ipc/stubs --check

# Write the .capnp files and stubs anew from the interfaces.
schema: $(DEV)
	$(BIN)/python -m libmultiprocess.mpgen dashcore.ipc.schema:SCHEMA --capnp packages/dashcore/schema --stubs packages/dashcore/src/dashcore/ipc/stubs

# Pictures of dash-gui's pages for docs/img; ARGS=--all adds every dialog.
screenshots: $(DEV)
	QT_QPA_PLATFORM=offscreen PYTHONPATH=tests/support $(BIN)/python tools/screenshots.py $(ARGS)

# Bring dash-gui's language files up to date with its texts, and compile them; ARGS="--add fr" begins a language.
translations: $(DEV)
	$(BIN)/python tools/translations.py $(ARGS)

bench: $(DEV)
	$(BIN)/python bench/ipc.py
	$(BIN)/python bench/import_chain.py
	$(BIN)/python bench/sync.py
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/separation.py
	QT_QPA_PLATFORM=offscreen PYTHONPATH=tests/support $(BIN)/python bench/screen.py

# Wheels of both packages in dist/, dashcore's hot modules compiled by mypyc.
wheels: $(RUNTIME)
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist packages/libmultiprocess
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/pip wheel --quiet --no-deps --wheel-dir dist packages/dashcore

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/runtime.lock $(MANIFESTS) | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/runtime.lock
	$(INSTALL_PACKAGES)
	touch $@

$(DEV): requirements/dev.lock $(MANIFESTS) | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.lock
	$(INSTALL_PACKAGES)
	touch $@ $(RUNTIME)

clean:
	rm -rf $(VENV)
