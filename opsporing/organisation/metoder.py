"""Methods one must be trained in: who uses them, and who says that somebody is trained."""

from dataclasses import dataclass
from datetime import datetime

from opsporing.adgang.permissions import Denied, Permission, har
from opsporing.models import Ansaettelse, Enhed, User


@dataclass(frozen=True, slots=True)
class Metode:
    """A method: its name, what one who uses it may see, and what one who answers for it may do."""

    navn: str
    bruges_med: Permission
    ansvar: Permission


METODER = {"adbb": Metode("ADBB", Permission.ADBB_SE, Permission.ADBB_METODE)}


def check_can_certificere(by: User | None, user: User, metode: str, nu: datetime) -> None:
    """May `by` say that `user` is trained in the method? Nobody says it of herself, whatever else she may.

    The administrator may for all of the municipality, and who answers for the method for those employed in or below
    her own unit. Nobody (`None`) is the installation itself. Raises Denied.
    """
    if by is None:
        return
    if by.pk == user.pk:
        raise Denied("Du kan ikke give dig selv et certifikat. Bed en administrator om at registrere det.")
    egen = by.ansat.enhed
    if har(by, Permission.BRUGER_ADMINISTRER) and user.kommune_id == egen.kommune_id:
        return
    kendt = METODER.get(metode)
    her = Ansaettelse.objects.gaeldende(nu).filter(user=user, enhed__in=Enhed.objects.undertrae(egen))
    if kendt is None or not har(by, kendt.ansvar) or not her.exists():
        raise Denied(
            "Du kan kun registrere certifikater for kolleger i din egen enhed og i den metode, du har ansvar for."
        )
