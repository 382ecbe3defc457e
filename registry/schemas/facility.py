"""From the form of a facility to its values; the commune is found by its words."""

from areas.models import AdminUnit
from areas.queries import label, search_units
from core.db import session
from core.i18n import _
from registry.actions.facilities import Facility
from registry.identifiers import echo
from registry.sending import Errors

CHOICES = 8


def list_communes(text: str) -> list[AdminUnit]:
    """The communes of today that the words may mean; one where the words are its whole name."""
    hits = search_units(session(), text, limit=CHOICES) if text.strip() else []
    found = list({unit.id: unit for hit in hits for unit in hit.units}.values())
    exact = [unit for unit in found if label(unit).casefold() == text.casefold()]
    return exact or found


def commune_error(text: str, found: list[AdminUnit]) -> Errors:
    """What to say where the words mean no commune or several."""
    if len(found) == 1:
        return {}
    if not found:
        told = _("Không thấy xã, phường “%(sent)s”; ghi tên như “xã Tân Cương, tỉnh Thái Nguyên”", sent=text)
        return {"commune": [told]}
    told = _("Có %(count)s nơi tên “%(sent)s”; chọn một nơi trong danh sách gợi ý", count=len(found), sent=text)
    return {"commune": [told]}


def facility_of(values: dict, commune: AdminUnit) -> Facility:
    """The values of the form as the actions take them."""
    return Facility(
        kind=values["kind"], name=values["name"], commune_id=commune.id, address=values["address"],
        public_phone=values["public_phone"], number=values["tax_code"],
    )  # fmt: skip


def without_person(words: dict) -> dict:
    """What was typed, without a number that may be a person's: that stands on no page."""
    number = str(words.get("tax_code") or "")
    return words if echo(number) == number else words | {"tax_code": ""}
