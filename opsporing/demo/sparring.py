"""Colleagues ask for advice: mostly without a name, answered in days, once not in time, and taken to the team once."""

from datetime import date, datetime, timedelta
from functools import partial

from dialogmoeder.actions import sparring as actions
from dialogmoeder.actions.dagsorden import moeder_at_vaelge
from dialogmoeder.models import Sparring, Sparringsgrundlag, Sparringsstatus
from opsporing.adgang.roller import Rolle
from opsporing.demo import besvarelse, tekster
from opsporing.demo import moedefaelles as faelles
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.tilfaelde import andel, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Barn, Enhed, Spaerring, User
from opsporing.samtykke import indehavere
from opsporing.tid import dato

#: Sparring has been there for so many days before the first day of the demo, with so many days between questions.
BEGYNDTE, MELLEM = 300, 23
#: The question that stands over its day on the first day was asked so many days before, and the newest so many.
FOR_SENT, NYESTE = 12, 2
#: The one that is taken to the team was asked so many days before the first day.
TIL_TEAMET = 17
MED_NAVN = 0.3


def planlaeg_sparring(verden: Verden, dag: date, naeste: date) -> None:
    """Put what is new of sparring on the list."""
    if not all(verden.er_min(kode) for kode in faelles.STUER):
        return
    dage = [verden.udgangsdag - timedelta(days=n) for n in (TIL_TEAMET, FOR_SENT, NYESTE)]
    dage += [verden.udgangsdag + timedelta(days=n) for n in range(-BEGYNDTE, 365 * 3, MELLEM)]
    for spurgt in sorted(dage):
        if dag <= spurgt < naeste and verden.er_ny("sparring", spurgt.toordinal()):
            verden.dagsorden.tilfoej(arbejdstid(spurgt, "sparring"), partial(_spoerg, verden, spurgt))
    ventende = Sparring.objects.filter(kommune=verden.kommune).exclude(status=Sparringsstatus.AFSLUTTET)
    for en in ventende.select_related("enhed").order_by("pk"):
        if en.enhed.kode in faelles.STUER:
            _planlaeg(verden, en)


def _til_teamet(verden: Verden) -> date:
    """The day the sparring was asked that goes on to the team's next meeting."""
    return naeste_arbejdsdag(verden.udgangsdag - timedelta(days=TIL_TEAMET))


def _planlaeg(verden: Verden, en: Sparring) -> None:
    if not verden.er_ny("sparringen", en.pk):
        return
    stillet = dato(en.oprettet_at)
    dage = heltal(1, 4, "svar", stillet)
    if stillet == verden.udgangsdag - timedelta(days=FOR_SENT):
        dage = FOR_SENT + 4
    verden.dagsorden.tilfoej(arbejdstid(stillet + timedelta(days=dage), "svar"), partial(_svar, verden, en.pk))
    if stillet == _til_teamet(verden):
        verden.dagsorden.tilfoej(
            arbejdstid(stillet + timedelta(days=dage + 6), "til team"), partial(_tag_med, verden, en.pk)
        )
    elif andel("igen", stillet) < 0.3:
        verden.dagsorden.tilfoej(arbejdstid(stillet + timedelta(days=dage + 9), "igen"), partial(_igen, verden, en.pk))
        verden.dagsorden.tilfoej(arbejdstid(stillet + timedelta(days=dage + 11), "svar"), partial(_svar, verden, en.pk))
    verden.dagsorden.tilfoej(arbejdstid(stillet + timedelta(days=dage + 30), "slut"), partial(_afslut, verden, en.pk))


