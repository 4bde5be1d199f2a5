"""What the page of a received underretning shows: the frozen text, what is around it, and what can be done now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from opsporing import lov
from opsporing.dansk import dato as dato_i_ord
from opsporing.frosset import Frosset, fra_data
from opsporing.models import Enhed, Frist, Kommune, Spaerring, Tilknytning, User
from opsporing.tid import dato
from underretning import familie, indbakke, stand
from underretning import gjort as gjort_om
from underretning.fristtyper import GENVURDER, KVITTER, SAMTALE, TILBAGEMELD
from underretning.indbakke import Flag, Ur
from underretning.indhold import LOV
from underretning.models import Boernesamtale, Modtaget, Modtagetbilag, Overdragelse, Pligt, Skridt, Udfald, Udkast
from underretning.permissions_modtag import kan_behandle
from underretning.rules import koder, krav
from underretning.rules.tilstande import Tilstand, kan

#: The paragraph of each outcome; for a child that is expected there is one for all of them.
UDFALDETS_LOV = {
    Udfald.SCREENING: "screening",
    Udfald.AFDAEKNING: "afdaekning",
    Udfald.UNDERSOEGELSE: "undersoegelse",
}


@dataclass(frozen=True, slots=True)
class Soester:
    """Another child of the same underretning, with the key of its own page where she may open it."""

    pk: int
    navn: str
    venter: bool


@dataclass(frozen=True, slots=True)
class Valg:
    """An outcome with the paragraph that was in force when it was received."""

    kode: str
    navn: str
    lov: str


@dataclass(frozen=True, slots=True)
class Opgave:
    """Something that belongs to the case and has a page of its own: its state, when it is due, and the way there."""

    tilstand: str
    hvad: str
    mere: str
    url: str
    knap: str


@dataclass(frozen=True, slots=True)
class Bilag:
    """An enclosure as it is listed; what is in it is fetched when it is opened."""

    nr: int
    titel: str
    om: str


@dataclass(frozen=True, slots=True)
class Vedsiden:
    """What is shown of the little things beside a case, or whether there are any to fetch."""

    spaerret: bool
    overdraget: bool
    talt: bool
    bilag: list[Bilag]
    skridt: list[bool]
    udkast: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sagside:
    """All of it."""

    navn: str
    fornavn: str
    fra: str
    ur: Ur | None
    flag: tuple[Flag, ...]
    indhold: Frosset
    bilag: list[Bilag]
    udkast: dict[str, Any]
    pligtens_lov: str
    soeskende: list[Soester]
    tidligere: tuple[familie.Tidligere, ...]
    omkring: list[Enhed]
    spaerret: bool
    mistanke: bool
    maa_behandle: bool
    kan_mistaenke: bool
    kan_vurdere: bool
    kan_afgoere: bool
    kan_lukke: bool
    kan_aabne_igen: bool
    kan_oversende: bool
    mangler: tuple[str, ...]
    undersoegelse_venter_ikke: bool
    valg: tuple[Valg, ...]
    boernehus: str
    boernehus_lov: str
    frister: list[Frist]
    opgaver: tuple[Opgave, ...]
    overdragelser: list[Overdragelse]
    gjort: tuple[gjort_om.Gjort, ...]
    aarsager: list[str]
    kvittering_senest: date | None
    numre: "Numre"
    lov: dict[str, lov.Henvisning]


@dataclass(frozen=True, slots=True)
class Numre:
    """Whom to call: the municipality's social vagt, and the police."""

    vagt: str
    vagtnavn: str

    @classmethod
    def hos(cls, kommune: Kommune) -> "Numre":
        return cls(kommune.vagttelefon, kommune.vagtnavn or "Den sociale vagt")


