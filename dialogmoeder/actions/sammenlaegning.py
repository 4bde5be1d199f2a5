"""A child that was registered twice: its items and sparring follow it."""

from datetime import datetime

from dialogmoeder.actions.punkt import aabn_for_deltagere
from dialogmoeder.models import Punkt, Punktstatus, Sparring
from opsporing.frister import actions as frister
from opsporing.models import Barn, User


def foelg_sammenlaegning(*, behold: Barn, overfloedig: Barn, by: User | None, nu: datetime) -> None:
    """Let them follow. Where both were on one agenda, the one of the child that goes is taken off: nothing of it falls
    due any more, and what is written for it is kept.
    """
    aabne = Punkt.objects.exclude(status=Punktstatus.TRUKKET)
    begge = aabne.filter(barn=behold).values("moede")
    dobbelte = list(aabne.filter(barn=overfloedig, moede__in=begge).select_related("moede"))
    Punkt.objects.filter(pk__in=[punkt.pk for punkt in dobbelte]).update(status=Punktstatus.TRUKKET)
    for punkt in dobbelte:
        frister.annuller(anledning=punkt.anledning_id, nu=nu)
    Punkt.objects.filter(barn=overfloedig).update(barn=behold)
    for punkt in dobbelte:
        aabn_for_deltagere(moede=punkt.moede, by=by, nu=nu, punkt=punkt)
    Sparring.objects.filter(barn=overfloedig).update(barn=behold)
