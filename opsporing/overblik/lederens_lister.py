"""The lists behind the leader's numbers. Each asks the same number of times however long it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.frister.typer import Fristtype, fristtyper, laes_flere, laes_resten, laeses_med
from opsporing.frister.visning import forfalder, hvornaar
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Arena, Barn, Frist, User
from opsporing.models.barn import med_moedre
from opsporing.models.frist import FristQuerySet
from opsporing.models.sql import DanskSortering
from opsporing.overblik.barneside import EGEN, Knap, kan_selv
from opsporing.overblik.lederen import i_aabne_runder, venter_paa_orientering
from opsporing.overblik.lederens_boern import enheden
from trivsel.models import EgenVurdering, Vurdering, VurderingQuerySet

#: What a name is made of; see `med_moedre`.
NAVN = ("fornavn", "efternavn", "mor_id")


@dataclass(frozen=True, slots=True)
class Sen:
    """One late deadline: whose turn it is, and what the leader can do about it.

    `aaben`: the child's own page is open to the leader, as it is not when the child has left and one matter is left.
    """

    barn: Barn | None
    aaben: bool
    stue: str
    hvad: str
    venter_paa: str
    hvornaar: dansk.Hvornaar
    knap: Knap | None


class Plads(NamedTuple):
    """One rater of a vurdering: who took the place, if anybody, and how far she is."""

    nr: int
    navn: str
    begyndt: bool
    faerdig: bool


@dataclass(frozen=True, slots=True)
class Rundelinje:
    """A child in an open round: how far it is, and whose turn it is."""

    vurdering: Vurdering
    navn: str
    stue: str
    egne: str
    egne_kode: str
    faelles: str
    faelles_kode: str
    venter_paa: str


# ---- late ---------------------------------------------------------------------------------------------------------


def forsinkede(user: User, nu: datetime, kode: str = "") -> FristQuerySet:
    """Late deadlines of the unit, the oldest first; of one kind when `kode` names it."""
    frister = Frist.objects.overskredne(nu).filter(enhed__sti__startswith=enheden(user).sti).for_user(user, nu)
    if kode:
        frister = frister.filter(kode__in=EGEN if kode in EGEN else [kode])
    hent, felter = laeses_med(_lederens(user).values())
    aabne = Barn.objects.for_user(user, nu).filter(pk=OuterRef("anledning__barn"))
    return (
        frister.select_related("anledning__barn", "enhed", "ansvarlig", *hent)
        .annotate(aaben=Exists(aabne))
        .only(
            *("kode", "trin", "forfalder_at", "heldag", "enhed__navn", "enhed__arena", "ansvarlig__navn", *felter),
            *(f"anledning__barn__{felt}" for felt in NAVN),
        )
        .order_by("forfalder_at", "pk")
    )


def _lederens(user: User) -> dict[str, Fristtype]:
    """The kinds that a leader is told of or has herself."""
    rolle = user.ansat.rolle
    return {kode: type_ for kode, type_ in fristtyper().items() if rolle in type_.roller | type_.ledere}


def sene(frister: Iterable[Frist], user: User, nu: datetime) -> list[Sen]:
    """The rows of a page of `forsinkede` as they stand at `nu`: one query for the raters of all of them."""
    frister = list(frister)
    med_moedre(frist.anledning.barn for frist in frister)
    lederens = _lederens(user)
    laes_resten(frist for frist in frister if frist.kode not in lederens)
    laes_flere(frister)
    pladser = _pladser("vurdering__anledning_id", [f.anledning_id for f in frister])
    return [_sen(f, pladser.get(f.anledning_id, []), user, nu) for f in frister]


def _pladser(noegle: str, vaerdier: Iterable[int]) -> dict[int, list[Plads]]:
    """The raters that count, of the vurderinger whose `noegle` is among the values: as plain values, in order."""
    egne = EgenVurdering.objects.filter(**{f"{noegle}__in": list(vaerdier)}, fritaget_at=None)
    pladser: dict[int, list[Plads]] = {}
    for hvis, nr, navn, begyndt_at, faerdig_at in egne.order_by("nr").values_list(
        noegle, "nr", "vurderer__navn", "begyndt_at", "faerdig_at"
    ):
        pladser.setdefault(hvis, []).append(Plads(nr, navn or "", begyndt_at is not None, faerdig_at is not None))
    return pladser


def _sen(frist: Frist, pladser: list[Plads], user: User, nu: datetime) -> Sen:
    type_ = fristtyper()[frist.kode]
    hvad = type_.leder_titel or type_.hvad(frist)
    return Sen(
        barn=frist.anledning.barn,
        aaben=frist.aaben,  # type: ignore[attr-defined]
        stue=frist.enhed.navn,
        hvad="Egen vurdering" if frist.kode in EGEN and not _hos_plejen(frist) else hvad,
        venter_paa=_venter_paa(frist, pladser),
        hvornaar=hvornaar(forfalder(frist), nu),
        knap=_hjaelp(frist, pladser, user),
    )


def _hos_plejen(frist: Frist) -> bool:
    return frist.enhed.arena == Arena.SUNDHEDSPLEJE


def _venter_paa(frist: Frist, pladser: list[Plads]) -> str:
    """Who is to do it: a name where there is one, or those who share it."""
    ingen = frist.enhed.navn if _hos_plejen(frist) else "Teamet"
    if frist.kode in EGEN:
        plads = next((p for p in pladser if str(p.nr) == frist.trin), None)
        if plads and plads.navn:
            return plads.navn
        return f"{ingen}: ikke begyndt" if _hos_plejen(frist) else "En kollega, som ikke er begyndt"
    if frist.kode == "trivsel.faelles":
        mangler = [p for p in pladser if not p.faerdig]
        egne = "Svar" if _hos_plejen(frist) else "Egen vurdering"
        faerdige = "der er svaret på alt" if _hos_plejen(frist) else "alle egne vurderinger er færdige"
        return f"{egne} fra {_navne(mangler)}" if mangler else f"{ingen}: {faerdige}"
    return frist.ansvarlig.navn if frist.ansvarlig else ingen


def _navne(pladser: list[Plads]) -> str:
    navne = [p.navn.split(" ")[0] for p in pladser if p.navn]
    uden = len(pladser) - len(navne)
    return dansk.opregning([*navne, *([f"{uden} kollega" if uden == 1 else f"{uden} kolleger"] if uden else [])])


def _hjaelp(frist: Frist, pladser: list[Plads], user: User) -> Knap | None:
    """What a leader can do: release a rater who is away, look at what is stuck, or do what the team has not done."""
    if frist.kode in EGEN and frist.trin.isdecimal() and len(pladser) > 1 and har(user, Permission.VURDERING_FRITAG):
        return Knap("Fritag", reverse("trivsel:egen_fritag", args=[frist.anledning.vurdering.pk, int(frist.trin)]))
    if frist.kode == "trivsel.faelles":
        return Knap("Se vurderingen", reverse("trivsel:vurdering", args=[frist.anledning.vurdering.pk]))
    if frist.kode == HANDLING_OPFOELGNING:
        return Knap("Se aftalen", reverse("handling:vis", args=[int(frist.trin)]))
    if kan_selv(frist, user):
        return Knap(fristtyper()[frist.kode].knap, fristtyper()[frist.kode].url(frist))
    leder_url = fristtyper()[frist.kode].leder_url
    url = leder_url(frist) if leder_url else None
    return Knap("Se", url) if url else None


# ---- coverage -----------------------------------------------------------------------------------------------------

#: What the list of the open rounds can be narrowed to: code and words; the conditions are in `_visning`.
VISNINGER: Mapping[str, str] = {
    "mangler": "Mangler",
    "orientering": "Venter på orientering",
    "faerdige": "Færdige",
    "alle": "Alle",
}


def _visning(visning: str) -> Q:
    venter = Q(venter_paa_orientering(), afsluttet_at=None, faelles_begyndt_at=None)
    return {
        "mangler": Q(afsluttet_at=None),
        "orientering": venter,
        "faerdige": Q(afsluttet_at__isnull=False),
        "alle": Q(),
    }[visning]


def i_aabne(user: User, nu: datetime, stue: int | None) -> VurderingQuerySet:
    """The vurderinger of the open rounds that are open to the user, of one stue where it is said."""
    vurderinger = Vurdering.objects.for_user(user, nu).filter(i_aabne_runder(enheden(user)))
    return vurderinger if stue is None else vurderinger.filter(enhed=stue)


def i_runden(aabne: VurderingQuerySet, visning: str) -> QuerySet[Vurdering]:
    """Those of a narrowing, what is furthest from done first, by stue and name."""
    orden = Case(When(afsluttet_at__isnull=False, then=Value(1)), default=Value(0))
    return (
        aabne.filter(_visning(visning))
        .annotate(venter=venter_paa_orientering(), orden=orden)
        .select_related("barn", "enhed")
        .only("afsluttet_at", "faelles_begyndt_at", "enhed__navn", *(f"barn__{felt}" for felt in NAVN))
        .order_by(
            "orden",
            DanskSortering("enhed__navn"),
            DanskSortering("barn__fornavn"),
            DanskSortering("barn__efternavn"),
            "pk",
        )
    )


def rundelinjer(vurderinger: Iterable[Vurdering]) -> list[Rundelinje]:
    """The rows of a page of `i_runden`."""
    vurderinger = list(vurderinger)
    med_moedre(v.barn for v in vurderinger)
    pladser = _pladser("vurdering_id", [v.pk for v in vurderinger])
    return [_rundelinje(v, pladser.get(v.pk, [])) for v in vurderinger]


def _rundelinje(v: Vurdering, pladser: list[Plads]) -> Rundelinje:
    mangler = [p for p in pladser if not p.faerdig]
    alle = bool(pladser) and not mangler
    venter_paa = ""
    if v.afsluttet_at:
        faelles, kode = "Færdig", "done"
    elif v.faelles_begyndt_at:
        faelles, kode, venter_paa = "I gang", "half", "Teamet"
    elif v.venter:  # type: ignore[attr-defined]
        faelles, kode, venter_paa = "Ikke begyndt", "none", "Forældrene er ikke orienteret"
    elif alle:
        faelles, kode, venter_paa = "Klar", "ready", "Teamet"
    else:
        faelles, kode, venter_paa = "Ikke begyndt", "none", _navne(mangler)
    return Rundelinje(
        vurdering=v,
        navn=v.barn.navn,
        stue=v.enhed.navn,
        egne=f"{len(pladser) - len(mangler)} af {len(pladser)}",
        egne_kode="done" if alle else "half" if any(p.begyndt for p in pladser) else "none",
        faelles=faelles,
        faelles_kode=kode,
        venter_paa=dansk.stort(venter_paa),
    )


def antal_pr_visning(aabne: VurderingQuerySet) -> dict[str, Any]:
    """How many children each narrowing has: one query."""
    return aabne.aggregate(**{kode: Count("pk", filter=_visning(kode)) for kode in VISNINGER})
