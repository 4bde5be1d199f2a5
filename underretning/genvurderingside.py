"""What the reassessment of a case rests on: who handled it before, and who can take part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q

from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.dansk import kort_dato_aar
from opsporing.models import Ansaettelse, Spaerring, Udelukkelse, User
from opsporing.tid import dato
from underretning.models import (
    Boernesamtale,
    Genvurdering,
    Genvurderingsdeltager,
    Modtaget,
    Overdragelse,
)
from underretning.omkring import soeskende
from underretning.rules import genvurdering as regler
from underretning.rules.genvurdering import Del, Spor

#: Columns of a received underretning that name somebody who handled it.
_FELTER = {
    "ansvarlig": Del.ANSVARLIG,
    "vurderet_by": Del.VURDEREDE,
    "afgjort_by": Del.AFGJORDE,
    "lukket_by": Del.LUKKEDE,
    "aabnet_igen_by": Del.AABNEDE_IGEN,
    "oversendt_by": Del.OVERSENDTE,
}
ROLLER = [rolle for rolle, maa in ROLLE_PERMISSIONS.items() if Permission.UNDERRETNING_MODTAG in maa]


def tidligere_sager(modtaget: Modtaget) -> list[Modtaget]:
    """Underretninger about the child and its siblings that came before this one; those of the same writing are no
    earlier case.
    """
    boern = [modtaget.barn_id, *(barn.pk for barn in soeskende(modtaget.barn))]
    return list(
        Modtaget.objects.filter(kommune_id=modtaget.kommune_id, barn__in=boern)
        .filter(
            Q(modtaget_at__lt=modtaget.modtaget_at) | Q(modtaget_at=modtaget.modtaget_at, pk__lt=modtaget.pk),
        )
        .exclude(kvitteringsnummer=modtaget.kvitteringsnummer)
        .only("pk", "barn_id", "modtaget_at", "anledning_id")
    )


def sporene(modtaget: Modtaget) -> list[Spor]:
    """Everything that anybody did in an earlier case, also what has been decided anew by somebody else since."""
    sager = {sag.pk: sag for sag in tidligere_sager(modtaget)}
    if not sager:
        return []
    fundet: list[Spor] = []

    def laeg(sag: int, user: int | None, hvad: Del) -> None:
        if user is not None:
            den = sager[sag]
            fundet.append(Spor(user, hvad, dato(den.modtaget_at), soeskende=den.barn_id != modtaget.barn_id))

    # Of every version of the rows: who assessed it first counts, though somebody has assessed it anew.
    versioner = apps.get_model("underretning", "ModtagetEvent")
    for raekke in versioner.objects.filter(pgh_obj__in=sager).values("pgh_obj_id", *_FELTER).distinct():
        for felt, hvad in _FELTER.items():
            laeg(raekke["pgh_obj_id"], raekke[felt], hvad)
    for sag, user in Genvurderingsdeltager.objects.filter(
        genvurdering__modtaget__in=sager, genvurdering__afsluttet_at__isnull=False
    ).values_list("genvurdering__modtaget", "user"):
        laeg(sag, user, Del.GENVURDEREDE)
    for sag, fra, til in Overdragelse.objects.filter(modtaget__in=sager).values_list("modtaget", "fra", "til"):
        laeg(sag, fra, Del.OVERDROG)
        laeg(sag, til, Del.OVERTOG)
    for sag, user in Boernesamtale.objects.filter(modtaget__in=sager).values_list("modtaget", "registreret_by"):
        laeg(sag, user, Del.TALTE)
    for sag, bekraeftet, ophaevet in Spaerring.objects.filter(anledning__modtaget__in=sager).values_list(
        "anledning__modtaget", "bekraeftet_by", "ophaevet_by"
    ):
        laeg(sag, bekraeftet, Del.SPAERREDE)
        laeg(sag, ophaevet, Del.SPAERREDE)
    return fundet


def mulige(modtaget: Modtaget, nu: datetime) -> list[Ansaettelse]:
    """Employments in the municipality's myndighed that can take part, one for each person, by name.

    Somebody who is shut out of the matter is not among them.
    """
    ude = Udelukkelse.objects.filter(anledning=modtaget.anledning_id).values("user")
    alle = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(kommune_id=modtaget.kommune_id, rolle__in=ROLLER, user__is_active=True)
        .exclude(user__in=ude)
        .select_related("user", "enhed")
        .order_by("user__navn", "user_id", "fra", "pk")
    )
    return list({ansaettelse.user_id: ansaettelse for ansaettelse in reversed(alle)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Deltager:
    """Somebody who can take part: whether she counts as new, and why not."""

    user: User
    enhed: str
    hvad: tuple[Spor, ...]

    @property
    def ny(self) -> bool:
        return not self.hvad

    @property
    def ord(self) -> str:
        """In words beside her name."""
        if not self.hvad:
            return "har ikke behandlet sagen før"
        foerst = self.hvad[0]
        om = "søskendes underretning" if foerst.soeskende else "underretningen"
        return f"{foerst.hvad}: {om} fra {kort_dato_aar(foerst.modtaget)}"


@dataclass(frozen=True, slots=True)
class Side:
    """The page of a reassessment."""

    genvurdering: Genvurdering | None
    deltagere: tuple[Deltager, ...]
    valgte: frozenset[int]
    kendte: frozenset[int]

    @property
    def med(self) -> tuple[Deltager, ...]:
        """Those who take part."""
        return tuple(d for d in self.deltagere if d.user.pk in self.valgte)

    @property
    def nye(self) -> set[int]:
        """Those who take part and are new to the case."""
        return regler.nye(self.valgte, {d.user.pk for d in self.deltagere if not d.ny}, self.kendte)

    @property
    def mangler(self) -> str:
        """Why it cannot end yet."""
        return regler.hvorfor_ikke(self.valgte, {d.user.pk for d in self.deltagere if not d.ny}, self.kendte)


def side(modtaget: Modtaget, nu: datetime) -> Side:
    """What the page shows; the number of queries does not grow with the earlier cases."""
    genvurdering = Genvurdering.objects.filter(modtaget=modtaget).select_related("begyndt_by", "afsluttet_by").first()
    raekker: Iterable[Any] = genvurdering.deltagere.select_related("user") if genvurdering else ()
    raekker = list(raekker)
    foer = regler.tidligere(sporene(modtaget))
    steder = {ansaettelse.user_id: (ansaettelse.user, ansaettelse.enhed.navn) for ansaettelse in mulige(modtaget, nu)}
    for raekke in raekker:
        steder.setdefault(raekke.user_id, (raekke.user, ""))
    return Side(
        genvurdering=genvurdering,
        deltagere=tuple(Deltager(user, sted, foer.get(pk, ())) for pk, (user, sted) in steder.items()),
        valgte=frozenset(raekke.user_id for raekke in raekker),
        kendte=frozenset(raekke.user_id for raekke in raekker if not raekke.ny and raekke.user_id not in foer),
    )
