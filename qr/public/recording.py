"""The journal line of a request: who scanned by keyed hashes, and where as far as it is known."""

from flask import request

from core import clock
from core.config import settings
from core.db import session
from core.keys import current_key
from qr import devices
from qr.addresses import table_at
from qr.facts import Row
from qr.links import CodeLink
from qr.scans import journal_in, line_of, scanned_of
from qr.serials import Opened
from qr.verdict import State


def write_record(link: CodeLink, row: Row | None, opened: Opened | None, state: State, *, said: str = "") -> None:
    """Append the scan to the journal; with `said` what the person told of the province afterwards."""
    secret = current_key(session, "device").secret
    address = request.remote_addr or ""
    line = line_of(
        scanned_of(link, row, state),
        opened,
        device=devices.cookie_device(secret, request.cookies.get(devices.COOKIE, "")),
        network=devices.network_device(secret, devices.coarse_network(address), request.user_agent.string),
        now=clock.now(),
        province=said or table_at(settings().address_table).find(address),
        is_said=bool(said),
    )
    journal_in(settings().journal_dir).append_line(line)
