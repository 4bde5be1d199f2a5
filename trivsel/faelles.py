"""The team's shared vurdering as data: its form, what the raters saw, and what is suggested.

The form is put together from the published `faelles-vurdering` and the arena's form: for every tegn a field
`aftalt_<tegn>` with what the team settles on, and for every dimension and overall a `position_` and a `begrundelse_`.
So autosave, conflicts, validation and reading work as for any other form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from opsporing.models import Arena, Skemaversion
from opsporing.profil import Praksisprofil
from opsporing.skemaer.definition import Felt, Skemadefinition, fra_dict
from opsporing.skemaer.skrivning import til_dict
from opsporing.skemaer.versioner import definition_for
from trivsel.models import DIMENSIONER, EgenVurdering, Vurdering
from trivsel.rules.forslag import Forslag, Grund
from trivsel.rules.regler import HoejesteTegn, Taerskler, regel_fra_data
from trivsel.rules.uenighed import EgneSvar, Sammenligning, foreslaa_med_uenighed, saml, sammenlign

SAMLET = "samlet"
#: The forms a vurdering is concluded with: by a team, and by one person without colleagues.
FAELLES, ALENE = "faelles-vurdering", "vurdering-alene"
AFTALT, POSITION, BEGRUNDELSE = "aftalt_", "position_", "begrundelse_"
STEDER = (*DIMENSIONER, SAMLET)


def skal_laves_alene(arena: str, profil: Praksisprofil) -> bool:
    """Whether one person makes and concludes a vurdering there: a health visitor, unless two are asked for.

    Elsewhere one rater may be enough, but those who see the child every day still conclude together.
    """
    return arena == Arena.SUNDHEDSPLEJE and profil.egne_kraevet(arena) == 1


def slutskema(arena: str, profil: Praksisprofil) -> str:
    """The code of the form a new vurdering is concluded with."""
    return ALENE if skal_laves_alene(arena, profil) else FAELLES


def er_alene(vurdering: Vurdering) -> bool:
    """Whether one person makes and concludes the vurdering, as it was when it came into being."""
    return definition_for(vurdering.faelles_skemaversion).kode == ALENE


def alder_ord(vurdering: Vurdering, dag: date) -> str:
    """The child's age for the head of a page, with the corrected one in sundhedsplejen, who alone may know of it."""
    alder = vurdering.barn.alder(dag)
    return str(alder) if vurdering.arena == Arena.SUNDHEDSPLEJE else alder.alder


def arena_definition(vurdering: Vurdering) -> Skemadefinition:
    """The arena's form as it is asked about the child at the age the vurdering was made for."""
    return _for_alder(_Noegle(vurdering.skemaversion, definition_for(vurdering.skemaversion)), vurdering.alder_mdr)


