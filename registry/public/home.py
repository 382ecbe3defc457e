"""What the register shows on the home page."""

from sqlalchemy.orm import Session

from core import clock
from core.home import register_home_section
from registry import queries
from registry.queries import Wanted

ON_HOME = 4
SEASONAL = ("che", "na", "ga_doi", "mien", "mat_hoa_dua", "nem_chua")


def _load_home(current: Session) -> dict:
    on = clock.today()
    seasonal: list = []
    for kind in SEASONAL:
        seasonal += queries.search_products(current, Wanted(kind=kind), on=on, limit=1)[0]
    return {
        "total": queries.count_products(current, Wanted(), on=on),
        "recognised": sum(queries.count_recognised(current, on).values()),
        "producers": sum(queries.count_producers(current, on).values()),
        "shops": queries.count_sale_points(current, on, kind="ocop_shop"),
        "seasonal": seasonal[:ON_HOME],
    }


register_home_section(10, "registry/home.html", _load_home)
