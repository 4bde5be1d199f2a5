"""Reading what is written of a child without a name for what could give it away.

Only those who work where the child is are told what was found: to others "there is such a name here" would be news.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dialogmoeder.models import Punkt, Referat
from dialogmoeder.permissions_punkt import er_inde
from dialogmoeder.rules.navne import Kendetegn, kendetegn_i
from opsporing.dansk import opregning
from opsporing.models import Barn, Besvarelse, Foraeldremyndighed, Handling, Tilknytning, User

#: What is looked for, and that it is not all: wherever something is said to be without a name.
KUN_EN_ADVARSEL = (
    "Siden leder kun efter navne på børn og forældre hos jer, børnenes fødselsdage og CPR-numre. "
    "Læs selv efter, om barnet kan kendes på noget andet."
)


@dataclass(frozen=True, slots=True)
class Fund:
    """One question of a form, with what was found in its answer."""

    felt: str
    spoergsmaal: str
    hvad: str


def her(journalenhed: int | None, nu: datetime) -> Kendetegn:
    """What could give away one of the children enrolled in the unit that keeps their journal: three queries."""
    if journalenhed is None:
        return Kendetegn()
    her = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__journalenhed=journalenhed)
    boern = list(Barn.objects.filter(pk__in=her.values("barn")).values_list("fornavn", "efternavn", "foedt_den"))
    foraeldre = Foraeldremyndighed.objects.filter(
        Q(til=None) | Q(til__gt=nu), fra__lte=nu, barn__in=her.values("barn")
    ).values_list("person__fornavn", "person__efternavn")
    navne = {navn for fornavn, efternavn, _ in boern for navn in (fornavn, efternavn)}
    navne |= {navn for begge in foraeldre for navn in begge}
    return Kendetegn(frozenset(navne), frozenset(foedt for *_, foedt in boern if foedt))


def hos(user: User, nu: datetime) -> Kendetegn:
    """The same for where she works."""
    return her(user.ansat.enhed.journalenhed_id, nu)


def om_punktet(punkt: Punkt, user: User, nu: datetime) -> Kendetegn:
    """What must not stand in what she writes at an item: nothing where the child has its name, or for one who works
    elsewhere.
    """
    if punkt.barn_id is not None or not er_inde(user, punkt):
        return Kendetegn()
    return her(punkt.anledning.ejer_enhed_id, nu)


def i_punktet(punkt: Punkt, skrevet: Besvarelse | None, user: User, nu: datetime) -> list[Fund]:
    """What stands in the preparation or the minutes of an item without a name, question by question; nothing for one
    who works elsewhere, or where the child has its name.
    """
    if skrevet is None or punkt.barn_id is not None or not er_inde(user, punkt):
        return []
    kendte = her(punkt.anledning.ejer_enhed_id, nu)
    fundne = []
    for felt in skrevet.definition().felter:
        tekst = "\n".join(_tekster(skrevet.svar.get(felt.kode)))
        if tekst and (hvad := kendetegn_i(tekst, kendte)):
            fundne.append(Fund(felt.kode, felt.tekst, opregning(hvad)))
    return fundne


@dataclass(frozen=True, slots=True)
class Eftersyn:
    """One item without a name whose minutes are to be looked through before they are closed.

    `fundet` is empty where the item is another house's: what could be found there is not told, so she is always asked.
    """

    punkt: Punkt
    fundet: tuple[Fund, ...]
    noegle: str

    @property
    def felter(self) -> tuple[str, ...]:
        """Where something was found."""
        return tuple(f.felt for f in self.fundet)


def foer_lukning(referater: Iterable[tuple[Punkt, Referat | None]], user: User, nu: datetime) -> list[Eftersyn]:
    """The items without a name that somebody must say nobody can be known in, before their minutes are closed: those of
    her house where something was found, and those of another house that she can read.

    The key is another one when something else is found, or is written in what she was asked to read: a word that was
    given for less does not hold.
    """
    uden_navn = [(punkt, referat) for punkt, referat in referater if punkt.barn_id is None and referat is not None]
    laeser = set(
        Punkt.objects.for_user(user, nu).filter(pk__in=[p.pk for p, _ in uden_navn]).values_list("pk", flat=True)
    )
    alle = []
    for punkt, referat in uden_navn:
        fundet = (*i_punktet(punkt, referat, user, nu), *_i_aftalerne(punkt, user, nu))
        if fundet:
            alle.append(Eftersyn(punkt, fundet, _noegle(punkt, *((f.felt, f.hvad) for f in fundet))))
        elif not er_inde(user, punkt) and punkt.pk in laeser:
            alle.append(Eftersyn(punkt, (), _noegle(punkt, referat.rev)))
    return alle


def _i_aftalerne(punkt: Punkt, user: User, nu: datetime) -> list[Fund]:
    """The same of what was agreed, which stands in the minutes."""
    tekst = "\n".join(Handling.objects.filter(anledning=punkt.anledning_id).values_list("hvad", flat=True))
    if not tekst or not er_inde(user, punkt):
        return []
    hvad = kendetegn_i(tekst, her(punkt.anledning.ejer_enhed_id, nu))
    return [Fund("aftaler", "Det er aftalt", opregning(hvad))] if hvad else []


def _noegle(punkt: Punkt, *hvad: object) -> str:
    return f"{punkt.pk}-{hashlib.sha256(repr(hvad).encode()).hexdigest()[:16]}"


def ved_felterne(fundne: list[Fund]) -> dict[str, str]:
    """The same by field, as a sentence that stands there while one writes."""
    return {f.felt: f"Her står {f.hvad}. Kan barnet kendes på det? Det er gemt; siden advarer kun." for f in fundne}


def _tekster(svar: Any) -> Iterator[str]:
    if isinstance(svar, str):
        yield svar
    elif isinstance(svar, dict):
        for en in svar.values():
            yield from _tekster(en)
    elif isinstance(svar, list):
        for en in svar:
            yield from _tekster(en)
