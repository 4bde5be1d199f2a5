"""Small stories that go on in Fjordby before the first day of the demo, and again every fifth week after it.

They are what a person with the role databeskyttelse looks for in the log: somebody who could not sign in, a parent who
asks for insight, a number that was shown, help from outside, somebody who asks for children that are not hers.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from opsporing import anledning as anledninger
from opsporing import arkiv, log
from opsporing.adgang.roller import Rolle
from opsporing.demo import tekster
from opsporing.demo.befolkning import EGEN_STUE
from opsporing.demo.kolleger import Kolleger, arbejdstid
from opsporing.demo.tilfaelde import blandet, valg
from opsporing.frister.kalender import forrige_arbejdsdag
from opsporing.log.haendelser import AFVIST_OPSLAG, AFVIST_ROLLE
from opsporing.models import (
    Anledning,
    Ansaettelse,
    Barn,
    Enhed,
    Grundlag,
    Handling,
    Kommune,
    Spaerring,
    Spaerringsgrund,
    Tilbageholdelse,
    Tilknytning,
    User,
)
from opsporing.models.opbevaring import Holdegrund
from opsporing.opbevaring import actions as opbevaring
from opsporing.organisation import actions as organisation
from opsporing.spaerring import actions as spaerringer
from trivsel.models import Vurdering

GENTAGES_DAGE = 35
SPARRING_DAGE = 60
MINUT = timedelta(minutes=1)
#: How long a case about insight lasts: what holds a deletion back is lifted when it is older.
SAGEN_VARER = timedelta(days=20)


class Fortaelling:
    """One time a story is told; `gang` counts from 0 and makes each time another."""

    def __init__(self, kommune: Kommune, kolleger: Kolleger, dag: date, gang: int) -> None:
        self.kommune, self.kolleger, self.dag, self.gang = kommune, kolleger, dag, gang

    def klokken(self, *noegle: object) -> datetime:
        """A moment of the day that belongs to this part of the story."""
        return arbejdstid(self.dag, *noegle)

    def den(self, rolle: Rolle, brugernavn: str) -> User:
        """The person with the user name, acting in the role."""
        return self.kolleger.med_rolle(rolle, self.klokken(), brugernavn)

    # The stories ----------------------------------------------------------------------------------------------------

    def glemt_adgangskode(self) -> None:
        """Somebody mistypes a password, and gets in at last."""
        user = self.den(Rolle.DAGTILBUDSLEDER, ("leder2", "bona", "leder")[self.gang % 3])
        nu = self.klokken("afvist")
        for nr in range(3):
            log.record(
                "opsporing.login_afvist", by=None, nu=nu + timedelta(minutes=nr), objekt=user, kommune=self.kommune
            )
        log.record("opsporing.logget_ind", by=user, nu=nu + timedelta(minutes=5))

    def afvist(self) -> None:
        """A leader tries the numbers of children in other houses one after the other, and a pædagog opens the log."""
        leder, nu = self.den(Rolle.DAGTILBUDSLEDER, "bona"), self.klokken("afvist opslag")
        alle = Barn.objects.filter(kommune=self.kommune).exclude(pk__in=Barn.objects.for_user(leder, nu).values("pk"))
        for nr, barn in enumerate(alle.order_by("foedt_den", "fornavn", "efternavn")[:12]):
            log.record(AFVIST_OPSLAG, by=leder, nu=nu + nr * MINUT, barn=barn, objekt=barn, felter=["barn"])
        user, nu = self.den(Rolle.PAEDAGOG, "paedagog2"), self.klokken("afvist side")
        log.record(AFVIST_ROLLE, by=user, nu=nu, felter=["log"])

    def _tidligere(self, leder: User) -> Barn | None:
        """A child who has left the leader's house, about whom something was written."""
        nu = self.klokken()
        skrevet = Anledning.objects.filter(ejer_enhed=leder.ansaettelse.enhed_id) if leder.ansaettelse else []
        boern = arkiv.tidligere_boern(leder, nu).filter(anledninger__in=skrevet).distinct()
        raekke = blandet(list(boern.order_by("foedt_den", "fornavn", "efternavn")), "tidligere", self.gang)
        return raekke[0] if raekke else None

    def aktindsigt(self) -> None:
        """Parents ask for insight: the leader reads in the archive, and nothing is deleted while the case lasts."""
        leder = self.den(Rolle.DAGTILBUDSLEDER, "leder")
        barn = self._tidligere(leder)
        if barn is None:
            return
        nu = self.klokken("aktindsigt")
        log.record("opsporing.boern_soegt", by=leder, nu=nu, boern=[barn], formaal="arkiv")
        arkiv.aabn_arkiv(
            barn=barn,
            formaal=arkiv.Arkivformaal.AKTINDSIGT,
            tekst=tekster.ord_om("aktindsigt")[self.gang % len(tekster.ord_om("aktindsigt"))],
            by=leder,
            nu=nu + timedelta(minutes=2),
        )
        log.record("opsporing.arkiv_set", by=leder, nu=nu + timedelta(minutes=2), barn=barn)
        hun = self.den(Rolle.DATABESKYTTELSE, "databeskyttelse")
        senere = nu + timedelta(minutes=40)
        opbevaring.saet_tilbageholdelse(barn=barn, grund=Holdegrund.AKTINDSIGT, by=hun, nu=senere)
        log.record("opsporing.log_soegt", by=hun, nu=senere, barn=barn, felter=["barn"])
        log.record("opsporing.log_udskrevet", by=hun, nu=senere + timedelta(minutes=3), barn=barn)

    def sagen_er_slut(self) -> None:
        """The parents have had their answer, and what was held back is let go."""
        hun = self.den(Rolle.DATABESKYTTELSE, "databeskyttelse")
        nu = self.klokken("sagen slut")
        gamle = Tilbageholdelse.objects.filter(
            kommune=self.kommune, ophaevet_at=None, sat_at__lt=nu - SAGEN_VARER, sat_by=hun
        )
        for hold in gamle:
            opbevaring.ophaev_tilbageholdelse(hold=hold, by=hun, nu=nu)

    def cpr_vist(self) -> None:
        """A leader needs a number, to write to the parents by digital post."""
        leder = self.den(Rolle.DAGTILBUDSLEDER, ("bona", "leder", "leder2")[self.gang % 3])
        nu = self.klokken("cpr")
        boern = Barn.objects.for_user(leder, nu).exclude(cpr=None).order_by("foedt_den", "fornavn", "efternavn")
        barn = valg(list(boern[:20]), "cpr", self.gang)
        log.record("opsporing.barn_set", by=leder, nu=nu, barn=barn)
        log.record("opsporing.cpr_vist", by=leder, nu=nu + timedelta(minutes=1), barn=barn, felter=["cpr"])

    def _nyeste(self, sted: str) -> Vurdering | None:
        """The newest concluded vurdering of the house or stue that calls for something and is open to the parents."""
        return (
            Vurdering.objects.gaeldende()
            .filter(kommune=self.kommune, enhed__kode__startswith=sted, samlet__in=["gul", "roed"])
            .exclude(anledning__spaerringer__isnull=False)
            .select_related("anledning", "enhed", "barn")
            .order_by("-afsluttet_at")
            .first()
        )

    def sparring(self) -> None:
        """Two houses open one matter each, and nothing else of the child, to somebody outside."""
        self._bed_om_sparring("STR", Rolle.PPR, "ppr")
        self._bed_om_sparring("HAV", Rolle.RAADGIVER, "raadgiver")

    def _bed_om_sparring(self, hus: str, rolle: Rolle, brugernavn: str) -> None:
        nu = self.klokken("sparring", hus)
        vurdering = self._nyeste(hus)
        leder = self.kolleger.leder(vurdering.enhed, nu) if vurdering else None
        hjaelper = self.den(rolle, brugernavn)
        if vurdering is None or leder is None or hjaelper.ansaettelse is None:
            return
        anledninger.aabn_for(
            anledning=vurdering.anledning,
            enhed=hjaelper.ansaettelse.enhed,
            ansaettelse=hjaelper.ansaettelse,
            grundlag=Grundlag.SPARRING,
            til=nu + timedelta(days=SPARRING_DAGE),
            formaal=valg(tekster.ord_om("sparring"), "sparring", hus, self.gang),
            by=leder,
            nu=nu,
        )

    def i_tvivl_foerst(self) -> None:
        """A house has been in doubt for a while on the first day, by its team or by its leader."""
        if self.gang == 0:
            self._i_tvivl("SKO")

    def i_tvivl(self) -> None:
        """A leader is in doubt, and myndighed has something to decide."""
        self._i_tvivl(("HAV", "SKO")[self.gang % 2])

    def _i_tvivl(self, hus: str) -> None:
        """The leader of the house says nothing of the newest assessment to the parents until myndighed has answered.

        Where something is kept from parents already, nothing happens.
        """
        if Spaerring.objects.staaende().filter(anledning__vurdering__enhed__kode__startswith=hus).exists():
            return
        nu, vurdering = self.klokken("spærring", hus), self._nyeste(hus)
        leder = self.kolleger.leder(vurdering.enhed, nu) if vurdering else None
        if vurdering is not None and leder is not None:
            spaerringer.saet(
                anledning=vurdering.anledning,
                grund=Spaerringsgrund.TVIVL,
                hvorfor=valg(tekster.ord_om("tvivl_leder"), "tvivl", hus, self.gang),
                gennemses_om_dage=leder.profil.spaerring_gennemses_dage,
                by=leder,
                nu=nu,
            )

    def laest_udefra(self) -> None:
        """Those who were asked read the matter."""
        for rolle, brugernavn in ((Rolle.PPR, "ppr"), (Rolle.RAADGIVER, "raadgiver")):
            user, nu = self.den(rolle, brugernavn), self.klokken("læst", brugernavn)
            raekker = Tilknytning.objects.gaeldende(nu).filter(ansaettelse=user.ansaettelse, grundlag=Grundlag.SPARRING)
            log.record("opsporing.logget_ind", by=user, nu=nu - timedelta(minutes=2))
            for t in raekker.select_related("barn", "anledning").order_by("fra"):
                log.record("opsporing.barn_set", by=user, nu=nu, barn=t.barn)
                log.record("trivsel.vurdering_set", by=user, nu=nu, barn=t.barn, anledning=t.anledning_id)

    def samtale_med_foraeldre(self) -> None:
        """A vurdering is printed for the talk with the parents."""
        user, nu = self.den(Rolle.PAEDAGOG, "paedagog"), self.klokken("samtale")
        vurdering = self._nyeste(EGEN_STUE)
        if vurdering is not None and Barn.objects.for_user(user, nu).filter(pk=vurdering.barn_id).exists():
            om: dict[str, Any] = {"barn": vurdering.barn, "anledning": vurdering.anledning_id, "objekt": vurdering}
            log.record("trivsel.vurdering_set", by=user, nu=nu, **om)
            log.record("trivsel.vurdering_udskrevet", by=user, nu=nu + timedelta(minutes=3), **om)

    def personalemoede(self) -> None:
        """A house looks at its numbers, and the municipality at its own."""
        leder, nu = self.den(Rolle.DAGTILBUDSLEDER, "leder"), self.klokken("personalemøde")
        hus = Enhed.objects.get(kommune=self.kommune, kode="STR")
        log.record("opsporing.overblik_udskrevet", by=leder, nu=nu, objekt=hus)
        hun, nu = self.den(Rolle.FORVALTNING, "forvaltning"), self.klokken("tal")
        log.record("opsporing.tal_set", by=hun, nu=nu)
        log.record("opsporing.tal_hentet", by=hun, nu=nu + timedelta(minutes=4))

    def nogen_stopper(self) -> None:
        """A colleague leaves with an agreement that nobody has taken over, so that the leader is to name another."""
        if self.gang:
            return
        nu = self.klokken("stopper")
        aftaler = Handling.objects.aabne().filter(kommune=self.kommune, enhed__kode__startswith="STR")
        ansvarlige = aftaler.exclude(enhed__kode=EGEN_STUE).values("ansvarlig")
        hendes = Ansaettelse.objects.gaeldende(nu).filter(
            user__in=ansvarlige, rolle=Rolle.PAEDAGOG, enhed__foraelder__kode="STR"
        )
        stopper = hendes.exclude(enhed__kode=EGEN_STUE).order_by("-enhed__kode", "user__username").first()
        if stopper is not None:
            by = self.den(Rolle.ADMINISTRATOR, "administrator")
            organisation.afslut_ansaettelse(ansaettelse=stopper, til=nu, by=by, nu=nu)


