"""The lists of sparring: what each side waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogmoeder.models import Sparring, Sparringsstatus
from dialogmoeder.permissions_sparring import er_raadgiver
from opsporing.dansk import Hvornaar, hvornaar
from opsporing.models import Anledning, User
from opsporing.models.barn import med_moedre
from opsporing.tid import dato

#: So many ended ones are shown.
AFSLUTTEDE_VIST = 30


@dataclass(frozen=True, slots=True)
class Raekke:
    """One sparring in a list: about whom or what, between whom, and when the answer is due where it is waited for."""

    sparring: Sparring
    om: str
    hvornaar: Hvornaar | None

    @property
    def nu(self) -> str:
        """Where it is, in words."""
        if self.sparring.status == Sparringsstatus.STILLET and self.sparring.raadgiver:
            return f"{self.sparring.raadgiver.navn} svarer"
        return self.sparring.get_status_display().capitalize()


@dataclass(frozen=True, slots=True)
class Gruppe:
    """A list under its heading."""

    kode: str
    titel: str
    raekker: Sequence[Raekke]


def om(sparring: Sparring) -> str:
    """What it is called in a list: the child's name, or that there is none and how old the child is."""
    if sparring.barn:
        return sparring.barn.navn
    return f"Uden navn, {alder_i_ord(sparring.alder_mdr)}" if sparring.alder_mdr is not None else "Uden navn"


def alder_i_ord(mdr: int) -> str:
    """18 md., 2½ år, 3 år."""
    if mdr < 24:
        return f"{mdr} md."
    return f"{mdr // 12}{'½' if mdr % 12 >= 6 else ''} år"


def grupper(user: User, nu: datetime) -> list[Gruppe]:
    """What is open to the user, by whose turn it is: hers first, then the other side's, then what has ended."""
    alle = list(
        Sparring.objects.filter(
            anledning__in=Anledning.objects.noegler_for_user(user, nu), kommune=user.ansat.kommune_id
        )
        .select_related("barn", "enhed", "til_enhed", "spoerger", "raadgiver")
        .order_by("svar_senest", "pk")
    )
    med_moedre([s.barn for s in alle if s.barn])
    i_dag = dato(nu)
    raekker = [_raekke(s, i_dag) for s in alle]
    afsluttede = sorted(
        (r for r in raekker if r.sparring.status == Sparringsstatus.AFSLUTTET),
        key=lambda r: r.sparring.afsluttet_at or nu,
        reverse=True,
    )
    dele = [
        Gruppe("svar", "Venter på dit svar", _valgt(raekker, user, Sparringsstatus.STILLET, raadgiver=True)),
        Gruppe("laes", "Besvaret: læs, og afslut", _valgt(raekker, user, Sparringsstatus.BESVARET, raadgiver=False)),
        Gruppe("venter", "Venter på svar", _valgt(raekker, user, Sparringsstatus.STILLET, raadgiver=False)),
        Gruppe("besvaret", "Du har svaret", _valgt(raekker, user, Sparringsstatus.BESVARET, raadgiver=True)),
        Gruppe("afsluttet", "Afsluttet", afsluttede[:AFSLUTTEDE_VIST]),
    ]
    return [gruppe for gruppe in dele if gruppe.raekker]


def _valgt(raekker: Sequence[Raekke], user: User, status: str, *, raadgiver: bool) -> list[Raekke]:
    return [r for r in raekker if r.sparring.status == status and er_raadgiver(user, r.sparring) == raadgiver]


def _raekke(sparring: Sparring, i_dag: date) -> Raekke:
    venter = sparring.status == Sparringsstatus.STILLET
    return Raekke(sparring, om(sparring), hvornaar(sparring.svar_senest, i_dag) if venter else None)
