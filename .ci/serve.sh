#!/usr/bin/env bash
# make run: everything that a fresh machine needs, each step only when something changed, then the server.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8000}"
DEMO_USERS="an binh chi dung khanh giang minh lan oanh yen nga phong quan"

open_address() {
  local name="$HOST"
  case "$HOST" in 0.0.0.0 | ::) name=127.0.0.1 ;; esac
  export SITE_URL="${SITE_URL:-http://$name:$PORT}"
  if [ -z "${ALLOWED_HOSTS:-}" ] && [ "${DANVAN_ENV:-development}" = development ]; then
    local others=""
    [ "$name" = "$HOST" ] || others="$(hostname -I 2>/dev/null | tr -s ' ' ',')$(hostname)"
    export ALLOWED_HOSTS="127.0.0.1,localhost,[::1],$HOST,$others"
  fi
}

port_is_free() {
  "$PY" - "$HOST" "$PORT" <<'PYTHON'
import socket, sys
with socket.socket() as door:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((sys.argv[1], int(sys.argv[2])))
    except OSError as error:
        sys.exit(str(error))
PYTHON
}

# The default SQLite file is left alone while neither the code, nor the fixtures, nor the file itself changed.
prepare_data() {
  local want file="$DANVAN_VAR/danvan.sqlite3" mark="$DANVAN_VAR/.stamps/data"
  want="$(hash_of danvan fixtures)"
  if [ -z "${DATABASE_URL:-}" ] && stamped "$mark" "$want $(stat -c %i "$file" 2>/dev/null)"; then
    return
  fi
  say "Preparing the database"
  quietly migrate manage migrate --noinput || fail "migrate failed; see $LOGS/migrate.log"
  say "Loading the demo data (the first time takes a while)"
  quietly seed manage seed_demo || fail "seed_demo failed; see $LOGS/seed.log"
  [ -n "${DATABASE_URL:-}" ] || stamp "$mark" "$want $(stat -c %i "$file")"
}

collect_static() {
  local want mark="$DANVAN_VAR/.stamps/static"
  want="$(hash_of requirements.txt static "$DANVAN_VAR/fonts") $(hash_of danvan/settings.py)"
  stamped "$mark" "$want" && [ -f "${STATIC_ROOT:-$DANVAN_VAR/static}/staticfiles.json" ] && return
  say "Collecting and compressing styles, scripts and fonts"
  quietly static manage collectstatic --noinput --clear || fail "collectstatic failed; see $LOGS/static.log"
  stamp "$mark" "$want"
}

write_welcome() {
  local password="see $DANVAN_VAR/demo_password"
  [ -r "$DANVAN_VAR/demo_password" ] && password="$(cat "$DANVAN_VAR/demo_password")   (kept in var/demo_password)"
  [ -n "${DEMO_PASSWORD:-}" ] && password="the one given in DEMO_PASSWORD"
  export DANVAN_WELCOME="$DANVAN_VAR/welcome.txt"
  (umask 077 && cat >"$DANVAN_WELCOME") <<TEXT

  Dân vận khéo is open.

    Public site        $SITE_URL/
    Boards sign in     $SITE_URL/can-bo/dang-nhap/
    Reference tables   $SITE_URL/quan-tri/
    Public data        $SITE_URL/api/v1/openapi.json

    Demo sign-ins      $DEMO_USERS
    Password           $password

  Ctrl+C stops it.
TEXT
}

install_python requirements.txt
port_is_free || fail "Port $PORT on $HOST is taken. Another one: make run PORT=8001"
open_address
apt_install "Printing" "${PRINT_PACKAGES[@]}" || say "Going on: until then the PDF buttons are off and say why."
build_fonts
prepare_data
collect_static
write_welcome
say "Starting the server"
# What is due each day, beside the server. Not through a function: its parent must be this process, which becomes the
# server, so that it sees the server go and goes too.
PYTHONUNBUFFERED=1 "$PY" manage.py tend --watch >"$LOGS/tend.log" 2>&1 &
exec "$VENV/bin/gunicorn" -c python:danvan.serving danvan.wsgi
