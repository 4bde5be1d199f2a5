"""The deadlines of an item before the meeting: preparing it, and telling the parents."""

from datetime import date, datetime

from dialogmoeder.fristtyper import FORAELDRE, FORBEREDELSE
from dialogmoeder.kreds import Punktkreds
from dialogmoeder.models import Forberedelse, Moedestatus, Punkt, Punktstatus
from dialogmoeder.rules.klar import foraeldre_senest, sendes_senest
from opsporing.frister import actions as frister
from opsporing.frister.actions import oejeblik
from opsporing.models import Frist
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato

_FOER = frozenset({Moedestatus.PLANLAGT, Moedestatus.INDKALDT})


def _dage(punkt: Punkt, profil: Praksisprofil) -> dict[str, date]:
    moede, slags = punkt.moede, profil.moeder[punkt.moede.slags]
    den = dato(moede.planlagt_at)
    dage = {FORBEREDELSE: sendes_senest(den, slags["forberedelse_dage"])}
    if punkt.barn_id:
        dage[FORAELDRE] = foraeldre_senest(
            moede.slags, den, indkald_dage=slags["indkald_dage"], forberedelse_dage=slags["forberedelse_dage"]
        )
    return dage


def sendes_senest_for(punkt: Punkt) -> date:
    """The last day to send the preparation of the item."""
    return _dage(punkt, profil_for(punkt.moede.kommune))[FORBEREDELSE]


def ret(kreds: Punktkreds, nu: datetime) -> None:
    """Let the deadlines of the item be what they should be now. A day that has passed already is today."""
    punkt = kreds.punkt
    staar: dict[str, Frist] = {
        f.kode: f
        for f in Frist.objects.filter(
            anledning=punkt.anledning_id, annulleret_at=None, kode__in=(FORBEREDELSE, FORAELDRE)
        )
    }
    if punkt.status != Punktstatus.PAA_DAGSORDEN or punkt.moede.status not in _FOER:
        for kode, aaben in staar.items():
            if aaben.opfyldt_at is None:
                frister.annuller(anledning=punkt.anledning_id, kode=kode, nu=nu)
        return
    for kode, den in _dage(punkt, kreds.profil).items():
        frist = staar.get(kode)
        if kode == FORAELDRE and not kreds.mangler_at_vide:
            if frist is not None and frist.opfyldt_at is None and not kreds.fortalt:
                frister.annuller(anledning=punkt.anledning_id, kode=kode, nu=nu)
            continue
        if frist is None:
            if kode == FORBEREDELSE and Forberedelse.objects.filter(punkt=punkt, sendt_at__isnull=False).exists():
                continue
            frister.opret(
                kode=kode,
                anledning=punkt.anledning,
                enhed=punkt.anledning.ejer_enhed,
                forfalder=max(den, dato(nu)),
                ansvarlig=punkt.forberedes_by,
                nu=nu,
            )
        elif frist.opfyldt_at is None:
            naeste = max(den, dato(frist.oprettet_at))
            if frist.forfalder_at != oejeblik(naeste)[0] or frist.ansvarlig_id != punkt.forberedes_by_id:
                frister.flyt(anledning=punkt.anledning_id, kode=kode, forfalder=naeste, ansvarlig=punkt.forberedes_by)
