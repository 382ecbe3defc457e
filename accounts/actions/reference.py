"""The rights, and the table of personal data, that ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import PersonalAccess, RoleRight
from core.config import ROOT
from core.reference import read_rows, reference


@reference("accounts")
def load_rights(session: Session, now: datetime) -> None:
    """Load the rights that ship with the product; rows an administrator has ended stay ended."""
    have = {(r.role, r.unit_kind, r.action) for r in session.scalars(select(RoleRight))}
    for row in read_rows(ROOT / "accounts" / "data" / "role_right.csv"):
        for action in row["actions"].split():
            if (row["role"], row["unit_kind"], action) not in have:
                have.add((row["role"], row["unit_kind"], action))  # two lines of a role may give the same action
                session.add(
                    RoleRight(
                        role=row["role"], unit_kind=row["unit_kind"], action=action,
                        valid_from=date.fromisoformat(row["valid_from"]), source=row["source"],
                    )
                )  # fmt: skip


@reference("accounts.access")
def load_access(session: Session, now: datetime) -> None:
    """Load who may see which field of a reporter; rows an administrator has ended stay ended."""
    have = {tuple(row) for row in session.execute(select(PersonalAccess.field, PersonalAccess.role))}
    for row in read_rows(ROOT / "accounts" / "data" / "personal_access.csv"):
        if (row["field"], row["role"]) not in have:
            session.add(PersonalAccess(**row | {"valid_from": date.fromisoformat(row["valid_from"])}))
