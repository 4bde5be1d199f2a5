"""allauth's forms in our look: Danish labels, no placeholders, one button, and nothing of them kept in the browser."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError

from opsporing.adgang.adapter import afvist
from opsporing.dkfds import Hjaelper
from opsporing.models import User

NY_KODE = "Mindst 12 tegn. En sætning, du kan huske, er bedre end et kort ord med tal og tegn."


class Vores(forms.Form):
    """The mixin: `etiketter` and `hjaelp` by field name, `knap` on the button ("" when the template draws its own)."""

    etiketter: dict[str, str] = {}
    hjaelp: dict[str, str] = {}
    knap = "Gem"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for navn, felt in self.fields.items():
            felt.widget.attrs.pop("placeholder", None)
            felt.label = self.etiketter.get(navn, felt.label)
            felt.help_text = self.hjaelp.get(navn, "")
        self.helper = Hjaelper(self, gem=self.knap, kladde=False, form_tag=bool(self.knap))


class LogindForm(Vores, account.LoginForm):
    """User name or e-mail, and password."""

    etiketter = {"login": "Brugernavn eller e-mail", "password": "Adgangskode"}
    knap = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class BekraeftForm(Vores, account.ReauthenticateForm):
    """The password once more."""

    etiketter = {"password": "Din adgangskode"}
    knap = "Bekræft"


class SkiftAdgangskodeForm(Vores, account.ChangePasswordForm):
    """The present password and a new one, twice."""

    etiketter = {
        "oldpassword": "Nuværende adgangskode",
        "password1": "Ny adgangskode",
        "password2": "Ny adgangskode igen",
    }
    hjaelp = {"password1": NY_KODE}
    knap = "Skift adgangskode"


class VaelgAdgangskodeForm(Vores, account.SetPasswordForm):
    """A first password for somebody who has only signed in with a passkey."""

    etiketter = {"password1": "Adgangskode", "password2": "Adgangskode igen"}
    hjaelp = {"password1": NY_KODE}
    knap = "Gem adgangskode"


class GlemtForm(Vores, account.ResetPasswordForm):
    """Where to send the link."""

    etiketter = {"email": "E-mail"}
    hjaelp = {"email": "Den adresse, din administrator har skrevet på dig."}
    knap = "Send link"


class NyAdgangskodeForm(Vores, account.ResetPasswordKeyForm):
    """A new password from the link."""

    etiketter = {"password1": "Ny adgangskode", "password2": "Ny adgangskode igen"}
    hjaelp = {"password1": NY_KODE}
    knap = "Gem adgangskode"


class _Kode(Vores):
    etiketter = {"code": "Kode"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "none"}


class KodeForm(_Kode, mfa.AuthenticateForm):
    """The code at sign-in; a wrong one is logged as a refused sign-in."""

    hjaelp = {"code": "Seks cifre fra appen, eller en af dine nødkoder."}
    knap = "Log ind"

    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except ValidationError:
            afvist(self.user)
            raise


class BekraeftKodeForm(_Kode, mfa.ReauthenticateForm):
    """The code once more."""

    hjaelp = {"code": "Seks cifre fra appen, eller en af dine nødkoder."}
    knap = "Bekræft"


class AktiverAppForm(_Kode, totp.ActivateTOTPForm):
    """The first code of a new app proves that it works."""

    etiketter = {"code": "Koden, som appen viser"}
    knap = "Tilføj appen"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FjernAppForm(Vores, totp.DeactivateTOTPForm):
    """Nothing to fill in."""

    knap = ""


class _MedNoegle(forms.Form):
    """The mixin of forms that carry a passkey's answer: a refusal is said in words about keys, not about codes."""

    afvist = "Nøglen kendes ikke her, eller det tog for lang tid. Prøv igen, eller log ind på en anden måde."
    user: User | None

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as fejl:
            afvist(self.user)
            raise ValidationError(self.afvist, code="noegle") from fejl


class LogindNoegleForm(_MedNoegle, webauthn.LoginWebAuthnForm):
    """A passkey that signs in by itself."""


class NoegleForm(_MedNoegle, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class BekraeftNoegleForm(_MedNoegle, webauthn.ReauthenticateWebAuthnForm):
    """A passkey to prove again who one is."""


class NyNoegleForm(Vores, webauthn.AddWebAuthnForm):
    """A passkey's name, and whether it may sign in by itself."""

    etiketter = {"name": "Hvad skal nøglen hedde?", "passwordless": "Jeg vil kunne logge ind med nøglen alene"}
    hjaelp = {
        "name": "For eksempel »Stuens tablet« eller »Min telefon«.",
        "passwordless": "Så skal enheden spørge om fingeraftryk, ansigt eller pinkode. Ellers er nøglen et ekstra trin "
        "efter adgangskoden.",
    }
    knap = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class NavngivNoegleForm(Vores, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    etiketter = {"name": "Nøglens navn"}
    knap = "Gem navn"
