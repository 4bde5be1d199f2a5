"""What happens in Fjordby without anybody's deadline: files, births, removals, visits, rounds between, reflections."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern_actions
from opsporing.demo import filer, tekster
from opsporing.demo.adbb import BEGYNDTE_DAGE
from opsporing.demo.befolkning import DemoBarn
from opsporing.demo.indlaesning import indlaes
from opsporing.demo.kolleger import Kolleger, arbejdstid
from opsporing.demo.opbygning import ARENAER
from opsporing.demo.opfoelgninger import bed_om_sparring, spaer
from opsporing.demo.personale import BEGYNDTE, TO_VURDERERE_DAGE
from opsporing.demo.tilfaelde import valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag
from opsporing.models import Barn, Enhed, Indlaesningsart, Kommune, Person, Tilknytning, User
from opsporing.models.tilknytning import TilknytningQuerySet
from opsporing.organisation.actions import gem_profil
from opsporing.profil import Praksisprofil, profil_for
from trivsel.actions import refleksion, runder
from trivsel.models import Runde

#: Expected children are known so long before they are born.
VENTET_DAGE = 80
#: Days after a round that the leader writes what the house makes of it, and where she does.
REFLEKSION_DAGE, REFLEKTERER = 10, ("STR", "SKO")
#: Days before the first day of the demo that two houses asked others for help with a child.
SPARRING_DAGE = 6
#: A round that fills the gap between the year's own lasts so long.
EKSTRA_DAGE, EKSTRA_MINDST = 60, 30


def spaerringer(udgangsdag: date) -> dict[date, str]:
    """When the leader of a house is in doubt about a child: on the last working day before the first day, so that
    myndighed has something to decide, and a week before, unless a team there has been in doubt by itself.
    """
    sidste = forrige_arbejdsdag(udgangsdag - timedelta(days=1))
    return {sidste - timedelta(days=7): "SKO", sidste: "HAV"}


@dataclass
class Haendelser:
    """The events of one day in Fjordby; `bakkeby` is there when somebody moves to it."""

    kommune: Kommune
    bakkeby: Kommune | None
    udgangsdag: date
    boern: list[DemoBarn]

    @cached_property
    def kolleger(self) -> Kolleger:
        return Kolleger(self.kommune)

    def ske(self, dag: date, naeste: date, nu: datetime) -> None:
        """Let what belongs to the day happen; `naeste` is the next one on which anything can."""
        self._vent_og_foed(dag, nu)
        self._fil(dag, nu)
        self._fraflyt(dag, nu)
        self._to_vurderere(dag, naeste, nu)
        self._sundhedsplejen(dag, naeste, nu)
        self._fyld_hul(dag, nu)
        if dag == self.udgangsdag - timedelta(days=SPARRING_DAGE):
            for hus, rolle, navn in (("STR", Rolle.PPR, "ppr"), ("HAV", Rolle.RAADGIVER, "raadgiver")):
                bed_om_sparring(self.kolleger, hus, rolle, navn, arbejdstid(dag, "sparring", hus))
        if spaerret := spaerringer(self.udgangsdag).get(dag):
            spaer(self.kolleger, spaerret, arbejdstid(dag, "spærring"))

    def _administrator(self, nu: datetime) -> User:
        return self.kolleger.med_rolle(Rolle.ADMINISTRATOR, nu, "administrator")

    # Children -------------------------------------------------------------------------------------------------------

    def _fil(self, dag: date, nu: datetime) -> None:
        dage = list(filer.filens_dage(self.udgangsdag, dag))
        if dage[-1:] != [dag]:
            return
        sidst = dage[-2] if len(dage) > 1 else None
        raekker = filer.nye_boerneraekker(self.boern, dag, sidst, self.udgangsdag)
        if raekker:
            data = filer.fil(filer.BOERN, raekker)
            indlaes(self.kommune, Indlaesningsart.BOERN, data, by=self._administrator(nu), nu=nu)

    def _vent_og_foed(self, dag: date, nu: datetime) -> None:
        """Sundhedsplejen knows some children before they are born; the same row lives on when they are."""
        for barn in self.boern:
            if barn.termin is None or not 0 <= (dag - barn.foedt).days + VENTET_DAGE <= VENTET_DAGE + 70:
                continue
            mor = barn.foraeldre[0]
            ventet = Barn.objects.filter(kommune=self.kommune, mor__cpr=mor.cpr, termin=barn.termin).first()
            if ventet is None and barn.foedt > dag:
                self._opret_ventet(barn, nu)
            elif ventet is not None and ventet.foedt_den is None and barn.foedt <= dag:
                boern_actions.foed(
                    barn=ventet,
                    foedt_den=barn.foedt,
                    fornavn=barn.fornavn,
                    efternavn=barn.efternavn,
                    koen=barn.koen.value,
                    cpr=barn.cpr or None,
                    by=None,
                    nu=nu,
                )

    def _opret_ventet(self, barn: DemoBarn, nu: datetime) -> None:
        mor = barn.foraeldre[0]
        distrikt = Enhed.objects.get(kommune=self.kommune, kode=barn.ophold[0].kode)
        person, _ = Person.objects.get_or_create(
            kommune=self.kommune,
            cpr=mor.cpr,
            defaults={"fornavn": mor.fornavn, "efternavn": mor.efternavn, "beskyttet": mor.beskyttet},
        )
        by = self.kolleger.leder(distrikt, nu)
        ventet = boern_actions.opret_barn(
            kommune=self.kommune, termin=barn.termin, mor=person, beskyttet=barn.beskyttet, by=by, nu=nu
        )
        boern_actions.indskriv(barn=ventet, enhed=distrikt, by=by, nu=nu)

    def _fraflyt(self, dag: date, nu: datetime) -> None:
        """A family moves to the other municipality: a new child there, and nothing that was written here."""
        for barn in (b for b in self.boern if b.fraflyttet and b.fraflyttet <= dag):
            her = Barn.objects.filter(kommune=self.kommune, cpr=barn.cpr).first()
            if self.bakkeby is None or her is None or not _aabne(her, nu).exists():
                continue
            stue = Enhed.objects.select_related("kommune").get(kommune=self.bakkeby, kode="BAK-SOL")
            boern_actions.flyt_kommune(barn=her, til_enhed=stue, by=self._administrator(nu), nu=nu)

    # Rounds -----------------------------------------------------------------------------------------------------------

    def _to_vurderere(self, dag: date, naeste: date, nu: datetime) -> None:
        if dag <= self.udgangsdag - timedelta(days=TO_VURDERERE_DAGE) < naeste:
            self.kommune.refresh_from_db()
            gem_profil(
                kommune=self.kommune,
                profil=replace(profil_for(self.kommune), een_vurderer_er_nok=False),
                grund="Fra nu af vurderer to kolleger hvert barn, og de taler sammen bagefter.",
                by=self._administrator(nu),
                nu=nu,
            )

    def _sundhedsplejen(self, dag: date, naeste: date, nu: datetime) -> None:
        """Sundhedsplejen takes the methods into use one after the other, each by a change of the profile."""
        standard = Praksisprofil()
        for dage, felt, grund in (
            (
                BEGYNDTE["SPL"],
                "besoegsvurdering",
                "Sundhedsplejen er med: en vurdering sammen med forældrene.",
            ),
            (BEGYNDTE_DAGE, "adbb_besoeg", "Nu er nok sundhedsplejersker uddannet til, at alle spædbørn kan få ADBB."),
        ):
            if dag <= self.udgangsdag - timedelta(days=dage) < naeste:
                self.kommune.refresh_from_db()
                profil = replace(profil_for(self.kommune), **{felt: getattr(standard, felt)})
                gem_profil(kommune=self.kommune, profil=profil, grund=grund, by=self._administrator(nu), nu=nu)

    def _fyld_hul(self, dag: date, nu: datetime) -> None:
        """Lay a round in where the year's own leave a gap, in a demo that is kept: there is always one to look at."""
        if dag <= self.udgangsdag:
            return
        runder.planlaeg_efter_profil(kommune=self.kommune, aar=dag.year, nu=nu)
        runder.planlaeg_efter_profil(kommune=self.kommune, aar=dag.year + 1, nu=nu)
        alle = Runde.objects.filter(kommune=self.kommune)
        if alle.filter(aabner__lte=dag, lukker__gte=dag).exists():
            return
        kommende = alle.filter(aabner__gt=dag).order_by("aabner").first()
        lukker = dag + timedelta(days=EKSTRA_DAGE)
        if kommende is not None:
            lukker = min(lukker, kommende.aabner - timedelta(days=1))
        if (lukker - dag).days >= EKSTRA_MINDST:
            for arena, fra, til in ARENAER:
                runder.planlaeg(
                    kommune=self.kommune,
                    navn="Ekstrarunden",
                    arena=arena,
                    alder_fra_mdr=fra,
                    alder_til_mdr=til,
                    aabner=dag,
                    lukker=lukker,
                    by=self._administrator(nu),
                    nu=nu,
                )


