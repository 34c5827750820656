# make demo    read samples/ (or ARGS="your files") into a fresh store and open the desk on it;
#              ARGS=--no-open starts it, asks it one question and ends
# make test    the tests
# make check   format, lint, types, import contracts, dependencies, docs, house rules, quality floors
# make docs-site  the pages of docs/ as a site, in build/site
# make eval    accuracy against the reference readings, where ../shared (or KHABAR_SHARED) has them
# make bench   articles a second, memory, stages, engines, stores and others' tools side by side;
#              ARGS="--sizes 1000 10000 --minutes 75" for more than a quarter of an hour
# make fuzz    look for bytes that break a parser of ours (ARGS="times --seconds 600" for one)
# demo and test set everything up by themselves; `make requirements` renews the pins.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
RUN := .venv/.installed-run
DEV := .venv/.installed-dev
EVAL := .venv/.installed-eval
FUZZ := .venv/.installed-fuzz
PAGES := .venv/.installed-pages
BROWSER := .venv/.installed-browser
SCANS := .venv/.installed-scans
FTM := .venv/.installed-ftm
STATIC := src/khabar/serve/static
export PYTHONUTF8 := 1

.PHONY: help demo test check format lint types contracts docs docs-site check-docs check-rules check-floors eval bench fuzz requirements clean

help:
	@sed -n 's/^# //p' Makefile

$(RUN): requirements/run.txt pyproject.toml tools/setup.sh
	@bash tools/setup.sh run

$(DEV): requirements/dev.txt $(RUN)
	@bash tools/setup.sh dev

$(EVAL): requirements/eval.txt $(DEV)
	@bash tools/setup.sh eval

$(FUZZ): requirements/fuzz.txt $(DEV)
	@bash tools/setup.sh fuzz

$(PAGES): $(STATIC)/package.json $(STATIC)/package-lock.json $(wildcard $(STATIC)/bundle/*) \
  tools/vendor.py | $(RUN)
	@bash tools/setup.sh pages

$(BROWSER): tests/browser/package-lock.json | $(RUN)
	@bash tools/setup.sh browser

demo: $(RUN) $(PAGES)
	@bash tools/demo.sh $(ARGS)

$(SCANS): | $(RUN)
	@bash tools/setup.sh scans

$(FTM): requirements/ftm.txt | $(DEV)
	@bash tools/setup.sh ftm

test: $(DEV) $(PAGES) $(BROWSER) $(SCANS) $(FTM)
	$(PY) -m pytest $(ARGS)

check: lint types contracts check-docs check-rules check-floors

format: $(DEV)
	$(PY) -m ruff format src tools tests training
	$(PY) -m ruff check --fix src tools tests training

lint: $(DEV)
	$(PY) -m ruff format --check src tools tests training
	$(PY) -m ruff check src tools tests training

types: $(DEV)
	$(PY) -m mypy src tools training

contracts: $(DEV)
	.venv/bin/deptry src
	.venv/bin/lint-imports --no-cache

docs: $(DEV)
	$(PY) tools/check_docs.py --write

docs-site: $(DEV)
	.venv/bin/mkdocs build --strict --quiet

check-docs: $(DEV)
	$(PY) tools/check_docs.py

check-rules: $(DEV)
	$(PY) tools/check_rules.py

check-floors: $(DEV)
	$(PY) tools/check_floors.py

eval: $(EVAL)
	$(PY) tools/eval.py $(ARGS)

bench: $(EVAL)
	$(PY) tools/bench.py $(ARGS)

fuzz: $(FUZZ)
	$(PY) tools/fuzz_parsers.py $(ARGS)

PIN := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"
requirements:
	test -x .venv/bin/uv
	$(PIN) --group build -o requirements/run.txt
	$(PIN) --group build --extra dev -c requirements/run.txt -o requirements/dev.txt
	$(PIN) --extra ftm -c requirements/dev.txt -o requirements/ftm.txt
	$(PIN) --extra eval -c requirements/dev.txt -o requirements/eval.txt
	$(PIN) --extra fuzz -c requirements/dev.txt -o requirements/fuzz.txt

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
