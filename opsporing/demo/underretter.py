"""Colleagues who write an underretning themselves: begun, shared, put away or sent, by the product's own actions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from opsporing import bilag
from opsporing.adgang.roller import Rolle
from opsporing.demo.kolleger import Kolleger, arbejdstid
from opsporing.demo.modtagelse import om, samling
from opsporing.demo.sagsgang import Trin, planlaeg_trin
from opsporing.demo.tilfaelde import blandet
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag, naeste_arbejdsdag
from opsporing.models import Barn, User
from opsporing.tid import dato
from underretning.actions import send as afsendelse
from underretning.actions import skriv as skrivning
from underretning.actions.modtag import Barnedata
from underretning.actions.skriv import Ramme
from underretning.models import Modtaget, Overgreb, Underretning
from underretning.rules.tilstande import Skrivetilstand

#: Enclosures are taken among what was finished some time ago.
BILAG_DAGE = 30
#: Days after the first day that the draft a leader reads along is put away.
BESTEMMER_SIG_DAGE = 12


@dataclass(frozen=True, slots=True)
class Skrevet:
    """What is written (`noegle` in the file of texts), by whom, days before the first day, and about a child how old in
    days. `send`: it is sent, and `trin` is what familieafdelingen then does.
    """

    noegle: str
    dage: int
    rolle: Rolle
    brugernavn: str
    alder: tuple[int, int]
    send: bool = False
    trin: tuple[Trin, ...] = ()
    overgreb: Overgreb = Overgreb.NEJ
    mistaenkt: str = ""
    delt: bool = False
    bilag: int = 0


SKREVNE = (
    Skrevet(
        "spaed", 11, Rolle.SUNDHEDSPLEJERSKE, "sundhedsplejerske", (60, 330), send=True,
        trin=((0, "vurder"), (2, "kvitter"), (6, "afgoer:undersoegelse 1 17,14"), (8, "svar")),
    ),
    Skrevet("kasseret", 7, Rolle.DAGPLEJER, "dagplejer", (300, 1200)),
    Skrevet(
        "medarbejder", 4, Rolle.PAEDAGOG, "sone", (1000, 2300), send=True, delt=True,
        trin=((0, "vurder"), (1, "kvitter")),
        overgreb=Overgreb.MEDARBEJDER, mistaenkt="bisk",
    ),
    Skrevet(
        "med_bilag", 2, Rolle.PAEDAGOG, "paedagog2", (500, 1200), send=True, trin=((0, "vurder"),), delt=True, bilag=2
    ),
    Skrevet("delt", 2, Rolle.PAEDAGOG, "kaag", (500, 1200), delt=True),
    Skrevet("kladde", 1, Rolle.PAEDAGOG, "paedagog", (400, 1200)),
)  # fmt: skip


def planlaeg_skrevne(verden: Verden, dag: date, naeste: date) -> None:
    """Put on the list what colleagues write before the next stop."""
    for skrevet in SKREVNE:
        den = forrige_arbejdsdag(verden.udgangsdag - timedelta(days=skrevet.dage))
        if dag <= den < naeste:
            verden.dagsorden.tilfoej(arbejdstid(den, skrevet.noegle), partial(_skriv, verden, skrevet))
    den = naeste_arbejdsdag(verden.udgangsdag + timedelta(days=BESTEMMER_SIG_DAGE))
    if dag <= den < naeste:
        verden.dagsorden.tilfoej(arbejdstid(den, "bestemmer sig"), partial(_bestem_dig, verden))


def _bestem_dig(verden: Verden, nu: datetime) -> None:
    """Whoever had a leader read along puts her draft away: it turned out otherwise."""
    for kladde in Underretning.objects.filter(
        kommune=verden.kommune, status=Skrivetilstand.KLADDE, skrevet_by__username="kaag"
    ):
        by = verden.kolleger.med_rolle(Rolle.PAEDAGOG, nu, "kaag")
        skrivning.kasser(underretning=kladde, grund=samling()["skrevet"]["delt"]["grund_senere"], by=by, nu=nu)


def _skriv(verden: Verden, skrevet: Skrevet, nu: datetime) -> None:
    by = verden.kolleger.med_rolle(skrevet.rolle, nu, skrevet.brugernavn)
    barn = find(by, skrevet.alder, skrevet.noegle, nu, bilag=skrevet.bilag)
    if barn is None:
        return
    ramme = Ramme(
        overgreb=skrevet.overgreb,
        overgreb_hvem="En kollega på stuen" if skrevet.mistaenkt else "",
        mistaenkt=verden.kolleger.med_rolle(Rolle.PAEDAGOG, nu, skrevet.mistaenkt) if skrevet.mistaenkt else None,
        modtager_kommune=verden.kommune,
        deles_med_leder=skrevet.delt,
    )
    underretning = skriv(skrevet.noegle, barn, ramme, by=by, nu=nu)
    if skrevet.bilag:
        valgte = [valg.noegle for valg in _gamle(by, barn, nu)][: skrevet.bilag]
        skrivning.vaelg_bilag(underretning=underretning, valgte={barn.pk: valgte}, by=by, nu=nu + timedelta(minutes=20))
    if skrevet.send:
        for modtaget in send(underretning, by=by, nu=nu + timedelta(minutes=25)):
            planlaeg_trin(verden, modtaget, skrevet.trin)
            verden.er_ny("underretning", modtaget.pk)
    elif grund := samling()["skrevet"][skrevet.noegle].get("grund"):
        skrivning.kasser(underretning=underretning, grund=grund, by=by, nu=nu + timedelta(hours=1))


def find(by: User, alder: tuple[int, int], noegle: str, nu: datetime, *, bilag: int = 0) -> Barn | None:
    """A child of hers of the age in days, with so much to enclose; the same one whoever asks, and None for none."""
    foedt = dato(nu) - timedelta(days=alder[1]), dato(nu) - timedelta(days=alder[0])
    hendes = Barn.objects.for_user(by, nu).filter(foedt_den__range=foedt).exclude(fornavn="")
    for barn in blandet(list(hendes.order_by("foedt_den", "fornavn", "efternavn")), noegle, dato(nu)):
        if not bilag or len(_gamle(by, barn, nu)) >= bilag:
            return barn
    return None


def _gamle(by: User, barn: Barn, nu: datetime) -> list[bilag.Bilagsvalg]:
    tidligst = dato(nu) - timedelta(days=BILAG_DAGE)
    return [valg for valg in bilag.valgmuligheder(by, barn, nu) if valg.dag < tidligst]


def skriv(
    noegle: str, barn: Barn, ramme: Ramme, *, by: User, nu: datetime, oplyste: Sequence[Barnedata] = ()
) -> Underretning:
    """Begin it, and write what stands in the file of texts. Raises ValueError for an answer the form does not take."""
    underretning = skrivning.begynd(boern=[barn], oplyste=oplyste, ramme=ramme, by=by, nu=nu)
    svar = _svar(samling()["skrevet"][noegle], barn, by, nu)
    gemt = skrivning.gem(
        underretning=underretning, aendringer=svar, set_rev=underretning.rev, by=by, nu=nu + timedelta(minutes=18)
    )
    if gemt.fejl:
        raise ValueError(gemt.fejl)
    underretning.refresh_from_db()
    return underretning


def _svar(tekster: dict[str, Any], barn: Barn, by: User, nu: datetime) -> dict[str, Any]:
    svar: dict[str, Any] = {
        felt: om(tekst, barn)
        for felt, tekst in tekster.items()
        if isinstance(tekst, str) and felt not in {"grund", "grund_senere", "foraeldre_syn"}
    }
    svar["iagttagelser"] = [
        {
            "id": f"iagttagelse-{nr}",
            "dato": (dato(nu) - timedelta(days=dage)).isoformat(),
            "tekst": om(tekst, barn),
            "kilde": "selv",
        }
        for nr, (dage, tekst) in enumerate(zip((1, 0), tekster["iagttagelser"], strict=False))
    ]
    if "foraeldre_syn" in tekster:
        svar |= {
            "foraeldre_orienteret": "ja",
            "foraeldre_dato": dato(nu).isoformat(),
            "foraeldre_af_hvem": by.navn,
            "foraeldre_syn": om(tekster["foraeldre_syn"], barn),
            "tolk": "nej",
            "moede": "ja",
        }
    return svar


def send(underretning: Underretning, *, by: User, nu: datetime) -> list[Modtaget]:
    """Send it; what familieafdelingen has received then, one about each child."""
    sendt = afsendelse.send(underretning=underretning, by=by, nu=nu)
    return list(
        Modtaget.objects.filter(kommune=sendt.kommune_id, kvitteringsnummer=sendt.kvitteringsnummer)
        .select_related("barn")
        .order_by("pk")
    )


def skriv_nu(kolleger: Kolleger, noegle: str, by: User, barn: Barn, ramme: Ramme, nu: datetime, **hvad: Any) -> None:
    """Write it and send it at once, some minutes before `nu`."""
    foer = nu - timedelta(minutes=25)
    underretning = skriv(noegle, barn, replace(ramme, modtager_kommune=kolleger.kommune), by=by, nu=foer, **hvad)
    send(underretning, by=by, nu=nu)
