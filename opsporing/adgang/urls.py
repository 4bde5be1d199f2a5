"""Signing in and one's own account.

allauth's views are listed one by one: what is not offered (signing up, e-mail addresses of one's own, social accounts)
has no address. The names are the ones allauth looks for. SAML will hang here: see docs/adr/0002-login.md.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as noedkoder
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as noegler
from django.urls import path, re_path

from opsporing.adgang import demo, views
from opsporing.adgang.middleware import foer_totrin, uden_ansaettelse

View = Callable[..., Any]


def _egen(view: View) -> View:
    """A page about one's own account, open to somebody without a current employment."""
    return uden_ansaettelse(view)


def _opsaetning(view: View) -> View:
    """A page needed to set up a second factor or to leave."""
    return foer_totrin(uden_ansaettelse(view))


_min_noegle = views.kun_egen_noegle
_med_app = views.kun_med(Authenticator.Type.TOTP)
_med_koder = views.kun_med(Authenticator.Type.RECOVERY_CODES)

urlpatterns = [
    path("", views.konto, name="konto"),
    path("bliv/", views.session_hold, name="session_hold"),
    path("enhed/", views.skift_enhed, name="skift_enhed"),
    path("log-ud-overalt/", views.log_ud_overalt, name="log_ud_overalt"),
    path("ekstra-trin/", views.totrin_kraeves, name="totrin_kraeves"),
    path("demo/", demo.demo_login, name="demo_login"),
    # Signing in and out
    path("log-ind/", demo.med_demopersoner(account.login), name="account_login"),
    path("log-ud/", _opsaetning(account.logout), name="account_logout"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("log-ind/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("log-ind/noegle/", noegler.login_webauthn, name="mfa_login_webauthn"),
    # Proving again who one is
    path("bekraeft/", _opsaetning(account.reauthenticate), name="account_reauthenticate"),
    path("bekraeft/kode/", _opsaetning(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("bekraeft/noegle/", _opsaetning(noegler.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    # Password
    path("adgangskode/", _egen(account.password_change), name="account_change_password"),
    path("adgangskode/vaelg/", _egen(account.password_set), name="account_set_password"),
    path("adgangskode/glemt/", account.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    path("adgangskode/ny/faerdig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Second factors
    path("totrin/", views.til_konto, name="mfa_index"),
    path("totrin/app/", _opsaetning(totp.activate_totp), name="mfa_activate_totp"),
    path("totrin/app/fjern/", _egen(_med_app(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("totrin/noegler/", views.til_konto, name="mfa_list_webauthn"),
    path("totrin/noegler/ny/", _opsaetning(noegler.add_webauthn), name="mfa_add_webauthn"),
    path("totrin/noegler/<int:pk>/", _egen(_min_noegle(noegler.edit_webauthn)), name="mfa_edit_webauthn"),
    path("totrin/noegler/<int:pk>/fjern/", _egen(_min_noegle(noegler.remove_webauthn)), name="mfa_remove_webauthn"),
    path("totrin/noedkoder/", _opsaetning(_med_koder(noedkoder.view_recovery_codes)), name="mfa_view_recovery_codes"),
    path("totrin/noedkoder/nye/", _egen(noedkoder.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
