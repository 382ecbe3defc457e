"""Commands: `registry import KIND FILE`, `registry export KIND --out FILE`, `registry set-term KIND DAYS`."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from core import clock, installation
from core.actor import Actor
from core.db import committing, session
from core.errors import DomainError
from core.i18n import say_kept
from core.sheets import write_csv, write_xlsx
from registry.actions.criteria import import_criteria, read_criteria
from registry.actions.importing.publishing import WORKING, advance_import, confirm_import, refuse_import
from registry.actions.importing.staging import begin_import, check_part, cut_file
from registry.actions.place_import import import_places
from registry.actions.terms import set_term
from registry.applications import KINDS
from registry.imports.columns import COLUMNS
from registry.imports.scope import Scope
from registry.models import ImportBatch
from registry.ocop import points_text
from registry.place_files import read_place_file
from registry.queries.exports import Chosen, export_rows
from registry.queries.imports import get_import_by_id, list_import_lines
from registry.queries.showing_imports import say_fault

registry_group = AppGroup("registry", help="Files of the register.")
KIND = click.Choice(list(COLUMNS))
BY_COMMAND = Actor("system", None, "import")


@registry_group.command("import")
@click.argument("kind", type=KIND)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what each line would do and write nothing into the register.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_file(kind: str, file: Path, dry_run: bool, form: str) -> None:
    """Bring a file in, piece by piece, after every line was found right. Exit 1 when a line is wrong."""
    try:
        batch = _stage(kind, file)
        if not batch.wrong_count and not dry_run:
            _publish(batch.id)
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    _say(get_import_by_id(session(), batch.id), form)
    if batch.wrong_count:
        raise SystemExit(1)


def _stage(kind: str, file: Path) -> ImportBatch:
    with file.open("rb") as data:
        cut = cut_file(kind, data, file.name)
    with committing() as current:
        batch = begin_import(
            current, cut=cut, may_approve=True, is_sample=installation.is_sample(), in_background=False, now=clock.now()
        )
    while batch.state == "reading":
        with committing() as current:
            batch = get_import_by_id(current, batch.id)
            check_part(current, batch, clock.now())
        click.echo(f"{batch.parts_done}/{batch.parts}", err=True)
    return batch


def _publish(batch_id: UUID) -> None:
    with committing() as current:
        confirm_import(current, batch=get_import_by_id(current, batch_id), in_background=False, now=clock.now())
    while (batch := get_import_by_id(session(), batch_id)).state in WORKING:
        step = {"actor": BY_COMMAND, "now": clock.now()}
        try:
            with committing() as current:
                batch = get_import_by_id(current, batch_id)
                advance_import(current, batch=batch, **step)
        except DomainError as refused:
            with committing() as current:
                refuse_import(current, batch=get_import_by_id(current, batch_id), refused=refused, **step)
            raise click.ClickException(say_fault(get_import_by_id(session(), batch_id))) from refused
        click.echo(f"{batch.state} {batch.parts_done}/{batch.parts}", err=True)


def _say(batch: ImportBatch, form: str) -> None:
    wrong = list_import_lines(session(), batch.id, verdict="wrong", limit=1000)
    faults = [
        {"line": row.line, "column": field, "sent": sent, "sentence": say_kept(sentence)}
        for row in wrong for field, sent, sentence in json.loads(row.told)["faults"]
    ]  # fmt: skip
    counts = {name: getattr(batch, f"{name}_count") for name in ("new", "changed", "same", "wrong")}
    if form == "json":
        told = {"id": str(batch.id), "state": batch.state, "lines": batch.lines, **counts, "faults": faults}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{batch.state}: {batch.lines} lines, " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    for fault in faults:
        click.echo(f"{fault['line']}: {fault['sentence']}")


@registry_group.command("export")
@click.argument("kind", type=KIND)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.xlsx or FILE.csv")
@click.option("--words", default="", help="Only names that hold these words.")
def export_file(kind: str, out: Path, words: str) -> None:
    """Take the rows of a kind out, in the columns that `registry import` reads."""
    rows = export_rows(session(), kind, Scope(clock.today()), Chosen(words=words))
    with out.open("wb") as data:
        if out.suffix == ".csv":
            data.writelines(write_csv(rows))
        else:
            write_xlsx([(kind, rows)], data)
    click.echo(f"{out}: {out.stat().st_size} bytes", err=True)


@registry_group.command("import-places")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what each line would do and write nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def import_place_file(file: Path, dry_run: bool, form: str) -> None:
    """Bring places in from CSV or XLSX: every line or none. Exit 1 when a line is wrong."""
    try:
        with committing() as current, file.open("rb") as data:
            answers = import_places(
                current, read_place_file(data, file.name), source=file.name, actor=BY_COMMAND, now=clock.now(),
                only_try=dry_run, is_sample=installation.is_sample(),
            )  # fmt: skip
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    if form == "json":
        click.echo(json.dumps([vars(answer) for answer in answers], ensure_ascii=False))
    else:
        for answer in answers:
            click.echo(f"{answer.line}\t{answer.state}\t{answer.name}\t{answer.words}")
    if any(answer.state == "wrong" for answer in answers):
        raise SystemExit(1)


@registry_group.command("import-criteria")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only check the file and say what it holds.")
def import_criteria_file(file: Path, dry_run: bool) -> None:
    """Take in OCOP criteria sets from CSV; a bad file changes nothing. New sets are not yet confirmed."""
    try:
        with committing() as current, file.open(encoding="utf-8-sig", newline="") as lines:
            sets = read_criteria(current, lines)
            if not dry_run:
                import_criteria(current, sets=sets, actor=BY_COMMAND, now=clock.now())
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text") from error
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    for one in sets:
        points = points_text(sum(line["most"] for line in one.lines))
        click.echo(f"{one.head['set']}: {len(one.lines)} criteria, {points} points, from {one.head['valid_from']}")
    click.echo("nothing was written" if dry_run else "written, not yet confirmed")


@registry_group.command("set-term")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("days", type=int)
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day it holds.")
@click.option("--source", required=True, help="The document or the decision it rests on.")
def set_days(kind: str, days: int, since: datetime, source: str) -> None:
    """Working days that officers have for a kind of application, from a day on."""
    try:
        with committing() as current:
            set_term(current, kind=kind, working_days=days, valid_from=since.date(), source=source,
                     actor=BY_COMMAND, now=clock.now())  # fmt: skip
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"{kind}: {days} working days from {since:%Y-%m-%d}")
