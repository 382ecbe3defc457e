"""The file of a finished print job, given out piece by piece: no job is ever whole in memory."""

import zipfile
from collections.abc import Callable, Iterator

from core import storage
from qr.actions.labelling import part_key
from qr.labels.documents import MEDIA_TYPES
from qr.models import LabelJob

JOINED = ("csv", "zpl")
"""Forms whose parts, one behind the other, are the whole."""


def file_of(job: LabelJob) -> tuple[Iterator[bytes], str, str]:
    """Pieces, media type and ending. Parts of PDF or ZIP lie in one ZIP, each under its number."""
    read = storage.reader()
    if job.parts == 1 or job.form in JOINED:
        return (read(part_key(job.id, number)) for number in range(job.parts)), MEDIA_TYPES[job.form], job.form
    return _zipped(job, read), MEDIA_TYPES["zip"], "zip"


def _zipped(job: LabelJob, read: Callable[[str], bytes]) -> Iterator[bytes]:
    out = _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in range(job.parts):
            first = number * job.part_size + 1
            last = min(first + job.part_size - 1, job.count)
            archive.writestr(f"tem-{first:07d}-{last:07d}.{job.form}", read(part_key(job.id, number)))
            yield out.take()
    yield out.take()


class _Pieces:
    """What a ZIP is written into when nobody can go back in it: pieces to be taken away."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        """All that was written since."""
        taken, self.held = b"".join(self.held), []
        return taken
