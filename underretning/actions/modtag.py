"""An underretning reaches myndighed: from the system, or registered by hand. From this moment the clock runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.crypto import get_random_string

from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.roller import Rolle
from opsporing.boern.actions import opret_barn
from opsporing.frister import actions as frister
from opsporing.frister.kalender import hverdage_efter
from opsporing.frosset import Frosset
from opsporing.models import (
    Anledning,
    Barn,
    Enhed,
    Grundlag,
    Kommune,
    Person,
    Spaerring,
    Spaerringsgrund,
    Udelukkelse,
    User,
)
from opsporing.profil import profil_for
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from underretning.fristtyper import AFGOER, KVITTER, SAMTALE, TILBAGEMELD, VURDER
from underretning.models import Kanal, Modtaget, Modtagetbilag, Overgreb, Pligt, Underretning
from underretning.models.skrevet import SPAERRER

SAG = "underretning.modtaget"
#: Letters and digits that nobody mixes up when a number is read aloud.
TEGN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Barnedata:
    """Who a child is, in the words of another municipality; `mor` names the mother of one that is expected."""

    fornavn: str = ""
    efternavn: str = ""
    cpr: str | None = None
    foedt_den: date | None = None
    termin: date | None = None
    mor_fornavn: str = ""
    mor_efternavn: str = ""
    mor_cpr: str | None = None
    beskyttet: bool = False

    @property
    def navn(self) -> str:
        """As it is told: the child's own, or its mother's while it is not born."""
        navn = f"{self.fornavn} {self.efternavn}".strip()
        return navn or f"Ventet barn ({self.mor_fornavn} {self.mor_efternavn})".replace(" )", ")")


@dataclass(frozen=True, slots=True)
class Underretter:
    """Who wrote: `kode` is Danmarks Statistik's. Nothing but the code for one who is anonymous."""

    kode: str
    navn: str = ""
    kontakt: str = ""
    anonym: bool = False


@dataclass(frozen=True, slots=True)
class Indkomst:
    """What came, the same about each of the children: when and how, from whom, how grave it is said to be, the frozen
    words and enclosures. `overgreb_hvem` is whom a suspicion is about, in words; `mistaenkt` an employee of the
    municipality that receives it.
    """

    kvitteringsnummer: str
    kanal: Kanal
    modtaget_at: datetime
    pligt: Pligt
    underretter: Underretter
    indhold: Frosset
    bilag: Sequence[Frosset] = ()
    hastede: bool = False
    overgreb: Overgreb = Overgreb.NEJ
    overgreb_hvem: str = ""
    mistaenkt: User | None = None


def kvitteringsnummer(nu: datetime) -> str:
    """A number nobody else has, easy to read aloud: the year and seven signs. It says nothing about the child."""
    return f"{dato(nu).year}-{get_random_string(7, TEGN)}"


def modtagelse(kommune: Kommune) -> Enhed | None:
    """The unit that underretninger go to: the marked one, or the first myndighed; None where there is none."""
    enheder = spaerringer.myndigheder(kommune.pk)
    return enheder[0] if enheder else None


@transaction.atomic
def barn_i(kommune: Kommune, data: Barnedata, *, by: User | None, nu: datetime) -> Barn:
    """The child's row in the municipality: known by its CPR number, or a new one that no unit has enrolled."""
    if data.cpr and (kendt := Barn.objects.filter(kommune=kommune, cpr=data.cpr, sammenlagt_i=None).first()):
        return kendt
    mor = None
    if data.foedt_den is None:
        mor = Person.objects.filter(kommune=kommune, cpr=data.mor_cpr).first() if data.mor_cpr else None
        mor = mor or Person.objects.create(
            kommune=kommune, fornavn=data.mor_fornavn, efternavn=data.mor_efternavn, cpr=data.mor_cpr
        )
    return opret_barn(
        kommune=kommune,
        fornavn=data.fornavn,
        efternavn=data.efternavn,
        cpr=data.cpr,
        foedt_den=data.foedt_den,
        termin=data.termin,
        mor=mor,
        beskyttet=data.beskyttet,
        by=by,
        nu=nu,
    )


