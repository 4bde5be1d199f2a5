"""Writing an underretning: begun with who and what it is about, saved as one goes, put away, taken up again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from opsporing import anledning as anledninger
from opsporing import bilag as bilagene
from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister import actions as frister
from opsporing.models import Barn, Enhed, Grundlag, Kommune, Skemaversion, Spaerring, Tilknytning, Udelukkelse, User
from opsporing.skemaer.gem import Gemt, Loesning, gem_felter, loes_konflikt
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata, barn_i, spaer
from underretning.fristtyper import KLADDE
from underretning.models import Bilag, Overgreb, Pligt, Underretning, Underretningsbarn
from underretning.models.skrevet import ANSATTE, SPAERRER
from underretning.permissions_skriv import check_can_blive, check_can_skrive, er_flyttet, kan_deles, lederrolle
from underretning.rules.tilstande import Skrivetilstand

SAG = "underretning.skrevet"
SKEMA = "underretning"


class Foraeldet(Exception):
    """It has been changed or sent since the page was made; `underretning` is as it stands now."""

    def __init__(self, underretning: Underretning) -> None:
        super().__init__(underretning.pk)
        self.underretning = underretning


@dataclass(frozen=True, slots=True)
class Ramme:
    """What steers access and where it goes. `modtager_kommune` None: outside the installation, to `modtager_navn`."""

    akut: bool = False
    overgreb: Overgreb = Overgreb.NEJ
    overgreb_hvem: str = ""
    mistaenkt: User | None = None
    pligt: Pligt = Pligt.FAGPERSON
    modtager_kommune: Kommune | None = None
    modtager_navn: str = ""
    deles_med_leder: bool = False
    i_enhedens_navn: bool = False

    def renset(self) -> "Ramme":
        """Without what does not go together: whom a suspicion is about where there is none, a leader reading along in
        a suspicion against a leader, a name beside a municipality.
        """
        ingen = self.overgreb == Overgreb.NEJ
        delt = kan_deles(self.overgreb)
        return Ramme(
            akut=self.akut,
            overgreb=Overgreb(self.overgreb),
            overgreb_hvem="" if ingen else self.overgreb_hvem.strip(),
            mistaenkt=self.mistaenkt if self.overgreb in ANSATTE else None,
            pligt=Pligt(self.pligt),
            modtager_kommune=self.modtager_kommune,
            modtager_navn="" if self.modtager_kommune else self.modtager_navn.strip(),
            deles_med_leder=delt and (self.deles_med_leder or self.i_enhedens_navn),
            i_enhedens_navn=delt and self.i_enhedens_navn,
        )

    def som_felter(self) -> dict[str, Any]:
        """As columns of the Underretning."""
        return {felt: getattr(self, felt) for felt in self.__slots__}


@transaction.atomic
def begynd(
    *, boern: Sequence[Barn], oplyste: Sequence[Barnedata] = (), ramme: Ramme, by: User, nu: datetime
) -> Underretning:
    """Begin one about children of hers, and about those she tells of (`oplyste`), who need not be known or born.

    Each child is a closed matter open to her employment alone. A suspicion against somebody at home, or doubt, keeps it
    from the parents at once; a suspected employee is shut out. Raises Denied for a child that is not hers to see, and
    when it is about nobody.
    """
    kraev(by, Permission.UNDERRETNING_SKRIV)
    enhed = by.ansat.enhed
    version = Skemaversion.objects.gaeldende(SKEMA, by.ansat.enhed.kommune)
    if version is None:
        raise Skemaversion.DoesNotExist("Der er ikke noget publiceret skema til underretninger.")
    ramme = _check_ramme(ramme, by, enhed)
    underretning = Underretning.objects.create(
        kommune_id=by.ansat.kommune_id,
        enhed=enhed,
        ansaettelse=by.ansat,
        skrevet_by=by,
        skemaversion=version,
        oprettet_at=nu,
        **ramme.som_felter(),
    )
    _tilfoej(underretning, boern, oplyste, by=by, nu=nu)
    if not underretning.boern.exists():
        raise Denied("Vælg, hvem underretningen handler om.")
    _lad_rammen_gaelde(underretning, by=by, nu=nu)
    return underretning


@transaction.atomic
def ret_ramme(
    *,
    underretning: Underretning,
    boern: Sequence[Barn],
    behold: Iterable[int] = (),
    oplyste: Sequence[Barnedata] = (),
    ramme: Ramme,
    stand: str,
    by: User,
    nu: datetime,
) -> Underretning:
    """Change who and what a draft is about. `behold` are the keys of the children she told of that stay.

    A switch that stands is not taken away by an answer: only myndighed lifts it. Raises Foraeldet when the frame has
    been changed since `stand`.
    """
    underretning = laas(underretning)
    check_can_skrive(by, underretning)
    if underretning.stand != stand:
        raise Foraeldet(underretning)
    ramme = _check_ramme(ramme, by, underretning.enhed)
    valgte, beholdte = {barn.pk for barn in boern}, set(behold)
    for barn in list(underretning.boern.select_related("anledning")):
        bliver = barn.pk in beholdte if barn.er_oplyst else barn.barn_id in valgte
        if not bliver:
            _fjern(barn, nu)
    _tilfoej(underretning, boern, oplyste, by=by, nu=nu)
    if not underretning.boern.exists():
        raise Denied("Vælg, hvem underretningen handler om.")
    for felt, vaerdi in ramme.som_felter().items():
        setattr(underretning, felt, vaerdi)
    underretning.save(update_fields=list(ramme.som_felter()))
    _lad_rammen_gaelde(underretning, by=by, nu=nu)
    record("underretning.rammen_rettet", underretning, by=by, nu=nu)
    return underretning


def _check_ramme(ramme: Ramme, by: User, enhed: Enhed) -> Ramme:
    ramme = ramme.renset()
    if ramme.mistaenkt is not None and ramme.mistaenkt.pk == by.pk:
        raise Denied("Du kan ikke skrive om en mistanke mod dig selv her. Ring til modtagelsen.")
    if ramme.mistaenkt is not None and ramme.mistaenkt.kommune_id != by.ansat.kommune_id:
        raise Denied("Vælg en ansat i kommunen, eller skriv, hvem det er.")
    if ramme.modtager_kommune is None and not ramme.modtager_navn:
        raise Denied("Vælg, hvor underretningen skal hen.")
    if (ramme.deles_med_leder or ramme.i_enhedens_navn) and lederrolle(by, enhed) is None:
        raise Denied("Der er ingen leder i enheden, som underretningen kan deles med.")
    if ramme.i_enhedens_navn and er_flyttet(by, enhed):
        raise Denied("Du arbejder et andet sted nu og kan ikke sende i enhedens navn. Den sendes i dit eget.")
    return ramme


def _tilfoej(
    underretning: Underretning, boern: Sequence[Barn], oplyste: Sequence[Barnedata], *, by: User, nu: datetime
) -> None:
    """Add those that are not there yet, each with its closed matter."""
    er_der = set(underretning.boern.values_list("barn_id", flat=True))
    nye = [barn for barn in boern if barn.pk not in er_der]
    hendes = set(Barn.objects.for_user(by, nu).filter(pk__in=[barn.pk for barn in nye]).values_list("pk", flat=True))
    if hendes != {barn.pk for barn in nye}:
        raise Denied("Du kan kun vælge børn, du selv kan se. Skriv de andre ind.")
    for barn in nye:
        _opret_barn(underretning, barn, None, by=by, nu=nu)
    er_der |= hendes
    for data in oplyste:
        barn = barn_i(underretning.kommune, data, by=by, nu=nu)
        if barn.pk not in er_der:
            _opret_barn(underretning, barn, data, by=by, nu=nu)
            er_der.add(barn.pk)


def _opret_barn(
    underretning: Underretning, barn: Barn, data: Barnedata | None, *, by: User, nu: datetime
) -> Underretningsbarn:
    anledning = anledninger.opret(kode=SAG, enhed=underretning.enhed, barn=barn, nu=nu, lukket=True)
    oplyst = {}
    if data is not None:
        oplyst = {
            "oplyst_navn": data.navn,
            "oplyst_efternavn": data.efternavn,
            "oplyst_foedt_den": data.foedt_den,
            "oplyst_termin": None if data.foedt_den else data.termin,
        }
    ub = Underretningsbarn.objects.create(
        kommune_id=underretning.kommune_id, underretning=underretning, barn=barn, anledning=anledning, **oplyst
    )
    log.record("underretning.begyndt", by=by, nu=nu, barn=barn, anledning=anledning, objekt=underretning)
    anledninger.aabn_for(
        anledning=anledning,
        enhed=underretning.ansaettelse.enhed,
        grundlag=Grundlag.UNDERRETNING,
        til=None,
        ansaettelse=underretning.ansaettelse,
        by=by,
        nu=nu,
        haendelse="underretning.aabnet_for",
    )
    return ub


def _fjern(barn: Underretningsbarn, nu: datetime) -> None:
    """Take a child out of a draft. A switch on its matter stays myndighed's to lift."""
    frister.annuller(anledning=barn.anledning_id, nu=nu)
    Tilknytning.objects.filter(anledning=barn.anledning_id, til=None).update(til=nu)
    barn.anledning.afsluttet_at = nu
    barn.anledning.save(update_fields=["afsluttet_at"])
    Bilag.objects.filter(underretning=barn.underretning_id, barn=barn.barn_id).delete()
    barn.delete()


