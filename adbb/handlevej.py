"""The course drawn as a flowchart: the steps as the municipality has them, and where this child is now.

After the flowchart Hvidovre made for its health visitors (Socialstyrelsen 2022, figure 14); the words are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adbb.actions.screening import TEAMSKEMA, gaeldende_skema
from adbb.models import Forloeb, Screening, Teamsag
from adbb.rules.score import Skridt, Stand
from opsporing import dansk
from opsporing.profil import Praksisprofil
from opsporing.skemaer.versioner import definition_for


@dataclass(frozen=True, slots=True)
class Udvej:
    """A way out of the chart: on what, to where, and whether the child went that way."""

    naar: str
    hvad: str
    gaaet: bool


@dataclass(frozen=True, slots=True)
class Trin:
    """One step: its state ("done", "current", "none"), when it happened or falls due, its ways out and the way on."""

    titel: str
    mere: str
    tilstand: str
    veje_ud: tuple[Udvej, ...]
    videre: str = ""


def byg(
    forloeb: Forloeb, screeninger: Sequence[Screening], staar: Stand, sag: Teamsag | None, profil: Praksisprofil
) -> list[Trin]:
    """The chart of one course. `screeninger` are the completed ones that count, in order."""
    foerste = next((s for s in screeninger if s.over is not None), None)
    gentaget = next((s for s in screeninger if s.over is not None and foerste and s.nr > foerste.nr), None)
    graense = foerste.graense if foerste else profil.adbb_graense
    under, over = f"Under {graense}", f"{graense} eller over"
    slut = forloeb.undladt_grund or forloeb.udgaaet_at
    return [
        Trin(
            titel=f"ADBB, {forloeb.navn.lower()}",
            mere=_mere(foerste, f"senest {dansk.dag_ord(staar.senest or forloeb.senest)}", staar, Skridt.FOERSTE),
            tilstand=_tilstand(bool(foerste), staar.skridt in {Skridt.FOERSTE, Skridt.NY_DAG} and not slut),
            veje_ud=(Udvej(under, "Samtale med forældrene. Så er det gjort.", bool(foerste and not foerste.over)),),
            videre=over,
        ),
        Trin(
            titel=f"Gentag inden {profil.adbb_gentag_dage} dage",
            mere=_mere(gentaget, f"senest {dansk.dag_ord(staar.senest)}" if staar.senest else "", staar, Skridt.GENTAG),
            tilstand=_tilstand(bool(gentaget), staar.skridt is Skridt.GENTAG and not slut),
            veje_ud=(
                Udvej(under, "Samtale med forældrene. Se efter igen næste gang.", bool(gentaget and not gentaget.over)),
            ),
            videre=f"{over} igen",
        ),
        Trin(
            titel="Tværfagligt team",
            mere=_team_mere(sag, staar),
            tilstand=_tilstand(bool(sag and sag.afsluttet_at), staar.skridt is Skridt.TEAM and not slut),
            veje_ud=tuple(_udfald(sag, forloeb)),
        ),
    ]


def _tilstand(gjort: bool, nu: bool) -> str:
    return "done" if gjort else "current" if nu else "none"


def _mere(screening: Screening | None, frist: str, staar: Stand, skridt: Skridt) -> str:
    if screening and screening.observeret_den:
        sum_ = f"sum {screening.sum}" if screening.sum is not None else "uden sum"
        return f"{dansk.dato(screening.observeret_den)}, {sum_}"
    return frist if staar.skridt in {skridt, Skridt.NY_DAG} else ""


def _team_mere(sag: Teamsag | None, staar: Stand) -> str:
    if sag and sag.afsluttet_at:
        return f"afsluttet {dansk.dato(sag.afsluttet_at)}"
    return f"senest {dansk.dag_ord(staar.senest)}" if staar.skridt is Skridt.TEAM and staar.senest else ""


def _udfald(sag: Teamsag | None, forloeb: Forloeb) -> list[Udvej]:
    """The outcomes of the municipality's form: of the case when there is one, else of the form in force."""
    version = sag.skemaversion if sag else gaeldende_skema(TEAMSKEMA, forloeb)
    felt = definition_for(version).felt("udfald")
    valgte = sag.udfald if sag else []
    return [Udvej("", v.tekst, v.kode in valgte) for v in (felt.valg if felt else ())]
