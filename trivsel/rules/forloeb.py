"""The course of one vurdering: who may begin, where it stands, what the team lacks, what a position obliges to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trivsel.rules.forslag import Aarsag, Delforslag, Forslag
from trivsel.rules.positioner import Placering, Position

SAMLET = "samlet"


class EgenTilstand(StrEnum):
    """Where one professional's own vurdering stands. A released one (the rater is away) no longer counts."""

    IKKE_BEGYNDT = "ikke_begyndt"
    I_GANG = "i_gang"
    FAERDIG = "faerdig"
    FRITAGET = "fritaget"


class FaellesTilstand(StrEnum):
    """Where the team's vurdering stands."""

    IKKE_BEGYNDT = "ikke_begyndt"
    I_GANG = "i_gang"
    AFSLUTTET = "afsluttet"


class Vurderingstilstand(StrEnum):
    """Where the vurdering of one child stands, as lists show it, in the order it goes through them."""

    AFVENTER_ORIENTERING = "afventer_orientering"
    IKKE_BEGYNDT = "ikke_begyndt"
    I_GANG = "i_gang"
    KLAR_TIL_FAELLES = "klar_til_faelles"
    FAELLES_I_GANG = "faelles_i_gang"
    AFSLUTTET = "afsluttet"


def antal_egne_kraevet(kraevet: int, fritagne: int = 0) -> int:
    """How many own vurderinger a child needs: the profile's number for the arena less those the leader released.

    Never below one: somebody must have looked at the child.
    """
    return max(1, kraevet - fritagne)


def status_for(
    egne: Iterable[EgenTilstand], faelles: FaellesTilstand, *, kraevet: int, orienteret: bool
) -> Vurderingstilstand:
    """Derive where a vurdering stands. `orienteret` is also true where the municipality does not demand the notice.

    Ready for the team only when nobody is in the middle of her own: raters are blind to each other until all are done.
    What the team has begun is not undone by a notice that turns out to be missing.
    """
    if faelles is FaellesTilstand.AFSLUTTET:
        return Vurderingstilstand.AFSLUTTET
    if faelles is FaellesTilstand.I_GANG:
        return Vurderingstilstand.FAELLES_I_GANG
    if not orienteret:
        return Vurderingstilstand.AFVENTER_ORIENTERING
    taeller = [egen for egen in egne if egen is not EgenTilstand.FRITAGET]
    if EgenTilstand.I_GANG not in taeller and taeller.count(EgenTilstand.FAERDIG) >= kraevet:
        return Vurderingstilstand.KLAR_TIL_FAELLES
    if set(taeller) & {EgenTilstand.I_GANG, EgenTilstand.FAERDIG}:
        return Vurderingstilstand.I_GANG
    return Vurderingstilstand.IKKE_BEGYNDT


def hindringer_for_at_begynde(
    *, orienteret: bool, orientering_kraeves: bool, indskrevet: bool, skema_passer: bool, afsluttet: bool
) -> tuple[str, ...]:
    """Why nobody may begin evaluating the child, in Danish sentences for the page; empty when she may.

    No vurdering before the custody holders have been told (data protection regulation art. 13 and 14), unless the
    municipality has switched that off.
    """
    grunde = (
        (afsluttet, "Vurderingen er afsluttet. Den kan rettes, men ikke begyndes igen."),
        (not indskrevet, "Barnet er ikke indskrevet her."),
        (orientering_kraeves and not orienteret, "Notér først, at forældrene er orienteret om vurderingerne."),
        (not skema_passer, "Der er intet skema, som passer til barnets alder."),
    )
    return tuple(tekst for gaelder, tekst in grunde if gaelder)


