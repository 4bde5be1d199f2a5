"""From lines to children: the lines of one child together, and what lines say against each other. Pure.

Two lines are the same child when they carry the same CPR number, or when both lack one and agree in name, birth date,
sex and custody holders. Anything weaker is a question for a person (`opsporing.indlaesning.ligner`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.laes import BarnRaekke, Foraelder
from opsporing.indlaesning.tekst import Fejl
from opsporing.navne import noegle


@dataclass(frozen=True, slots=True)
class Periode:
    """That the child is in a unit from `start` to `slut`, both days included; None is without end."""

    linje: int
    enhedskode: str
    start: date
    slut: date | None

    def overlapper(self, anden: "Periode") -> bool:
        """Whether some day belongs to both."""
        return (anden.slut is None or self.start <= anden.slut) and (self.slut is None or anden.start <= self.slut)


@dataclass(slots=True)
class Gruppe:
    """All a file says about one child. `linje` is its first line and its name in questions and answers."""

    linje: int
    cpr: str | None
    erstatning: bool
    fornavn: str
    efternavn: str
    foedt_den: date
    koen: str | None
    beskyttet: bool | None
    gestationsuger: int | None
    perioder: list[Periode] = field(default_factory=list)
    foraeldre: dict[str, Foraelder] = field(default_factory=dict)
    gestationsdage: int | None = None
    handlekommune_kode: str = ""
    handlekommune_navn: str = ""

    @property
    def navnenoegle(self) -> str:
        return noegle(self.fornavn, self.efternavn)

    @property
    def navn(self) -> str:
        return f"{self.fornavn} {self.efternavn}".strip()


def foraeldernoegle(foraelder: Foraelder) -> str:
    """What tells custody holders of one child apart: the number, or else the name."""
    return foraelder.cpr or f"navn:{noegle(foraelder.fornavn, foraelder.efternavn)}"


def samle(raekker: Iterable[BarnRaekke]) -> tuple[list[Gruppe], list[Fejl]]:
    """The children of the file in the order of their first line, and the lines that contradict earlier ones."""
    grupper: dict[object, Gruppe] = {}
    fejl: list[Fejl] = []
    personer: dict[str, tuple[int, str]] = {}
    for raekke in raekker:
        fejl += _foraeldre_siger_det_samme(raekke, personer)
        identitet = _identitet(raekke)
        gruppe = grupper.get(identitet)
        if gruppe is None:
            gruppe = grupper[identitet] = _ny(raekke)
        else:
            fejl += _siger_det_samme(gruppe, raekke)
            _laeg_til(gruppe, raekke)
        fejl += _tilfoej_periode(gruppe, raekke)
    for gruppe in grupper.values():
        _fjern_navneforaeldre(gruppe)
    return list(grupper.values()), fejl


def _identitet(raekke: BarnRaekke) -> object:
    if raekke.cpr:
        return raekke.cpr
    # Without a number and without custody holders there is too little to say that two lines are one child.
    foraeldre = frozenset(foraeldernoegle(f) for f in raekke.foraeldre) or raekke.linje
    return noegle(raekke.fornavn, raekke.efternavn), raekke.foedt_den, raekke.koen, foraeldre


def _ny(raekke: BarnRaekke) -> Gruppe:
    return Gruppe(
        linje=raekke.linje,
        cpr=raekke.cpr,
        erstatning=raekke.erstatning,
        fornavn=raekke.fornavn,
        efternavn=raekke.efternavn,
        foedt_den=raekke.foedt_den,
        koen=raekke.koen,
        beskyttet=raekke.beskyttet,
        gestationsuger=raekke.gestationsuger,
        gestationsdage=raekke.gestationsdage,
        handlekommune_kode=raekke.handlekommune_kode,
        handlekommune_navn=raekke.handlekommune_navn,
        foraeldre={foraeldernoegle(f): f for f in raekke.foraeldre},
    )


def _fejl(raekke: BarnRaekke, kolonne: str, grund: str) -> Fejl:
    return Fejl(raekke.linje, titel(Art.BOERN, kolonne) if kolonne else "", grund)


def _siger_det_samme(gruppe: Gruppe, raekke: BarnRaekke) -> list[Fejl]:
    fejl = []
    if gruppe.navnenoegle != noegle(raekke.fornavn, raekke.efternavn):
        fejl.append(_fejl(raekke, "cpr", f"Samme CPR-nummer står med et andet navn på linje {gruppe.linje}."))
    if gruppe.foedt_den != raekke.foedt_den:
        fejl.append(_fejl(raekke, "foedt_den", f"Samme CPR-nummer har en anden fødselsdato på linje {gruppe.linje}."))
    if raekke.koen and gruppe.koen and raekke.koen != gruppe.koen:
        fejl.append(_fejl(raekke, "koen", f"Samme barn har et andet køn på linje {gruppe.linje}."))
    if not _samme_svangerskab(gruppe, raekke):
        fejl.append(_fejl(raekke, "gestationsuger", f"Samme barn har et andet antal uger på linje {gruppe.linje}."))
    if raekke.handlekommune_kode and gruppe.handlekommune_kode not in {"", raekke.handlekommune_kode}:
        grund = f"Samme barn har en anden handlekommune på linje {gruppe.linje}."
        fejl.append(_fejl(raekke, "handlekommune_kode", grund))
    return fejl


def _samme_svangerskab(gruppe: Gruppe, raekke: BarnRaekke) -> bool:
    """Whether two lines agree about the weeks and days of pregnancy, as far as both say anything."""
    if not gruppe.gestationsuger or not raekke.gestationsuger:
        return True
    if gruppe.gestationsuger != raekke.gestationsuger:
        return False
    return None in (gruppe.gestationsdage, raekke.gestationsdage) or gruppe.gestationsdage == raekke.gestationsdage


def svangerskab(
    uger: int | None, dage: int | None, andre_uger: int | None, andre_dage: int | None
) -> tuple[int | None, int | None]:
    """What is said about the pregnancy, filled in from somebody else where it is silent. Days belong to their weeks."""
    if uger is None:
        return andre_uger, andre_dage
    return uger, andre_dage if dage is None and uger == andre_uger else dage


def _laeg_til(gruppe: Gruppe, raekke: BarnRaekke) -> None:
    gruppe.koen = gruppe.koen or raekke.koen
    _fyld_svangerskab(gruppe, raekke)
    _fyld_handlekommune(gruppe, raekke)
    gruppe.beskyttet = beskyttet(gruppe.beskyttet, raekke.beskyttet)
    for foraelder in raekke.foraeldre:
        gruppe.foraeldre.setdefault(foraeldernoegle(foraelder), foraelder)


def _fyld_handlekommune(gruppe: Gruppe, anden: Gruppe | BarnRaekke) -> None:
    """Code and name belong together: the first line that says either says both."""
    if not (gruppe.handlekommune_kode or gruppe.handlekommune_navn):
        gruppe.handlekommune_kode, gruppe.handlekommune_navn = anden.handlekommune_kode, anden.handlekommune_navn


def _fyld_svangerskab(gruppe: Gruppe, anden: Gruppe | BarnRaekke) -> None:
    gruppe.gestationsuger, gruppe.gestationsdage = svangerskab(
        gruppe.gestationsuger, gruppe.gestationsdage, anden.gestationsuger, anden.gestationsdage
    )


def beskyttet(*siger: bool | None) -> bool | None:
    """Where lines disagree about protection, one yes is enough: the mistake that harms somebody is the other one."""
    sagt = [s for s in siger if s is not None]
    return any(sagt) if sagt else None


def _tilfoej_periode(gruppe: Gruppe, raekke: BarnRaekke) -> list[Fejl]:
    periode = Periode(raekke.linje, raekke.enhedskode, raekke.start, raekke.slut)
    for anden in gruppe.perioder:
        if not _samme_sted(anden, periode) or not anden.overlapper(periode):
            continue
        if gruppe.cpr is None:
            return [
                _fejl(
                    raekke,
                    "",
                    f"Linjen ligner linje {anden.linje}. Er det tvillinger uden navn, så skriv »Tvilling A« og "
                    "»Tvilling B« som fornavn. Ellers slet den ene.",
                )
            ]
        # Some systems write one line per custody holder; then the period simply stands twice.
        if (anden.start, anden.slut) != (periode.start, periode.slut):
            return [_fejl(raekke, "start", f"Perioden overlapper linje {anden.linje} i samme enhed.")]
        return []
    gruppe.perioder.append(periode)
    return []


def slaa_sammen(behold: Gruppe, anden: Gruppe) -> list[Fejl]:
    """Put what the file says of `anden` onto `behold`, because somebody has said that they are one child.

    The number wins, and with it the name it stands beside.
    """
    if anden.cpr and (behold.cpr is None or (behold.erstatning and not anden.erstatning)):
        behold.cpr, behold.erstatning = anden.cpr, anden.erstatning
        behold.fornavn, behold.efternavn = anden.fornavn, anden.efternavn
    behold.koen = behold.koen or anden.koen
    _fyld_svangerskab(behold, anden)
    _fyld_handlekommune(behold, anden)
    behold.beskyttet = beskyttet(behold.beskyttet, anden.beskyttet)
    for foraelder in anden.foraeldre.values():
        behold.foraeldre.setdefault(foraeldernoegle(foraelder), foraelder)
    _fjern_navneforaeldre(behold)
    fejl = []
    for periode in anden.perioder:
        stoeder = next((p for p in behold.perioder if _samme_sted(p, periode) and p.overlapper(periode)), None)
        if stoeder is None:
            behold.perioder.append(periode)
        elif (stoeder.start, stoeder.slut) != (periode.start, periode.slut):
            grund = f"Perioden overlapper linje {stoeder.linje} i samme enhed, og du har svaret, at det er samme barn."
            fejl.append(Fejl(periode.linje, titel(Art.BOERN, "start"), grund))
    return fejl


def _samme_sted(a: Periode, b: Periode) -> bool:
    return a.enhedskode.casefold() == b.enhedskode.casefold()


def _foraeldre_siger_det_samme(raekke: BarnRaekke, personer: dict[str, tuple[int, str]]) -> list[Fejl]:
    fejl = []
    navne = [noegle(f.fornavn, f.efternavn) for f in raekke.foraeldre]
    if len(navne) == 2 and navne[0] == navne[1] and not all(f.cpr for f in raekke.foraeldre):
        fejl.append(
            _fejl(
                raekke,
                "foraelder2_cpr",
                "De to forældre hedder det samme. Skriv CPR-nummer på begge, eller slet den ene.",
            )
        )
    for foraelder in raekke.foraeldre:
        if foraelder.cpr is None:
            continue
        navn = noegle(foraelder.fornavn, foraelder.efternavn)
        linje, kendt = personer.setdefault(foraelder.cpr, (raekke.linje, navn))
        if kendt != navn:
            fejl.append(
                _fejl(
                    raekke, f"foraelder{foraelder.nr}_cpr", f"Samme CPR-nummer står med et andet navn på linje {linje}."
                )
            )
    return fejl


def _fjern_navneforaeldre(gruppe: Gruppe) -> None:
    """A custody holder named without number on one line and with it on another is one person."""
    med_nummer = {noegle(f.fornavn, f.efternavn) for f in gruppe.foraeldre.values() if f.cpr}
    gruppe.foraeldre = {
        n: f for n, f in gruppe.foraeldre.items() if f.cpr or noegle(f.fornavn, f.efternavn) not in med_nummer
    }
