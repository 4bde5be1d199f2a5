"""The vurderinger of the benchmark, with own views, deadlines, agreements and what the parents were told.

Rounds that have ended are concluded; in the open one each child is somewhere on the way.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import make_aware

from opsporing.demo.tilfaelde import terning
from opsporing.frister.actions import oejeblik
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.maaling.boern import BEGYNDER, NytBarn
from opsporing.maaling.huse import RUNDER, By, Stue
from opsporing.maaling.kopi import Kopi
from opsporing.models import (
    Anledning,
    Emne,
    Frist,
    Handling,
    Laereplanstema,
    Maade,
    Opfoelgning,
    Orientering,
    User,
    Virkning,
)
from opsporing.skemaer.versioner import definition_for
from trivsel.actions.oprettelse import KODE, egen_kode
from trivsel.faelles import POSITION, SAMLET
from trivsel.models import DIMENSIONER, EgenVurdering, Runde, Vurdering

#: Months between two rounds.
MELLEM_MDR = 6
KODER = ("groen", "gul", "roed")
#: How a dimension stands in a child with and without something that is hard.
SVAERT, LET = (35, 50, 15), (99, 1, 0)
UDGAAET = 0.02
#: Days until an agreement is followed up; the first of a stue, and every third, should have been.
NAESTE, SEN = (3, 40), (-12, -3)
#: Every so many children of a stue something is hard for, and for every so many of them nothing is agreed on yet.
HVER_SVAERT, HVER_UDEN_AFTALE = 6, 4
#: How far children are in the open round: who is done of the two, whether the team has begun and is done.
PAA_VEJ: tuple[tuple[tuple[str | None, str | None], str, int], ...] = (
    ((None, None), "", 27),
    (("i gang", None), "", 18),
    (("faerdig", None), "", 14),
    (("faerdig", "i gang"), "", 12),
    (("faerdig", "faerdig"), "", 12),
    (("faerdig", "faerdig"), "begyndt", 5),
    (("faerdig", "faerdig"), "afsluttet", 12),
)
ORD = (
    "Vi ser et barn, der er glad for at komme og finder ind i legen.",
    "Vi har talt om overgangene på dagen og om, hvem der er tæt på.",
    "Roligt forløb. Vi følger sproget og ser igen til næste runde.",
)


@dataclass(frozen=True, slots=True)
class Forloeb:
    """One child's way through one round: who has done what, and what the team came to."""

    egne: tuple[str | None, str | None]
    faelles: str
    positioner: Mapping[str, str]
    udgaaet: bool = False

    @property
    def afsluttet(self) -> bool:
        return self.faelles == "afsluttet"


