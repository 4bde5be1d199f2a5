"""The person's own account: staying, changing unit, signing out everywhere, and what she signs in with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal import flows
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang import sessioner, totrin
from opsporing.adgang.middleware import VALGT, foer_totrin, uden_ansaettelse
from opsporing.adgang.request import Request
from opsporing.models import Ansaettelse
from opsporing.organisation import actions


@require_POST
@uden_ansaettelse
@foer_totrin
def session_hold(request: Request) -> HttpResponse:
    """Stay signed in: notes that the person is here, and answers with the seconds left (session.js)."""
    nu = tid.nu()
    sessioner.set_nu(request.session, nu, straks=True)
    return JsonResponse(sessioner.rest(request.session, nu))


@require_POST
@foer_totrin
def skift_enhed(request: Request) -> HttpResponse:
    """Act for another of one's own current employments from now on."""
    nu = tid.nu()
    valgt = request.POST.get("ansaettelse", "")
    if not valgt:
        return redirect(settings.LOGIN_REDIRECT_URL)
    egne = Ansaettelse.objects.for_bruger(request.user, nu)
    ansaettelse = get_object_or_404(egne, pk=valgt if valgt.isdecimal() else None)
    request.session[VALGT] = ansaettelse.pk
    request.user.vaelg(ansaettelse)
    log.record("opsporing.enhed_skiftet", by=request.user, nu=nu, objekt=ansaettelse)
    messages.success(request, f"Du handler nu for {ansaettelse.enhed} som {ansaettelse.get_rolle_display()}.")
    return redirect(_sikker(request, request.POST.get("next", "")))


def _sikker(request: Request, url: str) -> str:
    """The address if it is ours, else the front page: a page of the former unit may not exist for the new one."""
    tilladt = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if url and tilladt else settings.LOGIN_REDIRECT_URL


@require_POST
@uden_ansaettelse
@foer_totrin
def log_ud_overalt(request: Request) -> HttpResponse:
    """End every session of the person, on this machine and all others."""
    actions.log_ud_overalt(user=request.user, by=request.user, nu=tid.nu())
    flows.logout.logout(request, show_message=False)
    messages.success(request, "Du er logget ud alle steder.")
    return redirect(settings.LOGIN_URL)


@require_GET
@uden_ansaettelse
def konto(request: Request) -> HttpResponse:
    """One's own account: who one is here, what one may do, and how one signs in."""
    user, nu = request.user, tid.nu()
    ansaettelser = user.ansaettelser.select_related("enhed__foraelder").order_by("-fra", "id")
    return render(
        request,
        "adgang/konto.html",
        {
            "ansaettelser": [(a, a.fra <= nu and (a.til is None or a.til > nu)) for a in ansaettelser],
            "certificeringer": user.certificeringer.order_by("metode", "-udstedt_den"),
            "totrin_kraeves": totrin.kraeves_af(user, nu),
            **_login_med(user),
        },
    )


def _login_med(user: Any) -> dict[str, Any]:
    """What the person can sign in with besides the password."""
    alle = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    koder = next((a for a in alle if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "app": next((a for a in alle if a.type == Authenticator.Type.TOTP), None),
        "noegler": [a for a in alle if a.type == Authenticator.Type.WEBAUTHN],
        "noedkoder": koder,
        "noedkoder_tilbage": len(koder.wrap().get_unused_codes()) if koder else 0,
    }


@require_http_methods(["GET", "HEAD"])
@uden_ansaettelse
@foer_totrin
def totrin_kraeves(request: Request) -> HttpResponse:
    """Why a second factor is needed, and the two ways to get one."""
    if totrin.har_andet_trin(request.user) or not totrin.kraeves_af(request.user, tid.nu()):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "adgang/totrin_kraeves.html")


def kun_egen_noegle(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Guard a page about a passkey: somebody else's is not found, also before the password is asked for again."""

    @wraps(view)
    def inner(request: Request, pk: int) -> HttpResponseBase:
        get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk)
        return view(request, pk=pk)

    return inner


def kun_med(*typer: Authenticator.Type) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Lead somebody without a factor of these types to the account, where one is added, instead of saying 404."""

    def beskyt(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def inner(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not Authenticator.objects.filter(user=request.user, type__in=typer).exists():
                return redirect("konto")
            return view(request, *args, **kwargs)

        return inner

    return beskyt


@uden_ansaettelse
@foer_totrin
def til_konto(request: Request) -> HttpResponse:
    """Where allauth ends a change of factors: the account, or the front page for somebody who had to set one up."""
    return redirect("konto")
