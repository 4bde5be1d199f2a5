"""The municipality of the benchmark without its children: houses, dagplejere, districts, staff and rounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.timezone import make_aware

from opsporing.adgang.roller import Rolle
from opsporing.demo.familier import navnegrupper
from opsporing.demo.tilfaelde import terning
from opsporing.maaling.kopi import Kopi
from opsporing.models import Ansaettelse, Enhed, Enhedstype, Kommune, Skemaversion, User
from opsporing.models.kommune import JOURNALTYPER
from opsporing.organisation import actions
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato
from trivsel.actions.runder import skemakode
from trivsel.models import Runde

KODE, NAVN = "9909", "Målkøbing Kommune"
VUGGESTUE, BOERNEHAVE, DAGPLEJE = "vuggestue", "boernehave", "dagpleje"
#: Children in a stue, stuer of each kind in a house, children at a dagplejer, dagplejere per consultant, and children
#: in a district of sundhedsplejen.
PAA_STUE = {VUGGESTUE: 10, BOERNEHAVE: 19, DAGPLEJE: 4}
STUER_I_HUS = 3
PR_KONSULENT, PR_DISTRIKT = 40, 150
#: Houses to one in PPR, and children of the municipality to one caseworker who receives underretninger.
PR_PPR, PR_SOCIALRAADGIVER = 8, 800
#: Rounds half a year apart; the last one is open.
RUNDER = 6
MELLEM_RUNDER = timedelta(days=182)
AABEN_I, AABEN_ENDNU = timedelta(days=21), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Stue:
    """A unit in which children are seen day by day, with its leader and the two who rate; `hus` keeps the records."""

    enhed: Enhed
    hus: Enhed
    leder: Ansaettelse
    vurderere: tuple[Ansaettelse, Ansaettelse]


@dataclass(slots=True)
class Hus:
    """A daginstitution. `stuer` has those of each kind."""

    enhed: Enhed
    leder: Ansaettelse
    stuer: dict[str, list[Stue]]


@dataclass(frozen=True, slots=True)
class Distrikt:
    """A district of sundhedsplejen with the sundhedsplejerske who works there."""

    enhed: Enhed
    ansat: Ansaettelse


@dataclass(frozen=True, slots=True)
class Modtagelse:
    """The part of myndighed that receives underretninger, with its leader and its caseworkers."""

    enhed: Enhed
    leder: Ansaettelse
    ansatte: list[Ansaettelse]


@dataclass(slots=True)
class By:
    """The municipality. `lille` and `stor` are two houses of one stue each, for counting queries."""

    kommune: Kommune
    profil: Praksisprofil
    nu: datetime
    huse: list[Hus]
    lille: Hus
    stor: Hus
    dagplejere: list[Stue]
    distrikter: list[Distrikt]
    plejens_leder: Ansaettelse
    ppr: list[Ansaettelse]
    modtagelse: Modtagelse
    #: By arena, oldest first.
    runder: Mapping[str, list[Runde]] = field(default_factory=dict)


def byg(boern: int, nu: datetime, kopi: Kopi) -> By:
    """Make the municipality with room for so many children, spread evenly over the ages up to six years."""
    kommune, rod = actions.opret_kommune(navn=NAVN, kode=KODE, nu=nu)
    bygger = _Bygger(kommune, nu, kopi)
    # Of the 73 months of age 26 are spent in vuggestue (a quarter of the children: in dagpleje) and 38 in børnehave.
    huse = 1 + boern * 38 // 73 // (PAA_STUE[BOERNEHAVE] * STUER_I_HUS)
    dagplejere = 1 + boern * 26 // 73 // 4 // PAA_STUE[DAGPLEJE]
    leder, distrikter = bygger.sundhedspleje(rod, 1 + boern // 3 // PR_DISTRIKT)
    by = By(
        kommune=kommune,
        profil=profil_for(kommune),
        nu=nu,
        huse=[bygger.hus(rod, f"Børnehuset {nr}") for nr in range(1, huse + 1)],
        lille=bygger.hus(rod, "Det lille hus", {BOERNEHAVE: 1}),
        stor=bygger.hus(rod, "Det store hus", {BOERNEHAVE: 1}),
        dagplejere=bygger.dagpleje(rod, dagplejere),
        distrikter=distrikter,
        plejens_leder=leder,
        ppr=bygger.ppr(rod, 1 + huse // PR_PPR),
        modtagelse=bygger.modtagelse(rod, 2 + boern // PR_SOCIALRAADGIVER),
    )
    by.runder = {arena: _runder(kommune, arena, nu) for arena in PAA_STUE}
    kopi.skriv()
    return by


class _Bygger:
    def __init__(self, kommune: Kommune, nu: datetime, kopi: Kopi) -> None:
        self.kommune, self.nu, self.kopi = kommune, nu, kopi
        self.navne, self.lod = navnegrupper()[0], terning("måling", "ansatte")
        self.adgangskode = make_password(None)
        self.begyndt = nu - timedelta(days=6 * 365)

    def hus(self, rod: Enhed, navn: str, stuer: Mapping[str, int] | None = None) -> Hus:
        enhed = self._enhed(rod, Enhedstype.INSTITUTION, navn)
        antal = stuer or {VUGGESTUE: STUER_I_HUS, BOERNEHAVE: STUER_I_HUS}
        leder = self._ansat(enhed, Rolle.DAGTILBUDSLEDER)
        return Hus(
            enhed=enhed,
            leder=leder,
            stuer={a: [self._stue(enhed, leder, a, nr) for nr in range(1, n + 1)] for a, n in antal.items()},
        )

    def _stue(self, hus: Enhed, leder: Ansaettelse, arena: str, nr: int) -> Stue:
        navn = f"{'Vuggestue' if arena == VUGGESTUE else 'Børnehave'} {nr}"
        enhed = self._enhed(hus, Enhedstype.STUE, navn, arena)
        return Stue(enhed, hus, leder, (self._ansat(enhed, Rolle.PAEDAGOG), self._ansat(enhed, Rolle.PAEDAGOG)))

    def dagpleje(self, rod: Enhed, antal: int) -> list[Stue]:
        dagplejen = self._enhed(rod, Enhedstype.DAGPLEJE, "Dagplejen")
        konsulenter = [self._ansat(dagplejen, Rolle.DAGPLEJEKONSULENT) for _ in range(1 + antal // PR_KONSULENT)]
        dagplejere = []
        for nr in range(antal):
            enhed = self._enhed(dagplejen, Enhedstype.DAGPLEJER, f"Dagplejehjem {nr + 1}", DAGPLEJE)
            ansat = self._ansat(enhed, Rolle.DAGPLEJER)
            konsulent = konsulenter[nr // PR_KONSULENT]
            dagplejere.append(Stue(enhed, dagplejen, konsulent, (ansat, konsulent)))
        return dagplejere

    def sundhedspleje(self, rod: Enhed, antal: int) -> tuple[Ansaettelse, list[Distrikt]]:
        plejen = self._enhed(rod, Enhedstype.SUNDHEDSPLEJE, "Sundhedsplejen")
        leder = self._ansat(plejen, Rolle.LEDENDE_SUNDHEDSPLEJERSKE)
        distrikter = []
        for nr in range(1, antal + 1):
            enhed = self._enhed(plejen, Enhedstype.DISTRIKT, f"Distrikt {nr}", "sundhedspleje")
            distrikter.append(Distrikt(enhed, self._ansat(enhed, Rolle.SUNDHEDSPLEJERSKE)))
        return leder, distrikter

    def ppr(self, rod: Enhed, antal: int) -> list[Ansaettelse]:
        team = self._enhed(rod, Enhedstype.TEAM, "PPR")
        return [self._ansat(team, Rolle.PPR) for _ in range(antal)]

    def modtagelse(self, rod: Enhed, antal: int) -> Modtagelse:
        enhed = self._enhed(rod, Enhedstype.MYNDIGHED, "Familieafdelingen")
        leder = self._ansat(enhed, Rolle.MYNDIGHEDSLEDER)
        return Modtagelse(enhed, leder, [self._ansat(enhed, Rolle.SOCIALRAADGIVER) for _ in range(antal)])

    def _enhed(self, over: Enhed, type_: Enhedstype, navn: str, arena: str = "") -> Enhed:
        enhed: Enhed = self.kopi.ny(Enhed, kommune=self.kommune, foraelder=over, type=type_, navn=navn, arena=arena)
        enhed.sti = f"{over.sti}{enhed.pk}."
        egen = type_ in JOURNALTYPER
        enhed.journalenhed_id = enhed.pk if egen else over.journalenhed_id
        return enhed

    def _ansat(self, enhed: Enhed, rolle: Rolle) -> Ansaettelse:
        navn = f"{self.lod.choice(self.navne['kvinder'])} {self.lod.choice(self.navne['efternavne'])}"
        user: User = self.kopi.ny(User, kommune=self.kommune, navn=navn, password=self.adgangskode)
        user.username = f"maaling{user.pk}"
        ansat: Ansaettelse = self.kopi.ny(
            Ansaettelse, kommune=self.kommune, user=user, enhed=enhed, rolle=rolle, fra=self.begyndt
        )
        return ansat


def _runder(kommune: Kommune, arena: str, nu: datetime) -> list[Runde]:
    """The rounds of an arena: all but the last have ended."""
    skema = Skemaversion.objects.gaeldende(skemakode(arena), kommune)
    faelles = Skemaversion.objects.gaeldende("faelles-vurdering", kommune)
    if skema is None or faelles is None:
        raise Skemaversion.DoesNotExist("Skemaerne er ikke indlæst: kør indlaes_skemaer først.")
    runder = []
    for tilbage in range(RUNDER - 1, -1, -1):
        aabner = dato(nu - AABEN_I - MELLEM_RUNDER * tilbage)
        lukker = aabner + (AABEN_I + AABEN_ENDNU)
        runder.append(
            Runde.objects.create(
                kommune=kommune,
                navn=f"Runde {RUNDER - tilbage}",
                arena=arena,
                alder_fra_mdr=6,
                alder_til_mdr=83,
                aabner=aabner,
                lukker=lukker,
                skemaversion=skema,
                faelles_skemaversion=faelles,
                profilversion=kommune.profil,
                aabnet_at=make_aware(datetime.combine(aabner, time(4))),
                lukket_at=make_aware(datetime.combine(lukker, time(23))) if tilbage else None,
            )
        )
    return runder
