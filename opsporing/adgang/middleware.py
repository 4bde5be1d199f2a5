"""Which employment a request acts under."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opsporing import tid
from opsporing.models import Ansaettelse

VALGT = "ansaettelse"


class AnsaettelseMiddleware:
    """Give the signed-in user her employments and the one she acts under (one query).

    The choice stands in the session; when it has ended she falls back to her first current one. Somebody with no
    current employment may sign out and change her password, and meets a page that says why she sees nothing else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
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
        if view.__module__.startswith(("allauth.", "django.contrib.auth.")):
            return None
        if request.resolver_match and request.resolver_match.url_name in {"log_ud_overalt", "session_hold"}:
            return None
        return render(request, "adgang/ingen_ansaettelse.html", status=403)
