"""An underretning as its receiver will read it: the form's answers and the page before it, in words alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from opsporing import bilag as bilagene
from opsporing import dansk, lov
from opsporing.frosset import Afsnit, Frosset, Linje, Slags, fra_data, fra_laesning
from opsporing.models import Ansaettelse, Enhed, Foraeldremyndighed, User
from opsporing.skemaer.skemaord import skemaord
from opsporing.skemaer.svar import valider
from opsporing.skemaer.visning import laesning
from opsporing.tid import dato
from underretning.actions.skriv import er_spaerret
from underretning.models import Bilag, Overgreb, Pligt, Underretning, Underretningsbarn
from underretning.models.skrevet import SPAERRER
from underretning.rules.skema import kendte

#: Fields whose answers are somebody's own words.
CITATER = ("barnets_ord", "foraeldre_syn")
#: The paragraph of each duty, in the table of law.
LOV = {
    Pligt.FAGPERSON: "underretning_fagperson",
    Pligt.ALLE: "underretning_alle",
    Pligt.FLYTNING: "underretning_flytning",
}

#: The heading of who and what it is about, which stands before what was seen.
RAMMEN = "Om underretningen"


def boern(underretning: Underretning) -> list[Underretningsbarn]:
    """The children it is about, in the order they were added."""
    return list(underretning.boern.select_related("barn__mor", "anledning").order_by("pk"))


def kendt_paa_forhaand(underretning: Underretning, alle: list[Underretningsbarn]) -> Mapping[str, Any]:
    """What the form's conditions rest on. The parents count as shut out as long as the switch stands."""
    return kendte(
        overgreb=underretning.overgreb,
        spaerret=er_spaerret(underretning),
        akut=underretning.akut,
        ufoedt=all(barn.foedt_den is None for barn in alle),
        pligt=underretning.pligt,
    )


def ord_(underretning: Underretning, dag: date) -> Mapping[str, str]:
    """Words for the form's placeholders."""
    return skemaord(underretning.kommune, dag)


def mangler(underretning: Underretning, alle: list[Underretningsbarn], nu: datetime) -> dict[str, str]:
    """One Danish message per field that keeps it from being sent."""
    fundet = dict(
        valider(
            underretning.definition(),
            underretning.svar,
            kladde=False,
            kendte=kendt_paa_forhaand(underretning, alle),
            i_dag=dato(nu),
        ).fejl
    )
    for konflikt in underretning.konflikter:
        fundet[konflikt["felt"]] = "Vælg mellem de to tekster."
    return fundet


def underskrift(user: User) -> str:
    """Name, role and unit, as it is signed."""
    return _navn_rolle_sted(user, user.ansat, user.ansat.enhed)


def underskrift_af(underretning: Underretning) -> str:
    """The same for the one who writes it, for somebody who reads along."""
    return _navn_rolle_sted(underretning.skrevet_by, underretning.ansaettelse, underretning.ansaettelse.enhed)


def _navn_rolle_sted(user: User, ansaettelse: Ansaettelse, enhed: Enhed) -> str:
    return f"{user.navn}, {ansaettelse.get_rolle_display()}, {bilagene.sted(enhed)}"


def frys(underretning: Underretning, *, skrevet_af: str, nu: datetime) -> Frosset:
    """All of it as it stands now, as the receiver reads it."""
    alle = boern(underretning)
    definition = underretning.definition()
    kendt = kendt_paa_forhaand(underretning, alle)
    svar = valider(definition, underretning.svar, kladde=True, kendte=kendt, i_dag=dato(nu)).renset
    laest = laesning(definition, svar, med_ubesvarede=False, pladsholdere=ord_(underretning, dato(nu)), kendte=kendt)
    # Headings that speak to the writer are turned to the one who reads.
    afsnit = [replace(et, titel=et.sektion.egenskaber.get("egne", {}).get("laest", et.titel)) for et in laest]
    return Frosset(
        titel="Underretning",
        om=f"{skrevet_af}, {dansk.dato(dato(nu))}",
        afsnit=(_rammen(underretning, alle, skrevet_af, dato(nu)), *fra_laesning(afsnit, citater=CITATER)),
    )


