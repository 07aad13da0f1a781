#!/usr/bin/env bash
# with-postgres.sh COMMAND... : run a command with DATABASE_URL naming a PostgreSQL of its own, on a free port of
# the loopback, in a temporary folder; it is stopped and removed whatever happens.
set -euo pipefail

bin_dir() {
  [ -n "${DANVAN_PG_BIN:-}" ] && { echo "$DANVAN_PG_BIN"; return; }
  local found
  found="$(find /usr/lib/postgresql -maxdepth 2 -path '*/15/bin' -o -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)"
  [ -d /usr/lib/postgresql/15/bin ] && found=/usr/lib/postgresql/15/bin
  [ -n "$found" ] || found="$(dirname "$(command -v initdb)")"
  [ -x "$found/initdb" ] && echo "$found"
}

BIN="$(bin_dir)" || { echo "PostgreSQL server programs were not found." >&2; exit 69; }
if [ "${1:-}" = --check ]; then
  exit 0
fi

HOME_DIR="$(mktemp -d "${TMPDIR:-/tmp}/danvan-pg.XXXXXX")"
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$HOME_DIR"  # initdb refuses to run as root
  as_owner() { (cd / && runuser -u postgres -- "$@"); }
fi

stop() {
  [ -f "$HOME_DIR/data/postmaster.pid" ] && as_owner "$BIN/pg_ctl" -D "$HOME_DIR/data" -m immediate -s stop || true
  rm -rf "$HOME_DIR"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start() {
  local port="$1"
  # nothing here outlives the run, so durability is traded for speed
  as_owner "$BIN/pg_ctl" -D "$HOME_DIR/data" -l "$HOME_DIR/server.log" -w -t 60 -s start -o "-p $port \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories=$HOME_DIR -c max_connections=60 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
}

as_owner "$BIN/initdb" -D "$HOME_DIR/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$HOME_DIR/initdb.log"
PG_PORT="$(free_port)"
start "$PG_PORT" || { PG_PORT="$(free_port)" && start "$PG_PORT"; } || { cat "$HOME_DIR/server.log" >&2; exit 70; }

export DATABASE_URL="postgres://postgres@127.0.0.1:$PG_PORT/postgres"
"$@"
