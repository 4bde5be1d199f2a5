"""One person's meetings and teams."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q

from dialogmoeder import adgang
from dialogmoeder.models import Deltager, Moede, Moedestatus, Punkt, Punktstatus, Team
from dialogmoeder.moedeside import navn
from opsporing.models import User
from opsporing.models.tilknytning import OmEnSagQuerySet

#: What was held longer ago is found under its team.
VISES_EFTER = timedelta(days=60)
#: So far ahead of a meeting of her unit that she is not asked to: a team plans a year, and the rest is under the team.
VISES_FOER = timedelta(days=60)
HOEJST = 40
IKKE_HOLDT = (Moedestatus.PLANLAGT, Moedestatus.INDKALDT, Moedestatus.I_GANG)


@dataclass(frozen=True, slots=True)
class Linje:
    """One meeting in the list. `aaben`: she may open it. `min`: she is asked to it or leads it."""

    moede: Moede
    navn: str
    aaben: bool
    min: bool
    punkter: int


@dataclass(frozen=True, slots=True)
class Liste:
    """What waits for her to be prepared, the meetings to come, and those lately held."""

    forbered: list[Punkt]
    kommende: list[Linje]
    holdte: list[Linje]
    team: list[Team]
    flere: bool


def _mine(user: User) -> Q:
    deltager = Deltager.objects.filter(moede=OuterRef("pk"), ansaettelse=user.ansat, fratraadt_at=None)
    return Q(moedeleder=user) | Q(Exists(deltager))


def _laest(raekker: OmEnSagQuerySet[Moede], user: User, nu: datetime) -> list[Linje]:
    aaben = Exists(Moede.objects.for_user(user, nu).filter(pk=OuterRef("pk")))
    min_ = ExpressionWrapper(_mine(user), output_field=BooleanField())
    om = {pk: (maa, hendes) for pk, maa, hendes in raekker.values_list("pk", aaben, min_)}
    med = raekker.select_related("team", "enhed", "kommune__profil", "moedeleder").annotate(
        antal=Count("punkter", filter=~Q(punkter__status=Punktstatus.TRUKKET))
    )
    return [
        Linje(m, navn(m), maa, hendes, getattr(m, "antal", 0))
        for m in med
        for maa, hendes in [om.get(m.pk, (False, False))]
        if maa or hendes
    ]


def liste(user: User, nu: datetime) -> Liste:
    """Her own and her unit's. A meeting she is to come to that is not called yet is told of by its day alone."""
    team = adgang.mine_team(user, nu)
    moeder = Moede.objects.filter(kommune_id=user.ansat.kommune_id)
    alle = Q(pk__in=moeder.for_user(user, nu).values("pk"))
    snart = _mine(user) | alle & Q(planlagt_at__lt=nu + VISES_FOER)
    kommende = moeder.filter(snart, status__in=IKKE_HOLDT).order_by("planlagt_at", "pk")
    holdte = moeder.filter(alle | _mine(user), planlagt_at__gte=nu - VISES_EFTER).exclude(status__in=IKKE_HOLDT)
    noegler = list(kommende.values_list("pk", flat=True)[: HOEJST + 1])
    return Liste(
        forbered=list(
            Punkt.objects.for_user(user, nu)
            .filter(
                forberedes_by=user,
                status=Punktstatus.PAA_DAGSORDEN,
                moede__status__in=(Moedestatus.PLANLAGT, Moedestatus.INDKALDT),
            )
            .exclude(forberedelse__sendt_at__isnull=False)
            .select_related("barn__mor", "moede__team", "moede__kommune__profil")
            .order_by("moede__planlagt_at", "nr")[:HOEJST]
        ),
        kommende=_laest(moeder.filter(pk__in=noegler[:HOEJST]).order_by("planlagt_at", "pk"), user, nu),
        holdte=_laest(holdte.order_by(F("planlagt_at").desc(), "pk"), user, nu),
        team=list(
            team.filter(nedlagt_at=None)
            .select_related("enhed", "tovholder")
            .annotate(naeste=_naeste(nu))
            .order_by("navn", "pk")
        ),
        flere=len(noegler) > HOEJST,
    )


def _naeste(nu: datetime) -> Min:
    return Min("moeder__planlagt_at", filter=Q(moeder__planlagt_at__gte=nu, moeder__aflyst_at=None))
