"""Ordering the e-mails of a meeting. They are rows first; `dialogmoeder.udsendelse` sends them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dialogmoeder import adgang
from dialogmoeder.models import Brevslags, Deltager, Indkaldelse, Moede
from opsporing.celery import nudge
from opsporing.frister.udsendelse import ny_message_id

OPGAVE = "dialogmoeder.tasks.send"


def bestil(*, moede: Moede, deltager: Deltager, slags: Brevslags, nu: datetime) -> Indkaldelse | None:
    """Let an e-mail go to a participant about the meeting as it stands, once; None where there is nothing to tell her
    or no address. One that waits about an earlier state is given up when its turn comes (`dialogmoeder.udsendelse`).

    Somebody who has not been told of the meeting yet is told of it as it is now, not that it was moved or called off.
    """
    if not adgang.kan_faa_mail(deltager):
        return None
    breve = Indkaldelse.objects.filter(deltager=deltager, opgivet_at=None)
    if not breve.filter(Q(sendt_at__isnull=False) | Q(forsoeg__gt=0)).exists():
        if slags in {Brevslags.AFLYST, Brevslags.AFBUD}:
            breve.update(opgivet_at=nu)
            return None
        slags = Brevslags.INDKALDT
    brev, ny = Indkaldelse.objects.get_or_create(
        deltager=deltager,
        slags=slags,
        sekvens=moede.sekvens,
        defaults={
            "kommune_id": moede.kommune_id,
            "moede": moede,
            "message_id": ny_message_id("moede"),
            "oprettet_at": nu,
        },
    )
    if ny:
        transaction.on_commit(lambda: nudge(OPGAVE), robust=True)
    return brev
