"""Prints that were looked at."""

from sqlalchemy.orm import Session

from core.actor import SYSTEM
from qr.models import PrintCheck
from tests.factories.qr import NOW, Goods


def put_good_check(session: Session, goods: Goods) -> None:
    """A printed label of the batch was read and found good."""
    session.add(
        PrintCheck(
            batch_id=goods.batch.batch_id, generation=goods.batch.generation, number=goods.batch.first_number,
            is_good=True, version=4, level="M", unused=100, contrast=90, module_um=423, actor=str(SYSTEM), at=NOW,
        )
    )  # fmt: skip
    session.commit()
