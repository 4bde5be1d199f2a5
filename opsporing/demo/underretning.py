"""Familieafdelingen receives underretninger: one every fortnight for two and a half years, and on.

On the first day there is one at each step; the history behind it is spread as the country's were in 2019.
What comes to hang after the first day is dealt with as it stands then, so that a kept demo goes on from what somebody
at the screen has done. What lies in the inbox is filled up at each start (`opsporing.demo.indbakke`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from opsporing.boern import actions as boern_actions
from opsporing.cpr import Koen, demo_cpr
from opsporing.demo.befolkning import DISTRIKTER, DemoBarn
from opsporing.demo.familier import navnegrupper
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.modtagelse import ANONYM, BORGERE, MODTAGELSE, barnedata, fortael, samling, socialraadgiver
from opsporing.demo.opbygning import FJORDBY_KODE
from opsporing.demo.sagsgang import Trin, planlaeg_trin
from opsporing.demo.tilfaelde import andel, blandet, heltal, terning, valg
from opsporing.demo.underretter import planlaeg_skrevne
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag, lokalt_tidspunkt, naeste_arbejdsdag
from opsporing.models import Barn
from opsporing.models.tilknytning import INDSKRIVENDE
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata
from underretning.genvurderingside import tidligere_sager
from underretning.models import Modtaget
from underretning.rules.tilstande import Tilstand

#: Days before the first day that the first came, and days between two.
BEGYNDTE_DAGE, MELLEMRUM = 905, 13.4
#: No more of the history comes so near the first day: then there are those of `SAGER`.
SLUTTER_DAGE = 24
#: Shares by age in years, None for not born (the country in 2019).
ALDRE = ((None, 9.5), (0, 7.5), (1, 13.4), (2, 15.4), (3, 17.3), (4, 18.2), (5, 18.7))
#: Highest step on indsatstrappen (the country in 2019): most have none that can be counted on a child.
TRIN = ((0, 46), (1, 26), (2, 16), (3, 9), (4, 1), (5, 1), (6, 1))
UDFALD = (("ingen", 42), ("screening", 30), ("afdaekning", 18), ("undersoegelse", 10))
#: A child is known to sundhedsplejen, with its number, when it is so old.
KENDT_DAGE = 60
#: How many are assessed only the next day.
FOR_SENT = 0.04
#: Days after it was expected that it is heard that a child is born.
FOEDT_EFTER = 6
#: Of five, three are about a child from the few families that many are about.
GENGANGERE, GENGANGERNES_ANDEL = 0.6, 0.07


@dataclass(frozen=True, slots=True)
class Sag:
    """What is told (`noegle` in the file of texts), days before the first day, and what is done about it."""

    noegle: str
    dage: int
    trin: tuple[Trin, ...]
    #: The sag about the same child, told before.
    samme_som: str = ""


#: So that there is one at each step on the first day.
SAGER = (
    Sag("foer_en", 140, ((0, "vurder"), (2, "kvitter"), (6, "afgoer:ingen 1 11"), (20, "luk"))),
    Sag("genvurderet", 48, (
        (0, "vurder:hjaelp"), (2, "kvitter"), (6, "begynd_genvurdering"), (15, "afslut_genvurdering:ja"),
        (16, "afgoer:ingen 3 9"), (22, "svar"), (24, "luk"),
    )),
    Sag("lukket", 36, ((0, "vurder"), (3, "kvitter"), (6, "afgoer:ingen 0 16"), (12, "luk"))),
    Sag("faelles_indsats", 27, (
        (0, "vurder"), (2, "kvitter"), (7, "afgoer:screening 1 14"), (12, "svar"), (14, "aftal_skridt"),
        (22, "klar_skridt:2"),
    )),
    Sag("overdraget", 19, ((0, "vurder"), (3, "kvitter"), (5, "overdrag:alde"), (7, "afgoer:screening 1 11"))),
    Sag("undersoegelse", 13, (
        (0, "vurder:akut"), (1, "politi"), (3, "kvitter"), (4, "tal_med_barnet"), (6, "afgoer:undersoegelse 2 18,13"),
    )),
    Sag("genvurderes", 10, ((0, "vurder:hjaelp"), (2, "kvitter"), (5, "begynd_genvurdering"))),
    Sag("til_bakkeby", 9, ((0, "vurder"), (3, "oversend"))),
    Sag("afdaekning", 9, ((0, "vurder"), (1, "undlad_samtale"), (3, "afgoer:afdaekning 1 17"))),
    Sag("venter_paa_afgoerelse", 3, ((0, "vurder"), (1, "oplys:1 6,14")), samme_som="foer_en"),
)  # fmt: skip


#: What is left of one that nobody of us has in hand, once it is assessed.
RESTEN: tuple[Trin, ...] = ((3, "kvitter"), (6, "goer_faerdig"), (20, "svar"), (38, "goer_faerdig"))
#: No sag came longer before the first day.
TIDLIGSTE_SAG = 180


def planlaeg_underretninger(verden: Verden, boern: Sequence[DemoBarn], dag: date, naeste: date) -> None:
    """Put on the list what comes, is written and is dealt with before the next stop."""
    if not verden.er_min(MODTAGELSE[verden.kommune.kode]):
        return
    if dag >= verden.udgangsdag or verden.kommune.kode != FJORDBY_KODE:
        _tag_fat(verden)
    if verden.kommune.kode != FJORDBY_KODE:
        return
    _planlaeg_foedsler(verden, dag, naeste)
    for nr, den in _historien(verden.udgangsdag):
        if dag <= den < naeste:
            verden.dagsorden.tilfoej(_om_morgenen(den, nr), partial(_kom, verden, boern, nr))
    if dag < verden.udgangsdag < dag + timedelta(days=TIDLIGSTE_SAG):
        _planlaeg_sager(verden, boern, dag, naeste)
    planlaeg_skrevne(verden, dag, naeste)


def _planlaeg_sager(verden: Verden, boern: Sequence[DemoBarn], dag: date, naeste: date) -> None:
    for sag, barn in _sager(verden.udgangsdag, boern):
        den = forrige_arbejdsdag(verden.udgangsdag - timedelta(days=sag.dage))
        if dag <= den < naeste:
            verden.dagsorden.tilfoej(_om_morgenen(den, sag.noegle), partial(_begynd, verden, sag, barn))


def _om_morgenen(den: date, *noegle: object) -> datetime:
    """A moment before noon: what comes then is assessed on the same day."""
    minut = heltal(0, 170, "kom", *noegle)
    return lokalt_tidspunkt(den, time(8 + minut // 60, minut % 60))


def _tag_fat(verden: Verden) -> None:
    """Deal with what nobody of us has in hand: what came after the first day, and what was left at the last stop."""
    i_gang = Modtaget.objects.filter(
        kommune=verden.kommune, status__in=[Tilstand.MODTAGET, Tilstand.VURDERET, Tilstand.AFGJORT]
    ).select_related("barn")
    for modtaget in i_gang.order_by("modtaget_at", "barn__foedt_den", "barn__fornavn"):
        if not verden.er_ny("underretning", modtaget.pk):
            continue
        planlaeg_trin(verden, modtaget, RESTEN if modtaget.vurderet_at else ((1, "vurder"), *RESTEN))


# The history ------------------------------------------------------------------------------------------------------


def _historien(udgangsdag: date) -> Iterator[tuple[int, date]]:
    """A number and a working day for each that comes, until two years after the first day."""
    for nr in range(int((BEGYNDTE_DAGE + 730) / MELLEMRUM)):
        dage = BEGYNDTE_DAGE - round(nr * MELLEMRUM + heltal(-5, 5, "underretning", nr))
        if dage > SLUTTER_DAGE or dage < 0:
            yield nr, naeste_arbejdsdag(udgangsdag - timedelta(days=dage))


def _efter_vaegt(muligheder: Sequence[tuple[Any, float]], *noegle: object) -> Any:
    return terning(*noegle).choices([m for m, _ in muligheder], [vaegt for _, vaegt in muligheder])[0]


def _kom(verden: Verden, boern: Sequence[DemoBarn], nr: int, nu: datetime) -> None:
    """One comes, about some child, from somebody who would notice it."""
    den = dato(nu)
    alder = _efter_vaegt(ALDRE, "alder", nr)
    barn = None if alder is None else _et_barn(boern, alder, den, nr)
    if barn is None:
        ind = valg(samling()["ventet"], "ventet", nr)
        fra, om_hvem = ind, ventet(den, nr)
    else:
        fra = _efter_vaegt([(u, u["vaegt"]) for u in samling()["underretter"]], "underretter", nr)
        ind = valg([f for f in samling()["fortaelling"] if fra["kode"] in f["kode"]], "fortælling", nr)
        om_hvem = barnedata(barn)
    navn = fra["navn"] if barn is None else valg(fra["navne"], "navn", nr)
    modtaget = fortael(
        {"kanal": "digital_post"} | ind | {"kode": fra["kode"], "kontakt": fra["kontakt"]} | _kanal(fra),
        om_hvem,
        navn=navn,
        kolleger=verden.kolleger,
        modtaget_at=nu,
        nu=nu + timedelta(minutes=heltal(4, 25, "skrevet ned", nr)),
    )
    trin = 0 if barn is None else _efter_vaegt(TRIN, "trin", nr)
    if trin > 2 and (tidligere_sager(modtaget) or _faar_en_sag(verden, boern, barn)):
        # Somebody new is to look at help that runs, and few are new to a family that many have known.
        trin = 2
    planlaeg_trin(verden, modtaget, list(_gangen(nr, fra["kode"], trin, ind["aarsager"])))
    verden.er_ny("underretning", modtaget.pk)


def _faar_en_sag(verden: Verden, boern: Sequence[DemoBarn], barn: DemoBarn | None) -> bool:
    familier = {en.foraeldre[0].cpr for _, en in _sager(verden.udgangsdag, boern)}
    return barn is not None and barn.foraeldre[0].cpr in familier


def _kanal(fra: dict[str, Any]) -> dict[str, Any]:
    return {"kanal": fra["kanal"]} if "kanal" in fra else {}


def _gangen(nr: int, kode: str, trin: int, aarsager: Sequence[str]) -> Iterator[Trin]:
    sent, hjaelp = andel("for sent", nr) < FOR_SENT, trin > 2
    yield int(sent) * 2, "vurder:hjaelp" if hjaelp else "vurder"
    if kode != ANONYM:
        yield heltal(2, 4, "kvittering", nr), "kvitter"
    if hjaelp:
        yield 4, "begynd_genvurdering"
        yield heltal(7, 11, "genvurdering slut", nr), f"afslut_genvurdering:{valg(('ja', 'nej'), 'passer', nr)}"
    afgoeres = heltal(12, 14, "afgørelse", nr) if hjaelp else heltal(5, 7, "afgørelse", nr)
    yield afgoeres, f"afgoer:{_efter_vaegt(UDFALD, 'udfald', nr)} {trin} {','.join(aarsager)}"
    if kode not in BORGERE:
        yield heltal(15, 27, "svar", nr), "svar"
    yield heltal(45, 90, "lukket", nr), "luk"


def _et_barn(boern: Sequence[DemoBarn], alder: int, den: date, nr: int) -> DemoBarn | None:
    """A child of the age who lives here, more often one of the few that many are about."""
    fulde = [b for b in boern if b.fraflyttet is None and _aar(b.foedt, den) == alder]
    her = [b for b in fulde if (den - b.foedt).days >= KENDT_DAGE]
    kendte = [b for b in her if andel("gengænger", b.foraeldre[0].cpr) < GENGANGERNES_ANDEL]
    mulige = kendte if kendte and andel("igen", nr) < GENGANGERE else her
    return valg(mulige, "barn", nr) if mulige else None


def _aar(foedt: date, den: date) -> int:
    return den.year - foedt.year - ((den.month, den.day) < (foedt.month, foedt.day))


def ventet(den: date, *noegle: object) -> Barnedata:
    """A child that is expected by somebody who is only here for a while."""
    gruppe = valg(navnegrupper(), "gravid", *noegle)
    foedt = den - timedelta(days=heltal(20 * 365, 35 * 365, "gravid", *noegle))
    return Barnedata(
        termin=den + timedelta(days=heltal(40, 120, "termin", *noegle)),
        mor_fornavn=valg(gruppe["kvinder"], "gravid", *noegle),
        mor_efternavn=valg(gruppe["efternavne"], "gravid efternavn", *noegle),
        mor_cpr=demo_cpr(foedt, 400 + heltal(0, 90, "gravid nr", *noegle), Koen.PIGE),
    )


def _planlaeg_foedsler(verden: Verden, dag: date, naeste: date) -> None:
    """Let those be born whom nobody but familieafdelingen expects."""
    om_lidt = timedelta(days=FOEDT_EFTER)
    ventede = Barn.objects.filter(
        kommune=verden.kommune, foedt_den=None, termin__range=(dag - om_lidt, naeste - om_lidt - timedelta(days=1))
    )
    # Each underretning opens the child to familieafdelingen; those expected here are enrolled with sundhedsplejen too.
    ventede = ventede.filter(modtagne__isnull=False).exclude(tilknytninger__grundlag__in=INDSKRIVENDE)
    for barn in ventede.distinct().order_by("termin", "mor__fornavn", "mor__efternavn"):
        if barn.termin is not None:
            hvornaar = arbejdstid(barn.termin + om_lidt, "født", barn.mor.cpr if barn.mor else "")
            verden.dagsorden.tilfoej(hvornaar, partial(_foed, verden, barn))


def _foed(verden: Verden, barn: Barn, nu: datetime) -> None:
    """It is born on its day, has a name, and its number soon after."""
    mor, foedt_den = barn.mor, barn.termin
    if mor is None or foedt_den is None:
        return
    koen = valg([Koen.PIGE, Koen.DRENG], "født", mor.cpr)
    gruppe = next(g for g in navnegrupper() if mor.efternavn in g["efternavne"])
    by = socialraadgiver(verden.kolleger, nu, mor.cpr)
    foedt = boern_actions.foed(
        barn=barn,
        foedt_den=foedt_den,
        fornavn=valg(gruppe["piger" if koen is Koen.PIGE else "drenge"], "født", mor.cpr),
        efternavn=mor.efternavn,
        koen=koen.value,
        by=by,
        nu=nu,
    )
    cpr = demo_cpr(foedt_den, 300 + heltal(0, 90, "født nr", mor.cpr), koen)
    boern_actions.ret_barn(barn=foedt, cpr=cpr, by=by, nu=nu + timedelta(minutes=2))


# One at each step ---------------------------------------------------------------------------------------------------


def _sager(udgangsdag: date, boern: Sequence[DemoBarn]) -> Iterator[tuple[Sag, DemoBarn]]:
    """Each with its child, who is in day care here: from a family of its own, or the same child as another's."""
    valgte: dict[str, DemoBarn] = {}
    familier: set[str] = set()
    for sag in SAGER:
        yngst, aeldst = samling()["sag"][sag.noegle]["alder"]
        if sag.samme_som:
            valgte[sag.noegle] = valgte[sag.samme_som]
        else:
            valgte[sag.noegle] = next(
                b
                for b in blandet(boern, sag.noegle)
                if b.fraflyttet is None
                and b.foraeldre[0].cpr not in familier
                and andel("gengænger", b.foraeldre[0].cpr) >= GENGANGERNES_ANDEL
                and yngst <= _aar(b.foedt, udgangsdag - timedelta(days=sag.dage)) < aeldst
                and any(o.kode not in DISTRIKTER and o.fra <= udgangsdag <= (o.til or udgangsdag) for o in b.ophold)
            )
            familier.add(valgte[sag.noegle].foraeldre[0].cpr)
        yield sag, valgte[sag.noegle]


def _begynd(verden: Verden, sag: Sag, barn: DemoBarn, nu: datetime) -> None:
    modtaget = fortael(
        samling()["sag"][sag.noegle],
        barnedata(barn),
        kolleger=verden.kolleger,
        modtaget_at=nu,
        nu=nu + timedelta(minutes=12),
    )
    planlaeg_trin(verden, modtaget, sag.trin)
    verden.er_ny("underretning", modtaget.pk)
