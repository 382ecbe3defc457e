"""Which province an address lies in, by an imported table that is held in memory.

The file is a CSV with the columns `network` (1.52.0.0/14, 2402:800::/32) and `province` (a code of today).
The smallest network that holds an address counts. Addresses are looked up and forgotten.
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

NOWHERE = ""


class BadAddressTable(ValueError):
    """The file cannot be used; the text names the line."""


@dataclass
class AddressTable:
    """Networks by IP version and length, each with its province."""

    networks: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    count: int = 0

    def add(self, network: str, province: str) -> None:
        """One row of the file. Raises ValueError when the network or the province is none."""
        found = ip_network(network.strip())
        if not (province.isascii() and province.isdigit() and len(province) == 2):
            raise ValueError(f"{province!r} is no province code")
        self.networks.setdefault((found.version, found.prefixlen), {})[int(found.network_address)] = province
        self.count += 1

    def find(self, address: str) -> str:
        """The province code of an address, "" when the table does not know it."""
        if not self.networks:
            return NOWHERE
        try:
            found = ip_address(address)
        except ValueError:
            return NOWHERE
        number = int(found)
        for version, length in sorted(self.networks, reverse=True):
            if version == found.version:
                start = number >> (found.max_prefixlen - length) << (found.max_prefixlen - length)
                if province := self.networks[version, length].get(start):
                    return province
        return NOWHERE


def read_table(path: Path) -> AddressTable:
    """The table of a file. Raises BadAddressTable naming the first line that is wrong."""
    table = AddressTable()
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                try:
                    table.add(row["network"] or "", (row["province"] or "").strip())
                except (KeyError, ValueError) as wrong:
                    raise BadAddressTable(f"{path}, line {number}: {wrong}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as unreadable:
        raise BadAddressTable(f"{path}: {unreadable}") from None
    return table


@cache
def table_at(path: str) -> AddressTable:
    """The table of a setting, read once in a process; empty when none is set."""
    return read_table(Path(path)) if path else AddressTable()
