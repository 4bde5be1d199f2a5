"""What happens in Fjordby without anybody's deadline: files, births, removals, visits, rounds between, reflections."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern_actions
from opsporing.demo import filer, tekster
from opsporing.demo.befolkning import DemoBarn
from opsporing.demo.indlaesning import indlaes
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.opbygning import ARENAER
from opsporing.demo.opfoelgninger import bed_om_sparring
from opsporing.demo.personale import BEGYNDTE
from opsporing.demo.tilfaelde import valg
from opsporing.demo.verden import Verden
from opsporing.demo.vurderinger import planlaeg
from opsporing.models import Barn, Enhed, Indlaesningsart, Kommune, Person, Tilknytning, User
from opsporing.models.tilknytning import TilknytningQuerySet
from trivsel.actions import refleksion, runder
from trivsel.models import Runde

#: Expected children are known so long before they are born.
VENTET_DAGE = 80
#: The visit at which sundhedsplejersken makes a vurdering, in days of age; she begins it a week before.
BESOEG_DAGE, BESOEG_FOER = 255, 7
#: Days after a round that the leader writes what the house makes of it, and where she does.
REFLEKSION_DAGE, REFLEKTERER = 10, ("STR", "SKO")
#: Days before the first day of the demo that two houses asked others for help with a child.
SPARRING_DAGE = 6
#: A round that fills the gap between the year's own lasts so long.
EKSTRA_DAGE, EKSTRA_MINDST = 60, 30


@dataclass
class Haendelser:
    """The events of one day, and those that are to come before the next stop."""

    verden: Verden
    boern: list[DemoBarn]
    bakkeby: Kommune | None

    @property
    def kommune(self) -> Kommune:
        return self.verden.kommune

    def ske(self, dag: date, naeste: date, nu: datetime) -> None:
        """Let what belongs to the day happen now, and put on the list what comes before `naeste`."""
        self._vent_og_foed(dag, nu)
        self._fil(dag, nu)
        self._fraflyt(dag, nu)
        self._fyld_hul(dag, nu)
        self._besoeg(dag, naeste)
        self._reflekter(dag, naeste)
        if dag <= (bedt := self.verden.udgangsdag - timedelta(days=SPARRING_DAGE)) < naeste:
            for hus, rolle, navn in (("STR", Rolle.PPR, "ppr"), ("HAV", Rolle.RAADGIVER, "raadgiver")):
                self._til(bedt, partial(bed_om_sparring, self.verden, hus, rolle, navn), navn)

    def _til(self, dag: date, opgave: "partial[None]", *noegle: object) -> None:
        self.verden.dagsorden.tilfoej(arbejdstid(dag, *noegle), opgave)

    def _administrator(self, nu: datetime) -> User:
        return self.verden.kolleger.med_rolle(Rolle.ADMINISTRATOR, nu, "administrator")

    # Children -------------------------------------------------------------------------------------------------------

    def _fil(self, dag: date, nu: datetime) -> None:
        dage = list(filer.filens_dage(self.verden.udgangsdag, dag))
        if dage[-1:] != [dag]:
            return
        sidst = dage[-2] if len(dage) > 1 else None
        raekker = filer.nye_boerneraekker(self.boern, dag, sidst, self.verden.udgangsdag)
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
        by = self.verden.kolleger.leder(distrikt, nu)
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

    def _besoeg(self, dag: date, naeste: date) -> None:
        begyndt = self.verden.udgangsdag - timedelta(days=BEGYNDTE["SPL"])
        for barn in self.boern:
            besoeg = barn.foedt + timedelta(days=BESOEG_DAGE - BESOEG_FOER)
            if max(dag, begyndt) <= besoeg < naeste:
                self._til(besoeg, partial(self._begynd_besoeg, barn), "besøg", barn.nr)

    def _begynd_besoeg(self, barn: DemoBarn, nu: datetime) -> None:
        her = Barn.objects.filter(kommune=self.kommune, cpr=barn.cpr or None, foedt_den=barn.foedt).first()
        distrikt = Enhed.objects.get(kommune=self.kommune, kode=barn.ophold[0].kode)
        kolleger = self.verden.kolleger.paa(distrikt, nu)
        if her is not None and kolleger and _aabne(her, nu).filter(enhed=distrikt).exists():
            by = valg(kolleger, "besøg", barn.nr)
            vurdering = runder.opret_ekstra(barn=her, enhed=distrikt, by=by, nu=nu)
            self.verden.aktive.add(vurdering.pk)
            planlaeg(self.verden, nu, kun=vurdering.pk)

    # Rounds -----------------------------------------------------------------------------------------------------------

    def _fyld_hul(self, dag: date, nu: datetime) -> None:
        """Lay a round in where the year's own leave a gap, in a demo that is kept: there is always one to look at."""
        if dag <= self.verden.udgangsdag:
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

    def _reflekter(self, dag: date, naeste: date) -> None:
        for runde in Runde.objects.filter(kommune=self.kommune, arena="boernehave", aabnet_at__isnull=False):
            skrives = runde.lukker + timedelta(days=REFLEKSION_DAGE)
            if dag <= skrives < naeste:
                for hus in REFLEKTERER:
                    self._til(skrives, partial(self._skriv_refleksion, runde, hus), "refleksion", hus)

    def _skriv_refleksion(self, runde: Runde, hus: str, nu: datetime) -> None:
        enhed = Enhed.objects.get(kommune=self.kommune, kode=hus)
        leder = self.verden.kolleger.leder(enhed, nu)
        if leder is not None and runde.vurderinger.filter(enhed__journalenhed=enhed).exists():
            tekst = valg(tekster.ord_om("refleksion"), "refleksion", runde.aabner, hus)
            refleksion.gem_refleksion(enhed=enhed, runde=runde, tekst=tekst, rev=0, by=leder, nu=nu)


def _aabne(barn: Barn, nu: datetime) -> TilknytningQuerySet:
    return Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn)
