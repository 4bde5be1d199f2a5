"""The letter that invites one custody holder to a meeting: who may have it, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dialogmoeder.afholdelse import deltagernavn
from dialogmoeder.familier import kan_naevnes
from dialogmoeder.kreds import Kreds, Punktkreds, hindrer_brev
from dialogmoeder.models import Deltager, Fagvalg
from opsporing.adgang.permissions import Denied
from opsporing.models import Emne, Maade, Orientering, Person
from opsporing.orientering.actions import er_beskyttet
from opsporing.tid import dato


@dataclass(frozen=True, slots=True)
class Brev:
    """One custody holder: why she cannot have the letter (empty when she can), when she was told by mouth, and that it
    has been given to her (None: not noted).
    """

    person: Person
    grund: str
    fortalt: date | None
    givet: Orientering | None = None


@dataclass(frozen=True, slots=True)
class Breve:
    """The letters about one child: what holds all of them back, and one for each who may be told. `beskyttet`: a name
    or an address of the family is protected."""

    hindrer: list[str]
    breve: list[Brev]
    beskyttet: bool


def breve(kreds: Kreds, om: Punktkreds) -> Breve:
    """Who may have the letter. By mouth before on paper, each for herself (Aalborg, Socialstyrelsen 2022)."""
    noteret = Orientering.objects.filter(anledning=om.punkt.anledning_id, emne=Emne.MOEDE, fortrudt_at=None)
    alle = list(noteret.select_related("givet_by").order_by("givet_den", "pk"))
    talt_med = {o.person_id: o.givet_den for o in alle if o.maade == Maade.MUNDTLIGT}
    givet = {o.person_id: o for o in alle if o.maade == Maade.SKRIFTLIGT}
    paa_moedet = {d.person_id for d in kreds.aktuelle}
    return Breve(
        hindrer=hindrer_brev(kreds, om),
        breve=[
            Brev(p, _mangler(p.pk in paa_moedet, p.pk in talt_med), talt_med.get(p.pk), givet.get(p.pk))
            for p in om.kan_fortaelles
        ],
        beskyttet=om.punkt.barn is not None and er_beskyttet(om.punkt.barn, om.indehavere),
    )


def brevet_til(kreds: Kreds, om: Punktkreds, person: int) -> tuple[Breve, Brev]:
    """The letter to one custody holder, by her key.

    Raises Denied while she cannot have it, and LookupError for one who is not among those who may be told.
    """
    alle = breve(kreds, om)
    if alle.hindrer:
        raise Denied(" ".join(alle.hindrer))
    brev = next((b for b in alle.breve if b.person.pk == person), None)
    if brev is None:
        raise LookupError(person)
    if brev.grund:
        raise Denied(f"{brev.person.fornavn} {brev.grund}.")
    return alle, brev


def _mangler(paa_moedet: bool, talt_med: bool) -> str:
    if not paa_moedet:
        return "er ikke sat på mødet"
    return "" if talt_med else "har ikke hørt om mødet mundtligt"


def brevet(kreds: Kreds, om: Punktkreds, brev: Brev, *, beskyttet: bool, nu: datetime) -> dict[str, Any]:
    """What the letter to one of them is drawn from: no address, no CPR number, and nothing of what has been seen.

    Where a name or an address of the family is protected, the place is left out, as it is free text, and no other
    parent is named.
    """
    moede = kreds.moede
    return {
        "barn": om.punkt.barn,
        "enhed": om.punkt.anledning.ejer_enhed,
        "kommune": moede.kommune,
        "moede": moede,
        "hvornaar": moede.planlagt_at,
        "minutter": moede.varer_minutter,
        "leder": moede.moedeleder.navn,
        "modtager": brev.person,
        "talt_den": brev.fortalt,
        "sted": "" if beskyttet else moede.sted,
        "andre": _andre(kreds, om, brev.person, beskyttet=beskyttet),
        "dag": dato(nu),
    }


def _andre(kreds: Kreds, om: Punktkreds, modtager: Person, *, beskyttet: bool) -> list[str]:
    """The others at the table, but for the one who leads: none who comes for another child, nor a parent of this one
    who may not be told of the meeting.
    """
    egne = {p.pk for p in om.kan_fortaelles}
    navne = []
    for d in kan_naevnes(kreds.aktuelle, om.punkt):
        leder = d.ansaettelse is not None and d.ansaettelse.user_id == kreds.moede.moedeleder_id
        if leder or d.person_id == modtager.pk or (d.person_id is not None and d.person_id not in egne):
            continue
        navne.append(_uden_navn(d) if beskyttet and d.ansaettelse is None else deltagernavn(d))
    return navne


def _uden_navn(deltager: Deltager) -> str:
    if deltager.person_id is not None:
        return "en forælder"
    return "en, som en forælder tager med" if deltager.fag == Fagvalg.FORAELDRE else "en fagperson"
