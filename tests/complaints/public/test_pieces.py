"""A file in pieces: it goes on where it was cut, arrives once, and belongs to whoever holds the form key."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.dialogue import ask_reporter
from complaints.actions.handling import close_case
from complaints.actions.uploads import sweep_uploads
from complaints.models import Complaint, ComplaintEvent, Evidence, Message, Upload
from complaints.pieces import KEPT
from complaints.public import pieces
from core import audit, clock, storage
from core.actor import Actor
from tests.complaints.public.walk import Reporter, hidden_fields
from tests.factories.accounts import make_officer
from tests.factories.complaints import SECRET_WORDS, make_report, picture


def words(**pairs: str) -> str:
    return ",".join(f"{name} {b64encode(text.encode()).decode()}" for name, text in pairs.items())


@dataclass
class Phone:
    """What the script on the phone does, request by request."""

    client: object
    form_key: str
    more: dict = field(default_factory=dict)

    def announce(self, data: bytes, sha256: str = "", size: int = 0, **more: str):
        head = self.more | {"Form-Key": self.form_key, "Upload-Length": str(size or len(data))}
        sha256 = sha256 or hashlib.sha256(data).hexdigest()
        head["Upload-Metadata"] = words(filename="anh.jpg", sha256=sha256, **more)
        return self.client.post("/complaints/uploads", headers=head)

    def send(self, address: str, data: bytes, offset: int):
        head = self.more | {"Form-Key": self.form_key, "Upload-Offset": str(offset)}
        return self.client.patch(address, data=data, headers=head, content_type="application/offset+octet-stream")

    def ask(self, address: str):
        return self.client.get(address, headers={"Form-Key": self.form_key})

    def send_all(self, data: bytes, piece: int = 300, **more: str) -> str:
        address = self.announce(data, **more).headers["Location"]
        for offset in range(0, len(data), piece):
            assert self.send(address, data[offset : offset + piece], offset).status_code == 204
        return address


@pytest.fixture
def phone(reporter) -> Phone:
    """A phone that stands at the question for photos."""
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    return Phone(reporter.client, hidden_fields(reporter.page)["form_key"])


def finish(reporter: Reporter) -> None:
    for name, fields in (("place", {"place": "unknown"}), ("contact", {"contact": "none"}), ("check", {})):
        reporter.open(f"/complaints/new/{name}")
        reporter.press(**fields)


def test_a_file_cut_between_pieces_goes_on_and_becomes_evidence_with_its_hash(reporter, phone, session):
    data = picture((300, 200))
    address = phone.announce(data).headers["Location"]
    assert phone.send(address, data[:1000], 0).headers["Upload-Offset"] == "1000"
    again = phone.send(address, data[:1000], 0)  # the answer was lost: the piece comes once more
    assert again.status_code == 409 and again.json["again"]
    head = phone.client.head(address, headers={"Form-Key": phone.form_key})
    assert head.headers["Upload-Offset"] == "1000" and head.headers["Tus-Resumable"] == "1.0.0"
    assert phone.send(address, data[1000:], 1000).headers["Upload-State"] == "done"
    assert phone.send(address, b"", len(data)).status_code == 204
    assert storage.list_under("uploads") == []
    finish(reporter)
    (row,) = session.scalars(select(Evidence))
    assert row.received_hash == hashlib.sha256(data).hexdigest() and row.received_size == len(data)
    assert SECRET_WORDS not in storage.get(row.clean_key) + storage.get(row.sealed_key)


def test_the_text_is_sent_first_and_the_photo_finds_its_report(reporter, phone, session):
    data = picture((300, 200))
    address = phone.announce(data).headers["Location"]
    phone.send(address, data[:1000], 0)
    finish(reporter)
    assert session.scalars(select(Evidence)).all() == []
    assert phone.send(address, data[1000:], 1000).headers["Upload-State"] == "done"
    assert session.scalars(select(Evidence.id)).one() == session.scalars(select(Upload.id)).one()
    assert [event.kind for event in session.scalars(select(ComplaintEvent))] == ["filed", "photo"]
    late = phone.send_all(picture((301, 200)))  # one more, announced after the report was sent
    assert phone.ask(late).json["state"] == "done" and len(session.scalars(select(Evidence)).all()) == 2
    assert audit.verify(session) == []


def test_the_same_file_announced_again_is_the_same_upload_and_one_photo(phone, reporter, session):
    data = picture((300, 200))
    first, second = phone.send_all(data), phone.announce(data).headers["Location"]
    assert first == second and phone.ask(second).json["state"] == "done"
    finish(reporter)
    assert len(session.scalars(select(Evidence)).all()) == 1


def test_answers_given_while_a_photo_arrives_lose_neither(phone, reporter, session):
    """The page of a question was opened before the photo came; what it sends keeps the photo."""
    reporter.open("/complaints/new/place")
    phone.send_all(picture((300, 200)))
    reporter.press(place="unknown")
    finish(reporter)
    assert len(session.scalars(select(Evidence)).all()) == 1


def test_a_file_whose_hash_is_another_is_refused_in_words_and_nothing_stays(phone, session):
    data = picture((300, 200))
    address = phone.announce(data, sha256="0" * 64).headers["Location"]
    answer = phone.send(address, data, 0)
    assert answer.headers["Upload-State"] == "refused"
    assert "đến không nguyên vẹn" in phone.ask(address).json["refusal"]
    assert storage.list_under("uploads") == storage.list_under("evidence") == []


def test_a_sixth_photo_and_what_is_no_photo_are_refused_in_words(phone, reporter, session):
    for width in range(5):
        phone.send_all(picture((60 + width, 50)))
    assert "Chỉ gửi được 5 ảnh" in phone.ask(phone.send_all(picture((99, 50)))).json["refusal"]
    assert "không phải ảnh" in phone.ask(phone.send_all(b"hello " * 90)).json["refusal"]
    finish(reporter)
    assert len(session.scalars(select(Evidence)).all()) == 5


@pytest.mark.parametrize("length", ["", "0", "-1", "abc", "9" * 20, "1e9", "99999999999"])
def test_a_length_that_cannot_be_is_answered(phone, length):
    head = {"Form-Key": phone.form_key, "Upload-Length": length}
    answer = phone.client.post("/complaints/uploads", headers=head)
    assert answer.status_code == 422 and answer.json["refusal"]


def test_pieces_out_of_turn_too_long_or_of_another_kind_change_nothing(phone):
    data = picture((300, 200))
    address = phone.announce(data).headers["Location"]
    assert phone.send(address, data[:10], 5).status_code == 409
    assert phone.send(address, data + b"more", 0).status_code == 422
    assert phone.client.patch(address, data=b"x", headers={"Form-Key": phone.form_key}).status_code == 422
    odd = phone.client.patch(
        address, data=b"x", headers={"Form-Key": phone.form_key, "Upload-Offset": "²"},
        content_type="application/offset+octet-stream",
    )  # fmt: skip
    assert odd.status_code == 422 and phone.ask(address).json["received"] == 0


def test_nobody_without_the_form_key_learns_of_a_file_or_adds_to_it(app, phone):
    address = phone.announce(picture()).headers["Location"]
    other = Phone(app.test_client(), "x" * 24)
    for answer in (other.ask(address), other.send(address, b"x", 0), other.announce(b"x" * 9)):
        assert answer.status_code == 404 and answer.json["gone"]
    assert other.client.get(address).status_code == 404
    assert other.client.delete(address, headers={"Form-Key": "short"}).status_code == 404


def test_a_photo_is_taken_back_before_sending(phone, reporter, session):
    address = phone.send_all(picture((300, 200)))
    assert phone.client.delete(address, headers={"Form-Key": phone.form_key}).status_code == 204
    assert storage.list_under("evidence") == []
    finish(reporter)
    assert session.scalars(select(Evidence)).all() == []


def test_pieces_expire_and_leave_nothing(phone, session):
    data = picture((300, 200))
    address = phone.announce(data).headers["Location"]
    phone.send(address, data[:1000], 0)
    assert storage.list_under("uploads")
    sweep_uploads(session, {}, clock.now() + KEPT + timedelta(minutes=1))
    assert storage.list_under("uploads") == [] and phone.ask(address).status_code == 404


def test_the_place_and_day_of_a_photo_are_never_stored_with_it(phone, reporter, session):
    """They are offered as an answer from the draft; the report and the upload know nothing of them."""
    phone.send_all(picture((300, 200)), place="21.594321,105.848123", day=clock.today().isoformat())
    finish(reporter)
    case = session.scalars(select(Complaint)).one()
    assert case.commune_id is None and case.bought_on is None
    assert "21.594" not in " ".join(str(row.__dict__) for row in session.scalars(select(Upload)))


def test_a_server_that_died_before_reading_the_whole_file_reads_it_when_asked_again(phone, monkeypatch, session):
    data = picture((300, 200))
    address = phone.announce(data).headers["Location"]
    with monkeypatch.context() as patch:
        patch.setattr(pieces, "finish_upload", lambda *_args, **_more: None)  # killed between the two commits
        assert phone.send(address, data, 0).headers["Upload-State"] == "open"
    assert phone.send(address, b"", len(data)).headers["Upload-State"] == "done"


def test_the_budget_of_a_day_cannot_be_passed_by_files_of_one_sending(app_on, unit):
    """Each file is counted before it is read: of three that are too much together the last is told to wait."""
    small = app_on(photo_budget_mb=1)
    reporter = Reporter(small.test_client())
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    photos = [(picture((40 + n, 30)) + bytes(400_000), f"{n}.jpg") for n in range(3)]
    page = reporter.press(photos=photos)
    assert "Đã nhận 2 ảnh" in page and "gửi ảnh sau" in page


def test_a_reply_sent_twice_leaves_no_orphan_files(reporter, session):
    reporter.walk()
    reporter.send()
    reporter.open("/complaints/track")
    sent = reporter.page
    for _time in range(2):
        reporter.page = sent
        reporter.press("/complaints/track/reply", text="Thêm ảnh", photos=[(picture(), "a.jpg")])
    assert len(session.scalars(select(Evidence)).all()) == 1
    assert len(storage.list_under("evidence")) == 2


def follow_with_question(reporter, session, unit) -> tuple[Phone, Complaint]:
    """A phone that follows a report whose officer asked for a photo."""
    complaint, code = make_report(session)
    officer = Actor("officer", make_officer(session, unit=unit).id, "tiep_nhan")
    ask_reporter(session, complaint_id=complaint.id, text="Có ảnh tem không?", actor=officer, now=clock.now())
    session.commit()
    reporter.open("/complaints/track")
    reporter.press("/complaints/track", code=code)
    return Phone(reporter.client, hidden_fields(reporter.page)["form_key"], {"Case": "yes"}), complaint


def test_a_photo_sent_in_pieces_from_the_tracking_page_answers_the_question_once(reporter, session, unit):
    phone, complaint = follow_with_question(reporter, session, unit)
    data = picture()
    address = phone.send_all(data)
    for _ in range(2):  # asked again after a cut: nothing more
        assert phone.send(address, b"", len(data)).status_code == 204
    session.refresh(complaint)
    assert complaint.state == "reviewing"
    assert session.scalars(select(Evidence.received_hash)).all() == [hashlib.sha256(data).hexdigest()]
    assert session.scalars(select(Message.text).filter_by(is_from_desk=False)).all() == [""]
    page = reporter.open("/complaints/track")
    assert "(gửi thêm ảnh)" in page and "nội dung, 1 ảnh" in page and audit.verify(session) == []


def test_a_report_done_long_ago_takes_no_photo_and_keeps_no_file(reporter, session, unit, freeze):
    phone, complaint = follow_with_question(reporter, session, unit)
    data = picture()
    address = phone.announce(data).headers["Location"]
    officer = Actor("officer", make_officer(session, unit=unit).id, "tiep_nhan")
    case = {"complaint_id": complaint.id, "actor": officer}
    close_case(session, **case, outcome="no_violation", answer="Xong.", now=clock.now() - timedelta(days=40))
    session.commit()
    assert phone.send(address, data, 0).status_code == 204
    told = phone.ask(address).get_json()
    assert told["state"] == "refused" and "Hãy gửi phản ánh mới" in told["refusal"]
    assert phone.announce(data).status_code == 409
    assert session.scalars(select(Evidence)).all() == [] and storage.list_under("evidence") == []
