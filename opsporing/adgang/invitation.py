"""The link with which a person chooses her first password, or a new one when the administrator sends it."""

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest

from opsporing.adgang.permissions import Denied
from opsporing.models import User


def send_loginlink(request: HttpRequest, user: User) -> None:
    """Send the link to the person's e-mail. It can be used once and for three days (PASSWORD_RESET_TIMEOUT).

    Raises Denied, in words for the administrator, when there is no address, the account is closed, or the mail server
    does not take the letter.
    """
    if not user.email:
        raise Denied("Der står ingen e-mail på kontoen. Skriv den først.")
    if not user.is_active:
        raise Denied("Kontoen er lukket. Åbn den først.")
    adapter = get_adapter(request)
    noegle = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    brev = adapter.render_mail(
        "adgang/email/velkommen",
        user.email,
        {
            "kommune": user.kommune,
            "username": user.username,
            "password_reset_url": adapter.get_reset_password_from_key_url(noegle),
        },
    )
    try:
        brev.send()
    except (OSError, SMTPException) as fejl:
        raise Denied("E-mailen kunne ikke sendes lige nu. Prøv igen om lidt.") from fejl
