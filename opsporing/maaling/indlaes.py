"""Puts the municipality of the benchmark into an empty database: all of it, or nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from adbb.models import Forloeb, Screening, Teamsag
from dialogmoeder.models import Deltager, Moede, Punkt, Punktdeltager, Team, Teammedlem
from opsporing import log
from opsporing.frister import paamindelser
from opsporing.maaling import boern as boernene
from opsporing.maaling import huse
from opsporing.maaling.adbb import Plejen
from opsporing.maaling.kopi import Kopi, glem_planer
from opsporing.maaling.moeder import Moederne
from opsporing.maaling.overgange import Overgangene
from opsporing.maaling.underretninger import Underretningerne
from opsporing.maaling.vurderinger import Skriver
from opsporing.models import (
    Anledning,
    Ansaettelse,
    Barn,
    Certificering,
    Enhed,
    Foraeldremyndighed,
    Frist,
    Handling,
    Kommune,
    Opfoelgning,
    Orientering,
    Person,
    Skema,
    Tilknytning,
    User,
)
from opsporing.rettigheder import append_only
from overgange.models import Besoeg, Overgang, Overgangsskema
from trivsel.actions import besoeg
from trivsel.models import EgenVurdering, Vurdering
from underretning.models import Modtaget

#: Children copied in at a time.
BUNKE = 500
#: The sizes of the two houses that queries are counted in, in a municipality that has room for them.
LILLE, STOR = 10, 500
#: Lines each child has in the log beforehand: a year of pages looked at.
LOGLINJER = 20

#: In an order in which nothing points ahead.
RAEKKEFOELGE = (
    *(Enhed, User, Ansaettelse, Person, Barn, Foraeldremyndighed, Anledning, Tilknytning, Orientering),
    *(Vurdering, EgenVurdering, Certificering, Forloeb, Screening, Teamsag, Overgang, Overgangsskema, Besoeg),
    *(Team, Teammedlem, Moede, Deltager, Punkt, Punktdeltager, Modtaget, Frist, Handling, Opfoelgning),
)


class IkkeTom(Exception):
    """The database holds something else than the benchmark's own municipality."""


def fundet() -> Kommune | None:
    """The municipality, if it is there. Raises IkkeTom for a database in which others are."""
    kommuner = list(Kommune.objects.select_related("profil"))
    if any(k.kode != huse.KODE for k in kommuner):
        raise IkkeTom("Databasen er ikke tom. Målingen vil have sin egen, som »make bench« laver.")
    return kommuner[0] if kommuner else None


def indlaest_at(kommune: Kommune) -> datetime:
    """The moment the municipality was made for; the pages are measured as of then."""
    if kommune.profil is None:
        raise ValueError("Kommunen har ingen profil.")
    return kommune.profil.oprettet_at


@transaction.atomic
def indlaes(antal: int, nu: datetime, sig: Callable[[str], None]) -> Kommune:
    """Load so many children with four vurderinger each on average, and tell now and then how far it is."""
    lille, stor = stoerrelser(antal)
    kopi = Kopi(*RAEKKEFOELGE)
    glem_planer()
    by = huse.byg(antal, nu, kopi)
    moederne = Moederne(by, kopi)
    skrivere = (Skriver(by, kopi), Plejen(by, kopi), Overgangene(by, kopi), moederne, Underretningerne(by, kopi))
    fordeler = boernene.Fordeler(by, lille, stor)
    for nr, nyt in enumerate(boernene.opret(antal, by, fordeler, kopi), 1):
        for skriver in skrivere:
            skriver.skriv(nyt)
        if nr % BUNKE == 0 or nr == antal:
            kopi.skriv()
            # Now and at every doubling, or a check of a foreign key reads the table it was planned for.
            if (nr // BUNKE).bit_count() <= 1:
                glem_planer()
        if nr % (10 * BUNKE) == 0:
            sig(f"{nr} børn er lagt ind")
    moederne.afslut()
    kopi.skriv()
    besoeg.tag_ind(kommune=by.kommune, nu=by.nu)
    _log(by, antal)
    sig(f"{paamindelser.paamind(nu=nu)} påmindelser er lavet")
    for model, i_alt in kopi.antal.items():
        sig(f"{i_alt:>8} {model._meta.verbose_name_plural}")
    return by.kommune


def stoerrelser(antal: int) -> tuple[int, int]:
    """How many children the small and the large house have; fewer in a municipality of fewer than some 1,000."""
    stor = min(STOR, max(2, antal // 4))
    return min(LILLE, max(1, stor // 10)), stor


def analyser() -> None:
    """Let the database know what it holds, as it does by itself in a running installation. Needs the owner's role."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _log(by: huse.By, antal: int) -> None:
    """A year of children's pages looked at, so that the log is not empty and its indexes not small."""
    boern = list(Barn.objects.filter(kommune=by.kommune).order_by("pk").values_list("pk", flat=True)[:antal])
    leder = by.huse[0].leder.user.vaelg(by.huse[0].leder)
    for nr in range(LOGLINJER):
        log.record_mange(
            "opsporing.barn_set",
            [{"barn": barn} for barn in boern],
            by=leder,
            nu=by.nu - timedelta(days=18 * (nr + 1)),
            kommune=by.kommune,
        )


def toem() -> None:
    """Take everything out of the database again: forms, log and history too. Needs the owner's role."""
    modeller = (Kommune, Skema, Session)
    tabeller = {model._meta.db_table for model in modeller} | append_only()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, sorted(tabeller)))} CASCADE")
