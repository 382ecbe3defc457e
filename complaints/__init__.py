"""The complaints room; what it is stands in docs/architecture.md."""

from flask import Flask
from sqlalchemy import select

from complaints import cli, desk, producer, public
from complaints.actions import (  # noqa: F401 - they register jobs and reference rows
    arrival_reference,
    cases_reference,
    clock_steps,
    drafts,
    following_reference,
    inspections,
    late,
    own_data,
    reference,
    routing_reference,
    second_door,
    silence,
)
from complaints.models import Complaint
from complaints.queries.trail import check_events
from core import audit


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(producer.blueprint)
    app.cli.add_command(cli.cases_group)


audit.required["case"] = lambda session: session.scalars(select(Complaint.id))
audit.checks.append(check_events)
