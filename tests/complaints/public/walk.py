"""A person who reports, page by page, with nothing but forms and links."""

import html
import re
from io import BytesIO

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


class Reporter:
    """Keeps the last page; `press` fills the fields of its main form and sends it."""

    def __init__(self, client) -> None:
        self.client = client
        self.page = ""
        self.path = ""
        self.status = 0

    def open(self, path: str) -> str:
        response = self.client.get(path, follow_redirects=True)
        return self._arrive(response)

    def press(self, path: str = "", **fields) -> str:
        """Send the form of the page with its hidden fields; files are (bytes, name) pairs."""
        data = hidden_fields(self.page) | {name: as_file(value) for name, value in fields.items()}
        boundary, body = encode_multipart(data)  # in memory: the client's own way leaves files open
        kind = f"multipart/form-data; boundary={boundary}"
        response = self.client.post(path or self.path, data=body, content_type=kind, follow_redirects=True)
        return self._arrive(response)

    def _arrive(self, response) -> str:
        self.page, self.status = html.unescape(response.get_data(as_text=True)), response.status_code
        self.path = response.request.path
        return self.page

    def walk(self, *, kind="fake", photos=(), seller="Sạp 12, chợ Mẫu", commune="", contact="none", **details) -> str:
        """From the first question to the check page."""
        self.open("/complaints/new/kind")
        self.press(kind=kind)
        self.press(photos=list(photos), next="yes")
        self.press(place="shop")
        self.press(seller=seller, commune=commune)
        self.press(**details)
        return self.press(contact=contact)

    def send(self) -> str:
        """Press "Gửi phản ánh" and arrive at the receipt."""
        return self.press("/complaints/new/check")

    @property
    def code(self) -> str:
        found = re.search(r'ticket"><div>[^<]*<b>([^<]+)<', self.page)
        return found[1] if found else ""


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def as_file(value):
    if isinstance(value, list):
        return [as_file(each) for each in value]
    if isinstance(value, tuple):
        return FileStorage(BytesIO(value[0]), value[1])
    return value