def _rammen(underretning: Underretning, alle: list[Underretningsbarn], skrevet_af: str, dag: date) -> Afsnit:
    linjer = [
        Linje("Barnet" if len(alle) == 1 else "Børnene", tuple(_barn(barn) for barn in alle), Slags.LISTE),
        Linje("Forældremyndighed", tuple(_indehavere(alle)), Slags.LISTE),
        Linje("Haster det?", ("Ja, det kan ikke vente" if underretning.akut else "Nej",), Slags.KORT),
        Linje("Mistanke om overgreb", _overgreb(underretning), Slags.KORT),
        Linje("Må forældrene få det at vide?", (_foraeldrene(underretning),), Slags.KORT),
        Linje("Skrevet", (f"{underretning.get_pligt_display()} ({_lov(underretning, dag)})",), Slags.KORT),
        Linje("Skrevet af", (skrevet_af,), Slags.KORT),
    ]
    if underretning.ansaettelse.enhed_id != underretning.enhed_id:
        linjer.append(Linje("Begyndt som ansat i", (bilagene.sted(underretning.enhed),), Slags.KORT))
    if underretning.i_enhedens_navn:
        linjer.append(
            Linje("Sendt i enhedens navn", ((underretning.enhed.journalenhed or underretning.enhed).navn,), Slags.KORT)
        )
    return Afsnit(RAMMEN, tuple(linje for linje in linjer if linje.tekster))


def _barn(barn: Underretningsbarn) -> str:
    if barn.foedt_den:
        return f"{barn.navn}, født {dansk.dato(barn.foedt_den)}"
    return f"{barn.navn}, termin {dansk.dato(barn.termin)}" if barn.termin else barn.navn


def _indehavere(alle: list[Underretningsbarn]) -> list[str]:
    """Those who hold custody of the children she can see, each once; no address, and that it is protected is said."""
    kendte_boern = [barn.barn_id for barn in alle if not barn.er_oplyst]
    raekker = Foraeldremyndighed.objects.filter(barn__in=kendte_boern, til=None).select_related("person")
    personer = {raekke.person_id: raekke.person for raekke in raekker.order_by("pk")}
    return [f"{p.navn} (beskyttet navn og adresse)" if p.beskyttet else p.navn for p in personer.values()]


def _overgreb(underretning: Underretning) -> tuple[str, ...]:
    hvem = [underretning.overgreb_hvem] if underretning.overgreb_hvem else []
    if underretning.mistaenkt and underretning.mistaenkt.navn not in underretning.overgreb_hvem:
        hvem.insert(0, underretning.mistaenkt.navn)
    return (Overgreb(underretning.overgreb).label, *(f"Mod: {en}" for en in hvem))


def _foraeldrene(underretning: Underretning) -> str:
    if er_spaerret(underretning):
        return "Nej, ikke før myndigheden har sagt til"
    return "Ja" if underretning.overgreb not in SPAERRER else "Ja, myndigheden har ophævet spærringen"


def _lov(underretning: Underretning, dag: date) -> str:
    return str(lov.henvisning(LOV[Pligt(underretning.pligt)], dag))


@dataclass(frozen=True, slots=True)
class Valgt:
    """An enclosure that is chosen and not sent: what it is, and whether it is still hers to give."""

    pk: int
    titel: str
    om: str
    kan: bool


def valgte(underretning: Underretning, mulige: Iterable[bilagene.Bilagsvalg]) -> list[Valgt]:
    """The chosen enclosures of a draft, in one query; `mulige` is what she may enclose now.

    None is copied here: fifty of them would be written out anew each time she looks. One is, when she opens it
    (`kopi_af`), and all are, when she sends.
    """
    kendte = {valg.noegle: valg for valg in mulige}
    return [
        Valgt(en.pk, en.titel, kendte[en.noegle].om if en.noegle in kendte else "", en.noegle in kendte)
        for en in underretning.bilag.order_by("pk")
    ]


def kopi_af(valgt: Bilag, by: User, nu: datetime) -> Frosset | None:
    """What the receiver would see of one enclosure now; None where it cannot be given any more."""
    try:
        return bilagene.frys(by, valgt.barn, valgt.noegle, nu)
    except LookupError:
        return None


def sendte_bilag(underretning: Underretning) -> list[Frosset]:
    """The copies that were sent."""
    sendte = underretning.bilag.filter(indhold__isnull=False).order_by("pk")
    return [fra_data(en.indhold) for en in sendte]
