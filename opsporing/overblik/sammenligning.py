"""Two concluded vurderinger of a child beside each other: dimension by dimension, tegn by tegn.

Tegn are joined by their stem, so that the answers of two ages, or of two versions of the form, stand in the same line.
"""

from dataclasses import dataclass
from datetime import datetime

from opsporing import dansk
from opsporing.models import Barn, User
from opsporing.profil import Praksisprofil
from opsporing.skemaer.formular import koder_pr_stamme
from opsporing.skemaer.visning import IKKE_SET_TEKST
from opsporing.tid import dato
from trivsel.actions.faelles import faerdige_egne
from trivsel.faelles import SAMLET, arena_definition, stilling
from trivsel.models import DIMENSIONER, Vurdering
from trivsel.rules.positioner import Position, TegnSvar
from trivsel.tidligere import aftalte_svar

UAENDRET, LETTERE, MERE = "Uændret", "Lettere end før", "Mere at være opmærksom på"


@dataclass(frozen=True, slots=True)
class Valgt:
    """The vurderinger to choose among, newest first, and the two that are compared."""

    alle: list[Vurdering]
    foer: Vurdering | None
    efter: Vurdering | None


@dataclass(frozen=True, slots=True)
class Tegnlinje:
    """One tegn: what was seen then and now; empty where the form did not ask."""

    titel: str
    foer: str
    efter: str
    aendring: str

    @property
    def uaendret(self) -> bool:
        return self.aendring == UAENDRET


@dataclass(frozen=True, slots=True)
class Sted:
    """A dimension, or overall, then and now: position codes with the municipality's words, and the tegn."""

    titel: str
    foer: str
    foer_ord: str
    efter: str
    efter_ord: str
    aendring: str
    tegn: list[Tegnlinje]

    @property
    def aendrede(self) -> list[Tegnlinje]:
        return [t for t in self.tegn if not t.uaendret]

    @property
    def ens(self) -> list[Tegnlinje]:
        return [t for t in self.tegn if t.uaendret]

    @property
    def ens_titel(self) -> str:
        return f"Se {'det uændrede tegn' if len(self.ens) == 1 else f'de {len(self.ens)} uændrede tegn'}"


@dataclass(frozen=True, slots=True)
class Sammenligningsside:
    """What the page shows: words for the two, the choices, and a line per place."""

    foer_navn: str
    efter_navn: str
    muligheder: list[tuple[int, str]]
    samlet: Sted
    dimensioner: list[Sted]

    @property
    def steder(self) -> list[Sted]:
        return [*self.dimensioner, self.samlet]


def vaelg(barn: Barn, user: User, nu: datetime, foer: str | None, efter: str | None) -> Valgt:
    """The own unit's concluded vurderinger, and the chosen two in the order of time; unknown choices are ignored."""
    journalenhed = user.ansaettelse.enhed.journalenhed_id if user.ansaettelse else None
    alle = list(
        Vurdering.objects.for_user(user, nu)
        .gaeldende()
        .filter(barn=barn, anledning__ejer_enhed=journalenhed)
        .select_related("skemaversion", "profilversion", "runde", "enhed")
        .order_by("-afsluttet_at", "-pk")
    )
    efter_pk = {str(v.pk): v for v in alle}
    nyeste = efter_pk.get(efter or "") or (alle[0] if alle else None)
    aeldre = [v for v in alle if nyeste and v.pk != nyeste.pk]
    tidligere = efter_pk.get(foer or "")
    if tidligere is None or tidligere == nyeste:
        # The newest of those before it; for the very first one, the one after.
        foer_den = [v for v in aeldre if nyeste and alle.index(v) > alle.index(nyeste)]
        tidligere = next(iter(foer_den or reversed(aeldre)), None)
    if nyeste and tidligere and alle.index(tidligere) < alle.index(nyeste):
        nyeste, tidligere = tidligere, nyeste
    return Valgt(alle, tidligere, nyeste)


def byg(valgt: Valgt, profil: Praksisprofil) -> Sammenligningsside | None:
    """The page; None while there are not two to compare."""
    if valgt.foer is None or valgt.efter is None:
        return None
    foer, efter = _svar(valgt.foer), _svar(valgt.efter)
    titler = _titler(valgt.foer) | _titler(valgt.efter)

    def sted(kode: str, titel: str) -> Sted:
        a, b = getattr(valgt.foer, kode), getattr(valgt.efter, kode)
        tegn = [_linje(stamme, navn_, foer, efter) for stamme, (hvor, navn_) in titler.items() if hvor == kode]
        return Sted(titel, a, profil.label(a), b, profil.label(b), _positionsaendring(a, b), tegn)

    return Sammenligningsside(
        foer_navn=navn(valgt.foer),
        efter_navn=navn(valgt.efter),
        muligheder=[(v.pk, navn(v)) for v in valgt.alle],
        samlet=sted(SAMLET, "Samlet"),
        dimensioner=[sted(kode, titel) for kode, titel in DIMENSIONER.items()],
    )


def navn(vurdering: Vurdering) -> str:
    """What a vurdering is called in a list: the day it was concluded, and its round."""
    if vurdering.afsluttet_at is None:
        raise ValueError("Kun afsluttede vurderinger kan sammenlignes.")
    dag = dansk.dato(dato(vurdering.afsluttet_at))
    return f"{dag}, {vurdering.runde.navn if vurdering.runde else 'ekstra'}"


def _titler(vurdering: Vurdering) -> dict[str, tuple[str, str]]:
    """Stem of every tegn of the form, with its dimension and its name."""
    return {
        felt.tegn: (sektion.kode, felt.tekst)
        for sektion in arena_definition(vurdering).dimensioner
        for felt in sektion.tegn
    }


@dataclass(frozen=True, slots=True)
class _Svar:
    """What the team stood by: code and statement by stem."""

    koder: dict[str, str]
    udsagn: dict[str, str]


def _svar(vurdering: Vurdering) -> _Svar:
    definition = arena_definition(vurdering)
    koder = koder_pr_stamme(definition, aftalte_svar(stilling(vurdering, faerdige_egne(vurdering))))
    udsagn = {
        felt.tegn: felt.ankre.get(koder[felt.tegn], IKKE_SET_TEKST)
        for sektion in definition.dimensioner
        for felt in sektion.tegn
        if felt.tegn in koder
    }
    return _Svar(koder, udsagn)


def _linje(stamme: str, titel: str, foer: _Svar, efter: _Svar) -> Tegnlinje:
    a, b = foer.koder.get(stamme), efter.koder.get(stamme)
    return Tegnlinje(titel, foer.udsagn.get(stamme, ""), efter.udsagn.get(stamme, ""), _tegnaendring(a, b))


def _positionsaendring(foer: str, efter: str) -> str:
    if not foer or not efter:
        return ""
    forskel = Position(efter).alvor - Position(foer).alvor
    return UAENDRET if not forskel else MERE if forskel > 0 else LETTERE


def _tegnaendring(foer: str | None, efter: str | None) -> str:
    if foer is None or efter is None:
        return "Kun spurgt den ene gang"
    a, b = TegnSvar(foer), TegnSvar(efter)
    if a == b:
        return UAENDRET
    if not a.er_set or not b.er_set:
        return "Nu set" if b.er_set else "Ikke set denne gang"
    return MERE if b.bekymring > a.bekymring else LETTERE
