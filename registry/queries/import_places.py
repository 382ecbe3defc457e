"""The commune that a line of a file means: today's names by one query, those of before by search."""

import unicodedata
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from areas.models import COMMUNE, AdminUnit
from areas.queries import label, list_successors, search_units
from areas.queries.lines import stands
from core.errors import BadInput
from core.i18n import lazy
from core.text import fold


class Places:
    """The communes of a day by the words of province and commune; made once for a piece of a file."""

    def __init__(self, session: Session, on: date) -> None:
        self.session, self.on = session, on
        self.known: dict[tuple[str, str], AdminUnit | None] = {}
        query = select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(on)).options(joinedload(AdminUnit.parent))
        for unit in session.scalars(query):
            for province in _names(unit.parent):
                for name in _names(unit):
                    key = (province, name)
                    self.known[key] = None if key in self.known and self.known[key] is not unit else unit

    def find(self, commune: str, province: str) -> AdminUnit:
        """The commune of today. Raises BadInput for none and for several."""
        exact = self.known.get((_exact(province), _exact(commune)))  # Văn Lang is not Văn Lăng
        return exact or self.known.get((fold(province), fold(commune))) or self._search(commune, province)

    def _search(self, commune: str, province: str) -> AdminUnit:
        words = f"{commune}, {province}"
        hits = search_units(self.session, words, on=self.on, limit=8)
        name = _exact(commune.split(",")[0])  # Nhị Long is not Nhị Long Phú
        named = [hit for hit in hits if name in _names(hit.former or hit.units[0])]
        found = {unit.id: unit for hit in named or hits for unit in hit.units}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise BadInput(lazy("“%(sent)s” nay có thể là %(count)s xã, phường (%(names)s); ghi tên hiện nay",
                                sent=words[:80], count=len(found),
                                names="; ".join(label(unit) for unit in list(found.values())[:4])), field="commune")
        raise BadInput(lazy("Không thấy xã, phường “%(sent)s”; ghi tên hiện nay như xã Tân Cương, tỉnh Thái Nguyên",
                            sent=words[:80]), field="commune")  # fmt: skip

    def is_same(self, unit_id: UUID, found_id: UUID) -> bool:
        """Whether the commune of a standing row is the one that was found, or became it."""
        if unit_id == found_id:
            return True
        became = list_successors(self.session, [unit_id], self.on).get(unit_id, [])
        return [unit.id for unit in became] == [found_id]


def _names(unit: AdminUnit) -> set[str]:
    written = (unit.full_name, unit.name)
    return {fold(name) for name in written} | {_exact(name) for name in written} | {unit.code}


def _exact(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def place_cells(unit: AdminUnit) -> tuple[str, str]:
    """The words of a commune and its province for a file."""
    words = label(unit).split(", ")
    return ", ".join(words[:-1]), words[-1]
