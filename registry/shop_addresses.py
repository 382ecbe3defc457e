"""Addresses of shops on the web: read, checked against a platform's hosts, compared. Pure."""

import re
from urllib.parse import urlsplit

from core.errors import BadInput
from core.i18n import lazy

LONGEST = 500
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
UNSAFE = re.compile(r"[\x00-\x20\x7f\"'<>\\^`{|}]")


def check_shop_address(text: str, platform: str, hosts: str, *, field: str = "url") -> str:
    """The https address as it is kept, on one of the platform's hosts or below. Raises BadInput.

    No user name, no port and no odd sign can stand in it: what buyers press is what it says.
    """
    sent = text.strip()
    try:
        parts = urlsplit(sent)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    is_plain = parts.scheme == "https" and port is None and "@" not in parts.netloc and not UNSAFE.search(sent)
    if not (is_plain and HOST.fullmatch(host) and len(sent) <= LONGEST):
        raise BadInput(
            lazy("Đường dẫn “%(sent)s” không dùng được; cần dạng https://%(host)s/ten-gian-hang",
                 sent=sent[:60], host=hosts.split()[0]), field=field,
        )  # fmt: skip
    if not is_on_hosts(host, hosts):
        raise BadInput(
            lazy("Đường dẫn “%(sent)s” không thuộc %(platform)s; cần bắt đầu bằng https://%(host)s/",
                 sent=sent[:60], platform=platform, host=hosts.split()[0]), field=field,
        )  # fmt: skip
    return sent


def is_on_hosts(host: str, hosts: str) -> bool:
    """Whether the host is one of the hosts, or stands below one."""
    return any(host == own or host.endswith(f".{own}") for own in hosts.lower().split())


def check_hosts(text: str) -> str:
    """Hosts of a platform with single spaces. Raises BadInput for what is no host."""
    hosts = text.lower().replace(",", " ").split()
    wrong = next((host for host in hosts if not HOST.fullmatch(host)), None)
    if wrong is not None or not hosts:
        raise BadInput(
            lazy("“%(sent)s” không phải tên miền; cần dạng san.tinh.vn", sent=(wrong or text)[:60]), field="hosts"
        )
    return " ".join(hosts)


def address_key(text: str) -> str:
    """What two addresses of one shop have in common: host without www. or m., path, without query; "" for no address.

    Also for what people type: without https, in capitals, with a share link's query behind.
    """
    sent = text.strip()
    try:
        parts = urlsplit(sent if "//" in sent else f"https://{sent}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    host = host.removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/').lower()}"[:LONGEST] if HOST.fullmatch(host) else ""
