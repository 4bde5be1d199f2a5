"""The stue of `paedagog`, where a visitor is to find something late, something near and something begun on any day."""

from datetime import date, datetime, timedelta

from opsporing.demo.befolkning import EGEN_STUE
from opsporing.demo.tilfaelde import andel
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Enhed, Frist, Handling, User
from opsporing.tid import dato

#: The one a visitor is most likely to sign in as; most agreements of the stue are hers to follow up.
HENDE, HENDES_ANDEL = "paedagog", 0.7
#: From so many days before the first day of the demo the stue keeps as many agreements open, and looks at one a week.
FRA_DAGE, AABNE_AFTALER, MELLEMRUM = 120, 6, timedelta(days=5)
#: A follow-up is done so long after its day, and waits until another duty is late, but not longer than that.
EFTER_FRIST, LAENGST = timedelta(days=6), timedelta(days=24)
IGEN_EFTER = timedelta(days=21)


def gaelder(verden: Verden, enhed: Enhed, dag: date) -> bool:
    """Whether it is this stue, near the first day of the demo or after it."""
    return enhed.kode == EGEN_STUE and dag >= verden.udgangsdag - timedelta(days=FRA_DAGE)


def ansvarlig(verden: Verden, enhed: Enhed, by: User, nu: datetime, *noegle: object) -> User:
    """Who follows an agreement up."""
    hun = next((user for user in verden.kolleger.paa(enhed, nu) if user.username == HENDE), None)
    return hun if hun is not None and andel("hendes", *noegle) < HENDES_ANDEL else by


def opfoelgning_den(enhed: Enhed, hvem: User, tidligst: date) -> date:
    """The first working day on which she has not already something to follow up within a few days."""
    optaget = list(
        Handling.objects.aabne().filter(enhed=enhed, ansvarlig=hvem).values_list("opfoelgning_den", flat=True)
    )
    dag = naeste_arbejdsdag(tidligst)
    while any(abs(dag - anden) < MELLEMRUM for anden in optaget):
        dag = naeste_arbejdsdag(dag + timedelta(days=1))
    return dag


def gaar_videre(enhed: Enhed, hvem: User) -> bool:
    """Whether she has so few agreements left that this one goes on."""
    return Handling.objects.aabne().filter(enhed=enhed, ansvarlig=hvem).count() <= AABNE_AFTALER


def venter(verden: Verden, frist: Frist, nu: datetime) -> bool:
    """Whether a follow-up is left a while longer, because nothing else of hers is late."""
    if not gaelder(verden, frist.enhed, dato(nu)) or dato(nu) < verden.udgangsdag - timedelta(days=9):
        return False
    if frist.kode != HANDLING_OPFOELGNING or nu > frist.forfalder_at + LAENGST:
        return False
    andre = Frist.objects.aabne().filter(enhed=frist.enhed, kode=HANDLING_OPFOELGNING, ansvarlig=frist.ansvarlig_id)
    return not andre.filter(forfalder_at__lt=nu).exclude(pk=frist.pk).exists()
