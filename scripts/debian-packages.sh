#!/usr/bin/env bash
# What the tests need from Debian: servers to test against, a browser, fonts, a second QR reader, another office suite.
# As root the missing ones are installed; anybody else is told how.
set -euo pipefail
packages=(postgresql-15 redis-server chromium libreoffice-calc-nogui libreoffice-writer-nogui fonts-noto-core libzbar0 poppler-utils libimage-exiftool-perl)

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} = 0 ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests also need: ${missing[*]}" >&2
    echo "On Debian: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    echo "Tests whose server is absent are skipped here; under CI=true they fail." >&2
    [ "${CI:-}" = true ] && exit 1
    exit 0
fi

# No database cluster of the machine's own: the tests start theirs in a folder of their own.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
