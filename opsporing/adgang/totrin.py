"""When a second factor is demanded: a municipality says for which roles (`Praksisprofil.mfa_roller`)."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from opsporing.models import Ansaettelse, User
from opsporing.profil import profil_for

#: What counts as a second factor; recovery codes are only the way back when it is lost.
ANDET_TRIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def kraeves_af(user: User, nu: datetime) -> bool:
    """Whether one of the person's current employments is in a role that must have a second factor.

    All of them count, not only the one she acts under: she could change to the other with one click.
    """
    ansaettelser = getattr(user, "ansaettelser_nu", None)
    if ansaettelser is None:
        ansaettelser = list(Ansaettelse.objects.for_bruger(user, nu))
    return any(a.rolle in profil_for(a.enhed.kommune).mfa_roller for a in ansaettelser)


def har_andet_trin(user: User) -> bool:
    """Whether the person has set one up. Once she has, allauth asks for it at every sign-in."""
    return Authenticator.objects.filter(user=user, type__in=ANDET_TRIN).exists()
