"""Fjordby and Bakkeby come into being: the tree of units, the profile, and the first people.

Made as a new installation makes them: the municipality with its administrator by hand, everybody else by file.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction

from opsporing.demo import filer
from opsporing.demo.indlaesning import indlaes
from opsporing.demo.personale import (
    BAKKEBY,
    BAKKEBYS,
    BAKKEBYS_BETROEDE,
    BETROEDE,
    FJORDBY,
    PERSONALE,
    Enhedsplan,
    Medarbejder,
)
from opsporing.models import Ansaettelse, Enhed, Indlaesningsart, Kommune, User
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato

FJORDBY_KODE, BAKKEBY_KODE = "9901", "9902"
DOMAENE = "fjordby.example"
ADGANGSKODE = "demo"
#: Each arena with the ages its rounds are for, in months.
ARENAER = (("dagpleje", 6, 47), ("vuggestue", 6, 47), ("boernehave", 30, 83))
#: A round has been open for so many days on the day the demo is made, or up to three more.
RUNDEN_HAR_VARET = 28
#: Between a round and an extra one there is time to finish what is late, as a new round ends what the last left undone.
PUSTERUM = timedelta(days=12)
#: An extra round is so short that two fit between the year's own, and own views are near from its first day.
EKSTRA_DAGE = 42


def rundedage(udgangsdag: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """First and last day of the round that is open on the day, and of the other one of the year, half a year before.

    Rounds last two months, so that somebody who looks on the first day finds work half done. Days that only some months
    have are avoided, as the profile knows rounds by their days of the year.
    """
    aaben = udgangsdag - timedelta(days=RUNDEN_HAR_VARET)
    aaben = aaben.replace(day=min(aaben.day, 28))
    return (aaben, _lukker(aaben)), (foer := _maaneder(aaben, -6), _lukker(foer))


def _maaneder(dag: date, antal: int) -> date:
    nr = dag.year * 12 + dag.month - 1 + antal
    return date(nr // 12, nr % 12 + 1, dag.day)


def _lukker(aabner: date) -> date:
    lukker = _maaneder(aabner, 2) - timedelta(days=1)
    # The profile knows days of the year, so a round cannot end on a day that only some years have.
    return lukker.replace(day=28) if (lukker.month, lukker.day) == (2, 29) else lukker


def rundenavn(aabner: date) -> str:
    """Named after the time of year, as the default rounds are."""
    aarstid = ("Vinter", "Forårs", "Sommer", "Efterårs")[aabner.month % 12 // 3]
    return f"{aarstid}runden"


def runder(udgangsdag: date) -> list[dict[str, object]]:
    """The year's rounds for the profile."""
    return [
        {
            "navn": rundenavn(aabner),
            "arena": arena,
            "aabner": f"{aabner:%m-%d}",
            "lukker": f"{lukker:%m-%d}",
            "alder_fra_mdr": fra,
            "alder_til_mdr": til,
        }
        for aabner, lukker in rundedage(udgangsdag)
        for arena, fra, til in ARENAER
    ]


@transaction.atomic
def byg_fjordby(udgangsdag: date, nu: datetime) -> Kommune:
    """The municipality as it was on its first day, without children."""
    kommune, rod = actions.opret_kommune(navn="Fjordby Kommune", kode=FJORDBY_KODE, nu=nu)
    betroede = _ansaet(BETROEDE, rod, nu, DOMAENE)
    administrator = betroede["administrator"]
    actions.ret_kommune(
        kommune=kommune,
        kontakt="Dagtilbud og Sundhed, Fjordby Rådhus, Havnegade 1, 9999 Fjordby. Telefon 00 00 00 00.",
        dpo="databeskyttelse@fjordby.example",
        modtagelse_telefon="00 00 00 02",
        modtagelse_aabningstid="mandag til torsdag kl. 9-15, fredag kl. 9-13",
        vagttelefon="00 00 00 01",
        vagtnavn="Fjordby Døgnvagt",
        by=administrator,
        nu=nu,
    )
    _enheder(kommune, rod, FJORDBY, administrator, nu)
    actions.ret_enhed(enhed=rod, kode="KOM", by=administrator, nu=nu)
    actions.gem_profil(
        kommune=kommune,
        profil=replace(
            profil_for(kommune),
            runder=runder(udgangsdag),
            een_vurderer_er_nok=True,
            adbb_besoeg=[],
            besoegsvurdering={},
            overgang_placering_foelger="samtykke",
        ),
        grund="Vi begynder med én vurdering af hvert barn, mens vi lærer metoden. Runderne følger vores eget år.",
        by=administrator,
        nu=nu,
    )
    raekker = filer.medarbejderraekker(PERSONALE, udgangsdag, dato(nu), DOMAENE)
    indlaes(kommune, Indlaesningsart.MEDARBEJDERE, filer.fil(filer.MEDARBEJDERE, raekker), by=administrator, nu=nu)
    giv_adgangskode(kommune)
    return kommune


