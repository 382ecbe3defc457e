"""Files that came with a form, as photos."""

from werkzeug.datastructures import FileStorage

from complaints.actions.photos import keep_photo
from complaints.drafts import MAX_PHOTOS, Photo
from complaints.photos import MAX_BYTES, too_big, too_many
from core import clock
from core.db import session
from core.errors import BadInput
from core.forms import sent_files
from core.limits import network

FIELDS = ("camera", "photos")


def receive_photos(have: int) -> tuple[tuple[Photo, ...], list[str]]:
    """The photos that could be taken, and a sentence for each file that could not; `have` are there already."""
    taken: list[Photo] = []
    refusals: list[str] = []
    for file in [file for field in FIELDS for file in sent_files(field)]:
        try:
            if have + len(taken) >= MAX_PHOTOS:
                raise too_many()
            taken.append(_receive(file))
        except BadInput as refused:
            refusals.append(str(refused))
    return tuple(taken), refusals


def _receive(file: FileStorage) -> Photo:
    name = (file.filename or "")[-80:]
    size = file.stream.seek(0, 2)
    if size > MAX_BYTES:
        raise too_big(name, size)
    file.stream.seek(0)
    return keep_photo(session, name=name, data=file.stream.read(), network=network(), now=clock.now())