class Skriver:
    """Writes the rows of one vurdering after the other."""

    def __init__(self, by: By, kopi: Kopi) -> None:
        self.by, self.kopi = by, kopi
        self.lod = terning("måling", "vurderinger")
        #: How many children and agreements each stue has had, so that also a small one has of everything.
        self.boern: defaultdict[int, Iterator[int]] = defaultdict(count)
        self.aftaler: defaultdict[int, Iterator[int]] = defaultdict(count)
        self._svar: dict[tuple[str, int, int], dict[str, str]] = {}

    def skriv(self, nyt: NytBarn) -> None:
        """All vurderinger of a child."""
        svaert: frozenset[str] = frozenset()
        if nyt.ophold and next(self.boern[nyt.ophold[-1].stue.enhed.pk]) % HVER_SVAERT == 1:
            svaert = frozenset(self.lod.sample(list(DIMENSIONER), 2))
        sidste: tuple[Vurdering, Stue] | None = None
        for nr in range(RUNDER):
            alder = nyt.alder - MELLEM_MDR * (RUNDER - 1 - nr)
            stue = nyt.var_hos(alder) if alder >= BEGYNDER else None
            if stue is None:
                continue
            runde = self.by.runder[stue.enhed.arena][nr]
            forloeb = self._forloeb(runde, svaert, nyt.uorienteret)
            vurdering = self._vurdering(nyt, stue, runde, alder, forloeb)
            if forloeb.afsluttet and forloeb.positioner[SAMLET] != "groen":
                self._fulgt_op(nyt, stue, vurdering, er_ny=runde.lukket_at is None)
            if forloeb.afsluttet:
                sidste = (vurdering, stue)
        if sidste and sidste[0].samlet != "groen":
            self._pligter(nyt, *sidste)

    def _forloeb(self, runde: Runde, svaert: frozenset[str], uorienteret: bool) -> Forloeb:
        positioner = {k: self.lod.choices(KODER, SVAERT if k in svaert else LET)[0] for k in DIMENSIONER}
        positioner[SAMLET] = max(positioner.values(), key=KODER.index)
        if runde.lukket_at:
            if self.lod.random() < UDGAAET:
                return Forloeb(("faerdig", None), "", positioner, udgaaet=True)
            return Forloeb(("faerdig", "faerdig"), "afsluttet", positioner)
        egne, faelles, _ = PAA_VEJ[0] if uorienteret else self.lod.choices(PAA_VEJ, [v for *_, v in PAA_VEJ])[0]
        if self.lod.random() < 0.5:
            egne = (egne[1], egne[0])
        return Forloeb(egne, faelles, positioner)

    def _vurdering(self, nyt: NytBarn, stue: Stue, runde: Runde, alder: int, forloeb: Forloeb) -> Vurdering:
        aabnet = runde.aabnet_at or self.by.nu
        slut = runde.lukket_at - timedelta(days=3) if runde.lukket_at else self.by.nu - timedelta(days=2)
        faelles_kl = slut if forloeb.afsluttet else None
        leder = stue.vurderere[0].user
        anledning = self.kopi.ny(
            Anledning,
            kommune=self.by.kommune,
            ejer_enhed=stue.hus,
            barn=nyt.barn,
            kode=KODE,
            oprettet_at=aabnet,
            afsluttet_at=faelles_kl,
        )
        positioner = forloeb.positioner if forloeb.afsluttet else {}
        svar = {POSITION + sted: position for sted, position in positioner.items()}
        vurdering: Vurdering = self.kopi.ny(
            Vurdering,
            kommune=self.by.kommune,
            anledning=anledning,
            runde=runde,
            barn=nyt.barn,
            enhed=stue.enhed,
            arena=runde.arena,
            alder_mdr=alder,
            skemaversion=runde.skemaversion,
            faelles_skemaversion=runde.faelles_skemaversion,
            profilversion=runde.profilversion,
            oprettet_at=aabnet,
            faelles_begyndt_at=slut if forloeb.faelles else None,
            afsluttet_at=faelles_kl,
            afsluttet_by=leder if faelles_kl else None,
            udgaaet_at=runde.lukket_at if forloeb.udgaaet else None,
            svar=svar | ({"talt_om": self.lod.choice(ORD)} if svar else {}),
            forslag=dict(positioner),
            **positioner,
        )
        for nr, (ansat, hvor_langt) in enumerate(zip(stue.vurderere, forloeb.egne, strict=True), 1):
            self._egen(vurdering, nr, ansat, hvor_langt, aabnet, slut)
        self._frister(nyt, stue, vurdering, forloeb, slut)
        return vurdering

    def _egen(
        self, vurdering: Vurdering, nr: int, ansat: Any, hvor_langt: str | None, aabnet: datetime, slut: datetime
    ) -> None:
        hele = self._alle_svar(vurdering, nr)
        svar = dict(list(hele.items())[: self.lod.randint(2, len(hele) - 2)]) if hvor_langt == "i gang" else hele
        svar = svar if hvor_langt else {}
        self.kopi.ny(
            EgenVurdering,
            kommune=self.by.kommune,
            vurdering=vurdering,
            nr=nr,
            rolle=self.by.profil.vurderere[vurdering.arena][nr - 1],
            skemaversion=vurdering.skemaversion,
            svar=svar,
            rev=len(svar),
            felt_rev={kode: [antal, ""] for antal, kode in enumerate(svar, 1)},
            gemt_at=slut if hvor_langt else None,
            gemt_by=ansat.user if hvor_langt else None,
            antal_besvaret=len(svar),
            vurderer=ansat.user if hvor_langt else None,
            ansaettelse=ansat if hvor_langt else None,
            begyndt_at=min(aabnet + timedelta(days=4), slut) if hvor_langt else None,
            faerdig_at=slut if hvor_langt == "faerdig" else None,
        )

    def _alle_svar(self, vurdering: Vurdering, nr: int) -> dict[str, str]:
        """What a rater answers about a child of an age: the same about all, as nothing here reads it but to show it."""
        noegle = (vurdering.arena, vurdering.alder_mdr, nr)
        if noegle not in self._svar:
            definition = definition_for(vurdering.skemaversion).for_alder(vurdering.alder_mdr)
            tegn = [felt.kode for sektion in definition.dimensioner for felt in sektion.tegn]
            self._svar[noegle] = {k: "gul" if (plads + nr) % 9 == 0 else "groen" for plads, k in enumerate(tegn)}
        return self._svar[noegle]

    # ---- what falls due --------------------------------------------------------------------------------------------

    def _frister(self, nyt: NytBarn, stue: Stue, vurdering: Vurdering, forloeb: Forloeb, slut: datetime) -> None:
        if vurdering.runde is None:
            return
        faelles_den = vurdering.runde.lukker
        egne_den = faelles_den - timedelta(days=self.by.profil.faelles_efter_egne_dage)
        annulleret = slut if forloeb.udgaaet else None
        if nyt.uorienteret and not vurdering.runde.lukket_at:
            self._frist(stue, vurdering, "trivsel.orientering", egne_den - timedelta(days=7))
        for nr, (ansat, hvor_langt) in enumerate(zip(stue.vurderere, forloeb.egne, strict=True), 1):
            faerdig = hvor_langt == "faerdig"
            kode = egen_kode(self.by.profil.vurderere[vurdering.arena][nr - 1])
            self._frist(
                *(stue, vurdering, kode, egne_den),
                trin=str(nr),
                ansvarlig=ansat.user if hvor_langt else None,
                opfyldt=(slut, ansat.user) if faerdig else None,
                annulleret=None if faerdig else annulleret,
            )
        opfyldt = (slut, stue.vurderere[0].user) if forloeb.afsluttet else None
        self._frist(stue, vurdering, "trivsel.faelles", faelles_den, opfyldt=opfyldt, annulleret=annulleret)

    def _frist(
        self,
        stue: Stue,
        vurdering: Vurdering,
        kode: str,
        den: date,
        *,
        trin: str = "",
        ansvarlig: Any = None,
        opfyldt: tuple[datetime, Any] | None = None,
        annulleret: datetime | None = None,
    ) -> None:
        forfalder_at, heldag = oejeblik(den)
        self.kopi.ny(
            Frist,
            kommune=self.by.kommune,
            kode=kode,
            anledning=vurdering.anledning,
            trin=trin,
            enhed=stue.enhed,
            ansvarlig=ansvarlig,
            forfalder_at=forfalder_at,
            heldag=heldag,
            oprettet_at=vurdering.oprettet_at,
            opfyldt_at=opfyldt[0] if opfyldt else None,
            opfyldt_by=opfyldt[1] if opfyldt else None,
            annulleret_at=annulleret,
        )

    # ---- what follows from a position ------------------------------------------------------------------------------

    def _fulgt_op(self, nyt: NytBarn, stue: Stue, vurdering: Vurdering, *, er_ny: bool) -> None:
        """The parents were told, and in former rounds something was agreed and followed up."""
        den = (vurdering.afsluttet_at or self.by.nu).date()
        for person in nyt.foraeldre:
            self.kopi.ny(
                Orientering,
                kommune=self.by.kommune,
                barn=nyt.barn,
                person=person,
                anledning=vurdering.anledning,
                enhed=stue.hus,
                emne=Emne.RESULTAT,
                maade=Maade.MUNDTLIGT,
                givet_den=den,
                givet_by=stue.vurderere[0].user,
                registreret_at=_kl_ti(den),
            )
        if er_ny:
            return
        slut = den + timedelta(days=42)
        ansvarlig = self.lod.choice(stue.vurderere).user
        handling = self._handling(nyt, stue, vurdering, den, slut, ansvarlig, afsluttet=_kl_ti(slut))
        self.kopi.ny(
            Opfoelgning,
            handling=handling,
            den=slut,
            virkning=Virkning.DELVIST,
            tekst=ORD[2],
            registreret_at=_kl_ti(slut),
            registreret_by=handling.ansvarlig,
        )

    def _pligter(self, nyt: NytBarn, stue_vurdering: Vurdering, stue: Stue) -> None:
        """What the newest position obliges to: an agreement under way, or one that is missing."""
        den = (stue_vurdering.afsluttet_at or self.by.nu).date()
        i_dag = self.by.nu.date()
        nr = next(self.aftaler[stue.enhed.pk])
        if nr % HVER_UDEN_AFTALE != HVER_UDEN_AFTALE - 1:
            naeste = max(den, i_dag + timedelta(days=self.lod.randint(*(NAESTE if nr % 3 else SEN))))
            ansvarlig = (stue.leder, *stue.vurderere)[nr % 3].user
            handling = self._handling(nyt, stue, stue_vurdering, den, naeste, ansvarlig)
            self._frist(stue, stue_vurdering, HANDLING_OPFOELGNING, naeste, trin=str(handling.pk), ansvarlig=ansvarlig)
        else:
            self._frist(stue, stue_vurdering, "trivsel.handling", den + timedelta(days=14))

    def _handling(
        self,
        nyt: NytBarn,
        stue: Stue,
        vurdering: Vurdering,
        den: date,
        naeste: date,
        ansvarlig: User,
        afsluttet: datetime | None = None,
    ) -> Handling:
        handling: Handling = self.kopi.ny(
            Handling,
            kommune=self.by.kommune,
            anledning=vurdering.anledning,
            barn=nyt.barn,
            enhed=stue.enhed,
            hvad=ORD[1],
            ansvarlig=ansvarlig,
            laereplan=[Laereplanstema.SPROG.value],
            aftalt_den=den,
            opfoelgning_den=naeste,
            oprettet_at=_kl_ti(den),
            oprettet_by=ansvarlig,
            afsluttet_at=afsluttet,
            afsluttet_by=ansvarlig if afsluttet else None,
        )
        return handling


def _kl_ti(dag: date) -> datetime:
    return make_aware(datetime.combine(dag, time(10)))