def kan_begynde(
    *, orienteret: bool, orientering_kraeves: bool, indskrevet: bool, skema_passer: bool, afsluttet: bool
) -> bool:
    """Whether an own vurdering of the child may begin; `hindringer_for_at_begynde` says why not."""
    return not hindringer_for_at_begynde(
        orienteret=orienteret,
        orientering_kraeves=orientering_kraeves,
        indskrevet=indskrevet,
        skema_passer=skema_passer,
        afsluttet=afsluttet,
    )


class Pligtkode(StrEnum):
    """What yellow and red oblige the unit to."""

    OVERGREB_OVERVEJET = "overgreb_overvejet"
    FORAELDRE_MUNDTLIGT = "foraeldre_mundtligt"
    HANDLING = "handling"
    OPFOELGNING = "opfoelgning"


@dataclass(frozen=True, slots=True)
class Pligtregler:
    """Calendar days from the concluded fælles vurdering. Our defaults, which the municipality may change."""

    foraeldre_dage: int
    handling_dage: int
    opfoelgning_dage: int


STANDARDREGLER: Mapping[Position, Pligtregler] = {
    Position.GUL: Pligtregler(foraeldre_dage=10, handling_dage=14, opfoelgning_dage=42),
    Position.ROED: Pligtregler(foraeldre_dage=5, handling_dage=7, opfoelgning_dage=28),
}


@dataclass(frozen=True, slots=True)
class Pligt:
    """One duty with the days it may take. On pause (no deadline runs) while the parents must not be told."""

    kode: Pligtkode
    dage: int
    paa_pause: bool = False


def pligter(
    position: Position | str,
    regler: Mapping[Position, Pligtregler] = STANDARDREGLER,
    *,
    foraeldre_maa_ikke_orienteres: bool = False,
) -> tuple[Pligt, ...]:
    """What follows from the overall position, first due first; nothing follows from green.

    Possible abuse is considered as an equal hypothesis at once; parents are told by mouth before anything is written
    (Aalborg's practice in Socialstyrelsen 2022); at least one Handling with a responsible person; a follow-up.
    """
    if Position(position) is Position.GROEN:
        return ()
    dage = regler[Position(position)]
    alle = (
        Pligt(Pligtkode.OVERGREB_OVERVEJET, 0),
        Pligt(Pligtkode.FORAELDRE_MUNDTLIGT, dage.foraeldre_dage, paa_pause=foraeldre_maa_ikke_orienteres),
        Pligt(Pligtkode.HANDLING, dage.handling_dage),
        Pligt(Pligtkode.OPFOELGNING, dage.opfoelgning_dage),
    )
    return tuple(sorted(alle, key=lambda pligt: pligt.dage))


def maa_sendes_skriftligt(opfyldt: Collection[Pligtkode], *, foraeldre_maa_ikke_orienteres: bool) -> bool:
    """Whether the result may go to the parents in writing: only after the talk, never while they must not be told."""
    return Pligtkode.FORAELDRE_MUNDTLIGT in opfyldt and not foraeldre_maa_ikke_orienteres


class OvergrebSvar(StrEnum):
    """The team's answer to whether violence, abuse or neglect may be an explanation."""

    MISTANKE = "mistanke"
    TVIVL = "tvivl"
    INTET_PEGER = "intet_peger"


class Mangelkode(StrEnum):
    """What a fælles vurdering can lack."""

    UAFKLARET = "uafklaret"
    POSITION = "position"
    BEGRUNDELSE = "begrundelse"
    GRUNDLAG = "grundlag"
    FORKLARINGER = "forklaringer"
    OVERGREB = "overgreb"
    OVERGREB_HVORFOR = "overgreb_hvorfor"


_MANGELTEKST = {
    Mangelkode.UAFKLARET: "Bliv enige om tegnet.",
    Mangelkode.POSITION: "Vælg en placering.",
    Mangelkode.BEGRUNDELSE: "Skriv, hvorfor placeringen er en anden end forslaget.",
    Mangelkode.GRUNDLAG: "Der er set for lidt til et forslag. Skriv, hvad placeringen bygger på.",
    Mangelkode.FORKLARINGER: "Skriv, hvilke andre forklaringer der kan passe lige så godt.",
    Mangelkode.OVERGREB: "Svar på, om vold, overgreb eller omsorgssvigt kan være en forklaring.",
    Mangelkode.OVERGREB_HVORFOR: "Skriv, hvad svaret om vold og overgreb bygger på.",
}


