"""Serving on one machine: granian with one process, the job worker beside it, and a word of welcome."""

import io
import json
import socket
from collections.abc import Callable

import click
import qrcode
from flask import Flask, current_app
from flask.cli import ScriptInfo
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from core import keys, workers
from core.config import settings
from core.db import db

ANY_HOST = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound by default
TEST_NETWORK = ("192.0.2.1", 9)  # an address of no machine: connecting a datagram socket sends nothing


def lan_address() -> str:
    """This machine's address on the local network, or "" when it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(TEST_NETWORK)
        except OSError:
            return ""
        return probe.getsockname()[0]


def default_public_url(host: str, port: int, lan: str) -> str:
    """The address that codes carry when PUBLIC_URL is not set: phones must be able to open it."""
    shown = (lan or "127.0.0.1") if host in ANY_HOST else host
    return f"http://{shown}:{port}"


def reach(host: str, lan: str) -> str:
    """One sentence on who can open the site, and how to let phones do."""
    if host in ANY_HOST and lan:
        return "Phones on the same network can open it and scan the code below."
    if host in ANY_HOST:
        return "This machine is on no network now, so only this machine can open it."
    if host.startswith("127.") or host in ("localhost", "::1"):
        return "Only this machine can open it. For phones on the same network: make run HOST=0.0.0.0"
    return f"Whoever can reach {host} can open it."


def terminal_qr(address: str) -> str:
    """A QR code drawn with characters, for a dark terminal; three rows of the screen hold six of the code."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(address)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue()


def welcome(address: str, sentence: str, demo: dict) -> str:
    """What `serve` prints first: where the site is, who may sign in, one printed code."""
    lines = ["", f"  {address}", f"  {sentence}", ""]
    if demo.get("logins"):
        lines += ["  Demo logins (`make codes` prints the one-time codes of this minute):"]
        lines += [_login_line(login) for login in demo["logins"]]
    printed = printed_code(demo, address)
    if demo:
        lines += ["", "  A printed code:" if printed != address else "  The site:", f"  {printed}"]
    return "\n".join([*lines, "", terminal_qr(printed)])


def _login_line(login: dict) -> str:
    words = f"    {login['user']:<15} {login['password']:<15} TOTP {login['totp_secret']:<33}"
    return f"{words} {login['role']}, {login['unit']}"


def printed_code(demo: dict, address: str) -> str:
    """The address on one label of the demo: the item that verifies, else any; the site without a demo."""
    verdicts = demo.get("verdicts") or {}
    found = [verdicts.get("V1"), *verdicts.values()]
    return next((url for url in found if url), address)


def demo_facts(app: Flask) -> dict:
    """What `demo show` says: logins, addresses by verdict. Empty without a demo."""
    if "demo" not in app.cli.commands:
        return {}
    result = app.test_cli_runner().invoke(args=["demo", "show", "--format", "json"])
    try:
        return json.loads(result.output) if result.exit_code == 0 else {}
    except ValueError:
        return {}


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", help="0.0.0.0 lets other machines in.")
@click.option("--port", envvar="PORT", default=8000, type=int)
@click.option("--threads", envvar="WEB_THREADS", default=4, type=int, help="Requests answered at once.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the site; ends cleanly on SIGTERM and Ctrl-C, and a worker process that dies is started anew."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    keys.check_master(db.session())
    click.echo(welcome(settings().public_url, reach(host, lan_address()), demo_facts(app)))
    db.session.remove()
    db.engine.dispose()
    server = Granian(
        "app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=web_process(click.get_current_context().ensure_object(ScriptInfo)))


def web_process(info: ScriptInfo) -> Callable[[str], Flask]:
    """What the web process does first: an application of its own with its own connections, and its worker."""

    def load(_target: str) -> Flask:
        app = ScriptInfo(app_import_path=info.app_import_path).load_app()
        workers.start_in_process(app)
        return app

    return load
