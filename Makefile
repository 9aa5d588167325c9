# Every command of this repository. What each does is in tools/.
.DEFAULT_GOAL := help
PYTHON ?= python3
IN := .venv/bin/python
SERVE ?= 1

.PHONY: help setup demo check test bench lock messages clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s%s\n", $$1, $$2 }' Makefile

setup: ## Set up what Kachehri needs (in .venv and node_modules)
	@$(PYTHON) tools/set_up.py product

demo: setup ## Load Larkana, build its report into var/out and serve the site (SERVE=0 stops after the report)
	@$(IN) tools/demo.py $(SERVE)

check: ## Format, lint, types, contracts, translations, migrations and the fast tests
	@$(PYTHON) tools/set_up.py check
	@$(IN) tools/check.py

test: ## Everything: check, and every test there is
	@$(PYTHON) tools/machine.py
	@$(PYTHON) tools/set_up.py test
	@$(IN) tools/everything.py

bench: ## Measure, print a table and write var/bench.json
	@$(PYTHON) tools/set_up.py test
	@$(IN) -m bench.run

messages: ## Collect the texts to translate into locale/
	@$(PYTHON) tools/set_up.py check
	@$(IN) tools/messages.py collect

lock: ## Write the lists of libraries with hashes (UPGRADE=1 chooses new versions)
	@$(PYTHON) tools/set_up.py product
	@$(IN) tools/lock.py $(UPGRADE)

clean: ## Remove what setup made; var/, which holds your data, stays
	rm -rf .venv node_modules locale/*/LC_MESSAGES/*.mo
