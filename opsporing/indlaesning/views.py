"""The administrator hands files in, sees what they would do, answers questions, and says yes or no."""

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.adgang.roller import Rolle
from opsporing.celery import nudge
from opsporing.indlaesning import actions
from opsporing.indlaesning.forms import IndlaesningForm
from opsporing.indlaesning.kolonner import KOLONNER, Art, eksempel
from opsporing.indlaesning.laes import IKKE_FRA_FIL
from opsporing.indlaesning.plan import stille
from opsporing.indlaesning.tasks import ARBEJD
from opsporing.models import Indlaesning, Indlaesningsart, Indlaesningsstatus

#: Bytes. A file up to this size is done while the page waits, some hundred lines; a larger one by a worker.
STRAKS = 60_000
PR_SIDE = 50
SPOERGSMAAL_PR_SIDE = 20

#: How often a page that waits asks how far it is, before it leaves it to the reader.
SPOERGER = 150

#: The tabs of a tried file: key in `Indlaesning.resultat` and what the tab says.
FANER = {
    "fejl": "Fejl",
    "spoergsmaal": "Spørgsmål",
    "oprettes": "Oprettes",
    "rettes": "Rettes",
    "afsluttes": "Afsluttes",
    "advarsler": "Se efter",
}


def _saet_i_gang(indlaesning: Indlaesning) -> None:
    """Do the work now when it is small; otherwise ask a worker, who also finds it by itself within a minute."""
    if indlaesning.stoerrelse <= STRAKS:
        actions.arbejd(indlaesning_id=indlaesning.pk, nu=tid.nu(), maaler=lambda pk: nullcontext(stille))
    else:
        nudge(ARBEJD)


def _min(request: Request, pk: int) -> Indlaesning:
    return get_object_or_404(Indlaesning.objects.for_user(request.user).uden_indhold(), pk=pk)


@kraever(Permission.INDLAES)
@require_GET
def indlaesninger(request: Request) -> HttpResponse:
    """The municipality's files, the newest first."""
    egne = (
        Indlaesning.objects.for_user(request.user)
        .uden_indhold()
        .select_related("oprettet_by")
        .order_by("-oprettet_at", "-pk")
    )
    side = Paginator(egne, PR_SIDE).get_page(request.GET.get("side"))
    return render(request, "indlaesning/liste.html", {"side": side, "dage": actions.KASSERES_EFTER_DAGE})


@kraever(Permission.INDLAES)
@require_http_methods(["GET", "POST"])
def indlaesning_ny(request: Request) -> HttpResponse:
    """Hand a file in; it is tried at once."""
    form = IndlaesningForm(request.POST or None, request.FILES or None, i_dag=tid.i_dag())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        indlaesning = actions.opret(
            kommune=request.user.ansat.enhed.kommune,
            art=data["art"],
            filnavn=data["fil"].name or "fil.csv",
            data=data["fil"].read(),
            fuld_liste=data["fuld_liste"],
            ophoer_den=data["ophoer_den"],
            nul_foran=data["nul_foran"],
            by=request.user,
            nu=tid.nu(),
        )
        _saet_i_gang(indlaesning)
        return redirect("indlaesning", indlaesning.pk)
    status = 422 if form.is_bound else 200
    return render(request, "indlaesning/ny.html", {"form": form}, status=status)


@kraever(Permission.INDLAES)
@require_GET
def indlaesning(request: Request, pk: int) -> HttpResponse:
    """What a file would do or has done, and what to do about it now."""
    fundet = get_object_or_404(
        Indlaesning.objects.for_user(request.user).defer("indhold").select_related("oprettet_by", "udfoert_by"), pk=pk
    )
    resultat = fundet.resultat or {}
    if fundet.status == Indlaesningsstatus.FEJLET:
        # They can only be answered for a file without faults; it asks again then.
        resultat = {**resultat, "spoergsmaal": []}
    valgt = request.GET.get("vis", "")
    if not resultat.get(valgt):
        valgt = next((noegle for noegle in FANER if resultat.get(noegle)), "")
    pr_side = SPOERGSMAAL_PR_SIDE if valgt == "spoergsmaal" else PR_SIDE
    side = Paginator(resultat.get(valgt, []), pr_side).get_page(request.GET.get("side"))
    if fundet.art == Indlaesningsart.BOERN and side.object_list:
        _noter(request, fundet, valgt, list(side.object_list))
    faner = [
        {"label": label, "url": f"?vis={noegle}", "antal": len(resultat[noegle]), "aktuel": noegle == valgt}
        for noegle, label in FANER.items()
        if resultat.get(noegle)
    ]
    kontekst = {
        "indlaesning": fundet,
        "status": Indlaesningsstatus,
        "faner": faner,
        "valgt": valgt,
        "side": side,
        "bemaerkninger": resultat.get("bemaerkninger", []),
        "tal": fundet.sammendrag,
        **_spoerg_igen(0),
        "uden_aendringer": not any(fundet.sammendrag.get(n) for n in ("oprettes", "rettes", "afsluttes")),
    }
    return render(request, "indlaesning/vis.html", kontekst)


