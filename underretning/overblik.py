"""The writer's own underretninger, what becomes of them as far as she may know, and what her leader sees."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from opsporing.adgang.roller import LEDERROLLER, Rolle
from opsporing.models import Barn, User
from underretning.models import Brev, Brevart, Modtaget, Underretning
from underretning.models.modtaget import Modtagetstatus
from underretning.models.skrevet import Overgreb, Status
from underretning.rules.tilstande import Skrivetilstand

#: Those who lead a unit and so see that something was sent from it.
LEDER = LEDERROLLER | {Rolle.DAGPLEJEKONSULENT}


@dataclass(frozen=True, slots=True)
class Svar:
    """What the writer may know of one child's underretning after it is sent (barnets lov § 138): that it came, that the
    receipt letter was sent, and the answer that was given to her. Nothing of the case.
    """

    barn: str
    modtaget_at: datetime | None
    sendt_videre: str
    kvitteret_at: datetime | None
    svar: str
    tilfoejelse: str
    svaret_at: datetime | None


def mine(user: User, nu: datetime) -> list[Underretning]:
    """All that she has written under this employment, the newest first."""
    egne = Underretning.objects.for_user(user, nu).filter(skrevet_by=user, ansaettelse=user.ansaettelse)
    return list(
        egne.prefetch_related("boern__barn__mor").select_related("modtager_kommune").order_by("-oprettet_at", "-pk")
    )


def delte(user: User, nu: datetime) -> list[Underretning]:
    """Drafts that colleagues let her read along in."""
    andres = Underretning.objects.for_user(user, nu).exclude(skrevet_by=user).filter(status=Status.KLADDE)
    return list(andres.prefetch_related("boern__barn__mor").select_related("skrevet_by").order_by("-oprettet_at"))


def sendte_fra_enheden(user: User) -> QuerySet[Underretning]:
    """For the leader of a unit: that something was sent from it, about whom, when and by whom; no content.

    Never to one who is suspected, and to no leader when a leader is suspected and nobody knows which.
    """
    if user.ansaettelse is None or user.ansaettelse.rolle not in LEDER:
        return Underretning.objects.none()
    return (
        Underretning.objects.filter(
            status=Skrivetilstand.SENDT,
            enhed__journalenhed=user.ansat.enhed.journalenhed_id,
            enhed__sti__startswith=user.ansat.enhed.sti,
        )
        .exclude(skrevet_by=user)
        .exclude(mistaenkt=user)
        .exclude(boern__anledning__udelukkelser__user=user)
        .exclude(Q(overgreb=Overgreb.LEDER, mistaenkt=None))
        .select_related("skrevet_by")
        .prefetch_related("boern__barn__mor")
        .order_by("-sendt_at")
    )


def sendte_om(user: User, barn: Barn) -> list[Underretning]:
    """Those of `sendte_fra_enheden` that are about the child."""
    return list(sendte_fra_enheden(user).filter(boern__barn=barn))


def svarene(underretning: Underretning) -> list[Svar]:
    """What the writer may know, a line per child in the order of the underretning; empty where it went out by hand."""
    if underretning.kvitteringsnummer is None:
        return []
    modtagne = list(
        Modtaget.objects.filter(kvitteringsnummer=underretning.kvitteringsnummer)
        .only("status", "modtaget_at", "oversendt_til")
        .order_by("pk")
    )
    breve = {
        (brev.modtaget_id, brev.art): brev
        for brev in Brev.objects.filter(modtaget__in=modtagne, sendt_at__isnull=False)
    }
    navne = [barn.navn for barn in underretning.boern.select_related("barn__mor").order_by("pk")]
    linjer = []
    for nr, modtaget in enumerate(modtagne):
        kvittering = breve.get((modtaget.pk, Brevart.KVITTERING))
        svar = breve.get((modtaget.pk, Brevart.TILBAGEMELDING))
        linjer.append(
            Svar(
                barn=navne[nr] if len(navne) == len(modtagne) else "",
                modtaget_at=modtaget.modtaget_at,
                sendt_videre=modtaget.oversendt_til if modtaget.status == Modtagetstatus.OVERSENDT else "",
                kvitteret_at=kvittering.sendt_at if kvittering else None,
                svar=svar.get_valg_display() if svar else "",
                tilfoejelse=svar.tilfoejelse if svar else "",
                svaret_at=svar.sendt_at if svar else None,
            )
        )
    return linjer
