"""Commands of the room: `flask cases check-bundle FILE`."""

from pathlib import Path

import click

from complaints.bundles import check
from core.db import session
from core.keys import keys_of


@click.group("cases")
def cases_group() -> None:
    """Reports of citizens."""


@cases_group.command("check-bundle")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_bundle(file: Path) -> None:
    """Check a sealed bundle of a case; exit 1 and say what was changed, if anything was."""
    data = file.read_bytes()
    found = [
        check(data, key.private().public_key().public_bytes_raw()) for key in keys_of(session(), "bundle").values()
    ]
    faults = min(found, key=len)
    click.echo("ok" if not faults else "\n".join(faults))
    if faults:
        raise SystemExit(1)