def _lad_rammen_gaelde(underretning: Underretning, *, by: User, nu: datetime) -> None:
    """Switches, who is shut out, who reads along, and when the draft is to be finished, as the frame says."""
    boern = list(underretning.boern.select_related("anledning__kommune__profil").order_by("pk"))
    for barn in boern:
        if underretning.overgreb in SPAERRER:
            spaer(barn.anledning, underretning.overgreb, by=by, nu=nu, hvorfor=_hvorfor(underretning))
        _udeluk(barn, underretning.mistaenkt, by=by, nu=nu)
        _del(underretning, barn, by=by, nu=nu)
        frister.annuller(anledning=barn.anledning_id, kode=KLADDE, nu=nu)
    lad_forfalde(underretning, by=by, nu=nu)


def lad_forfalde(underretning: Underretning, *, by: User, nu: datetime) -> None:
    """Say when a draft is to be finished: on the first of its matters, today where it is grave."""
    haster = underretning.akut or underretning.overgreb != Overgreb.NEJ
    dage = 0 if haster else by.profil.underretning_kladde_dage
    frister.opret(
        kode=KLADDE,
        anledning=underretning.boern.select_related("anledning").order_by("pk")[0].anledning,
        enhed=underretning.enhed,
        ansvarlig=by,
        forfalder=dato(nu) + timedelta(days=dage),
        nu=nu,
    )


