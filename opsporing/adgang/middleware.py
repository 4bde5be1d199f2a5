"""Who is asking: signed in or not, for how long yet, with which employment, and with a second factor where demanded.

The order in the settings matters: LoginKraevet (outermost), Sessionsgraenser, Ansaettelse, MfaKrav.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from opsporing import log, tid
from opsporing.adgang import sessioner, totrin
from opsporing.models import Ansaettelse

VALGT = "ansaettelse"

GetResponse = Callable[[HttpRequest], HttpResponse]
V = TypeVar("V", bound=Callable[..., Any])


def uden_ansaettelse(view: V) -> V:
    """Mark a view that a signed-in person may reach without a current employment: her own account."""
    view.uden_ansaettelse = True  # type: ignore[attr-defined]
    return view


def foer_totrin(view: V) -> V:
    """Mark a view that may be reached before a demanded second factor has been set up."""
    view.foer_totrin = True  # type: ignore[attr-defined]
    return view


def _er_del_af_side(request: HttpRequest) -> bool:
    """Whether a script is asking for a part of a page, so that a redirect would put the login page inside it."""
    return (
        bool(getattr(request, "htmx", False))
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or "application/json" in request.headers.get("Accept", "")
        or request.content_type == "application/json"
    )


def _tilbage_til(request: HttpRequest) -> str:
    """The page to come back to: this one, or the page whose form was sent or that asked for a part of itself."""
    if request.method in {"GET", "HEAD"} and not _er_del_af_side(request):
        return request.get_full_path()
    fra = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(fra, {request.get_host()}, require_https=request.is_secure()):
        return "/" + fra.split("//", 1)[-1].partition("/")[2]
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def til_login(request: HttpRequest, besked: str = "") -> HttpResponse:
    """Lead to the login page and back again; a script is told 401 in JSON instead, and session.js says it."""
    login = f"{reverse(settings.LOGIN_URL)}?next={quote(_tilbage_til(request), safe='/')}"
    if _er_del_af_side(request):
        tekst = besked or "Du er ikke logget ind længere. Log ind igen."
        return JsonResponse({"fejl": tekst, "login": login}, status=401)
    if besked:
        messages.info(request, besked)
    return redirect(login)


class LoginKraevetMiddleware(LoginRequiredMiddleware):
    """Every page but the marked ones needs a signed-in person."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to the login page; see `til_login`."""
        if super().process_view(request, view_func, view_args, view_kwargs) is None:
            return None
        return til_login(request)


class SessionsgraenserMiddleware:
    """End the session after 30 minutes of silence and after 12 hours (`opsporing.adgang.sessioner`)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        nu = tid.nu()
        if not sessioner.er_begyndt(request.session):
            sessioner.begynd(request.session, nu)
        if udloeb := sessioner.udloebet(request.session, nu):
            log.record("opsporing.logget_ud", by=request.user, nu=nu, formaal=udloeb.value)
            logout(request)
            return til_login(request, sessioner.BESKEDER[udloeb])
        sessioner.set_nu(request.session, nu)
        return self.get_response(request)


class AnsaettelseMiddleware:
    """Give the signed-in user her employments and the one she acts under (one query).

    The choice stands in the session; when it has ended she falls back to her first current one. Somebody with no
    current employment may sign out and change her password, and meets a page that says why she sees nothing else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            alle = list(Ansaettelse.objects.for_bruger(user, tid.nu()))
            valgt = request.session.get(VALGT)
            user.ansaettelser_nu = alle
            user.vaelg(next((a for a in alle if a.pk == valgt), alle[0] if alle else None))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Stop people without a current employment before any page of the product."""
        if not request.user.is_authenticated or request.user.ansaettelse or not getattr(view, "login_required", True):
            return None
        if getattr(view, "uden_ansaettelse", False):
            return None
        return render(request, "adgang/ingen_ansaettelse.html", status=403)


class MfaKravMiddleware:
    """Lead somebody whose role demands a second factor to set one up before anything else.

    Whoever has one is asked for it by allauth when she signs in. In the demo nobody has a telephone at hand, so
    sessions begun with one click are exempt; that mark exists in demo mode only.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        """Stop before any page but the ones that set up the factor or sign out."""
        user = request.user
        if not user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if getattr(view, "foer_totrin", False):
            return None
        if settings.DEMO and request.session.get(sessioner.ETKLIK):
            return None
        if not totrin.kraeves_af(user, tid.nu()) or totrin.har_andet_trin(user):
            return None
        if _er_del_af_side(request):
            return JsonResponse({"fejl": "Din rolle kræver et ekstra trin ved login."}, status=403)
        return redirect("totrin_kraeves")
