"""The child's page, and two of its vurderinger beside each other."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.alder import KORRIGERES_INDTIL_MAANEDER
from opsporing.models import Barn
from opsporing.overblik import barn as barnet
from opsporing.overblik import sammenligning
from opsporing.overblik.barneside import barneside
from underretning.overblik import sendte_om


@kraever(Permission.BARN_SE)
@require_safe
def barn(request: Request, pk: int) -> HttpResponse:
    """Everything the own journal unit knows and owes about one child. Access to one matter alone does not open it."""
    nu = tid.nu()
    fundet = get_object_or_404(barnet.med_foraeldre(Barn.objects.for_user(request.user, nu)), pk=pk)
    materiale = barnet.laes(fundet, request.user, nu)
    alt = "alt" in request.GET
    log.record("opsporing.barn_set", by=request.user, nu=nu, barn=fundet)
    return render(
        request,
        "overblik/barn.html",
        {
            "barn": fundet,
            "foraeldre": materiale.foraeldre,
            "steder": materiale.steder,
            "journalenhed": materiale.journalenhed,
            "side": barneside(materiale, alt=alt),
            "alt": alt,
            "kan_vise_cpr": bool(fundet.cpr) and har(request.user, Permission.BARN_CPR_VIS),
            "kan_underrette": har(request.user, Permission.UNDERRETNING_SKRIV),
            "kan_spoerge": har(request.user, Permission.SPARRING_SPOERG) and bool(materiale.steder),
            "kan_paa_moede": har(request.user, Permission.MOEDE_SE) and bool(materiale.steder),
            "underretninger_sendt": sendte_om(request.user, fundet),
            "kan_se_stue": har(request.user, Permission.STUE_SE),
            "kan_overgang": har(request.user, Permission.OVERGANG_SKRIV) and bool(materiale.steder),
            "plejen": har(request.user, Permission.ADBB_SE),
            "alder": fundet.alder(materiale.i_dag),
            "kan_svangerskab": har(request.user, Permission.BARN_SVANGERSKAB)
            and (fundet.alder_mdr(materiale.i_dag) or 0) < KORRIGERES_INDTIL_MAANEDER,
        },
    )


@kraever(Permission.VURDERING_LAES)
@require_safe
def barn_sammenlign(request: Request, pk: int) -> HttpResponse:
    """Two concluded vurderinger tegn by tegn; the newest two unless `foer` and `efter` choose others."""
    nu = tid.nu()
    fundet = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=pk)
    valgt = sammenligning.vaelg(fundet, request.user, nu, request.GET.get("foer"), request.GET.get("efter"))
    log.record(
        "opsporing.barn_sammenlignet",
        by=request.user,
        nu=nu,
        barn=fundet,
        anledning=valgt.efter.anledning_id if valgt.efter else None,
        objekt=valgt.foer,
    )
    return render(
        request,
        "overblik/barn_sammenlign.html",
        {"barn": fundet, "valgt": valgt, "side": sammenligning.byg(valgt, request.user.profil)},
    )
