"""Signing in with one click as one of the demo's invented people. Only in demo mode; elsewhere the address is 404.

The list is read from the database. Those people who show a role best are named here and come first, each with what she
can be used to try; everybody else is folded away below, grouped by place.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from opsporing import tid
from opsporing.adgang import sessioner
from opsporing.models import Ansaettelse, User
from opsporing.navne import dansk_sortering

#: Headings (None: the place where the first person works) and user names with what the person shows.
GRUPPER: tuple[tuple[str | None, dict[str, str]], ...] = (
    (
        None,
        {
            "paedagog": "Vurder stuens børn i runden",
            "paedagog2": "Kollegaen på stuen: den anden vurdering og den fælles",
            "leder": "Hele huset: hvad mangler, og hvad siger tallene",
        },
    ),
    (
        "Andre steder for børn",
        {
            "dagplejer": "Vurder børnene i eget hjem",
            "dagplejekonsulent": "Den anden vurdering hos alle dagplejere",
            "leder2": "Et andet hus, som ikke kan se det første",
        },
    ),
    (
        "Sundhedspleje og rådgivning",
        {
            "sundhedsplejerske": "De små børn i distriktet",
            "sundhedsplejerske2": "Endnu ikke certificeret i ADBB",
            "ledende_sundhedsplejerske": "Alle distrikter",
            "ppr": "Ser kun det, andre beder om hjælp til",
            "raadgiver": "Ser kun det, andre beder om hjælp til",
        },
    ),
    (
        "Myndighed og forvaltning",
        {
            "socialraadgiver": "Underretninger efter uret, og spærringer",
            "myndighedsleder": "Alle underretninger, også dem over tiden, og tal",
            "forvaltning": "Kun tal, ingen børn",
            "administrator": "Enheder, brugere og praksis, ingen børn",
            "databeskyttelse": "Loggen og opbevaring, ingen børn",
            "bakkeby_leder": "En anden kommune i samme installation",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Demoperson:
    """One person on the list: whom to become, and what that shows."""

    username: str
    navn: str
    hvor: str
    proev: str = ""


@dataclass(frozen=True, slots=True)
class Demogruppe:
    """People under one heading."""

    titel: str
    personer: list[Demoperson]


def _kan_vaelges() -> dict[str, Ansaettelse]:
    """The first current employment of everybody who has one, by user name."""
    fundet: dict[str, Ansaettelse] = {}
    alle = (
        Ansaettelse.objects.gaeldende(tid.nu())
        .filter(user__is_active=True)
        .select_related("user", "enhed__journalenhed", "enhed__kommune")
        .order_by("fra", "id")
    )
    for ansaettelse in alle:
        fundet.setdefault(ansaettelse.user.username, ansaettelse)
    return fundet


def _sted(ansaettelse: Ansaettelse) -> str:
    return (ansaettelse.enhed.journalenhed or ansaettelse.enhed).navn


def _person(ansaettelse: Ansaettelse, proev: str = "") -> Demoperson:
    rolle, enhed = ansaettelse.get_rolle_display(), str(ansaettelse.enhed)
    hvor = rolle if rolle == enhed else f"{rolle}, {enhed}"
    return Demoperson(ansaettelse.user.username, ansaettelse.user.navn, hvor, proev)


def demopersoner() -> list[Demogruppe]:
    """The named people in their groups; people the database does not hold are left out."""
    kendte = _kan_vaelges()
    grupper = []
    for titel, valgte in GRUPPER:
        her = [(kendte[navn], proev) for navn, proev in valgte.items() if navn in kendte]
        if her:
            personer = [_person(a, proev) for a, proev in her]
            grupper.append(Demogruppe(titel or _sted(her[0][0]), personer))
    return grupper


def andre_demopersoner() -> list[Demogruppe]:
    """Everybody else, grouped by the place where they work, both in alphabetical order."""
    navngivne = {navn for _, valgte in GRUPPER for navn in valgte}
    steder: dict[str, list[Demoperson]] = {}
    for username, ansaettelse in _kan_vaelges().items():
        if username not in navngivne:
            steder.setdefault(_sted(ansaettelse), []).append(_person(ansaettelse))
    return [Demogruppe(sted, _efter_navn(steder[sted])) for sted in sorted(steder, key=dansk_sortering)]


def _efter_navn(personer: Iterable[Demoperson]) -> list[Demoperson]:
    return sorted(personer, key=lambda p: dansk_sortering(p.navn))


def med_demopersoner(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand the list to the login page, which asks for it only when it is drawn."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if settings.DEMO and hasattr(response, "context_data") and response.context_data is not None:
            response.context_data |= {"demopersoner": demopersoner, "andre_demopersoner": andre_demopersoner}
        return response

    return inner


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Become one of the demo's people."""
    if not settings.DEMO:
        raise Http404
    username = request.POST.get("som", "")
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or username not in _kan_vaelges():
        raise Http404
    adapter = get_adapter(request)
    if request.user.is_authenticated:
        adapter.logout(request)
    adapter.login(request, user)
    request.session[sessioner.ETKLIK] = True
    return redirect(settings.LOGIN_REDIRECT_URL)
