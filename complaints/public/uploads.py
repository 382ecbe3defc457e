"""Files that came with a form, as photos and recordings."""

from collections.abc import Iterable

from werkzeug.datastructures import FileStorage

from complaints.actions.photos import keep_photo, limits, reserve_budget
from complaints.drafts import MAX_PHOTOS, Photo
from complaints.photos import SCREENSHOT, too_big, too_many
from core import clock
from core.db import committing, session
from core.errors import BadInput
from core.forms import sent_files
from core.limits import network
from core.photo_facts import PhotoFacts, read_photo_facts

FIELDS = {"camera": "", "photos": "", "recordings": "", "screenshot": SCREENSHOT}
Received = tuple[tuple[Photo, ...], list[str], PhotoFacts]


def receive_photos(held: Iterable[str]) -> tuple[tuple[Photo, ...], list[str]]:
    """The files that could be taken, and a sentence for each that could not; `held` are the media there already."""
    taken, refusals, _facts = receive_files(held)
    return taken, refusals


def receive_files(held: Iterable[str]) -> Received:
    """The same, and where and when the first photo that says so was taken."""
    held, taken, refusals = list(held), [], []
    facts = PhotoFacts()
    files = [(file, media) for field, media in FIELDS.items() for file in sent_files(field)]
    for file, media in files:
        try:
            if len(held) + len(taken) >= MAX_PHOTOS + limits().recordings:
                raise too_many()
            photo, found = _receive(file, media, [*held, *(each.media for each in taken)])
        except BadInput as refused:
            refusals.append(str(refused))
            continue
        taken.append(photo)
        facts = facts if facts != PhotoFacts() else found
    return tuple(taken), refusals, facts


def _receive(file: FileStorage, media: str, held: list[str]) -> tuple[Photo, PhotoFacts]:
    name = (file.filename or "")[-80:]
    size = file.stream.seek(0, 2)
    if size > limits().most_bytes:
        raise too_big(name, size)
    with committing() as current:
        reserve_budget(current, size=size, network=network(), now=clock.now())
    file.stream.seek(0)
    data = file.stream.read()
    photo = keep_photo(session, name=name, data=data, held=held, media=media)
    return photo, PhotoFacts() if media == SCREENSHOT else read_photo_facts(data)
