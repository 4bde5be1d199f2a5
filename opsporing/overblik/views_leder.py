"""The leader's page, and the lists behind its numbers."""

from collections.abc import Sequence
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.frister.kalender import arbejdsdage_mellem
from opsporing.frister.typer import fristtyper
from opsporing.models import Barn, Enhed
from opsporing.models.sql import DanskSortering
from opsporing.overblik import lederen, lederens_boern, lederens_lister, lederord, lederside
from opsporing.sidedeling import Sidedeling

PR_SIDE = 50


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder(request: Request) -> HttpResponse:
    """One sentence, four numbers that lead to their lists, the round per stue, whom to follow, and six rounds."""
    nu = tid.nu()
    i_dag = tid.dato(nu)
    o = lederen.overblik(request.user, nu)
    enhed = lederens_boern.enheden(request.user)
    profil = request.user.profil
    runder = lederord.til_eftertanke(o.runder)
    log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=list(o.boern), formaal="leder")
    return render(
        request,
        "overblik/leder.html",
        {
            "enhed": enhed,
            "o": o,
            "saetning": lederord.saetning(o, i_dag),
            "tal": lederside.tal(o),
            "arbejdsdage": arbejdsdage_mellem(i_dag, o.daekning.lukker[-1]) if o.daekning else None,
            "naeste_runde": None if o.daekning else lederen.naeste_runde(enhed, i_dag),
            "foelg": lederside.foelg(o),
            "graf": lederside.graf(o.runder, profil),
            "spoergsmaal": lederord.til_personalemoedet(runder),
            "runde": runder[-1] if runder else None,
            "har_arkiv": har(request.user, Permission.ARKIV_AABN),
        },
    )


# ---- the lists ----------------------------------------------------------------------------------------------------


def _log_liste(request: Request, nu: datetime, boern: Sequence[Barn | None]) -> None:
    log.record(
        "opsporing.boern_vist",
        by=request.user,
        nu=nu,
        boern=list(dict.fromkeys(b.pk for b in boern if b is not None)),
        formaal="leder",
    )


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder_forsinket(request: Request) -> HttpResponse:
    """Every late deadline of the unit, and who waits for whom."""
    nu = tid.nu()
    slags = request.GET.get("slags", "")
    slags = slags if slags in fristtyper() else ""
    side = Sidedeling(lederens_lister.forsinkede(request.user, nu, slags), PR_SIDE).get_page(request.GET.get("side"))
    linjer = lederens_lister.sene(side.object_list, request.user, nu)
    _log_liste(request, nu, [linje.barn for linje in linjer])
    return render(
        request,
        "overblik/leder_forsinket.html",
        {"side": side, "linjer": linjer, "slags": lederside.ORD.get(slags, ("", ""))[1]},
    )


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder_faldende(request: Request) -> HttpResponse:
    """Children whose trend falls, with the three positions it is seen from."""
    nu = tid.nu()
    linjer = lederens_boern.faldende(request.user, nu)
    _log_liste(request, nu, [linje.barn for linje in linjer])
    return render(request, "overblik/leder_faldende.html", {"linjer": linjer})


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder_aftaler(request: Request) -> HttpResponse:
    """Children whose newest position calls for an agreement, those without one first."""
    nu = tid.nu()
    linjer = lederens_boern.med_behov(request.user, nu)
    side = Paginator(linjer, PR_SIDE).get_page(request.GET.get("side"))
    _log_liste(request, nu, [linje.barn for linje in side.object_list])
    mangler = sum(not linje.aftaler for linje in linjer)
    indhold = {"side": side, "linjer": side.object_list, "mangler": mangler}
    return render(request, "overblik/leder_aftaler.html", indhold)


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder_daekning(request: Request) -> HttpResponse:
    """The children of the open rounds: how far each is, and whose turn it is."""
    nu = tid.nu()
    enhed = lederens_boern.enheden(request.user)
    vis = request.GET.get("vis", "mangler")
    vis = vis if vis in lederens_lister.VISNINGER else "mangler"
    stuer = list(Enhed.objects.undertrae(enhed).daglige().order_by(DanskSortering("navn"), "pk"))
    valgt = next((s for s in stuer if str(s.pk) == request.GET.get("stue")), None)
    stue = valgt.pk if valgt else None
    aabne = lederens_lister.i_aabne(request.user, nu, stue)
    antal = lederens_lister.antal_pr_visning(aabne)
    # The tabs have counted already, so the list is not counted once more.
    sider = Paginator(lederens_lister.i_runden(aabne, vis), PR_SIDE)
    sider.count = antal[vis]
    side = sider.get_page(request.GET.get("side"))
    linjer = lederens_lister.rundelinjer(side.object_list)
    _log_liste(request, nu, [linje.vurdering.barn for linje in linjer])
    hale = f"&stue={stue}" if stue else ""
    return render(
        request,
        "overblik/leder_daekning.html",
        {
            "side": side,
            "linjer": linjer,
            "stuer": stuer,
            "valgt": valgt,
            "vis": vis,
            "faner": [
                {"label": ord_, "url": f"?vis={kode}{hale}", "antal": antal[kode], "aktuel": kode == vis}
                for kode, ord_ in lederens_lister.VISNINGER.items()
            ],
        },
    )
