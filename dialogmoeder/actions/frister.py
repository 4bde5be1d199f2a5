"""The deadlines of an item before the meeting: preparing it, and telling the parents."""

from datetime import date, datetime, timedelta

from dialogmoeder.fristtyper import FORAELDRE, FORBEREDELSE, FORBEREDT, NY_TID
from dialogmoeder.kreds import Kreds, Punktkreds
from dialogmoeder.models import Forberedelse, Moedestatus, Punkt, Punktstatus
from dialogmoeder.rules.klar import foraeldre_senest, sendes_senest
from opsporing.frister import actions as frister
from opsporing.frister.actions import oejeblik
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Frist, User
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
    if punkt.moede.status not in {*_FOER, Moedestatus.AFLYST} or not kreds.kan_fortaelles:
        # They sit there, or must hear nothing of it any more.
        frister.annuller(anledning=punkt.anledning_id, kode=NY_TID, nu=nu)
    koder = (FORBEREDELSE, FORAELDRE, FORBEREDT)
    alle = list(Frist.objects.filter(anledning=punkt.anledning_id, annulleret_at=None, kode__in=koder))
    if punkt.status != Punktstatus.PAA_DAGSORDEN or punkt.moede.status not in _FOER:
        for kode in {f.kode for f in alle if f.opfyldt_at is None}:
            frister.annuller(anledning=punkt.anledning_id, kode=kode, nu=nu)
        return
    staar: dict[str, Frist] = {f.kode: f for f in alle if f.kode != FORBEREDT}
    for kode, den in _dage(punkt, kreds.profil).items():
        frist = staar.get(kode)
        if kode == FORAELDRE and not kreds.mangler_at_vide:
            if frist is not None and frist.opfyldt_at is None and not kreds.fortalt:
                frister.annuller(anledning=punkt.anledning_id, kode=kode, nu=nu)
        elif frist is None:
            _opret(punkt, kode, den, nu)
        elif frist.opfyldt_at is None:
            _flyt(punkt, frist, den)
    _laeses(kreds, {f.trin: f for f in alle if f.kode == FORBEREDT}, nu)


def sig_det_til_foraeldre(kreds: Kreds, foer: datetime, nu: datetime) -> None:
    """Let it fall due that the parents who were to come are told that the meeting has another time than `foer`, or is
    called off: no e-mail goes to them. Only where they have been told of it, and may be told.
    """
    if not any(d.person_id for d in kreds.aktuelle):
        return
    moede, i_dag = kreds.moede, dato(nu)
    den = min(naeste_arbejdsdag(i_dag + timedelta(days=1)), dato(foer), dato(moede.planlagt_at))
    for om in kreds.punkter:
        punkt = om.punkt
        frister.annuller(anledning=punkt.anledning_id, kode=NY_TID, nu=nu)
        if om.fortalt and punkt.status != Punktstatus.TRUKKET:
            frister.opret(
                kode=NY_TID,
                anledning=punkt.anledning,
                enhed=punkt.anledning.ejer_enhed,
                trin=str(moede.sekvens),
                ansvarlig=punkt.forberedes_by,
                forfalder=max(den, i_dag),
                nu=nu,
            )


def _opret(punkt: Punkt, kode: str, den: date, nu: datetime) -> None:
    if kode == FORBEREDELSE and Forberedelse.objects.filter(punkt=punkt, sendt_at__isnull=False).exists():
        return
    frister.opret(
        kode=kode,
        anledning=punkt.anledning,
        enhed=punkt.anledning.ejer_enhed,
        forfalder=max(den, dato(nu)),
        ansvarlig=punkt.forberedes_by,
        nu=nu,
    )


def _flyt(punkt: Punkt, frist: Frist, den: date) -> None:
    """Follow the day of the meeting, and the one who prepares the item; nobody is late from the start."""
    den = max(den, dato(frist.oprettet_at))
    if frist.forfalder_at != oejeblik(den)[0] or frist.ansvarlig_id != punkt.forberedes_by_id:
        frister.flyt(anledning=punkt.anledning_id, kode=frist.kode, forfalder=den, ansvarlig=punkt.forberedes_by)


def _laeses(kreds: Punktkreds, staar: dict[str, Frist], nu: datetime) -> None:
    """What is sent waits to be read by each of those with part in the item; not by the one who sent it."""
    punkt = kreds.punkt
    sendt = Forberedelse.objects.filter(punkt=punkt, sendt_at__isnull=False).values_list("sendt_by_id", flat=True)
    if not (afsender := sendt.first()):
        return
    moede_den = dato(punkt.moede.planlagt_at)
    laesere = {
        str(d.pk): d.ansaettelse
        for d in (r.deltager for r in kreds.raekker.values())
        if d.ansaettelse and d.ansaettelse.user_id != afsender and kreds.aaben_til(d)
    }
    for trin, frist in staar.items():
        if frist.opfyldt_at is not None:
            continue
        if trin not in laesere:
            frister.annuller(anledning=punkt.anledning_id, kode=FORBEREDT, trin=trin, nu=nu)
        elif dato(frist.forfalder_at) != moede_den:
            frister.flyt(anledning=punkt.anledning_id, kode=FORBEREDT, trin=trin, forfalder=moede_den)
    for trin, ansaettelse in laesere.items():
        if trin not in staar:
            frister.opret(
                kode=FORBEREDT,
                anledning=punkt.anledning,
                enhed=ansaettelse.enhed,
                trin=trin,
                ansvarlig=ansaettelse.user,
                forfalder=max(moede_den, dato(nu)),
                nu=nu,
            )


def laest(punkt: Punkt, by: User, nu: datetime) -> None:
    """She has opened what was sent, so it waits for her no longer."""
    venter = Frist.objects.aabne().filter(anledning=punkt.anledning_id, kode=FORBEREDT, ansvarlig=by)
    venter.update(opfyldt_at=nu, opfyldt_by=by)
