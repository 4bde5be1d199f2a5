"""A child that was registered twice: its items and sparring follow it."""

from dialogmoeder.models import Punkt, Punktstatus, Sparring
from opsporing.models import Barn


def foelg_sammenlaegning(*, behold: Barn, overfloedig: Barn) -> None:
    """Let them follow. Where both were on one agenda, the one of the child that goes is taken off, with what is written
    for it kept.
    """
    aabne = Punkt.objects.exclude(status=Punktstatus.TRUKKET)
    begge = aabne.filter(barn=behold).values("moede")
    aabne.filter(barn=overfloedig, moede__in=begge).update(status=Punktstatus.TRUKKET)
    Punkt.objects.filter(barn=overfloedig).update(barn=behold)
    Sparring.objects.filter(barn=overfloedig).update(barn=behold)
