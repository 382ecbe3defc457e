"""Commands: load the lists that ship with the product, apply the next decree, mark a unit."""

import json
from datetime import date
from pathlib import Path

import click

from areas import actions
from areas.actions.boundaries import import_boundaries
from areas.models import FLAGS
from areas.queries import get_unit_by_code, label
from core import clock
from core.actor import SYSTEM
from core.db import committing
from core.errors import DomainError

DAY = click.DateTime(formats=["%Y-%m-%d"])
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.group("areas")
def areas() -> None:
    """Provinces, communes and what they were called before."""


@areas.command("load")
@FORMAT
def load(form: str) -> None:
    """Load the units, changes, flags and holidays that ship with the product; safe to repeat."""
    with committing() as session:
        counts = actions.load_units(session)
    _print(vars(counts), form)


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=DAY, help="First day of the new state of things; today if not given.")
@click.option("--source", help="The resolution or where the list is from; the file's name if not given.")
@FORMAT
def import_file(file: Path, on, source: str | None, form: str) -> None:
    """Apply a list of units as it stands from a day on. Nothing is deleted; a bad file changes nothing."""
    day: date = on.date() if on else clock.today()
    try:
        with committing() as session, file.open(encoding="utf-8-sig", newline="") as lines:
            counts = actions.import_units(
                session, lines, source=source or file.name, on=day, actor=SYSTEM, now=clock.now()
            )
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text") from error
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    _print(vars(counts), form)


@areas.command("import-boundaries")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=DAY, help="First day on which the outlines hold; today if not given.")
@click.option("--source", help="Where the outlines are from; the file's name if not given.")
@click.option("--dry-run", is_flag=True, help="Check and count only; write nothing.")
@FORMAT
def import_boundary_file(file: Path, on, source: str | None, dry_run: bool, form: str) -> None:
    """Take outlines of provinces or communes from TopoJSON or GeoJSON. A bad file changes nothing."""
    try:
        with committing() as session:
            counts = import_boundaries(
                session, file.read_bytes(), source=source or file.name, on=on.date() if on else clock.today(),
                actor=SYSTEM, now=clock.now(), only_try=dry_run,
            )  # fmt: skip
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    _print(vars(counts), form)


@areas.command("flag")
@click.argument("code")
@click.argument("flag", type=click.Choice(FLAGS))
@click.option("--from", "first", type=DAY, required=True, help="First day of the mark.")
@click.option("--to", "last", type=DAY, help="Last day of the mark, if it ended.")
@click.option("--source", required=True, help="The document that says so.")
def flag_unit(code: str, flag: str, first, last, source: str) -> None:
    """Mark the unit that has this code on the first day."""
    try:
        with committing() as session:
            unit = get_unit_by_code(session, code, first.date())
            actions.set_flag(
                session,
                unit_id=unit.id,
                flag=flag,
                valid_from=first.date(),
                valid_to=last.date() if last else None,
                source=source,
                actor=SYSTEM,
                now=clock.now(),
            )
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{label(unit)}: {flag}")


def _print(counts: dict[str, int], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(counts))
    else:
        click.echo(", ".join(f"{number} {name}" for name, number in counts.items()))
