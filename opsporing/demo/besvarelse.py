"""What colleagues answer and write, given how the child is doing: own views, the team's, agreements, follow-ups."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from opsporing.demo import tekster, trivselsmodel
from opsporing.demo.tilfaelde import andel, terning, valg
from opsporing.models import Barn
from opsporing.skemaer.definition import Felttype, Skemadefinition
from trivsel.faelles import AFTALT, BEGRUNDELSE, POSITION, SAMLET, STEDER, Stilling
from trivsel.models import DIMENSIONER, Vurdering

#: How often a text that may be left out is written.
STYRKER, KOMMENTAR, STEMME, FORHOLD, FORAELDRENES_SYN, TALT_OM = 0.6, 0.4, 0.35, 0.15, 0.6, 0.5
#: How often the team lands somewhere else than the suggestion.
ANDET_END_FORSLAGET = 0.035


class Pen:
    """Writes about children, and never the same sentence twice in one unit and round."""

    def __init__(self) -> None:
        self._brugte: dict[tuple[int, int | None], set[str]] = {}

    def brugte(self, vurdering: Vurdering) -> set[str]:
        """What has been written in the unit in the round, also before this start."""
        sted = (vurdering.enhed_id, vurdering.runde_id)
        if sted not in self._brugte:
            raa: set[str] = set()
            if vurdering.runde_id:
                for egne, faelles in Vurdering.objects.filter(
                    enhed=vurdering.enhed_id, runde=vurdering.runde_id
                ).values_list("egne__svar", "svar"):
                    raa |= {v for svar in (egne or {}, faelles) for v in svar.values() if isinstance(v, str)}
            self._brugte[sted] = raa
        return self._brugte[sted]

    def skriv(self, vurdering: Vurdering, muligheder: Collection[str], *noegle: object) -> str:
        """One of the texts, about this child."""
        barn = vurdering.barn
        brugte = self.brugte(vurdering)
        udfyldte = [tekster.udfyld(tekst, barn.kaldenavn, barn.koen) for tekst in muligheder]
        tekst = tekster.vaelg(udfyldte, brugte, vurdering.enhed_id and vurdering.enhed.kode, *noegle)
        brugte.add(tekst)
        return tekst


def noegle(barn: Barn) -> str:
    """What chance knows the child by: not its primary key, which is another in each database."""
    return f"{barn.fornavn} {barn.efternavn} {barn.foedt_den}"


def tegn_med_dimension(definition: Skemadefinition) -> dict[str, str]:
    """The tegn of a form with the dimension each belongs to."""
    return {felt.kode: sektion.kode for sektion in definition.dimensioner for felt in sektion.tegn}


def gule(definition: Skemadefinition) -> dict[str, str]:
    """Just enough answers for yellow in the social dimension."""
    return dict.fromkeys([k for k, d in tegn_med_dimension(definition).items() if d == "social"][:3], "gul")


def groenne(definition: Skemadefinition) -> dict[str, str]:
    """Everything goes well."""
    return dict.fromkeys(tegn_med_dimension(definition), "groen")


def uenige(definition: Skemadefinition, nr: int) -> dict[str, str]:
    """Two tegn that the raters see differently."""
    koder = [k for k, d in tegn_med_dimension(definition).items() if d == "kognitiv"]
    return {koder[0]: ("groen", "gul")[nr - 1], koder[-1]: ("gul", "groen")[nr - 1]}


def egen(
    vurdering: Vurdering,
    definition: Skemadefinition,
    vurderer: str,
    *,
    dag: date,
    udgangsdag: date,
    faste: Mapping[str, str],
    pen: Pen,
) -> dict[str, Any]:
    """All one colleague answers and writes in her own view."""
    barn = noegle(vurdering.barn)
    svar: dict[str, Any] = dict(
        trivselsmodel.set_af(barn, vurderer, tegn_med_dimension(definition), dag, udgangsdag, faste)
    )
    bekymrer = [d for k, d in tegn_med_dimension(definition).items() if svar[k] in {"gul", "roed"}]
    lod = terning("ord", barn, vurderer, dag)
    for felt in (felt for sektion in definition.sektioner for felt in sektion.felter):
        if felt.kode == "styrker" and lod.random() < STYRKER:
            svar[felt.kode] = pen.skriv(vurdering, tekster.ord_om("styrker", vurdering.arena), "styrker", dag)
        elif felt.kode.startswith("barnets_stemme") and lod.random() < STEMME:
            svar[felt.kode] = pen.skriv(vurdering, tekster.stemmer(vurdering.alder_mdr, vurdering.arena), "stemme", dag)
        elif felt.kode == "kommentar" and (lod.random() < KOMMENTAR or len(bekymrer) >= 3):
            dimension = max(sorted(set(bekymrer)), key=bekymrer.count) if bekymrer else lod.choice(list(DIMENSIONER))
            muligheder = tekster.kommentarer(dimension, vurdering.alder_mdr, vurdering.arena, glad=len(bekymrer) < 2)
            svar[felt.kode] = pen.skriv(vurdering, muligheder, "kommentar", dag)
        elif felt.kode == "lavet_med":
            svar[felt.kode] = lod.choices(["foraeldre", "en_foraelder", "alene"], [50, 40, 10])[0]
        elif felt.kode == "foraeldrenes_syn" and (
            svar["lavet_med"] != "alene" if "lavet_med" in svar else lod.random() < FORAELDRENES_SYN
        ):
            svar[felt.kode] = pen.skriv(vurdering, tekster.ord_om("foraeldrenes_syn", vurdering.arena), "syn", dag)
        elif felt.kode == "forhold" and felt.type is Felttype.FLERVALG and lod.random() < FORHOLD:
            svar[felt.kode] = [lod.choice(felt.valg).kode]
    return svar


def aftalt(stilling: Stilling, barn: str, dag: date) -> dict[str, str]:
    """What the team settles on where it has not: one of what the raters saw, mostly."""
    svar = {}
    for uenighed in stilling.sammenligning.uenige:
        if uenighed.tegn not in stilling.afklaret:
            set_ = sorted(s.value for s in uenighed.svar.values())
            svar[AFTALT + uenighed.tegn] = valg(set_, "aftalt", barn, dag, uenighed.tegn)
    return svar


def placering(vurdering: Vurdering, stilling: Stilling, dag: date, pen: Pen) -> dict[str, str]:
    """The team's positions where it has chosen none, with a reason where they differ from what is suggested."""
    barn = noegle(vurdering.barn)
    svar: dict[str, str] = {}
    anden = andel("anden placering", barn, dag) < ANDET_END_FORSLAGET
    for sted in STEDER:
        if sted in stilling.valgt:
            continue
        foreslaaet = stilling.foreslaaet(sted)
        valgt = foreslaaet or "groen"
        if anden and sted == SAMLET and foreslaaet in {"groen", "gul"}:
            valgt = "gul" if foreslaaet == "groen" else "groen"
        svar[POSITION + sted] = valgt
        if valgt != foreslaaet:
            slags = "vi_ser_gult" if valgt == "gul" else "vi_ser_groent"
            svar[BEGRUNDELSE + sted] = pen.skriv(vurdering, tekster.ord_om(slags, vurdering.arena), slags, dag, sted)
    return svar


