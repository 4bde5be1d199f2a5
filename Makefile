# Everything you do with this folder. `make run` and `make test` need nothing but Python 3.11 or newer.

# Works from any folder (make -f /some where/Makefile run) and where the path holds spaces.
HERE := $(shell dirname "$$(realpath "$(wordlist 1,99,$(MAKEFILE_LIST))")")
IN := cd "$(HERE)" &&
PY := .venv/bin/python
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
PORT ?= 8000
# Two processes use two cores; more only wait for the database.
PROCESSES ?= 2

.PHONY: help run test bench fmt lint lock clean-demo clean-test python

help:
	@echo "make run         the product with a demo municipality at http://127.0.0.1:$(PORT)"
	@echo "make test        checks and all tests"
	@echo "make bench       how fast the pages are with 10,000 children"
	@echo "make fmt         format the code"
	@echo "make lint        the checks without the tests"
	@echo "make lock        lock the newest versions of requirements/*.in"
	@echo "make clean-demo  remove the demo's data"

python:
	@test -n "$(PYTHON)" || { echo "Opsporing needs Python 3.11 or newer. Install it, or: make run PYTHON=/path/to/python3.12" >&2; exit 1; }

run: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && PORT="$(PORT)" exec $(PY) -m tools run

test: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py --browser && exec $(PY) -m tools.checks --tests --processes "$(PROCESSES)"

lint: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && exec $(PY) -m tools.checks

bench: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && exec $(PY) -m tools bench $(BENCH)

fmt: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && $(PY) -m ruff check --fix --quiet .; $(IN) $(PY) -m ruff format .

lock: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && for name in base dev uv; do \
		$(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links --output-file "requirements/$$name.txt" "requirements/$$name.in" || exit 1; done

clean-demo: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && exec $(PY) -m tools clean demo

clean-test: python
	@$(IN) "$(PYTHON)" tools/bootstrap.py && exec $(PY) -m tools clean test
