#!/bin/sh
# What the tests need beyond Python: Chromium, PostgreSQL's server, Graphviz, and Java for the Nu HTML checker and EPUBCheck.
# As root on Debian they are installed; elsewhere the tests that need them say that they were skipped.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v dot >/dev/null 2>&1 || missing="$missing graphviz"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 - a list of names
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
  else
    echo "NOT HERE, so the tests that need it are SKIPPED:$missing" >&2
  fi
fi
here=$(dirname "$0")/tools
if command -v npm >/dev/null 2>&1 && [ ! -d "$here/node_modules/axe-core" ]; then
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --silent)
fi
