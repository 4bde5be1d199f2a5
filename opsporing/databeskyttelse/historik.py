"""Who changed one record, when, and which fields. The contents are not shown: they belong to those who work with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from opsporing.adgang.roller import Rolle
from opsporing.models import Enhed, Kommune, User

_ORD = {"insert": "oprettede", "update": "ændrede", "delete": "slettede"}
_ROLLER = dict(Rolle.choices)
#: Fields the machine counts by, which say nothing about what was done.
_TEKNISKE = frozenset({"rev", "felt_rev", "sti", "sessionsnoegle"})


@dataclass(frozen=True, slots=True)
class Aendring:
    """One version of a record: when (wall time), who, for which unit, what was done, and the fields that changed."""

    hvornaar: datetime
    hvem: str
    rolle: str
    enhed: str
    hvad: str
    felter: tuple[str, ...]


class IkkeFundet(LookupError):
    """The municipality has no such record, or its changes are not kept."""


def model_for(label: str) -> type[Model]:
    """The model `label` ("opsporing.handling"); raises IkkeFundet when its changes are not kept per municipality."""
    try:
        model = apps.get_model(label)
        model._meta.get_field("kommune")
    except (LookupError, ValueError, FieldDoesNotExist) as fejl:
        raise IkkeFundet(label) from fejl
    if not hasattr(model, "pgh_event_model"):
        raise IkkeFundet(label)
    return model


def aendringer(model: type[Model], pk: int, kommune: Kommune) -> tuple[list[Aendring], int | None]:
    """Every version of the record, the latest first, and the child it is about.

    Raises IkkeFundet for another municipality's record, and for one the retention rules have deleted with its history.
    """
    historik: Any = model.pgh_event_model  # type: ignore[attr-defined]
    versioner = list(
        historik.objects.filter(pgh_obj_id=pk, kommune_id=kommune.pk).select_related("pgh_context").order_by("pgh_id")
    )
    if not versioner:
        raise IkkeFundet(pk)
    hvem = [(v.pgh_context.metadata if v.pgh_context else {}) for v in versioner]
    brugere = {u.pk: u.navn for u in User.objects.filter(kommune=kommune, pk__in=_noegler(hvem, "bruger"))}
    enheder = {e.pk: e.navn for e in Enhed.objects.filter(kommune=kommune, pk__in=_noegler(hvem, "enhed"))}
    fundet = []
    for nr, (version, data) in enumerate(zip(versioner, hvem, strict=True)):
        bruger = data.get("bruger")
        fundet.append(
            Aendring(
                hvornaar=version.pgh_created_at,
                hvem=brugere.get(bruger, f"Bruger nr. {bruger}") if bruger else "Systemet",
                rolle=_ROLLER.get(data.get("rolle", ""), ""),
                enhed=enheder.get(data.get("enhed"), ""),
                hvad=_ORD.get(version.pgh_label, version.pgh_label),
                felter=_felter(model, versioner[nr - 1] if nr else None, version),
            )
        )
    barn = pk if model._meta.label_lower == "opsporing.barn" else getattr(versioner[-1], "barn_id", None)
    return fundet[::-1], barn


def _noegler(hvem: Sequence[dict[str, Any]], navn: str) -> set[int]:
    return {data[navn] for data in hvem if data.get(navn)}


def _felter(model: type[Model], foer: Any, efter: Any) -> tuple[str, ...]:
    """The names of the fields that are different, as people know them."""
    if foer is None or efter.pgh_label == "delete":
        return ()
    return tuple(
        _navn(str(felt.verbose_name))
        for felt in model._meta.concrete_fields
        if felt.name not in _TEKNISKE and getattr(foer, felt.attname) != getattr(efter, felt.attname)
    )


def _navn(felt: str) -> str:
    """The field as it is said in Danish: code has `rettet_by` and `faelles_skemaversion`."""
    felt = felt.replace("ae", "æ") if felt.startswith(("faelles ", "foraelder")) else felt
    return f"{felt.removesuffix(' by')} af" if felt.endswith(" by") else felt
