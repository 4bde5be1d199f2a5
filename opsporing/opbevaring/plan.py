"""What would be deleted now and why, and what is held back and why. Looks only; `actions.slet` carries a plan out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import SET_NULL, ForeignObjectRel, Model

from opsporing.frister.kalender import doegn
from opsporing.models import Frist, Kommune, Spaerring, Tilbageholdelse
from opsporing.opbevaring.rules import skaeringsdag
from opsporing.opbevaring.typer import Opbevaring, opbevaringstyper
from opsporing.profil import profil_for
from opsporing.tid import dato

#: Rows per question to the database.
BUNKE = 5000


@dataclass(frozen=True, slots=True)
class Raekke:
    """One record in the plan: its key, the child's, the unit's name, and why it is held back (empty when it goes)."""

    pk: int
    barn_id: int | None
    enhed: str
    grunde: tuple[str, ...] = ()


@dataclass(slots=True)
class Afsnit:
    """One type of record in the plan. `venter` counts rows whose time is over but which others still need."""

    type: Opbevaring
    maaneder: int
    skaeringsdag: date
    gaar: list[Raekke] = field(default_factory=list)
    holdes: list[Raekke] = field(default_factory=list)
    venter: int = 0


@dataclass(slots=True)
class Plan:
    """All types of one municipality, in the order they are deleted."""

    afsnit: list[Afsnit]

    @property
    def antal(self) -> int:
        """How many records would go, not counting what goes along with them."""
        return sum(len(a.gaar) for a in self.afsnit)

    @property
    def antal_holdes(self) -> int:
        return sum(len(a.holdes) for a in self.afsnit)

    @property
    def boern(self) -> list[int]:
        """The children it is about."""
        return sorted({r.barn_id for a in self.afsnit for r in (*a.gaar, *a.holdes) if r.barn_id})


def laeg_plan(kommune: Kommune, nu: datetime) -> Plan:
    """Everything in the municipality whose time is over at `nu`, with what holds some of it back."""
    maaneder = profil_for(kommune).opbevaring
    hold = Hold(kommune)
    gaar: dict[type[Model], set[int]] = defaultdict(set)
    afsnit = []
    for type_ in opbevaringstyper():
        dag = skaeringsdag(dato(nu), maaneder[type_.noegle])
        et = Afsnit(type_, maaneder[type_.noegle], dag)
        _fordel(et, kommune, hold, gaar)
        afsnit.append(et)
    return Plan(afsnit)


def _fordel(afsnit: Afsnit, kommune: Kommune, hold: "Hold", gaar: dict[type[Model], set[int]]) -> None:
    """Sort the rows of one type into those that go, those that are held back, and those that others still need."""
    type_ = afsnit.type
    stier = [sti or "pk" for sti in ("pk", type_.barn, type_.anledning, type_.enhed)]
    # What ended on the day itself is kept that day too: never deleted an hour too early.
    forfaldne = type_.forfaldne(kommune, doegn(afsnit.skaeringsdag)[0]).order_by("pk").values_list(*stier)
    raekker = {
        pk: (barn if type_.barn else None, anledning if type_.anledning else None, enhed if type_.enhed else "")
        for pk, barn, anledning, enhed in forfaldne
    }
    egne = type_.holder(list(raekker)) if type_.holder and raekker else {}
    kan_gaa = set()
    for pk, (barn, anledning, enhed) in raekker.items():
        grunde = (*hold.grunde(barn, anledning), *([egne[pk]] if pk in egne else []))
        if grunde:
            afsnit.holdes.append(Raekke(pk, barn, enhed, grunde))
        else:
            kan_gaa.add(pk)
    bundne = _bundne(type_, kan_gaa, gaar)
    afsnit.venter = len(bundne)
    kan_gaa -= bundne
    afsnit.gaar = [Raekke(pk, raekker[pk][0], raekker[pk][2]) for pk in raekker if pk in kan_gaa]
    gaar[type_.model] |= kan_gaa
    for model, felt in _relationer(type_, medfoelgende=True):
        gaar[model] |= {pk for pk, _ in _peger_paa(model, felt, kan_gaa)}


class Hold:
    """What holds records back in one municipality: legal holds on a child, open deadlines and switches on a matter."""

    def __init__(self, kommune: Kommune) -> None:
        self.tilbageholdt: dict[int, list[str]] = defaultdict(list)
        for hold in Tilbageholdelse.objects.filter(kommune=kommune, ophaevet_at=None):
            self.tilbageholdt[hold.barn_id].append(f"Tilbageholdt: {hold.get_grund_display()}.")
        self.aabne = set(Frist.objects.aabne().filter(kommune=kommune).values_list("anledning_id", flat=True))
        self.spaerret = set(Spaerring.objects.staaende().filter(kommune=kommune).values_list("anledning_id", flat=True))
        #: What a matter about a switch is about: it goes when that goes.
        self.spaerrer = dict(Spaerring.objects.filter(kommune=kommune).values_list("sag_id", "anledning_id"))

    def grunde(self, barn: int | None, anledning: int | None) -> list[str]:
        """Why a record about the child in the matter must stay; nothing when it may go."""
        grunde = list(self.tilbageholdt.get(barn, ())) if barn is not None else []
        if anledning is not None:
            anledning = self.spaerrer.get(anledning, anledning)
        if anledning in self.spaerret:
            grunde.append("Forældrene må ikke orienteres om sagen, og det er ikke afklaret endnu.")
        if anledning in self.aabne:
            grunde.append("Der er en åben frist i sagen.")
        return grunde


def _bundne(type_: Opbevaring, ids: set[int], gaar: Mapping[type[Model], set[int]]) -> set[int]:
    """Those of the rows that something else points at which stays."""
    bundne: set[int] = set()
    for model, felt in _relationer(type_, medfoelgende=False):
        if model is not type_.model:
            bundne |= {maal for pk, maal in _peger_paa(model, felt, ids) if pk not in gaar.get(model, ())}
    # Rows of the type itself may point at each other; one that stays keeps what it points at.
    egne = [felt for model, felt in _relationer(type_, medfoelgende=False) if model is type_.model]
    while True:
        nye = {
            maal
            for felt in egne
            for pk, maal in _peger_paa(type_.model, felt, ids - bundne)
            if pk not in ids or pk in bundne
        }
        if not nye:
            return bundne
        bundne |= nye


def _relationer(type_: Opbevaring, *, medfoelgende: bool) -> Iterable[tuple[type[Model], str]]:
    """The models and fields that point at the type's rows, which go along with them or do not."""
    for model, felt, ved_sletning in peger_hertil(type_.model):
        if ved_sletning is SET_NULL:
            continue
        if (model._meta.label_lower in type_.medfoelger) is medfoelgende:
            yield model, felt


def peger_hertil(model: type[Model]) -> Iterable[tuple[Any, str, Any]]:
    """Every foreign key to the model, those without a name backwards included: model, column, and what on_delete does.

    The history of rows is left out: it is erased by itself.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not hasattr(relation.related_model, "pgh_tracked_model"):
            yield relation.related_model, relation.field.attname, relation.on_delete


def _peger_paa(model: type[Model], felt: str, ids: Collection[int]) -> Iterable[tuple[int, int]]:
    """Rows of `model` whose `felt` is among `ids`, as (row, what it points at)."""
    alle = sorted(ids)
    for start in range(0, len(alle), BUNKE):
        yield from model._default_manager.filter(**{f"{felt}__in": alle[start : start + BUNKE]}).values_list("pk", felt)
