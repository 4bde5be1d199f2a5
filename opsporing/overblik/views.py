"""The pages everybody begins from: today and the stue."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.frister.kalender import arbejdsdage_mellem
from opsporing.frister.visning import Dagsnyt, dagsnyt
from opsporing.models import Enhed, User
from opsporing.overblik import myndigheden, opgaver, plejen, stuen
from opsporing.overblik.delt import delte_sager
from underretning import efterladt

#: What an empty day says to those who have something else to begin with: permission, words, address, button.
ELLERS = (
    (
        Permission.VURDERING_EGEN,
        "Her står dine opgaver, når noget nærmer sig en frist: vurderinger, samtaler med forældre og aftaler, der skal "
        "følges op.",
        "boern",
        "Find et barn",
    ),
    (
        Permission.LEDER_OVERBLIK,
        "Her står det, du selv skal gøre. Hvor langt alle er, og hvad der er over tiden, står i overblikket.",
        "leder",
        "Se overblikket",
    ),
    (Permission.TAL_SE, "Hvordan det går i runderne, står i kommunens tal.", "tal", "Se tallene"),
    (
        Permission.RUNDE_PLANLAEG,
        "Her står kun det, der har en frist. Runder, enheder, brugere og resten finder du i menuen.",
        "runder",
        "Se runderne",
    ),
    (
        Permission.LOG_SOEG,
        "Her står kun det, der har en frist. Loggen og det, der kan slettes, finder du i menuen.",
        "log",
        "Søg i loggen",
    ),
)


def _tomt(user: User) -> dict[str, str]:
    """The words of a day without tasks, and where the person can go instead."""
    for permission, tekst, url, knap in ELLERS:
        if har(user, permission):
            return {"tekst": tekst, "url": reverse(url), "knap": knap}
    return {"tekst": "Her står det, du bliver bedt om at se på.", "url": "", "knap": ""}


def i_dag(request: Request) -> HttpResponse:
    """What I am to do now, from every deadline that is mine, most urgent first.

    Sundhedsplejen sees the children of the district too, and its leader how many there are in each (`?distrikt=` shows
    her one of them as the health visitor sees it).
    """
    nu = tid.nu()
    dag = opgaver.dagens(request.user, nu)
    nyheder = dagsnyt(request.user, nu)
    if har(request.user, Permission.ADBB_SE):
        return _plejens_dag(request, plejen.uden_besoeg(dag), nyheder, nu)
    if har(request.user, Permission.UNDERRETNING_MODTAG):
        return _myndighedens_dag(request, myndigheden.uden_indbakken(dag), nyheder, nu)
    runde = opgaver.rundestand(request.user)
    delte = delte_sager(request.user, nu)
    _log_vist(request, nu, dag.boern, nyheder.boern, [sag.barn.pk for sag in delte])
    return render(
        request,
        "overblik/i_dag.html",
        {
            "dag": dag,
            "runde": runde,
            "arbejdsdage": arbejdsdage_mellem(tid.dato(nu), runde.lukker) if runde else None,
            "nyt": nyheder,
            "delte": delte,
            "fra_foer": efterladt.egne(request.user, nu).count(),
            "tomt": _tomt(request.user),
        },
    )


def _myndighedens_dag(request: Request, dag: opgaver.Dag, nyheder: Dagsnyt, nu: datetime) -> HttpResponse:
    forrest = myndigheden.forrest(request.user, nu)
    _log_vist(request, nu, dag.boern, nyheder.boern, forrest.boern)
    return render(
        request,
        "overblik/i_dag.html",
        {
            "dag": dag,
            "nyt": nyheder,
            "forrest": forrest,
            "fra_foer": efterladt.egne(request.user, nu).count(),
            "tomt": _tomt(request.user),
        },
    )


def _plejens_dag(request: Request, dag: opgaver.Dag, nyheder: Dagsnyt, nu: datetime) -> HttpResponse:
    stof = plejen.laes(request.user, nu)
    alene = bool(request.user.ansat.enhed.arena)
    enheder = [] if alene else stuen.mine_enheder(request.user)
    valgt = _valgt(request, enheder)
    distrikt = plejen.distrikt(stof, valgt.pk if valgt else None) if alene or valgt else None
    _log_vist(request, nu, dag.boern, nyheder.boern, distrikt.boern if distrikt else [])
    return render(
        request,
        "overblik/i_dag.html",
        {
            "dag": dag,
            "nyt": nyheder,
            "plejen": True,
            "fra_foer": efterladt.egne(request.user, nu).count(),
            "distrikt": distrikt,
            "valgt": valgt,
            "distrikter": plejen.pr_distrikt(stof, enheder),
            "tomt": _tomt(request.user),
        },
    )


def _valgt(request: Request, enheder: list[Enhed]) -> Enhed | None:
    """The district the leader asks to see; one that is not hers is not there."""
    nr = request.GET.get("distrikt")
    if not nr or not enheder:
        return None
    valgt = next((enhed for enhed in enheder if str(enhed.pk) == nr), None)
    if valgt is None:
        raise Http404
    return valgt


def _log_vist(request: Request, nu: datetime, *boern: Iterable[int]) -> None:
    vist = sorted({barn for nogle in boern for barn in nogle})
    if vist:
        log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=vist)


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
    valgt = next((e for e in enheder if e.pk == enhed), None)
    if valgt is None:
        raise Http404
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
