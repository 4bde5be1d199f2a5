"""The receiver's pages put together: the list of what was handed over, and one hand-over as it may be read now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from opsporing.frosset import Frosset, fra_data
from opsporing.models import Samtykke, User
from opsporing.tid import dato
from overgange.actions.faldet_bort import venter
from overgange.actions.modtager import stoppet_venter
from overgange.kopi import samtykkets_hvad
from overgange.models import Besoeg, Overleveretdel, Overlevering, Spoergsmaal

#: What is told of and was handed over so many days ago is on the child's page, not in the list.
VISES_DAGE = 180


@dataclass(frozen=True, slots=True)
class Del:
    """One part: its copy, or the day it was withdrawn."""

    titel: str
    kopi: Frosset | None
    trukket_den: date | None


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Hand-overs that wait for the same."""

    kode: str
    titel: str
    raekker: Sequence[Overlevering]


def dele(overlevering: Overlevering) -> list[Del]:
    """The parts in their order, those withdrawn by their title alone.

    One that was withdrawn before the first day anybody could read it, or had, is not there: nobody has anything to stop
    using, and that it existed is not the receiver's to know.
    """
    vist = []
    egne = list(overlevering.dele.order_by("nr"))
    for en in egne:
        if en.stoppet_at is None:
            vist.append(Del(en.titel, fra_data(en.indhold), None))
        elif dato(en.stoppet_at) >= overlevering.laeses_fra or (
            overlevering.kvitteret_at is not None and en.stoppet_at >= overlevering.kvitteret_at
        ):
            vist.append(Del(en.titel, None, dato(en.stoppet_at)))
    foer = _uset_fra_foer(overlevering, {en.del_kode for en in egne})
    return vist + [Del(en.titel, None, dato(en.stoppet_at)) for en in foer if en.stoppet_at]


def _uset_fra_foer(overlevering: Overlevering, egne: Collection[str]) -> list[Overleveretdel]:
    """What is withdrawn of the hand-overs this one replaced, until the place has said that it uses it no more."""
    koder = set(stoppet_venter(overlevering)) - set(egne)
    if not koder:
        return []
    alle = Overleveretdel.objects.filter(
        overlevering__overgang=overlevering.overgang_id, del_kode__in=koder, stoppet_at__isnull=False
    )
    return list({en.del_kode: en for en in alle.order_by("nr", "pk")}.values())


def stoppede(overlevering: Overlevering, koder: Collection[str]) -> list[str]:
    """What the parts are called that the place is to use no more."""
    alle = Overleveretdel.objects.filter(overlevering__overgang=overlevering.overgang_id, del_kode__in=koder)
    return list(dict(alle.order_by("nr", "pk").values_list("del_kode", "titel")).values())


def samtykker(overlevering: Overlevering) -> list[Samtykke]:
    """The yeses that the parts rest on which may still be read, so that they can be taken back here too."""
    staar = overlevering.dele.filter(stoppet_at=None).values_list("titel", flat=True)
    return list(
        Samtykke.objects.filter(
            anledning=overlevering.overgang.anledning_id,
            ja=True,
            trukket_at=None,
            hvad__in=[samtykkets_hvad(titel) for titel in staar],
        )
        .select_related("person")
        .order_by("person__fornavn", "hvad")
    )


def spoergsmaal(overlevering: Overlevering) -> list[Spoergsmaal]:
    """The questions between the two places about this child's overgang, also those of a hand-over that was replaced."""
    return list(
        Spoergsmaal.objects.filter(
            overlevering__overgang=overlevering.overgang_id, overlevering__modtager=overlevering.modtager_id
        )
        .select_related("stillet_by", "svaret_by")
        .order_by("stillet_at", "pk")
    )


def besoeg(user: User, nu: datetime) -> list[Besoeg]:
    """The visits the user is named in while she sees nothing else of the overgang, the next one first."""
    return list(
        Besoeg.objects.som_gaest(user, nu)
        .filter(afsluttet_at=None)
        .select_related("overgang__barn", "overgang__fra_enhed__journalenhed", "moedeleder")
        .defer("svar", "konflikter", "felt_rev")
        .order_by("planlagt_at", "pk")
    )


def grupper(user: User, nu: datetime) -> list[Gruppe]:
    """What was handed over, by what it waits for, in one query; what is not to be read yet with its day alone."""
    i_dag = dato(nu)
    alle = (
        Overlevering.objects.for_user(user, nu)
        .filter(Q(erstattet_at=None) | venter())
        .select_related("overgang__barn", "overgang__fra_enhed__journalenhed", "modtager")
        .annotate(
            ubesvarede=Count("spoergsmaal", filter=Q(spoergsmaal__svaret_at=None), distinct=True),
            trukket=Count("dele", filter=Q(dele__stoppet_at__date__gte=F("laeses_fra")), distinct=True),
        )
        .order_by("overgang__start_den", "pk")
    )
    delt: dict[str, list[Overlevering]] = {"bort": [], "ulaest": [], "senere": [], "start": [], "faerdig": []}
    for en in alle:
        if en.erstattet_at is not None:
            delt["bort"].append(en)
        elif en.laeses_fra > i_dag:
            delt["senere"].append(en)
        elif en.kvitteret_at is None:
            delt["ulaest"].append(en)
        elif en.opfulgt_at is None:
            delt["start"].append(en)
        elif (i_dag - dato(en.opfulgt_at)).days <= VISES_DAGE:
            delt["faerdig"].append(en)
    titler = {
        "bort": "Begynder ikke alligevel",
        "ulaest": "Skal læses",
        "senere": "Kan læses senere",
        "start": "Fortæl, hvordan starten gik",
        "faerdig": "Læst og fulgt op",
    }
    return [Gruppe(kode, titler[kode], raekker) for kode, raekker in delt.items() if raekker]
