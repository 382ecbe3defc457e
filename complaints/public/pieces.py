"""Files in pieces, for the script on the phone: POST announces, PATCH adds, HEAD asks where to go on (tus 1.0)."""

from uuid import UUID

from flask import Response, jsonify, request

from complaints.actions.uploads import add_piece, begin_upload, finish_upload, remove_upload
from complaints.models import Upload
from complaints.pieces import MOST_PIECE, WrongOffset, gone, read_announcement
from complaints.public.frame import CASE, DRAFT, blueprint, find_own_case
from complaints.queries.filing import find_draft, find_sent, hash_draft_id, mark_of
from complaints.queries.uploads import find_upload
from core import clock
from core.db import committing, session
from core.errors import BadInput, DomainError, NotFound
from core.i18n import lazy
from core.limits import network

TUS = "1.0.0"
PIECE = "application/offset+octet-stream"


@blueprint.post("/complaints/uploads")
def announce_upload() -> Response:
    """A file is coming: its size, name, hash, and where the photo says it was taken."""
    announced = read_announcement(request.headers.get("Upload-Length"), request.headers.get("Upload-Metadata", ""))
    if announced is None:
        return _refuse(BadInput(lazy("Máy chưa nói tệp nặng bao nhiêu. Chọn lại ảnh này")))
    owner = _find_owner()
    if owner is None:
        return _refuse(gone())
    try:
        with committing() as current:
            upload = begin_upload(current, announced=announced, network=network(), now=clock.now(), **owner)
            answer = _answer(upload, 201)
    except DomainError as refused:
        return _refuse(refused)
    return answer


@blueprint.patch("/complaints/uploads/<uuid:upload_id>")
def send_piece(upload_id: UUID) -> Response:
    """The next piece; with the last one the file is read."""
    offset, data = request.headers.get("Upload-Offset", ""), request.get_data(cache=False)
    if request.mimetype != PIECE or not offset.isdecimal() or len(offset) > 12 or len(data) > MOST_PIECE:
        return _refuse(BadInput(lazy("Phần ảnh này không đọc được. Máy sẽ tự gửi lại phần nhỏ hơn")))
    who, now = {"upload_id": upload_id, "mark": _sent_mark()}, clock.now()
    try:
        with committing() as current:
            upload = add_piece(current, offset=int(offset), data=data, now=now, **who)
            is_whole = upload.received == upload.size
        if is_whole:
            with committing() as current:
                finish_upload(current, now=now, **who)
    except DomainError as refused:
        return _refuse(refused)
    return _answer(find_upload(session, upload_id, who["mark"], now), 204)


@blueprint.get("/complaints/uploads/<uuid:upload_id>")
def show_upload(upload_id: UUID) -> Response:
    """How much has arrived (HEAD), and what became of it (GET)."""
    upload = find_upload(session, upload_id, _sent_mark(), clock.now())
    return _answer(upload, 200) if upload else _refuse(gone())


@blueprint.delete("/complaints/uploads/<uuid:upload_id>")
def cancel_upload(upload_id: UUID) -> Response:
    """The person took the file back before the report was sent with it."""
    try:
        with committing() as current:
            remove_upload(current, upload_id=upload_id, mark=_sent_mark(), now=clock.now())
    except DomainError as refused:
        return _refuse(refused)
    return _head(Response(status=204))


def _sent_mark() -> str:
    """The mark of the form key that came with the request; "" where none did."""
    key = request.headers.get("Form-Key", "")
    return mark_of(session, key) if 16 <= len(key) <= 64 and key.isascii() else ""


def _find_owner() -> dict | None:
    """What a file is announced for: the draft of this browser, a report already sent, or one that is followed."""
    key, mark = request.headers.get("Form-Key", ""), _sent_mark()
    if not mark:
        return None
    if request.headers.get("Case") == "yes":
        case, _kept = find_own_case(CASE)
        return {"mark": mark, "complaint_id": case.id} if case else None
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    if draft is not None and draft.form_key == key:
        return {"mark": mark, "draft_hash": hash_draft_id(draft.id)}
    sent = find_sent(session, key)
    return {"mark": sent.form_key, "complaint_id": sent.id} if sent else None


def _answer(upload: Upload | None, status: int) -> Response:
    if upload is None:
        return _refuse(gone())
    if status == 204:
        response = Response(status=204)
    else:
        response = jsonify(state=upload.state, refusal=upload.refusal, received=upload.received, size=upload.size)
        response.status_code = status
    response.headers["Upload-Offset"] = str(upload.received)
    response.headers["Upload-Length"] = str(upload.size)
    response.headers["Upload-State"] = upload.state
    response.headers["Location"] = f"/complaints/uploads/{upload.id}"
    response.headers["Upload-Expires"] = upload.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return _head(response)


def _refuse(refused: DomainError) -> Response:
    """The sentence for the person; a piece out of turn is told apart, so that the script asks and goes on."""
    response = jsonify(
        refusal=str(refused.message), again=isinstance(refused, WrongOffset), gone=isinstance(refused, NotFound)
    )
    response.status_code = refused.status
    return _head(response)


def _head(response: Response) -> Response:
    response.headers["Tus-Resumable"] = TUS
    if request.method == "PATCH":  # where connections are cut after so many bytes, each piece has one of its own
        response.headers["Connection"] = "close"
    response.headers["Cache-Control"] = "no-store"
    return response
