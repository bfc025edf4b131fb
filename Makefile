# The one front door: readers, authors and the continuous build use the same commands.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eo pipefail -c
PYTHON := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help book html pdf epub test faults reproduce release links newest chapter lint workflows audit lock serve binder address clean distclean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

book: .venv/book.stamp ## Build the book, HTML, EPUB and PDF; installs what is missing
	@tools/system.sh pdf && $(PYTHON) tools/build.py html epub pdf || { \
	  code=$$?; if [ $$code -eq 3 ]; then echo "Building HTML and EPUB without the PDF."; $(PYTHON) tools/build.py html epub; else exit $$code; fi; }

html: .venv/book.stamp ## Build the HTML only
	@$(PYTHON) tools/build.py html

pdf: .venv/book.stamp ## Build the PDF only
	@tools/system.sh pdf
	@$(PYTHON) tools/build.py pdf

epub: .venv/book.stamp ## Build the EPUB only
	@$(PYTHON) tools/build.py epub

test: .venv/test.stamp ## Run all tests; installs what is missing
	@tools/system.sh pdf test
	@$(PYTHON) -m ruff check csto tools tests data
	@$(PYTHON) -m ruff format --check csto tools tests data
	@$(PYTHON) tools/build.py html epub pdf
	@$(PYTHON) -m pytest -n 2

faults: .venv/test.stamp ## Run the long tests: interrupted builds, full disks, every seeded fault
	@tools/system.sh pdf test
	@$(PYTHON) -m pytest -n 2 -m long

reproduce: .venv/book.stamp ## Build the last commit twice, elsewhere and otherwise, and compare
	@$(PYTHON) tools/reproduce.py

release: .venv/book.stamp ## Gather the editions, the data and their checksums in _build/release
	@$(MAKE) --no-print-directory book
	@$(PYTHON) tools/release.py $(TAG)

chapter: ## Begin a chapter: make chapter NAME=part/name
	@python3 tools/chapter.py $(or $(NAME),"")

links: .venv/book.stamp ## Ask every address in the book whether it still answers
	@$(PYTHON) tools/links.py

newest: ## Build the HTML with the newest packages that the book may use
	@tools/newest.sh

lint: .venv/test.stamp ## Put the Python code into form and report what is left
	@$(PYTHON) -m ruff format csto tools tests data
	@$(PYTHON) -m ruff check --fix csto tools tests data

workflows: ## Audit the workflows of GitHub Actions
	@tools/workflows.sh

audit: ## Look up the locked packages among the known vulnerabilities
	@tools/audit.sh

lock: ## Choose versions anew and write the lock files
	@tools/lock.sh

serve: html ## Build the HTML and serve it on http://localhost:8000
	@$(PYTHON) -m http.server --directory _build/html --bind 127.0.0.1 8000

binder: .binder/stamp ## Open all pages as live notebooks, in the environment that Binder makes
	@echo "notebooks/ is made anew when the book changes: save what you change under another name."
	@PATH="$(CURDIR)/.binder/bin:$$PATH" jupyter lab --ip=127.0.0.1 $$([ $$(id -u) -ne 0 ] || echo --allow-root) notebooks/index.ipynb

address: .venv/book.stamp ## Set the repository's address: make address ADDRESS=https://github.com/owner/name
	@$(PYTHON) tools/address.py $(or $(ADDRESS),"") $(if $(UNCHECKED),--unchecked)

clean: ## Remove what was built; the environment stays
	@rm -rf _build

distclean: clean ## Remove the environment too
	@rm -rf .venv .binder notebooks tests/web/node_modules

.venv/book.stamp: requirements.lock pyproject.toml tools/venv.sh
	@tools/venv.sh requirements.lock && touch $@

.venv/test.stamp: tests/requirements.lock tests/web/package-lock.json .venv/book.stamp
	@tools/venv.sh tests/requirements.lock
	@tools/system.sh npm
	@npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

.binder/stamp: $(wildcard binder/* chapters/*/*.md csto/*.py csto/charts/*.py data/*) index.md references.bib
	@tools/venv.sh --empty .binder
	@PATH="$(CURDIR)/.binder/bin:$$PATH" binder/postBuild && touch $@
