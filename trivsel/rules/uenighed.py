"""The team's agenda: where the raters saw the same, where not, and what the suggestion is waiting for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from trivsel.rules.forslag import (
    Aarsag,
    Delforslag,
    Forslag,
    Optaelling,
    dimensionsposition,
    foreslaa,
    optael,
    samlet_position,
)
from trivsel.rules.positioner import Position, TegnSvar, som_svar
from trivsel.rules.regler import Regel

# Answers by tegn of one rater. An answer that is missing (None) is not seen.
EgneSvar = Mapping[str, TegnSvar | str | None]


@dataclass(frozen=True, slots=True)
class Enighed:
    """A tegn that needs no talk. `ikke_set_af` lists raters who have not seen what the others saw as green."""

    tegn: str
    svar: TegnSvar
    ikke_set_af: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uenighed:
    """A tegn the raters saw differently. `afstand` orders the agenda: the further apart, the larger."""

    tegn: str
    svar: Mapping[str, TegnSvar]
    afstand: int


@dataclass(frozen=True, slots=True)
class Sammenligning:
    """All tegn of a vurdering, split into the team's agenda (furthest apart first) and what is agreed already."""

    uenige: tuple[Uenighed, ...]
    enige: tuple[Enighed, ...]

    @property
    def ingen_har_set(self) -> tuple[str, ...]:
        """Tegn no rater has seen; somebody should look for them."""
        return tuple(e.tegn for e in self.enige if not e.svar.er_set)


@dataclass(frozen=True, slots=True)
class Uafklaret:
    """An answer the team has not settled, with the answers it may still become."""

    muligheder: frozenset[TegnSvar]


AabneSvar = Mapping[str, Mapping[str, TegnSvar | Uafklaret | str | None]]
Sted = tuple[str, str]  # dimension and tegn
Aabne = Mapping[Sted, Sequence[TegnSvar]]


def sammenlign(svar_per_rater: Mapping[str, EgneSvar], tegn: Sequence[str]) -> Sammenligning:
    """Compare the raters' answers to the form's `tegn`. The order of the raters does not matter.

    Disagreements come with the largest distance first, then the greatest concern, then in the order of the form. Green
    from those who saw it and "not seen" from the rest counts as agreed on green: it asks nothing of the team. A concern
    that somebody has not seen is a disagreement, because one pair of eyes is not enough to settle it.
    """
    if not svar_per_rater:
        raise ValueError("der er ingen egne vurderinger at sammenligne")
    uenige, enige = [], []
    for kode in tegn:
        svar = {rater: som_svar(egne.get(kode)) for rater, egne in sorted(svar_per_rater.items())}
        sete = {s for s in svar.values() if s.er_set}
        ikke_set_af = tuple(rater for rater, s in svar.items() if not s.er_set)
        if not sete:
            enige.append(Enighed(kode, TegnSvar.IKKE_SET))
        elif sete == {TegnSvar.GROEN} or (len(sete) == 1 and not ikke_set_af):
            enige.append(Enighed(kode, next(iter(sete)), ikke_set_af))
        else:
            uenige.append(Uenighed(kode, svar, _afstand(sete, bool(ikke_set_af))))
    uenige.sort(key=lambda u: (-u.afstand, -max(s.bekymring for s in u.svar.values())))
    return Sammenligning(tuple(uenige), tuple(enige))


def muligheder(svar: Iterable[TegnSvar | str | None]) -> frozenset[TegnSvar]:
    """What a disagreement may be settled as: everything between the raters' answers, and "not seen" if one said so.

    The team may well settle on something else; then the suggestion is made anew. But a suggestion that waits for the
    unlikely would always wait.
    """
    alle = {som_svar(s) for s in svar}
    trin = [s.bekymring for s in alle if s.er_set]
    imellem = {s for s in TegnSvar if s.er_set and trin and min(trin) <= s.bekymring <= max(trin)}
    return frozenset(imellem | {s for s in alle if not s.er_set})


def saml(
    dimensioner: Mapping[str, Sequence[str]],
    svar_per_rater: Mapping[str, EgneSvar],
    afklaret: Mapping[str, TegnSvar | str | None],
) -> dict[str, dict[str, TegnSvar | Uafklaret]]:
    """The team's answers so far, by dimension: settled, agreed from the beginning, or still open.

    `dimensioner` gives the form's tegn by dimension, `afklaret` what the team has settled (empty: not yet). A settled
    answer counts also where the raters agreed, since the team may see it differently together.
    """
    sammenligning = sammenlign(svar_per_rater, [kode for koder in dimensioner.values() for kode in koder])
    svar: dict[str, TegnSvar | Uafklaret] = {e.tegn: e.svar for e in sammenligning.enige}
    svar |= {u.tegn: Uafklaret(muligheder(u.svar.values())) for u in sammenligning.uenige}
    svar |= {tegn: TegnSvar(s) for tegn, s in afklaret.items() if s and tegn in svar}
    return {dimension: {kode: svar[kode] for kode in koder} for dimension, koder in dimensioner.items()}