# What is put on the list to happen before the next stop --------------------------------------------------------------


def planlaeg_refleksion(verden: Verden, dag: date, naeste: date) -> None:
    """Let leaders write what their house makes of a round, some days after it."""
    for runde in Runde.objects.filter(kommune=verden.kommune, arena="boernehave", aabnet_at__isnull=False):
        skrives = runde.lukker + timedelta(days=REFLEKSION_DAGE)
        for hus in REFLEKTERER:
            if dag <= skrives < naeste and verden.er_min(hus):
                hvornaar = arbejdstid(skrives, "refleksion", hus)
                verden.dagsorden.tilfoej(hvornaar, partial(_skriv_refleksion, verden, runde, hus))


def _skriv_refleksion(verden: Verden, runde: Runde, hus: str, nu: datetime) -> None:
    enhed = Enhed.objects.get(kommune=verden.kommune, kode=hus)
    leder = verden.kolleger.leder(enhed, nu)
    if leder is not None and runde.vurderinger.filter(enhed__journalenhed=enhed).exists():
        tekst = valg(tekster.ord_om("refleksion"), "refleksion", runde.aabner, hus)
        refleksion.gem_refleksion(enhed=enhed, runde=runde, tekst=tekst, rev=0, by=leder, nu=nu)


def _aabne(barn: Barn, nu: datetime) -> TilknytningQuerySet:
    return Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn)
