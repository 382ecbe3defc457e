"""The library: documents of row H1, search, what amends what, "căn cứ" by order of rank."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from areas.queries import get_unit_by_code
from campaign.actions.documents import change_document, load_documents
from campaign.models import LegalDocument
from campaign.queries.documents import list_grounds, search_documents
from core import audit, clock
from core.errors import BadInput, Conflict
from reports.queries.behind import rows_behind
from reports.queries.opinions import count_opinions
from reports.queries.places import open_scope
from tests.campaign.test_returns import token
from tests.factories.accounts import make_officer, sign_in
from tests.factories.returns import by, make_units

H1 = [
    "03-CT/TW", "28/CT-TTg", "386/QĐ-TTg", "13/CT-TTg", "30-CT/TW", "21/HD-MTTW-BTT", "35/KH-MTTQ-BTT",
    "31/KH-MTTQ-BTT", "37-KH/TU", "243/CTrPH-MTTQ-SCT", "1719/QĐ-TTg", "710/KH-MTTW-BCĐTWCVĐ",
    "326/KH-MTTW-BCĐTWCVĐ", "45-KH/TU", "20-CT/TU", "264-TB/TW", "107-KL/TW", "1163/QĐ-TTg", "63/CTrPH-MTTQ-SCT",
    "744/KH-MTTQ-BCĐ",
]  # fmt: skip
FORM = {"number": "5/KH-MẪU", "kind": "ke_hoach_mt", "title": "Kế hoạch mẫu", "issuer": "Mặt trận (mẫu)",
        "issuer_level": "front", "issued_on": "05/03/2026", "topic": "campaign"}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(freeze):
    freeze(datetime(2026, 11, 24, 5, tzinfo=UTC))


def document(session, number: str) -> LegalDocument:
    return session.scalars(select(LegalDocument).where(LegalDocument.number == number)).one()


def change(session, row: LegalDocument, **changes) -> LegalDocument:
    names = ("number", "kind", "title", "issuer", "issuer_level", "issued_on", "topic", "valid_to", "link")
    told = {name: getattr(row, name) for name in names} | {"amended_by_id": None, "is_replaced": False}
    return change_document(session, document_id=row.id, **({"version": row.version} | told | changes), **by())


def test_the_documents_of_the_sources_are_there_once(session):
    load_documents(session, clock.now())
    assert set(session.scalars(select(LegalDocument.number))) == set(H1) and len(H1) == 20
    assert audit.verify(session) == []


def test_grounds_stand_by_rank_hold_on_the_day_and_are_of_the_province(session):
    home = get_unit_by_code(session, "19", date(2025, 1, 1)).id
    numbers = [each.number for each in list_grounds(session, date(2025, 12, 23), {home}, ("campaign",))]
    assert numbers == ["03-CT/TW", "264-TB/TW", "107-KL/TW", "28/CT-TTg", "386/QĐ-TTg", "326/KH-MTTW-BCĐTWCVĐ",
                       "710/KH-MTTW-BCĐTWCVĐ", "21/HD-MTTW-BTT", "37-KH/TU", "31/KH-MTTQ-BTT", "35/KH-MTTQ-BTT",
                       "243/CTrPH-MTTQ-SCT"]  # fmt: skip
    assert "21/HD-MTTW-BTT" not in [each.number for each in list_grounds(session, date(2025, 11, 4), {home})]


def test_what_was_replaced_or_has_ended_is_no_ground(session):
    old, new = document(session, "326/KH-MTTW-BCĐTWCVĐ"), document(session, "710/KH-MTTW-BCĐTWCVĐ")
    change(session, old, amended_by_id=new.id, is_replaced=True)
    change(session, document(session, "107-KL/TW"), valid_to=date(2020, 1, 1))
    numbers = [each.number for each in list_grounds(session, date(2026, 1, 1), set())]
    assert old.number not in numbers and "107-KL/TW" not in numbers and new.number in numbers
    for wrong, field in (({"is_replaced": True}, "amended_by"), ({"amended_by_id": old.id}, "amended_by"),
                         ({"valid_to": date(2000, 1, 1)}, "valid_to"), ({"link": "javascript:x"}, "link")):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            change(session, new, **wrong)
        assert refused.value.field == field
    with pytest.raises(Conflict):
        change(session, new, version=99)


def test_documents_are_found_without_accents_and_counted(session, client):
    assert [each.number for each in search_documents(session, words="ban bi thu bao ve")[0]] == ["30-CT/TW"]
    assert "28/CT-TTg" in client.get("/documents?q=hang+viet&kind=chi_thi_ttg").text
    assert client.get("/documents/" + document(session, "28/CT-TTg").slug).status_code == 200
    for odd in ("?page=0", "?page=9999999999999", "?q=%00%25", "?topic=x", "/nope"):
        assert client.get(f"/documents{odd}").status_code in (200, 404)
    scope = open_scope(session, date(2025, 1, 1), date(2025, 12, 31), "19")
    found = {each.id: each.value for each in count_opinions(session, scope)}
    assert found == {"A21": 16, "H1": 4}
    for row_id, value in found.items():
        assert rows_behind(session, scope, row_id).value == value


def test_the_front_keeps_the_library_of_its_province(client, session):
    front, office, _commune = make_units(session)
    sign_in(session, client, make_officer(session, role="mttq", unit=front))
    client.form_token = token(client, "/desk/documents/new")
    assert client.post("/desk/documents/new", data=FORM | {"kind": "x"}).status_code == 422
    assert client.post("/desk/documents/new", data=FORM).status_code == 303
    twice = client.post("/desk/documents/new", data=FORM)
    assert twice.status_code == 422 and "đã có" in twice.text
    row = document(session, "5/KH-MẪU")
    edit = FORM | {"title": "Bản một", "version": "1"}
    assert client.post(f"/desk/documents/{row.id}", data=edit).status_code == 303
    late = client.post(f"/desk/documents/{row.id}", data=edit | {"title": "Bản hai"})
    assert late.status_code == 409 and "Bản một" in late.text and "Bản hai" in late.text
    assert "Căn cứ 30-CT/TW ngày 22/01/2019 của Ban Bí thư" in client.get("/desk/documents").text
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    assert client.get(f"/desk/documents/{row.id}").status_code == 403
    sign_in(session, client, make_officer(session, role="mttq", unit=make_units(session, "86")[0]))
    assert client.get(f"/desk/documents/{row.id}").status_code == 404
