"""What a municipality's own version of the form must keep: the items the sum is made of, and words parents can get."""

from collections.abc import Iterator, Mapping

from adbb.rules.ord import hvad_er_galt
from adbb.rules.score import HOEJST_POINT, IKKE_VURDERET, PUNKTER, Udfald
from opsporing import dansk
from opsporing.skemaer.definition import Fejl, Felt, Skemadefinition

#: The sentences for parents that each item has (`adbb.rules.ord.Saetninger`).
FORAELDRETEKSTER = ("foraeldretekst_lav", "foraeldretekst_hoej")
#: Answers that the rules ask for by name, beside the items, and what kind they must be.
BRUGES = {"observeret_den": "dato", "foraeldretekst": "lang_tekst", "overgreb": "valg"}
BRUGES_TEAM = {"moede_den": "dato", "udfald": "flervalg", "overgreb": "valg"}
#: Answers about abuse that keep a matter from the parents; whatever else the question holds, it holds these.
TIL_SIDE = {"mistanke", "tvivl"}
_POINT = {str(point) for point in range(HOEJST_POINT + 1)} | {IKKE_VURDERET}


def fejl_i_skema(definition: Skemadefinition) -> Iterator[Fejl]:
    """Every reason the form cannot be used for ADBB, each with its place.

    Without its eight items there is no sum, and what becomes a letter to the parents holds no number and no word of the
    method, whoever wrote the sentences.
    """
    for kode in PUNKTER:
        felt = definition.felt(kode)
        if felt is None:
            yield Fejl("", f"Punktet „{kode}“ mangler. Summen regnes af alle otte.")
        else:
            yield from _punkt(f"felt „{kode}“", felt)
    yield from _bruges(definition, BRUGES)
    yield from _slutninger(definition)


def fejl_i_teamskema(definition: Skemadefinition) -> Iterator[Fejl]:
    """Every reason the form cannot be used for the team's case. The outcomes themselves are the municipality's."""
    yield from _bruges(definition, BRUGES_TEAM)
    udfald = definition.felt("udfald")
    if udfald and not udfald.paakraevet:
        yield Fejl("felt „udfald“", "Feltet skal være påkrævet. En sag afsluttes med et udfald.")


def _bruges(definition: Skemadefinition, felter: Mapping[str, str]) -> Iterator[Fejl]:
    for kode, type_ in felter.items():
        felt = definition.felt(kode)
        if felt is None:
            yield Fejl("", f"Feltet „{kode}“ mangler. ADBB kan ikke bruges uden.")
        elif felt.type != type_:
            yield Fejl(f"felt „{kode}“", f"Typen skal være {type_}.")
        elif kode == "overgreb" and not set(felt.koder) >= TIL_SIDE:
            yield Fejl(f"felt „{kode}“", f"Svarene {dansk.opregning(sorted(TIL_SIDE))} skal kunne vælges.")


def _punkt(sted: str, felt: Felt) -> Iterator[Fejl]:
    if set(felt.koder) != _POINT:
        yield Fejl(sted, f"Svarene skal være 0 til {HOEJST_POINT} og „{IKKE_VURDERET}“. Metoden er ikke kommunens.")
    if not felt.paakraevet:
        yield Fejl(sted, "Punktet skal være påkrævet. Kan det ikke vurderes, er det også et svar.")
    for navn in FORAELDRETEKSTER:
        yield from _til_foraeldre(sted, navn, str(felt.egenskaber.get(navn, "")))


def _slutninger(definition: Skemadefinition) -> Iterator[Fejl]:
    """The closing sentence of each outcome."""
    skrevet = {punkt.kode: punkt.tekst for sektion in definition.sektioner for punkt in sektion.udsagn}
    for udfald in Udfald:
        yield from _til_foraeldre(f"udsagn „{udfald}“", "tekst", skrevet.get(udfald, ""))


def _til_foraeldre(sted: str, navn: str, tekst: str) -> Iterator[Fejl]:
    if not tekst.strip():
        yield Fejl(sted, f"„{navn}“ mangler. Forældrene får ord om alt, I har set.")
    elif galt := hvad_er_galt(tekst):
        yield Fejl(sted, f"„{navn}“ er ord til forældrene. {galt}")
