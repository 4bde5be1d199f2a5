"""The children a leader follows: their last vurderinger, whether they fall, and what is agreed about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.models import Anledning, Barn, Enhed, Handling, Tilknytning, User
from opsporing.models.barn import med_moedre
from opsporing.overblik.barneside import Knap
from opsporing.tid import dato
from trivsel.models import DIMENSIONER, Vurdering, VurderingQuerySet
from trivsel.rules.positioner import faldende_dimensioner, falder_to_gange

#: So much of an agreement is shown in the list.
HVAD_VIST = 80
Placeringer = Mapping[str, str]
#: What is read of each concluded vurdering.
RAEKKE = ("barn_id", "anledning_id", "afsluttet_at", "samlet", *DIMENSIONER)


@dataclass(frozen=True, slots=True)
class Forloeb:
    """The last (at most three) concluded vurderinger of a child who is here now, oldest first.

    A row of `raekker` holds what `RAEKKE` names, as the database gave it: most children are only counted.
    """

    barn: int
    raekker: list[tuple[Any, ...]]

    @property
    def dage(self) -> list[date]:
        return [dato(raekke[2]) for raekke in self.raekker]

    @property
    def samlet(self) -> list[str]:
        return [raekke[3] for raekke in self.raekker]

    @property
    def dimensioner(self) -> list[Placeringer]:
        return [dict(zip(DIMENSIONER, raekke[4:], strict=True)) for raekke in self.raekker]

    @property
    def anledninger(self) -> list[int]:
        return [raekke[1] for raekke in self.raekker]

    @property
    def falder(self) -> bool:
        # Nobody who is well in everything now has fallen; that goes for most.
        return set(self.raekker[-1][4:]) != {"groen"} and falder_to_gange(self.dimensioner)

    @property
    def falder_i(self) -> list[str]:
        """The dimensions to name when it falls."""
        return faldende_dimensioner(self.dimensioner)

    @property
    def kalder(self) -> bool:
        """Whether the newest position obliges to an agreement."""
        return self.raekker[-1][3] != "groen"


@dataclass(frozen=True, slots=True)
class Aftalestand:
    """Whether something is agreed about a child, and when it is followed up next."""

    har: bool
    naeste: date | None


@dataclass(frozen=True, slots=True)
class Fulgt:
    """A child on the page: its name, and the stue it is in now."""

    barn: Barn
    stue: str
    venter_siden: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trin:
    """One vurdering in a falling trend: its day, and each dimension that falls with its position as code and word."""

    dag: date
    positioner: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Faldende:
    """A child whose trend falls."""

    barn: Barn
    stue: str
    hvad: str
    dimensioner: list[str]
    trin: list[Trin]
    naeste: date | None
    har_aftale: bool


@dataclass(frozen=True, slots=True)
class Aftale:
    """An agreement in the list: what, by whom, and how it stands; `sen` when its follow-up is late."""

    pk: int
    hvad: str
    hvem: str
    stand: str
    sen: bool


@dataclass(frozen=True, slots=True)
class MedBehov:
    """A child whose position calls for an agreement, and what is agreed."""

    barn: Barn
    stue: str
    position: str
    position_ord: str
    vurderet: date
    aftaler: list[Aftale]
    knap: Knap | None


def enheden(user: User) -> Enhed:
    """The unit the user leads now."""
    if user.ansaettelse is None:
        raise ValueError("Uden ansættelse er der ingen enhed at lede.")
    return user.ansaettelse.enhed


def forloeb(user: User, nu: datetime) -> list[Forloeb]:
    """The last three concluded vurderinger of every child the unit has now: one query of plain values."""
    nyeste_foerst = Window(
        RowNumber(), partition_by=[F("barn_id")], order_by=[F("afsluttet_at").desc(), F("pk").desc()]
    )
    return _forloeb(_gaeldende(user, nu).annotate(fra_nyeste=nyeste_foerst).filter(fra_nyeste__lte=3))


def nyeste(user: User, nu: datetime) -> list[Forloeb]:
    """As `forloeb`, of the last vurdering alone."""
    sidste = _gaeldende(user, nu).order_by("barn_id", "-afsluttet_at", "-pk").distinct("barn_id")
    return _forloeb(Vurdering.objects.filter(pk__in=sidste.values("pk")))


def _gaeldende(user: User, nu: datetime) -> VurderingQuerySet:
    aabne = Anledning.objects.noegler_for_user(user, nu)
    journal = enheden(user).journalenhed_id
    return Vurdering.objects.gaeldende().filter(anledning__in=aabne, anledning__ejer_enhed=journal)


def _forloeb(vurderinger: VurderingQuerySet) -> list[Forloeb]:
    raekker = vurderinger.order_by("barn_id", "afsluttet_at", "pk").values_list(*RAEKKE)
    return [Forloeb(barn, list(hendes)) for barn, hendes in groupby(raekker, key=itemgetter(0))]


def aftalestand(user: User, nu: datetime, boern: list[Forloeb]) -> dict[int, Aftalestand]:
    """Per child: has something been agreed since the newest vurdering, or is an agreement open; and its next date."""
    nyeste = {f.barn: f.anledninger[-1] for f in boern}
    har = dict.fromkeys(nyeste, False)
    naeste: dict[int, date] = {}
    rows = (
        Handling.objects.for_user(user, nu)
        .filter(barn__in=list(nyeste))
        .values_list("barn_id", "anledning_id", "afsluttet_at", "opfoelgning_den")
    )
    for barn, anledning, afsluttet_at, den in rows:
        if afsluttet_at is None:
            naeste[barn] = min(den, naeste.get(barn, den))
        har[barn] = har[barn] or afsluttet_at is None or anledning == nyeste[barn]
    return {barn: Aftalestand(har[barn], naeste.get(barn)) for barn in nyeste}


def med_stue(enhed: Enhed, nu: datetime) -> Subquery:
    """The name of the stue a child is in now, as an annotation on Barn."""
    her = (
        Tilknytning.objects.gaeldende(nu)
        .indskrivninger()
        .filter(barn=OuterRef("pk"), enhed__sti__startswith=enhed.sti)
        .order_by("fra", "pk")
    )
    return Subquery(her.values("enhed__navn")[:1])


# ---- the two lists --------------------------------------------------------------------------------------------------


def _boern(user: User, nu: datetime, pk: Iterable[int]) -> dict[int, Fulgt]:
    enhed = enheden(user)
    boern = Barn.objects.for_user(user, nu).filter(pk__in=list(pk)).annotate(stue=med_stue(enhed, nu)).efter_navn()
    med_moedre(boern)
    return {b.pk: Fulgt(b, b.stue or enhed.navn) for b in boern}  # type: ignore[attr-defined]


def _aftaler(user: User, nu: datetime, boern: Iterable[int]) -> dict[int, list[Handling]]:
    """All agreements of the children, the next to be followed up first."""
    pr_barn: dict[int, list[Handling]] = {}
    for handling in (
        Handling.objects.for_user(user, nu)
        .filter(barn__in=list(boern))
        .select_related("ansvarlig")
        .only("barn_id", "anledning_id", "hvad", "opfoelgning_den", "afsluttet_at", "ansvarlig__navn")
        .order_by("opfoelgning_den", "pk")
    ):
        if handling.barn_id is not None:
            pr_barn.setdefault(handling.barn_id, []).append(handling)
    return pr_barn


def _gaelder(f: Forloeb, handlinger: list[Handling]) -> list[Handling]:
    """The agreements that answer the newest position: open, or made on it."""
    return [h for h in handlinger if h.afsluttet_at is None or h.anledning_id == f.anledninger[-1]]


def hvad_falder(f: Forloeb) -> str:
    """`Social trivsel falder for anden gang`."""
    navne = [DIMENSIONER[kode] if nr == 0 else DIMENSIONER[kode].lower() for nr, kode in enumerate(f.falder_i)]
    return f"{dansk.opregning(navne, sidste='samt') or 'Samlet'} trivsel falder for anden gang"


def faldende(user: User, nu: datetime) -> list[Faldende]:
    """Children whose positions have moved towards worry twice in a row, by name: three queries."""
    pr_barn = {f.barn: f for f in forloeb(user, nu) if f.falder}
    boern = _boern(user, nu, pr_barn)
    aftaler = _aftaler(user, nu, pr_barn)
    linjer = []
    for pk, fulgt in boern.items():
        f = pr_barn[pk]
        koder = f.falder_i or list(DIMENSIONER)
        gaelder = _gaelder(f, aftaler.get(pk, []))
        linjer.append(
            Faldende(
                barn=fulgt.barn,
                stue=fulgt.stue,
                hvad=hvad_falder(f),
                dimensioner=[DIMENSIONER[kode] for kode in koder],
                trin=[
                    Trin(dag, [(DIMENSIONER[kode], p[kode], user.profil.label(p[kode])) for kode in koder])
                    for dag, p in zip(f.dage, f.dimensioner, strict=True)
                ],
                naeste=min((h.opfoelgning_den for h in gaelder if h.afsluttet_at is None), default=None),
                har_aftale=bool(gaelder),
            )
        )
    return linjer


def med_behov(user: User, nu: datetime) -> list[MedBehov]:
    """Children whose newest position obliges to an agreement, those without one first: three queries."""
    profil = user.profil
    pr_barn = {f.barn: f for f in nyeste(user, nu) if f.kalder}
    boern = _boern(user, nu, pr_barn)
    aftaler = _aftaler(user, nu, pr_barn)
    linjer = []
    for pk, fulgt in boern.items():
        f = pr_barn[pk]
        gaelder = _gaelder(f, aftaler.get(pk, []))
        knap = None
        if not gaelder and har(user, Permission.HANDLING_OPRET):
            knap = Knap("Aftal", reverse("handling:opret", args=[f.anledninger[-1]]))
        linjer.append(
            MedBehov(
                barn=fulgt.barn,
                stue=fulgt.stue,
                position=f.samlet[-1],
                position_ord=profil.label(f.samlet[-1]),
                vurderet=f.dage[-1],
                aftaler=[_aftale(h, dato(nu)) for h in gaelder],
                knap=knap,
            )
        )
    return sorted(linjer, key=lambda linje: bool(linje.aftaler))


def _aftale(handling: Handling, i_dag: date) -> Aftale:
    naeste = dansk.hvornaar(handling.opfoelgning_den, i_dag)
    sen = naeste.forsinket and handling.afsluttet_at is None
    if handling.afsluttet_at:
        stand = "afsluttet"
    else:
        stand = f"følges op, {naeste.foerst}" if sen else f"følges op {dansk.kort_dato_aar(handling.opfoelgning_den)}"
    return Aftale(handling.pk, dansk.forkort(handling.hvad, HVAD_VIST), handling.ansvarlig.fornavn, stand, sen)
