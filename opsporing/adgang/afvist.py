"""A line in the log for what somebody signed in asked for and was not given (ADR 13).

Two kinds: an address her role may never open, and a row that is not hers or not there. The answer is made by others and
is the same as ever; what is not possible just now is no refusal of access, and leaves no line.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch

from opsporing import log, tid
from opsporing.adgang.permissions import RolleDenied
from opsporing.log.haendelser import AFVIST_OPSLAG, AFVIST_ROLLE, barnet_bag

#: The same address asked for again by the same person within this long is counted instead of written.
PAUSE = timedelta(minutes=10)
#: A counted address is written again at these numbers: a script that repeats itself leaves a trace, and no flood.
SKRIVES_VED = frozenset(10**n for n in range(8))
#: Addresses a session remembers; the one that was new longest ago is forgotten first.
HUSKES = 40
HUSKET = "afviste"
_FOERSTE = re.compile(r"<(?:\w+:)?(\w+)>")

#: When it was first asked for within the pause (a timestamp), and how many times since.
Husket = dict[str, list[float]]


def taelles(husket: Husket, noegle: str, nu: datetime) -> tuple[Husket, int]:
    """What is remembered after one more refusal of `noegle`, and which one in a row it is. Looks at nothing else, so
    that what is there and what is not are counted alike.
    """
    foerst, gange = husket.get(noegle, (0.0, 0))
    if nu.timestamp() - foerst >= PAUSE.total_seconds():
        foerst, gange = nu.timestamp(), 0
    gange = int(gange) + 1
    resten = sorted(((n, v) for n, v in husket.items() if n != noegle), key=lambda en: en[1][0])
    return dict([*resten[-(HUSKES - 1) :], (noegle, [foerst, gange])]), gange


def om_hvem(adresse: ResolverMatch, kommune: int, barn: str = "") -> tuple[list[int], Model | None]:
    """The children behind what the address names, and the row itself where it is there in the municipality.

    `barn` is the child that a page is asked for beside its address. One query, whether or not there is such a row.
    """
    foran, _, _ = adresse.route.partition("<")
    bag, noegle = barnet_bag(foran), _FOERSTE.search(adresse.route)
    if bag and noegle:
        label, vej, pk = *bag, adresse.kwargs[noegle[1]]
    elif barn.isascii() and barn.isdecimal() and len(barn) < 19:
        label, vej, pk = "opsporing.barn", "pk", barn
    else:
        return [], None
    model = apps.get_model(label)
    boern = list(model._base_manager.filter(kommune=kommune, pk=int(pk)).values_list(vej, flat=True))
    return sorted({b for b in boern if b}), (model(pk=int(pk)) if boern else None)


class AfvistMiddleware:
    """Writes the line. It sees what a view raises, after the transaction of the view is rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note it; how the refusal is answered is decided elsewhere."""
        adresse = request.resolver_match
        if not isinstance(exception, Http404 | RolleDenied) or adresse is None or not request.user.is_authenticated:
            return
        if request.user.ansaettelse is None or not getattr(adresse.func, "login_required", True):
            return
        nu, barn = tid.nu(), request.GET.get("barn", "")
        noegle = sha256(f"{request.path}?{barn}".encode()).hexdigest()[:16]
        request.session[HUSKET], gange = taelles(request.session.get(HUSKET, {}), noegle, nu)
        if gange not in SKRIVES_VED:
            return
        boern, objekt = om_hvem(adresse, request.user.ansaettelse.kommune_id, barn)
        log.record(
            AFVIST_ROLLE if isinstance(exception, RolleDenied) else AFVIST_OPSLAG,
            by=request.user,
            nu=nu,
            boern=boern,
            objekt=objekt,
            felter=[adresse.view_name],
            antal=gange if gange > 1 else None,
        )
