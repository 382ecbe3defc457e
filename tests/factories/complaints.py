"""Reports, photos and units for tests."""

from io import BytesIO
from uuid import uuid4

import pillow_heif
from PIL import Image

from areas.models import AdminUnit
from areas.queries import get_unit_by_code
from complaints.actions.filing import file_complaint
from complaints.drafts import Answers
from complaints.models import Complaint
from core import clock

THAI_NGUYEN = "19"
SECRET_WORDS = b"GPS-21.5942-105.8482"


def province(session, code: str = THAI_NGUYEN) -> AdminUnit:
    """A province of today."""
    return get_unit_by_code(session, code, clock.today())


def commune(session, name: str = "Tân Cương", province_code: str = THAI_NGUYEN) -> AdminUnit:
    """A commune of today by its name."""
    found = session.query(AdminUnit).filter_by(level=3, valid_to=None, name=name)
    return found.filter_by(parent_id=province(session, province_code).id).one()


def make_report(session, *, form_key: str = "", now=None, **answers) -> tuple[Complaint, str]:
    """A filed report and its tracking code."""
    values = {"kind_code": "fake", "place_kind": "shop", "seller": "Sạp 12, chợ Mẫu"} | answers
    return file_complaint(
        session, answers=Answers(**values), form_key=form_key or uuid4().hex, now=now or clock.now()
    )  # fmt: skip


def picture(size=(40, 30), kind: str = "JPEG", orientation: int = 1, metadata: bool = True, **save) -> bytes:
    """A picture with place, comment and orientation in it: left half red, right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if metadata:
        exif[0x0112] = orientation
        exif[0x010E] = SECRET_WORDS.decode()
        exif[0x8825] = {1: "N", 2: (21.0, 35.0, 39.0), 3: "E", 4: (105.0, 50.0, 53.0)}
        save = {"exif": exif.tobytes()} | save
    out = BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out, quality=90, **save)
    else:
        image.save(out, kind, **save)
    return out.getvalue()
