"""The settled answers of a whole round, for asking what another rule would have suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Max, Prefetch

from opsporing.models import Kommune
from trivsel.faelles import AFTALT, arena_definition
from trivsel.models import EgenVurdering, Runde, Vurdering
from trivsel.rules.forslag import Svar

#: More children than this tell nothing new about a rule, and the page should not keep anybody waiting.
HOEJST = 2000


@dataclass(frozen=True, slots=True)
class Population:
    """The children's settled answers, the rounds they come from, and how many were left out for the sake of time."""

    svar: list[Svar]
    runder: list[Runde]
    udeladt: int = 0


def sidste_runder(kommune: Kommune) -> list[Runde]:
    """The newest round of each arena and age band that has ended; where none has, the newest that is open."""
    runder = Runde.objects.filter(kommune=kommune, aabnet_at__isnull=False).order_by("arena", "alder_fra_mdr")
    for mulige in (runder.exclude(lukket_at=None), runder):
        nyeste = dict(mulige.order_by().values_list("arena").annotate(Max("aabner")))
        if fundet := [r for r in mulige if r.aabner == nyeste[r.arena]]:
            return fundet
    return []


def population(kommune: Kommune) -> Population:
    """What the teams settled on in the last rounds. Names nobody: the answers come without the children."""
    runder = sidste_runder(kommune)
    egne = EgenVurdering.objects.filter(faerdig_at__isnull=False, fritaget_at=None).order_by("nr")
    afsluttede = (
        Vurdering.objects.gaeldende()
        .filter(runde__in=runder)
        .select_related("skemaversion")
        .prefetch_related(Prefetch("egne", egne))
        .order_by("id")
    )
    antal = afsluttede.count()
    svar = [aftalte_svar(v, v.egne.all()) for v in islice(afsluttede, HOEJST)]
    return Population(svar, runder, max(0, antal - HOEJST))


def aftalte_svar(vurdering: Vurdering, egne: Iterable[EgenVurdering]) -> Svar:
    """The team's answer per dimension and tegn: what it settled, or else what all raters saw alike."""
    alle = list(egne)

    def svar(tegn: str) -> str | None:
        if aftalt := vurdering.svar.get(AFTALT + tegn):
            return aftalt
        sete = {egen.svar.get(tegn) for egen in alle}
        return sete.pop() if len(sete) == 1 else None

    dimensioner = arena_definition(vurdering).dimensioner
    return {sektion.kode: {felt.kode: svar(felt.kode) for felt in sektion.tegn} for sektion in dimensioner}
