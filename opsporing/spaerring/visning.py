"""Switches as they are shown: to myndighed, who decides on them, and to the unit, whose matter is kept back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from opsporing import anledning as anledninger
from opsporing import dansk
from opsporing.models import Anledning, Enhed, Enhedstype, Frist, Person, Spaerring, Spaerringsgrund, User
from opsporing.models.tilknytning import SpaerringQuerySet
from opsporing.orientering.actions import indehavere
from opsporing.tid import dato

#: Why a switch was set, as the rest of a sentence that begins with "fordi".
FORDI = {
    Spaerringsgrund.MISTANKE: "der er mistanke om overgreb",
    Spaerringsgrund.TVIVL: "der er tvivl, om det kan være overgreb",
}


def med_frist(spaerringer: SpaerringQuerySet) -> SpaerringQuerySet:
    """With the moment the next decision is due as `forfalder_at`, and everything the lines name, in one query."""
    naeste = Frist.objects.aabne().filter(anledning=OuterRef("sag")).order_by("forfalder_at")
    return spaerringer.select_related(
        "anledning__ejer_enhed",
        "anledning__barn__mor",
        "sag__ejer_enhed",
        "person",
        "sat_by",
        "bekraeftet_by",
        "ophaevet_by",
    ).annotate(forfalder_at=Subquery(naeste.values("forfalder_at")[:1]))


def forfalder(spaerring: Spaerring) -> date:
    """The last day for the next decision; the agreed one where a deadline is missing. Needs `med_frist`."""
    forfalder_at: datetime | None = spaerring.forfalder_at  # type: ignore[attr-defined]
    return dato(forfalder_at) if forfalder_at else spaerring.gennemses_den


@dataclass(frozen=True, slots=True)
class Linje:
    """One switch in myndighed's list."""

    pk: int
    barn: str
    mere: str
    forfalder: date


@dataclass(frozen=True, slots=True)
class Liste:
    """Myndighed's page: what nobody has confirmed yet, what is to be looked at again, and what was lifted lately."""

    venter: list[Linje]
    staar: list[Linje]
    ophaevede: list[Linje]
    boern: list[int]

    @property
    def grupper(self) -> list[tuple[str, str, list[Linje]]]:
        """The open ones by what is to be done: heading, word of the button, lines."""
        alle = (
            ("Venter på jeres svar", "Tag stilling", self.venter),
            ("Bekræftet, ses igen", "Se spærringen", self.staar),
        )
        return [gruppe for gruppe in alle if gruppe[2]]


def liste(user: User, nu: datetime) -> Liste:
    """All that is open to the user, what is due first on top, in one query."""
    alle = list(med_frist(Spaerring.objects.for_user(user, nu).een_pr_sag()).order_by("sat_at", "pk"))
    staaende = sorted((s for s in alle if s.ophaevet_at is None), key=forfalder)
    ophaevede = _ophaevede(alle)
    return Liste(
        venter=[_linje(s, _sat(s)) for s in staaende if s.bekraeftet_at is None],
        staar=[_linje(s, _bekraeftet(s)) for s in staaende if s.bekraeftet_at is not None],
        ophaevede=[_linje(s, _ophaevet(s)) for s in ophaevede],
        boern=sorted({s.anledning.barn_id for s in alle if s.anledning.barn_id}),
    )


def _ophaevede(alle: Iterable[Spaerring]) -> list[Spaerring]:
    """Those that were lifted, the latest first."""
    par = [(s.ophaevet_at, s.pk, s) for s in alle if s.ophaevet_at is not None]
    return [s for _, _, s in sorted(par, reverse=True)]


def _linje(spaerring: Spaerring, hvad: str) -> Linje:
    enhed = spaerring.anledning.ejer_enhed.navn
    return Linje(spaerring.pk, str(spaerring.anledning.barn), f"{enhed} · {hvad}", forfalder(spaerring))


def _sat(s: Spaerring) -> str:
    return f"sat {dansk.kort_dato(dato(s.sat_at))} {_af(s)}"


def _af(s: Spaerring) -> str:
    return f"af {s.sat_by.navn}" if s.sat_by else "med en underretning fra en anden kommune"