def laes(modtaget: Modtaget, user: User, nu: datetime) -> Sagside:
    """The page of one she has been given by `Modtaget.for_user`."""
    ved = _vedsiden(modtaget, user)
    breve = gjort_om.breve(modtaget)
    samtaler = gjort_om.samtaler(modtaget) if ved.talt else []
    f = stand.fakta_af(modtaget, breve, samtaler)
    frister = list(Frist.objects.aabne().filter(anledning=modtaget.anledning_id).order_by("forfalder_at"))
    love = lov.henvisninger(dato(modtaget.modtaget_at))
    tilstand = Tilstand(modtaget.status)
    maa = kan_behandle(user, modtaget)
    andre = familie.andre(modtaget, user, nu)
    soeskende = [
        Soester(en.pk, indbakke.barnets_navn(en.barn, dato(nu)), en.status == Tilstand.MODTAGET)
        for en in andre.soeskende
    ]
    mangler = _mangler(tilstand, f)
    return Sagside(
        navn=indbakke.barnets_navn(modtaget.barn, dato(nu)),
        fornavn=modtaget.barn.fornavn or "barnet",
        fra=modtaget.underretter_navn or familie.hvem(modtaget),
        ur=indbakke.ur(modtaget, nu) if tilstand == Tilstand.MODTAGET else None,
        flag=tuple(_flag(modtaget, spaerret=ved.spaerret, soeskende=len(soeskende))),
        indhold=fra_data(modtaget.indhold),
        bilag=ved.bilag,
        udkast=ved.udkast,
        pligtens_lov=str(love.get(LOV[Pligt(modtaget.pligt)], "")),
        soeskende=soeskende,
        tidligere=andre.tidligere,
        omkring=omkring(modtaget, nu),
        spaerret=ved.spaerret,
        mistanke=familie.har_mistanke(modtaget),
        maa_behandle=maa,
        kan_mistaenke=maa and tilstand not in (Tilstand.LUKKET, Tilstand.OVERSENDT),
        kan_vurdere=maa and kan(tilstand, Tilstand.VURDERET) and tilstand == Tilstand.MODTAGET,
        kan_afgoere=maa and tilstand == Tilstand.VURDERET,
        kan_lukke=maa and kan(tilstand, Tilstand.LUKKET),
        kan_aabne_igen=maa and tilstand in (Tilstand.AFGJORT, Tilstand.LUKKET),
        kan_oversende=maa and kan(tilstand, Tilstand.OVERSENDT),
        mangler=tuple(krav.ORD[m] for m in mangler),
        undersoegelse_venter_ikke=tilstand == Tilstand.VURDERET and not krav.foer_afgoerelse(f, "undersoegelse"),
        valg=valg(modtaget),
        boernehus=_boernehus(modtaget, f),
        boernehus_lov=str(love.get("boernehus", "")),
        frister=frister,
        opgaver=tuple(_opgaver(modtaget, f, frister, ved)),
        gjort=gjort_om.gjort(modtaget, breve, samtaler),
        overdragelser=list(modtaget.overdragelser.select_related("fra", "til", "overdraget_by"))
        if ved.overdraget
        else [],
        aarsager=_aarsager(modtaget),
        kvittering_senest=next((dato(f.forfalder_at) for f in frister if f.kode == KVITTER), None),
        numre=Numre.hos(modtaget.enhed.kommune),
        lov=love,
    )


def _opgaver(modtaget: Modtaget, f: krav.Fakta, frister: list[Frist], ved: Vedsiden) -> Iterator[Opgave]:
    """Letters, talk, reassessment, and steps where parents may know. Only the receipt comes before the assessment."""
    senest = {frist.kode: dato(frist.forfalder_at) for frist in frister}

    def en(navn: str, hvad: str, frist: str, *arg: str, gjort: bool, knap: str = "Åbn") -> Opgave:
        mere = "" if gjort or frist not in senest else f"senest {dato_i_ord(senest[frist])}"
        url = reverse(f"underretning:{navn}", args=[modtaget.pk, *arg])
        return Opgave("done" if gjort else "none", hvad, mere, url, "Se" if gjort else knap)

    if f.skal_kvitteres:
        yield en("brev", "Kvittering", KVITTER, "kvittering", gjort=f.kvitteret, knap="Skriv")
    if modtaget.status == Tilstand.MODTAGET or modtaget.status == Tilstand.OVERSENDT:
        return
    if f.hjaelp_i_gang:
        yield en("genvurdering", "Genvurdering af hjælpen", GENVURDER, gjort=f.genvurderet)
    if not f.ufoedt:
        hvad = "Samtale med barnet" if krav.samtale_skal_holdes(f) else "Samtale med barnet (kan holdes)"
        # One with suspected parents there was held, and is not what the law asks for.
        holdt = (f.samtale or f.samtale_undladt) and not krav.om_samtalen(f)
        yield en("samtale", hvad, SAMTALE, gjort=holdt)
    if f.skal_svares:
        yield en("brev", "Svar til fagpersonen", TILBAGEMELD, "tilbagemelding", gjort=f.svaret, knap="Skriv")
    if ved.spaerret:
        return
    tilstand = ("done" if all(ved.skridt) else "half") if ved.skridt else "none"
    mere = f"{sum(ved.skridt)} af {len(ved.skridt)} klaret" if ved.skridt else ""
    url = reverse("underretning:skridt", args=[modtaget.pk])
    yield Opgave(tilstand, "Fælles indsats: skridt med forældrene", mere, url, "Se")


