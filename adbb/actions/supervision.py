"""Supervision in the method, as the leading health visitor keeps it."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from adbb.models import Supervision, Supervisionsdeltager
from opsporing import log
from opsporing.adgang.permissions import Permission, kraev
from opsporing.models import Enhed, User
from opsporing.tid import dato


@transaction.atomic
def opret_supervision(
    *,
    enhed: Enhed,
    den: date,
    supervisor: str,
    form: str,
    deltagere: Collection[User],
    by: User,
    nu: datetime,
    emne: str = "",
) -> Supervision:
    """Note an hour of supervision in a sundhedspleje. Raises ValidationError with Danish messages for a day to come, or
    when nobody took part.
    """
    kraev(by, Permission.ADBB_METODE)
    if den > dato(nu):
        raise ValidationError({"den": "Dagen er ikke kommet endnu."})
    if not deltagere:
        raise ValidationError({"deltagere": "Vælg mindst én, der var med."})
    supervision = Supervision(
        kommune_id=enhed.kommune_id,
        enhed_id=enhed.journalenhed_id or enhed.pk,
        den=den,
        supervisor=supervisor.strip(),
        form=form,
        emne=emne.strip(),
        oprettet_at=nu,
        oprettet_by=by,
    )
    supervision.full_clean(exclude=["kommune", "enhed", "oprettet_by"])
    supervision.save()
    Supervisionsdeltager.objects.bulk_create(
        Supervisionsdeltager(kommune_id=enhed.kommune_id, supervision=supervision, user=user) for user in deltagere
    )
    log.record("adbb.supervision_oprettet", by=by, nu=nu, objekt=supervision)
    return supervision
