# `make run` and `make test` are all a newcomer needs; everything else is for those who change the portal.
# The Python of the system is built for speed and mended by it; one compiled by hand may take twice as long for everything.
SYSTEM = /usr/bin/python3
SUITS = import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(shell $(SYSTEM) -c "$(SUITS)" 2>/dev/null && echo $(SYSTEM) || echo python3)
export PORT ?= 8000
export PYTHONUTF8 = 1
# What is compiled once is read by every process that the tests start.
unexport PYTHONDONTWRITEBYTECODE
RUN = .venv/bin/python -m
TESTS ?= tests
# Tests that start processes or a browser mostly wait for them: two workers more than there are processors.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 2)
export RULES ?=

.PHONY: help run test mutants check hops bench sbom ninth format setup clean

help:
	@echo "make run    start the portal on http://127.0.0.1:$(PORT)/ with everything it needs (PORT=... for another)"
	@echo "make test   run the whole suite (TESTS=tests/petitions for a part)"
	@echo "make mutants  turn rules of law and rights round and see whether the tests notice (RULES=workdays for a part)"
	@echo "make check  lint, format, types, import rules, migrations, messages, deploy settings"
	@echo "make hops   count the files and functions that a letter, an application, a step and an entry cross"
	@echo "make bench  what the main pages cost beside the least that their rows need (CASES=100000 for more letters)"
	@echo "make sbom   list every part of the portal as CycloneDX, in var/sbom-*.json"
	@echo "make load   how many letters a second the whole portal takes over HTTP, its worker at work (SENDERS=16 SECONDS=30)"
	@echo "make ninth  the suite and the checks in a clone with a ninth office"
	@echo "make format put the code in its usual form"

setup:
	@$(PYTHON) -c "" 2>/dev/null || { echo "Python is missing: install Python 3.11 to 3.14 (Debian and Ubuntu: apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) scripts/environment.py
	@$(RUN) caojiadu.embedded.messages

run: setup
	@exec $(RUN) caojiadu.embedded

test: setup
	@$(RUN) scripts.browser
	@$(RUN) pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=20 $(TESTS)

mutants: setup
	@$(RUN) scripts.mutants

check: setup
	@$(RUN) scripts.check

hops: setup
	@$(RUN) pytest -n 0 -q --tb=line tests/hops.py

bench: setup
	@$(RUN) pytest -n 0 -q -s --tb=short tests/bench.py

sbom: setup
	@$(RUN) scripts.parts_list

load: setup
	@$(RUN) scripts.load

ninth: setup
	@$(RUN) scripts.ninth_office

format: setup
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

clean:
	rm -rf .venv node_modules static/vendor