def _mangler(tilstand: Tilstand, f: krav.Fakta) -> tuple[krav.Mangel, ...]:
    if tilstand == Tilstand.VURDERET:
        return krav.foer_afgoerelse(f)
    return krav.foer_lukning(f) if tilstand == Tilstand.AFGJORT else ()


def _vedsiden(modtaget: Modtaget, user: User) -> Vedsiden:
    """All of it in one query."""
    her = OuterRef("pk")
    bilag = Modtagetbilag.objects.filter(modtaget=her).order_by("nr")
    skridt = Skridt.objects.filter(modtaget=her, fjernet_at=None)
    udkast = Udkast.objects.filter(modtaget=her, user=user)
    row = (
        Modtaget.objects.filter(pk=modtaget.pk)
        .values(
            spaerret=Exists(Spaerring.objects.staaende().filter(anledning=OuterRef("anledning"))),
            overdraget=Exists(Overdragelse.objects.filter(modtaget=her)),
            talt=Exists(Boernesamtale.objects.filter(modtaget=her)),
            de_bilag=ArraySubquery(bilag.values(json=JSONObject(nr="nr", titel="titel", om=F("indhold__om")))),
            de_skridt=ArraySubquery(skridt.values(json=JSONObject(klaret="klaret_at"))),
            de_udkast=ArraySubquery(udkast.values(json=JSONObject(form="form", felter="felter"))),
        )
        .get()
    )
    return Vedsiden(
        spaerret=row["spaerret"],
        overdraget=row["overdraget"],
        talt=row["talt"],
        bilag=[Bilag(en["nr"], en["titel"], en["om"] or "") for en in row["de_bilag"]],
        skridt=[en["klaret"] is not None for en in row["de_skridt"]],
        udkast={en["form"]: en["felter"] for en in row["de_udkast"]},
    )


def omkring(modtaget: Modtaget, nu: datetime) -> list[Enhed]:
    """The units that have the child in daily life now: their names and nothing of what they have written."""
    her = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=modtaget.barn_id, enhed=OuterRef("pk"))
    return list(Enhed.objects.filter(Exists(her)).select_related("foraelder").order_by("navn"))


def valg(modtaget: Modtaget) -> tuple[Valg, ...]:
    """What can be decided, with the paragraphs in force on the day it came."""
    love = lov.henvisninger(dato(modtaget.modtaget_at))
    venter = modtaget.barn.foedt_den is None

    def paragraf(udfald: Udfald) -> str:
        if udfald == Udfald.INGEN:
            return ""
        return str(love.get("kommende_foraeldre" if venter else UDFALDETS_LOV[udfald], ""))

    return tuple(Valg(u.value, str(u.label), paragraf(u)) for u in (*UDFALDETS_LOV, Udfald.INGEN))


def _boernehus(modtaget: Modtaget, f: krav.Fakta) -> str:
    """`skal`, `maaske` or nothing: whether the børnehus must be used, or its criteria are to be kept in mind."""
    if krav.boernehus_skal_bruges(
        overgreb=f.overgreb, udfald=modtaget.udfald, politi_eller_sundhed=modtaget.politi_eller_sundhed
    ):
        return "skal"
    return "maaske" if krav.boernehus_kan_gaelde(overgreb=f.overgreb, udfald=modtaget.udfald) else ""


def _flag(modtaget: Modtaget, *, spaerret: bool, soeskende: int) -> list[Flag]:
    flag = []
    if modtaget.akut:
        flag.append(Flag("Akut", "warning", "strong"))
    elif modtaget.hastede and modtaget.akut is None:
        flag.append(Flag("Meldt akut", "warning", "strong"))
    if spaerret:
        flag.append(Flag("Forældre må ikke orienteres", "visibility-off", "shield"))
    if modtaget.ufoedt:
        flag.append(Flag("Ufødt, da den kom" if modtaget.barn.foedt_den else "Ufødt", "info"))
    if soeskende:
        flag.append(Flag(f"{soeskende} søskende", "persons"))
    if modtaget.hjaelp_i_gang:
        flag.append(Flag("Hjælp i gang: genvurdering", "sync"))
    if modtaget.barn.beskyttet:
        flag.append(Flag("Navne- og adressebeskyttelse", "lock"))
    return flag


def _aarsager(modtaget: Modtaget) -> list[str]:
    den = dato(modtaget.modtaget_at)
    return [str(koder.kode(koder.Liste.AARSAG, kode, den)) for kode in modtaget.aarsager]
