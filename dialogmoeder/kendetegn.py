"""Reading what is written of a child without a name for what could give it away.

Only those who work where the child is are told what was found: to others "there is such a name here" would be news.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dialogmoeder.models import Punkt
from dialogmoeder.permissions_punkt import er_inde
from dialogmoeder.rules.navne import Kendetegn, kendetegn_i
from opsporing.dansk import opregning
from opsporing.models import Barn, Besvarelse, Foraeldremyndighed, Tilknytning, User

#: What the warning can and cannot do, where it stands.
KUN_EN_ADVARSEL = "Siden kender kun navne og fødselsdage på børn og forældre hos jer, så læs selv efter."


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
