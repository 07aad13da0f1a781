#!/usr/bin/env bash
# make lint: style, types, and Django's own checks, also under production settings.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

install_python tests/requirements.txt
unset DEBUG
export DATABASE_URL=sqlite://:memory:

say "ruff"
"$VENV/bin/ruff" check .
"$VENV/bin/ruff" format --check .
say "mypy --strict"
"$VENV/bin/mypy" --strict
say "check, and no model without its migration"
manage check --fail-level WARNING
manage makemigrations --check --dry-run
say "check --deploy under production settings"
env DANVAN_ENV=production SITE_URL=https://danvan.example ALLOWED_HOSTS=danvan.example \
  SECRET_KEY="$("$PY" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
  DATABASE_URL=postgres://danvan@127.0.0.1:5432/danvan \
  "$PY" manage.py check --deploy --fail-level WARNING
