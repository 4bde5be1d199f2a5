"""Who has been told what: questions the other rooms ask before they act."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Exists, OuterRef

from opsporing.models import Barn, Emne, Enhed, Foraeldremyndighed, Orientering


class BarnPaaEnhed(Protocol):
    """A child and the unit it is seen in."""

    @property
    def barn(self) -> Barn: ...

    @property
    def enhed(self) -> Enhed: ...


@dataclass(frozen=True, slots=True)
class Sted:
    """The plainest BarnPaaEnhed."""

    barn: Barn
    enhed: Enhed


def mangler_orientering(steder: Iterable[BarnPaaEnhed]) -> set[int]:
    """The children (primary keys) of whom not every custody holder has been informed by the journal unit.

    The information is GDPR's art. 13 and 14 notice about the assessments. A child without registered custody holders is
    missing too: nobody has been told. One query per journal unit, however many children.
    """
    pr_enhed: dict[int, set[int]] = {}
    for sted in steder:
        pr_enhed.setdefault(sted.enhed.journalenhed_id or sted.enhed.pk, set()).add(sted.barn.pk)
    mangler: set[int] = set()
    for enhed_id, boern in pr_enhed.items():
        fortalt = Orientering.objects.filter(
            barn=OuterRef("barn"),
            person=OuterRef("person"),
            enhed=enhed_id,
            emne=Emne.BEHANDLING,
            fortrudt_at=None,
        )
        rows = (
            Foraeldremyndighed.objects.filter(barn__in=boern, til=None)
            .annotate(fortalt=Exists(fortalt))
            .values_list("barn_id", "fortalt")
        )
        har_nogen = {barn for barn, _ in rows}
        mangler |= (boern - har_nogen) | {barn for barn, fortalt in rows if not fortalt}
    return mangler


def er_orienteret(barn: Barn, enhed: Enhed) -> bool:
    """Whether every custody holder of the child has been informed by the journal unit of `enhed`."""

    return barn.pk not in mangler_orientering([Sted(barn, enhed)])
