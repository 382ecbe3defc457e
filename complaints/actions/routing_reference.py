"""The routing table and the kinds of goods that ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import GoodsKind, RoutingRule, RoutingTable
from core.actor import SYSTEM
from core.config import ROOT
from core.reference import read_rows, reference

DATA = ROOT / "complaints" / "data"


@reference("complaints.routing")
def load_routing(session: Session, now: datetime) -> None:
    """Load kinds of goods that are missing, and the table once; an administrator's own tables stay."""
    have = {tuple(row) for row in session.execute(select(GoodsKind.code, GoodsKind.valid_from))}
    for row in read_rows(DATA / "goods_kind.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["code"], valid_from) not in have:
            session.add(GoodsKind(**row | {"position": int(row["position"]), "valid_from": valid_from}))
    if session.scalars(select(RoutingTable.id)).first() is None:
        _load_table(session, now)


def _load_table(session: Session, now: datetime) -> None:
    rows = list(read_rows(DATA / "routing_rule.csv"))
    valid_from = date.fromisoformat(rows[0]["valid_from"])
    table = RoutingTable(valid_from=valid_from, note="Bảng đi kèm bản cài", made_at=now, actor=str(SYSTEM))
    session.add(table)
    session.flush()
    for row in rows:
        words = {name: row[name] for name in ("kinds", "goods", "places", "lead", "notified", "note", "source")}
        session.add(RoutingRule(
            table_id=table.id, position=int(row["position"]), is_urgent=row["is_urgent"] == "yes",
            is_confirmed=row["is_confirmed"] == "yes", **words,
        ))  # fmt: skip
