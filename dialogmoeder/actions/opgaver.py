"""Those from outside who have been given something to do at an item: who can be, and for how long she reads it.

In the child's own house anybody who works there can be given it (`actions.aftaler`). One from outside must have part
in the item on a ground of her own, and keeps sight of it past the set time after the meeting only while that holds.
"""

from datetime import datetime

from django.db.models import F, QuerySet

from dialogmoeder.actions.aabninger import MED, OPGAVE, aabn, luk
from dialogmoeder.koder import PUNKT
from dialogmoeder.kreds import Kreds, Punktkreds
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.handlinger import actions as handlinger
from opsporing.handlinger.ansvarlige import ROLLER
from opsporing.models import Anledning, Ansaettelse, Frist, Tilknytning, User
from opsporing.models.tilknytning import TilknytningQuerySet


def med_grund(anledning: Anledning, nu: datetime) -> QuerySet[Ansaettelse]:
    """The employments the item about a child is open to now on a ground of their own; none where no child is named.

    What opens it is worked out anew whenever something changes (`punkt.aabn_for_deltagere`), so that an opening in
    force is a ground that holds.
    """
    aabne = Tilknytning.objects.gaeldende(nu).filter(
        anledning=anledning, barn__isnull=False, formaal__in=[MED, OPGAVE], ansaettelse__isnull=False
    )
    return Ansaettelse.objects.gaeldende(nu).filter(pk__in=aabne.values("ansaettelse"))


def udefra_med_opgave() -> TilknytningQuerySet:
    """What is open to somebody from outside because she has something to do."""
    aabne = Tilknytning.objects.filter(anledning__kode=PUNKT, formaal=OPGAVE, til=None)
    return aabne.exclude(ansaettelse__enhed__journalenhed=F("anledning__ejer_enhed"), ansaettelse__rolle__in=ROLLER)


def ret_opgaver(kreds: Kreds, by: User | None, nu: datetime) -> None:
    """Let each from outside who has something to do read the item while she has it and her ground holds; close it to
    her in the moment it does not. The agreement stays, and the leader hears that nobody can see to it.
    """
    om = {k.punkt.anledning_id: k for k in kreds.punkter if k.punkt.barn_id}
    if kreds.moede.begyndt_at is None or not om:
        return
    opgaver = Frist.objects.aabne().filter(kode=HANDLING_OPFOELGNING, anledning__in=list(om), ansvarlig__isnull=False)
    staar = {
        (t.anledning_id or 0, t.ansaettelse_id): t
        for t in udefra_med_opgave().gaeldende(nu).filter(anledning__in=list(om)).select_related("ansaettelse")
    }
    skal = {
        (sag, a.pk): a
        for sag, hun in opgaver.values_list("anledning_id", "ansvarlig_id")
        for a in _hendes(om[sag], hun, nu)
    }
    for noegle in staar.keys() - skal.keys():
        luk(staar[noegle], by, nu)
    for noegle in skal.keys() - staar.keys():
        aabn(om[noegle[0]].punkt.anledning, skal[noegle], None, by, nu, OPGAVE)
    for sag in {sag for sag, _ in staar.keys() ^ skal.keys()}:
        handlinger.foelg_adgang(anledning=om[sag].punkt.anledning, nu=nu)


def _hendes(kreds: Punktkreds, user: int, nu: datetime) -> list[Ansaettelse]:
    """The employment from outside that she has part in the item under, where her ground holds and she still has it."""
    fundet = []
    for raekke in kreds.raekker.values():
        a = raekke.deltager.ansaettelse
        if a is None or a.user_id != user or (a.rolle in ROLLER and kreds.er_inde(raekke.deltager)):
            continue
        if a.fra <= nu and (a.til is None or a.til > nu) and kreds.beholder_opgaven(raekke.deltager):
            fundet.append(a)
    return fundet
