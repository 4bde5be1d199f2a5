"""Calling a further professional in at the meeting itself: the mødeleder's mandate (Aalborg)."""

from datetime import datetime

from django.db import transaction

from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions import deltagere
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.referat import laas_moede, laas_punkt, record
from dialogmoeder.models import Punkt, Punktdeltager
from opsporing.models import Ansaettelse, User


@transaction.atomic
def kald_ind(
    *, punkt: Punkt, ansaettelse: Ansaettelse, grundlag: str, begrundelse: str, by: User, nu: datetime
) -> Punktdeltager:
    """Let somebody have part in this item from now on, on a ground, and in no other by this. What it opens is empty
    while the ground does not bear yet: the parents have not been told.

    Raises Denied when the meeting is not being held, for one who takes no part in meetings, and for a ground that does
    not fit (`giv_grundlag`).
    """
    moede = laas_moede(punkt.moede_id)
    permissions.check_can_styre(by, moede, nu)
    deltager = deltagere.tilfoej(moede=moede, ansaettelse=ansaettelse, kaldt_ind=True, by=by, nu=nu)
    raekke = punkter.giv_grundlag(
        punkt=punkt, deltager=deltager, grundlag=grundlag, begrundelse=begrundelse.strip(), by=by, nu=nu
    )
    record("dialogmoeder.kaldt_ind", laas_punkt(punkt), by, nu, objekt=deltager)
    return raekke
