"""Whose family is at the table: told to those who have part in an item about its child, and to nobody else.

Several children may be on one agenda. That a certain mother was asked to come tells whose child another item is about.
"""

from collections.abc import Iterable

from dialogmoeder.models import Deltager, Fagvalg, Moede, Punkt, Punktart, Punktdeltager, Punktstatus
from opsporing.models import Foraeldremyndighed


def er_familie(deltager: Deltager) -> bool:
    """Whether she comes as a parent, or along with one."""
    return deltager.person_id is not None or (
        deltager.ansaettelse_id is None and deltager.fag == Fagvalg.FORAELDRE.value
    )


def kan_naevnes(deltagere: Iterable[Deltager], punkt: Punkt) -> list[Deltager]:
    """Those who are told of to the ones with part in an item: not who comes for another child, nor somebody who was
    called in to another item alone.
    """
    alle = list(deltagere)
    kaldt = set(Punktdeltager.objects.filter(punkt=punkt, deltager__kaldt_ind=True).values_list("deltager", flat=True))
    fremmede = andres_familie(alle, punkt)
    return [d for d in alle if d.pk not in fremmede and (d.pk in kaldt or not d.kaldt_ind)]


def andres_familie(deltagere: Iterable[Deltager], punkt: Punkt) -> set[int]:
    """The keys of those who come for another child than the item's."""
    return fremmede(deltagere, punkt.moede, {punkt.barn_id} if punkt.barn_id else set())


def fremmede(deltagere: Iterable[Deltager], moede: Moede, boern: set[int]) -> set[int]:
    """The keys of those who come for none of these children. Whom somebody named comes along with is not known, so she
    counts as theirs only where no other child is on the agenda.
    """
    familie = [d for d in deltagere if er_familie(d)]
    if not familie:
        return set()
    egne = set(
        Foraeldremyndighed.objects.filter(
            barn__in=boern, person__in=[d.person_id for d in familie if d.person_id is not None]
        ).values_list("person_id", flat=True)
    )
    paa = moede.punkter.filter(art=Punktart.BARN).exclude(status=Punktstatus.TRUKKET)
    kun_egne = bool(boern) and not paa.exclude(barn__in=boern).exists()
    return {d.pk for d in familie if not (d.person_id in egne if d.person_id is not None else kun_egne)}