@transaction.atomic
def modtag(
    *,
    enhed: Enhed,
    barn: Barn,
    ind: Indkomst,
    by: User | None,
    nu: datetime,
    hvorfor: str = "",
    sammen_med: Spaerring | None = None,
) -> Modtaget:
    """Let `enhed` have an underretning about one child, with everything that falls due from it.

    Its matter is closed: open to the whole receiving unit until it is assessed, and to its leader for good. A suspicion
    against somebody at home, or doubt, keeps it from the parents from the first second, for the reason `hvorfor`;
    `sammen_med` is the writer's own switch about the child in this municipality, so that there is one decision on both.
    Where myndighed has lifted that one already, it has decided, and none is set. `by` is None when it came through the
    system: the one who wrote is no employee here. An employee who is suspected is shut out, whoever named her.
    """
    anledning = anledninger.opret(kode=SAG, enhed=enhed, barn=barn, nu=nu, lukket=True)
    modtaget = _skriv_ned(enhed, anledning, barn, ind, by=by, nu=nu)
    log.record(
        "underretning.modtaget" if by is None else "underretning.registreret",
        by=by,
        nu=nu,
        barn=barn,
        anledning=anledning,
        objekt=modtaget,
        kommune=enhed.kommune,
    )
    aabn(anledning, enhed, by=by, nu=nu)
    aabn(anledning, enhed, rolle=Rolle.MYNDIGHEDSLEDER, by=by, nu=nu)
    _udeluk_af_andre(modtaget, ind, nu)
    _opret_frister(modtaget, nu)
    if ind.overgreb in SPAERRER and (sammen_med is None or sammen_med.ophaevet_at is None):
        spaer(anledning, ind.overgreb, by=by, nu=nu, hvorfor=hvorfor, sammen_med=sammen_med)
    if modtaget.mistaenkt is not None and by is not None:
        udeluk(modtaget.anledning, modtaget.mistaenkt, by=by, nu=nu)
    return modtaget


def _skriv_ned(
    enhed: Enhed, anledning: Anledning, barn: Barn, ind: Indkomst, *, by: User | None, nu: datetime
) -> Modtaget:
    """The row and its enclosures. Nothing but the code is kept of one who is anonymous."""
    fra = ind.underretter
    modtaget = Modtaget.objects.create(
        kommune_id=enhed.kommune_id,
        enhed=enhed,
        anledning=anledning,
        barn=barn,
        kvitteringsnummer=ind.kvitteringsnummer,
        kanal=ind.kanal,
        modtaget_at=ind.modtaget_at,
        registreret_at=nu,
        registreret_by=by,
        pligt=ind.pligt,
        underretter_kode=fra.kode,
        underretter_navn="" if fra.anonym else fra.navn,
        underretter_kontakt="" if fra.anonym else fra.kontakt,
        anonym=fra.anonym,
        hastede=ind.hastede,
        overgreb=ind.overgreb,
        overgreb_hvem=ind.overgreb_hvem,
        mistaenkt=ind.mistaenkt,
        ufoedt=barn.foedt_den is None,
        indhold=ind.indhold.til_data(),
        fingeraftryk=ind.indhold.fingeraftryk,
    )
    _laeg_bilag_ved(modtaget, ind.bilag)
    return modtaget


def _laeg_bilag_ved(modtaget: Modtaget, bilag: Sequence[Frosset]) -> None:
    Modtagetbilag.objects.bulk_create(
        Modtagetbilag(
            kommune_id=modtaget.kommune_id,
            modtaget=modtaget,
            nr=nr,
            titel=et.titel,
            indhold=et.til_data(),
            fingeraftryk=et.fingeraftryk,
        )
        for nr, et in enumerate(bilag, start=1)
    )


