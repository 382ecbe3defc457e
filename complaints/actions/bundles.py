"""Giving a report out as a sealed bundle: who took it and why is written first, then its hash."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.actions.steps import add_step, lock_case
from complaints.bundles import pack, to_json
from complaints.protocol import Line, draw_protocol, heading, small, title
from complaints.queries.bundles import CaseRows, get_case_rows
from complaints.step_words import STEP_WORDS
from complaints.workflow import OUTCOMES, STATES
from core import audit, storage
from core.actor import Actor
from core.clock import local
from core.errors import BadInput
from core.i18n import in_vietnamese, lazy
from core.keys import Key, current_key
from core.published import public_jwk
from core.text import format_date

PROTOCOL, CHECKER, STEPS = "bien-ban.pdf", "kiem-tra.html", "nhat-ky.json"
MOST_LETTERS = 500
NOTICE = (
    "Gói không có tên, số điện thoại, thư điện tử của người phản ánh. "
    "Mở kiem-tra.html, chọn tệp ZIP của gói để biết có byte nào bị sửa."
)


@dataclass(frozen=True)
class Taking:
    """Who takes a bundle, when and why."""

    who: str
    unit: str
    reason: str
    at: datetime
    mark: str = ""  # "BẢN MẪU" on a paper of sample data


def record_export(session: Session, *, complaint_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Write down who takes the report out and why. Raises BadInput without a reason."""
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do xuất hồ sơ"), field="bundle_reason")
    if len(reason) > MOST_LETTERS:
        raise BadInput(lazy("Lý do dài quá %(most)s ký tự", most=MOST_LETTERS), field="bundle_reason")
    complaint = lock_case(session, complaint_id)
    add_step(session, complaint, kind="exported", actor=actor, now=now, note=reason.strip())


def record_bundle(session: Session, *, complaint_id: UUID, data: bytes, actor: Actor, now: datetime) -> None:
    """The hash of what was given out, so that a copy can be told from another."""
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    audit.append(session, stream=f"case:{complaint_id}", kind="bundle.sealed", actor=actor, at=now, facts=facts)


def build_bundle(session: Session, *, complaint_id: UUID, taking: Taking, checker: bytes) -> bytes:
    """The bundle as it stands now: rows, photos, steps of the audit, checker, protocol; signed over every byte."""
    rows, key = get_case_rows(session, complaint_id), current_key(session, "bundle")
    files = {f"{name}.json": to_json(part) for name, part in rows.parts.items()}
    files |= {STEPS: to_json(rows.steps), CHECKER: checker} | _photos(rows)
    about = {
        "case": rows.complaint.number, "made_at": taking.at.isoformat(), "key": public_jwk(key), "root": rows.root,
        "missing": _missing(rows, files), "format": "chinhgoc-bundle-1",
    }  # fmt: skip
    files = {PROTOCOL: _draw(rows, taking, files, key)} | files
    return pack(files, about, key.private().sign)


def photo_name(photo) -> str:
    """The name of a photo in the bundle."""
    return f"anh/{photo.position:02d}-{photo.id}.jpg"


def _photos(rows: CaseRows) -> dict[str, bytes]:
    return {
        photo_name(photo): storage.get(photo.clean_key)
        for photo in rows.photos if photo.clean_key and storage.exists(photo.clean_key)
    }  # fmt: skip


def _missing(rows: CaseRows, files: dict[str, bytes]) -> list[dict]:
    """Files of the report that are not inside, with the hash under which they came: recordings, erased photos."""
    return [
        {"position": photo.position, "media": photo.media, "received_sha256": photo.received_hash}
        for photo in rows.photos if photo_name(photo) not in files
    ]  # fmt: skip


def _draw(rows: CaseRows, taking: Taking, files: dict[str, bytes], key: Key) -> bytes:
    name = f"Biên bản xuất hồ sơ {rows.complaint.number}"
    lines = [*_head(rows, taking, name, key), heading("Các bước của hồ sơ")]
    for event in rows.events:
        state = f", {in_vietnamese(STATES[event.to_state])}" if event.to_state else ""
        words = f" – {event.public}" if event.public else ""
        lines.append(small(f"{event.seq}. {_moment(event.at)}: {in_vietnamese(STEP_WORDS[event.kind])}{state}{words}"))
    lines.append(heading("Các tệp trong gói, với mã băm SHA-256"))
    lines += [small(f"{each}, {len(data)} byte: {hashlib.sha256(data).hexdigest()}") for each, data in files.items()]
    lines += [heading("Chữ ký"), Line("Người xuất hồ sơ: ........................................"),
              Line("Người nhận: ........................................")]  # fmt: skip
    return draw_protocol(lines, name=name, mark=taking.mark)


def _head(rows: CaseRows, taking: Taking, name: str, key: Key) -> list[Line]:
    case = rows.complaint
    facts = [
        ("Xuất lúc", _moment(taking.at)), ("Người xuất", f"{taking.who}, {taking.unit}"), ("Lý do", taking.reason),
        ("Loại việc", rows.kind.name), ("Nhận lúc", _moment(case.filed_at)), ("Món hàng", case.goods_name),
        ("Người bán", case.seller or case.online_address), ("Nơi bán", rows.place or case.place_as_written),
        ("Trạng thái", in_vietnamese(STATES[case.state])),
        ("Kết quả", in_vietnamese(OUTCOMES[case.outcome]) if case.outcome else ""),
        ("Hẹn trả lời", format_date(case.promised_on)), ("Câu trả lời", case.answer),
        ("Khóa ký gói", f"bundle-{key.number}: {public_jwk(key)['x']}"),
        ("Gốc nhật ký gần nhất", f"{rows.root['until']}: {rows.root['root']}" if rows.root else "chưa có"),
    ]  # fmt: skip
    lines = [title(name)] + [Line(f"{label}: {text}") for label, text in facts if text]
    return [*lines, small(NOTICE)]


def _moment(at: datetime) -> str:
    return local(at).strftime("%H:%M %d/%m/%Y")
