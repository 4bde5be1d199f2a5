"""The district's courses, one course with its flowchart, beginning one out of turn, and not making one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from adbb import handlevej, oversigt, permissions
from adbb.actions import forloeb as actions
from adbb.faner import faner
from adbb.forms import UndladForm
from adbb.models import Teamsag
from adbb.views.hent import hent_forloeb
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.arkiv import kun_arkiv
from opsporing.models import Arena, Barn, Enhed, Handling, Tilknytning
from opsporing.models.sql import DanskSortering
from opsporing.spaerring.actions import er_spaerret
from opsporing.tid import dato

PR_SIDE = 50


@kraever(Permission.ADBB_SE)
@require_GET
def liste(request: Request) -> HttpResponse:
    """The courses of the district, or of all districts, by what they wait for, page by page; `?distrikt=` shows one
    district and `?vis=` one group.
    """
    nu = tid.nu()
    distrikter = _distrikter(request)
    valgt = _distrikt(request, distrikter)
    alle = oversigt.forloeb(request.user, nu, distrikt=valgt.pk if valgt else None)
    antal = oversigt.antal_pr_gruppe(alle)
    vis = request.GET.get("vis", "")
    vis = vis if vis in oversigt.TITLER else ""
    # The groups have been counted already, so the list is not counted once more.
    sider = Paginator(oversigt.listet(alle, vis), PR_SIDE)
    sider.count = antal.get(vis, 0) if vis else sum(antal.values())
    side = sider.get_page(request.GET.get("side"))
    fundet = oversigt.grupper(side.object_list, antal, nu)
    log.record("adbb.liste_set", by=request.user, nu=nu, boern=sorted({r.barn.pk for g in fundet for r in g.raekker}))
    return render(
        request,
        "adbb/liste.html",
        {
            "grupper": fundet,
            "side": side,
            "antal": {kode: (titel, antal.get(kode, 0)) for kode, titel in oversigt.TITLER.items()},
            "kan_vaelge": bool(vis) or sum(antal.values()) > PR_SIDE,
            "vis": vis,
            "valgt": valgt,
            "distrikter": distrikter,
            "flere_distrikter": len(distrikter) > 1 and not valgt,
            "faner": faner(request),
            "hvorfor_ikke": permissions.hvorfor_ikke(request.user, dato(nu))
            if har(request.user, Permission.ADBB_SCOR)
            else "",
            "ophav": permissions.OPHAV,
        },
    )


def _distrikter(request: Request) -> list[Enhed]:
    """The districts the user works in."""
    her = request.user.ansat.enhed
    if her.arena:
        return [her]
    under = Enhed.objects.undertrae(her).daglige().filter(arena=Arena.SUNDHEDSPLEJE)
    return list(under.order_by(DanskSortering("navn"), "pk"))


def _distrikt(request: Request, distrikter: list[Enhed]) -> Enhed | None:
    """The district asked for, if it lies where the user works; else 404."""
    nr = request.GET.get("distrikt", "")
    if not nr:
        return None
    valgt = next((enhed for enhed in distrikter if str(enhed.pk) == nr), None)
    if valgt is None:
        raise Http404
    return valgt


@kraever(Permission.ADBB_SE)
@require_GET
def forloeb(request: Request, pk: int) -> HttpResponse:
    """One course: where the child is, what has been seen, what the parents are to be told, what was agreed."""
    nu = tid.nu()
    et = hent_forloeb(request, pk, nu)
    log.record("adbb.forloeb_set", by=request.user, nu=nu, barn=et.barn, anledning=et.anledning, objekt=et)
    alle = list(et.screeninger.select_related("afsluttet_by", "begyndt_by", "erstatter").order_by("-nr", "-pk"))
    gaeldende = sorted((s for s in alle if s.afsluttet_at and not s.erstattet_at), key=lambda s: s.nr)
    staar = actions.stand_for(et, gaeldende)
    sag = Teamsag.objects.filter(forloeb=et).select_related("skemaversion").first()
    profil = permissions.profil_for_forloeb(et)
    arkiv = kun_arkiv(request.user, et.anledning_id, nu)
    aaben = next((s for s in alle if s.afsluttet_at is None), None)
    return render(
        request,
        "adbb/forloeb.html",
        {
            "forloeb": et,
            "barn": et.barn,
            "alder": et.barn.alder(dato(nu)),
            "trin": handlevej.byg(et, gaeldende, staar, sag, profil),
            "naeste": oversigt.naeste_skridt(et, staar, sag, aaben, request.user, arkiv=arkiv),
            "screeninger": alle,
            "nyeste": gaeldende[-1] if gaeldende else None,
            "aaben": aaben,
            "sag": sag,
            "handlinger": Handling.objects.filter(anledning=et.anledning_id).select_related("ansvarlig"),
            "spaerret": er_spaerret(et.anledning_id),
            "kan_skrive": har(request.user, Permission.ADBB_SCOR) and not arkiv,
            "kan_underrette": har(request.user, Permission.UNDERRETNING_SKRIV) and not arkiv,
            "kan_undlade": aaben is None and sag is None and not et.afsluttet_at and not et.udgaaet_at,
            "ophav": permissions.OPHAV,
        },
    )


@kraever(Permission.ADBB_SCOR)
@require_POST
def ny(request: Request, barn: int) -> HttpResponse:
    """Begin a course outside the visits."""
    nu = tid.nu()
    b = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=barn)
    sted = (
        Tilknytning.objects.aabner_barn(request.user, nu)
        .indskrivninger()
        .filter(barn=b, enhed__arena=Arena.SUNDHEDSPLEJE)
        .select_related("enhed__kommune__profil")
        .first()
    )
    if sted is None:
        raise Denied("Barnet bor ikke i dit distrikt.")
    et = actions.begynd(barn=b, enhed=sted.enhed, by=request.user, nu=nu)
    return redirect("adbb:screening", et.pk)


@kraever(Permission.ADBB_SCOR)
@require_http_methods(["GET", "POST"])
def undlad(request: Request, pk: int) -> HttpResponse:
    """Say why no screening is made at this visit."""
    nu = tid.nu()
    et = hent_forloeb(request, pk, nu)
    permissions.check_can_undlade(request.user, et)
    form = UndladForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.undlad(forloeb=et, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Det er noteret, og fristen er taget væk.")
        return redirect("adbb:forloeb", et.pk)
    log.record("adbb.forloeb_set", by=request.user, nu=nu, barn=et.barn, anledning=et.anledning, objekt=et)
    return render(
        request, "adbb/undlad.html", {"forloeb": et, "barn": et.barn, "form": form}, status=422 if form.errors else 200
    )