def team(vurdering: Vurdering, stilling: Stilling, samlet: str, dag: date, pen: Pen, overgreb: str) -> dict[str, Any]:
    """What the team writes besides: always a little, and more where the position calls for it."""
    svar: dict[str, Any] = {}
    lod = terning("team", noegle(vurdering.barn), dag)
    roligt, arena = samlet == "groen", vurdering.arena
    if not roligt or lod.random() < TALT_OM:
        muligheder = tekster.ord_om("talt_om_groen" if roligt else "talt_om_opmaerksom", arena)
        svar["talt_om"] = pen.skriv(vurdering, muligheder, "talt om", dag)
    if stilling.sammenligning.ingen_har_set:
        svar["ikke_set_aftale"] = pen.skriv(vurdering, tekster.ord_om("ikke_set_aftale", arena), "ikke set", dag)
    if not roligt:
        svar["barnets_perspektiv"] = pen.skriv(
            vurdering, tekster.stemmer(vurdering.alder_mdr, vurdering.arena), "perspektiv", dag
        )
        svar["foraeldrenes_syn"] = pen.skriv(vurdering, tekster.ord_om("foraeldrenes_syn", arena), "syn", dag)
        svar["andre_forklaringer"] = pen.skriv(vurdering, tekster.ord_om("forklaringer", arena), "forklaring", dag)
        svar["overgreb"] = overgreb
        svar["overgreb_hvorfor"] = pen.skriv(
            vurdering, tekster.ord_om("tvivl" if overgreb == "tvivl" else "overgreb_hvorfor", arena), "overgreb", dag
        )
    return {kode: tekst for kode, tekst in svar.items() if kode not in vurdering.svar}


def hvad_vi_goer(vurdering: Vurdering, brugte: Collection[str]) -> tuple[str, list[str], int]:
    """What is agreed on: text, themes of the læreplan, and step, for the dimension that needs it most."""
    positioner = vurdering.positioner
    hoejeste = max(positioner.values())
    barn = vurdering.barn
    barn_noegle = noegle(barn)
    hoejest = [d for d, p in positioner.items() if p == hoejeste]
    dimension = valg(hoejest, "handling hvor", barn_noegle, vurdering.alder_mdr)
    muligheder = tekster.handlinger(dimension, vurdering.arena)
    udfyldte = [tekster.udfyld(h["hvad"], barn.kaldenavn, barn.koen) for h in muligheder]
    hvad = tekster.vaelg(udfyldte, brugte, "handling", barn_noegle)
    valgt = muligheder[udfyldte.index(hvad)]
    return hvad, list(valgt.get("tema", [])), int(valgt.get("trin", 1))


def hvordan_gik_det(barn: Barn, arena: str, udgangsdag: date, dag: date) -> tuple[str, str]:
    """The effect as it follows from how the child goes on, and words for it."""
    navn = noegle(barn)
    svaert = trivselsmodel.vanskelighed(navn, udgangsdag)
    falder = svaert is not None and svaert.forloeb is trivselsmodel.Forloeb.FALD
    vaegte = [15, 45, 30, 10] if falder else [48, 34, 10, 8]
    virkning = terning("virkning", navn, dag).choices(["hjalp", "delvist", "ingen", "ikke_gjort"], vaegte)[0]
    tekst = valg(tekster.opfoelgninger(virkning, arena), "gik det", navn, dag)
    return virkning, tekster.udfyld(tekst, barn.kaldenavn, barn.koen)
