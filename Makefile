# A fresh machine needs Python 3.11 or newer, git and make; nothing else, no compiler.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export UV_HTTP_TIMEOUT ?= 180
export UV_PYTHON_DOWNLOADS = never
export UV_PROJECT_ENVIRONMENT = .venv
# bytecode is kept: without it every process of the tests compiles every library again
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
STAMP := .venv/.ready
UV := .venv-uv/bin/uv

.PHONY: setup demo test test-all coverage lint types quick slow science bench fuzz docs wheel-check clean

setup: $(STAMP)

$(UV):
	$(PYTHON) -m venv .venv-uv
	.venv-uv/bin/pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

# everything in the versions of uv.lock; done again only when one of these changed
$(STAMP): $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --quiet --compile-bytecode --python $(PYTHON) --group dev --all-extras
	@touch $@

demo: $(STAMP)
	@mkdir -p build/demo
	$(BIN)/pairbond report --example barkalifa_sample1 --out build/demo/report.html
	$(BIN)/pairbond report --example barkalifa_sample1 --couple 212 --research --model theory --out build/demo/one-couple.html
	$(BIN)/pairbond report --example simulated_cycle --research --model theory --out build/demo/simulated.html
	$(BIN)/pairbond lab --out build/demo/lab.html
	@echo "build/demo/report.html: 80 real couples. one-couple.html: the theory is asked about one of them and cannot say anything."
	@echo "build/demo/simulated.html: it is asked about a simulated couple, and answers."

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/pyright -p pyproject.toml

quick: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

slow: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile -m slow

test: lint types quick

test-all: test slow

# lines that the fast tests run
coverage: $(STAMP)
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow" --cov=pairbond --cov-report=term:skip-covered

science: $(STAMP)
	$(BIN)/pytest science -n 2

bench: $(STAMP)
	$(BIN)/python -m benchmarks

fuzz: $(STAMP)
	$(BIN)/python -m fuzz

docs: $(STAMP)
	$(BIN)/sphinx-build -W --keep-going -b html docs build/docs

wheel-check: $(STAMP)
	PYTHON=$(PYTHON) UV=$(UV) .ci/wheel-check

clean:
	rm -rf .venv .venv-uv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
