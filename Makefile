# The two commands are `make run` and `make test`; `make help` lists the rest. The work is done in .ci/*.sh.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint quick e2e cover bench clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Serve the whole portal with demo data on http://127.0.0.1:8000 (HOST, PORT, DATABASE_URL)
	@bash .ci/serve.sh

test: ## Run everything: SQLite, PostgreSQL and Chromium (CI=true: a missing tool is a failure)
	@bash .ci/test.sh

lint: ## ruff, mypy --strict, Django's checks, missing migrations, check --deploy
	@bash .ci/lint.sh

quick: ## The rules and screens on SQLite only
	@. .ci/lib.sh && install_python tests/requirements.txt && "$$PY" -m pytest -n 2 --dist loadscope

e2e: ## The journeys in Chromium only
	@. .ci/lib.sh && install_python tests/requirements.txt && build_fonts && "$$PY" -m pytest tests/e2e

cover: ## Which lines and branches no test reaches
	@. .ci/lib.sh && install_python tests/requirements.txt && "$$PY" -m pytest -n 2 --dist loadscope --cov --cov-report=term-missing --cov-fail-under=90

bench: ## Time and query budgets on a seeded province
	@. .ci/lib.sh && install_python tests/requirements.txt && "$$PY" -m pytest tests/bench -m bench

clean: ## Remove what the commands made, but not the data in var/
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis var/static var/fonts var/test var/log var/.stamps
