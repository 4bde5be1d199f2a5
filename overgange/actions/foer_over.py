"""What was written for one place, taken along as a draft when the child is to go to another place instead."""

from collections.abc import Collection
from datetime import datetime, timedelta

from opsporing.models import Skemaversion, User
from opsporing.skemaer.svar import valider
from opsporing.skemaer.versioner import definition_for
from overgange.actions.skema import SKEMAER, record
from overgange.kopi import kendte
from overgange.models import Overgang, Overgangsskema, Status
from overgange.rules.tilstande import Tilstand, check_overgang
from overgange.stand import journal

#: What was called off longer ago was about a younger child, and is begun anew.
GENBRUGES = timedelta(days=120)


def foer_skemaer_over(nye: Collection[Overgang], *, by: User | None, nu: datetime) -> None:
    """Let new overgange begin with the form of one that was called off lately, from the same place.

    It is a draft: nobody has said yes to anything for the new place, as a yes is about one receiver. The form keeps the
    time it was begun, by which it is seen that it was (`er_foert_over`).
    """
    foer: dict[tuple[int, int], Overgangsskema] = {}
    for en in (
        Overgangsskema.objects.filter(
            overgang__barn__in=[o.barn_id for o in nye],
            overgang__status=Status.AFLYST,
            overgang__aflyst_at__gte=nu - GENBRUGES,
            overgang__til_enhed__isnull=False,
        )
        .select_related("overgang__fra_enhed")
        .order_by("overgang__aflyst_at", "pk")
    ):
        foer[en.overgang.barn_id, journal(en.overgang.fra_enhed)] = en
    for o in nye:
        gammelt = foer.get((o.barn_id, journal(o.fra_enhed)))
        version = Skemaversion.objects.gaeldende(SKEMAER[o.art], o.kommune) if gammelt else None
        if gammelt is not None and version is not None:
            _begynd_med(o, gammelt, version, by=by, nu=nu)


def _begynd_med(o: Overgang, gammelt: Overgangsskema, version: Skemaversion, *, by: User | None, nu: datetime) -> None:
    # Another kind of place has another form; what it does not ask about stays where it was written.
    svar = valider(definition_for(version), gammelt.svar, kladde=True, kendte=kendte(o)).renset
    if not svar:
        return
    skema = Overgangsskema.objects.create(
        kommune_id=o.kommune_id,
        overgang=o,
        skemaversion=version,
        svar=svar,
        rev=1,
        gemt_at=gammelt.gemt_at,
        gemt_by_id=gammelt.gemt_by_id,
        begyndt_at=gammelt.begyndt_at,
        begyndt_by_id=gammelt.begyndt_by_id,
    )
    check_overgang(o.status, Tilstand.UDFYLDES)
    o.status = Status.UDFYLDES
    o.save(update_fields=["status"])
    record("overgange.skema_foert_over", o, by, nu, objekt=skema, felter=tuple(sorted(svar)))


def er_foert_over(overgang: Overgang, skema: Overgangsskema | None) -> bool:
    """Whether what stands in the form was begun for another place."""
    return skema is not None and skema.begyndt_at < overgang.oprettet_at
