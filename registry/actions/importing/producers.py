"""Lines of producers: matched by tax code, else by name and commune; written in one go."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput
from core.i18n import lazy
from core.text import fold
from registry.actions.importing.comparing import compare
from registry.actions.passports import rewrite_passports
from registry.actions.producers import record_step
from registry.actions.slugs import free_slugs
from registry.actions.versions import first_version, lock_producer, record_producer, set_fields
from registry.identifiers import check_tax_code
from registry.imports.files import Line
from registry.imports.scope import Scope
from registry.models import Producer, ProducerVersion
from registry.queries import list_products_of
from registry.queries.import_places import Places
from registry.queries.imports import producers_by_name, producers_by_tax_code

REASON = "nhập từ tệp"
PLAIN = ("name", "kind", "tax_code", "address", "public_phone")


def match_producers(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Find the standing producer of each line, what would change, and what is wrong."""
    places = Places(session, scope.on)
    for line in lines:
        _read_numbers(line, scope)
        _read_place(line, places, scope)
    by_code = producers_by_tax_code(session, {line.values.get("tax_code") or "" for line in lines})
    by_name = producers_by_name(session, {fold(line.values.get("name", "")) for line in lines})
    for line in lines:
        if not line.faults:
            _match(line, by_code, by_name, places, scope)


def _read_numbers(line: Line, scope: Scope) -> None:
    code = line.values.pop("tax_code", "")
    if not code:
        return
    try:
        line.values["tax_code"] = check_tax_code(code, is_sample=scope.is_sample)
        line.number_match = line.values["tax_code"]
    except BadInput as refused:
        line.wrong("tax_code", refused)


def _read_place(line: Line, places: Places, scope: Scope) -> None:
    commune, province = line.values.get("commune"), line.values.get("province")
    if not commune or not province:
        return
    try:
        unit = places.find(commune, province)
    except BadInput as refused:
        line.wrong("commune", refused)
        return
    line.values["commune_id"] = unit.id
    if scope.commune_ids is not None and unit.id not in scope.commune_ids:
        line.wrong("commune", lazy("“%(sent)s” ngoài địa bàn của đơn vị bạn", sent=commune))


def _match(line: Line, by_code: dict, by_name: dict, places: Places, scope: Scope) -> None:
    values = line.values
    found = by_code.get(values.get("tax_code", ""))
    if found is None:
        same = [row for row in by_name.get(fold(values["name"]), ()) if _is_there(row, line, places)]
        if len(same) > 1:
            line.wrong("name", lazy("Có %(count)s cơ sở cùng tên ở xã này; ghi mã số thuế", count=len(same)))
            return
        found = same[0] if same else None
    line.match = str(found.id) if found else f"{fold(values['name'])}|{values['commune_id']}"
    if found is None:
        return
    if not scope.holds(found):
        line.wrong("tax_code", lazy("Mã số thuế này là của một cơ sở ngoài địa bàn của đơn vị bạn"))
        return
    line.target = found
    compare(line, found, PLAIN)
    if not places.is_same(found.commune_id, values["commune_id"]):
        line.changes.append(("commune", "", f"{values['commune']}, {values['province']}"))


def _is_there(row: Producer, line: Line, places: Places) -> bool:
    """The same name in the same commune, and no other tax code."""
    other = row.tax_code and line.values.get("tax_code") and row.tax_code != line.values["tax_code"]
    return not other and places.is_same(row.commune_id, line.values["commune_id"])


def write_producers(session: Session, scope: Scope, lines: list[Line], actor: Actor, now: datetime) -> None:
    """Write the new producers together and each changed one with its version."""
    new = [line for line in lines if line.verdict == "new"]
    state = "approved" if scope.may_approve else "submitted"
    slugs = free_slugs(session, Producer, [line.values["name"] for line in new], fallback="co-so")
    rows = [
        {
            "id": new_id(), "slug": slug, "folded": fold(line.values["name"]), "state": state, "created_at": now,
            "commune_id": line.values["commune_id"], "is_sample": scope.is_sample,
            "tax_code": line.values.get("tax_code"), "address": line.values.get("address", ""),
            "public_phone": line.values.get("public_phone", ""), "name": line.values["name"],
            "kind": line.values["kind"], "version": 1,
        }
        for line, slug in zip(new, slugs, strict=True)
    ]  # fmt: skip
    if rows:
        session.execute(insert(Producer), rows)
        session.execute(insert(ProducerVersion), [
            first_version({name: [None, row[name]] for name in PLAIN if row[name]}, actor, now)
            | {"id": new_id(), "producer_id": row["id"]} for row in rows
        ])  # fmt: skip
    steps = {
        f"producer:{row['id']}": {"kind": row["kind"], "state": state, "commune": str(row["commune_id"])}
        for row in rows
    }
    audit.begin_streams(session, kind="producer.imported", actor=actor, at=now, facts=steps)
    for line in lines:
        if line.verdict == "changed":
            _change(session, line, actor, now)


def _change(session: Session, line: Line, actor: Actor, now: datetime) -> None:
    producer = lock_producer(session, line.target.id)
    fields = ["commune_id" if name == "commune" else name for name, _old, _new in line.changes]
    changes = set_fields(producer, {name: line.values[name] for name in fields})
    if "commune_id" in changes:
        changes["commune"] = changes.pop("commune_id")
    producer.folded = fold(producer.name)
    record_producer(session, producer, changes, actor, now, REASON)
    record_step(session, producer, "producer.changed", actor, now, fields=", ".join(sorted(changes)))
    for product in list_products_of(session, producer.id):
        product.folded = fold(f"{product.name} {producer.name}")
        rewrite_passports(session, product, now)