#: Each story with the days before the first day of the demo that it is told (after it where below 0).
HISTORIER: tuple[tuple[int, Callable[[Fortaelling], None]], ...] = (
    (21, Fortaelling.glemt_adgangskode),
    (17, Fortaelling.aktindsigt),
    (10, Fortaelling.cpr_vist),
    (8, Fortaelling.i_tvivl_foerst),
    (6, Fortaelling.sparring),
    (5, Fortaelling.afvist),
    (4, Fortaelling.laest_udefra),
    (3, Fortaelling.personalemoede),
    (2, Fortaelling.samtale_med_foraeldre),
    (1, Fortaelling.nogen_stopper),
    (1, Fortaelling.i_tvivl),
    (-9, Fortaelling.sagen_er_slut),
)


def _gange(udgangsdag: date, foer: int, til: date) -> Iterator[date]:
    dag = udgangsdag - timedelta(days=foer)
    while forrige_arbejdsdag(dag) <= til:
        yield forrige_arbejdsdag(dag)
        dag += timedelta(days=GENTAGES_DAGE)


def historiedage(udgangsdag: date, til: date) -> set[date]:
    """The working days on which a story is told, up to and including `til`."""
    return {dag for foer, _ in HISTORIER for dag in _gange(udgangsdag, foer, til)}


def historier(kommune: Kommune, kolleger: Kolleger, udgangsdag: date, dag: date) -> Iterator["partial[None]"]:
    """The stories of the day, each to be told by being called."""
    for foer, historie in HISTORIER:
        for gang, den in enumerate(_gange(udgangsdag, foer, dag)):
            if den == dag:
                yield partial(historie, Fortaelling(kommune, kolleger, dag, gang))