def _noter(request: Request, fundet: Indlaesning, valgt: str, raekker: list[dict[str, Any]]) -> None:
    """Log the known children this page of the list names."""
    if valgt == "spoergsmaal":
        boern = {k["hvem"] for s in raekker for k in s["kandidater"]}
    else:
        boern = {r.get("hvem") for r in raekker}
    boern.discard(None)
    if boern:
        nu = tid.nu()
        log.record("opsporing.indlaesning_set", by=request.user, nu=nu, boern=sorted(boern), objekt=fundet)


@kraever(Permission.INDLAES)
@require_GET
def indlaesning_fremdrift(request: Request, pk: int) -> HttpResponse:
    """How far it is, for the page that waits; when it is done the page is fetched again."""
    fundet = _min(request, pk)
    if not fundet.arbejder:
        svar = HttpResponse(status=204)
        svar.headers["HX-Redirect"] = reverse("indlaesning", args=[pk])
        return svar
    gang = request.GET.get("gang", "")
    spurgt = min(int(gang), SPOERGER) if gang.isascii() and gang.isdigit() else 0
    return render(request, "indlaesning/_fremdrift.html", {"indlaesning": fundet, **_spoerg_igen(spurgt + 1)})


def _spoerg_igen(gang: int) -> dict[str, int]:
    """When the page asks next. It gives up after some ten minutes: asking counts as being here, and a page somebody has
    left must not keep her signed in.
    """
    return {"gang": gang, "vent": 1 if gang < 30 else 5} if gang < SPOERGER else {}


@kraever(Permission.INDLAES)
@require_POST
def indlaesning_svar(request: Request, pk: int) -> HttpResponse:
    """Save who is the same child, and try the file again with it."""
    fundet = _min(request, pk)
    svar = {navn.removeprefix("svar_"): str(v) for navn, v in request.POST.items() if navn.startswith("svar_")}
    try:
        actions.svar(indlaesning=fundet, svar=svar, by=request.user, nu=tid.nu())
    except Denied as afslag:
        messages.error(request, str(afslag))
    else:
        _saet_i_gang(fundet)
    return redirect("indlaesning", pk)


@kraever(Permission.INDLAES)
@require_POST
def indlaesning_udfoer(request: Request, pk: int) -> HttpResponse:
    """Carry out exactly the plan that was shown."""
    fundet = _min(request, pk)
    try:
        actions.udfoer(indlaesning=fundet, aftryk=request.POST.get("aftryk", ""), by=request.user, nu=tid.nu())
    except Denied as afslag:
        messages.error(request, str(afslag))
    else:
        _saet_i_gang(fundet)
    return redirect("indlaesning", pk)


@kraever(Permission.INDLAES)
@require_POST
def indlaesning_kasser(request: Request, pk: int) -> HttpResponse:
    """Throw the file and all that was read from it away."""
    fundet = _min(request, pk)
    try:
        actions.kasser(indlaesning=fundet, by=request.user, nu=tid.nu())
    except Denied as afslag:
        messages.error(request, str(afslag))
        return redirect("indlaesning", pk)
    messages.success(request, "Filen er kasseret. Intet af den er gemt.")
    return redirect("indlaesninger")


@kraever(Permission.INDLAES)
@require_GET
def indlaesning_kolonner(request: Request) -> HttpResponse:
    """What the columns of a file are called and hold."""
    arter = [(Indlaesningsart(art.value), KOLONNER[art]) for art in Art]
    roller = [r.label for r in Rolle if r.value not in IKKE_FRA_FIL]
    return render(request, "indlaesning/kolonner.html", {"arter": arter, "roller": roller})


@kraever(Permission.INDLAES)
@require_GET
def indlaesning_eksempel(request: Request, art: str) -> HttpResponse:
    """A file with the headings and one invented line."""
    svar = HttpResponse(eksempel(Art(art)).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = f'attachment; filename="{art}.csv"'
    return svar
