"""The leader's page as data: how far the round is, what is late, which children to follow, and the last six rounds.

Counted by grouped queries, so that the page asks the same number of times however many children the unit has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery

from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Barn, Enhed, Frist, User
from opsporing.models.barn import med_moedre
from opsporing.models.sql import DanskSortering
from opsporing.overblik.barneside import EGEN
from opsporing.overblik.lederens_boern import Aftalestand, Forloeb, Fulgt, aftalestand, enheden, forloeb, med_stue
from trivsel.models import DIMENSIONER, Refleksion, Runde, Vurdering

#: Rounds in the picture.
RUNDER_VIST = 6
#: Names on the page before it says how many more there are.
NAVNE_VIST = 5


@dataclass(frozen=True, slots=True)
class Stuetal:
    """How far one stue is in the open rounds."""

    enhed: int
    navn: str
    antal: int = 0
    faelles: int = 0
    egne: int = 0
    egne_kraevet: int = 0
    venter: int = 0

    @property
    def mangler(self) -> int:
        return self.antal - self.faelles


@dataclass(frozen=True, slots=True)
class Daekning:
    """The open rounds of the unit; `lukker` are their last days, earliest first."""

    navn: str
    lukker: list[date]
    stuer: list[Stuetal]

    @property
    def antal(self) -> int:
        return sum(s.antal for s in self.stuer)

    @property
    def faelles(self) -> int:
        return sum(s.faelles for s in self.stuer)

    @property
    def venter(self) -> int:
        return sum(s.venter for s in self.stuer)


@dataclass(frozen=True, slots=True)
class Overskredet:
    """What is late: how many deadlines of each kind, and per stue since when."""

    pr_kode: Mapping[str, int]
    pr_stue: Mapping[str, list[tuple[str, datetime]]]

    @property
    def antal(self) -> int:
        return sum(self.pr_kode.values())

    @property
    def opfoelgninger(self) -> int:
        return self.pr_kode.get(HANDLING_OPFOELGNING, 0)


@dataclass(frozen=True, slots=True)
class Rundetal:
    """One round over all the unit's arenas: positions overall, and per dimension how many need attention.

    Arenas have a round each; those that run at once under one name are one here, and `runde` is the first of them.
    `aaben` while one of them is.
    """

    navn: str
    runde: int
    aabner: date
    samlet: tuple[int, int, int]
    opmaerksomhed: Mapping[str, int]
    reflekteret: bool
    aaben: bool

    @property
    def label(self) -> str:
        return f"{self.navn} {self.aabner.year}"

    @property
    def antal(self) -> int:
        return sum(self.samlet)


@dataclass(frozen=True, slots=True)
class Overblik:
    """All the leader's page shows."""

    daekning: Daekning | None
    overskredet: Overskredet
    faldende: list[Forloeb]
    kalder: list[Forloeb]
    aftaler: Mapping[int, Aftalestand]
    runder: list[Rundetal]
    boern: Mapping[int, Fulgt] = field(default_factory=dict)

    @property
    def med_aftale(self) -> int:
        return sum(self.aftaler[f.barn].har for f in self.kalder)

    @property
    def ikke_orienterede(self) -> list[Fulgt]:
        return [b for b in self.boern.values() if b.venter_siden]


def overblik(user: User, nu: datetime) -> Overblik:
    """Read the page: seven queries."""
    enhed = enheden(user)
    stuer = list(Enhed.objects.undertrae(enhed).daglige().order_by(DanskSortering("navn"), "pk"))
    daekning_ = daekning(enhed, stuer)
    forloeb_ = forloeb(user, nu)
    faldende = [f for f in forloeb_ if f.falder]
    kalder = [f for f in forloeb_ if f.kalder]
    return Overblik(
        daekning=daekning_,
        overskredet=_overskredet(user, nu, {s.pk: s.navn for s in stuer}),
        faldende=faldende,
        kalder=kalder,
        aftaler=aftalestand(user, nu, [*faldende, *kalder]),
        runder=runder(enhed),
        boern=_boern(user, nu, [f.barn for f in faldende]),
    )


# ---- the open round -----------------------------------------------------------------------------------------------


def i_aabne_runder(enhed: Enhed) -> Q:
    """Vurderinger of the rounds that are open in the unit, without those that went out and without corrections."""
    return Q(
        enhed__sti__startswith=enhed.sti,
        kommune=enhed.kommune_id,
        runde__aabnet_at__isnull=False,
        runde__lukket_at=None,
        udgaaet_at=None,
        erstatter=None,
    )


def venter_paa_orientering() -> Exists:
    """That the parents of the vurdering's child must be informed before anybody begins."""
    return Exists(Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode="trivsel.orientering"))


def daekning(enhed: Enhed, stuer: list[Enhed]) -> Daekning | None:
    """How far the open rounds are, per stue; None between rounds."""
    taeller = Q(egne__fritaget_at=None)
    pr_stue = (
        Vurdering.objects.filter(i_aabne_runder(enhed))
        .values("enhed_id", "runde__navn", "runde__lukker")
        .annotate(
            antal=Count("pk", distinct=True),
            faelles=Count("pk", filter=Q(afsluttet_at__isnull=False), distinct=True),
            venter=Count("pk", filter=Q(venter_paa_orientering(), faelles_begyndt_at=None), distinct=True),
            egne_kraevet=Count("egne", filter=taeller, distinct=True),
            egne_faerdige=Count("egne", filter=taeller & Q(egne__faerdig_at__isnull=False), distinct=True),
        )
        .order_by("runde__lukker", "enhed_id")
    )
    rows: list[dict[str, Any]] = [dict(r) for r in pr_stue]
    if not rows:
        return None
    navne = sorted({r["runde__navn"] for r in rows})
    return Daekning(
        navn=navne[0] if len(navne) == 1 else "De åbne runder",
        lukker=sorted({r["runde__lukker"] for r in rows}),
        stuer=[_stuetal(s, [r for r in rows if r["enhed_id"] == s.pk]) for s in stuer],
    )


