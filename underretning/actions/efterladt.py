"""A draft whose writer is gone: nobody else may read it, so somebody who receives asks her instead."""

from datetime import datetime

from django.db import transaction

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister import actions as frister
from opsporing.models import User
from underretning import efterladt
from underretning.actions.skriv import laas, record
from underretning.fristtyper import KLADDE
from underretning.models import Underretning
from underretning.rules.tilstande import Skrivetilstand


@transaction.atomic
def afslut_efterladt(*, underretning: Underretning, grund: str, by: User, nu: datetime) -> Underretning:
    """Take it off the list with what was agreed with the writer. It is put away unread; she can take it up again if she
    comes back. Done once, it stays. Raises Denied without words, and where the writer can go on herself.
    """
    kraev(by, Permission.UNDERRETNING_MODTAG)
    laast = laas(underretning)
    if laast.status == Skrivetilstand.KASSERET:
        return laast
    if not efterladt.efterladte(by, nu).filter(pk=laast.pk).exists():
        raise Denied("Den, der skriver, kan selv komme videre.")
    if not grund.strip():
        raise Denied("Skriv, hvad der er aftalt.")
    laast.status, laast.kasseret_at = Skrivetilstand.KASSERET, nu
    laast.kasseret_grund = f"Modtagelsen: {grund.strip()}"
    laast.save(update_fields=["status", "kasseret_at", "kasseret_grund"])
    for anledning_id in laast.boern.values_list("anledning_id", flat=True):
        frister.annuller(anledning=anledning_id, kode=KLADDE, nu=nu)
    record("underretning.efterladt_afsluttet", laast, by=by, nu=nu)
    return laast
