"""Commands for the administrator: units and people."""

import click

from accounts.actions import create_user, give_role
from accounts.queries import find_unit_by_code, list_units
from core import clock
from core.actor import SYSTEM
from core.db import committing, session


@click.group("accounts")
def accounts_group() -> None:
    """Units and people."""


@accounts_group.command("units")
def show_units() -> None:
    """The units as they are today."""
    for unit in list_units(session(), clock.today()):
        click.echo(f"{unit.unit_id} {unit.kind} {unit.name}")


@accounts_group.command("add-user")
@click.argument("login")
@click.option("--name", required=True, help="working name, shown to colleagues")
@click.option("--unit", required=True, help="code of the unit")
@click.option("--role", required=True)
@click.password_option()
def add_user(login: str, name: str, unit: str, role: str, password: str) -> None:
    """A person who can sign in; prints the secret for the authenticator once."""
    found = find_unit_by_code(session(), unit)
    if found is None:
        raise click.ClickException(f"no unit with the code {unit}; see `flask accounts units`")
    now = clock.now()
    with committing() as current:
        user, secret = create_user(
            current, login=login, display_name=name, password=password, actor=SYSTEM, now=now
        )
        give_role(
            current, user_id=user.id, unit_id=found.id, role=role, valid_from=clock.legal_date(now),
            actor=SYSTEM, now=now,
        )  # fmt: skip
    click.echo(f"authenticator secret (shown once): {secret}")
