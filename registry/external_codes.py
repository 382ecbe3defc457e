"""What a code and a link of another system must look like. Pure."""

from urllib.parse import urlsplit

from core.errors import BadInput
from core.i18n import lazy

MOST_CODE, MOST_URL = 100, 500


def check_external(name: str, hosts: str, code: str, url: str) -> None:
    """Raises BadInput for a system without code and link, and for a link that leads to other hosts.

    `name` is the system's, `hosts` its hosts separated by spaces; a host below one of them is the system's too.
    """
    if not code and not url:
        raise BadInput(lazy("Ghi mã hoặc đường dẫn ở “%(system)s”", system=name), field="external_code")
    if len(code) > MOST_CODE:
        raise BadInput(lazy("Mã ở “%(system)s” dài %(long)s ký tự, tối đa %(most)s", system=name, long=len(code),
                            most=MOST_CODE), field="external_code")  # fmt: skip
    if url and not leads_to(hosts, url):
        raise BadInput(
            lazy("Đường dẫn “%(sent)s” cần bắt đầu bằng https:// và nằm ở %(hosts)s, trang của “%(system)s”",
                 sent=url[:80], hosts=", ".join(hosts.split()), system=name),
            field="external_url",
        )  # fmt: skip


def leads_to(hosts: str, url: str) -> bool:
    """Whether the link is https, to one of the hosts, without a user, a port or anything odd in it."""
    if len(url) > MOST_URL or not url.isascii() or not url.isprintable() or set(url) & set(' \\"<>`'):
        return False
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removesuffix(".")
        port = parts.port
    except ValueError:
        return False
    known = any(host == each or host.endswith(f".{each}") for each in hosts.split())
    return parts.scheme == "https" and known and port is None and "@" not in parts.netloc
