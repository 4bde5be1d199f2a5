"""What lies in familieafdelingen's inbox when the demo starts: the law's 24 hours are counted from now.

So it cannot be made with the history, which ends at midnight: whoever starts the demo in the afternoon is to find one
that is close to its time and one that is past it, as in the morning. What is there already is not made twice.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count

from opsporing.adgang.roller import Rolle
from opsporing.demo.kolleger import Kolleger
from opsporing.demo.modtagelse import fortael, samling
from opsporing.demo.muligt import hvis_muligt
from opsporing.demo.tilfaelde import blandet
from opsporing.demo.underretning import ventet
from opsporing.demo.underretter import find, skriv_nu
from opsporing.frister.kalender import KOEBENHAVN, lokalt_tidspunkt
from opsporing.models import Barn, Kommune, Tilknytning, User
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata
from underretning.actions.skriv import Ramme
from underretning.models import Kanal, Modtaget, Overgreb, Pligt
from underretning.models.modtaget import VURDERES_INDEN
from underretning.rules.tilstande import Tilstand

#: When people work, and the last moment of the day something is written.
ARBEJDER_FRA, ARBEJDER_TIL, SENESTE = 7, 16, time(15, 40)
#: So much is left at most of the time of one that is close to it.
TAET_PAA = timedelta(hours=4)
#: Hours ago that a colleague wrote: about siblings, and on suspicion.
SOESKENDE_TIMER, MISTANKE_TIMER = 3, 1.5


def fyld(kommune: Kommune, nu: datetime, *, nyt: bool = False) -> None:
    """Let the inbox of the municipality have one of each kind that nobody has assessed.

    What somebody at the screen has made impossible is left, but where nobody but us has been (`nyt`).
    """
    kolleger = Kolleger(kommune)
    venter = Modtaget.objects.filter(kommune=kommune, status=Tilstand.MODTAGET)
    frist = nu - timedelta(hours=VURDERES_INDEN)
    flere = venter.values("kvitteringsnummer").annotate(antal=Count("pk")).filter(antal__gt=1)
    for er_der, hvad in (
        (venter.filter(modtaget_at__range=(frist, frist + TAET_PAA)), partial(_fortael, kolleger, "taet_paa")),
        (venter.filter(modtaget_at__lt=frist), partial(_fortael, kolleger, "over_tiden")),
        (venter.filter(anonym=True), partial(_fortael, kolleger, "anonym")),
        (venter.filter(pligt=Pligt.FLYTNING), partial(_fortael, kolleger, "flytning")),
        (venter.filter(ufoedt=True), partial(_fortael, kolleger, "ventet")),
        (flere, partial(_soeskende, kolleger)),
        (venter.filter(kanal=Kanal.SYSTEM, overgreb=Overgreb.HJEMMET), partial(_mistanke, kolleger)),
    ):
        if not er_der.exists():
            with transaction.atomic(), hvis_muligt(f"indbakken {dato(nu):%d.%m.%Y}", nyt=nyt):
                hvad(nu)


def i_arbejdstiden(oejeblik: datetime) -> datetime:
    """The moment, or the last one before it at which somebody is at work."""
    lokal = oejeblik.astimezone(KOEBENHAVN)
    if ARBEJDER_FRA <= lokal.hour < ARBEJDER_TIL:
        return oejeblik
    return lokalt_tidspunkt(lokal.date() - timedelta(days=lokal.hour < ARBEJDER_FRA), SENESTE)


def _skrevet_ned(modtaget_at: datetime) -> datetime:
    """When somebody at work has seen it: soon, or the next morning."""
    om_lidt = modtaget_at + timedelta(minutes=16)
    lokal = om_lidt.astimezone(KOEBENHAVN)
    if ARBEJDER_FRA <= lokal.hour < ARBEJDER_TIL:
        return om_lidt
    return lokalt_tidspunkt(lokal.date() + timedelta(days=lokal.hour >= ARBEJDER_TIL), time(ARBEJDER_FRA, 45))


def _fortael(kolleger: Kolleger, noegle: str, nu: datetime) -> None:
    """Somebody outside has told; those whose hour matters came at that hour, the others while somebody was at work."""
    ind: Mapping[str, Any] = samling()["indbakke"][noegle]
    modtaget_at = nu - timedelta(hours=ind["timer"])
    if noegle not in {"taet_paa", "over_tiden"}:
        modtaget_at = i_arbejdstiden(modtaget_at)
    barn = _et_barn(kolleger.kommune, ind["alder"], noegle, nu) if "alder" in ind else ventet(dato(nu), noegle)
    if barn is not None:
        fortael(ind, barn, kolleger=kolleger, modtaget_at=modtaget_at, nu=_skrevet_ned(modtaget_at))


def _et_barn(kommune: Kommune, alder: tuple[int, int], noegle: str, nu: datetime) -> Barn | Barnedata | None:
    """A child who goes somewhere here, about whom nothing is under way."""
    her = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(kommune=kommune)
    i_gang = Modtaget.objects.filter(kommune=kommune).exclude(status__in=[Tilstand.LUKKET, Tilstand.OVERSENDT])
    yngst, aeldst = (dato(nu) - timedelta(days=aar * 365) for aar in alder)
    boern = (
        Barn.objects.filter(pk__in=her.values("barn"), foedt_den__range=(aeldst, yngst))
        .exclude(pk__in=i_gang.values("barn"))
        .order_by("foedt_den", "fornavn", "efternavn")
    )
    return next(iter(blandet(list(boern), noegle, dato(nu))), None)


def _leder(kolleger: Kolleger, nu: datetime, brugernavn: str) -> User:
    return kolleger.med_rolle(Rolle.DAGTILBUDSLEDER, nu, brugernavn)


def _soeskende(kolleger: Kolleger, nu: datetime) -> None:
    """A leader writes about two of a family, in the house or only told of."""
    by, da = _leder(kolleger, nu, "bona"), i_arbejdstiden(nu - timedelta(hours=SOESKENDE_TIMER))
    familier: dict[frozenset[int], list[Barn]] = defaultdict(list)
    boern = Barn.objects.filter(kommune=kolleger.kommune, foedt_den__gte=dato(nu) - timedelta(days=6 * 365))
    for barn in boern.prefetch_related("foraeldremyndigheder").order_by("foedt_den", "fornavn"):
        familier[frozenset(f.person_id for f in barn.foraeldremyndigheder.all())].append(barn)
    hos_hende = set(Barn.objects.for_user(by, da).values_list("pk", flat=True))
    for foraeldre, soeskende in familier.items():
        hendes = [barn for barn in soeskende if barn.pk in hos_hende]
        andre = [barn for barn in soeskende if barn not in hendes[:1] and barn.cpr and barn.fornavn]
        if foraeldre and hendes and andre:
            data = Barnedata(
                fornavn=andre[0].fornavn,
                efternavn=andre[0].efternavn,
                cpr=andre[0].cpr,
                foedt_den=andre[0].foedt_den,
            )
            skriv_nu(kolleger, "soeskende", by, hendes[0], Ramme(modtager_navn="-"), da, oplyste=[data])
            return


def _mistanke(kolleger: Kolleger, nu: datetime) -> None:
    """A colleague of another house suspects abuse: a switch stands from the first second."""
    da = i_arbejdstiden(nu - timedelta(hours=MISTANKE_TIMER))
    by = kolleger.med_rolle(Rolle.PAEDAGOG, da, "mibr")
    barn = find(by, (300, 1300), "mistanke", da)
    if barn is not None:
        ramme = Ramme(
            akut=True, overgreb=Overgreb.HJEMMET, overgreb_hvem="Far", modtager_navn="-", deles_med_leder=True
        )
        skriv_nu(kolleger, "mistanke", by, barn, ramme, da)
