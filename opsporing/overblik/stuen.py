"""The stue page as data: each child's way through the open round, and what the viewer can do next."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.roller import RAEKKEVIDDE, Raekkevidde, Rolle
from opsporing.models import Arena, Barn, Enhed, User
from opsporing.orientering.status import Sted, mangler_orientering
from opsporing.tid import dato
from trivsel.faelles import arena_definition
from trivsel.models import EgenVurdering, Runde, Vurdering, VurderingQuerySet

#: A district's vurderinger concluded so long ago are on the child's page.
VISES_EFTER = timedelta(days=60)

FRITAGET = "Fritaget"
#: What the page reads of a vurdering and of its own views: never an answer.
AF_VURDERING = (
    *("barn_id", "arena", "alder_mdr", "afsluttet_at", "faelles_begyndt_at", "skemaversion__publiceret_at"),
    *("runde__navn", "runde__aabner", "runde__lukker"),
)
AF_EGEN = ("vurdering_id", "nr", "rolle", "antal_besvaret", "faerdig_at", "fritaget_at", "vurderer__navn")


def mine_enheder(user: User) -> list[Enhed]:
    """The units with children day by day that the user's present employment reaches, by name."""
    ansaettelse = user.ansaettelse
    if ansaettelse is None or RAEKKEVIDDE[ansaettelse.rolle] == Raekkevidde.INGEN_BOERN:
        return []
    rod = ansaettelse.enhed
    hele = RAEKKEVIDDE[ansaettelse.rolle] == Raekkevidde.UNDERTRAE
    if ansaettelse.rolle == Rolle.PAEDAGOG and user.profil.paedagog_ser_hele_institutionen:
        hele, rod = True, rod.journalenhed or rod
    if not hele:
        return [rod] if rod.arena else []
    enheder = Enhed.objects.undertrae(rod).filter(nedlagt_at=None).exclude(arena="")
    return sorted(enheder.select_related("journalenhed"), key=lambda e: (e.pk != ansaettelse.enhed_id, e.navn))


@dataclass(frozen=True, slots=True)
class Celle:
    """How far one rater, or the team, is: a state of the components and its words; none where it is not hers to do."""

    kode: str = ""
    tekst: str = ""
    kolonne: str = "Fælles"


@dataclass(slots=True)
class Raekke:
    """One child of the stue; `alder` is in words, with the corrected age where sundhedsplejen looks."""

    barn: Barn
    alder: str
    note: str
    egne: list[Celle]
    faelles: Celle
    knap: str = ""
    url: str = ""
    venter_paa: str = ""
    orden: int = 9


@dataclass(slots=True)
class Kolonne:
    """One rater's column: how many children she is done with, of those she has begun or can still begin."""

    navn: str
    faerdige: int
    af: int


@dataclass(slots=True)
class Oversigt:
    """All the stue page shows."""

    raekker: list[Raekke]
    kolonner: list[Kolonne]
    runde: Runde | None
    faelles_faerdige: int
    mangler_mig: int = 0
    naeste: Raekke | None = None
    uden_runde: list[Barn] = field(default_factory=list)
    plejen: bool = False

    @property
    def antal(self) -> int:
        return len(self.raekker)

    @property
    def nogle_ikke_med(self) -> bool:
        """Whether some rater has nothing to do with some child, which the page explains."""
        return any(not celle.kode for raekke in self.raekker for celle in raekke.egne)


def oversigt(enhed: Enhed, user: User, nu: datetime) -> Oversigt:
    """Read the stue in a fixed number of queries, however many children it has."""
    if enhed.arena == Arena.SUNDHEDSPLEJE:
        return _distriktet(enhed, user, nu)
    i_dag = dato(nu)
    boern = list(Barn.objects.i_enhed(enhed, nu).efter_navn())
    vurderinger = list(
        _vurderinger(enhed)
        .filter(barn__in=boern, runde__lukket_at=None, runde__aabnet_at__isnull=False)
        .select_related(None)
        .select_related("runde", "skemaversion")
        .only(*AF_VURDERING)
        .order_by("-runde__aabner")
    )
    pr_barn: dict[int, Vurdering] = {}
    for vurdering in vurderinger:
        pr_barn.setdefault(vurdering.barn_id, vurdering)
    mangler: set[int] = set()
    if user.profil.orientering_kraeves:
        mangler = mangler_orientering([Sted(b, enhed) for b in boern])
    kolonner = _kolonner(list(pr_barn.values()), user)
    raekker = [
        _raekke(barn, pr_barn[barn.pk], kolonner, user, i_dag, barn.pk in mangler)
        for barn in boern
        if barn.pk in pr_barn
    ]
    raekker.sort(key=lambda r: r.orden)
    naeste = raekker[0] if raekker and raekker[0].orden <= 2 else None
    runde = next(iter(pr_barn.values())).runde if pr_barn else None
    return Oversigt(
        raekker=raekker,
        kolonner=[_kolonne(navn, [r.egne[nr] for r in raekker]) for nr, (_, navn) in enumerate(kolonner)],
        runde=runde,
        faelles_faerdige=sum(1 for v in pr_barn.values() if v.afsluttet_at),
        mangler_mig=sum(1 for r in raekker if r.orden <= 1),
        naeste=naeste,
        uden_runde=[b for b in boern if b.pk not in pr_barn],
    )


