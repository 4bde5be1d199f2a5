"""Does a definition make sense? Codes, ages, choices and conditions, every fault with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from opsporing.skemaer import skrivehjaelp
from opsporing.skemaer.betingelse import Betingelse, Operator
from opsporing.skemaer.billeder import BILLEDER
from opsporing.skemaer.dele import (
    BILLEDKORT,
    MINDST_EN,
    POSITIONER,
    TEGN_SVAR,
    Fejl,
    Felt,
    Sektion,
    Skemadefinition,
    Valgmulighed,
)
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.pladsholdere import ufuldstaendig

_SKEMAKODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# No double underscore: it joins a lineal_tegn and its sub-questions in the names of a web form.
_KODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_VALGKODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
MAKS_KODE = 60
MAKS_MDR = 240
_MED_VALG = (Felttype.VALG, Felttype.FLERVALG, Felttype.SKALA, Felttype.IAGTTAGELSER)
_KAN_STYRE = (Felttype.VALG, Felttype.FLERVALG, Felttype.SKALA, Felttype.JA_NEJ, Felttype.TEGN)
# Names a form page uses for itself.
RESERVEREDE_KODER = frozenset({"rev", "klient", "foer", "csrfmiddlewaretoken", "next", "handling"})


class Fejlliste:
    """Faults in the order they are found, each said once."""

    def __init__(self) -> None:
        self._fejl: dict[Fejl, None] = {}

    def tilfoej(self, sted: str, besked: str) -> None:
        """Add a fault at a place."""
        self._fejl.setdefault(Fejl(sted, besked))

    def alle(self) -> tuple[Fejl, ...]:
        """Every fault so far."""
        return tuple(self._fejl)

    def __bool__(self) -> bool:
        return bool(self._fejl)


def kontroller(definition: Skemadefinition, fejl: Fejlliste) -> None:
    """Add every fault of meaning in ``definition`` to ``fejl``."""
    if definition.kode and not (_SKEMAKODE.fullmatch(definition.kode) and len(definition.kode) <= MAKS_KODE):
        fejl.tilfoej("skema", f"Koden „{definition.kode}“ skal være små bogstaver a-z og tal, delt med bindestreg.")
    _alder(definition.alder_fra_mdr, definition.alder_til_mdr, "skema", fejl)
    _tekster(definition, "skema", ("navn", "intro", "ophav"), fejl)
    if not _kendte(definition, fejl):
        return  # the conditions cannot be judged
    _entydige((sektion.kode for sektion in definition.sektioner), "sektion", fejl)
    _entydige((felt.kode for sektion in definition.sektioner for felt in sektion.felter), "felt", fejl)
    for sektion in definition.sektioner:
        _sektion(definition, sektion, fejl)
    if any(felt.type is Felttype.LINEAL_TEGN for felt in definition.felter) and not definition.tegn_svar:
        fejl.tilfoej("", f"Felter af typen lineal_tegn kræver en sektion „{TEGN_SVAR}“ med de svar, der hører til.")
    for sted, besked in skrivehjaelp.fejl_i(definition):
        fejl.tilfoej(sted, besked)
    _varianter(definition, fejl)
    _kredse(definition, fejl)


def _sektion(definition: Skemadefinition, sektion: Sektion, fejl: Fejlliste) -> None:
    sted = f"sektion „{sektion.kode}“"
    _kode(sektion.kode, sted, fejl)
    _tekster(sektion, sted, ("titel", "hjaelp"), fejl)
    if not (sektion.felter or sektion.skridt or sektion.trin or sektion.udsagn):
        fejl.tilfoej(sted, "Sektionen er tom. Skriv mindst ét felt, skridt, trin eller udsagn.")
    for punkter, navn in ((sektion.skridt, "skridt"), (sektion.trin, "trin"), (sektion.udsagn, "udsagn")):
        _entydige((punkt.kode for punkt in punkter), f"{sted}, {navn}", fejl)
        for punkt in punkter:
            _kode(punkt.kode, f"{sted}, {navn} „{punkt.kode}“", fejl)
            _tekster(punkt, f"{sted}, {navn} „{punkt.kode}“", ("tekst",), fejl)
    if sektion.dimension and not sektion.tegn:
        fejl.tilfoej(sted, "En dimension skal have mindst ét tegn.")
    if sektion.vises_naar is not None:
        _betingelse(definition, definition.felt(sektion.vises_naar.felt), sektion.vises_naar, sted, fejl)
        if definition.sektion_for(sektion.vises_naar.felt) is sektion:
            fejl.tilfoej(sted, "En sektion kan ikke vises efter et svar i sektionen selv.")
    for felt in sektion.felter:
        _felt(definition, sektion, felt, f"{sted}, felt „{felt.kode}“", fejl)


def _felt(definition: Skemadefinition, sektion: Sektion, felt: Felt, sted: str, fejl: Fejlliste) -> None:
    _kode(felt.kode, sted, fejl)
    if felt.kode in RESERVEREDE_KODER:
        fejl.tilfoej(sted, f"Koden „{felt.kode}“ er optaget. Vælg en anden.")
    _tekster(felt, sted, ("tekst", "hjaelp"), fejl)
    _alder(felt.alder_fra_mdr, felt.alder_til_mdr, sted, fejl)
    _inden_for_skemaet(definition, felt, sted, fejl)
    _tal(felt, sted, fejl)
    _valg(felt, sted, fejl)
    if felt.gruppe_krav and felt.gruppe_krav != MINDST_EN:
        fejl.tilfoej(sted, f"„gruppe_krav“ kan kun være „{MINDST_EN}“.")
    if not felt.har_svar and (felt.paakraevet or felt.paakraevet_ved or felt.gruppe_krav):
        fejl.tilfoej(sted, "Et felt uden svar kan ikke være påkrævet.")
    if felt.gentages and felt.pr_person:
        fejl.tilfoej(sted, "Et felt kan ikke både gentages og udfyldes pr. person.")
    if sektion.er_tegn_svar and felt.type not in (Felttype.VALG, Felttype.SKALA, Felttype.JA_NEJ):
        fejl.tilfoej(sted, f"Typen {felt.type} kan ikke bruges i sektionen „{TEGN_SVAR}“.")
    if felt.type is Felttype.TEGN:
        for position in POSITIONER:
            if not felt.ankre.get(position, "").strip():
                fejl.tilfoej(sted, f"Udsagnet „{position}“ mangler.")
        _kode(felt.tegn, f"{sted}, tegn", fejl)
    if felt.vises_naar is not None:
        if sektion.er_tegn_svar:
            styrende = next((en for en in sektion.felter if en.kode == felt.vises_naar.felt), None)
        else:
            styrende = definition.felt(felt.vises_naar.felt)
        _betingelse(definition, styrende, felt.vises_naar, sted, fejl)


def _kendte(definition: Skemadefinition, fejl: Fejlliste) -> bool:
    """Are the questions that are answered outside the form written as they must be?"""
    sted = "skema, kendte"
    koder = []
    for nr, en in enumerate(definition.egenskaber.get("kendte", ()), 1):
        valg = en.get("valg")
        i_orden = set(en) == {"kode", "tekst", "valg"} and all(isinstance(en[n], str) for n in ("kode", "tekst"))
        if not i_orden or not isinstance(valg, list) or len(valg) < 2 or not all(_kendt_valg(et) for et in valg):
            fejl.tilfoej(f"{sted} nr. {nr}", "Skriv kode, tekst og mindst to valg, hver med kode og tekst.")
            return False
        _kode(en["kode"], f"{sted} „{en['kode']}“", fejl)
        koder.append(en["kode"])
        if any(felt.kode == en["kode"] for sektion in definition.sektioner for felt in sektion.felter):
            fejl.tilfoej(sted, f"Koden „{en['kode']}“ er også et felt i skemaet. Vælg en anden.")
    _entydige(koder, sted, fejl)
    return True


def _kendt_valg(valg: object) -> bool:
    return (
        isinstance(valg, Mapping)
        and set(valg) == {"kode", "tekst"}
        and all(isinstance(en, str) for en in valg.values())
        and bool(_VALGKODE.fullmatch(valg["kode"]))
    )


def _betingelse(
    definition: Skemadefinition, styrende: Felt | None, betingelse: Betingelse, sted: str, fejl: Fejlliste
) -> None:
    kendt = definition.kendte.get(betingelse.felt)
    if kendt is not None:
        if betingelse.operator is Operator.INDEHOLDER:
            fejl.tilfoej(sted, f"„{kendt.kode}“ har kun ét svar. Skriv „==“, „!=“ eller „in“.")
        for vaerdi in betingelse.vaerdier:
            if vaerdi not in kendt.koder:
                fejl.tilfoej(sted, f"„vises_naar“ nævner „{vaerdi}“, som ikke er et svar i „{kendt.kode}“.")
        return
    if styrende is None:
        fejl.tilfoej(sted, f"„vises_naar“ peger på feltet „{betingelse.felt}“, som ikke findes.")
        return
    if styrende.type not in _KAN_STYRE or styrende.gentages or styrende.pr_person:
        fejl.tilfoej(sted, f"„vises_naar“ kan ikke styres af „{styrende.kode}“, fordi feltet ikke har faste svar.")
        return
    flere = styrende.type is Felttype.FLERVALG
    if flere and betingelse.operator is not Operator.INDEHOLDER:
        fejl.tilfoej(sted, f"„{styrende.kode}“ kan have flere svar. Skriv „{styrende.kode} indeholder …“.")
    if not flere and betingelse.operator is Operator.INDEHOLDER:
        fejl.tilfoej(sted, f"„{styrende.kode}“ har kun ét svar. Skriv „==“, „!=“ eller „in“.")
    for vaerdi in betingelse.vaerdier:
        if vaerdi not in styrende.koder:
            fejl.tilfoej(sted, f"„vises_naar“ nævner „{vaerdi}“, som ikke er et svar i „{styrende.kode}“.")


def _valg(felt: Felt, sted: str, fejl: Fejlliste) -> None:
    if felt.type not in _MED_VALG:
        return
    if len(felt.valg) < 2:
        fejl.tilfoej(sted, "Der skal være mindst to svar at vælge imellem.")
    _entydige((valg.kode for valg in felt.valg), f"{sted}, valg", fejl)
    for valg in felt.valg:
        _valgmulighed(felt, valg, f"{sted}, valg „{valg.kode}“", fejl)


def _valgmulighed(felt: Felt, valg: Valgmulighed, sted: str, fejl: Fejlliste) -> None:
    if valg.kode and not (_VALGKODE.fullmatch(valg.kode) and len(valg.kode) <= MAKS_KODE):
        fejl.tilfoej(sted, "Koden skal være små bogstaver a-z, tal og enkelte understreger.")
    _tekster(valg, sted, ("tekst", "forklaring"), fejl)
    billede = valg.egenskaber.get("billede", "")
    if felt.rolle == BILLEDKORT and billede not in BILLEDER:
        fejl.tilfoej(sted, f"Skriv „billede“ som et af: {', '.join(sorted(BILLEDER))}.")
    if billede and felt.rolle != BILLEDKORT:
        fejl.tilfoej(sted, f"„billede“ vises kun, når feltet har rolle = „{BILLEDKORT}“.")
    if valg.udelukker and felt.type is not Felttype.FLERVALG:
        fejl.tilfoej(sted, "„udelukker“ har kun mening ved flervalg.")


def _tal(felt: Felt, sted: str, fejl: Fejlliste) -> None:
    if felt.min is not None and felt.maks is not None and felt.min > felt.maks:
        fejl.tilfoej(sted, f"„min“ ({felt.min}) er større end „maks“ ({felt.maks}).")
    if felt.maks_laengde is not None and not 1 <= felt.maks_laengde <= 100_000:
        fejl.tilfoej(sted, "„maks_laengde“ skal være mellem 1 og 100000.")


def _alder(fra: int | None, til: int | None, sted: str, fejl: Fejlliste) -> None:
    for navn, mdr in (("alder_fra_mdr", fra), ("alder_til_mdr", til)):
        if mdr is not None and not 0 <= mdr <= MAKS_MDR:
            fejl.tilfoej(sted, f"„{navn}“ skal være mellem 0 og {MAKS_MDR} måneder.")
    if fra is not None and til is not None and fra > til:
        fejl.tilfoej(sted, f"„alder_fra_mdr“ ({fra}) er efter „alder_til_mdr“ ({til}).")


def _inden_for_skemaet(definition: Skemadefinition, felt: Felt, sted: str, fejl: Fejlliste) -> None:
    """A field nobody is ever old (or young) enough for is a slip."""
    (fra, til), (skema_fra, skema_til) = _spaend(felt), _spaend(definition)
    if fra > skema_til or til < skema_fra:
        fejl.tilfoej(sted, f"Feltet vises aldrig: skemaet gælder fra {skema_fra} til {skema_til} måneder.")


def _spaend(del_: Felt | Skemadefinition) -> tuple[int, int]:
    fra = 0 if del_.alder_fra_mdr is None else del_.alder_fra_mdr
    return fra, MAKS_MDR if del_.alder_til_mdr is None else del_.alder_til_mdr


def _varianter(definition: Skemadefinition, fejl: Fejlliste) -> None:
    """Age variants of one sign neither overlap nor leave a gap, and stay in one section."""
    stammer: dict[str, list[Felt]] = {}
    for felt in definition.felter:
        if felt.type is Felttype.TEGN:
            stammer.setdefault(felt.tegn, []).append(felt)
    for stamme, felter in stammer.items():
        sektioner = {sektion.kode for felt in felter if (sektion := definition.sektion_for(felt.kode))}
        if len(sektioner) > 1:
            fejl.tilfoej(f"tegn „{stamme}“", f"Varianterne står i flere sektioner: {', '.join(sorted(sektioner))}.")
        i_orden = sorted(felter, key=_spaend)
        for foer, efter in pairwise(i_orden):
            slut, start = _spaend(foer)[1], _spaend(efter)[0]
            if start <= slut:
                fejl.tilfoej(f"tegn „{stamme}“", f"„{foer.kode}“ og „{efter.kode}“ gælder begge ved {start} måneder.")
            elif start > slut + 1:
                fejl.tilfoej(f"tegn „{stamme}“", f"Der er intet udsagn fra {slut + 1} til {start - 1} måneder.")


def _kredse(definition: Skemadefinition, fejl: Fejlliste) -> None:
    """A field must not, by itself or by way of others, depend on its own answer."""
    afhaenger: dict[str, set[str]] = {}
    for sektion in definition.sektioner:
        for felt in sektion.felter:
            betingelser = (felt.vises_naar, sektion.vises_naar)
            afhaenger[felt.kode] = {betingelse.felt for betingelse in betingelser if betingelse}
    for kode in afhaenger:
        naaet, rest = set(), list(afhaenger[kode])
        while rest:
            naeste = rest.pop()
            if naeste not in naaet:
                naaet.add(naeste)
                rest.extend(afhaenger.get(naeste, ()))
        if kode in naaet:
            fejl.tilfoej(f"felt „{kode}“", "Betingelserne går i ring: feltet vises kun, når det selv er besvaret.")


def _kode(kode: str, sted: str, fejl: Fejlliste) -> None:
    if kode and not (_KODE.fullmatch(kode) and len(kode) <= MAKS_KODE):
        fejl.tilfoej(sted, "Koden skal begynde med et lille bogstav og bestå af a-z, tal og enkelte understreger.")


def _entydige(koder: Iterable[str], sted: str, fejl: Fejlliste) -> None:
    for kode, antal in Counter(koder).items():
        if kode and antal > 1:
            fejl.tilfoej(sted, f"Koden „{kode}“ er brugt {antal} gange. Den skal være entydig.")


def _tekster(del_: object, sted: str, navne: Sequence[str], fejl: Fejlliste) -> None:
    for navn in navne:
        rest = ufuldstaendig(getattr(del_, navn))
        if rest:
            fejl.tilfoej(sted, f"„{navn}“ har en pladsholder, der ikke kan læses: {rest}")
