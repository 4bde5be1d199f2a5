"""What sundhedsplejen hears of itself: children who are expected, born, get a number, are visited and grow up."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from opsporing.boern import actions as boern_actions
from opsporing.demo.befolkning import DemoBarn
from opsporing.demo.kolleger import Kolleger, arbejdstid
from opsporing.demo.personale import BEGYNDTE
from opsporing.demo.tilfaelde import heltal
from opsporing.demo.verden import Verden
from opsporing.demo.vurderinger import planlaeg, sundhedsplejerske
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Barn, Enhed, Kommune, Person, Tilknytning
from opsporing.models.tilknytning import TilknytningQuerySet
from trivsel.actions import runder

#: Expected children are known so long before they are born, and looked for so long after.
VENTET_DAGE, SENT_DAGE = 80, 70
#: The number comes so many days after the birth.
CPR_DAGE = 13
#: The visits at which she makes a vurdering out of turn, in days of age; she begins it two weeks before. The one of all
#: children comes by itself.
BESOEG_DAGE, BESOEG_FOER = (62, 155), 14


def find(kommune: Kommune, barn: DemoBarn) -> Barn | None:
    """The child as it is registered, with a number or without."""
    return Barn.objects.filter(
        kommune=kommune, foedt_den=barn.foedt, fornavn=barn.fornavn, efternavn=barn.efternavn
    ).first()


def vent(kommune: Kommune, kolleger: Kolleger, boern: list[DemoBarn], dag: date, nu: datetime) -> None:
    """Register the children who are expected now."""
    for barn in boern:
        if barn.termin is None or not barn.foedt - timedelta(days=VENTET_DAGE) <= dag < barn.foedt:
            continue
        mor = _person(kommune, barn, 0)
        if Barn.objects.filter(kommune=kommune, mor=mor, termin=barn.termin).exists():
            continue
        distrikt = Enhed.objects.get(kommune=kommune, kode=barn.ophold[0].kode)
        by = kolleger.leder(distrikt, nu)
        ventet = boern_actions.opret_barn(
            kommune=kommune, termin=barn.termin, mor=mor, beskyttet=barn.beskyttet, by=by, nu=nu
        )
        boern_actions.indskriv(barn=ventet, enhed=distrikt, by=by, nu=nu)


def _person(kommune: Kommune, barn: DemoBarn, nr: int) -> Person:
    voksen = barn.foraeldre[nr]
    person, _ = Person.objects.get_or_create(
        kommune=kommune,
        cpr=voksen.cpr,
        defaults={"fornavn": voksen.fornavn, "efternavn": voksen.efternavn, "beskyttet": voksen.beskyttet},
    )
    return person


def planlaeg_sundhedspleje(verden: Verden, boern: list[DemoBarn], dag: date, naeste: date) -> None:
    """Put on the list what concerns our districts before the next stop."""
    begyndt = verden.udgangsdag - timedelta(days=BEGYNDTE["SPL"])
    for barn in boern:
        distrikt = barn.ophold[0]
        if not verden.er_min(distrikt.kode):
            continue
        hvad = [(barn.foedt + timedelta(days=d - BESOEG_FOER), _begynd_besoeg) for d in BESOEG_DAGE]
        if barn.foedt >= begyndt:
            hvad += [
                (barn.foedt + timedelta(days=heltal(1, 3, "meldt", barn.nr)), _meld_foedt),
                (barn.foedt + timedelta(days=CPR_DAGE), _giv_cpr),
            ]
            if distrikt.til is not None:
                hvad.append((distrikt.til + timedelta(days=1), _slip))
        for den, opgave in hvad:
            if max(dag, begyndt) <= naeste_arbejdsdag(den) < naeste:
                hvornaar = arbejdstid(den, opgave.__name__, barn.nr)
                verden.dagsorden.tilfoej(hvornaar, partial(opgave, verden, barn))


def _meld_foedt(verden: Verden, barn: DemoBarn, nu: datetime) -> None:
    """The birth is reported. Where the child was expected, the same row lives on."""
    kommune = verden.kommune
    if find(kommune, barn) is not None:
        return
    distrikt = Enhed.objects.get(kommune=kommune, kode=barn.ophold[0].kode)
    by = verden.kolleger.leder(distrikt, nu)
    felter: dict[str, Any] = {"fornavn": barn.fornavn, "efternavn": barn.efternavn, "koen": barn.koen.value}
    felter["gestationsuger"] = barn.gestationsuger
    ventet = (
        Barn.objects.filter(kommune=kommune, mor__cpr=barn.foraeldre[0].cpr, foedt_den=None, termin__isnull=False)
        .filter(termin__lte=barn.foedt + timedelta(days=SENT_DAGE))
        .first()
    )
    if ventet is not None:
        her = boern_actions.foed(barn=ventet, foedt_den=barn.foedt, by=by, nu=nu, **felter)
    else:
        her = boern_actions.opret_barn(
            kommune=kommune, foedt_den=barn.foedt, beskyttet=barn.beskyttet, by=by, nu=nu, **felter
        )
        boern_actions.indskriv(barn=her, enhed=distrikt, by=by, nu=nu)
    for nr in range(len(barn.foraeldre)):
        boern_actions.giv_foraeldremyndighed(barn=her, person=_person(kommune, barn, nr), by=by, nu=nu)


def _giv_cpr(verden: Verden, barn: DemoBarn, nu: datetime) -> None:
    her = find(verden.kommune, barn)
    if her is not None and not her.cpr:
        distrikt = Enhed.objects.get(kommune=verden.kommune, kode=barn.ophold[0].kode)
        boern_actions.ret_barn(barn=her, cpr=barn.cpr, by=verden.kolleger.leder(distrikt, nu), nu=nu)


def _slip(verden: Verden, barn: DemoBarn, nu: datetime) -> None:
    """Sundhedsplejen no longer follows the child."""
    her = find(verden.kommune, barn)
    for tilknytning in _aabne(her, nu).filter(enhed__kode=barn.ophold[0].kode) if her else []:
        by = verden.kolleger.leder(tilknytning.enhed, nu)
        boern_actions.udskriv(tilknytning=tilknytning, by=by, nu=nu)


def _begynd_besoeg(verden: Verden, barn: DemoBarn, nu: datetime) -> None:
    her = find(verden.kommune, barn)
    distrikt = Enhed.objects.get(kommune=verden.kommune, kode=barn.ophold[0].kode)
    if her is None or not _aabne(her, nu).filter(enhed=distrikt).exists():
        return
    by = sundhedsplejerske(verden, distrikt, her, nu)
    if by is not None:
        vurdering = runder.opret_ekstra(barn=her, enhed=distrikt, by=by, nu=nu)
        verden.aktive.add(vurdering.pk)
        planlaeg(verden, kun=vurdering.pk)


def _aabne(barn: Barn, nu: datetime) -> TilknytningQuerySet:
    return Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn).select_related("enhed")
