"""The unfinished words of the one who assesses or decides, saved as she writes."""

import json

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import klokken
from opsporing.tid import DANMARK
from underretning.actions.udkast import gem_udkast
from underretning.models import Udkastform
from underretning.views.hent import hent_modtaget


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def udkast(request: Request, pk: int) -> HttpResponse:
    """Keep what stands in one of the forms of the page."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        data = None
    if (
        not isinstance(data, dict)
        or data.get("form") not in Udkastform.values
        or not isinstance(data.get("felter"), dict)
    ):
        return JsonResponse({"fejl": "Udkastet kunne ikke læses."}, status=400)
    gem_udkast(modtaget=en, form=Udkastform(data["form"]), felter=data["felter"], by=request.user, nu=nu)
    return JsonResponse({"gemt": klokken(nu.astimezone(DANMARK))})