def _vurderinger(enhed: Enhed) -> VurderingQuerySet:
    egne = EgenVurdering.objects.select_related("vurderer").only(*AF_EGEN).order_by("nr")
    return (
        Vurdering.objects.filter(enhed=enhed, udgaaet_at=None, erstatter=None)
        .select_related("runde", "skemaversion", "barn")
        .prefetch_related(Prefetch("egne", egne))
    )


def _distriktet(enhed: Enhed, user: User, nu: datetime) -> Oversigt:
    """A district has no rounds and hundreds of children: those with a vurdering under way, or lately concluded."""
    i_dag = dato(nu)
    vurderinger = _vurderinger(enhed).filter(Q(afsluttet_at=None) | Q(afsluttet_at__gte=nu - VISES_EFTER))
    indskrevet = Barn.objects.i_enhed(enhed, nu).filter(pk=OuterRef("barn"))
    pr_barn = {v.barn_id: v for v in vurderinger.filter(Exists(indskrevet)).order_by("oprettet_at")}
    mangler: set[int] = set()
    if user.profil.orientering_kraeves:
        mangler = mangler_orientering([Sted(v.barn, enhed) for v in pr_barn.values()])
    raekker = [_raekke(v.barn, v, [], user, i_dag, v.barn_id in mangler) for v in pr_barn.values()]
    raekker.sort(key=lambda r: (r.orden, r.barn.foedt_den or i_dag, r.barn.navn))
    for raekke in raekker:
        raekke.faelles = _plejens_celle(pr_barn[raekke.barn.pk])
        if raekke.url == reverse("trivsel:faelles", args=[pr_barn[raekke.barn.pk].pk]):
            raekke.knap = "Afslut"
    return Oversigt(
        raekker=raekker,
        kolonner=[],
        runde=None,
        faelles_faerdige=sum(1 for v in pr_barn.values() if v.afsluttet_at),
        mangler_mig=sum(1 for r in raekker if r.orden <= 1),
        naeste=raekker[0] if raekker and raekker[0].orden <= 2 else None,
        plejen=True,
    )


def _plejens_celle(vurdering: Vurdering) -> Celle:
    """How far one who is alone about it has come, in one cell."""
    if vurdering.afsluttet_at:
        return Celle("done", "Færdig", "Vurdering")
    egne = [e for e in vurdering.egne.all() if not e.fritaget_at]
    if egne and all(e.faerdig_at for e in egne):
        return Celle("ready", "Mangler placering", "Vurdering")
    i_gang = next((e for e in egne if e.vurderer_id), None)
    celle = _celle(i_gang, vurdering, False, True) if i_gang else Celle("none", "Ikke begyndt")
    return replace(celle, kolonne="Vurdering")


def _kolonner(vurderinger: list[Vurdering], user: User) -> list[tuple[int, str]]:
    """The raters who have begun anything here, the viewer first."""
    navne: dict[int, str] = {}
    if har(user, Permission.VURDERING_EGEN):
        navne[user.pk] = f"{user.fornavn} (dig)"
    for vurdering in vurderinger:
        for egen in vurdering.egne.all():
            if egen.vurderer and egen.vurderer.pk not in navne:
                navne[egen.vurderer.pk] = egen.vurderer.fornavn
    return list(navne.items())


def _kolonne(navn: str, celler: Iterable[Celle]) -> Kolonne:
    hendes = [c for c in celler if c.kode and c.tekst != FRITAGET]
    return Kolonne(navn, sum(c.kode == "done" for c in hendes), len(hendes))


