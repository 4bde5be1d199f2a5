"""What another rule would have suggested in the last round, without naming or pointing at any child."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from opsporing.models import Kommune
from opsporing.overblik.profil_ord import regel_i_ord
from opsporing.smaa_celler import GRAENSE, skjul_tabel
from trivsel.models import Runde
from trivsel.population import population
from trivsel.rules.fordeling import Fordeling, fordeling
from trivsel.rules.regler import HoejesteTegn, RegelFejl, Taerskler, regel_fra_data, regel_til_data

#: Below this many children even the shares of a whole round could point at somebody.
MINDST = 20

Regel = HoejesteTegn | Taerskler


@dataclass(frozen=True, slots=True)
class Linje:
    """One rule with its counts; None is withheld. `andel` (per cent yellow or red) only where nothing is."""

    regel: str
    groen: int | None
    gul: int | None
    roed: int | None
    uden: int | None
    andel: int | None
    gaeldende: bool = False
    indtastet: bool = False


@dataclass(frozen=True, slots=True)
class Regelproeve:
    """The comparison, the rounds it rests on, and how many children; too few children give no lines."""

    linjer: list[Linje]
    runder: list[Runde]
    antal: int
    udeladt: int
    skjult: bool

    @property
    def for_faa(self) -> bool:
        return not self.linjer


def proev(kommune: Kommune, gaeldende: Regel, indtastet: Regel | None) -> Regelproeve:
    """Count the last round's suggestions under the rule in force, the one entered, and their nearest neighbours."""
    grundlag = population(kommune)
    antal = len(grundlag.svar)
    if antal < MINDST:
        return Regelproeve([], grundlag.runder, antal, grundlag.udeladt, skjult=False)
    linjer = [
        _linje(regel, fordeling(grundlag.svar, regel), gaeldende=regel == gaeldende, indtastet=regel == indtastet)
        for regel in _regler(gaeldende, indtastet)
    ]
    skjult = any(tal is None for linje in linjer for tal in (linje.groen, linje.gul, linje.roed, linje.uden))
    return Regelproeve(linjer, grundlag.runder, antal, grundlag.udeladt, skjult)


def _regler(gaeldende: Regel, indtastet: Regel | None) -> list[Regel]:
    """The rules to compare, each once: in force, entered, one step to each side of it, and the highest tegn."""
    midte = indtastet or gaeldende
    naboer = list(_naboer(midte)) if isinstance(midte, Taerskler) else [Taerskler()]
    hoejeste = HoejesteTegn(mindst_set_procent=midte.mindst_set_procent)
    return list(dict.fromkeys([gaeldende, *([indtastet] if indtastet else []), *naboer, hoejeste]))


def _naboer(regel: Taerskler) -> Iterator[Regel]:
    for felt in ("gule_i_dimension", "gule_samlet", "roede_i_dimension"):
        for skridt in (-1, 1):
            nabo = replace(regel, **{felt: getattr(regel, felt) + skridt})
            try:
                yield regel_fra_data(regel_til_data(nabo))
            except RegelFejl:
                continue


def _linje(regel: Regel, tal: Fordeling, *, gaeldende: bool, indtastet: bool) -> Linje:
    # Zeros are shown: that no child of a whole municipality got a suggestion tells nothing about any of them.
    tabel = skjul_tabel([[tal.groen, tal.gul, tal.roed, tal.uden_forslag]], graense=GRAENSE, nul_vises=True)
    (raekke, _) = tabel.celler
    groen, gul, roed, uden, _ = raekke
    alt_vist = None not in (groen, gul, roed, uden)
    andel = round(100 * (tal.andel_opmaerksomhed or 0)) if alt_vist else None
    return Linje(regel_i_ord(regel), groen, gul, roed, uden, andel, gaeldende, indtastet)
