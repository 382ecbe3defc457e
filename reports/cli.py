"""Commands: `reports tally`, `reports indicators`, `demo load`, `demo show`."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import DomainError
from core.installation import is_sample
from core.sheets import write_xlsx
from reports.demo.files import long_register, tra_vinh_register
from reports.demo.load import load_demo
from reports.demo.show import show_demo
from reports.figures import say
from reports.indicators import Line, list_ids
from reports.lines import line_values, scope_values
from reports.outline import FORMS
from reports.papers import Signing, draw_docx
from reports.queries.official import list_issuers, write_paper
from reports.queries.places import open_scope
from reports.queries.tally import holds_samples, list_figures
from reports.scope import Scope

DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


reports_group = AppGroup("reports", help="Figures of a period.")
demo_group = AppGroup("demo", help="Sample data.")


@reports_group.command("tally")
@click.option("--from", "from_day", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "to_day", type=DAY, required=True, help="Last day, included.")
@click.option("--place", default="", help="Code of a place of today or of before: 19 Thái Nguyên, 84 Trà Vinh.")
@FORMAT
def tally(from_day: datetime, to_day: datetime, place: str, form: str) -> None:
    """Every indicator of a period and place."""
    try:
        scope = open_scope(session(), from_day.date(), to_day.date(), place)
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    lines = list_figures(session(), scope)
    click.echo(_as_json(scope, lines) if form == "json" else _as_text(lines))


def _as_json(scope: Scope, lines: list[Line]) -> str:
    whole = scope_values(scope) | {"is_sample": holds_samples(session())}
    whole["indicators"] = {line.id: line_values(line) for line in lines}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _as_text(lines: list[Line]) -> str:
    marks = {True: " [mẫu]", False: ""}
    return "\n".join(f"{line.id:<24} {line.name}: {say(line.figure)}{marks[line.is_generated]}" for line in lines)


@reports_group.command("build")
@click.option("--kind", type=click.Choice(FORMS), required=True, help="The yearly or the six-month report.")
@click.option("--from", "from_day", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "to_day", type=DAY, required=True, help="Last day, included.")
@click.option("--place", default="", help="Code of a place of today or of before: 19 Thái Nguyên, 84 Trà Vinh.")
@click.option("--issuer", type=click.Choice(list(list_issuers())), default="front", help="Whose form and words.")
@click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A Word file of yours.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.docx")
def build(from_day: datetime, to_day: datetime, kind: str, place: str, issuer: str, template: Path, out: Path) -> None:
    """The official report as a Word file; what nobody has entered is told on the error stream."""
    try:
        scope = open_scope(session(), from_day.date(), to_day.date(), place)
        paper = write_paper(session(), scope, form=kind, issuer=issuer)
        drawn = draw_docx(paper, signing=Signing(), own={}, template=template.read_bytes() if template else None)
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    out.write_bytes(drawn)
    click.echo(f"{out}: {len(drawn)} bytes", err=True)
    for row_id in paper.missing:
        click.echo(f"{row_id}: {_name_of(row_id)}", err=True)


def _name_of(row_id: str) -> str:
    return dict(list_ids()).get(row_id, "")


@reports_group.command("indicators")
@FORMAT
def indicators(form: str) -> None:
    """Every id that a tally may hold; * stands for parts that depend on the data."""
    found = list_ids()
    if form == "json":
        click.echo(json.dumps(dict(found), ensure_ascii=False, indent=2))
        return
    for row_id, name in found:
        click.echo(f"{row_id:<24} {name}")


@demo_group.command("load")
def load() -> None:
    """Fill an empty database with the sample data; loading again changes nothing."""
    try:
        with committing() as current:
            is_new = load_demo(current, clock.now())
    except DomainError as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo("demo: loaded" if is_new else "demo: already there")


@demo_group.command("show")
@FORMAT
def show(form: str) -> None:
    """Logins, one address for each verdict, lots and tracking codes of the sample."""
    if not is_sample():
        raise click.ClickException("no demo here: run `flask --app app demo load` on an empty database")
    facts = show_demo(session(), settings().public_url)
    if form == "json":
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for login in facts["logins"]:
        click.echo(f"{login['user']:<16} {login['password']}  {login['totp_secret']}  {login['unit']}")
    for state, address in facts["verdicts"].items():
        click.echo(f"{state:<12} {address or '-'}")
    for row in facts["tracking"]:
        click.echo(f"{row['stage']:<12} {row['code']}")


@demo_group.command("register-file")
@click.option("--rows", type=click.IntRange(1, 200_000), default=10_000, help="How many products.")
@click.option("--of", "whose", type=click.Choice(["made-up", "tra-vinh"]), default="made-up")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.xlsx")
def register_file(rows: int, whose: str, out: Path) -> None:
    """A register as a province would send it, for `registry import producers` and then `products`."""
    sheets = tra_vinh_register(session()) if whose == "tra-vinh" else long_register(session(), rows)
    with out.open("wb") as data:
        write_xlsx(sheets, data)
    click.echo(f"{out}: {out.stat().st_size} bytes", err=True)