def _bekraeftet(s: Spaerring) -> str:
    return f"bekræftet {_dag(s.bekraeftet_at)} af {s.bekraeftet_by.navn if s.bekraeftet_by else ''}"


def _ophaevet(s: Spaerring) -> str:
    return f"ophævet {_dag(s.ophaevet_at)} af {s.ophaevet_by.navn if s.ophaevet_by else ''}"


def _dag(oejeblik: datetime | None) -> str:
    return dansk.kort_dato(dato(oejeblik)) if oejeblik else ""


@dataclass(frozen=True, slots=True)
class Side:
    """What myndighed sees of one switch. Nothing here comes from the records behind it. `ogsaa` are the other matters
    that the same decision is about.
    """

    sagen: str
    ogsaa: list[str]
    fordi: str
    hvem: list[Person]
    alle: bool
    forfalder: date


def side(spaerring: Spaerring) -> Side:
    """The page of a switch fetched with `med_frist`; two more queries, for custody holders and what else it covers."""
    anledning = spaerring.anledning
    barn = anledning.barn
    alle = indehavere(barn) if barn else []
    andre = (
        Spaerring.objects.filter(sag=spaerring.sag_id)
        .exclude(pk=spaerring.pk)
        .select_related("anledning__ejer_enhed")
        .order_by("pk")
    )
    return Side(
        sagen=_sagen(anledning),
        ogsaa=[_sagen(anden.anledning) for anden in andre],
        fordi=FORDI[Spaerringsgrund(spaerring.grund)],
        hvem=[spaerring.person] if spaerring.person else alle,
        alle=spaerring.person_id is None,
        forfalder=forfalder(spaerring),
    )


def _sagen(anledning: Anledning) -> str:
    dag = dansk.dato(dato(anledning.afsluttet_at or anledning.oprettet_at))
    return f"{anledninger.ord_om(anledning)} i {anledning.ejer_enhed.navn}, {dag}."


@dataclass(frozen=True, slots=True)
class Stand:
    """What the unit is told about a switch on its own matter: that it stands, or stood, and who decides. Not why."""

    titel: str
    tekst: str
    staar: bool


def stande(anledning: Anledning) -> list[Stand]:
    """Those that stand; when none does, the one that was lifted last. One query, for the page of the matter."""
    alle = list(med_frist(Spaerring.objects.filter(anledning=anledning)).order_by("sat_at", "pk"))
    staaende = [_staaende(s) for s in alle if s.ophaevet_at is None]
    return staaende or [_loeftet(s) for s in _ophaevede(alle)[:1]]


def _staaende(s: Spaerring) -> Stand:
    hvem = f"{s.person.navn} må" if s.person else "Forældrene må"
    sat = f"Sat {dansk.dato(dato(s.sat_at))} {_af(s)}, fordi {FORDI[Spaerringsgrund(s.grund)]}."
    return Stand(f"{hvem} ikke orienteres om det her.", f"{sat} Intet herfra må nå frem. {_hvem_afgoer(s)}", True)


def _hvem_afgoer(s: Spaerring) -> str:
    enhed: Enhed = s.sag.ejer_enhed
    if enhed.type != Enhedstype.MYNDIGHED:
        return (
            "Kun myndigheden kan ophæve spærringen, men kommunen har ikke oprettet den i systemet endnu. "
            "Ring til kommunens modtagelse, og sig det til jeres leder."
        )
    senest = dansk.dato(forfalder(s))
    if s.bekraeftet_at and s.bekraeftet_by:
        dag = dansk.dato(dato(s.bekraeftet_at))
        return f"{s.bekraeftet_by.navn}, {enhed.navn}, har bekræftet det {dag} og ser på det igen senest {senest}."
    return f"{enhed.navn} har fået besked og tager stilling senest {senest}. Kun de kan ophæve spærringen."


def _loeftet(s: Spaerring) -> Stand:
    dag = dansk.dato(dato(s.ophaevet_at)) if s.ophaevet_at else ""
    navn = s.ophaevet_by.navn if s.ophaevet_by else ""
    return Stand(
        "Spærringen er ophævet.",
        f"{navn}, {s.sag.ejer_enhed.navn}, ophævede den {dag}. I må tale med forældrene om det igen.",
        False,
    )
