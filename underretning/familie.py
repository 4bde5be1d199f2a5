"""A child's siblings, and the underretninger there have been about them: for many children in a constant number of
queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from opsporing.models import Barn, Foraeldremyndighed, Udelukkelse, User
from opsporing.tid import dato
from underretning.models import Brev, Brevart, Modtaget, Overgreb, Pligt
from underretning.rules import koder
from underretning.rules.tilstande import Tilstand


def soeskende(boern: Collection[int]) -> dict[int, set[int]]:
    """The siblings of each child (primary keys): those who share a custody holder, also a former one, or the mother of
    one that is expected. Rows that were merged into another are left out.
    """
    voksne = _par(Q(barn__in=boern), Q(pk__in=boern))
    personer = {person for _, person in voksne}
    boern_af: dict[int, set[int]] = defaultdict(set)
    for barn, person in _par(Q(person__in=personer), Q(mor__in=personer)):
        boern_af[person].add(barn)
    fundet: dict[int, set[int]] = {barn: set() for barn in boern}
    for barn, person in voksne:
        fundet[barn] |= boern_af[person] - {barn}
    return fundet


def _par(myndighed: Q, ventet: Q) -> list[tuple[int, int]]:
    holdere = Foraeldremyndighed.objects.filter(myndighed, barn__sammenlagt_i=None).values_list("barn", "person")
    moedre = Barn.objects.filter(ventet, sammenlagt_i=None).exclude(mor=None).values_list("pk", "mor")
    return list(holdere.union(moedre, all=True))


def _sete(user: User, boern: Iterable[int]) -> Any:
    return Modtaget.objects.filter(kommune=user.ansat.kommune_id, barn__in=set(boern)).exclude(
        anledning__in=Udelukkelse.sager(user)
    )


@dataclass(frozen=True, slots=True)
class Omfang:
    """How many siblings came with the same underretning, and how many earlier ones there are about all of them."""

    soeskende: int
    tidligere: int


def omfang(modtagne: Collection[Modtaget], user: User) -> dict[int, Omfang]:
    """The numbers for each of a list, in three queries. An earlier one about several siblings counts once."""
    familier = soeskende({m.barn_id for m in modtagne})
    alle = {barn for barn, andre in familier.items()} | {barn for andre in familier.values() for barn in andre}
    om: dict[int, list[tuple[Any, str]]] = defaultdict(list)
    par: dict[str, int] = defaultdict(int)
    for barn, at, nummer in _sete(user, alle).values_list("barn", "modtaget_at", "kvitteringsnummer"):
        om[barn].append((at, nummer))
        par[nummer] += 1
    return {
        m.pk: Omfang(
            soeskende=max(par[m.kvitteringsnummer] - 1, 0),
            tidligere=len(
                {
                    nummer
                    for barn in {m.barn_id, *familier[m.barn_id]}
                    for at, nummer in om[barn]
                    if nummer != m.kvitteringsnummer and at <= m.modtaget_at
                }
            ),
        )
        for m in modtagne
    }


@dataclass(frozen=True, slots=True)
class Tidligere:
    """One line about an earlier underretning: when, about whom, who kind of person, what became of it. `ubesvaret`:
    what should have been said to the one who wrote was not. `aaben`: she may read it.
    """

    pk: int
    den: date
    boern: tuple[str, ...]
    fra: str
    udfald: str
    ubesvaret: str
    aaben: bool
    senere: bool


@dataclass(frozen=True, slots=True)
class Andre:
    """The other received ones around one: of the same underretning, about siblings, where she may read them; and
    those of other underretninger about the child and its siblings, the newest first.
    """

    soeskende: tuple[Modtaget, ...]
    tidligere: tuple[Tidligere, ...]


def andre(modtaget: Modtaget, user: User, nu: Any) -> Andre:
    """Both, in one query beside those of `soeskende`; earlier ones about several children stand on one line."""
    familie = {modtaget.barn_id, *soeskende([modtaget.barn_id])[modtaget.barn_id]}
    brev = Brev.objects.filter(modtaget=OuterRef("pk")).filter(Q(sendt_at__isnull=False) | ~Q(undladt_grund=""))
    fundne = (
        Modtaget.objects.filter(Q(barn__in=familie) | Q(kvitteringsnummer=modtaget.kvitteringsnummer))
        .filter(kommune=modtaget.kommune_id)
        .exclude(pk=modtaget.pk)
        .exclude(anledning__in=Udelukkelse.sager(user))
        .annotate(
            kvitteret=Exists(brev.filter(art=Brevart.KVITTERING)),
            besvaret=Exists(brev.filter(art=Brevart.TILBAGEMELDING)),
            maa_laeses=Exists(Modtaget.objects.for_user(user, nu).filter(pk=OuterRef("pk"))),
        )
        .select_related("barn")
        .defer("indhold")
        .order_by("-modtaget_at", "-pk")
    )
    samme: list[Any] = []
    sammen: dict[str, list[Any]] = defaultdict(list)
    for row in fundne:
        if row.kvitteringsnummer != modtaget.kvitteringsnummer:
            sammen[row.kvitteringsnummer].append(row)
        elif row.maa_laeses:
            samme.append(row)
    samme.sort(key=lambda row: (row.barn.foedt_den or date.max, row.pk))
    return Andre(tuple(samme), tuple(_linje(rows, modtaget) for rows in sammen.values()))


def _linje(rows: list[Any], modtaget: Modtaget) -> Tidligere:
    foerst = next((row for row in rows if row.barn_id == modtaget.barn_id), rows[0])
    return Tidligere(
        pk=foerst.pk,
        den=dato(foerst.modtaget_at),
        boern=tuple(row.barn.fornavn or "Ufødt" for row in rows),
        fra=hvem(foerst),
        udfald=hvad_blev_det_til(foerst),
        ubesvaret=_ubesvaret(foerst),
        aaben=foerst.maa_laeses,
        senere=foerst.modtaget_at > modtaget.modtaget_at,
    )


def hvem(modtaget: Modtaget) -> str:
    """What kind of person wrote, in Danmarks Statistik's words; no name."""
    if modtaget.anonym:
        return "Anonym"
    try:
        return str(koder.kode(koder.Liste.UNDERRETTER, modtaget.underretter_kode, dato(modtaget.modtaget_at)))
    except koder.UkendtKode:
        return "Uoplyst"


def hvad_blev_det_til(modtaget: Modtaget) -> str:
    """The outcome in a few words."""
    if modtaget.status == Tilstand.OVERSENDT:
        return f"Sendt til {modtaget.oversendt_til}"
    if modtaget.afgjort_at:
        return str(modtaget.get_udfald_display())
    if modtaget.vurderet_at:
        return "Vurderet akut, ikke afgjort" if modtaget.akut else "Vurderet, ikke afgjort"
    return "Ikke vurderet"


def _ubesvaret(row: Any) -> str:
    if row.status == Tilstand.OVERSENDT or row.anonym:
        return ""
    if row.pligt == Pligt.FAGPERSON and row.afgjort_at and not row.besvaret:
        return "Ingen tilbagemelding sendt"
    return "" if row.kvitteret else "Ingen kvittering sendt"


def har_mistanke(modtaget: Modtaget) -> bool:
    """Whether abuse is suspected, or somebody is in doubt."""
    return modtaget.overgreb != Overgreb.NEJ
