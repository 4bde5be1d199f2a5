"""Deadlines for certificates that expire, kept in step with who is certified and who still works here."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from opsporing.adgang.permissions import ROLLE_PERMISSIONS
from opsporing.anledning import opret as opret_anledning
from opsporing.frister import actions as frister
from opsporing.fristtyper import CERTIFICERING
from opsporing.models import Anledning, Ansaettelse, Certificering, Enhed, Frist, User
from opsporing.organisation.metoder import METODER
from opsporing.tid import dato

#: How many days before it expires a certificate becomes somebody's task.
SES_FREM = 120


def trin(certificering: Certificering) -> str:
    """The stage of the deadline of a certificate: its method, so that the page about it is found, and which one."""
    return f"{certificering.metode}.{certificering.pk}"


def ajourfoer(*, nu: datetime) -> None:
    """Let each certificate that expires within `SES_FREM` days fall due for its holder.

    A newer certificate in the same method meets the deadline of the older; one whose holder has left is annulled.
    """
    udloebende = _udloebende(nu)
    for certificering, udloeber_den, ansaettelse in udloebende:
        frister.opret(
            kode=CERTIFICERING,
            anledning=_anledning(ansaettelse.enhed, nu),
            trin=trin(certificering),
            enhed=ansaettelse.enhed,
            ansvarlig=certificering.user,
            forfalder=udloeber_den,
            nu=nu,
        )
    aktuelle = {trin(certificering) for certificering, _, _ in udloebende}
    forbi = Frist.objects.aabne().filter(kode=CERTIFICERING).exclude(trin__in=aktuelle)
    fornyede = {trin(certificering) for certificering in Certificering.objects.filter(_er_fornyet())}
    forbi.filter(trin__in=fornyede).update(opfyldt_at=nu, opfyldt_by=F("ansvarlig"))
    forbi.update(annulleret_at=nu)


def forny(certificering: Certificering, *, by: User | None, nu: datetime) -> int:
    """Meet at once the deadlines of older certificates in the method that this one outlasts; returns how many."""
    aeldre = Certificering.objects.filter(user=certificering.user_id, metode=certificering.metode).exclude(
        pk=certificering.pk
    )
    if certificering.udloeber_den is not None:
        aeldre = aeldre.filter(udloeber_den__lt=certificering.udloeber_den)
    return (
        Frist.objects.aabne()
        .filter(kode=CERTIFICERING, trin__in=[trin(gammel) for gammel in aeldre])
        .update(opfyldt_at=nu, opfyldt_by=by or F("ansvarlig"))
    )


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
    """Certificates that expire soon or have expired, each with the holder's first employment in which it is used."""
    certificeringer = (
        Certificering.objects.filter(~_er_fornyet(), udloeber_den__lt=dato(nu) + timedelta(days=SES_FREM))
        .select_related("user")
        .order_by("pk")
    )
    ansaettelser: dict[int, list[Ansaettelse]] = {}
    for ansaettelse in (
        Ansaettelse.objects.gaeldende(nu)
        .filter(user__in=certificeringer.values("user"), user__is_active=True, enhed__journalenhed__isnull=False)
        .select_related("enhed")
        .order_by("fra", "id")
    ):
        ansaettelser.setdefault(ansaettelse.user_id, []).append(ansaettelse)
    fundne = []
    for c in certificeringer:
        sted = next((a for a in ansaettelser.get(c.user_id, ()) if _bruges(c.metode, a)), None)
        if c.udloeber_den and sted:
            fundne.append((c, c.udloeber_den, sted))
    return fundne


def _bruges(metode: str, ansaettelse: Ansaettelse) -> bool:
    """Whether the method is used in that job; one that is not known here may be used in any."""
    kendt = METODER.get(metode)
    return kendt is None or kendt.bruges_med in ROLLE_PERMISSIONS[ansaettelse.rolle]


def _anledning(enhed: Enhed, nu: datetime) -> Anledning:
    """The journal unit's one matter about its staff's certificates."""
    fundet = Anledning.objects.filter(
        ejer_enhed_id=enhed.journalenhed_id, barn=None, kode=CERTIFICERING, afsluttet_at=None
    ).first()
    return fundet or opret_anledning(kode=CERTIFICERING, enhed=enhed, barn=None, nu=nu)