def _hvorfor(underretning: Underretning) -> str:
    hvem = underretning.overgreb_hvem
    return f"Der skrives en underretning. Mistanken retter sig mod: {hvem}" if hvem else "Der skrives en underretning."


def _udeluk(barn: Underretningsbarn, mistaenkt: User | None, *, by: User, nu: datetime) -> None:
    """Let exactly the suspected employee be shut out of the matter, and of those about switches on it: an earlier
    answer may have set one, and it says what is suspected.
    """
    om_spaerringer = Spaerring.objects.filter(anledning=barn.anledning_id).values_list("sag", flat=True)
    sager = [barn.anledning_id, *om_spaerringer]
    udelukkelser = Udelukkelse.objects.filter(anledning__in=sager)
    udelukkelser.exclude(user=mistaenkt).delete() if mistaenkt else udelukkelser.delete()
    if mistaenkt is None:
        return
    for sag in dict.fromkeys(sager):
        ny, er_ny = Udelukkelse.objects.get_or_create(
            anledning_id=sag,
            user=mistaenkt,
            defaults={"kommune_id": barn.kommune_id, "sat_at": nu, "sat_by": by},
        )
        if er_ny:
            log.record("underretning.udelukket", by=by, nu=nu, barn=barn.barn_id, anledning=sag, objekt=ny)


def _del(underretning: Underretning, barn: Underretningsbarn, *, by: User, nu: datetime) -> None:
    """Open the matter to the leader's role, or close it again."""
    rolle = lederrolle(by, underretning.enhed)
    aabne = Tilknytning.objects.filter(anledning=barn.anledning_id, til=None).exclude(rolle="")
    if not (underretning.deles_med_leder and rolle):
        aabne.update(til=nu)
    elif not aabne.exists():
        anledninger.aabn_for(
            anledning=barn.anledning,
            enhed=underretning.enhed,
            grundlag=Grundlag.UNDERRETNING,
            til=None,
            rolle=rolle,
            by=by,
            nu=nu,
            haendelse="underretning.delt",
        )


def laas(underretning: Underretning) -> Underretning:
    """The row, locked, with what its rules ask for."""
    return (
        Underretning.objects.select_for_update(of=("self",))
        .select_related(
            *("skemaversion", "kommune", "enhed__journalenhed", "ansaettelse__enhed", "skrevet_by"),
            "modtager_kommune",
        )
        .get(pk=underretning.pk)
    )


def record(haendelse: str, underretning: Underretning, *, by: User, nu: datetime, felter: Iterable[str] = ()) -> None:
    """Log it in the matter of every child it is about, so that each child's log tells it."""
    for barn_id, anledning_id in underretning.boern.values_list("barn_id", "anledning_id"):
        log.record(
            haendelse, by=by, nu=nu, barn=barn_id, anledning=anledning_id, objekt=underretning, felter=list(felter)
        )


