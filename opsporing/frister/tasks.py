"""The jobs that Celery runs. Each is a few lines around functions that are tested by themselves.

They are safe to run twice, at once or late. The truth is rows in the database; the broker only makes it prompt.
"""

from celery import shared_task

from opsporing import tid
from opsporing.celery import nudge
from opsporing.frister import ajourfoering, paamindelser, udsendelse


@shared_task(name="opsporing.frister.tasks.ajourfoer")
def ajourfoer() -> None:
    """Every few minutes: what the apps do by the clock, then reminders that are due, then the e-mails about them."""
    dele = [*ajourfoering.HOOKS, paamindelser.paamind, udsendelse.opret_ugebreve]
    ajourfoering.koer(dele, nu=tid.nu())
    if udsendelse.venter():
        nudge("opsporing.frister.tasks.send")


@shared_task(name="opsporing.frister.tasks.uret")
def uret() -> None:
    """Every minute: reminders of what goes by hours, of which five minutes are a part that counts."""
    ajourfoering.koer([paamindelser.paamind_efter_uret], nu=tid.nu())
    if udsendelse.venter(kun_haster=True):
        nudge("opsporing.frister.tasks.send")


@shared_task(name="opsporing.frister.tasks.send")
def send() -> None:
    """Every other minute, and at once when there is something: send the e-mails that wait."""
    udsendelse.send_ventende(nu=tid.nu())


@shared_task(name="opsporing.frister.tasks.daglig")
def daglig() -> None:
    """Once a night: tidying, and reminders for people who have come to a unit since its were made."""
    ajourfoering.koer([*ajourfoering.DAGLIGE, paamindelser.paamind_alle], nu=tid.nu())
