"""The log as people read it: who, for which unit, did what, to whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from opsporing.adgang.roller import Rolle
from opsporing.dansk import opregning
from opsporing.log.haendelser import AFVIST, formaal, haendelser
from opsporing.models import Barn, Enhed, Kommune, Log, User

#: Children named in one line; the rest are counted.
NAVNE_VIST = 3
MASKINEN = "Systemet"
_ROLLER = dict(Rolle.choices)


@dataclass(frozen=True, slots=True)
class Linje:
    """One line of the log in words. `historik` is what its row history is asked by: (model, key)."""

    nu: datetime
    hvem: str
    rolle: str
    enhed: str
    hvad: str
    om: str
    formaal: str
    boern: str
    felter: str
    antal: int | None
    sag: str
    historik: tuple[str, int] | None


def som_linjer(poster: Sequence[Log], kommune: Kommune) -> list[Linje]:
    """The lines with names of the municipality's people, units and children.

    What is asked grows with the kinds of things on the page, not with the lines.
    """
    brugere = _navne(User.objects.all(), {p.bruger for p in poster}, kommune)
    enheder = _navne(Enhed.objects.all(), {p.enhed for p in poster}, kommune)
    boern = _navne(Barn.objects.select_related("mor"), {b for p in poster for b in p.boern[: NAVNE_VIST + 1]}, kommune)
    ting = _ting(poster, kommune)
    return [_linje(p, brugere, enheder, boern, ting) for p in poster]


def _linje(
    p: Log, brugere: dict[str, str], enheder: dict[str, str], boern: dict[str, str], ting: dict[str, str]
) -> Linje:
    afvist = p.haendelse.startswith(AFVIST)
    return Linje(
        nu=p.nu,
        hvem=brugere.get(p.bruger, f"Bruger nr. {p.bruger}") if p.bruger else MASKINEN,
        rolle=_ROLLER.get(p.rolle, p.rolle),
        enhed=enheder.get(p.enhed, f"Enhed nr. {p.enhed}") if p.enhed else "",
        hvad=haendelser().get(p.haendelse, p.haendelse),
        om=_spurgt(p) if afvist else ting.get(p.objekt, ""),
        formaal=formaal(p.haendelse),
        boern=_boern(p.boern, boern),
        felter="" if afvist else opregning(p.felter),
        antal=p.antal,
        sag=p.anledning,
        historik=None if afvist else _historik(p.objekt),
    )


def _navne(raekker: QuerySet[Any], ids: Iterable[str], kommune: Kommune) -> dict[str, str]:
    noegler = [int(pk) for pk in ids if pk.isdecimal()]
    return {str(r.pk): str(r) for r in raekker.filter(kommune=kommune, pk__in=noegler)} if noegler else {}


def _ting(poster: Sequence[Log], kommune: Kommune) -> dict[str, str]:
    """What lines about no child were about: a colleague, a unit, a round. By `Log.objekt`."""
    efter_model: dict[str, set[str]] = defaultdict(set)
    for p in poster:
        label, _, pk = p.objekt.partition(":")
        if pk.isdecimal() and not p.boern:
            efter_model[label].add(pk)
    fundet: dict[str, str] = {}
    for label, ids in efter_model.items():
        model = _model(label)
        felter = {felt.name for felt in model._meta.get_fields()} if model else set()
        if model and "kommune" in felter:
            med = [felt for felt in ("kommune", "user", "enhed") if felt in felter]
            navne = _navne(model._default_manager.select_related(*med), ids, kommune)
            fundet |= {f"{label}:{pk}": navn for pk, navn in navne.items()}
    return fundet


def _boern(ids: Sequence[str], navne: dict[str, str]) -> str:
    vist = [navne.get(pk, f"barn nr. {pk} (slettet)") for pk in ids[:NAVNE_VIST]]
    rest = len(ids) - len(vist)
    return opregning([*vist, *([f"{rest} til"] if rest else [])])


def _spurgt(p: Log) -> str:
    """What kind of thing somebody asked for and was not given, where there was one, and the name of the address."""
    model = _model(p.objekt.partition(":")[0]) if p.objekt else None
    return ", ".join(
        [*([str(model._meta.verbose_name)] if model else []), *(f"adressen »{navn}«" for navn in p.felter)]
    )


def _historik(objekt: str) -> tuple[str, int] | None:
    """The model and key of what was changed, when its changes are kept."""
    model, _, pk = objekt.partition(":")
    return (model, int(pk)) if pk.isdecimal() and hasattr(_model(model), "pgh_event_model") else None


def _model(label: str) -> type[Model] | None:
    """The model; None for one that an older version of the product had."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None