def _celle(egen: EgenVurdering | None, vurdering: Vurdering, afventer: bool, kan_tages: bool) -> Celle:
    if egen is None:
        if not kan_tages:
            return Celle()
        return Celle("stop", "Afventer") if afventer else Celle("none", "Ikke begyndt")
    if egen.fritaget_at:
        return Celle("stop", FRITAGET)
    if egen.faerdig_at:
        return Celle("done", "Færdig")
    antal = sum(len(sektion.tegn) for sektion in arena_definition(vurdering).dimensioner)
    return Celle("half", f"{egen.antal_besvaret} af {antal}")


def _faellescelle(vurdering: Vurdering, klar: bool) -> Celle:
    if vurdering.afsluttet_at:
        return Celle("done", "Færdig")
    if vurdering.faelles_begyndt_at:
        return Celle("half", "I gang")
    return Celle("ready", "Klar") if klar else Celle("none", "Ikke begyndt")


def _raekke(
    barn: Barn, vurdering: Vurdering, kolonner: list[tuple[int, str]], user: User, i_dag: date, mangler: bool
) -> Raekke:
    egne = list(vurdering.egne.all())
    taeller = [e for e in egne if not e.fritaget_at]
    pr_vurderer = {e.vurderer_id: e for e in egne if e.vurderer_id}
    klar = bool(taeller) and all(e.faerdig_at for e in taeller)
    rolle = user.ansaettelse.rolle if user.ansaettelse else ""
    ledig = any(not e.vurderer_id and e.rolle in ("", rolle) for e in taeller)
    nogen_kan = any(not e.vurderer_id for e in taeller)
    afventer = mangler and not vurdering.faelles_begyndt_at
    raekke = Raekke(
        barn=barn,
        alder=str(barn.alder(i_dag)) if vurdering.arena == Arena.SUNDHEDSPLEJE else barn.alder(i_dag).alder,
        note="forældre ikke orienteret" if mangler else "",
        egne=[
            replace(_celle(pr_vurderer.get(v), vurdering, afventer, ledig if v == user.pk else nogen_kan), kolonne=navn)
            for v, navn in kolonner
        ],
        faelles=_faellescelle(vurdering, klar),
    )
    _naeste_skridt(raekke, vurdering, pr_vurderer.get(user.pk), ledig=ledig, klar=klar, afventer=afventer, user=user)
    if not raekke.knap and not raekke.venter_paa:
        raekke.venter_paa = _venter_paa(taeller, user)
    return raekke


def _naeste_skridt(
    raekke: Raekke,
    vurdering: Vurdering,
    min_egen: EgenVurdering | None,
    *,
    ledig: bool,
    klar: bool,
    afventer: bool,
    user: User,
) -> None:
    """The one thing the viewer can do about the child now; what she can do comes first on the page."""
    maa_vurdere = har(user, Permission.VURDERING_EGEN)
    if vurdering.afsluttet_at:
        raekke.knap, raekke.url, raekke.orden = "Se barnet", reverse("barn", args=[raekke.barn.pk]), 8
    elif afventer:
        raekke.knap, raekke.url, raekke.orden = "Notér", reverse("orientering:barn", args=[raekke.barn.pk]), 4
    elif maa_vurdere and min_egen and not min_egen.faerdig_at and not min_egen.fritaget_at:
        raekke.knap, raekke.url, raekke.orden = "Fortsæt", reverse("trivsel:egen", args=[vurdering.pk]), 0
    elif maa_vurdere and min_egen is None and ledig:
        raekke.knap, raekke.url, raekke.orden = "Begynd", reverse("trivsel:egen", args=[vurdering.pk]), 1
    elif klar and har(user, Permission.VURDERING_FAELLES):
        raekke.knap, raekke.url, raekke.orden = "Åbn fælles", reverse("trivsel:faelles", args=[vurdering.pk]), 2
    elif har(user, Permission.VURDERING_FRITAG):
        raekke.knap, raekke.url, raekke.orden = "Se vurderingen", reverse("trivsel:vurdering", args=[vurdering.pk]), 5
    else:
        raekke.orden = 6


def _venter_paa(egne: list[EgenVurdering], user: User) -> str:
    navne = [e.vurderer.fornavn for e in egne if e.vurderer and not e.faerdig_at and e.vurderer_id != user.pk]
    if navne:
        return f"Venter på {' og '.join(navne)}"
    return "Venter på en kollega" if any(not e.vurderer_id for e in egne) else ""
