"""Reading OCOP recognitions."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import Recognition, RecognitionEvent

OCOP = "ocop"


def get_recognition(session: Session, recognition_id: UUID) -> Recognition:
    """The recognition. Raises NotFound."""
    recognition = session.get(Recognition, recognition_id)
    if recognition is None:
        raise NotFound(lazy("Không có quyết định công nhận này."))
    return recognition


def list_recognitions(session: Session, product_id: UUID, scheme: str = OCOP) -> list[Recognition]:
    """A product's recognitions, newest first."""
    query = select(Recognition).filter_by(product_id=product_id, scheme=scheme)
    return list(session.scalars(query.order_by(Recognition.issued_on.desc(), Recognition.recorded_at.desc())))


def find_newest_ocop(session: Session, product_id: UUID) -> Recognition | None:
    """The newest OCOP recognition, also when it is past its date or withdrawn."""
    return next(iter(list_recognitions(session, product_id)), None)


def find_revocation(session: Session, recognition_id: UUID) -> RecognitionEvent | None:
    """The step that withdrew a recognition."""
    query = select(RecognitionEvent).filter_by(recognition_id=recognition_id, kind="revoked")
    return session.scalars(query.order_by(RecognitionEvent.seq.desc())).first()
