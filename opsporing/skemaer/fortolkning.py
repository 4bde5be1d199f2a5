"""From the written form to a definition: every key known, every value of its kind, every fault collected.

Two rounds: here the shape (keys and kinds), then ``kontrol`` the meaning (codes, ages, conditions). Both run before
anything is refused, so that the person who wrote the form sees all faults at once.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from opsporing.skemaer import noegler
from opsporing.skemaer.betingelse import Betingelse, Betingelsesfejl
from opsporing.skemaer.dele import POSITIONER, Fejl, Felt, Punkt, Sektion, Skemadefinition, Skemafejl, Valgmulighed
from opsporing.skemaer.kontrol import Fejlliste, kontroller
from opsporing.skemaer.noegler import Felttype, Slags

MAKS_TOML_TEGN = 400_000
MAKS_TEKST = 2_000
MAKS_SKALATRIN = 21
# Control characters cannot be shown, and NUL cannot be stored; tab and line feed are ordinary in texts.
_STYRETEGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def fra_toml(tekst: str) -> Skemadefinition:
    """Make a definition from TOML text. Raises Skemafejl with every fault found."""
    if len(tekst) > MAKS_TOML_TEGN:
        raise Skemafejl((Fejl("", f"Filen er for stor. Et skema må højst fylde {MAKS_TOML_TEGN // 1000}.000 tegn."),))
    try:
        data = tomllib.loads(tekst)
    except (tomllib.TOMLDecodeError, RecursionError) as grund:
        sted = re.search(r"line (\d+), column (\d+)", str(grund))
        hvor = f"linje {sted[1]}, tegn {sted[2]}" if sted else "slutningen af filen"
        raise Skemafejl(
            (
                Fejl(
                    hvor,
                    "Her kan filen ikke læses som TOML. Se efter manglende anførselstegn, komma eller lighedstegn, "
                    "eller en nøgle, der står to gange i samme felt.",
                ),
            )
        ) from grund
    return fra_dict(data)


def fra_dict(data: Mapping[str, Any], *, streng: bool = True) -> Skemadefinition:
    """Make a definition from parsed TOML or stored JSON. Raises Skemafejl with every fault found.

    ``streng=False`` is for versions published under earlier rules: unknown keys are kept and faults of meaning let
    through, as what staff have answered must stay readable. A wrong shape is refused all the same.
    """
    fejl = Fejlliste()
    definition = _med_skalatrin(_Laeser(fejl, streng=streng).skema(data))
    if streng:
        kontroller(definition, fejl)
    if fejl:
        raise Skemafejl(fejl.alle())
    return definition


# Keys whose tables are read one by one, each with its own place in the messages.
_DELE = frozenset({"skema", "sektion", "felt", "valg", "skridt", "trin", "udsagn"})


class _Laeser:
    """Reads one definition. Faults go to the list and reading goes on with a harmless value."""

    def __init__(self, fejl: Fejlliste, *, streng: bool) -> None:
        self.fejl = fejl
        self.streng = streng

    def skema(self, data: object) -> Skemadefinition:
        top = self.tabel(data, noegler.TOP, "")
        skema = self.tabel(top.get("skema", {}), noegler.SKEMA, "skema")
        for noegle in ("kode", "navn", "type", "ophav"):
            self.kraev(skema, noegle, "skema")
        if not top.get("sektion"):
            self.fejl.tilfoej("", "Skemaet har ingen sektioner. Skriv mindst én [[sektion]].")
        return Skemadefinition(
            kode=skema.pop("kode", ""),
            navn=skema.pop("navn", ""),
            type=skema.pop("type", ""),
            version=skema.pop("version", ""),
            arena=skema.pop("arena", ""),
            ophav=skema.pop("ophav", ""),
            intro=skema.pop("intro", ""),
            alder_fra_mdr=skema.pop("alder_fra_mdr", None),
            alder_til_mdr=skema.pop("alder_til_mdr", None),
            sektioner=tuple(self.sektion(en, nr) for nr, en in enumerate(top.get("sektion", ()), 1)),
            egenskaber=skema,
        )

    def sektion(self, data: object, nr: int) -> Sektion:
        sted = _sted("", "sektion", data, nr)
        sektion = self.tabel(data, noegler.SEKTION, sted)
        for noegle in ("kode", "titel"):
            self.kraev(sektion, noegle, sted)
        trin = self.punkter(sektion.pop("trin", ()), "trin", sted)
        return Sektion(
            kode=sektion.pop("kode", ""),
            titel=sektion.pop("titel", ""),
            hjaelp=sektion.pop("hjaelp", ""),
            dimension=sektion.pop("dimension", False),
            vises_naar=self.betingelse(sektion.pop("vises_naar", ""), sted),
            felter=tuple(self.felt(en, nr, sted) for nr, en in enumerate(sektion.pop("felt", ()), 1)),
            skridt=self.punkter(sektion.pop("skridt", ()), "skridt", sted),
            trin=trin,
            udsagn=self.punkter(sektion.pop("udsagn", ()), "udsagn", sted),
            egenskaber=sektion,
        )

    def felt(self, data: object, nr: int, i: str) -> Felt:
        sted = _sted(i, "felt", data, nr)
        felt = self.tabel(data, noegler.FELT, sted)
        for noegle in ("kode", "type", "tekst"):
            self.kraev(felt, noegle, sted)
        felttype = self.felttype(felt.pop("type", ""), sted)
        if self.streng:
            for noegle in felt:
                typer = noegler.KUN_FOR_TYPER.get(noegle)
                if typer is not None and felttype not in typer:
                    self.fejl.tilfoej(sted, f"„{noegle}“ kan ikke bruges ved typen {felttype}.")
        kode = felt.pop("kode", "")
        return Felt(
            kode=kode,
            type=felttype,
            tekst=felt.pop("tekst", ""),
            hjaelp=felt.pop("hjaelp", ""),
            # A sign always has an answer to give ("ikke set endnu"), so it is asked for unless the form says otherwise.
            paakraevet=felt.pop("paakraevet", felttype is Felttype.TEGN),
            paakraevet_ved=tuple(felt.pop("paakraevet_ved", ())),
            gruppe_krav=felt.pop("gruppe_krav", ""),
            vises_naar=self.betingelse(felt.pop("vises_naar", ""), sted),
            vises_ved=tuple(felt.pop("vises_ved", ())),
            ses_af=tuple(felt.pop("ses_af", ())),
            vises_ikke_foraeldre=felt.pop("vises_ikke_foraeldre", False),
            overgreb_spor=felt.pop("overgreb_spor", False),
            alder_fra_mdr=felt.pop("alder_fra_mdr", None),
            alder_til_mdr=felt.pop("alder_til_mdr", None),
            tegn=felt.pop("tegn", kode if felttype is Felttype.TEGN else ""),
            ankre={position: felt.pop(position) for position in POSITIONER if position in felt},
            valg=self.valg(felt.pop("valg", ()), sted),
            min=felt.pop("min", None),
            maks=felt.pop("maks", None),
            maks_laengde=felt.pop("maks_laengde", None),
            gentages=felt.pop("gentages", False),
            pr_person=felt.pop("pr_person", False),
            rolle=felt.pop("rolle", ""),
            egenskaber=felt,
        )

    def felttype(self, navn: str, sted: str) -> Felttype:
        try:
            return Felttype(navn)
        except ValueError:
            if navn:
                self.fejl.tilfoej(sted, f"Typen „{navn}“ findes ikke.{_mener(navn, [t.value for t in Felttype])}")
            return Felttype.INFORMATION

    def valg(self, data: Sequence[object], sted: str) -> tuple[Valgmulighed, ...]:
        muligheder = []
        for nr, en in enumerate(data, 1):
            her = _sted(sted, "valg", en, nr)
            valg = self.tabel(en, noegler.VALG, her)
            for noegle in ("kode", "tekst"):
                self.kraev(valg, noegle, her)
            muligheder.append(
                Valgmulighed(
                    kode=valg.pop("kode", ""),
                    tekst=valg.pop("tekst", ""),
                    vaerdi=valg.pop("vaerdi", None),
                    forklaring=valg.pop("forklaring", ""),
                    udelukker=valg.pop("udelukker", False),
                    egenskaber=valg,
                )
            )
        return tuple(muligheder)

    def punkter(self, data: Sequence[object], navn: str, i: str) -> tuple[Punkt, ...]:
        punkter = []
        for nr, en in enumerate(data, 1):
            sted = _sted(i, navn, en, nr)
            punkt = self.tabel(en, noegler.PUNKT, sted)
            for noegle in ("kode", "tekst"):
                self.kraev(punkt, noegle, sted)
            punkter.append(
                Punkt(punkt.pop("kode", ""), punkt.pop("tekst", ""), punkt.pop("vaerdi", None), egenskaber=punkt)
            )
        return tuple(punkter)

    def betingelse(self, tekst: str, sted: str) -> Betingelse | None:
        if not tekst:
            return None
        try:
            return Betingelse.fra_tekst(tekst)
        except Betingelsesfejl as grund:
            self.fejl.tilfoej(sted, str(grund))
            return None

    def kraev(self, tabel: Mapping[str, Any], noegle: str, sted: str) -> None:
        if not str(tabel.get(noegle, "")).strip():
            self.fejl.tilfoej(sted, f"„{noegle}“ mangler.")

    def tabel(self, data: object, kendte: Mapping[str, Slags], sted: str) -> dict[str, Any]:
        """The keys of a table that are known and of the right kind; the rest are faults."""
        if not isinstance(data, Mapping):
            self.fejl.tilfoej(sted, "Her skal stå en tabel med nøgler og værdier.")
            return {}
        gode = {}
        for noegle, vaerdi in data.items():
            slags = kendte.get(noegle)
            if slags is None:
                if self.streng:
                    self.fejl.tilfoej(sted, f"Nøglen „{noegle}“ er ukendt.{_mener(noegle, list(kendte))}")
                else:
                    gode[noegle] = vaerdi
                continue
            if not _er(vaerdi, slags):
                self.fejl.tilfoej(sted, f"„{noegle}“ skal være {slags}.")
                continue
            besked = "" if noegle in _DELE else _ulovlig_tekst(vaerdi)
            if besked:
                self.fejl.tilfoej(sted, f"„{noegle}“ {besked}")
                continue
            gode[noegle] = vaerdi
        return gode


def _med_skalatrin(definition: Skemadefinition) -> Skemadefinition:
    """Give each skala its steps: its own choices, else the levels it names, else one per number from min to maks."""
    niveauer = {sektion.kode: sektion.trin for sektion in definition.sektioner if sektion.trin}

    def med_trin(felt: Felt) -> Felt:
        if felt.type is not Felttype.SKALA or felt.valg:
            return felt
        punkter = niveauer.get(felt.egenskaber.get("skala", ""), ())
        valg = tuple(Valgmulighed(punkt.kode, punkt.tekst, punkt.vaerdi, "", False, {}) for punkt in punkter)
        if not valg and felt.min is not None and felt.maks is not None and 0 <= felt.maks - felt.min < MAKS_SKALATRIN:
            valg = tuple(
                Valgmulighed(str(tal) if tal >= 0 else f"m{-tal}", str(tal), tal, "", False, {})
                for tal in range(felt.min, felt.maks + 1)
            )
        return replace(felt, valg=valg)

    def med_felter(sektion: Sektion) -> Sektion:
        return replace(sektion, felter=tuple(med_trin(felt) for felt in sektion.felter))

    return replace(definition, sektioner=tuple(med_felter(sektion) for sektion in definition.sektioner))


def _er(vaerdi: object, slags: Slags) -> bool:
    match slags:
        case Slags.TEKST:
            return isinstance(vaerdi, str)
        case Slags.FLAG:
            return isinstance(vaerdi, bool)
        case Slags.HELTAL:
            return isinstance(vaerdi, int) and not isinstance(vaerdi, bool) and abs(vaerdi) <= 10**9
        case Slags.TEKSTER:
            return isinstance(vaerdi, list) and all(isinstance(en, str) for en in vaerdi)
        case Slags.HELTALSLISTE:
            return isinstance(vaerdi, list) and all(_er(en, Slags.HELTAL) for en in vaerdi)
        case Slags.TABELLER:
            return isinstance(vaerdi, list) and all(isinstance(en, Mapping) for en in vaerdi)
        case Slags.TABEL:
            return isinstance(vaerdi, Mapping)


def _ulovlig_tekst(vaerdi: object) -> str:
    """Why a value, or something inside it, cannot be stored or shown; empty when it can."""
    match vaerdi:
        case str() if len(vaerdi) > MAKS_TEKST:
            return f"er længere end {MAKS_TEKST} tegn."
        case str() if _STYRETEGN.search(vaerdi):
            return "indeholder et tegn, der ikke kan vises. Slet det, og skriv teksten igen."
        case date() | datetime() | time():
            return "må ikke være en dato uden anførselstegn."
        case float() if vaerdi != vaerdi or vaerdi in (float("inf"), float("-inf")):
            return "må ikke være uendelig."
        case list():
            return next((besked for en in vaerdi if (besked := _ulovlig_tekst(en))), "")
        case Mapping():
            return next((besked for par in vaerdi.items() for en in par if (besked := _ulovlig_tekst(en))), "")
    return ""


def _sted(i: str, navn: str, data: object, nr: int) -> str:
    """Name a place as the writer knows it: by code where there is one, else by number."""
    kode = data.get("kode") if isinstance(data, Mapping) else None
    her = f"{navn} „{kode}“" if isinstance(kode, str) and kode else f"{navn} nr. {nr}"
    return f"{i}, {her}" if i else her


def _mener(navn: str, kendte: Sequence[str]) -> str:
    naer = difflib.get_close_matches(navn, kendte, n=1, cutoff=0.7)
    return f" Mener du „{naer[0]}“?" if naer else ""
