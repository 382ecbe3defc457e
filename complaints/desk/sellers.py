"""Reports by online seller."""

from flask import Response

from accounts.guards import requires, signed_in
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.sellers import list_seller_cases
from complaints.workflow import STATES
from core.db import session
from core.pages import page


@blueprint.get("/seller-cases")
@requires("cases.read")
def seller_cases() -> Response:
    """The register's sellers with the reports of the officer's own units about them."""
    return page("complaints/desk/sellers.html", style="desk", states=STATES,
                rows=list_seller_cases(session(), unit_ids(), signed_in().user_id))  # fmt: skip
