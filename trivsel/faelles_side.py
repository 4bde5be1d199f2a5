"""The team's page as data: the agenda, the choices and what is missing, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opsporing import dansk
from opsporing.profil import Praksisprofil
from opsporing.skemaer.definition import Felt, Sektion, Skemadefinition
from opsporing.skemaer.formular import tegnkort
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.pladsholdere import positionsord
from opsporing.skemaer.visning import laesning
from trivsel.actions.faelles import Mangler, mangler_faelles
from trivsel.faelles import AFTALT, SAMLET, Stilling
from trivsel.models import DIMENSIONER, Vurdering
from trivsel.rules.forslag import Aarsag, Delforslag, Grund
from trivsel.rules.positioner import TegnSvar


@dataclass(frozen=True, slots=True)
class Forskel:
    """One point of the agenda, ready for `_components/tegn.html`, with the prompt of its dimension."""

    kode: str
    kort: Mapping[str, Any]
    afklaret: bool


@dataclass(frozen=True, slots=True)
class Placering:
    """One decision: a dimension, or overall."""

    sted: str
    titel: str
    forslag: str | None
    forslag_ord: str
    grunde: list[tuple[str, str]]
    tekst: str
    valgt: str
    begrundelse: str
    kraever_begrundelse: list[str]


@dataclass(frozen=True, slots=True)
class Enig:
    """A tegn all saw the same."""

    titel: str
    udsagn: str
    note: str


@dataclass(slots=True)
class Faellesside:
    """All the team's page shows; `alene` is the only rater's first name where the municipality asks for one."""

    forskelle: list[Forskel]
    enige: list[Enig]
    placeringer: list[Placering]
    samlet: Placering
    mangler: Mangler
    alene: str
    mangelliste: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def afklarede(self) -> int:
        return sum(f.afklaret for f in self.forskelle)

    @property
    def mangler_tekst(self) -> str:
        """What is lacking, in a few words for the bar."""
        uafklarede = len(self.forskelle) - self.afklarede
        placeringer = sum(1 for p in [*self.placeringer, self.samlet] if not p.valgt)
        resten = len(self.mangelliste) - uafklarede - placeringer
        dele = [
            dansk.antal(uafklarede, "forskel", "forskelle") if uafklarede else "",
            dansk.antal(placeringer, "placering", "placeringer") if placeringer else "",
            dansk.antal(resten, "svar", "svar") if resten > 0 else "",
        ]
        return ", ".join(d for d in dele if d)


def byg(vurdering: Vurdering, stilling: Stilling, profil: Praksisprofil) -> Faellesside:
    """Turn where the team stands into what the page shows."""
    ord_ = positionsord(profil.positioner)
    mangler = mangler_faelles(vurdering, stilling)
    side = Faellesside(
        forskelle=[_forskel(stilling, u.tegn, ord_) for u in stilling.sammenligning.uenige],
        enige=[_enig(stilling, e.tegn, e.svar.value, e.ikke_set_af) for e in stilling.sammenligning.enige],
        placeringer=[
            _placering(stilling, sted, profil) for sted in DIMENSIONER if sted in stilling.forslag.dimensioner
        ],
        samlet=_placering(stilling, SAMLET, profil),
        mangler=mangler,
        alene=next(iter(_navne(stilling).values())) if len(stilling.egne) == 1 else "",
    )
    side.mangelliste = _mangelliste(vurdering, stilling, mangler)
    return side


def _navne(stilling: Stilling) -> dict[str, str]:
    return {str(e.nr): e.vurderer.fornavn if e.vurderer else "" for e in stilling.egne}


def _forskel(stilling: Stilling, tegn: str, ord_: Mapping[str, str]) -> Forskel:
    felt = _felt(stilling, tegn)
    navne = _navne(stilling)
    uenighed = next(u for u in stilling.sammenligning.uenige if u.tegn == tegn)
    hvem: dict[str, list[str]] = {}
    for rater, svar in uenighed.svar.items():
        hvem.setdefault(svar.value, []).append(navne[rater])
    valgt = stilling.afklaret.get(tegn)
    kort = tegnkort(
        felt,
        navn=AFTALT + tegn,
        anker=f"aftalt-{tegn}",
        valgt=valgt,
        definition=stilling.definition,
        pladsholdere=ord_,
        hvem=hvem,
        taster=False,
    )
    return Forskel(tegn, kort, bool(valgt))


def _felt(stilling: Stilling, tegn: str) -> Felt:
    felt = stilling.definition.felt(tegn)
    if felt is None:
        raise LookupError(tegn)
    return felt


def _enig(stilling: Stilling, tegn: str, svar: str, ikke_set_af: tuple[str, ...]) -> Enig:
    felt = _felt(stilling, tegn)
    udsagn = felt.ankre.get(svar, "Ikke set endnu")
    navne = _navne(stilling)
    return Enig(
        felt.tekst, udsagn, f"Ikke set af {dansk.opregning([navne[r] for r in ikke_set_af])}" if ikke_set_af else ""
    )


def _placering(stilling: Stilling, sted: str, profil: Praksisprofil) -> Placering:
    del_ = stilling.forslag.samlet if sted == SAMLET else stilling.forslag.dimensioner[sted]
    foreslaaet = stilling.foreslaaet(sted)
    valgt = stilling.valgt.get(sted, "")
    return Placering(
        sted=sted,
        titel=DIMENSIONER.get(sted, "Samlet"),
        forslag=foreslaaet,
        forslag_ord=profil.label(foreslaaet) if foreslaaet else _uden_forslag(del_),
        grunde=_grunde(stilling, sted, del_),
        tekst=_tekst(stilling, sted, del_, profil),
        valgt=valgt,
        begrundelse=stilling.begrundelser.get(sted, ""),
        kraever_begrundelse=_kraever_begrundelse(del_, foreslaaet),
    )


def _kraever_begrundelse(del_: Delforslag, foreslaaet: str | None) -> list[str]:
    """The choices that need a reason: all but the suggestion; every one when too little was seen to suggest."""
    if foreslaaet:
        return [kode for kode in ("groen", "gul", "roed") if kode != foreslaaet]
    return ["groen", "gul", "roed"] if del_.aarsag is Aarsag.FOR_LIDT_SET else []


def _uden_forslag(del_: Delforslag) -> str:
    return "Afventer" if del_.aarsag is Aarsag.AFVENTER else "For lidt set"


def _grunde(stilling: Stilling, sted: str, del_: Delforslag) -> list[tuple[str, str]]:
    """The tegn that decide, each with its statement. Overall, dimensions stand for their tegn."""
    if sted == SAMLET and stilling.forslag.hoejeste_dimensioner:
        return [(DIMENSIONER[d], "") for d in stilling.forslag.hoejeste_dimensioner]
    return [(_felt(stilling, g.tegn).tekst, _lille(stilling.udsagn(g))) for g in del_.grunde]


def _lille(udsagn: str) -> str:
    return udsagn[:1].lower() + udsagn[1:].rstrip(".") if udsagn else ""


def _tekst(stilling: Stilling, sted: str, del_: Delforslag, profil: Praksisprofil) -> str:
    if del_.aarsag is Aarsag.AFVENTER:
        navne = [_felt(stilling, tegn).tekst for _, tegn in del_.afventer]
        return f"Venter på {dansk.opregning(navne)}, som I ikke er enige om endnu."
    if del_.aarsag is Aarsag.FOR_LIDT_SET:
        return (
            f"Kun {del_.antal_set} af {dansk.antal(del_.antal, 'tegn', 'tegn')} er set. "
            "Det er for lidt til et forslag. Skriv, hvad placeringen bygger på."
        )
    if del_.aarsag is Aarsag.ALLE_GROENNE:
        ikke_set = del_.antal - del_.antal_set
        alle = f"Alle {del_.antal_set} sete tegn er tegn på trivsel"
        return f"{alle}; {ikke_set} er ikke set." if ikke_set else f"Alle {del_.antal} tegn er tegn på trivsel."
    if del_.aarsag is Aarsag.UNDER_GRAENSEN:
        return (
            f"Lidt at være opmærksom på, men ikke nok til et andet forslag: {_opregn(stilling, del_.ikke_afgoerende)}."
        )
    if del_.foreloebig:
        navne = [_felt(stilling, tegn).tekst for _, tegn in del_.afventer]
        return f"Foreløbigt, til {dansk.opregning(navne)} er afklaret."
    return ""


def _opregn(stilling: Stilling, grunde: tuple[Grund, ...]) -> str:
    return dansk.opregning([_felt(stilling, g.tegn).tekst for g in grunde])


def _mangelliste(vurdering: Vurdering, stilling: Stilling, mangler: Mangler) -> list[tuple[str, str, str]]:
    """What is missing as (anchor, name, what to do), in the order of the page."""
    liste = []
    for m in mangler.regler:
        if m.tegn:
            liste.append((f"aftalt-{m.tegn}", _felt(stilling, m.tegn).tekst, m.tekst))
        elif m.sted:
            navn = "begrundelse" if m.kode in ("begrundelse", "grundlag") else "placering"
            liste.append((f"{navn}-{m.sted}", DIMENSIONER.get(m.sted, "Samlet"), m.tekst))
        else:
            felter = {
                "forklaringer": "andre_forklaringer",
                "overgreb": "overgreb",
                "overgreb_hvorfor": "overgreb_hvorfor",
            }
            kode = felter[m.kode.value]
            felt = vurdering.definition().felt(kode)
            liste.append((f"id_{kode}", felt.tekst if felt else "", m.tekst))
    for kode, besked in mangler.felter.items():
        felt = vurdering.definition().felt(kode)
        liste.append((f"id_{kode}", felt.tekst if felt else kode, besked))
    return liste


def vend_blikket(stilling: Stilling, definition: Skemadefinition) -> tuple[list[Felt], list[Felt]]:
    """The prompts that turn the view: those that fit the agenda, and the rest.

    With differences the one about the surroundings comes first, then one for each dimension they lie in; without, the
    two general ones.
    """
    sektion = definition.sektion("vend_blikket")
    alle = list(sektion.felter) if sektion else []
    dimensioner = {
        s.kode for u in stilling.sammenligning.uenige if (s := stilling.definition.sektion_for(u.tegn)) is not None
    }
    passer = {"vend_omgivelser"} | ({f"vend_{d}" for d in dimensioner} or {"vend_barn"})
    return [f for f in alle if f.kode in passer], [f for f in alle if f.kode not in passer]


def noget_ikke_set(stilling: Stilling) -> bool:
    """Whether there is a tegn nobody has seen, or may be left so, and the team can agree on who looks for it."""
    faelles = stilling.sammenligning
    return bool(faelles.ingen_har_set) or any(TegnSvar.IKKE_SET in u.svar.values() for u in faelles.uenige)


def noter(stilling: Stilling, *, foraeldre: bool = False) -> list[tuple[str, str, str]]:
    """What each rater answered besides the tegn: (name, question, text). For the parents nobody is named."""
    linjer = []
    for egen in stilling.egne:
        navn = egen.vurderer.fornavn if egen.vurderer and not foraeldre else ""
        for afsnit in laesning(stilling.definition, egen.svar, foraeldre=foraeldre, med_ubesvarede=False):
            linjer += [
                (navn, ln.spoergsmaal, ln.ordret or ln.tekst)
                for ln in afsnit.linjer
                if ln.felt.type is not Felttype.TEGN
            ]
    return linjer


def tekstafsnit(vurdering: Vurdering) -> list[Sektion]:
    """The sections of the team's own questions, without the composed tegn and positions."""
    return [s for s in vurdering.definition().sektioner if s.kode not in {"aftalte_tegn", "positioner"}]
