"""What the bench serves: our application by its several ways, and the smallest Flask application as yardstick."""

import json
import os
from pathlib import Path

from flask import Flask, Response
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app import create_app
from core import clock
from core.db import Base, committing, id_column, session
from qr.facts import Row, facts_of
from qr.links import parse_link
from qr.models import CodeMark, CodeRange
from qr.page_cache import PageCache
from qr.public.scanning import verdict_page
from qr.queries.lookup import open_link
from registry.models import Passport
from tests.factories.qr import make_goods
from tests.installation import build_app, close, set_up, settings_in

FOLDER = Path(os.environ.get("BENCH_FOLDER", "."))
CODES = 500


class NaiveScan(Base):
    """A scan stored in the request, as a first program would."""

    __tablename__ = "naive_scan"

    id = id_column()
    number: Mapped[int] = mapped_column()


def settings_here():
    """The settings of the bench; another database where BENCH_DATABASE names one."""
    url = os.environ.get("BENCH_DATABASE")
    return settings_in(FOLDER, **({"database_url": url} if url else {}))


def prepare() -> list[str]:
    """Make the database with one product, one lot and its codes; the addresses of the items."""
    application = build_app(settings_here())
    set_up(application)
    with application.app_context(), committing() as current:
        NaiveScan.__table__.create(current.connection())  # type: ignore[attr-defined]
        goods = make_goods(current, count=CODES, now=clock.now())
        paths = [goods.item(serial) for serial in goods.serials]
    close(application)
    (FOLDER / "paths.json").write_text(json.dumps(paths))
    return paths


def hello_application() -> Flask:
    """Flask's own first example: what any page must cost at least."""
    hello = Flask("hello")
    hello.add_url_rule("/hello", "hello", lambda: "Hello, World!")
    return hello


def naive_page(rest: str) -> Response:
    """The same page as a first program would make it: rows by the ORM one after another, a commit for the scan."""
    link = parse_link(f"/{rest}")
    opened = open_link(link)
    lot = session.scalars(select(Passport).filter_by(gtin=link.key, lot_number=link.lot)).one()
    product = session.scalars(select(Passport).filter_by(gtin=link.key, lot_id=None)).one()
    ranges = select(CodeRange).filter_by(generation=opened.generation).where(CodeRange.last_number >= opened.number)
    batch = session.scalars(ranges.order_by(CodeRange.last_number)).first()
    session.scalars(select(CodeMark).filter_by(generation=opened.generation, number=opened.number)).first()
    row = Row(
        product.product_id, product.code, product.gtin, lot.body, lot.lot_id, lot.lot_number, lot.made_on,
        lot.expires_on, batch.product_id, batch.state,
    )  # fmt: skip
    page = verdict_page(link, facts_of(link, row, clock.today()), row, 200)
    with committing() as current:
        current.add(NaiveScan(number=opened.number))
    return page


def build():
    """Our application and hello behind one server, told apart by the first part of the address."""
    ours, hello = create_app(settings_here()), hello_application()
    ours.add_url_rule("/naive/<path:rest>", "naive", naive_page)
    front = ours.extensions["front"]

    def serve(environ, start_response):
        way, _, rest = environ["PATH_INFO"][1:].partition("/")
        if way == "hello":
            return hello.wsgi_app(environ, start_response)
        if way in ("view", "cold"):  # Flask's view, with held pages and without
            environ["PATH_INFO"] = f"/{rest}"
            if way == "cold":
                front.pages = PageCache()
            return front.inner(environ, start_response)
        return ours.wsgi_app(environ, start_response)

    return serve
