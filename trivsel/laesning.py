"""A vurdering for reading: on the page with everything, and for the parents without what is internal."""

from dataclasses import dataclass
from typing import Any

from opsporing import dansk
from opsporing.models import Arena, User
from opsporing.profil import Praksisprofil
from opsporing.skemaer.pladsholdere import positionsord
from opsporing.skemaer.visning import Afsnit, laesning
from opsporing.tid import dato
from trivsel.actions.faelles import faerdige_egne
from trivsel.faelles import SAMLET, Stilling, arena_definition, stilling
from trivsel.faelles_side import noter
from trivsel.models import DIMENSIONER, EgenVurdering, Vurdering

UDELADT = {"aftalte_tegn", "positioner"}


@dataclass(frozen=True, slots=True)
class TegnLinje:
    """One tegn as the team left it, with what each rater had seen where they differed."""

    titel: str
    udsagn: str
    uenige: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DimensionLaest:
    """One dimension: the position in the municipality's words, the reason, and its tegn."""

    kode: str
    titel: str
    position: str
    position_ord: str
    forslag_ord: str
    begrundelse: str
    tegn: list[TegnLinje]


@dataclass(frozen=True, slots=True)
class Laest:
    """Everything the reading page and the print show."""

    dimensioner: list[DimensionLaest]
    samlet: str
    samlet_ord: str
    samlet_forslag_ord: str
    samlet_begrundelse: str
    afsnit: tuple[Afsnit, ...]
    noter: list[tuple[str, str, str]]


def laes(vurdering: Vurdering, profil: Praksisprofil, *, foraeldre: bool = False) -> Laest:
    """Read a concluded vurdering. For the parents (`foraeldre`) no rater's name, no suggestion and nothing internal."""
    egne = faerdige_egne(vurdering)
    nu_staar = stilling(vurdering, egne)
    ord_ = positionsord(profil.positioner)
    begrundelser = nu_staar.begrundelser
    return Laest(
        dimensioner=[
            DimensionLaest(
                kode=sektion.kode,
                titel=DIMENSIONER[sektion.kode],
                position=getattr(vurdering, sektion.kode),
                position_ord=profil.label(getattr(vurdering, sektion.kode)),
                forslag_ord="" if foraeldre else _andet_forslag(vurdering, sektion.kode, profil),
                begrundelse=begrundelser.get(sektion.kode, ""),
                tegn=[_tegn(nu_staar, felt.kode, med_navne=not foraeldre) for felt in sektion.tegn],
            )
            for sektion in nu_staar.definition.dimensioner
        ],
        samlet=vurdering.samlet,
        samlet_ord=profil.label(vurdering.samlet),
        samlet_forslag_ord="" if foraeldre else _andet_forslag(vurdering, SAMLET, profil),
        samlet_begrundelse=begrundelser.get(SAMLET, ""),
        afsnit=tuple(
            a
            for a in laesning(
                vurdering.definition(),
                vurdering.svar,
                foraeldre=foraeldre,
                position=vurdering.samlet,
                med_ubesvarede=False,
                pladsholdere=ord_,
            )
            if a.sektion.kode not in UDELADT
        ),
        noter=noter(nu_staar, foraeldre=foraeldre),
    )


def _andet_forslag(vurdering: Vurdering, sted: str, profil: Praksisprofil) -> str:
    foreslaaet = vurdering.forslag.get(sted)
    return profil.label(foreslaaet) if foreslaaet and foreslaaet != getattr(vurdering, sted) else ""


def _tegn(nu_staar: Stilling, kode: str, *, med_navne: bool) -> TegnLinje:
    felt = nu_staar.definition.felt(kode)
    if felt is None:
        raise LookupError(kode)
    udsagn = {**felt.ankre, "ikke_set": "Ikke set endnu"}
    enig = next((e for e in nu_staar.sammenligning.enige if e.tegn == kode), None)
    svar = nu_staar.afklaret.get(kode) or (enig.svar.value if enig else "ikke_set")
    uenige = []
    if enig is None and med_navne:
        uenige = [
            (e.vurderer.fornavn if e.vurderer else "", udsagn[str(e.svar.get(kode, "ikke_set"))]) for e in nu_staar.egne
        ]
    return TegnLinje(felt.tekst, udsagn[svar], uenige)


def egne_for(vurdering: Vurdering, user: User, *, alle_faerdige: bool) -> list[tuple[EgenVurdering, bool]]:
    """Every rater's place, with whether the user may read the answers: hers always, others when all are done."""
    pladser = vurdering.egne.select_related("vurderer", "fritaget_by").order_by("nr")
    return [(p, alle_faerdige or p.vurderer_id == user.pk) for p in pladser]


def lavet_sammen(vurdering: Vurdering) -> bool:
    """Whether a health visitor made it with the parents, or with one of them."""
    return any(egen.svar.get("lavet_med") in {"foraeldre", "en_foraelder"} for egen in faerdige_egne(vurdering))


def print_kontekst(vurdering: Vurdering, profil: Praksisprofil, handlinger: list[Any]) -> dict[str, Any]:
    """What the print for the talk with the parents shows: no internal notes, no CPR number, no address."""
    return {
        "barn": vurdering.barn,
        "enhed": vurdering.enhed,
        "kommune": vurdering.enhed.kommune,
        "dag": dato(vurdering.afsluttet_at) if vurdering.afsluttet_at else None,
        "alder": dansk.alder(vurdering.barn.foedt_den, dato(vurdering.afsluttet_at))
        if vurdering.barn.foedt_den and vurdering.afsluttet_at
        else "",
        "laest": laes(vurdering, profil, foraeldre=True),
        "hjemme": vurdering.arena == Arena.SUNDHEDSPLEJE,
        "sammen": lavet_sammen(vurdering),
        "handlinger": handlinger,
        "farver": profil.farver,
        "ophav": arena_definition(vurdering).ophav,
    }
