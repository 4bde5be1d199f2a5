"""What the inbox shows: four lists and their numbers, each row with its clock, in a constant number of queries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from opsporing.adgang.permissions import Permission, har
from opsporing.dansk import alder, antal, forkort, hverdage, klokken, kort_dato, paa_uret, stort
from opsporing.dansk import dato as dato_i_ord
from opsporing.frister.kalender import doegn
from opsporing.frosset import Slags
from opsporing.models import Barn, Frist, Paamindelse, Spaerring, User
from opsporing.tid import DANMARK, dato
from underretning.familie import Omfang, har_mistanke, hvem, omfang
from underretning.fristtyper import KVITTER, TILBAGEMELD, VURDER
from underretning.indhold import RAMMEN
from underretning.models import Modtaget, Pligt
from underretning.models.modtaget import VURDERES_INDEN
from underretning.rules.tilstande import Tilstand

#: The most rows of one list; the footer says when there are more.
HOEJST = 100
OM_TEGN = 110
#: What stands before an observation in the frozen text: its day, and who saw it.
DAG_OG_KILDE = re.compile(r"^[^:]{1,40} · [^:]{1,60}: ")
#: The writer's question whose answer says that the parents know (`skemaer/underretning.toml`).
VED_FORAELDRENE = "Ved forældrene"


@dataclass(frozen=True, slots=True)
class Ur:
    """A clock as `_components/ur.html` draws it."""

    tilbage: str
    frist: str
    brugt: float
    forsinket: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A fact that changes the handling: its words, icon and kind (strong, shield or none)."""

    tekst: str
    ikon: str = ""
    slags: str = ""


@dataclass(frozen=True, slots=True)
class Raekke:
    """One underretning in the list."""

    pk: int
    navn: str
    ur: Ur
    fra: str
    om: str
    flag: tuple[Flag, ...]
    hvem: str
    knap: str
    url: str


@dataclass(frozen=True, slots=True)
class Fane:
    """One list of the inbox."""

    kode: str
    navn: str
    tomt: str
    om: str


FANER = (
    Fane(
        "vurder",
        "Skal vurderes",
        "Alt er vurderet",
        "Ordnet efter, hvor lidt tid der er tilbage af de 24 timer. Listen viser alle, der ikke er vurderet, også "
        "kollegers. Uret tæller også om natten og i weekenden.",
    ),
    Fane(
        "kvitter",
        "Kvittering",
        "Alle har fået en kvittering",
        "Ordnet efter frist. Den, der har underrettet, skal have kvittering inden {kvittering}. Anonyme er ikke med.",
    ),
    Fane(
        "tilbagemeld",
        "Tilbagemelding",
        "Alle fagpersoner har fået svar",
        "Ordnet efter frist. Fagpersoner skal vide, om noget er sat i gang. Andre, der har underrettet, er ikke med.",
    ),
    Fane(
        "i_dag",
        "Vurderet i dag",
        "Ingen er vurderet i dag",
        "De, der er vurderet siden midnat, og som du har adgang til. Kollegers er ikke med.",
    ),
)


def adresse(fane: Fane) -> str:
    """Where the list is."""
    return reverse("underretning:indbakke") + ("" if fane == FANER[0] else f"?fane={fane.kode}")


@dataclass(frozen=True, slots=True)
class Indbakke:
    """One list, and how much there is in each."""

    fane: Fane
    antal: dict[str, int]
    raekker: list[Raekke]
    boern: list[int]
    flere: int
    om: str


def _med(kode: str, nu: datetime) -> Q:
    """The condition for being in a list."""
    if kode == "vurder":
        return Q(status=Tilstand.MODTAGET)
    if kode == "i_dag":
        fra, til = doegn(dato(nu))
        return Q(vurderet_at__gte=fra, vurderet_at__lt=til)
    frist = Frist.objects.aabne().filter(
        anledning=OuterRef("anledning"), kode=KVITTER if kode == "kvitter" else TILBAGEMELD
    )
    return ~Q(status=Tilstand.OVERSENDT) & Q(Exists(frist))