def _stuetal(stue: Enhed, rows: list[dict[str, Any]]) -> Stuetal:
    def ialt(felt: str) -> int:
        return sum(r[felt] for r in rows)

    return Stuetal(
        enhed=stue.pk,
        navn=stue.navn,
        antal=ialt("antal"),
        faelles=ialt("faelles"),
        egne=ialt("egne_faerdige"),
        egne_kraevet=ialt("egne_kraevet"),
        venter=ialt("venter"),
    )


def naeste_runde(enhed: Enhed, i_dag: date) -> Runde | None:
    """The next round to open in an arena of the unit, for a page between rounds."""
    arenaer = Enhed.objects.undertrae(enhed).daglige().values("arena")
    kommende = Runde.objects.filter(kommune=enhed.kommune_id, arena__in=arenaer, aabner__gt=i_dag, aabnet_at=None)
    return kommende.order_by("aabner", "pk").first()


def _overskredet(user: User, nu: datetime, navne: Mapping[int, str]) -> Overskredet:
    rows = (
        Frist.objects.overskredne(nu)
        .filter(enhed__sti__startswith=enheden(user).sti)
        .for_user(user, nu)
        .values("kode", "enhed_id")
        .annotate(antal=Count("pk"), siden=Min("forfalder_at"))
        .order_by("siden")
    )
    pr_kode: dict[str, int] = {}
    pr_stue: dict[str, list[tuple[str, datetime]]] = {}
    for r in rows:
        pr_kode[r["kode"]] = pr_kode.get(r["kode"], 0) + r["antal"]
        pr_stue.setdefault(r["kode"], []).append((navne.get(r["enhed_id"], ""), r["siden"]))
    return Overskredet(pr_kode, pr_stue)


def samlet_antal(overskredet: Overskredet) -> dict[str, int]:
    """The late deadlines by what they are called: own views together, whoever the rater must be."""
    ud: dict[str, int] = {}
    for kode, antal in overskredet.pr_kode.items():
        ud["trivsel.egen" if kode in EGEN else kode] = ud.get("trivsel.egen" if kode in EGEN else kode, 0) + antal
    return ud


# ---- whom the page names --------------------------------------------------------------------------------------------


def _boern(user: User, nu: datetime, faldende: list[int]) -> dict[int, Fulgt]:
    """The children the page names: those whose trend falls, and those whose parents are not informed."""
    enhed = enheden(user)
    venter = (
        Frist.objects.aabne()
        .filter(anledning__barn=OuterRef("pk"), anledning__ejer_enhed=enhed.journalenhed_id, kode="trivsel.orientering")
        .order_by("oprettet_at")
    )
    boern = (
        Barn.objects.for_user(user, nu)
        .annotate(stue=med_stue(enhed, nu), venter_siden=Subquery(venter.values("oprettet_at")[:1]))
        .filter(Q(pk__in=faldende) | Q(venter_siden__isnull=False))
        .efter_navn()
    )
    med_moedre(boern)
    return {
        b.pk: Fulgt(b, b.stue or enhed.navn, b.venter_siden)  # type: ignore[attr-defined]
        for b in boern
    }


# ---- over the rounds ----------------------------------------------------------------------------------------------


def runder(enhed: Enhed) -> list[Rundetal]:
    """Positions in the last rounds, oldest first. Numbers only, so children who have left since are counted too."""

    def antal(felt: str, *koder: str) -> Count:
        return Count("pk", filter=Q(**{f"{felt}__in": koder}) if len(koder) > 1 else Q(**{felt: koder[0]}))

    refleksion = Refleksion.objects.filter(runde=OuterRef("runde"), enhed=enhed.journalenhed_id).exclude(tekst="")
    rows = list(
        Vurdering.objects.gaeldende()
        .filter(enhed__sti__startswith=enhed.sti, kommune=enhed.kommune_id, runde__isnull=False)
        .values("runde__navn", "runde__aabner__year")
        .annotate(
            runde_pk=Min("runde_id"),
            aabner=Min("runde__aabner"),
            reflekteret=BoolOr(Exists(refleksion)),
            aaben=BoolOr(Q(runde__lukket_at=None)),
            **{f"samlet_{kode}": antal("samlet", kode) for kode in ("groen", "gul", "roed")},
            **{f"opm_{kode}": antal(kode, "gul", "roed") for kode in DIMENSIONER},
        )
        .order_by("-aabner")[:RUNDER_VIST]
    )
    return [
        Rundetal(
            navn=r["runde__navn"],
            runde=r["runde_pk"],
            aabner=r["aabner"],
            samlet=(r["samlet_groen"], r["samlet_gul"], r["samlet_roed"]),
            opmaerksomhed={kode: r[f"opm_{kode}"] for kode in DIMENSIONER},
            reflekteret=r["reflekteret"],
            aaben=r["aaben"],
        )
        for r in reversed(rows)
    ]
