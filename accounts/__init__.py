"""Who acts: people, units with their communes, roles, sign-in, guards."""

from flask import Flask
from sqlalchemy import select

from accounts import cli, desk
from accounts.models import User
from core import audit


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.register_blueprint(desk.blueprint)
    app.cli.add_command(cli.accounts_group)


audit.required["user"] = lambda session: session.scalars(select(User.id))
