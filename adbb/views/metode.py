"""Keeping the method alive: how the group scores, who is certified, and the log of supervision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from adbb import permissions, personale, talside
from adbb.actions import supervision as actions
from adbb.faner import faner
from adbb.forms import SupervisionForm
from adbb.models import Supervision, Supervisionsdeltager
from adbb.rules import tal as regler
from adbb.rules.certifikat import sidste, status
from adbb.rules.vinduer import BOELGER
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.administration.forms import CertificeringForm
from opsporing.models.sql import DanskSortering
from opsporing.organisation.actions import certificer as giv_certifikat
from opsporing.tid import dato

PR_SIDE = 25


@kraever(Permission.ADBB_METODE)
@require_GET
def tal(request: Request) -> HttpResponse:
    """How sums and items are distributed, each certified colleague beside the group. No child is named."""
    nu = tid.nu()
    i_dag = dato(nu)
    perioder = regler.perioder(i_dag)
    valg = talside.vaelg(perioder, request.GET.dict())
    log.record("adbb.tal_set", by=request.user, nu=nu)
    return render(
        request,
        "adbb/tal.html",
        {
            "faner": faner(request),
            "perioder": perioder,
            "boelger": [navn for navn, _, _ in BOELGER],
            "valg": valg,
            "side": talside.byg(request.user, valg, nu, i_dag),
            "mindst": regler.MINDST,
            "ophav": permissions.OPHAV,
        },
    )


@kraever(Permission.ADBB_METODE)
@require_GET
def certifikater(request: Request) -> HttpResponse:
    """Everybody's certificate, those who lack one first."""
    nu = tid.nu()
    alle = personale.certifikater(request.user, nu, dato(nu))
    log.record("adbb.certifikater_set", by=request.user, nu=nu)
    return render(
        request,
        "adbb/certifikater.html",
        {"faner": faner(request), "alle": alle, "mangler": [c.user.navn for c in alle if c.mangler]},
    )


@kraever(Permission.ADBB_METODE)
@require_http_methods(["GET", "POST"])
def certificer(request: Request, pk: int) -> HttpResponse:
    """Register a colleague's certificate."""
    nu = tid.nu()
    kollega = get_object_or_404(personale.ansatte(request.user, nu), pk=pk)
    if kollega.pk == request.user.pk:
        raise Denied("Du kan ikke give dig selv et certifikat. Bed en administrator om at registrere det.")
    form = CertificeringForm(request.POST or None, user=kollega, nu=nu, metode=permissions.METODE)
    if request.method == "POST" and form.is_valid():
        giv_certifikat(user=kollega, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, f"{kollega.navn}: certifikatet er registreret.")
        return redirect("adbb:certifikater")
    return render(
        request,
        "adbb/certificer.html",
        {"kollega": kollega, "form": form, "har": kollega.certificeringer.filter(metode=permissions.METODE)},
        status=422 if form.errors else 200,
    )


@kraever(Permission.ADBB_SE)
@require_GET
def mit(request: Request) -> HttpResponse:
    """One's own certificate and supervision."""
    user, i_dag = request.user, dato(tid.nu())
    beviser = list(user.certificeringer.filter(metode=permissions.METODE).order_by("-udstedt_den", "-pk"))
    mine = Supervision.objects.filter(deltagere__user=user).order_by("-den", "-pk")
    return render(
        request,
        "adbb/mit.html",
        {
            "faner": faner(request),
            "certifikat": sidste(beviser, i_dag),
            "status": status(beviser, i_dag).value,
            "beviser": beviser,
            "side": Paginator(mine, PR_SIDE).get_page(request.GET.get("side")),
        },
    )


@kraever(Permission.ADBB_METODE)
@require_GET
def supervision(request: Request) -> HttpResponse:
    """The log of supervision, the newest first, and how long ago each of the staff had some."""
    nu = tid.nu()
    deltagere = Supervisionsdeltager.objects.select_related("user").order_by(DanskSortering("user__navn"))
    fundet = (
        Supervision.objects.filter(enhed_id=personale.sundhedsplejen(request.user))
        .prefetch_related(Prefetch("deltagere", deltagere))
        .order_by("-den", "-pk")
    )
    log.record("adbb.supervision_set", by=request.user, nu=nu)
    return render(
        request,
        "adbb/supervision.html",
        {
            "faner": faner(request),
            "side": Paginator(fundet, PR_SIDE).get_page(request.GET.get("side")),
            "kolleger": personale.med_seneste_supervision(request.user, nu),
        },
    )


@kraever(Permission.ADBB_METODE)
@require_http_methods(["GET", "POST"])
def supervision_ny(request: Request) -> HttpResponse:
    """Note an hour of supervision."""
    nu = tid.nu()
    form = SupervisionForm(
        request.POST or None,
        kolleger=personale.ansatte(request.user, nu),
        i_dag=dato(nu),
        initial={"den": dato(nu)},
    )
    if request.method == "POST" and form.is_valid():
        actions.opret_supervision(enhed=request.user.ansat.enhed, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, "Supervisionen er skrevet ind.")
        return redirect("adbb:supervision")
    return render(request, "adbb/supervision_ny.html", {"form": form}, status=422 if form.errors else 200)
