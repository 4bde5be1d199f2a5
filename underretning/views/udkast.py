"""The unfinished words of the one who assesses or decides, saved as she writes."""

import json
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import klokken
from opsporing.tid import DANMARK
from underretning.actions.udkast import gem_udkast
from underretning.models import Udkastform
from underretning.views.hent import hent_modtaget, vurderet_af_kollega


def _laes(request: Request) -> dict[str, Any] | None:
    """What was sent, as `form` and `felter`; None for what cannot be read."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    kan_laeses = (
        isinstance(data, dict) and data.get("form") in Udkastform.values and isinstance(data.get("felter"), dict)
    )
    return data if kan_laeses else None


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def udkast(request: Request, pk: int) -> HttpResponse:
    """Keep what stands in one of the forms of the page; or say that a colleague has been first, while she writes.

    Only who has words of her own is told: to others it is as if it were not there.
    """
    nu = tid.nu()
    data = _laes(request)
    try:
        en = hent_modtaget(request, pk, nu)
    except Http404:
        egne = data is not None and any(str(ord_).strip() for ord_ in data["felter"].values())
        andens = vurderet_af_kollega(request.user, pk, nu) if egne else None
        if andens is None or andens.vurderet_by is None:
            raise
        return JsonResponse({"imens": f"{andens.vurderet_by.navn} har vurderet den imens. Tal sammen."})
    if data is None:
        return JsonResponse({"fejl": "Udkastet kunne ikke læses."}, status=400)
    try:
        gem_udkast(modtaget=en, form=Udkastform(data["form"]), felter=data["felter"], by=request.user, nu=nu)
    except Denied as nej:
        return JsonResponse({"imens": str(nej)})
    return JsonResponse({"gemt": klokken(nu.astimezone(DANMARK))})
