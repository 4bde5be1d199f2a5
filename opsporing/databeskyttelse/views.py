"""The log for the one who looks after data protection: searching it, a child's print, and who changed a record."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opsporing import dansk, log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.databeskyttelse import historik as historikken
from opsporing.databeskyttelse.forms import FindBarnForm, SoegForm, UdskrivForm
from opsporing.databeskyttelse.linjer import som_linjer
from opsporing.databeskyttelse.soegning import DAGE, Soegning, barn_med_cpr, find, mange_afviste
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.log.haendelser import AFVIST
from opsporing.models import Barn, Kommune, Log, Spaerring
from opsporing.print import pdf_svar, render_pdf

PR_SIDE = 50


def min_kommune(request: Request) -> Kommune:
    """The municipality the person acts for; she reaches no other."""
    ansaettelse = request.user.ansaettelse
    if ansaettelse is None:
        raise Http404
    return ansaettelse.enhed.kommune


def _barn(request: Request, pk: int) -> Barn:
    return get_object_or_404(Barn.objects.filter(kommune=min_kommune(request)).select_related("mor"), pk=pk)


@kraever(Permission.LOG_SOEG)
@require_safe
@transaction.atomic
def soeg(request: Request) -> HttpResponse:
    """The log, the latest first. Looking is itself noted, with the children that were shown."""
    kommune = min_kommune(request)
    form = SoegForm(request.GET or None, kommune=kommune)
    soegning = form.soegning() if form.is_valid() else Soegning()
    barn = _barn(request, soegning.barn) if soegning.barn else None
    linjer, nu = [], tid.nu()
    side = Paginator(Log.objects.none(), PR_SIDE).get_page(1)
    if form.is_valid() or not form.is_bound:
        side = Paginator(find(kommune, soegning), PR_SIDE).get_page(request.GET.get("side"))
        poster = list(side.object_list)
        linjer = som_linjer(poster, kommune)
        log.record(
            "opsporing.log_soegt",
            by=request.user,
            nu=nu,
            boern=_viste_boern(poster, soegning),
            felter=soegning.brugt,
            antal=side.paginator.count,
        )
    return render(
        request,
        "databeskyttelse/log.html",
        {
            "form": form,
            "side": side,
            "linjer": linjer,
            "barn": barn,
            "anledning": soegning.anledning,
            "mange": mange_afviste(kommune, nu) if soegning in (Soegning(), Soegning(haendelse=AFVIST)) else [],
            "mange_dage": DAGE,
            "afvist": AFVIST,
            "find_form": FindBarnForm(),
        },
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def _viste_boern(poster: list[Log], soegning: Soegning) -> list[str]:
    """The children named on the page, and the one the search was about, who may be among those a line only counts."""
    viste = {barn for post in poster for barn in post.boern[:3]}
    if soegning.barn:
        viste.add(str(soegning.barn))
    return sorted(viste, key=int)


@kraever(Permission.LOG_SOEG)
@require_POST
@transaction.atomic
def find_barn(request: Request) -> HttpResponse:
    """From a CPR number, which stays out of every address, to the child's log."""
    form = FindBarnForm(request.POST)
    if form.is_valid():
        barn = barn_med_cpr(min_kommune(request), form.cleaned_data["cpr"])
        if barn is not None:
            return redirect(f"{reverse('log')}?barn={barn.pk}")
        form.add_error("cpr", "Kommunen har intet barn med det nummer.")
    return render(request, "databeskyttelse/log_find_barn.html", {"find_form": form}, status=422)


@kraever(Permission.LOG_UDSKRIV)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def udskriv(request: Request, barn: int) -> HttpResponse:
    """The child's log as a letter to its parents: dates, purposes, unit and role, and no names of employees."""
    nu, kommune, barnet = tid.nu(), min_kommune(request), _barn(request, barn)
    form = UdskrivForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fundet = udskrift(kommune, barnet, form.cleaned_data["fra"], form.cleaned_data["til"])
        log.record("opsporing.log_udskrevet", by=request.user, nu=nu, barn=barnet, antal=fundet.antal)
        pdf = render_pdf(
            "databeskyttelse/print/log.html",
            {"kommune": kommune, "barn": barnet, "udskrift": fundet, "dato": tid.dato(nu)} | form.cleaned_data,
            titel=f"Opslag i oplysninger om {barnet.kaldenavn}",
        )
        return pdf_svar(pdf, f"opslag-{tid.dato(nu)}.pdf")
    fundet = udskrift(kommune, barnet, None, None)
    log.record("opsporing.log_soegt", by=request.user, nu=nu, barn=barnet, felter=["barn"], antal=fundet.antal)
    return render(
        request,
        "databeskyttelse/log_udskriv.html",
        {
            "barn": barnet,
            "form": form,
            "udskrift": fundet,
            "antal": dansk.antal(fundet.antal, "opslag", "opslag"),
            "spaerret": Spaerring.objects.filter(anledning__barn=barnet, ophaevet_at=None).exists(),
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.LOG_SOEG)
@require_safe
@transaction.atomic
def historik(request: Request, model: str, pk: int) -> HttpResponse:
    """Who changed one record, when, and which fields; not what stood in them."""
    try:
        slags = historikken.model_for(model)
        aendringer, barn = historikken.aendringer(slags, pk, min_kommune(request))
    except historikken.IkkeFundet as fejl:
        raise Http404 from fejl
    log.record("opsporing.historik_set", by=request.user, nu=tid.nu(), barn=barn, objekt=slags(pk=pk))
    return render(
        request,
        "databeskyttelse/historik.html",
        {"hvad": dansk.stort(str(slags._meta.verbose_name)), "pk": pk, "aendringer": aendringer},
    )
