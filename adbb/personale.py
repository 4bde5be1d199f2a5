"""The staff of a sundhedspleje: who works here now, their certificates, and when they last had supervision."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from adbb.fristtyper import LEDELSEN, PLEJEN
from adbb.permissions import METODE
from adbb.rules.certifikat import Status, sidste, status
from opsporing.models import Ansaettelse, Certificering, Enhed, User
from opsporing.models.sql import DanskSortering


def sundhedsplejen(user: User) -> int:
    """The journal unit of the unit the user acts for: it keeps the log of supervision."""
    enhed = user.ansat.enhed
    return enhed.journalenhed_id or enhed.pk


def ansatte(user: User, nu: datetime, roller: frozenset[str] = PLEJEN | LEDELSEN) -> QuerySet[User]:
    """Everybody employed in sundhedsplejen in or below the user's unit now, in Danish order of names."""
    her = Ansaettelse.objects.gaeldende(nu).filter(
        user=OuterRef("pk"), rolle__in=roller, enhed__in=Enhed.objects.undertrae(user.ansat.enhed)
    )
    return User.objects.filter(Exists(her), is_active=True).order_by(DanskSortering("navn"), "pk")


@dataclass(frozen=True, slots=True)
class Certificeret:
    """One of the staff with what her certificates amount to. `certifikat` is the one to speak of, if there is any.

    `scorer` is whether her job lets her score, so that the certificate is needed.
    """

    user: User
    hvor: str
    scorer: bool
    status: Status
    certifikat: Certificering | None

    @property
    def mangler(self) -> bool:
        """Whether she is to score and may not."""
        return self.scorer and self.status in {Status.INGEN, Status.UDLOEBET}


def certifikater(user: User, nu: datetime, paa: date) -> list[Certificeret]:
    """All staff and their certificates in three queries: first who scores and has none that counts, then who soon has
    none, then the rest; by the day it ends.
    """
    alle = list(ansatte(user, nu))
    beviser: dict[int, list[Certificering]] = defaultdict(list)
    for bevis in Certificering.objects.filter(user__in=alle, metode=METODE):
        beviser[bevis.user_id].append(bevis)
    steder: dict[int, list[Ansaettelse]] = defaultdict(list)
    for ansat in (
        Ansaettelse.objects.gaeldende(nu)
        .filter(user__in=alle, rolle__in=PLEJEN | LEDELSEN, enhed__in=Enhed.objects.undertrae(user.ansat.enhed))
        .select_related("enhed")
        .order_by("fra", "pk")
    ):
        steder[ansat.user_id].append(ansat)
    fundne = [
        Certificeret(
            user=person,
            hvor=", ".join(dict.fromkeys(a.enhed.navn for a in steder[person.pk])),
            scorer=any(a.rolle in PLEJEN for a in steder[person.pk]),
            status=status(beviser[person.pk], paa),
            certifikat=sidste(beviser[person.pk], paa),
        )
        for person in alle
    ]
    return sorted(fundne, key=_orden)


def _orden(c: Certificeret) -> tuple[int, date]:
    if c.mangler:
        gruppe = 0
    elif c.status is Status.SNART:
        gruppe = 1
    else:
        gruppe = 2 if c.certifikat else 3
    slut = c.certifikat.udloeber_den if c.certifikat else None
    return gruppe, (date.min if gruppe == 0 and not c.certifikat else slut or date.max)


def med_seneste_supervision(user: User, nu: datetime) -> list[User]:
    """The staff with `sidst`, the day each last had supervision (None for never), who has waited longest first."""
    alle: Sequence[User] = list(ansatte(user, nu).annotate(sidst=Max("supervisioner__supervision__den")))
    return sorted(alle, key=lambda u: u.sidst or date.min)  # type: ignore[attr-defined]
