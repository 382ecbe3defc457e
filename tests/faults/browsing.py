"""A browser without scripts that speaks to a real server, with the little of the test client's ways that
`Reporter` uses; a request that got no answer is sent again once the server is back."""

import http.client
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from types import SimpleNamespace
from urllib.parse import urlsplit

NO_ANSWER = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)
PATIENCE = 120  # tries, half a second apart


class Answer:
    """What came back, as far as `Reporter` looks at it."""

    def __init__(self, status: int, address: str, body: bytes) -> None:
        self.status_code = status
        self.request = SimpleNamespace(path=urlsplit(address).path)
        self._body = body

    def get_data(self, *, as_text: bool) -> str | bytes:
        return self._body.decode() if as_text else self._body


class PatientBrowser:
    """Sends the very same form again when the server died before it answered: so do people."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.repeats = 0
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, *, follow_redirects: bool = True) -> Answer:
        return self._send(urllib.request.Request(self.url + path))

    def post(self, path: str, *, data: bytes, content_type: str, follow_redirects: bool = True) -> Answer:
        return self._send(urllib.request.Request(self.url + path, data, {"Content-Type": content_type}))

    def _send(self, request: urllib.request.Request) -> Answer:
        for _try in range(PATIENCE):
            answer = self._try_once(request)
            if answer and answer.status_code != 503:
                return answer
            self.repeats += 1
            time.sleep(0.5)
        raise TimeoutError(f"no answer from {request.full_url}")

    def _try_once(self, request: urllib.request.Request) -> Answer | None:
        try:
            with self._opener.open(request, timeout=20) as response:
                return Answer(response.status, response.url, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.url, error.read())
        except NO_ANSWER:
            return None
