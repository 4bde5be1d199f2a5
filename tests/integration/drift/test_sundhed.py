"""Health, as monitoring sees it, of real processes that go down and come back."""

import http.client
import json
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from opsporing import drift
from opsporing.celery import app, nudge
from tests.support.servers import broker_at


def get(url: str, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.django_db
def test_the_page_of_health_needs_no_sign_in_and_tells_only_whether_the_database_answers(client: Client):
    answer = client.get(reverse("sundhed"))
    assert answer.status_code == 200
    assert answer.json() == {"database": True}


def test_a_served_page_is_kept_out_of_caches_and_allows_nothing_from_outside(server):
    status, headers, body = get(server.url, "/sundhed/")
    assert (status, json.loads(body)) == (200, {"database": True})
    assert headers["cache-control"] == "no-store, private"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_jobs_are_well_only_while_a_worker_has_been_at_work_within_ten_minutes(client: Client, monkeypatch):
    monkeypatch.setattr(drift, "broker_svarer", lambda: True)
    assert client.get(reverse("sundhed_job")).json() == {"broker": True, "puls": False}
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), tick=False) as clock:
        drift.puls()
        clock.shift(timedelta(minutes=10))
        assert client.get(reverse("sundhed_job")).status_code == 200
        clock.shift(timedelta(seconds=1))
        answer = client.get(reverse("sundhed_job"))
    assert answer.status_code == 503
    assert answer.json() == {"broker": True, "puls": False}


@pytest.mark.django_db
def test_sign_ins_that_have_run_out_are_removed_at_night():
    kept = {}
    for age in (-1, 60):
        store = SessionStore()
        store.set_expiry(datetime.now(UTC) + timedelta(seconds=age))
        store.create()
        kept[age] = store.session_key
    drift.ryd()
    assert [session.session_key for session in Session.objects.all()] == [kept[60]]


def test_every_job_that_is_planned_exists():
    app.loader.import_default_modules()
    assert {plan["task"] for plan in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_broker_that_is_down_is_seen_at_once_and_costs_a_page_no_waiting(valkey):
    with broker_at(valkey.url):
        assert drift.broker_svarer()
        assert nudge("opsporing.drift.puls")
        valkey.stop()
        began = time.monotonic()
        assert not drift.broker_svarer()
        assert not nudge("opsporing.drift.puls")
        assert time.monotonic() - began < 5
        valkey.start()
        assert drift.broker_svarer()
        assert nudge("opsporing.drift.puls")


def test_a_task_outlives_a_kill_of_the_broker_and_a_worker_does_it(databases, ny_database, valkey, start_celery):
    name = ny_database()
    env = databases.variables(name) | {"REDIS_URL": valkey.url, "OPSPORING_TILSTAND": "demo"}
    with broker_at(valkey.url):
        assert nudge("opsporing.drift.puls")
    valkey.process.kill()
    valkey.stop()
    valkey.start()
    worker = start_celery(env, "worker", "--concurrency", "1", "--loglevel", "INFO")
    deadline = time.monotonic() + 60
    while not rows(databases, name) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert worker.poll() is None
    assert rows(databases, name) == 1


def rows(databases, name: str) -> int:
    """How many marks the worker has left in the cache's table."""
    with psycopg.connect(databases.owner_url(name)) as connection:
        return connection.execute("SELECT count(*) FROM opsporing_mellemlager").fetchone()[0]
