"""What django-allauth asks us: who may sign up (nobody), what is logged, what is said, and what is kept encrypted.

Every way of signing in, present and future (password, passkey, the SAML of a later step), ends in
`AccountAdapter.login`, so the log and the clocks of the session are set there and nowhere else.
"""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email, filter_users_by_username
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opsporing import log, tid
from opsporing.adgang import sessioner
from opsporing.models import User

logger = logging.getLogger(__name__)

FORKERT = "Brugernavn eller adgangskode passer ikke. Prøv igen, eller lav en ny adgangskode."

#: Ways to prove again who one is, as they stand on a button.
BEKRAEFT_MED = {
    "reauthenticate": "Brug adgangskoden",
    "mfa_reauthenticate": "Brug en kode fra appen",
    "mfa_reauthenticate:webauthn": "Brug adgangsnøgle",
}

#: What allauth tells the person by e-mail: the event we log, and the sentence of the e-mail.
KONTOHAENDELSER = {
    "account/email/password_changed": ("opsporing.adgangskode_skiftet", "Din adgangskode er skiftet."),
    "account/email/password_set": ("opsporing.adgangskode_skiftet", "Der er valgt en adgangskode til din konto."),
    "account/email/password_reset": ("opsporing.adgangskode_skiftet", "Din adgangskode er skiftet med et link."),
    "mfa/email/totp_activated": ("opsporing.totrin_tilfoejet", "Der er føjet en kode-app til dit login."),
    "mfa/email/totp_deactivated": ("opsporing.totrin_fjernet", "Kode-appen er fjernet fra dit login."),
    "mfa/email/webauthn_added": ("opsporing.totrin_tilfoejet", "Der er føjet en adgangsnøgle til din konto."),
    "mfa/email/webauthn_removed": ("opsporing.totrin_fjernet", "En adgangsnøgle er fjernet fra din konto."),
    "mfa/email/recovery_codes_generated": ("opsporing.noedkoder_lavet", "Der er lavet nye nødkoder til din konto."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; signing in and out is logged."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": FORKERT,
        "email_password_mismatch": FORKERT,
        "invalid_login": FORKERT,
        "too_many_login_attempts": "Der har været for mange forkerte forsøg. Vent fem minutter, og prøv igen. Har du "
        "glemt adgangskoden, kan du lave en ny med det samme.",
        "rate_limited": "Det gik lidt stærkt. Vent et minut, og prøv igen.",
        "incorrect_password": "Adgangskoden passer ikke. Prøv igen.",
        "enter_current_password": "Den nuværende adgangskode passer ikke.",
        "incorrect_code": "Koden passer ikke. Se efter, om appen viser en ny.",
        "invalid_password_reset": "Linket virker ikke længere.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody makes herself an account."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session, start its clocks and log it."""
        super().login(request, user)
        nu = tid.nu()
        sessioner.begynd(request.session, nu)
        log.record("opsporing.logget_ind", by=user, nu=nu)

    def logout(self, request: HttpRequest) -> None:
        """Log it, then end the session."""
        if request.user.is_authenticated:
            log.record("opsporing.logget_ud", by=request.user, nu=tid.nu())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log the attempt on the account it aimed at; what was typed is never kept."""
        afvist(_hvem(credentials))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Log the attempt of somebody whose account is closed; the page says whom to ask."""
        afvist(user)
        return super().respond_user_inactive(request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account, where the message says that it is done."""
        return reverse("konto")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who one is, in our words."""
        return [{**m, "description": BEKRAEFT_MED[m["id"]]} for m in super().get_reauthentication_methods(user)]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send, and say in the process's log when it cannot be done.

        The page is the same either way: an error only for addresses that exist would tell which ones do.
        """
        try:
            self.render_mail(template_prefix, email, {"email": email, **context}).send()
        except (OSError, SMTPException):
            logger.exception("E-mailen %s kunne ikke sendes", template_prefix)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Log what happened to the account and tell its owner, so that she notices what she did not do herself."""
        haendelse, saetning = KONTOHAENDELSER[template_prefix]
        log.record(haendelse, by=user, nu=tid.nu())
        sig_til(user, saetning)


def _hvem(credentials: dict[str, Any]) -> User | None:
    """The account somebody tried to sign in to, if there is exactly one."""
    fundet: set[Any] = set()
    if navn := credentials.get("username"):
        fundet |= set(filter_users_by_username(navn))
    if email := credentials.get("email"):
        fundet |= set(filter_users_by_email(email))
    return fundet.pop() if len(fundet) == 1 else None


def afvist(user: User | None) -> None:
    """Log that signing in was refused. Who tried is not known, so the account is the object, not the actor."""
    log.record("opsporing.login_afvist", by=None, nu=tid.nu(), objekt=user, kommune=user.kommune if user else None)


def sig_til(user: User, saetning: str, *, email: str = "") -> None:
    """Tell the owner of an account by e-mail that something happened to it (to `email` if that is another than now)."""
    if til := email or user.email:
        AccountAdapter().send_mail("adgang/email/sikkerhed", til, {"saetning": saetning, "nu": tid.nu()})


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The door for SAML and OIDC (docs/adr/0002-login.md): an identity provider lets known people in and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an account and its Ansaettelser are made here, whoever vouches for the person."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, and Danish words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden passer ikke. Se efter, om appen viser en ny.",
        "cannot_generate_recovery_codes": "Nødkoder hører til et ekstra trin. Tilføj det først.",
    }

    def encrypt(self, text: str) -> str:
        """With a key made from SECRET_KEY, so that a copy of the database alone opens no account."""
        return _laas().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Also with SECRET_KEY_FALLBACKS, while a key is being changed."""
        return _laas().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as a drawing in the page: the CSP lets in no images from the page itself."""
        kode = qrcode.QRCode()
        kode.add_data(url)
        felter = kode.get_matrix()
        streger = "".join(
            f"M{x} {y}h1v1h-1z" for y, raekke in enumerate(felter) for x, sort in enumerate(raekke) if sort
        )
        return format_html(
            '<svg class="ops-qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" role="img" '
            'aria-label="QR-kode til kode-appen"><path d="{1}"></path></svg>',
            len(felter),
            streger,
        )

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """A name to begin with; the person can change it."""
        antal = Authenticator.objects.filter(user=user, type=type).count()
        return f"Adgangsnøgle {antal + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser shows when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Opsporing"}


def _laas() -> MultiFernet:
    noegler = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"opsporing.totrin:" + force_bytes(noegle)).digest()))
        for noegle in noegler
    )
