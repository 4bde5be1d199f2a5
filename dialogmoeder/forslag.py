"""What could be on an agenda: what the apps propose of the unit's children, and what is left from earlier meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from dialogmoeder import personer
from dialogmoeder.adgang import ROLLER, passer_paa
from dialogmoeder.models import Forslag, Moede, Moedestatus, Punkt, Punktart, Punktstatus
from dialogmoeder.rules.dagsorden import er_smaa, orden
from opsporing import moedeforslag
from opsporing.models import Anledning, Ansaettelse, Barn, Handling, Tilknytning, User
from opsporing.moedeforslag import Moedeforslag
from opsporing.tid import dato

#: Proposals shown at first; the rest are folded away.
VISES = 12


@dataclass(frozen=True, slots=True)
class Linje:
    """One child, or an item without one, that is proposed: why, with the weightiest reason first, and since when.

    `noegle` names it in a form. `fortsaetter` is the item it goes on from.
    """

    noegle: str
    barn: Barn | None
    titel: str
    grunde: tuple[Moedeforslag, ...]
    smaa: bool
    fortsaetter: Punkt | None = None

    @property
    def forslag(self) -> str:
        """The reason that counts, as an item keeps it."""
        kode = self.grunde[0].grund
        return kode if kode in Forslag.values else str(Forslag.VALGT)

    @property
    def kilde(self) -> int | None:
        """The matter it springs from."""
        return next((g.kilde for g in self.grunde if g.kilde is not None), None)

    @property
    def siden(self) -> date:
        """The oldest of the reasons."""
        return min(g.dag for g in self.grunde)


def linjer(moede: Moede, user: User, nu: datetime) -> list[Linje]:
    """The proposals for an agenda, without the children on it already, in the order of `rules.dagsorden`."""
    dag = dato(moede.planlagt_at)
    fra_sidst = list(_udsatte(moede, user, nu))
    per_barn: dict[int, list[Moedeforslag]] = {}
    for forslag in [
        *(f for _, f in fra_sidst if f.barn),
        *_aftaler(moede, user, nu),
        *moedeforslag.saml(user=user, boern=personer.noegler(user, nu), nu=nu),
    ]:
        per_barn.setdefault(forslag.barn, []).append(forslag)
    paa = set(moede.punkter.exclude(status=Punktstatus.TRUKKET).values_list("barn", flat=True))
    boern = Barn.objects.for_user(user, nu).in_bulk([pk for pk in per_barn if pk not in paa])
    boern = {pk: barn for pk, barn in boern.items() if passer_paa(moede, barn, nu)}
    fortsaettes = {punkt.barn_id: punkt for punkt, _ in fra_sidst if punkt.barn_id}
    alle = [
        Linje(
            noegle=f"barn-{barn.pk}",
            barn=barn,
            titel=barn.navn,
            grunde=tuple(sorted(per_barn[pk], key=lambda g: (orden(g.grund), g.dag))),
            smaa=er_smaa(barn.foedt_den, dag),
            fortsaetter=fortsaettes.get(pk),
        )
        for pk, barn in boern.items()
    ]
    alle += [
        Linje(f"punkt-{punkt.pk}", None, punkt.overskrift, (forslag,), punkt.smaa, punkt)
        for punkt, forslag in fra_sidst
        if punkt.barn_id is None
    ]
    return sorted(alle, key=lambda linje: (orden(linje.grunde[0].grund), linje.siden, linje.noegle))


def find(moede: Moede, user: User, nu: datetime, noegle: str) -> Linje | None:
    """The proposal a form names; None where it is not, or no longer, among them."""
    return next((linje for linje in linjer(moede, user, nu) if linje.noegle == noegle), None)


def kilden(linje: Linje) -> Anledning | None:
    """The matter a proposal springs from."""
    return Anledning.objects.filter(pk=linje.kilde).first() if linje.kilde else None


def forberedes_af(linje: Linje, by: User, nu: datetime) -> User:
    """Who prepares a proposal that is put on with one press: the one who puts it on where she knows the child herself,
    else the first of those who do and who works where the child goes now; where there is none, the one who puts it on.
    """
    kender = [pk for grund in linje.grunde for pk in grund.kender]
    if linje.barn is None or by.pk in kender or not kender:
        return by
    steder = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=linje.barn).values("enhed")
    her = set(
        Ansaettelse.objects.gaeldende(nu)
        .filter(user__in=kender, user__is_active=True, enhed__in=steder, rolle__in=ROLLER)
        .filter(enhed__journalenhed=by.ansat.enhed.journalenhed_id)
        .values_list("user", flat=True)
    )
    valgt = next((pk for pk in kender if pk in her), None)
    return User.objects.get(pk=valgt) if valgt else by


def _foer(moede: Moede) -> Q:
    """Meetings this one goes on from: the team's earlier ones, and the one it follows up on."""
    foer = Q(moede__pk=moede.efter_id) if moede.efter_id else Q(pk__in=[])
    if moede.team_id:
        foer |= Q(moede__team=moede.team_id, moede__planlagt_at__lt=moede.planlagt_at)
    return foer


def _udsatte(moede: Moede, user: User, nu: datetime) -> Iterable[tuple[Punkt, Moedeforslag]]:
    """Items there was no time for, or whose meeting was called off, that have not been taken up again: neither the item
    itself, nor its child at a later meeting. A question without a child falls away when two meetings have passed it by.
    """
    igen = Punkt.objects.filter(fortsaetter=OuterRef("pk")).exclude(status=Punktstatus.TRUKKET)
    barnet_siden = Punkt.objects.filter(
        _foer(moede),
        barn=OuterRef("barn"),
        moede__planlagt_at__gt=OuterRef("moede__planlagt_at"),
        status=Punktstatus.BEHANDLET,
    )
    holdte = Moede.objects.filter(team__isnull=False, team=moede.team_id, status=Moedestatus.AFHOLDT)
    naestsidste = holdte.order_by("-planlagt_at").values_list("planlagt_at", flat=True)[1:2].first()
    for_gammelt = Q(barn=None, moede__planlagt_at__lt=naestsidste) if naestsidste else Q(pk__in=[])
    udsatte = (
        Punkt.objects.for_user(user, nu)
        .filter(_foer(moede), status=Punktstatus.UDSAT)
        .exclude(Exists(igen) | Exists(barnet_siden) | for_gammelt)
        .select_related("moede")
        .order_by("moede__planlagt_at", "nr")
    )
    for punkt in udsatte:
        tekst = "Mødet blev aflyst" if punkt.moede.status == Moedestatus.AFLYST else "Blev ikke nået sidst"
        yield (
            punkt,
            Moedeforslag(punkt.barn_id or 0, Forslag.UDSAT, tekst, dato(punkt.moede.planlagt_at), punkt.kilde_id),
        )


def _aftaler(moede: Moede, user: User, nu: datetime) -> Iterable[Moedeforslag]:
    """Children with agreements from earlier meetings that are open still, each with the oldest."""
    foer = Punkt.objects.filter(_foer(moede), status=Punktstatus.BEHANDLET, art=Punktart.BARN)
    aabne = (
        Handling.objects.for_user(user, nu)
        .aabne()
        .filter(anledning__in=foer.values("anledning"), barn__isnull=False)
        .order_by("barn", "opfoelgning_den", "pk")
        .distinct("barn")
    )
    for handling in aabne:
        yield Moedeforslag(
            handling.barn_id or 0,
            Forslag.AFTALE,
            "En aftale fra et tidligere møde",
            handling.aftalt_den,
            handling.anledning_id,
        )