def faelles_definition(vurdering: Vurdering) -> Skemadefinition:
    """The team's form for this vurdering."""
    return _sammensat(
        _Noegle(vurdering.faelles_skemaversion, definition_for(vurdering.faelles_skemaversion)),
        _Noegle(vurdering.skemaversion, definition_for(vurdering.skemaversion)),
        vurdering.alder_mdr,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Noegle:
    """A version as the key of a cache: published versions never change, and two are the same when the row is."""

    version: Skemaversion
    definition: Skemadefinition

    def _noegle(self) -> tuple[int, object]:
        return self.version.pk, self.version.publiceret_at

    def __hash__(self) -> int:
        return hash(self._noegle())

    def __eq__(self, anden: object) -> bool:
        return isinstance(anden, _Noegle) and self._noegle() == anden._noegle()


@lru_cache(maxsize=256)
def _for_alder(arena: _Noegle, alder_mdr: int) -> Skemadefinition:
    return arena.definition.for_alder(alder_mdr)


@lru_cache(maxsize=256)
def _sammensat(faelles: _Noegle, arena: _Noegle, alder_mdr: int) -> Skemadefinition:
    data = til_dict(faelles.definition)
    for sektion in data["sektion"]:
        _vis_efter_samlet(sektion)
    tegn = [felt for sektion in arena.definition.for_alder(alder_mdr).dimensioner for felt in sektion.tegn]
    alene = faelles.definition.kode == ALENE
    data["sektion"].append(
        {
            "kode": "aftalte_tegn",
            "titel": "Det, du har set" if alene else "Det, I blev enige om",
            "felt": [_aftalt_felt(felt) for felt in tegn],
        }
    )
    data["sektion"].append(
        {
            "kode": "positioner",
            "titel": "Din placering" if alene else "Jeres placering",
            "felt": [f for sted in STEDER for f in _positionsfelter(sted, "du" if alene else "I")],
        }
    )
    return fra_dict(data, streng=False)


def _vis_efter_samlet(sektion: dict[str, Any]) -> None:
    """Let what is shown at some positions follow the team's own choice on the page, like any other condition.

    A section in which every question does so goes with them, so that no heading stands over nothing.
    """
    felter = sektion.get("felt", [])
    alle = {tuple(felt.get("vises_ved", ())) for felt in felter}
    if len(alle) == 1 and all(alle):
        sektion["vises_naar"] = _betingelse(*alle)
    for felt in felter:
        positioner = felt.pop("vises_ved", None)
        if positioner and not felt.get("vises_naar"):
            felt["vises_naar"] = _betingelse(positioner)


def _betingelse(positioner: Iterable[str]) -> str:
    return f"{POSITION}{SAMLET} in {', '.join(positioner)}"


def _aftalt_felt(felt: Felt) -> dict[str, Any]:
    return {
        "kode": AFTALT + felt.kode,
        "type": "tegn",
        "tekst": felt.tekst,
        "hjaelp": felt.hjaelp,
        "tegn": felt.tegn,
        **felt.ankre,
    }


def _positionsfelter(sted: str, hvem: str) -> list[dict[str, Any]]:
    titel = DIMENSIONER.get(sted, "Samlet")
    valg = [{"kode": kode, "tekst": f"{{{{ position.{kode} }}}}"} for kode in ("groen", "gul", "roed")]
    hvorfor = f"Hvorfor lander {hvem} et andet sted end forslaget?"
    return [
        {"kode": POSITION + sted, "type": "valg", "tekst": titel, "valg": valg},
        {"kode": BEGRUNDELSE + sted, "type": "lang_tekst", "tekst": hvorfor},
    ]


@dataclass(frozen=True, slots=True)
class Stilling:
    """Where a shared vurdering stands: what the raters saw, what is settled, suggested and chosen.

    `afklaret` holds the settled answer per tegn, `valgt` and `begrundelser` the team's choice per place.
    """

    definition: Skemadefinition
    egne: tuple[EgenVurdering, ...]
    sammenligning: Sammenligning
    afklaret: Mapping[str, str]
    forslag: Forslag
    valgt: Mapping[str, str]
    begrundelser: Mapping[str, str]

    @property
    def uafklarede(self) -> tuple[str, ...]:
        """Disagreements the team has not settled, in the order of the agenda."""
        return tuple(u.tegn for u in self.sammenligning.uenige if u.tegn not in self.afklaret)

    def foreslaaet(self, sted: str) -> str | None:
        """The suggested position code of a dimension, or of `SAMLET`; None while it waits or too little was seen."""
        del_ = self.forslag.samlet if sted == SAMLET else self.forslag.dimensioner.get(sted)
        return del_.position.value if del_ and del_.position else None

    def udsagn(self, grund: Grund) -> str:
        """The statement behind a reason."""
        felt = self.definition.felt(grund.tegn)
        return felt.ankre.get(grund.svar.value, "") if felt else ""


def regel_for(vurdering: Vurdering) -> HoejesteTegn | Taerskler:
    """The rule pinned with the vurdering's profile version."""
    data = vurdering.profilversion.data if vurdering.profilversion else {}
    return regel_fra_data(Praksisprofil.fra_data(data).regel)


def stilling(vurdering: Vurdering, egne: list[EgenVurdering]) -> Stilling:
    """Read where the team stands. `egne` are the completed own views that count; raises ValueError for none."""
    definition = arena_definition(vurdering)
    dimensioner = {sektion.kode: [felt.kode for felt in sektion.tegn] for sektion in definition.dimensioner}
    svar: dict[str, EgneSvar] = {str(egen.nr): egen.svar for egen in egne}
    afklaret = {
        kode: vurdering.svar[AFTALT + kode]
        for koder in dimensioner.values()
        for kode in koder
        if AFTALT + kode in vurdering.svar
    }
    samlet = saml(dimensioner, svar, afklaret)
    return Stilling(
        definition=definition,
        egne=tuple(egne),
        sammenligning=sammenlign(svar, [kode for koder in dimensioner.values() for kode in koder]),
        afklaret=afklaret,
        forslag=foreslaa_med_uenighed(samlet, regel_for(vurdering)),
        valgt={sted: vurdering.svar[POSITION + sted] for sted in STEDER if POSITION + sted in vurdering.svar},
        begrundelser={
            sted: vurdering.svar[BEGRUNDELSE + sted] for sted in STEDER if BEGRUNDELSE + sted in vurdering.svar
        },
    )