def _udeluk_af_andre(modtaget: Modtaget, ind: Indkomst, nu: datetime) -> None:
    """Shut out whom the writer suspects in this municipality, also of one that comes back here from another."""
    if ind.kanal != Kanal.SYSTEM:
        return
    skrevet = (
        Underretning.objects.filter(
            kvitteringsnummer=modtaget.kvitteringsnummer, kommune=modtaget.kommune_id, mistaenkt__isnull=False
        )
        .select_related("skrevet_by", "mistaenkt")
        .defer("indhold", "svar")
        .first()
    )
    if skrevet is None or skrevet.mistaenkt is None:
        return
    modtaget.mistaenkt = skrevet.mistaenkt
    modtaget.save(update_fields=["mistaenkt"])
    _udelukket(modtaget.anledning, skrevet.mistaenkt, sat_by=skrevet.skrevet_by, by=None, nu=nu)


def udeluk(anledning: Anledning, mistaenkt: User, *, by: User, nu: datetime) -> None:
    """Shut the suspected employee out of the matter, and of those about the switches on it: they say what is suspected.

    Done again it changes nothing. Stronger than whatever else opens the matter to her.
    """
    sager = [anledning, *Anledning.objects.filter(sagens_spaerringer__anledning=anledning).distinct()]
    for sag in sager:
        _udelukket(sag, mistaenkt, sat_by=by, by=by, nu=nu)


def _udelukket(sag: Anledning, mistaenkt: User, *, sat_by: User, by: User | None, nu: datetime) -> None:
    ny, er_ny = Udelukkelse.objects.get_or_create(
        anledning=sag,
        user=mistaenkt,
        defaults={"kommune_id": sag.kommune_id, "sat_at": nu, "sat_by": sat_by},
    )
    if er_ny:
        log.record(
            "underretning.udelukket",
            by=by,
            nu=nu,
            barn=sag.barn_id,
            anledning=sag,
            objekt=ny,
            kommune=sag.kommune,
        )


def aabn(anledning: Anledning, enhed: Enhed, *, by: User | None, nu: datetime, rolle: Rolle | str = "") -> None:
    """Open a received underretning to the unit, or to those of one role there."""
    anledninger.aabn_for(
        anledning=anledning,
        enhed=enhed,
        grundlag=Grundlag.UNDERRETNING,
        til=None,
        rolle=rolle,
        by=by,
        nu=nu,
        haendelse="underretning.aabnet_for",
    )


def spaer(
    anledning: Anledning,
    overgreb: Overgreb | str,
    *,
    by: User | None,
    nu: datetime,
    hvorfor: str = "",
    sammen_med: Spaerring | None = None,
) -> Spaerring:
    """Keep the matter from the parents until myndighed says otherwise."""
    return spaerringer.saet(
        anledning=anledning,
        grund=Spaerringsgrund.TVIVL if overgreb == Overgreb.TVIVL else Spaerringsgrund.MISTANKE,
        hvorfor=hvorfor,
        gennemses_om_dage=profil_for(anledning.kommune).spaerring_gennemses_dage,
        by=sammen_med.sat_by if sammen_med else by,
        nu=nu,
        sammen_med=sammen_med,
    )


def _opret_frister(modtaget: Modtaget, nu: datetime) -> None:
    """The law's clock, the receipt within the law's hverdage or fewer, the answer to a professional, what is decided,
    and the talk with the child where abuse is suspected.
    """
    profil = profil_for(modtaget.enhed.kommune)
    den = dato(modtaget.modtaget_at)
    forfalder: dict[str, date | datetime] = {
        VURDER: modtaget.vurderes_senest_at,
        AFGOER: den + timedelta(days=profil.underretning_afgoer_dage),
    }
    if not modtaget.anonym:
        forfalder[KVITTER] = hverdage_efter(den, profil.kvitteres_inden(den))
    if modtaget.pligt == Pligt.FAGPERSON:
        forfalder[TILBAGEMELD] = den + timedelta(days=profil.underretning_tilbagemelding_dage)
    if modtaget.overgreb != Overgreb.NEJ and not modtaget.ufoedt:
        forfalder[SAMTALE] = den + timedelta(days=profil.underretning_samtale_dage)
    for kode, hvornaar in forfalder.items():
        frister.opret(kode=kode, anledning=modtaget.anledning, enhed=modtaget.enhed, forfalder=hvornaar, nu=nu)