def foreslaa_med_uenighed(svar_per_dimension: AabneSvar, regel: Regel) -> Forslag:
    """Suggest while some tegn are not settled.

    A dimension that an open tegn could still change has no position yet and says what it waits for; one that comes out
    the same however the team settles keeps its suggestion. Overall, what is certain already is given: yellow stands as
    provisional while red is possible. With nothing open it is `foreslaa`.
    """
    aabne = {
        (dimension, tegn): tuple(sorted(s.muligheder))
        for dimension, svar in svar_per_dimension.items()
        for tegn, s in svar.items()
        if isinstance(s, Uafklaret)
    }
    # Reasons are those of what is certain: an open tegn counts as the mildest it may become.
    sikkert = {
        dimension: {
            tegn: min(s.muligheder, key=_mildest) if isinstance(s, Uafklaret) else som_svar(s)
            for tegn, s in svar.items()
        }
        for dimension, svar in svar_per_dimension.items()
    }
    forslag = foreslaa(sikkert, regel)
    dimensioner = {
        kode: _dimension(forslag.dimensioner[kode], kode, sikkert[kode], aabne, regel) for kode in forslag.dimensioner
    }
    afventer = _afventer_samlet({kode: sikkert[kode] for kode in dimensioner}, aabne, regel)
    return Forslag(dimensioner, _som_foreloebig(forslag.samlet, afventer))


def _mildest(svar: TegnSvar) -> tuple[int, bool]:
    # "Not seen" before green: what is certain must hold also if the tegn turns out never to have been seen.
    return svar.bekymring, svar.er_set


def _afstand(sete: Collection[TegnSvar], nogen_har_ikke_set: bool) -> int:
    trin = [s.bekymring for s in sete]
    return 2 * (max(trin) - min(trin)) + nogen_har_ikke_set


def _dimension(sikker: Delforslag, kode: str, svar: Mapping[str, TegnSvar], aabne: Aabne, regel: Regel) -> Delforslag:
    afventer = []
    for (dimension, tegn), valg in aabne.items():
        udfald = _udfald_uden(kode, tegn, svar, aabne) if dimension == kode else ()
        if any(len({dimensionsposition(optael([*rest, v]), regel) for v in valg}) > 1 for rest in udfald):
            afventer.append((kode, tegn))
    if not afventer:
        return sikker
    return replace(sikker, position=None, aarsag=Aarsag.AFVENTER, grunde=(), afventer=tuple(afventer))


def _udfald_uden(kode: str, uden: str | None, svar: Mapping[str, TegnSvar], aabne: Aabne) -> set[tuple[TegnSvar, ...]]:
    """The ways a dimension may be answered, leaving out the open tegn `uden`; order makes no difference."""
    faste = [s for tegn, s in svar.items() if (kode, tegn) not in aabne]
    frie = [valg for (dimension, tegn), valg in aabne.items() if dimension == kode and tegn != uden]
    return {tuple(sorted([*faste, *valg])) for valg in product(*frie)}


def _afventer_samlet(svar: Mapping[str, Mapping[str, TegnSvar]], aabne: Aabne, regel: Regel) -> tuple[Sted, ...]:
    """The open tegn that could still change the overall position, given some outcome of all the others."""
    hele = {kode: {optael(u) for u in _udfald_uden(kode, None, svar[kode], aabne)} for kode in svar}
    afventer = []
    for (dimension, tegn), valg in aabne.items():
        andre = _kombinationer([tal for kode, tal in hele.items() if kode != dimension], regel)
        egne = {
            tuple(optael([*rest, v]) for v in valg) for rest in _udfald_uden(dimension, tegn, svar[dimension], aabne)
        }
        if any(len({samlet_position([*rest, tal], regel) for tal in mulige}) > 1 for mulige in egne for rest in andre):
            afventer.append((dimension, tegn))
    return tuple(afventer)


def _kombinationer(tal: Sequence[set[Optaelling]], regel: Regel) -> list[tuple[Optaelling, ...]]:
    """One example of every outcome of several dimensions that differs in what the overall position looks at."""
    forskellige: dict[object, tuple[Optaelling, ...]] = {(0, 0, None, False): ()}
    for mulige in tal:
        nye = {}
        for valg in forskellige.values():
            for d in mulige:
                kombineret = (*valg, d)
                nye[_kendetegn(kombineret, regel)] = kombineret
        forskellige = nye
    return list(forskellige.values())


def _kendetegn(tal: Sequence[Optaelling], regel: Regel) -> object:
    positioner = {dimensionsposition(d, regel) for d in tal}
    hoejeste = max((p for p in positioner if p), default=None)
    return sum(d.gule for d in tal), sum(d.roede for d in tal), hoejeste, None in positioner


def _som_foreloebig(samlet: Delforslag, afventer: tuple[Sted, ...]) -> Delforslag:
    if not afventer:
        return samlet
    if samlet.position in (None, Position.GROEN):
        return replace(samlet, position=None, aarsag=Aarsag.AFVENTER, afventer=afventer)
    return replace(samlet, afventer=afventer)
