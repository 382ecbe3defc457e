"""Commands for codes: issue, activate, cancel, rotate keys, fold."""

from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from core import clock
from core.actor import SYSTEM
from core.config import settings
from core.db import committing, session
from core.errors import DomainError
from qr.actions import Span, activate_codes, issue_codes, mark_printed, void_codes
from qr.actions.folding import fold_scans
from qr.actions.serial_keys import add_generation
from qr.addresses import BadAddressTable, read_table
from qr.crockford import ALPHABET
from qr.labels.documents import FORMATS, draw_labels
from qr.labels.printers import DPIS, Printer
from qr.labels.sheets import SHEETS
from qr.labels.symbols import LEVELS
from qr.queries.batches import find_lot
from qr.queries.label_jobs import has_good_check
from qr.queries.labels import list_labels, list_shared_labels
from qr.queries.outlook import read_part

qr = AppGroup("qr", help="Codes: issue, activate, cancel; fold scans.")


@qr.command("issue")
@click.option("--lot", "lot_text", required=True, help="Id of the lot, or <product code>/<lot number>.")
@click.option("--count", type=int, required=True, help="How many codes (labels).")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv")
@click.option(
    "--level", type=click.Choice(["item", "lot", "product"]), default="item", help="What one code stands for."
)
@click.option("--sheet", type=click.Choice(list(SHEETS)), help="Paper; without it 3x8, for zpl 50x30.")
@click.option("--dpi", type=click.Choice([str(dpi) for dpi in DPIS]), help="Printer: 300, or 203 for zpl.")
@click.option("--ecc", type=click.Choice(LEVELS), default="M")
@click.option("--pin", "has_pin", is_flag=True, help="A scratch PIN on each label.")
@click.option("--signed", "is_signed", is_flag=True, help="A signature in each link (labels of 25 mm and more).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File; without it standard output.")
def issue(
    lot_text: str, count: int, form: str, level: str, sheet: str | None, dpi: str | None, ecc: str, has_pin: bool,
    is_signed: bool, out: Path | None,
) -> None:  # fmt: skip
    """Issue a batch of codes for a lot and write its links or labels."""
    printing = {
        "form": form,
        "ecc": ecc,
        "sheet": SHEETS[sheet or ("50x30" if form == "zpl" else "3x8")],
        "printer": Printer(int(dpi or (203 if form == "zpl" else 300))),
    }
    try:
        data = _issue(lot_text, count, level, printing, has_pin=has_pin, is_signed=is_signed)
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    if out is None:
        click.echo(data, nl=False)
    else:
        out.write_bytes(data)
        click.echo(f"{out}: {len(data)} bytes", err=True)


def _issue(lot_text: str, count: int, level: str, printing: dict, **options: bool) -> bytes:
    lot = find_lot(session(), lot_text)
    if lot is None:
        raise click.ClickException(f"no lot {lot_text!r}: give its id or <product code>/<lot number>")
    url = settings().public_url
    if level != "item":
        labels = list_shared_labels(session(), lot.id, level=level, count=count, public_url=url)
        return draw_labels(labels, **printing)
    with committing() as current:
        batch = issue_codes(current, lot_id=lot.id, count=count, **options, actor=SYSTEM, now=clock.now())
        labels = list(list_labels(current, batch.batch_id, public_url=url))
        data = draw_labels(labels, **printing)
        mark_printed(current, batch_id=batch.batch_id, actor=SYSTEM, now=clock.now())
    click.echo(f"batch {batch.batch_id}: {count} codes", err=True)
    return data


def _span_options(command):
    """--batch, and --first and --last by serial for a part of it."""
    command = click.option("--last", help="Last serial of the part.")(command)
    command = click.option("--first", help="First serial of the part.")(command)
    return click.option("--batch", type=click.UUID, required=True)(command)


@qr.command("activate")
@_span_options
def activate(batch: UUID, first: str | None, last: str | None) -> None:
    """The labels are on the goods: from now on the codes are right."""
    if not has_good_check(session(), batch):
        click.echo("no printed label of this batch has been checked: read one with a phone first", err=True)
    _change(lambda current, span: activate_codes(current, batch_id=batch, span=span, actor=SYSTEM, now=clock.now()),
            batch, first, last, "activated")  # fmt: skip


@qr.command("void")
@_span_options
@click.option("--reason", required=True, help="What buyers read.")
def void(batch: UUID, first: str | None, last: str | None, reason: str) -> None:
    """Cancel a batch, or part of it by serial, for good."""
    _change(
        lambda current, span: void_codes(
            current, batch_id=batch, span=span, reason=reason, actor=SYSTEM, now=clock.now()
        ),
        batch,
        first,
        last,
        "cancelled",
    )


def _change(change, batch: UUID, first: str | None, last: str | None, done: str) -> None:
    try:
        with committing() as current:
            ends = read_part(current, batch, first=first or "", last=last or "")
            count = change(current, Span(*ends) if ends else None)
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{count} codes {done}")


@qr.command("new-key")
def new_key() -> None:
    """Issue under a new key from now on; what is printed is opened for ever, running servers see it by themselves."""
    try:
        with committing() as current:
            generation = add_generation(current, actor=SYSTEM, now=clock.now())
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"serials of generation {generation} begin with {ALPHABET[generation]}")


@qr.command("fold")
def fold() -> None:
    """Fold the journals of all processes into scans and day counts, to their present end."""
    total = 0
    while True:
        with committing() as current:
            count = fold_scans(current, folder=Path(settings().journal_dir), now=clock.now())
        if not count:
            break
        total += count
    click.echo(f"{total} scans folded")


@qr.command("addresses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--find", "address", default="", help="Say which province this address lies in.")
def addresses(file: Path, address: str) -> None:
    """Check a table of networks before ADDRESS_TABLE names it."""
    try:
        table = read_table(file)
    except BadAddressTable as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(f"{table.count} networks")
    if address:
        click.echo(f"{address}: {table.find(address) or 'not in the table'}")
