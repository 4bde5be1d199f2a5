"""What happens in Fjordby without anybody's deadline: files, removals, certificates, rounds between, reflections."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from opsporing.adgang.roller import Rolle
from opsporing.alder import MAANEDER
from opsporing.boern import actions as boern_actions
from opsporing.demo import filer, tekster
from opsporing.demo.adbb import BEGYNDTE_DAGE, SUPERVISOR
from opsporing.demo.befolkning import DemoBarn
from opsporing.demo.historier import historier
from opsporing.demo.indlaesning import indlaes
from opsporing.demo.kolleger import Kolleger, arbejdstid
from opsporing.demo.muligt import hvis_muligt
from opsporing.demo.opbygning import ARENAER, DOMAENE, EKSTRA_DAGE, PUSTERUM, giv_adgangskode
from opsporing.demo.personale import BEGYNDTE, PERSONALE, TO_VURDERERE_DAGE
from opsporing.demo.sundhedspleje import vent
from opsporing.demo.tilfaelde import valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Barn, Enhed, Indlaesningsart, Kommune, Tilknytning, User
from opsporing.models.tilknytning import TilknytningQuerySet
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil, profil_for
from trivsel.actions import refleksion, runder
from trivsel.models import Refleksion, Runde

#: Days after a round that the leader writes what the house makes of it, and where she does.
REFLEKSION_DAGE, REFLEKTERER = 10, ("STR", "SKO")
#: Days before the first day of the demo that the next place is let read before the start.
LAESES_FOER_DAGE = 12
#: Certificates in ADBB: whose, and days before the first day of the demo and after it that they were given and expire.
CERTIFIKATER = (
    ("sundhedsplejerske", 300, 430),
    ("ledende_sundhedsplejerske", 500, 230),
    ("kaos", 750, -20),
    ("toor", 690, 40),
    ("toor", -52, 782),
    ("ledende_sundhedsplejerske", -215, 945),
    ("sundhedsplejerske", -402, 1132),
)


@dataclass
class Haendelser:
    """The events of one day in Fjordby; `bakkeby` is there when somebody moves to it."""

    kommune: Kommune
    bakkeby: Kommune | None
    udgangsdag: date
    boern: list[DemoBarn]
    nyt: bool

    @cached_property
    def kolleger(self) -> Kolleger:
        return Kolleger(self.kommune)

    def ske(self, dag: date, naeste: date, nu: datetime) -> None:
        """Let what belongs to the day happen; `naeste` is the next one on which anything can."""
        for hvad in (
            partial(self._personale, dag, nu),
            partial(vent, self.kommune, self.kolleger, self.boern, dag, nu),
            partial(self._fil, dag, nu),
            partial(self._fraflyt, dag, nu),
            partial(self._certificer, dag, naeste, nu),
            partial(self._to_vurderere, dag, naeste, nu),
            partial(self._sundhedsplejen, dag, naeste, nu),
            partial(self._laes_foer, dag, naeste, nu),
            partial(self._fyld_hul, dag, nu),
            *historier(self.kommune, self.kolleger, self.udgangsdag, dag),
        ):
            with hvis_muligt(f"{hvad.func.__name__} {dag:%d.%m.%Y}", nyt=self.nyt):
                hvad()

    def _administrator(self, nu: datetime) -> User:
        return self.kolleger.med_rolle(Rolle.ADMINISTRATOR, nu, "administrator")

    # Colleagues -----------------------------------------------------------------------------------------------------

    def _personale(self, dag: date, nu: datetime) -> None:
        """Payroll tells who comes and goes."""
        raekker = filer.nye_medarbejderraekker(PERSONALE, self.udgangsdag, dag, DOMAENE) if dag.day == 1 else []
        if raekker:
            data = filer.fil(filer.MEDARBEJDERE, raekker)
            indlaes(self.kommune, Indlaesningsart.MEDARBEJDERE, data, by=self._administrator(nu), nu=nu)
            giv_adgangskode(self.kommune)
            self.kolleger.genlaes()

    def _certificer(self, dag: date, naeste: date, nu: datetime) -> None:
        """Who may score ADBB: `sundhedsplejerske2` may not yet, one certificate runs out soon, and one has run out."""
        for brugernavn, givet, udloeber in CERTIFIKATER:
            den = self.udgangsdag - timedelta(days=givet)
            if dag <= den < naeste:
                organisation.certificer(
                    user=User.objects.get(kommune=self.kommune, username=brugernavn),
                    metode="adbb",
                    udstedt_den=den,
                    udloeber_den=self.udgangsdag + timedelta(days=udloeber),
                    supervisor=SUPERVISOR,
                    by=self._administrator(nu),
                    nu=nu,
                )

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
            organisation.gem_profil(
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
                organisation.gem_profil(
                    kommune=self.kommune, profil=profil, grund=grund, by=self._administrator(nu), nu=nu
                )

    def _laes_foer(self, dag: date, naeste: date, nu: datetime) -> None:
        """The next place may read before the child comes, so that it can be ready."""
        if dag <= self.udgangsdag - timedelta(days=LAESES_FOER_DAGE) < naeste:
            self.kommune.refresh_from_db()
            organisation.gem_profil(
                kommune=self.kommune,
                profil=replace(profil_for(self.kommune), overgang_laeses_dage_foer=14),
                grund="Det nye sted kan læse to uger før, så de kan tage godt imod.",
                by=self._administrator(nu),
                nu=nu,
            )

    def _fyld_hul(self, dag: date, nu: datetime) -> None:
        """Lay a round in where the year's own leave a gap, in a demo that is kept: there is mostly one to look at."""
        if dag <= self.udgangsdag:
            return
        runder.planlaeg_efter_profil(kommune=self.kommune, aar=dag.year, nu=nu)
        runder.planlaeg_efter_profil(kommune=self.kommune, aar=dag.year + 1, nu=nu)
        alle = Runde.objects.filter(kommune=self.kommune)
        if alle.filter(aabner__lte=dag, lukker__gte=dag - PUSTERUM).exists():
            return
        kommende = alle.filter(aabner__gt=dag).order_by("aabner").first()
        lukker = dag + timedelta(days=EKSTRA_DAGE - 1)
        if kommende is None or lukker + PUSTERUM < kommende.aabner:
            for arena, fra, til in ARENAER:
                runder.planlaeg(
                    kommune=self.kommune,
                    navn=f"{MAANEDER[dag.month - 1].capitalize()}runden",
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
            if dag <= naeste_arbejdsdag(skrives) < naeste and verden.er_min(hus):
                hvornaar = arbejdstid(skrives, "refleksion", hus)
                verden.dagsorden.tilfoej(hvornaar, partial(_skriv_refleksion, verden, runde, hus))


def _skriv_refleksion(verden: Verden, runde: Runde, hus: str, nu: datetime) -> None:
    enhed = Enhed.objects.get(kommune=verden.kommune, kode=hus)
    leder = verden.kolleger.leder(enhed, nu)
    skrevet = Refleksion.objects.filter(runde=runde, enhed=enhed).exists()
    if leder is not None and not skrevet and runde.vurderinger.filter(enhed__journalenhed=enhed).exists():
        tekst = valg(tekster.ord_om("refleksion"), "refleksion", runde.aabner, hus)
        refleksion.gem_refleksion(enhed=enhed, runde=runde, tekst=tekst, rev=0, by=leder, nu=nu)


def _aabne(barn: Barn, nu: datetime) -> TilknytningQuerySet:
    return Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn)
