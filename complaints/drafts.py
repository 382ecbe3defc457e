"""The answers of a report before it is sent: what is asked, in which order, how they are kept.

Kept as JSON, encrypted by the action that stores them. `typed` words that could not be read are
never here: they stand in the form that comes back.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from complaints.kinds import INSPECT, ONLINE, UNKNOWN

LIFETIME = timedelta(hours=24)
HELPED_LIFETIME = timedelta(hours=1)
"""Of answers on a phone that a helper uses for one person after the other."""
MAX_PHOTOS = 5
STEPS = ("kind", "photos", "place", "details", "contact", "check")
INSIDE = {"asked": "kind", "shop": "place", "online": "place", "reach": "contact"}
"""Pages that finish the question of another step."""


@dataclass(frozen=True)
class Photo:
    """One accepted photo or recording: where its sealed original and its clean copy lie, and what was received."""

    id: UUID
    received_hash: str
    received_size: int
    sealed_key: str
    clean_key: str
    clean_size: int
    width: int
    height: int
    media: str = "photo"
    media_type: str = "image/jpeg"


@dataclass(frozen=True)
class Answers:
    """A whole report, as far as it has been told. Dates are Vietnamese days, the price is in đồng."""

    kind_code: str = ""
    product_id: UUID | None = None
    lot_id: UUID | None = None
    code_path: str = ""
    verdict: str = ""
    goods_name: str = ""
    place_kind: str = ""
    commune_id: UUID | None = None
    province_id: UUID | None = None
    place_as_written: str = ""
    seller: str = ""
    online_address: str = ""
    details: str = ""
    bought_on: date | None = None
    price: int | None = None
    contact_kind: str = ""  # none, phone or email
    phone: str = ""
    email: str = ""
    photos: tuple[Photo, ...] = ()
    photo_communes: tuple[str, ...] = ()  # ids of communes near where a photo was taken, offered as an answer
    photo_day: date | None = None  # the day on which a photo was taken, offered as an answer
    aim: str = INSPECT
    wish: str = ""  # of money back: refund, exchange, repair, damages
    asked: str = ""  # whether the trader was asked first: not_yet, asked, refused
    asked_on: date | None = None
    home_id: UUID | None = None  # the province where the buyer lives
    helper: str = ""  # who fills it in for somebody else
    bought_from: date | None = None  # bought some day from then on, when the day itself is not known
    lat: float | None = None  # only where the person agreed to keep the exact place
    lon: float | None = None
    has_seen_check: bool = False

    @property
    def contact(self) -> dict[str, str]:
        """The personal values that were given."""
        given = {"phone": self.phone, "email": self.email}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class OpenDraft:
    """A draft as read: the random id that the browser holds, the form key, the answers."""

    id: str
    form_key: str
    answers: Answers = field(default_factory=Answers)


NO_GOODS = {"product_id": None, "lot_id": None, "code_path": "", "verdict": "", "goods_name": ""}
NO_MONEY = {"wish": "", "asked": "", "asked_on": None, "home_id": None}
NO_PLACE = {
    "commune_id": None, "province_id": None, "place_as_written": "", "seller": "", "online_address": "",
    "lat": None, "lon": None,
}  # fmt: skip


def pack(draft: OpenDraft) -> bytes:
    """The form key and the answers as JSON."""
    return json.dumps({"form_key": draft.form_key, "answers": asdict(draft.answers)}, default=str).encode()


def unpack(draft_id: str, text: bytes) -> OpenDraft:
    """What `pack` wrote."""
    kept = json.loads(text)
    values = kept["answers"]
    for name in ("product_id", "lot_id", "commune_id", "province_id", "home_id"):
        values[name] = UUID(values[name]) if values.get(name) else None
    for name in ("bought_on", "photo_day", "asked_on", "bought_from"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    values["photo_communes"] = tuple(values.get("photo_communes", ()))
    photos = [Photo(**(photo | {"id": UUID(photo["id"])})) for photo in values["photos"]]
    return OpenDraft(draft_id, kept["form_key"], Answers(**(values | {"photos": tuple(photos)})))


def change(draft: OpenDraft, **answers: object) -> OpenDraft:
    """The draft with some answers changed."""
    return replace(draft, answers=replace(draft.answers, **answers))  # type: ignore[arg-type]


def steps_of(answers: Answers) -> tuple[str, ...]:
    """The steps that are asked in turn; after a scan the details wait on the check page."""
    return tuple(step for step in STEPS if step != "details" or not answers.code_path)


def step_after(answers: Answers, page: str) -> str:
    """The page that follows; once the check page was seen, everything leads back to it."""
    if page == "kind" and answers.aim != INSPECT and not answers.asked:
        return "asked"
    if page == "place" and answers.place_kind != UNKNOWN:
        return "online" if answers.place_kind == ONLINE else "shop"
    if page == "contact" and answers.contact_kind != "none":
        return "reach"
    step = INSIDE.get(page, page)
    if answers.has_seen_check or (step == "details" and answers.code_path):
        return "check"
    steps = steps_of(answers)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def step_before(answers: Answers, page: str) -> str:
    """The page that "Quay lại" leads to; "" before the first."""
    if page in INSIDE:
        return INSIDE[page]
    steps = steps_of(answers)
    if page not in steps:
        return "check"
    return steps[steps.index(page) - 1] if steps.index(page) else ""


def place_in_line(answers: Answers, page: str) -> tuple[int, int] | None:
    """(2, 5) for "Câu 2 trong 5"; None for the check page and for pages out of turn."""
    questions = steps_of(answers)[:-1]
    step = INSIDE.get(page, page)
    return (questions.index(step) + 1, len(questions)) if step in questions else None


def first_missing(answers: Answers) -> str:
    """The page of the first question that must still be answered before sending; "" when none is left."""
    if not answers.kind_code:
        return "kind"
    if answers.aim != INSPECT and not answers.asked:
        return "asked"
    if not answers.place_kind:
        return "place"
    if answers.place_kind == ONLINE and not answers.online_address:
        return "online"
    if answers.place_kind not in (ONLINE, UNKNOWN) and not (answers.seller or answers.commune_id):
        return "shop"
    if not answers.contact_kind:
        return "contact"
    return "reach" if answers.contact_kind != "none" and not answers.contact else ""
