"""What a meeting could talk about: each app proposes children from what it knows, and none knows the others.

A source is a function f(user=, boern=, nu=). It is handed the children of a unit which the user sees, as keys or a
subquery of them, and gives what it would propose of them. Apps add theirs in AppConfig.ready. A source gives nothing of
what the user may not read: that a child is proposed tells something about it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Frist, User
from opsporing.tid import dato

OPFOELGNING = "opfoelgning"


@dataclass(frozen=True, slots=True)
class Moedeforslag:
    """That a child could be on an agenda: why, as a code and in words, since when, and the matter it springs from.

    `kender` are the keys of those who know the child from it, and so could prepare an item.
    """

    barn: int
    grund: str
    tekst: str
    dag: date
    kilde: int | None = None
    kender: tuple[int, ...] = ()


#: The sources.
FORSLAG: list[Callable[..., Iterable[Moedeforslag]]] = []


def saml(*, user: User, boern: Any, nu: datetime) -> list[Moedeforslag]:
    """Everything that is proposed of these children, the oldest first."""
    alle = [forslag for kilde in FORSLAG for forslag in kilde(user=user, boern=boern, nu=nu)]
    return sorted(alle, key=lambda f: (f.dag, f.barn, f.grund))


def forfaldne_opfoelgninger(*, user: User, boern: Any, nu: datetime) -> Iterable[Moedeforslag]:
    """Children with something agreed that nobody has followed up, once each, with the oldest."""
    frister = (
        Frist.objects.for_user(user, nu)
        .overskredne(nu)
        .filter(kode=HANDLING_OPFOELGNING, anledning__barn__in=boern)
        .order_by("forfalder_at")
        .values_list("anledning__barn", "anledning", "forfalder_at")
    )
    set_: set[int] = set()
    for barn, anledning, forfaldt in frister:
        if barn not in set_:
            set_.add(barn)
            yield Moedeforslag(barn, OPFOELGNING, "En aftale er ikke fulgt op", dato(forfaldt), anledning)


FORSLAG.append(forfaldne_opfoelgninger)
