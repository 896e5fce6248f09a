#!/bin/sh
# Builds what runs a city, from a checkout: the one way of images (Containerfile) and of hosts (docs/operating/deploying.md).
#   deploy/build.sh frontend          what browsers load (Node 20 or newer, npm)
#   deploy/build.sh program TARGET    TARGET/.venv with everything by its digest, and TARGET/kota (Python 3.11 or newer)
# TARGET cannot be moved afterwards: the commands in it name it.
set -eu
cd "$(dirname "$0")/.."

open_to_all='
import os, pathlib, sys
homes = [pathlib.Path(os.path.realpath(name)) for name in (sys.executable, sys.base_prefix)]
sys.exit(not all(path.stat().st_mode & 1 for home in homes for path in (home, *home.parents)))
'

frontend() {
    npm ci --no-audit --no-fund --loglevel=error
    npm run --silent build
}

program() {
    target=$1
    if [ -e "$target/.venv" ]; then
        echo "$target/.venv is there already: build each version in a folder of its own" >&2
        exit 1
    fi
    if [ ! -e rukun/channels/web/static/built/manifest.json ]; then
        echo "first: deploy/build.sh frontend" >&2
        exit 1
    fi
    python=${PYTHON:-python3}
    # The units run as another user: a Python under a home that is closed would only be missed there.
    if [ -z "${FOR_ME:-}" ] && ! "$python" -c "$open_to_all"; then
        echo "$python lies where other users may not go: name another, such as PYTHON=/usr/bin/python3 (or FOR_ME=1)" >&2
        exit 1
    fi
    tools=$(mktemp -d)
    # What was begun and not finished would be refused the next time.
    trap 'rm -rf "$tools" ${finished-"$target/.venv"}' EXIT
    mkdir -p "$target"
    "$python" -m venv "$target/.venv"
    "$target/.venv/bin/python" -m pip install --quiet --no-cache-dir --require-hashes -r deploy/locks/running.lock
    "$target/.venv/bin/python" tools/messages.py compile
    # The tools that make the wheel stay outside of what runs.
    "$python" -m venv "$tools/venv"
    "$tools/venv/bin/python" -m pip install --quiet --no-cache-dir --require-hashes -r deploy/locks/building.lock
    "$tools/venv/bin/python" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$tools" .
    "$target/.venv/bin/python" -m pip install --quiet --no-cache-dir --no-deps --no-index "$tools"/rukun-*.whl
    cp -R kota "$target/kota"
    chmod -R go+rX,go-w "$target"
    finished=
}

case "${1:-}" in
    frontend) frontend ;;
    program) program "${2:?which folder?}" ;;
    *) sed -n 2,5p "$0" >&2; exit 2 ;;
esac
