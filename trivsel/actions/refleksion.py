"""Actions on a unit's reflection over a round."""

from datetime import datetime

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.models import Enhed, User
from trivsel.models import Refleksion, Runde


class Foraeldet(Exception):
    """Somebody has saved since the page was opened. `refleksion` is the text as it stands now."""

    def __init__(self, refleksion: Refleksion) -> None:
        super().__init__(refleksion.pk)
        self.refleksion = refleksion


@transaction.atomic
def gem_refleksion(*, enhed: Enhed, runde: Runde, tekst: str, rev: int, by: User, nu: datetime) -> Refleksion:
    """Save the text of the journal unit about the round. `rev` is the revision the writer saw, 0 for none yet.

    Raises Foraeldet when somebody has saved since, and Denied for anybody but those who lead the unit. The same text
    again changes nothing.
    """
    kraev(by, Permission.LEDER_OVERBLIK)
    if by.ansaettelse is None or by.ansaettelse.enhed.journalenhed_id != enhed.pk:
        raise Denied("Kun enhedens egen leder kan skrive dens refleksion.")
    refleksion, _ = Refleksion.objects.select_for_update(of=("self",)).get_or_create(
        enhed=enhed,
        runde=runde,
        defaults={"kommune_id": enhed.kommune_id, "gemt_at": nu, "gemt_by": by},
    )
    if refleksion.tekst == tekst.strip():
        return refleksion
    if refleksion.rev != rev:
        raise Foraeldet(refleksion)
    refleksion.tekst, refleksion.rev = tekst.strip(), rev + 1
    refleksion.gemt_at, refleksion.gemt_by = nu, by
    refleksion.save(update_fields=["tekst", "rev", "gemt_at", "gemt_by"])
    log.record("trivsel.refleksion_gemt", by=by, nu=nu, objekt=refleksion)
    return refleksion
