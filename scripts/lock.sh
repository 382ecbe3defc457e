#!/usr/bin/env bash
# Resolve requirements*.in anew and write the two locks: names and versions only, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3.11}" -m venv "$folder"

write_lock() { # FROM TO SENTENCE
    "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$1"
    { echo "# $3; made by \`make lock\` from $1."; "$folder/bin/pip" freeze; } > "$folder/lock"
    mv "$folder/lock" "$2"
}

write_lock requirements.in requirements.txt "The exact versions that were tested together"
write_lock requirements-dev.in requirements-dev.txt "requirements.txt and what tests and benches need"
"$folder/bin/pip" check
