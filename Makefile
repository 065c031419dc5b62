# The one front door: CI calls these too.
PYTHON ?= python

.PHONY: check lint types test slow coverage slow-coverage constraints figures help-in-readme

check: lint types test

lint:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

slow:  # the browser's alone, since they wait for what is seen
	$(PYTHON) -m pytest -n 0 -m slow tests/browser
	$(PYTHON) -m pytest -n 2 --dist loadfile -m slow --ignore tests/browser

coverage:
	$(PYTHON) -m pytest -m "slow or not slow" --cov --cov-report=term

slow-coverage:  # of the long suites, added to that of quick tests run with --cov
	$(PYTHON) -m pytest -n 0 -m slow tests/browser --cov --cov-append --cov-report= --cov-fail-under=0
	$(PYTHON) -m pytest -n 2 --dist loadfile -m slow --ignore tests/browser --cov --cov-append --cov-report=term

constraints:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --upgrade --output-file constraints.txt

help-in-readme:
	$(PYTHON) -m tests.readme
