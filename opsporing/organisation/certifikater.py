"""Deadlines for certificates that expire, kept in step with who is certified and who still works here."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from opsporing.anledning import opret as opret_anledning
from opsporing.frister import actions as frister
from opsporing.fristtyper import CERTIFICERING
from opsporing.models import Anledning, Ansaettelse, Certificering, Enhed, Frist
from opsporing.tid import dato

#: How many days before it expires a certificate becomes somebody's task.
SES_FREM = 120


def ajourfoer(*, nu: datetime) -> None:
    """Let each certificate that expires within `SES_FREM` days fall due for its holder.

    A newer certificate in the same method meets the deadline of the older; one whose holder has left is annulled.
    """
    udloebende = _udloebende(nu)
    for certificering, udloeber_den, ansaettelse in udloebende:
        frister.opret(
            kode=CERTIFICERING,
            anledning=_anledning(ansaettelse.enhed, nu),
            trin=str(certificering.pk),
            enhed=ansaettelse.enhed,
            ansvarlig=certificering.user,
            forfalder=udloeber_den,
            nu=nu,
        )
    aktuelle = {str(certificering.pk) for certificering, _, _ in udloebende}
    forbi = Frist.objects.aabne().filter(kode=CERTIFICERING).exclude(trin__in=aktuelle)
    fornyede = {str(pk) for pk in Certificering.objects.filter(_er_fornyet()).values_list("pk", flat=True)}
    forbi.filter(trin__in=fornyede).update(opfyldt_at=nu, opfyldt_by=F("ansvarlig"))
    forbi.update(annulleret_at=nu)


def _er_fornyet() -> Exists:
    """That the person has another certificate in the method which lasts longer."""
    return Exists(
        Certificering.objects.filter(
            Q(udloeber_den=None) | Q(udloeber_den__gt=OuterRef("udloeber_den")),
            user=OuterRef("user"),
            metode=OuterRef("metode"),
        ).exclude(pk=OuterRef("pk"))
    )


def _udloebende(nu: datetime) -> list[tuple[Certificering, date, Ansaettelse]]:
    """Certificates that expire soon or have expired, with the holder's first employment where a journal is kept."""
    certificeringer = (
        Certificering.objects.filter(~_er_fornyet(), udloeber_den__lt=dato(nu) + timedelta(days=SES_FREM))
        .select_related("user")
        .order_by("pk")
    )
    ansaettelser: dict[int, Ansaettelse] = {}
    for ansaettelse in (
        Ansaettelse.objects.gaeldende(nu)
        .filter(user__in=certificeringer.values("user"), user__is_active=True, enhed__journalenhed__isnull=False)
        .select_related("enhed")
        .order_by("-fra", "-id")
    ):
        ansaettelser[ansaettelse.user_id] = ansaettelse
    return [
        (c, c.udloeber_den, ansaettelser[c.user_id])
        for c in certificeringer
        if c.udloeber_den and c.user_id in ansaettelser
    ]


def _anledning(enhed: Enhed, nu: datetime) -> Anledning:
    """The journal unit's one matter about its staff's certificates."""
    fundet = Anledning.objects.filter(
        ejer_enhed_id=enhed.journalenhed_id, barn=None, kode=CERTIFICERING, afsluttet_at=None
    ).first()
    return fundet or opret_anledning(kode=CERTIFICERING, enhed=enhed, barn=None, nu=nu)
