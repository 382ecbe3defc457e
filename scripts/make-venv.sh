#!/usr/bin/env bash
# Make a virtual environment: make-venv.sh PYTHON FOLDER. As root on Debian it brings the missing package itself.
set -euo pipefail
python=$1 folder=$2

can_make() { command -v "$python" >/dev/null && "$python" -c 'import ensurepip, venv' 2>/dev/null; }

if ! can_make && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3.11 python3.11-venv >/dev/null
fi
if ! can_make; then
    echo "Python 3.11 with venv is needed: on Debian 12, apt-get install python3.11-venv (or say PYTHON=/path/to/python3.11)." >&2
    exit 1
fi
"$python" -m venv "$folder"