def _spoerg(verden: Verden, spurgt: date, nu: datetime) -> None:
    stue = Enhed.objects.filter(
        kommune=verden.kommune, kode=valg(faelles.STUER, "sparring", spurgt), nedlagt_at=None
    ).first()
    her = verden.kolleger.paa(stue, nu) if stue else []
    hjaelper = _hjaelper(verden, spurgt, nu)
    if not her:
        return
    by = her[0] if spurgt == verden.udgangsdag - timedelta(days=NYESTE) else valg(her, "spørger", spurgt)
    barn = _barnet(by, spurgt, nu) if andel("navn", spurgt) < MED_NAVN else None
    ordene = tekster.moedeord()["sparring"]["spoergsmaal"]
    en = actions.stil(
        til_enhed=hjaelper.ansat.enhed,
        tekst=valg(ordene, "sparring", spurgt),
        barn=barn,
        grundlag=Sparringsgrundlag.SAMTYKKE if barn else Sparringsgrundlag.ANONYMT,
        ja_fra=indehavere(barn, nu) if barn else [],
        alder_mdr=heltal(20, 60, "alder", spurgt),
        by=by,
        nu=nu,
    )
    _planlaeg(verden, en)


def _hjaelper(verden: Verden, spurgt: date, nu: datetime) -> User:
    rolle = valg((Rolle.PPR, Rolle.PPR, Rolle.RAADGIVER), "til", spurgt)
    return verden.kolleger.med_rolle(rolle, nu, rolle.value)


def _barnet(by: User, spurgt: date, nu: datetime) -> Barn | None:
    spaerret = Spaerring.objects.staaende().values("anledning__barn")
    boern = [b for b in actions.permissions.boern_at_spoerge_om(by, nu).exclude(pk__in=spaerret) if indehavere(b, nu)]
    return min(boern, key=lambda b: andel("sparring", spurgt, besvarelse.noegle(b)), default=None)


def _hent(pk: int, *status: str) -> Sparring | None:
    return Sparring.objects.select_related("til_enhed", "enhed", "spoerger").filter(pk=pk, status__in=status).first()


def _svar(verden: Verden, pk: int, nu: datetime) -> None:
    en = _hent(pk, Sparringsstatus.STILLET)
    if en is None:
        return
    svarer = (verden.kolleger.med_rolle(rolle, nu, rolle.value) for rolle in (Rolle.PPR, Rolle.RAADGIVER))
    by = next((user for user in svarer if user.ansat.enhed_id == en.til_enhed_id), None)
    if by is None:
        return
    actions.tag(sparring=en, by=by, nu=nu)
    # Asked again, nobody gives the same answer twice.
    givet = set(en.indlaeg.values_list("tekst", flat=True))
    alle = tekster.moedeord()["sparring"]["svar"]
    tekst = valg([t for t in alle if t not in givet] or alle, "svar", dato(en.oprettet_at), dato(nu))
    actions.svar(sparring=en, tekst=tekst, by=by, nu=nu + timedelta(minutes=12))


def _spoerger(verden: Verden, en: Sparring, nu: datetime) -> User | None:
    """The one who asked, or the leader where she has left."""
    her = [user for user in verden.kolleger.paa(en.enhed, nu) if user.pk == en.spoerger_id]
    return her[0] if her else verden.kolleger.leder(en.enhed, nu)


def _igen(verden: Verden, pk: int, nu: datetime) -> None:
    en = _hent(pk, Sparringsstatus.BESVARET)
    by = _spoerger(verden, en, nu) if en else None
    if en is not None and by is not None:
        actions.spoerg_igen(sparring=en, tekst=valg(tekster.moedeord()["sparring"]["igen"], "igen", pk), by=by, nu=nu)


def _afslut(verden: Verden, pk: int, nu: datetime) -> None:
    en = _hent(pk, Sparringsstatus.BESVARET)
    by = _spoerger(verden, en, nu) if en else None
    if en is not None and by is not None:
        actions.afslut(sparring=en, by=by, nu=nu)


def _tag_med(verden: Verden, pk: int, nu: datetime) -> None:
    """The answer is to think together: it goes on to the next meeting of the house's team."""
    en = _hent(pk, Sparringsstatus.BESVARET)
    by = _spoerger(verden, en, nu) if en else None
    if en is None or by is None or en.punkt_id:
        return
    moede = moeder_at_vaelge(by, en.barn, nu).filter(team__isnull=False).first()
    if moede is not None:
        overskrift = faelles.tekst("", "overskrift_sparring", en.barn)
        actions.til_dagsorden(sparring=en, moede=moede, overskrift=overskrift, by=by, nu=nu)
