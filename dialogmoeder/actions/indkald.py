"""Calling a meeting: from now on those who are asked to it see it and their items, and know when to come."""

from datetime import datetime

from django.db import transaction

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import punkt as punkter
from dialogmoeder.actions.deltagere import kald, laas
from dialogmoeder.koder import INDKALD
from dialogmoeder.kreds import hindrer_indkaldelse, laes
from dialogmoeder.models import Moede, Moedestatus
from dialogmoeder.rules.tilstande import Moedetilstand, check_vej
from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import User


@transaction.atomic
def indkald(*, moede: Moede, by: User, nu: datetime) -> Moede:
    """Call everybody on the list. Called twice, it is called once.

    Raises Denied for a meeting that is over or whose time has passed, and for one with the parents at the table while
    they have not heard what it is about.
    """
    moede = laas(moede)
    if moede.status == Moedestatus.INDKALDT:
        return moede
    permissions.check_can_indkalde(by, moede, nu)
    check_vej(moede.status, Moedetilstand.INDKALDT)
    grunde = hindrer_indkaldelse(laes(moede, nu))
    if grunde:
        raise Denied(" ".join(grunde))
    moede.status, moede.indkaldt_at = Moedestatus.INDKALDT, nu
    moede.save(update_fields=["status", "indkaldt_at"])
    for deltager in adgang.nuvaerende(moede):
        kald(deltager, moede, nu=nu)
    punkter.aabn_for_deltagere(moede=moede, by=by, nu=nu)
    frister.opfyld(anledning=moede.anledning, kode=INDKALD, by=by, nu=nu)
    log.record("dialogmoeder.indkaldt", by=by, nu=nu, anledning=moede.anledning, objekt=moede)
    return moede
