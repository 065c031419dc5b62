# The one front door: CI calls these too.
PYTHON ?= python
ADDED = --cov --cov-append --cov-report= --cov-fail-under=0

.PHONY: check lint types test slow coverage slow-coverage constraints figures help-in-readme

check: lint types test

lint:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

slow:
	$(PYTHON) -m pytest -n 2 --dist loadfile -m slow

coverage:
	$(PYTHON) -m pytest -m "slow or not slow" --cov --cov-report=term

# The coverage of the long suites, added to that of quick tests run with --cov. What fails beside
# another suite, where browsers wait for what is seen, is run once more, alone.
slow-coverage:
	$(PYTHON) -m pytest -n 2 --dist loadfile -m slow $(ADDED) \
	  || $(PYTHON) -m pytest -n 0 -m slow --last-failed --last-failed-no-failures none $(ADDED)
	$(PYTHON) -m coverage report

constraints:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --upgrade --output-file constraints.txt

help-in-readme:
	$(PYTHON) -m tests.readme
