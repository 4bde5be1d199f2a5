"""The pages everybody begins from: today and the stue."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.frister.kalender import arbejdsdage_mellem
from opsporing.frister.visning import nyt
from opsporing.models import Enhed
from opsporing.overblik import opgaver, stuen


def i_dag(request: Request) -> HttpResponse:
    """What I am to do now, from every deadline that is mine, most urgent first."""
    nu = tid.nu()
    dag = opgaver.dagens(request.user, nu)
    runde = opgaver.rundestand(request.user)
    nyheder = nyt(request.user, nu)
    vist = sorted({*dag.boern, *nyheder.boern})
    if vist:
        log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=vist)
    return render(
        request,
        "overblik/i_dag.html",
        {
            "dag": dag,
            "runde": runde,
            "arbejdsdage": arbejdsdage_mellem(tid.dato(nu), runde.lukker) if runde else None,
            "nyt": nyheder,
        },
    )


@kraever(Permission.STUE_SE)
def stue(request: Request) -> HttpResponse:
    """The stue of the person, or the first one she leads."""
    enheder = stuen.mine_enheder(request.user)
    if not enheder:
        return render(request, "overblik/stue_ingen.html")
    return redirect("stue_vis", enheder[0].pk)


@kraever(Permission.STUE_SE)
def stue_vis(request: Request, enhed: int) -> HttpResponse:
    """The children of a stue and how far each vurdering is; positions are never shown here."""
    nu = tid.nu()
    enheder = stuen.mine_enheder(request.user)
    valgt = get_object_or_404(Enhed.objects.filter(pk__in=[e.pk for e in enheder]), pk=enhed)
    oversigt = stuen.oversigt(valgt, request.user, nu)
    log.record("trivsel.stue_set", by=request.user, nu=nu, boern=[r.barn for r in oversigt.raekker], objekt=valgt)
    return render(
        request,
        "overblik/stue.html",
        {
            "enhed": valgt,
            "enheder": enheder,
            "oversigt": oversigt,
            "arbejdsdage": arbejdsdage_mellem(tid.dato(nu), oversigt.runde.lukker) if oversigt.runde else None,
        },
    )