@transaction.atomic
def byg_bakkeby(udgangsdag: date, nu: datetime) -> Kommune:
    """The small neighbour with its children: one rater is enough there, and positions have no colours."""
    kommune, rod = actions.opret_kommune(navn="Bakkeby Kommune", kode=BAKKEBY_KODE, nu=nu)
    betroede = _ansaet(BAKKEBYS_BETROEDE, rod, nu, "bakkeby.example")
    administrator = betroede["bakkeby_administrator"]
    actions.ret_kommune(
        kommune=kommune,
        kontakt="Børn og Familie, Bakkeby Rådhus, Bakken 2, 9998 Bakkeby. Telefon 00 00 01 00.",
        modtagelse_telefon="00 00 01 02",
        modtagelse_aabningstid="alle hverdage kl. 9-14",
        vagttelefon="00 00 01 01",
        vagtnavn="den sociale vagt i Bakkeby",
        by=administrator,
        nu=nu,
    )
    _enheder(kommune, rod, BAKKEBY, administrator, nu)
    profil = Praksisprofil(
        runder=[r for r in runder(udgangsdag) if r["arena"] == "vuggestue"],
        een_vurderer_er_nok=True,
        farver=False,
        positioner={"groen": "I trivsel", "gul": "Se nærmere", "roed": "Handl nu"},
    )
    actions.gem_profil(kommune=kommune, profil=profil, grund="Vi er et lille hus.", by=administrator, nu=nu)
    ansatte = filer.medarbejderraekker(BAKKEBYS, udgangsdag, dato(nu), "bakkeby.example")
    indlaes(kommune, Indlaesningsart.MEDARBEJDERE, filer.fil(filer.MEDARBEJDERE, ansatte), by=administrator, nu=nu)
    boern = filer.bakkebys_boern(udgangsdag)
    indlaes(kommune, Indlaesningsart.BOERN, filer.fil(filer.BOERN, boern), by=administrator, nu=nu)
    giv_adgangskode(kommune)
    return kommune


def _enheder(kommune: Kommune, rod: Enhed, planer: Iterable[Enhedsplan], by: User, nu: datetime) -> None:
    enheder = {"": rod}
    for plan in planer:
        enheder[plan.kode] = actions.opret_enhed(
            kommune=kommune,
            type=plan.type,
            navn=plan.navn,
            arena=plan.arena,
            kode=plan.kode,
            foraelder=enheder[plan.over],
            by=by,
            nu=nu,
        )
        if plan.modtager:
            actions.lad_modtage(enhed=enheder[plan.kode], by=by, nu=nu)


def _ansaet(personer: Iterable[Medarbejder], enhed: Enhed, nu: datetime, domaene: str) -> dict[str, User]:
    """Employ those whom no file may bring, as whoever installs the system does."""
    ansatte = {}
    for m in personer:
        user = actions.opret_bruger(
            kommune=enhed.kommune,
            username=m.brugernavn,
            navn=m.navn,
            email=f"{m.brugernavn}@{domaene}",
            by=None,
            nu=nu,
        )
        ansaettelse = actions.ansaet(user=user, enhed=enhed, rolle=m.rolle, by=None, nu=nu)
        ansatte[m.brugernavn] = user.vaelg(Ansaettelse.objects.select_related("enhed__kommune").get(pk=ansaettelse.pk))
    return ansatte


def giv_adgangskode(kommune: Kommune) -> None:
    """Let everybody who has none yet have the same password. Its hash is slow to make on purpose: it is made once."""
    uden = User.objects.filter(kommune=kommune, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    uden.update(password=make_password(ADGANGSKODE))
