"""What stands beside the eight items: the sum so far, what it means, what follows, and words for the parents."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from adbb.actions.forloeb import gennemfoerte, stand_for
from adbb.actions.screening import MISTANKE_ELLER_TVIVL, ord_til_foraeldre
from adbb.models import Forloeb, Screening
from adbb.permissions import profil_for_forloeb
from adbb.rules.score import (
    HOEJEST_SUM,
    PUNKTER,
    Gennemfoert,
    Handlevej,
    Resultat,
    Skridt,
    Udfald,
    resultat,
    stand,
    udfald,
)
from opsporing import dansk
from opsporing.alder import Alder
from opsporing.skemaer.visning import Afsnit, laesning
from opsporing.spaerring.actions import er_spaerret

#: The reminder of a repetition comes so many days before its last day (`adbb.fristtyper`).
BESKED_DAGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Punktvisning:
    """One item as it was scored: its number, name, score (None when it was not assessed) and why it was not."""

    nr: int
    navn: str
    point: int | None
    grund: str


@dataclass(frozen=True, slots=True)
class Naeste:
    """One thing that follows."""

    hvad: str
    mere: str


@dataclass(frozen=True, slots=True)
class Side:
    """Everything of the page that follows from the answers. `bredde` and `streg` are percent of the highest sum."""

    res: Resultat
    tal: str
    graense: int
    bredde: float
    streg: float
    status: str
    betyder: str
    mangler: list[str]
    naeste: list[Naeste]
    ord: str
    spaerret: bool
    alder: Alder


def punkter(screening: Screening) -> list[Punktvisning]:
    """The items as they were scored, in the order of the form."""
    definition, svar = screening.definition(), screening.svar
    viste = []
    for nr, kode in enumerate(PUNKTER, 1):
        felt = definition.felt(kode)
        vaerdi = svar.get(kode)
        point = int(vaerdi) if vaerdi is not None and str(vaerdi).isdigit() else None
        viste.append(Punktvisning(nr, felt.tekst if felt else kode, point, svar.get(f"{kode}_grund", "")))
    return viste


def tekstafsnit(screening: Screening, *, uden: Collection[str] = ()) -> tuple[Afsnit, ...]:
    """What is read as text, with the questions that were left unanswered; the items stand in a table."""
    egne = {*PUNKTER, *(f"{kode}_grund" for kode in PUNKTER), *uden}
    alle = laesning(screening.definition(), screening.svar)
    rest = (replace(et, linjer=tuple(ln for ln in et.linjer if ln.felt.kode not in egne)) for et in alle)
    return tuple(et for et in rest if et.linjer)


def flere(forloeb: Forloeb) -> bool:
    """Whether the course asks for another screening."""
    return stand_for(forloeb, gennemfoerte(forloeb)).skridt not in {Skridt.FAERDIG, Skridt.TEAM}


def observeret(screening: Screening, i_dag: date) -> date:
    """The day the child was seen, or today while it has not been written."""
    return date.fromisoformat(screening.svar.get("observeret_den") or i_dag.isoformat())


def byg(screening: Screening, i_dag: date) -> Side:
    """Put the page's other half together for a screening as it stands."""
    forloeb = screening.forloeb
    res = resultat(screening.svar, screening.graense)
    foer = [s for s in gennemfoerte(forloeb) if s.nr < screening.nr and s.pk != screening.erstatter_id]
    blev = udfald(res.over, sum(1 for s in foer if s.over))
    dagen = observeret(screening, i_dag)
    navne = {p.nr: p.navn for p in punkter(screening)}
    manglende = [navne[PUNKTER.index(kode) + 1] for kode in res.mangler]
    faerdig = not res.mangler
    return Side(
        res=res,
        tal="–" if res.ikke_vurderet else str(res.mindst),
        graense=screening.graense,
        bredde=round(100 * res.mindst / HOEJEST_SUM, 1),
        streg=round(100 * screening.graense / HOEJEST_SUM, 1),
        status=_status(res, [navne[PUNKTER.index(kode) + 1] for kode in res.ikke_vurderet]),
        betyder=_betyder(res, forloeb.barn.kaldenavn),
        mangler=manglende,
        naeste=_naeste(forloeb, foer, Gennemfoert(dagen, res.over), blev) if faerdig or res.over else [],
        ord=ord_til_foraeldre(screening) if faerdig else "",
        spaerret=screening.svar.get("overgreb") in MISTANKE_ELLER_TVIVL or er_spaerret(forloeb.anledning_id),
        alder=forloeb.barn.alder(dagen),
    )


def _status(res: Resultat, ikke: list[str]) -> str:
    antal = len(res.point)
    if not antal and not ikke:
        return "Ingen punkter er vurderet endnu."
    if ikke:
        hvilke = dansk.opregning([navn.lower() for navn in ikke])
        tekst = f"Der regnes ingen sum, fordi {hvilke} ikke kunne vurderes."
        return f"{tekst} Det, der er vurderet, når alligevel grænsen." if res.over else tekst
    if res.mangler:
        tekst = f"{antal} af {len(PUNKTER)} punkter er vurderet."
        return f"{tekst} Summen når allerede grænsen." if res.over else tekst
    return "Summen når grænsen." if res.over else "Summen er under grænsen."


def _betyder(res: Resultat, navn: str) -> str:
    if res.over:
        return (
            f"{navn} kan være ved at trække sig fra kontakt. Det er ikke en diagnose, "
            "og det kan skyldes noget, der går over."
        )
    if res.over is False:
        return "En lav sum fjerner ikke din egen faglige uro. Skriv den, og handl på den."
    return ""


def _naeste(forloeb: Forloeb, foer: list[Screening], nu: Gennemfoert, blev: Udfald) -> list[Naeste]:
    profil = profil_for_forloeb(forloeb)
    vej = Handlevej(profil.adbb_gentag_dage, profil.adbb_team_dage)
    staar = stand([*(Gennemfoert(s.observeret_den, s.over) for s in foer if s.observeret_den), nu], vej)
    senest = dansk.dag_ord(staar.senest) if staar.senest else ""
    samtale = Naeste("Tal med forældrene om det, du så", "Med ord, ikke tal")
    match blev:
        case Udfald.OVER_FOERSTE:
            besked = ""
            if staar.senest and staar.senest - BESKED_DAGE > nu.den:
                besked = f" Du får besked {dansk.dato(staar.senest - BESKED_DAGE)}"
            return [
                samtale,
                Naeste(f"Gentag ADBB senest {senest}", f"Inden for {vej.gentag_dage} dage.{besked}"),
                Naeste("Når også den grænsen: det tværfaglige team", ""),
            ]
        case Udfald.OVER_ANDEN:
            return [
                samtale,
                Naeste(
                    f"Det tværfaglige team senest {senest}", "Forældrene skal vide det og sige ja til, hvem I taler med"
                ),
                Naeste("Overvej, om der er grund til en underretning", "Pligten er din egen"),
            ]
        case Udfald.IKKE_VURDERET:
            return [samtale, Naeste(f"Find en ny dag, senest {senest}", "")]
        case Udfald.NORMALISERET:
            return [samtale, Naeste("Se efter igen ved næste besøg", "Så er ADBB gjort ved det her besøg")]
    return [samtale, Naeste("Så er ADBB gjort ved det her besøg", "")]
