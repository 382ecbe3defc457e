"""Commands of the house itself: `flask setup`, `flask audit verify`, `flask jobs run`, `flask serve`."""

import json

import click
from flask import Flask, current_app

from core import audit, clock, jobs, keys, reference, serving, workers
from core.db import committing, session


def init_cli(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(setup)
    app.cli.add_command(audit_group)
    app.cli.add_command(jobs_group)
    app.cli.add_command(work)
    app.cli.add_command(serving.serve)


@click.command("setup")
def setup() -> None:
    """Make the keys and load the reference rows that are missing; run after `flask db upgrade`."""
    with committing() as current:
        keys.ensure_keys(current, now=clock.now())
        for load in reference.loaders.values():
            load(current, clock.now())
    keys.check_master(session())
    click.echo("keys and reference rows: ok")


@click.group("audit")
def audit_group() -> None:
    """The audit chain."""


@audit_group.command("verify")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def verify_audit(form: str) -> None:
    """Check every step of every stream; exit 1 and say the first wrong row if anything was changed."""
    faults = audit.verify(session())
    entries = session().query(audit.AuditEntry).count()
    streams = session().query(audit.AuditHead).count()
    if form == "json":
        click.echo(json.dumps({"entries": entries, "streams": streams, "faults": faults}, ensure_ascii=False))
    else:
        click.echo(f"{entries} steps in {streams} streams: " + ("ok" if not faults else f"{len(faults)} wrong"))
        for fault in faults:
            click.echo(fault)
    if faults:
        raise SystemExit(1)


@audit_group.command("seal")
def seal_audit() -> None:
    """Sign the root over all steps that have settled and print it; it is published and mailed like the daily one."""
    with committing() as current:
        root = audit.seal(current, now=clock.now(), until=clock.now() - audit.SETTLED)
    click.echo(f"{root.until.isoformat()} {root.streams} {root.root} {root.signature}")


@click.group("jobs")
def jobs_group() -> None:
    """Jobs waiting to be done."""


@jobs_group.command("run")
def run_jobs() -> None:
    """Run what is due now and end."""
    done = 0
    while count := jobs.run_due(clock.now()):
        done += count
    click.echo(f"{done} jobs done")


@click.command("worker")
def work() -> None:
    """A worker of its own, for installations whose BROKER_URL is Redis or RabbitMQ."""
    workers.configure(current_app._get_current_object())  # type: ignore[attr-defined]
    workers.celery.worker_main(["worker", "--pool=solo", "--loglevel=WARNING", "--without-gossip", "--without-mingle"])
