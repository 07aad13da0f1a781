# Shared by the scripts beside it: speaking, the virtual environment, Debian packages, stamps. Sourced, not run.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
export DANVAN_VAR="${DANVAN_VAR:-$ROOT/var}"
export PIP_DISABLE_PIP_VERSION_CHECK=1
VENV="$ROOT/.venv"
PY="$VENV/bin/python"
LOGS="$DANVAN_VAR/log"
mkdir -p "$LOGS"

PRINT_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-liberation2)

say() { printf '  %s\n' "$*"; }
loud() { printf '\n!! %s\n\n' "$*" >&2; }
fail() { loud "$*"; exit 1; }

# quietly LOG COMMAND... : run with the output in a log, and show its end only when the command fails
quietly() {
  local log="$LOGS/$1.log"
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    return 1
  fi
}

# --- stamps: a step is skipped while what it depends on has not changed ---------------------------------------

# hash_of PATH... : one hash over the names and contents of all files below
hash_of() {
  { find "$@" -type f -not -name '*.pyc' -print0 2>/dev/null || true; } | sort -z | xargs -0 -r sha256sum | sha256sum | cut -c1-32
}
stamped() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$(dirname "$1")" && printf '%s\n' "$2" >"$1"; }

# --- Debian packages --------------------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}
may_be_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

absent() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s\n' "$package"
  done
}

APT=(apt-get -qq -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o DPkg::Lock::Timeout=120)

# apt_install WHAT PACKAGE... : true when the packages are there in the end; otherwise names the line to run
apt_install() {
  local what="$1" wanted
  shift
  command -v dpkg-query >/dev/null || { say "$what: not a Debian system; install the equivalents of: $*"; return 1; }
  mapfile -t wanted < <(absent "$@")
  [ "${#wanted[@]}" = 0 ] && return 0
  if may_be_root; then
    say "$what: installing ${wanted[*]}"
    quietly apt as_root "${APT[@]}" install -y --no-install-recommends "${wanted[@]}" 2>/dev/null && return 0
    quietly apt-update as_root "${APT[@]}" update || true
    quietly apt as_root "${APT[@]}" install -y --no-install-recommends "${wanted[@]}" && return 0
  fi
  say "$what: missing ${wanted[*]}. One line puts it right:"
  say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${wanted[*]}"
  return 1
}

# --- Python -----------------------------------------------------------------------------------------------------

find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$name"; return; }
  done
  fail "Python 3.11 or newer is needed and was not found. Name one with: make PYTHON=/path/to/python3.11 …"
}

# Debian ships python3 without ensurepip: then the machine's own pip fills the new environment.
make_venv() {
  [ -x "$PY" ] && "$PY" -m pip --version >/dev/null 2>&1 && return
  local python
  python="$(find_python)"
  say "Making .venv with $("$python" --version)"
  rm -rf "$VENV"
  "$python" -m venv "$VENV" >"$LOGS/venv.log" 2>&1 && return
  rm -rf "$VENV"
  "$python" -m venv --without-pip "$VENV" >>"$LOGS/venv.log" 2>&1 \
    && "$python" -m pip --python "$PY" install -q pip >>"$LOGS/venv.log" 2>&1 && return
  rm -rf "$VENV"
  apt_install "Python environments" python3-venv && quietly venv "$python" -m venv "$VENV" && return
  rm -rf "$VENV"
  fail "No virtual environment could be made; see $LOGS/venv.log. On Debian: sudo apt-get install python3-venv"
}

# install_python FILE : the pins of one requirements file, only when the pins changed
install_python() {
  local mark want
  make_venv
  mark="$VENV/.stamps/$(echo "$1" | tr / -)"
  want="$(hash_of requirements.txt requirements-places.txt "$1")"
  stamped "$mark" "$want" && return
  say "Installing Python packages of $1 (once)"
  quietly pip "$PY" -m pip install --no-input -r "$1" || fail "pip could not install $1; the whole log is $LOGS/pip.log"
  quietly pip "$PY" -m pip install --no-input --no-deps -r requirements-places.txt \
    || fail "pip could not install the catalogue of places; the whole log is $LOGS/pip.log"
  stamp "$mark" "$want"
}

# --- the portal's own files -------------------------------------------------------------------------------------

manage() { "$PY" manage.py "$@"; }

build_fonts() {
  local command want
  command="$(find danvan -path '*/management/commands/build_fonts.py')"
  [ -n "$command" ] || return 0
  want="$(hash_of requirements.txt "$command")"
  stamped "$DANVAN_VAR/.stamps/fonts" "$want" && return
  say "Building the fonts of the screens"
  quietly fonts manage build_fonts || fail "build_fonts failed; see $LOGS/fonts.log"
  stamp "$DANVAN_VAR/.stamps/fonts" "$want"
}
