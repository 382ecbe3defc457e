"""Pictures: made anew, seen by those who may, gone when taken away."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from areas.queries import get_unit_by_code
from core import clock, storage
from core.actor import SYSTEM
from core.db import committing
from core.errors import BadInput
from registry import actions
from registry.actions.pictures import MOST, add_picture, remove_picture
from registry.models import Picture
from registry.queries.pictures import list_first_pictures, list_pictures
from tests.factories.accounts import make_unit
from tests.factories.pictures import photo
from tests.factories.registry import make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def of(product) -> dict:
    return {"owner_kind": "product", "owner_id": product.id}


def test_a_picture_is_made_anew_without_what_the_camera_wrote(session):
    product = make_product(session)
    told = PngInfo()
    told.add_text("Comment", "nhà ông Mẫu")
    out = BytesIO()
    Image.new("RGB", (2000, 100), "green").save(out, "PNG", pnginfo=told)
    picture = add_picture(session, **of(product), data=out.getvalue(), caption="Mặt trước", **BY)
    kept = storage.get(picture.key)
    assert (picture.width, picture.height, picture.media_type) == (1600, 80, "image/jpeg")
    assert "nhà ông Mẫu".encode() not in kept and kept[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"x" * 90])
def test_what_is_no_picture_is_refused_and_nothing_is_kept(session, data):
    product = make_product(session)
    with pytest.raises(BadInput) as refused:
        add_picture(session, **of(product), data=data, **BY)
    assert refused.value.field == "picture"
    assert session.query(Picture).count() == 0


def test_there_is_an_end_to_the_pictures_of_one_product(session):
    product = make_product(session)
    for _ in range(MOST):
        add_picture(session, **of(product), data=photo(), **BY)
    with pytest.raises(BadInput):
        add_picture(session, **of(product), data=photo(), **BY)
    assert [each.position for each in list_pictures(session, "product", product.id)] == list(range(1, MOST + 1))
    assert list(list_first_pictures(session, "product", [product.id])) == [product.id]


def test_a_picture_taken_away_is_gone_with_its_file_only_once_that_stood(session):
    product = make_product(session)
    picture = add_picture(session, **of(product), data=photo(), **BY)
    session.commit()
    with pytest.raises(RuntimeError), committing() as current:
        remove_picture(current, picture_id=picture.id, **BY)
        raise RuntimeError
    assert storage.exists(picture.key)
    with committing() as current:
        remove_picture(current, picture_id=picture.id, **BY)
    assert not storage.exists(picture.key)
    assert list_pictures(session, "product", product.id) == []


def test_everybody_sees_the_picture_of_a_public_product(session, client):
    picture = add_picture(session, **of(make_product(session)), data=photo(), **BY)
    answer = client.get(f"/pictures/{picture.id}")
    assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/pictures/{picture.id}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"/pictures/{uuid4()}").status_code == 404


def test_before_that_only_its_producer_and_its_officers_see_it(session, client, officer_client):
    product = make_product(session, state="submitted")
    picture = add_picture(session, **of(product), data=photo(), **BY)
    path = f"/pictures/{picture.id}"
    own, other = (officer_client("producer", unit_kind="producer") for _ in range(2))
    actions.add_member(session, producer_id=product.producer_id, user_id=own.user.id, **BY)
    here, elsewhere = (
        officer_client("chuyen_vien", unit=make_unit(session, kind="so_nnmt", areas=[_province(session, code)]))
        for code in ("19", "01")
    )
    assert [browser.get(path).status_code for browser in (own, here, other, elsewhere, client)] == [
        200, 200, 404, 404, 404
    ]  # fmt: skip
    assert own.get(path).headers["Cache-Control"] == "private, no-store"


def test_a_picture_of_an_unknown_kind_of_owner_or_without_its_file_is_not_there(session, client):
    lost = add_picture(session, owner_kind="nobody", owner_id=uuid4(), data=photo(), **BY)
    gone = add_picture(session, **of(make_product(session)), data=photo(), **BY)
    storage.delete(gone.key)
    assert client.get(f"/pictures/{lost.id}").status_code == 404
    assert client.get(f"/pictures/{gone.id}").status_code == 404


def _province(session, code):
    return get_unit_by_code(session, code, clock.today()).id
