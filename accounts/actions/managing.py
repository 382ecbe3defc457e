"""What the administrator does with people and with the table of rights."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.enrolment import end_other_sessions, first_password
from accounts.actions.people import create_user, give_role
from accounts.models import Membership, RoleRight, User
from accounts.queries import get_user, list_rights, unit_on
from accounts.queries.units import holds
from accounts.units import KINDS, ROLES
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy


def open_account(
    session: Session, *, login: str, display_name: str, unit_id: UUID, role: str, actor: Actor, now: datetime
) -> tuple[User, str]:
    """Somebody who signs in, and the first password, shown once: it must be changed and a telephone set up."""
    password = first_password()
    user, _none = create_user(
        session, login=login, display_name=display_name, password=password, must_change=True, actor=actor, now=now
    )
    grant_role(session, user_id=user.id, unit_id=unit_id, role=role, actor=actor, now=now)
    return user, password


def grant_role(
    session: Session, *, user_id: UUID, unit_id: UUID, role: str, actor: Actor, now: datetime,
    valid_from: date | None = None,
) -> Membership:  # fmt: skip
    """A role in a unit. Raises BadInput for a role that has no right in that kind of unit, Conflict when held."""
    on = valid_from or legal_date(now)
    get_user(session, user_id)
    unit = unit_on(session, unit_id, on)
    if not list_rights(session, role=role, unit_kind=unit.kind, on=on):
        raise BadInput(lazy("Vai trò này không có quyền nào trong %(kind)s; chọn vai trò khác",
                            kind=KINDS.get(unit.kind, unit.kind)), field="role")  # fmt: skip
    held = select(Membership).where(
        Membership.user_id == user_id, Membership.unit_id == unit_id, Membership.role == role, holds(Membership, on)
    )
    if session.scalars(held).first():
        raise Conflict(lazy("Người này đang giữ vai trò đó trong đơn vị này."))
    same = {"user_id": user_id, "unit_id": unit_id, "role": role, "valid_from": on}
    ended = session.scalars(select(Membership).filter_by(**same)).first()
    if ended is None:
        return give_role(session, **same, actor=actor, now=now)
    ended.valid_to = None  # one that ended on its first day begins again
    audit.append(session, stream=f"user:{user_id}", kind="user.role", actor=actor, at=now, facts={"role": role})
    return ended


def end_role(session: Session, *, membership_id: UUID, actor: Actor, now: datetime) -> Membership:
    """The role ends today at once: yesterday was its last day. Sessions end with it.

    Raises NotFound, and Conflict for the administrator's own last role.
    """
    row = session.get(Membership, membership_id)
    if row is None or (row.valid_to and row.valid_to < legal_date(now)):
        raise NotFound(lazy("Không có vai trò này."))
    if row.user_id == actor.id:
        raise Conflict(lazy("Không tự bỏ vai trò của mình; nhờ quản trị viên khác."))
    row.valid_to = legal_date(now) - timedelta(days=1)
    facts = {"unit": row.unit_id, "role": row.role}
    audit.append(session, stream=f"user:{row.user_id}", kind="user.role_ended", actor=actor, at=now, facts=facts)
    end_other_sessions(session, user_id=row.user_id, keep_session=None, actor=actor, now=now)
    return row


def set_active(
    session: Session, *, user_id: UUID, is_active: bool, reason: str, actor: Actor, now: datetime
) -> User:
    """Close an account, or open it again. Raises BadInput without a reason, Conflict for one's own."""
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do"), field="reason")
    if user_id == actor.id:
        raise Conflict(lazy("Không tự khóa tài khoản của mình."))
    user = get_user(session, user_id)
    user.is_active = is_active
    kind = "user.opened" if is_active else "user.closed"
    audit.append(session, stream=f"user:{user_id}", kind=kind, actor=actor, at=now, facts={"reason": reason.strip()})
    if not is_active:
        end_other_sessions(session, user_id=user_id, keep_session=None, actor=actor, now=now)
    return user


def add_right(
    session: Session, *, role: str, unit_kind: str, action: str, valid_from: date, source: str, actor: Actor,
    now: datetime,
) -> RoleRight:  # fmt: skip
    """A right from a day on. Raises BadInput for a role, kind or action that is in no list, or a right held."""
    known = set(session.scalars(select(RoleRight.action)))
    for field, sent, there in (("role", role, ROLES), ("unit_kind", unit_kind, KINDS), ("action", action, known)):
        if sent not in there:
            raise BadInput(lazy("Danh sách không có “%(sent)s”", sent=sent[:40]), field=field)
    if valid_from < legal_date(now):
        raise BadInput(lazy("Quyền chỉ có từ hôm nay trở đi"), field="valid_from")
    if action in list_rights(session, role=role, unit_kind=unit_kind, on=valid_from):
        raise BadInput(lazy("Vai trò này đã có quyền đó"), field="action")
    same = {"role": role, "unit_kind": unit_kind, "action": action, "valid_from": valid_from}
    row = session.scalars(select(RoleRight).filter_by(**same)).first() or RoleRight(**same)
    row.valid_to, row.source = None, source  # one that ended on its first day begins again
    session.add(row)
    session.flush()
    facts = {"role": role, "unit_kind": unit_kind, "action": action, "from": valid_from}
    audit.append(session, stream="rights:all", kind="right.added", actor=actor, at=now, facts=facts)
    return row


def end_right(session: Session, *, right_id: UUID, actor: Actor, now: datetime) -> RoleRight:
    """The right is gone from now on. Raises NotFound, and Conflict for the right to manage rights."""
    row = session.get(RoleRight, right_id)
    if row is None or (row.valid_to and row.valid_to < legal_date(now)):
        raise NotFound(lazy("Không có quyền này."))
    if row.action == "accounts.manage":
        raise Conflict(lazy("Không bỏ quyền quản trị người dùng: sẽ không ai sửa lại được."))
    row.valid_to = legal_date(now) - timedelta(days=1)
    facts = {"role": row.role, "unit_kind": row.unit_kind, "action": row.action}
    audit.append(session, stream="rights:all", kind="right.ended", actor=actor, at=now, facts=facts)
    return row
