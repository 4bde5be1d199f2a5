"""The jobs that Celery runs. They are safe to run twice, at once or late: the truth is rows in the database."""

from celery import shared_task

from dialogmoeder import udsendelse
from opsporing import tid


@shared_task(name="dialogmoeder.tasks.send")
def send() -> None:
    """Every other minute, and at once when a meeting is called: send the invitations that wait."""
    udsendelse.send_ventende(nu=tid.nu())
