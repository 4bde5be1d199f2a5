"""The page "Nyt til dig"."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from opsporing import log, tid
from opsporing.adgang.request import Request
from opsporing.dansk import antal as i_ord
from opsporing.frister import paamindelser as actions
from opsporing.frister.visning import nyt


@require_safe
@transaction.atomic
def paamindelser(request: Request) -> HttpResponse:
    """The reminders of the signed-in person, the unread first."""
    nu = tid.nu()
    fundet = nyt(request.user, nu, med_laeste=True)
    log.record("opsporing.paamindelse_set", by=request.user, nu=nu, boern=fundet.boern)
    return render(request, "frister/paamindelser.html", {"nyt": fundet})


@require_POST
def laes(request: Request) -> HttpResponse:
    """Mark reminders as read: those in the form, or all."""
    valgte = [int(pk) for pk in request.POST.getlist("paamindelse") if pk.isdecimal() and len(pk) < 19]
    antal = actions.laes(by=request.user, nu=tid.nu(), paamindelser=valgte or None)
    if antal:
        messages.success(request, f"{i_ord(antal, 'påmindelse', 'påmindelser').capitalize()} er markeret som læst.")
    return redirect("paamindelser")
