"""The officers' queue with many reports beside the same page with few, in turns in one run."""

import random
import statistics
import time
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from app import create_app
from areas.queries import list_communes
from bench.figures import Figure
from complaints.models import Complaint, ComplaintKind
from complaints.workflow import CLOSED, RECEIVED, REVIEWING, WAITING
from core import clock
from core.db import committing, db, new_id
from core.text import fold
from tests.factories.accounts import make_officer, make_unit, sign_in
from tests.factories.complaints import province
from tests.installation import close, set_up, settings_in

ROUNDS = 40
VIEWS = ("new", "late", "due", "mine", "all")
SIZES = {"few": (100, 1.0), "many": (10_000, 1.0), "thousand": (1_000, 0.1), "million": (1_000_000, 0.001)}
"""Reports, and the share of them that is open: a desk of a million has closed nearly all of them."""


def measure_queue(folder: Path) -> list[Figure]:
    """The p95 of the CPU time of a page of 25, over the lists in turns: 10,000 open : 100, and 10^6 in all : 10^3."""
    desks = {name: _desk(folder, name, *size) for name, size in SIZES.items()}
    p95 = _costs({name: browser for name, (_application, browser) in desks.items()})
    for application, _browser in desks.values():
        close(application)
    pairs = (("many", "few", "10,000 open reports : 100"), ("million", "thousand", "10^6 reports : 10^3"))
    return [
        Figure(f"Queue page of the desk, {words}", f"{p95[big] / p95[small]:.2f}",
               f"{p95[big] * 1000:.1f} : {p95[small] * 1000:.1f} ms CPU, p95", "<= 3.0", p95[big] <= 3 * p95[small])
        for big, small, words in pairs
    ]  # fmt: skip


def _desk(folder: Path, name: str, count: int, share: float):
    """An application with that many reports at one unit, and its officer's browser."""
    settings = settings_in(folder / name, database_url=f"sqlite:///{folder}/queue-{name}.sqlite3")
    set_up(create_app(settings))
    application = create_app(settings)
    with application.app_context():
        session = db.session()
        unit = make_unit(session, kind="chi_cuc", areas=[province(session).id])
        user = make_officer(session, role="lanh_dao", unit=unit)
        session.commit()
        _fill(unit.id, user.id, count, share)
        browser = sign_in(session, application.test_client(), user)
        db.session.remove()
    return application, browser


def _fill(unit_id, user_id, count: int, share: float) -> None:
    draw, now = random.Random(1), clock.now()
    with committing() as session:
        communes = [each.id for each in list_communes(session, province(session).id)]
        kinds = list(session.scalars(select(ComplaintKind.code)))
        for start in range(0, count, 20_000):
            rows = [_report(draw, n, now, unit_id, user_id, communes, kinds, share)
                    for n in range(start, min(start + 20_000, count))]  # fmt: skip
            session.execute(insert(Complaint), rows)
        session.execute(text("ANALYZE"))


def _report(draw, number: int, now, unit_id, user_id, communes, kinds, share: float) -> dict:
    is_open = draw.random() < share
    filed_at = now - timedelta(days=draw.random() * (20 if is_open else 900))
    seller, goods = f"Sạp {draw.randrange(400)}", f"Hàng mẫu {draw.randrange(900)}"
    state = draw.choice((RECEIVED, REVIEWING, REVIEWING, WAITING)) if is_open else CLOSED
    return {
        "id": new_id(), "number": f"PA-{number:07d}", "form_key": f"{number:064d}", "tracking_hash": f"{number:064x}",
        "kind_code": draw.choice(kinds), "filed_at": filed_at, "state": state, "unit_id": unit_id, "channel": "web",
        "officer_id": user_id if draw.random() < 0.2 else None, "place_kind": "shop", "goods_name": goods,
        "seller": seller, "commune_id": draw.choice(communes), "search_words": fold(f"{number} {goods} {seller}"),
        "promised_on": clock.legal_date(filed_at) + timedelta(days=14), "language": "vi",
        "closed_at": None if is_open else filed_at + timedelta(days=9), "outcome": "" if is_open else "no_violation",
    }  # fmt: skip


def _costs(browsers: dict[str, FlaskClient]) -> dict[str, float]:
    """The p95 of each desk's pages; the desks take turns."""
    times: dict[str, list[float]] = {name: [] for name in browsers}
    for turn in range(ROUNDS + 2):
        for name, browser in browsers.items():
            view = VIEWS[turn % len(VIEWS)]
            start = time.process_time()
            assert browser.get(f"/desk/cases?view={view}").status_code == 200
            if turn >= 2:  # statements are compiled and pages of the file read before anything is measured
                times[name].append(time.process_time() - start)
    return {name: statistics.quantiles(found, n=20)[18] for name, found in times.items()}
