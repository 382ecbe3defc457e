"""Workers. The job rows are the truth; Celery only wakes whoever runs them.

On one machine Celery's memory broker and a worker thread inside the server do; with BROKER_URL
(Redis, RabbitMQ) any number of workers on any number of machines. Started by `serve`, never by
`create_app`.
"""

import logging
import threading

from celery import Celery
from flask import Flask

from core import clock, jobs
from core.config import settings
from core.db import committing, session

log = logging.getLogger(__name__)

TICK_SECONDS = 5
celery = Celery("chinhgoc")


def configure(app: Flask) -> None:
    """Bind Celery to the application and its broker."""
    with app.app_context():
        celery.conf.update(
            broker_url=settings().broker_url,
            task_acks_late=True,
            task_reject_on_worker_lost=True,
            worker_prefetch_multiplier=1,
            broker_connection_retry_on_startup=True,
            broker_transport_options={"visibility_timeout": 600},
        )
    celery.flask_app = app  # type: ignore[attr-defined]
    if wake not in jobs.wakers:
        jobs.wakers.append(wake)


@celery.task(name="jobs.run", ignore_result=True)
def run() -> None:
    """Run everything that is due; waking twice does no harm."""
    with celery.flask_app.app_context():  # type: ignore[attr-defined]
        while jobs.run_due(clock.now()):
            pass
        session.remove()


def wake() -> None:
    """Tell a worker that there is work; when the broker is away the ticker finds the rows."""
    try:
        run.apply_async(retry=False)
    except Exception:
        log.warning("the broker is away; the ticker will find the job", exc_info=True)


def start_in_process(app: Flask) -> threading.Event:
    """A worker thread and a ticker thread in this process; set the returned event to stop them."""
    configure(app)
    stop = threading.Event()
    if settings_are_memory(app):
        threading.Thread(target=_work, name="worker", daemon=True).start()
    threading.Thread(target=_tick, args=(app, stop), name="ticker", daemon=True).start()
    return stop


def settings_are_memory(app: Flask) -> bool:
    """Whether the only workers are the threads of this process."""
    with app.app_context():
        return settings().broker_url.startswith("memory:")


def _work() -> None:
    celery.WorkController(pool="solo", concurrency=1, without_heartbeat=True, without_mingle=True,
                          without_gossip=True, quiet=True).start()  # fmt: skip


def _tick(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        with app.app_context():
            try:
                with committing() as current:
                    jobs.enqueue_periodic(current, now=clock.now())
                wake()
            except Exception:
                log.exception("the ticker could not run")
            finally:
                session.remove()
        stop.wait(TICK_SECONDS)