@transaction.atomic
def gem(
    *, underretning: Underretning, aendringer: Mapping[str, Any], set_rev: int, klient: str = "", by: User, nu: datetime
) -> Gemt:
    """Store the answers that changed (see `gem_felter`)."""
    laast = laas(underretning)
    check_can_skrive(by, laast)
    gemt = gem_felter(laast, aendringer, set_rev, by=by, nu=nu, klient=klient, er_laast=True)
    if gemt.aendrede:
        record("underretning.gemt", laast, by=by, nu=nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def loes(*, underretning: Underretning, konflikt_id: str, loesning: Loesning, by: User, nu: datetime) -> Gemt:
    """Choose between two texts that were written at the same time; see `loes_konflikt` for the errors."""
    laast = laas(underretning)
    check_can_skrive(by, laast)
    gemt = loes_konflikt(laast, konflikt_id, loesning, by=by, nu=nu)
    record("underretning.konflikt_loest", laast, by=by, nu=nu, felter=gemt.aendrede)
    return gemt


@transaction.atomic
def vaelg_bilag(
    *, underretning: Underretning, valgte: Mapping[int, Iterable[str]], by: User, nu: datetime
) -> list[Bilag]:
    """Let exactly these be enclosed: keys of `opsporing.bilag` by child. They are copied when it is sent.

    Raises Denied for what is not, or is no longer, hers to give.
    """
    laast = laas(underretning)
    check_can_skrive(by, laast)
    oenskede: dict[str, tuple[Barn, str]] = {}
    for ub in laast.boern.select_related("barn"):
        noegler = set(valgte.get(ub.barn_id, ()))
        if not noegler:
            continue
        mulige = {valg.noegle: valg for valg in muligheder(ub, by, nu)}
        if noegler - mulige.keys():
            raise Denied(bilagene.IKKE_DER)
        oenskede |= {noegle: (ub.barn, mulige[noegle].titel) for noegle in noegler}
    laast.bilag.exclude(noegle__in=oenskede).delete()
    er_der = set(laast.bilag.values_list("noegle", flat=True))
    Bilag.objects.bulk_create(
        Bilag(kommune_id=laast.kommune_id, underretning=laast, barn=barn, noegle=noegle, titel=titel, valgt_at=nu)
        for noegle, (barn, titel) in sorted(oenskede.items())
        if noegle not in er_der
    )
    record("underretning.bilag_valgt", laast, by=by, nu=nu)
    return list(laast.bilag.order_by("pk"))


def muligheder(ub: Underretningsbarn, by: User, nu: datetime) -> list[bilagene.Bilagsvalg]:
    """What she may enclose about the child; nothing of one she only told of."""
    return [] if ub.er_oplyst else bilagene.valgmuligheder(by, ub.barn, nu)


@transaction.atomic
def kasser(*, underretning: Underretning, grund: str, by: User, nu: datetime) -> Underretning:
    """Put a draft away, for a reason. It can be taken up again; a switch stays until myndighed lifts it."""
    laast = laas(underretning)
    if laast.status == Skrivetilstand.KASSERET:
        return laast
    check_can_blive(by, laast, Skrivetilstand.KASSERET)
    if not grund.strip():
        raise Denied("Skriv, hvorfor du kasserer underretningen.")
    laast.status, laast.kasseret_at, laast.kasseret_grund = Skrivetilstand.KASSERET, nu, grund.strip()
    laast.save(update_fields=["status", "kasseret_at", "kasseret_grund"])
    for anledning_id in laast.boern.values_list("anledning_id", flat=True):
        frister.annuller(anledning=anledning_id, kode=KLADDE, nu=nu)
    record("underretning.kasseret", laast, by=by, nu=nu)
    return laast


@transaction.atomic
def genoptag(*, underretning: Underretning, by: User, nu: datetime) -> Underretning:
    """Take up again what was put away, with everything that stood in it."""
    laast = laas(underretning)
    if laast.status == Skrivetilstand.KLADDE:
        return laast
    check_can_blive(by, laast, Skrivetilstand.KLADDE)
    laast.status, laast.kasseret_at, laast.kasseret_grund = Skrivetilstand.KLADDE, None, ""
    laast.save(update_fields=["status", "kasseret_at", "kasseret_grund"])
    _lad_rammen_gaelde(laast, by=by, nu=nu)
    record("underretning.genoptaget", laast, by=by, nu=nu)
    return laast


def er_spaerret(underretning: Underretning) -> bool:
    """Whether the parents of one of the children must not be told."""
    sager = underretning.boern.values("anledning")
    return Spaerring.objects.staaende().filter(anledning__in=sager).exists()
