"""Leaving quickly: this machine forgets the report and shows a page about the weather."""

from flask import Response, redirect, request

from complaints.actions.drafts import drop_draft
from complaints.actions.photos import delete_photos
from complaints.actions.uploads import drop_uploads
from complaints.public.frame import CASE, DRAFT, HELPER, RECEIPT, blueprint, drop_cookie, go
from complaints.queries.filing import find_draft, hash_draft_id
from core import clock
from core.config import settings
from core.db import committing, session

OURS = ("same-origin", "none", None)


@blueprint.get("/complaints/leave")
def leave() -> Response:
    """A plain link, so that nothing stands between the finger and the other page.

    A link on another site, or a browser that fetches ahead, must not throw away anybody's answers.
    """
    if request.headers.get("Sec-Fetch-Site") not in OURS or "Sec-Purpose" in request.headers:
        return go("new")
    forget_draft()
    return forget_here(redirect(settings().leave_url, 303), CASE, DRAFT, RECEIPT, HELPER)


@blueprint.post("/complaints/leave")
def leave_here() -> Response:
    """The same by a button, to our own first page: forms may lead nowhere else."""
    forget_draft()
    return forget_here(redirect("/", 303), CASE, DRAFT, RECEIPT, HELPER)


def forget_draft() -> None:
    """The unsent answers of this browser and their photos."""
    draft_id = request.cookies.get(DRAFT, "")
    draft = find_draft(session, draft_id, clock.now())
    with committing() as current:
        drop_uploads(current, draft_hash=hash_draft_id(draft_id) if draft else "")
        drop_draft(current, draft_id=draft_id)
    delete_photos(session, draft.answers.photos if draft else ())


def forget_here(response: Response, *cookies: str) -> Response:
    """The browser drops the cookies, kept pages and what scripts stored."""
    drop_cookie(response, *cookies)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    return response
