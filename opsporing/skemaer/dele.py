"""The parts a form definition is made of, and the questions one can ask of it. All frozen, no Django.

Ages are completed months; both ends are included and a missing end is open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from opsporing.skemaer.betingelse import Betingelse
from opsporing.skemaer.noegler import Felttype

GROEN, GUL, ROED, IKKE_SET = "groen", "gul", "roed", "ikke_set"
POSITIONER = (GROEN, GUL, ROED)
TEGN_KODER = (*POSITIONER, IKKE_SET)
JA, NEJ = "ja", "nej"
MINDST_EN = "mindst_en"
#: The role of a valg or flervalg whose choices are pictures a child can point at.
BILLEDKORT = "billedkort"
# The section whose fields are asked about each lineal_tegn, instead of being fields of their own.
TEGN_SVAR = "tegn_svar"

MAKS_KORT_TEKST = 300
MAKS_LANG_TEKST = 10_000
STOERSTE_TAL = 1_000_000_000


@dataclass(frozen=True)
class Fejl:
    """One fault in a definition: where it is, and what to do about it (Danish)."""

    sted: str
    besked: str

    def __str__(self) -> str:
        return f"{self.sted}: {self.besked}" if self.sted else self.besked


class Skemafejl(ValueError):
    """A definition cannot be used. ``fejl`` lists every fault found, in the order of the file."""

    def __init__(self, fejl: tuple[Fejl, ...]) -> None:
        self.fejl = fejl
        super().__init__("\n".join(str(en) for en in fejl))


@dataclass(frozen=True)
class Valgmulighed:
    """One answer that can be chosen. ``udelukker``: cannot be combined with others ("Ingen af delene")."""

    kode: str
    tekst: str
    vaerdi: int | None
    forklaring: str
    udelukker: bool
    egenskaber: Mapping[str, Any]


@dataclass(frozen=True)
class Felt:
    """One question, or one piece of information between questions.

    ``tegn`` is the stem that joins the age variants of one sign; ``ankre`` its statement per position. ``paakraevet``
    means required at completion, ``paakraevet_ved`` required at the named steps only, ``gruppe_krav`` "mindst_en" that
    one of the section's fields with that mark is enough. ``vises_ved`` are positions or kinds of matter, ``ses_af`` the
    functions that see the field. ``vises_ikke_foraeldre`` keeps it out of prints for parents.
    """

    kode: str
    type: Felttype
    tekst: str
    hjaelp: str
    paakraevet: bool
    paakraevet_ved: tuple[str, ...]
    gruppe_krav: str
    vises_naar: Betingelse | None
    vises_ved: tuple[str, ...]
    ses_af: tuple[str, ...]
    vises_ikke_foraeldre: bool
    overgreb_spor: bool
    alder_fra_mdr: int | None
    alder_til_mdr: int | None
    tegn: str
    ankre: Mapping[str, str]
    valg: tuple[Valgmulighed, ...]
    min: int | None
    maks: int | None
    maks_laengde: int | None
    gentages: bool
    pr_person: bool
    rolle: str
    egenskaber: Mapping[str, Any]

    @property
    def har_svar(self) -> bool:
        """Can this field hold an answer at all?"""
        return self.type is not Felttype.INFORMATION

    @property
    def koder(self) -> tuple[str, ...]:
        """Every code an answer to this field can be, in display order; empty for free answers."""
        if self.type is Felttype.TEGN:
            return TEGN_KODER
        if self.type is Felttype.JA_NEJ:
            return (JA, NEJ)
        if self.type is Felttype.IAGTTAGELSER:
            return ()  # its choices say who saw something; they are only a part of the answer
        return tuple(valg.kode for valg in self.valg)

    @property
    def laengde(self) -> int:
        """Longest text the field takes, in characters."""
        if self.maks_laengde is not None:
            return self.maks_laengde
        return MAKS_KORT_TEKST if self.type is Felttype.KORT_TEKST else MAKS_LANG_TEKST

    def passer_alder(self, mdr: int) -> bool:
        """Does the field belong to a child of this many completed months?"""
        return (self.alder_fra_mdr is None or mdr >= self.alder_fra_mdr) and (
            self.alder_til_mdr is None or mdr <= self.alder_til_mdr
        )

    def passer(self, *, position: str | None, slags: str | None, funktion: str | None) -> bool:
        """Does the field belong here? None leaves a criterion out; an empty string means "not chosen yet"."""
        if funktion is not None and self.ses_af and funktion not in self.ses_af:
            return False
        positioner = [navn for navn in self.vises_ved if navn in POSITIONER]
        andre = [navn for navn in self.vises_ved if navn not in POSITIONER]
        if position is not None and positioner and position not in positioner:
            return False
        return slags is None or not andre or slags in andre


@dataclass(frozen=True)
class Punkt:
    """A step in a path, a level or a ready-made statement: text the form carries without asking anything."""

    kode: str
    tekst: str
    vaerdi: int | None
    egenskaber: Mapping[str, Any]


@dataclass(frozen=True)
class Sektion:
    """A part of the form with a heading. ``dimension`` marks the parts a position is suggested for."""

    kode: str
    titel: str
    hjaelp: str
    dimension: bool
    vises_naar: Betingelse | None
    felter: tuple[Felt, ...]
    skridt: tuple[Punkt, ...]
    trin: tuple[Punkt, ...]
    udsagn: tuple[Punkt, ...]
    egenskaber: Mapping[str, Any]

    @property
    def er_tegn_svar(self) -> bool:
        """Is this the pattern of answers that every lineal_tegn is asked for?"""
        return self.kode == TEGN_SVAR

    @property
    def tegn(self) -> tuple[Felt, ...]:
        """The signs of the section, in order."""
        return tuple(felt for felt in self.felter if felt.type is Felttype.TEGN)


@dataclass(frozen=True)
class Kendt:
    """A question that is answered outside the form, with the (code, text) pairs it can be answered with."""

    kode: str
    tekst: str
    valg: tuple[tuple[str, str], ...]

    @property
    def koder(self) -> tuple[str, ...]:
        """The codes of the answers."""
        return tuple(kode for kode, _tekst in self.valg)


@dataclass(frozen=True)
class Skemadefinition:
    """A whole form."""

    kode: str
    navn: str
    type: str
    version: str
    arena: str
    ophav: str
    intro: str
    alder_fra_mdr: int | None
    alder_til_mdr: int | None
    sektioner: tuple[Sektion, ...]
    egenskaber: Mapping[str, Any]

    @cached_property
    def felter(self) -> tuple[Felt, ...]:
        """Every field that is shown as such (not the pattern of a lineal_tegn), in order."""
        return tuple(felt for sektion in self.sektioner if not sektion.er_tegn_svar for felt in sektion.felter)

    @cached_property
    def tegn_svar(self) -> tuple[Felt, ...]:
        """The questions asked about each lineal_tegn."""
        return tuple(felt for sektion in self.sektioner if sektion.er_tegn_svar for felt in sektion.felter)

    @cached_property
    def dimensioner(self) -> tuple[Sektion, ...]:
        """The sections a position is suggested for."""
        return tuple(sektion for sektion in self.sektioner if sektion.dimension)

    @cached_property
    def kendte(self) -> Mapping[str, Kendt]:
        """What the form's conditions may rest on without asking it: the app that owns the form knows the answers."""
        return {
            en["kode"]: Kendt(en["kode"], en["tekst"], tuple((valg["kode"], valg["tekst"]) for valg in en["valg"]))
            for en in self.egenskaber.get("kendte", ())
        }

    @cached_property
    def _felt_efter_kode(self) -> dict[str, Felt]:
        return {felt.kode: felt for felt in self.felter}

    @cached_property
    def _sektion_efter_felt(self) -> dict[str, Sektion]:
        return {felt.kode: sektion for sektion in self.sektioner for felt in sektion.felter}

    def felt(self, kode: str) -> Felt | None:
        """The field with this code, or None."""
        return self._felt_efter_kode.get(kode)

    def sektion(self, kode: str) -> Sektion | None:
        """The section with this code, or None."""
        return next((sektion for sektion in self.sektioner if sektion.kode == kode), None)

    def sektion_for(self, felt_kode: str) -> Sektion | None:
        """The section a field stands in, or None."""
        return self._sektion_efter_felt.get(felt_kode)

    def daekker_alder(self, mdr: int) -> bool:
        """Is the form meant for a child of this many completed months?"""
        return (self.alder_fra_mdr is None or mdr >= self.alder_fra_mdr) and (
            self.alder_til_mdr is None or mdr <= self.alder_til_mdr
        )

    def for_alder(self, mdr: int) -> "Skemadefinition":
        """The form as asked about a child of this age: fields for other ages, and sections left empty, are gone."""
        return self._med_felter(lambda felt: felt.passer_alder(mdr))

    def for_(
        self, *, position: str | None = None, slags: str | None = None, funktion: str | None = None
    ) -> "Skemadefinition":
        """The form as shown at this position, for this kind of matter and function; see ``Felt.passer``."""
        return self._med_felter(lambda felt: felt.passer(position=position, slags=slags, funktion=funktion))

    def uden_interne(self) -> "Skemadefinition":
        """The form without what is left out of the parents' version."""
        return self._med_felter(lambda felt: not felt.vises_ikke_foraeldre)

    def synlige_felter(
        self,
        svar: Mapping[str, Any],
        *,
        position: str | None = None,
        slags: str | None = None,
        funktion: str | None = None,
        kendte: Mapping[str, Any] | None = None,
    ) -> tuple[Felt, ...]:
        """The fields that are shown with these (cleaned) answers, in order.

        ``kendte`` answers what the form itself does not ask (``Skemadefinition.kendte``); what is not there counts as
        unanswered.
        A field whose condition rests on a field that is itself hidden is hidden too, whatever that field holds.
        """
        udvalg = self.for_(position=position, slags=slags, funktion=funktion)
        kendt: dict[str, bool] = {}

        def synlig(felt: Felt) -> bool:
            if felt.kode not in kendt:
                kendt[felt.kode] = False  # cuts a circle, which a checked definition does not have
                sektion = udvalg.sektion_for(felt.kode)
                betingelser = (felt.vises_naar, sektion.vises_naar if sektion else None)
                kendt[felt.kode] = all(opfyldt(betingelse) for betingelse in betingelser if betingelse is not None)
            return kendt[felt.kode]

        def opfyldt(betingelse: Betingelse) -> bool:
            if betingelse.felt in self.kendte:
                return betingelse.opfyldt((kendte or {}).get(betingelse.felt))
            styrende = udvalg.felt(betingelse.felt)
            return styrende is not None and synlig(styrende) and betingelse.opfyldt(svar.get(styrende.kode))

        return tuple(felt for felt in udvalg.felter if synlig(felt))

    def _med_felter(self, med: Callable[[Felt], bool]) -> "Skemadefinition":
        sektioner = []
        for sektion in self.sektioner:
            felter = tuple(felt for felt in sektion.felter if med(felt))
            if felter or not sektion.felter:
                sektioner.append(sektion if felter == sektion.felter else replace(sektion, felter=felter))
        return replace(self, sektioner=tuple(sektioner))
