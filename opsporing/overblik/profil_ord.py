"""The practice profile in words, field by field, for the history and for comparing two versions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from opsporing import dansk
from opsporing.adgang.roller import Rolle
from opsporing.alder import MAANEDER
from opsporing.models import Arena
from opsporing.overblik.profil_besoeg import ADBB_TAL, besoeg_i_ord, besoegsvurdering_i_ord
from opsporing.overblik.profil_form import OPBEVARING, TAL
from opsporing.overblik.profil_moeder import MOEDE_TAL, moeder_i_ord
from opsporing.overblik.profil_overgang import OVERGANG_TAL, PLACERING_FOELGER, moedeledere_i_ord
from opsporing.overblik.profil_underretning import UNDERRETNING_TAL
from opsporing.profil import Praksisprofil
from trivsel.rules.regler import HoejesteTegn, RegelFejl, Taerskler, regel_fra_data


@dataclass(frozen=True, slots=True)
class Forskel:
    """One field of two versions, in words."""

    label: str
    foer: str
    efter: str


def regel_i_ord(regel: HoejesteTegn | Taerskler) -> str:
    """The rule in one line."""
    if isinstance(regel, HoejesteTegn):
        return "Det højeste tegn afgør"
    return (
        f"Tærskler: {regel.gule_i_dimension} tegn eller {dansk.antal(regel.roede_til_gul, 'rødt', 'røde')} i en "
        f"dimension, {regel.gule_samlet} i alt; {dansk.antal(regel.roede_i_dimension, 'rødt', 'røde')} i en dimension "
        f"eller {regel.roede_samlet} i alt for det alvorligste"
    )


def _regel(data: dict[str, Any]) -> str:
    try:
        regel = regel_fra_data(data)
    except RegelFejl as fejl:
        return str(fejl)
    return f"{regel_i_ord(regel)}. Mindst {regel.mindst_set_procent} procent skal være set"


def _rolleord(roller: list[str]) -> str:
    ord_ = [Rolle(r).label for r in roller if r]
    return dansk.opregning(ord_) if ord_ else str(len(roller))


def _runde(runde: dict[str, Any]) -> str:
    dage = " – ".join(_dag(runde[n]) for n in ("aabner", "lukker"))
    alder = f"{runde['alder_fra_mdr']}-{runde['alder_til_mdr']} md."
    return f"{runde['navn']}, {Arena(runde['arena']).label}: {dage}, {alder}"


def _dag(maaned_dag: str) -> str:
    maaned, dag = maaned_dag.split("-")
    return f"{int(dag)}. {MAANEDER[int(maaned) - 1]}"


def _ja(vaerdi: bool) -> str:
    return "Ja" if vaerdi else "Nej"


def _dage(antal: int) -> str:
    return dansk.antal(antal, "dag", "dage")


def _hverdage(antal: int) -> str:
    return dansk.antal(antal, "hverdag", "hverdage")


#: Field of the profile: its label, and how its value is said.
FELTER: dict[str, tuple[str, Callable[[Any], str]]] = {
    "positioner": ("Ord for placeringerne", lambda p: " / ".join(p.values())),
    "farver": ("Farver på placeringerne", _ja),
    "vurderere": (
        "Egne vurderinger",
        lambda v: "; ".join(f"{Arena(a).label}: {_rolleord(r)}" for a, r in v.items()),
    ),
    "een_vurderer_er_nok": ("Én egen vurdering er nok", _ja),
    "regel": ("Forslaget til placering", _regel),
    "runder": ("Runder", lambda r: "; ".join(_runde(x) for x in r)),
    "orientering_kraeves": ("Orientering før vurdering", _ja),
    "paedagog_ser_hele_institutionen": ("Pædagoger ser alle børn i huset", _ja),
    **{navn: (label, _dage) for navn, (label, _) in TAL.items()},
    "adbb_besoeg": ("Besøg med ADBB", besoeg_i_ord),
    "adbb_graense": (f"{ADBB_TAL['adbb_graense'][0]} i ADBB", str),
    **{navn: (label, _dage) for navn, (label, _, _) in ADBB_TAL.items() if navn.endswith("_dage")},
    **{
        navn: (label, _hverdage if navn.endswith("_hverdage") else _dage)
        for navn, (label, _, _) in UNDERRETNING_TAL.items()
    },
    **{navn: (label, _dage) for navn, (label, _, _) in OVERGANG_TAL.items()},
    "overgang_moedeledere": ("Hvem leder overgangsbesøget", moedeledere_i_ord),
    "overgang_placering_foelger": ("Placering og vurderinger følger med", lambda v: PLACERING_FOELGER.get(v, v)),
    "overgang_kompetencer": ("De syv kompetencer i »Klar til læring«", _ja),
    "moeder": ("Møder", moeder_i_ord),
    "moede_adgang_dage": (MOEDE_TAL["moede_adgang_dage"][0], _dage),
    "moede_evaluering_mindst": (MOEDE_TAL["moede_evaluering_mindst"][0], str),
    "sparring_svar_dage": (MOEDE_TAL["sparring_svar_dage"][0], _hverdage),
    "chefroller": (
        "Besked, når en underretning eller en sparring er for sent på den",
        lambda r: (
            dansk.opregning([Rolle(x).label for x in r]).capitalize() if r else "Kun lederne dér, ellers forvaltningen"
        ),
    ),
    "besoegsvurdering": ("Sundhedsplejens første trivselsvurdering", besoegsvurdering_i_ord),
    "mfa_roller": (
        "Ekstra trin ved login",
        lambda r: dansk.opregning([Rolle(x).label for x in r]).capitalize() if r else "Ingen",
    ),
    "opbevaring": (
        "Opbevaring",
        lambda o: "; ".join(f"{OPBEVARING.get(k, k)}: {dansk.antal(n, 'måned', 'måneder')}" for k, n in o.items()),
    ),
}


def label(felt: str) -> str:
    """The field in words."""
    return FELTER[felt][0]


def forskelle(foer: Praksisprofil, efter: Praksisprofil) -> list[Forskel]:
    """What differs between two versions."""
    alle = ((navn, getattr(foer, navn), getattr(efter, navn)) for navn in FELTER)
    return [Forskel(label(navn), FELTER[navn][1](a), FELTER[navn][1](b)) for navn, a, b in alle if a != b]


def i_ord(profil: Praksisprofil) -> list[tuple[str, str]]:
    """The whole profile as labels and words."""
    return [(navn, sig(getattr(profil, felt))) for felt, (navn, sig) in FELTER.items()]
