"""What a visitor of the sample needs: logins, addresses by verdict, lots, tracking codes."""

from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import find_unit_by_code, unit_on
from complaints.actions.filing import tracking_code
from core import clock
from core.keys import current_key, keys_of
from qr.links import CodeLink, Key, build_path
from qr.models import CodeRange
from qr.queries.batches import get_labelled_lot
from qr.queries.labels import list_labels
from qr.serials import CAPACITY, make_serial
from qr.verdict import State
from registry.models import Lot
from reports.demo.facts import read_facts
from reports.demo.people import list_logins
from reports.demo.secrets import sample_password, sample_totp

PINS_SHOWN = 3
NEVER_ISSUED = CAPACITY - 1  # the counter will not reach it


def show_demo(session: Session, public_url: str) -> dict:
    """The facts of the loaded sample as plain values; addresses are None for verdicts it cannot show."""
    base = public_url.rstrip("/")
    paths = _paths(session)
    return {
        "logins": [_login(session, login) for login in list_logins()],
        "verdicts": {state.value: base + paths[state] if state in paths else None for state in State},
        "lots": _lots(session),
        "tracking": _tracking(session),
        "pins": _pins(session, base),
    }


def _login(session: Session, login: dict) -> dict:
    unit = find_unit_by_code(session, login["unit"])
    return {
        "role": login["role"],
        "unit": unit_on(session, unit.id, clock.today()).name,
        "user": login["user"],
        "password": sample_password(session),
        "totp_secret": sample_totp(session, login["user"]),
    }


def _paths(session: Session) -> dict[State, str]:
    """The address of one label for each state that a row of the sample shows."""
    paths = {
        State(lot["verdict"]): build_path(_link(session, lot["number"], is_item=True))
        for _goods, lot in _sample_lots()
        if "verdict" in lot
    }
    first = _link(session, "CHE-01")
    forged = _serial(session, None)
    paths[State.V1_LOT] = build_path(first)
    paths[State.V1_PRODUCT] = build_path(CodeLink(first.kind, first.key))
    paths[State.V2] = build_path(CodeLink(first.kind, first.key, None, forged))
    paths[State.V8] = build_path(CodeLink(Key.SERIAL, "", None, forged))
    return paths


def _link(session: Session, number: str, is_item: bool = False) -> CodeLink:
    lot = _find_lot(session, number)
    kind, key = get_labelled_lot(session, lot.id).key
    return CodeLink(kind, key, None, _serial(session, lot)) if is_item else CodeLink(kind, key, lot.number)


def _serial(session: Session, lot: Lot | None) -> str:
    """The first code of a lot; without a lot one that was never issued."""
    if lot is None:
        key = current_key(session, "serial")
        return make_serial(key.secret, key.number, NEVER_ISSUED)
    codes = session.scalars(select(CodeRange).where(CodeRange.lot_id == lot.id).order_by(CodeRange.first_number))
    row = codes.first()
    return make_serial(keys_of(session, "serial")[row.generation].secret, row.generation, row.first_number)


def _find_lot(session: Session, number: str) -> Lot:
    return session.scalars(select(Lot).where(Lot.number == number, Lot.is_sample)).first()


def _sample_lots() -> list[tuple[dict, dict]]:
    return [(goods, lot) for goods in read_facts("products")["products"] for lot in goods["lots"]]


def _lots(session: Session) -> dict[str, list[str]]:
    """Ids of lots by the code of the province."""
    provinces = {key: province["code"] for key, province in read_facts("people")["provinces"].items()}
    found: dict[str, list[str]] = {code: [] for code in provinces.values()}
    for goods, lot in _sample_lots():
        found[provinces[goods["province"]]].append(str(_find_lot(session, lot["number"]).id))
    return found


def _pins(session: Session, base: str) -> list[dict[str, str]]:
    """Signed labels with scratch PINs: opened for the first time V1b is shown, after that V11 to other phones."""
    row = session.scalars(select(CodeRange).where(CodeRange.pin_key.is_not(None)).limit(1)).one()
    labels = islice(list_labels(session, row.batch_id, public_url=base), PINS_SHOWN)
    return [{"label": label.link, "address": f"{base}/pin/{label.serial}", "pin": label.pin} for label in labels]


def _tracking(session: Session) -> list[dict[str, str]]:
    reports = read_facts("reports")["reports"]
    return [{"stage": row["stage"], "code": tracking_code(session, row["key"])} for row in reports]
