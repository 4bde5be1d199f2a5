"""The vurdering before this one, to hold beside the new: positions, and the answer given to each tegn."""

from collections.abc import Mapping

from opsporing import dansk
from opsporing.skemaer.formular import Tidligere, koder_pr_stamme
from opsporing.skemaer.versioner import uden_tekst
from trivsel.faelles import Stilling, arena_definition, stilling
from trivsel.models import EgenVurdering, Vurdering


def forrige(vurdering: Vurdering) -> Vurdering | None:
    """The newest concluded vurdering of the child in the same journal unit, apart from versions of this one."""
    return (
        Vurdering.objects.gaeldende()
        .filter(
            barn=vurdering.barn_id,
            enhed__journalenhed=vurdering.enhed.journalenhed_id,
            alder_mdr__lte=vurdering.alder_mdr,
        )
        .exclude(pk__in=[vurdering.pk, vurdering.erstatter_id or 0])
        .exclude(runde__isnull=False, runde=vurdering.runde_id)
        .select_related("skemaversion", "profilversion")
        .defer(*uden_tekst("skemaversion"))
        .order_by("-afsluttet_at")
        .first()
    )


def aftalte_svar(stilling_: Stilling) -> dict[str, str]:
    """What the team stood by for each tegn: settled, or agreed from the beginning."""
    svar = {e.tegn: e.svar.value for e in stilling_.sammenligning.enige}
    return svar | dict(stilling_.afklaret)


def som_tidligere(vurdering: Vurdering | None, egne: list[EgenVurdering]) -> Tidligere | None:
    """The earlier answers by stem of tegn, for the small tag on the card chosen last time."""
    if vurdering is None or not egne or vurdering.afsluttet_at is None:
        return None
    svar: Mapping[str, str] = aftalte_svar(stilling(vurdering, egne))
    return Tidligere(
        navn=dansk.maaned(vurdering.afsluttet_at), koder=koder_pr_stamme(arena_definition(vurdering), svar)
    )
