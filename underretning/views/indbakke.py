"""The inbox of those who receive underretninger, and each one's own cases."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, har, kraever
from opsporing.adgang.request import Request
from underretning import efterladt
from underretning import indbakke as liste


@kraever(Permission.UNDERRETNING_MODTAG)
@require_safe
def indbakke(request: Request) -> HttpResponse:
    """All that is not assessed, by the 24-hour clock; `?fane=` shows what waits for a letter, or what is done today."""
    nu = tid.nu()
    laest = liste.laes(request.user, nu, request.GET.get("fane", ""))
    if laest.boern:
        log.record("underretning.indbakke_set", by=request.user, nu=nu, boern=laest.boern)
    faner = [
        {
            "label": fane.navn,
            "url": liste.adresse(fane),
            "antal": laest.antal[fane.kode],
            "aktuel": fane == laest.fane,
        }
        for fane in liste.FANER
    ]
    ikke_sendte = list(efterladt.efterladte(request.user, nu)[: liste.HOEJST])
    return render(
        request,
        "underretning/indbakke.html",
        {"indbakke": laest, "faner": faner, "ikke_sendte": ikke_sendte, "nu": nu},
    )


@kraever(Permission.UNDERRETNING_MODTAG)
@require_safe
def sager(request: Request) -> HttpResponse:
    """The open cases she is responsible for; a leader sees all of the unit."""
    nu = tid.nu()
    mine = liste.mine_sager(request.user, nu)
    if mine:
        log.record("underretning.sager_set", by=request.user, nu=nu, boern=sorted({m.barn_id for m in mine}))
    return render(
        request,
        "underretning/sager.html",
        {
            "raekker": liste.raekker(mine, request.user, nu),
            "leder": har(request.user, Permission.UNDERRETNING_LED),
            "hoejst": liste.HOEJST if len(mine) == liste.HOEJST else None,
        },
    )
