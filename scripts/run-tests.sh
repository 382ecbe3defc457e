#!/usr/bin/env bash
# The test suites: `run-tests.sh` is `make test`, `run-tests.sh full` is `make test-full`.
# Two processes share the suite; what kills servers or watches phones runs alone after it.
set -euo pipefail
cd "$(dirname "$0")/.."
pytest=${VENV:-.venv}/bin/pytest
apart="faults or browser"

if [ "${1:-}" = full ]; then
    export HYPOTHESIS_PROFILE=full FAULT_ROUNDS=${FAULT_ROUNDS:-12}
    "$pytest" -q -n 2 --dist loadfile -m "not ($apart)"
    "$pytest" -q -m "$apart"
else
    "$pytest" -q -n 2 --dist loadfile -m "not full and not ($apart)"
    "$pytest" -q -m "not full and ($apart)"
fi
