#!/usr/bin/env bash
# The test suites: `run-tests.sh` is `make test`, `run-tests.sh full` is `make test-full`.
# Two processes share the suite; what kills servers or drives a browser runs alone after it, failures or not.
set -uo pipefail
cd "$(dirname "$0")/.."
pytest=${VENV:-.venv}/bin/pytest
apart="faults or browser" some="not full and "

if [ "${1:-}" = full ]; then
    export HYPOTHESIS_PROFILE=full FAULT_ROUNDS=${FAULT_ROUNDS:-12}
    some=""
fi
failed=0
"$pytest" -q -n 2 --dist loadfile -m "${some}not ($apart)" || failed=1
"$pytest" -q -m "${some}($apart)" || failed=1
exit $failed
