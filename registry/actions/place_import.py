"""Places from somebody's list, line by line: new, changed, same or wrong, and all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import COMMUNE, AdminUnit
from areas.queries import search_units
from areas.queries.boundaries import find_commune_at
from areas.queries.lines import stands
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, DomainError
from core.i18n import lazy
from core.text import fold
from registry.actions.place_facts import add_place_member
from registry.actions.places import change_place, check_place, open_sale_point
from registry.models import PlaceMember, Producer, SalePoint
from registry.place_rows import PlaceRow, read_place_row
from registry.places import HOMES
from registry.queries.places import list_place_kinds

MOST_ROWS = 5_000


@dataclass(frozen=True)
class LineAnswer:
    """What becomes of one line: new, changed, same or wrong; `words` say which columns, or what is wrong."""

    line: int
    state: str
    name: str
    words: str = ""


def import_places(
    session: Session, rows: Iterable[dict[str, str]], *, source: str, actor: Actor, now: datetime,
    commune_ids: set[UUID] | None = None, only_try: bool = False, is_sample: bool = False,
) -> list[LineAnswer]:  # fmt: skip
    """Write the places of a list down, or only say what would become of each line.

    A place is known again by kind, name and commune. `rows` are cells by column (`registry.place_rows.COLUMNS`);
    `commune_ids` are those that the writer answers for. Where any line is wrong nothing is written. Raises BadInput
    for an empty or too long list.
    """
    listed = list(rows)
    if not listed or len(listed) > MOST_ROWS:
        raise BadInput(lazy("Tệp cần từ 1 đến %(most)s dòng", most=MOST_ROWS), field="file")
    work = _Import(session, source, actor, now, commune_ids, is_sample)
    plans = [work.plan(line, row) for line, row in enumerate(listed, start=2)]
    answers = [plan for plan in plans if isinstance(plan, LineAnswer)]
    if not only_try and not answers:
        for plan in plans:
            work.write(plan)
    return [plan if isinstance(plan, LineAnswer) else plan.answer for plan in plans]


@dataclass(frozen=True)
class _Plan:
    """A line that can be written: what it says, the place that stands already, who joins it."""

    answer: LineAnswer
    row: PlaceRow
    commune: AdminUnit
    place: SalePoint | None
    joining: list[UUID]


class _Import:
    """One list on its way in: what stood before is read once, whatever the number of lines."""

    def __init__(self, session, source: str, actor: Actor, now: datetime, commune_ids, is_sample: bool) -> None:
        self.session, self.source, self.commune_ids, self.is_sample = session, source, commune_ids, is_sample
        self.by, self.today = {"actor": actor, "now": now}, legal_date(now)
        kinds = list_place_kinds(session, self.today)
        self.layers = {kind.code: kind.layer for kind in kinds}
        named = [(kind.code, (kind.code, fold(kind.name), fold(kind.name_en))) for kind in kinds]
        self.kinds = {name: code for code, names in named for name in names}
        self.held = {(p.kind, p.folded, p.commune_id): p for p in session.scalars(select(SalePoint))}
        open_members = select(PlaceMember.place_id, PlaceMember.producer_id).where(PlaceMember.valid_to.is_(None))
        self.members = {tuple(row) for row in session.execute(open_members)}
        units = select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(self.today))
        self.communes = {unit.code: unit for unit in session.scalars(units)}
        self.producers = _producers(session)
        self.seen: set[tuple] = set()

    def plan(self, line: int, cells: dict[str, str]) -> _Plan | LineAnswer:
        """What would become of one line, or what is wrong with it; writes nothing."""
        try:
            row = read_place_row(cells, self.kinds)
            return self._plan(line, row)
        except DomainError as refused:
            return LineAnswer(line, "wrong", (cells.get("name") or "").strip()[:80], str(refused))

    def _plan(self, line: int, row: PlaceRow) -> _Plan:
        commune = self._commune(row)
        if self.commune_ids is not None and commune.id not in self.commune_ids:
            raise BadInput(lazy("Nơi này không ở địa bàn của đơn vị bạn"), field="commune")
        key = (row.kind, fold(row.name)[:200], commune.id)
        if key in self.seen:
            raise BadInput(lazy("Nơi này đã có ở một dòng trên"), field="name")
        self.seen.add(key)
        place = self.held.get(key)
        changed = [column for column, value in row.facts.items() if place and getattr(place, column) != value]
        joining = [self._producer(words) for words in row.producers]
        joining = [each for each in dict.fromkeys(joining) if not place or (place.id, each) not in self.members]
        self._check(row, place, joining)
        changed += ["producers"] if place and joining else []
        state = "new" if place is None else "changed" if changed else "same"
        return _Plan(LineAnswer(line, state, row.name, ", ".join(changed)), row, commune, place, joining)

    def _check(self, row: PlaceRow, place: SalePoint | None, joining: list[UUID]) -> None:
        columns = ("lat", "lon", "known_on", "opened_on", "closed_on")
        before = {column: getattr(place, column, None) for column in columns} | {"kind": row.kind, "name": row.name}
        before["known_on"] = before["known_on"] or self.today
        check_place(self.session, SimpleNamespace(**before | row.facts))
        if joining and self.layers[row.kind] not in HOMES:
            raise BadInput(lazy("Chỉ cụm công nghiệp, làng nghề mới có cơ sở bên trong"), field="producers")

    def write(self, plan: _Plan) -> None:
        """Write one line down."""
        row, place = plan.row, plan.place
        if place is None:
            values = {"known_on": self.today, "address": plan.commune.full_name, "source": self.source} | row.facts
            place = open_sale_point(
                self.session, kind=row.kind, name=row.name, commune_id=plan.commune.id, is_sample=self.is_sample,
                **values, **self.by,
            )  # fmt: skip
        elif row.facts:
            change_place(self.session, place_id=place.id, **row.facts, **self.by)
        for producer_id in plan.joining:
            add_place_member(
                self.session, place_id=place.id, producer_id=producer_id, valid_from=self.today,
                source=self.source, **self.by,
            )  # fmt: skip

    def _commune(self, row: PlaceRow) -> AdminUnit:
        """By code, else by its words, else by where the point lies."""
        if row.commune in self.communes:
            return self.communes[row.commune]
        if not row.commune and row.facts.get("lat") is not None:
            found = find_commune_at(self.session, row.facts["lat"], row.facts["lon"], self.today)
            if found is not None:
                return found
        units = {unit.id: unit for hit in search_units(self.session, row.commune, limit=5) for unit in hit.units}
        if len(units) == 1:
            return next(iter(units.values()))
        told = lazy("Có nhiều nơi tên “%(sent)s”; ghi thêm tỉnh hoặc ghi mã xã", sent=row.commune[:60])
        none = lazy("Không thấy xã, phường “%(sent)s”; ghi mã 5 chữ số hoặc tên kèm tỉnh", sent=row.commune[:60])
        raise BadInput(told if units else none, field="commune")

    def _producer(self, words: str) -> UUID:
        found = self.producers.get(words) or self.producers.get(fold(words)) or []
        if len(found) != 1:
            told = lazy("Có nhiều cơ sở tên “%(sent)s”; ghi mã số thuế", sent=words[:60])
            none = lazy("Không có cơ sở “%(sent)s” trong sổ; ghi mã số thuế hoặc tên đúng như sổ", sent=words[:60])
            raise BadInput(told if found else none, field="producers")
        return found[0]


def _producers(session: Session) -> dict[str, list[UUID]]:
    """Producers by tax code and by folded name; a name may be several producers'."""
    found: dict[str, list[UUID]] = {}
    for producer_id, tax_code, folded in session.execute(select(Producer.id, Producer.tax_code, Producer.folded)):
        for key in filter(None, (tax_code, folded)):
            found.setdefault(key, []).append(producer_id)
    return found
