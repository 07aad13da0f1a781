#!/usr/bin/env bash
# make test: rules on SQLite and PostgreSQL, screens on one of them, journeys in Chromium; one sum at the end.
# A tool that cannot be had fails the run when CI=true, and is skipped loudly otherwise. The tests are told by:
#   DANVAN_CHROMIUM      the browser to drive          DANVAN_SKIP_BROWSER=1  no browser: skip tests/e2e
#   DANVAN_SKIP_PG=1     no PostgreSQL                 DANVAN_SKIP_PRINT=1    no Pango: skip tests that print
#   DANVAN_SKIP_PDFTOOLS=1  no pdffonts, pdftotext     DANVAN_SKIP_NU=1       no Java: pages are not checked by Nu
#   WORKERS=2            processes per suite
set -euo pipefail
. "$(dirname "$0")/lib.sh"

WORKERS="${WORKERS:-2}"
RESULTS="$DANVAN_VAR/test"
FAILED=()
SKIPPED=()
rm -rf "$RESULTS"
mkdir -p "$RESULTS"
unset DATABASE_URL DJANGO_SETTINGS_MODULE SITE_URL ALLOWED_HOSTS DANVAN_ENV DEBUG

# without NAME VARIABLE : the tool is not there
without() {
  [ "${CI:-}" = true ] && FAILED+=("$1 is missing")
  SKIPPED+=("$1")
  export "$2=1"
  loud "SKIPPED: $1 could not be had, so its tests do not run (with CI=true this is a failure)."
}

browser_path() {
  local name
  for name in "${DANVAN_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return
  done
  "$PY" -c 'from playwright.sync_api import sync_playwright as start
with start() as tools: print(tools.chromium.executable_path)' 2>/dev/null | xargs -r ls 2>/dev/null
}

get_browser() {
  # the driver's own node needs libatomic1, which a minimal Debian does not have
  apt_install "Browser driver" libatomic1 || true
  browser_path >/dev/null || apt_install "Browser journeys" chromium \
    || quietly playwright "$PY" -m playwright install --with-deps chromium || true
  DANVAN_CHROMIUM="$(browser_path)" && [ -n "$DANVAN_CHROMIUM" ] && export DANVAN_CHROMIUM
}

get_postgres() {
  .ci/with-postgres.sh --check 2>/dev/null && return
  apt_install "PostgreSQL" postgresql && .ci/with-postgres.sh --check
}

# suite NAME COMMAND... : one run of pytest, its counts kept for the sum
suite() {
  local name="$1" begun="$SECONDS"
  shift
  printf '\n== %s\n' "$name"
  "$@" --junitxml="$RESULTS/$name.xml" -o junit_suite_name="$name" || FAILED+=("$name")
  say "$name: $((SECONDS - begun)) s"
}

# The journeys wait for the browser more than they compute, so they run beside the other suites; told at the end.
begin_browser() {
  "$PY" -m pytest tests/e2e --junitxml="$RESULTS/browser.xml" -o junit_suite_name=browser >"$RESULTS/browser.log" 2>&1 &
  BROWSER=$!
  trap 'kill "$BROWSER" 2>/dev/null || true' EXIT
}

end_browser() {
  printf '\n== browser\n'
  wait "$BROWSER" || FAILED+=(browser)
  trap - EXIT
  cat "$RESULTS/browser.log"
}

sum_up() {
  "$PY" - "$RESULTS" "${#FAILED[@]}" <<'PYTHON'
import sys
from pathlib import Path
from xml.etree import ElementTree

total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
for file in Path(sys.argv[1]).glob("*.xml"):
    for run in ElementTree.parse(file).getroot().iter("testsuite"):
        total = {key: total[key] + int(run.get(key, 0)) for key in total}
bad = total["failures"] + total["errors"]
print(f"  {total['skipped']} skipped")
print(f"{total['tests'] - bad - total['skipped']} passed, {max(bad, int(sys.argv[2]))} failed")
PYTHON
}

install_python tests/requirements.txt
apt_install "Printing" "${PRINT_PACKAGES[@]}" || without "Printing (Pango and fonts)" DANVAN_SKIP_PRINT
apt_install "PDF tools" poppler-utils || without "PDF tools (poppler-utils)" DANVAN_SKIP_PDFTOOLS
command -v java >/dev/null || apt_install "HTML checker" default-jre-headless || without "Java (HTML checker)" DANVAN_SKIP_NU
get_postgres || without "PostgreSQL" DANVAN_SKIP_PG
get_browser || without "Chromium" DANVAN_SKIP_BROWSER
build_fonts

[ -n "${DANVAN_SKIP_BROWSER:-}" ] || begin_browser
[ -n "${DANVAN_SKIP_PG:-}" ] || export DANVAN_POSTGRES_FOLLOWS=1
suite sqlite "$PY" -m pytest tests/unit tests/web -n "$WORKERS" --dist loadscope
if [ -z "${DANVAN_SKIP_PG:-}" ]; then
  DANVAN_ONLY_DATABASE=1 suite postgresql .ci/with-postgres.sh "$PY" -m pytest tests/unit tests/web -n "$WORKERS" --dist loadscope
fi
[ -n "${DANVAN_SKIP_BROWSER:-}" ] || end_browser

printf '\n'
say "the whole took $SECONDS s"
for name in "${SKIPPED[@]}"; do say "SKIPPED: $name"; done
for name in "${FAILED[@]}"; do say "FAILED: $name"; done
say "${#SKIPPED[@]} tools missing"
sum_up
[ "${#FAILED[@]}" = 0 ]