def laes(user: User, nu: datetime, kode: str = "vurder", hoejst: int = HOEJST) -> Indbakke:
    """The list of this code (the first for one that is unknown), `hoejst` of it, and the number of each."""
    fane = next((f for f in FANER if f.kode == kode), FANER[0])
    hendes = Modtaget.objects.for_user(user, nu)
    tal = hendes.aggregate(**{f.kode: Count("pk", filter=_med(f.kode, nu)) for f in FANER})
    fundne = list(_laest_med(hendes.filter(_med(fane.kode, nu)).efter_uret())[:hoejst])
    return Indbakke(
        fane=fane,
        antal=tal,
        raekker=raekker(fundne, user, nu, fane.kode),
        boern=sorted({m.barn_id for m in fundne}),
        flere=max(tal[fane.kode] - len(fundne), 0),
        om=fane.om.format(kvittering=hverdage(user.profil.kvitteres_inden(dato(nu)))),
    )


def mine_sager(user: User, nu: datetime) -> list[Modtaget]:
    """Those she is responsible for and that are not closed, or for a leader all of them: what is acute on top."""
    hendes = _laest_med(Modtaget.objects.for_user(user, nu)).exclude(status__in=[Tilstand.LUKKET, Tilstand.OVERSENDT])
    if not har(user, Permission.UNDERRETNING_LED):
        hendes = hendes.filter(ansvarlig=user)
    return list(hendes.order_by("-akut", "modtaget_at", "pk")[:HOEJST])


def _laest_med(qs: "QuerySet[Modtaget]") -> "QuerySet[Modtaget]":
    """With all that a row shows."""
    return (
        qs.select_related("barn", "ansvarlig", "anledning")
        .annotate(
            antal_bilag=Count("bilag", distinct=True),
            spaerret=Exists(Spaerring.objects.staaende().filter(anledning=OuterRef("anledning"))),
            leder_ved=Exists(
                Paamindelse.objects.filter(
                    frist__anledning=OuterRef("anledning"), frist__kode=VURDER, slags__startswith="eskaleret"
                )
            ),
        )
        .prefetch_related(Prefetch("anledning__frister", queryset=Frist.objects.aabne(), to_attr="aabne_frister"))
    )


def raekker(fundne: Sequence[Modtaget], user: User, nu: datetime, kode: str = "") -> list[Raekke]:
    """The rows as they are drawn."""
    familier = omfang(fundne, user) if fundne else {}
    return [_raekke(m, familier[m.pk], user, nu, kode) for m in fundne]


def _raekke(m: Modtaget, familie: Omfang, user: User, nu: datetime, kode: str) -> Raekke:
    return Raekke(
        pk=m.pk,
        navn=barnets_navn(m.barn, dato(nu)),
        ur=ur(m, nu) if m.status == Tilstand.MODTAGET else _frist(m, nu, kode),
        fra=f"{fra_hvem(m)} · modtaget {naar(m.modtaget_at, nu)}",
        om=hvad_det_er_om(m),
        flag=tuple(_flag(m, familie)),
        hvem=_hvem_har_den(m, user),
        knap="Vurdér" if m.status == Tilstand.MODTAGET else "Åbn",
        url=reverse("underretning:modtaget", args=[m.pk]),
    )


def ur(m: Modtaget, nu: datetime) -> Ur:
    """The law's 24 hours, in elapsed time."""
    h = paa_uret(m.vurderes_senest_at.astimezone(DANMARK), nu)
    gaaet = (nu - m.modtaget_at) / timedelta(hours=VURDERES_INDEN)
    return Ur(h.foerst, f"Frist {h.saa}", min(max(gaaet * 100, 0), 100), h.forsinket)


#: What is next for one that is assessed, by its deadline.
_NAESTE = {KVITTER: "Kvittering", TILBAGEMELD: "Svar til fagpersonen"}


def _frist(m: Modtaget, nu: datetime, kode: str) -> Ur:
    """The deadline the list is about, or the nearest."""
    soegt = {"kvitter": KVITTER, "tilbagemeld": TILBAGEMELD}.get(kode)
    aabne = [f for f in m.anledning.aabne_frister if soegt in (None, f.kode)]  # type: ignore[attr-defined]
    naermest = min(aabne, key=lambda f: f.forfalder_at, default=None)
    if naermest is None:
        return Ur("Ingen frister", "", 0, False)
    tilbage = naermest.forfalder_at - nu
    hele = naermest.forfalder_at - m.modtaget_at
    brugt = 100 * (1 - tilbage / hele) if hele else 100
    dage = (dato(naermest.forfalder_at) - dato(nu)).days
    if dage < 0:
        ord_ = f"{antal(-dage, 'dag', 'dage')} over tiden"
    else:
        ord_ = "I dag" if dage == 0 else f"{antal(dage, 'dag', 'dage')} tilbage"
    hvad = _NAESTE.get(naermest.kode, "Næste frist")
    return Ur(ord_, f"{hvad} {kort_dato(dato(naermest.forfalder_at))}", min(max(brugt, 0), 100), dage < 0)


