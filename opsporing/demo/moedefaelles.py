"""What everything about meetings in the demo needs: which house, whose words, who does it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from adbb.models import Forloeb, Screening, Udfald
from dialogmoeder.kreds import laes
from dialogmoeder.models import Moede, Moedestatus, Punkt, Punktstatus, Slags
from opsporing.cpr import Koen
from opsporing.demo import befolkning, tekster
from opsporing.demo.tilfaelde import heltal, valg
from opsporing.demo.verden import Verden
from opsporing.models import Barn, Enhed, Kommune, Person, Spaerring, Tilknytning, User
from opsporing.skemaer.definition import Felttype, Skemadefinition

#: The house, and the stuer whose children are talked about: they are looked after together (`Deltager.mine`).
HUS, STUER = "STR", ("STR-MUS", "STR-FYR")
#: The team after ADBB is sundhedsplejens.
PLEJEN, DISTRIKTER = "SPL", befolkning.DISTRIKTER


def tekst(om: str, felt: str, barn: Barn | None, *noegle: object) -> str:
    """A text about the child, or about one without a name."""
    alle = tekster.moedeord()[om][felt] if om else tekster.moedeord()[felt]
    navn, koen = (barn.kaldenavn, barn.koen) if barn else ("Barnet", Koen.PIGE.value)
    return tekster.udfyld(valg(alle, felt, *noegle), navn, koen)


def overskrift(moede: Moede, felt: str, barn: Barn | None, *noegle: object) -> str:
    """What is asked of an item, in words that none of those to come has: two alike are hard to tell apart."""
    kommende = Moede.objects.filter(enhed=moede.enhed, status__in=[Moedestatus.PLANLAGT, Moedestatus.INDKALDT])
    andre = Punkt.objects.filter(moede__in=kommende).exclude(status=Punktstatus.TRUKKET)
    brugte = set(andre.values_list("overskrift", flat=True))
    alle = [tekst("", felt, barn, *noegle, *((nr,) if nr else ())) for nr in range(12)]
    return next((en for en in alle if en not in brugte), alle[0])


def udfyldt(definition: Skemadefinition, om: str, barn: Barn | None, *noegle: object) -> dict[str, Any]:
    """What the form must have, and the views that there are words for."""
    svar: dict[str, Any] = {}
    for felt in definition.felter:
        if felt.kode == "overgreb":
            svar[felt.kode] = next(kode for kode in felt.koder if kode in {"nej", "intet_peger"})
        elif felt.kode in tekster.moedeord()[om]:
            svar[felt.kode] = tekst(om, felt.kode, barn, *noegle)
        elif felt.kode in {"trin_udvikling", "trin_omsorg"}:
            svar[felt.kode] = valg(("trin_2", "trin_3"), felt.kode, *noegle)
        elif felt.type is Felttype.FLERVALG and felt.paakraevet:
            svar[felt.kode] = [felt.koder[heltal(0, 2, felt.kode, *noegle)]]
    return svar


def hent(pk: int, *status: str) -> Moede | None:
    """The meeting, while it is in one of these states."""
    hentet = Moede.objects.select_related("enhed__kommune__profil", "anledning", "team", "kommune__profil")
    return hentet.filter(pk=pk, status__in=status).first()


def steder(moede: Moede) -> tuple[str, ...]:
    """Where those who have the children of a meeting work."""
    return DISTRIKTER if moede.slags == Slags.ADBB_TEAM else STUER


def ord_om(moede: Moede, hvad: str) -> str:
    """Which words are used of `hvad` at a meeting: a baby is not at a table with other children."""
    return f"{hvad}_adbb" if moede.slags == Slags.ADBB_TEAM else hvad


def over_graensen(kommune: Kommune, nu: datetime) -> QuerySet[Forloeb]:
    """Open courses of ADBB that reached the cut-off twice and are not kept from the parents, the oldest first."""
    to_gange = Screening.objects.gaeldende().filter(
        forloeb=OuterRef("pk"), udfald=Udfald.OVER_ANDEN, afsluttet_at__lt=nu
    )
    return (
        Forloeb.objects.aabne()
        .filter(Exists(to_gange), kommune=kommune)
        .exclude(barn__in=Spaerring.objects.staaende().values("anledning__barn"))
        .select_related("barn", "anledning")
        .order_by("fra", "pk")
    )


def paedagog(verden: Verden, barn: Barn, nu: datetime, koder: Collection[str] | None = None) -> User | None:
    """The first of those who have the child, in one of these places."""
    koder = STUER if koder is None else koder
    t = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn, enhed__kode__in=koder).first()
    her = verden.kolleger.paa(t.enhed, nu) if t else []
    return her[0] if her else None


def punkter(moede: Moede | None) -> list[Punkt]:
    """What is still on the agenda."""
    if moede is None:
        return []
    aktuelle = moede.punkter.filter(status="paa_dagsorden").select_related(
        "barn", "anledning__ejer_enhed", "forberedes_by"
    )
    return list(aktuelle.order_by("nr"))


def kan_fortaelles(punkt: Punkt, nu: datetime) -> list[Person]:
    """The custody holders who may be told of the item."""
    return list(laes(punkt.moede, nu, punkt=punkt).om(punkt).kan_fortaelles)


def hende(verden: Verden, punkt: Punkt, nu: datetime) -> User | None:
    """The one who prepares it, or the leader where she has left."""
    hus = punkt.anledning.ejer_enhed
    dem = [*(u for k in steder(punkt.moede) for u in _paa_stuen(verden, hus, k, nu)), leder(verden, hus, nu)]
    return next((u for u in dem if u and u.pk == punkt.forberedes_by_id), dem[-1])


def _paa_stuen(verden: Verden, hus: Enhed, kode: str, nu: datetime) -> list[User]:
    stue = Enhed.objects.filter(kommune_id=hus.kommune_id, kode=kode).first()
    return verden.kolleger.paa(stue, nu) if stue else []


def en_paa_stuen(verden: Verden, hus: Enhed, nu: datetime) -> User | None:
    """Somebody who works with the children of the first of the stuer."""
    return next(iter(_paa_stuen(verden, hus, STUER[0], nu)), None)


def leder(verden: Verden, hus: Enhed, nu: datetime) -> User | None:
    """Who leads the house."""
    return verden.kolleger.leder(hus, nu)