@dataclass(frozen=True, slots=True)
class Mangel:
    """One thing lacking. `sted` is a dimension, or "samlet", or None where the whole vurdering is meant."""

    kode: Mangelkode
    sted: str | None = None
    tegn: str | None = None

    @property
    def tekst(self) -> str:
        """What to do about it, in Danish; the page puts the name of the dimension or tegn in front."""
        return _MANGELTEKST[self.kode]


@dataclass(frozen=True, slots=True)
class FaellesUdkast:
    """What the team has decided so far.

    forslag: the present suggestion. uafklarede: tegn still open, as (dimension, tegn). positioner and samlet: the
    team's own choice. begrundelser: the reason by dimension, and under "samlet".
    """

    forslag: Forslag
    uafklarede: tuple[tuple[str, str], ...] = ()
    positioner: Mapping[str, Placering] = field(default_factory=dict)
    samlet: Placering = None
    begrundelser: Mapping[str, str] = field(default_factory=dict)
    forklaringer: str = ""
    overgreb: OvergrebSvar | str | None = None
    overgreb_hvorfor: str = ""


def mangler_ved_afslutning(udkast: FaellesUdkast) -> tuple[Mangel, ...]:
    """Everything that must be done before the fælles vurdering can be concluded, in the order of the page.

    Raises ValueError for a position or an answer that does not exist.
    """
    mangler = [Mangel(Mangelkode.UAFKLARET, dimension, tegn) for dimension, tegn in udkast.uafklarede]
    valgt = {kode: Position(p) for kode in udkast.forslag.dimensioner if (p := udkast.positioner.get(kode))}
    for kode, delforslag in udkast.forslag.dimensioner.items():
        mangler += _mangler_for(kode, delforslag, valgt.get(kode), udkast.begrundelser)
    samlet = Position(udkast.samlet) if udkast.samlet else None
    # Where too little was seen the dimensions' reasons carry the overall position too, unless the team leaves them.
    foelger_dimensioner = bool(valgt) and samlet == max(valgt.values())
    if not (udkast.forslag.samlet.aarsag is Aarsag.FOR_LIDT_SET and foelger_dimensioner):
        mangler += _mangler_for(SAMLET, udkast.forslag.samlet, samlet, udkast.begrundelser)
    if samlet and samlet is not Position.GROEN:
        mangler += _mangler_ved_bekymring(udkast)
    return tuple(mangler)


def _mangler_for(
    sted: str, forslag: Delforslag, valgt: Position | None, begrundelser: Mapping[str, str]
) -> Iterable[Mangel]:
    if valgt is None:
        yield Mangel(Mangelkode.POSITION, sted)
    elif begrundelser.get(sted, "").strip():
        return
    elif forslag.aarsag is Aarsag.FOR_LIDT_SET:
        yield Mangel(Mangelkode.GRUNDLAG, sted)
    elif forslag.position is not None and forslag.position != valgt:
        yield Mangel(Mangelkode.BEGRUNDELSE, sted)


def _mangler_ved_bekymring(udkast: FaellesUdkast) -> Iterable[Mangel]:
    if not udkast.forklaringer.strip():
        yield Mangel(Mangelkode.FORKLARINGER)
    overgreb = OvergrebSvar(udkast.overgreb) if udkast.overgreb else None
    if overgreb is None:
        yield Mangel(Mangelkode.OVERGREB)
    if not udkast.overgreb_hvorfor.strip():
        yield Mangel(Mangelkode.OVERGREB_HVORFOR)
