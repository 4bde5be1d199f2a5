"""What of the log about underretninger the parents' print does not tell (`opsporing.databeskyttelse.udskrift`).

A draft is the writer's own working note: it is told of when it is sent, and never when it was put away. While a switch
stands on it, nothing is. Of a child that nobody here had enrolled, everything the writer did would give it away, also
that its row was made.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from opsporing.models import Barn, Log, Spaerring
from underretning.models import Modtaget, Underretningsbarn
from underretning.rules.tilstande import Skrivetilstand

_FORAN = "underretning."
_OPRETTET = "opsporing.barn_oprettet"


def skjul(barn: Barn, poster: Sequence[Log]) -> set[int]:
    """The keys of the log rows about the child that are left out."""
    staar = Spaerring.objects.staaende().filter(anledning=OuterRef("anledning"))
    skrevne = list(
        Underretningsbarn.objects.filter(barn=barn).select_related("underretning").annotate(spaerret=Exists(staar))
    )
    skjulte = [ub for ub in skrevne if ub.spaerret or ub.underretning.status != Skrivetilstand.SENDT]
    modtagne = list(Modtaget.objects.filter(barn=barn).annotate(spaerret=Exists(staar)).filter(spaerret=True))
    if not (skjulte or modtagne):
        return set()
    sager = {str(ub.anledning_id) for ub in skjulte}
    oplystes = {str(ub.underretning.skrevet_by_id) for ub in skjulte if ub.er_oplyst}
    oprettet = {m.registreret_at for m in modtagne} | {ub.underretning.oprettet_at for ub in skjulte}
    return {
        post.pk
        for post in poster
        if post.anledning in sager
        or post.bruger in oplystes
        or (not post.anledning and post.haendelse.startswith(_FORAN))
        or (post.haendelse == _OPRETTET and post.nu in oprettet)
    }
