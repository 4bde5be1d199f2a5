"""The Celery application: what runs beside the web, and when.

The truth of what must be sent or updated is rows in PostgreSQL, swept by the schedule below. The broker only makes
it prompt: a task that is lost or delivered twice changes nothing but the time.
"""

import logging
import os

from celery import Celery
from celery.schedules import crontab
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsporing.settings")

logger = logging.getLogger(__name__)

#: Seconds after which the broker hands an unacknowledged task to another worker. Longer than any task of ours runs.
VISIBILITY_TIMEOUT = 900

app = Celery("opsporing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    timezone="Europe/Copenhagen",
    enable_utc=True,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    # A task is acknowledged when it is done, so one that dies with its worker is delivered again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=VISIBILITY_TIMEOUT - 60,
    worker_prefetch_multiplier=1,
    # Logging is Django's (LOGGING in the settings), which keeps personal data out.
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
    },
    # A page never waits for a broker that is down.
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2},
    imports=("opsporing.drift",),
    beat_schedule={
        "drift-puls": {"task": "opsporing.drift.puls", "schedule": 60.0},
        "drift-ryd": {"task": "opsporing.drift.ryd", "schedule": crontab(hour="3", minute="10")},
        "indlaesning-arbejd": {"task": "opsporing.indlaesning.tasks.arbejd", "schedule": 60.0},
        "frister-ajourfoer": {"task": "opsporing.frister.tasks.ajourfoer", "schedule": 5 * 60.0},
        "frister-uret": {"task": "opsporing.frister.tasks.uret", "schedule": 60.0},
        "frister-send": {"task": "opsporing.frister.tasks.send", "schedule": 2 * 60.0},
        "moeder-send": {"task": "dialogmoeder.tasks.send", "schedule": 2 * 60.0},
        "frister-daglig": {"task": "opsporing.frister.tasks.daglig", "schedule": crontab(hour="2", minute="30")},
    },
)
app.autodiscover_tasks(["opsporing.frister", "opsporing.indlaesning", "dialogmoeder"])


def nudge(task_name: str) -> bool:
    """Ask a worker to run `task_name` now rather than at its next turn.

    Call it after commit. Returns False when the broker cannot be reached, which is only a delay: the schedule runs the
    same task a few minutes later.
    """
    try:
        app.send_task(task_name)
    except (OperationalError, OSError):
        logger.warning("The broker did not take %s; it runs at its next turn.", task_name)
        return False
    return True
