"""Health, for whoever keeps the system running. Nothing here tells anything about people."""

import logging
from datetime import UTC, datetime, timedelta

from celery import shared_task
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from opsporing.celery import app

logger = logging.getLogger(__name__)

#: Where the worker leaves the time of its last pulse.
PULS = "drift:puls"
#: How old the pulse may be: beat sends one a minute, so ten say that worker or beat has stopped.
PULS_MAX = timedelta(minutes=10)


@shared_task(name="opsporing.drift.puls")
def puls() -> None:
    """Leave a mark which shows that beat plans, the broker carries and a worker works.

    Wall time, as monitoring sees it, also where the demo has moved its own.
    """
    cache.set(PULS, datetime.now(UTC).isoformat(), timeout=24 * 60 * 60)


@shared_task(name="opsporing.drift.ryd")
def ryd() -> None:
    """Delete sign-ins that have run out; nothing else would, as nobody comes back to them."""
    SessionStore.clear_expired()


@require_safe
@login_not_required
def sundhed(request: HttpRequest) -> JsonResponse:
    """200 when this process can serve pages, which needs the database only; else 503."""
    ok = database_svarer()
    return JsonResponse({"database": ok}, status=200 if ok else 503)


@require_safe
@login_not_required
def sundhed_job(request: HttpRequest) -> JsonResponse:
    """200 when jobs are being done: the broker answers and a worker has run within ten minutes; else 503."""
    svar = {"broker": broker_svarer(), "puls": puls_er_frisk()}
    return JsonResponse(svar, status=200 if all(svar.values()) else 503)


def database_svarer() -> bool:
    """Whether the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        logger.exception("The database does not answer")
        return False


def broker_svarer() -> bool:
    """Whether the broker takes a connection, tried once."""
    try:
        with app.connection_for_write() as forbindelse:
            forbindelse.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def puls_er_frisk() -> bool:
    """Whether a worker has left its mark within `PULS_MAX`."""
    try:
        sidst = cache.get(PULS)
    except DatabaseError:
        return False
    return sidst is not None and datetime.now(UTC) - datetime.fromisoformat(sidst) <= PULS_MAX
