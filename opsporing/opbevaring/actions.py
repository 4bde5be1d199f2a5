"""Actions on retention: deleting what has been kept long enough, and holding back what must stay."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister.ajourfoering import laas
from opsporing.models import Barn, Kommune, Tilbageholdelse, User
from opsporing.opbevaring.plan import Plan, laeg_plan, peger_hertil


class PlanenErAendret(Exception):
    """What would be deleted is no longer what the person was shown; `plan` is as it stands now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.antal)
        self.plan = plan


@dataclass(slots=True)
class Slettet:
    """What was deleted: records per kind of the plan, rows per table, and former versions."""

    typer: dict[str, int] = field(default_factory=dict)
    raekker: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    historik: int = 0

    @property
    def antal(self) -> int:
        """Records, counted as the plan counts them."""
        return sum(self.typer.values())


@transaction.atomic
def slet(*, kommune: Kommune, antal: int, by: User | None, nu: datetime) -> Slettet:
    """Delete everything in the municipality whose time is over, with all its former versions, in one go.

    `antal` is the number the person was shown: raises PlanenErAendret when it is another now, and Denied for a role
    that may not. `by` is None for the command of whoever runs the system.
    """
    if by is not None:
        kraev(by, Permission.OPBEVARING_SLET)
    if not laas(f"opsporing.opbevaring.{kommune.pk}"):
        raise Denied("En sletning er i gang. Vent, til den er færdig.")
    plan = laeg_plan(kommune, nu)
    # A hold that is set in this moment waits, and one that was set a moment ago is seen.
    list(Barn.objects.select_for_update(of=("self",)).filter(pk__in=plan.boern).order_by("pk").values_list("pk"))
    plan = laeg_plan(kommune, nu)
    if plan.antal != antal:
        raise PlanenErAendret(plan)
    slettet = Slettet()
    for afsnit in plan.afsnit:
        if not afsnit.gaar:
            continue
        model = afsnit.type.model
        vaek: dict[type[Model], list[int]] = defaultdict(list)
        for boelge in _i_raekkefoelge(model, {r.pk for r in afsnit.gaar}):
            for slags, ids in _slet(model._default_manager.filter(pk__in=boelge)):
                vaek[slags] += ids
        for slags, ids in vaek.items():
            slettet.raekker[str(slags._meta.verbose_name_plural)] += len(ids)
            slettet.historik += slet_historik(slags, ids)
        slettet.typer[afsnit.type.kode] = len(afsnit.gaar)
        log.record(
            "opsporing.opbevaring_slettet",
            by=by,
            nu=nu,
            kommune=kommune,
            boern=sorted({r.barn_id for r in afsnit.gaar if r.barn_id}),
            felter=[afsnit.type.kode],
            antal=len(afsnit.gaar),
        )
    return slettet


def _i_raekkefoelge(model: type[Model], ids: set[int]) -> Iterator[set[int]]:
    """The rows in waves, so that one which points at another of the same kind goes before it."""
    egne = [felt for pegende, felt, _ in peger_hertil(model) if pegende is model]
    while ids:
        bagefter = {
            maal
            for felt in egne
            for maal in model._default_manager.filter(**{f"{felt}__in": ids}).values_list(felt, flat=True)
        }
        boelge = ids - bagefter
        if not boelge:
            raise ValueError(f"{model._meta.label} peger i ring: {sorted(ids)[:5]}")
        yield boelge
        ids = ids - boelge


def _slet(qs: QuerySet[Any]) -> Iterable[tuple[type[Model], list[int]]]:
    """Delete the rows and what goes along with them; returns what went, by model."""
    samler = Collector(using=qs.db, origin=qs)
    samler.collect(qs)
    vaek: dict[type[Model], list[int]] = {
        model: [raekke.pk for raekke in raekker] for model, raekker in samler.data.items()
    }
    for hurtig in samler.fast_deletes:
        vaek.setdefault(hurtig.model, []).extend(hurtig.values_list("pk", flat=True))
    samler.delete()
    return vaek.items()


def slet_historik(model: type[Model], ids: list[int]) -> int:
    """Erase the former versions of rows that are gone; the database function refuses any other."""
    if not ids or not hasattr(model, "pgh_event_model"):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT slet_historik(%s, %s)", [model._meta.db_table, ids])
        return int(cursor.fetchone()[0])


@transaction.atomic
def saet_tilbageholdelse(*, barn: Barn, grund: str, by: User, nu: datetime) -> Tilbageholdelse:
    """Let nothing about the child be deleted until the hold is lifted. Setting it again changes nothing."""
    kraev(by, Permission.TILBAGEHOLD)
    Barn.objects.select_for_update(of=("self",)).get(pk=barn.pk)
    hold, ny = Tilbageholdelse.objects.get_or_create(
        barn=barn,
        grund=grund,
        ophaevet_at=None,
        defaults={"kommune_id": barn.kommune_id, "sat_at": nu, "sat_by": by},
    )
    if ny:
        log.record("opsporing.tilbageholdelse_sat", by=by, nu=nu, barn=barn, objekt=hold, formaal=grund)
    return hold


@transaction.atomic
def ophaev_tilbageholdelse(*, hold: Tilbageholdelse, by: User, nu: datetime) -> Tilbageholdelse:
    """Lift the hold; what it held back goes with the next deletion if its time is over."""
    kraev(by, Permission.TILBAGEHOLD)
    hold = Tilbageholdelse.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if hold.ophaevet_at is None:
        hold.ophaevet_at, hold.ophaevet_by = nu, by
        hold.save(update_fields=["ophaevet_at", "ophaevet_by"])
        log.record(
            "opsporing.tilbageholdelse_ophaevet", by=by, nu=nu, barn=hold.barn_id, objekt=hold, formaal=hold.grund
        )
    return hold