def barnets_navn(barn: Barn, dag: date) -> str:
    """Name and age; a child that is expected has its termin, and never its mother's name in a list."""
    if barn.foedt_den is None:
        return f"Ufødt barn, termin {dato_i_ord(barn.termin)}" if barn.termin else "Ufødt barn"
    return f"{barn.navn}, {alder(barn.foedt_den, dag)}"


def fra_hvem(m: Modtaget) -> str:
    """What kind of person and from where, without her name: `Pædagog, Børnehuset Birken`."""
    _, _, resten = m.underretter_navn.partition(", ")
    return stort(resten) if resten and m.pligt != Pligt.ALLE else hvem(m)


def naar(oejeblik: datetime, nu: datetime) -> str:
    """When something came: `i dag kl. 6.50`, `i går kl. 14.10`, `12. okt. kl. 9.05`."""
    lokalt = oejeblik.astimezone(DANMARK)
    dage = (dato(nu) - lokalt.date()).days
    ord_ = {0: "i dag", 1: "i går"}.get(dage, kort_dato(lokalt.date()))
    return f"{ord_} {klokken(lokalt)}"


def hvad_det_er_om(m: Modtaget) -> str:
    """One line for the list: the beginning of the first observation.

    Nothing of it where abuse is suspected: a list is read over a shoulder, and the word says enough to open it.
    """
    if har_mistanke(m):
        return "Mistanke om overgreb. Det, der er set, står i underretningen."
    for afsnit in m.indhold["afsnit"]:
        if afsnit["titel"] == RAMMEN:  # which names people
            continue
        for linje in afsnit["linjer"]:
            if linje["slags"] in (Slags.TEKST, Slags.LISTE) and any(linje["tekster"]):
                return forkort(DAG_OG_KILDE.sub("", next(tekst for tekst in linje["tekster"] if tekst)), OM_TEGN)
    return ""


def foraeldre_ved_det(m: Modtaget) -> bool:
    """Whether the writer says that all custody holders know of it."""
    return any(
        linje["etiket"].startswith(VED_FORAELDRENE) and linje["tekster"][:1] and linje["tekster"][0].startswith("Ja")
        for afsnit in m.indhold["afsnit"]
        for linje in afsnit["linjer"]
    )


def _flag(m: Modtaget, familie: Omfang) -> list[Flag]:
    flag = []
    if m.akut:
        flag.append(Flag("Akut", "warning", "strong"))
    elif m.hastede and m.akut is None:
        flag.append(Flag("Meldt akut", "warning", "strong"))
    if m.spaerret:  # type: ignore[attr-defined]
        flag.append(Flag("Forældre må ikke orienteres", "visibility-off", "shield"))
    elif foraeldre_ved_det(m):
        flag.append(Flag("Forældre er orienteret", "check"))
    if m.ufoedt:
        flag.append(Flag("Ufødt", "info"))
    if familie.soeskende:
        flag.append(Flag(f"{familie.soeskende} søskende", "persons"))
    if m.hjaelp_i_gang:
        flag.append(Flag("Hjælp i gang: genvurdering", "sync"))
    if bilag := m.antal_bilag:  # type: ignore[attr-defined]
        flag.append(Flag(f"{bilag} bilag", "attach-file"))
    if m.leder_ved and m.status == Tilstand.MODTAGET:  # type: ignore[attr-defined]
        flag.append(Flag("Leder har fået besked", "notifications"))
    flag.append(Flag(f"{familie.tidligere} tidligere", "folder") if familie.tidligere else Flag("Ingen tidligere"))
    return flag


def _hvem_har_den(m: Modtaget, user: User) -> str:
    if m.ansvarlig is None:
        return "Ingen har taget den"
    return f"{m.ansvarlig.fornavn} (dig)" if m.ansvarlig_id == user.pk else m.ansvarlig.navn
