"""Who is reminded of a deadline.

The one it is laid on; when nobody is, or she is gone or may not see the matter any more, everybody with a suitable
role in its unit or the units above. An escalation goes to the nearest leader upwards who may see it, and in a chain to
as many leaders upwards as its step says, and where the step says so to the chiefs above, who hear that something is
late without seeing what (`chefer`). Somebody who has another stage of the same thing is not asked for this one
too: two colleagues' own views are two stages for two people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from opsporing.frister import rules
from opsporing.frister.typer import ALLE, fristtyper
from opsporing.models import Anledning, Ansaettelse, Frist, Udelukkelse
from opsporing.profil import CHEFROLLER_ELLERS, profil_for


@dataclass(frozen=True, slots=True)
class Sag:
    """One occasion of one deadline, with what decides who hears of it."""

    frist_id: int
    kode: str
    slags: str
    anledning_id: int
    kommune_id: int
    enhed_sti: str
    ansvarlig_id: int | None
    forfalder_at: datetime

    @property
    def enheder(self) -> list[int]:
        """The unit and those above it, the nearest first."""
        return [int(pk) for pk in reversed(self.enhed_sti.strip(".").split("."))]


class Ansatte:
    """Everybody employed in the municipalities at `nu` who may sign in, by unit and by person."""

    def __init__(self, kommuner: Collection[int], nu: datetime) -> None:
        self.i_enhed: dict[int, list[Ansaettelse]] = defaultdict(list)
        self.for_bruger: dict[int, list[Ansaettelse]] = defaultdict(list)
        for ansaettelse in (
            Ansaettelse.objects.gaeldende(nu)
            .filter(kommune_id__in=kommuner, user__is_active=True)
            .select_related("user", "enhed__kommune__profil", "enhed__journalenhed")
            .order_by("fra", "id")
        ):
            self.i_enhed[ansaettelse.enhed_id].append(ansaettelse)
            self.for_bruger[ansaettelse.user_id].append(ansaettelse)


def find(sager: Collection[Sag], nu: datetime) -> list[tuple[Sag, Ansaettelse]]:
    """Each occasion with each person who is to hear of it, once per person, under the employment she sees it by.

    Asks the database once per person who comes into question, however many deadlines there are.
    """
    ansatte = Ansatte({sag.kommune_id for sag in sager}, nu)
    optagne = _har_et_trin(sager)
    grupper = {sag: _grupper(sag, ansatte, optagne[sag.anledning_id, sag.kode]) for sag in sager}
    spoergsmaal: dict[Ansaettelse, list[Sag]] = defaultdict(list)
    for sag, raekke in grupper.items():
        for ansaettelse in (a for gruppe in raekke for a in gruppe):
            spoergsmaal[ansaettelse].append(sag)
    angaar = {ansaettelse: _angaar(ansaettelse, hendes, nu) for ansaettelse, hendes in spoergsmaal.items()}
    fundet = []
    for sag, raekke in grupper.items():
        synligt = [[a for a in gruppe if sag in angaar[a]] for gruppe in raekke]
        fundne = [a for gruppe in [g for g in synligt if g][: _antal_grupper(sag)] for a in gruppe]
        # The first employment of each person is kept: the later ones are overwritten by it.
        fundet += [(sag, a) for a in {a.user_id: a for a in reversed(fundne)}.values()]
    return fundet


def chefer(sager: Iterable[Sag], nu: datetime) -> list[tuple[Sag, Ansaettelse]]:
    """Each escalation that goes to the chiefs above with each of them, in the roles the municipality's profile names.

    The nearest upwards in the tree of units, on a step for all of them every one; where nobody above has such a role,
    all in the municipality who have. Never one who is shut out of the matter.
    """
    om = [sag for sag in sager if rules.er_eskalering(sag.slags) and fristtyper()[sag.kode].trin(sag.slags).chefer]
    if not om:
        return []
    ansatte = Ansatte({sag.kommune_id for sag in om}, nu)
    udelukkede = set(
        Udelukkelse.objects.filter(anledning__in={sag.anledning_id for sag in om}).values_list("anledning", "user")
    )
    fundet = []
    for sag in om:
        mulige = [a for a in _cheferne(sag, ansatte) if (sag.anledning_id, a.user_id) not in udelukkede]
        fundet += [(sag, a) for a in {a.user_id: a for a in reversed(mulige)}.values()]
    return fundet


def _cheferne(sag: Sag, ansatte: Ansatte) -> list[Ansaettelse]:
    alle = [a for raekke in ansatte.for_bruger.values() for a in raekke if a.kommune_id == sag.kommune_id]
    roller = profil_for(alle[0].enhed.kommune).chefroller if alle else []
    type_ = fristtyper()[sag.kode]
    if not roller and not type_.eskaleres_til(type_.trin(sag.slags)):
        # An older profile may name none; here there is no leader either, and somebody must hear of it.
        roller = list(CHEFROLLER_ELLERS)
    med_rolle = [a for a in alle if a.rolle in roller]
    opad = [[a for a in med_rolle if a.enhed_id == enhed] for enhed in sag.enheder]
    grupper = [gruppe for gruppe in opad if gruppe] or [med_rolle]
    alle_op = type_.trin(sag.slags).opad >= ALLE
    return [a for gruppe in (grupper if alle_op else grupper[:1]) for a in gruppe]


def _antal_grupper(sag: Sag) -> int:
    """How many of the groups in which somebody may see the matter are told: the first, or so far up as a step says."""
    return fristtyper()[sag.kode].trin(sag.slags).opad if rules.er_eskalering(sag.slags) else 1


def _har_et_trin(sager: Iterable[Sag]) -> dict[tuple[int, str], set[int]]:
    """By matter and kind: who already has, or has done, a stage of it."""
    frie = {sag.anledning_id for sag in sager if sag.ansvarlig_id is None}
    taget: dict[tuple[int, str], set[int]] = defaultdict(set)
    for anledning_id, kode, user_id in Frist.objects.filter(
        anledning_id__in=frie, annulleret_at=None, ansvarlig__isnull=False
    ).values_list("anledning_id", "kode", "ansvarlig_id"):
        taget[anledning_id, kode].add(user_id)
    return taget


def _grupper(sag: Sag, ansatte: Ansatte, optagne: Collection[int]) -> list[list[Ansaettelse]]:
    """Who could be told, in order: the first group in which somebody may see the matter is the one, or for a chain of
    leaders the first ones.
    """
    type_ = fristtyper()[sag.kode]
    opad = [ansatte.i_enhed.get(enhed, []) for enhed in sag.enheder]
    if rules.er_eskalering(sag.slags):
        roller = type_.eskaleres_til(type_.trin(sag.slags))
        return [[a for a in her if a.rolle in roller] for her in opad]
    med_rolle = [a for her in opad for a in her if a.rolle in type_.roller]
    if sag.ansvarlig_id is None:
        return [[a for a in med_rolle if a.user_id not in optagne]]
    hende = [a for a in ansatte.for_bruger.get(sag.ansvarlig_id, []) if a.kommune_id == sag.kommune_id]
    return [hende, med_rolle]


def _angaar(ansaettelse: Ansaettelse, sager: Collection[Sag], nu: datetime) -> set[Sag]:
    """Those the person may see acting under the employment and, unless she is told as a leader, can act on now."""
    user = ansaettelse.user.vaelg(ansaettelse)
    synlige = set(
        Anledning.objects.for_user(user, nu)
        .filter(pk__in={sag.anledning_id for sag in sager})
        .values_list("pk", flat=True)
    )
    set_ = {sag for sag in sager if sag.anledning_id in synlige}
    for kode in {sag.kode for sag in set_}:
        kan_goeres = fristtyper()[kode].kan_goeres
        if kan_goeres is None:
            continue
        opgaver = {sag for sag in set_ if sag.kode == kode and not rules.er_eskalering(sag.slags)}
        frister = Frist.objects.filter(pk__in={sag.frist_id for sag in opgaver})
        hendes = set(frister.filter(kan_goeres(user)).values_list("pk", flat=True))
        set_ -= {sag for sag in opgaver if sag.frist_id not in hendes}
    return set_
